//! Column profiles: the task table under the heads and in the manner that a platform's CSV import expects.
//!
//! In: task lists and a [`Profile`], which is a data file beside this one. Out: CSV as in [`super::csv`] (RFC 4180, CRLF),
//! one row a task. A profile renames, cuts and joins columns and knows nothing that the table does not; accounts, projects
//! and what exists there already are the importer's business.
//!
//! A profile is a text of lines: `# note`, `@setting<TAB>value`, and for each column `head<TAB>pattern<TAB>most characters`.
//! Patterns hold words and `{field}`s:
//!
//! | field | holds |
//! |---|---|
//! | `name` `category` `content` `targets` `lead` `responsible` `support` `due_words` `due` `frequency` `basis` `remarks` | the columns of the task table |
//! | `start` | first day of the deadline that `due` ends, if it is known |
//! | `facts` | content and all facts with their Chinese names, a line each |
//! | `id` `hash` `path` `source` | as in the list |
//! | `line` | a line end |
//!
//! Settings: `bom yes`; `names ,` (between names, instead of `、`); `escape quick-actions` (a line that begins with `/` would
//! be a command of GitLab) or `todoist` (a name that begins with `* ` could not be ticked off). Every cell is guarded
//! against formulas last, when it is whole: see [`super::csv::guarded`].

use super::csv::guarded;
use super::rows::{Row, rows};
use crate::model::{TaskItem, TaskList};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Name and text of each profile, in the order in which they are listed to people.
const TEXTS: [(&str, &str); 6] = [
    ("gitlab", include_str!("gitlab.tsv")),
    ("jira", include_str!("jira.tsv")),
    ("openproject", include_str!("openproject.tsv")),
    ("zentao", include_str!("zentao.tsv")),
    ("todoist", include_str!("todoist.tsv")),
    ("feishu", include_str!("feishu.tsv")),
];

/// A profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    columns: Vec<Column>,
    bom: bool,
    /// What stands between names.
    names: String,
    escape: Escape,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Column {
    head: String,
    pattern: String,
    /// Most characters of a cell.
    most: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escape {
    None,
    QuickActions,
    Todoist,
}

impl Profile {
    /// The names of the profiles.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TEXTS.iter().map(|(name, _)| *name)
    }

    /// The profile of a name, in any case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let found = TEXTS.iter().find(|(own, _)| own.eq_ignore_ascii_case(name))?;
        Self::read(found.1)
    }

    /// Reads a profile; none where a line is not understood.
    fn read(text: &str) -> Option<Self> {
        let mut profile = Self {
            columns: Vec::new(),
            bom: false,
            names: "、".to_owned(),
            escape: Escape::None,
        };
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut parts = line.split('\t');
            let (head, value) = (parts.next()?, parts.next()?);
            match (head, value) {
                ("@bom", "yes") => profile.bom = true,
                ("@names", mark) => profile.names = mark.to_owned(),
                ("@escape", "quick-actions") => profile.escape = Escape::QuickActions,
                ("@escape", "todoist") => profile.escape = Escape::Todoist,
                _ if head.starts_with('@') => return None,
                _ => profile.columns.push(Column {
                    head: head.to_owned(),
                    pattern: value.to_owned(),
                    most: parts.next().map(str::parse).transpose().ok()?,
                }),
            }
        }
        Some(profile)
    }

    /// The first bytes of a file, BOM included.
    fn start(&self) -> Vec<u8> {
        let mut out = if self.bom { BOM.to_vec() } else { Vec::new() };
        let heads: Vec<&str> = self.columns.iter().map(|column| column.head.as_str()).collect();
        out.extend_from_slice(heads.join(",").as_bytes());
        out
    }

    /// The cells of one row, cut and guarded.
    fn cells(&self, item: &TaskItem, row: &Row<'_>) -> Vec<String> {
        let names = |words: &str| words.replace('、', &self.names);
        let start = item.deadlines.iter().find(|d| d.end.is_some() && d.end == row.due);
        let start = start
            .and_then(|d| d.start)
            .map(|day| day.to_string())
            .unwrap_or_default();
        let due = row.due.map(|day| day.to_string()).unwrap_or_default();
        let facts = facts(row);
        let fields: [(&str, Cow<'_, str>); 18] = [
            ("name", row.task.as_ref().into()),
            ("category", row.category.into()),
            ("content", row.content.as_ref().into()),
            ("targets", row.targets.as_str().into()),
            ("lead", names(&row.lead).into()),
            ("responsible", names(&row.responsible).into()),
            ("support", names(&row.support).into()),
            ("due_words", row.due_words.as_str().into()),
            ("due", due.into()),
            ("start", start.into()),
            ("frequency", row.frequency.as_str().into()),
            ("basis", row.basis.as_str().into()),
            ("remarks", row.remarks.as_str().into()),
            ("facts", facts.into()),
            ("id", row.id.into()),
            ("hash", item.content_hash.as_str().into()),
            ("path", row.path.into()),
            ("source", row.source.into()),
        ];
        let cell = |column: &Column| {
            let whole = filled(&column.pattern, &fields);
            let whole = if column.pattern == "{name}" {
                whole.replace('\n', " ")
            } else {
                whole
            };
            let escaped = self.escape.apply(&whole);
            let cut = match column.most {
                Some(most) => cut(&escaped, most),
                None => escaped,
            };
            guarded(&cut).into_owned()
        };
        self.columns.iter().map(cell).collect()
    }
}

