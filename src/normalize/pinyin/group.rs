//! Reads one bracketed group of pinyin: `(huì)`, `[hui4]`, `(fú yú)`, `(ZHÒNG)`. In: text from the bracket on; out:
//! its length in bytes and what its letters show. Whether it is a gloss is decided over the whole document.

use super::super::class::is_blank;
use super::syllable::{RUN_MAX, count, is_tone_mark, letter};

/// Most characters between the brackets: eight syllables with marks and blanks.
const GROUP_MAX: usize = 64;

/// How a group shows its tones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// `huì`: no other writing looks so.
    Marked,
    /// `hui4`
    Digit,
    /// `hui`
    Plain,
}

/// A run of legal syllables in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    /// Bytes, brackets included.
    pub length: usize,
    /// Number of syllables, from 1.
    pub syllables: usize,
    /// Tones.
    pub tone: Tone,
    /// Number of letters.
    pub letters: usize,
    /// All letters are capitals, as in an abbreviation.
    pub capitals: bool,
    /// A number made of the letters, to tell groups apart.
    pub key: u64,
}

/// Letters up to a blank, mark or digit.
struct Run {
    letters: [u8; RUN_MAX],
    length: usize,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            letters: [0; RUN_MAX],
            length: 0,
        }
    }
}

impl Run {
    fn letters(&self) -> &[u8] {
        &self.letters[..self.length]
    }

    fn is_empty(&self) -> bool {
        self.length == 0
    }

    fn clear(&mut self) {
        self.length = 0;
    }

    /// Adds a letter; none where the run is full.
    fn push(&mut self, letter: u8) -> Option<()> {
        *self.letters.get_mut(self.length)? = letter;
        self.length += 1;
        Some(())
    }

    /// Turns a final `u` into `ü`.
    fn make_umlaut(&mut self) -> bool {
        match self.letters[..self.length].last_mut() {
            Some(last) if *last == b'u' => {
                *last = b'v';
                true
            }
            _ => false,
        }
    }
}

/// The group that `text` opens with: any character, then syllables, then a closing bracket.
pub(super) fn group(text: &str) -> Option<Group> {
    let open = text.chars().next()?;
    let mut run = Run::default();
    let (mut syllables, mut letters, mut capitals, mut key) = (0, 0, 0, 0_u64);
    let mut tone = Tone::Plain;
    for (at, c) in text.char_indices().skip(1).take(GROUP_MAX) {
        if let Some((plain, marked)) = letter(c) {
            run.push(plain)?;
            letters += 1;
            capitals += usize::from(c.is_uppercase());
            key = key.wrapping_mul(31).wrapping_add(u64::from(plain));
            if marked {
                tone = Tone::Marked;
            }
        } else if is_tone_mark(c) && !run.is_empty() {
            tone = Tone::Marked;
        } else if c == '\u{308}' && run.make_umlaut() {
        } else if matches!(c, '0'..='5') && !run.is_empty() {
            syllables += count(run.letters())?;
            run.clear();
            if tone == Tone::Plain {
                tone = Tone::Digit;
            }
        } else if c == '\n' {
            // A page width may break a line inside a group, even inside a syllable.
        } else if is_blank(c) || matches!(c, '\'' | '’' | '-' | '·') {
            if !run.is_empty() {
                syllables += count(run.letters())?;
                run.clear();
            }
        } else if c == ')' && open != '[' || c == ']' && open != '(' {
            if !run.is_empty() {
                syllables += count(run.letters())?;
            }
            let found = Group {
                length: at + 1,
                syllables,
                tone,
                letters,
                capitals: capitals == letters,
                key,
            };
            return (letters > 0).then_some(found);
        } else {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups() {
        for (text, syllables, tone) in [
            ("(huì)議", 1, Tone::Marked),
            ("[huì]", 1, Tone::Marked),
            ("( huì )", 1, Tone::Marked),
            ("(hui\u{300})", 1, Tone::Marked),
            ("(hui4)", 1, Tone::Digit),
            ("(hui)", 1, Tone::Plain),
            ("(HUÌ)", 1, Tone::Marked),
            ("(fú yú)", 2, Tone::Marked),
            ("(fúyú)", 2, Tone::Marked),
            ("(zhong1guo2)", 2, Tone::Digit),
            ("(lǜ)", 1, Tone::Marked),
            ("(lv)", 1, Tone::Plain),
            ("(nü)", 1, Tone::Plain),
            ("(ɡuɑ̄n)", 1, Tone::Marked),
            ("(xī'ān)", 2, Tone::Marked),
            ("(hu\nì)", 1, Tone::Marked),
        ] {
            let found = group(text).map(|g| (g.syllables, g.tone));
            assert_eq!(found, Some((syllables, tone)), "{text}");
        }
        for text in [
            "(PM2.5)",
            "(GIS)",
            "(一)",
            "(1)",
            "()",
            "(hui",
            "(hui]",
            "[hui)",
            "(huì议)",
            "(4)",
        ] {
            assert_eq!(group(text), None, "{text}");
        }
        assert!(group("(AI)").is_some_and(|g| g.capitals));
    }
}
