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
mod sink;
pub mod walk;

pub use input::Input;
pub use outlet::{Target, is_device, writable_folder};
pub use owner::{is_ours, is_result};

use crate::emit::profiles::Profile;
use crate::emit::{Form, Looks, html, json, ndjson};
use crate::model::{CharSpan, Finding, TaskList, WarningCode};
use crate::read::{self, ReadOptions};
use crate::{Error, Result, pipeline};
use sink::{LaidOut, Sink};
use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use manifest::Manifest;

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

/// One notice, read and laid out, by whichever thread.
struct Prepared {
    list: TaskList,
    json: Option<Vec<u8>>,
    ndjson: Option<Vec<u8>>,
    page: Option<Vec<u8>>,
    /// The text that the list's spans count in, where a page is wanted.
    text: Option<Arc<str>>,
    /// Why the plain text of its input could not be written.
    lost: Option<Error>,
    /// The digest of its input, where the folder of results keeps a manifest.
    input: Option<String>,
    /// Its JSON stands already.
    stands: bool,
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
        (Some(folder), Some(now)) if !job.force && job.pages.is_none() && job.texts.is_none() => {
            now.found(&folder.join(manifest::NAME))
        }
        _ => Manifest::default(),
    };
    let noting = now.is_some();
    let mut collector = Collector::new(job, now, watcher)?;
    let each = |index: usize| {
        let input = &job.inputs[index];
        let made = guard::caught(|| prepare(job, index, &before, noting));
        made.unwrap_or_else(|defect| Err(defect_error(&defect)))
            .map_err(|e| e.at(&input.path))
    };
    order::in_order(job.inputs.len(), job.threads, each, |index, made| {
        collector.accept(index, made)
    });
    if collector.outcome.interrupted {
        collector.remember(before);
        return Ok(collector.outcome);
    }
    Ok(collector.finish())
}

pub(crate) fn defect_error(defect: &str) -> Error {
    let remedy = "这是程序的缺陷，请把这份文件和本行信息告诉开发者。";
    Error::new("E290", format!("处理时程序内部出错：{defect}"), remedy)
}

fn prepare(job: &Job, index: usize, before: &Manifest, noting: bool) -> Result<Vec<Prepared>> {
    let input = &job.inputs[index];
    let bytes = input.bytes()?;
    let places = job.lists.as_ref().map(|places| &places[index]);
    if let Some(place) = places
        && let Some(kept) = before.lists(&input.shown, &bytes, |nth| place_of(place, nth))
    {
        let digest = manifest::digest(&bytes);
        let made = kept.into_iter().map(|kept| Prepared {
            json: Some(kept.json),
            input: Some(digest.clone()),
            stands: true,
            ..lay_out(job, kept.list, None)
        });
        return Ok(made.collect());
    }
    let digest = noting.then(|| manifest::digest(&bytes));
    let options = ReadOptions {
        encoding: job.options.encoding,
        format: input.format(),
    };
    let source = read::read(&bytes, &options)?;
    drop(bytes);
    let places = job.texts.as_ref();
    let mut lost = places.and_then(|places| outlet::write_text(&places[index], &source.text, job.force).err());
    let lists = pipeline::lists(&input.shown, &source, &job.options);
    let wants = |form: Form| job.tables.iter().any(|(f, _)| *f == form);
    if lists.len() > 1 && (wants(Form::Json) || wants(Form::Html)) {
        let one = if wants(Form::Json) {
            "一个 JSON"
        } else {
            "一个网页"
        };
        return Err(Error::new(
            "E216",
            format!("这个文件里有 {} 份通知，{one}只装一份", lists.len()),
            "请用 -o 给一个文件夹，或改用 .ndjson、.csv、.xlsx。",
        ));
    }
    let text: Option<Arc<str>> = (job.pages.is_some() || wants(Form::Html)).then(|| source.text.as_str().into());
    let made = lists.into_iter().map(|list| Prepared {
        lost: lost.take(),
        input: digest.clone(),
        ..lay_out(job, list, text.clone())
    });
    Ok(made.collect())
}

/// How a review page's name ends.
pub const PAGE: &str = ".核对.html";
/// How the names of results of one notice end.
const ENDINGS: [&str; 2] = [PAGE, ".json"];

