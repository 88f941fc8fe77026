//! The style sheet (STSH, MS-DOC 2.9.271): which styles put their paragraphs into lists, and which hide text.
//!
//! In: the table stream's part. Out: [`Styles`]. Styles inherit from others, at most [`DEEPEST`] times. Not read: names.

use super::bytes::{part, u16_at};
use super::changes::{Change, changes};
use super::fib::Version;

/// Longest way from a style to the one that all are based on.
const DEEPEST: usize = 16;

/// Most styles: their numbers have 12 bits.
const MOST: usize = 1 << 12;

/// What a style says that matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Style {
    /// The use of a list, and the level in it.
    pub list: Option<i16>,
    pub level: Option<u8>,
    pub old_number: bool,
    /// Its text is hidden.
    pub hidden: Option<bool>,
}

impl Style {
    /// The same with what is not said taken from `base`.
    fn on(self, base: Self) -> Self {
        Self {
            list: self.list.or(base.list),
            level: self.level.or(base.level),
            old_number: self.old_number || base.old_number,
            hidden: self.hidden.or(base.hidden),
        }
    }

    fn apply(&mut self, change: Change<'_>) {
        match change {
            Change::ListUse(list) => self.list = Some(list),
            Change::ListLevel(level) => self.level = Some(level),
            Change::OldNumber => self.old_number = true,
            Change::Hidden(how) => self.hidden = Some(how & 1 == 1),
            _ => {}
        }
    }
}

/// The styles of a document, inheritance resolved.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Style>, bool);

impl Styles {
    /// The style of that number; one that says nothing where there is none.
    pub fn get(&self, number: u16) -> Style {
        self.0.get(usize::from(number)).copied().unwrap_or_default()
    }
}

impl Styles {
    /// Whether any style hides its text.
    pub fn hide(&self) -> bool {
        self.1
    }
}

/// Reads the style sheet of Word 97 and later.
pub(super) fn read(sheet: &[u8]) -> Styles {
    let head = usize::from(u16_at(sheet, 0).unwrap_or(0));
    let fixed = usize::from(u16_at(sheet, 4).unwrap_or(0));
    let mut own: Vec<(Style, Option<u16>)> = Vec::new();
    let mut at = 2 + head;
    while let Some(len) = u16_at(sheet, at).map(usize::from).filter(|_| own.len() < MOST) {
        own.push(style(part(sheet, at + 2, len), fixed));
        // Each begins at an even place.
        at += 2 + len + len % 2;
    }
    let resolved = own.iter().map(|(style, base)| {
        let (mut style, mut base) = (*style, *base);
        for _ in 0..DEEPEST {
            let Some((above, next)) = base.and_then(|base| own.get(usize::from(base))) else {
                break;
            };
            style = style.on(*above);
            base = *next;
        }
        style
    });
    let resolved: Vec<Style> = resolved.collect();
    let hide = resolved.iter().any(|style| style.hidden == Some(true));
    Styles(resolved, hide)
}

/// One style, and the number of the one that it is based on.
fn style(std: &[u8], fixed: usize) -> (Style, Option<u16>) {
    let mut style = Style::default();
    let (Some(kinds), Some(counts)) = (u16_at(std, 2), u16_at(std, 4)) else {
        return (style, None);
    };
    let base = Some(kinds >> 4).filter(|base| *base != 0xFFF);
    let (kind, count) = (kinds & 0xF, counts & 0xF);
    // Behind the fixed part stands the name: its length, its characters, a zero.
    let name = usize::from(u16_at(std, fixed).unwrap_or(0));
    let mut at = fixed + 2 + 2 * name + 2;
    for index in 0..count {
        let Some(len) = u16_at(std, at).map(usize::from) else {
            break;
        };
        let run = part(std, at + 2, len);
        // Paragraph styles: properties of the paragraph, behind the style's own number, then those of its characters.
        let run = match (kind, index) {
            (1 | 4, 0) => run.get(2..).unwrap_or_default(),
            (1, 1) | (2, 0) => run,
            _ => &[],
        };
        changes(run, Version::Word97).for_each(|change| style.apply(change));
        at += 2 + len + len % 2;
    }
    (style, base)
}
