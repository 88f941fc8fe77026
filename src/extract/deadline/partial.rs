//! Incomplete dates as they are written: `2021年底`, `3月15日`, `第三季度末`, `上旬`, `2024.6.30`.
//! [`Partial::scan`] reads one, [`Partial::bounds`] gives its first and last day once the year is known.
//!
//! `底` and `末` bound the end only; `初` of a month ends on the 10th, of a year on 31 January, of a quarter with its
//! first month; `上旬 中旬 下旬` end on the 10th, the 20th, the last day. Not read here: the clock, weekdays, `前` and `起`.

use crate::extract::number;
use jiff::civil::Date;

/// A year as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// `2024年`, `二〇二四年`, `民国113年`.
    Written(i16),
    /// `今年` is 0, `明年` 1: so many years after the year of issue.
    Relative(i16),
}

/// What part of the year or month is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Part {
    /// All of it.
    #[default]
    Whole,
    /// 初.
    Begin,
    /// 底, 末.
    End,
    /// 上旬, 中旬, 下旬 as 0, 1, 2.
    Third(i8),
    /// 上半年, 下半年 as 0, 1.
    Half(i8),
    /// 一季度 is 1.
    Quarter(i8),
    /// `一季度初`.
    QuarterBegin(i8),
    /// `一季度末`.
    QuarterEnd(i8),
    /// `113学年度`: 0 for the school year, 1 and 2 for its terms. In Taiwan it runs from 1 August to 31 July (學年學期
    /// 假期辦法 art. 2), the second term from 1 February.
    School(i8),
    /// `月底` without its month: that of the date of issue.
    ThisMonth,
}

/// A date with what is written of it. Month and day are as written and may be impossible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Partial {
    /// The year, if written.
    pub year: Option<Year>,
    /// The month, if written.
    pub month: Option<u32>,
    /// The day, if written.
    pub day: Option<u32>,
    /// Which part of the smallest unit written.
    pub part: Part,
}

/// The first day (none where only the end is bounded) and the last day.
pub(super) type Bounds = (Option<Date>, Date);

impl Partial {
    /// The incomplete date that `words` starts with and its length in bytes. `minguo`: years 70–130 before a month
    /// are years of the Republic (民国).
    pub fn scan(words: &str, minguo: bool) -> Option<(Self, usize)> {
        let mut scan = Scan { words, at: 0 };
        let mut found = Self::default();
        if let Some(date) = scan.numeric(minguo) {
            return Some((date, scan.at));
        }
        if minguo && let Some((year, term)) = scan.school_year() {
            found.year = Some(Year::Written(year));
            found.part = Part::School(term);
            return Some((found, scan.at));
        }
        found.year = scan.year(minguo);
        if scan.eat("上半年") {
            found.part = Part::Half(0);
        } else if scan.eat("下半年") {
            found.part = Part::Half(1);
        } else if let Some(quarter) = scan.quarter() {
            found.part = if scan.eat("末") || scan.eat("底") {
                Part::QuarterEnd(quarter)
            } else if scan.eat("初") {
                Part::QuarterBegin(quarter)
            } else {
                Part::Quarter(quarter)
            };
        } else if let Some(month) = scan.counted(&["月份", "月"]) {
            found.month = Some(month);
            found.day = scan.counted(&["日", "号"]);
            if found.day.is_none() {
                found.part = scan.month_part();
            }
        } else if scan.eat("本月") || (found.year.is_none() && (scan.peek("月底") || scan.peek("月末"))) {
            scan.eat("月");
            found.part = Part::ThisMonth;
            let _ = scan.eat("底") || scan.eat("末");
        } else if let Some(day) = (found.year.is_none()).then(|| scan.counted(&["日", "号"])).flatten() {
            found.day = Some(day);
        } else {
            let rest = scan.rest();
            for (word, part) in [
                ("年底", Part::End),
                ("年末", Part::End),
                ("底", Part::End),
                ("末", Part::End),
                ("年初", Part::Begin),
                ("初", Part::Begin),
            ] {
                if rest.starts_with(word) && (found.year.is_some() || word.starts_with('年')) {
                    found.part = part;
                    scan.at += word.len();
                    break;
                }
            }
            if found.year.is_none() && found.part == Part::Whole {
                return None;
            }
        }
        Some((found, scan.at))
    }

