//! The cells of one worksheet (`xl/worksheets/sheet1.xml`).

use super::strings;
use super::styles::Styles;
use crate::Result;
use crate::read::sheet::book::{Book, COLUMNS, ROWS, Region, Sheet};
use crate::read::sheet::strings::Strings;
use crate::read::sheet::value::{self, Epoch};
use crate::read::sheet::xml;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashSet;

/// Most ranges of hidden columns.
const RANGES: usize = 100;

/// What cells of all sheets share.
pub(super) struct Shared {
    pub strings: Strings,
    pub styles: Styles,
    pub epoch: Epoch,
}

/// A cell while it is read.
#[derive(Default)]
struct Draft {
    row: u32,
    column: u32,
    style: usize,
    /// The attribute `t`.
    kind: String,
    value: String,
    formula: bool,
}

/// Reads the cells of a sheet into it.
///
/// # Errors
/// `E109` where the part is no XML or ends before its cells do, `E110` where the workbook becomes too large.
pub(super) fn read(part: &str, shared: &Shared, book: &mut Book, sheet: &mut Sheet) -> Result<()> {
    let mut xml = Reader::from_str(part);
    let (mut row, mut column) = (0, 0);
    let (mut hidden_row, mut hidden_rows) = (false, 0);
    let (mut hidden_columns, mut hidden_seen) = (Vec::new(), HashSet::new());
    let mut whole = false;
    loop {
        let event = xml::next(&mut xml)?;
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "col" if xml::flag(&element, "hidden") => {
                    let edge = |name| xml::number::<u32>(&element, name).unwrap_or(0).saturating_sub(1);
                    hidden_columns.push(edge("min")..=edge("max").min(COLUMNS));
                }
                "row" => {
                    row = xml::number(&element, "r").map_or(row, |given: u32| given.saturating_sub(1));
                    column = 0;
                    hidden_row = xml::flag(&element, "hidden");
                    if empty {
                        row = row.saturating_add(1);
                    }
                }
                "c" => {
                    let mut cell = start(&element, row, column);
                    (row, column) = (cell.row, cell.column.saturating_add(1));
                    if !empty {
                        inside(&mut xml, &mut cell)?;
                    }
                    let before = sheet.cells.len();
                    take(&cell, shared, book, sheet)?;
                    if sheet.cells.len() > before {
                        hidden_rows += usize::from(std::mem::take(&mut hidden_row));
                        if hidden_columns.iter().any(|columns| columns.contains(&cell.column)) {
                            hidden_seen.insert(cell.column);
                        }
                    }
                }
                "mergeCell" => {
                    if let Some(region) = xml::attribute(&element, "ref").and_then(|words| region(&words)) {
                        sheet.merge(region);
                    }
                }
                "sheetData" if empty => whole = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "row" => row = row.saturating_add(1),
                "sheetData" => whole = true,
                _ => {}
            },
            Event::Eof if whole => break,
            Event::Eof => return Err(xml::damaged()),
            _ => {}
        }
        hidden_columns.truncate(RANGES);
    }
    sheet.hidden = (hidden_rows, hidden_seen.len());
    sheet.order();
    Ok(())
}

fn start(element: &BytesStart<'_>, row: u32, column: u32) -> Draft {
    let place = xml::attribute(element, "r").and_then(|words| place(&words));
    let (row, column) = place.unwrap_or((row, column));
    Draft {
        row,
        column,
        style: xml::number(element, "s").unwrap_or(0),
        kind: xml::attribute(element, "t").map_or_else(String::new, |kind| kind.into_owned()),
        ..Draft::default()
    }
}

/// Reads what stands in a cell, to its end.
fn inside(xml: &mut Reader<&[u8]>, cell: &mut Draft) -> Result<()> {
    let mut in_value = false;
    loop {
        match xml::next(xml)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "is" => strings::inside(xml, "is", &mut cell.value)?,
                "v" => in_value = cell.kind != "inlineStr",
                "f" => cell.formula = true,
                _ => {}
            },
            Event::Empty(element) if element.local_name().as_ref() == "f" => cell.formula = true,
            Event::End(element) => match element.local_name().as_ref() {
                "v" => in_value = false,
                "c" => return Ok(()),
                _ => {}
            },
            Event::Text(text) if in_value => cell.value.push_str(&text.xml10_content()),
            Event::CData(text) if in_value => cell.value.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if in_value => cell.value.extend(xml::character(&entity)),
            Event::Eof => return Err(xml::damaged()),
            _ => {}
        }
    }
}

/// Adds what the cell shows.
fn take(cell: &Draft, shared: &Shared, book: &mut Book, sheet: &mut Sheet) -> Result<()> {
    let (row, column, value) = (cell.row, cell.column, cell.value.as_str());
    if value.is_empty() {
        // A formula of words may well give none.
        if cell.formula && cell.kind != "str" {
            book.unsolved.add(&sheet.name, row, column);
        }
        return Ok(());
    }
    match cell.kind.as_str() {
        "s" => {
            let string = value.trim().parse().ok().and_then(|index| shared.strings.get(index));
            book.add(sheet, row, column, string.unwrap_or_default())
        }
        "str" if value.contains("_x") => book.add(sheet, row, column, &strings::unescaped(value)),
        "str" | "inlineStr" => book.add(sheet, row, column, value),
        "b" => {
            let words = if matches!(value.trim(), "1" | "true") {
                "TRUE"
            } else {
                "FALSE"
            };
            book.add(sheet, row, column, words)
        }
        "e" => {
            book.errors.add(&sheet.name, row, column);
            book.add(sheet, row, column, value)
        }
        "d" => book.add(sheet, row, column, value::iso(value).as_deref().unwrap_or(value)),
        _ => match value.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => {
                let shown = value::text(number, shared.styles.format(cell.style), shared.epoch);
                book.add(sheet, row, column, &shown)
            }
            _ => book.add(sheet, row, column, value),
        },
    }
}

/// `B3` as row 2, column 1.
fn place(words: &str) -> Option<(u32, u32)> {
    let words = words.trim().as_bytes();
    let words = words.strip_prefix(b"$").unwrap_or(words);
    let letters = words.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if !(1..=3).contains(&letters) {
        return None;
    }
    let (letters, digits) = words.split_at(letters);
    let column = letters.iter().fold(0, |sum, letter| {
        sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let digits = digits.strip_prefix(b"$").unwrap_or(digits);
    let row: u32 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (column <= COLUMNS && (1..=ROWS).contains(&row)).then(|| (row - 1, column - 1))
}

/// `A1:C2`.
fn region(words: &str) -> Option<Region> {
    let (from, to) = words.split_once(':')?;
    let ((a, b), (c, d)) = (place(from)?, place(to)?);
    Some(Region {
        top: a.min(c),
        left: b.min(d),
        bottom: a.max(c),
        right: b.max(d),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_and_others_refused() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("$XFD$1048576"), Some((1_048_575, 16_383)));
        for words in ["", "A", "1", "A0", "XFE1", "A1048577", "AAAA1", "A99999999999", "甲1"] {
            assert_eq!(place(words), None, "{words}");
        }
        let edges = |words| region(words).map(|r| (r.top, r.left, r.bottom, r.right));
        assert_eq!(edges("C2:A1"), Some((0, 0, 1, 2)));
        assert_eq!(edges("A1"), None);
    }
}