impl Escape {
    fn apply(self, cell: &str) -> String {
        match self {
            Self::None => cell.to_owned(),
            Self::QuickActions => cell
                .split_inclusive('\n')
                .flat_map(|line| [if line.trim_start().starts_with('/') { "\\" } else { "" }, line])
                .collect(),
            Self::Todoist => cell.strip_prefix("* ").unwrap_or(cell).to_owned(),
        }
    }
}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// A pattern with its fields put in, in one pass: a notice that says `{id}` stays as it is.
fn filled(pattern: &str, fields: &[(&str, Cow<'_, str>)]) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out += before;
        let Some((name, after)) = after.split_once('}') else {
            return out + "{" + after;
        };
        match fields.iter().find(|(own, _)| *own == name) {
            Some((_, words)) => out += words,
            None if name == "line" => out.push('\n'),
            None => {}
        }
        rest = after;
    }
    out + rest
}

/// At most so many characters, `…` being the last where it was cut.
fn cut(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let end = words
        .char_indices()
        .nth(most.saturating_sub(1))
        .map_or(words.len(), |(at, _)| at);
    format!("{}…", &words[..end])
}

/// Content and facts, a line each.
fn facts(row: &Row<'_>) -> String {
    let due = row.due.map(|day| day.to_string()).unwrap_or_default();
    let mut text = row.content.to_string();
    let lines = [
        ("目标指标", row.targets.as_str()),
        ("牵头单位", &row.lead),
        ("责任单位", &row.responsible),
        ("配合单位", &row.support),
        ("完成时限", &row.due_words),
        ("截止日期", &due),
        ("频次", &row.frequency),
        ("依据", &row.basis),
        ("备注", &row.remarks),
    ];
    for (name, words) in lines.into_iter().filter(|(_, words)| !words.is_empty()) {
        let _ = write!(text, "\n{name}：{words}");
    }
    text
}

/// A CSV file after a profile, in the making. The head is written at once.
pub struct Table<W: Write> {
    profile: Profile,
    out: csv::Writer<W>,
}

impl<W: Write> Table<W> {
    /// Begins a table.
    ///
    /// # Errors
    /// Fails where `out` fails.
    pub fn new(profile: Profile, mut out: W) -> io::Result<Self> {
        if profile.bom {
            out.write_all(BOM)?;
        }
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        out.write_record(profile.columns.iter().map(|column| &column.head))?;
        Ok(Self { profile, out })
    }

    /// Adds the tasks of one notice.
    ///
    /// # Errors
    /// Fails where the output fails.
    pub fn add(&mut self, list: &TaskList) -> io::Result<()> {
        let items: HashMap<&str, &TaskItem> = list.items.iter().map(|item| (item.id.as_str(), item)).collect();
        for row in rows(list) {
            if let Some(item) = items.get(row.id) {
                self.out.write_record(self.profile.cells(item, &row))?;
            }
        }
        Ok(())
    }

    /// Ends the table and gives back the output.
    ///
    /// # Errors
    /// Fails where the output fails.
    pub fn finish(self) -> io::Result<W> {
        self.out
            .into_inner()
            .map_err(|e| io::Error::new(e.error().kind(), e.error().to_string()))
    }
}

/// Whether a file that begins with `start` (its first 512 bytes suffice) has the head of a profile that names our ids; a
/// head without them may be another program's.
#[must_use]
pub fn is_ours(start: &[u8]) -> bool {
    let all = TEXTS.iter().filter_map(|(_, text)| Profile::read(text));
    all.filter(|profile| profile.columns.iter().any(|column| column.head == "gongdan_id"))
        .any(|profile| start.starts_with(&[&profile.start()[..], b"\r\n"].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;
    use std::path::Path;

    fn made(name: &str, list: &TaskList) -> Vec<u8> {
        let mut table = Table::new(Profile::named(name).unwrap(), Vec::new()).unwrap();
        table.add(list).unwrap();
        table.finish().unwrap()
    }

    /// `GONGDAN_ACCEPT=1 cargo test --lib profiles` writes the files anew.
    #[test]
    fn each_profile_gives_its_fixture() {
        for name in Profile::names() {
            let bytes = made(name, &sample::list());
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/profiles/{name}.csv"));
            if std::env::var_os("GONGDAN_ACCEPT").is_some() {
                std::fs::write(&path, &bytes).unwrap();
            }
            // A checkout on Windows may have turned the line ends.
            let same = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
            assert_eq!(same(&bytes), same(&std::fs::read(&path).unwrap_or_default()), "{name}");
            assert_eq!(is_ours(&bytes), !matches!(name, "openproject" | "todoist"), "{name}");
        }
    }

    #[test]
    fn every_field_of_a_profile_is_known_and_every_head_is_there_once() {
        const FIELDS: &str = "name category content targets lead responsible support due_words due start frequency basis \
            remarks facts id hash path source line";
        for name in Profile::names() {
            let profile = Profile::named(name).unwrap();
            let mut heads = std::collections::HashSet::new();
            for column in &profile.columns {
                assert!(heads.insert(&column.head), "{name}: {}", column.head);
                let fields = column
                    .pattern
                    .split('{')
                    .skip(1)
                    .map(|rest| rest.split('}').next().unwrap());
                fields.for_each(|field| assert!(FIELDS.split_whitespace().any(|f| f == field), "{name}: {field}"));
            }
        }
        assert!(Profile::named("GitLab").is_some() && Profile::named("trello").is_none());
        assert!(Profile::read("@colour\tred").is_none() && Profile::read("head").is_none());
    }

    #[test]
    fn cells_are_guarded_when_they_are_whole() {
        let mut list = sample::list();
        list.items[1].heading = "=HYPERLINK(\"x\")".to_owned();
        list.items[1].text = "甲。\n+1\n/close\n  /label ~x\n{id}".to_owned();
        for name in Profile::names() {
            let bytes = made(name, &list);
            let start = if bytes.starts_with(BOM) { 3 } else { 0 };
            let mut reader = csv::Reader::from_reader(&bytes[start..]);
            for record in reader.records().map(Result::unwrap) {
                for line in record.iter().flat_map(|cell| cell.lines()) {
                    assert!(!line.trim_start().starts_with(['=', '+', '@', '-']), "{name}: {line}");
                    assert!(name != "gitlab" || !line.trim_start().starts_with('/'), "{line}");
                }
            }
            let text = String::from_utf8(bytes).unwrap();
            assert!(
                text.contains("'=HYPERLINK") && text.contains("\n{id}"),
                "{name}: {text}"
            );
        }
    }

    #[test]
    fn long_cells_are_cut_to_what_the_platform_takes() {
        assert_eq!(cut("一二三四", 4), "一二三四");
        assert_eq!(cut("一二三四五", 4), "一二三…");
        let mut list = sample::list();
        list.items[1].text = "长".repeat(40_000);
        let bytes = made("jira", &list);
        let mut reader = csv::Reader::from_reader(&*bytes);
        let longest = reader.records().map(|r| r.unwrap()[2].chars().count()).max();
        assert_eq!(longest, Some(32_000));
    }
}