    /// First and last day in `year`; none where there is no such day. `ThisMonth` needs [`Partial::month`] set.
    pub fn bounds(&self, year: i16) -> Option<Bounds> {
        let month = match self.month {
            Some(month) => Some(i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?),
            None => None,
        };
        if let Some(day) = self.day {
            let date = Date::new(year, month?, i8::try_from(day).ok()?).ok()?;
            return Some((Some(date), date));
        }
        let first = |month: i8| Date::new(year, month, 1).ok();
        let last = |month: i8| first(month).map(Date::last_of_month);
        let months = |from: i8, to: i8| Some((Some(first(from)?), last(to)?));
        Some(match (month, self.part) {
            (Some(month), Part::Begin) => (None, Date::new(year, month, 10).ok()?),
            (Some(month), Part::End | Part::ThisMonth) => (None, last(month)?),
            (Some(month), Part::Third(2)) => (Some(Date::new(year, month, 21).ok()?), last(month)?),
            (Some(month), Part::Third(third)) => (
                Date::new(year, month, third * 10 + 1).ok(),
                Date::new(year, month, third * 10 + 10).ok()?,
            ),
            (Some(month), _) => months(month, month)?,
            (None, Part::Begin) => (None, last(1)?),
            (None, Part::End) => (None, last(12)?),
            (None, Part::Half(half)) => months(half * 6 + 1, half * 6 + 6)?,
            (None, Part::Quarter(quarter)) => months(quarter * 3 - 2, quarter * 3)?,
            (None, Part::QuarterBegin(quarter)) => (None, last(quarter * 3 - 2)?),
            (None, Part::QuarterEnd(quarter)) => (None, last(quarter * 3)?),
            (None, Part::School(term)) => {
                let from = if term == 2 {
                    Date::new(year + 1, 2, 1)
                } else {
                    Date::new(year, 8, 1)
                };
                let to = if term == 1 {
                    Date::new(year + 1, 1, 31)
                } else {
                    Date::new(year + 1, 7, 31)
                };
                (Some(from.ok()?), to.ok()?)
            }
            (None, Part::ThisMonth | Part::Third(_)) => return None,
            (None, Part::Whole) => months(1, 12)?,
        })
    }

    /// Whether nothing but a year is written.
    pub fn only_year(&self) -> bool {
        self.month.is_none() && self.day.is_none() && self.part == Part::Whole
    }
}

/// The years of a five-year plan by its number: `十四五` is the 14th, 2021 to 2025. Plans before the third did not
/// keep the pattern and are not read.
pub(super) fn plan_years(words: &str) -> Option<(i16, i16)> {
    let start = words.find(|c| "一二三四五六七八九十".contains(c))?;
    let words = &words[start..];
    let five = words.rfind('五')?;
    let number = i16::try_from(number::integer(&words[..five])?).ok()?;
    (3..=30)
        .contains(&number)
        .then(|| (1951 + 5 * number, 1955 + 5 * number))
}

