//! Characters of sign fonts (`w:sym`) as Unicode has them.
//!
//! In: the font and the code. Out: the character that looks the same, where a notice may mean something by it: boxes to
//! tick, bullets, arrows, signs of arithmetic. Ornaments are nothing.

/// The character; none for an ornament.
pub(super) fn symbol(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    // Sign fonts lie at F000 in the private area, or without that.
    let low = if (0xF000..=0xF0FF).contains(&code) {
        code - 0xF000
    } else {
        code
    };
    let font = font.to_ascii_lowercase();
    let own = match font.as_str() {
        "wingdings" => wingdings(low),
        "wingdings 2" => wingdings_2(low),
        "symbol" => greek(low),
        _ => None,
    };
    let is_sign_font = font.starts_with("wingdings") || font.starts_with("webdings") || font == "symbol";
    own.or_else(|| {
        char::from_u32(code).filter(|c| !is_sign_font && !matches!(c, '\u{E000}'..='\u{F8FF}') && !c.is_control())
    })
}

fn wingdings(code: u32) -> Option<char> {
    Some(match code {
        0x6C | 0x9F => '●',
        0x6E => '■',
        0x6F | 0x70 | 0x71 | 0x72 | 0xA8 => '□',
        0x74 | 0x75 | 0x77 => '◆',
        0x81..=0x8A => return char::from_u32(0x2460 + code - 0x81),
        0x8C..=0x95 => return char::from_u32(0x2776 + code - 0x8C),
        0xA1 | 0xA2 => '○',
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

fn wingdings_2(code: u32) -> Option<char> {
    Some(match code {
        0x4F => '✗',
        0x50 => '✓',
        0x51 | 0x53 | 0x54 => '☒',
        0x52 => '☑',
        0x2A | 0x30 | 0xA3 => '□',
        0x6A..=0x73 => return char::from_u32(0x2460 + code - 0x6A),
        0x97 | 0x98 => '●',
        _ => return None,
    })
}

fn greek(code: u32) -> Option<char> {
    const LETTERS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    Some(match code {
        0x20..=0x40 | 0x5B | 0x5D | 0x7B..=0x7D => return char::from_u32(code),
        0x41..=0x5A => return LETTERS.chars().nth(code as usize - 0x41),
        0x61..=0x7A => return SMALL.chars().nth(code as usize - 0x61),
        0xA3 => '≤',
        0xA5 => '∞',
        0xAB => '↔',
        0xAC => '←',
        0xAE => '→',
        0xB0 => '°',
        0xB1 => '±',
        0xB3 => '≥',
        0xB4 => '×',
        0xB7 => '•',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xD7 => '·',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_with_a_meaning_are_kept() {
        for (font, code, sign) in [
            ("Wingdings", "F0FE", Some('☑')),
            ("Wingdings", "F0A8", Some('□')),
            ("Wingdings", "0081", Some('①')),
            ("Wingdings 2", "F0A3", Some('□')),
            ("Wingdings 2", "F052", Some('☑')),
            ("Symbol", "F0B3", Some('≥')),
            ("Symbol", "F061", Some('α')),
            ("宋体", "2103", Some('℃')),
            ("Wingdings", "F028", None),
            ("Webdings", "0041", None),
            ("宋体", "E000", None),
            ("宋体", "xyz", None),
        ] {
            assert_eq!(symbol(font, code), sign, "{font} {code}");
        }
    }
}
