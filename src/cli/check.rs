//! `gongdan check`: which lists are looked at, where their notices are looked for, what is said.
//!
//! Faults go to standard output, a line each; what could not be opened and the closing line go to stderr.

use super::args::Check;
use super::report::Report;
use super::{DONE, NOTHING, PARTLY, show};
use crate::batch::{self, Input};
use crate::check::{self, Checked, Fault, Sight, Sources, View};
use crate::model::Source;
use crate::read::{self, ReadOptions};
use crate::{Error, Result};
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

/// As many faults of one file are shown unless all are asked for.
const SHOWN: usize = 50;

/// Runs `gongdan check`; gives the exit code.
pub(super) fn check(args: &Check) -> Result<u8> {
    let mut report = Report::new(args.quiet);
    let mut failed = 0;
    let mut totals = Totals::default();
    let mut text = String::new();
    for named in &args.inputs {
        for input in lists(named) {
            let done = input.and_then(|(input, asked)| one(&input, asked, args, &mut totals));
            match done {
                Ok(lines) => text += &lines,
                Err(error) => {
                    failed += 1;
                    report.line(&error.to_string());
                }
            }
        }
    }
    show(&text)?;
    let Totals {
        files,
        lists,
        items,
        compared,
        faults,
        ..
    } = totals;
    if files > 0 {
        report.note(&format!(
            "已检查 {files} 个文件：清单 {lists} 份、事项 {items} 条，其中 {compared} 份与原文核对过位置；问题 {faults} 处，打不开 {failed} 个。"
        ));
    }
    Ok(match (files, faults + failed) {
        (0, _) => NOTHING,
        (_, 0) => DONE,
        _ => PARTLY,
    })
}

#[derive(Default)]
struct Totals {
    files: usize,
    lists: usize,
    items: usize,
    compared: usize,
    faults: usize,
    /// Notices of the JSON files so far, and the file of each. NDJSON is another view of the same and stands apart.
    notices: HashMap<String, PathBuf>,
}

/// The files that a name stands for, and whether each was asked for by name.
fn lists(named: &Path) -> Vec<Result<(Input, bool)>> {
    if named == Path::new(batch::input::STDIN) {
        return vec![Ok((Input::stdin(), true))];
    }
    if !named.exists() {
        let error = Error::new("E201", "没有这个文件或文件夹", "请检查名字和所在文件夹。");
        return vec![Err(error.at(named))];
    }
    let input = |path: &Path| Input::file(path.to_path_buf(), path.to_path_buf());
    if !named.is_dir() {
        return vec![Ok((input(named), true))];
    }
    let mut found = Vec::new();
    for entry in WalkDir::new(named).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && batch::walk::has_ending(entry.path(), &ENDINGS) => {
                found.push(Ok((input(entry.path()), false)));
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(named).to_path_buf();
                let what = Error::new("E204", "打不开", "这一处已跳过；请检查权限或链接。");
                found.push(Err(what.at(&path).caused_by(error)));
            }
        }
    }
    if found.is_empty() {
        let what = "这个文件夹里没有清单（找的是 .json .ndjson .jsonl）";
        found.push(Err(Error::new(
            "E202",
            what,
            "请先用 gongdan 生成清单，或写出清单的名字。",
        )
        .at(named)));
    }
    found
}

const ENDINGS: [&str; 3] = ["json", "ndjson", "jsonl"];

