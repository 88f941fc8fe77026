//! Years that are not written. The order: the nearest year written earlier in the same item, the year in force
//! (heading, plan), the year of issue. Nothing else: with none of them the date stays open.

use super::TimeContext;
use super::partial::{Bounds, Part, Partial, Year};
use jiff::{Span, civil::Date};

/// A date that has been fixed, or why it could not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fixed {
    /// First and last day; whether the year was inferred; the year.
    Dates(Bounds, bool, i16),
    /// There is no such day.
    Impossible,
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

    /// The first and last day of `date`.
    pub fn fix(&self, date: &Partial) -> Fixed {
        let mut date = *date;
        if date.part == Part::ThisMonth {
            let Some(issued) = self.context.issued else {
                return Fixed::NoYear;
            };
            date.month = u32::try_from(issued.month()).ok();
        }
        let (year, inferred) = match date.year {
            Some(Year::Written(year)) => (Some(year), false),
            Some(Year::Relative(shift)) => {
                let base = self.context.issued.map(|issued| issued.year()).or(self.context.year);
                (base.map(|base| base + shift), true)
            }
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
