//! Fields in a stream of characters: where the characters between their marks go.
//!
//! In: the marks (beginning, separator, end) and characters. Out: for each character whether it is text, part of an
//! instruction or not shown. Instructions may hold fields, whose results belong to the instruction.

use crate::read::word::field::{Shown, shown};

/// Most fields in each other, and longest instruction that is looked at, in bytes.
const DEEPEST: usize = 64;
const LONGEST: usize = 4_096;

/// Where characters go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Text,
    Nothing,
    /// The instruction of the field of that index.
    Instruction(usize),
}

#[derive(Debug)]
struct Field {
    instruction: String,
    /// Where its own characters go now, and where those around it go.
    inside: Target,
    outside: Target,
    separated: bool,
    /// Its beginning is deleted or hidden.
    is_out: bool,
}

/// The fields that are open.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Fields that are open beyond [`DEEPEST`].
    deeper: usize,
    /// A number was met that only Word counts.
    pub lost_number: bool,
}

impl Fields {
    fn target(&self) -> Target {
        match self.open.last() {
            _ if self.deeper > 0 => Target::Nothing,
            Some(field) => field.inside,
            None => Target::Text,
        }
    }

    /// Whether what comes is text.
    pub fn is_text(&self) -> bool {
        self.target() == Target::Text
    }

    /// Puts characters that are no text where they belong.
    pub fn take(&mut self, words: &str) {
        let target = self.target();
        self.put(words.to_owned(), target);
    }

    /// Puts words where they belong; gives them back where they are text.
    fn put(&mut self, words: String, target: Target) -> Option<String> {
        match target {
            Target::Text => return Some(words),
            Target::Instruction(at) => {
                if let Some(field) = self.open.get_mut(at).filter(|field| field.instruction.len() < LONGEST) {
                    field.instruction.push_str(&words);
                }
            }
            Target::Nothing => {}
        }
        None
    }

    /// Closes what is open.
    pub fn close(&mut self) {
        self.open.clear();
        self.deeper = 0;
    }

    pub fn begin(&mut self, is_out: bool) {
        if self.open.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        self.open.push(Field {
            instruction: String::new(),
            inside: Target::Instruction(self.open.len()),
            outside: self.target(),
            separated: false,
            is_out,
        });
    }

    /// Ends the instruction: the words that stand in the text for the field, where its result does not.
    pub fn separate(&mut self) -> Option<String> {
        if self.deeper > 0 {
            return None;
        }
        let field = self.open.last_mut().filter(|field| !field.separated)?;
        field.separated = true;
        match shown(&field.instruction) {
            Shown::Result => field.inside = field.outside,
            Shown::LostNumber => {
                field.inside = field.outside;
                self.lost_number |= !field.is_out;
            }
            Shown::Words(words) => {
                field.inside = Target::Nothing;
                let (outside, is_out) = (field.outside, field.is_out);
                return self.put(words, outside).filter(|_| !is_out);
            }
        }
        None
    }

    /// The same, for a field that ends without a result.
    pub fn end(&mut self) -> Option<String> {
        if self.deeper > 0 {
            self.deeper -= 1;
            return None;
        }
        let words = self.separate();
        self.open.pop();
        words
    }
}
