//! Lists as inputs: JSON and NDJSON that the program wrote, notices of any format, archives and folders of either.

use crate::batch::archive;
use crate::batch::{Input, guard, walk};
use crate::cli::plan::wildcard;
use crate::model::{Notice, SCHEMA_VERSION, TaskItem, TaskList};
use crate::{Error, Result, batch, emit, pipeline};
use rayon::prelude::*;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What paths came to.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// The lists, in the order of the paths.
    pub lists: Vec<TaskList>,
    /// What could not be read.
    pub errors: Vec<Error>,
    /// Lines for people.
    pub notes: Vec<String>,
}

/// The lists of all paths.
pub(super) fn lists(paths: &[PathBuf], options: &pipeline::Options) -> Loaded {
    let mut loaded = Loaded::default();
    let mut inputs = Vec::new();
    for path in wildcard::expanded(paths) {
        gather(&path, &mut inputs, &mut loaded);
    }
    let read = |input: &Input| {
        let lists = guard::caught(|| of_input(input, options));
        lists
            .unwrap_or_else(|defect| Err(batch::defect_error(&defect)))
            .map_err(|error| error.at(&input.path))
    };
    // Collected in the order of the inputs, whichever thread was first.
    let all: Vec<Result<Vec<TaskList>>> = inputs.par_iter().map(read).collect();
    for lists in all {
        match lists {
            Ok(lists) => loaded.lists.extend(lists),
            Err(error) => loaded.errors.push(error),
        }
    }
    loaded
}

/// The inputs of one path.
fn gather(path: &Path, inputs: &mut Vec<Input>, loaded: &mut Loaded) {
    if path == Path::new(batch::input::STDIN) {
        inputs.push(Input::stdin());
    } else if !path.exists() {
        let error = Error::new("E201", "没有这个文件或文件夹", "请检查名字和所在文件夹。");
        loaded.errors.push(error.at(path));
    } else if batch::is_result(path) {
        loaded
            .notes
            .push(format!("{}：这是结果，不是通知或清单，已跳过。", path.display()));
    } else if path.is_dir() {
        for (file, below) in folder(path, &mut loaded.errors) {
            one(&file, below, inputs, loaded);
        }
    } else {
        let place = path.file_name().map_or_else(PathBuf::new, PathBuf::from);
        one(path, place, inputs, loaded);
    }
}

/// The inputs of one file: itself, or what an archive holds.
fn one(path: &Path, place: PathBuf, inputs: &mut Vec<Input>, loaded: &mut Loaded) {
    if walk::has_ending(path, &archive::ENDING) {
        match archive::open(path, &place) {
            Ok(None) => {}
            Ok(Some(found)) => {
                if found.inputs.is_empty() {
                    loaded.errors.push(archive::nothing_in(path, found.others));
                }
                loaded.errors.extend(found.errors);
                inputs.extend(found.inputs);
                return;
            }
            Err(error) => {
                loaded.errors.push(error.at(path));
                return;
            }
        }
    }
    inputs.push(Input::file(path.to_path_buf(), place));
}

/// The lists of a folder, each with its place below it; where it holds none, its notices.
fn folder(root: &Path, errors: &mut Vec<Error>) -> Vec<(PathBuf, PathBuf)> {
    let entries = walkdir::WalkDir::new(root).follow_links(true).sort_by_file_name();
    let files: Vec<PathBuf> = entries
        .into_iter()
        .flatten()
        .map(walkdir::DirEntry::into_path)
        .collect();
    for (form, endings) in [
        (emit::Form::Json, &["json"][..]),
        (emit::Form::Ndjson, &["ndjson", "jsonl"]),
    ] {
        let ours = |path: &&PathBuf| walk::has_ending(path, endings) && batch::is_ours(form, path).unwrap_or(false);
        let below = |path: &PathBuf| (path.clone(), path.strip_prefix(root).unwrap_or(path).to_path_buf());
        let lists: Vec<_> = files.iter().filter(ours).map(below).collect();
        if !lists.is_empty() {
            return lists;
        }
    }
    let found = walk::folder(root);
    errors.extend(found.errors);
    if found.notices.is_empty() {
        errors.push(walk::nothing_in(root, found.others));
    }
    found.notices
}

fn of_input(input: &Input, options: &pipeline::Options) -> Result<Vec<TaskList>> {
    let bytes = input.bytes()?;
    if walk::has_ending(&input.path, &["json"]) {
        return serde_json::from_slice(&bytes)
            .map(|list| vec![list])
            .map_err(|error| foreign(error.to_string()));
    }
    if walk::has_ending(&input.path, &["ndjson", "jsonl"]) {
        return records(&bytes);
    }
    pipeline::run(&input.shown, &bytes, input.format(), options)
}

/// The lists of NDJSON; their items are the tasks alone.
fn records(bytes: &[u8]) -> Result<Vec<TaskList>> {
    let mut lists: Vec<TaskList> = Vec::new();
    for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let wrong = |error: serde_json::Error| foreign(error.to_string());
        let record: Value = serde_json::from_slice(line).map_err(wrong)?;
        match record["type"].as_str() {
            Some("notice") => {
                let generator = serde_json::from_value(record["generator"].clone()).map_err(wrong)?;
                let notice: Notice = serde_json::from_value(record).map_err(wrong)?;
                lists.push(TaskList {
                    schema_version: SCHEMA_VERSION.to_owned(),
                    generator,
                    notice,
                    items: Vec::new(),
                    warnings: Vec::new(),
                });
            }
            Some("task") => {
                let item: TaskItem = serde_json::from_value(record).map_err(wrong)?;
                let list = lists.last_mut().ok_or_else(|| foreign("任务前面没有通知".to_owned()))?;
                list.items.push(item);
            }
            Some("warning" | "summary") => {}
            _ => return Err(foreign("有一行不知道是什么".to_owned())),
        }
    }
    Ok(lists)
}

fn foreign(why: String) -> Error {
    Error::new(
        "E219",
        format!("这不是本程序能读的任务清单（{why}）"),
        "请用 gongdan 重新生成清单，或直接给出通知。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::{json, ndjson, sample};

    #[test]
    fn json_and_ndjson_give_the_same_tasks() {
        let dir = tempfile::tempdir().unwrap();
        let list = sample::list();
        let mut lines = Vec::new();
        ndjson::write_list(&list, &mut lines).unwrap();
        ndjson::write_summary(ndjson::Summary::default(), &mut lines).unwrap();
        std::fs::write(dir.path().join("a.json"), json::to_vec(&list)).unwrap();
        std::fs::write(dir.path().join("a.ndjson"), lines).unwrap();
        std::fs::write(dir.path().join("b.json"), "{}").unwrap();
        let tasks = |name: &str| {
            let loaded = lists(&[dir.path().join(name)], &pipeline::Options::default());
            assert!(loaded.errors.is_empty(), "{:?}", loaded.errors);
            let items = loaded.lists.into_iter().flat_map(|list| list.items);
            items
                .filter(|item| item.task)
                .map(|item| (item.id, item.content_hash))
                .collect::<Vec<_>>()
        };
        let failed = |name: &str| lists(&[dir.path().join(name)], &pipeline::Options::default()).errors[0].code();
        assert_eq!(tasks("a.json").len(), 4);
        assert_eq!(tasks("a.json"), tasks("a.ndjson"));
        assert_eq!(tasks("a.json"), tasks("."), "the folder, without the foreign file");
        assert_eq!(failed("b.json"), "E219");
        assert_eq!(failed("c.json"), "E201");
    }
}
