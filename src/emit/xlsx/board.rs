//! What only a ledger (台账) has: 汇总 in front, names of sheets, the columns that people fill in.
//!
//! 汇总 counts by formulas, so that it follows what is filled in; the results that the file carries are those of an
//! empty ledger. A task whose 完成情况 is empty counts as 未启动.

use super::STATES;
use super::sheet::{Cell, Formats, sheet, write_row};
use crate::emit::rows::Row;
use crate::model::TaskList;
use jiff::civil::Date;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula, DataValidation, Format, FormatAlign,
    Formula, Url, Worksheet, XlsxError,
};

/// Columns of 汇总. Those from 任务数 to 已完成 hold numbers with a sum below.
const COLUMNS: [(&str, f64); 11] = [
    ("序号", 6.),
    ("文件标题", 46.),
    ("发文机关", 24.),
    ("发文字号", 20.),
    ("成文日期", 12.),
    ("任务数", 8.),
    ("未启动", 8.),
    ("推进中", 8.),
    ("已完成", 8.),
    ("最早截止", 12.),
    ("工作表", 32.),
];
/// Column of 任务数.
const COUNT: u16 = 5;
/// Column of 截止日期 in a sheet of tasks, in letters.
const DUE: char = 'J';
/// Column of 完成情况 in a sheet of tasks, in letters.
const STATE: char = 'P';
/// Longest name of a sheet, in UTF-16 units (Excel's limit).
const NAME: usize = 31;

/// Most characters of a title above a printed page (Excel takes 255 with the marks for its looks).
const PAGE_HEAD: usize = 100;

/// What is known of the notices of a ledger.
#[derive(Default)]
pub(super) struct Board {
    lines: Vec<Line>,
}

struct Line {
    title: String,
    issuers: String,
    number: String,
    issued: Option<Date>,
    first_due: Option<Date>,
    tasks: usize,
    /// Its first sheet among those of tasks; of no meaning where it has no tasks.
    sheet: usize,
}

/// A sheet of tasks as formulas name it.
pub(super) struct Counted<'a> {
    pub name: &'a str,
    /// Its last row, from 0.
    pub end: u32,
}

