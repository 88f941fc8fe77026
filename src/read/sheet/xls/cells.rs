//! The cells of one sheet of an old workbook.

use super::damaged;
use super::globals::Globals;
use super::record::{Record, Records};
use crate::Result;
use crate::read::sheet::book::{Book, Region, Sheet};
use crate::read::sheet::value;
use std::collections::HashSet;

/// Reads the records of a sheet, which begin at `at`, into it; gives the place behind them.
///
/// # Errors
/// `E109` where they do not begin or end there, `E110` where the workbook becomes too large.
pub(super) fn read(stream: &[u8], at: usize, globals: &Globals, book: &mut Book, sheet: &mut Sheet) -> Result<usize> {
    let mut records = Records::new(stream, at);
    if records.next().is_none_or(|record| record.kind != 0x0809) {
        return Err(damaged());
    }
    let mut cells = Cells {
        globals,
        book,
        sheet,
        formula: None,
    };
    let (mut hidden_rows, mut hidden_columns) = (HashSet::new(), HashSet::new());
    // Charts in a sheet are streams of their own with cells of their own.
    let mut depth = 0_usize;
    loop {
        let record = records.next().ok_or_else(damaged)?;
        match record.kind {
            0x0809 => depth += 1,
            0x000A if depth == 0 => break,
            0x000A => depth -= 1,
            _ if depth > 0 => {}
            // Row
            0x0208 if record.u16(12) & 0x20 != 0 => drop(hidden_rows.insert(u32::from(record.u16(0)))),
            // ColInfo
            0x007D if record.u16(8) & 1 != 0 => {
                let columns = record.u16(0)..=record.u16(2).min(255);
                hidden_columns.extend(columns.map(u32::from));
            }
            _ => cells.take(&record)?,
        }
    }
    let used = |hidden: &HashSet<u32>, place: fn(&crate::read::sheet::book::Cell) -> u32| {
        let used = sheet.cells.iter().map(place).filter(|place| hidden.contains(place));
        used.collect::<HashSet<_>>().len()
    };
    sheet.hidden = (
        used(&hidden_rows, |cell| cell.row),
        used(&hidden_columns, |cell| cell.column),
    );
    sheet.order();
    Ok(records.at)
}

struct Cells<'a> {
    globals: &'a Globals,
    book: &'a mut Book,
    sheet: &'a mut Sheet,
    /// The cell of the formula whose result, a string, is in a record to come.
    formula: Option<(u32, u32)>,
}

impl Cells<'_> {
    fn take(&mut self, record: &Record<'_>) -> Result<()> {
        let (row, column) = (u32::from(record.u16(0)), u32::from(record.u16(2)));
        match record.kind {
            // Number
            0x0203 => self.number(row, column, record.u16(4), float(record.data.get(6..))),
            // RK
            0x027E => self.number(row, column, record.u16(4), Some(short_number(record.u32(6)))),
            // MulRk: several of those side by side.
            0x00BD => {
                let body = record
                    .data
                    .get(4..record.data.len().saturating_sub(2))
                    .unwrap_or_default();
                for (column, cell) in (column..).zip(body.chunks_exact(6)) {
                    let style = u16::from_le_bytes([cell[0], cell[1]]);
                    let number = short_number(u32::from_le_bytes([cell[2], cell[3], cell[4], cell[5]]));
                    self.number(row, column, style, Some(number))?;
                }
                Ok(())
            }
            // LabelSst
            0x00FD => {
                let string = self.globals.strings.get(record.u32(6) as usize);
                self.book.add(self.sheet, row, column, string.unwrap_or_default())
            }
            // Label, RString
            0x0204 | 0x00D6 => {
                let words = record.from(6).string(self.globals.script).unwrap_or_default();
                self.book.add(self.sheet, row, column, &words)
            }
            // BoolErr
            0x0205 => match record.data.get(6..8) {
                Some(&[value, 0]) => self.truth(row, column, value),
                Some(&[value, _]) => self.error(row, column, value),
                _ => Ok(()),
            },
            // Formula
            0x0006 => self.result(row, column, record),
            // String: the result of the formula before.
            0x0207 => match self.formula.take() {
                Some((row, column)) => {
                    let words = record.from(0).string(self.globals.script).unwrap_or_default();
                    self.book.add(self.sheet, row, column, &words)
                }
                None => Ok(()),
            },
            // MergeCells
            0x00E5 => {
                let regions = record.data.get(2..).unwrap_or_default().chunks_exact(8);
                for region in regions.take(usize::from(record.u16(0))) {
                    let edge = |at: usize| u32::from(u16::from_le_bytes([region[at], region[at + 1]]));
                    self.sheet.merge(Region {
                        top: edge(0),
                        bottom: edge(2),
                        left: edge(4),
                        right: edge(6),
                    });
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn number(&mut self, row: u32, column: u32, style: u16, number: Option<f64>) -> Result<()> {
        let Some(number) = number.filter(|number| number.is_finite()) else {
            return Ok(());
        };
        let shown = value::text(number, self.globals.format(style), self.globals.epoch);
        self.book.add(self.sheet, row, column, &shown)
    }

    fn truth(&mut self, row: u32, column: u32, value: u8) -> Result<()> {
        let words = if value == 0 { "FALSE" } else { "TRUE" };
        self.book.add(self.sheet, row, column, words)
    }

    fn error(&mut self, row: u32, column: u32, value: u8) -> Result<()> {
        let words = match value {
            0x00 => "#NULL!",
            0x07 => "#DIV/0!",
            0x0F => "#VALUE!",
            0x17 => "#REF!",
            0x1D => "#NAME?",
            0x24 => "#NUM!",
            _ => "#N/A",
        };
        self.book.errors.add(&self.sheet.name, row, column);
        self.book.add(self.sheet, row, column, words)
    }

    /// The result of a formula: a number, or marked by two bytes FF something else.
    fn result(&mut self, row: u32, column: u32, record: &Record<'_>) -> Result<()> {
        self.formula = None;
        match record.data.get(6..14) {
            Some(&[0, .., 0xFF, 0xFF]) => {
                self.formula = Some((row, column));
                Ok(())
            }
            Some(&[1, _, value, .., 0xFF, 0xFF]) => self.truth(row, column, value),
            Some(&[2, _, value, .., 0xFF, 0xFF]) => self.error(row, column, value),
            Some(&[_, .., 0xFF, 0xFF]) => Ok(()),
            value => self.number(row, column, record.u16(4), float(value)),
        }
    }
}

fn float(bytes: Option<&[u8]>) -> Option<f64> {
    bytes?.first_chunk::<8>().map(|bytes| f64::from_le_bytes(*bytes))
}

/// A number in four bytes (`RkNumber`): an integer or the upper half of a float, a hundred times as large or not.
fn short_number(bits: u32) -> f64 {
    let number = if bits & 2 != 0 {
        f64::from(bits.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_integers_or_halves_of_floats() {
        let float = ((0.95_f64.to_bits() >> 32) as u32) & !3;
        assert_eq!(short_number(7 << 2 | 2), 7.0);
        assert_eq!(short_number((-7_i32 << 2).cast_unsigned() | 2), -7.0);
        assert_eq!(short_number(95 << 2 | 3), 0.95);
        assert!((short_number(float) - 0.95).abs() < 1e-5);
    }
}
