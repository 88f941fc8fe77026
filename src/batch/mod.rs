//! Many inputs: walk, threads, progress, whole files or none.
//!
//! In: a [`Job`], which says what to read and where results go. Out: files or standard output, and an [`Outcome`].
//! Results come in the order of the inputs, and their bytes do not depend on the number of threads; memory holds a few
//! notices per thread (and the workbook, where one is wanted). Inputs that have not changed since a run into the same
//! folder are taken from its JSON (`manifest`). A bad input is told to the [`Watcher`] and the rest go
//! on; a defect (panic) in one notice is such a bad input. A file is written beside its place and moved there when it
//! is whole, and only where no foreign file stands (`owner`). A folder of results has one run at a time (`lock`); a run
//! that its watcher stops writes no result that holds all inputs.
//!
//! Not done here: words for people (`cli::report`), arguments (`cli`), what a notice means (`pipeline`).

pub mod archive;
mod collector;
pub mod comparison;
pub mod corrections;
mod folder;
pub mod guard;
pub mod input;
mod lock;
mod manifest;
pub mod names;
mod order;
mod outlet;
mod owner;
mod prepare;
mod sink;
pub mod walk;

pub use input::Input;
pub use outlet::{Target, is_device, writable_folder};
pub use owner::{is_ours, is_result};
pub use prepare::PAGE;

use crate::emit::profiles::Profile;
use crate::emit::{Form, Looks};
use crate::model::Finding;
use crate::{Error, Result, pipeline};
use collector::Collector;
use manifest::Manifest;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What to do.
#[derive(Debug, Clone)]
pub struct Job {
    /// What to read, in order.
    pub inputs: Vec<Input>,
    /// Where the JSON of each input goes, in the order of `inputs`; none where no JSON per notice is wanted.
    pub lists: Option<Vec<PathBuf>>,
    /// The folder of results that keeps a manifest of what they were made from; none where none is kept.
    pub kept_in: Option<PathBuf>,
    /// Where the review page of each input goes, in the order of `inputs`; none where no page is wanted.
    pub pages: Option<Vec<PathBuf>>,
    /// Where the index of the pages goes; none where no index is wanted.
    pub index: Option<PathBuf>,
    /// Where the plain text of each input goes, in the order of `inputs`; none where it is not wanted.
    pub texts: Option<Vec<PathBuf>>,
    /// Results that hold all inputs. A JSON table takes one input only.
    pub tables: Vec<(Form, Target)>,
    /// Choices within the forms.
    pub looks: Looks,
    /// The columns of CSV tables; none for the task table of an office.
    pub profile: Option<Profile>,
    /// How to read.
    pub options: pipeline::Options,
    /// Number of threads, from 1.
    pub threads: usize,
    /// Write over files that the program did not make.
    pub force: bool,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Notices read.
    pub notices: usize,
    /// Their tasks.
    pub tasks: usize,
    /// Their warnings.
    pub warnings: usize,
    /// Inputs that could not be read.
    pub failed: usize,
    /// JSON files written, or standing already.
    pub lists: usize,
    /// Those of them that stood already, because nothing had changed.
    pub unchanged: usize,
    /// Review pages written, without their index.
    pub pages: usize,
    /// Combined results written, in the order of [`Job::tables`].
    pub tables: Vec<Target>,
    /// Results, combined or of one input, that could not be written.
    pub lost: usize,
    /// The reader of standard output went away; not a fault.
    pub closed: bool,
    /// The run was told to stop before its end.
    pub interrupted: bool,
}

impl Outcome {
    /// Whether anything at all was handed over.
    #[must_use]
    pub fn delivered(&self) -> bool {
        self.lists > 0 || self.pages > 0 || !self.tables.is_empty() || self.closed
    }

    /// Whether nothing went wrong.
    #[must_use]
    pub fn clean(&self) -> bool {
        self.failed == 0 && self.lost == 0
    }
}

/// Whoever tells people what happens. Called from one thread at a time.
pub trait Watcher: Send {
    /// An input or a result failed; the rest go on.
    fn failed(&mut self, error: &Error);
    /// Something that must be known at once: a security mark, a notice met twice.
    fn warned(&mut self, input: &Path, warning: &Finding);
    /// `done` of `total` inputs are through, `input` the last of them.
    fn progress(&mut self, done: usize, total: usize, input: &Path);
    /// Whether the run is to stop: what is written stays, results that hold all inputs are not written.
    fn stops(&self) -> bool {
        false
    }
}

/// Runs the job.
///
/// # Errors
/// Fails before anything is read where a result cannot be written at all (foreign file, unwritable folder, another run
/// at work there). What happens later is told to the watcher and counted.
pub fn run(job: &Job, watcher: &mut dyn Watcher) -> Result<Outcome> {
    let _lock = job.kept_in.as_deref().map(lock::Lock::take).transpose()?;
    if let Some(folder) = &job.kept_in {
        let lists = job.lists.iter().flatten().filter_map(|list| list.parent());
        let folders: BTreeSet<&Path> = lists.chain([folder.as_path()]).collect();
        folders.into_iter().for_each(outlet::sweep);
    }
    // What an earlier run into this folder has read; texts and pages need the notice itself.
    let keeps = job.kept_in.as_deref().filter(|_| job.lists.is_some());
    let now = keeps.map(|_| Manifest::of_run(&job.options));
    let before = match (keeps, &now) {
        (Some(folder), Some(now)) if !job.force && job.pages.is_none() && job.texts.is_none() => now.found(folder),
        _ => Manifest::default(),
    };
    let noting = now.is_some();
    let mut collector = Collector::new(job, now, &before, watcher)?;
    let each = |index: usize| {
        let input = &job.inputs[index];
        let made = guard::caught(|| prepare::prepare(job, index, &before, noting));
        made.unwrap_or_else(|defect| Err(defect_error(&defect)))
            .map_err(|e| e.at(&input.path))
    };
    order::in_order(job.inputs.len(), job.threads, each, |index, made| {
        collector.accept(index, made)
    });
    Ok(collector.finish(before))
}

pub(crate) fn defect_error(defect: &str) -> Error {
    let remedy = "这是程序的缺陷，请把这份文件和本行信息告诉开发者。";
    Error::new("E290", format!("处理时程序内部出错：{defect}"), remedy)
}
