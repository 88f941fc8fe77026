//! The characters of a text in their order → paragraphs, cells and rows.
//!
//! In: ranges of characters. Out: [`Flow`]. Properties belong to the characters' places in the stream, those of a paragraph
//! to the place of its end mark, where the mark of a cell or row is known from the paragraph too. A paragraph whose end is
//! deleted or hidden goes on with the next, under the number of the first that has text. A text box stands behind the
//! paragraph that it is anchored in. A field that begins and does not end would swallow the rest of the text: from
//! there on fields are not looked for.

use super::bytes::{u16_at, u32_at};
use super::fib::{Fib, Version};
use super::fields::Fields;
use super::pieces::{self, Piece, Pieces, Width};
use super::properties::{At, Character, Paragraph, Properties};
use super::{boxes, fonts, lists};
use crate::read::plain::Plain;
use crate::read::word::codepage::CodePage;
use crate::read::word::flow::Flow;
use crate::read::word::list::{Label, Lists};
use crate::read::word::{append, put_blank, symbol};
use std::collections::HashMap;
use std::ops::Range;

/// A text as it is read.
pub(super) struct Walk<'a> {
    main: &'a [u8],
    pieces: Vec<Piece>,
    properties: Properties<'a>,
    /// The names of fonts.
    fonts: Vec<String>,
    /// Where sections end.
    sections: Vec<u32>,
    code_page: CodePage,
    lists: Lists,
    pub lost_numbers: bool,
    pub has_pictures: bool,

    /// The run of the stream that the last character stood in, and its properties.
    run: (Range<usize>, Character),
    /// The first half of a character beyond 16 bits.
    high: Option<u16>,
    /// Bytes of the code page that are not decoded yet.
    bytes: Vec<u8>,
    /// The paragraph so far, and its number if a paragraph before gave it one; whether one did or had none.
    line: String,
    label: Option<Label>,
    joined: bool,
    /// Text boxes by their shapes, taken once they have their place; anchors of shapes; boxes of this paragraph.
    boxes: HashMap<u32, Plain>,
    anchors: Vec<(u32, u32)>,
    waiting: Vec<Plain>,
    flow: Flow,
    fields: Fields,
    /// From this character on, fields are not looked for.
    no_fields_from: u32,
}

impl<'a> Walk<'a> {
    /// Begins to read a document.
    pub fn new(fib: &Fib, main: &'a [u8], table: &'a [u8], data: &'a [u8]) -> Self {
        let sections = fib.sections.of(table);
        let count = sections.len().saturating_sub(4) / 16;
        let Pieces { pieces, changes } = pieces::read(fib, main, table);
        let is_new = fib.version == Version::Word97;
        Self {
            main,
            pieces,
            properties: Properties::new(fib, main, table, data, changes),
            fonts: if is_new {
                fonts::names(fib.fonts.of(table))
            } else {
                Vec::new()
            },
            sections: (1..=count).map_while(|at| u32_at(sections, 4 * at)).collect(),
            code_page: CodePage::of_language(fib.language),
            lists: if is_new {
                lists::read(table, fib.lists, fib.uses)
            } else {
                Lists::default()
            },
            lost_numbers: false,
            has_pictures: false,
            run: (0..0, Character::default()),
            high: None,
            bytes: Vec::new(),
            line: String::new(),
            label: None,
            joined: false,
            boxes: HashMap::new(),
            anchors: boxes::anchors(fib, table),
            waiting: Vec::new(),
            flow: Flow::default(),
            fields: Fields::default(),
            no_fields_from: u32::MAX,
        }
    }

    /// Reads a text that is not part of the body.
    pub fn apart(&mut self, range: Range<u32>) -> Plain {
        let (lost, pictures) = (self.lost_numbers, self.has_pictures);
        let text = self.part(range).finish();
        (self.lost_numbers, self.has_pictures) = (lost, pictures);
        text
    }

    /// Reads text boxes, each a text of its own.
    pub fn read_boxes(&mut self, boxes: Vec<(u32, Range<u32>)>) -> Vec<u32> {
        self.lists.restart();
        let mut shapes = Vec::new();
        for (shape, range) in boxes {
            // A box whose text goes on in others is all of them.
            let text = self.part(range).finish();
            append(self.boxes.entry(shape).or_default(), text);
            shapes.push(shape);
        }
        self.lists.restart();
        shapes
    }