impl Board {
    /// Whether a notice with tasks is there.
    pub fn has_tasks(&self) -> bool {
        self.lines.iter().any(|line| line.tasks > 0)
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Adds a notice whose tasks begin on that sheet.
    pub fn add(&mut self, list: &TaskList, rows: &[Row<'_>], sheet: usize) {
        let notice = &list.notice;
        let title = notice.title.as_deref().unwrap_or(&notice.source.path);
        self.lines.push(Line {
            title: title.to_owned(),
            issuers: notice.issuers.join("、"),
            number: notice.doc_number.clone().unwrap_or_default(),
            issued: notice.issued,
            first_due: rows.iter().filter_map(|row| row.due).min(),
            tasks: rows.len(),
            sheet,
        });
    }

    /// The notice that begins on this sheet of tasks or is the last before it: its number, from 1, and what is known.
    fn of(&self, place: usize) -> Option<(usize, &Line)> {
        let lines = (1..).zip(&self.lines);
        lines.filter(|(_, line)| line.tasks > 0 && line.sheet <= place).last()
    }

    /// Name of a sheet of tasks: `任务分解表` of one notice, `1 青林发〔2023〕7号` of several.
    pub fn name(&self, place: usize) -> String {
        let several = self.lines.len() > 1;
        let Some((nth, line)) = self.of(place).filter(|_| several) else {
            return super::task_sheet_name(place + 1);
        };
        let label = if line.number.is_empty() {
            &line.title
        } else {
            &line.number
        };
        let part = match place - line.sheet {
            0 => format!("{nth} "),
            more => format!("{nth}-{} ", more + 1),
        };
        fitting(&(part + label))
    }

    /// What is printed above each page of a sheet of tasks: the title of its notice.
    pub fn page_head(&self, place: usize) -> String {
        let title = self.of(place).map_or("", |(_, line)| line.title.as_str());
        let title: String = title.chars().filter(|c| !c.is_control()).take(PAGE_HEAD).collect();
        // A blank parts the size from a title that begins with a figure; `&` is written twice.
        format!("&C&\"黑体,Regular\"&14 {}", title.replace('&', "&&"))
    }

    /// The sheet 汇总.
    pub fn sheet(&self, formats: &Formats, sheets: &[Counted<'_>]) -> Result<Worksheet, XlsxError> {
        let mut board = sheet("汇总", formats, COLUMNS.into_iter())?;
        let link = formats
            .centre
            .clone()
            .set_align(FormatAlign::Left)
            .set_font_color(0x05_63_C1)
            .set_underline(rust_xlsxwriter::FormatUnderline::Single);
        for (place, line) in self.lines.iter().enumerate() {
            let row = place as u32 + 1;
            let after = self.lines[place + 1..].iter().find(|line| line.tasks > 0);
            let next = after.map_or(sheets.len(), |next| next.sheet);
            let own = if line.tasks > 0 { &sheets[line.sheet..next] } else { &[] };
            let name = own.first().map_or("", |sheet| sheet.name);
            let cells = [
                Cell::Number(u64::from(row)),
                line.title.as_str().into(),
                line.issuers.as_str().into(),
                line.number.as_str().into(),
                Cell::Date(line.issued),
                Cell::Number(line.tasks as u64),
                Cell::Free,
                Cell::Free,
                Cell::Free,
                Cell::Date(line.first_due),
                name.into(),
            ];
            write_row(&mut board, row, formats, &cells, COLUMNS.iter().map(|column| column.1))?;
            let count = |state: &str, blank: bool| {
                let each = own.iter().map(|sheet| {
                    let range = format!(
                        "'{}'!${STATE}$2:${STATE}${}",
                        sheet.name.replace('\'', "''"),
                        sheet.end + 1
                    );
                    let states = format!("COUNTIF({range},\"{state}\")");
                    if blank {
                        format!("{states}+COUNTBLANK({range})")
                    } else {
                        states
                    }
                });
                each.collect::<Vec<_>>().join("+")
            };
            for (column, state) in (COUNT + 1..).zip(STATES) {
                let free = state == STATES[0];
                let (formula, result) = match line.tasks {
                    0 => ("0".to_owned(), 0),
                    tasks => (count(state, free), if free { tasks } else { 0 }),
                };
                let formula = Formula::new(formula).set_result(result.to_string());
                board.write_formula_with_format(row, column, formula, &formats.centre)?;
            }
            if !name.is_empty() {
                let url = Url::new(format!("internal:'{}'!A1", name.replace('\'', "''"))).set_text(name);
                board.write_url_with_format(row, COLUMNS.len() as u16 - 1, url, &link)?;
            }
        }
        let last = self.lines.len() as u32;
        let tasks: usize = self.lines.iter().map(|line| line.tasks).sum();
        let results = [tasks, tasks, 0, 0];
        for column in 0..COLUMNS.len() as u16 {
            board.write_blank(last + 1, column, &formats.sum)?;
        }
        board.write_string_with_format(last + 1, 1, "合计", &formats.sum)?;
        for (column, result) in (COUNT..).zip(results) {
            let letter = char::from(b'A' + column as u8);
            let sum = Formula::new(format!("SUM({letter}2:{letter}{})", last + 1)).set_result(result.to_string());
            board.write_formula_with_format(last + 1, column, sum, &formats.sum)?;
        }
        board.autofilter(0, 0, last, COLUMNS.len() as u16 - 1)?;
        Ok(board)
    }
}

/// Sets up what people fill in, down to row `end`: a list of states to choose from, colours for states and for
/// tasks that are overdue on the day the file is opened.
pub(super) fn to_fill_in(sheet: &mut Worksheet, end: u32, state: u16) -> Result<(), XlsxError> {
    let choice = DataValidation::new()
        .allow_list_strings(&STATES)?
        .set_error_title("完成情况")?
        .set_error_message(format!("请选 {}。", STATES.join("、")))?;
    sheet.add_data_validation(1, state, end, state, &choice)?;
    let colours = [0xF2_F2_F2, 0xFF_F2_CC, 0xE2_EF_DA];
    for (name, colour) in STATES.into_iter().zip(colours) {
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(name))
            .set_format(Format::new().set_background_color(colour));
        sheet.add_conditional_format(1, state, end, state, &rule)?;
    }
    let overdue = format!("AND(ISNUMBER(${DUE}2),${DUE}2<TODAY(),${STATE}2<>\"{}\")", STATES[2]);
    let rule = ConditionalFormatFormula::new()
        .set_rule(overdue.as_str())
        .set_format(Format::new().set_background_color(0xF8_CB_AD));
    let due = super::DUE as u16;
    sheet.add_conditional_format(1, due, end, due, &rule)?;
    Ok(())
}

/// A name that Excel takes for a sheet.
fn fitting(name: &str) -> String {
    let plain = name.chars().map(|c| match c {
        '[' => '〔',
        ']' => '〕',
        ':' | '*' | '?' | '/' | '\\' => ' ',
        c if c.is_control() => ' ',
        c => c,
    });
    let mut units = 0;
    let short = plain.take_while(|c| {
        units += c.len_utf16();
        units <= NAME
    });
    // An apostrophe may stand neither first nor last.
    short.collect::<String>().trim_matches(['\'', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_such_as_excel_takes() {
        assert_eq!(fitting("1 青林发〔2023〕7号"), "1 青林发〔2023〕7号");
        assert_eq!(fitting("2 [2020]a/b:c*?'"), "2 〔2020〕a b c");
        assert_eq!(fitting(&"长".repeat(40)).chars().count(), NAME);
        assert_eq!(fitting(&"𠮷".repeat(40)).chars().count(), NAME / 2);
    }
}
