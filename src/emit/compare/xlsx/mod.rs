//! A comparison as a workbook for an office.
//!
//! Sheets, in this order: 新旧对照 (of two editions), 覆盖情况, 未见事项 and 未见要求 (with a superior plan), 对照, 变化, 指标对照, 相似度,
//! 引用, 方案. 指标对照 and 相似度 are wide, a column for each plan; everything else has a row for each fact. The looks, the
//! print set-up and the mark by which the file is known as ours are those of the task lists' workbook
//! ([`emit::xlsx`](crate::emit::xlsx)); text is written as text, never as a formula.
//!
//! Not done here: a workbook beyond [`ROWS`] rows of a sheet says how many are left out; NDJSON and the package have all.

mod facts;
mod matrix;

use crate::Result;
use crate::compare::{self, Entry};
use crate::emit::xlsx::sheet::{Cell, Formats, sheet, write_row};
use crate::emit::xlsx::{broken, workbook};
use crate::model::{Comparison, TaskItem};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::borrow::Cow;

/// Most rows of a sheet: with more no office can work, and all of them stand in memory.
pub const ROWS: u32 = 200_000;
/// Most columns of a wide sheet.
const COLUMNS: usize = 2_000;

/// The bytes of the file. `editions` is empty where the plans are not editions of one.
///
/// # Errors
/// Does not fail in practice; the type is that of the writer underneath.
pub fn book(comparison: &Comparison, editions: &[Entry]) -> Result<Vec<u8>> {
    written(comparison, editions).map_err(broken)
}

fn written(comparison: &Comparison, editions: &[Entry]) -> std::result::Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut book = workbook("方案对照")?;
    if !editions.is_empty() {
        book.push_worksheet(facts::editions(comparison, editions, &formats)?);
    }
    let coverage = compare::coverage(comparison);
    if !coverage.is_empty() {
        book.push_worksheet(facts::coverage(comparison, &coverage, &formats)?);
        book.push_worksheet(facts::missing(comparison, &formats)?);
        book.push_worksheet(facts::left_out(comparison, &formats)?);
    }
    book.push_worksheet(facts::pairs(comparison, &formats)?);
    book.push_worksheet(facts::changes(comparison, &formats)?);
    book.push_worksheet(matrix::indicators(comparison, &formats)?);
    book.push_worksheet(matrix::similarity(comparison, &formats)?);
    book.push_worksheet(facts::references(comparison, &formats)?);
    book.push_worksheet(facts::documents(comparison, &formats)?);
    book.save_to_buffer()
}

/// A sheet that is filled row by row.
struct Filling<'a> {
    sheet: Worksheet,
    formats: &'a Formats,
    widths: Vec<f64>,
    row: u32,
    left_out: usize,
}

impl<'a> Filling<'a> {
    /// A sheet with this name and these heads with their widths.
    fn new<'h>(
        name: &str,
        formats: &'a Formats,
        columns: impl Iterator<Item = (&'h str, f64)> + Clone,
    ) -> std::result::Result<Self, XlsxError> {
        Ok(Self {
            sheet: sheet(name, formats, columns.clone())?,
            formats,
            widths: columns.map(|column| column.1).collect(),
            row: 0,
            left_out: 0,
        })
    }

    fn add(&mut self, cells: &[Cell<'_>]) -> std::result::Result<(), XlsxError> {
        if self.row == ROWS {
            self.left_out += 1;
            return Ok(());
        }
        self.row += 1;
        write_row(
            &mut self.sheet,
            self.row,
            self.formats,
            cells,
            self.widths.iter().copied(),
        )
    }

    /// The sheet with its filter.
    fn finish(mut self) -> std::result::Result<Worksheet, XlsxError> {
        let last = u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.sheet.autofilter(0, 0, self.row, last)?;
        if self.left_out > 0 {
            let words = format!("另有 {} 行没有列出，全部见 NDJSON 或 CSV。", self.left_out);
            write_row(
                &mut self.sheet,
                self.row + 1,
                self.formats,
                &[Cell::Text(words.into())],
                [200.0].into_iter(),
            )?;
        }
        Ok(self.sheet)
    }
}

fn path(item: Option<&TaskItem>) -> Cell<'_> {
    item.map_or("", |item| &item.path).into()
}

fn words(item: Option<&TaskItem>) -> Cell<'_> {
    item.map_or("", |item| &item.text).into()
}

fn own(text: String) -> Cell<'static> {
    Cell::Text(Cow::Owned(text))
}
