//! `gongdan compare`: plans side by side.
//!
//! In: [`Compare`] as typed. Out: the results (`results`) and a few lines on stderr (`words`). Plans that fail are told
//! and the others go on; a plan that was met before is told and left out.

mod args;
mod results;
mod words;

pub use args::Compare;

use super::lists::{self, Loaded};
use super::report::Report;
use super::{DONE, NOTHING, PARTLY};
use crate::batch::comparison::Results;
use crate::batch::{Target, guard};
use crate::compare::{self, Entry, Options, Status};
use crate::model::{Comparison, Relation, TaskList};
use crate::{Error, Result, batch, pipeline};
use std::collections::HashMap;
use std::path::Path;

/// Runs the command.
pub(super) fn run(args: &Compare) -> Result<u8> {
    if args.edition && args.inputs.len() != 2 {
        let remedy = "请写成 gongdan compare --edition 旧版 新版。";
        return Err(Error::new(
            "E222",
            format!("--edition 要两份方案，这里有 {} 份", args.inputs.len()),
            remedy,
        ));
    }
    let encoding = args.encoding.as_deref().map(str::parse).transpose()?;
    let options = pipeline::Options {
        encoding,
        year: args.year,
    };
    // What cannot be written is known before anything is read.
    let results = Results::open(&results::results(args)?, args.force)?;
    let mut report = Report::new(args.quiet);
    let available = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = args.threads.map_or_else(available, usize::from);
    let mut work = || guard::caught(|| compared(args, &options, &mut report));
    let done = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(work),
        // A system that gives no threads: the work is done all the same.
        Err(_) => work(),
    };
    let (comparison, failed) = done.unwrap_or_else(|defect| Err(batch::defect_error(&defect)))?;
    let editions = if args.edition {
        compare::edition(&comparison)
    } else {
        Vec::new()
    };
    let mut lost = false;
    let mut places = Vec::new();
    for written in results.write(&comparison, &editions) {
        match written {
            Ok(Target::File(path)) => places.push(path.display().to_string()),
            Ok(Target::Stdout) => places.push("标准输出".to_owned()),
            Err(error) => {
                report.line(&error.to_string());
                lost = true;
            }
        }
    }
    if places.is_empty() {
        return Ok(NOTHING);
    }
    report.note(&words::summary(&comparison, &editions));
    report.note(&format!("结果：{}。", places.join("、")));
    let asked = args.exit_code && differs(&comparison, &editions);
    Ok(if failed || lost || asked { PARTLY } else { DONE })
}

/// Reads and compares; tells what failed on the way.
fn compared(args: &Compare, options: &pipeline::Options, report: &mut Report) -> Result<(Comparison, bool)> {
    let superior = args.base.as_deref().map(|path| superior(path, options)).transpose()?;
    let base = superior.as_ref().map(|_| 0);
    let Loaded { lists, errors, notes } = lists::lists(&args.inputs, options);
    notes.iter().for_each(|note| report.note(note));
    errors.iter().for_each(|error| report.line(&error.to_string()));
    let mut plans: Vec<TaskList> = Vec::new();
    let mut met: HashMap<String, String> = HashMap::new();
    for list in superior.into_iter().chain(lists) {
        let (id, path) = (list.notice.id.clone(), list.notice.source.path.clone());
        match met.get(&id) {
            // The superior plan may well lie among the others.
            Some(first) if base.is_some() && *first == path => {}
            Some(first) => report.note(&format!("{path}：与 {first} 是同一份通知，只对照一次。")),
            None => {
                if !list.items.iter().any(|item| item.task) {
                    report.note(&format!("提示 {path}：没有读出任务，没有可对照的事项。"));
                }
                met.insert(id, path);
                plans.push(list);
            }
        }
    }
    if plans.len() < 2 {
        let what = match plans.len() {
            0 => "没有读到方案，无法对照".to_owned(),
            _ => "只有一份方案，无法对照".to_owned(),
        };
        let remedy = "请再给一份通知、清单（.json、.ndjson）或装着它们的文件夹；上级方案用 --base 给出。";
        return Err(Error::new("E221", what, remedy));
    }
    if args.edition && plans.len() != 2 {
        let what = format!("--edition 要两份方案，这里读出 {} 份", plans.len());
        return Err(Error::new("E222", what, "请每版只给一个文件，文件里只有一份方案。"));
    }
    Ok((compare::compare(plans, Options { base }), !errors.is_empty()))
}

/// The superior plan.
fn superior(path: &Path, options: &pipeline::Options) -> Result<TaskList> {
    let Loaded { mut lists, errors, .. } = lists::lists(&[path.to_path_buf()], options);
    if let Some(error) = errors.into_iter().next() {
        return Err(error);
    }
    let remedy = "请用 --base 给一个文件，里面只有上级方案一份。";
    match lists.len() {
        1 => Ok(lists.swap_remove(0)),
        count => Err(Error::new("E223", format!("上级方案要一份，这里有 {count} 份"), remedy).at(path)),
    }
}

/// Whether anything differs.
fn differs(comparison: &Comparison, editions: &[Entry]) -> bool {
    let side = |side: &crate::model::Side| {
        !side.changes.is_empty() || side.pairs.iter().any(|pair| pair.relation != Relation::Same)
    };
    comparison.sides.iter().any(side) || editions.iter().any(|entry| entry.status != Status::Unchanged)
}
