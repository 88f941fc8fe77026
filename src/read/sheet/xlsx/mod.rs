//! Workbooks since Excel 2007 (ECMA-376): `.xlsx`, `.xlsm`.
//!
//! In: the bytes. Out: a [`Book`]. Read are the words of cells as they show, merged regions, and what is hidden. Not
//! read: formulas (their results are), comments, text boxes, charts, pictures.
//!
//! Read by hand and not through `calamine`: its styles take memory by the product of two lengths that a file names (6 KB
//! became 4 GB), and a count in the file is reserved unseen, which ends the process instead of the file.

mod cells;
mod strings;
mod styles;

use super::book::{Book, Sheet};
use super::strings::Strings;
use super::value::Epoch;
use super::{KIND, xml};
use crate::Result;
use crate::read::kind;
use crate::read::packed::{self, Package};
use cells::Shared;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashMap;
use styles::Styles;

/// Most sheets; the others are passed over.
const SHEETS: usize = 1_000;

/// A relationship of a part to another.
struct Relation {
    /// The last word of its type: `worksheet`, `styles`.
    kind: String,
    /// The part's name from the root of the package.
    target: String,
}

/// An entry of the list of sheets.
struct Entry {
    name: String,
    relation: String,
    state: String,
}

/// Reads a workbook.
///
/// # Errors
/// `E104` for a binary workbook (`.xlsb`), `E109` damaged, `E110` more than a table of tasks holds.
pub(super) fn read(bytes: &[u8]) -> Result<Book> {
    let mut parts = Parts::open(bytes)?;
    let main = parts
        .relations("")?
        .into_values()
        .find(|relation| relation.kind == "officeDocument")
        .map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
    if main.ends_with(".bin") {
        return Err(kind::not_read(
            "Excel 二进制工作簿（.xlsb）",
            "请用 Excel 打开，另存为 .xlsx 后再读。",
        ));
    }
    let relations = parts.relations(&main)?;
    let (entries, epoch) = workbook(&parts.text(&main)?.ok_or_else(xml::damaged)?)?;
    let mut shared = |kind: &str| {
        let relation = relations.values().find(|relation| relation.kind == kind);
        relation.map_or(Ok(None), |relation| parts.text(&relation.target))
    };
    let shared = Shared {
        strings: shared("sharedStrings")?.map_or_else(|| Ok(Strings::default()), |part| strings::read(&part))?,
        styles: shared("styles")?.map_or_else(|| Ok(Styles::default()), |part| Styles::read(&part))?,
        epoch,
    };
    let mut book = Book::default();
    for entry in entries {
        let relation = relations
            .get(&entry.relation)
            .filter(|relation| relation.kind == "worksheet");
        let Some(relation) = relation else { continue };
        // What nobody can show again is a program's own.
        match entry.state.as_str() {
            "hidden" => book.hidden.push(entry.name.clone()),
            "veryHidden" => {}
            _ => {
                let part = parts.text(&relation.target)?.ok_or_else(xml::damaged)?;
                let mut sheet = Sheet::named(entry.name);
                cells::read(&part, &shared, &mut book, &mut sheet)?;
                book.sheets.push(sheet);
            }
        }
    }
    Ok(book)
}

/// The list of sheets, and where days are counted from.
fn workbook(part: &str) -> Result<(Vec<Entry>, Epoch)> {
    let (mut entries, mut epoch) = (Vec::new(), Epoch::Windows);
    let mut xml = Reader::from_str(part);
    loop {
        match xml::next(&mut xml)? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "workbookPr" if xml::flag(&element, "date1904") => epoch = Epoch::Macintosh,
                "sheet" if entries.len() < SHEETS => {
                    let word = |name| xml::attribute(&element, name).map_or_else(String::new, |word| word.into_owned());
                    entries.push(Entry {
                        name: word("name"),
                        relation: word("id"),
                        state: word("state"),
                    });
                }
                _ => {}
            },
            Event::Eof => return Ok((entries, epoch)),
            _ => {}
        }
    }
}

/// The parts of a package; names in any case.
struct Parts<'a> {
    package: Package<'a>,
    /// Names in lower case → as they are.
    names: HashMap<String, String>,
}

impl<'a> Parts<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self> {
        let package = Package::open(bytes, KIND)?;
        let key = |name: &str| name.replace('\\', "/").to_ascii_lowercase();
        let names = package.names().map(|name| (key(&name), name.into_owned())).collect();
        Ok(Self { package, names })
    }

    /// A part as text; none where the package has none.
    fn text(&mut self, name: &str) -> Result<Option<String>> {
        let Some(name) = self.names.get(&name.to_ascii_lowercase()) else {
            return Ok(None);
        };
        let bytes = self.package.part(name)?.ok_or_else(|| packed::damaged(KIND))?;
        xml::text(bytes).map(Some)
    }

    /// The relations of a part (of the package itself where it has no name) by their ids.
    fn relations(&mut self, part: &str) -> Result<HashMap<String, Relation>> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = format!("{folder}/_rels/{name}.rels");
        let Some(part) = self.text(path.trim_start_matches('/'))? else {
            return Ok(HashMap::new());
        };
        let mut relations = HashMap::new();
        let mut xml = Reader::from_str(&part);
        loop {
            match xml::next(&mut xml)? {
                Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "Relationship" => {
                    let word = |name| xml::attribute(&element, name).unwrap_or_default();
                    let relation = Relation {
                        kind: word("Type").rsplit('/').next().unwrap_or_default().to_owned(),
                        target: resolved(folder, &word("Target")),
                    };
                    relations.insert(word("Id").into_owned(), relation);
                }
                Event::Eof => return Ok(relations),
                _ => {}
            }
        }
    }
}

/// The name of a part that a part in `folder` calls `target`.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let (base, below) = match target.strip_prefix('/') {
        Some(below) => ("", below),
        None => (folder, target.as_str()),
    };
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in below.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_names_in_the_package() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl/x", "../../../a.xml"), "a.xml");
    }
}
