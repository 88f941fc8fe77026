//! What kinds of characters a text holds, by one table look-up a character: tells which filters have work and which
//! script prevails. In: text; out: a [`Survey`]. Characters beyond the BMP have no class: they are rare names.

/// Bits of [`class`].
pub(super) mod bit {
    /// [`width`](super::super::width) has another form for it.
    pub const WIDTH: u8 = 1;
    /// Control, invisible or line-end character that [`debris`](super::super::debris) takes out or replaces.
    pub const DEBRIS: u8 = 1 << 1;
    /// A blank or tab.
    pub const BLANK: u8 = 1 << 2;
    /// A character of traditional script only.
    pub const TRADITIONAL: u8 = 1 << 3;
    /// A character of simplified script only.
    pub const SIMPLIFIED: u8 = 1 << 4;
    /// A sign without which there is no entity, bookmark or field code: `&` `[` `_` `\` `"`.
    pub const OPENING: u8 = 1 << 5;
    /// A dash that [`dash`](super::super::dash) has another form for.
    pub const DASH: u8 = 1 << 6;
    /// A Han character.
    pub const HAN: u8 = 1 << 7;
}

/// The classes of every character of the BMP, computed by the compiler from ranges and the script data.
static CLASSES: [u8; 0x1_0000] = classes();

/// The class bits of `c`.
pub(super) fn class(c: char) -> u8 {
    match u16::try_from(u32::from(c)) {
        Ok(code) => CLASSES[usize::from(code)],
        Err(_) if matches!(c, '\u{20000}'..='\u{323af}') => bit::HAN,
        Err(_) => 0,
    }
}

/// Whether `c` is a Han character, the digit zero 〇 included.
pub(super) fn is_han(c: char) -> bool {
    class(c) & bit::HAN != 0
}

/// Whether `c` is a blank of any width or a tab, not a line end.
pub(super) fn is_blank(c: char) -> bool {
    class(c) & bit::BLANK != 0
}

/// What a text holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Survey {
    /// All class bits that occur.
    pub seen: u8,
    /// Number of characters of traditional script only.
    pub traditional: usize,
    /// Number of characters of simplified script only.
    pub simplified: usize,
}

impl Survey {
    /// Looks at every character of `text` once.
    pub fn of(text: &str) -> Self {
        let mut survey = Self::default();
        for c in text.chars() {
            let class = class(c);
            survey.seen |= class;
            survey.traditional += usize::from(class & bit::TRADITIONAL != 0);
            survey.simplified += usize::from(class & bit::SIMPLIFIED != 0);
        }
        survey
    }

    /// Whether any of `bits` occurs.
    pub fn has(self, bits: u8) -> bool {
        self.seen & bits != 0
    }
}

const DATA: &[u8] = include_bytes!("../lexicon/t2s.txt");

