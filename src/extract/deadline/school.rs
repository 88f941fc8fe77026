//! School years, terms and fiscal years. A school year has dates only where the text gives them
//! (`2021—2022学年(2021年9月至2022年8月)`) or the law does (Taiwan, read with the other dates of the Republic); terms
//! have none. A fiscal year is the calendar year (预算法 art. 18, 会计法 art. 11), unless it is written over two years
//! as in Hong Kong (`2023—24财政年度`).

use super::Make;
use super::partial::{Partial, Year};
use super::point::fixed;
use super::predicate;
use super::scene::{Bound, Reading, Scene};
use crate::extract::rules::Rule;
use crate::model::{ByteSpan, DeadlineKind};

pub(super) const RULES: &[Rule<Make>] = &[Rule {
    id: "deadline.school.term",
    example: "2024年秋季学期",
    pattern: "(?:<d>+年|[今明]年)?[春秋]季(?:学期|开学|入学新生|新生入学|入学)?(?:开学)?(?:之?前|时|起|开始|末|结束前)?",
    production: term,
}];

/// A date or range that is a school year or a fiscal year; none for any other.
pub(super) fn reading(scene: &Scene) -> Option<Reading> {
    let words = scene.words();
    let (reading, rule) = if words.contains("学年") && !words.starts_with(['今', '明', '本', '后']) {
        (school_year(scene), "deadline.school.year")
    } else if ["财政年度", "会计年度", "预算年度"]
        .iter()
        .any(|word| words.contains(word))
    {
        (fiscal_year(scene), "deadline.school.fiscal-year")
    } else {
        return None;
    };
    Some(match reading {
        Reading::Bound(bound) => Reading::Bound(Bound {
            rule: Some(rule),
            ..bound
        }),
        other => other,
    })
}

/// `2023—2024学年`, `2024学年第一学期`; the dates in a bracket behind it count.
fn school_year(scene: &Scene) -> Reading {
    let (before, after) = (scene.before(), scene.after());
    let words = scene.words();
    let limited = words.ends_with(['前', '起', '始', '末']) || after.starts_with('起') || after.starts_with("开始");
    let placed = scene.starts_clause() || before.ends_with(['于', '在', '到', '至', '自', '从', '按']);
    if scene.in_title()
        || scene.narrates_near()
        || after.starts_with(['的', '制', '校'])
        || ["工作计划", "工作要点", "招生计划"]
            .iter()
            .any(|name| after.starts_with(name))
        || !(placed || limited || scene.chained().is_some() || after.starts_with(['每', '应', '须', '要']))
    {
        return Reading::Nothing;
    }
    if scene.years.context.minguo
        && let Some(reading) = by_law(scene)
    {
        return reading;
    }
    open(scene)
}

/// School years of Taiwan: `113学年度起`, `108至112学年度`, `112学年度第2学期`.
fn by_law(scene: &Scene) -> Option<Reading> {
    let words = scene.words();
    let span = scene.with_lead();
    let marks = ['至', '到', '—', '-', '–', '~', '～'];
    let kind = DeadlineKind::During;
    if let Some(at) = words.find(marks) {
        let first = crate::extract::number::integer(&words[..at]).filter(|year| (70..=130).contains(year))?;
        let first = i16::try_from(first).ok()?.checked_add(1911)?;
        let (date, _) = Partial::scan(words[at..].trim_start_matches(marks), true)?;
        let start = jiff::civil::Date::new(first, 8, 1).ok();
        return Some(match fixed(scene, date, span, kind, |first, end| (first, Some(end))) {
            Reading::Bound(bound) => Reading::Bound(Bound { start, ..bound }),
            other => other,
        });
    }
    let (date, length) = Partial::scan(words, true)?;
    match &words[length..] {
        "" => Some(fixed(scene, date, span, kind, |first, end| (first, Some(end)))),
        "起" | "开始" => Some(fixed(scene, date, span, DeadlineKind::From, |first, _| (first, None))),
        _ => None,
    }
}

