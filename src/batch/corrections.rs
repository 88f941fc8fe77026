//! Corrections from the review page, put into the JSON lists that they belong to: what `gongdan apply` does with files.
//!
//! In: saved lists and lists. Out: the lists with the corrections in them, whole files or none, and tables of all of them.
//! What merging means is said in [`crate::review`]. A list without a correction is written only where results go elsewhere
//! than in its own place.

use super::outlet::{self, Target};
use super::sink::{Fault, LaidOut, Sink};
use super::{Watcher, input};
use crate::emit::{Form, Looks, json, ndjson};
use crate::model::TaskList;
use crate::review::{self, Merged};
use crate::{Error, Result};
use std::path::{Path, PathBuf};

/// What to merge.
#[derive(Debug, Clone)]
pub struct Corrections {
    /// Lists saved by the review page; later ones win.
    pub saved: Vec<PathBuf>,
    /// The lists, each with the place where it goes; none where only tables are wanted.
    pub lists: Vec<(PathBuf, Option<PathBuf>)>,
    /// Results that hold all lists.
    pub tables: Vec<(Form, Target)>,
    /// Write over files that the program did not make.
    pub force: bool,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Corrected {
    /// Counts over all lists.
    pub merged: Merged,
    /// JSON files written.
    pub lists: usize,
    /// Tables written.
    pub tables: Vec<Target>,
    /// Files that could not be read or written, corrections whose list is not there.
    pub failed: usize,
    /// The reader of standard output went away; not a fault.
    pub closed: bool,
}

/// A saved list, and whether its list was met.
struct Saved<'a> {
    path: &'a Path,
    list: TaskList,
    met: bool,
}

/// Merges. What goes wrong with one file is told to the watcher and counted.
///
/// # Errors
/// Fails before anything is written where no correction can be read or a table cannot be written at all.
pub fn apply(job: &Corrections, watcher: &mut dyn Watcher) -> Result<Corrected> {
    let mut done = Corrected::default();
    let mut saved = Vec::new();
    for path in &job.saved {
        match read(path) {
            Ok(list) if review::is_reviewed(&list) => saved.push(Saved { path, list, met: false }),
            Ok(_) => {} // A folder of lists may hold some that nobody has checked.
            Err(error) => fail(&mut done, watcher, &error),
        }
    }
    if saved.is_empty() {
        let remedy = "请在核对网页里按“保存”，选“核对结果 JSON”，再写出那个文件。";
        let error = Error::new("E230", "没有核对过的内容", remedy);
        return Err(job
            .saved
            .first()
            .map_or_else(|| Error::new("E230", "没有核对结果", remedy), |path| error.at(path)));
    }
    let open = |(form, target): &(Form, Target)| Sink::open(*form, target, Looks::default(), None, job.force).map(Some);
    let mut sinks: Vec<Option<Sink>> = job.tables.iter().map(open).collect::<Result<_>>()?;
    for (path, place) in &job.lists {
        match read(path) {
            Ok(list) => one(
                job,
                path,
                place.as_deref(),
                list,
                &mut saved,
                &mut sinks,
                &mut done,
                watcher,
            ),
            Err(error) => fail(&mut done, watcher, &error),
        }
    }
    for saved in saved.iter().filter(|saved| !saved.met) {
        let title = saved
            .list
            .notice
            .title
            .as_deref()
            .unwrap_or(&saved.list.notice.source.path);
        let what = format!("没有《{title}》的清单，核对结果没有用上");
        let error = Error::new("E233", what, "请把这份通知的 JSON 清单或它所在的文件夹也写上。");
        fail(&mut done, watcher, &error.at(saved.path));
    }
    for (sink, (_, target)) in sinks.into_iter().zip(&job.tables) {
        match sink.map(|sink| sink.finish(0)) {
            Some(Ok(())) => done.tables.push(target.clone()),
            Some(Err(fault)) => lose(&mut done, watcher, &fault),
            None => {}
        }
    }
    Ok(done)
}

/// One list: merged, written, added to the tables.
#[allow(clippy::too_many_arguments)] // The state of one run, which has no life of its own.
fn one(
    job: &Corrections,
    path: &Path,
    place: Option<&Path>,
    mut list: TaskList,
    saved: &mut [Saved<'_>],
    sinks: &mut [Option<Sink>],
    done: &mut Corrected,
    watcher: &mut dyn Watcher,
) {
    let mut changed = false;
    let id = list.notice.id.clone();
    for saved in saved.iter_mut().filter(|saved| saved.list.notice.id == id) {
        saved.met = true;
        changed = true;
        let merged = review::merge(&mut list, &saved.list);
        for item in &merged.lost {
            let remedy = "这一项的核对结果没有用上；请看新的清单里它在哪里，再核对一次。";
            let error = Error::new("E232", format!("核对过的“{item}”在清单里找不到了"), remedy);
            watcher.failed(&error.at(path));
        }
        add(&mut done.merged, merged);
    }
    let bytes = json::to_vec(&list);
    if let Some(place) = place.filter(|place| changed || *place != path) {
        match outlet::write_whole(Form::Json, place, &bytes, job.force) {
            Ok(()) => done.lists += 1,
            Err(error) => fail(done, watcher, &error),
        }
    }
    let mut records = Vec::new();
    // Writing to memory does not fail.
    let _ = ndjson::write_list(&list, &mut records);
    let forms = LaidOut {
        json: Some(&bytes),
        ndjson: Some(&records),
        page: None,
    };
    for place in sinks {
        if let Some(Err(fault)) = place.as_mut().map(|sink| sink.add(&list, &forms)) {
            *place = None;
            lose(done, watcher, &fault);
        }
    }
}

fn read(path: &Path) -> Result<TaskList> {
    let bytes = std::fs::read(path).map_err(|error| input::unreadable(path, error))?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    serde_json::from_slice(text).map_err(|error| {
        let remedy = "请用 gongdan 的 --format json 重新生成清单；核对结果请在核对网页里重新保存，不要改动。";
        Error::new("E231", "这不是本程序的清单，或已经损坏", remedy)
            .at(path)
            .caused_by(error)
    })
}

fn add(sum: &mut Merged, one: Merged) {
    sum.items += one.items;
    sum.accepted += one.accepted;
    sum.struck += one.struck;
    sum.outdated += one.outdated;
    sum.reread += one.reread;
    sum.lost.extend(one.lost);
}

fn fail(done: &mut Corrected, watcher: &mut dyn Watcher, error: &Error) {
    done.failed += 1;
    watcher.failed(error);
}

fn lose(done: &mut Corrected, watcher: &mut dyn Watcher, fault: &Fault) {
    match fault {
        Fault::Closed => done.closed = true,
        Fault::Error(error) => fail(done, watcher, error),
    }
}
