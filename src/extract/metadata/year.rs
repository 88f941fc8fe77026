//! The year that a heading states: `动员部署(2021年3月)`, `2024年工作重点`.

use crate::model::Period;
use crate::numeral::integer;
use jiff::civil::Date;

/// The one year that `heading` states; none where it states several or none. A goal far off (`到2025年`, `2027年底`) and
/// a year of comparison (`比2020年`) are no year in force. Where an item has no title, its heading is its first sentence:
/// one of several clauses states a year only in brackets.
#[must_use]
pub fn stated(heading: &str) -> Option<i16> {
    let mut found = None;
    let sentence = heading.contains([',', '，', ';', '；']);
    for (at, _) in heading.match_indices('年') {
        let Some(year) = year_before(&heading[..at]) else {
            continue;
        };
        let before = heading[..at]
            .char_indices()
            .rev()
            .nth(3)
            .map_or("", |(start, _)| &heading[..start]);
        let after = &heading[at + '年'.len_utf8()..];
        // 2021年至2023年 are years together.
        if after.starts_with(['至', '到', '-', '—', '–', '~']) {
            return None;
        }
        if sentence && !before.ends_with('(') {
            continue;
        }
        if before.ends_with(['到', '至', '比', '较', '〔', '[', '-', '—'])
            || after.starts_with(['底', '末', '以', '年', '来'])
        {
            continue;
        }
        if found.is_some_and(|known| known != year) {
            return None;
        }
        found = Some(year);
    }
    found
}

/// The year of issue in a 发文字号 of standard form.
#[must_use]
pub fn of_doc_number(number: &str) -> Option<i16> {
    number.split_once('〔')?.1.split_once('〕')?.0.parse().ok()
}

/// The year of the last version that a title names: `(2018年修订)`, of 民国 `(九十六年八月修订)`.
#[must_use]
pub fn of_version(title: &str, minguo: bool) -> Option<i16> {
    const VERSIONS: [&str; 6] = ["修订", "修正", "制定", "订定", "公布", "核定"];
    let inner = title.strip_suffix([')', '）'])?;
    let inner = inner[inner.rfind(['(', '（'])?..].trim_start_matches(['(', '（']);
    let before = &inner[..inner.find('年')?];
    let before = before.trim_start_matches("民国");
    if !VERSIONS.iter().any(|word| inner.ends_with(word)) {
        return None;
    }
    match year_before(before) {
        None if minguo => integer(before)
            .filter(|year| (1..200).contains(year))
            .and_then(|year| i16::try_from(year + 1911).ok()),
        year => year,
    }
}

/// The only year of a period.
#[must_use]
pub fn only(period: Period) -> Option<i16> {
    let (start, end) = (period.start?.year(), period.end?.year());
    (start == end).then_some(start)
}

/// The first year of a plan that begins in the year after `issued`: a plan for 2025 to 2027 of December 2024.
#[must_use]
pub fn about_to_begin(period: Period, issued: Option<Date>) -> Option<i16> {
    let (start, issued) = (period.start?.year(), issued?);
    (start == issued.year() + 1 && issued.month() >= 10).then_some(start)
}

/// The four-digit year, Arabic or Chinese, that `words` end with.
#[must_use]
pub fn year_before(words: &str) -> Option<i16> {
    let start = words.char_indices().rev().nth(3)?.0;
    let year = integer(&words[start..])?;
    let whole = words[..start].chars().next_back().is_none_or(|c| !c.is_ascii_digit());
    (whole && (1949..=2100).contains(&year))
        .then(|| i16::try_from(year).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::{of_version, stated};

    #[test]
    fn reads_the_year_of_a_version() {
        assert_eq!(of_version("教育优先区计划(九十六年八月修订)", true), Some(2007));
        assert_eq!(of_version("某省养老服务条例(2018年修订)", false), Some(2018));
        assert_eq!(of_version("某省三年计划(试行)", false), None);
        assert_eq!(of_version("某省计划(2018年)", false), None);
    }

    #[test]
    fn reads_the_year_of_a_heading() {
        assert_eq!(stated("动员部署(2021年3月)"), Some(2021));
        assert_eq!(stated("二○一九年工作重点"), Some(2019));
        assert_eq!(stated("2021年至2023年"), None);
        assert_eq!(stated("启动阶段(2021年3月,1个月)"), Some(2021));
        assert_eq!(stated("1号线2018年10月1日前开通,2号线年内开工"), None);
        assert_eq!(stated("到2025年,全市森林覆盖率达到45%"), None);
        assert_eq!(stated("2027年底前完成"), None);
        assert_eq!(stated("2024年6月底前印发方案"), Some(2024));
        assert_eq!(stated("三年行动"), None);
    }
}