#[allow(long_running_const_eval, reason = "4,000 lines are read once, by the compiler")]
const fn classes() -> [u8; 0x1_0000] {
    let mut table = [0_u8; 0x1_0000];
    let ranges: &[(usize, usize, u8)] = &[
        (0x3400, 0x4dbf, bit::HAN),
        (0x4e00, 0x9fff, bit::HAN),
        (0x3007, 0x3007, bit::HAN),
        // Width: full-width ASCII but the marks of Chinese writing, half-width marks, vertical and small forms,
        // numbers in brackets and with stops, dingbat numbers, radicals, compatibility ideographs, middle dots.
        (0xff03, 0xff06, bit::WIDTH),
        (0xff08, 0xff0b, bit::WIDTH),
        (0xff0d, 0xff19, bit::WIDTH),
        (0xff1c, 0xff1e, bit::WIDTH),
        (0xff20, 0xff5e, bit::WIDTH),
        (0xff61, 0xff65, bit::WIDTH),
        (0xfe10, 0xfe18, bit::WIDTH),
        (0xfe31, 0xfe44, bit::WIDTH),
        (0xfe47, 0xfe48, bit::WIDTH),
        (0xfe50, 0xfe6b, bit::WIDTH),
        (0x2474, 0x24b5, bit::WIDTH),
        (0x2776, 0x277e, bit::WIDTH),
        (0x2780, 0x2792, bit::WIDTH),
        (0x3220, 0x3229, bit::WIDTH),
        (0x2e80, 0x2fdf, bit::WIDTH | bit::HAN),
        (0xf900, 0xfaff, bit::WIDTH | bit::HAN),
        (0x2022, 0x2022, bit::WIDTH),
        (0x2027, 0x2027, bit::WIDTH),
        (0x2219, 0x2219, bit::WIDTH),
        (0x22c5, 0x22c5, bit::WIDTH),
        (0x30fb, 0x30fb, bit::WIDTH),
        // Debris: controls but tab and line feed, soft hyphen, marks of direction, joiners, object marks.
        (0x00, 0x08, bit::DEBRIS),
        (0x0b, 0x1f, bit::DEBRIS),
        (0x7f, 0x9f, bit::DEBRIS),
        (0xad, 0xad, bit::DEBRIS),
        (0x61c, 0x61c, bit::DEBRIS),
        (0x180e, 0x180e, bit::DEBRIS),
        (0x200b, 0x200f, bit::DEBRIS),
        (0x2028, 0x202e, bit::DEBRIS),
        (0x2060, 0x206f, bit::DEBRIS),
        (0xfe00, 0xfe0f, bit::DEBRIS),
        (0xfeff, 0xfeff, bit::DEBRIS),
        (0xfff9, 0xfffc, bit::DEBRIS),
        (0xfffe, 0xffff, bit::DEBRIS),
        // Blanks.
        (0x09, 0x09, bit::BLANK),
        (0x20, 0x20, bit::BLANK),
        (0xa0, 0xa0, bit::BLANK),
        (0x1680, 0x1680, bit::BLANK),
        (0x2000, 0x200a, bit::BLANK),
        (0x202f, 0x202f, bit::BLANK),
        (0x205f, 0x205f, bit::BLANK),
        (0x3000, 0x3000, bit::BLANK),
        // Openings.
        (0x22, 0x22, bit::OPENING),
        (0x26, 0x26, bit::OPENING),
        (0x5b, 0x5c, bit::OPENING),
        (0x5f, 0x5f, bit::OPENING),
        // Dashes.
        (0x2d, 0x2d, bit::DASH),
        (0x2015, 0x2015, bit::DASH),
        (0x2500, 0x2501, bit::DASH),
    ];
    let mut r = 0;
    while r < ranges.len() {
        let mut code = ranges[r].0;
        while code <= ranges[r].1 {
            table[code] |= ranges[r].2;
            code += 1;
        }
        r += 1;
    }
    // Keys first, then values: a key that also stands in a value (乾 in 乾坤, 著, 於, 覆) is written in both scripts.
    mark(mark(table, false), true)
}

/// One reading of the script data: the keys, or the values and the simplified characters.
const fn mark(mut table: [u8; 0x1_0000], values: bool) -> [u8; 0x1_0000] {
    let (mut i, mut section) = (0, b' ');
    while i < DATA.len() {
        if DATA[i] == b'#' || DATA[i] == b'@' {
            if DATA[i] == b'@' {
                section = DATA[i + 1];
            }
            while DATA[i] != b'\n' {
                i += 1;
            }
            i += 1;
            continue;
        }
        let mut in_value = false;
        while DATA[i] != b'\n' {
            if DATA[i] == b'\t' {
                in_value = true;
                i += 1;
                continue;
            }
            let (code, length) = decode(i);
            i += length;
            if code >= 0x1_0000 {
                continue;
            }
            if !values && section == b'c' && !in_value {
                table[code] |= bit::TRADITIONAL;
            } else if values && in_value {
                table[code] &= !bit::TRADITIONAL;
            } else if values && section == b's' {
                table[code] |= bit::SIMPLIFIED;
            }
        }
        i += 1;
    }
    table
}

/// The code point at byte `i` of the script data and its length.
const fn decode(i: usize) -> (usize, usize) {
    let (length, mut code) = match DATA[i] {
        b @ 0..0x80 => (1, b as usize),
        b @ 0x80..0xe0 => (2, (b & 0x1f) as usize),
        b @ 0xe0..0xf0 => (3, (b & 0x0f) as usize),
        b => (4, (b & 0x07) as usize),
    };
    let mut k = 1;
    while k < length {
        code = code << 6 | (DATA[i + k] & 0x3f) as usize;
        k += 1;
    }
    (code, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_characters() {
        for (c, bits) in [
            ('（', bit::WIDTH),
            ('，', 0),
            ('。', 0),
            ('\u{3000}', bit::BLANK),
            ('\u{feff}', bit::DEBRIS),
            ('\n', 0),
            ('發', bit::HAN | bit::TRADITIONAL),
            ('发', bit::HAN | bit::SIMPLIFIED),
            ('后', bit::HAN),
            ('乾', bit::HAN),
            ('著', bit::HAN),
            ('於', bit::HAN),
            ('〇', bit::HAN),
            ('㎡', 0),
            ('①', 0),
        ] {
            assert_eq!(class(c), bits, "{c:?}");
        }
    }

    #[test]
    fn counts_both_scripts() {
        let survey = Survey::of("關于印发的通知");
        assert_eq!((survey.traditional, survey.simplified), (1, 1));
        assert!(!survey.has(bit::BLANK | bit::WIDTH));
    }
}
