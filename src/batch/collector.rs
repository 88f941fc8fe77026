//! Takes what was prepared in the order of the inputs and hands it out: files, combined results, counts, words.

use super::manifest::{self, About, Digest, Journal, Manifest};
use super::prepare::{self, Prepared};
use super::sink::{self, LaidOut, Sink};
use super::{Job, Outcome, Target, Watcher, defect_error, guard, outlet};
use crate::Result;
use crate::emit::{Form, html};
use crate::model::{CharSpan, Finding, TaskList, WarningCode};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;

/// Takes the results in order and hands them out.
pub(super) struct Collector<'a> {
    job: &'a Job,
    watcher: &'a mut dyn Watcher,
    sinks: Vec<Option<Sink>>,
    /// Input, and notice within it, that first had a notice id.
    first: HashMap<Digest, (u32, u32)>,
    /// What the index says of each page.
    entries: Vec<html::index::Entry>,
    /// What the folder of results will have been made from, and the file that says it so far.
    manifest: Option<(Manifest, Journal)>,
    outcome: Outcome,
}

impl<'a> Collector<'a> {
    pub(super) fn new(
        job: &'a Job,
        manifest: Option<Manifest>,
        before: &Manifest,
        watcher: &'a mut dyn Watcher,
    ) -> Result<Self> {
        let open = |(form, target): &(Form, Target)| {
            Sink::open(*form, target, job.looks, job.profile.as_ref(), job.force).map(Some)
        };
        let sinks = job.tables.iter().map(open).collect::<Result<_>>()?;
        let manifest = manifest.zip(job.kept_in.as_deref()).map(|(manifest, folder)| {
            let journal = Journal::new(&manifest, before, folder);
            (manifest, journal)
        });
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

    /// Takes what came of the next input.
    pub(super) fn accept(&mut self, index: usize, made: Result<Vec<Prepared>>) -> ControlFlow<()> {
        let path = &self.job.inputs[index].path;
        let taken = made.and_then(|prepared| {
            let taken = guard::caught(|| {
                let mut notices = prepared.into_iter().enumerate();
                notices.try_for_each(|(nth, prepared)| self.take(index, nth, prepared))
            });
            let taken = taken.unwrap_or_else(|defect| Err(defect_error(&defect)));
            taken.map_err(|error| error.at(path))
        });
        if let Some((manifest, journal)) = &mut self.manifest {
            let shown = &self.job.inputs[index].shown;
            match taken {
                Ok(()) => journal.add(manifest, shown),
                Err(_) => manifest.forget(shown),
            }
        }
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
    ///
    /// # Errors
    /// `E290` where a list that stands cannot be read after all.
    fn take(&mut self, index: usize, nth: usize, mut prepared: Prepared) -> Result<()> {
        let path = &self.job.inputs[index].path;
        if let Some(error) = prepared.lost.take() {
            lose(&mut self.outcome, self.watcher, &sink::Fault::Error(error));
        }
        if let Some(warning) = self.met_before(index, nth, &prepared.about) {
            let mut list = match (prepared.list, prepared.json) {
                (Some(list), _) => list,
                (None, json) => manifest::list(&json.unwrap_or_default())?,
            };
            list.warnings.push(warning);
            prepared = Prepared {
                input: prepared.input,
                ..prepare::lay_out(self.job, list, prepared.text)
            };
        }
        for warning in &prepared.about.urgent {
            self.watcher.warned(path, warning);
        }
        if let (Some(places), Some(json)) = (&self.job.lists, &prepared.json) {
            let written = match prepared.stands {
                true => Ok(()),
                false => outlet::write_whole(
                    Form::Json,
                    &prepare::place_of(&places[index], nth),
                    json,
                    self.job.force,
                ),
            };
            match written {
                Ok(()) => {
                    self.outcome.lists += 1;
                    self.outcome.unchanged += usize::from(prepared.stands);
                    if let (Some((manifest, _)), Some(input)) = (&mut self.manifest, prepared.input) {
                        manifest.note(&self.job.inputs[index].shown, input, json, prepared.about.clone());
                    }
                }
                Err(error) => lose(&mut self.outcome, self.watcher, &sink::Fault::Error(error)),
            }
        }
        if let (Some(places), Some(page), Some(list)) = (&self.job.pages, &prepared.page, &prepared.list) {
            let place = prepare::place_of(&places[index], nth);
            match outlet::write_whole(Form::Html, &place, page, self.job.force) {
                Ok(()) => {
                    self.outcome.pages += 1;
                    self.entries.extend(entry(self.job.index.as_deref(), &place, list));
                }
                Err(error) => lose(&mut self.outcome, self.watcher, &sink::Fault::Error(error)),
            }
        }
        self.outcome.notices += 1;
        self.outcome.tasks += prepared.about.tasks;
        self.outcome.warnings += prepared.about.warnings;
        for place in &mut self.sinks {
            let (Some(sink), Some(list)) = (&mut *place, &prepared.list) else {
                continue;
            };
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
        Ok(())
    }

    /// The warning for a notice whose id another notice of this run had.
    fn met_before(&mut self, index: usize, nth: usize, about: &About) -> Option<Finding> {
        let own = (index as u32, nth as u32);
        let first = *self.first.entry(about.id).or_insert(own);
        (first != own).then(|| {
            let message = format!(
                "与 {} 是同一份通知，任务会重复。",
                self.job.inputs[first.0 as usize].shown
            );
            Finding {
                code: WarningCode::DuplicateNotice,
                message,
                span: None::<CharSpan>,
            }
        })
    }

    /// Writes the manifest; inputs that the run has not come to are kept as `before` had them.
    fn remember(&mut self, before: Manifest) {
        // The journal is closed first: some systems replace no open file.
        let Some((mut manifest, _)) = self.manifest.take() else {
            return;
        };
        if let Some(folder) = &self.job.kept_in
            && self.outcome.lists > 0
            && let Err(error) = manifest.save(before, folder)
        {
            lose(&mut self.outcome, self.watcher, &sink::Fault::Error(error));
        }
    }

    /// Ends the run; `before` is what the manifest said at its beginning.
    pub(super) fn finish(mut self, before: Manifest) -> Outcome {
        if self.outcome.interrupted {
            self.remember(before);
            return self.outcome;
        }
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
