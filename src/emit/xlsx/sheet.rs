//! What all sheets share: looks, print set-up, typed cells.

use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use std::borrow::Cow;

/// Longest text of a cell, in UTF-16 units (Excel's limit).
pub(in crate::emit) const CELL_UNITS: usize = 32_767;
/// A4 in the numbering of SpreadsheetML.
const A4: u8 = 9;
/// A3 there.
pub(in crate::emit) const A3: u8 = 8;
/// Height of a line of 宋体 10.5, and what a row has around its lines, in points.
const LINE: f64 = 14.25;
const ROOM: f64 = 4.0;
/// Highest row (Excel's limit), in points.
const HIGHEST: f64 = 409.0;

/// The looks of cells.
pub(in crate::emit) struct Formats {
    head: Format,
    text: Format,
    pub(in crate::emit) centre: Format,
    date: Format,
    decimal: Format,
    share: Format,
    /// Centred and bold, for sums.
    pub(in crate::emit) sum: Format,
}

impl Formats {
    pub(in crate::emit) fn new() -> Self {
        let text = Format::new()
            .set_font_name("宋体")
            .set_font_size(10.5)
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin);
        let centre = text.clone().set_align(FormatAlign::Center);
        Self {
            head: centre
                .clone()
                .set_align(FormatAlign::VerticalCenter)
                .set_bold()
                .set_background_color(0xD9_E1_F2),
            sum: centre.clone().set_bold(),
            date: centre.clone().set_num_format("yyyy-mm-dd"),
            decimal: centre.clone().set_num_format("0.000"),
            share: centre.clone().set_num_format("0.0%"),
            centre,
            text,
        }
    }
}

/// What one cell holds.
pub(in crate::emit) enum Cell<'a> {
    Text(Cow<'a, str>),
    /// Shown centred.
    Number(u64),
    Date(Option<Date>),
    /// A likeness, from 0 to 1, shown with three decimals.
    Decimal(f64),
    /// A share, shown in percent.
    Share(f64),
    /// Left for people to fill in.
    Free,
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

/// A sheet with its head row, ready to be printed.
pub(in crate::emit) fn sheet<'a>(
    name: &str,
    formats: &Formats,
    columns: impl Iterator<Item = (&'a str, f64)>,
) -> std::result::Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    for (column, (head, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, head, &formats.head)?;
    }
    sheet.set_row_height(0, 24)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_footer("&C第 &P 页，共 &N 页");
    Ok(sheet)
}

/// Writes the cells of a row and makes it as high as its longest cell needs: not every program does so on opening.
pub(in crate::emit) fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    formats: &Formats,
    cells: &[Cell<'_>],
    widths: impl Iterator<Item = f64>,
) -> std::result::Result<(), XlsxError> {
    let texts = cells.iter().zip(widths).map(|(cell, width)| match cell {
        Cell::Text(text) => lines(fitting(text), width),
        _ => 1.0,
    });
    let high = texts.fold(1.0, f64::max) * LINE + ROOM;
    sheet.set_row_height(row, high.min(HIGHEST))?;
    for (column, cell) in (0..).zip(cells) {
        match cell {
            Cell::Text(text) if text.is_empty() => sheet.write_blank(row, column, &formats.text)?,
            Cell::Text(text) => sheet.write_string_with_format(row, column, fitting(text), &formats.text)?,
            // Counts and sizes stay far below 2⁵³, up to which doubles are exact.
            #[allow(clippy::cast_precision_loss)]
            Cell::Number(number) => sheet.write_number_with_format(row, column, *number as f64, &formats.centre)?,
            Cell::Decimal(number) => sheet.write_number_with_format(row, column, *number, &formats.decimal)?,
            Cell::Share(share) => sheet.write_number_with_format(row, column, *share, &formats.share)?,
            Cell::Free => sheet.write_blank(row, column, &formats.text)?,
            Cell::Date(None) => sheet.write_blank(row, column, &formats.date)?,
            Cell::Date(Some(day)) => match excel_date(*day) {
                Some(date) => sheet.write_datetime_with_format(row, column, &date, &formats.date)?,
                None => sheet.write_string_with_format(row, column, day.to_string(), &formats.centre)?,
            },
        };
    }
    Ok(())
}

/// How many lines a text takes in a column `width` characters wide; a Chinese character is as wide as two.
fn lines(text: &str, width: f64) -> f64 {
    // A mark may not begin a line, so that now and then a line ends one Chinese character early.
    let room = (width - 1.0).max(2.0);
    let wide = |line: &str| -> u32 { line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum() };
    text.split('\n')
        .map(|line| (f64::from(wide(line)) / room).ceil().max(1.0))
        .sum()
}

/// The day as a spreadsheet counts it; none before 1900, where spreadsheets have no dates.
pub(in crate::emit) fn excel_date(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs()).ok()
}

/// As much of the text as a cell takes.
pub(in crate::emit) fn fitting(text: &str) -> &str {
    if text.len() <= CELL_UNITS {
        return text; // No text has more UTF-16 units than UTF-8 bytes.
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > CELL_UNITS
    });
    end.map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lines_are_counted_by_width() {
        assert_eq!(lines("", 10.0), 1.0);
        assert_eq!(lines("四个汉字", 9.0), 1.0);
        assert_eq!(lines("五个汉字吧", 9.0), 2.0);
        assert_eq!(lines("一\n\nabc", 9.0), 3.0);
    }
}
