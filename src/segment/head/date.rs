//! 成文日期: a line, or the end of a signature line, that holds nothing but a date.
//!
//! GB/T 9704-2012 7.3.5.4 wants Arabic numerals, the full year and no leading zeros; older notices write
//! `二○○七年四月十三日`, Taiwan `中华民国112年3月1日`. Not read: `2021-03-16`, the form of web posting dates.

use crate::numeral::integer;
use jiff::civil::Date;

/// Offset of the years of the Republic of China (民国): year 1 is 1912.
const MINGUO: u64 = 1911;

/// The date that `words` consist of, brackets and blanks aside.
#[must_use]
pub fn date_line(words: &str) -> Option<Date> {
    // Most lines are none; the longest date with what may follow it has some 30 characters.
    if words.len() > 120 || !words.contains('年') {
        return None;
    }
    let bare: String = words
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')'))
        .collect();
    let (date, rest) = leading_date(&bare)?;
    // Macau says where it was signed: `二零一九年十一月十四日于房屋局`.
    let place = || rest.strip_prefix('于').is_some_and(super::body_name::is_body_name);
    (matches!(rest, "" | "印发" | "通过") || place()).then_some(date)
}

/// The date of a line below a signature: also `2021-03-03`, `2021/3/3`, `2021.3.3`, and `2021年3月3` without its 日.
#[must_use]
pub fn signed_date(words: &str) -> Option<Date> {
    let words = words.trim_end_matches('。');
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(date) = date_line(words) {
        return Some(date);
    }
    let mut parts = bare.splitn(3, ['-', '/', '.', '年', '月']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    let whole = format!("{year}年{month}月{day}日");
    leading_date(&whole).map(|(date, _)| date)
}

/// A line that names a body and then a date: the body's words and the date.
#[must_use]
pub fn date_at_end(words: &str) -> Option<(&str, Date)> {
    let trimmed = words.trim_end();
    if !trimmed.ends_with(['日', '号', ')']) {
        return None;
    }
    // The date is at most `中华民国一百一十二年十二月三十一日`, 17 characters.
    let starts: Vec<usize> = trimmed.char_indices().rev().take(18).map(|(at, _)| at).collect();
    starts.into_iter().rev().find_map(|at| {
        let head = &trimmed[..at];
        // `云溪县人民政府(印章)2021年3月8日`
        if trimmed[at..].starts_with(')') {
            return None;
        }
        if head.ends_with(|c: char| crate::numeral::digit(c).is_some() || matches!(c, '十' | '百')) {
            return None;
        }
        Some((head.trim_end(), date_line(&trimmed[at..])?)).filter(|(head, _)| !head.is_empty())
    })
}

fn leading_date(bare: &str) -> Option<(Date, &str)> {
    let (minguo, rest) = ["中华民国", "民国"]
        .iter()
        .find_map(|w| bare.strip_prefix(w))
        .map_or((false, bare), |rest| (true, rest));
    let (year, rest) = rest.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, rest) = rest.split_once(['日', '号'])?;
    let year = if year == "元" { 1 } else { integer(year)? };
    let year = if minguo { year + MINGUO } else { year };
    if !(1949..=2100).contains(&year) {
        return None;
    }
    let month = i8::try_from(integer(month)?).ok()?;
    let day = i8::try_from(integer(day)?).ok()?;
    Date::new(i16::try_from(year).ok()?, month, day)
        .ok()
        .map(|date| (date, rest))
}

#[cfg(test)]
mod tests {
    use super::{date_at_end, date_line};

    #[test]
    fn reads_lines_that_are_dates() {
        for (line, date) in [
            ("2021年3月3日", "2021-03-03"),
            ("二○○七年四月十三日", "2007-04-13"),
            ("二〇一七年十二月三十一日", "2017-12-31"),
            ("(2016年12月9日)", "2016-12-09"),
            ("中华民国112年3月1日", "2023-03-01"),
            ("2024 年 4 月 20 日", "2024-04-20"),
            ("二零一九年十一月十四日于房屋局", "2019-11-14"),
        ] {
            assert_eq!(date_line(line).map(|d| d.to_string()).as_deref(), Some(date), "{line}");
        }
    }

    #[test]
    fn refuses_other_lines() {
        for line in [
            "2021-03-16",
            "2021年3月",
            "2021年13月3日",
            "2021年3月3日前完成",
            "自2021年3月3日",
            "第3年4月5日",
        ] {
            assert_eq!(date_line(line), None, "{line}");
        }
    }

    #[test]
    fn reads_signature_and_date_on_one_line() {
        let (body, date) = date_at_end("云溪县人民政府办公室2019年5月6日").unwrap();
        assert_eq!(
            (body, date.to_string().as_str()),
            ("云溪县人民政府办公室", "2019-05-06")
        );
        let (body, date) = date_at_end("云溪县教育局 二○一九年五月六日").unwrap();
        assert_eq!((body, date.to_string().as_str()), ("云溪县教育局", "2019-05-06"));
    }
}
