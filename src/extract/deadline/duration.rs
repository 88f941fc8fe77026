//! Durations: `事故结案后一年内`, `收到通知后5日内`, `自印发之日起30日内`, `3年内`. Counted from the day of issue they end on
//! a date (the first day is not counted, Civil Code art. 201); counted from anything else, or in working days, they
//! stay open. Not read: properties (`有效期3年`, `毕业两年内的`) and conditions (`三年内发生两次的`).

use super::Make;
use super::scene::{Bound, Reading, Scene};
use crate::extract::number;
use crate::extract::rules::Rule;
use crate::model::{ByteSpan, DeadlineKind};
use jiff::{Span, civil::Date};

pub(super) const RULES: &[Rule<Make>] = &[
    Rule {
        id: "deadline.duration.within",
        example: "收到通知后5日内",
        pattern: "(?:<n>)(?:<to><n>)?个?(?:<unit>|小时|分钟)(?:之内|以内|内)",
        production: within,
    },
    Rule {
        id: "deadline.duration.using",
        example: "用3年左右时间",
        pattern: "(?:利?用|经过|通过)<n>(?:<to><n>)?个?(?:年|月|季度|周|天|日)(?:左右)?的?(?:左右)?(?:的?时间|的?努力)|(?:今后|未来)<n>(?:<to><n>)?个?[年月](?:时间)?内?",
        production: using,
    },
    Rule {
        id: "deadline.duration.limit",
        example: "限期30日",
        pattern: "限(?:期|时)?(?:于|在)?<n>个?(?:工作日|小时|<unit>)(?:之内|以内|内)?",
        production: limit,
    },
    Rule {
        id: "deadline.duration.ahead",
        example: "提前5个工作日",
        pattern: "提前(?:至少)?<n>个?(?:工作日|日|天|周|月|小时)",
        production: ahead,
    },
    Rule {
        id: "deadline.duration.ahead-of",
        example: "会议召开前3日报告",
        pattern: "前<n>个?(?:工作日|日|天|周|月)(?:内|之前|以前)?(?:报|向|提|通|告|书|申|将|完|发|送|公|组|召|办|到)",
        production: ahead_of,
    },
    Rule {
        id: "deadline.duration.in-force",
        example: "自发布之日起施行",
        pattern: "自(?:本(?:通知|意见|方案|办法|规定|规划|条例|(?:实施)?细则|决定|措施))?(?:印发|发布|公布|下发|发文|颁布)之日起(?:正式)?(?:施行|实施|执行|生效|试行)",
        production: in_force,
    },
];

/// Words after a duration that make it a property or a prohibition.
const PROPERTY: &[&str] = &[
    "的", "不", "免征", "免收", "免缴", "免交", "有效", "禁止", "未", "无", "没有", "发生", "累计", "连续", "被",
    "出现", "受到", "受过", "受处", "减半", "暂停", "仍", "曾", "容", "部", "外", "平均", "毕业",
];
/// The same where the duration is counted from no event: `三年内在…发生`.
const PROPERTY_ALONE: &[&str] = &["因", "在", "最", "有", "第", "、", "可达", "可到", "通达"];
/// Verbs that set how long something takes or stays: what follows `至`, `到`, `在` or `为` is a standard.
const STANDARDS: &[&str] = &[
    "压缩", "缩短", "缩减", "压减", "精简", "控制", "减少", "减", "降", "降低", "保持", "稳定", "维持", "限制", "限定",
    "提速", "提升", "调整", "延长", "放宽", "时间", "时长", "时限", "期限", "用时", "周期", "车程", "步行", "骑行",
    "平均",
];

/// `…后N年内`.
pub(super) fn within(scene: &Scene) -> Reading {
    let (before, after) = (scene.before(), scene.after());
    if scene.in_title() || PROPERTY.iter().any(|word| after.starts_with(word)) || scene.narrates() {
        return Reading::Nothing;
    }
    // 第3日内, 近5年内, 有效期2年内, 距退休五年以内.
    if before.ends_with(|c: char| c.is_numeric() || "第近去前满每超过约距足期续滚.".contains(c))
        && !before.ends_with("以前")
        && !before.ends_with("限期")
    {
        return Reading::Nothing;
    }
    // 两年内发生3次事故的: a condition.
    if scene.clause_after().ends_with('的')
        || scene.clause_after().ends_with("的单位")
        || scene.clause_before().contains('距')
    {
        return Reading::Nothing;
    }
    let event = event(scene.clause_before());
    if event.is_empty() && (PROPERTY_ALONE.iter().any(|word| after.starts_with(word)) || is_standard(before)) {
        return Reading::Nothing;
    }
    let mut span = scene.with_lead();
    span.start = span.start.min(scene.span.start - event.len());
    let mut bound = Bound::open(DeadlineKind::AfterEvent, span);
    let from_issue = ["印发", "发布", "公布", "下发", "发文", "颁布", "通知"]
        .iter()
        .any(|word| event.contains(word))
        && event.ends_with("日起")
        && !event.contains("收到");
    if from_issue && let Some(issued) = scene.years.context.issued {
        bound.end = after_days(issued, scene.words());
    }
    Reading::Bound(bound)
}

