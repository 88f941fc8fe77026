//! Workbook → [`Ledger`].

use super::{Entry, Ledger, State};
use crate::emit::xlsx::{HASH, LEDGER};
use crate::read::grids;
use crate::{Error, Result};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// Rows in which the head is looked for: people put a title above it.
const ABOVE: usize = 10;
/// The head by which a sheet is known, beside `id`.
const STATE: &str = LEDGER[2].0;
/// Heads of columns without which a row that has no id is no task.
const NAMES: [&str; 2] = ["工作任务", "具体内容"];
/// How workbooks begin: ZIP packages and compound files.
const KINDS: [&[u8]; 2] = [b"PK", b"\xd0\xcf\x11\xe0"];
const ID: &str = "id";
/// Head of the column that names the file.
const SOURCE: &str = "source";

/// Reads a ledger.
///
/// # Errors
/// `E218` where no sheet has the columns `id` and 完成情况; `E104`, `E107`, `E109`, `E110` where it is no workbook that can
/// be read.
pub fn read(bytes: &[u8]) -> Result<Ledger> {
    if !KINDS.iter().any(|start| bytes.starts_with(start)) {
        return Err(no_ledger());
    }
    let mut ledger = Ledger::default();
    let (mut seen, mut found) = (HashSet::new(), false);
    for grid in grids(bytes)? {
        let rows = rows(grid.cells);
        if let Some((at, heads)) = head(&rows, &[ID, STATE]) {
            found = true;
            for (row, cells) in &rows[at + 1..] {
                let Some(entry) = entry(&heads, cells, (&grid.name, row + 1)) else {
                    continue;
                };
                if entry.id.is_empty() || seen.insert(entry.id.clone()) {
                    ledger.entries.push(entry);
                } else {
                    ledger.repeated += 1;
                }
            }
        } else if let Some((at, heads)) = head(&rows, &[ID, "文件", "SHA-256"]) {
            for (_, cells) in &rows[at + 1..] {
                let named = named(&heads, cells);
                if let (Some(path), Some(id)) = (named.get("文件"), named.get(ID)) {
                    ledger.notices.insert(path.clone(), id.clone());
                }
            }
        }
    }
    if found { Ok(ledger) } else { Err(no_ledger()) }
}

fn no_ledger() -> Error {
    let what = format!("这不是台账：没有一张工作表有“{ID}”（隐藏的列）和“{STATE}”两列");
    Error::new(
        "E218",
        what,
        "请用 gongdan 通知 --ledger 生成台账，填写时不要删去隐藏的列。",
    )
}

type Rows = Vec<(u32, Vec<(u32, String)>)>;

fn rows(cells: Vec<(u32, u32, String)>) -> Rows {
    let mut rows: Rows = Vec::new();
    for (row, column, words) in cells {
        match rows.last_mut() {
            Some((last, cells)) if *last == row => cells.push((column, words)),
            _ => rows.push((row, vec![(column, words)])),
        }
    }
    rows
}

/// The place of the head among the rows and its words by column.
fn head(rows: &Rows, wanted: &[&str]) -> Option<(usize, HashMap<u32, String>)> {
    let has = |cells: &[(u32, String)]| wanted.iter().all(|head| cells.iter().any(|(_, words)| words == head));
    let at = rows.iter().take(ABOVE).position(|(_, cells)| has(cells))?;
    Some((at, rows[at].1.iter().cloned().collect()))
}

fn named(heads: &HashMap<u32, String>, cells: &[(u32, String)]) -> HashMap<String, String> {
    let cells = cells.iter();
    cells
        .filter_map(|(column, words)| Some((heads.get(column)?.clone(), words.clone())))
        .collect()
}

/// The task of a row; none where the row holds none.
fn entry(heads: &HashMap<u32, String>, cells: &[(u32, String)], place: (&str, u32)) -> Option<Entry> {
    let mut cells = named(heads, cells);
    let mut take = |head: &str| cells.remove(head).unwrap_or_default();
    let (id, hash, source) = (take(ID), take(HASH), take(SOURCE));
    if id.is_empty() && NAMES.iter().all(|head| !cells.contains_key(*head)) {
        return None;
    }
    Some(Entry {
        id,
        hash,
        source,
        due: cells.get("截止日期").and_then(|words| day(words)),
        state: State::of(cells.get(STATE).map_or("", String::as_str)),
        cells,
        place: (place.0.to_owned(), place.1),
    })
}

/// `2024年3月15日`, `2024-03-15`, `2024/3/15`, `2024.3.15`.
pub(super) fn day(words: &str) -> Option<Date> {
    let mut numbers = words
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let (year, month, day) = (numbers.next()?, numbers.next()?, numbers.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
