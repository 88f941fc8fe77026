//! How often: units, counts and the RFC 5545 rule, which is given only where it says exactly what the words say.

use crate::extract::number;
use crate::model::{Recurrence, RecurrenceUnit};

/// Words for units, longer ones first.
const UNITS: [(&str, RecurrenceUnit, u32); 25] = [
    ("财政年度", RecurrenceUnit::Year, 1),
    ("会计年度", RecurrenceUnit::Year, 1),
    ("预算年度", RecurrenceUnit::Year, 1),
    ("纳税年度", RecurrenceUnit::Year, 1),
    ("考核年度", RecurrenceUnit::Year, 1),
    // A school year is a year and a term half of one; neither begins on a fixed day, so no rule is given.
    ("学校年度", RecurrenceUnit::Year, 1),
    ("学年度", RecurrenceUnit::Year, 1),
    ("学年", RecurrenceUnit::Year, 1),
    ("学期", RecurrenceUnit::HalfYear, 1),
    ("工作日", RecurrenceUnit::Day, 1),
    ("工作天", RecurrenceUnit::Day, 1),
    ("自然日", RecurrenceUnit::Day, 1),
    ("星期", RecurrenceUnit::Week, 1),
    ("半年", RecurrenceUnit::HalfYear, 1),
    ("季度", RecurrenceUnit::Quarter, 1),
    ("财年", RecurrenceUnit::Year, 1),
    ("年度", RecurrenceUnit::Year, 1),
    ("日", RecurrenceUnit::Day, 1),
    ("天", RecurrenceUnit::Day, 1),
    ("周", RecurrenceUnit::Week, 1),
    ("月", RecurrenceUnit::Month, 1),
    ("季", RecurrenceUnit::Quarter, 1),
    ("年", RecurrenceUnit::Year, 1),
    // A 旬 is the third part of a month, ten days or nearly so; no rule is exact.
    ("旬", RecurrenceUnit::Day, 1),
    ("半月", RecurrenceUnit::Month, 2),
];

/// A span of time between two occurrences, and its length in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cycle {
    /// Length of the span in units.
    pub every: u32,
    /// Unit.
    pub unit: RecurrenceUnit,
    /// Occurrences in the span when no count is written (2 for 半月).
    pub base: u32,
    /// Whether the unit is one for which no rule is exact: a working day, a school term.
    pub working: bool,
}

/// The cycle that `words` starts with (`三年`, `两个月`, `半年`, `季度`) and its length in bytes.
pub(super) fn cycle(words: &str) -> Option<(Cycle, usize)> {
    if let Some(rest) = words.strip_prefix("半个月").or_else(|| words.strip_prefix("半月")) {
        let made = Cycle {
            every: 1,
            unit: RecurrenceUnit::Month,
            base: 2,
            working: false,
        };
        return Some((made, words.len() - rest.len()));
    }
    let (every, mut at) = match words.starts_with("半年") {
        true => (1, 0),
        false => match number::scan(words) {
            Some((number, length)) if number.kind == number::Kind::Plain && number.value.fract() == 0.0 => {
                // Checked: whole and small, so the cast is exact.
                (
                    if (1.0..=366.0).contains(&number.value) {
                        number.value as u32
                    } else {
                        return None;
                    },
                    length,
                )
            }
            Some(_) => return None,
            None => (1, 0),
        },
    };
    if words[at..].starts_with('个') {
        at += '个'.len_utf8();
    }
    let (word, unit, base) = UNITS.iter().find(|(word, ..)| words[at..].starts_with(word))?;
    let every = if *word == "旬" { every.checked_mul(10)? } else { every };
    Some((
        Cycle {
            every,
            unit: *unit,
            base: *base,
            working: word.starts_with("工作") || *word == "旬" || word.starts_with('学'),
        },
        at + word.len(),
    ))
}

impl Cycle {
    /// The recurrence of `times` in this cycle; `by` is the BY-part of the rule where a day is named.
    pub fn recurrence(self, times: u32, by: Option<&str>) -> Recurrence {
        let times = times.max(1) * self.base;
        let plain = match (self.unit, self.every) {
            _ if times != 1 || self.working => None,
            (RecurrenceUnit::Day, n) => Some(("FREQ=DAILY", n)),
            (RecurrenceUnit::Week, n) => Some(("FREQ=WEEKLY", n)),
            (RecurrenceUnit::Month, n) => Some(("FREQ=MONTHLY", n)),
            (RecurrenceUnit::Quarter, n) => Some(("FREQ=MONTHLY", n * 3)),
            (RecurrenceUnit::HalfYear, n) => Some(("FREQ=MONTHLY", n * 6)),
            (RecurrenceUnit::Year, n) => Some(("FREQ=YEARLY", n)),
        };
        let rrule = plain.map(|(frequency, interval)| {
            let mut rule = frequency.to_owned();
            // 每季度末月25日: the months are named, so the rule is yearly.
            if by.is_some_and(|by| by.starts_with("BYMONTH=")) {
                rule = "FREQ=YEARLY".to_owned();
            } else if interval != 1 {
                rule = format!("{rule};INTERVAL={interval}");
            }
            match by {
                Some(by) => format!("{rule};{by}"),
                None => rule,
            }
        });
        Recurrence {
            times,
            every: self.every,
            unit: self.unit,
            rrule,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_cycles() {
        for (words, every, unit, length) in [
            ("三年对", 3, RecurrenceUnit::Year, "三年".len()),
            ("两个月", 2, RecurrenceUnit::Month, "两个月".len()),
            ("半年", 1, RecurrenceUnit::HalfYear, "半年".len()),
            ("季度末", 1, RecurrenceUnit::Quarter, "季度".len()),
        ] {
            let (found, at) = cycle(words).unwrap_or_else(|| panic!("{words} is not read"));
            assert_eq!((found.every, found.unit, at), (every, unit, length), "{words}");
        }
        assert_eq!(cycle("人"), None);
    }

    #[test]
    fn gives_rules_only_where_they_are_exact() {
        let quarter = cycle("季度").unwrap().0;
        assert_eq!(
            quarter.recurrence(1, None).rrule.as_deref(),
            Some("FREQ=MONTHLY;INTERVAL=3")
        );
        assert_eq!(quarter.recurrence(2, None).rrule, None);
        assert_eq!(cycle("半月").unwrap().0.recurrence(1, None).times, 2);
        assert_eq!(
            cycle("月")
                .unwrap()
                .0
                .recurrence(1, Some("BYMONTHDAY=25"))
                .rrule
                .as_deref(),
            Some("FREQ=MONTHLY;BYMONTHDAY=25")
        );
    }
}
