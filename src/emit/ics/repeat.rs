//! A recurrence as the days on which something is due.
//!
//! In: a [`Recurrence`] and the days between which it holds, both included. Out: an RFC 5545 rule whose days are those
//! and no others, and the first of them. Where the notice names no day, a thing is due when its span ends. None where
//! the rule is not exact, or where a span of several units begins nobody knows when (`每两年1次`).

use crate::model::{Recurrence, RecurrenceUnit};
use jiff::civil::{Date, Weekday};

/// Days that are looked through for the first one: every rule that is made here has one within a leap cycle.
const WINDOW: usize = 366 * 8;
const WEEK: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];

/// Days that come again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Repeat {
    /// The rule without its end.
    pub rule: String,
    /// The first day.
    pub first: Date,
    /// No day is after this one.
    pub until: Option<Date>,
}

impl Repeat {
    /// The days from `from` to `until`; none where there are none.
    pub fn new(recurrence: &Recurrence, from: Date, until: Option<Date>) -> Option<Self> {
        let rule = rule(recurrence)?;
        let days = Days::of(&rule)?;
        let mut day = from;
        for _ in 0..WINDOW {
            if until.is_some_and(|until| day > until) {
                return None;
            }
            if days.hold(day) {
                return Some(Self {
                    rule,
                    first: day,
                    until,
                });
            }
            day = day.tomorrow().ok()?;
        }
        None
    }
}

/// The rule with the day on which something is due.
fn rule(recurrence: &Recurrence) -> Option<String> {
    let stated = recurrence.rrule.as_deref()?;
    if recurrence.times != 1 || recurrence.every != 1 {
        return None;
    }
    if stated.contains(";BY") {
        // `INTERVAL=3;BYMONTHDAY=25` does not say in which months.
        return (!stated.contains("INTERVAL")).then(|| stated.to_owned());
    }
    let rule = match recurrence.unit {
        RecurrenceUnit::Day => "FREQ=DAILY",
        RecurrenceUnit::Week => "FREQ=WEEKLY;BYDAY=SU",
        RecurrenceUnit::Month => "FREQ=MONTHLY;BYMONTHDAY=-1",
        RecurrenceUnit::Quarter => "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
        RecurrenceUnit::HalfYear => "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
        RecurrenceUnit::Year => "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
    };
    Some(rule.to_owned())
}

/// What the BY-parts of a rule ask of a day.
#[derive(Default)]
struct Days {
    months: Vec<i8>,
    day: Option<i8>,
    weekday: Option<Weekday>,
}

impl Days {
    /// None where the rule has parts that are not made here.
    fn of(rule: &str) -> Option<Self> {
        let mut days = Self::default();
        for part in rule.split(';') {
            let (name, value) = part.split_once('=')?;
            match name {
                "FREQ" => {}
                "BYMONTH" => {
                    days.months = value
                        .split(',')
                        .map(|month| month.parse().ok())
                        .collect::<Option<_>>()?
                }
                "BYMONTHDAY" => days.day = Some(value.parse().ok()?),
                "BYDAY" => days.weekday = Some(WEEK.iter().find(|(name, _)| *name == value)?.1),
                _ => return None,
            }
        }
        Some(days)
    }

    fn hold(&self, date: Date) -> bool {
        let last = |day: i8| date.days_in_month() + 1 + day;
        (self.months.is_empty() || self.months.contains(&date.month()))
            && self
                .day
                .is_none_or(|day| date.day() == if day < 0 { last(day) } else { day })
            && self.weekday.is_none_or(|weekday| date.weekday() == weekday)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn repeat(rrule: Option<&str>, every: u32, unit: RecurrenceUnit) -> Option<(String, Date)> {
        let recurrence = Recurrence {
            times: 1,
            every,
            unit,
            rrule: rrule.map(str::to_owned),
        };
        Repeat::new(&recurrence, date(2023, 2, 28), Some(date(2023, 12, 31))).map(|made| (made.rule, made.first))
    }

    #[test]
    fn the_first_day_is_one_of_the_rule() {
        use RecurrenceUnit::{Day, HalfYear, Month, Quarter, Week, Year};
        for (rrule, unit, rule, first) in [
            ("FREQ=DAILY", Day, "FREQ=DAILY", date(2023, 2, 28)),
            ("FREQ=WEEKLY", Week, "FREQ=WEEKLY;BYDAY=SU", date(2023, 3, 5)),
            ("FREQ=WEEKLY;BYDAY=FR", Week, "FREQ=WEEKLY;BYDAY=FR", date(2023, 3, 3)),
            ("FREQ=MONTHLY", Month, "FREQ=MONTHLY;BYMONTHDAY=-1", date(2023, 2, 28)),
            (
                "FREQ=MONTHLY;BYMONTHDAY=25",
                Month,
                "FREQ=MONTHLY;BYMONTHDAY=25",
                date(2023, 3, 25),
            ),
            (
                "FREQ=MONTHLY;INTERVAL=3",
                Quarter,
                "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
                date(2023, 3, 31),
            ),
            (
                "FREQ=MONTHLY;INTERVAL=6",
                HalfYear,
                "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
                date(2023, 6, 30),
            ),
            (
                "FREQ=YEARLY",
                Year,
                "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
                date(2023, 12, 31),
            ),
        ] {
            assert_eq!(repeat(Some(rrule), 1, unit), Some((rule.to_owned(), first)), "{rrule}");
        }
    }

    #[test]
    fn what_is_not_certain_gives_no_days() {
        use RecurrenceUnit::{Month, Quarter, Year};
        assert_eq!(repeat(None, 1, Month), None);
        assert_eq!(repeat(Some("FREQ=YEARLY;INTERVAL=3"), 3, Year), None);
        assert_eq!(repeat(Some("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5"), 1, Quarter), None);
        assert_eq!(
            repeat(Some("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5"), 1, Year),
            None,
            "after the end"
        );
        assert_eq!(repeat(Some("FREQ=YEARLY;BYWEEKNO=1"), 1, Year), None);
    }
}
