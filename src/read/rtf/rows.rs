//! The form of a row (`\trowd` … `\cellx`), which stands before or behind its cells.

use crate::read::word::flow::{CellShape, Merge, RowShape};

/// Most cells of a row whose form is kept; Word has 63.
const MOST: usize = 256;

/// A row's form as it is read.
#[derive(Debug, Default)]
pub(super) struct RowForm {
    shape: RowShape,
    across: Merge,
    down: Merge,
}

impl RowForm {
    /// A word of the form; false where it is none.
    pub fn word(&mut self, name: &[u8], value: Option<i32>) -> bool {
        match name {
            b"trowd" => *self = Self::default(),
            b"trleft" => self.shape.left = value.unwrap_or(0),
            b"clmgf" => self.across = Merge::First,
            b"clmrg" => self.across = Merge::Continued,
            b"clvmgf" => self.down = Merge::First,
            b"clvmrg" => self.down = Merge::Continued,
            b"cellx" => {
                let cell = CellShape {
                    right: value.unwrap_or(0),
                    across: std::mem::take(&mut self.across),
                    down: std::mem::take(&mut self.down),
                };
                if self.shape.cells.len() < MOST {
                    self.shape.cells.push(cell);
                }
            }
            _ => return false,
        }
        true
    }

    /// The form; it holds for the next row too if that has none.
    pub fn shape(&self) -> RowShape {
        self.shape.clone()
    }
}
