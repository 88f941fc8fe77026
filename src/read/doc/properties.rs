//! The properties that hold at a place: pages, pieces and styles together.
//!
//! In: a character's place in the document and the stream. Out: [`Character`] or [`Paragraph`]. Modifiers come in this
//! order: the style's, the page's (which may send to the stream `Data`), the piece's. Many places may share long runs of
//! modifiers in a file made to that end: beyond [`MOST`] bytes, properties are those of the style.

use super::bytes::{part, u16_at};
use super::changes::{Change, changes, of_piece};
use super::fib::{Fib, Version};
use super::pages::{Kind, Pages};
use super::pieces::Piece;
use super::rows;
use super::styles::{self, Styles};
use crate::read::word::flow::RowShape;
use std::cell::Cell;
use std::ops::Range;

/// Most bytes of modifiers that are looked at in one document: a thousand pages have some 5 MB.
const MOST: usize = 32 << 20;

/// A character's place: in the document, in the stream, and its piece.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub character: u32,
    pub place: usize,
    pub piece: Piece,
}

/// Properties of characters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Character {
    pub deleted: bool,
    pub hidden: bool,
    pub special_hidden: bool,
    pub special: bool,
    pub symbol: Option<(u16, u16)>,
    pub font: u16,
}

impl Character {
    /// Whether it is not on the page.
    pub fn is_out(self) -> bool {
        self.deleted || self.hidden
    }
}

/// Properties of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub list: i16,
    pub level: u8,
    pub old_number: bool,
    pub in_table: bool,
    pub row_end: bool,
    pub depth: i32,
    pub inner_cell: bool,
    pub inner_row_end: bool,
    pub row: RowShape,
}

impl Paragraph {
    /// In how many tables it stands.
    pub fn tables(&self) -> usize {
        let least = i32::from(self.in_table);
        usize::try_from(self.depth.max(least)).unwrap_or(0)
    }
}

/// What tells properties.
pub(super) struct Properties<'a> {
    version: Version,
    characters: Pages<'a>,
    paragraphs: Pages<'a>,
    styles: Styles,
    /// Modifiers that pieces share.
    shared: Vec<&'a [u8]>,
    main: &'a [u8],
    data: &'a [u8],
    /// Bytes of modifiers that may still be looked at.
    left: Cell<usize>,
}

impl<'a> Properties<'a> {
    /// Reads the tables that the head names.
    pub fn new(fib: &Fib, main: &'a [u8], table: &'a [u8], data: &'a [u8], shared: Vec<&'a [u8]>) -> Self {
        let (number, described) = match fib.version {
            Version::Word97 => (4, 13),
            Version::Word6 { .. } => (2, 7),
        };
        Self {
            version: fib.version,
            characters: Pages::new(main, fib.characters.of(table), Kind::Characters, number),
            paragraphs: Pages::new(main, fib.paragraphs.of(table), Kind::Paragraphs { described }, number),
            styles: match fib.version {
                Version::Word97 => styles::read(fib.styles.of(table)),
                Version::Word6 { .. } => Styles::default(),
            },
            shared,
            main,
            data,
            left: Cell::new(MOST),
        }
    }

    /// The modifiers, as long as there are not too many.
    fn spend(&self, run: &'a [u8]) -> &'a [u8] {
        match self.left.get().checked_sub(run.len()) {
            Some(left) => {
                self.left.set(left);
                run
            }
            None => &[],
        }
    }

    /// The modifiers of a piece.
    fn of_piece(&self, piece: Piece) -> (Option<Change<'a>>, &'a [u8]) {
        let (one, more) = of_piece(piece.changed, &self.shared, self.version);
        (one, self.spend(more))
    }

    /// The properties of a character, and the run of the stream that they hold for.
    pub fn character(&self, at: At) -> (Range<usize>, Character) {
        let version = self.version;
        let run = self.characters.at(at.place);
        let piece_end = at.piece.at + (at.piece.end - at.piece.start) as usize * at.piece.width.bytes();
        let (range, own) = match run {
            Some(run) => (run.start..run.end.min(piece_end), self.spend(run.properties)),
            None => (at.place..at.place + at.piece.width.bytes(), &[][..]),
        };
        let (one, more) = self.of_piece(at.piece);
        let mut range = range;
        let mut style_hides = false;
        if self.styles.hide() {
            let run = self.paragraphs.at(at.place);
            let style = self
                .styles
                .get(run.and_then(|run| u16_at(run.properties, 0)).unwrap_or(0));
            style_hides = style.hidden.unwrap_or(false);
            // The next paragraph may have another style.
            range.end = range.end.min(run.map_or(at.place + 1, |run| run.end));
        }
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

    /// The properties of the paragraph that ends here.
    pub fn paragraph(&self, at: At) -> Paragraph {
        let version = self.version;
        let run = self
            .paragraphs
            .at(at.place)
            .map_or(&[][..], |run| self.spend(run.properties));
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
        let (one, more) = self.of_piece(at.piece);
        let mut own = part(run, 2, usize::MAX);
        let mut before: &[u8] = &[];
        for change in changes(own, version) {
            if let Change::Elsewhere { at, instead } = change {
                let len = u16_at(self.data, at as usize).unwrap_or(0);
                before = self.spend(part(self.data, at as usize + 2, len.into()));
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
