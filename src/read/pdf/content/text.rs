//! Text operators: from strings to glyphs at their places.

use super::marks::Drawn;
use super::{Reader, number, numbers};
use crate::read::page::Flow;
use crate::read::pdf::font::Font;
use crate::read::pdf::matrix::Matrix;
use crate::read::pdf::pen::Mark;
use lopdf::{Dictionary, Object};
use std::rc::Rc;

/// Most names of fonts that are held.
const NAMES: usize = 1_000;

impl Reader<'_, '_> {
    /// Carries out an operator if it is one of text; tells whether it is.
    pub(super) fn text_operator(&mut self, operator: &[u8], operands: &[Object], resources: &Dictionary) -> bool {
        match operator {
            b"BT" => {
                self.text = Matrix::default();
                self.line = Matrix::default();
            }
            b"ET" => {}
            b"Tc" => self.state.char_space = number(operands).unwrap_or(0.0),
            b"Tw" => self.state.word_space = number(operands).unwrap_or(0.0),
            b"Tz" => self.state.scale = number(operands).unwrap_or(100.0) / 100.0,
            b"TL" => self.state.leading = number(operands).unwrap_or(0.0),
            b"Ts" => self.state.rise = number(operands).unwrap_or(0.0),
            b"Tr" => self.state.invisible = matches!(number(operands), Some(mode) if mode == 3.0 || mode == 7.0),
            b"Tf" => {
                if let [Object::Name(name), size] = operands {
                    self.state.font = self.font(name, resources);
                    self.state.size = size.as_float().unwrap_or(0.0);
                }
            }
            b"Td" | b"TD" => {
                if let Some([x, y]) = numbers(operands) {
                    if operator == b"TD" {
                        self.state.leading = -y;
                    }
                    self.next_line(x, y);
                }
            }
            b"Tm" => {
                if let Some(matrix) = numbers(operands) {
                    self.line = Matrix::new(matrix);
                    self.text = self.line;
                }
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show_last(operands),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show_last(operands);
            }
            b"\"" => {
                if let [word, char, _] = operands {
                    self.state.word_space = word.as_float().unwrap_or(0.0);
                    self.state.char_space = char.as_float().unwrap_or(0.0);
                }
                self.next_line(0.0, -self.state.leading);
                self.show_last(operands);
            }
            b"TJ" => {
                if let Some(Object::Array(parts)) = operands.last() {
                    for part in parts {
                        match part {
                            Object::String(string, _) => self.show(string),
                            part => self.back(part.as_float().unwrap_or(0.0)),
                        }
                    }
                }
            }
            _ => return false,
        }
        true
    }

    /// The font that goes by that name in the present resources.
    fn font(&mut self, name: &[u8], resources: &Dictionary) -> Option<Rc<Font>> {
        if let Some(font) = self.names.get(name) {
            return font.clone();
        }
        let fonts = self.file.dict(resources, b"Font");
        let font = fonts.as_ref().and_then(|fonts| fonts.get(name).ok());
        let font = font.and_then(|font| self.fonts.get(self.file, font));
        if self.names.len() < NAMES {
            self.names.insert(name.to_vec(), font.clone());
        }
        font
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    fn show_last(&mut self, operands: &[Object]) {
        if let Some(Object::String(string, _)) = operands.last() {
            self.show(string);
        }
    }

    /// Moves back by thousandths of the font size.
    fn back(&mut self, by: f32) {
        let by = -by / 1_000.0 * self.state.size;
        let vertical = self.state.font.as_ref().is_some_and(|font| font.vertical);
        self.advance(if vertical {
            (0.0, by)
        } else {
            (by * self.state.scale, 0.0)
        });
    }

    fn advance(&mut self, (x, y): (f32, f32)) {
        self.text = Matrix::shift(x, y).then(self.text);
    }

    fn show(&mut self, string: &[u8]) {
        let Some(font) = self.state.font.clone() else {
            return;
        };
        let state = &self.state;
        let (size, scale, rise) = (state.size, state.scale, state.rise);
        let (char_space, word_space) = (state.char_space, state.word_space);
        let mut rest = string;
        let mut text = std::mem::take(&mut self.scratch);
        while !rest.is_empty() && self.file.limits.step(4) {
            text.clear();
            let glyph = font.glyph(rest, &mut text);
            rest = rest.get(glyph.bytes.max(1)..).unwrap_or_default();
            let shape = Matrix::new([size * scale, 0.0, 0.0, size, 0.0, rise])
                .then(self.text)
                .then(self.state.ctm);
            self.draw_glyph(&font, shape, glyph.width, &text);
            self.seen.chars += 1;
            self.seen.unknown += usize::from(!glyph.is_known);
            let space = char_space + if glyph.is_blank { word_space } else { 0.0 };
            self.advance(if font.vertical {
                (0.0, -size + space)
            } else {
                ((glyph.width * size + space) * scale, 0.0)
            });
        }
        self.scratch = text;
    }

    fn draw_glyph(&mut self, font: &Font, shape: Matrix, width: f32, text: &str) {
        let flow = flow(shape.vector(1.0, 0.0));
        let (up, size) = (shape.vector(0.0, 1.0), font.em);
        let size = up.0.hypot(up.1) * size;
        let (from, to, flow) = match (font.vertical, flow) {
            (false, flow) => (shape.at(0.0, 0.0), shape.at(width, 0.0), flow),
            (true, Flow::Across) => (shape.at(0.0, 0.0), shape.at(0.0, -1.0), Flow::Down),
            // Vertical writing on a page that is turned: character by character, as the page will be turned back.
            (true, flow) => (shape.at(-0.5, -0.88), shape.at(0.5, -0.88), flow),
        };
        if self.marks.is_hidden() {
            return;
        }
        if let Some(stead) = self.marks.stead() {
            stead.drawn.get_or_insert(Drawn { from, to, size, flow }).to = to;
            return;
        }
        let text = text.trim_matches(['\u{AD}', '\u{200B}', '\u{FEFF}']);
        self.put(Mark {
            from,
            to,
            size,
            flow,
            text,
        });
    }

    pub(super) fn put(&mut self, mark: Mark<'_>) {
        let artifact = self.marks.is_artifact();
        let [visible, artifacts, invisible] = &mut self.pens;
        let pen = match (artifact, self.state.invisible) {
            (true, _) => artifacts,
            (false, true) => invisible,
            (false, false) => visible,
        };
        pen.put(mark, self.file.limits);
    }
}

/// How text stands whose line runs in this direction.
fn flow((x, y): (f32, f32)) -> Flow {
    // Within some eleven degrees.
    let along = |main: f32, other: f32| main > 0.0 && other.abs() < main * 0.2;
    if along(x, y) {
        Flow::Across
    } else if along(y, x) {
        Flow::Clockwise
    } else if along(-y, x) {
        Flow::Counter
    } else {
        Flow::Askew
    }
}
