//! Dates that lost a sign in conversion: `615日前` (月), `20235月底前` (年), `2023年月底前` (the number of the month),
//! `202年6月底前` (a figure of the year). They bound work, so they are kept; but a reading would be a guess, so both
//! ends stay open, and a finding says what seems to be missing. Days that no calendar has (`2月30日前`) are found where
//! dates are fixed.

use super::partial::Partial;
use super::scene::{Reading, Scene};
use crate::model::DeadlineKind;

/// What the words of a date have lost; none where they have lost nothing.
pub(super) fn reading(scene: &Scene) -> Option<Reading> {
    let words = scene.words();
    let year = words.find('年');
    // The year: four figures, two, or three where years are those of the Republic.
    let figures = words.bytes().take_while(u8::is_ascii_digit).count();
    let dated = words.contains(['月', '底', '末']);
    if year == Some(figures)
        && dated
        && (figures == 3 && !scene.years.context.minguo && words.starts_with("20") || figures > 4)
    {
        return Some(lost(scene, "年份像是少了或多了数字"));
    }
    // 20235月底前.
    if matches!(figures, 5 | 6) && words[figures..].starts_with('月') && words.starts_with(['1', '2']) {
        let year = words[..4].parse().is_ok_and(|year: u32| (1949..2100).contains(&year));
        let what = format!("像是缺了“年”字（可能是{}年{}）", &words[..4], &words[4..]);
        return year.then(|| lost(scene, &what));
    }
    let rest = &words[year.map_or(0, |at| at + '年'.len_utf8())..];
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    // 2023年月底前, 6月日前; 年月日 alone is the blank of a form.
    let limited = words.ends_with(['前', '起', '底', '末', '止']);
    let day_lost = rest.find("月日").or_else(|| rest.find("月号"));
    if limited && (year.is_some() && rest.starts_with('月') || day_lost.is_some_and(|at| at > 0)) {
        let what = match day_lost {
            Some(0) => "像是缺了月份和日期的数字",
            Some(_) => "像是缺了日期的数字",
            None => "像是缺了月份的数字",
        };
        return Some(lost(scene, what));
    }
    // 一九八○年223号文件, 2024年15日前.
    let numeral = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    if year.is_some() && numeral.len() < rest.len() {
        if numeral.starts_with('号') {
            return Some(Reading::Nothing);
        }
        if numeral.starts_with('日') && rest.len() - numeral.len() < "三十一日".len() && limited {
            let few = rest.bytes().take_while(u8::is_ascii_digit).count() < 3;
            if few {
                return Some(lost(scene, "像是缺了月份"));
            }
        }
    }
    month_sign(scene, year.is_some(), rest)
}

/// `615日前`: the sign 月 was lost. A number that can be a count of days is none, unless a year stands before it.
fn month_sign(scene: &Scene, dated: bool, rest: &str) -> Option<Reading> {
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    let digits = &rest[..figures];
    if figures < 3 || !rest[figures..].starts_with('日') {
        return None;
    }
    let likely = splits(digits);
    let count = digits.parse::<u32>().is_ok_and(|days| days <= 366 && days % 10 == 0);
    if likely.is_empty() || scene.in_title() || !dated && (!scene.words().ends_with('前') || count) {
        return Some(Reading::Nothing);
    }
    Some(Reading::Damaged(
        DeadlineKind::By,
        scene.with_lead(),
        month_lost(&likely).into(),
    ))
}

/// What to say where 月 was lost.
pub(super) fn month_lost(likely: &[(u32, u32)]) -> String {
    let likely: Vec<String> = likely.iter().map(|(month, day)| format!("{month}月{day}日")).collect();
    format!(
        "像是缺了“月”字（可能是{}），不能确定，日期留空；请核对原文",
        likely.join("或")
    )
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

fn lost(scene: &Scene, what: &str) -> Reading {
    if scene.in_title() || scene.narrates_near() || scene.after().starts_with('的') {
        return Reading::Nothing;
    }
    let kind = if scene.words().ends_with('起') {
        DeadlineKind::From
    } else {
        DeadlineKind::By
    };
    let why = format!("{what}，不能确定，日期留空；请核对原文");
    Reading::Damaged(kind, scene.with_lead(), why.into())
}
