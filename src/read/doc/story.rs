//! The characters of a document in their order → paragraphs, cells and rows.
//!
//! In: the head, the streams and what the other parts read of them. Out: [`Story`]. Properties belong to the characters'
//! places in the stream: those of a paragraph to the place of its end mark, where the mark of a cell or row is known
//! from the paragraph too. A paragraph whose end is deleted or hidden goes on with the next, under the number of the first
//! that has text. A text box stands behind the paragraph that it is anchored in, or behind all. A field that begins and does not end would swallow the rest of the text: from there on fields
//! are not looked for.

use super::bytes::{part, u16_at, u32_at};
use super::changes::{Change, changes, of_piece};
use super::fib::{Fib, Version};
use super::fields::Fields;
use super::pages::{Kind, Pages};
use super::pieces::{Piece, Pieces, Width};
use super::styles::Styles;
use super::{boxes, fonts, lists, pieces, rows, styles};
use crate::read::plain::Plain;
use crate::read::word::codepage::CodePage;
use crate::read::word::flow::{Flow, RowShape};
use crate::read::word::list::{Label, Lists};
use crate::read::word::{note_left_out, put_blank, symbol};
use std::ops::Range;

/// What was read.
#[derive(Debug)]
pub(super) struct Story {
    pub plain: Plain,
    /// Numbers of lists could not be restored.
    pub lost_numbers: bool,
    /// There are pictures or drawings.
    pub has_pictures: bool,
}

/// Properties of characters.
#[derive(Debug, Clone, Copy, Default)]
struct Character {
    deleted: bool,
    hidden: bool,
    special_hidden: bool,
    special: bool,
    symbol: Option<(u16, u16)>,
    font: u16,
}

impl Character {
    fn is_out(self) -> bool {
        self.deleted || self.hidden
    }
}

/// Properties of a paragraph.
#[derive(Debug, Default)]
struct Paragraph {
    list: i16,
    level: u8,
    old_number: bool,
    in_table: bool,
    row_end: bool,
    depth: i32,
    inner_cell: bool,
    inner_row_end: bool,
    row: RowShape,
}

impl Paragraph {
    /// In how many tables it stands.
    fn tables(&self) -> usize {
        let least = i32::from(self.in_table);
        usize::try_from(self.depth.max(least)).unwrap_or(0)
    }
}

/// Reads the body and the text boxes.
pub(super) fn read(fib: &Fib, main: &[u8], table: &[u8], data: &[u8]) -> Story {
    let (number, described) = match fib.version {
        Version::Word97 => (4, 13),
        Version::Word6 { .. } => (2, 7),
    };
    let sections = fib.sections.of(table);
    let count = sections.len().saturating_sub(4) / 16;
    let mut walk = Walk {
        fib,
        main,
        table,
        data,
        pieces: pieces::read(fib, main, table),
        characters: Pages::new(main, fib.characters.of(table), Kind::Characters, number),
        paragraphs: Pages::new(main, fib.paragraphs.of(table), Kind::Paragraphs { described }, number),
        styles: match fib.version {
            Version::Word97 => styles::read(fib.styles.of(table)),
            Version::Word6 { .. } => Styles::default(),
        },
        sections: (1..=count).map_while(|at| u32_at(sections, 4 * at)).collect(),
        code_page: CodePage::of_language(fib.language),
        lists: match fib.version {
            Version::Word97 => lists::read(table, fib.lists, fib.uses),
            Version::Word6 { .. } => Lists::default(),
        },
        lost_numbers: false,
        has_pictures: false,
        run: (0..0, Character::default()),
        high: None,
        bytes: Vec::new(),
        line: String::new(),
        label: None,
        joined: false,
        boxes: Vec::new(),
        anchors: Vec::new(),
        waiting: Vec::new(),
        flow: Flow::default(),
        fields: Fields::default(),
        no_fields_from: u32::MAX,
    };
    let notes = fib.body..fib.body.saturating_add(fib.footnotes);
    let footnotes = walk.part(notes.clone()).finish().text;
    let notes = notes.end.saturating_add(fib.others);
    let endnotes = walk.part(notes..notes.saturating_add(fib.endnotes)).finish().text;
    // Only what the body and its boxes lose counts.
    (walk.lost_numbers, walk.has_pictures, walk.fields.lost_number) = (false, false, false);
    walk.lists.restart();
    let boxes = boxes::boxes(fib, table).into_iter();
    walk.boxes = boxes
        .map(|(shape, range)| (shape, Some(walk.part(range).finish())))
        .collect();
    walk.lists.restart();
    walk.anchors = boxes::anchors(fib, table);
    let mut body = walk.part(0..fib.body);
    for (_, text) in walk.boxes {
        body.append(text.unwrap_or_default());
    }
    let mut plain = body.finish();
    note_left_out(&mut plain, "脚注", footnotes.lines());
    note_left_out(&mut plain, "尾注", endnotes.lines());
    Story {
        plain,
        lost_numbers: walk.lost_numbers || walk.fields.lost_number,
        has_pictures: walk.has_pictures,
    }
}

