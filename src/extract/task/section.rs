//! What kind of section each item stands in: told by the words of its own heading, else of the nearest heading above.
//!
//! Input: the clean text and the items. Only headings that are titles are asked: a first sentence that goes on with a
//! comma is text.

use super::verb;
use crate::model::{Item, Section};
use std::sync::LazyLock;

/// A title of a section is shorter than this, in characters.
const LONGEST_TITLE: usize = 24;

/// What the words of a row say beyond the section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Titled {
    /// Opens a section.
    Section,
    /// Opens a list of conditions, persons, papers or times.
    Listing,
    /// Says where the money comes from.
    Money,
}

static ROWS: LazyLock<Vec<(Section, Titled, &'static str)>> = LazyLock::new(|| {
    include_str!("../../lexicon/sections.tsv")
        .lines()
        .filter(|row| !row.starts_with('#'))
        .filter_map(|row| {
            let (kind, words) = row.split_once('\t')?;
            let section = match kind {
                "background" => Section::Background,
                "principles" => Section::Principles,
                "goals" => Section::Goals,
                "tasks" => Section::Tasks,
                "steps" => Section::Steps,
                "safeguards" => Section::Safeguards,
                _ => Section::Other,
            };
            let titled = match kind {
                "listing" => Titled::Listing,
                "money" => Titled::Money,
                _ => Titled::Section,
            };
            Some((section, titled, words))
        })
        .collect()
});

/// The kind of section that a heading names.
#[must_use]
pub fn named(heading: &str) -> Option<Section> {
    titled(heading).map(|(section, _)| section)
}

/// The section that a heading names, and what else it says. A title may run into its text: `目的:为落实…`.
pub(super) fn titled(heading: &str) -> Option<(Section, Titled)> {
    let title = heading.split([':', '：']).next().unwrap_or(heading);
    if title.chars().count() > LONGEST_TITLE || title.contains([',', '，', ';', '；']) {
        return None;
    }
    // One walk over the title; a search for each of the rows took an eighth of the whole road.
    let fits = |(at, row): (usize, usize)| {
        let (_, titled, words) = ROWS[row];
        // `扩大补贴范围`, `抓培训对象` are work; what counts is where the words stand first.
        let fits = titled != Titled::Listing || title.find(words) == Some(at) && verb::at_head(&title[..at]).is_none();
        fits.then_some(row)
    };
    let first = title.char_indices().flat_map(|(at, c)| {
        let from = INDEX.partition_point(|row| row.0 < c);
        let rows = INDEX[from..].iter().take_while(move |row| row.0 == c);
        rows.filter(move |row| title[at..].starts_with(ROWS[row.1].2))
            .map(move |row| (at, row.1))
    });
    let (section, titled, _) = ROWS[first.filter_map(fits).min()?];
    Some((section, titled))
}

/// The rows by the first character of their words.
static INDEX: LazyLock<Vec<(char, usize)>> = LazyLock::new(|| {
    let first = |(row, (_, _, words)): (usize, &(Section, Titled, &str))| Some((words.chars().next()?, row));
    let mut rows: Vec<(char, usize)> = ROWS.iter().enumerate().filter_map(first).collect();
    rows.sort_unstable();
    rows
});

/// `应当遵循下列原则:` makes principles of the items below it.
fn announces_principles(clean: &str, item: &Item) -> bool {
    let last = item.text.last().map_or("", |piece| piece.of(clean).trim_end());
    last.ends_with("原则:") || last.ends_with("原则：")
}

/// The section of every item.
#[must_use]
pub fn sections(clean: &str, items: &[Item]) -> Vec<Section> {
    let mut found: Vec<Section> = Vec::with_capacity(items.len());
    for item in items {
        let above = item.parent.map(|parent| {
            if announces_principles(clean, &items[parent]) {
                Section::Principles
            } else {
                found[parent]
            }
        });
        let own = named(item.heading.of(clean));
        let section = match (own, above) {
            // `坚持目标导向` among principles is one of them.
            (_, Some(Section::Principles)) => Section::Principles,
            // Below tasks a heading such as 完善考核措施 is still a task; goals and principles keep what they hold.
            (Some(own), None) => own,
            (Some(own @ (Section::Goals | Section::Principles | Section::Background)), Some(_)) => own,
            (Some(own), Some(Section::Background | Section::Other)) => own,
            (_, Some(above)) => above,
            // `丰富赛事活动` at the top: a heading that commands opens a section of tasks.
            (None, None) if verb::at_head(item.heading.of(clean)).is_some() => Section::Tasks,
            (None, None) => Section::Other,
        };
        found.push(section);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::named;
    use crate::model::Section;

    #[test]
    fn names_sections() {
        for (heading, section) in [
            ("总体要求", Some(Section::Background)),
            ("主要目标", Some(Section::Goals)),
            ("总体要求和主要目标", Some(Section::Goals)),
            ("基本原则", Some(Section::Principles)),
            ("重点任务", Some(Section::Tasks)),
            ("实施步骤", Some(Section::Steps)),
            ("保障措施", Some(Section::Safeguards)),
            ("附则", Some(Section::Other)),
            ("推进农村饮水安全", None),
            ("围绕目标,压实责任", None),
        ] {
            assert_eq!(named(heading), section, "{heading}");
        }
    }
}
