//! The running numbers of lists, and labels made of them.
//!
//! In: paragraph by paragraph the list and level of each numbered one. Out: its [`Label`] as Word prints it. A story
//! (the body, or all text boxes) has counters of its own, as in Word.

use super::numbering::{LEVELS, Level, List};
use crate::read::list_number::{NumberFormat, printed};
use std::collections::{HashMap, HashSet};

/// The counters of one story.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// By [`List::counters`]: the last number of each level, none before its first item and after a restart.
    values: HashMap<i32, [Option<u32>; LEVELS]>,
    /// Lists and levels that have started anew at the number they set themselves: they do so once.
    restarted: HashSet<(i32, u8)>,
}

/// What stands before the text of a paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// As printed; may be empty.
    pub text: String,
    /// Whether a tab or a blank parts it from the text.
    pub gap: bool,
}

impl Counters {
    /// Counts one paragraph of the list with identifier `id`. None where the list has no such level.
    pub fn next(&mut self, id: i32, list: &List<'_>, at: u8) -> Option<Label> {
        let level = list.level(at)?;
        let place = usize::from(at);
        let values = self.values.entry(list.counters).or_default();
        let start = |of: u8| {
            let own = list.restarts_at(of);
            own.or_else(|| list.level(of).map(|level| level.start)).unwrap_or(1)
        };
        // Levels above that had no item yet stand at their first number from now on.
        for (above, value) in (0..at).zip(values.iter_mut()) {
            value.get_or_insert_with(|| start(above));
        }
        for (below, value) in (0_u8..).zip(values.iter_mut()).skip(place + 1) {
            let restart = list.level(below).and_then(|level| level.restart).unwrap_or(below);
            if at < restart {
                *value = None;
            }
        }
        let anew = list.restarts_at(at).filter(|_| self.restarted.insert((id, at)));
        let value = values.get_mut(place)?;
        *value = Some(match (anew, *value) {
            (Some(number), _) => number,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => start(at),
        });
        let values = *values;
        if level.hidden {
            return Some(Label::default());
        }
        if level.format == NumberFormat::Bullet {
            return Some(Label {
                text: sign(&level.pattern),
                gap: level.gap,
            });
        }
        let number = |of: u8| {
            let value = values.get(usize::from(of)).copied().flatten()?;
            Some(figure(list.level(of)?, value, level.legal))
        };
        Some(Label {
            text: fill(&level.pattern, |of| (of <= at).then(|| number(of)).flatten()),
            gap: level.gap,
        })
    }
}

impl Label {
    /// A label that the file has in words.
    pub fn noted(words: &str) -> Self {
        let mut chars = words.trim().chars();
        let is_number = chars.next().is_some_and(char::is_alphanumeric);
        Self {
            // Letters alone may be numbers; `·` and private characters are bullets.
            text: if is_number { words.to_owned() } else { sign(words) },
            gap: true,
        }
    }
}

/// The number of one level. `legal` levels show all numbers in Arabic figures.
fn figure(level: &Level, value: u32, legal: bool) -> String {
    match level.format {
        NumberFormat::None | NumberFormat::Bullet => String::new(),
        NumberFormat::Decimal => format!("{value:0width$}", width = level.digits),
        NumberFormat::DecimalZero => printed(NumberFormat::DecimalZero, value),
        _ if legal => value.to_string(),
        format => printed(format, value),
    }
}

/// Replaces `%1` to `%9` in a pattern; `number` counts levels from 0.
fn fill(pattern: &str, number: impl Fn(u8) -> Option<String>) -> String {
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        let level = chars
            .peek()
            .and_then(|next| next.to_digit(10))
            .filter(|level| *level > 0);
        match level.filter(|_| c == '%') {
            Some(level) => {
                chars.next();
                out.push_str(&number(level as u8 - 1).unwrap_or_default());
            }
            None => out.push(c),
        }
    }
    out
}

/// What a bullet prints. Fonts of signs have their own meanings for letters and for private characters; which one does
/// not matter: it is a bullet. Some write words (`注：`) where a bullet stands.
fn sign(pattern: &str) -> String {
    let pattern = pattern.trim();
    let mut chars = pattern.chars();
    match (chars.next(), chars.next()) {
        (None, _) => String::new(),
        (Some(c), None) if is_of_sign_font(c) => "•".to_owned(),
        _ => pattern.to_owned(),
    }
}

fn is_of_sign_font(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}') || c <= '\u{FF}' && !"-*+>~#".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_filled_level_by_level() {
        let number = |of: u8| Some((of + 1).to_string()).filter(|_| of < 3);
        for (pattern, label) in [
            ("%1、", "1、"),
            ("第%1章", "第1章"),
            ("%1.%2.%3", "1.2.3"),
            ("%9%%", "%%"),
            ("100%", "100%"),
            ("%0", "%0"),
            ("", ""),
        ] {
            assert_eq!(fill(pattern, number), label, "{pattern}");
        }
    }

    #[test]
    fn signs_of_sign_fonts_are_bullets() {
        for (pattern, label) in [
            ("\u{F06C}", "•"),
            ("o", "•"),
            ("·", "•"),
            ("●", "●"),
            ("——", "——"),
            ("-", "-"),
            ("注：", "注："),
            (" ", ""),
        ] {
            assert_eq!(sign(pattern), label, "{pattern}");
        }
    }
}
