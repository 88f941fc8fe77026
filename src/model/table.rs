//! A table of the source: where it stands and what each of its cells says.

use super::span::ByteSpan;

/// A table within a text. Spans are bytes of the text that the holder names: the source text in
/// [`super::SourceText::tables`], the clean text from `normalize` on.
///
/// In the text a table is a run of whole lines: a line a row, its cells parted by tabs. A cell that covers several rows
/// or columns stands once in the text, in the first of them, and once in [`Table::cells`]; every place that it covers
/// holds its index. Line ends inside a cell stay in the text: only the spans tell cells and rows apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The lines of the table, its last line end included.
    pub span: ByteSpan,
    /// The words of each cell, in the order of the text; may be empty.
    pub cells: Vec<ByteSpan>,
    /// Row by row, column by column: the index in [`Table::cells`]; none where the row has no cell there. All rows
    /// have the same number of columns.
    pub rows: Vec<Vec<Option<usize>>>,
}
