//! Durations: `事故结案后一年内`, `收到通知后5日内`, `自印发之日起30日内`, `3年内`. Counted from the day of issue they end on
//! a date (the first day is not counted, Civil Code art. 201); counted from anything else, or in working days, they
//! stay open. Not read: properties (`有效期3年`, `毕业两年内的`) and conditions (`三年内发生两次的`).

use super::Make;
use super::point::{event_before, ungoverned};
use super::scene::{Bound, Reading, Scene};
use super::start;
use crate::extract::number;
use crate::extract::rules::Rule;
use crate::model::{ByteSpan, DeadlineKind};
use jiff::{Span, civil::Date};

pub(super) const RULES: &[Rule<Make>] = &[
    Rule {
        id: "deadline.duration.within",
        example: "收到通知后5日内",
        pattern: "(?:<n>)(?:<to><n>)?个?(?:<unit>|小时|分钟)(?:左右)?(?:之内|以内|内)",
        production: within,
    },
    Rule {
        id: "deadline.duration.at-most",
        example: "自受理之日起不超过30个工作日",
        pattern: "(?:之日起|意见|办结|决定|批复)(?:不超过|不得超过|最长不超过|不多于)<n>个?(?:工作[日天]|日|天|月)",
        production: at_most,
    },
    Rule {
        id: "deadline.duration.using",
        example: "用3年左右时间",
        pattern: "(?:利?用|经过|通过)<n>(?:<to><n>)?个?(?:年|月|季度|周|天|日)(?:左右)?的?(?:左右)?(?:的?时间|的?努力)|(?:今后|未来)<n>(?:<to><n>)?个?[年月](?:时间)?内?|(?:为期|周期为|期限为)<n>个?(?:年|月|季度|周|天|日)",
        production: using,
    },
    Rule {
        id: "deadline.duration.limit",
        example: "限期30日",
        pattern: "限(?:期|时)?(?:于|在)?<n>个?(?:工作日|小时|<unit>)(?:之内|以内|内)|限[期时]<n>个?(?:工作日|小时|<unit>)",
        production: limit,
    },
    Rule {
        id: "deadline.duration.ahead",
        example: "提前5个工作日",
        pattern: "(?:至少)?提前(?:至少)?<n>个?(?:工作[日天]|日|天|周|月|小时)",
        production: ahead,
    },
    Rule {
        id: "deadline.duration.ahead-of",
        example: "会议召开前3日报告",
        pattern: "前<n>个?(?:工作[日天]|日历天|日|天|周|月|小时)(?:(?:内|之前|以前)?(?:报|向|提|通|告|书|申|将|完|发|送|公|组|召|办|到)|之?内)",
        production: ahead_of,
    },
    Rule {
        id: "deadline.duration.first-years",
        example: "前三年租金减半",
        pattern: "(?:首个?租期|经营期|运营期)?前<n>年(?:租金|房租|免|减|按|给予|全额|由|每年|不收)",
        production: first_years,
    },
    Rule {
        id: "deadline.duration.years-of-work",
        example: "三年投入1.2亿元",
        pattern: "[二两三四五]年(?:(?:共|总共|累计|共计|总计|合计)[投新改完培建压减引更实安发推治加增]|投入|投资|建成|修建|消除|新建|新增|改造|完成|培训|建设|压减|减少|减排|引进|培育)",
        production: years_of_work,
    },
    Rule {
        id: "deadline.duration.in-force",
        example: "自发布之日起施行",
        pattern: "自(?:本?(?:通知|意见|方案|办法|规定|规则|规划|条例|(?:实施)?细则|决定|措施|要点|计划))?(?:印发|发布|公布|下发|发文|颁布|函颁)(?:之日起?|日起?|翌日起?|次日起?)(?:<n>个?(?:工作日|日|天|月)后)?(?:起)?(?:正式)?(?:施行|实施|执行|生效|试行)",
        production: in_force,
    },
];

