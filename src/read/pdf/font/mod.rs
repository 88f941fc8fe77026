//! Fonts: the bytes of a string → characters and how far they reach.
//!
//! In: a font's dictionary. Out: a [`Font`] that reads strings glyph by glyph. Text comes from, in this order: the font's own
//! map to Unicode, the codes of a named map, the character collection, the names of the glyphs. What none of them knows
//! is U+FFFD. Widths are parts of the font size. Not read: font programs.

mod cmap;
mod collections;
mod named;
mod simple;

use super::file::{File, as_dict};
use cmap::{CMap, Ranges};
use collections::Collection;
use lopdf::{Dictionary, Object};
use named::Codes;
use std::borrow::Cow;

/// Width of a glyph that no one states: half a character, a full one in Chinese fonts.
const USUAL: (f32, f32) = (0.5, 1.0);

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    name: Vec<u8>,
    unicode: Option<CMap>,
    kind: Kind,
    /// Vertical writing.
    pub vertical: bool,
    /// What the font size is to be multiplied by for the height of a character: 1 but for fonts of drawn glyphs.
    pub em: f32,
}

#[derive(Debug)]
enum Kind {
    /// One byte a character: text and width of all 256.
    Simple(Vec<(String, f32)>),
    /// Any number of bytes.
    Composite {
        codes: Codes,
        map: Option<CMap>,
        collection: Option<Collection>,
        widths: Ranges<f32>,
        usual: f32,
    },
}

/// One character of a string.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// Bytes of the string that it takes.
    pub bytes: usize,
    /// How far it reaches, in parts of the font size.
    pub width: f32,
    /// It is the one-byte blank, which word spacing widens.
    pub is_blank: bool,
    /// Its text is known.
    pub is_known: bool,
}

impl Font {
    /// Reads the font that a dictionary describes.
    pub fn read(file: &File<'_>, font: &Dictionary) -> Self {
        let name = file.name(font, b"BaseFont").unwrap_or_default().into_owned();
        let unicode = stream_map(file, font, b"ToUnicode").filter(CMap::has_unicode);
        match file.name(font, b"Subtype").as_deref() {
            Some(b"Type0") => Self::composite(file, font, name, unicode),
            subtype => Self::simple(file, font, name, unicode, subtype == Some(b"Type3")),
        }
    }

    fn simple(file: &File<'_>, font: &Dictionary, name: Vec<u8>, unicode: Option<CMap>, is_drawn: bool) -> Self {
        let descriptor = file.dict(font, b"FontDescriptor").unwrap_or_default();
        let symbols = file.integer(&descriptor, b"Flags").unwrap_or(0) & 4 != 0;
        let texts = simple::texts(file, font, &descriptor, symbols);
        // Widths are thousandths, but those of drawn glyphs go by the matrix of the font.
        let matrix = file.numbers::<6>(font, b"FontMatrix").filter(|_| is_drawn);
        let scale = matrix.map_or(0.001, |matrix| matrix[0].abs());
        let em = match (matrix, file.numbers::<4>(font, b"FontBBox")) {
            (Some(matrix), Some(bounds)) if bounds[3] > bounds[1] => (bounds[3] - bounds[1]) * matrix[3].abs(),
            (Some(matrix), _) => matrix[3].abs() * 1_000.0,
            _ => 1.0,
        };
        let missing = file.number(&descriptor, b"MissingWidth").map(|width| width * scale);
        let first = file.integer(font, b"FirstChar").unwrap_or(0);
        let widths = file.array(font, b"Widths").unwrap_or_default();
        let usual = if memchr::memmem::find(&name, b"Courier").is_some() {
            0.6
        } else {
            USUAL.0
        };
        let width = |code: usize| {
            let at = i64::try_from(code).ok()?.checked_sub(first)?;
            let width = file.resolve(widths.get(usize::try_from(at).ok()?)?)?;
            Some(width.as_float().ok()? * scale)
        };
        let glyph = |(code, text)| (text, width(code).or(missing).unwrap_or(usual));
        Self {
            name,
            unicode,
            kind: Kind::Simple(texts.into_iter().enumerate().map(glyph).collect()),
            vertical: false,
            em: if (0.001..1_000.0).contains(&em) { em } else { 1.0 },
        }
    }

    fn composite(file: &File<'_>, font: &Dictionary, name: Vec<u8>, unicode: Option<CMap>) -> Self {
        let descendants = file.array(font, b"DescendantFonts").unwrap_or_default();
        let descendant = descendants
            .first()
            .and_then(|font| file.resolve(font))
            .and_then(as_dict);
        let descendant = descendant.unwrap_or_default();
        let system = file.dict(&descendant, b"CIDSystemInfo").unwrap_or_default();
        let ordering = match file.get(&system, b"Ordering").as_deref() {
            Some(Object::String(ordering, _)) => Collection::named(ordering),
            _ => None,
        };
        let map = stream_map(file, font, b"Encoding");
        let stated = match &map {
            Some(map) => map.base.as_deref().map(Cow::Borrowed),
            None => file.name(font, b"Encoding"),
        };
        let (codes, vertical) = stated
            .and_then(|name| named::named(&name))
            .unwrap_or((Codes::Glyphs, false));
        let vertical = vertical || map.as_ref().is_some_and(|map| map.vertical);
        let usual = file.number(&descendant, b"DW").map_or(USUAL.1, |width| width / 1_000.0);
        Self {
            name,
            unicode,
            kind: Kind::Composite {
                codes,
                map,
                collection: ordering,
                widths: widths(file, &descendant),
                usual,
            },
            vertical,
            em: 1.0,
        }
    }

