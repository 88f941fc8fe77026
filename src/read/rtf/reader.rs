//! The signs of a file in their order → paragraphs, cells and rows.
//!
//! In: the bytes. Out: [`Read`]. Groups are kept on a stack of their own, at most [`DEEPEST`]; what stands deeper is not
//! read. Characters are put together by [`super::text`].

use super::fonts::Fonts;
use super::group::{AtEnd, Group, Place, holds_no_text, is_known};
use super::lists::Tables;
use super::rows::RowForm;
use super::story::Story;
use super::token::{Token, Tokens};
use crate::read::plain::Plain;
use crate::read::word::codepage::CodePage;
use crate::read::word::field::{Shown, shown};
use crate::read::word::list::{Label, Lists};

/// Most groups in each other, and most text boxes and notes.
const DEEPEST: usize = 1_000;
const DEEPEST_STORY: usize = 8;

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
pub(super) struct Field {
    pub instruction: String,
    /// Its result is not shown.
    pub hides: bool,
}

/// A file as it is read.
#[derive(Default)]
pub(super) struct Reader {
    pub group: Group,
    pub groups: Vec<Group>,
    /// Groups that are open beyond [`DEEPEST`].
    pub deeper: usize,
    /// The text that is being read, and those around it.
    pub story: Story,
    pub stories: Vec<Story>,
    pub fonts: Fonts,
    pub tables: Tables,
    /// The lists, once a paragraph needs them.
    pub lists: Option<Lists>,
    pub level_text: String,
    pub fields: Vec<Field>,
    pub row: RowForm,
    pub inner_row: RowForm,
    /// Bytes of text that are not decoded yet.
    pub bytes: Vec<u8>,
    /// The first half of a character beyond 16 bits.
    pub high: Option<u16>,
    /// Signs still to be passed over, since they stand for a `\u`.
    pub substitutes: u32,
    pub notes: String,
    pub lost_numbers: bool,
    pub has_pictures: bool,
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

    pub fn word(&mut self, name: &[u8], value: Option<i32>) {
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
            b"deleted" | b"mvf" => group.deleted = on,
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
