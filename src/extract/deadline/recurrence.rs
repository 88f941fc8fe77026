//! Recurrences with 每: `每季度至少召开1次`, `每月25日前`, `每年春、秋两季`, `季度终了后10日内`. The text reaches to the count
//! where that follows; a count later in the clause still gives `times`. The cycle of a rate (`每人每月500元`) is one too.
//! Those without 每 are read in [`super::short_form`]. Not read: `每次`, `每户`, `定期`.

use super::Make;
use super::frequency::{Cycle, cycle};
use super::occurrence::{another_day, clock, closing_days, count, days_of, named_day, seasons, span_end};
use super::scene::{Bound, Reading, Scene};
use crate::extract::rules::Rule;
use crate::model::{ByteSpan, DeadlineKind, RecurrenceUnit};
use regex_automata::meta::Regex;
use std::sync::LazyLock;

pub(super) const RULES: &[Rule<Make>] = &[
    Rule {
        id: "deadline.recurrence.every",
        example: "每季度至少召开1次",
        pattern: "每(?:间?隔|逢)?<n>?个?(?:半个?月|<unit>)",
        production: every,
    },
    Rule {
        id: "deadline.recurrence.hours",
        example: "每2小时巡坝1次",
        pattern: "每(?:间?隔)?<n>?个?小时",
        production: hours,
    },
    Rule {
        id: "deadline.recurrence.night",
        example: "每晚10时后抽查",
        pattern: "每[晚夜晨](?:<clock>)?(?:之?[前后])?",
        production: night,
    },
    Rule {
        id: "deadline.recurrence.closing",
        example: "季度终了后10日内",
        pattern: "(?:半年|季度?|(?:财政|会计|预算)?年度?|月度?|学[期年])(?:终了|终结|结束|度?终)?(?:之日起|后)(?:的?第?)(?:<n>个?(?:工作[日天]|[日天]|月)(?:之内|以内|内)|(?:<d>+月|[次首]月)?<d>+日(?:之前|以前|前))",
        production: closing,
    },
];

/// Whether a count behind `between` belongs to the frequency: `每学期组织应急演练至少2次`. Where more stands between, or
/// whom it is done to (`每年对设施检修两次`), the text keeps the frequency only, and the count is a goal of its own.
fn is_near(between: &str) -> bool {
    const NEAR: usize = 11;
    let lead = ["至少", "不少于", "不低于", "不得少于"];
    let work = lead.iter().fold(between, |work, word| work.trim_end_matches(word));
    work.chars().count() <= NEAR && !work.contains(['对', '的', '(', '向', '为', '由'])
}

/// `每…`.
fn every(scene: &Scene) -> Reading {
    let (before, after) = (scene.before(), scene.after());
    if scene.in_title() || scene.is_background() || is_no_frequency(scene.words(), before, after) {
        return Reading::Nothing;
    }
    let words = scene.words();
    let rest = words
        .trim_start_matches('每')
        .trim_start_matches(['间', '隔', '逢', '一']);
    let mut end = scene.span.end;
    let Some((cycle, _)) = cycle(rest).or_else(|| cycle(words.trim_start_matches('每'))) else {
        return Reading::Bound(Bound::open(DeadlineKind::Recurring, scene.span));
    };
    let mut by = None;
    let mut times = 1;
    let mut named = 0;
    if let Some((length, rule)) = named_day(cycle, after) {
        end += length;
        by = rule;
        named = 1;
        // 每月10日、25日前: more days of the same cycle. Each day of 每年1月15日、7月15日前 bounds work of its own.
        while !(cycle.unit == RecurrenceUnit::Year && scene.text[..end].ends_with(['前', '底', '末', '日', '号']))
            && let Some(more) = another_day(cycle, &scene.text[end..scene.piece.end])
        {
            end += more;
            named += 1;
            by = None;
        }
        times = named;
        end += span_end(&scene.text[end..scene.piece.end]);
    } else if let Some(length) = closing_days(after) {
        end += length;
    } else if let Some(length) = yearly_span(cycle, after) {
        end += length;
    } else if let Some((seasons, length)) = seasons(cycle, after) {
        end += length;
        times = seasons;
    } else if let Some((days, length)) = days_of(cycle, after) {
        end += length;
        times = days;
    }
    // 每年11月1日起至次年4月30日止的期间 is a definition; 每年9月的全国质量月期间 is when the work is done.
    if let Some(what) = scene.text[end..scene.piece.end]
        .trim_start_matches('止')
        .strip_prefix('的')
        && end > scene.span.end
        && named > 0
        && !is_occasion(before, what)
    {
        return Reading::Nothing;
    }
    end += clock(&scene.text[end..scene.piece.end]);
    let tail = &scene.text[end..scene.piece.end];
    // 每年4月组织义诊3场次以上: that many in the month, which comes once.
    let once = |count: u32| named == 1 && count > 1 && cycle.unit == RecurrenceUnit::Year;
    if let Some((count, from, to)) = count(tail)
        && is_near(&tail[..from])
        && !once(count)
    {
        // 每年1月、7月各通报一次: so often on each.
        times = if named > 1 && tail.starts_with(['各', '分']) {
            times * count
        } else if named > 1 && count == 1 {
            times
        } else {
            count
        };
        end += to;
    }
    let mut bound = Bound::open(DeadlineKind::Recurring, ByteSpan::new(scene.span.start, end));
    bound.recurrence = Some(cycle.recurrence(times, by.as_deref()));
    Reading::Bound(bound)
}

