//! Glyph numbers of Adobe's Chinese character collections → characters, for fonts that give neither a map to Unicode nor
//! codes that are text. Only the characters of GB 2312 and Big5 are known, which is what notices are written with.

use encoding_rs::{BIG5, Encoding, GB18030};
use std::sync::LazyLock;

/// A collection of characters with numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Collection {
    Gb1,
    Cns1,
}

/// First glyph number, first code, how many.
type Row = (u32, u32, u32);

static GB1: LazyLock<Vec<Row>> = LazyLock::new(|| rows("GB1"));
static CNS1: LazyLock<Vec<Row>> = LazyLock::new(|| rows("CNS1"));

fn rows(collection: &str) -> Vec<Row> {
    let row = |line: &str| {
        let mut fields = line.split('\t');
        let of_it = fields.next() == Some(collection);
        let glyph = fields.next()?.parse().ok()?;
        let code = u32::from_str_radix(fields.next()?, 16).ok()?;
        let count = fields.next()?.parse().ok()?;
        of_it.then_some((glyph, code, count))
    };
    include_str!("collections.tsv").lines().filter_map(row).collect()
}

impl Collection {
    /// The collection of that name (`Ordering`).
    pub fn named(ordering: &[u8]) -> Option<Self> {
        match ordering {
            b"GB1" => Some(Self::Gb1),
            b"CNS1" => Some(Self::Cns1),
            _ => None,
        }
    }

    /// Adds the character of a glyph to `out`; tells whether it is known.
    pub fn unicode(self, glyph: u32, out: &mut String) -> bool {
        let (rows, encoding): (&[Row], &Encoding) = match self {
            Self::Gb1 => (&GB1, GB18030),
            Self::Cns1 => (&CNS1, BIG5),
        };
        let after = rows.partition_point(|row| row.0 <= glyph);
        let Some(&(first, code, count)) = after.checked_sub(1).and_then(|at| rows.get(at)) else {
            return false;
        };
        if glyph - first >= count {
            return false;
        }
        let code = (code + glyph - first).to_be_bytes();
        let blanks = code.iter().take_while(|&&byte| byte == 0).count();
        let text = encoding.decode_without_bom_handling_and_without_replacement(code.get(blanks..).unwrap_or_default());
        text.is_some_and(|text| {
            out.push_str(&text);
            true
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_are_characters() {
        let text = |collection: Collection, glyphs: &[u32]| {
            let mut out = String::new();
            glyphs
                .iter()
                .all(|&glyph| collection.unicode(glyph, &mut out))
                .then_some(out)
        };
        assert_eq!(text(Collection::Gb1, &[34, 4559, 3795]).as_deref(), Some("A中文"));
        assert_eq!(text(Collection::Cns1, &[34, 661, 726]).as_deref(), Some("A中文"));
        assert_eq!(text(Collection::Gb1, &[0]), None);
        assert_eq!(text(Collection::Gb1, &[30_000]), None);
    }

    #[test]
    fn rows_are_in_order_and_decode() {
        for (collection, rows) in [(Collection::Gb1, &GB1), (Collection::Cns1, &CNS1)] {
            assert!(rows.len() > 80 && rows.is_sorted());
            let known = |glyph| collection.unicode(glyph, &mut String::new());
            let (all, bad) = rows.iter().fold((0, 0), |(all, bad), &(first, _, count)| {
                (
                    all + count,
                    bad + (first..first + count).filter(|&glyph| !known(glyph)).count(),
                )
            });
            assert!(bad * 100 < all as usize, "{collection:?}: {bad} of {all}");
        }
    }
}
