//! Text in its many forms: bytes, escaped or not, characters by number, signs by name.
//!
//! In: pieces of text as the signs of the file bring them. Out: characters, put where the group says. Bytes wait until what
//! follows them is known: a character may be spread over `\'` and plain bytes. What stands for a `\u` where it is not known
//! is passed over.

use super::fonts::Reading;
use super::group::Place;
use super::reader::Reader;
use crate::read::word::{put_blank, symbol};

/// Longest instruction of a field, printed number or label of a level that is looked at, in bytes.
const LONGEST: usize = 4_096;

impl Reader {
    /// Bytes of text.
    pub fn take(&mut self, bytes: &[u8]) {
        let passed = bytes.len().min(self.substitutes as usize);
        self.substitutes -= passed as u32;
        let bytes = bytes.get(passed..).unwrap_or_default();
        if bytes.is_empty() || self.deeper > 0 {
            return;
        }
        match self.group.place {
            Place::Text | Place::Label | Place::Instruction | Place::LevelText => self.bytes.extend_from_slice(bytes),
            Place::Fonts => self.fonts.text(bytes),
            Place::Nowhere | Place::Drawing | Place::Either | Place::Lists | Place::InnerRow => {}
        }
    }

    /// Decodes the bytes that wait.
    pub fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        self.high = None;
        let bytes = std::mem::take(&mut self.bytes);
        let mut text = String::with_capacity(bytes.len());
        match self.fonts.reading(self.group.font) {
            Reading::Page(page) => page.decode(&bytes, &mut text),
            // The bytes of a level's label are places.
            Reading::Signs(_) if self.group.place == Place::LevelText => {
                text.extend(bytes.iter().map(|byte| char::from(*byte)));
            }
            Reading::Signs(font) => text.extend(bytes.iter().filter_map(|byte| symbol::sign(font, *byte))),
        }
        self.write(&text);
        self.bytes = bytes;
        self.bytes.clear();
    }

    /// Puts text where it belongs.
    pub fn write(&mut self, text: &str) {
        let into = match self.group.place {
            Place::Text if self.group.is_out() => return,
            Place::Text => {
                for c in text.chars() {
                    match c {
                        '\t' => put_blank(&mut self.story.line),
                        '\n' => self.story.line.push(c),
                        c if c.is_control() => {}
                        c => self.story.line.push(c),
                    }
                }
                return;
            }
            Place::Label => self.story.printed.get_or_insert_default(),
            Place::LevelText => &mut self.level_text,
            Place::Instruction => match self.fields.last_mut() {
                Some(field) => &mut field.instruction,
                None => return,
            },
            _ => return,
        };
        if into.len() + text.len() <= LONGEST {
            into.push_str(text);
        }
    }

    pub fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'\\' | b'{' | b'}' => self.take(&[symbol]),
            b'\n' | b'\r' => self.word(b"par", None),
            b'\t' => self.word(b"tab", None),
            b'~' => self.write_char('\u{A0}'),
            b'_' => self.write_char('-'),
            _ => {}
        }
    }

    fn write_char(&mut self, c: char) {
        self.flush();
        self.write(c.encode_utf8(&mut [0; 4]));
    }

    /// `\u`
    pub fn unicode(&mut self, value: i32) {
        self.flush();
        self.substitutes = self.group.substitutes;
        let code = if value < 0 {
            value.saturating_add(0x1_0000)
        } else {
            value
        }
        .cast_unsigned();
        let high = self.high.take();
        match code {
            0xD800..=0xDBFF => self.high = Some(code as u16),
            0xDC00..=0xDFFF => {
                if let Some(Ok(c)) = char::decode_utf16(high.into_iter().chain([code as u16])).next() {
                    self.write_char(c);
                }
            }
            _ => {
                let font = self.fonts.name(self.group.font);
                if let Some(c) = char::from_u32(code).and_then(|c| symbol::plain(font, c)) {
                    self.write_char(c);
                }
            }
        }
    }
}