    /// The text of a box that has no place yet.
    pub fn take_box(&mut self, shape: u32) -> Plain {
        self.boxes.remove(&shape).unwrap_or_default()
    }

    /// Reads a range of characters.
    pub fn part(&mut self, range: Range<u32>) -> Flow {
        self.no_fields_from = self.field_without_end(&range).unwrap_or(u32::MAX);
        self.each(&range, Self::unit);
        self.flush();
        let line = self.take_line();
        if !line.trim().is_empty() {
            self.flow.paragraph(&line, 0);
        }
        self.place_boxes();
        self.fields.close();
        self.lost_numbers |= std::mem::take(&mut self.fields.lost_number);
        std::mem::take(&mut self.flow)
    }

    /// Calls `act` with each character of a range.
    fn each(&mut self, range: &Range<u32>, mut act: impl FnMut(&mut Self, u16, At)) {
        let first = self.pieces.partition_point(|piece| piece.end <= range.start);
        for index in first..self.pieces.len() {
            let Some(&piece) = self.pieces.get(index).filter(|piece| piece.start < range.end) else {
                return;
            };
            let (start, end) = (piece.start.max(range.start), piece.end.min(range.end));
            // Properties of one piece are not those of the next, even at the same place.
            self.run.0 = 0..0;
            for character in start..end {
                let bytes = piece.width.bytes();
                let place = piece.at + (character - piece.start) as usize * bytes;
                let unit = if bytes == 2 {
                    u16_at(self.main, place)
                } else {
                    self.main.get(place).map(|byte| u16::from(*byte))
                };
                let Some(unit) = unit else { break };
                act(
                    self,
                    unit,
                    At {
                        character,
                        place,
                        piece,
                    },
                );
            }
        }
    }

    /// The outermost field that begins in a range and does not end in it.
    fn field_without_end(&mut self, range: &Range<u32>) -> Option<u32> {
        let (mut depth, mut outermost) = (0usize, 0);
        self.each(range, |_, unit, at| match unit {
            0x13 => {
                if depth == 0 {
                    outermost = at.character;
                }
                depth += 1;
            }
            0x15 => depth = depth.saturating_sub(1),
            _ => {}
        });
        (depth > 0).then_some(outermost)
    }

    /// One character, or half of one.
    fn unit(&mut self, unit: u16, at: At) {
        if !self.run.0.contains(&at.place) {
            self.run = self.properties.character(at);
        }
        let properties = self.run.1;
        if unit < 0x20 {
            self.flush();
            return self.control(unit, properties, at);
        }
        if properties.is_out() {
            return;
        }
        if unit == 0x28 && properties.special {
            self.flush();
            if let Some((font, code)) = properties.symbol {
                self.symbol(font, code);
            }
            return;
        }
        match at.piece.width {
            Width::Utf16 => self.utf16(unit, properties),
            Width::Latin if !(0x80..0xA0).contains(&unit) => self.put(char::from(unit as u8)),
            Width::Latin => {
                let byte = [unit as u8];
                let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
                text.chars().for_each(|c| self.put(c));
            }
            Width::Byte => self.bytes.push(unit as u8),
            Width::Pair if unit < 0x100 => self.bytes.push(unit as u8),
            Width::Pair => self.bytes.extend(unit.to_be_bytes()),
        }
    }

