//! Property modifiers (SPRM, MS-DOC 2.2.5): the few that change what is read.
//!
//! In: a run of modifiers. Out: [`Change`]s in their order, the same for both generations of Word: the older names a
//! modifier by one byte and keeps lengths in a table, the newer by two that tell the length. A run ends where its lengths
//! no longer fit.

use super::bytes::{i16_at, i32_at, part, u8_at, u16_at, u32_at};
use super::fib::Version;

/// A modifier that matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change<'a> {
    /// The level in a list, and the use of a list.
    ListLevel(u8),
    ListUse(i16),
    /// Numbering as Word 95 knew it.
    OldNumber,
    InTable(bool),
    /// The paragraph is the end of a row.
    RowEnd(bool),
    /// In how many tables it stands, absolutely and relatively.
    Depth(i32),
    DepthBy(i32),
    /// The paragraph ends a cell, or a row, of a table in a table.
    InnerCell(bool),
    InnerRowEnd(bool),
    /// The form of a row (TDefTable), without its length.
    Row(&'a [u8]),
    /// Cells from the first to before the second are one, or are parted again.
    MergeAcross(u8, u8),
    SplitAcross(u8, u8),
    /// A cell's vertical merging.
    MergeDown(u8, u8),
    /// Text that tracked changes delete.
    Deleted(bool),
    /// Hidden text: no, yes, as its style has it, or the other way round.
    Hidden(u8),
    /// The end of the paragraph is hidden, so that two styles stand on a line.
    SpecialHidden(bool),
    /// A control character that stands for something.
    Special(bool),
    CharacterStyle(u16),
    /// A sign of a font, by the font's number.
    Symbol(u16, u16),
    Font(u16),
    /// More modifiers stand in the stream `Data`; whether they take the place of these.
    Elsewhere {
        at: u32,
        instead: bool,
    },
}

/// The modifiers of a run that matter.
pub(super) fn changes(run: &[u8], version: Version) -> impl Iterator<Item = Change<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < run.len() {
            let (change, len) = match version {
                Version::Word97 => new(run, at)?,
                Version::Word6 { east_asian } => old(run, at, east_asian)?,
            };
            at += len;
            if change.is_some() {
                return Some(change);
            }
        }
        None
    })
    .flatten()
}

type Found<'a> = (Option<Change<'a>>, usize);

/// The modifier at `at` and its whole length.
fn new(run: &[u8], at: usize) -> Option<Found<'_>> {
    let code = u16_at(run, at)?;
    let operand = at + 2;
    let (start, len) = match (code, code >> 13) {
        (0xD608, _) => (operand + 2, usize::from(u16_at(run, operand)?).saturating_sub(1)),
        // So many tabs that their length does not fit into a byte.
        (0xC615, _) if u8_at(run, operand)? == 255 => {
            let deleted = 4 * usize::from(u8_at(run, operand + 1)?);
            let added = 3 * usize::from(u8_at(run, operand + 2 + deleted)?);
            (operand, 3 + deleted + added)
        }
        (_, 0 | 1) => (operand, 1),
        (_, 2 | 4 | 5) => (operand, 2),
        (_, 3) => (operand, 4),
        (_, 7) => (operand, 3),
        _ => (operand + 1, u8_at(run, operand)?.into()),
    };
    let on = || Some(u8_at(run, start)? != 0);
    let change = || {
        Some(match code {
            0x260A => Change::ListLevel(u8_at(run, start)?),
            0x460B => Change::ListUse(i16_at(run, start)?),
            0xC63E => Change::OldNumber,
            0x2416 => Change::InTable(on()?),
            0x2417 => Change::RowEnd(on()?),
            0x6649 => Change::Depth(i32_at(run, start)?),
            0x664A => Change::DepthBy(i32_at(run, start)?),
            0x244B => Change::InnerCell(on()?),
            0x244C => Change::InnerRowEnd(on()?),
            0xD608 => Change::Row(part(run, start, len)),
            0x5624 => Change::MergeAcross(u8_at(run, start)?, u8_at(run, start + 1)?),
            0x5625 => Change::SplitAcross(u8_at(run, start)?, u8_at(run, start + 1)?),
            0xD62B => Change::MergeDown(u8_at(run, start)?, u8_at(run, start + 1)?),
            0x0800 => Change::Deleted(on()?),
            0x0818 => Change::SpecialHidden(on()?),
            0x083C => Change::Hidden(u8_at(run, start)?),
            0x0855 => Change::Special(on()?),
            0x4A30 => Change::CharacterStyle(u16_at(run, start)?),
            0x4A4F => Change::Font(u16_at(run, start)?),
            0x6A09 => Change::Symbol(u16_at(run, start)?, u16_at(run, start + 2)?),
            0x6645 | 0x6646 => Change::Elsewhere {
                at: u32_at(run, start)?,
                instead: true,
            },
            0x646B => Change::Elsewhere {
                at: u32_at(run, start)?,
                instead: false,
            },
            _ => return None,
        })
    };
    Some((change(), start - at + len))
}