    /// How much room it takes, in entries.
    pub fn size(&self) -> usize {
        let own = match &self.kind {
            Kind::Simple(glyphs) => glyphs.len(),
            Kind::Composite { map, widths, .. } => map.as_ref().map_or(0, CMap::size) + widths.len(),
        };
        own + self.unicode.as_ref().map_or(0, CMap::size)
    }

    /// Reads the first character of a string that is not empty; adds its text to `out`, U+FFFD where it is unknown.
    pub fn glyph(&self, string: &[u8], out: &mut String) -> Glyph {
        let start = out.len();
        let (code, bytes, width, known) = match &self.kind {
            Kind::Simple(glyphs) => {
                let code = string.first().copied().unwrap_or(0);
                let (text, width) = glyphs
                    .get(usize::from(code))
                    .map_or(("", USUAL.0), |(text, width)| (text, *width));
                let known = self.own(u32::from(code), out) || {
                    out.push_str(text);
                    !text.is_empty()
                };
                (u32::from(code), 1, width, known)
            }
            Kind::Composite {
                codes,
                map,
                collection,
                widths,
                usual,
            } => {
                let embedded = map.as_ref().and_then(|map| map.next(string));
                let (code, bytes) = embedded.unwrap_or_else(|| codes.next(string));
                let glyph = match map {
                    Some(map) if map.has_glyphs() => map.glyph(code).or_else(|| codes.glyph(code)),
                    _ => codes.glyph(code),
                };
                let width = glyph
                    .and_then(|glyph| widths.get(glyph))
                    .map_or(*usual, |(_, width)| *width);
                let known = self.own(code, out)
                    || codes.unicode(code, bytes, out)
                    || collection
                        .zip(glyph)
                        .is_some_and(|(collection, glyph)| collection.unicode(glyph, out));
                (code, bytes, width, known)
            }
        };
        let is_blank = bytes == 1 && code == 32;
        let mut is_known = known || is_blank;
        if !known {
            out.truncate(start);
            out.push(if is_blank { ' ' } else { char::REPLACEMENT_CHARACTER });
        } else if out.get(start..).is_some_and(|text| text.chars().any(is_private)) {
            let text = out.split_off(start);
            for char in text.chars() {
                let seen = if is_private(char) {
                    simple::symbol(&self.name, char)
                } else {
                    Some(char)
                };
                is_known &= seen.is_some();
                out.push(seen.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
        Glyph {
            bytes,
            width: if width.is_finite() { width } else { 0.0 },
            is_blank,
            is_known,
        }
    }

    /// The text that the font's own map gives a code, if it is worth something.
    fn own(&self, code: u32, out: &mut String) -> bool {
        let start = out.len();
        let known = self.unicode.as_ref().is_some_and(|map| map.unicode(code, out))
            && out
                .get(start..)
                .is_some_and(|text| !text.contains(char::REPLACEMENT_CHARACTER));
        if !known {
            out.truncate(start);
        }
        known
    }
}

/// Characters that mean what a font makes of them.
fn is_private(char: char) -> bool {
    matches!(u32::from(char), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF)
}

fn stream_map(file: &File<'_>, font: &Dictionary, key: &[u8]) -> Option<CMap> {
    let number = match font.get(key).ok()? {
        Object::Reference((number, _)) => *number,
        _ => return None,
    };
    let Object::Stream(stream) = file.object(number)? else {
        return None;
    };
    Some(CMap::read(&file.data(number, &stream)?, file.limits))
}

/// `W` of a font: `[ 1 [500 600] 10 20 700 ]`.
fn widths(file: &File<'_>, font: &Dictionary) -> Ranges<f32> {
    let mut ranges = Ranges::default();
    let array = file.array(font, b"W").unwrap_or_default();
    let mut parts = array.iter();
    let number = |part: Option<&Object>| -> Option<f32> { file.resolve(part?)?.as_float().ok() };
    let code = |number: f32| number.clamp(0.0, 1e9) as u32;
    while let Some(first) = number(parts.next()).map(code) {
        match parts.next().and_then(|part| file.resolve(part)).as_deref() {
            Some(Object::Array(list)) => {
                for (glyph, width) in (first..).zip(list) {
                    if let Some(width) = number(Some(width)) {
                        ranges.push(glyph, glyph, width / 1_000.0);
                    }
                }
            }
            Some(last) => {
                if let (Ok(last), Some(width)) = (last.as_float(), number(parts.next())) {
                    ranges.push(first, code(last), width / 1_000.0);
                }
            }
            None => break,
        }
    }
    ranges.sort();
    ranges
}
