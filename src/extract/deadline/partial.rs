//! Incomplete dates: what of a date is written, and its first and last day once the year is known. They are read in
//! [`super::written`].
//!
//! `底` and `末` bound the end only; `初` of a month ends on the 10th, of a year on 31 January, of a quarter with its
//! first month; `上旬 中旬 下旬` end on the 10th, the 20th, the last day; `前三季度` ends on 30 September. Not read: the
//! clock, weekdays, `前` and `起`.

use crate::extract::number;
use jiff::civil::Date;

/// A year as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// `2024年`, `二〇二四年`, `民国113年`.
    Written(i16),
    /// `98年底`: a year without its century.
    Short(i16),
    /// `今年` is 0, `明年` 1: so many years after the plan's own year, else the year of issue.
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
    /// 底, 末, 终.
    End,
    /// From one third of a month to another: 上旬 is (0, 0), 中下旬 (1, 2).
    Thirds(i8, i8),
    /// 上半年, 下半年 as 0, 1.
    Half(i8),
    /// `上半年末`, `上半年内`.
    HalfEnd(i8),
    /// 一季度 is 1; 0 is that of the date of issue (`本季度`).
    Quarter(i8),
    /// `一季度初`.
    QuarterBegin(i8),
    /// `一季度末`.
    QuarterEnd(i8),
    /// `前三季度`.
    Quarters(i8),
    /// `113学年度`: 0 for the school year, 1 and 2 for its terms. In Taiwan it runs from 1 August to 31 July (學年學期
    /// 假期辦法 art. 2), the second term from 1 February.
    School(i8),
}

/// The month of `本月` and of `月底` without a month: that of the date of issue.
pub(super) const THIS_MONTH: u32 = 0;

/// A date with what is written of it. Month and day are as written and may be impossible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Partial {
    /// The year, if written.
    pub year: Option<Year>,
    /// The month, if written; [`THIS_MONTH`] for that of the date of issue.
    pub month: Option<u32>,
    /// The day, if written.
    pub day: Option<u32>,
    /// Which part of the smallest unit written.
    pub part: Part,
}

/// The first day (none where only the end is bounded) and the last day.
pub(super) type Bounds = (Option<Date>, Date);

impl Partial {
    /// First and last day in `year`; none where there is no such day. What stands for the date of issue has to be
    /// filled in before.
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
            (Some(month), Part::End) => (None, last(month)?),
            (Some(month), Part::Thirds(from, to)) => {
                let end = if to == 2 {
                    last(month)?
                } else {
                    Date::new(year, month, to * 10 + 10).ok()?
                };
                (Some(Date::new(year, month, from * 10 + 1).ok()?), end)
            }
            (Some(month), _) => months(month, month)?,
            (None, Part::Begin) => (None, last(1)?),
            (None, Part::End) => (None, last(12)?),
            (None, Part::Half(half)) => months(half * 6 + 1, half * 6 + 6)?,
            (None, Part::HalfEnd(half)) => (None, last(half * 6 + 6)?),
            (None, Part::Quarter(quarter)) => months(quarter * 3 - 2, quarter * 3)?,
            (None, Part::QuarterBegin(quarter)) => (None, last(quarter * 3 - 2)?),
            (None, Part::QuarterEnd(quarter)) => (None, last(quarter * 3)?),
            (None, Part::Quarters(count)) => months(1, count * 3)?,
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
            (None, Part::Thirds(..)) => return None,
            (None, Part::Whole) => months(1, 12)?,
        })
    }

    /// Whether nothing but a year is written.
    pub fn only_year(&self) -> bool {
        self.month.is_none() && self.day.is_none() && self.part == Part::Whole
    }

    /// Whether the words bound the end only: `6月底`, `3月初`, `一季度末`, `前三季度`.
    pub fn bounds_end_only(&self) -> bool {
        self.day.is_none()
            && matches!(
                self.part,
                Part::End
                    | Part::Begin
                    | Part::HalfEnd(_)
                    | Part::QuarterEnd(_)
                    | Part::QuarterBegin(_)
                    | Part::Quarters(_)
            )
    }
}

/// The years of a five-year plan by its number: `十四五` is the 14th, 2021 to 2025. Plans before the third did not
/// keep the pattern and are not read.
pub(super) fn plan_years(words: &str) -> Option<(i16, i16)> {
    let start = words.find(|c| "一二三四五六七八九十".contains(c))?;
    let words = &words[start..];
    let five = words.find('五').filter(|five| *five > 0)?;
    // 十五五: the first 五 is part of the number.
    let five = if words[five + '五'.len_utf8()..].starts_with('五') {
        five + '五'.len_utf8()
    } else {
        five
    };
    let number = i16::try_from(number::integer(&words[..five])?).ok()?;
    (3..=30)
        .contains(&number)
        .then(|| (1951 + 5 * number, 1955 + 5 * number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_five_year_plans() {
        assert_eq!(plan_years("“十四五”末"), Some((2021, 2025)));
        assert_eq!(plan_years("“十五五”期间"), Some((2026, 2030)));
        assert_eq!(plan_years("“十五”期间"), Some((2001, 2005)));
        assert_eq!(plan_years("九五期间"), Some((1996, 2000)));
        assert_eq!(plan_years("二五"), None);
    }
}