/// The same for Word 6 and 95.
fn old(run: &[u8], at: usize, east_asian: bool) -> Option<Found<'_>> {
    let code = u8_at(run, at)?;
    let operand = at + 1;
    let (start, len) = match old_length(code, east_asian)? {
        Length::Fixed(len) => (operand, len),
        Length::Byte => (operand + 1, u8_at(run, operand)?.into()),
        Length::Word => (operand + 2, usize::from(u16_at(run, operand)?).saturating_sub(1)),
    };
    let on = || Some(u8_at(run, start)? != 0);
    let change = || {
        Some(match code {
            12 => Change::OldNumber,
            24 => Change::InTable(on()?),
            25 => Change::RowEnd(on()?),
            65 => Change::Deleted(on()?),
            80 => Change::CharacterStyle(u16_at(run, start)?),
            92 => Change::Hidden(u8_at(run, start)?),
            117 => Change::Special(on()?),
            190 => Change::Row(part(run, start, len)),
            197 => Change::MergeAcross(u8_at(run, start)?, u8_at(run, start + 1)?),
            198 => Change::SplitAcross(u8_at(run, start)?, u8_at(run, start + 1)?),
            _ => return None,
        })
    };
    Some((change(), start - at + len))
}

enum Length {
    Fixed(usize),
    /// A byte, or two, say how long it is.
    Byte,
    Word,
}

/// Lengths of the modifiers of Word 6 and 95.
fn old_length(code: u8, east_asian: bool) -> Option<Length> {
    Some(match code {
        111..=113 if east_asian => Length::Fixed(2),
        0 | 52 | 83 | 163 => Length::Fixed(0),
        4..=11
        | 13
        | 14
        | 24
        | 25
        | 29
        | 37
        | 44
        | 50
        | 51
        | 65..=67
        | 71
        | 75
        | 85..=92
        | 94
        | 98
        | 100
        | 102
        | 104 => Length::Fixed(1),
        117..=119 | 131 | 132 | 138 | 139 | 142 | 143 | 146 | 147 | 150..=153 | 158 | 159 | 162 | 185 | 186 => {
            Length::Fixed(1)
        }
        2
        | 16..=19
        | 21
        | 22
        | 26..=28
        | 30..=36
        | 38..=43
        | 45..=49
        | 69
        | 72
        | 80
        | 93
        | 96
        | 97
        | 99
        | 101
        | 107
        | 109
        | 110 => Length::Fixed(2),
        121..=124
        | 140
        | 141
        | 144
        | 145
        | 148
        | 149
        | 154..=157
        | 160
        | 161
        | 164..=171
        | 182..=184
        | 189
        | 195
        | 197
        | 198 => Length::Fixed(2),
        73 | 95 | 136 | 137 => Length::Fixed(3),
        20 | 70 | 192 | 194 | 196 | 200 => Length::Fixed(4),
        193 | 199 => Length::Fixed(5),
        187 => Length::Fixed(12),
        3
        | 12
        | 15
        | 23
        | 64
        | 68
        | 74
        | 77
        | 79
        | 81
        | 82
        | 103
        | 105
        | 106
        | 108
        | 111..=116
        | 120
        | 133
        | 179
        | 181
        | 188
        | 191
        | 207 => Length::Byte,
        190 => Length::Word,
        _ => return None,
    })
}

/// The modifiers that hold for a whole piece (PRM): one in the number itself, named as in Word 6, or a run of the piece
/// table.
pub(super) fn of_piece<'a>(prm: u16, shared: &[&'a [u8]], version: Version) -> (Option<Change<'a>>, &'a [u8]) {
    if prm & 1 == 1 {
        return (None, shared.get(usize::from(prm >> 1)).copied().unwrap_or_default());
    }
    let value = (prm >> 8) as u8;
    let on = value != 0;
    let change = match (prm >> 1) & 0x7F {
        0x0C if version == Version::Word97 => Change::ListLevel(value),
        0x18 => Change::InTable(on),
        0x19 => Change::RowEnd(on),
        0x41 => Change::Deleted(on),
        0x51 if version == Version::Word97 => Change::SpecialHidden(on),
        0x5C => Change::Hidden(value),
        0x75 => Change::Special(on),
        _ => return (None, &[]),
    };
    (Some(change), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_are_stepped_over_by_their_lengths() {
        let run = [
            // Justification, tabs (variable), the form of a row, spacing, a list.
            &[0x03, 0x24, 1][..],
            &[0x0D, 0xC6, 3, 9, 9, 9],
            &[0x08, 0xD6, 4, 0, 7, 8, 9],
            &[0x13, 0xA4, 0, 0],
            &[0x0B, 0x46, 2, 0],
            &[0x15, 0xC6, 255, 1, 0, 0, 0, 0, 1, 0, 0, 0],
            &[0x16, 0x24, 1],
        ]
        .concat();
        let found: Vec<Change<'_>> = changes(&run, Version::Word97).collect();
        assert_eq!(
            found,
            [Change::Row(&[7, 8, 9]), Change::ListUse(2), Change::InTable(true)]
        );
        for end in 0..run.len() {
            assert!(changes(&run[..end], Version::Word97).count() <= 3);
        }
    }

    #[test]
    fn old_modifiers_have_lengths_of_their_own() {
        let old = Version::Word6 { east_asian: false };
        let run = [5, 0, 23, 2, 0, 0, 24, 1, 190, 3, 0, 1, 2, 111, 1, 0, 25, 1];
        let found: Vec<Change<'_>> = changes(&run, old).collect();
        assert_eq!(
            found,
            [Change::InTable(true), Change::Row(&[1, 2]), Change::RowEnd(true)]
        );
    }
}
