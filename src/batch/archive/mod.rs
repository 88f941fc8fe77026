//! ZIP archives as inputs: one input per entry that can be read.
//!
//! In: the path of an archive. Out: its entries as [`Input`]s in the order of their names, and what was passed over. An
//! entry is unpacked when its turn comes, into memory, and never written; its name is a name for people ([`Input::shown`])
//! and, made harmless, a place for its result ([`Input::place`]), no more. Archives within the archive are looked into once,
//! not further. Names that do not say their encoding are UTF-8 or the one that they look like (GBK). Passed over without
//! a word: folders, links, hidden files, `__MACOSX`, `~$…`, `Thumbs.db`, and everything that a folder walk passes over too.
//!
//! Limits count what the archive says and hold it to that: an entry that unpacks to more is damaged. They depend on the
//! archive alone, so that results do not depend on the order of work. Not read: other archives (RAR, 7z, gzip), entries
//! with passwords (each is named, the others go on), compression methods other than the usual one.

mod unpack;

use super::input::{self, Input};
use super::{names, walk};
use crate::{Error, Result, read};
use std::fs::File;
use std::io::{BufReader, Cursor};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use unpack::{Directory, Source};

/// The ending of archives.
pub const ENDING: [&str; 1] = ["zip"];
/// Most bytes of all archives within one, unpacked.
const NESTED: u64 = 256 << 20;

/// What was found in an archive.
#[derive(Debug, Default)]
pub struct Found {
    /// Its notices.
    pub inputs: Vec<Input>,
    /// Documents of kinds that the program cannot read.
    pub others: usize,
    /// Archives within it that could not be looked into; the rest was.
    pub errors: Vec<Error>,
}

/// Where an entry is.
#[derive(Debug, Clone)]
pub struct Entry {
    source: Arc<Source>,
    index: usize,
    /// Its place beside the archive, below a folder of the archive's name.
    inside: PathBuf,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.source.is(&other.source) && self.index == other.index
    }
}

impl Eq for Entry {}

impl Entry {
    /// The archive's file.
    #[must_use]
    pub fn archive(&self) -> &Path {
        &self.source.file
    }

    /// Its place, below a folder of the archive's name.
    #[must_use]
    pub fn inside(&self) -> &Path {
        &self.inside
    }

    /// What tells it from all others of its archive: `3`, or `3/5` in an archive within.
    #[must_use]
    pub fn number(&self) -> String {
        let outer = self.source.outer.map(|outer| format!("{outer}/")).unwrap_or_default();
        format!("{outer}{}", self.index)
    }

    /// The whole content.
    ///
    /// # Errors
    /// `E104` compressed in a way not read, `E107` encrypted, `E109` damaged, `E110` over the limit, `E203` the archive
    /// cannot be read.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        self.source.bytes(self.index)
    }
}

/// Looks into an archive; none where it is a document in a ZIP package (a `.docx` under another name). `place` is where a
/// result of the archive itself would go below an output folder.
///
/// # Errors
/// `E109` where it is no whole archive, `E110` where it holds or unpacks to more than an honest one, `E203` where it cannot
/// be read.
pub fn open(path: &Path, place: &Path) -> Result<Option<Found>> {
    let file = File::open(path).map_err(|e| input::unreadable(path, e))?;
    let directory = Directory::read(BufReader::new(file)).map_err(|e| e.at(path))?;
    if directory.is_document() {
        return Ok(None);
    }
    directory.check().map_err(|e| e.at(path))?;
    let source = Source {
        file: path.to_path_buf(),
        outer: None,
        directory,
        around: None,
    };
    let mut listing = Listing {
        found: Found::default(),
        left: NESTED,
        entries: unpack::ENTRIES,
    };
    let root = Root {
        path: path.as_os_str().to_owned(),
        shown: input::shown(path, place),
        place: place.with_extension(""),
        inside: path.file_stem().map_or_else(PathBuf::new, PathBuf::from),
    };
    listing.add(&Arc::new(source), &root).map_err(|e| e.at(path))?;
    Ok(Some(listing.found))
}

/// The names of an archive, on which those of its entries build.
struct Root {
    /// For messages.
    path: std::ffi::OsString,
    shown: String,
    place: PathBuf,
    inside: PathBuf,
}

