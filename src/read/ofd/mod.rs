//! OFD (GB/T 33190), the form in which offices exchange finished documents.
//!
//! In: the bytes. Out: the text of the pages of all documents in the package, put together from the places where it
//! stands by [`super::page`]. Templates, annotations, seals and signatures are out: they are furniture. Coordinates are
//! millimetres from the upper left corner of the page. Not read: text in pictures, and drawings kept among the resources.

mod content;
mod geometry;
mod package;
mod path;
mod text;

use super::page;
use super::plain::Plain;
use super::{BINARY, Document, Error, is_blank, locked, pictures_only};
use crate::Result;
use crate::model::{Format, WarningCode};
use content::Seen;
use package::Ofd;

/// Name of the format in messages.
const KIND: &str = "OFD 版式文件";
/// Most pages that are read.
const PAGES: usize = 2_000;

/// What was noticed on the way through the pages.
#[derive(Debug, Default)]
struct Notes {
    pages: usize,
    /// Numbers, from 1, of pages that show pictures alone.
    without_text: Vec<usize>,
    failed: Option<Error>,
}

/// Reads a package.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    let mut ofd = Ofd::open(bytes)?;
    let mut plain = Plain::default();
    let mut notes = Notes::default();
    let mut cut = false;
    for place in ofd.documents()? {
        let document = ofd.document(&place)?;
        let left = PAGES - notes.pages.min(PAGES);
        cut |= document.pages.len() > left;
        let pages = document.pages.iter().take(left).map_while(|name| {
            notes.pages += 1;
            match ofd.page(name, &document) {
                Ok(seen) => Some(of_page(seen, &mut notes)),
                Err(error) => {
                    notes.failed = Some(error);
                    None
                }
            }
        });
        page::write(pages, &mut plain);
        if let Some(error) = notes.failed.take() {
            return Err(error);
        }
        // A blank line between documents.
        plain.paragraph("");
    }
    if is_blank(&plain.text) && !notes.without_text.is_empty() {
        return Err(pictures_only(KIND));
    }
    warn(&mut plain, &notes, cut);
    Ok(Document {
        plain,
        format: Format::Ofd,
        encoding: BINARY,
    })
}

fn of_page(seen: Seen, notes: &mut Notes) -> page::Page {
    if seen.page.runs.is_empty() && seen.pictures {
        notes.without_text.push(notes.pages);
    }
    seen.page
}

fn warn(plain: &mut Plain, notes: &Notes, cut: bool) {
    if cut {
        plain.note(
            WarningCode::PagesCut,
            format!("OFD 文件超过 {PAGES} 页，以后的页没有读；请拆成几个文件再读"),
        );
    }
    if let Some(first) = notes.without_text.first() {
        let count = notes.without_text.len();
        plain.note(
            WarningCode::PagesWithoutText,
            format!(
                "OFD 文件共 {} 页，其中 {count} 页（第一处是第 {first} 页）只有图片、没有文字，没有读；如有正文，请先做文字识别（OCR）",
                notes.pages
            ),
        );
    }
}

#[cfg(test)]
mod tests;
