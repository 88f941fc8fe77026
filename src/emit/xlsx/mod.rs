//! Task lists as a workbook for an office: sheets 任务分解表, 文件信息, 提示.
//!
//! A ledger (台账, [`Book::ledger`]) has a sheet of its own for each notice, three columns to be filled in and, for
//! several notices, 汇总 in front, which counts them; `gongdan ledger` reads it again ([`crate::ledger`]).
//!
//! In: any number of [`TaskList`]s, one after the other; the workbook is held in memory until [`Book::finish`]. Out: the
//! bytes of an `.xlsx` file, the same for the same lists (the time of making is a fixed day, see `MADE`).
//!
//! Text is written as text, never as a formula; 截止日期 and 成文日期 are real dates shown as `yyyy-mm-dd`. A cell holds
//! 32 767 UTF-16 units at most: longer text is cut and a line in 提示 says so. Not done here: merged cells, charts,
//! macros; nothing in the file needs more than Excel 2007 or WPS.

mod board;
mod owner;
pub(in crate::emit) mod sheet;

use super::rows::{HEADS, Row, rows};
use crate::model::{Finding, TaskList, WarningCode};
use crate::{Error, Result};
use board::{Board, Counted};
use jiff::civil::Date;
pub use owner::{is_ours, was_ours};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use sheet::{Cell, Formats, fitting, sheet, write_row};
use std::borrow::Cow;

/// Rows of a sheet, head included (Excel's limit).
const SHEET_ROWS: u32 = 1_048_576;
/// The time of making that every workbook carries, so that equal lists give equal bytes.
const MADE: (u16, u8, u8) = (2000, 1, 1);
/// Who made it; Excel and WPS put the user's name there when they save.
const MAKER: &str = "gongdan";
/// Widths of the columns of 任务分解表, in characters.
const WIDTHS: [f64; 16] = [
    5., 11., 18., 46., 18., 12., 15., 12., 18., 11.5, 14., 20., 14., 10., 14., 24.,
];
/// Column of 截止日期.
const DUE: usize = 9;
/// Number of the columns that show.
const SHOWN: usize = 13;
/// What a ledger adds after the columns that show, with widths; the last has [`STATES`] to choose from.
pub const LEDGER: [(&str, f64); 3] = [("进展情况", 26.), ("存在问题", 20.), ("完成情况", 10.)];
/// What 完成情况 may say.
pub const STATES: [&str; 3] = ["未启动", "推进中", "已完成"];
/// The last, hidden column of a ledger: what a later list is compared with.
pub const HASH: &str = "content_hash";

const ABOUT: [(&str, f64); 17] = [
    ("文件", 28.),
    ("标题", 44.),
    ("文种", 8.),
    ("发文机关", 24.),
    ("发文字号", 18.),
    ("成文日期", 11.5),
    ("主送机关", 36.),
    ("地区", 12.),
    ("期限起", 11.5),
    ("期限止", 11.5),
    ("事项数", 8.),
    ("任务数", 8.),
    ("提示数", 8.),
    ("编码", 10.),
    ("字节数", 10.),
    ("SHA-256", 20.),
    ("id", 20.),
];
const HINTS: [(&str, f64); 6] = [
    ("文件", 28.),
    ("发文字号", 18.),
    ("提示", 70.),
    ("起(字)", 8.),
    ("止(字)", 8.),
    ("代码", 20.),
];

/// A workbook in the making.
pub struct Book {
    formats: Formats,
    /// In a ledger, what 汇总 says of the notices so far.
    board: Option<Board>,
    /// 任务分解表, more than one only beyond Excel's number of rows; in a ledger one for each notice.
    tasks: Vec<TaskSheet>,
    about: Worksheet,
    hints: Worksheet,
    /// Next free row of `about` and of `hints`.
    about_row: u32,
    hint_row: u32,
    number: usize,
}

/// A sheet of tasks and its next free row.
struct TaskSheet {
    sheet: Worksheet,
    row: u32,
}

impl Book {
    /// An empty workbook.
    ///
    /// # Errors
    /// Does not fail in practice; the type is that of the writer underneath.
    pub fn new() -> Result<Self> {
        Self::with(None)
    }

    /// An empty ledger.
    ///
    /// # Errors
    /// As for [`Book::new`].
    pub fn ledger() -> Result<Self> {
        Self::with(Some(Board::default()))
    }

    fn with(board: Option<Board>) -> Result<Self> {
        let formats = Formats::new();
        let about = sheet("文件信息", &formats, ABOUT.into_iter()).map_err(broken)?;
        let hints = sheet("提示", &formats, HINTS.into_iter()).map_err(broken)?;
        let tasks = vec![task_sheet(&formats, board.is_some()).map_err(broken)?];
        Ok(Self {
            formats,
            board,
            tasks,
            about,
            hints,
            about_row: 1,
            hint_row: 1,
            number: 0,
        })
    }