/// Words after a duration that make it a property, a condition or a sanction.
const PROPERTY: &[&str] = &[
    "的",
    "不",
    "有效",
    "禁止",
    "未",
    "无",
    "没有",
    "发生",
    "累计",
    "连续",
    "被",
    "出现",
    "遇",
    "受到",
    "受过",
    "受处",
    "暂停",
    "仍",
    "曾",
    "容",
    "部",
    "外",
    "平均",
    "毕业",
    "生活",
    "交通",
    "通勤",
    "免费换",
    "免费停",
    "可换",
    "经济",
    "服务圈",
    "到达圈",
    "圈",
];
/// The same where the duration is counted from no event: `三年内在…发生`.
const PROPERTY_ALONE: &[&str] = &["因", "在", "最", "有", "第", "可达", "可到", "通达"];
/// Verbs that set how long something takes or stays: what follows `至`, `到`, `在` or `为` is a standard.
const STANDARDS: &[&str] = &[
    "压缩", "缩短", "缩减", "压减", "精简", "控制", "减少", "减", "降", "降低", "保持", "稳定", "维持", "限制", "限定",
    "提速", "提升", "调整", "延长", "放宽", "时间", "时长", "时限", "期限", "用时", "周期", "车程", "步行", "骑行",
    "平均",
];

/// `…后N年内`.
pub(super) fn within(scene: &Scene) -> Reading {
    // 二季度内: the second quarter, and no two quarters.
    let quarter = scene.words().strip_prefix(['一', '二', '三', '四']);
    if quarter.is_some_and(|rest| rest.starts_with("季度")) {
        return super::point::within(scene);
    }
    let (before, after) = (scene.before(), scene.after());
    if scene.in_title() || PROPERTY.iter().any(|word| after.starts_with(word)) || scene.narrates_near() {
        return Reading::Nothing;
    }
    // 第3日内, 近5年内, 有效期2年内, 距退休五年以内.
    if before.ends_with(|c: char| c.is_numeric() || "第近去前满每超过约距足期续滚.".contains(c))
        && !before.ends_with("以前")
        && !before.ends_with("限期")
    {
        return Reading::Nothing;
    }
    // 死亡人数(30日内): how it is counted.
    if after.starts_with(')')
        && before
            .strip_suffix('(')
            .is_some_and(|head| head.ends_with(['数', '率', '量', '额']))
    {
        return Reading::Nothing;
    }
    // 两年内发生3次事故的: a condition.
    if scene.clause_after().ends_with('的')
        || scene.clause_after().ends_with("的单位")
        || scene.clause_before().contains('距')
        || in_condition(scene)
    {
        return Reading::Nothing;
    }
    // 2025年起三年内: how long from a day that the text names.
    if let Some(reading) = from_start(scene, |between| between.is_empty()) {
        return reading;
    }
    let event = event(scene.clause_before(), before);
    if event.is_empty() && (PROPERTY_ALONE.iter().any(|word| after.starts_with(word)) || is_standard(before)) {
        return Reading::Nothing;
    }
    let mut span = scene.with_lead();
    span.start = span.start.min(scene.span.start - event.len());
    let mut bound = Bound::open(DeadlineKind::AfterEvent, span);
    let issue = ["印发", "发布", "公布", "下发", "下达", "发文", "颁布", "通知"]
        .iter()
        .any(|word| event.contains(word));
    let head = event.trim_end_matches(['，', ',']);
    // 本通知下发后一个月内 runs from the day of issue too, but 通知发出后 may be any notice.
    let own = head.starts_with('本') && head.ends_with('后');
    let from_issue = issue
        && (own || head.ends_with("日起"))
        && !["收到", "接到", "获批", "送达", "接获", "目录", "公告发布"]
            .iter()
            .any(|word| event.contains(word));
    if from_issue && let Some(issued) = scene.years.context.issued {
        bound.end = after_days(issued, scene.words());
        bound.start = bound.end.and(Some(issued));
    }
    Reading::Bound(bound)
}

/// `自受理之日起不超过30个工作日`, `从受理到出具意见不超过5个工作日`: how long a step may take from its beginning on.
fn at_most(scene: &Scene) -> Reading {
    const LONGEST: usize = 20;
    let clause = scene.clause_before();
    let counted = scene.words().starts_with("之日起");
    let from = clause.rfind(['自', '从']).filter(|at| {
        let step = &clause[*at..];
        step.chars().count() <= LONGEST && (counted || step.starts_with('从') && step.contains('到'))
    });
    let Some(from) = from.filter(|_| !scene.in_title() && !scene.narrates_near() && !in_condition(scene)) else {
        return Reading::Nothing;
    };
    let span = ByteSpan::new(scene.span.start - (clause.len() - from), scene.span.end);
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, span))
}

