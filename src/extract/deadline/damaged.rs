//! Dates that lost a sign in conversion: `615日前` (月), `20235月底前` (年), `2023年月底前` (the number of the month),
//! `202年6月底前` (a figure of the year). They bound work, so they are kept; but a reading would be a guess, so both
//! ends stay open, and a finding says what seems to be missing. Days that no calendar has (`2月30日前`) are found where
//! dates are fixed.

use super::Make;
use super::partial::Partial;
use super::scene::{Reading, Scene};
use crate::extract::rules::Rule;
use crate::model::{ByteSpan, DeadlineKind};

pub(super) const RULES: &[Rule<Make>] = &[
    Rule {
        id: "deadline.damaged.month-sign",
        example: "2019年615日前",
        pattern: "(?:[今明]年|(?:20|19)[0-9][0-9]年)?[0-9][0-9][0-9]+日(?:之前|以前|前)?",
        production: month_sign,
    },
    Rule {
        id: "deadline.damaged.year-sign",
        example: "20235月底前",
        pattern: "(?:20|19)[0-9][0-9][0-9][0-9]?月(?:<mday>|<inmonth>)?(?:之前|以前|前|起)?",
        production: year_sign,
    },
    Rule {
        id: "deadline.damaged.month",
        example: "2023年月底前",
        pattern: "(?:[今明]年|(?:20|19)[0-9][0-9]年)(?:月<mday>|月<inmonth>|<d>*月日)(?:之前|以前|前|起)?|<d>+月日(?:之前|以前|前)",
        production: number,
    },
    Rule {
        id: "deadline.damaged.year",
        example: "202年6月底前",
        pattern: "(?:20[0-9]|20[0-9][0-9][0-9]+)年(?:<d>+月(?:<mday>|<inmonth>)?|[底末])(?:之前|以前|前|起)?",
        production: year,
    },
];

/// `615日前`: the sign 月 was lost. A number that can be a count of days is none, unless a year stands before it.
fn month_sign(scene: &Scene) -> Reading {
    let words = scene.words();
    let digits_at = words.find('年').map_or(0, |at| at + '年'.len_utf8());
    let digits = words[digits_at..]
        .find('日')
        .map_or("", |at| &words[digits_at..digits_at + at]);
    let dated = digits_at > 0;
    let limit = words.ends_with('前');
    let likely = splits(digits);
    let count = digits.parse::<u32>().is_ok_and(|days| days <= 366 && days % 10 == 0);
    if likely.is_empty() || scene.in_title() || !dated && (!limit || count) {
        return Reading::Nothing;
    }
    let likely: Vec<String> = likely.iter().map(|(month, day)| format!("{month}月{day}日")).collect();
    let why = format!(
        "像是缺了“月”字（可能是{}），不能确定，日期留空；请核对原文",
        likely.join("或")
    );
    Reading::Damaged(DeadlineKind::By, scene.with_lead(), why.into())
}

/// The months and days that `digits` may stand for.
pub(super) fn splits(digits: &str) -> Vec<(u32, u32)> {
    (1..digits.len())
        .filter_map(|at| {
            let (month, day) = (digits[..at].parse().ok()?, digits[at..].parse().ok()?);
            let date = Partial {
                month: Some(month),
                day: Some(day),
                ..Partial::default()
            };
            (!digits[at..].starts_with('0') || digits.len() == 4).then_some(())?;
            date.bounds(2000).map(|_| (month, day))
        })
        .collect()
}

/// `20235月底前`: the sign 年 was lost.
fn year_sign(scene: &Scene) -> Reading {
    lost(
        scene,
        format!(
            "像是缺了“年”字（可能是{}年{}）",
            &scene.words()[..4],
            &scene.words()[4..]
        ),
    )
}

/// `2023年月底前`: the number of the month was lost.
fn number(scene: &Scene) -> Reading {
    let words = scene.words();
    let what = match words.find("月日") {
        Some(at) if words[..at].ends_with('年') => "像是缺了月份和日期的数字",
        Some(_) => "像是缺了日期的数字",
        None => "像是缺了月份的数字",
    };
    // 年月日 is the blank of a form.
    if !words.ends_with(['前', '起', '底', '末']) {
        return Reading::Nothing;
    }
    lost(scene, what.to_owned())
}

/// `202年6月底前`: a figure of the year was lost, or one was doubled.
fn year(scene: &Scene) -> Reading {
    lost(scene, "年份像是少了或多了数字".to_owned())
}

fn lost(scene: &Scene, what: String) -> Reading {
    if scene.in_title() || scene.narrates_near() || scene.after().starts_with('的') {
        return Reading::Nothing;
    }
    let words = scene.words();
    let (kind, span) = if words.ends_with('起') {
        (DeadlineKind::From, scene.with_lead())
    } else {
        (DeadlineKind::By, scene.with_lead())
    };
    let span = ByteSpan::new(span.start, span.end);
    Reading::Damaged(kind, span, format!("{what}，不能确定，日期留空；请核对原文").into())
}
