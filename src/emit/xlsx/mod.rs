//! Task lists as a workbook for an office: sheets 任务分解表, 文件信息, 提示.
//!
//! In: any number of [`TaskList`]s, one after the other; the workbook is held in memory until [`Book::finish`]. Out: the
//! bytes of an `.xlsx` file, the same for the same lists (the time of making is a fixed day, see `MADE`).
//!
//! Text is written as text, never as a formula; 截止日期 and 成文日期 are real dates shown as `yyyy-mm-dd`. A cell holds
//! 32 767 UTF-16 units at most: longer text is cut and a line in 提示 says so. Not done here: merged cells, charts,
//! macros; nothing in the file needs more than Excel 2007 or WPS.

mod sheet;

use super::rows::{HEADS, Row, rows};
use crate::model::{Finding, TaskList, WarningCode};
use crate::{Error, Result};
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use sheet::{Cell, Formats, fitting, sheet, write_row};
use std::borrow::Cow;
use std::io::{Cursor, Read};

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
/// Column of `id`.
const ID: u16 = 13;

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
    /// 任务分解表; more than one only beyond Excel's number of rows.
    tasks: Vec<Worksheet>,
    about: Worksheet,
    hints: Worksheet,
    /// Next free row of the last sheet of `tasks`, of `about` and of `hints`.
    task_row: u32,
    about_row: u32,
    hint_row: u32,
    number: usize,
}

impl Book {
    /// An empty workbook.
    ///
    /// # Errors
    /// Does not fail in practice; the type is that of the writer underneath.
    pub fn new() -> Result<Self> {
        let formats = Formats::new();
        let about = sheet("文件信息", &formats, ABOUT.into_iter()).map_err(broken)?;
        let hints = sheet("提示", &formats, HINTS.into_iter()).map_err(broken)?;
        let tasks = vec![task_sheet(1, &formats).map_err(broken)?];
        Ok(Self {
            formats,
            tasks,
            about,
            hints,
            task_row: 1,
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
        for row in rows(list) {
            self.add_task(&row, &mut cut).map_err(broken)?;
        }
        self.add_about(list, cut.len()).map_err(broken)?;
        for warning in list.warnings.iter().chain(&cut) {
            self.add_hint(list, warning).map_err(broken)?;
        }
        Ok(())
    }

    fn add_task(&mut self, row: &Row<'_>, cut: &mut Vec<Finding>) -> std::result::Result<(), XlsxError> {
        if self.task_row == SHEET_ROWS {
            self.tasks.push(task_sheet(self.tasks.len() + 1, &self.formats)?);
            self.task_row = 1;
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
        if let Some(sheet) = self.tasks.last_mut() {
            write_row(sheet, self.task_row, &self.formats, &cells, WIDTHS.into_iter())?;
        }
        self.task_row += 1;
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
        let mut book = Workbook::new();
        let (year, month, day) = MADE;
        let properties = DocProperties::new()
            .set_title("任务清单")
            .set_author(MAKER)
            .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day).map_err(broken)?)
            .set_custom_property("generator", concat!("gongdan ", env!("CARGO_PKG_VERSION")));
        book.set_properties(&properties);
        let last = self.tasks.len() - 1;
        for (i, sheet) in self.tasks.iter_mut().enumerate() {
            let end = if i == last { self.task_row } else { SHEET_ROWS } - 1;
            sheet.autofilter(0, 0, end, HEADS.len() as u16 - 1).map_err(broken)?;
            sheet.set_print_area(0, 0, end, ID - 1).map_err(broken)?;
        }
        self.about
            .autofilter(0, 0, self.about_row - 1, ABOUT.len() as u16 - 1)
            .map_err(broken)?;
        self.hints
            .autofilter(0, 0, self.hint_row - 1, HINTS.len() as u16 - 1)
            .map_err(broken)?;
        for sheet in self.tasks.into_iter().chain([self.about, self.hints]) {
            book.push_worksheet(sheet);
        }
        book.save_to_buffer().map_err(broken)
    }
}

fn task_sheet(number: usize, formats: &Formats) -> std::result::Result<Worksheet, XlsxError> {
    let name = if number == 1 {
        "任务分解表".to_owned()
    } else {
        format!("任务分解表({number})")
    };
    let mut sheet = sheet(&name, formats, HEADS.into_iter().zip(WIDTHS))?;
    sheet.set_column_hidden(ID)?;
    Ok(sheet)
}

/// The code as JSON spells it.
fn code_name(code: WarningCode) -> String {
    serde_json::to_value(code)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn broken(error: XlsxError) -> Error {
    Error::new(
        "E215",
        "工作簿写不成",
        "请改用 --format csv，并把通知和本信息告诉开发者。",
    )
    .caused_by(error)
}

/// Whether `file` is a workbook of this module that nobody has saved since: Excel and WPS replace the name of whoever
/// saved last.
#[must_use]
pub fn is_ours(file: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(file)) else {
        return false;
    };
    let Ok(core) = archive.by_name("docProps/core.xml") else {
        return false;
    };
    let mut text = String::new();
    // The part has some 600 bytes; a foreign file with a huge one is not read whole.
    let read = core.take(16 * 1024).read_to_string(&mut text);
    read.is_ok()
        && text.contains(&format!("<cp:lastModifiedBy>{MAKER}</cp:lastModifiedBy>"))
        && text.contains(&format!(
            "{}-{:02}-{:02}T00:00:00Z</dcterms:modified>",
            MADE.0, MADE.1, MADE.2
        ))
}

/// Whether the program made the workbook, be it that somebody has filled it in and saved it since.
#[must_use]
pub fn was_ours(file: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(file)) else {
        return false;
    };
    let Ok(custom) = archive.by_name("docProps/custom.xml") else {
        return false;
    };
    let mut text = String::new();
    let read = custom.take(16 * 1024).read_to_string(&mut text);
    read.is_ok() && text.contains("name=\"generator\"") && text.contains(&format!(">{MAKER} "))
}

