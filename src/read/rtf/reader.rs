//! The signs of a file in their order → paragraphs, cells and rows.
//!
//! In: the bytes. Out: [`Read`]. Groups are kept on a stack of their own, at most [`DEEPEST`]; what stands deeper is not
//! read. Bytes of text wait until what they are is known: a character may be spread over `\'` and plain bytes.

use super::fonts::{Fonts, Reading};
use super::group::{AtEnd, Group, Place, holds_no_text, is_known};
use super::lists::Tables;
use super::rows::RowForm;
use super::story::Story;
use super::token::{Token, Tokens};
use crate::read::plain::Plain;
use crate::read::word::codepage::CodePage;
use crate::read::word::field::{Shown, shown};
use crate::read::word::list::{Label, Lists};
use crate::read::word::{put_blank, symbol};

/// Most groups in each other, and most text boxes and notes.
const DEEPEST: usize = 1_000;
const DEEPEST_STORY: usize = 8;
/// Longest instruction of a field, printed number or label of a level that is looked at, in bytes.
const LONGEST: usize = 4_096;

/// What was read.
#[derive(Debug)]
pub(super) struct Read {
    pub plain: Plain,
    /// The paragraphs of notes.
    pub notes: String,
    pub lost_numbers: bool,
    pub has_pictures: bool,
    /// Groups are open at the end.
    pub incomplete: bool,
}

/// A field that is open.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    /// Its result is not shown.
    hides: bool,
}

#[derive(Default)]
struct Reader {
    group: Group,
    groups: Vec<Group>,
    /// Groups that are open beyond [`DEEPEST`].
    deeper: usize,
    /// The text that is being read, and those around it.
    story: Story,
    stories: Vec<Story>,
    fonts: Fonts,
    tables: Tables,
    /// The lists, once a paragraph needs them.
    lists: Option<Lists>,
    level_text: String,
    fields: Vec<Field>,
    row: RowForm,
    inner_row: RowForm,
    /// Bytes of text that are not decoded yet.
    bytes: Vec<u8>,
    /// The first half of a character beyond 16 bits.
    high: Option<u16>,
    /// Signs still to be passed over, since they stand for a `\u`.
    substitutes: u32,
    notes: String,
    lost_numbers: bool,
    has_pictures: bool,
}

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Read {
    let mut reader = Reader::default();
    let mut tokens = Tokens::new(bytes);
    while let Some(token) = tokens.next() {
        match token {
            Token::Open => reader.open(),
            Token::Close => {
                reader.close();
                // What follows the document is none of it.
                if reader.groups.is_empty() {
                    break;
                }
            }
            Token::Hex(byte) => reader.take(&[byte]),
            Token::Text(bytes) => reader.take(bytes),
            Token::Symbol(b'*') => {
                if !is_known(tokens.clone().next().as_ref()) {
                    reader.has_pictures |= tokens.clone().next() == Some(Token::Word(b"shppict", None));
                    reader.flush();
                    reader.group.place = Place::Nowhere;
                }
            }
            Token::Symbol(symbol) => reader.symbol(symbol),
            Token::Word(name, value) => reader.word(name, value),
        }
    }
    reader.finish()
}

impl Reader {
    fn finish(mut self) -> Read {
        self.flush();
        let incomplete = !self.groups.is_empty();
        while let Some(outer) = self.stories.pop() {
            let inner = std::mem::replace(&mut self.story, outer);
            self.story.boxes.push(inner.finish());
        }
        Read {
            plain: self.story.finish(),
            notes: self.notes,
            lost_numbers: self.lost_numbers,
            has_pictures: self.has_pictures,
            incomplete,
        }
    }

    fn open(&mut self) {
        self.flush();
        self.substitutes = 0;
        if self.groups.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        self.groups.push(self.group);
        self.group.at_end = AtEnd::Nothing;
    }

    fn close(&mut self) {
        self.flush();
        self.substitutes = 0;
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let at_end = self.group.at_end;
        if let Some(group) = self.groups.pop() {
            self.group = group;
        }
        match at_end {
            AtEnd::Nothing => {}
            AtEnd::Field => {
                self.fields.pop();
            }
            AtEnd::Instruction => self.end_instruction(),
            AtEnd::LevelText => self.tables.label(&std::mem::take(&mut self.level_text)),
            AtEnd::Box | AtEnd::Note => {
                let Some(outer) = self.stories.pop() else { return };
                let inner = std::mem::replace(&mut self.story, outer).finish();
                if at_end == AtEnd::Box {
                    self.story.boxes.push(inner);
                } else {
                    // A note is one paragraph here.
                    self.notes
                        .extend(inner.text.trim_end().chars().map(|c| if c == '\n' { ' ' } else { c }));
                    self.notes.push('\n');
                }
            }
        }
    }