struct Scan<'t> {
    words: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        &self.words[self.at..]
    }

    fn peek(&self, word: &str) -> bool {
        self.rest().starts_with(word)
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.peek(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// A number directly before one of `units`.
    fn counted(&mut self, units: &[&str]) -> Option<u32> {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_ascii_digit() && !"〇○零一二三四五六七八九十廿卅元正".contains(c))?;
        let after = &rest[length..];
        let unit = units.iter().find(|unit| after.starts_with(**unit))?;
        let value = match &rest[..length] {
            "元" | "正" => 1,
            words => number::integer(words)?,
        };
        self.at += length + unit.len();
        Some(value)
    }

    fn year(&mut self, minguo: bool) -> Option<Year> {
        for (word, shift) in [("今年", 0), ("本年度", 0), ("本年", 0), ("明年", 1)] {
            if self.eat(word) {
                return Some(Year::Relative(shift));
            }
        }
        let before = self.at;
        let named = self.eat("中华民国") || self.eat("民国");
        let plain = self.rest();
        let length = plain
            .find(|c: char| !c.is_ascii_digit() && !"〇○零一二三四五六七八九十百".contains(c))
            .unwrap_or(0);
        let value = number::integer(&plain[..length]).and_then(|value| i16::try_from(value).ok());
        let after = &plain[length..];
        let year = value.filter(|_| after.starts_with('年')).and_then(|value| {
            if named {
                (1..=150).contains(&value).then_some(value + 1911)
            } else if (1900..2100).contains(&value) {
                Some(value)
            } else {
                (minguo && (70..=130).contains(&value)).then_some(value + 1911)
            }
        });
        match year {
            Some(year) => {
                self.at += length + '年'.len_utf8();
                let _ = self.eat("度");
                Some(Year::Written(year))
            }
            None => {
                self.at = before;
                None
            }
        }
    }

    /// `113学年度第1学期`: the year it begins in and the term, 0 where none is written.
    fn school_year(&mut self) -> Option<(i16, i8)> {
        let rest = self.rest();
        let length = rest.find("学年度").filter(|length| (2..=12).contains(length))?;
        let year = number::integer(&rest[..length]).and_then(|year| i16::try_from(year).ok())?;
        self.at += length + "学年度".len();
        let _ = self.eat("第");
        let first = self.eat("一学期") || self.eat("1学期") || self.eat("上学期");
        let second = !first && (self.eat("二学期") || self.eat("2学期") || self.eat("下学期"));
        (70..=130)
            .contains(&year)
            .then_some((year + 1911, if first { 1 } else { i8::from(second) * 2 }))
    }

    /// `2024.6.30`, `2024-06-30`, `2024/6`, with years of the Republic `113.6.30`.
    fn numeric(&mut self, minguo: bool) -> Option<Partial> {
        let mut numbers = [None; 3];
        let mut at = 0;
        let rest = self.rest();
        for (index, number) in numbers.iter_mut().enumerate() {
            let digits = rest[at..].bytes().take_while(u8::is_ascii_digit).count();
            if (index == 0 && digits != 4 && !(minguo && digits == 3)) || (index > 0 && !(1..=2).contains(&digits)) {
                break;
            }
            *number = rest[at..at + digits].parse::<u32>().ok();
            at += digits;
            if index < 2 {
                if !rest[at..].starts_with(['.', '-', '/']) || !rest[at + 1..].starts_with(|c: char| c.is_ascii_digit())
                {
                    break;
                }
                at += 1;
            }
        }
        let (year, month) = (numbers[0]?, numbers[1]?);
        let year = match i16::try_from(year).ok()? {
            year @ 1900..2100 => year,
            year @ 100..=130 if minguo && numbers[2].is_some() => year + 1911,
            _ => return None,
        };
        self.at += at;
        let mut found = Partial {
            year: Some(Year::Written(year)),
            month: Some(month),
            day: numbers[2],
            part: Part::Whole,
        };
        if found.day.is_some() {
            let _ = self.eat("日");
        } else {
            let _ = self.eat("月");
            found.part = self.month_part();
        }
        Some(found)
    }

    fn month_part(&mut self) -> Part {
        for (word, part) in [
            ("底", Part::End),
            ("末", Part::End),
            ("初", Part::Begin),
            ("上旬", Part::Third(0)),
            ("中旬", Part::Third(1)),
            ("下旬", Part::Third(2)),
        ] {
            if self.eat(word) {
                return part;
            }
        }
        Part::Whole
    }

    fn quarter(&mut self) -> Option<i8> {
        let before = self.at;
        let _ = self.eat("第");
        for (index, forms) in [["一", "1"], ["二", "2"], ["三", "3"], ["四", "4"]].iter().enumerate() {
            for form in forms {
                let rest = self.rest();
                if rest.strip_prefix(form).is_some_and(|after| after.starts_with("季度")) {
                    self.at += form.len() + "季度".len();
                    return i8::try_from(index + 1).ok();
                }
            }
        }
        self.at = before;
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn reads_parts_of_years_and_months() {
        for (words, minguo, start, end) in [
            ("2021年底前", false, None, date(2021, 12, 31)),
            ("2021年年底", false, None, date(2021, 12, 31)),
            ("二○○四年二月底", false, None, date(2004, 2, 29)),
            ("2024年2月", false, Some(date(2024, 2, 1)), date(2024, 2, 29)),
            ("2024年下半年", false, Some(date(2024, 7, 1)), date(2024, 12, 31)),
            ("2024年第三季度末", false, None, date(2024, 9, 30)),
            ("2024年十一月下旬", false, Some(date(2024, 11, 21)), date(2024, 11, 30)),
            ("2024年12月中旬", false, Some(date(2024, 12, 11)), date(2024, 12, 20)),
            ("2024-06-30前", false, Some(date(2024, 6, 30)), date(2024, 6, 30)),
            ("2024.6底", false, None, date(2024, 6, 30)),
            ("112年6月30日", true, Some(date(2023, 6, 30)), date(2023, 6, 30)),
            ("民国一百一十二年度", false, Some(date(2023, 1, 1)), date(2023, 12, 31)),
        ] {
            let (found, _) = Partial::scan(words, minguo).unwrap_or_else(|| panic!("{words} is not read"));
            let Some(Year::Written(year)) = found.year else {
                panic!("{words} has no year")
            };
            assert_eq!(found.bounds(year), Some((start, end)), "{words}");
        }
        assert_eq!(Partial::scan("112年6月30日", false), None);
        assert_eq!(Partial::scan("三个月", false), None);
    }

    #[test]
    fn knows_days_that_do_not_exist() {
        let (found, length) = Partial::scan("2月30日前", false).unwrap();
        assert_eq!(length, "2月30日".len());
        assert_eq!(found.bounds(2024), None);
        assert_eq!(Partial::scan("13月", false).unwrap().0.bounds(2024), None);
    }

    #[test]
    fn knows_five_year_plans() {
        assert_eq!(plan_years("“十四五”末"), Some((2021, 2025)));
        assert_eq!(plan_years("九五期间"), Some((1996, 2000)));
        assert_eq!(plan_years("二五"), None);
    }
}