/// `每2小时巡坝1次`: twelve times a day. Only with its count: `每小时换气量不少于6次` is a rate.
fn hours(scene: &Scene) -> Reading {
    if scene.in_title() || scene.is_background() {
        return Reading::Nothing;
    }
    let every = scene.words().trim_start_matches(['每', '间', '隔']);
    let every = crate::extract::number::scan(every).map_or(1.0, |(number, _)| number.value);
    let tail = &scene.text[scene.span.end..scene.piece.end];
    let Some((count, from, to)) = count(tail).filter(|(_, from, _)| is_near(&tail[..*from])) else {
        return Reading::Nothing;
    };
    let rate = tail[..from].contains(['量', '率', '费', '数']);
    // Checked: whole and small, so the cast is exact.
    if rate || !(1.0..=24.0).contains(&every) || 24.0 % every != 0.0 {
        return Reading::Nothing;
    }
    let times = (24.0 / every) as u32 * count;
    let span = ByteSpan::new(scene.span.start, scene.span.end + to);
    daily(span, times)
}

/// `每晚22时后随机抽查`.
fn night(scene: &Scene) -> Reading {
    if scene.in_title() || scene.is_background() {
        return Reading::Nothing;
    }
    daily(scene.span, 1)
}

fn daily(span: ByteSpan, times: u32) -> Reading {
    let mut bound = Bound::open(DeadlineKind::Recurring, span);
    bound.recurrence = cycle("天").map(|(cycle, _)| cycle.recurrence(times, None));
    Reading::Bound(bound)
}

/// `2至4月` and `封山期(10月15日至次年3月20日)` behind `每年`: their length in bytes.
fn yearly_span(cycle: Cycle, after: &str) -> Option<usize> {
    static SPAN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            "^(?:[0-9]{1,2}月?[至到—-][0-9]{1,2}月|[一二三四五六七八九十]{1,2}月?[至到—-][一二三四五六七八九十]{1,2}月|\\p{Han}{1,6}[期季节月]\\([^()\n]{2,30}[月日]\\))",
        )
        .expect("a constant, compiled by the tests")
    });
    if cycle.unit != RecurrenceUnit::Year || cycle.every != 1 {
        return None;
    }
    // A numeral stands in front, or a bracket behind seven characters at most.
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if !after.starts_with(numeral) && after.chars().take(8).all(|c| c != '(') {
        return None;
    }
    SPAN.find(after).map(|found| found.end())
}

/// Whether 每 and its unit name no frequency of work: `每天24小时`, `家庭每月人均收入低于…的`, `每两年为一个考核期`.
fn is_no_frequency(words: &str, before: &str, after: &str) -> bool {
    const NEAR: usize = 40;
    let end = after.char_indices().nth(NEAR).map_or(after.len(), |(at, _)| at);
    let after = &after[..end];
    // 按每年1万元的标准退还: how much is to be paid back.
    // “采暖季”是指每年11月15日至次年3月15日: a definition.
    if before.ends_with('指') || counts_people(after) {
        return true;
    }
    let refund = before.ends_with('按') && after.contains("标准退还");
    if refund
        || before.ends_with('/')
        || after.starts_with("24小时")
        || after.starts_with("为一")
        || after.starts_with("都是")
    {
        return true;
    }
    // 每人每天100元, 每月1000元: a rate of pay; 每年500万元 is given every year.
    if is_sum(after) && (words.ends_with(['天', '日', '月']) || words.ends_with('年') && per_head(before)) {
        return true;
    }
    // 每人每日用水量, 供水量达每日5万吨: how much comes to each day; 每户每天走访1次 is done so often.
    if words.ends_with(['日', '天'])
        && (per_head(before) && count(after).is_none()
            || ["达", "达到", "为", "至", "到"]
                .iter()
                .any(|verb| before.ends_with(verb)))
    {
        return true;
    }
    // A rate of income or consumption in a condition.
    after.starts_with("人均收入")
        || after.starts_with("人均纯收入")
        || after.starts_with("发生") && after.contains('的')
}

