//! Recurrences: `每季度至少召开1次`, `一月一调度`, `按月通报`, `每月25日前`. The text reaches to the count where that
//! follows; a count later in the clause still gives `times`. Not read: rates (`每人每月500元`), `逐年`, `定期`.

use super::frequency::{Cycle, cycle};
use super::partial::{Part, Partial};
use super::scene::{Bound, Reading, Scene};
use super::{Make, REVIEW};
use crate::extract::number;
use crate::extract::rules::Rule;
use crate::model::{ByteSpan, DeadlineKind, RecurrenceUnit};

pub(super) const RULES: &[Rule<Make>] = &[
    Rule {
        id: "deadline.recurrence.every",
        example: "每季度至少召开1次",
        pattern: "每[隔逢]?<n>?个?(?:半个?月|<unit>)",
        production: every,
    },
    Rule {
        id: "deadline.recurrence.closing",
        example: "季度终了后10日内",
        pattern: "(?:半年|季度?|年度?|月度?|学[期年])(?:终了|结束|度?终)?(?:之日起|后)(?:的?第?)<n>个?(?:工作日|[日天]|月)(?:之内|以内|内)",
        production: closing,
    },
    Rule {
        id: "deadline.recurrence.halves",
        example: "上、下半年各1次",
        pattern: "上半?年?[、和]?下半年(?:分别)?(?:至少)?(?:各|均)",
        production: halves,
    },
    Rule {
        id: "deadline.recurrence.alternate",
        example: "隔年开展",
        pattern: "隔[年月周](?:<review>|[一1]次|[开组进实])",
        production: alternate,
    },
    Rule {
        id: "deadline.recurrence.cycle-review",
        example: "一月一调度",
        pattern: "(?:[一1两2三3]?个?(?:日|天|周|旬|月|季度?|年)|半年|半月)[一1两2三3](?:<review>|次|轮|遍)",
        production: review,
    },
    Rule {
        id: "deadline.recurrence.cycle-count",
        example: "两年至少一次",
        pattern: "(?:[一1两2三3四4五5六6]?个?(?:周|月|季度|年)|半年)(?:至少|不少于|不低于)?(?:<n>)(?:次|轮|遍)",
        production: review,
    },
    Rule {
        id: "deadline.recurrence.count-per",
        example: "4次/年",
        pattern: "(?:至少|不少于|不低于)?(?:<n>)次[/／每](?:年|季度|季|月|周|天|日)",
        production: per,
    },
    Rule {
        id: "deadline.recurrence.by-unit",
        example: "按月通报",
        pattern: "(?:按|逐)(?:季度|季|月|周|旬|半年|日)|按(?:年度?|天)(?:考核|评估|评价|通报|报告|上报|报送|填报|统计|测算|下达|调度|检查|审计|公布)",
        production: by_unit,
    },
    Rule {
        id: "deadline.recurrence.unit-review",
        example: "实行月调度",
        pattern: "(?:[、，,;；(“]|实行|执行|落实|建立|坚持|实施|健全|完善|采取|严格|推行)(?:日|周|旬|月|季度?|半年|年)(?:<review>)",
        production: unit_review,
    },
];

/// Words that may stand between a frequency and its count; more than this and the text keeps the frequency only.
const NEAR: usize = 6;
/// Measure words of occurrences.
const OCCURRENCES: &[&str] = &["次", "轮", "遍", "回", "场", "期", "例", "批次"];

