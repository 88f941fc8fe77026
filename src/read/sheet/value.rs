//! Numbers of cells as their office reads them off the page.
//!
//! In: a number, its [`Format`], and where the file counts its days from. Out: words: `95%` for 0.95 shown as a percentage,
//! `2024年3月15日` for a date in whatever order its format has it, `3月15日` where the format shows no year, `3` for 3.0.
//! Numbers are taken at the 15 significant digits that spreadsheets calculate with and rounded as they round.

use super::format::{Digits, Form, Format, Moment, Section, Token};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::fmt::Write as _;

/// Most decimals that are shown.
const PLACES: usize = 30;
/// The day of the last date that spreadsheets know, 9999-12-31.
const LAST_DAY: f64 = 2_958_465.0;
const SECONDS: f64 = 86_400.0;

/// Where day 0 is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Epoch {
    /// 1899-12-30 (with a 29 February 1900 that never was).
    #[default]
    Windows,
    /// 1904-01-01, of old Macintosh files.
    Macintosh,
}

/// What the cell shows.
pub(super) fn text(value: f64, format: &Format, epoch: Epoch) -> String {
    let Some((section, sign)) = section(format, value) else {
        return general(value);
    };
    let shown = match &section.form {
        Form::General(before, after) => {
            let value = if sign { value } else { value.abs() };
            format!("{before}{}{after}", general(value))
        }
        Form::Digits(digits) => in_places(value, digits, sign),
        Form::Moment(moment) => self::moment(value, *moment, epoch).unwrap_or_else(|| general(value)),
    };
    shown.trim().to_owned()
}

/// What a cell shows that holds a date in ISO form instead of a number; none where it is none.
pub(super) fn iso(words: &str) -> Option<String> {
    let (day, time) = words.split_once(['T', ' ']).unwrap_or((words, ""));
    let day: Date = day.parse().ok()?;
    let mut shown = format!("{}年{}月{}日", day.year(), day.month(), day.day());
    let time = time.split(['.', 'Z', '+']).next().unwrap_or_default();
    let mut parts = time.split(':').map(|part| part.parse::<u32>().unwrap_or(0));
    let (hour, minute, second) = (parts.next(), parts.next(), parts.next());
    if let (Some(hour), Some(minute)) = (hour, minute)
        && (hour, minute, second.unwrap_or(0)) != (0, 0, 0)
    {
        // Writing to a String cannot fail.
        let _ = write!(shown, " {hour}:{minute:02}");
    }
    Some(shown)
}

/// The section for a number, and whether it shows the sign of a negative one.
fn section(format: &Format, value: f64) -> Option<(&Section, bool)> {
    let sections = &format.sections;
    if sections.iter().any(|section| section.condition.is_some()) {
        let fits = |section: &&Section| {
            section.condition.is_none_or(|condition| {
                let order = value.partial_cmp(&condition.limit);
                order.is_some_and(|order| condition.fits[(order as i8 + 1) as usize])
            })
        };
        return sections.iter().find(fits).map(|section| (section, true));
    }
    match (sections.as_slice(), value) {
        ([_, negative, ..], value) if value < 0.0 => Some((negative, false)),
        ([_, _, zero], 0.0) => Some((zero, false)),
        (sections, _) => sections.first().map(|first| (first, true)),
    }
}

/// The number as a cell without a format shows it: eleven characters where that is enough, no `.0`.
pub(super) fn general(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() || size >= 1e21 || (size > 0.0 && size < 1e-9) {
        return format!("{value:E}");
    }
    let number = Decimal::new(size);
    let whole = usize::try_from(number.point).unwrap_or(0).max(1);
    let (whole, fraction) = number.rounded(10_usize.saturating_sub(whole).max(2));
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    let is_zero = whole == "0" && fraction.is_empty();
    let sign = if value < 0.0 && !is_zero { "-" } else { "" };
    format!("{sign}{whole}{point}{fraction}")
}

