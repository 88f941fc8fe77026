//! A file → the lists in it, with what the schema says against them.
//!
//! JSON or NDJSON is told by the content: NDJSON has a record with a `type` in its first line.

use super::place::quoted;
use super::shape::{KINDS, Shapes};
use super::{Fault, Loaded, Origin};
use crate::model::{Finding, Generator, Notice, TaskItem, TaskList};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What a file holds.
pub(super) struct File {
    pub lists: Vec<Loaded>,
    pub faults: Vec<Fault>,
}

const REMAKE: &str = "请按 schema/ 里的约定改正，或用 gongdan 重新生成。";
const WHOLE: &str = "文件可能没有传完，请重新取得或重新生成。";

/// Reads a file.
pub(super) fn load(bytes: &[u8]) -> File {
    let mut file = File {
        lists: Vec::new(),
        faults: Vec::new(),
    };
    let whole = |what: String, remedy| Fault {
        code: "E301",
        line: None,
        place: String::new(),
        what,
        remedy,
    };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let what = format!("第 {} 字节（从 0 数起）起不是 UTF-8", error.valid_up_to());
            file.faults.push(whole(what, "请把文件另存为 UTF-8。"));
            return file;
        }
    };
    let Some(shapes) = Shapes::new() else {
        // A test compiles the schemas, so no release comes here.
        file.faults
            .push(whole("程序里的约定打不开".to_owned(), "请告诉开发者。"));
        return file;
    };
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    if bare.len() != text.len() {
        file.faults
            .push(whole("开头有 BOM".to_owned(), "请存为不带 BOM 的 UTF-8。"));
    }
    if bare.trim().is_empty() {
        file.faults.push(whole("文件是空的".to_owned(), WHOLE));
        return file;
    }
    let first = bare.lines().next().unwrap_or_default();
    let record = serde_json::from_str::<Value>(first).is_ok_and(|value| value.get("type").is_some());
    if record || (bare.lines().nth(1).is_some_and(|line| line.starts_with("{\"type\""))) {
        Lines {
            shapes,
            file,
            summary: None,
        }
        .read(bare)
    } else {
        whole_list(bare, &shapes, file)
    }
}

/// One list.
fn whole_list(text: &str, shapes: &Shapes, mut file: File) -> File {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            file.faults.push(not_json(&error, None));
            return file;
        }
    };
    for complaint in shapes.list(&value) {
        let path = item_path(&value, &complaint.place);
        file.faults.push(broken(None, complaint.place, &path, complaint.what));
    }
    if !file.faults.iter().any(|fault| fault.code == "E302")
        && let Some(list) = read::<TaskList>(&value)
    {
        let parts = |name: &str| {
            let parts = value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
            let origin = |(index, value)| Origin {
                line: None,
                prefix: format!("{name}[{index}]."),
                value,
            };
            parts.into_iter().enumerate().map(origin).collect::<Vec<_>>()
        };
        file.lists.push(Loaded {
            notice: Origin {
                line: None,
                prefix: "notice.".to_owned(),
                value: value.get("notice").cloned().unwrap_or_default(),
            },
            items: parts("items"),
            warnings: parts("warnings"),
            whole: true,
            list,
        });
    }
    file
}

/// Records, line by line.
struct Lines {
    shapes: Shapes,
    file: File,
    /// Line and value of the last record `summary`.
    summary: Option<(usize, Value)>,
}

impl Lines {
    fn read(mut self, text: &str) -> File {
        let mut counts = [0u64; KINDS.len()];
        for (index, line) in text.split_terminator('\n').enumerate() {
            let number = index + 1;
            if let Some((at, _)) = self.summary {
                let what = format!("第 {at} 行的 summary 之后还有内容");
                self.fault("E310", number, "", what, "请把几份 NDJSON 分开，一份文件一个 summary。");
                self.summary = None;
            }
            if line.trim().is_empty() {
                self.fault(
                    "E301",
                    number,
                    "",
                    "空行".to_owned(),
                    "NDJSON 一行一条记录，请删去空行。",
                );
                continue;
            }
            match serde_json::from_str::<Value>(line) {
                Ok(value) => self.record(number, value, &mut counts),
                Err(error) => self.file.faults.push(not_json(&error, Some(number))),
            }
        }
        self.close(text.ends_with('\n'), counts);
        self.file
    }

