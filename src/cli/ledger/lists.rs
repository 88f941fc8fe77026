//! The lists that a ledger is compared with: JSON and NDJSON that the program wrote, notices, folders of either.

use crate::batch::{Input, guard, walk};
use crate::model::{Notice, SCHEMA_VERSION, TaskItem, TaskList};
use crate::{Error, Result, batch, pipeline};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The lists of all paths, and what could not be read.
pub(super) fn lists(paths: &[PathBuf], year: Option<i16>) -> (Vec<TaskList>, Vec<Error>) {
    let (mut lists, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        let files = if path.is_dir() {
            folder(path, &mut errors)
        } else {
            vec![path.clone()]
        };
        for file in files {
            match guard::caught(|| of_file(&file, year)).unwrap_or_else(|defect| Err(batch::defect_error(&defect))) {
                Ok(more) => lists.extend(more),
                Err(error) => errors.push(error.at(&file)),
            }
        }
    }
    (lists, errors)
}

/// The lists of a folder; where it holds none, its notices.
fn folder(root: &Path, errors: &mut Vec<Error>) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(root).follow_links(true).sort_by_file_name();
    let files = entries.into_iter().flatten().map(walkdir::DirEntry::into_path);
    let lists: Vec<PathBuf> = files
        .filter(|path| {
            walk::has_ending(path, &["json"]) && batch::is_ours(crate::emit::Form::Json, path).unwrap_or(false)
        })
        .collect();
    if !lists.is_empty() {
        return lists;
    }
    let found = walk::folder(root);
    errors.extend(found.errors);
    if found.notices.is_empty() {
        errors.push(walk::nothing_in(root, found.others));
    }
    found.notices.into_iter().map(|(path, _)| path).collect()
}

fn of_file(path: &Path, year: Option<i16>) -> Result<Vec<TaskList>> {
    if !path.exists() {
        return Err(Error::new("E201", "没有这个文件或文件夹", "请检查名字和所在文件夹。"));
    }
    let input = Input::file(
        path.to_path_buf(),
        path.file_name().map_or_else(PathBuf::new, PathBuf::from),
    );
    let bytes = input.bytes()?;
    if walk::has_ending(path, &["json"]) {
        return serde_json::from_slice(&bytes)
            .map(|list| vec![list])
            .map_err(|error| foreign(error.to_string()));
    }
    if walk::has_ending(path, &["ndjson", "jsonl"]) {
        return records(&bytes);
    }
    let options = pipeline::Options { year, encoding: None };
    pipeline::run(&input.shown, &bytes, input.format(), &options)
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
            let (lists, errors) = lists(&[dir.path().join(name)], None);
            assert!(errors.is_empty(), "{errors:?}");
            let items = lists.into_iter().flat_map(|list| list.items);
            items
                .filter(|item| item.task)
                .map(|item| (item.id, item.content_hash))
                .collect::<Vec<_>>()
        };
        assert_eq!(tasks("a.json").len(), 4);
        assert_eq!(tasks("a.json"), tasks("a.ndjson"));
        assert_eq!(tasks("a.json"), tasks("."), "the folder, without the foreign file");
        assert_eq!(lists(&[dir.path().join("b.json")], None).1[0].code(), "E219");
        assert_eq!(lists(&[dir.path().join("c.json")], None).1[0].code(), "E201");
    }
}
