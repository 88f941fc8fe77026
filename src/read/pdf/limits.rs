//! How much work one file may ask for. Counted in steps, not in seconds, so that the same file gives the same result on a
//! busy machine: one step is about one byte that is parsed or four that are unpacked.

use std::cell::Cell;

/// Steps for one file: some four seconds of work, and more than fifty honest files of a hundred pages need.
const STEPS: u64 = 400 << 20;
/// Most bytes that one stream may unpack to.
pub(super) const STREAM: usize = 32 << 20;
/// Most characters and rules of one file: the text of 5,000 full pages.
const KEPT: u64 = 8_000_000;

/// Which limit a file went over; named in the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// Steps, or seconds.
    Work,
    /// Bytes of one stream.
    Stream,
    /// Characters.
    Text,
    /// Objects that the file lists.
    Objects,
}

/// What is left for a file. Once it is over a limit it stays so, and every part of the reader winds up.
#[derive(Debug)]
pub(super) struct Limits {
    steps: Cell<u64>,
    kept: Cell<u64>,
    over: Cell<Option<Over>>,
}

impl Limits {
    pub fn new() -> Self {
        Self {
            steps: Cell::new(STEPS),
            kept: Cell::new(KEPT),
            over: Cell::new(None),
        }
    }

    /// Takes steps; false where none are left.
    pub fn step(&self, count: usize) -> bool {
        self.take(&self.steps, count, Over::Work)
    }

    /// Takes room for characters or rules that are kept to the end.
    pub fn keep(&self, count: usize) -> bool {
        self.take(&self.kept, count, Over::Text)
    }

    /// Says that the file is over a limit; the first one stays.
    pub fn exceed(&self, over: Over) {
        if self.over.get().is_none() {
            self.over.set(Some(over));
        }
    }

    pub fn over(&self) -> Option<Over> {
        self.over.get()
    }

    fn take(&self, from: &Cell<u64>, count: usize, over: Over) -> bool {
        match from.get().checked_sub(count as u64) {
            Some(left) if self.over.get().is_none() => {
                from.set(left);
                true
            }
            _ => {
                self.exceed(over);
                false
            }
        }
    }
}
