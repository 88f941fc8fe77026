//! What the arguments mean once paths were looked at: which inputs, which results, where.
//!
//! In: [`Extract`]. Out: a [`Plan`] with the job for `batch`. Rules for results:
//!
//! | `-o` | without `--format` | JSON, page | other forms, index of pages |
//! |---|---|---|---|
//! | left out | XLSX | beside each input | beside the first argument, `通知.任务清单.xlsx` |
//! | left out, only standard input | JSON | standard output | standard output |
//! | a folder, or a name without a known ending | JSON and XLSX | one per input, folders keep their shape | `任务清单.xlsx` in it |
//! | a file | by its ending | of one input | all inputs in one |
//! | `-` | JSON of one input, NDJSON of several | of one input | all inputs in one |
//!
//! A ZIP archive counts as a folder of its entries: `包.zip` as a folder `包` beside it.

mod inputs;
mod results;
pub(in crate::cli) mod wildcard;

use super::args::Extract;
use crate::batch::Job;
use crate::emit::Looks;
use crate::{Error, Result, pipeline};
use inputs::Gathered;
use std::path::{Path, PathBuf};

/// A job, and what was noticed on the way to it.
#[derive(Debug)]
pub struct Plan {
    /// The job; it may have no inputs.
    pub job: Job,
    /// Inputs that failed before they were read.
    pub errors: Vec<Error>,
    /// Lines for people.
    pub notes: Vec<String>,
}

/// Resolves the arguments.
///
/// # Errors
/// Fails where nothing can be done: a first word that is no path (`E201`), results that cannot be told (`E210`), a
/// folder that cannot be written (`E212`), an unknown encoding.
pub fn plan(args: &Extract) -> Result<Plan> {
    let encoding = args.encoding.as_deref().map(str::parse).transpose()?;
    let mut gathered = Gathered::default();
    for (i, path) in wildcard::expanded(&args.inputs).iter().enumerate() {
        gathered.add(path, i == 0)?;
    }
    let Gathered {
        mut inputs,
        errors,
        mut notes,
        others,
        anchor,
        ..
    } = gathered;
    inputs::spread(&mut inputs);
    if others > 0 && !inputs.is_empty() {
        notes.push(format!(
            "另有 {others} 个演示文稿、图片、RAR 等文件没有读；请另存为 .docx 或 .txt，RAR 请先解压。"
        ));
    }
    let named = inputs.iter().filter(|input| input.entry.is_none());
    for input in named.filter(|input| input.path.to_str().is_none()) {
        let path = input.path.display();
        notes.push(format!("{path}：文件名不是合法的文字，清单里以 {} 记录。", input.shown));
    }
    let results = if inputs.is_empty() {
        results::Results::default()
    } else {
        results::results(args, &inputs, anchor)?
    };
    let texts = match &args.plain {
        Some(folder) if !inputs.is_empty() => Some(results::texts(folder, &inputs)?),
        _ => None,
    };
    let available = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = args.threads.map_or_else(available, usize::from);
    let options = pipeline::Options {
        encoding,
        year: args.year,
    };
    let job = Job {
        inputs,
        lists: results.lists,
        kept_in: results.folder,
        pages: results.pages,
        index: results.index,
        texts,
        tables: results.tables,
        looks: Looks {
            ledger: args.ledger,
            todo: args.ics_todo,
        },
        profile: args.profile.clone(),
        options,
        threads,
        force: args.force,
    };
    Ok(Plan { job, errors, notes })
}

/// One name for a file however it was reached.
pub(in crate::cli) fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}
