//! The plain text that a reader hands on, built paragraph by paragraph and table by table.
//!
//! In: paragraphs and [`Grid`]s in the order of the document. Out: one text and the [`Table`]s in it, spans in bytes of
//! that text. Here alone is decided which tables are tables of data and which only lay out text: those become lines.
//!
//! ```text
//! paragraph("一、任务")          一、任务⏎
//! table([序号 任务 单位]         序号⇥任务⇥单位⏎
//!       [1    修路 交通局])      1⇥修路⇥交通局⏎
//! ```

use crate::model::{ByteSpan, Finding, Table, WarningCode};

/// Fewest rows and columns of a table of data: a head and two rows, or the signature box of a form is one too.
const FEWEST: (usize, usize) = (2, 2);
/// Largest number of places (rows × columns) of a table; the rest of its rows become lines of text.
const LARGEST: usize = 2_000_000;

/// What a reader makes of a document.
#[derive(Debug, Default)]
pub(super) struct Plain {
    /// The text so far; each paragraph ends with a line end.
    pub text: String,
    /// Its tables.
    pub tables: Vec<Table>,
    /// What was noticed; spans are bytes of [`Plain::text`].
    pub findings: Vec<Finding<ByteSpan>>,
}

/// One cell as the document has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its paragraphs, parted by `\n`.
    pub text: String,
    /// How many columns it covers; 0 counts as 1.
    pub columns: usize,
    /// How many rows it covers; 0 counts as 1.
    pub rows: usize,
}

/// A table as documents have it: rows of cells that may cover several places. Cells covered from above are left out of
/// their row, as in HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Grid {
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Cell {
    /// A cell that covers one place.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            columns: 1,
            rows: 1,
        }
    }
}

impl Plain {
    /// Adds a paragraph; `\n` inside it is a line break. An empty one becomes an empty line, several in a row one.
    pub fn paragraph(&mut self, words: &str) {
        let words = words.trim_end();
        if words.is_empty() && (self.text.is_empty() || self.text.ends_with("\n\n")) {
            return;
        }
        self.text.push_str(words);
        self.text.push('\n');
    }

    /// Adds all of another text, its tables and findings moved to their place.
    pub fn append(&mut self, other: Self) {
        let by = self.text.len();
        let moved = |span: ByteSpan| ByteSpan::new(span.start + by, span.end + by);
        self.text.push_str(&other.text);
        self.tables.extend(other.tables.into_iter().map(|table| Table {
            span: moved(table.span),
            cells: table.cells.into_iter().map(moved).collect(),
            rows: table.rows,
        }));
        self.findings.extend(other.findings.into_iter().map(|finding| Finding {
            span: finding.span.map(moved),
            ..finding
        }));
    }

    /// Notes something about the whole document.
    pub fn note(&mut self, code: WarningCode, message: impl Into<String>) {
        self.findings.push(Finding {
            code,
            message: message.into(),
            span: None,
        });
    }

    /// Adds a table; one that only lays out text is added as paragraphs, row by row, cell by cell.
    pub fn table(&mut self, grid: &Grid) {
        let places = grid.places();
        let columns = places.first().map_or(0, Vec::len);
        if places.len() < FEWEST.0 || columns < FEWEST.1 || grid.lays_out_text() {
            for cell in grid.rows.iter().flatten() {
                let words = cell.text.trim();
                if !words.is_empty() {
                    self.paragraph(words);
                }
            }
            return;
        }
        let start = self.text.len();
        let cells = self.write(&grid.rows);
        self.tables.push(Table {
            span: ByteSpan::new(start, self.text.len()),
            cells,
            rows: places,
        });
    }

    /// Writes the rows; gives the spans of the cells.
    fn write(&mut self, rows: &[Vec<Cell>]) -> Vec<ByteSpan> {
        let mut cells = Vec::new();
        for row in rows {
            for (at, cell) in row.iter().enumerate() {
                if at > 0 {
                    self.text.push('\t');
                }
                let start = self.text.len();
                // A tab would look like the border of a cell.
                self.text
                    .extend(cell.text.trim().chars().map(|c| if c == '\t' { ' ' } else { c }));
                cells.push(ByteSpan::new(start, self.text.len()));
            }
            self.text.push('\n');
        }
        cells
    }
}

