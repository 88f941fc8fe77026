//! Task lists as a Word document: a 任务分解表 for each notice, laid out as offices do (GB/T 9704-2012).
//!
//! In: any number of [`TaskList`]s, one after the other; the document is held in memory until [`Paper::finish`]. Out: the
//! bytes of a `.docx` file, the same for the same lists. Each notice begins on a new page: its title (方正小标宋简体 二号),
//! 发文字号, the table (仿宋_GB2312 五号, heads 黑体, the head repeated on each page), a note with issuer and date. A4
//! lying, since the table has up to 12 columns; the margins of the standard turned with the page. Fonts are named, not
//! embedded: where one is missing, the program that opens the file takes another.
//!
//! Columns that say nothing in the whole notice are left out, 频次 stands with 完成时限, 任务类别 is a line across the table. Not written: `id` and
//! `path`; whoever needs them takes the workbook.
//!
//! ```
//! use gongdan::emit::docx::{Paper, is_ours};
//!
//! let options = gongdan::pipeline::Options::default();
//! let list = gongdan::pipeline::run("a.txt", "一、开展检查。\n".as_bytes(), None, &options)?;
//! let mut paper = Paper::new();
//! paper.add(&list[0]);
//! assert!(is_ours(&paper.finish()?));
//! # Ok::<(), gongdan::Error>(())
//! ```

mod parts;
mod table;

use super::rows::rows;
use super::xlsx;
use crate::model::{Notice, TaskList};
use crate::{Error, Result};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A document in the making.
#[derive(Default)]
pub struct Paper {
    /// What stands in the body so far.
    body: String,
    /// Titles of notices without tasks.
    empty: Vec<String>,
}

impl Paper {
    /// An empty document.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one notice.
    pub fn add(&mut self, list: &TaskList) {
        let rows = rows(list);
        if rows.is_empty() {
            let notice = &list.notice;
            self.empty
                .push(notice.title.as_ref().unwrap_or(&notice.source.path).clone());
            return;
        }
        let style = if self.body.is_empty() { "Title" } else { "NextTitle" };
        self.paragraph(style, &title(&list.notice));
        if let Some(number) = &list.notice.doc_number {
            self.paragraph("Origin", &format!("（{number}）"));
        }
        table::write(&rows, &mut self.body);
        self.paragraph("Note", &note(&list.notice));
    }

    fn paragraph(&mut self, style: &str, words: &str) {
        paragraph(&mut self.body, style, words);
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// Does not fail in practice; the type is that of the writer underneath.
    pub fn finish(mut self) -> Result<Vec<u8>> {
        let empty = std::mem::take(&mut self.empty);
        if !empty.is_empty() {
            self.paragraph("Note", "没有读出任务的文件：");
            empty.iter().for_each(|title| self.paragraph("Note", title));
        }
        let document = parts::document(&self.body);
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut package = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in parts::FIXED
            .into_iter()
            .chain([("word/document.xml", document.as_str())])
        {
            package.start_file(name, options).map_err(broken)?;
            package.write_all(part.as_bytes()).map_err(broken)?;
        }
        package.finish().map(Cursor::into_inner).map_err(broken)
    }
}

/// `《防火方案》任务分解表`: of a notice that issues a plan, the plan.
fn title(notice: &Notice) -> String {
    let Some(title) = &notice.title else {
        let file = notice.source.path.rsplit('/').next().unwrap_or_default();
        return format!("{file}任务分解表");
    };
    let issued = title.split_once("印发《").and_then(|(_, rest)| rest.rsplit_once('》'));
    let name = issued.map_or(title.as_str(), |(name, _)| name);
    // Marks within 《》 turn into 〈〉 (GB/T 15834-2011, 4.13.3.5).
    format!("《{}》任务分解表", name.replace('《', "〈").replace('》', "〉"))
}

/// `注：本表由程序据原文（青山县林业局，2023年2月28日）起草，…`. The table alone says neither who nor when.
fn note(notice: &Notice) -> String {
    let issued = notice
        .issued
        .map(|day| format!("{}年{}月{}日", day.year(), day.month(), day.day()));
    let issuers = Some(notice.issuers.join("、")).filter(|issuers| !issuers.is_empty());
    let origin: Vec<String> = [issuers, issued].into_iter().flatten().collect();
    let origin = match origin.join("，") {
        origin if origin.is_empty() => origin,
        origin => format!("（{origin}）"),
    };
    format!("注：本表由程序据原文{origin}起草，推定和沿用之处见备注，使用前请与原文核对。")
}

fn paragraph(out: &mut String, style: &str, words: &str) {
    out.push_str("<w:p><w:pPr><w:pStyle w:val=\"");
    out.push_str(style);
    out.push_str("\"/></w:pPr>");
    if !words.is_empty() {
        out.push_str("<w:r><w:t xml:space=\"preserve\">");
        escape(out, words);
        out.push_str("</w:t></w:r>");
    }
    out.push_str("</w:p>");
}

/// Writes words as XML takes them; characters that XML 1.0 lacks are left out.
fn escape(out: &mut String, words: &str) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
}

fn broken(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    let remedy = "请改用 --format xlsx，并把通知和本信息告诉开发者。";
    Error::new("E215", "Word 文档写不成", remedy).caused_by(error)
}

/// Whether `file` is a document of this module that nobody has saved since: Word and WPS replace the name of whoever
/// saved last.
#[must_use]
pub fn is_ours(file: &[u8]) -> bool {
    // The properties are those of our workbooks.
    xlsx::is_ours(file)
}

#[cfg(test)]
mod tests;
