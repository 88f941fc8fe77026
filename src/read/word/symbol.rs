//! Fonts of symbols, whose characters are bytes (written U+F020 to U+F0FF) → the signs they show.
//!
//! In: a byte of such a font and the font's name. Out: the sign, none for the many that are only pictures. Signs of
//! Wingdings where the font is not known: offices use its boxes, ticks, bullets and numbers.

/// The sign that a byte of a font shows.
pub(in super::super) fn sign(font: &str, byte: u8) -> Option<char> {
    if font.eq_ignore_ascii_case("Symbol") {
        return greek(byte);
    }
    if font.eq_ignore_ascii_case("Wingdings 2") {
        return Some(match byte {
            0x4F | 0x51 | 0x53..=0x55 => '☒',
            0x50 => '✓',
            0x52 => '☑',
            0x6A..=0x73 => numbered('①', byte - 0x6A),
            0x75..=0x7E => numbered('❶', byte - 0x75),
            0x97 | 0x98 => '●',
            0x2A | 0x30 | 0xA3 => '□',
            _ => return None,
        });
    }
    Some(match byte {
        0x20 => ' ',
        0x21 => '✏',
        0x22 => '✂',
        0x28 | 0x29 => '☎',
        0x2A => '✉',
        0x46 => '☞',
        0x6C => '●',
        0x6D => '○',
        0x6E => '■',
        0x6F | 0x70..=0x72 | 0xA8 => '□',
        0x74 | 0x75 | 0x77 => '◆',
        0x76 => '❖',
        0x81..=0x8A => numbered('①', byte - 0x81),
        0x8C..=0x95 => numbered('❶', byte - 0x8C),
        0x9F | 0xB7 => '•',
        0xA1 => '○',
        0xA7 => '▪',
        0xAB | 0xB6 => '★',
        0xD8 => '➢',
        0xDF | 0xE7 | 0xEF => '←',
        0xE0 | 0xE8 | 0xF0 => '→',
        0xFB => '✗',
        0xFC => '✓',
        0xFD => '☒',
        0xFE => '☑',
        _ => return None,
    })
}

/// The sign for a character of the private range that fonts of symbols are written in; any other character as it is.
pub(in super::super) fn plain(font: &str, c: char) -> Option<char> {
    match u32::from(c) {
        code @ 0xF020..=0xF0FF => sign(font, (code & 0xFF) as u8),
        _ => Some(c),
    }
}

/// The sign for a code in hexadecimal (`w:sym` of `.docx`), in the private range or without that.
pub(in super::super) fn of_code(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    let name = font.to_ascii_lowercase();
    let signs = name.starts_with("wingdings") || name == "symbol";
    match u8::try_from(code & 0xFF) {
        Ok(byte) if signs && matches!(code, 0..=0xFF | 0xF000..=0xF0FF) => sign(font, byte),
        _ => char::from_u32(code)
            .filter(|c| name != "webdings" && !matches!(c, '\u{E000}'..='\u{F8FF}') && !c.is_control()),
    }
}

fn numbered(first: char, at: u8) -> char {
    char::from_u32(u32::from(first) + u32::from(at)).unwrap_or(first)
}

/// The font Symbol: Greek and mathematics.
fn greek(byte: u8) -> Option<char> {
    Some(match byte {
        0x20..=0x21 | 0x23 | 0x25..=0x26 | 0x28..=0x29 | 0x2B..=0x2C | 0x2E..=0x3F => char::from(byte),
        0x2D => '−',
        0x44 => 'Δ',
        0x53 => 'Σ',
        0x57 => 'Ω',
        0x61 => 'α',
        0x62 => 'β',
        0x67 => 'γ',
        0x64 => 'δ',
        0x6C => 'λ',
        0x6D => 'μ',
        0x70 => 'π',
        0x73 => 'σ',
        0xA3 => '≤',
        0xA5 => '∞',
        0xAE => '→',
        0xB0 => '°',
        0xB1 => '±',
        0xB3 => '≥',
        0xB4 => '×',
        0xB7 => '•',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xBC => '…',
        0xD6 => '√',
        0xD7 => '·',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_fonts() {
        for (font, c, sign) in [
            ("Wingdings", '\u{F0FC}', Some('✓')),
            ("Wingdings 2", '\u{F052}', Some('☑')),
            ("Symbol", '\u{F0B3}', Some('≥')),
            ("", '\u{F082}', Some('②')),
            ("", '\u{F0CA}', None),
            ("Wingdings", '供', Some('供')),
            ("", '\u{E000}', Some('\u{E000}')),
        ] {
            assert_eq!(plain(font, c), sign, "{font} {c:?}");
        }
    }

    #[test]
    fn signs_of_codes() {
        for (font, code, sign) in [
            ("Wingdings", "F0FE", Some('☑')),
            ("Wingdings", "F0A8", Some('□')),
            ("Wingdings", "0081", Some('①')),
            ("Wingdings 2", "F0A3", Some('□')),
            ("Wingdings 2", "F052", Some('☑')),
            ("Symbol", "F0B3", Some('≥')),
            ("Symbol", "F061", Some('α')),
            ("宋体", "2103", Some('℃')),
            ("Wingdings", "F028", Some('☎')),
            ("Wingdings", "F04A", None),
            ("Webdings", "0041", None),
            ("宋体", "E000", None),
            ("宋体", "xyz", None),
        ] {
            assert_eq!(of_code(font, code), sign, "{font} {code}");
        }
    }
}