fn in_places(value: f64, digits: &Digits, sign: bool) -> String {
    let places = |tokens: &[Token]| tokens.iter().filter(|token| !matches!(token, Token::Words(_))).count();
    let mut number = Decimal::new(value.abs());
    number.point += digits.shift;
    let (whole, fraction) = number.rounded(places(&digits.fraction).min(PLACES));
    let is_zero = whole == "0" && fraction.bytes().all(|digit| digit == b'0');
    let mut shown = String::new();
    if sign && value < 0.0 && !is_zero {
        shown.push('-');
    }
    shown.push_str(&before_point(&whole, digits, places(&digits.whole)));
    let mut behind = behind_point(&fraction, &digits.fraction);
    if behind.starts_with(|c: char| c.is_ascii_digit()) {
        if !shown.ends_with(|c: char| c.is_ascii_digit()) {
            shown.push('0');
        }
        behind.insert(0, '.');
    }
    shown + &behind
}

/// The digits before the point in their places, filled from the right.
fn before_point(whole: &str, digits: &Digits, places: usize) -> String {
    let mut left: Vec<char> = if whole == "0" {
        Vec::new()
    } else {
        whole.chars().collect()
    };
    let (mut reversed, mut count, mut seen) = (Vec::new(), 0, 0);
    let mut put = |digit: char, reversed: &mut Vec<char>| {
        if digits.grouped && count > 0 && count % 3 == 0 {
            reversed.push(',');
        }
        count += 1;
        reversed.push(digit);
    };
    for token in digits.whole.iter().rev() {
        match token {
            Token::Words(words) => reversed.extend(words.chars().rev()),
            token => {
                seen += 1;
                match left.pop() {
                    Some(digit) => put(digit, &mut reversed),
                    None if *token == Token::Digit => put('0', &mut reversed),
                    None => {}
                }
                // The first place takes all that is left.
                while seen == places
                    && let Some(digit) = left.pop()
                {
                    put(digit, &mut reversed);
                }
            }
        }
    }
    reversed.iter().rev().collect()
}

fn behind_point(fraction: &str, tokens: &[Token]) -> String {
    let mut digits: Vec<Option<char>> = fraction.chars().map(Some).collect();
    let optional: Vec<bool> = tokens
        .iter()
        .filter(|token| !matches!(token, Token::Words(_)))
        .map(|token| *token == Token::Optional)
        .collect();
    for (digit, optional) in digits.iter_mut().zip(optional).rev() {
        if *digit != Some('0') || !optional {
            break;
        }
        *digit = None;
    }
    let mut digits = digits.into_iter();
    let mut shown = String::new();
    for token in tokens {
        match token {
            Token::Words(words) => shown.push_str(words),
            _ => shown.extend(digits.next().flatten()),
        }
    }
    shown
}

/// A number that is not negative, in decimal digits: 0.d₁d₂d₃… × 10^point.
struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    fn new(value: f64) -> Self {
        let written = format!("{value:.14e}");
        let (digits, exponent) = written.split_once('e').unwrap_or((&written, "0"));
        let digits: Vec<u8> = digits
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|digit| digit - b'0')
            .collect();
        let point = exponent.parse::<i32>().unwrap_or(0) + 1;
        Self { digits, point }
    }

    /// Rounded half up; the digits before and behind the point.
    fn rounded(&self, places: usize) -> (String, String) {
        let kept = self.point + i32::try_from(places).unwrap_or(0);
        let kept = usize::try_from(kept).unwrap_or(usize::MAX);
        // All places from the first digit, or the point, to the last decimal.
        let lead = usize::try_from(-self.point).unwrap_or(0);
        let mut all: Vec<u8> = if kept == usize::MAX {
            vec![0; places]
        } else {
            let digits = self.digits.iter().copied().chain(std::iter::repeat(0)).take(kept);
            std::iter::repeat_n(0, lead).chain(digits).collect()
        };
        if kept != usize::MAX && self.digits.get(kept).is_some_and(|&next| next >= 5) {
            let mut at = all.len();
            loop {
                let Some(before) = at.checked_sub(1) else {
                    all.insert(0, 1);
                    break;
                };
                at = before;
                if all[at] < 9 {
                    all[at] += 1;
                    break;
                }
                all[at] = 0;
            }
        }
        let word = |digits: &[u8]| digits.iter().map(|&digit| char::from(digit + b'0')).collect::<String>();
        let (whole, fraction) = all.split_at(all.len().saturating_sub(places));
        let whole = word(whole);
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        (whole.to_owned(), word(fraction))
    }
}