    /// Adds one notice.
    ///
    /// # Errors
    /// Fails where the workbook cannot hold it (more than 1 048 575 notices or warnings).
    pub fn add(&mut self, list: &TaskList) -> Result<()> {
        let mut cut = Vec::new();
        let rows = rows(list);
        if let Some(board) = &mut self.board {
            // A notice without tasks needs no sheet; the first with some takes the one that is there.
            if !rows.is_empty() && board.has_tasks() {
                self.tasks.push(task_sheet(&self.formats, true).map_err(broken)?);
                self.number = 0;
            }
            board.add(list, &rows, self.tasks.len() - 1);
        }
        let hashes = list
            .items
            .iter()
            .filter(|item| item.task)
            .map(|item| &*item.content_hash);
        for (row, hash) in rows.iter().zip(hashes) {
            self.add_task(row, hash, &mut cut).map_err(broken)?;
        }
        self.add_about(list, cut.len()).map_err(broken)?;
        for warning in list.warnings.iter().chain(&cut) {
            self.add_hint(list, warning).map_err(broken)?;
        }
        Ok(())
    }

    fn add_task(&mut self, row: &Row<'_>, hash: &str, cut: &mut Vec<Finding>) -> std::result::Result<(), XlsxError> {
        let ledger = self.board.is_some();
        if self.tasks.last().is_none_or(|tasks| tasks.row == SHEET_ROWS) {
            self.tasks.push(task_sheet(&self.formats, ledger)?);
        }
        self.number += 1;
        let [before @ .., _, _, _, _, _, _, _] = row.cells();
        let [.., _, frequency, basis, remarks, id, path, source] = row.cells();
        // Document and path on lines of their own: a path broken in its brackets is hard to read.
        let basis = match basis.rsplit_once(' ') {
            Some((document, path)) => format!("{document}\n{path}").into(),
            None => basis,
        };
        let after = [frequency, basis, remarks, id, path, source];
        let mut cells = vec![Cell::Number(self.number as u64)];
        let mut text = |(column, cell): (usize, Cow<'_, str>)| {
            let kept = fitting(&cell).len();
            if kept < cell.len() {
                let message = format!(
                    "{} 的“{}”超过电子表格单元格的上限，表中只保留前一部分，全文见 JSON。",
                    row.path, HEADS[column]
                );
                cut.push(Finding {
                    code: WarningCode::CellCut,
                    message,
                    span: None,
                });
            }
            Cell::Text(cell[..kept].to_owned().into())
        };
        cells.extend(before.into_iter().enumerate().map(|(i, cell)| text((i + 1, cell))));
        cells.push(Cell::Date(row.due));
        cells.extend(after.into_iter().enumerate().map(|(i, cell)| text((DUE + 1 + i, cell))));
        if ledger {
            cells.splice(SHOWN..SHOWN, LEDGER.map(|_| Cell::Free));
            cells.push(hash.into());
        }
        if let Some(tasks) = self.tasks.last_mut() {
            write_row(
                &mut tasks.sheet,
                tasks.row,
                &self.formats,
                &cells,
                columns(ledger).map(|column| column.1),
            )?;
            tasks.row += 1;
        }
        Ok(())
    }

    fn add_about(&mut self, list: &TaskList, cut: usize) -> std::result::Result<(), XlsxError> {
        let notice = &list.notice;
        let text = |text: &'_ Option<String>| Cell::Text(text.clone().unwrap_or_default().into());
        let period = |day: fn(&crate::model::Period) -> Option<Date>| Cell::Date(notice.period.as_ref().and_then(day));
        let cells = [
            notice.source.path.as_str().into(),
            text(&notice.title),
            text(&notice.doc_type),
            Cell::Text(notice.issuers.join("、").into()),
            text(&notice.doc_number),
            Cell::Date(notice.issued),
            Cell::Text(notice.recipients.join("、").into()),
            notice.region.as_ref().map_or("", |region| &region.name).into(),
            period(|p| p.start),
            period(|p| p.end),
            Cell::Number(list.items.len() as u64),
            Cell::Number(list.items.iter().filter(|item| item.task).count() as u64),
            Cell::Number((list.warnings.len() + cut) as u64),
            notice.source.encoding.as_str().into(),
            Cell::Number(notice.source.bytes),
            notice.source.sha256.as_str().into(),
            notice.id.as_str().into(),
        ];
        write_row(
            &mut self.about,
            self.about_row,
            &self.formats,
            &cells,
            ABOUT.iter().map(|c| c.1),
        )?;
        self.about_row += 1;
        Ok(())
    }