/// `每…`.
fn every(scene: &Scene) -> Reading {
    let (before, after) = (scene.before(), scene.after());
    let per_head =
        before.chars().rev().nth(1) == Some('每') || before.ends_with(['/', '元', '人', '户']) && before.contains('每');
    if scene.in_title() || per_head || scene.is_background() || is_rate(after) {
        return Reading::Nothing;
    }
    let words = scene.words();
    let rest = words.trim_start_matches('每').trim_start_matches(['隔', '逢']);
    let mut end = scene.span.end;
    let Some((cycle, _)) = cycle(rest) else {
        return Reading::Bound(Bound::open(DeadlineKind::Recurring, scene.span));
    };
    let mut by = None;
    let mut times = 1;
    if let Some((length, rule)) = named_day(cycle, after) {
        end += length;
        by = rule;
        // 每月10日、25日前: more days of the same cycle.
        while let Some(more) = another_day(cycle, &scene.text[end..scene.piece.end]) {
            end += more;
            times += 1;
            by = None;
        }
        end += span_end(&scene.text[end..scene.piece.end]);
    } else if let Some(length) = closing_days(after) {
        end += length;
    }
    end += clock(&scene.text[end..scene.piece.end]);
    let tail = &scene.text[end..scene.piece.end];
    if let Some((count, from, to)) = count(tail) {
        times = count;
        if tail[..from].chars().count() <= NEAR && !tail[..from].contains(['对', '的', '(', '向', '为']) {
            end += to;
        }
    }
    let mut bound = Bound::open(DeadlineKind::Recurring, ByteSpan::new(scene.span.start, end));
    bound.recurrence = Some(cycle.recurrence(times, by.as_deref()));
    Reading::Bound(bound)
}

/// `每月500元`, `每天24小时`, `每年为5%`: rates, not frequencies of work.
fn is_rate(after: &str) -> bool {
    if after.starts_with("人均") || after.starts_with("户均") || after.starts_with("平均") || after.starts_with("最高")
    {
        return true;
    }
    let amount = ["为", "不低于", "不少于", "不超过", "至少", "最多", "约"]
        .iter()
        .find_map(|word| after.strip_prefix(word))
        .unwrap_or(after);
    number::scan(amount).is_some_and(|(number, length)| {
        let rest = &amount[length..];
        rest.starts_with(['元', '度', '人', '吨'])
            || rest.starts_with("小时")
            || rest.starts_with("万元")
            || after.starts_with('为') && (rest.starts_with('%') || number.kind != number::Kind::Plain)
    })
}

