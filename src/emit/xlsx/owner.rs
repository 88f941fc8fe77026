//! Whose workbook is it? Told by the properties that programs write when they save.

use super::{MADE, MAKER};
use std::io::{Cursor, Read};

/// Whether `file` is a workbook of this module that nobody has saved since: Excel and WPS replace the name of whoever
/// saved last.
#[must_use]
pub fn is_ours(file: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(file)) else {
        return false;
    };
    let Ok(core) = archive.by_name("docProps/core.xml") else {
        return false;
    };
    let mut text = String::new();
    // The part has some 600 bytes; a foreign file with a huge one is not read whole.
    let read = core.take(16 * 1024).read_to_string(&mut text);
    read.is_ok()
        && text.contains(&format!("<cp:lastModifiedBy>{MAKER}</cp:lastModifiedBy>"))
        && text.contains(&format!(
            "{}-{:02}-{:02}T00:00:00Z</dcterms:modified>",
            MADE.0, MADE.1, MADE.2
        ))
}

/// Whether the program made the workbook, be it that somebody has filled it in and saved it since.
#[must_use]
pub fn was_ours(file: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(file)) else {
        return false;
    };
    let Ok(custom) = archive.by_name("docProps/custom.xml") else {
        return false;
    };
    let mut text = String::new();
    let read = custom.take(16 * 1024).read_to_string(&mut text);
    read.is_ok() && text.contains("name=\"generator\"") && text.contains(&format!(">{MAKER} "))
}
