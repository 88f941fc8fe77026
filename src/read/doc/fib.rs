//! The head of a document (FIB, MS-DOC 2.5): which Word wrote it, how long its parts are, where its tables stand.
//!
//! In: the `WordDocument` stream. Out: [`Fib`]. Offsets are bytes. Word 6 and 95 have the same head in another order, their
//! tables in the same stream, and text of one byte or, in East Asian releases, two bytes of a code page.

use super::bytes::{u16_at, u32_at};

/// The generation of Word that wrote a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// Word 6 and 95; `east_asian` where some of its properties have the lengths of East Asian releases.
    Word6 { east_asian: bool },
    /// Word 97 and all since.
    Word97,
}

/// A part of a stream: offset and number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    pub at: usize,
    pub len: usize,
}

impl Place {
    pub fn of(self, stream: &[u8]) -> &[u8] {
        super::bytes::part(stream, self.at, self.len)
    }
}

/// The head.
#[derive(Debug)]
pub(super) struct Fib {
    pub version: Version,
    pub encrypted: bool,
    /// The number of the table stream.
    pub table: usize,
    /// Whether text of Word 6 and 95 has two bytes a character.
    pub wide: bool,
    /// Its language (LCID).
    pub language: u16,
    /// Where the text begins and ends in files without pieces.
    pub text: (usize, usize),
    /// Characters of the body; of footnotes, then of headers and comments, then of endnotes behind it; of text boxes.
    pub body: u32,
    pub footnotes: u32,
    pub others: u32,
    pub endnotes: u32,
    pub boxes: u32,
    pub styles: Place,
    pub fonts: Place,
    pub sections: Place,
    pub characters: Place,
    pub paragraphs: Place,
    pub pieces: Place,
    pub anchors: Place,
    pub box_texts: Place,
    pub lists: Place,
    pub uses: Place,
}

impl Fib {
    /// Characters between the body and the text boxes.
    pub fn between(&self) -> u32 {
        [self.others, self.endnotes]
            .into_iter()
            .fold(self.footnotes, u32::saturating_add)
    }
}

/// Reads the head; none where the stream holds none.
pub(super) fn read(main: &[u8]) -> Option<Fib> {
    let magic = u16_at(main, 0)?;
    let number = u16_at(main, 2)?;
    let flags = u16_at(main, 0x0A)?;
    if !matches!(magic, 0xA5EC | 0xA5DC | 0xA697..=0xA699) {
        return None;
    }
    let long = |at: usize| u32_at(main, at).unwrap_or(0);
    let offset = |at: usize| usize::try_from(long(at)).unwrap_or(usize::MAX);
    let place = |at: usize| Place {
        at: offset(at),
        len: offset(at.saturating_add(4)),
    };
    let sum = |counts: &[usize]| counts.iter().fold(0u32, |sum, at| sum.saturating_add(long(*at)));
    let head = |version, wide| Fib {
        version,
        encrypted: flags & 0x100 != 0,
        table: usize::from(flags & 0x200 != 0),
        wide,
        language: u16_at(main, 6).unwrap_or(0),
        text: (offset(0x18), offset(0x1C)),
        body: 0,
        footnotes: 0,
        others: 0,
        endnotes: 0,
        boxes: 0,
        styles: Place::default(),
        fonts: Place::default(),
        sections: Place::default(),
        characters: Place::default(),
        paragraphs: Place::default(),
        pieces: Place::default(),
        anchors: Place::default(),
        box_texts: Place::default(),
        lists: Place::default(),
        uses: Place::default(),
    };
    if number < 106 {
        let version = Version::Word6 {
            east_asian: matches!(magic, 0xA697..=0xA699),
        };
        // Pieces count only in files that were saved fast.
        let fast = flags & 4 != 0;
        return Some(Fib {
            body: long(0x34),
            footnotes: long(0x38),
            others: sum(&[0x3C, 0x40, 0x44]),
            endnotes: long(0x48),
            boxes: long(0x4C),
            sections: place(0x88),
            characters: place(0xB8),
            paragraphs: place(0xC0),
            pieces: if fast { place(0x160) } else { Place::default() },
            ..head(version, flags & 0x1000 != 0)
        });
    }
    // The blocks before these have the same length in all versions.
    let (longs, places) = (0x40, 0x9A);
    let table = |index: usize| place(places + 8 * index);
    Some(Fib {
        body: long(longs + 4 * 3),
        footnotes: long(longs + 4 * 4),
        others: sum(&[5, 6, 7].map(|index| longs + 4 * index)),
        endnotes: long(longs + 4 * 8),
        boxes: long(longs + 4 * 9),
        styles: table(1),
        fonts: table(15),
        sections: table(6),
        characters: table(12),
        paragraphs: table(13),
        pieces: table(33),
        anchors: table(40),
        box_texts: table(56),
        lists: table(73),
        uses: table(74),
        ..head(Version::Word97, true)
    })
}