/// Where the result of the `nth` notice (from 0) of an input goes: `通知.json`, `通知~2.json`.
fn place_of(place: &Path, nth: usize) -> PathBuf {
    if nth == 0 {
        return place.to_path_buf();
    }
    // The ending of a page has two parts.
    let name = place.file_name().unwrap_or_default();
    let ending = ENDINGS
        .iter()
        .find(|ending| name.as_encoded_bytes().ends_with(ending.as_bytes()));
    let mut stem = place.to_path_buf();
    for _ in ending.map_or("", |ending| ending).matches('.') {
        stem.set_extension("");
    }
    let mut name = stem.file_name().unwrap_or_default().to_owned();
    name.push(format!("~{}{}", nth + 1, ending.map_or("", |ending| ending)));
    place.with_file_name(name)
}

fn lay_out(job: &Job, list: TaskList, text: Option<Arc<str>>) -> Prepared {
    let wants = |form| job.tables.iter().any(|(f, _)| *f == form);
    let json = (job.lists.is_some() || wants(Form::Json)).then(|| json::to_vec(&list));
    let ndjson = wants(Form::Ndjson).then(|| {
        let mut out = Vec::new();
        // Writing to memory does not fail.
        let _ = ndjson::write_list(&list, &mut out);
        out
    });
    let page = text.as_ref().map(|text| html::page(&list, text));
    Prepared {
        list,
        json,
        ndjson,
        page,
        text,
        lost: None,
        input: None,
        stands: false,
    }
}

/// Takes the results in order and hands them out.
struct Collector<'a> {
    job: &'a Job,
    watcher: &'a mut dyn Watcher,
    sinks: Vec<Option<Sink>>,
    /// Input, and notice within it, that first had a notice id.
    first: HashMap<String, (usize, usize)>,
    /// What the index says of each page.
    entries: Vec<html::index::Entry>,
    /// What the folder of results will have been made from.
    manifest: Option<Manifest>,
    outcome: Outcome,
}

impl<'a> Collector<'a> {
    fn new(job: &'a Job, manifest: Option<Manifest>, watcher: &'a mut dyn Watcher) -> Result<Self> {
        let open = |(form, target): &(Form, Target)| {
            Sink::open(*form, target, job.looks, job.profile.as_ref(), job.force).map(Some)
        };
        let sinks = job.tables.iter().map(open).collect::<Result<_>>()?;
        Ok(Self {
            job,
            watcher,
            sinks,
            first: HashMap::new(),
            entries: Vec::new(),
            manifest,
            outcome: Outcome::default(),
        })
    }

