//! Comma-, semicolon- or tab-separated values (RFC 4180 and what programs make of it).
//!
//! In: decoded text. Out: a [`Sheet`] whose rows are the records. The delimiter is the one that parts the first records
//! most evenly; Excel's own first line `sep=;` counts. Quotes, line ends in quotes, rows of unequal length are read; a
//! quote that never ends is a character like others. There are no comments.

use super::book::{Book, Sheet};
use crate::Result;
use crate::window;
use csv::{ReaderBuilder, StringRecord};

/// What may part values, the usual first. Full-width commas part values only where nothing else does.
const DELIMITERS: [char; 5] = [',', '\t', ';', '|', '，'];
/// Bytes from the start that the delimiter is told by.
const SAMPLE: usize = 64 * 1024;
/// Most lines of a value in quotes; with more the quote does not end where it should.
const LINES: usize = 200;

/// Reads the values.
///
/// # Errors
/// `E110` where there are more than a table of tasks holds.
pub(super) fn read(text: &str) -> Result<Sheet> {
    let text = text.trim_start_matches('\u{feff}');
    let (named, text) = match text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')) {
        Some((named, rest)) if named.trim_end().chars().count() == 1 => (named.chars().next(), rest),
        _ => (None, text),
    };
    let delimiter = named.unwrap_or_else(|| delimiter(text));
    let quoted = records(text, delimiter, true);
    let runaway = |record: &(usize, StringRecord)| record.1.iter().any(|value| value.lines().nth(LINES).is_some());
    let records = if quoted.iter().any(runaway) {
        records(text, delimiter, false)
    } else {
        quoted
    };
    let (mut book, mut sheet) = (Book::default(), Sheet::default());
    for (row, record) in &records {
        for (column, value) in record.iter().enumerate() {
            let place = (u32::try_from(*row), u32::try_from(column));
            if let (Ok(row), Ok(column)) = place {
                book.add(&mut sheet, row, column, as_text(value))?;
            }
        }
    }
    Ok(sheet)
}

/// The records, each with its row; empty lines count as rows.
fn records(text: &str, delimiter: char, quoting: bool) -> Vec<(usize, StringRecord)> {
    let Ok(byte) = u8::try_from(delimiter)
        .map_err(drop)
        .and_then(|byte| byte.is_ascii().then_some(byte).ok_or(()))
    else {
        let lines = text.lines().enumerate();
        return lines
            .map(|(row, line)| (row, line.split(delimiter).collect()))
            .collect();
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .delimiter(byte)
        .from_reader(text.as_bytes());
    let (mut found, mut record) = (Vec::new(), StringRecord::new());
    let (mut row, mut line) = (0, 1);
    // The text is UTF-8 and in memory: reading it does not fail.
    while let Ok(true) = reader.read_record(&mut record) {
        let end = reader.position().line();
        let own: usize = record.iter().map(|value| value.matches('\n').count()).sum();
        // The reader passes over empty lines without a word.
        row += usize::try_from(end - line).unwrap_or(0).saturating_sub(own + 1);
        line = end;
        found.push((row, record.clone()));
        row += 1;
    }
    found
}

/// What parts the values of the first records.
fn delimiter(text: &str) -> char {
    let sample = window::first(text, SAMPLE);
    let evenness = |delimiter: &char| {
        let lengths: Vec<usize> = records(sample, *delimiter, true)
            .iter()
            .map(|(_, record)| record.len())
            .collect();
        let several = lengths.iter().filter(|&&length| length > 1);
        let same = |length: &usize| lengths.iter().filter(|&other| other == length).count();
        // Only the first records, for the time it takes.
        several.take(100).map(same).max().unwrap_or(0)
    };
    let mut best = (',', 0);
    for delimiter in DELIMITERS {
        let even = evenness(&delimiter);
        let is_last_resort = delimiter == '，' && best.1 > 0;
        if even > best.1 && !is_last_resort {
            best = (delimiter, even);
        }
    }
    best.0
}

/// A value without the `="001"` that keeps Excel from taking it for a number.
fn as_text(value: &str) -> &str {
    let inner = value.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, cells: &[(u32, u32, &str)]) {
        let sheet = read(text).unwrap();
        let found: Vec<_> = sheet.cells.iter().map(|c| (c.row, c.column, c.text.as_str())).collect();
        assert_eq!(found, cells, "{text:?}");
    }

    #[test]
    fn delimiters_are_told_by_the_records() {
        let cells = [(0, 0, "任务"), (0, 1, "单位"), (1, 0, "修路"), (1, 1, "交通局")];
        for text in [
            "任务,单位\r\n修路,交通局\r\n",
            "\u{feff}任务;单位\n修路;交通局",
            "任务\t单位\n修路\t交通局\n",
            "任务|单位\n修路|交通局\n",
            "任务，单位\n修路，交通局\n",
            "sep=;\r\n任务;单位\r\n修路;交通局\r\n",
        ] {
            check(text, &cells);
        }
        check(
            "任务,单位\n修路、架桥，植树,交通局",
            &[
                (0, 0, "任务"),
                (0, 1, "单位"),
                (1, 0, "修路、架桥，植树"),
                (1, 1, "交通局"),
            ],
        );
    }

    #[test]
    fn quotes_ragged_rows_and_empty_lines_are_read() {
        check(
            "甲,乙\n\"修路,\n架桥\",\"说\"\"好\"\"\",丙\n\n丁\n,,\n=\"007\",#x\n",
            &[
                (0, 0, "甲"),
                (0, 1, "乙"),
                (1, 0, "修路,\n架桥"),
                (1, 1, "说\"好\""),
                (1, 2, "丙"),
                (3, 0, "丁"),
                (5, 0, "007"),
                (5, 1, "#x"),
            ],
        );
        let open = format!("甲,乙\n\"修路,丙\n{}", "丁,戊\n".repeat(300));
        let sheet = read(&open).unwrap();
        assert_eq!((sheet.cells.len(), sheet.cells[2].text.as_str()), (604, "\"修路"));
        check("", &[]);
    }
}
