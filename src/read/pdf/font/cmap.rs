//! Character maps (CMaps): codes → Unicode (`ToUnicode`), codes → glyph numbers (embedded encodings), and how many bytes a
//! code has.
//!
//! In: the unpacked text of a map. Out: a [`CMap`]. Maps that are named and not embedded are in [`super::named`].

use crate::read::pdf::limits::Limits;
use crate::read::pdf::syntax::{Item, Lexer};
use lopdf::Object;

/// Most entries of one map.
const ENTRIES: usize = 200_000;

/// A character map.
#[derive(Debug, Default)]
pub(in super::super) struct CMap {
    /// Codes that exist: number of bytes, lowest, highest.
    spaces: Vec<(usize, u32, u32)>,
    texts: Ranges<Target>,
    glyphs: Ranges<u32>,
    /// The map that it builds on.
    pub base: Option<Vec<u8>>,
    /// Lines run from top to bottom.
    pub vertical: bool,
}

/// What a range of codes stands for.
#[derive(Debug, Clone, PartialEq)]
enum Target {
    /// The character of its first code; the others follow.
    From(u32),
    /// One text for the one code.
    Text(Box<str>),
}

/// Ranges of codes, each with a value.
#[derive(Debug)]
pub(super) struct Ranges<T> {
    rows: Vec<(u32, u32, T)>,
}

impl<T> Default for Ranges<T> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<T> Ranges<T> {
    pub fn push(&mut self, first: u32, last: u32, value: T) {
        if first <= last && self.rows.len() < ENTRIES {
            self.rows.push((first, last, value));
        }
    }

    /// To be called once, after the last `push`. Of ranges that begin alike the last one counts.
    pub fn sort(&mut self) {
        self.rows.sort_by_key(|row| row.0);
    }

    /// The range that holds `code`: its first code and its value.
    pub fn get(&self, code: u32) -> Option<(u32, &T)> {
        let after = self.rows.partition_point(|row| row.0 <= code);
        let (first, last, value) = self.rows.get(after.checked_sub(1)?)?;
        (code <= *last).then_some((*first, value))
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }
}

impl CMap {
    /// Reads the text of a map.
    pub fn read(text: &[u8], limits: &Limits) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::of_content(text);
        let mut operands: Vec<Object> = Vec::new();
        while limits.step(16)
            && let Some(item) = lexer.next()
        {
            match item {
                Item::Object(object) => {
                    if operands.len() < ENTRIES {
                        operands.push(object);
                    }
                    continue;
                }
                Item::Word(b"endcodespacerange") => {
                    for pair in operands.chunks_exact(2) {
                        if let [low, high] = pair
                            && let (Some((bytes, low)), Some((_, high))) = (code(low), code(high))
                        {
                            map.spaces.push((bytes, low, high));
                        }
                    }
                }
                Item::Word(b"endbfchar") => {
                    for pair in operands.chunks_exact(2) {
                        if let [from, to] = pair
                            && let Some((_, from)) = code(from)
                        {
                            map.text(from, from, to);
                        }
                    }
                }
                Item::Word(b"endbfrange") => {
                    for triple in operands.chunks_exact(3) {
                        if let [first, last, to] = triple
                            && let (Some((_, first)), Some((_, last))) = (code(first), code(last))
                        {
                            map.text(first, last, to);
                        }
                    }
                }
                Item::Word(b"endcidchar") => {
                    for pair in operands.chunks_exact(2) {
                        if let [from, to] = pair
                            && let (Some((_, from)), Some(to)) = (code(from), number(to))
                        {
                            map.glyphs.push(from, from, to);
                        }
                    }
                }
                Item::Word(b"endcidrange") => {
                    for triple in operands.chunks_exact(3) {
                        if let [first, last, to] = triple
                            && let (Some((_, first)), Some((_, last)), Some(to)) = (code(first), code(last), number(to))
                        {
                            map.glyphs.push(first, last, to);
                        }
                    }
                }
                Item::Word(b"usecmap") => {
                    map.base = operands.last().and_then(|name| Some(name.as_name().ok()?.to_vec()));
                }
                Item::Word(b"def") => {
                    if let [.., Object::Name(key), Object::Integer(1)] = operands.as_slice()
                        && key == b"WMode"
                    {
                        map.vertical = true;
                    }
                }
                Item::Word(_) => {}
            }
            operands.clear();
        }
        limits.step(lexer.at);
        map.texts.sort();
        map.glyphs.sort();
        map
    }

    fn text(&mut self, first: u32, last: u32, to: &Object) {
        match to {
            Object::String(bytes, _) => {
                let text = utf16(bytes);
                let mut chars = text.chars();
                match (chars.next(), chars.next()) {
                    (Some(only), None) => self.texts.push(first, last, Target::From(only.into())),
                    (Some(_), Some(_)) => self.texts.push(first, first, Target::Text(text.into())),
                    _ => {}
                }
            }
            Object::Array(texts) => {
                for (code, to) in (first..=last).zip(texts) {
                    if let Object::String(..) = to {
                        self.text(code, code, to);
                    }
                }
            }
            _ => {}
        }
    }

    /// Adds the text of a code to `out`; tells whether the map knows it.
    pub fn unicode(&self, code: u32, out: &mut String) -> bool {
        match self.texts.get(code) {
            Some((first, Target::From(base))) => {
                let char = base.checked_add(code - first).and_then(char::from_u32);
                out.extend(char.filter(|&char| char != '\0'));
                char.is_some_and(|char| char != '\0')
            }
            Some((_, Target::Text(text))) => {
                out.push_str(text);
                true
            }
            None => false,
        }
    }

    /// The glyph number of a code.
    pub fn glyph(&self, code: u32) -> Option<u32> {
        let (first, base) = self.glyphs.get(code)?;
        base.checked_add(code - first)
    }

    pub fn has_unicode(&self) -> bool {
        !self.texts.is_empty()
    }

    pub fn has_glyphs(&self) -> bool {
        !self.glyphs.is_empty()
    }

    /// How much room it takes, in entries.
    pub fn size(&self) -> usize {
        self.texts.len() + self.glyphs.len()
    }

    /// The first code of `bytes` and how many bytes it has; none where the map names no codes.
    pub fn next(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        if self.spaces.is_empty() {
            return None;
        }
        let mut code = 0;
        for (at, &byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(byte);
            let known = |&&(length, low, high): &&(usize, u32, u32)| {
                // Each byte has its own range.
                length == at + 1
                    && (0..length).all(|place| {
                        let byte = |value: u32| (value >> (8 * place)) & 0xFF;
                        (byte(low)..=byte(high)).contains(&byte(code))
                    })
            };
            if self.spaces.iter().find(known).is_some() {
                return Some((code, at + 1));
            }
        }
        let shortest = self.spaces.iter().map(|space| space.0).min()?;
        Some((0, shortest.clamp(1, bytes.len().max(1))))
    }
}

