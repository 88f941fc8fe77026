//! PDF with a text layer.
//!
//! In: the bytes of a file. Out: its plain text: runs of text with their places, which [`super::page`] puts into lines,
//! paragraphs and tables. What the file says of its structure (tags, outline) is not used, since most files say nothing or
//! say it wrong. Not read: annotations, form fields, attachments, signatures, scripts; pictures, which are reported.
//!
//! A file may be hostile. Work is counted ([`limits`]) and ends with `E110`; a thread of its own, watched from here, makes
//! sure of it. Not bounded: the memory of a batch, which reads as many files at once as it has threads.

mod content;
mod file;
mod font;
mod limits;
mod matrix;
mod path;
mod pen;
mod syntax;
mod tree;
mod xref;

use super::page::{self, Page, Run};
use super::plain::Plain;
use super::{BINARY, Document, locked, packed, pictures_only};
use crate::batch::guard;
use crate::model::{Format, WarningCode};
use crate::{Error, Result};
use content::{Fonts, Seen};
use file::{File, Shut};
use limits::{Limits, Over};
use lopdf::{Dictionary, Object};
use matrix::Matrix;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// Name of the format in messages.
const KIND: &str = "PDF 文件";
/// Longest time without a page being finished.
const PATIENCE: Duration = Duration::from_secs(5);
/// Stack of the thread: nesting is bounded, this is ten times what it takes.
const STACK: usize = 16 << 20;
/// Most bytes of the content of one page.
const CONTENT: usize = 32 << 20;
/// A page without text whose drawings have so many curves shows text as outlines.
const OUTLINES: usize = 500;

/// Reads a PDF file.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    let bytes: Arc<[u8]> = bytes.into();
    let pages = Arc::new(AtomicUsize::new(0));
    let (send, receive) = mpsc::channel();
    let progress = Arc::clone(&pages);
    let work = move || {
        let read = guard::caught(|| document(&bytes, &progress));
        // Nobody listens any more where it took too long.
        let _ = send.send(read.unwrap_or_else(|said| Err(packed::damaged(KIND).caused_by(said))));
    };
    std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(work)
        .map_err(|e| Error::new("E203", "读不了这个文件", "请关闭一些程序后再试。").caused_by(e))?;
    let mut before = 0;
    loop {
        match receive.recv_timeout(PATIENCE) {
            Ok(document) => return document,
            Err(RecvTimeoutError::Timeout) => {
                let now = pages.load(Ordering::Relaxed);
                if now == before {
                    return Err(over(Over::Work));
                }
                before = now;
            }
            Err(RecvTimeoutError::Disconnected) => return Err(packed::damaged(KIND)),
        }
    }
}

/// What was noticed on the way through the pages.
#[derive(Debug, Default)]
struct Notes {
    /// Numbers of pages that show text as a picture or outlines.
    without_text: Vec<usize>,
    chars: usize,
    unknown: usize,
    /// The first page with characters that no one knows.
    unknown_on: Option<usize>,
}

fn document(bytes: &[u8], progress: &AtomicUsize) -> Result<Document> {
    let limits = Limits::new();
    let failed = |shut| match (limits.over(), shut) {
        (Some(limit), _) => over(limit),
        (None, Shut::Locked) => locked(KIND),
        (None, Shut::Damaged) => packed::damaged(KIND),
    };
    let file = File::open(bytes, &limits).map_err(failed)?;
    let leaves = tree::leaves(&file);
    if leaves.pages.is_empty() {
        return Err(failed(Shut::Damaged));
    }
    let off = layers_off(&file);
    let mut fonts = Fonts::default();
    let mut notes = Notes::default();
    let mut plain = Plain::default();
    let pages = leaves.pages.iter().enumerate().map(|(at, leaf)| {
        let page = leaf.read(&file).unwrap_or_default();
        let page = one(&file, &mut fonts, &off, &page, at + 1, &mut notes);
        progress.fetch_add(1, Ordering::Relaxed);
        page
    });
    page::write(pages, &mut plain);
    if let Some(limit) = limits.over() {
        return Err(over(limit));
    }
    finish(plain, &notes, leaves.pages.len(), leaves.more)
}

/// Judges what was read.
fn finish(mut plain: Plain, notes: &Notes, pages: usize, more: bool) -> Result<Document> {
    let is_garbage = notes.unknown * 2 > notes.chars;
    if super::is_blank(&plain.text) || is_garbage {
        if is_garbage && notes.chars > 0 {
            return Err(unreadable());
        }
        if !notes.without_text.is_empty() {
            return Err(pictures_only(KIND));
        }
    }
    if more {
        plain.note(
            WarningCode::PagesCut,
            format!("PDF 文件超过 {} 页，以后的页没有读；请拆成几个文件再读", tree::PAGES),
        );
    }
    if !notes.without_text.is_empty() {
        plain.note(
            WarningCode::PagesWithoutText,
            format!(
                "PDF 文件共 {pages} 页，其中第 {} 页只有图片、没有文字，没有读；如有正文，请先做文字识别（OCR）",
                ranges(&notes.without_text)
            ),
        );
    }
    if let Some(page) = notes.unknown_on {
        plain.note(
            WarningCode::TextDamaged,
            format!(
                "PDF 文件里有 {} 个字没有可用的编码，已代之以“�”，第一处在第 {page} 页；请查对原件，或用原文件重新导出 PDF",
                notes.unknown
            ),
        );
    }
    Ok(Document {
        plain,
        format: Format::Pdf,
        encoding: BINARY,
    })
}

