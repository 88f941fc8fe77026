//! Pages of formatting (FKP, MS-DOC 2.9.33 and 2.9.175): the properties of the characters and paragraphs that stand at a
//! place of the stream.
//!
//! In: the stream, the table of its pages, a place in bytes. Out: the bytes of the properties there and where they end.
//! Nothing is copied or kept: both tables are sorted, so a place is found by two binary searches.

use super::bytes::{u8_at, u16_at, u32_at};

const PAGE: usize = 512;

/// What pages hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Characters,
    /// `described` bytes stand for a paragraph in its page, the first of them the place of its properties.
    Paragraphs {
        described: usize,
    },
}

/// The pages of one kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pages<'a> {
    main: &'a [u8],
    table: &'a [u8],
    kind: Kind,
    /// Bytes of the number of a page.
    number: usize,
}

/// The properties of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run<'a> {
    /// Where it begins and ends in the stream.
    pub start: usize,
    pub end: usize,
    pub properties: &'a [u8],
}

impl<'a> Pages<'a> {
    pub fn new(main: &'a [u8], table: &'a [u8], kind: Kind, number: usize) -> Self {
        Self {
            main,
            table,
            kind,
            number,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    fn count(&self) -> usize {
        self.table.len().saturating_sub(4) / (4 + self.number)
    }

    /// The run at a place; none where no page knows it.
    pub fn at(&self, place: usize) -> Option<Run<'a>> {
        let index = index_of(self.table, self.count(), place)?;
        let number = 4 * (self.count() + 1) + self.number * index;
        let number = match self.number {
            2 => usize::from(u16_at(self.table, number)?),
            // 22 bits are the number.
            _ => u32_at(self.table, number)? as usize & 0x3F_FFFF,
        };
        let from = number.checked_mul(PAGE)?;
        let page = self.main.get(from..from.checked_add(PAGE)?)?;
        let runs = usize::from(u8_at(page, PAGE - 1)?);
        let run = index_of(page, runs, place)?;
        let start = u32_at(page, 4 * run)? as usize;
        let end = u32_at(page, 4 * run + 4)? as usize;
        let described = 4 * (runs + 1);
        let properties = match self.kind {
            Kind::Characters => {
                let at = 2 * usize::from(u8_at(page, described + run)?);
                match u8_at(page, at) {
                    Some(len) if at > 0 => super::bytes::part(page, at + 1, len.into()),
                    _ => &[],
                }
            }
            Kind::Paragraphs { described: size } => {
                let at = 2 * usize::from(u8_at(page, described + size * run)?);
                match u8_at(page, at) {
                    // A length of 0 says that the length stands in the next byte.
                    Some(0) if at > 0 => super::bytes::part(page, at + 2, 2 * usize::from(u8_at(page, at + 1)?)),
                    Some(len) if at > 0 => super::bytes::part(page, at + 1, 2 * usize::from(len)),
                    _ => &[],
                }
            }
        };
        Some(Run {
            start,
            end: end.max(place + 1),
            properties,
        })
    }
}

/// The index of the last of `count` + 1 sorted places that is not beyond `place`, which must be before the last.
fn index_of(places: &[u8], count: usize, place: usize) -> Option<usize> {
    let at = |index: usize| u32_at(places, 4 * index).map(|at| at as usize);
    let (mut low, mut high) = (0, count);
    if at(0)? > place || at(count)? <= place {
        return None;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if at(middle)? <= place {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(low)
}