/// Whether the sentence goes on to say what follows if something happens in that time: `一年内发生两次以上的,取消资格`.
fn in_condition(scene: &Scene) -> bool {
    const NEAR: usize = 24;
    let after = scene.after();
    let end = after.char_indices().nth(NEAR).map_or(after.len(), |(at, _)| at);
    let near = &after[..end];
    let counted = ["次以上", "次及以上", "次的", "次超标", "次不合格"]
        .iter()
        .any(|word| near.contains(word));
    counted
        && near.contains('的')
        && !["不少于", "至少", "开展", "组织"]
            .iter()
            .any(|word| near.contains(word))
}

/// The period that a start named just before and this duration make together: `从2024年起用3年时间`. `near` judges what
/// stands between.
fn from_start(scene: &Scene, near: fn(&str) -> bool) -> Option<Reading> {
    let (last, between) = scene.since_last()?;
    let start = last
        .start
        .filter(|_| last.kind == DeadlineKind::From && near(between))?;
    let words = scene.words();
    let at = words.find(|c: char| c.is_ascii_digit() || "半一二两三四五六七八九十".contains(c))?;
    let end = after_days(start, &words[at..])?;
    // A day that begins a term is not counted (Civil Code art. 201); the first of a month begins whole months.
    let end = if start.day() == 1 { end.yesterday().ok()? } else { end };
    Some(Reading::Instead(Bound {
        start: Some(start),
        end: Some(end),
        year: None,
        ..Bound::open(DeadlineKind::During, ByteSpan::new(last.span.start, scene.span.end))
    }))
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

/// `用三年左右时间`, `为期三年`: how long the work is to take; from no fixed day, unless one was just named.
fn using(scene: &Scene) -> Reading {
    const LONGEST: usize = 36;
    if scene.in_title()
        || scene.narrates_near()
        || scene.before().ends_with(['使', '占', '费', '采', '耗'])
        || scene.after().starts_with(['是', '里', '为'])
        || scene.after().starts_with('的') && !scene.words().starts_with("为期")
    {
        return Reading::Nothing;
    }
    let lasts = scene.words().starts_with("为期");
    // 采购周期为1年 is how long the work runs; 整改期限为15天 too, 贷款期限为3年 is a property.
    if scene.words().starts_with(['周', '期']) {
        let work = ["整改", "执行", "治理", "整治"]
            .iter()
            .any(|word| scene.before().ends_with(word))
            || scene.starts_clause();
        return match work {
            true => Reading::Bound(Bound::open(DeadlineKind::AfterEvent, scene.span)),
            false => Reading::Nothing,
        };
    }
    let near: fn(&str) -> bool = if lasts {
        |between| between.len() <= LONGEST
    } else {
        |between| between.trim_end_matches(['，', ',']).is_empty()
    };
    if let Some(reading) = from_start(scene, near) {
        return reading;
    }
    if lasts && scene.since_last().is_some() {
        return Reading::Nothing;
    }
    if lasts
        && !["通过", "开展", "组织", "进行", "实施"]
            .iter()
            .any(|verb| scene.before().ends_with(verb))
    {
        return Reading::Nothing;
    }
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, scene.with_lead()))
}

/// `前三年租金减半`: the time of a benefit. The words that the pattern needs to see are not part of the text.
fn first_years(scene: &Scene) -> Reading {
    let words = scene.words();
    let end = words.rfind('年').map_or(words.len(), |at| at + '年'.len_utf8());
    let before = scene.before();
    if scene.in_title() || scene.narrates_near() || before.ends_with(['以', '近', '此', '之', '”', '的', '达'])
    {
        return Reading::Resume(scene.span.start + end);
    }
    let span = ByteSpan::new(scene.span.start, scene.span.start + end);
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, span))
}

