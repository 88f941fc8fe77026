//! The words behind a cycle: a named day (`每月25日前`), a clock, the span that a day begins, the count of occurrences,
//! the days after its close (`终了后10日内`), and the amounts that make it a rate (`每月500元`). Every function gets the
//! text behind the cycle and gives lengths in bytes of it.

use super::REVIEW;
use super::frequency::Cycle;
use super::partial::{Part, Partial};
use crate::extract::number;
use crate::model::RecurrenceUnit;

/// Measure words of occurrences.
const OCCURRENCES: &[&str] = &[
    "次", "轮", "遍", "回", "场", "期", "例", "批次", "轮次", "场次", "趟", "批", "堂", "讲", "班次", "航次", "班",
];

/// `5天` behind `每周`: on so many days of the cycle; the number and its length in bytes.
pub(super) fn days_of(cycle: Cycle, after: &str) -> Option<(u32, usize)> {
    let most = match cycle.unit {
        RecurrenceUnit::Week => 7.0,
        RecurrenceUnit::Month => 31.0,
        _ => return None,
    };
    let lead = ["至少", "不少于", "不低于"]
        .iter()
        .find(|word| after.starts_with(**word))
        .map_or(0, |word| word.len());
    let (number, length) = number::scan(&after[lead..])?;
    let rest = &after[lead + length..];
    let unit = ['天', '日'].into_iter().find(|unit| rest.starts_with(*unit))?;
    let days = (1.0..=most).contains(&number.value) && number.value.fract() == 0.0 && cycle.every == 1;
    days.then_some((number.value as u32, lead + length + unit.len_utf8()))
}

/// Seasons and feasts behind a cycle: `春、秋两季`, `汛期前`, `开学前`, `年终`; how many times they come and the length in bytes.
pub(super) fn seasons(cycle: Cycle, after: &str) -> Option<(u32, usize)> {
    const NAMES: [&str; 35] = [
        "主汛期",
        "汛期",
        "入汛",
        "春节",
        "元旦",
        "国庆节",
        "国庆",
        "清明节",
        "清明",
        "中秋节",
        "中秋",
        "端午节",
        "端午",
        "劳动节",
        "“五一”",
        "五一",
        "开学",
        "新学期开学",
        "供暖期",
        "采暖期",
        "供暖季",
        "采暖季",
        "入冬",
        "冬季",
        "雨季",
        "高考",
        "暑假",
        "寒假",
        "寒暑假",
        "春耕",
        "秋收",
        "防火期",
        "期末",
        "结束",
        "放假",
    ];
    let rest = after.trim_start_matches('的');
    let skipped = after.len() - rest.len();
    if cycle.unit == RecurrenceUnit::Year {
        for (word, times) in [
            ("春、秋两季", 2),
            ("春秋两季", 2),
            ("春、秋二季", 2),
            ("春秋二季", 2),
            ("春秋季", 2),
            ("春季、秋季", 2),
            ("春季和秋季", 2),
            ("夏秋两季", 2),
            ("夏、秋两季", 2),
            ("冬春两季", 2),
            ("冬、春两季", 2),
            ("春夏秋三季", 3),
            ("春季", 1),
            ("夏季", 1),
            ("秋季", 1),
            ("冬春季节", 1),
            ("冬春季", 1),
            ("年终", 1),
            ("岁末", 1),
        ] {
            if let Some(tail) = rest.strip_prefix(word) {
                let before = if tail.starts_with('前') { '前'.len_utf8() } else { 0 };
                return Some((times, skipped + word.len() + before));
            }
        }
    }
    let name = NAMES.iter().find(|name| rest.starts_with(**name))?;
    let tail = &rest[name.len()..];
    let came = ["来临", "到来", "开始", "结束"]
        .iter()
        .find(|word| tail.starts_with(**word))
        .map_or(0, |word| word.len());
    let before = ["之前", "以前", "前", "期间", "后"]
        .iter()
        .find(|word| tail[came..].starts_with(**word))?;
    (!tail[came + before.len()..].starts_with('后')).then_some((1, skipped + name.len() + came + before.len()))
}

