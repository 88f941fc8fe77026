//! Positioned text of pages → paragraphs and tables in reading order. Shared by the readers of formats that only say
//! where text stands (PDF, OFD).
//!
//! In: pages with runs of text and ruling lines. Coordinates: x to the right, y *down* from the upper left corner of the
//! page as a person sees it, in any one unit (points, millimetres): every tolerance is a part of the font size. Out:
//! [`Block`]s. Page heads, page feet and page numbers are left out; lines are joined into paragraphs, also over page
//! breaks.

mod aligned;
mod columns;
mod continued;
mod document;
mod furniture;
mod label;
mod lattice;
mod line;
mod paragraph;
mod rules;
mod sheet;
mod table;
mod turn;

use super::plain::{Grid, Plain};

/// Most cells of all tables of a document; frames beyond them count for nothing.
const CELLS: usize = 1_000_000;

/// One page.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// Width and height.
    pub size: (f32, f32),
    /// Its text, in any order; where two runs cannot be told apart by place, the order of the file counts.
    pub runs: Vec<Run>,
    /// Lines that are drawn on it; those that frame cells make tables.
    pub rules: Vec<Rule>,
}

/// Text drawn in one go. A whole line, a word or a single character: all the same.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    /// Where it begins: for text across its left end.
    pub x: f32,
    /// Its baseline.
    pub y: f32,
    /// How far it goes in the direction of writing: the sum of the advances of its characters.
    pub width: f32,
    /// Font size: the height of a Chinese character as it is seen on the page.
    pub size: f32,
    /// The characters; may hold blanks.
    pub text: String,
    /// How it stands on the page.
    pub flow: Flow,
}

/// How text stands on the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Flow {
    /// From left to right, upright.
    #[default]
    Across,
    /// Vertical writing: upright characters from top to bottom, columns from right to left. `x` is the middle of the
    /// column, `y` the upper end.
    Down,
    /// Turned by a quarter clockwise: the line runs down the page. `x` is the baseline, `y` the upper end.
    Clockwise,
    /// Turned by a quarter against the clock: the line runs up the page. `x` is the baseline, `y` the lower end.
    Counter,
    /// Upside down or askew, as watermarks are.
    Askew,
}

/// A drawn line, thin in one direction: the box that its ink fills, corners in any order.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Rule {
    /// One corner.
    pub from: (f32, f32),
    /// The opposite one.
    pub to: (f32, f32),
}

/// What the pages hold, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph or a line that stands for itself.
    Paragraph(String),
    /// A table.
    Table(Grid),
}

/// Reads the pages of one document, one after the other: of each only its lines and tables are held.
pub(super) fn blocks(pages: impl IntoIterator<Item = Page>) -> Vec<Block> {
    let mut cells = CELLS;
    let sheets = pages.into_iter().map(|page| sheet::read(page, &mut cells));
    document::blocks(sheets.collect())
}

/// Adds the pages of one document to its plain text.
pub(super) fn write(pages: impl IntoIterator<Item = Page>, plain: &mut Plain) {
    for block in blocks(pages) {
        match block {
            Block::Paragraph(words) => plain.paragraph(&words),
            Block::Table(grid) => plain.table(&grid),
        }
    }
}

#[cfg(test)]
mod tests;