/// Reads one page; `number` counts from 1.
fn one(
    file: &File<'_>,
    fonts: &mut Fonts,
    off: &HashSet<u32>,
    page: &Dictionary,
    number: usize,
    notes: &mut Notes,
) -> Page {
    let bounds = file
        .numbers(page, b"CropBox")
        .or_else(|| file.numbers(page, b"MediaBox"));
    let turn = file.integer(page, b"Rotate");
    // A4 where nothing is said.
    let (base, size) = Matrix::of_page(bounds.unwrap_or([0.0, 0.0, 595.0, 842.0]), turn.unwrap_or(0));
    let resources = file.dict(page, b"Resources").unwrap_or_default();
    let seen = content::read(file, fonts, off, &content_of(file, page), &resources, base);
    notes.chars += seen.chars;
    notes.unknown += seen.unknown;
    if seen.unknown > 0 {
        notes.unknown_on.get_or_insert(number);
    }
    if seen.chars == 0 && (seen.pictures > 0 || seen.curves > OUTLINES) {
        notes.without_text.push(number);
    }
    Page {
        size,
        rules: seen.rules.clone(),
        runs: text_of(seen),
    }
}

/// The text of a page as its reader sees it.
fn text_of(seen: Seen) -> Vec<Run> {
    let length = |runs: &[Run]| runs.iter().map(|run| run.text.len()).sum::<usize>();
    let mut runs = seen.runs;
    // Text behind a picture is the text of a scan; behind visible text it is the same once more, or none of ours.
    if length(&seen.invisible) > length(&runs) {
        runs.extend(seen.invisible);
    }
    // Some programs call the whole page furniture.
    if runs.is_empty() {
        runs = seen.artifacts;
    }
    runs
}

fn content_of(file: &File<'_>, page: &Dictionary) -> Vec<u8> {
    let parts = match page.get(b"Contents") {
        Ok(part @ Object::Reference((number, _))) => match file.object(*number) {
            Some(Object::Array(parts)) => parts,
            _ => vec![part.clone()],
        },
        Ok(Object::Array(parts)) => parts.clone(),
        _ => Vec::new(),
    };
    let mut content = Vec::new();
    for part in parts {
        if let Object::Reference((number, _)) = part
            && let Some(Object::Stream(stream)) = file.object(number)
            && let Some(data) = file.data(number, &stream)
        {
            if content.len() + data.len() > CONTENT {
                file.limits.exceed(Over::Stream);
                break;
            }
            content.extend(data);
            content.push(b'\n');
        }
    }
    content
}

/// The layers that are off when the file is opened.
fn layers_off(file: &File<'_>) -> HashSet<u32> {
    let root = file.trailer(b"Root").and_then(file::own_dict).unwrap_or_default();
    let layers = file.dict(&root, b"OCProperties").unwrap_or_default();
    let usual = file.dict(&layers, b"D").unwrap_or_default();
    let off = file.array(&usual, b"OFF").unwrap_or_default();
    off.iter()
        .filter_map(|layer| Some(layer.as_reference().ok()?.0))
        .collect()
}

/// `1、3—5、9`.
fn ranges(pages: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for &page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => ranges.push((page, page)),
        }
    }
    let more = ranges.len() > 20;
    let shown = ranges.iter().take(20).map(|&(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}、{last}"),
        _ => format!("{first}—{last}"),
    });
    shown.collect::<Vec<_>>().join("、") + if more { "等" } else { "" }
}

/// The error `E108` for a text layer that is none.
fn unreadable() -> Error {
    Error::new(
        "E108",
        "这个 PDF 文件里的文字没有可用的编码，复制出来也是乱码",
        "请用原文件重新导出 PDF 或另存为 .docx；没有原文件的，请先做文字识别（OCR），把识别出的文字另存为 .txt 后再读。",
    )
}

/// The error `E110`.
fn over(limit: Over) -> Error {
    let what = match limit {
        Over::Work => "读了 5 秒钟的工作量还没有读完".to_owned(),
        Over::Stream => format!("有一部分内容解压后超过 {} MB", limits::STREAM >> 20),
        Over::Text => "文字和线条太多".to_owned(),
        Over::Objects => "对象超过 100 万个".to_owned(),
    };
    Error::new(
        "E110",
        format!("这个 PDF 文件{what}，不像是公文"),
        "请确认文件来源可靠；如确为公文，请用原来的软件打开，拆成几个文件或另存为 .docx 后再读。",
    )
}

#[cfg(test)]
mod tests;
