//! Automatic list numbers: what the lists of a document say, counted paragraph by paragraph.
//!
//! In: the lists ([`List`]) and their uses ([`Use`], LFO in `.doc`, `\ls` in RTF), then the paragraphs of lists in the
//! order of the document. Out: the [`Label`] of each. Uses of one list count on together; a use may start a level anew,
//! once, and change its form. A level begins again after a higher one, unless it says otherwise. A higher level that has
//! not come yet stands at its first number from then on.

use super::super::list_number::{NumberFormat, labelled, printed};
use std::collections::{HashMap, HashSet};

/// Levels of a list.
pub(in super::super) const LEVELS: usize = 9;
/// Longest label, in characters, and most labels of a document: beyond, no honest list goes.
const LONGEST: usize = 40;
const MOST: usize = 200_000;

/// One level of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in super::super) struct Level {
    /// Its first number.
    pub start: u32,
    /// How it writes its number.
    pub format: NumberFormat,
    /// The label.
    pub text: Vec<Part>,
    /// Only levels above this one let it begin again; all where none.
    pub restarts_below: Option<u8>,
    /// Whether the numbers of other levels are Arabic in its label.
    pub legal: bool,
    /// Whether nothing stands between label and paragraph.
    pub close: bool,
    /// Whether it is counted and not shown.
    pub hidden: bool,
}

/// A piece of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Part {
    /// A character.
    Sign(char),
    /// The number of a level, from 0.
    Number(u8),
}

/// A list.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct List {
    /// One level or nine.
    pub levels: Vec<Level>,
}

/// A use of a list.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Use {
    /// The index of the list; none where there is no such list.
    pub list: Option<usize>,
    /// What it changes, level by level.
    pub changes: Vec<(u8, Change)>,
}

/// What a use changes on a level.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Change {
    /// It begins anew with this number.
    pub start: Option<u32>,
    /// It looks like this.
    pub level: Option<Level>,
}

/// A label as printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in super::super) struct Label {
    /// Its words; may be empty.
    pub words: String,
    /// As in [`Level::close`].
    pub close: bool,
}

impl Label {
    /// The label, and what follows it in its paragraph.
    pub fn before(&self, text: &str) -> String {
        let text = text.trim_start_matches([' ', '\n', '\t']);
        // Blanks at the end of a label are part of what is printed.
        let words = self.words.trim_end();
        let blanks = self
            .words
            .get(words.len()..)
            .filter(|_| !text.is_empty())
            .unwrap_or_default();
        let text = format!("{blanks}{text}");
        let close = self.close || words.ends_with('—') || text.starts_with(char::is_whitespace);
        labelled(words, close, &text)
    }
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(in super::super) struct Lists {
    lists: Vec<List>,
    /// Their uses by number.
    uses: HashMap<i32, Use>,
    /// The number that each level of a list stands at.
    counts: HashMap<usize, [Option<u32>; LEVELS]>,
    /// Uses and levels that have begun anew.
    begun: HashSet<(i32, u8)>,
    given: usize,
}

impl Lists {
    /// The lists of a document and their uses by number.
    pub fn new(lists: Vec<List>, uses: HashMap<i32, Use>) -> Self {
        Self {
            lists,
            uses,
            ..Self::default()
        }
    }

    /// The label of the next paragraph of a list; none where the document does not say how it looks.
    pub fn next(&mut self, number: i32, level: u8) -> Option<Label> {
        if self.given >= MOST {
            return None;
        }
        let used = self.uses.get(&number)?;
        let list = used.list?;
        let levels = &self.lists.get(list)?.levels;
        let at = usize::from(level);
        let shape = |at: usize| {
            let changed = used.changes.iter().find(|(level, _)| usize::from(*level) == at);
            changed
                .and_then(|(_, change)| change.level.as_ref())
                .or_else(|| levels.get(at))
        };
        let own = shape(at)?;
        self.given += 1;

        let anew = |level: u8| {
            let changed = used.changes.iter().find(|(changed, _)| *changed == level);
            changed.and_then(|(_, change)| change.start)
        };
        let first = |level: u8| {
            anew(level)
                .or_else(|| shape(level.into()).map(|level| level.start))
                .unwrap_or(1)
        };
        let counts = self.counts.entry(list).or_default();
        for (above, count) in (0..level).zip(counts.iter_mut()) {
            count.get_or_insert_with(|| first(above));
        }
        let start = anew(level).filter(|_| self.begun.insert((number, level)));
        let count = counts.get_mut(at)?;
        *count = Some(match (start, *count) {
            (Some(start), _) => start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => first(level),
        });
        for (lower, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let limit = shape(lower).and_then(|level| level.restarts_below);
            if limit.is_none_or(|limit| level < limit) {
                *count = None;
            }
        }
        if own.hidden {
            return Some(Label::default());
        }

        let mut words = String::new();
        for part in own.text.iter().take(LONGEST) {
            match *part {
                Part::Sign(sign) => words.push(sign),
                Part::Number(other) if other <= level => {
                    let value = counts.get(usize::from(other)).copied().flatten();
                    let Some((shape, value)) = shape(other.into()).zip(value) else {
                        continue;
                    };
                    let format = match shape.format {
                        format @ (NumberFormat::Bullet | NumberFormat::None | NumberFormat::DecimalZero) => format,
                        _ if own.legal => NumberFormat::Decimal,
                        format => format,
                    };
                    words.push_str(&printed(format, value));
                }
                Part::Number(_) => {}
            }
        }
        if own.format == NumberFormat::Bullet {
            words = sign(&words);
        }
        Some(Label {
            words: words.chars().take(LONGEST).collect(),
            close: own.close,
        })
    }

