//! Workbooks as one XML file (SpreadsheetML 2003), which systems export under the name `.xls`.
//!
//! In: decoded text. Out: a [`Book`], as for other workbooks.

use super::book::{Book, Region, Sheet};
use super::format::Format;
use super::value::{self, Epoch};
use super::xml;
use crate::Result;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// Most sheets; the others are passed over.
const SHEETS: usize = 1_000;

/// What is known while the file is read.
#[derive(Default)]
struct Draft {
    book: Book,
    sheet: Sheet,
    /// Number formats by the names of styles.
    formats: HashMap<String, Format>,
    /// The style that is being read.
    style: String,
    row: u32,
    column: u32,
    hidden_row: bool,
    hidden_rows: usize,
    cell: Option<Cell>,
    /// Where words belong, if anywhere.
    words: Option<String>,
}

/// A cell while it is read.
struct Cell {
    style: String,
    kind: String,
    formula: bool,
    value: String,
}

/// Reads a workbook.
///
/// # Errors
/// `E109` where it is no XML, `E110` more than a table of tasks holds.
pub(super) fn read(text: &str) -> Result<Book> {
    let mut draft = Draft::default();
    let mut xml = Reader::from_str(text);
    loop {
        match xml::next(&mut xml)? {
            Event::Start(element) => draft.start(&element),
            Event::Empty(element) => {
                draft.start(&element);
                draft.end(element.local_name().as_ref())?;
            }
            Event::End(element) => draft.end(element.local_name().as_ref())?,
            Event::Text(text) => draft.text(&text.xml10_content()),
            Event::CData(text) => draft.text(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                if let Some(c) = xml::character(&entity) {
                    draft.text(c.encode_utf8(&mut [0; 4]));
                }
            }
            Event::Eof => return Ok(draft.book),
            _ => {}
        }
    }
}

