//! One file: bytes → a task list for each notice in it. The only place that knows the order of the stages.

mod assemble;
mod elsewhere;
mod identity;
mod locate;

use crate::model::{ByteSpan, Format, SourceText, Table, TaskList};
use crate::read::{Encoding, ReadOptions};
use crate::{Result, extract, normalize, read, segment};
use assemble::Piece;
pub use elsewhere::Elsewhere;
pub use identity::content_hash;
use locate::{Index, Locator};

/// What a run may be told about every notice.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The encoding of the input; guessed where none is given.
    pub encoding: Option<Encoding>,
    /// The year of dates without one, where the notice itself fixes none.
    pub year: Option<i16>,
}

/// Makes the task lists of one file, one for each notice in it, in order; never none. `path` is what
/// `notice.source.path` will say.
///
/// # Errors
/// Fails where the bytes hold no text that can be read; see [`read::read`].
pub fn run(path: &str, bytes: &[u8], format: Option<Format>, options: &Options) -> Result<Vec<TaskList>> {
    let source = read::read(
        bytes,
        &ReadOptions {
            encoding: options.encoding,
            format,
        },
    )?;
    Ok(lists(path, &source, options))
}

/// The same for a source that was read before.
#[must_use]
pub fn lists(path: &str, source: &SourceText, options: &Options) -> Vec<TaskList> {
    each(path, source, options, |list, _| list)
}

/// The same, each list with the text outside its items and why it is there.
#[must_use]
pub fn explained(path: &str, source: &SourceText, options: &Options) -> Vec<(TaskList, Vec<Elsewhere>)> {
    each(path, source, options, |list, elsewhere| (list, elsewhere()))
}

fn each<T>(
    path: &str,
    source: &SourceText,
    options: &Options,
    take: impl Fn(TaskList, &dyn Fn() -> Vec<Elsewhere>) -> T,
) -> Vec<T> {
    let clean = normalize::normalize(&source.text, &source.tables);
    let index = Index::new(&source.text);
    let notices = segment::notices::notices(&clean.text, &clean.tables);
    notices
        .into_iter()
        .map(|span| {
            let text = span.of(&clean.text);
            let outline = segment::segment(text, &within(&clean.tables, span));
            let reading = extract::extract(text, &outline, options.year);
            let locator = Locator {
                index: &index,
                map: &clean.map,
                base: span.start,
            };
            let piece = Piece { text, span, locator };
            let list = assemble::assemble(path, source, &clean, &piece, &outline, &reading);
            take(list, &|| elsewhere::elsewhere(text, &outline, &reading, &locator))
        })
        .collect()
}

/// The tables within `span`, with places counted from its start.
fn within(tables: &[Table], span: ByteSpan) -> Vec<Table> {
    let shift = |own: ByteSpan| ByteSpan::new(own.start - span.start, own.end - span.start);
    let inside = tables.iter().filter(|table| span.contains(table.span));
    inside
        .map(|table| Table {
            span: shift(table.span),
            cells: table.cells.iter().map(|cell| shift(*cell)).collect(),
            rows: table.rows.clone(),
        })
        .collect()
}
