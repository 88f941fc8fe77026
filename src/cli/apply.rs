//! `gongdan apply`: corrections from the review page, put into lists.

use super::args::Apply;
use super::report::Report;
use super::{DONE, NOTHING, PARTLY};
use crate::batch::corrections::{self, Corrected, Corrections};
use crate::batch::{self, Target};
use crate::emit::Form;
use crate::{Error, Result};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// How the names end that the review page gives to what it saves.
const SAVED: &str = ".核对.json";
/// What a table is called in a folder, without its ending.
const TABLE: &str = "任务清单";

/// Runs it; gives the exit code.
pub(super) fn apply(args: &Apply) -> Result<u8> {
    let mut report = Report::new(args.quiet);
    let saved = lists_in(&args.corrections)?;
    let mut lists = Vec::new();
    for named in &args.lists {
        let own = |path: &PathBuf| path == named || !ends(path, SAVED);
        lists.extend(lists_in(named)?.into_iter().filter(own).map(|path| {
            let below = path
                .strip_prefix(named)
                .ok()
                .filter(|rest| rest.components().next().is_some());
            let below = below.map_or_else(
                || path.file_name().map(PathBuf::from).unwrap_or_default(),
                PathBuf::from,
            );
            (path, below)
        }));
    }
    let (folder, tables) = results(args)?;
    if lists.len() > 1 && tables.iter().any(|(form, _)| *form == Form::Json) {
        let remedy = "请改用 --format ndjson，或用 -o 给一个文件夹。";
        return Err(Error::new("E210", "JSON 每份清单一个文件，这里却有多份清单", remedy));
    }
    let place = |path: &Path, below: &Path| match (&args.output, &folder) {
        (None, _) => Some(path.to_path_buf()),
        (Some(_), Some(folder)) => Some(folder.join(below)),
        (Some(_), None) => None,
    };
    let wants_lists = args.output.is_none() || args.format.is_empty() || args.format.contains(&Form::Json);
    let lists = lists.into_iter().map(|(path, below)| {
        let place = place(&path, &below).filter(|_| wants_lists);
        (path, place)
    });
    let job = Corrections {
        saved,
        lists: lists.collect(),
        tables,
        force: args.force,
    };
    let done = corrections::apply(&job, &mut report)?;
    if !done.closed {
        report.note(&summary(&done));
    }
    Ok(match (done.failed + done.merged.lost.len(), done.merged.items) {
        (0, _) => DONE,
        (_, 0) => NOTHING,
        _ => PARTLY,
    })
}

/// The folder for lists, and the tables.
type Places = (Option<PathBuf>, Vec<(Form, Target)>);

/// Where results go.
fn results(args: &Apply) -> Result<Places> {
    let wrong = |what: &str, remedy: &str| {
        let error = Error::new("E210", what, remedy);
        Err(args
            .output
            .as_deref()
            .map_or(error, |path| Error::new("E210", what, remedy).at(path)))
    };
    if args.format.contains(&Form::Html) {
        return wrong(
            "核对网页要有原文，不能由清单生成",
            "请用 gongdan <通知> --format html，打开后接着上次核对。",
        );
    }
    let forms = || args.format.iter().copied().filter(|form| *form != Form::Json);
    let Some(output) = &args.output else {
        if forms().next().is_some() {
            return wrong("没有写出表格放在哪里", "请用 -o 给一个文件夹或文件。");
        }
        return Ok((None, Vec::new()));
    };
    let form = output.extension().and_then(OsStr::to_str).and_then(Form::from_name);
    if output == Path::new("-") {
        let form = args.format.first().copied().unwrap_or(Form::Ndjson);
        return Ok((None, vec![(form, Target::Stdout)]));
    }
    match form {
        Some(Form::Json | Form::Html) if !output.is_dir() => wrong(
            "这里只能写成表格或文件夹",
            "请用 .ndjson .csv .xlsx 后缀，或给一个文件夹。",
        ),
        Some(form) if !output.is_dir() => Ok((None, vec![(form, Target::File(output.clone()))])),
        _ => {
            batch::writable_folder(output)?;
            let table = |form: Form| (form, Target::File(output.join(format!("{TABLE}.{}", form.name()))));
            Ok((Some(output.clone()), forms().map(table).collect()))
        }
    }
}

/// A file, or the JSON files below a folder that this program or its page wrote.
fn lists_in(named: &Path) -> Result<Vec<PathBuf>> {
    if named.is_file() {
        return Ok(vec![named.to_path_buf()]);
    }
    if !named.is_dir() {
        return Err(Error::new("E201", "没有这个文件或文件夹", "请检查名字和所在文件夹。").at(named));
    }
    let found = WalkDir::new(named)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_map(|entry| entry.ok());
    let found = found.filter(|entry| entry.file_type().is_file() && ends(entry.path(), ".json"));
    let found = found.map(walkdir::DirEntry::into_path);
    let found: Vec<_> = found
        .filter(|path| ends(path, SAVED) || batch::is_ours(Form::Json, path).unwrap_or(false))
        .collect();
    if found.is_empty() {
        return Err(Error::new(
            "E202",
            "这个文件夹里没有本程序的 JSON 清单",
            "请先用 --format json 生成清单。",
        )
        .at(named));
    }
    Ok(found)
}

fn ends(path: &Path, ending: &str) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().ends_with(ending))
}

fn summary(done: &Corrected) -> String {
    let m = &done.merged;
    let mut text = format!(
        "已合并核对结果 {} 条：采纳 {} 条，划去 {} 条。",
        m.items, m.accepted, m.struck
    );
    if m.outdated > 0 {
        text += &format!("其中 {} 条的原文变了，请再看一遍。", m.outdated);
    }
    if m.reread > 0 {
        text += &format!("{} 条这次读得不同，仍按采纳时的。", m.reread);
    }
    let mut results = Vec::new();
    if done.lists > 0 {
        results.push(format!("JSON {} 个", done.lists));
    }
    results.extend(done.tables.iter().map(|target| match target {
        Target::Stdout => "标准输出".to_owned(),
        Target::File(path) => path.display().to_string(),
    }));
    if !results.is_empty() {
        text += &format!("结果：{}。", results.join("、"));
    }
    text
}
