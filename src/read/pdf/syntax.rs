//! Bytes → objects and words, the syntax that files, content streams and character maps of PDF share.
//!
//! In: bytes and a place in them. Out: one [`Item`] after the other, as objects of `lopdf`. Whatever is no syntax is
//! passed over; nesting and the size of one object are bounded. Streams are not read here.

use lopdf::{Dictionary, Object, StringFormat};

/// Deepest nesting of arrays and dictionaries; an honest file has some five. What is deeper ends the object.
const DEEPEST: usize = 48;
/// Most parts of one object: the widths of 65,536 glyphs are fewer. Each takes some 120 bytes.
const PARTS: usize = 200_000;

/// What stands at a place.
#[derive(Debug, PartialEq)]
pub(super) enum Item<'a> {
    Object(Object),
    /// An operator or a keyword such as `obj`.
    Word(&'a [u8]),
}

/// A place in bytes.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
    /// Whether `1 0 R` is a reference: not so in content streams.
    references: bool,
    parts: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at,
            references: true,
            parts: 0,
        }
    }

    /// For content streams and character maps.
    pub fn of_content(bytes: &'a [u8]) -> Self {
        Self {
            references: false,
            ..Self::new(bytes, 0)
        }
    }

    /// The next object or word; none at the end.
    pub fn next(&mut self) -> Option<Item<'a>> {
        self.parts = 0;
        loop {
            match self.item(0)? {
                Piece::Item(item) => return Some(item),
                // A bracket that closes nothing.
                Piece::Close => {}
            }
        }
    }

    /// The object that stands here, if one does.
    pub fn object(&mut self) -> Option<Object> {
        match self.next()? {
            Item::Object(object) => Some(object),
            Item::Word(_) => None,
        }
    }

    /// The number that stands here, if one does and it fits.
    pub fn number<T: TryFrom<i64>>(&mut self) -> Option<T> {
        match self.object()? {
            Object::Integer(number) => number.try_into().ok(),
            _ => None,
        }
    }

    /// Whether this word stands here, in which case it is passed.
    pub fn word(&mut self, word: &[u8]) -> bool {
        let start = self.at;
        self.skip_blanks();
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if rest.starts_with(word) && rest.get(word.len()).is_none_or(|&byte| !is_regular(byte)) {
            self.at += word.len();
            return true;
        }
        self.at = start;
        false
    }

    /// Passes the data of a picture that stands in a content stream, behind `ID`, and the `EI` behind them.
    pub fn skip_picture(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = memchr::memmem::find_iter(rest, b"EI").find(|&at| {
            let before = at.checked_sub(1).and_then(|at| rest.get(at));
            let after = rest.get(at + 2..).unwrap_or_default();
            // Among the data the two letters may stand too, but hardly with text behind them.
            before.is_some_and(|&byte| is_blank(byte))
                && after.first().is_none_or(|&byte| is_blank(byte))
                && after
                    .iter()
                    .take(12)
                    .all(|&byte| is_blank(byte) || (0x20..0x7F).contains(&byte))
        });
        self.at = end.map_or(self.bytes.len(), |end| self.at + end + 2);
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes blanks and comments.
    pub fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if is_blank(byte) {
                self.at += 1;
            } else if byte == b'%' {
                while self.peek().is_some_and(|byte| !matches!(byte, b'\r' | b'\n')) {
                    self.at += 1;
                }
            } else {
                break;
            }
        }
    }

    fn item(&mut self, depth: usize) -> Option<Piece<'a>> {
        self.skip_blanks();
        let object = match self.peek()? {
            b'/' => Object::Name(self.name()),
            b'(' => Object::String(self.literal(), StringFormat::Literal),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                if depth == DEEPEST {
                    return Some(Piece::Close);
                }
                Object::Dictionary(self.dictionary(depth + 1))
            }
            b'<' => Object::String(self.hexadecimal(), StringFormat::Hexadecimal),
            b'[' => {
                self.at += 1;
                if depth == DEEPEST {
                    return Some(Piece::Close);
                }
                Object::Array(self.array(depth + 1))
            }
            b']' | b')' | b'{' | b'}' => {
                self.at += 1;
                return Some(Piece::Close);
            }
            b'>' => {
                self.at += if self.bytes.get(self.at + 1) == Some(&b'>') {
                    2
                } else {
                    1
                };
                return Some(Piece::Close);
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number_or_reference(),
            _ => {
                let word = self.regular();
                match word {
                    b"true" => Object::Boolean(true),
                    b"false" => Object::Boolean(false),
                    b"null" => Object::Null,
                    _ => return Some(Piece::Item(Item::Word(word))),
                }
            }
        };
        Some(Piece::Item(Item::Object(object)))
    }

    fn regular(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let raw = self.regular();
        if !raw.contains(&b'#') {
            return raw.to_vec();
        }
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((&byte, after)) = rest.split_first() {
            rest = after;
            if byte == b'#'
                && let [high, low, after @ ..] = rest
                && let (Some(high), Some(low)) = (digit(*high), digit(*low))
            {
                name.push(high << 4 | low);
                rest = after;
            } else {
                name.push(byte);
            }
        }
        name
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut string = Vec::new();
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' if open == 0 => break,
                b')' => open -= 1,
                b'\\' => {
                    string.extend(self.escaped());
                    continue;
                }
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    string.push(b'\n');
                    continue;
                }
                _ => {}
            }
            string.push(byte);
        }
        string
    }

    fn escaped(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => {
                            value = value * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                (value & 0xFF) as u8
            }
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
                return None;
            }
            b'\n' => return None,
            other => other,
        })
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut string = Vec::new();
        let mut high = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = digit(byte) else { continue };
            match high.take() {
                None => high = Some(digit),
                Some(high) => string.push(high << 4 | digit),
            }
        }
        string.extend(high.map(|high| high << 4));
        string
    }

    fn number_or_reference(&mut self) -> Object {
        let first = self.plain_number();
        let Object::Integer(id) = first else {
            return first;
        };
        if !self.references || id < 0 {
            return first;
        }
        let back = self.at;
        self.skip_blanks();
        if self.peek().is_some_and(|byte| byte.is_ascii_digit())
            && let Object::Integer(generation) = self.plain_number()
            && self.word(b"R")
            && let (Ok(id), Ok(generation)) = (id.try_into(), generation.try_into())
        {
            return Object::Reference((id, generation));
        }
        self.at = back;
        first
    }

    /// Signs and points in odd places are read as other readers do: they end the number or count for nothing.
    fn plain_number(&mut self) -> Object {
        let raw = self.regular();
        let negative = raw.first() == Some(&b'-');
        let (mut whole, mut fraction, mut scale) = (0_i64, 0.0_f64, 1.0_f64);
        let mut point = false;
        for (at, &byte) in raw.iter().enumerate() {
            match byte {
                b'0'..=b'9' if point => {
                    scale /= 10.0;
                    fraction += f64::from(byte - b'0') * scale;
                }
                b'0'..=b'9' => whole = whole.saturating_mul(10).saturating_add(i64::from(byte - b'0')),
                b'.' if !point => point = true,
                b'+' | b'-' if at == 0 || raw.get(at - 1).is_some_and(|before| matches!(before, b'+' | b'-')) => {}
                _ => break,
            }
        }
        if point {
            let value = (whole as f64 + fraction) as f32;
            Object::Real(if negative { -value } else { value })
        } else {
            Object::Integer(if negative { -whole } else { whole })
        }
    }

    fn array(&mut self, depth: usize) -> Vec<Object> {
        let mut array = Vec::new();
        while let Some(piece) = self.item(depth) {
            match piece {
                Piece::Close => break,
                Piece::Item(Item::Object(object)) => {
                    if self.room() {
                        array.push(object);
                    }
                }
                // A keyword in an array means that its end is missing.
                Piece::Item(Item::Word(b"endobj" | b"stream" | b"obj")) => break,
                Piece::Item(Item::Word(_)) => {}
            }
        }
        array
    }

    fn dictionary(&mut self, depth: usize) -> Dictionary {
        let mut dictionary = Dictionary::new();
        let mut key = None;
        while let Some(piece) = self.item(depth) {
            match (piece, key.take()) {
                (Piece::Close, _) => break,
                (Piece::Item(Item::Object(Object::Name(name))), None) => key = Some(name),
                (Piece::Item(Item::Object(value)), Some(key)) => {
                    if self.room() {
                        dictionary.set(key, value);
                    }
                }
                (Piece::Item(Item::Word(b"endobj" | b"stream" | b"obj")), _) => break,
                (Piece::Item(_), _) => {}
            }
        }
        dictionary
    }

    fn room(&mut self) -> bool {
        self.parts += 1;
        self.parts <= PARTS
    }
}

enum Piece<'a> {
    Item(Item<'a>),
    Close,
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte)
        && !matches!(
            byte,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        )
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| digit.try_into().ok())
}