/// The end of a span that a day of the cycle begins: `至次年4月30日` behind `每年11月1日`; zero where none.
pub(super) fn span_end(rest: &str) -> usize {
    let mark = rest
        .trim_start_matches('起')
        .trim_start_matches(['至', '到', '—', '-', '~', '～']);
    if mark.len() == rest.trim_start_matches('起').len() {
        return 0;
    }
    let date = ["次年", "翌年", "第二年", "次月", "当月"]
        .iter()
        .find_map(|word| mark.strip_prefix(word))
        .unwrap_or(mark);
    match Partial::scan(date, false) {
        Some((found, length)) if found.year.is_none() => rest.len() - date.len() + length,
        _ => 0,
    }
}

/// `终了后10日内` behind a cycle: its length in bytes, none for other words.
pub(super) fn closing_days(rest: &str) -> Option<usize> {
    // 每季结束之次月15日前: the next month needs no 后.
    let closes = |word: &str, rest: &str| !word.is_empty() && rest.trim_start_matches('之').starts_with(['次', '下']);
    let head = [
        "终了",
        "终结",
        "结束",
        "届满",
        "期满",
        "度终了",
        "度结束",
        "开始",
        "开学",
        "",
    ]
    .iter()
    .find_map(|word| {
        rest.strip_prefix(word)
            .filter(|rest| rest.starts_with(['后', '前']) || rest.starts_with("之日起") || closes(word, rest))
    })?;
    let head = ["之日起", "后", "前", "之"]
        .iter()
        .find_map(|word| head.strip_prefix(word))
        .unwrap_or(head);
    // 结束后次月8日前
    let next = head.strip_prefix("的").unwrap_or(head);
    if let Some(next) = ["次月", "下月", "次季度首月", "次年1月"]
        .iter()
        .find_map(|word| next.strip_prefix(word))
    {
        let (_, length) = number::scan(next)?;
        let tail = next[length..].strip_prefix(['日', '号'])?;
        let tail = ["之前", "以前", "前"].iter().find_map(|word| tail.strip_prefix(word))?;
        return Some(rest.len() - tail.len());
    }
    let (_, length) = number::scan(head)?;
    let unit = head[length..].trim_start_matches('个');
    let tail = ["工作日", "工作天", "日", "天", "月"]
        .iter()
        .find_map(|word| unit.strip_prefix(word))?;
    let tail = ["之内", "以内", "内"].iter().find_map(|word| tail.strip_prefix(word))?;
    Some(rest.len() - tail.len())
}

/// A clock and 前 behind a cycle or a day: `17时前`, `下班前`; zero where none.
pub(super) fn clock(rest: &str) -> usize {
    let digits = |words: &str| words.bytes().take_while(u8::is_ascii_digit).count();
    let mut tail = rest;
    for word in ["上午", "下午", "中午", "晚上", "晚", "凌晨", "早上", "早"] {
        if let Some(after) = tail.strip_prefix(word) {
            tail = after;
            break;
        }
    }
    let hours = digits(tail);
    if (1..=2).contains(&hours) {
        tail = &tail[hours..];
        if let Some(after) = tail.strip_prefix(':') {
            tail = &after[digits(after)..];
        } else if let Some(after) = tail.strip_prefix(['时', '点']) {
            let minutes = digits(after);
            tail = after[minutes..]
                .strip_prefix('分')
                .or(after.strip_prefix('半'))
                .unwrap_or(after);
        } else {
            return 0;
        }
    } else if let Some(after) = tail.strip_prefix("下班") {
        tail = after;
    } else {
        return 0;
    }
    let tail = ["之前", "以前", "前"]
        .iter()
        .find_map(|word| tail.strip_prefix(word))
        .unwrap_or(tail);
    rest.len() - tail.len()
}

/// Another day of the same cycle behind an `and`: `、25日前`; its length in bytes.
pub(super) fn another_day(cycle: Cycle, rest: &str) -> Option<usize> {
    let head = rest.strip_prefix(['、', '和', '及'])?;
    let (length, _) = named_day(cycle, head.strip_prefix('周').unwrap_or(head))?;
    let week = if head.starts_with('周') { '周'.len_utf8() } else { 0 };
    Some(rest.len() - head.len() + week + length)
}

