//! One notice: read → normalize → segment → extract → task list.
//!
//! Stub: title is the first line, every line is an item. To be replaced by the real road.

use crate::model::{
    CharSpan, Format, Generator, Notice, Origin, SCHEMA_VERSION, Script, Section, Source, TaskItem, TaskList,
};
use crate::{Error, Result, read};
use sha2::{Digest, Sha256};

/// How to treat one notice.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The encoding to use instead of guessing.
    pub encoding: Option<read::Encoding>,
    /// The year of dates without a year, where the notice fixes none.
    pub year: Option<i16>,
}

/// Makes the task list of one notice; `path` becomes `notice.source.path`.
///
/// # Errors
/// Fails where the bytes are no text, are empty, or do not fit the forced encoding.
pub fn run(path: &str, bytes: &[u8], format: Option<Format>, options: &Options) -> Result<TaskList> {
    if bytes.is_empty() {
        return Err(Error::new("E101", "文件是空的", "请确认文件已完整保存。"));
    }
    if bytes.contains(&0) {
        return Err(Error::new("E102", "不是文本文件", "请另存为 .txt 或 .md。"));
    }
    if options.encoding.is_some() && std::str::from_utf8(bytes).is_err() {
        return Err(Error::new(
            "E103",
            "内容不合指定的编码",
            "请去掉 --encoding 让程序自己判断。",
        ));
    }
    let hash = |text: &[u8]| {
        Sha256::digest(text)
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect::<String>()
    };
    let text = String::from_utf8_lossy(bytes);
    let sha256 = hash(bytes);
    let mut items = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.chars().count();
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let seq = items.len() + 1;
        items.push(TaskItem {
            id: format!("{}-{seq}", &sha256[..16]),
            parent: None,
            seq,
            origin: Origin::Numbered,
            path: format!("{seq}."),
            level: 1,
            label: format!("{seq}."),
            section: Section::Tasks,
            heading: line.chars().take(40).collect(),
            text: line.to_owned(),
            task: true,
            actions: Vec::new(),
            deadlines: Vec::new(),
            units: Vec::new(),
            targets: Vec::new(),
            content_hash: hash(line.as_bytes()),
            span: CharSpan { start, end: at },
        });
    }
    Ok(TaskList {
        schema_version: SCHEMA_VERSION.to_owned(),
        generator: Generator {
            name: "gongdan".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        notice: Notice {
            id: sha256[..32].to_owned(),
            source: Source {
                path: path.to_owned(),
                sha256,
                bytes: bytes.len() as u64,
                format: format.unwrap_or(Format::Text),
                encoding: "UTF-8".to_owned(),
                script: Script::Simplified,
            },
            title: text.lines().next().map(str::to_owned),
            doc_type: None,
            issuers: Vec::new(),
            doc_number: None,
            issued: None,
            recipients: Vec::new(),
            region: None,
            period: None,
            cites: Vec::new(),
        },
        items,
        warnings: Vec::new(),
    })
}