#[cfg(test)]
mod tests {
    use super::sheet::{CELL_UNITS, excel_date};
    use super::*;
    use crate::emit::sample;

    fn part(file: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn book(lists: &[TaskList]) -> Vec<u8> {
        let mut book = Book::new().unwrap();
        lists.iter().for_each(|list| book.add(list).unwrap());
        book.finish().unwrap()
    }

    #[test]
    fn same_lists_same_bytes_and_known_as_ours() {
        let list = sample::list();
        let file = book(&[list.clone(), list.clone()]);
        std::thread::sleep(std::time::Duration::from_millis(1100)); // The clock must show nowhere.
        assert_eq!(file, book(&[list.clone(), list]));
        assert!(is_ours(&file) && was_ours(&file));
        assert!(!is_ours(b"PK\x03\x04"));
        let mut saved = Workbook::new();
        saved.set_properties(&DocProperties::new().set_author("李四"));
        saved.add_worksheet();
        let saved = saved.save_to_buffer().unwrap();
        assert!(!is_ours(&saved) && !was_ours(&saved));
    }

    #[test]
    fn the_task_sheet_is_set_up_for_work_and_print() {
        let file = book(&[sample::list()]);
        let names = part(&file, "xl/workbook.xml");
        for name in [
            "任务分解表",
            "文件信息",
            "提示",
            "$A$1:$M$5",
            "_xlnm.Print_Titles",
            "_xlnm._FilterDatabase",
        ] {
            assert!(names.contains(name), "{name}");
        }
        let sheet = part(&file, "xl/worksheets/sheet1.xml");
        for mark in [
            "<autoFilter ref=\"A1:P5\"/>",
            "ySplit=\"1\"",
            "state=\"frozen\"",
            "paperSize=\"9\"",
            "orientation=\"landscape\"",
            "fitToHeight=\"0\"",
            "hidden=\"1\"",
            "&amp;P",
        ] {
            assert!(sheet.contains(mark), "{mark}");
        }
        // 2023-03-15 is day 45000 of Excel's calendar, a number and no text.
        assert!(sheet.contains("<v>45000</v>"));
        assert!(!sheet.contains("<f>"));
        assert!(part(&file, "xl/styles.xml").contains("yyyy-mm-dd"));
        assert!(part(&file, "xl/sharedStrings.xml").contains("\n=不是公式"));
        assert!(part(&file, "xl/sharedStrings.xml").contains("青林发〔2023〕7号\n二(一)"));
    }

    #[test]
    fn a_long_cell_is_cut_and_said_so() {
        let mut list = sample::list();
        list.items[1].text = "检".repeat(40_000);
        let file = book(&[list]);
        let strings = part(&file, "xl/sharedStrings.xml");
        assert!(strings.contains(&"检".repeat(CELL_UNITS)) && !strings.contains(&"检".repeat(CELL_UNITS + 1)));
        assert!(strings.contains("二/(一) 的“具体内容”超过电子表格单元格的上限"));
        assert!(strings.contains("cell_cut"));
        let wide = "𠮷".repeat(20_000); // Two UTF-16 units each.
        assert_eq!(fitting(&wide).chars().count(), CELL_UNITS / 2);
    }

    #[test]
    fn days_that_spreadsheets_lack_stay_text() {
        assert!(excel_date(jiff::civil::date(1899, 12, 31)).is_none());
        assert!(excel_date(jiff::civil::date(2024, 2, 29)).is_some());
    }
}