/// Whether the words end with those of whom or what each gets something: `每户`, `每公顷`.
fn per_head(before: &str) -> bool {
    const HEADS: [&str; 12] = [
        "每人",
        "每户",
        "每亩",
        "每公顷",
        "每名",
        "每头",
        "每只",
        "每吨",
        "每件",
        "每床",
        "每生",
        "每平方米",
    ];
    let of = ["居民", "老人", "学生", "职工"]
        .iter()
        .find_map(|of| before.strip_suffix(of));
    let before = of.unwrap_or(before);
    HEADS.iter().any(|head| before.ends_with(head))
}

/// Whether a sum of money follows directly.
fn is_sum(after: &str) -> bool {
    let number = after.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    number.len() < after.len() && number.trim_start_matches(['万', '千', '百', '余']).starts_with('元')
}

/// Whether what follows a frequency counts the people who keep it: `每周阅读不少于5小时的学生比例`. A count of the work itself
/// (`每年组织不少于3次的演练`) has no people behind it.
fn counts_people(after: &str) -> bool {
    static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            "^[^,，。;；\n]*?[0-9一二两三四五六七八九十百千万]个?(?:小时|分钟|次|步|天|日|公里|册|本|场|课时|学时|篇|元)(?:及?以[上下内])?的[^,，。;；、的\n]{0,6}\
             (?:比例|占比|比重|人数|人口|居民|学生|老人|党员|职工|农户|家庭|青少年|读者|人群|人员)",
        )
        .expect("a constant, compiled by the tests")
    });
    after.contains('的') && PEOPLE.is_match(after)
}

/// Whether the words after `每年9月的` name an occasion on which work is done: `全国质量月期间`, and what 利用 or 结合 governs.
fn is_occasion(before: &str, what: &str) -> bool {
    const LONGEST: usize = 14;
    let end = what.char_indices().nth(LONGEST).map_or(what.len(), |(at, _)| at);
    let near = &what[..end];
    let near = &near[..near.find(['，', ',', '。', ';', '；', '\n']).unwrap_or(near.len())];
    near.find("期间").is_some_and(|at| at > 0)
        || ["利用", "结合", "借助", "依托", "抓住"]
            .iter()
            .any(|word| before.ends_with(word))
            && near.contains(['月', '周', '日', '节'])
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
    if scene.in_title() || scene.narrates_near() {
        return Reading::Nothing;
    }
    let Some((cycle, _)) = cycle(scene.words()) else {
        return Reading::Nothing;
    };
    let mut bound = Bound::open(DeadlineKind::Recurring, scene.span);
    bound.recurrence = Some(cycle.recurrence(1, None));
    Reading::Bound(bound)
}

impl Scene<'_> {
    /// `bound`, where it names months of a year that a recurrence of the same sentence has made every year:
    /// `每年4月至6月…,9月至11月…`.
    pub fn again_each_year(&self, bound: Bound) -> Bound {
        let words = bound.span.of(self.text);
        let yearly = bound.inferred
            && words.contains('月')
            && !words.contains("本月")
            && self.since_last().is_some_and(|(last, _)| {
                let said = last.span.of(self.text);
                last.kind == DeadlineKind::Recurring && said.starts_with("每年") && said.contains('月')
            });
        if !yearly {
            return bound;
        }
        Bound {
            recurrence: cycle("年").map(|(cycle, _)| cycle.recurrence(1, None)),
            ..Bound::open(DeadlineKind::Recurring, bound.span)
        }
    }

    /// Narration, by the words that cannot stand beside a demand that recurs.
    pub fn is_background(&self) -> bool {
        let sentence = self.sentence();
        sentence.contains("以来")
            || ["都", "均", "仅", "约"]
                .iter()
                .any(|word| self.after().starts_with(word))
                && self.narrates()
    }
}