/// The end of a span that a day of the cycle begins: `至次年4月30日` behind `每年11月1日`; zero where none.
fn span_end(rest: &str) -> usize {
    let mark = rest.trim_start_matches(['至', '到', '—', '-', '~', '～']);
    if mark.len() == rest.len() {
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
fn closing_days(rest: &str) -> Option<usize> {
    let head = ["终了", "结束", "度终了", "度结束", ""].iter().find_map(|word| {
        rest.strip_prefix(word)
            .filter(|rest| rest.starts_with('后') || rest.starts_with("之日起"))
    })?;
    let head = head.strip_prefix('后').or_else(|| head.strip_prefix("之日起"))?;
    let (_, length) = number::scan(head)?;
    let unit = head[length..].trim_start_matches('个');
    let tail = ["工作日", "日", "天", "月"]
        .iter()
        .find_map(|word| unit.strip_prefix(word))?;
    let tail = ["之内", "以内", "内"].iter().find_map(|word| tail.strip_prefix(word))?;
    Some(rest.len() - tail.len())
}

/// A clock and 前 behind a cycle or a day: `17时前`, `下班前`; zero where none.
fn clock(rest: &str) -> usize {
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
fn another_day(cycle: Cycle, rest: &str) -> Option<usize> {
    let head = rest.strip_prefix(['、', '和', '及'])?;
    let (length, _) = named_day(cycle, head.strip_prefix('周').unwrap_or(head))?;
    let week = if head.starts_with('周') { '周'.len_utf8() } else { 0 };
    Some(rest.len() - head.len() + week + length)
}

/// `季后10日内`, `年度终了后3个月内`: once in the cycle that ends.
fn closing(scene: &Scene) -> Reading {
    let before = scene.before();
    // 满半年后30日内: one event, not a cycle.
    if before.ends_with(|c: char| c.is_numeric() || "一二三四五六七八九十两几多半满个当该次本上下前今明去".contains(c))
    {
        let words = scene.words();
        let skip = words.find('后').map(|at| at + '后'.len_utf8());
        let skip = skip.or_else(|| words.find('起').map(|at| at + '起'.len_utf8()));
        return skip.map_or(Reading::Nothing, |skip| {
            super::duration::within(&Scene {
                span: ByteSpan::new(scene.span.start + skip, scene.span.end),
                ..*scene
            })
        });
    }
    if scene.in_title() || scene.narrates() {
        return Reading::Nothing;
    }
    let Some((cycle, _)) = cycle(scene.words()) else {
        return Reading::Nothing;
    };
    let mut bound = Bound::open(DeadlineKind::Recurring, scene.span);
    bound.recurrence = Some(cycle.recurrence(1, None));
    Reading::Bound(bound)
}

/// `上、下半年各1次`.
fn halves(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates() {
        return Reading::Nothing;
    }
    let (times, length) = match count(scene.after()) {
        Some((count, 0, to)) => (count, to),
        Some((count, ..)) => (count, 0),
        None => (1, 0),
    };
    let Some((cycle, _)) = cycle("半年") else {
        return Reading::Nothing;
    };
    let span = ByteSpan::new(scene.span.start, scene.span.end + length);
    let mut bound = Bound::open(DeadlineKind::Recurring, span);
    bound.recurrence = Some(cycle.recurrence(times, None));
    Reading::Bound(bound)
}

/// `隔年开展`: every second one. What the pattern needs to see behind it is not part of the text.
fn alternate(scene: &Scene) -> Reading {
    let before = scene.before();
    if scene.in_title() || before.ends_with(['间', '阻', '相', '每', '分']) {
        return Reading::Nothing;
    }
    let words = &scene.words()['隔'.len_utf8()..];
    let Some((cycle, length)) = cycle(words) else {
        return Reading::Nothing;
    };
    let span = ByteSpan::new(scene.span.start, scene.span.start + '隔'.len_utf8() + length);
    let mut bound = Bound::open(DeadlineKind::Recurring, span);
    bound.recurrence = Some(Cycle { every: 2, ..cycle }.recurrence(1, None));
    Reading::Bound(bound)
}

/// `一月一调度`, `半年一次`, `两年至少一次`.
fn review(scene: &Scene) -> Reading {
    let before = scene.before();
    if scene.in_title() || scene.is_background() {
        return Reading::Nothing;
    }
    if before.ends_with(|c: char| {
        c.is_ascii_digit() || "第每一二三四五六七八九十两几近上下本当个多同半去今.—-至".contains(c)
    }) {
        return Reading::Nothing;
    }
    let words = scene.words();
    let Some((cycle, length)) = cycle(words) else {
        return Reading::Nothing;
    };
    let rest = words[length..]
        .trim_start_matches("至少")
        .trim_start_matches("不少于")
        .trim_start_matches("不低于");
    let times = number::scan(rest).map_or(1, |(number, _)| number.value as u32);
    let after = scene.after();
    if after.starts_with('性') || times > 31 {
        return Reading::Nothing;
    }
    let mut bound = Bound::open(DeadlineKind::Recurring, scene.span);
    bound.recurrence = Some(cycle.recurrence(times, None));
    Reading::Bound(bound)
}

/// `4次/年`.
fn per(scene: &Scene) -> Reading {
    let words = scene.words();
    let Some(unit) = words.rfind(['/', '／', '每']) else {
        return Reading::Nothing;
    };
    let unit_words = words[unit..].trim_start_matches(['/', '／', '每']);
    let count = words
        .find(|c: char| number::scan(&c.to_string()).is_some())
        .and_then(|at| number::scan(&words[at..]));
    match (cycle(unit_words), count) {
        (Some((cycle, _)), Some((number, _))) if !scene.in_title() && !scene.is_background() => {
            let mut bound = Bound::open(DeadlineKind::Recurring, scene.span);
            bound.recurrence = Some(cycle.recurrence(number.value as u32, None));
            Reading::Bound(bound)
        }
        _ => Reading::Nothing,
    }
}

/// `按月`, `逐季`.
fn by_unit(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates() {
        return Reading::Nothing;
    }
    let words = scene.words();
    // 按月份, 按周边, 按季节, 按日常: other words.
    if scene
        .after()
        .starts_with(['份', '边', '节', '期', '龄', '岁', '租', '常', '照', '均', '计'])
        && !words.ends_with('度')
    {
        return Reading::Nothing;
    }
    let Some((cycle, _)) = cycle(words.trim_start_matches(['按', '逐'])) else {
        return Reading::Nothing;
    };
    let mut bound = Bound::open(DeadlineKind::Recurring, scene.span);
    bound.recurrence = Some(cycle.recurrence(1, None));
    Reading::Bound(bound)
}

/// `实行月调度、季通报`: the leading word or mark is not part of the text.
fn unit_review(scene: &Scene) -> Reading {
    let words = scene.words();
    let Some(at) = words
        .find(['日', '周', '旬', '月', '季', '半', '年'])
        .filter(|_| !scene.in_title())
    else {
        return Reading::Nothing;
    };
    let Some((cycle, _)) = cycle(&words[at..]) else {
        return Reading::Nothing;
    };
    // 建立月通报制度,每月5日前通报…: the name of a system whose times the sentence spells out.
    let spelled = scene
        .after()
        .find(['。', ';', '；', '\n'])
        .map_or(scene.after(), |stop| &scene.after()[..stop]);
    if spelled
        .split('每')
        .skip(1)
        .any(|rest| self::cycle(rest).is_some_and(|(found, _)| found == cycle))
    {
        return Reading::Nothing;
    }
    let mut bound = Bound::open(
        DeadlineKind::Recurring,
        ByteSpan::new(scene.span.start + at, scene.span.end),
    );
    bound.recurrence = Some(cycle.recurrence(1, None));
    Reading::Bound(bound)
}

impl Scene<'_> {
    /// Narration, by the words that cannot stand beside a demand that recurs.
    fn is_background(&self) -> bool {
        let sentence = self.sentence();
        sentence.contains("以来")
            || ["都", "均", "仅", "约"]
                .iter()
                .any(|word| self.after().starts_with(word))
                && self.narrates()
    }
}

/// The first count of occurrences in the clause at the head of `tail`: value, start and end in bytes.
fn count(tail: &str) -> Option<(u32, usize, usize)> {
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
            && let Some(verb) = REVIEW.split('|').find(|verb| rest.starts_with(verb))
        {
            return Some((number.value as u32, at, skip + verb.len()));
        }
        let Some(word) = OCCURRENCES.iter().find(|word| rest.starts_with(**word)) else {
            continue;
        };
        if rest[word.len()..].starts_with(['性', '地', '所', '馆', '待', '限', '间', '货'])
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
    let head = rest.strip_prefix('第').or_else(|| rest.strip_prefix("最后"))?;
    let (_, length) = number::scan(head)?;
    let unit = head[length..].trim_start_matches('个');
    let tail = ["工作日", "星期", "周"]
        .iter()
        .find_map(|word| unit.strip_prefix(word))?;
    let tail = tail
        .strip_prefix(['一', '二', '三', '四', '五', '六', '日'])
        .unwrap_or(tail);
    Some(rest.len() - tail.len())
}

/// A day named after the frequency (`每月25日前`, `每季度末月25日前`, `每年6月底前`, `每周五前`): its length in bytes and
/// the BY-part of the rule, none where the words name no single day.
fn named_day(cycle: Cycle, after: &str) -> Option<(usize, Option<String>)> {
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
            let (head, months) = [
                ("末月", "3,6,9,12"),
                ("末个月", "3,6,9,12"),
                ("最后一个月", "3,6,9,12"),
                ("末", "3,6,9,12"),
                ("底", "3,6,9,12"),
                ("首月", "1,4,7,10"),
                ("首个月", "1,4,7,10"),
                ("第一个月", "1,4,7,10"),
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
            if OCCURRENCES.iter().any(|word| rest[day.len()..].starts_with(word)) || rest[day.len()..].starts_with('个')
            {
                return None;
            }
            (day.len(), Some(format!("BYDAY={code}")))
        }
        RecurrenceUnit::Day | RecurrenceUnit::HalfYear => return None,
    };
    let tail = &rest[length..];
    let before = ["之前", "以前", "前"]
        .iter()
        .find(|word| tail.starts_with(**word))
        .map_or(0, |word| word.len());
    Some((skipped + length + before, by))
}