/// The first count of occurrences in the clause at the head of `tail`: value, start and end in bytes.
pub(super) fn count(tail: &str) -> Option<(u32, usize, usize)> {
    let clause = &tail[..tail.find(['，', ',', '。', ';', '；', '\n']).unwrap_or(tail.len())];
    let clause = &clause[..clause.find('每').unwrap_or(clause.len())];
    let mut skip = 0;
    for (at, _) in clause.char_indices() {
        if at < skip {
            continue;
        }
        let Some((number, length)) = number::scan(&clause[at..]) else {
            continue;
        };
        skip = at + length;
        let rest = &clause[skip..];
        let lead = &clause[..at];
        if lead.ends_with(['第', '·', '.'])
            || lead.ends_with("连续")
            || lead.ends_with("累计")
            || lead.ends_with("任意")
        {
            continue;
        }
        // 1—2次: the lower number counts.
        let (rest, extra) = match rest.strip_prefix(['-', '—', '–', '~', '～', '至', '到']) {
            Some(after) => match number::scan(after.trim_start_matches('—')) {
                Some((_, more)) => {
                    let dash = rest.len() - after.trim_start_matches('—').len();
                    (&rest[dash + more..], dash + more)
                }
                None => (rest, 0),
            },
            None => (rest, 0),
        };
        // 每月一调度: the count stands before the verb.
        if at == 0
            && let Some(verb) = REVIEW.split('|').chain(["报"]).find(|verb| rest.starts_with(verb))
        {
            return Some((number.value as u32, at, skip + verb.len()));
        }
        let Some(word) = OCCURRENCES.iter().find(|word| rest.starts_with(**word)) else {
            continue;
        };
        if *word == "班" && rest[word.len()..].starts_with(['子', '组', '级', '学', '人', '主', '岗', '倒', '制'])
            || rest[word.len()..].starts_with(['性', '地', '所', '馆', '待', '限', '间', '货'])
            || number.value < 1.0
            || number.value > 366.0
        {
            continue;
        }
        return Some((number.value as u32, at, skip + extra + word.len()));
    }
    None
}

/// `第一周`, `第1个工作日`, `最后一个工作日`: its length in bytes.
fn nth_day(rest: &str) -> Option<usize> {
    let head = ["第", "最后", "首", "前"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))?;
    let (_, length) = number::scan(head)?;
    let unit = head[length..].trim_start_matches('个');
    let tail = ["工作日", "工作天", "星期", "周"]
        .iter()
        .find_map(|word| unit.strip_prefix(word))?;
    let tail = tail
        .strip_prefix(['一', '二', '三', '四', '五', '六', '日'])
        .unwrap_or(tail);
    // 每月首五个工作日内, 每月前5个工作日内
    let tail = ["之内", "以内", "内"]
        .iter()
        .find_map(|word| tail.strip_prefix(word))
        .unwrap_or(tail);
    Some(rest.len() - tail.len())
}