impl Root {
    /// The names of an entry.
    fn of(&self, parts: &[String]) -> Self {
        let below = parts.join("/");
        let mut path = self.path.clone();
        path.push("/");
        path.push(&below);
        let place = names::place(parts);
        Self {
            path,
            shown: format!("{}/{below}", self.shown),
            inside: self.inside.join(&place),
            place: self.place.join(place),
        }
    }
}

struct Listing {
    found: Found,
    /// Bytes of archives within that may still be unpacked.
    left: u64,
    /// Entries that may still be added.
    entries: usize,
}

impl Listing {
    fn add(&mut self, source: &Arc<Source>, root: &Root) -> Result<()> {
        let count = source.directory.len();
        self.entries = self.entries.checked_sub(count).ok_or_else(unpack::too_many)?;
        let mut entries: Vec<(Vec<String>, usize)> = names_of(&source.directory)
            .into_iter()
            .map(|(index, name)| (names::parts(&name), index))
            .collect();
        entries.sort();
        for (parts, index) in entries {
            let noise = |part: &String| part == "__MACOSX" || walk::is_noise(part.as_ref());
            let Some(name) = parts.last().map(Path::new) else {
                continue;
            };
            if parts.iter().any(noise) || walk::is_table(name) {
                continue;
            }
            if walk::has_ending(name, &ENDING) {
                self.look_into(source, index, root.of(&parts))?;
            } else if walk::has_ending(name, &walk::NOTICES) {
                self.push(source, index, root.of(&parts));
            } else if walk::has_ending(name, &walk::DOCUMENTS) {
                self.found.others += 1;
            }
        }
        Ok(())
    }

    fn push(&mut self, source: &Arc<Source>, index: usize, root: Root) {
        self.found.inputs.push(Input {
            path: root.path.into(),
            shown: root.shown,
            place: root.place,
            entry: Some(Entry {
                source: Arc::clone(source),
                index,
                inside: root.inside,
            }),
        });
    }

    /// Adds the entries of an archive within the archive.
    fn look_into(&mut self, source: &Arc<Source>, index: usize, root: Root) -> Result<()> {
        match self.nested(source, index) {
            Ok(Some(nested)) => {
                let root = Root {
                    place: root.place.with_extension(""),
                    inside: root.inside.with_extension(""),
                    ..root
                };
                self.add(&Arc::new(nested), &root)
            }
            // A document under the name of an archive.
            Ok(None) => {
                self.push(source, index, root);
                Ok(())
            }
            Err(error) => {
                self.found.errors.push(error.at(Path::new(&root.path)));
                Ok(())
            }
        }
    }

    fn nested(&mut self, source: &Arc<Source>, index: usize) -> Result<Option<Source>> {
        if source.outer.is_some() {
            return Err(Error::new(
                "E104",
                "这是压缩包里的压缩包里的压缩包，没有读",
                "请先解压外层，再读里面的压缩包。",
            ));
        }
        self.left = self
            .left
            .checked_sub(source.directory.size(index))
            .ok_or_else(unpack::too_large)?;
        let bytes = source.bytes(index)?;
        let directory = Directory::read(Cursor::new(bytes))?;
        if directory.is_document() {
            return Ok(None);
        }
        directory.check()?;
        Ok(Some(Source {
            file: source.file.clone(),
            outer: Some(index),
            directory,
            around: Some(Arc::clone(source)),
        }))
    }
}

/// The files of an archive, no folders and links, with their names as text.
fn names_of(directory: &Directory) -> Vec<(usize, String)> {
    let (mut known, mut open) = (Vec::new(), Vec::new());
    for (index, name, is_utf8) in directory.files() {
        match String::from_utf8(name) {
            Ok(name) if is_utf8 => known.push((index, name)),
            Ok(name) => open.push((index, name.into_bytes())),
            Err(error) => open.push((index, error.into_bytes())),
        }
    }
    let raw: Vec<&[u8]> = open.iter().map(|(_, name)| name.as_slice()).collect();
    let decoded = read::names::decoded(&raw);
    known.extend(open.iter().map(|(index, _)| *index).zip(decoded));
    known
}

/// The error for an archive without notices, of which `others` documents cannot be read.
#[must_use]
pub fn nothing_in(path: &Path, others: usize) -> Error {
    walk::nothing("这个压缩包里", others).at(path)
}

#[cfg(test)]
mod tests;
