//! Task lists as one CSV table that opens in Excel and WPS without an import step.
//!
//! In: any number of [`TaskList`]s, one after the other. Out: RFC 4180 with CRLF between rows, UTF-8 **with** BOM (without
//! it Chinese Excel reads the local code page), the columns of [`HEADS`]; 序号 counts over all
//! notices. For pandas: `read_csv(path, encoding="utf-8-sig")`. Line ends inside a cell are `\n`.
//!
//! Every cell is guarded against formulas after all other work: see [`guarded`]. Cells are never cut: Excel shows the
//! first 32 767 characters of a longer one.

use super::rows::{HEADS, rows};
use crate::model::TaskList;
use std::borrow::Cow;
use std::io::{self, Write};

/// A CSV file in the making. The head is written at once.
pub struct Table<W: Write> {
    out: csv::Writer<W>,
    tasks: usize,
}

impl<W: Write> Table<W> {
    /// Begins a table.
    ///
    /// # Errors
    /// Fails where `out` fails.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(BOM)?;
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        out.write_record(HEADS).map_err(io_error)?;
        Ok(Self { out, tasks: 0 })
    }

    /// Adds the tasks of one notice.
    ///
    /// # Errors
    /// Fails where the output fails.
    pub fn add(&mut self, list: &TaskList) -> io::Result<()> {
        for row in rows(list) {
            self.tasks += 1;
            self.out.write_field(self.tasks.to_string()).map_err(io_error)?;
            for cell in &row.cells() {
                self.out.write_field(&*guarded(cell)).map_err(io_error)?;
            }
            self.out.write_record(None::<&[u8]>).map_err(io_error)?;
        }
        Ok(())
    }

    /// Ends the table and gives back the output.
    ///
    /// # Errors
    /// Fails where the output fails.
    pub fn finish(self) -> io::Result<W> {
        self.out
            .into_inner()
            .map_err(|e| io::Error::new(e.error().kind(), e.error().to_string()))
    }
}

const BOM: &[u8] = b"\xef\xbb\xbf";

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        // Rows are made with equal lengths here and written, not read; nothing else can happen.
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The cell so that no spreadsheet runs it: a leading `'` wherever the cell, or a line within it, begins with
/// `= + - @`, tab or CR, also after blanks, also full-width.
///
/// Rule: OWASP, "CSV Injection". Lines count because some programs split a quoted cell at its line ends.
#[must_use]
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let danger = |line: &str| {
        // Tab and CR are blanks too, so they are looked for before the blanks are passed over.
        let blanks = line.len() - line.trim_start().len();
        line[..blanks].contains(['\t', '\r'])
            || line[blanks..].starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\u{0}'])
    };
    let lines = || cell.split_inclusive('\n');
    if !lines().any(danger) {
        return cell.into();
    }
    lines()
        .flat_map(|line| [if danger(line) { "'" } else { "" }, line])
        .collect()
}

/// Whether a file that begins with `start` (its first 512 bytes suffice) has this module's head.
#[must_use]
pub fn is_ours(start: &[u8]) -> bool {
    let head = HEADS.join(",");
    start
        .strip_prefix(BOM)
        .is_some_and(|rest| rest.starts_with(head.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn the_table_reads_back_with_bom_crlf_and_running_numbers() {
        let list = sample::list();
        let mut table = Table::new(Vec::new()).unwrap();
        table.add(&list).unwrap();
        table.add(&list).unwrap();
        let bytes = table.finish().unwrap();
        assert!(is_ours(&bytes[..512]));
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.starts_with("\u{feff}序号,任务类别,"));
        assert_eq!(text.matches("\r\n").count(), 9);
        let mut reader = csv::Reader::from_reader(&bytes[3..]);
        assert_eq!(reader.headers().unwrap(), HEADS.as_slice());
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), 8);
        assert_eq!(
            (&records[4][0], &records[4][9], &records[4][13]),
            ("5", "2023-03-15", "t2")
        );
        assert_eq!(&records[2][3], "护林员坚持巡山。\n'=不是公式");
    }

    #[test]
    fn formulas_are_guarded_and_other_text_is_not() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-5%", "'-5%"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("  =1", "'  =1"),
            ("\u{a0}\u{3000}=1", "'\u{a0}\u{3000}=1"),
            ("＝1", "'＝1"),
            ("甲\n=1\n乙\n -2", "甲\n'=1\n乙\n' -2"),
            ("a=1", "a=1"),
            ("—1", "—1"),
            ("", ""),
            (" 甲", " 甲"),
        ];
        for (cell, safe) in cases {
            assert_eq!(guarded(cell), safe, "{cell:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_line_of_any_cell_begins_a_formula(cell in "[=+@\t\r\n \u{3000}\u{a0}＝a中'-]{0,12}") {
            let safe = guarded(&cell);
            for line in safe.split('\n') {
                let bare = line.trim_start();
                proptest::prop_assert!(!bare.starts_with(['=', '+', '-', '@', '＝']), "{:?}", safe);
                proptest::prop_assert!(!line.starts_with(['\t', '\r']), "{:?}", safe);
            }
            let text = |s: &str| s.replace('\'', "");
            proptest::prop_assert_eq!(text(&safe), text(&cell));
        }
    }
}
