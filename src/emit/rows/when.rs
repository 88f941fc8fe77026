//! 完成时限, 截止日期 and 频次 of one row.
//!
//! In: an item with its deadlines. Out: words and one day. Days are Beijing calendar days, the last one included.
//! Not decided here: what a deadline means; only how it is shown.

use crate::model::{Deadline, DeadlineKind, Recurrence, RecurrenceUnit, TaskItem};
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Longest name of a work in brackets, in characters: what still reads as a name.
const WORK_CHARS: usize = 14;

/// The day for 截止日期.
pub(super) struct Due {
    /// The item's only last day, or the earliest of several.
    pub day: Option<Date>,
    /// There were several.
    pub several: bool,
}

/// The earliest last day that the item itself states; only where it states none, the earliest that it inherits.
pub(super) fn due(item: &TaskItem) -> Due {
    let ends = |inherited| -> BTreeSet<Date> {
        item.deadlines
            .iter()
            .filter(|d| d.inherited == inherited)
            .filter_map(|d| d.end)
            .collect()
    };
    let own = ends(false);
    let days = if own.is_empty() { ends(true) } else { own };
    Due {
        day: days.first().copied(),
        several: days.len() > 1,
    }
}

/// 完成时限: every expression but pure recurrences, which are 频次.
pub(super) fn due_words(item: &TaskItem) -> String {
    let bounds = |d: &Deadline| !is_frequency(d) || d.start.is_some() || d.end.is_some();
    with_works(item, bounds, |d| d.text.trim().into())
}

/// 频次: every recurrence, in words.
pub(super) fn frequency(item: &TaskItem) -> String {
    with_works(item, is_frequency, |d| {
        d.recurrence
            .as_ref()
            .map_or(d.text.trim().into(), |r| in_words(r, &d.text).into())
    })
}

fn is_frequency(deadline: &Deadline) -> bool {
    deadline.kind == DeadlineKind::Recurring || deadline.recurrence.is_some()
}

/// The chosen deadlines as `say` puts them; where there are several, each names its work.
fn with_works<'a>(
    item: &'a TaskItem,
    choose: impl Fn(&Deadline) -> bool,
    say: impl Fn(&'a Deadline) -> Cow<'a, str>,
) -> String {
    let mut said: Vec<(Cow<'a, str>, Option<&'a str>)> = Vec::new();
    for deadline in item.deadlines.iter().filter(|d| choose(d)) {
        let work = deadline
            .action
            .and_then(|i| item.actions.get(i))
            .and_then(|action| work(&action.text, &deadline.text));
        let entry = (say(deadline), work);
        if !entry.0.is_empty() && !said.contains(&entry) {
            said.push(entry);
        }
    }
    let several = said.len() > 1;
    let mut words = String::new();
    for (text, work) in said {
        if !words.is_empty() {
            words.push('；');
        }
        words.push_str(&text);
        if let Some(work) = work.filter(|_| several) {
            words.push('(');
            match work.char_indices().nth(WORK_CHARS) {
                Some((cut, _)) => words.extend([&work[..cut], "…"]),
                None => words.push_str(work),
            }
            words.push(')');
        }
    }
    words
}

/// The name of a work: the demand's first clause that is not the deadline itself.
fn work<'a>(action: &'a str, deadline: &str) -> Option<&'a str> {
    let after = match action.find(deadline) {
        Some(at) if !deadline.is_empty() => &action[at + deadline.len()..],
        _ => action,
    };
    let clause = |text: &'a str| {
        text.split(['，', ',', '。', '；', ';', '：', ':', '\n'])
            .map(str::trim)
            .find(|c| !c.is_empty())
    };
    clause(after).or_else(|| clause(action))
}

/// `每季度至少1次`; without a count where the text has none (`每月调度` is `每月`).
fn in_words(recurrence: &Recurrence, text: &str) -> String {
    let Recurrence { times, every, unit, .. } = *recurrence;
    let span = match (unit, every) {
        (RecurrenceUnit::Day, 1) => "每日".to_owned(),
        (RecurrenceUnit::Week, 1) => "每周".to_owned(),
        (RecurrenceUnit::Month, 1) => "每月".to_owned(),
        (RecurrenceUnit::Quarter, 1) => "每季度".to_owned(),
        (RecurrenceUnit::HalfYear, 1) => "每半年".to_owned(),
        (RecurrenceUnit::Year, 1) => "每年".to_owned(),
        (RecurrenceUnit::Day, n) => format!("每{n}天"),
        (RecurrenceUnit::Week, n) => format!("每{n}周"),
        (RecurrenceUnit::Month, n) => format!("每{n}个月"),
        (RecurrenceUnit::Quarter, n) => format!("每{n}个季度"),
        (RecurrenceUnit::HalfYear, n) => format!("每{n}个半年"),
        (RecurrenceUnit::Year, n) => format!("每{n}年"),
    };
    let counted = text.chars().find(|c| ['次', '轮', '遍', '回', '期', '场'].contains(c));
    if counted.is_none() && times == 1 {
        return span;
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let bound = if has(&["至少", "不少于", "不低于", "以上"]) {
        "至少"
    } else if has(&["不超过", "不多于", "至多", "最多", "以内"]) {
        "至多"
    } else {
        ""
    };
    format!("{span}{bound}{times}{}", counted.unwrap_or('次'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;
    use jiff::civil::date;

    #[test]
    fn recurrences_are_said_in_words() {
        let cases = [
            ("每季度至少召开1次", 1, 1, RecurrenceUnit::Quarter, "每季度至少1次"),
            ("每月调度", 1, 1, RecurrenceUnit::Month, "每月"),
            ("每三年开展一轮", 1, 3, RecurrenceUnit::Year, "每3年1轮"),
            ("每年不少于两次", 2, 1, RecurrenceUnit::Year, "每年至少2次"),
            ("每周最多2次", 2, 1, RecurrenceUnit::Week, "每周至多2次"),
            ("半年报送两份材料", 2, 1, RecurrenceUnit::HalfYear, "每半年2次"),
            ("每两个月一期", 1, 2, RecurrenceUnit::Month, "每2个月1期"),
        ];
        for (text, times, every, unit, words) in cases {
            assert_eq!(
                in_words(
                    &Recurrence {
                        times,
                        every,
                        unit,
                        rrule: None
                    },
                    text
                ),
                words,
                "{text}"
            );
        }
    }

    #[test]
    fn a_work_is_named_by_the_clause_that_is_not_the_deadline() {
        assert_eq!(work("3月15日前制定实施方案,并报备", "3月15日前"), Some("制定实施方案"));
        assert_eq!(work("3月15日前，制定方案", "3月15日前"), Some("制定方案"));
        assert_eq!(work("制定方案，报送时间为3月15日前", "3月15日前"), Some("制定方案"));
        assert_eq!(work("", ""), None);
    }

    #[test]
    fn own_last_days_go_before_inherited_ones() {
        let mut item = sample::list().items.swap_remove(1);
        assert_eq!(due(&item).day, Some(date(2023, 3, 15)));
        item.deadlines[0].inherited = true;
        assert_eq!(due(&item).day, Some(date(2023, 4, 30)));
        assert!(!due(&item).several);
        item.deadlines[1].end = None;
        assert_eq!(due(&item).day, Some(date(2023, 3, 15)));
    }
}
