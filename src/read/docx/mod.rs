//! Word since 2007 (ECMA-376): `.docx`, `.docm`, templates, those of WPS; the same in one XML file; and the XML of
//! Word 2003.
//!
//! In: the bytes. Out: the text as it stands on the pages, paragraph by paragraph: automatic numbers in their printed form
//! before the text, tables with merged cells, text boxes behind the paragraph that anchors them. Out of the text:
//! deleted and hidden text, instructions of fields, tables of contents, headers, footers, comments, readings above
//! characters, pictures. Footnotes and endnotes are out as well; one that says more than a few words, and a document of
//! another format put in whole, give a warning. Not read: forms drawn in charts and SmartArt, macros.
//!
//! ```text
//! <w:p> numbered “%1、”, chineseCounting; 总体要求      一、总体要求⏎
//! <w:p> 加快<w:del>推进</w:del>建设<w:footnoteReference/>  加快建设⏎
//! ```

mod body;
mod counters;
mod fields;
mod notes;
mod numbering;
mod output;
mod paragraph;
mod parts;
mod styles;
mod table;

use super::plain::Plain;
use super::{BINARY, Document, is_blank, pictures_only};
use crate::Result;
use crate::model::{Format, WarningCode};
use body::Body;
use numbering::Numbering;
use parts::{Parts, broken};
use styles::Styles;

/// Name of the format in messages.
const KIND: &str = "Word 文档";
/// Characters of a note that a warning shows.
const SHOWN: usize = 30;

/// Reads a package.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    document(Parts::packed(bytes)?)
}

/// Reads a document that is one XML file.
pub(super) fn read_flat(text: &str) -> Result<Document> {
    document(Parts::flat(text)?)
}

fn document(mut parts: Parts<'_>) -> Result<Document> {
    let main = parts.main()?;
    let styles = match parts.related("styles")? {
        Some(text) => Styles::read(&text).map_err(broken)?,
        None => Styles::default(),
    };
    let numbering = match parts.related("numbering")? {
        Some(text) => Numbering::read(&text).map_err(broken)?,
        None => Numbering::default(),
    };
    let mut read = body::read(&main, &styles, &numbering, false).map_err(broken)?;
    if read.broken_fields {
        read = body::read(&main, &styles, &numbering, true).map_err(broken)?;
    }
    drop(main);
    if read.pictures && is_blank(&read.plain.text) {
        return Err(pictures_only(KIND));
    }
    Ok(Document {
        plain: with_notes(read, &mut parts)?,
        format: Format::Docx,
        encoding: BINARY,
    })
}

/// The text with warnings about what is left out.
fn with_notes(read: Body, parts: &mut Parts<'_>) -> Result<Plain> {
    let mut plain = read.plain;
    for (kind, name, referred) in [
        ("footnotes", "脚注", read.footnotes),
        ("endnotes", "尾注", read.endnotes),
    ] {
        if referred.is_empty() {
            continue;
        }
        // Notes that cannot be read are no loss to the text.
        let Ok(Some(text)) = parts.related(kind) else {
            continue;
        };
        let words = notes::words(&text, &referred).unwrap_or_default();
        if let Some(first) = words.first() {
            let cut = if first.chars().count() > SHOWN { "…" } else { "" };
            let first: String = first.chars().take(SHOWN).collect();
            plain.note(
                WarningCode::ContentLeftOut,
                format!(
                    "有 {} 条{name}没有读入正文，第一条是“{first}{cut}”；请查对是否影响任务内容",
                    words.len()
                ),
            );
        }
    }
    if read.notes_within > 0 {
        plain.note(
            WarningCode::ContentLeftOut,
            format!("有 {} 条脚注没有读入正文；请查对是否影响任务内容", read.notes_within),
        );
    }
    if read.foreign > 0 {
        plain.note(
            WarningCode::ContentLeftOut,
            format!(
                "文中嵌入了 {} 个别的文档，没有读出；请用 Word 打开后另存一份，使其并入正文后再读",
                read.foreign
            ),
        );
    }
    Ok(plain)
}

#[cfg(test)]
mod tests;
