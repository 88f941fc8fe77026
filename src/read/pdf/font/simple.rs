//! Fonts of one byte a character: `Encoding` with its `Differences`, glyph names, symbols.
//!
//! In: the font's dictionary. Out: the text of each of the 256 codes, empty where it is unknown. The tables of encodings
//! and glyph names are those of `lopdf`. Of font programs only the encoding is read that stands in the clear part of Type 1.

use crate::read::pdf::file::File;
use crate::read::pdf::syntax::{Item, Lexer};
use lopdf::{Dictionary, Document, Object};
use std::borrow::Cow;

/// The texts of the 256 codes.
pub(super) fn texts(file: &File<'_>, font: &Dictionary, descriptor: &Dictionary, symbols: bool) -> Vec<String> {
    let encoding = file.get(font, b"Encoding");
    let (base, differences) = match encoding.as_deref() {
        Some(Object::Name(name)) => (Some(Cow::Borrowed(name.as_slice())), None),
        Some(Object::Dictionary(dict)) => (file.name(dict, b"BaseEncoding"), file.array(dict, b"Differences")),
        _ => (None, None),
    };
    let own = if base.is_none() {
        built_in(file, descriptor)
    } else {
        None
    };
    // Without an encoding a font of symbols has its own, which is unknown; any other one is mostly Latin.
    let mut texts = match (own, base) {
        (Some(own), _) => own,
        (None, Some(base)) => all_of(&base),
        (None, None) if symbols && encoding.is_none() => vec![String::new(); 256],
        (None, None) if file.name(font, b"Subtype").as_deref() == Some(&b"TrueType"[..]) => all_of(b"WinAnsiEncoding"),
        (None, None) => all_of(b"StandardEncoding"),
    };
    let mut code = 0_usize;
    for part in differences.as_deref().unwrap_or_default() {
        match file.resolve(part).as_deref() {
            Some(&Object::Integer(number)) => code = usize::try_from(number).unwrap_or(256),
            Some(Object::Name(name)) => {
                if let Some(text) = texts.get_mut(code)
                    && file.limits.step(1_000)
                {
                    *text = named(name).unwrap_or_default();
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    texts
}

/// The encoding in the clear part of a Type 1 program: `dup 65 /A put`.
fn built_in(file: &File<'_>, descriptor: &Dictionary) -> Option<Vec<String>> {
    let Ok(Object::Reference((number, _))) = descriptor.get(b"FontFile") else {
        return None;
    };
    let Object::Stream(stream) = file.object(*number)? else {
        return None;
    };
    let program = file.data(*number, &stream)?;
    let clear = program.get(..memchr::memmem::find(&program, b"eexec")?)?;
    let start = memchr::memmem::find(clear, b"/Encoding")?;
    let mut lexer = Lexer::of_content(clear.get(start..)?);
    let mut texts = vec![String::new(); 256];
    let mut known = false;
    while let Some(item) = lexer.next() {
        if item == Item::Word(b"dup")
            && let Some(code) = lexer.number::<usize>()
            && let Some(Object::Name(name)) = lexer.object()
            && let Some(text) = texts.get_mut(code)
        {
            *text = named(&name).unwrap_or_default();
            known = true;
        } else if item == Item::Word(b"def") && known {
            break;
        }
    }
    file.limits.step(clear.len());
    known.then_some(texts)
}

fn all_of(encoding: &[u8]) -> Vec<String> {
    let font = lopdf::dictionary! { "Type" => "Font", "Encoding" => Object::Name(encoding.to_vec()) };
    let document = Document::new();
    let Ok(encoding) = font.get_font_encoding_with_limit(&document, 0) else {
        return vec![String::new(); 256];
    };
    let text = |code| encoding.bytes_to_string(&[code]).unwrap_or_default();
    (0..=255).map(text).collect()
}

/// The text that a glyph name stands for.
fn named(name: &[u8]) -> Option<String> {
    // A suffix names a variant of the glyph: `a.sc`.
    let stem = name
        .split(|&byte| byte == b'.')
        .next()
        .filter(|stem| !stem.is_empty())?;
    let words = std::str::from_utf8(stem).ok()?;
    if let Some(hex) = words.strip_prefix("uni")
        && hex.len() >= 4
        && hex.len().is_multiple_of(4)
        && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
    {
        let units = hex.as_bytes().chunks(4).filter_map(|four| {
            let four = std::str::from_utf8(four).ok()?;
            u16::from_str_radix(four, 16).ok()
        });
        return char::decode_utf16(units).collect::<Result<_, _>>().ok();
    }
    if let Some(hex) = words.strip_prefix('u')
        && (4..=6).contains(&hex.len())
        && let Ok(code) = u32::from_str_radix(hex, 16)
    {
        return char::from_u32(code).map(String::from);
    }
    let differences = vec![Object::Integer(65), Object::Name(stem.to_vec())];
    let encoding = lopdf::dictionary! { "Type" => "Encoding", "Differences" => differences };
    let font = lopdf::dictionary! { "Type" => "Font", "Encoding" => encoding };
    let document = Document::new();
    match font.get_font_encoding_with_limit(&document, 0) {
        // An unknown name gives the standard encoding, in which the code is an A.
        Ok(encoding @ lopdf::Encoding::Differences(_)) => encoding.bytes_to_string(&[65]).ok(),
        _ => None,
    }
}

/// What signs of the fonts Wingdings and Symbol look like; other fonts' private characters are unknown.
pub(super) fn symbol(font: &[u8], code: char) -> Option<char> {
    let low = match u32::from(code) {
        private @ 0xF020..=0xF0FF => private - 0xF000,
        _ => return None,
    };
    let has = |name: &[u8]| memchr::memmem::find(font, name).is_some();
    Some(match low {
        0xB7 if has(b"Symbol") => '•',
        _ if !has(b"Wingdings") => return None,
        0x6C | 0x9F => '●',
        0x6E | 0xA7 => '■',
        0x6F | 0x70 | 0x71 | 0x72 | 0xA8 => '□',
        0x75..=0x77 => '◆',
        0xA1 | 0xA2 => '○',
        0xAB | 0xB5 => '★',
        0xD8 | 0xF0 => '➢',
        0xDF | 0xE7 => '←',
        0xE0 | 0xE8 => '→',
        0xE1 | 0xE9 => '↑',
        0xE2 | 0xEA => '↓',
        0xFB => '✗',
        0xFC => '✓',
        0xFD => '☒',
        0xFE => '☑',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyph_names_are_text() {
        for (name, text) in [
            ("A", Some("A")),
            ("emdash", Some("—")),
            ("uni4E2D", Some("中")),
            ("uni4E2D6587", Some("中文")),
            ("u4E2D", Some("中")),
            ("a.sc", Some("a")),
            (".notdef", None),
            ("g123", None),
        ] {
            assert_eq!(named(name.as_bytes()).as_deref(), text, "{name}");
        }
    }

    #[test]
    fn base_encodings_are_known() {
        let texts = all_of(b"WinAnsiEncoding");
        assert_eq!((texts[65].as_str(), texts[0x97].as_str()), ("A", "—"));
        assert_eq!(symbol(b"ABCDEF+Wingdings-Regular", '\u{F0A8}'), Some('□'));
        assert_eq!(symbol(b"SimSun", '\u{F0A8}'), None);
    }
}
