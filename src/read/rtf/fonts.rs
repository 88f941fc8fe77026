//! The table of fonts: the code page of each, and which are fonts of symbols.
//!
//! In: the words and names of `\fonttbl`. Out: how text in a font is to be read.

use crate::read::word::codepage::CodePage;
use std::collections::HashMap;

/// Most fonts that are kept.
const MOST: usize = 4_096;
/// Longest name that is kept: enough to tell fonts of symbols.
const LONGEST: usize = 32;

#[derive(Debug, Default)]
struct Font {
    charset: u32,
    page: Option<u32>,
    name: String,
}

/// The fonts of a document.
#[derive(Debug)]
pub(super) struct Fonts {
    fonts: HashMap<i32, Font>,
    /// The font that is being described.
    current: i32,
    /// The font of text that names none.
    pub default: i32,
    /// The code page of the document.
    pub page: CodePage,
}

/// How text in a font is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading<'a> {
    /// By a code page.
    Page(CodePage),
    /// Each byte is a sign of the font of that name.
    Signs(&'a str),
}

impl Default for Fonts {
    fn default() -> Self {
        Self {
            fonts: HashMap::new(),
            current: 0,
            default: 0,
            page: CodePage::UNKNOWN,
        }
    }
}

impl Fonts {
    /// A word of the table.
    pub fn word(&mut self, name: &[u8], value: Option<i32>) {
        let number = value.unwrap_or(0);
        if name == b"f" {
            self.current = number;
        }
        if self.fonts.len() >= MOST && !self.fonts.contains_key(&self.current) {
            return;
        }
        let font = self.fonts.entry(self.current).or_default();
        let number = u32::try_from(number).unwrap_or(0);
        match name {
            b"fcharset" => font.charset = number,
            b"cpg" => font.page = Some(number),
            _ => {}
        }
    }

    /// Text of the table: names.
    pub fn text(&mut self, bytes: &[u8]) {
        if let Some(font) = self.fonts.get_mut(&self.current) {
            let bytes = bytes.iter().take_while(|byte| **byte != b';');
            let room = LONGEST.saturating_sub(font.name.len());
            font.name.extend(
                bytes
                    .filter(|byte| byte.is_ascii())
                    .take(room)
                    .map(|byte| char::from(*byte)),
            );
        }
    }

    /// How bytes in a font are to be read; -1 is no font.
    pub fn reading(&self, number: i32) -> Reading<'_> {
        let font = self.fonts.get(&number).or_else(|| self.fonts.get(&self.default));
        match font {
            Some(font) if font.charset == 2 => Reading::Signs(&font.name),
            Some(Font { page: Some(page), .. }) if *page != 0 => Reading::Page(CodePage::of_number(*page)),
            Some(font) => Reading::Page(CodePage::of_charset(font.charset).unwrap_or(self.page.doubtful())),
            None => Reading::Page(self.page.doubtful()),
        }
    }

    /// The name of a font, for characters that are signs of it.
    pub fn name(&self, number: i32) -> &str {
        self.fonts.get(&number).map_or("", |font| font.name.as_str())
    }
}
