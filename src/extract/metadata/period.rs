//! The plan's own period: the years in the title of the plan or the notice (`(2024—2026年)`, `2017年…工作要点`,
//! `“十四五”…规划`). The five-year plans run from the first to the fifth year: 十四五 is 2021–2025.

use super::year::year_before;
use crate::model::{Head, Period};
use crate::numeral::integer;
use jiff::civil::Date;

/// Year 1 of the Republic of China is 1912.
const MINGUO: i16 = 1911;

/// First year of the 一五 plan.
const FIRST_PLAN: i16 = 1953;

/// The period that the title of the plan states, else that of the notice. `minguo`: two- and three-digit years are
/// those of the Republic of China (`112年度`).
#[must_use]
pub fn of_titles(head: &Head, minguo: bool) -> Option<Period> {
    let titles = || [&head.plan_title, &head.title].into_iter().flatten();
    titles().find_map(|title| of_title(&title.value)).or_else(|| {
        let (start, end) = titles()
            .filter(|_| minguo)
            .find_map(|title| minguo_years(&title.value))?;
        period(start, end)
    })
}

/// The first and the last year of the Republic of China in a title, as years of the common era.
fn minguo_years(title: &str) -> Option<(i16, i16)> {
    let mut years = title.match_indices('年').filter_map(|(at, _)| {
        let front = &title[..at];
        let digits = &front[front.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
        let year: i16 = digits.parse().ok().filter(|year| (1..=200).contains(year))?;
        (digits.len() <= 3).then_some(year + MINGUO)
    });
    let first = years.next()?;
    Some((first, years.next_back().unwrap_or(first)))
}

/// 文种 that answer somebody: one year in their titles is that of an event or a request (`关于同意申办2009年…运动会的复函`).
const ANSWERS: [&str; 3] = ["批复", "复函", "答复"];

fn of_title(title: &str) -> Option<Period> {
    let found = years_of(title)?;
    let one = found.start.map(Date::year) == found.end.map(Date::year);
    (!one || !ANSWERS.iter().any(|kind| title.ends_with(kind))).then_some(found)
}

fn years_of(title: &str) -> Option<Period> {
    let years: Vec<(i16, usize)> = title
        .match_indices('年')
        .filter_map(|(at, _)| Some((year_before(&title[..at])?, at)))
        .collect();
    let Some(&(last, at)) = years.last() else {
        return of_five_year_plan(title);
    };
    // `2024—2026年`: the first year has no 年 of its own. A year has four characters.
    let front = title[..at]
        .char_indices()
        .rev()
        .nth(3)
        .map_or("", |(start, _)| &title[..start]);
    let joined = front.trim_end_matches(['-', '—', '–', '~', '～', '至', '到']);
    let open = if joined.len() < front.len() {
        year_before(joined.trim_end_matches('年'))
    } else {
        None
    };
    let first = open.or_else(|| (years.len() == 2).then(|| years[0].0)).unwrap_or(last);
    period(first.min(last), last)
}

fn of_five_year_plan(title: &str) -> Option<Period> {
    let plan = ["十五五", "十四五", "十三五", "十二五", "十一五", "十五"]
        .into_iter()
        .find(|plan| {
            title.contains(&format!("“{plan}”"))
                || ["规划", "时期", "期间"]
                    .iter()
                    .any(|w| title.contains(&format!("{plan}{w}")))
        })?;
    let number = i16::try_from(integer(plan.strip_suffix('五')?)?).ok()?;
    // Three years of adjustment (1963–1965) lie between the second plan and the third.
    let first = FIRST_PLAN + 5 * (number - 1) + if number >= 3 { 3 } else { 0 };
    period(first, first + 4)
}

fn period(first: i16, last: i16) -> Option<Period> {
    Some(Period {
        start: Some(Date::new(first, 1, 1).ok()?),
        end: Some(Date::new(last, 12, 31).ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::of_title;

    #[test]
    fn reads_the_period_of_a_title() {
        for (title, start, end) in [
            ("云溪县教育提质行动方案(2022—2024年)", "2022-01-01", "2024-12-31"),
            ("2017年全县防汛工作要点", "2017-01-01", "2017-12-31"),
            ("云溪市“十四五”水利发展规划", "2021-01-01", "2025-12-31"),
            ("关于清理社团的意见(二○○七年一月)", "2007-01-01", "2007-12-31"),
            ("云溪市2021年至2023年行动计划", "2021-01-01", "2023-12-31"),
        ] {
            let period = of_title(title).unwrap_or_else(|| panic!("{title}"));
            assert_eq!(period.start.map(|d| d.to_string()).as_deref(), Some(start), "{title}");
            assert_eq!(period.end.map(|d| d.to_string()).as_deref(), Some(end), "{title}");
        }
        for title in [
            "云溪县三年行动方案",
            "关于同意组建2008年云溪运动会协调委员会的批复",
            "关于申办2009年云溪运动会的复函",
        ] {
            assert!(of_title(title).is_none(), "{title}");
        }
        assert!(of_title("关于云溪新区总体规划(2018—2035年)的批复").is_some());
    }
}
