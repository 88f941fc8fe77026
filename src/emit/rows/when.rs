//! 完成时限, 截止日期 and 频次 of one row.
//!
//! In: an item with its deadlines. Out: words and one day. Days are Beijing calendar days, the last one included.
//! Not decided here: what a deadline means; only how it is shown.

use crate::model::{Deadline, DeadlineKind, Recurrence, RecurrenceUnit, TaskItem};
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

/// Longest name of a work in brackets, in characters: what still reads as a name.
const WORK_CHARS: usize = 18;
/// Longest recurrence that is quoted, in characters.
const QUOTED_CHARS: usize = 16;
/// After so many deadlines of one item no more are looked up in its text: no reader would get there, and each look-up
/// may read the whole text.
const MANY: usize = 200;
/// How many of the deadlines that follow are looked for beside one.
const NEAR: usize = 3;
/// Where a clause ends.
const ENDS: [char; 11] = ['，', ',', '。', '；', ';', '：', ':', '\n', '(', ')', '（'];

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
    let mut seen = HashSet::new();
    for (index, deadline) in item.deadlines.iter().enumerate().filter(|(_, d)| choose(d)) {
        let next = &item.deadlines[index + 1..];
        let many = index >= MANY;
        let action = deadline.action.and_then(|i| item.actions.get(i));
        let work = match action {
            Some(action) => work(&action.text, &deadline.text, next).or_else(|| first_clause(&action.text)),
            // Not tied to a demand: the words beside it in the notice name the work all the same.
            None if deadline.inherited || many => None,
            None => work(&item.text, &deadline.text, next),
        };
        let entry = (say(deadline), work);
        if !entry.0.is_empty() && seen.insert(entry.clone()) {
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

/// The name of the work that a deadline belongs to: what follows it in its clause, else what precedes it there, else
/// the next clause. None where the deadline is not found or stands alone. `next` are the deadlines after it: one that
/// follows at once shares the work (`6月10日前、12月10日前报送`), one further on ends it.
fn work<'a>(text: &'a str, deadline: &str, next: &[Deadline]) -> Option<&'a str> {
    // `4月` is not found in `4月20日前`.
    let whole = |at: &usize| !text[at + deadline.len()..].starts_with(|c: char| c.is_ascii_digit());
    let mut places = text.match_indices(deadline).map(|(at, _)| at);
    let at = places.find(whole).filter(|_| !deadline.is_empty())?;
    let (head, tail) = (&text[..at], &text[at + deadline.len()..]);
    let end = tail.find(ENDS).unwrap_or(tail.len());
    let mut after = &tail[..end];
    for next in next
        .iter()
        .take(NEAR)
        .map(|d| d.text.as_str())
        .filter(|text| !text.is_empty())
    {
        let links = ['、', '和', '与', '及', '于', '在', '自', ' '];
        match after.find(next) {
            Some(at) if after[..at].trim_matches(links).is_empty() => after = &after[at + next.len()..],
            Some(at) => after = after[..at].trim_end_matches(links),
            None => {}
        }
    }
    let after = after.trim();
    if is_name(after) {
        return Some(after);
    }
    let before = head.rfind(ENDS).map_or(head, |at| {
        let mark = head[at..].chars().next().map_or(0, char::len_utf8);
        &head[at + mark..]
    });
    let before = before
        .trim()
        .trim_end_matches(['于', '在', '自', '应', '须', '要', '至', '迟']);
    if is_name(before) && !before.ends_with(['为', '是']) {
        return Some(before);
    }
    tail[end..].strip_prefix(['，', ',']).and_then(first_clause)
}

fn first_clause(text: &str) -> Option<&str> {
    text.split(ENDS).map(str::trim).find(|clause| is_name(clause))
}

fn is_name(words: &str) -> bool {
    words.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some()
}

/// `每季度至少1次`; without a count where the text has none (`每月调度` is `每月`); a day within the span is quoted
/// (`每月25日前`).
pub(crate) fn in_words(recurrence: &Recurrence, text: &str) -> String {
    let quoted = text.trim().trim_start_matches(['于', '在']);
    if quoted.starts_with('每') && has_day(quoted) && quoted.chars().count() <= QUOTED_CHARS {
        return quoted.to_owned();
    }
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

/// Whether a recurrence names a day within its span: `每月25日前`, `每年6月底`, `每周五`.
fn has_day(text: &str) -> bool {
    let weekday = |(at, _): (usize, &str)| {
        let mut rest = text[at..].chars().skip(1);
        rest.next().is_some_and(|c| "一二三四五六日天".contains(c))
            && !rest
                .next()
                .is_some_and(|c| ['次', '轮', '遍', '回', '期', '场'].contains(&c))
    };
    text.contains(['前', '底', '末', '初', '旬']) || text.match_indices('周').any(weekday)
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
            ("每月25日前", 1, 1, RecurrenceUnit::Month, "每月25日前"),
            ("于每年9月底前", 1, 1, RecurrenceUnit::Year, "每年9月底前"),
            ("每周五", 1, 1, RecurrenceUnit::Week, "每周五"),
            ("每周一次", 1, 1, RecurrenceUnit::Week, "每周1次"),
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
    fn a_work_is_named_by_the_words_beside_the_deadline() {
        let cases = [
            ("3月15日前制定实施方案,并报备", "3月15日前", Some("制定实施方案")),
            ("3月15日前，制定方案", "3月15日前", Some("制定方案")),
            (
                "设化验室，对出厂水每日检验1次，其他工程每季度1次",
                "每日检验1次",
                Some("对出厂水"),
            ),
            ("制定方案，报送时间为3月15日前", "3月15日前", None),
            ("动员阶段(4月底)。召开会议", "4月底", None),
            ("动员。4月20日前上报，4月完成", "4月", Some("完成")),
            ("", "", None),
        ];
        for (text, deadline, name) in cases {
            assert_eq!(work(text, deadline, &[]), name, "{text}");
        }
        let mut next = sample::list().items.swap_remove(1).deadlines;
        next.truncate(1);
        "12月5日前".clone_into(&mut next[0].text);
        let text = "6月5日前、12月5日前报送总结";
        assert_eq!(work(text, "6月5日前", &next), Some("报送总结"));
        assert_eq!(
            work("6月5日前完成一半、12月5日前完成", "6月5日前", &next),
            Some("完成一半")
        );
        assert_eq!(first_clause("制定方案，报送"), Some("制定方案"));
        "11月底前".clone_into(&mut next[0].text);
        assert_eq!(
            work("2022年度建设任务于11月底前分解", "2022年度", &next),
            Some("建设任务")
        );
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
