//! ZIP packages (docx, ofd, xlsx): parts by name, never more unpacked than an honest file needs.
//!
//! In: the bytes of a package. Out: the bytes of its parts. Nothing is written to disk and no path of the package is
//! used as a path. Limits count what is really unpacked, not what the directory of the package claims.

use crate::{Error, Result};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most bytes of one part: a docx of a thousand pages has some 20 MB of XML.
const PART: u64 = 64 << 20;
/// Most bytes of all parts read from one package.
const ALL: u64 = 128 << 20;

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
    /// Places of the parts by a name in small letters and with `/`, once a part was not found by its own.
    alike: Option<HashMap<String, usize>>,
}

impl<'a> Package<'a> {
    /// Opens a package; `kind` names it in messages (`Word 文档`).
    ///
    /// # Errors
    /// `E109` where it is no whole ZIP file.
    pub fn open(bytes: &'a [u8], kind: &str) -> Result<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(kind).caused_by(e))?;
        Ok(Self {
            archive,
            left: ALL,
            alike: None,
        })
    }

    /// The names of all parts, in the order of the package; those that are no text are left out.
    pub fn names(&self) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
        self.archive.file_names().filter_map(std::result::Result::ok)
    }

    /// The part of that name, none where the package has none or it cannot be unpacked. Names may differ in the size of
    /// letters, as the standard has it, and have `\` for `/`, as some programs write them.
    ///
    /// # Errors
    /// `E110` where it unpacks to more than the limit.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        let place = self.archive.index_for_name(name).or_else(|| self.place_of(name));
        let Some(Ok(file)) = place.map(|place| self.archive.by_index(place)) else {
            return Ok(None);
        };
        let limit = PART.min(self.left);
        let mut bytes = Vec::new();
        let whole = file.take(limit + 1).read_to_end(&mut bytes);
        let read = bytes.len() as u64;
        if read > limit {
            return Err(too_large());
        }
        self.left -= read;
        Ok(whole.is_ok().then_some(bytes))
    }

    /// Whether a part is encrypted by a password of the package itself.
    pub fn is_locked(&mut self) -> bool {
        (0..self.archive.len().min(64)).any(|place| {
            let part = self.archive.by_index_raw(place);
            part.is_ok_and(|part| part.encrypted())
        })
    }

    fn place_of(&mut self, name: &str) -> Option<usize> {
        let archive = &self.archive;
        let alike = self.alike.get_or_insert_with(|| {
            let names = (0..).zip(archive.file_names());
            names
                .filter_map(|(place, name)| Some((plain_name(&name.ok()?), place)))
                .collect()
        });
        alike.get(&plain_name(name)).copied()
    }
}

fn plain_name(name: &str) -> String {
    name.to_ascii_lowercase().replace('\\', "/")
}

/// The name of a part as a part in that folder of the package names it.
pub(super) fn resolved(folder: &str, target: &str) -> String {
    let start = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in start.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// The error `E109`.
pub(super) fn damaged(kind: &str) -> Error {
    Error::new(
        "E109",
        format!("这个{kind}已损坏，读不出内容"),
        "请用原来的软件打开，确认能打开后另存一份再读。",
    )
}

/// The error `E110` for what unpacks to more than an honest file does.
pub(super) fn too_large() -> Error {
    Error::new(
        "E110",
        format!("文件解压后超过 {} MB，不像是公文", PART >> 20),
        "请确认文件来源可靠；如确为公文，请用原来的软件打开，另存为 .txt 后再读。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_the_folder_of_their_part() {
        for (folder, target, name) in [
            ("", "word/document.xml", "word/document.xml"),
            ("", "/word/document.xml", "word/document.xml"),
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../custom/./styles.xml", "custom/styles.xml"),
            ("word", "../../../x.xml", "x.xml"),
        ] {
            assert_eq!(resolved(folder, target), name);
        }
    }
}
