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
    /// A character, or the first of a phrase, that the script table may convert.
    pub const CONVERTIBLE: u8 = 1 << 7;
}

/// The classes of every character of the BMP, computed by the compiler from ranges and the script data.
static CLASSES: [u8; 0x1_0000] = classes();

/// The class bits of `c`.
pub(super) fn class(c: char) -> u8 {
    match u16::try_from(u32::from(c)) {
        Ok(code) => CLASSES[usize::from(code)],
        Err(_) => ASTRAL,
    }
}

/// The class of all characters beyond the BMP: the table of `script` holds a few hundred of them.
const ASTRAL: u8 = bit::CONVERTIBLE;

/// Whether `c` is a Han character, the digit zero 〇 included.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// The next character of `text` at or after byte `from` that has one of `bits`, and its place. Runs at memory speed
/// over what has none.
pub(super) fn next(text: &str, from: usize, bits: u8) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    // Common Han characters have script bits alone.
    let skip_han = bits & (bit::TRADITIONAL | bit::SIMPLIFIED | bit::CONVERTIBLE) == 0;
    let mut at = from;
    while at < bytes.len() {
        let (class, length) = match bytes[at..] {
            [lead @ 0..0x80, ..] => (CLASSES[usize::from(lead)], 1),
            [0xe4..=0xe9, _, _, ..] if skip_han && bytes[at] > 0xe4 => (0, 3),
            [lead @ 0xe0..0xf0, second, third, ..] => (CLASSES[code3(lead, second, third)], 3),
            [lead @ 0x80..0xe0, second, ..] => (CLASSES[usize::from(lead & 0x1f) << 6 | usize::from(second & 0x3f)], 2),
            _ => (ASTRAL, 4),
        };
        if class & bits != 0 {
            return text[at..].chars().next().map(|c| (at, c));
        }
        at += length;
    }
    None
}

/// The code point of a three-byte character.
const fn code3(lead: u8, second: u8, third: u8) -> usize {
    ((lead & 0x0f) as usize) << 12 | ((second & 0x3f) as usize) << 6 | (third & 0x3f) as usize
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
        let bytes = text.as_bytes();
        let (mut seen, mut traditional, mut simplified, mut at) = (0, 0, 0, 0);
        while at < bytes.len() {
            let (class, length) = match bytes[at..] {
                [lead @ 0xe0..0xf0, second, third, ..] => (CLASSES[code3(lead, second, third)], 3),
                [lead @ 0..0x80, ..] => (CLASSES[usize::from(lead)], 1),
                [lead @ 0x80..0xe0, second, ..] => {
                    (CLASSES[usize::from(lead & 0x1f) << 6 | usize::from(second & 0x3f)], 2)
                }
                _ => (ASTRAL, 4),
            };
            seen |= class;
            traditional += usize::from(class & bit::TRADITIONAL != 0);
            simplified += usize::from(class & bit::SIMPLIFIED != 0);
            at += length;
        }
        Self {
            seen,
            traditional,
            simplified,
        }
    }

    /// Takes in what another text holds.
    pub fn add(&mut self, other: Self) {
        self.seen |= other.seen;
        self.traditional += other.traditional;
        self.simplified += other.simplified;
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
        (0x2e80, 0x2fdf, bit::WIDTH),
        (0xf900, 0xfaff, bit::WIDTH),
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
            if !values && !in_value && section != b's' {
                // The first character of a phrase is enough to find it.
                table[code] |= if section == b'c' {
                    bit::TRADITIONAL | bit::CONVERTIBLE
                } else {
                    bit::CONVERTIBLE
                };
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
            ('發', bit::TRADITIONAL | bit::CONVERTIBLE),
            ('发', bit::SIMPLIFIED),
            ('后', 0),
            ('乾', bit::CONVERTIBLE),
            ('著', 0),
            ('於', bit::CONVERTIBLE),
            ('〇', 0),
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
