//! What a content stream draws: text at its places, ruling lines, pictures.
//!
//! In: the content of a page with its resources. Out: [`Seen`]. Coordinates: those of [`Matrix::of_page`]. Left out: page
//! furniture that the file marks as such, layers that are off. Not looked at: colours, clipping, annotations, what lies
//! on top of what.

mod marks;
mod text;

use super::file::{File, as_dict};
use super::font::Font;
use super::limits::Over;
use super::matrix::Matrix;
use super::path::Path;
use super::pen::{Mark, Pen};
use super::syntax::{Item, Lexer};
use crate::read::page::{Rule, Run};
use lopdf::{Dictionary, Object};
use marks::{Marked, Marks, Stead};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Deepest nesting of forms in forms.
const FORMS: usize = 12;
/// Most saved states.
const SAVED: usize = 512;
/// Most operands of one operator.
const OPERANDS: usize = 256;
/// Most entries of the maps of all fonts that are held.
const FONTS: usize = 1_000_000;
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
        let font = Rc::new(Font::read(file, as_dict(file.resolve(object)?)?.as_ref()));
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
        marks: Marks::default(),
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

struct Reader<'r, 'a> {
    file: &'r File<'a>,
    fonts: &'r mut Fonts,
    off: &'r HashSet<u32>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    path: Path,
    marks: Marks,
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
                if self.marks.is_hidden() {
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
                if !self.file.limits.keep(rules.len() * 8) {
                    return;
                }
                let room = RULES.saturating_sub(self.seen.rules.len());
                self.seen.rules.extend(rules.into_iter().take(room));
            }
            _ => {}
        }
    }

    fn mark(&mut self, operands: &[Object], resources: &Dictionary) {
        let mut marked = Marked::default();
        let tag = operands.first().and_then(|tag| tag.as_name().ok());
        marked.artifact = tag == Some(b"Artifact");
        let all = self.file.dict(resources, b"Properties").filter(|_| operands.len() > 1);
        let named = match operands.get(1) {
            Some(Object::Name(name)) => all.as_ref().and_then(|all| all.get(name).ok()),
            other => other,
        };
        marked.hidden = tag == Some(b"OC") && named.is_some_and(|named| self.is_off(named));
        let properties = named.and_then(|named| self.file.resolve(named)).and_then(as_dict);
        if let Some(properties) = properties
            && let Some(text) = self.file.get(&properties, b"ActualText")
            && let Ok(text) = lopdf::decode_text_string(&text)
        {
            self.file.limits.step(text.len());
            marked.stead = Some(Stead { text, drawn: None });
        }
        if !self.marks.push(marked) {
            self.file.limits.exceed(Over::Work);
        }
    }

    fn unmark(&mut self) {
        if let Some(Marked { stead: Some(stead), .. }) = self.marks.pop()
            && let Some(drawn) = stead.drawn
        {
            self.put(Mark {
                from: drawn.from,
                to: drawn.to,
                size: drawn.size,
                flow: drawn.flow,
                text: &stead.text,
            });
        }
    }

    fn is_off(&self, layer: &Object) -> bool {
        matches!(layer, Object::Reference((number, _)) if self.off.contains(number))
    }

    fn graphics_state(&mut self, operands: &[Object], resources: &Dictionary) {
        let states = self.file.dict(resources, b"ExtGState").unwrap_or_default();
        let name = operands
            .first()
            .and_then(|name| name.as_name().ok())
            .unwrap_or_default();
        let state = self.file.dict(&states, name).unwrap_or_default();
        if let Some([font, size]) = self.file.array(&state, b"Font").as_deref() {
            self.state.font = self.fonts.get(self.file, font);
            self.state.size = size.as_float().unwrap_or(0.0);
        }
    }

    /// Draws a form or a picture.
    fn draw(&mut self, operands: &[Object], resources: &Dictionary) {
        let name = operands.first().and_then(|name| name.as_name().ok());
        let objects = self.file.dict(resources, b"XObject").unwrap_or_default();
        let object = objects.get(name.unwrap_or_default()).and_then(Object::as_reference);
        let Ok((number, _)) = object else {
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
                self.run(&content, own.as_deref().unwrap_or(resources));
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