/// `三年投入1.2亿元`: what the years of the plan bring together.
fn years_of_work(scene: &Scene) -> Reading {
    let end = scene.words().find('年').map_or(0, |at| at + '年'.len_utf8());
    let span = ByteSpan::new(scene.span.start, scene.span.start + end);
    let counted = scene
        .clause_after()
        .contains(|c: char| c.is_ascii_digit() || "百千万亿".contains(c));
    if scene.in_title() || scene.narrates_near() || !scene.starts_clause() || !counted {
        return Reading::Resume(span.end);
    }
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, span))
}

/// `限期30日`, `限3个工作日内`.
fn limit(scene: &Scene) -> Reading {
    let ends_within = scene.words().ends_with('内');
    let named = scene.words().starts_with("限期") || scene.words().starts_with("限时");
    if scene.in_title()
        || scene.narrates_near()
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

/// The event that the duration is counted from, as it ends the clause: `自印发之日起`, `事故结案后`; empty where none. A
/// comma may stand behind `自…之日起`.
fn event<'s>(clause: &'s str, before: &'s str) -> &'s str {
    const LONGEST: usize = 18;
    let clause = match before.strip_suffix(['，', ',']) {
        Some(head) if clause.is_empty() && head.ends_with("之日起") => {
            let at = head.rfind(['，', ',', '。', ';', '；', '\n']);
            let start = at.map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
            &before[start..]
        }
        _ => clause,
    };
    let core = clause
        .trim_end_matches(['，', ','])
        .trim_end_matches("的")
        .trim_end_matches("在")
        .trim_end_matches("于");
    if !["后", "起", "内", "时", "文到", "函到", "令到"]
        .iter()
        .any(|word| core.ends_with(word))
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
        start + ungoverned(&core[start..])
    });
    &clause[start..]
}

/// `issued` and so many calendar days, weeks, months or years; none for working days and hours.
fn after_days(issued: Date, words: &str) -> Option<Date> {
    if let Some(unit) = words.strip_prefix('半') {
        let half = match unit.trim_start_matches('个').chars().next()? {
            '年' => Span::new().months(6),
            '月' => Span::new().days(15),
            _ => return None,
        };
        return issued.checked_add(half).ok();
    }
    let (number, length) = number::scan(words)?;
    // Longer than a century is no term, and the cast is exact below it.
    let count = (number.value <= 1200.0).then_some(number.value as i64)?;
    let unit = words[length..].trim_start_matches('个');
    let span = if unit.starts_with("工作") || unit.starts_with("小时") || unit.starts_with(['—', '-', '学']) {
        return None;
    } else if unit.starts_with(['日', '天']) || unit.starts_with("自然日") || unit.starts_with("日历") {
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
    if scene.in_title()
        || scene.narrates_near()
        || scene.after().starts_with(['完', '的', '退', '实', '超'])
        // 对提前2个月申请的农户优先办理: which are meant.
        || scene.is_of_cases()
        || scene.clause_after().ends_with('的')
    {
        return Reading::Nothing;
    }
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, scene.span))
}

/// `期满前30日`: the verb that the pattern needs to see is not part of the text.
fn ahead_of(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates_near() {
        return Reading::Nothing;
    }
    let verb = match scene.words().chars().next_back() {
        Some('内') | None => 0,
        Some(verb) => verb.len_utf8(),
    };
    let shown = event_before(scene.clause_before());
    // 之前3日, 提前 and 以前 name no event.
    if shown.is_empty() || shown.ends_with(['提', '以', '之', '目', '此', '先', '当']) {
        return Reading::Nothing;
    }
    let span = ByteSpan::new(scene.span.start - shown.len(), scene.span.end - verb);
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, span))
}

/// `自发布之日起施行`: since when the notice itself is valid, and no work is done by then. `自…起执行新标准` is a start.
fn in_force(scene: &Scene) -> Reading {
    let whole = scene.after().is_empty() || scene.after().starts_with(['，', ',', '。', ';', '；', '\n', ')']);
    let words = scene.words();
    match words.find('起').map(|at| at + '起'.len_utf8()) {
        Some(head) if !whole && !words.contains('后') => start::from_issue(&Scene {
            span: ByteSpan::new(scene.span.start, scene.span.start + head),
            ..*scene
        }),
        _ => Reading::Resume(scene.span.end),
    }
}