/// A date or time; none where the number is no day.
fn moment(value: f64, shows: Moment, epoch: Epoch) -> Option<String> {
    if !(0.0..LAST_DAY + 1.0).contains(&value) {
        return None;
    }
    let (mut days, mut seconds) = (value.floor(), (value.fract() * SECONDS).round());
    if seconds >= SECONDS {
        (days, seconds) = (days + 1.0, 0.0);
    }
    let (days, seconds) = (days as i64, seconds as i64);
    let mut shown = String::new();
    let dated = shows.year || shows.month || shows.day;
    if dated || shows.weekday {
        let day = day(days, epoch);
        // Day 0 with a time is a time of day.
        if let Some(day) = day {
            shown = on_page(day, shows);
        } else if !(days == 0 && shows.hour) {
            return None;
        }
    }
    let timed = shows.hour || shows.minute || shows.second;
    if timed && (seconds != 0 || shown.is_empty()) {
        if !shown.is_empty() {
            shown.push(' ');
        }
        let hours = if shows.elapsed { days * 24 } else { 0 } + seconds / 3600;
        let (minute, second) = (seconds / 60 % 60, seconds % 60);
        // Writing to a String cannot fail.
        let _ = if shows.hour || hours > 0 && shows.elapsed {
            write!(shown, "{hours}:{minute:02}")
        } else {
            write!(shown, "{minute:02}:{second:02}")
        };
        if shows.hour && shows.second && second != 0 {
            let _ = write!(shown, ":{second:02}");
        }
    }
    Some(shown)
}

fn day(days: i64, epoch: Epoch) -> Option<Date> {
    let start = match (epoch, days) {
        (Epoch::Macintosh, _) => date(1904, 1, 1),
        (Epoch::Windows, 1..=59) => date(1899, 12, 31),
        (Epoch::Windows, 61..) => date(1899, 12, 30),
        _ => return None,
    };
    start.checked_add(days.days()).ok()
}