    fn end_instruction(&mut self) {
        let Some(field) = self.fields.last_mut() else { return };
        match shown(&field.instruction) {
            Shown::Result => {}
            Shown::LostNumber => self.lost_numbers |= !self.group.is_out(),
            Shown::Words(words) => {
                field.hides = true;
                self.write(&words);
            }
        }
    }

    /// Bytes of text.
    fn take(&mut self, bytes: &[u8]) {
        let passed = bytes.len().min(self.substitutes as usize);
        self.substitutes -= passed as u32;
        let bytes = bytes.get(passed..).unwrap_or_default();
        if bytes.is_empty() || self.deeper > 0 {
            return;
        }
        match self.group.place {
            Place::Text | Place::Label | Place::Instruction | Place::LevelText => self.bytes.extend_from_slice(bytes),
            Place::Fonts => self.fonts.text(bytes),
            Place::Nowhere | Place::Drawing | Place::Either | Place::Lists | Place::InnerRow => {}
        }
    }

    /// Decodes the bytes that wait.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        self.high = None;
        let bytes = std::mem::take(&mut self.bytes);
        let mut text = String::with_capacity(bytes.len());
        match self.fonts.reading(self.group.font) {
            Reading::Page(page) => page.decode(&bytes, &mut text),
            // The bytes of a level's label are places.
            Reading::Signs(_) if self.group.place == Place::LevelText => {
                text.extend(bytes.iter().map(|byte| char::from(*byte)));
            }
            Reading::Signs(font) => text.extend(bytes.iter().filter_map(|byte| symbol::sign(font, *byte))),
        }
        self.write(&text);
        self.bytes = bytes;
        self.bytes.clear();
    }

    /// Puts text where it belongs.
    fn write(&mut self, text: &str) {
        let into = match self.group.place {
            Place::Text if self.group.is_out() => return,
            Place::Text => {
                for c in text.chars() {
                    match c {
                        '\t' => put_blank(&mut self.story.line),
                        '\n' => self.story.line.push(c),
                        c if c.is_control() => {}
                        c => self.story.line.push(c),
                    }
                }
                return;
            }
            Place::Label => self.story.printed.get_or_insert_default(),
            Place::LevelText => &mut self.level_text,
            Place::Instruction => match self.fields.last_mut() {
                Some(field) => &mut field.instruction,
                None => return,
            },
            _ => return,
        };
        if into.len() + text.len() <= LONGEST {
            into.push_str(text);
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'\\' | b'{' | b'}' => self.take(&[symbol]),
            b'\n' | b'\r' => self.word(b"par", None),
            b'\t' => self.word(b"tab", None),
            b'~' => self.write_char('\u{A0}'),
            b'_' => self.write_char('-'),
            _ => {}
        }
    }

    fn write_char(&mut self, c: char) {
        self.flush();
        self.write(c.encode_utf8(&mut [0; 4]));
    }

    /// `\u`
    fn unicode(&mut self, value: i32) {
        self.flush();
        self.substitutes = self.group.substitutes;
        let code = if value < 0 {
            value.saturating_add(0x1_0000)
        } else {
            value
        }
        .cast_unsigned();
        let high = self.high.take();
        match code {
            0xD800..=0xDBFF => self.high = Some(code as u16),
            0xDC00..=0xDFFF => {
                if let Some(Ok(c)) = char::decode_utf16(high.into_iter().chain([code as u16])).next() {
                    self.write_char(c);
                }
            }
            _ => {
                let font = self.fonts.name(self.group.font);
                if let Some(c) = char::from_u32(code).and_then(|c| symbol::plain(font, c)) {
                    self.write_char(c);
                }
            }
        }
    }

    fn word(&mut self, name: &[u8], value: Option<i32>) {
        self.flush();
        self.substitutes = 0;
        if self.deeper > 0 {
            return;
        }
        match self.group.place {
            Place::Nowhere => return,
            Place::Drawing | Place::Either if !matches!(name, b"shptxt" | b"dptxbxtext" | b"ud") => {
                if holds_no_text(name) {
                    self.group.place = Place::Nowhere;
                }
                return;
            }
            Place::Fonts => return self.fonts.word(name, value),
            Place::Lists if name != b"leveltext" => self.tables.word(name, value),
            Place::InnerRow if self.inner_row.word(name, value) => return,
            _ => {}
        }
        if holds_no_text(name) {
            self.has_pictures |= name == b"pict";
            self.group.place = Place::Nowhere;
            return;
        }
        if self.group.place != Place::InnerRow && self.row.word(name, value) {
            return;
        }
        let number = value.unwrap_or(0);
        let on = value != Some(0);
        let group = &mut self.group;
        match name {
            b"u" => self.unicode(number),
            b"uc" => group.substitutes = u32::try_from(number).unwrap_or(0).min(16),
            b"f" => group.font = number,
            b"plain" => {
                group.font = -1;
                group.hidden = false;
                group.deleted = false;
            }
            b"v" => group.hidden = on,
            b"deleted" => group.deleted = on,
            b"pard" => group.reset_paragraph(),
            b"intbl" => group.in_table = true,
            b"itap" => group.depth = number,
            b"ls" => group.list = number,
            b"ilvl" => group.level = u8::try_from(number).unwrap_or(0),

            b"par" => self.end_paragraph(),
            b"sect" if self.story.line.trim().is_empty() => {}
            b"sect" => self.end_paragraph(),
            b"cell" => self.end_cell(1),
            b"nestcell" => self.end_cell(self.group.tables()),
            b"row" => self.story.flow.end_row(1, self.row.shape()),
            b"nestrow" => self.story.flow.end_row(self.group.tables(), self.inner_row.shape()),
            b"line" | b"lbr" | b"page" | b"column" => self.write("\n"),
            b"tab" => self.write("\t"),
            b"emspace" | b"enspace" | b"qmspace" => self.write(" "),
            b"emdash" => self.write("—"),
            b"endash" => self.write("–"),
            b"bullet" => self.write("•"),
            b"lquote" => self.write("‘"),
            b"rquote" => self.write("’"),
            b"ldblquote" => self.write("“"),
            b"rdblquote" => self.write("”"),

            b"deff" => self.fonts.default = number,
            b"ansicpg" => self.fonts.page = CodePage::of_number(number.cast_unsigned()),
            b"mac" => self.fonts.page = CodePage::of_number(10_000),
            _ => self.destination(name),
        }
    }

    /// A word that says what the group is.
    fn destination(&mut self, name: &[u8]) {
        let group = &mut self.group;
        let place = match name {
            b"fonttbl" => Place::Fonts,
            b"listtable" => Place::Lists,
            b"listoverridetable" => {
                self.tables.begin_uses();
                Place::Lists
            }
            b"leveltext" => {
                group.at_end = AtEnd::LevelText;
                Place::LevelText
            }
            b"listtext" | b"pntext" => {
                // Hidden or deleted paragraphs have no number on the page.
                if group.is_out() { Place::Nowhere } else { Place::Label }
            }
            b"field" if group.at_end == AtEnd::Nothing => {
                group.at_end = AtEnd::Field;
                self.fields.push(Field::default());
                return;
            }
            b"fldinst" => {
                group.at_end = AtEnd::Instruction;
                Place::Instruction
            }
            b"fldrslt" if self.fields.last().is_some_and(|field| field.hides) => Place::Nowhere,
            b"nesttableprops" => Place::InnerRow,
            b"shp" | b"do" => {
                group.around = group.place;
                Place::Drawing
            }
            b"upr" => {
                group.around = group.place;
                Place::Either
            }
            b"ud" => group.around,
            b"shptxt" | b"dptxbxtext" | b"footnote" => {
                let shown = match group.place {
                    Place::Drawing => group.around == Place::Text,
                    place => place == Place::Text,
                };
                if !shown || group.at_end != AtEnd::Nothing || group.is_out() || self.stories.len() >= DEEPEST_STORY {
                    Place::Nowhere
                } else {
                    group.at_end = if name == b"footnote" { AtEnd::Note } else { AtEnd::Box };
                    group.reset_paragraph();
                    self.stories.push(std::mem::take(&mut self.story));
                    Place::Text
                }
            }
            _ => return,
        };
        group.place = place;
    }

    fn end_cell(&mut self, depth: usize) {
        let label = self.label();
        self.story.end(label, depth.max(1));
        self.story.flow.end_cell(depth);
    }

    fn end_paragraph(&mut self) {
        if self.group.place != Place::Text {
            // The result of a field that is not shown, or a break inside a printed number.
            return;
        }
        if self.group.is_out() {
            // A paragraph whose end is not seen goes on with the next, under its own number if it has text.
            let has_text = !self.story.line.trim().is_empty();
            if self.story.joined.is_none() && (has_text || !self.group.deleted) {
                let label = self.label();
                self.story.joined = has_text.then_some(label);
            }
            return;
        }
        let label = self.label();
        self.story.end(label, self.group.tables());
    }

    /// The number of the paragraph that ends.
    fn label(&mut self) -> Option<Label> {
        if let Some(label) = self.story.joined.take() {
            self.story.printed = None;
            return label;
        }
        let printed = self.story.take_printed();
        if self.group.list <= 0 {
            return printed;
        }
        let tables = &mut self.tables;
        let lists = self.lists.get_or_insert_with(|| std::mem::take(tables).finish());
        let counted = lists.next(self.group.list, self.group.level);
        match (printed, counted) {
            // Bullets are letters of many fonts.
            (Some(printed), Some(counted)) if counted.words == "•" => Some(Label {
                words: counted.words,
                ..printed
            }),
            // The list knows whether a blank belongs between; what is printed has a tab at any rate.
            (Some(printed), Some(counted)) if counted.words == printed.words => Some(counted),
            (Some(printed), _) => Some(printed),
            (None, counted) => {
                self.lost_numbers |= counted.is_none();
                counted
            }
        }
    }
}