    fn utf16(&mut self, unit: u16, properties: Character) {
        let high = self.high.take();
        match unit {
            0xD800..=0xDBFF => self.high = Some(unit),
            0xDC00..=0xDFFF => {
                let pair = char::decode_utf16(high.into_iter().chain([unit])).next();
                if let Some(Ok(c)) = pair {
                    self.put(c);
                }
            }
            0xF020..=0xF0FF => self.symbol(properties.font, unit),
            0xFFFE | 0xFFFF => {}
            _ => self.put(char::from_u32(unit.into()).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }

    fn symbol(&mut self, font: u16, code: u16) {
        let name = self.fonts.get(usize::from(font)).map_or("", String::as_str);
        let code = if code < 0x100 { code | 0xF000 } else { code };
        if let Some(sign) = char::from_u32(code.into()).and_then(|c| symbol::plain(name, c)) {
            self.put(sign);
        }
    }

    fn put(&mut self, c: char) {
        if self.fields.is_text() {
            self.line.push(c);
        } else {
            self.fields.take(c.encode_utf8(&mut [0; 4]));
        }
    }

    /// Decodes what waits for it.
    fn flush(&mut self) {
        self.high = None;
        if self.bytes.is_empty() {
            return;
        }
        let mut text = String::new();
        self.code_page.decode(&self.bytes, &mut text);
        self.bytes.clear();
        text.chars().for_each(|c| self.put(c));
    }

    fn control(&mut self, unit: u16, properties: Character, at: At) {
        let fields = at.character < self.no_fields_from;
        let words = match unit {
            0x07 | 0x0D => return self.end(unit, properties, at),
            0x0C if self.sections.binary_search(&at.character.saturating_add(1)).is_ok() => {
                return self.end(unit, properties, at);
            }
            0x13 if fields => return self.fields.begin(properties.is_out()),
            0x14 if fields => self.fields.separate(),
            0x15 if fields => self.fields.end(),
            0x01 | 0x08 => {
                self.has_pictures = true;
                self.anchor(at.character, properties);
                None
            }
            _ if properties.is_out() => None,
            0x09 => return self.blank(),
            // A line, page or column ends.
            0x0B | 0x0C | 0x0E => return self.put('\n'),
            0x1E => return self.put('-'),
            _ => None,
        };
        self.line.push_str(&words.unwrap_or_default());
    }

    fn blank(&mut self) {
        if self.fields.is_text() {
            put_blank(&mut self.line);
        } else {
            self.fields.take(" ");
        }
    }

    /// The anchor of a shape: its text box, if it has one, belongs to this paragraph.
    fn anchor(&mut self, character: u32, properties: Character) {
        let Ok(found) = self.anchors.binary_search_by_key(&character, |(place, _)| *place) else {
            return;
        };
        let Some(&(_, shape)) = self.anchors.get(found) else {
            return;
        };
        if let Some(text) = self.boxes.remove(&shape)
            && !properties.is_out()
        {
            self.waiting.push(text);
        }
    }

    fn place_boxes(&mut self) {
        for text in std::mem::take(&mut self.waiting) {
            self.flow.append(text);
        }
    }

    /// The end of a paragraph, cell or row.
    fn end(&mut self, unit: u16, properties: Character, at: At) {
        let paragraph = self.properties.paragraph(at);
        let depth = paragraph.tables();
        let inner_row = paragraph.inner_row_end && depth > 1;
        if unit == 0x07 && paragraph.row_end || inner_row {
            self.line.clear();
            let depth = if inner_row { depth } else { 1 };
            if properties.deleted {
                self.flow.drop_row(depth);
            } else {
                self.flow.end_row(depth, paragraph.row);
            }
            return;
        }
        let ends_cell = unit == 0x07 || paragraph.inner_cell && depth > 1;
        if !ends_cell {
            if properties.is_out() || properties.special_hidden {
                return self.join(&paragraph, properties);
            }
            if !self.fields.is_text() {
                return;
            }
            // A section ends here and nothing else.
            if unit == 0x0C && self.line.trim().is_empty() {
                return self.place_boxes();
            }
        }
        if !self.joined {
            self.label = self.number(&paragraph);
        }
        let line = self.take_line();
        let depth = if unit == 0x07 { 1 } else { depth };
        self.flow.paragraph(&line, depth);
        self.place_boxes();
        if ends_cell {
            self.flow.end_cell(depth);
        }
    }

    /// A paragraph whose end is not seen goes on with the next. Its number is counted, unless all of it is deleted.
    fn join(&mut self, paragraph: &Paragraph, properties: Character) {
        let has_text = !self.line.trim().is_empty();
        if self.joined || properties.deleted && !has_text {
            return;
        }
        let label = self.number(paragraph);
        if has_text {
            self.joined = true;
            self.label = label;
        }
    }

    /// The finished paragraph, its number before it.
    fn take_line(&mut self) -> String {
        let line = std::mem::take(&mut self.line);
        self.joined = false;
        let line = line.trim_start_matches('\n').trim_end();
        match self.label.take() {
            Some(label) => label.before(line),
            None => line.to_owned(),
        }
    }

    /// The number of a paragraph.
    fn number(&mut self, paragraph: &Paragraph) -> Option<Label> {
        let label = match paragraph.list {
            // Numbering of Word 95.
            0x7FF => None,
            1.. => self.lists.next(paragraph.list.into(), paragraph.level),
            _ if paragraph.old_number => None,
            _ => return None,
        };
        self.lost_numbers |= label.is_none();
        label
    }
}