/// Checks one file; gives the lines to show.
fn one(input: &Input, asked: bool, args: &Check, totals: &mut Totals) -> Result<String> {
    let bytes = input.bytes()?;
    // In a folder stand other things too: schemas, package descriptions.
    if !asked && !looks_like_list(&bytes) {
        return Ok(String::new());
    }
    let sources = Folders {
        own: input.path.parent().map(Path::to_path_buf),
        named: args.sources.clone(),
    };
    let checked = batch::guard::caught(|| check::check(&bytes, &sources));
    let mut checked = checked.map_err(|defect| batch::defect_error(&defect).at(&input.path))?;
    again(&mut checked, input, totals);
    totals.files += 1;
    totals.lists += checked.lists;
    totals.items += checked.items;
    totals.compared += checked.compared;
    totals.faults += checked.faults.len();
    let most = if args.all { usize::MAX } else { SHOWN };
    let mut text = String::new();
    for fault in checked.faults.iter().take(most) {
        text += &format!("{}\n", said(fault, &input.path));
    }
    if let Some(more) = checked.faults.len().checked_sub(most).filter(|more| *more > 0) {
        text += &format!(
            "{}：另有 {more} 处问题没有列出；加 --all 全部列出。\n",
            input.path.display()
        );
    }
    Ok(text)
}

/// A notice that an earlier JSON file had already.
fn again(checked: &mut Checked, input: &Input, totals: &mut Totals) {
    if batch::walk::has_ending(&input.path, &["ndjson", "jsonl"]) {
        return;
    }
    for id in &checked.notices {
        if let Some(first) = totals.notices.insert(id.clone(), input.path.clone()) {
            checked.faults.push(Fault {
                code: "E303",
                line: None,
                place: "notice.id".to_owned(),
                what: format!("与 {} 是同一份通知", first.display()),
                remedy: "请去掉一份再导入。",
            });
        }
    }
}

/// One fault as a line: code, file, place, what, remedy.
fn said(fault: &Fault, path: &Path) -> Error {
    let line = fault.line.map(|line| format!("第 {line} 行")).unwrap_or_default();
    let parts = [line.as_str(), fault.place.as_str()];
    let place = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("，");
    let what = match place.as_str() {
        "" => fault.what.clone(),
        place => format!("{place}：{}", fault.what),
    };
    Error::new(fault.code, what, fault.remedy).at(path)
}

fn looks_like_list(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    let holds = |words: &[u8]| memchr::memmem::find(start, words).is_some();
    holds(b"\"schema_version\"") && (holds(b"\"notice\"") || holds(b"\"generator\""))
}

/// Notices in folders: the one that was named, the current one, the list's own.
struct Folders {
    own: Option<PathBuf>,
    named: Option<PathBuf>,
}

impl Folders {
    /// Where the notice may be, likelier places first.
    fn places(&self, path: &str) -> Vec<PathBuf> {
        let path = Path::new(path);
        let parts: Vec<_> = path.components().collect();
        // A list from elsewhere must not lead to any file of this machine.
        if !parts.iter().all(|part| matches!(part, Component::Normal(_))) {
            return Vec::new();
        }
        let below = |folder: &Path| {
            (0..parts.len())
                .map(|skip| folder.join(parts[skip..].iter().collect::<PathBuf>()))
                .collect::<Vec<_>>()
        };
        match &self.named {
            Some(folder) => below(folder),
            None => std::iter::once(path.to_path_buf())
                .chain(self.own.as_deref().map(below).into_iter().flatten())
                .collect(),
        }
    }
}

impl Sources for Folders {
    fn find(&self, source: &Source) -> Sight {
        let mut sight = Sight::None;
        for path in self.places(&source.path).into_iter().filter(|path| path.is_file()) {
            let input = Input::file(path.clone(), path);
            let Ok(bytes) = input.bytes() else { continue };
            let read = |encoding| {
                let format = input.format();
                read::read(&bytes, &ReadOptions { encoding, format }).ok()
            };
            // The list says in which encoding it was read, where that was not the one that the bytes suggest.
            let text = match read(None) {
                Some(text) if text.encoding == source.encoding => Some(text),
                other => source
                    .encoding
                    .parse()
                    .ok()
                    .and_then(|encoding| read(Some(encoding)))
                    .or(other),
            };
            match text {
                Some(text) if text.sha256 == source.sha256 => return Sight::Text(Box::new(View::new(&text))),
                Some(_) => sight = Sight::Other,
                None => {}
            }
        }
        sight
    }
}
