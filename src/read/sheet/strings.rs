//! The strings that the cells of a workbook share, one after the other in one piece of memory.

use crate::Result;
use crate::read::packed;

/// Most strings; Excel itself takes fewer cells with words in them.
const MOST: usize = 2_000_000;
/// Most bytes of all.
const LONGEST: usize = 48 << 20;

/// Strings by their numbers.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Adds a string.
    ///
    /// # Errors
    /// `E110` where there are more than a workbook holds.
    pub fn push(&mut self, words: &str) -> Result<()> {
        if self.ends.len() >= MOST || self.text.len() + words.len() > LONGEST {
            return Err(packed::too_large());
        }
        self.text.push_str(words);
        // LONGEST fits.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        Ok(())
    }

    /// The string of that number, from 0.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let before = index.checked_sub(1).and_then(|before| self.ends.get(before));
        self.text.get(before.map_or(0, |&start| start as usize)..end)
    }
}