struct Walk<'a> {
    fib: &'a Fib,
    main: &'a [u8],
    table: &'a [u8],
    data: &'a [u8],
    pieces: Pieces<'a>,
    characters: Pages<'a>,
    paragraphs: Pages<'a>,
    styles: Styles,
    /// Where sections end.
    sections: Vec<u32>,
    code_page: CodePage,
    lists: Lists,
    lost_numbers: bool,
    has_pictures: bool,

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
    boxes: Vec<(u32, Option<Plain>)>,
    anchors: Vec<(u32, u32)>,
    waiting: Vec<Plain>,
    flow: Flow,
    fields: Fields,
    /// From this character on, fields are not looked for.
    no_fields_from: u32,
}

/// A character's place: in the document, in the stream, and its piece.
#[derive(Clone, Copy)]
struct At {
    character: u32,
    place: usize,
    piece: Piece,
}

impl Walk<'_> {
    /// Reads a range of characters.
    fn part(&mut self, range: Range<u32>) -> Flow {
        self.no_fields_from = self.field_without_end(&range).unwrap_or(u32::MAX);
        self.each(&range, Self::unit);
        self.flush();
        let line = self.take_line();
        if !line.trim().is_empty() {
            self.flow.paragraph(&line, 0);
        }
        self.place_boxes();
        self.fields.close();
        std::mem::take(&mut self.flow)
    }

    /// Calls `act` with each character of a range.
    fn each(&mut self, range: &Range<u32>, mut act: impl FnMut(&mut Self, u16, At)) {
        for index in 0..self.pieces.pieces.len() {
            let Some(&piece) = self.pieces.pieces.get(index) else {
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
        let mut open: Vec<u32> = Vec::new();
        self.each(range, |_, unit, at| match unit {
            0x13 => open.push(at.character),
            0x15 => {
                open.pop();
            }
            _ => {}
        });
        open.first().copied()
    }

    /// One character, or half of one.
    fn unit(&mut self, unit: u16, at: At) {
        if !self.run.0.contains(&at.place) {
            self.run = self.character(at);
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
            Width::Latin if unit < 0x80 || unit >= 0xA0 => self.put(char::from(unit as u8)),
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
        let name = fonts::name(self.fib.fonts.of(self.table), font);
        let code = if code < 0x100 { code | 0xF000 } else { code };
        if let Some(sign) = char::from_u32(code.into()).and_then(|c| symbol::plain(&name, c)) {
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
        let text = self.boxes.iter_mut().find(|(box_shape, _)| *box_shape == shape);
        if let Some(text) = text.and_then(|(_, text)| text.take())
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
        let paragraph = self.paragraph(at);
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

    /// The properties of a character, and the run of the stream that they hold for.
    fn character(&self, at: At) -> (Range<usize>, Character) {
        let version = self.fib.version;
        let run = self.characters.at(at.place);
        let piece_end = at.piece.at + (at.piece.end - at.piece.start) as usize * at.piece.width.bytes();
        let (range, own) = match run {
            Some(run) => (run.start..run.end.min(piece_end), run.properties),
            None => (at.place..at.place + at.piece.width.bytes(), &[][..]),
        };
        let (one, more) = of_piece(at.piece.changed, &self.pieces.changes, version);
        let of_style = self.styles.hide().then(|| self.style_at(at.place).hidden).flatten();
        let mut style_hides = of_style.unwrap_or(false);
        let mut character = Character {
            hidden: style_hides,
            ..Character::default()
        };
        for change in changes(own, version).chain(one).chain(changes(more, version)) {
            match change {
                Change::Deleted(on) => character.deleted = on,
                Change::Hidden(how) => {
                    character.hidden = match how {
                        0x80 => style_hides,
                        0x81 => !style_hides,
                        how => how != 0,
                    }
                }
                Change::SpecialHidden(on) => character.special_hidden = on,
                Change::Special(on) => character.special = on,
                Change::Symbol(font, code) => character.symbol = Some((font, code)),
                Change::Font(font) => character.font = font,
                Change::CharacterStyle(style) => {
                    style_hides = self.styles.get(style).hidden.unwrap_or(style_hides);
                    character.hidden = style_hides;
                }
                _ => {}
            }
        }
        (range, character)
    }

    /// The style of the paragraph at a place.
    fn style_at(&self, place: usize) -> styles::Style {
        let run = self.paragraphs.at(place);
        self.styles
            .get(run.and_then(|run| u16_at(run.properties, 0)).unwrap_or(0))
    }

    /// The properties of the paragraph that ends here.
    fn paragraph(&self, at: At) -> Paragraph {
        let version = self.fib.version;
        let run = self.paragraphs.at(at.place).map_or(&[][..], |run| run.properties);
        let style = self.styles.get(u16_at(run, 0).unwrap_or(0));
        let mut out = Paragraph {
            list: style.list.unwrap_or(0),
            level: style.level.unwrap_or(0),
            old_number: style.old_number,
            ..Paragraph::default()
        };
        if self.paragraphs.is_empty() {
            // Nothing tells rows: a mark directly behind that of a cell ends one.
            out.row_end = self.last_was_cell(at);
        }
        let (one, more) = of_piece(at.piece.changed, &self.pieces.changes, version);
        let mut own = part(run, 2, usize::MAX);
        let mut before: &[u8] = &[];
        for change in changes(own, version) {
            if let Change::Elsewhere { at, instead } = change {
                let len = u16_at(self.data, at as usize).unwrap_or(0);
                before = part(self.data, at as usize + 2, len.into());
                if instead {
                    own = &[];
                }
                break;
            }
        }
        let all = changes(before, version)
            .chain(changes(own, version))
            .chain(one)
            .chain(changes(more, version));
        for change in all {
            match change {
                Change::ListUse(list) => out.list = list,
                Change::ListLevel(level) => out.level = level,
                Change::OldNumber => out.old_number = true,
                Change::InTable(on) => out.in_table = on,
                Change::RowEnd(on) => out.row_end = on,
                Change::Depth(depth) => out.depth = depth,
                Change::DepthBy(by) => out.depth = out.depth.saturating_add(by),
                Change::InnerCell(on) => out.inner_cell = on,
                Change::InnerRowEnd(on) => out.inner_row_end = on,
                change => rows::apply(change, version, &mut out.row),
            }
        }
        out
    }

    fn last_was_cell(&self, at: At) -> bool {
        let before = at.place.checked_sub(at.piece.width.bytes());
        before.and_then(|before| self.main.get(before)) == Some(&7)
    }
}