/// A day named after the frequency (`每月25日前`, `每季度末月25日前`, `每年6月底前`, `每周五前`): its length in bytes and
/// the BY-part of the rule, none where the words name no single day.
pub(super) fn named_day(cycle: Cycle, after: &str) -> Option<(usize, Option<String>)> {
    let rest = after.strip_prefix('的').unwrap_or(after);
    // 每月月底, 每周周五, 每季季末: the unit said twice.
    let twice = match cycle.unit {
        RecurrenceUnit::Month => rest
            .strip_prefix('月')
            .filter(|rest| rest.starts_with(['底', '末', '初'])),
        RecurrenceUnit::Week => rest.strip_prefix('周').or_else(|| rest.strip_prefix("星期")),
        RecurrenceUnit::Quarter => rest.strip_prefix("季度").or_else(|| rest.strip_prefix('季')),
        _ => None,
    };
    let rest = twice.unwrap_or(rest);
    let skipped = after.len() - rest.len();
    let (length, by) = match cycle.unit {
        RecurrenceUnit::Month => {
            if rest.starts_with('底') || rest.starts_with('末') {
                ('底'.len_utf8(), Some("BYMONTHDAY=-1".to_owned()))
            } else if rest.starts_with('初') {
                ('初'.len_utf8(), None)
            } else if let Some(third) = ["上旬", "中旬", "下旬"].iter().find(|third| rest.starts_with(**third)) {
                (third.len(), None)
            } else if let Some(length) = nth_day(rest) {
                (length, None)
            } else {
                let (date, length) =
                    Partial::scan(rest, false).filter(|(date, _)| date.month.is_none() && date.year.is_none())?;
                (
                    length,
                    Some(format!("BYMONTHDAY={}", date.day.filter(|day| (1..=31).contains(day))?)),
                )
            }
        }
        RecurrenceUnit::Quarter => {
            if let Some(length) = nth_day(rest) {
                return Some((skipped + length, None));
            }
            let (head, months) = [
                ("末月", "3,6,9,12"),
                ("末个月", "3,6,9,12"),
                ("最后一个月", "3,6,9,12"),
                ("末", "3,6,9,12"),
                ("底", "3,6,9,12"),
                ("首月", "1,4,7,10"),
                ("首个月", "1,4,7,10"),
                ("第一个月", "1,4,7,10"),
                ("第1个月", "1,4,7,10"),
                ("第三个月", "3,6,9,12"),
                ("第3个月", "3,6,9,12"),
                ("最后1个月", "3,6,9,12"),
            ]
            .into_iter()
            .find(|(head, _)| rest.starts_with(head))?;
            let (day, length) = match Partial::scan(&rest[head.len()..], false) {
                Some((date, length)) if date.day.is_some() && date.month.is_none() => (date.day.map(i64::from), length),
                _ if !head.contains('月') => (Some(-1), 0),
                _ => (None, 0),
            };
            (
                head.len() + length,
                day.map(|day| format!("BYMONTH={months};BYMONTHDAY={day}")),
            )
        }
        RecurrenceUnit::Year => {
            if rest.starts_with(['底', '末']) {
                let tail = if rest['底'.len_utf8()..].starts_with('前') {
                    '前'.len_utf8()
                } else {
                    0
                };
                return Some((
                    skipped + '底'.len_utf8() + tail,
                    Some("BYMONTH=12;BYMONTHDAY=-1".to_owned()),
                ));
            }
            let (date, length) = Partial::scan(rest, false).filter(|(date, _)| date.year.is_none())?;
            let by = match (date.month, date.day, date.part) {
                (Some(month), Some(day), _) => Some(format!("BYMONTH={month};BYMONTHDAY={day}")),
                (Some(month), None, Part::End) => Some(format!("BYMONTH={month};BYMONTHDAY=-1")),
                (None, None, Part::End) => Some("BYMONTH=12;BYMONTHDAY=-1".to_owned()),
                _ => None,
            };
            (length, by)
        }
        RecurrenceUnit::Week => {
            let (day, code) = [
                ("一", "MO"),
                ("二", "TU"),
                ("三", "WE"),
                ("四", "TH"),
                ("五", "FR"),
                ("六", "SA"),
                ("日", "SU"),
            ]
            .into_iter()
            .find(|(day, _)| rest.starts_with(day))?;
            // 每周一次, 每周三次: a count, not a day.
            let tail = &rest[day.len()..];
            let paper = tail == "报"
                || ["报,", "报，", "报、", "报。", "报;", "报制"]
                    .iter()
                    .any(|word| tail.starts_with(word));
            if OCCURRENCES.iter().any(|word| tail.starts_with(word)) || tail.starts_with('个') || paper {
                return None;
            }
            (day.len(), Some(format!("BYDAY={code}")))
        }
        RecurrenceUnit::HalfYear => {
            let length = rest.starts_with(['底', '末']).then_some('底'.len_utf8())?;
            (length, Some("BYMONTH=6,12;BYMONTHDAY=-1".to_owned()))
        }
        RecurrenceUnit::Day => return None,
    };
    let tail = &rest[length..];
    let before = ["之前", "以前", "或之前", "或以前", "前"]
        .iter()
        .find(|word| tail.starts_with(**word) && !tail.starts_with("前后"))
        .map_or(0, |word| word.len());
    Some((skipped + length + before, by))
}