fn on_page(day: Date, shows: Moment) -> String {
    let mut shown = String::new();
    let alone = !(shows.year || shows.month || shows.day);
    if alone {
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        let names = ["一", "二", "三", "四", "五", "六", "日"];
        return format!("星期{}", names.get(weekday).unwrap_or(&"日"));
    }
    // Writing to a String cannot fail.
    if shows.year {
        let _ = write!(shown, "{}年", day.year());
    }
    if shows.month || shows.year && shows.day {
        let _ = write!(shown, "{}月", day.month());
    }
    if shows.day {
        let _ = write!(shown, "{}日", day.day());
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, cases: &[(f64, &str)]) {
        for &(value, shown) in cases {
            assert_eq!(text(value, &Format::new(code), Epoch::Windows), shown, "{code} {value}");
        }
    }

    #[test]
    fn numbers_without_a_format_are_as_typed() {
        check(
            "General",
            &[
                (3.0, "3"),
                (0.95, "0.95"),
                (-2.5, "-2.5"),
                (0.1 + 0.2, "0.3"),
                (1.0 / 3.0, "0.333333333"),
                (13_800_138_000.0, "13800138000"),
                (1_234_567_890.12, "1234567890.12"),
                (-0.0, "0"),
                (1e300, "1E300"),
                (2e-12, "2E-12"),
            ],
        );
        check("@", &[(2024.0, "2024")]);
        check("General\"万元\"", &[(3.5, "3.5万元")]);
        check("G/通用格式", &[(3.5, "3.5")]);
    }

    #[test]
    fn percentages_and_places_are_those_of_the_page() {
        check("0%", &[(0.95, "95%"), (0.285, "29%"), (1.0, "100%"), (-0.05, "-5%")]);
        check("0.00%", &[(0.9512, "95.12%"), (0.95, "95.00%")]);
        check("0.0#%", &[(0.95, "95.0%"), (0.9512, "95.12%")]);
        check("0.00", &[(2.7654, "2.77"), (2.005, "2.01"), (0.0, "0.00")]);
        check("#,##0.00_ ", &[(12_345.678, "12,345.68"), (999.0, "999.00")]);
        check(
            "#,##0_);[Red](#,##0)",
            &[(-1_234.0, "(1,234)"), (1_234_567.0, "1,234,567")],
        );
        check("000", &[(7.0, "007"), (1234.0, "1234")]);
        check("0\"万元\"", &[(300.0, "300万元")]);
        check("\"第\"0\"条\"", &[(3.0, "第3条")]);
        check("0\\.0,\"万元\"", &[(123_456.0, "12.3万元")]);
        check("[$¥-804]#,##0.00", &[(1_000.5, "¥1,000.50")]);
        check("#.##", &[(0.5, "0.5"), (3.0, "3")]);
        check("0;-0;;@", &[(0.0, ""), (5.0, "5"), (-5.0, "-5")]);
        check("[=1]\"是\";[=0]\"否\";0", &[(1.0, "是"), (0.0, "否"), (7.0, "7")]);
        check("[>=10000]0.0,\"千\";0", &[(12_345.0, "12.3千"), (99.0, "99")]);
        check("0.00E+00", &[(12_345.0, "12345")]);
        check("# ?/?", &[(0.5, "0.5")]);
    }

    #[test]
    fn dates_are_written_as_an_office_reads_them() {
        let day = 45_366.0; // 2024-03-15
        for code in [
            "yyyy/m/d",
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\"",
            "yyyy\\-mm\\-dd;@",
            "[$-804]yyyy\"年\"m\"月\"d\"日\";@",
            "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"",
            "d-mmm-yy",
            "yyyy.m.d",
            "e/m/d",
            "yyyy年m月d日",
            "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
        ] {
            check(code, &[(day, "2024年3月15日")]);
        }
        check("yyyy\"年\"m\"月\"", &[(day, "2024年3月")]);
        check("m\"月\"d\"日\"", &[(day, "3月15日")]);
        check("mmm-yy", &[(day, "2024年3月")]);
        check("yyyy", &[(day, "2024年")]);
        check("[$-804]aaaa;@", &[(day, "星期五")]);
        check(
            "yyyy/m/d h:mm",
            &[(day, "2024年3月15日"), (day + 0.604_166_666, "2024年3月15日 14:30")],
        );
        check("h:mm:ss", &[(0.5, "12:00"), (0.500_011_574, "12:00:01")]);
        check("[h]:mm", &[(1.25, "30:00")]);
        check("mm:ss", &[(0.002_372_685, "03:25")]);
        check("h:mm AM/PM", &[(0.75, "18:00")]);
        check(
            "yyyy/m/d",
            &[(-1.0, "-1"), (1.0, "1900年1月1日"), (60.0, "60"), (3e6, "3000000")],
        );
        assert_eq!(text(day, &Format::built_in(14), Epoch::Windows), "2024年3月15日");
        assert_eq!(text(day, &Format::built_in(58), Epoch::Windows), "3月15日");
        assert_eq!(
            text(day - 1462.0, &Format::built_in(31), Epoch::Macintosh),
            "2024年3月15日"
        );
        assert_eq!(iso("2024-03-15T00:00:00").as_deref(), Some("2024年3月15日"));
        assert_eq!(iso("2024-03-15T14:05:00").as_deref(), Some("2024年3月15日 14:05"));
        assert_eq!(iso("3月"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_code_and_no_number_panics(code in "[\\PC0#?.,%;\"\\\\\\[\\]ymdhs@_*!<>=E+/]{0,24}", value: f64) {
            for value in [value, value.abs() % 3e6, -value, 0.0] {
                let _ = text(value, &Format::new(&code), Epoch::Windows);
            }
        }
    }
}
