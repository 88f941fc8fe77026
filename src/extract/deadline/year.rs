//! Years that are not written. The order: the nearest year written earlier in the same item, the year in force
//! (heading, plan), the year of issue. Nothing else: with none of them the date stays open. `今年` is the plan's own
//! year, where its title names one, else the year of issue; `本月` and `本季度` are those of the date of issue.

use super::TimeContext;
use super::partial::{Bounds, Part, Partial, THIS_MONTH, Year};
use jiff::{Span, civil::Date};

/// A date that has been fixed, or why it could not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fixed {
    /// First and last day; whether the year was inferred; the year.
    Dates(Bounds, bool, i16),
    /// There is no such day.
    Impossible,
    /// No date after all: `10年底` in a notice of 2024.
    NoDate,
    /// Nothing fixes the year.
    NoYear,
}

/// The years known while one item is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Years<'c> {
    /// What the notice and the enclosing items say.
    pub context: &'c TimeContext,
    /// The nearest year written earlier in the item.
    pub written: Option<i16>,
}

impl Years<'_> {
    /// The year of a date without one.
    pub fn current(&self) -> Option<i16> {
        self.written
            .or(self.context.year)
            .or(self.context.issued.map(|issued| issued.year()))
    }

    /// Whether a day without a written year lies so long before the notice that the next year must be meant: a notice
    /// of December that says `2月底前`. A plan may carry dates of the weeks before it was issued.
    fn is_long_past(&self, end: Date) -> bool {
        const WEEKS: i64 = 13;
        self.written.is_none()
            && self.context.issued.is_some_and(|issued| {
                end.year() == issued.year()
                    && end
                        .checked_add(Span::new().weeks(WEEKS))
                        .is_ok_and(|latest| latest < issued)
            })
    }

    /// What `今年` means.
    fn this_year(&self) -> Option<i16> {
        let plan = self.context.period.and_then(|period| {
            let year = period.start?.year();
            (period.end?.year() == year).then_some(year)
        });
        plan.or(self.context.issued.map(|issued| issued.year()))
            .or(self.context.year)
    }

    /// The year of a date that is written without its century: the nearest to the notice, and near it at all.
    fn with_century(&self, short: i16) -> Option<i16> {
        const FAR: i16 = 12;
        let near = self.context.issued.map(|issued| issued.year()).or(self.context.year)?;
        let year = [1900 + short, 2000 + short]
            .into_iter()
            .min_by_key(|year| (year - near).abs())?;
        ((year - near).abs() <= FAR).then_some(year)
    }

    /// The first and last day of `date`.
    pub fn fix(&self, date: &Partial) -> Fixed {
        let mut date = *date;
        let mut of_issue = false;
        let this_quarter = matches!(date.part, Part::Quarter(0) | Part::QuarterEnd(0));
        if date.month == Some(THIS_MONTH) || this_quarter {
            let Some(issued) = self.context.issued else {
                return Fixed::NoYear;
            };
            of_issue = true;
            let quarter = (issued.month() + 2) / 3;
            match date.part {
                Part::Quarter(0) => date.part = Part::Quarter(quarter),
                Part::QuarterEnd(0) => date.part = Part::QuarterEnd(quarter),
                _ => date.month = u32::try_from(issued.month()).ok(),
            }
        }
        let (year, inferred) = match date.year {
            Some(Year::Written(year)) => (Some(year), false),
            Some(Year::Short(short)) => match self.with_century(short) {
                Some(year) => (Some(year), false),
                None => return Fixed::NoDate,
            },
            Some(Year::Relative(shift)) => (self.this_year().map(|base| base + shift), true),
            None if of_issue => (self.context.issued.map(|issued| issued.year()), true),
            None => (self.current(), true),
        };
        let Some(year) = year else {
            // 2月30日 is wrong in every year; 2000 is a leap year.
            return if date.bounds(2000).is_none() {
                Fixed::Impossible
            } else {
                Fixed::NoYear
            };
        };
        match date.bounds(year) {
            Some((_, end)) if inferred && date.year.is_none() && self.is_long_past(end) => {
                match date.bounds(year + 1) {
                    Some(bounds) => Fixed::Dates(bounds, true, year + 1),
                    None => Fixed::Impossible,
                }
            }
            Some(bounds) => Fixed::Dates(bounds, inferred, year),
            None => Fixed::Impossible,
        }
    }
}
