//! One notice: bytes → task list. The only place that knows the order of the stages.

mod assemble;
mod identity;
mod locate;

use crate::model::{Format, TaskList};
use crate::read::{Encoding, ReadOptions};
use crate::{Result, extract, normalize, read, segment};

/// What a run may be told about every notice.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The encoding of the input; guessed where none is given.
    pub encoding: Option<Encoding>,
    /// The year of dates without one, where the notice itself fixes none.
    pub year: Option<i16>,
}

/// Makes the task list of one notice. `path` is what `notice.source.path` will say.
///
/// # Errors
/// Fails where the bytes are no text that can be read; see [`read::read`].
pub fn run(path: &str, bytes: &[u8], format: Option<Format>, options: &Options) -> Result<TaskList> {
    let source = read::read(
        bytes,
        &ReadOptions {
            encoding: options.encoding,
            format,
        },
    )?;
    let clean = normalize::normalize(&source.text);
    let outline = segment::segment(&clean.text);
    let reading = extract::extract(&clean.text, &outline, options.year);
    Ok(assemble::assemble(path, source, &clean, &outline, reading))
}
