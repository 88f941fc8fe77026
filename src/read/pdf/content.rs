//! What a content stream draws: text at its places, ruling lines, pictures.
//!
//! In: the content of a page with its resources. Out: [`Seen`]. Coordinates: those of [`Matrix::of_page`]. Left out: page
//! furniture that the file marks as such, layers that are off. Not looked at: colours, clipping, annotations, what lies
//! on top of what.

use super::file::{File, as_dict};
use super::font::Font;
use super::limits::Over;
use super::matrix::Matrix;
use super::path::Path;
use super::pen::{Mark, Pen};
use super::syntax::{Item, Lexer};
use crate::read::page::{Flow, Rule, Run};
use lopdf::{Dictionary, Object};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Deepest nesting of forms in forms.
const FORMS: usize = 12;
/// Most saved states and open marks.
const SAVED: usize = 512;
/// Most operands of one operator.
const OPERANDS: usize = 256;
/// Most entries of the maps of all fonts that are held.
const FONTS: usize = 1_000_000;
/// Most names of fonts that are held.
const NAMES: usize = 1_000;
/// Most rules of one page.
const RULES: usize = 30_000;

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub runs: Vec<Run>,
    /// Text that the file calls furniture.
    pub artifacts: Vec<Run>,
    /// Text that is not painted, as text recognition puts it behind a picture.
    pub invisible: Vec<Run>,
    pub rules: Vec<Rule>,
    /// Pictures, and curves, which outlines of characters are made of.
    pub pictures: usize,
    pub curves: usize,
    /// Characters, and those of them whose text is unknown.
    pub chars: usize,
    pub unknown: usize,
}

/// Fonts by object number.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    known: HashMap<u32, Rc<Font>>,
    size: usize,
}

impl Fonts {
    fn get(&mut self, file: &File<'_>, object: &Object) -> Option<Rc<Font>> {
        let number = match object {
            Object::Reference((number, _)) => Some(*number),
            _ => None,
        };
        if let Some(font) = number.and_then(|number| self.known.get(&number)) {
            return Some(Rc::clone(font));
        }
        let font = Rc::new(Font::read(file, &as_dict(file.resolve(object)?)?));
        file.limits.step(font.size());
        if let Some(number) = number {
            if self.size + font.size() > FONTS {
                self.known.clear();
                self.size = 0;
            }
            self.size += font.size();
            self.known.insert(number, Rc::clone(&font));
        }
        Some(font)
    }
}

/// Reads content that belongs to a page whose own coordinates `base` turns upright; `off` are the layers that are off.
pub(super) fn read(
    file: &File<'_>,
    fonts: &mut Fonts,
    off: &HashSet<u32>,
    content: &[u8],
    resources: &Dictionary,
    base: Matrix,
) -> Seen {
    let mut reader = Reader {
        file,
        fonts,
        off,
        state: State {
            ctm: base,
            ..State::default()
        },
        saved: Vec::new(),
        text: Matrix::default(),
        line: Matrix::default(),
        path: Path::default(),
        marks: Vec::new(),
        forms: Vec::new(),
        names: HashMap::new(),
        pens: <[Pen; 3]>::default(),
        seen: Seen::default(),
        scratch: String::new(),
    };
    reader.run(content, resources);
    let limits = file.limits;
    let [visible, artifact, invisible] = reader.pens;
    Seen {
        runs: visible.finish(limits),
        artifacts: artifact.finish(limits),
        invisible: invisible.finish(limits),
        ..reader.seen
    }
}

#[derive(Debug, Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    char_space: f32,
    word_space: f32,
    /// Horizontal scale, as a factor.
    scale: f32,
    leading: f32,
    rise: f32,
    invisible: bool,
    line_width: f32,
}

impl Default for State {
    fn default() -> Self {
        Self {
            ctm: Matrix::default(),
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            invisible: false,
            line_width: 1.0,
        }
    }
}

/// Marked content.
#[derive(Debug, Default)]
struct Marked {
    /// Page furniture.
    artifact: bool,
    /// On a layer that is off.
    hidden: bool,
    /// Text that stands for what is drawn.
    stead: Option<Stead>,
}

#[derive(Debug)]
struct Stead {
    text: String,
    /// What has been drawn: beginning, end, size, flow.
    drawn: Option<((f32, f32), (f32, f32), f32, Flow)>,
}