/// Text in UTF-16 BE; a single byte is a character too.
fn utf16(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).into();
    }
    let units = bytes.chunks_exact(2).map(|pair| match *pair {
        [high, low] => u16::from_be_bytes([high, low]),
        _ => 0,
    });
    char::decode_utf16(units).filter_map(Result::ok).collect()
}

/// A code: its number of bytes and its value.
fn code(object: &Object) -> Option<(usize, u32)> {
    let bytes = object.as_str().ok()?;
    let value = bytes
        .iter()
        .take(4)
        .fold(0, |value, &byte| value << 8 | u32::from(byte));
    (1..=4).contains(&bytes.len()).then_some((bytes.len(), value))
}

fn number(object: &Object) -> Option<u32> {
    object.as_i64().ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> CMap {
        CMap::read(text.as_bytes(), &Limits::new())
    }

    #[test]
    fn codes_become_text() {
        let map = read(
            "/CMapName /X def 1 begincodespacerange <0000> <FFFF> endcodespacerange \
             2 beginbfchar <0001> <4E2D> <0002> <00660069> endbfchar \
             2 beginbfrange <0010> <0012> <4E00> <0020> <0021> [<7532> <4E59>] endbfrange",
        );
        let text = |code| {
            let mut out = String::new();
            map.unicode(code, &mut out).then_some(out)
        };
        assert_eq!(text(1).as_deref(), Some("中"));
        assert_eq!(text(2).as_deref(), Some("fi"));
        assert_eq!(text(0x12).as_deref(), Some("丂"));
        assert_eq!(text(0x21).as_deref(), Some("乙"));
        assert_eq!(text(0x13), None);
        assert_eq!(map.next(b"\x00\x01\x00"), Some((1, 2)));
    }

    #[test]
    fn codes_have_as_many_bytes_as_their_space_says() {
        let map = read(
            "2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange \
             1 begincidrange <8140> <8150> 100 endcidrange",
        );
        assert_eq!(map.next(b"A\x81\x40"), Some((0x41, 1)));
        assert_eq!(map.next(b"\x81\x41"), Some((0x8141, 2)));
        assert_eq!(map.next(b"\x81\x20"), Some((0, 1)));
        assert_eq!(map.glyph(0x8141), Some(101));
    }
}