/// Whether the words before make the duration a standard of service: `办理时限压缩至`, `误差控制在`, `步行`.
fn is_standard(before: &str) -> bool {
    let head = before.trim_end_matches(['至', '到', '在', '为', '于']);
    STANDARDS.iter().any(|word| head.ends_with(word))
        && (head.len() < before.len()
            || ["步行", "骑行", "车程", "平均", "用时", "周期"]
                .iter()
                .any(|word| head.ends_with(word)))
        && !["完成时限", "整改时限"].iter().any(|word| head.ends_with(word))
}

/// `用三年左右时间`: how long the work is to take, from no fixed day.
fn using(scene: &Scene) -> Reading {
    if scene.in_title()
        || scene.narrates()
        || scene.before().ends_with(['使', '占', '费', '采', '耗'])
        || scene.after().starts_with(['是', '的', '里', '为'])
    {
        return Reading::Nothing;
    }
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, scene.with_lead()))
}

/// `限期30日`, `限3个工作日内`.
fn limit(scene: &Scene) -> Reading {
    let ends_within = scene.words().ends_with('内');
    let named = scene.words().starts_with("限期") || scene.words().starts_with("限时");
    if scene.in_title()
        || scene.narrates()
        || !(ends_within || named)
        || scene.before().ends_with([
            '年', '期', '时', '有', '权', '界', '上', '下', '不', '无', '极', '局', '仅',
        ])
        || scene.after().starts_with(['的', '前'])
    {
        return Reading::Nothing;
    }
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, scene.span))
}

/// The event that the duration is counted from, as it ends the clause: `自印发之日起`, `事故结案后`; empty where none.
fn event(clause: &str) -> &str {
    const LONGEST: usize = 18;
    let core = clause
        .trim_end_matches("的")
        .trim_end_matches("在")
        .trim_end_matches("于");
    if !["后", "起", "内", "时"].iter().any(|word| core.ends_with(word))
        || core.ends_with("今后")
        || core.ends_with("以内")
    {
        return "";
    }
    let from = core
        .rfind('自')
        .or_else(|| core.rfind('从'))
        .filter(|_| core.ends_with('起'));
    let start = from.unwrap_or_else(|| {
        let start = core.char_indices().rev().nth(LONGEST).map_or(0, |(at, _)| at);
        // The subject is no part of the event: 各单位在收到通知后.
        core[start..]
            .rfind(['在', '应', '要', '须', '于'])
            .map_or(start, |at| start + at + '在'.len_utf8())
    });
    &clause[start..]
}

/// `issued` and so many calendar days, weeks, months or years; none for working days and hours.
fn after_days(issued: Date, words: &str) -> Option<Date> {
    let (number, length) = if words.starts_with('半') {
        return None;
    } else {
        number::scan(words)?
    };
    let count = number.value as i64;
    let unit = words[length..].trim_start_matches('个');
    let span = if unit.starts_with("工作日") || unit.starts_with("小时") || unit.starts_with(['—', '-', '学']) {
        return None;
    } else if unit.starts_with(['日', '天']) || unit.starts_with("自然日") {
        Span::new().try_days(count).ok()?
    } else if unit.starts_with(['周', '星']) {
        Span::new().try_weeks(count).ok()?
    } else if unit.starts_with('月') {
        Span::new().try_months(count).ok()?
    } else if unit.starts_with('季') {
        Span::new().try_months(count * 3).ok()?
    } else if unit.starts_with('年') {
        Span::new().try_years(count).ok()?
    } else {
        return None;
    };
    issued.checked_add(span).ok()
}

/// `提前5个工作日`.
fn ahead(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates() || scene.after().starts_with(['完', '的', '退', '实', '超']) {
        return Reading::Nothing;
    }
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, scene.span))
}

/// `期满前30日`: the verb that the pattern needs to see is not part of the text.
fn ahead_of(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates() {
        return Reading::Nothing;
    }
    let verb = scene.words().chars().next_back().map_or(0, char::len_utf8);
    let clause = scene.clause_before();
    let shown = clause
        .char_indices()
        .rev()
        .nth(7)
        .map_or(clause, |(at, _)| &clause[at..]);
    let span = ByteSpan::new(scene.span.start - shown.len(), scene.span.end - verb);
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, span))
}

/// `自发布之日起施行`.
fn in_force(scene: &Scene) -> Reading {
    let mut bound = Bound::open(DeadlineKind::From, scene.span);
    bound.start = scene.years.context.issued;
    Reading::Bound(bound)
}
