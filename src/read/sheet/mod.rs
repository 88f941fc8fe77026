//! Spreadsheets and comma-separated values.
//!
//! In: a workbook (`.xlsx`, `.xlsm`, `.xls`, `.et`, one XML file) or decoded text of separated values. Out: a [`Document`]: of each
//! sheet the lines above its tables, the tables, the lines below. Cells hold what they show: dates as `2024年3月15日`,
//! percentages as `95%`, results of formulas. The name of a sheet stands before it where several hold something, unless
//! the program gave it. Hidden sheets are passed over with a warning; hidden rows and columns are read with one, since
//! a filter that was left on hides tasks. Not read: comments, text boxes, charts, pictures.

mod book;
mod csv;
mod flat;
mod format;
pub(super) mod head;
mod layout;
mod strings;
mod value;
mod xls;
mod xlsx;
mod xml;

use super::Document;
use super::plain::Plain;
use crate::Result;
use crate::model::{Format, WarningCode};
use book::{Book, Places, Sheet};
use layout::Block;

/// What messages call a workbook.
const KIND: &str = "Excel 表格";

/// Reads a workbook.
///
/// # Errors
/// `E104` of a kind not read, `E107` encrypted, `E109` damaged, `E110` more than a table of tasks holds.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    let (book, format) = if bytes.starts_with(b"PK") {
        (xlsx::read(bytes)?, Format::Xlsx)
    } else {
        (xls::read(bytes)?, Format::Xls)
    };
    let plain = plain(&book);
    Ok(Document {
        plain,
        format,
        encoding: super::BINARY,
    })
}

/// Reads a workbook that is one XML file.
///
/// # Errors
/// `E109` damaged, `E110` more than a table of tasks holds.
pub(super) fn read_flat(text: &str) -> Result<Document> {
    Ok(Document {
        plain: plain(&flat::read(text)?),
        format: Format::Xls,
        // Replaced by the encoding that the text was decoded from.
        encoding: super::BINARY,
    })
}

/// Reads separated values.
///
/// # Errors
/// `E110` more than a table of tasks holds.
pub(super) fn read_csv(text: &str) -> Result<Document> {
    let mut plain = Plain::default();
    write(&csv::read(text)?, &mut plain);
    Ok(Document {
        plain,
        format: Format::Csv,
        // Replaced by the encoding that the text was decoded from.
        encoding: super::BINARY,
    })
}

/// One sheet of a workbook as rows of words.
#[derive(Debug)]
pub(crate) struct Grid {
    /// Its name.
    pub name: String,
    /// Row and column, from 0, of each cell that shows something, by rows, with its words as [`read`] has them.
    pub cells: Vec<(u32, u32, String)>,
}

/// The sheets of a workbook that show, with hidden rows and columns.
///
/// # Errors
/// As for [`read`].
pub(crate) fn grids(bytes: &[u8]) -> Result<Vec<Grid>> {
    let book = if bytes.starts_with(b"PK") {
        xlsx::read(bytes)?
    } else {
        xls::read(bytes)?
    };
    let grid = |sheet: Sheet| Grid {
        name: sheet.name,
        cells: sheet
            .cells
            .into_iter()
            .map(|cell| (cell.row, cell.column, cell.text))
            .collect(),
    };
    Ok(book.sheets.into_iter().map(grid).collect())
}

fn plain(book: &Book) -> Plain {
    let mut plain = Plain::default();
    let filled: Vec<&Sheet> = book.sheets.iter().filter(|sheet| !sheet.cells.is_empty()).collect();
    for sheet in &filled {
        if filled.len() > 1 {
            plain.paragraph("");
            if !is_given(&sheet.name) {
                plain.paragraph(&sheet.name);
            }
        }
        write(sheet, &mut plain);
        let (rows, columns) = sheet.hidden;
        if rows + columns > 0 {
            let counts =
                [(rows, "行"), (columns, "列")].map(|(count, unit)| (count > 0).then(|| format!("{count} {unit}")));
            let counts: Vec<String> = counts.into_iter().flatten().collect();
            let message = format!(
                "工作表“{}”有 {}是隐藏的，已一并读入；如不需要，请删去后再读",
                sheet.name,
                counts.join("、")
            );
            plain.note(WarningCode::HiddenPart, message);
        }
    }
    if !book.hidden.is_empty() {
        let names = book.hidden.join("”“");
        plain.note(
            WarningCode::HiddenPart,
            format!("隐藏的工作表“{names}”没有读；如需要，请取消隐藏，保存后再读"),
        );
    }
    let mut note = |places: &Places, what: &str, remedy: &str| {
        if places.count > 0 {
            let message = format!(
                "有 {} 个单元格{what}（第一个是 {}），{remedy}",
                places.count, places.first
            );
            plain.note(WarningCode::CellWithoutValue, message);
        }
    };
    note(&book.errors, "显示为错误值", "请在原表中改正");
    let remedy = "当作空格；请用 Excel 或 WPS 打开，保存后再读";
    note(&book.unsolved, "的公式没有存下结果", remedy);
    plain
}

fn write(sheet: &Sheet, plain: &mut Plain) {
    for block in layout::blocks(sheet) {
        match block {
            Block::Line(words) => plain.paragraph(&words),
            Block::Table(grid) => plain.table(&grid),
            Block::Gap => plain.paragraph(""),
        }
    }
}

/// Whether the name of a sheet is the program's own.
fn is_given(name: &str) -> bool {
    let number = ["Sheet", "sheet", "工作表", "Table"]
        .iter()
        .find_map(|word| name.strip_prefix(word));
    number.is_some_and(|number| {
        number
            .trim_matches([' ', '(', ')'])
            .bytes()
            .all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests;