    fn accept(&mut self, index: usize, made: Result<Vec<Prepared>>) -> ControlFlow<()> {
        let path = &self.job.inputs[index].path;
        let taken = made.and_then(|prepared| {
            let taken = guard::caught(|| {
                for (nth, prepared) in prepared.into_iter().enumerate() {
                    self.take(index, nth, prepared);
                }
            });
            taken.map_err(|defect| defect_error(&defect).at(path))
        });
        if let Err(error) = taken {
            self.outcome.failed += 1;
            self.watcher.failed(&error);
        }
        self.watcher.progress(index + 1, self.job.inputs.len(), path);
        if self.watcher.stops() && index + 1 < self.job.inputs.len() {
            self.outcome.interrupted = true;
            return ControlFlow::Break(());
        }
        // With nowhere left to write to, reading on is of no use.
        if self.job.lists.is_none() && self.job.pages.is_none() && self.sinks.iter().all(Option::is_none) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    /// Hands out the `nth` notice (from 0) of an input.
    fn take(&mut self, index: usize, nth: usize, mut prepared: Prepared) {
        let path = &self.job.inputs[index].path;
        if let Some(error) = prepared.lost.take() {
            lose(&mut self.outcome, self.watcher, &sink::Fault::Error(error));
        }
        if let Some(warning) = self.met_before(index, nth, &prepared.list) {
            prepared.list.warnings.push(warning);
            prepared = Prepared {
                input: prepared.input,
                ..lay_out(self.job, prepared.list, prepared.text)
            };
        }
        let list = &prepared.list;
        let urgent = [WarningCode::SecurityMark, WarningCode::DuplicateNotice];
        for warning in list.warnings.iter().filter(|w| urgent.contains(&w.code)) {
            self.watcher.warned(path, warning);
        }
        if let (Some(places), Some(json)) = (&self.job.lists, &prepared.json) {
            let written = match prepared.stands {
                true => Ok(()),
                false => outlet::write_whole(Form::Json, &place_of(&places[index], nth), json, self.job.force),
            };
            match written {
                Ok(()) => {
                    self.outcome.lists += 1;
                    self.outcome.unchanged += usize::from(prepared.stands);
                    if let (Some(manifest), Some(input)) = (&mut self.manifest, &prepared.input) {
                        manifest.note(&self.job.inputs[index].shown, input, json);
                    }
                }
                Err(error) => lose(&mut self.outcome, self.watcher, &sink::Fault::Error(error)),
            }
        }
        if let (Some(places), Some(page)) = (&self.job.pages, &prepared.page) {
            let place = place_of(&places[index], nth);
            match outlet::write_whole(Form::Html, &place, page, self.job.force) {
                Ok(()) => {
                    self.outcome.pages += 1;
                    self.entries.extend(entry(self.job.index.as_deref(), &place, list));
                }
                Err(error) => lose(&mut self.outcome, self.watcher, &sink::Fault::Error(error)),
            }
        }
        self.outcome.notices += 1;
        self.outcome.tasks += list.items.iter().filter(|item| item.task).count();
        self.outcome.warnings += list.warnings.len();
        for place in &mut self.sinks {
            let Some(sink) = place else { continue };
            let forms = LaidOut {
                json: prepared.json.as_deref(),
                ndjson: prepared.ndjson.as_deref(),
                page: prepared.page.as_deref(),
            };
            if let Err(fault) = sink.add(list, &forms) {
                *place = None;
                lose(&mut self.outcome, self.watcher, &fault);
            }
        }
    }

    /// The warning for a notice whose id another notice of this run had.
    fn met_before(&mut self, index: usize, nth: usize, list: &TaskList) -> Option<Finding> {
        let first = *self.first.entry(list.notice.id.clone()).or_insert((index, nth));
        (first != (index, nth)).then(|| {
            let message = format!("与 {} 是同一份通知，任务会重复。", self.job.inputs[first.0].shown);
            Finding {
                code: WarningCode::DuplicateNotice,
                message,
                span: None::<CharSpan>,
            }
        })
    }

    /// Writes the manifest; inputs that the run has not come to are kept as `before` had them.
    fn remember(&mut self, before: Manifest) {
        if let (Some(folder), Some(manifest)) = (&self.job.kept_in, &mut self.manifest)
            && self.outcome.lists > 0
        {
            manifest.keep(before);
            if let Err(error) = outlet::write_over(&folder.join(manifest::NAME), &manifest.to_vec()) {
                lose(&mut self.outcome, self.watcher, &sink::Fault::Error(error));
            }
        }
    }

    fn finish(mut self) -> Outcome {
        self.remember(Manifest::default());
        if let Some(place) = self.job.index.as_deref().filter(|_| !self.entries.is_empty()) {
            let index = html::index::index(&self.entries, self.outcome.failed);
            match outlet::write_whole(Form::Html, place, &index, self.job.force) {
                Ok(()) => self.outcome.tables.push(Target::File(place.to_path_buf())),
                Err(error) => lose(&mut self.outcome, self.watcher, &sink::Fault::Error(error)),
            }
        }
        for (sink, (_, target)) in self.sinks.into_iter().zip(&self.job.tables) {
            let Some(sink) = sink else { continue };
            if self.outcome.notices == 0 {
                continue; // What stood there before is better than an empty table.
            }
            match sink.finish(self.outcome.failed) {
                Ok(()) => self.outcome.tables.push(target.clone()),
                Err(fault) => lose(&mut self.outcome, self.watcher, &fault),
            }
        }
        self.outcome
    }
}

/// The line of the index for a page at `place`: linked from where the index stands.
fn entry(index: Option<&Path>, place: &Path, list: &TaskList) -> Option<html::index::Entry> {
    let folder = index?.parent().unwrap_or(Path::new(""));
    let below = place.strip_prefix(folder).unwrap_or(place);
    let parts: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    Some(html::index::Entry::new(list, &parts.join("/")))
}

fn lose(outcome: &mut Outcome, watcher: &mut dyn Watcher, fault: &sink::Fault) {
    match fault {
        sink::Fault::Closed => outcome.closed = true,
        sink::Fault::Error(error) => {
            outcome.lost += 1;
            watcher.failed(error);
        }
    }
}