/// `2024年秋季学期起`.
fn term(scene: &Scene) -> Reading {
    let before = scene.before();
    let words = scene.words();
    let bare = !words.starts_with(|c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九今明".contains(c));
    let limited = words.ends_with(['前', '起', '始', '末', '时']);
    if scene.in_title()
        || scene.narrates_near()
        || before.ends_with(['每', '第', '中', '大', '小', '科', '同'])
        || scene.after().starts_with(['的', '草', '步', '点', '码', '来'])
        // 秋季学期 alone may be any.
        || bare && !limited
    {
        return Reading::Nothing;
    }
    open(scene)
}

fn open(scene: &Scene) -> Reading {
    // A range of years is matched without the 起 behind it.
    let more = ["起", "开始"].iter().find(|word| scene.after().starts_with(**word));
    let span = ByteSpan::new(scene.span.start, scene.span.end + more.map_or(0, |word| word.len()));
    let scene = &Scene { span, ..*scene };
    let words = scene.words();
    let kind = if words.ends_with(['起', '始']) {
        DeadlineKind::From
    } else if words.ends_with(['前', '末']) {
        DeadlineKind::By
    } else {
        DeadlineKind::During
    };
    Reading::Bound(Bound::open(kind, scene.with_lead()))
}

/// `2023-24财政年度` as Hong Kong writes it, from 1 April to 31 March (Public Finance Ordinance, cap. 2, s. 2).
fn over_two_years(scene: &Scene, first: &str) -> Option<Reading> {
    let year = crate::extract::number::integer(first).and_then(|year| i16::try_from(year).ok())?;
    let start = jiff::civil::Date::new(year, 4, 1).ok()?;
    let end = jiff::civil::Date::new(year.checked_add(1)?, 3, 31).ok()?;
    let before = ["完结前", "结束前", "完结之前"]
        .iter()
        .find(|word| scene.after().starts_with(**word));
    let span = ByteSpan::new(
        scene.with_lead().start,
        scene.span.end + before.map_or(0, |word| word.len()),
    );
    let bound = match before {
        Some(_) => Bound {
            end: Some(end),
            ..Bound::open(DeadlineKind::By, span)
        },
        None => Bound {
            start: Some(start),
            end: Some(end),
            ..Bound::open(DeadlineKind::During, span)
        },
    };
    Some(Reading::Bound(bound))
}

/// `2020财政年度`.
fn fiscal_year(scene: &Scene) -> Reading {
    let words = scene.words();
    let at_head = scene.starts_clause() || scene.before().ends_with(['在', '于']);
    let said = scene.after();
    if scene.in_title()
        || scene.narrates_near()
        || scene.before().ends_with(['—', '-', '至', '比', '较', '按'])
        || !(at_head && (predicate::opens(said) || predicate::is_goal(said)) || predicate::modal(said))
    {
        return Reading::Nothing;
    }
    // 2023-24财政年度 runs over two calendar years.
    if let Some(mark) = words.find(['-', '—', '–', '~', '至', '/']) {
        return over_two_years(scene, &words[..mark]).unwrap_or_else(|| open(scene));
    }
    let digits = words.find(['年', '财', '会', '预']).map_or(words, |at| &words[..at]);
    let Some(year) = crate::extract::number::integer(digits).and_then(|year| i16::try_from(year).ok()) else {
        return Reading::Nothing;
    };
    let year = if scene.years.context.minguo && year < 200 {
        year + 1911
    } else {
        year
    };
    if !(1949..2100).contains(&year) {
        return Reading::Nothing;
    }
    let date = Partial {
        year: Some(Year::Written(year)),
        ..Partial::default()
    };
    let span: ByteSpan = scene.with_lead();
    if words.ends_with('起') {
        fixed(scene, date, span, DeadlineKind::From, |first, _| (first, None))
    } else if words.ends_with(['内', '末']) {
        fixed(scene, date, span, DeadlineKind::By, |_, end| (None, Some(end)))
    } else {
        fixed(scene, date, span, DeadlineKind::During, |first, end| (first, Some(end)))
    }
}
