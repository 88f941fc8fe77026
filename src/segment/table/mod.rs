//! Tables that distribute tasks (任务分解表, 责任分工表): which tables they are, what their columns hold, and their rows.
//!
//! Input: the clean text and its tables. Output: [`Row`]s with their cells by column; spans in bytes of the clean text.
//! A table is one of tasks where a row near its top heads a column of work and one of bodies, times or goals. Cells that
//! cover several rows count for each of them; a row that one cell fills is the category of the rows below it. Foot notes,
//! heads printed again on the next page and empty rows are no rows. Not read: tables without a head, and tables whose
//! rows are columns.

mod head;
mod repeats;

use crate::model::{ByteSpan, Column, Row, Table};
use head::{Head, head};
pub use repeats::link;

/// Where a table stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The item around it.
    pub parent: Option<usize>,
    /// The attachment around it.
    pub attachment: Option<String>,
}

/// Whether the table distributes tasks.
#[must_use]
pub fn is_of_tasks(text: &str, table: &Table) -> bool {
    head(text, table).is_some()
}

/// The rows of all task tables; `place` says what a table stands in. A table whose rows go on with the printed numbers of
/// the one before is its rest on the next page, with or without its head.
pub fn all_rows(text: &str, tables: &[&Table], mut place: impl FnMut(&Table) -> Place) -> Vec<Row> {
    let mut found: Vec<Row> = Vec::new();
    let mut last: Option<(Place, usize, Vec<Column>)> = None;
    for table in tables {
        let own = head(text, table);
        if let Some((place, nth, columns)) = &last
            && let Some(number) = found.last().and_then(|row| row.label.parse::<u32>().ok())
        {
            let width = table.rows.first().map_or(0, Vec::len);
            let rest = match &own {
                Some(head) => rows(text, table, place, *nth, head),
                None if width == columns.len() => {
                    let columns = columns.clone();
                    rows(text, table, place, *nth, &Head { columns, below: 0 })
                }
                None => Vec::new(),
            };
            let next = rest.first().and_then(|row| row.label.parse::<u32>().ok());
            if number > 0 && next == number.checked_add(1) {
                let done = found
                    .iter()
                    .rev()
                    .take_while(|row| row.table == *nth && row.attachment == place.attachment);
                let done = done.count();
                found.extend(rest.into_iter().map(|row| Row {
                    row: row.row + done,
                    ..row
                }));
                continue;
            }
        }
        let Some(head) = own else { continue };
        let place = place(table);
        let nth = match &last {
            Some((before, nth, _)) if *before == place => nth + 1,
            _ => 1,
        };
        found.extend(rows(text, table, &place, nth, &head));
        last = Some((place, nth, head.columns));
    }
    found
}

/// The rows of a task table under `head`, the `nth` of the table's owner (from 1).
fn rows(text: &str, table: &Table, place: &Place, nth: usize, head: &Head) -> Vec<Row> {
    let Head { columns, below } = head;
    let mut found: Vec<Row> = Vec::new();
    let mut category = None;
    for line in &table.rows[*below..] {
        let words = |at: usize| line[at].map_or("", |cell| table.cells[cell].of(text).trim());
        if let Some(lone) = lone_cell(text, table, line) {
            if is_foot(lone.of(text)) {
                break;
            }
            category = Some(lone);
            continue;
        }
        let cells = cells(text, table, line, columns);
        if cells.is_empty() || is_head_again(text, &cells, table, columns) {
            continue;
        }
        let works = |column: &Column| matches!(column, Column::Task | Column::Content | Column::Target);
        if is_foot(words(0)) || !cells.iter().any(|(column, _)| works(column)) {
            continue;
        }
        // Rows of which every cell covers the row above too are the same row.
        let own = cells
            .iter()
            .map(|(_, span)| *span)
            .fold(None, |span: Option<ByteSpan>, next| {
                Some(span.map_or(next, |span| {
                    ByteSpan::new(span.start.min(next.start), span.end.max(next.end))
                }))
            });
        let Some(span) = own.filter(|_| found.last().is_none_or(|row| row.cells != cells)) else {
            continue;
        };
        let of = |wanted: Column| {
            cells
                .iter()
                .find(|(column, _)| *column == wanted)
                .map(|(_, span)| *span)
        };
        found.push(Row {
            parent: place.parent,
            attachment: place.attachment.clone(),
            table: nth,
            row: found.len() + 1,
            label: of(Column::Number).map_or_else(String::new, |span| span.of(text).trim().to_owned()),
            category: of(Column::Category).or(category),
            cells,
            repeats: None,
            span,
        });
    }
    found
}

/// The cells of a row that say something, each once, with its column.
fn cells(text: &str, table: &Table, line: &[Option<usize>], columns: &[Column]) -> Vec<(Column, ByteSpan)> {
    let mut found: Vec<(Column, ByteSpan)> = Vec::new();
    let mut last = None;
    for (cell, column) in line.iter().zip(columns) {
        let (Some(cell), true) = (*cell, *cell != last) else {
            continue;
        };
        last = Some(cell);
        let span = table.cells[cell];
        if !is_void(span.of(text)) {
            found.push((*column, span));
        }
    }
    found
}

/// The one cell of a row that says anything, where it covers the whole row or stands at its left.
fn lone_cell(text: &str, table: &Table, line: &[Option<usize>]) -> Option<ByteSpan> {
    let mut said = line
        .iter()
        .flatten()
        .filter(|cell| !table.cells[**cell].of(text).trim().is_empty());
    let first = said.next()?;
    let whole = line.iter().all(|cell| *cell == Some(*first));
    let left = line.iter().take(2).flatten().any(|cell| cell == first);
    (whole || left && said.all(|cell| cell == first)).then(|| table.cells[*first])
}

/// A dash or a slash stands for nothing, and so does what a spreadsheet shows in place of a value (`#DIV/0!`, `#N/A`).
fn is_void(words: &str) -> bool {
    let words = words.trim();
    let is_error = words.starts_with('#') && words.is_ascii() && words.ends_with(['!', '?', 'A']);
    is_error
        || words
            .chars()
            .all(|c| matches!(c, '-' | '—' | '－' | '/' | '／' | '\\' | '·' | '…') || c.is_whitespace())
}

/// `备注:…`, `注:…`, `说明:…`, `合计` below the rows.
#[must_use]
pub fn is_foot(words: &str) -> bool {
    let words = words.trim();
    [
        "备注",
        "注:",
        "注：",
        "说明",
        "合计",
        "总计",
        "填表",
        "制表",
        "联系人",
        "※",
    ]
    .iter()
    .any(|foot| words.starts_with(foot))
}

/// A head that the next page prints again.
fn is_head_again(text: &str, cells: &[(Column, ByteSpan)], table: &Table, columns: &[Column]) -> bool {
    let known = cells
        .iter()
        .filter(|(column, span)| *column != Column::Other && head::column(span.of(text)) == *column)
        .count();
    known >= 2 && known * 2 > cells.len() && table.rows.len() > 1 && columns.len() > 1
}

#[cfg(test)]
mod tests;
