//! Blocks of the body → plain text.
//!
//! In: paragraphs and tables in the order of the document. Out: [`Plain`], without the heading of a table of contents.
//! Counts what is written, for a small file can name a label of sixty characters a million times.

use super::table::Block;
use crate::read::packed::too_large;
use crate::read::plain::Plain;
use crate::read::xml::Broken;

/// Most bytes of text; a notice has some ten thousand.
const TEXT: usize = 32 << 20;
/// Most cells of all tables.
const CELLS: usize = 400_000;

/// The text that is being written.
#[derive(Debug, Default)]
pub(super) struct Output {
    pub plain: Plain,
    /// A paragraph that is left out if a table of contents follows.
    held: Option<String>,
    text: usize,
    cells: usize,
}

impl Output {
    /// Counts a paragraph, wherever it will stand.
    pub fn count(&mut self, text: &str) -> Result<(), Broken> {
        // Its line end, and what is stored with it.
        self.text += text.len() + 8;
        if self.text > TEXT {
            Err(too_large().into())
        } else {
            Ok(())
        }
    }

    /// Counts a cell.
    pub fn count_cell(&mut self) -> Result<(), Broken> {
        self.cells += 1;
        if self.cells > CELLS {
            Err(too_large().into())
        } else {
            Ok(())
        }
    }

    /// Writes a block of the body.
    pub fn write(&mut self, block: Block) {
        match block {
            Block::Paragraph(words) if is_contents_heading(&words) => {
                self.flush();
                self.held = Some(words);
            }
            // Blank lines between the heading and the table.
            Block::Paragraph(words) if self.held.is_some() && words.is_empty() => {}
            Block::Paragraph(words) => {
                self.flush();
                self.plain.paragraph(&words);
            }
            Block::Table(grid) => {
                self.flush();
                self.plain.table(&grid);
            }
        }
    }

    /// A table of contents begins.
    pub fn contents(&mut self) {
        self.held = None;
    }

    /// Nothing follows.
    pub fn finish(mut self) -> Plain {
        self.flush();
        self.plain
    }

    fn flush(&mut self) {
        if let Some(words) = self.held.take() {
            self.plain.paragraph(&words);
        }
    }
}

/// `目录`, `目　次`.
fn is_contents_heading(words: &str) -> bool {
    let mut chars = words.chars().filter(|c| !c.is_whitespace());
    chars.next() == Some('目') && matches!(chars.next(), Some('录' | '錄' | '次')) && chars.next().is_none()
}