    fn record(&mut self, line: usize, value: Value, counts: &mut [u64; KINDS.len()]) {
        let named = value.get("type").and_then(Value::as_str).unwrap_or_default();
        let Some(kind) = KINDS.iter().position(|kind| *kind == named) else {
            let what = format!("不认识的 type {}，可用 notice、task、warning、summary", quoted(named));
            return self.fault("E302", line, "type", what, REMAKE);
        };
        counts[kind] += 1;
        let complaints = self.shapes.record(kind, &value);
        let path = value.get("path").and_then(Value::as_str).unwrap_or_default().to_owned();
        let sound = complaints.is_empty();
        for complaint in complaints {
            let fault = broken(Some(line), complaint.place, &path, complaint.what);
            self.file.faults.push(fault);
        }
        let owner = value.get("notice_id").and_then(Value::as_str);
        let current = self.file.lists.last_mut();
        if let Some(owner) = owner
            && current.as_ref().is_none_or(|current| current.list.notice.id != owner)
        {
            let what = format!("notice_id {} 不是它前面那条 notice 的 id", quoted(owner));
            self.fault(
                "E310",
                line,
                "notice_id",
                what,
                "任务和提示要紧跟在自己的 notice 后面，请重新生成。",
            );
            return;
        }
        let origin = |value| Origin {
            line: Some(line),
            prefix: String::new(),
            value,
        };
        match (KINDS[kind], current) {
            ("summary", _) => self.summary = Some((line, value)),
            _ if !sound => {}
            ("notice", _) => {
                let (Some(notice), Some(generator)) = (read::<Notice>(&value), part::<Generator>(&value, "generator"))
                else {
                    return;
                };
                let version = value.get("schema_version").and_then(Value::as_str).unwrap_or_default();
                self.file.lists.push(Loaded {
                    list: TaskList {
                        schema_version: version.to_owned(),
                        generator,
                        notice,
                        items: Vec::new(),
                        warnings: Vec::new(),
                    },
                    notice: origin(value),
                    items: Vec::new(),
                    warnings: Vec::new(),
                    whole: false,
                });
            }
            ("task", Some(current)) => {
                if let Some(item) = read::<TaskItem>(&value) {
                    current.list.items.push(item);
                    current.items.push(origin(value));
                }
            }
            (_, Some(current)) => {
                if let Some(warning) = read::<Finding>(&value) {
                    current.list.warnings.push(warning);
                    current.warnings.push(origin(value));
                }
            }
            (_, None) => {}
        }
    }

    fn close(&mut self, ended: bool, counts: [u64; KINDS.len()]) {
        let end = |what: String| Fault {
            code: "E310",
            line: None,
            place: String::new(),
            what,
            remedy: WHOLE,
        };
        let Some((line, summary)) = self.summary.take() else {
            self.file
                .faults
                .push(end("最后没有 summary 记录，看不出内容是否齐全".to_owned()));
            return;
        };
        if !ended {
            self.file.faults.push(end("最后一行没有换行符".to_owned()));
        }
        for (field, found) in [("notices", counts[0]), ("tasks", counts[1]), ("warnings", counts[2])] {
            let said = summary.get(field).and_then(Value::as_u64);
            if let Some(said) = said.filter(|said| *said != found) {
                let what = format!("记为 {said}，文件里却有 {found} 条");
                self.fault("E310", line, field, what, WHOLE);
            }
        }
    }

    fn fault(&mut self, code: &'static str, line: usize, place: &str, what: String, remedy: &'static str) {
        self.file.faults.push(Fault {
            code,
            line: Some(line),
            place: place.to_owned(),
            what,
            remedy,
        });
    }
}

fn not_json(error: &serde_json::Error, line: Option<usize>) -> Fault {
    let column = error.column();
    let place = match line {
        Some(_) => format!("第 {column} 列"),
        None => format!("第 {} 行第 {column} 列", error.line()),
    };
    let (what, remedy) = if error.is_eof() {
        ("JSON 没有写完", WHOLE)
    } else {
        ("这里不是合法的 JSON", "请改正这一处的括号、引号或逗号。")
    };
    Fault {
        code: "E301",
        line,
        place,
        what: what.to_owned(),
        remedy,
    }
}

fn broken(line: Option<usize>, mut place: String, path: &str, what: String) -> Fault {
    let remedy = if place == "schema_version" {
        "本程序认 1.x 的清单；请换用相同主版本的 gongdan。"
    } else {
        REMAKE
    };
    if !path.is_empty() {
        place += &format!("（{path}）");
    }
    Fault {
        code: "E302",
        line,
        place,
        what,
        remedy,
    }
}

/// The `path` of the item that a place of a list lies in.
fn item_path(list: &Value, place: &str) -> String {
    let index = place.strip_prefix("items[").and_then(|rest| rest.split(']').next());
    let index = index.and_then(|index| index.parse::<usize>().ok());
    let path = index.and_then(|index| list.get("items")?.get(index)?.get("path")?.as_str());
    path.unwrap_or_default().to_owned()
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}

fn part<T: DeserializeOwned>(value: &Value, name: &str) -> Option<T> {
    read(value.get(name)?)
}
