//! The table of names, `aliases.tsv`: which word stands for which, where and when. Read once, at the first use. Months are
//! counted from the year 0. Not handled here: where in a name the word stands (see `canonical`).

use std::collections::HashMap;
use std::sync::LazyLock;

/// A month by its number.
pub(super) fn month(year: i16, month: i8) -> u32 {
    // Years of dates read from notices are positive; an odd one has no reading, as 0 lies before every window.
    u32::try_from(i32::from(year) * 12 + i32::from(month)).unwrap_or(0)
}

/// What may stand in front of a function word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Any,
    Central,
    Local,
    Placed,
    City,
    County,
}

/// What does stand in front of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Nothing,
    Central,
    City,
    County,
    Other,
}

impl Scope {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "any" => Self::Any,
            "central" => Self::Central,
            "local" => Self::Local,
            "placed" => Self::Placed,
            "city" => Self::City,
            "county" => Self::County,
            _ => return None,
        })
    }

    pub(super) fn admits(self, place: Place) -> bool {
        match self {
            Self::Any => true,
            Self::Central => matches!(place, Place::Nothing | Place::Central),
            Self::Local => place != Place::Central,
            Self::Placed => !matches!(place, Place::Nothing | Place::Central),
            Self::City => place == Place::City,
            Self::County => place == Place::County,
        }
    }
}

/// One reading of an alias.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub canonical: &'static str,
    /// A function word: a rank follows.
    pub stem: bool,
    pub scope: Scope,
    /// First month of the reading.
    since: Option<u32>,
    /// Month in which it holds no more.
    until: Option<u32>,
    /// The reading leaves the word as it is.
    same: bool,
}

impl Row {
    /// Whether the reading holds all the time in which the notice may have been issued. Without a date only readings
    /// that need none hold, and those that change nothing.
    pub(super) fn holds(&self, issued: Option<(u32, u32)>) -> bool {
        match issued {
            Some((first, last)) => {
                self.since.is_none_or(|since| since <= first) && self.until.is_none_or(|until| last < until)
            }
            None => self.same || self.since.is_none() && self.until.is_none(),
        }
    }
}

/// Rows by alias, and the bytes of the longest alias.
pub(super) struct Table {
    pub rows: HashMap<&'static str, Vec<Row>>,
    pub longest: usize,
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        rows: HashMap::new(),
        longest: 0,
    };
    for line in include_str!("aliases.tsv").lines() {
        if let Some((alias, row)) = row(line) {
            table.longest = table.longest.max(alias.len());
            table.rows.entry(alias).or_default().push(row);
        }
    }
    table
});

/// One line of the table; none for a comment (and for a faulty line, which the tests find).
fn row(line: &'static str) -> Option<(&'static str, Row)> {
    if line.starts_with('#') {
        return None;
    }
    let mut cells = line.split('\t');
    let (alias, canonical, scope) = (cells.next()?, cells.next()?, Scope::of(cells.next()?)?);
    let (since, until) = (bound(cells.next()?)?, bound(cells.next()?)?);
    let stem = alias.strip_suffix('-');
    let row = Row {
        canonical: canonical.trim_end_matches('-'),
        stem: stem.is_some(),
        scope,
        since,
        until,
        same: alias == canonical,
    };
    Some((stem.unwrap_or(alias), row))
}

/// `2018-04`, or `-` for an open end.
fn bound(cell: &str) -> Option<Option<u32>> {
    if cell == "-" {
        return Some(None);
    }
    let (year, of_year) = cell.split_once('-')?;
    Some(Some(month(year.parse().ok()?, of_year.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let text = include_str!("aliases.tsv");
        let sources: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("#   ")?.split_ascii_whitespace().next())
            .collect();
        let mut seen: HashMap<(&str, bool), Vec<Row>> = HashMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            assert_eq!(line.split('\t').count(), 6, "{line}");
            let source = line.rsplit('\t').next().unwrap();
            assert!(sources.contains(&source), "no such source: {line}");
            let (alias, row) = row(line).unwrap_or_else(|| panic!("faulty: {line}"));
            assert!(
                row.since
                    .is_none_or(|since| row.until.is_none_or(|until| since < until)),
                "{line}"
            );
            // two readings of one word are never in force together
            let others = seen.entry((alias, row.stem)).or_default();
            for other in others.iter() {
                let apart = |a: &Row, b: &Row| a.until.is_some_and(|until| b.since.is_some_and(|since| until <= since));
                assert!(apart(&row, other) || apart(other, &row), "twice: {line}");
            }
            others.push(row);
        }
        assert!(seen.len() >= 150);
    }
}