impl Grid {
    /// For every row and column the index of the cell (counted row by row) that covers it. Rows have equal length.
    fn places(&self) -> Vec<Vec<Option<usize>>> {
        let mut places: Vec<Vec<Option<usize>>> = Vec::with_capacity(self.rows.len());
        // Columns covered from above: the cell and for how many more rows.
        let mut open: Vec<(usize, Option<usize>)> = Vec::new();
        let (mut index, mut total) = (0, 0);
        for row in &self.rows {
            let mut line = Vec::with_capacity(open.len());
            let mut cells = row.iter();
            let mut next = cells.next();
            let mut column = 0;
            while next.is_some() || column < open.len() {
                if open.len() <= column {
                    open.push((0, None));
                }
                if let (left @ 1.., cell) = open[column] {
                    open[column] = (left - 1, cell);
                    line.push(cell);
                    column += 1;
                    continue;
                }
                let Some(cell) = next else {
                    line.push(None);
                    column += 1;
                    continue;
                };
                for covered in 0..cell.columns.clamp(1, 1_000) {
                    // A cell ends where one from above begins, and where the table is as wide as it may be.
                    if covered > 0
                        && (total + line.len() > LARGEST || open.get(column).is_some_and(|(left, _)| *left > 0))
                    {
                        break;
                    }
                    if open.len() <= column {
                        open.push((0, None));
                    }
                    open[column] = (cell.rows.saturating_sub(1), Some(index));
                    line.push(Some(index));
                    column += 1;
                }
                index += 1;
                next = cells.next();
            }
            total += line.len();
            if total > LARGEST {
                break;
            }
            places.push(line);
        }
        let columns = places.iter().map(Vec::len).max().unwrap_or(0);
        places.truncate(LARGEST / columns.max(1));
        places.iter_mut().for_each(|line| line.resize(columns, None));
        places
    }

    /// Whether the table is a frame around text and no table of data: a cell holds whole paragraphs with numbering or
    /// most of the words, as pages of the 2000s have it.
    fn lays_out_text(&self) -> bool {
        let lengths: Vec<usize> = self.rows.iter().flatten().map(|cell| cell.text.len()).collect();
        let all: usize = lengths.iter().sum();
        let longest = lengths.iter().copied().max().unwrap_or(0);
        // 3,000 bytes are a thousand characters: more than an office writes into a cell.
        longest > 3_000 && longest * 2 > all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[(&str, usize, usize)]]) -> Grid {
        let cell = |&(text, columns, rows): &(&str, usize, usize)| Cell {
            text: text.to_owned(),
            columns,
            rows,
        };
        Grid {
            rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        }
    }

    #[test]
    fn covered_places_hold_the_cell_that_covers_them() {
        let mut plain = Plain::default();
        plain.paragraph("前文");
        plain.table(&grid(&[
            &[("任务", 2, 1), ("单位", 1, 1)],
            &[("道路", 1, 2), ("修路", 1, 1), ("交通局", 1, 2)],
            &[("养路", 1, 1)],
        ]));
        let table = &plain.tables[0];
        assert_eq!(plain.text, "前文\n任务\t单位\n道路\t修路\t交通局\n养路\n");
        assert_eq!(
            table.rows,
            [
                [Some(0), Some(0), Some(1)],
                [Some(2), Some(3), Some(4)],
                [Some(2), Some(5), Some(4)]
            ]
        );
        let words: Vec<&str> = table.cells.iter().map(|cell| cell.of(&plain.text)).collect();
        assert_eq!(words, ["任务", "单位", "道路", "修路", "交通局", "养路"]);
        assert_eq!(table.span.of(&plain.text), &plain.text["前文\n".len()..]);
    }

    #[test]
    fn frames_become_lines() {
        let long = "一、加强领导。\n".repeat(200);
        for rows in [
            &[&[("甲", 1, 1), ("乙", 1, 1)][..]][..],
            &[&[("甲", 1, 1)][..], &[("乙", 1, 1)][..]],
            &[
                &[("导航", 1, 1), ("甲", 1, 1)][..],
                &[("友情链接", 1, 1), (&long, 1, 1)][..],
            ],
        ] {
            let mut plain = Plain::default();
            plain.table(&grid(rows));
            assert!(plain.tables.is_empty() && plain.text.contains('甲'));
        }
    }

    #[test]
    fn a_table_of_any_form_takes_bounded_room() {
        // Many narrow rows above a wide one; a wide row of wide cells.
        let mut rows = vec![vec![Cell::new("a")]; 100_000];
        rows.push(vec![Cell::new("b"); 50_000]);
        let wide = Cell {
            columns: usize::MAX,
            ..Cell::new("c")
        };
        for rows in [rows, vec![vec![wide; 20_000]; 2]] {
            let places = Grid { rows }.places();
            assert!(places.iter().map(Vec::len).sum::<usize>() <= LARGEST + 50_000);
        }
    }

    #[test]
    fn a_cell_that_covers_too_much_does_no_harm() {
        let mut plain = Plain::default();
        plain.table(&grid(&[
            &[("a", usize::MAX, usize::MAX), ("b", 1, 1)],
            &[("c", 1, 1)],
            &[("d", 1, 1)],
        ]));
        assert_eq!(plain.tables[0].rows.len(), 3);
    }
}