    fn add_hint(&mut self, list: &TaskList, warning: &Finding) -> std::result::Result<(), XlsxError> {
        let place = |at: Option<usize>| at.map_or("".into(), |at| Cell::Number(at as u64));
        let cells = [
            list.notice.source.path.as_str().into(),
            list.notice.doc_number.as_deref().unwrap_or_default().into(),
            warning.message.as_str().into(),
            place(warning.span.map(|s| s.start)),
            place(warning.span.map(|s| s.end)),
            Cell::Text(code_name(warning.code).into()),
        ];
        write_row(
            &mut self.hints,
            self.hint_row,
            &self.formats,
            &cells,
            HINTS.iter().map(|c| c.1),
        )?;
        self.hint_row += 1;
        Ok(())
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// Does not fail in practice; the type is that of the writer underneath.
    pub fn finish(mut self) -> Result<Vec<u8>> {
        let mut book = workbook("任务清单").map_err(broken)?;
        let ledger = self.board.is_some();
        let name = |place| match &self.board {
            Some(board) => board.name(place),
            None => task_sheet_name(place + 1),
        };
        let names: Vec<String> = (0..self.tasks.len()).map(name).collect();
        if let Some(board) = &self.board {
            for (place, tasks) in self.tasks.iter_mut().enumerate() {
                tasks.sheet.set_header(board.page_head(place));
            }
        }
        for (tasks, name) in self.tasks.iter_mut().zip(&names) {
            let (sheet, end) = (&mut tasks.sheet, tasks.row - 1);
            sheet.set_name(name).map_err(broken)?;
            sheet
                .autofilter(0, 0, end, columns(ledger).count() as u16 - 1)
                .map_err(broken)?;
            let shown = SHOWN + if ledger { LEDGER.len() } else { 0 };
            sheet.set_print_area(0, 0, end, shown as u16 - 1).map_err(broken)?;
            if ledger && end > 0 {
                board::to_fill_in(sheet, end, (SHOWN + LEDGER.len() - 1) as u16).map_err(broken)?;
            }
        }
        let board = match &self.board {
            Some(board) if board.len() > 1 => {
                let rows: Vec<Counted<'_>> = names
                    .iter()
                    .zip(&self.tasks)
                    .map(|(name, tasks)| Counted {
                        name,
                        end: tasks.row - 1,
                    })
                    .collect();
                Some(board.sheet(&self.formats, &rows).map_err(broken)?)
            }
            _ => None,
        };
        self.about
            .autofilter(0, 0, self.about_row - 1, ABOUT.len() as u16 - 1)
            .map_err(broken)?;
        self.hints
            .autofilter(0, 0, self.hint_row - 1, HINTS.len() as u16 - 1)
            .map_err(broken)?;
        let tasks = self.tasks.into_iter().map(|tasks| tasks.sheet);
        for sheet in board.into_iter().chain(tasks).chain([self.about, self.hints]) {
            book.push_worksheet(sheet);
        }
        book.save_to_buffer().map_err(broken)
    }
}

/// An empty workbook that is known as ours: see [`is_ours`].
pub(in crate::emit) fn workbook(title: &str) -> std::result::Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let (year, month, day) = MADE;
    let properties = DocProperties::new()
        .set_title(title)
        .set_author(MAKER)
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?)
        .set_custom_property("generator", concat!("gongdan ", env!("CARGO_PKG_VERSION")));
    book.set_properties(&properties);
    Ok(book)
}

/// Heads and widths of a sheet of tasks.
fn columns(ledger: bool) -> impl Iterator<Item = (&'static str, f64)> {
    let own = if ledger { &LEDGER[..] } else { &[] };
    let hash = ledger.then_some((HASH, 10.));
    let heads = HEADS.into_iter().zip(WIDTHS);
    let shown = heads.clone().take(SHOWN).chain(own.iter().copied());
    shown.chain(heads.skip(SHOWN)).chain(hash)
}

fn task_sheet(formats: &Formats, ledger: bool) -> std::result::Result<TaskSheet, XlsxError> {
    let mut sheet = sheet("任务分解表", formats, columns(ledger))?;
    for (place, (head, _)) in (0..).zip(columns(ledger)) {
        if head == HEADS[SHOWN] || head == HASH {
            sheet.set_column_hidden(place)?;
        }
    }
    if ledger {
        // 16 columns on A3, room above for the title of the notice.
        sheet.set_paper_size(sheet::A3);
        sheet.set_margins(0.4, 0.4, 0.8, 0.6, 0.35, 0.3);
    }
    Ok(TaskSheet { sheet, row: 1 })
}

fn task_sheet_name(number: usize) -> String {
    match number {
        1 => "任务分解表".to_owned(),
        _ => format!("任务分解表({number})"),
    }
}

/// The code as JSON spells it.
fn code_name(code: WarningCode) -> String {
    serde_json::to_value(code)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

pub(in crate::emit) fn broken(error: XlsxError) -> Error {
    Error::new(
        "E215",
        "工作簿写不成",
        "请改用 --format csv，并把通知和本信息告诉开发者。",
    )
    .caused_by(error)
}

#[cfg(test)]
mod tests;