    /// Begins to count anew, for a text of its own.
    pub fn restart(&mut self) {
        self.counts.clear();
        self.begun.clear();
    }
}

/// A bullet: signs of fonts of symbols, which are private characters or the letters of another font, are `•`.
fn sign(words: &str) -> String {
    let words = words.trim();
    let mut signs = words.chars();
    match (signs.next(), signs.next()) {
        (Some('\u{E000}'..='\u{F8FF}'), None) => "•".to_owned(),
        (Some(sign), None) if sign <= '\u{FF}' && !"-*+>~#".contains(sign) => "•".to_owned(),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(format: &str, text: &str) -> Level {
        Level {
            start: 1,
            format: NumberFormat::of_name(format),
            text: text
                .chars()
                .map(|c| match c {
                    '0'..='8' => Part::Number(c as u8 - b'0'),
                    _ => Part::Sign(c),
                })
                .collect(),
            ..Level::default()
        }
    }

    fn lists() -> Lists {
        let levels = vec![
            level("chineseCountingThousand", "0、"),
            level("chineseCountingThousand", "（1）"),
            level("decimal", "2."),
        ];
        let with = |changes| Use { list: Some(0), changes };
        Lists {
            lists: vec![List { levels }],
            uses: [
                (1, with(vec![])),
                (
                    2,
                    with(vec![(
                        0,
                        Change {
                            start: Some(5),
                            level: None,
                        },
                    )]),
                ),
                (
                    3,
                    with(vec![(
                        1,
                        Change {
                            start: None,
                            level: Some(Level {
                                legal: true,
                                ..level("decimal", "0.1")
                            }),
                        },
                    )]),
                ),
            ]
            .into(),
            ..Lists::default()
        }
    }

    #[track_caller]
    fn check(lists: &mut Lists, number: i32, level: u8, words: &str) {
        assert_eq!(lists.next(number, level).unwrap().words, words);
    }

    #[test]
    fn lower_levels_begin_again() {
        let mut lists = lists();
        for (level, words) in [
            (0, "一、"),
            (1, "（一）"),
            (2, "1."),
            (2, "2."),
            (1, "（二）"),
            (2, "1."),
            (0, "二、"),
            (1, "（一）"),
        ] {
            check(&mut lists, 1, level, words);
        }
    }

    #[test]
    fn uses_count_on_together_and_begin_anew_once() {
        let mut lists = lists();
        check(&mut lists, 1, 0, "一、");
        check(&mut lists, 2, 0, "五、");
        check(&mut lists, 2, 0, "六、");
        check(&mut lists, 1, 0, "七、");
        check(&mut lists, 3, 1, "7.1");
        assert!(lists.next(9, 0).is_none() && lists.next(1, 7).is_none());
    }

    #[test]
    fn a_level_may_go_on_after_a_higher_one() {
        let mut lists = lists();
        lists.lists[0].levels[1].restarts_below = Some(0);
        check(&mut lists, 1, 1, "（一）");
        check(&mut lists, 1, 0, "二、");
        check(&mut lists, 1, 1, "（二）");
        lists.restart();
        check(&mut lists, 1, 1, "（一）");
    }

    #[test]
    fn labels_stand_before_their_text() {
        for (words, close, text, line) in [
            ("一、", false, " 总体要求", "一、总体要求"),
            ("1. ", false, "甲", "1. 甲"),
            ("（1） ", true, "甲", "（1） 甲"),
            ("3.", false, "", "3."),
            ("", false, "甲", "甲"),
        ] {
            let words = words.to_owned();
            assert_eq!(Label { words, close }.before(text), line);
        }
        assert_eq!(
            (sign("\u{F06C}"), sign("o"), sign("●")),
            ("•".into(), "•".into(), "●".into())
        );
    }
}
