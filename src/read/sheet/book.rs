//! A workbook as its file has it: sheets with the cells that say something, as they show it.

use crate::{Error, Result};
use std::fmt::Write as _;

/// Most cells with words that one workbook may have: 30,000 rows of a task table.
const CELLS: usize = 500_000;
/// Most bytes of their words.
const WORDS: usize = 16 << 20;
/// Most merged regions of a sheet.
const REGIONS: usize = 200_000;
/// Most rows and columns of a sheet (ECMA-376); cells beyond are damage.
pub(super) const ROWS: u32 = 1_048_576;
pub(super) const COLUMNS: u32 = 16_384;

/// A workbook.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// The sheets that show, in order.
    pub sheets: Vec<Sheet>,
    /// Names of sheets that somebody hid; their cells are not read.
    pub hidden: Vec<String>,
    /// Cells that show an error value.
    pub errors: Places,
    /// Formulas without a result: the file was never calculated.
    pub unsolved: Places,
    cells: usize,
    words: usize,
}

/// One sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its name.
    pub name: String,
    /// The cells that hold words, by rows, then columns; one a place.
    pub cells: Vec<Cell>,
    /// Merged regions.
    pub regions: Vec<Region>,
    /// Number of hidden rows and columns with words, which are read like the others.
    pub hidden: (usize, usize),
}

/// A cell and where it stands, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub row: u32,
    pub column: u32,
    /// What it shows; lines parted by `\n`, no blanks at their ends, never empty.
    pub text: String,
}

/// A merged region; all edges belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub top: u32,
    pub left: u32,
    pub bottom: u32,
    pub right: u32,
}

/// A number of cells and the first of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    pub count: usize,
    /// `Sheet1 的 B3`.
    pub first: String,
}

impl Book {
    /// Adds a cell to a sheet; blank ones are left out.
    ///
    /// # Errors
    /// `E110` where the workbook holds more than a table of tasks does.
    pub fn add(&mut self, sheet: &mut Sheet, row: u32, column: u32, text: &str) -> Result<()> {
        // WPS keeps the pictures of cells as formulas of this name.
        if row >= ROWS || column >= COLUMNS || text.starts_with("=DISPIMG(") {
            return Ok(());
        }
        let text = tidy(text);
        if text.is_empty() {
            return Ok(());
        }
        self.cells += 1;
        self.words += text.len();
        if self.cells > CELLS || self.words > WORDS {
            return Err(too_many());
        }
        sheet.cells.push(Cell { row, column, text });
        Ok(())
    }
}

impl Sheet {
    /// A sheet without cells.
    pub fn named(name: String) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }

    /// Adds a merged region as far as it is on the sheet, unless there are too many.
    pub fn merge(&mut self, region: Region) {
        let inside = region.top < ROWS && region.left < COLUMNS;
        if inside && region.top <= region.bottom && region.left <= region.right && self.regions.len() < REGIONS {
            self.regions.push(Region {
                bottom: region.bottom.min(ROWS - 1),
                right: region.right.min(COLUMNS - 1),
                ..region
            });
        }
    }

    /// Puts the cells in order. Of several in one place the last counts, as when a file is written over.
    pub fn order(&mut self) {
        let place = |cell: &Cell| (cell.row, cell.column);
        self.cells.sort_by_key(place);
        self.cells.reverse();
        self.cells.dedup_by_key(|cell| place(cell));
        self.cells.reverse();
    }
}

impl Places {
    /// Counts a cell.
    pub fn add(&mut self, sheet: &str, row: u32, column: u32) {
        if self.count == 0 {
            self.first = format!("{sheet} 的 {}", address(row, column));
        }
        self.count += 1;
    }
}

/// The error `E110`.
fn too_many() -> Error {
    let what = format!(
        "表格里的内容太多（超过 {} 万个单元格或 {} MB 文字）",
        CELLS / 10_000,
        WORDS >> 20
    );
    Error::new("E110", what, "请只留下任务所在的工作表，另存一份再读。")
}

/// `B3` for row 2, column 1.
pub(super) fn address(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    let mut address: String = letters.iter().rev().collect();
    // Writing to a String cannot fail.
    let _ = write!(address, "{}", u64::from(row) + 1);
    address
}

/// Lines parted by `\n` alone, without blanks at their ends, without control characters.
fn tidy(text: &str) -> String {
    if !text.contains(|c: char| c.is_control()) {
        return text.trim().to_owned();
    }
    let mut lines = String::with_capacity(text.len());
    for line in text.replace("\r\n", "\n").split(['\n', '\r', '\u{b}', '\u{2028}']) {
        let words = line.chars().filter(|c| !c.is_control() || *c == '\t');
        lines.extend(words);
        lines.truncate(lines.trim_end_matches(|c: char| c != '\n' && c.is_whitespace()).len());
        lines.push('\n');
    }
    lines.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_count_in_letters() {
        let written = [
            (0, 0),
            (2, 1),
            (0, 25),
            (0, 26),
            (0, 701),
            (0, 702),
            (ROWS - 1, COLUMNS - 1),
        ];
        let written = written.map(|(row, column)| address(row, column));
        assert_eq!(written, ["A1", "B3", "Z1", "AA1", "ZZ1", "AAA1", "XFD1048576"]);
    }

    #[test]
    fn cells_are_tidied_ordered_and_counted() {
        let (mut book, mut sheet) = (Book::default(), Sheet::default());
        for (row, column, text) in [
            (1, 0, "后"),
            (0, 1, " 甲 \r\n乙\t \u{7}\n"),
            (0, 0, "前"),
            (0, 2, " \n"),
            (1, 0, "改"),
            (0, 5, "=DISPIMG(\"ID_1\",1)"),
            (ROWS, 0, "外"),
        ] {
            book.add(&mut sheet, row, column, text).unwrap();
        }
        sheet.order();
        let cells: Vec<_> = sheet
            .cells
            .iter()
            .map(|cell| (cell.row, cell.column, cell.text.as_str()))
            .collect();
        assert_eq!(cells, [(0, 0, "前"), (0, 1, "甲\n乙"), (1, 0, "改")]);
        let error = (0..=CELLS).find_map(|i| book.add(&mut sheet, i as u32, 0, "x").err());
        assert_eq!(error.unwrap().code(), "E110");
    }
}