struct Reader<'r, 'a> {
    file: &'r File<'a>,
    fonts: &'r mut Fonts,
    off: &'r HashSet<u32>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    path: Path,
    marks: Vec<Marked>,
    /// Forms that are being drawn.
    forms: Vec<u32>,
    /// Fonts by their names in the present resources.
    names: HashMap<Vec<u8>, Option<Rc<Font>>>,
    pens: [Pen; 3],
    seen: Seen,
    scratch: String,
}

impl Reader<'_, '_> {
    fn run(&mut self, content: &[u8], resources: &Dictionary) {
        let mut lexer = Lexer::of_content(content);
        let mut operands: Vec<Object> = Vec::new();
        let mut before = 0;
        while let Some(item) = lexer.next() {
            if !self.file.limits.step(lexer.at - before + 8) {
                return;
            }
            before = lexer.at;
            match item {
                Item::Object(object) => {
                    if operands.len() < OPERANDS {
                        operands.push(object);
                    }
                }
                Item::Word(b"ID") => {
                    lexer.skip_picture();
                    self.seen.pictures += 1;
                    operands.clear();
                }
                Item::Word(operator) => {
                    self.operator(operator, &operands, resources);
                    operands.clear();
                }
            }
        }
    }

    fn operator(&mut self, operator: &[u8], operands: &[Object], resources: &Dictionary) {
        match operator {
            b"q" => {
                if self.saved.len() < SAVED {
                    self.saved.push(self.state.clone());
                }
            }
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = numbers(operands) {
                    self.state.ctm = Matrix::new(matrix).then(self.state.ctm);
                }
            }
            b"w" => self.state.line_width = number(operands).unwrap_or(1.0),
            b"Do" => self.draw(operands, resources),
            b"BMC" | b"BDC" => self.mark(operands, resources),
            b"EMC" => self.unmark(),
            b"gs" => self.graphics_state(operands, resources),
            _ => {
                if !self.text_operator(operator, operands, resources) {
                    self.path_operator(operator, operands);
                }
            }
        }
    }

    fn text_operator(&mut self, operator: &[u8], operands: &[Object], resources: &Dictionary) -> bool {
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

    fn path_operator(&mut self, operator: &[u8], operands: &[Object]) {
        let ctm = self.state.ctm;
        match operator {
            b"m" => {
                if let Some([x, y]) = numbers(operands) {
                    self.path.start(ctm.at(x, y));
                }
            }
            b"l" => {
                if let Some([x, y]) = numbers(operands) {
                    self.path.line(ctm.at(x, y));
                }
            }
            b"c" | b"v" | b"y" => {
                self.path.bend();
                self.seen.curves += 1;
            }
            b"h" => self.path.close(),
            b"re" => {
                if let Some([x, y, width, height]) = numbers(operands) {
                    let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
                    self.path.rectangle(corners.map(|(x, y)| ctm.at(x, y)));
                }
            }
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                if matches!(operator, b"s" | b"b" | b"b*") {
                    self.path.close();
                }
                let path = std::mem::take(&mut self.path);
                if self.marks.iter().any(|mark| mark.hidden) {
                    return;
                }
                let strokes = matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*");
                let fills = !strokes && operator != b"n";
                let across = ctm.vector(self.state.line_width, 0.0);
                let mut rules = Vec::new();
                if strokes {
                    path.stroke(across.0.hypot(across.1), &mut rules);
                } else if fills {
                    path.fill(&mut rules);
                }
                let room = RULES.saturating_sub(self.seen.rules.len());
                self.seen.rules.extend(rules.into_iter().take(room));
            }
            _ => {}
        }
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
        if self.marks.iter().any(|mark| mark.hidden) {
            return;
        }
        if let Some(stead) = self.marks.iter_mut().rev().find_map(|mark| mark.stead.as_mut()) {
            match &mut stead.drawn {
                None => stead.drawn = Some((from, to, size, flow)),
                Some(drawn) => drawn.1 = to,
            }
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

    fn put(&mut self, mark: Mark<'_>) {
        let artifact = self.marks.iter().any(|mark| mark.artifact);
        let [visible, artifacts, invisible] = &mut self.pens;
        let pen = match (artifact, self.state.invisible) {
            (true, _) => artifacts,
            (false, true) => invisible,
            (false, false) => visible,
        };
        pen.put(mark, self.file.limits);
    }

    fn mark(&mut self, operands: &[Object], resources: &Dictionary) {
        if self.marks.len() >= SAVED {
            return self.file.limits.exceed(Over::Work);
        }
        let mut marked = Marked::default();
        let tag = operands.first().and_then(|tag| tag.as_name().ok());
        marked.artifact = tag == Some(b"Artifact");
        let properties = match operands.get(1) {
            Some(Object::Dictionary(dict)) => Some(dict.clone()),
            Some(Object::Name(name)) => {
                let all = self.file.dict(resources, b"Properties");
                let one = all.and_then(|all| all.get(name).ok().cloned());
                if tag == Some(b"OC") {
                    marked.hidden = one.as_ref().is_some_and(|one| self.is_off(one));
                }
                one.and_then(|one| self.file.resolve(&one)).and_then(as_dict)
            }
            _ => None,
        };
        if let Some(text) = properties.and_then(|properties| self.file.get(&properties, b"ActualText"))
            && let Ok(text) = lopdf::decode_text_string(&text)
        {
            marked.stead = Some(Stead { text, drawn: None });
        }
        self.marks.push(marked);
    }

    fn unmark(&mut self) {
        if let Some(Marked { stead: Some(stead), .. }) = self.marks.pop()
            && let Some((from, to, size, flow)) = stead.drawn
        {
            self.put(Mark {
                from,
                to,
                size,
                flow,
                text: &stead.text,
            });
        }
    }

    fn is_off(&self, layer: &Object) -> bool {
        matches!(layer, Object::Reference((number, _)) if self.off.contains(number))
    }

    fn graphics_state(&mut self, operands: &[Object], resources: &Dictionary) {
        let states = self.file.dict(resources, b"ExtGState");
        let name = operands.first().and_then(|name| name.as_name().ok());
        let state = states
            .zip(name)
            .and_then(|(states, name)| self.file.dict(&states, name));
        let font = state.and_then(|state| self.file.array(&state, b"Font"));
        if let Some([font, size]) = font.as_deref() {
            self.state.font = self.fonts.get(self.file, font);
            self.state.size = size.as_float().unwrap_or(0.0);
        }
    }

    /// Draws a form or a picture.
    fn draw(&mut self, operands: &[Object], resources: &Dictionary) {
        let name = operands.first().and_then(|name| name.as_name().ok());
        let objects = self.file.dict(resources, b"XObject");
        let Some(Object::Reference((number, _))) = objects
            .zip(name)
            .and_then(|(objects, name)| objects.get(name).ok().cloned())
        else {
            return;
        };
        let Some(Object::Stream(stream)) = self.file.object(number) else {
            return;
        };
        if stream.dict.get(b"OC").is_ok_and(|layer| self.is_off(layer)) {
            return;
        }
        match self.file.name(&stream.dict, b"Subtype").as_deref() {
            Some(b"Image") => self.seen.pictures += 1,
            Some(b"Form") if self.forms.len() < FORMS && !self.forms.contains(&number) => {
                let Some(content) = self.file.data(number, &stream) else {
                    return;
                };
                let own = self.file.dict(&stream.dict, b"Resources");
                let state = self.state.clone();
                let (text, line) = (self.text, self.line);
                // What a form saves and does not restore, or marks and does not end, is its own affair.
                let saved = std::mem::take(&mut self.saved);
                let names = std::mem::take(&mut self.names);
                let marks = self.marks.len();
                if let Some(matrix) = self.file.numbers(&stream.dict, b"Matrix") {
                    self.state.ctm = Matrix::new(matrix).then(self.state.ctm);
                }
                self.forms.push(number);
                self.run(&content, own.as_ref().unwrap_or(resources));
                self.forms.pop();
                while self.marks.len() > marks {
                    self.unmark();
                }
                self.saved = saved;
                self.names = names;
                self.state = state;
                (self.text, self.line) = (text, line);
            }
            _ => {}
        }
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

fn number(operands: &[Object]) -> Option<f32> {
    operands.last()?.as_float().ok()
}

/// The last operands as numbers.
fn numbers<const N: usize>(operands: &[Object]) -> Option<[f32; N]> {
    let mut numbers = [0.0; N];
    let last = operands.get(operands.len().checked_sub(N)?..)?;
    for (number, operand) in numbers.iter_mut().zip(last) {
        *number = operand.as_float().ok()?;
    }
    Some(numbers)
}