impl Draft {
    fn start(&mut self, element: &BytesStart<'_>) {
        let word = |name| xml::attribute(element, name).map_or_else(String::new, |word| word.into_owned());
        let number = |name| xml::number::<u32>(element, name);
        match element.local_name().as_ref() {
            "Style" => self.style = word("ID"),
            "NumberFormat" => {
                let format = named(&word("Format"));
                self.formats.insert(self.style.clone(), format);
            }
            "Worksheet" => {
                self.sheet = Sheet::named(word("Name"));
                (self.row, self.hidden_rows) = (0, 0);
            }
            "Row" => {
                self.row = number("Index").map_or(self.row, |given| given.saturating_sub(1));
                self.column = 0;
                self.hidden_row = xml::flag(element, "Hidden");
            }
            "Cell" => {
                self.column = number("Index").map_or(self.column, |given| given.saturating_sub(1));
                let (across, down) = (number("MergeAcross").unwrap_or(0), number("MergeDown").unwrap_or(0));
                if across > 0 || down > 0 {
                    self.sheet.merge(Region {
                        top: self.row,
                        left: self.column,
                        bottom: self.row.saturating_add(down),
                        right: self.column.saturating_add(across),
                    });
                }
                self.cell = Some(Cell {
                    style: word("StyleID"),
                    kind: String::new(),
                    formula: xml::attribute(element, "Formula").is_some(),
                    value: String::new(),
                });
            }
            // Not that of a comment, which is in a cell too.
            "Comment" => self.words = None,
            "Data" => {
                if let Some(cell) = self.cell.as_mut().filter(|cell| cell.kind.is_empty()) {
                    cell.kind = word("Type");
                    self.words = Some(String::new());
                }
            }
            "Visible" => self.words = Some(String::new()),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(words) = &mut self.words {
            words.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<()> {
        match name {
            "Data" => {
                if let (Some(words), Some(cell)) = (self.words.take(), &mut self.cell) {
                    cell.value = words;
                }
            }
            "Cell" => {
                if let Some(cell) = self.cell.take() {
                    self.take(&cell)?;
                }
                let region = self.sheet.regions.last();
                let wide = region.filter(|region| (region.top, region.left) == (self.row, self.column));
                self.column = wide.map_or(self.column, |region| region.right).saturating_add(1);
            }
            "Row" => self.row = self.row.saturating_add(1),
            "Visible" => {
                let words = self.words.take().unwrap_or_default();
                if words.contains("Hidden") {
                    self.book.hidden.push(std::mem::take(&mut self.sheet).name);
                }
            }
            "Worksheet" if self.book.sheets.len() < SHEETS => {
                let mut sheet = std::mem::take(&mut self.sheet);
                sheet.hidden.0 = self.hidden_rows;
                sheet.order();
                self.book.sheets.push(sheet);
            }
            _ => {}
        }
        Ok(())
    }

    fn take(&mut self, cell: &Cell) -> Result<()> {
        let value = cell.value.trim();
        let place = (self.row, self.column);
        if cell.kind.is_empty() && cell.formula {
            self.book.unsolved.add(&self.sheet.name, place.0, place.1);
        }
        let shown = match cell.kind.as_str() {
            "Number" => match value.parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    let general = Format::default();
                    let format = self.formats.get(&cell.style).unwrap_or(&general);
                    value::text(number, format, Epoch::Windows)
                }
                _ => value.to_owned(),
            },
            "DateTime" => value::iso(value).unwrap_or_else(|| value.to_owned()),
            "Boolean" => if value == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            "Error" => {
                self.book.errors.add(&self.sheet.name, place.0, place.1);
                value.to_owned()
            }
            _ => cell.value.clone(),
        };
        let before = self.sheet.cells.len();
        self.book.add(&mut self.sheet, place.0, place.1, &shown)?;
        if self.sheet.cells.len() > before {
            self.hidden_rows += usize::from(std::mem::take(&mut self.hidden_row));
        }
        Ok(())
    }
}

/// A format by its code or by the name that this file form gives it.
fn named(code: &str) -> Format {
    Format::new(match code {
        "Percent" => "0.00%",
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "Currency" | "Euro Currency" | "Scientific" => "General",
        "General Date" | "Short Date" | "Medium Date" | "Long Date" => "yyyy/m/d h:mm",
        "Short Time" | "Medium Time" | "Long Time" => "h:mm:ss",
        code => code,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_in_one_file_is_read() {
        let book = read(
            "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns:ss=\"urn\">\
            <Styles><Style ss:ID=\"p\"><NumberFormat ss:Format=\"0%\"/></Style></Styles>\
            <Worksheet ss:Name=\"任务\"><Table><Row ss:Index=\"2\"><Cell ss:MergeAcross=\"2\"><Data ss:Type=\"String\">甲&amp;\
            <Font>乙</Font></Data><Comment><ss:Data>批注</ss:Data></Comment></Cell><Cell><Data ss:Type=\"Number\">3</Data></Cell></Row>\
            <Row ss:Hidden=\"1\"><Cell ss:Index=\"2\" ss:StyleID=\"p\"><Data ss:Type=\"Number\">0.95</Data></Cell>\
            <Cell><Data ss:Type=\"DateTime\">2024-03-15T00:00:00.000</Data></Cell><Cell ss:Formula=\"=1\"/></Row></Table></Worksheet>\
            <Worksheet ss:Name=\"藏\"><Table><Row><Cell><Data ss:Type=\"String\">x</Data></Cell></Row></Table>\
            <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>",
        )
        .unwrap();
        let sheet = &book.sheets[0];
        let cells: Vec<_> = sheet.cells.iter().map(|c| (c.row, c.column, c.text.as_str())).collect();
        assert_eq!(
            cells,
            [(1, 0, "甲&乙"), (1, 3, "3"), (2, 1, "95%"), (2, 2, "2024年3月15日")]
        );
        assert_eq!(
            (sheet.name.as_str(), sheet.regions.len(), sheet.hidden),
            ("任务", 1, (1, 0))
        );
        assert_eq!(
            (book.hidden.as_slice(), book.unsolved.count),
            (&["藏".to_owned()][..], 1)
        );
        assert!(book.sheets[1].cells.is_empty());
        assert_eq!(read("<Workbook><a></b>").unwrap_err().code(), "E109");
        let far = "<Row Index=\"4294967295\"/><Row><Cell Index=\"4294967295\" MergeAcross=\"4294967295\" MergeDown=\"4294967295\">\
            <Data Type=\"Error\">#REF!</Data></Cell><Cell Formula=\"=1\"/></Row>";
        assert!(read(far).is_ok());
    }
}
