//! One input: a file, an entry of an archive, or standard input.

use super::archive::Entry;
use crate::model::Format;
use crate::{Error, Result};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The name that standard input goes by.
pub const STDIN: &str = "-";

/// One input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The file as named, or `-`; of an entry what messages call it (`包.zip/通知.docx`), which is no path to open.
    pub path: PathBuf,
    /// What becomes `notice.source.path`: as named, `/` between folders, without the machine's own folders.
    pub shown: String,
    /// Its place below an output folder, without the result's ending.
    pub place: PathBuf,
    /// Where it is in an archive, if it is in one.
    pub entry: Option<Entry>,
}

impl Input {
    /// A file named `path`; `place` is where its result goes below an output folder.
    #[must_use]
    pub fn file(path: PathBuf, place: PathBuf) -> Self {
        let shown = shown(&path, &place);
        Self {
            path,
            shown,
            place,
            entry: None,
        }
    }

    /// Standard input.
    #[must_use]
    pub fn stdin() -> Self {
        Self {
            path: STDIN.into(),
            shown: STDIN.to_owned(),
            place: "stdin".into(),
            entry: None,
        }
    }

    /// Whether this is standard input.
    #[must_use]
    pub fn is_stdin(&self) -> bool {
        self.path == Path::new(STDIN)
    }

    /// The file that is opened to read it.
    #[must_use]
    pub fn file_path(&self) -> &Path {
        self.entry.as_ref().map_or(&self.path, Entry::archive)
    }

    /// Where a result would stand beside it, with its own name: of an entry beside the archive, in a folder of its name.
    #[must_use]
    pub fn beside(&self) -> PathBuf {
        match &self.entry {
            Some(entry) => entry.archive().with_file_name("").join(entry.inside()),
            None if self.is_stdin() => self.place.clone(),
            None => self.path.clone(),
        }
    }

    /// The whole content.
    ///
    /// # Errors
    /// `E203` where it cannot be read; for entries of archives also `E104`, `E107`, `E109`, `E110`.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        if let Some(entry) = &self.entry {
            return entry.bytes().map_err(|e| e.at(&self.path));
        }
        let read = if self.is_stdin() {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        } else {
            std::fs::read(&self.path)
        };
        read.map_err(|e| unreadable(&self.path, e))
    }

    /// The format that the ending names, of those that content alone may leave open.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        let ending = self.path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "md" | "markdown" => Some(Format::Markdown),
            "txt" => Some(Format::Text),
            "html" | "htm" | "shtml" => Some(Format::Html),
            "mht" | "mhtml" => Some(Format::Mht),
            "eml" => Some(Format::Eml),
            // Systems export separated values under the name of a workbook.
            "csv" | "tsv" | "xls" | "et" => Some(Format::Csv),
            _ => None,
        }
    }
}

/// The error `E203`.
pub(super) fn unreadable(path: &Path, error: std::io::Error) -> Error {
    Error::new("E203", "读不了这个文件", "请确认它还在、没有被占用，并且有读取权限。")
        .at(path)
        .caused_by(error)
}

/// A relative path as it is named; of an absolute one, or one that leads upwards, only `place`: a result must not
/// depend on the machine where it was made. Bytes that are no Unicode become U+FFFD.
pub(super) fn shown(path: &Path, place: &Path) -> String {
    use std::path::Component;
    let own = |path: &Path| {
        path.components()
            .all(|c| matches!(c, Component::Normal(_) | Component::CurDir))
    };
    let named = if own(path) { path } else { place };
    let parts = named.components().filter_map(|c| match c {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_as_named_and_never_with_the_machine_in_them() {
        let show = |path: &str, place: &str| Input::file(path.into(), place.into()).shown;
        assert_eq!(show("corpus/a/b.txt", "a/b.txt"), "corpus/a/b.txt");
        assert_eq!(show("./a.txt", "a.txt"), "a.txt");
        assert_eq!(show("/home/u/corpus/a/b.txt", "a/b.txt"), "a/b.txt");
        assert_eq!(show("../x/b.txt", "b.txt"), "b.txt");
    }

    #[test]
    fn endings_name_formats() {
        let format = |path: &str| Input::file(path.into(), path.into()).format();
        assert_eq!(format("a.MD"), Some(Format::Markdown));
        assert_eq!(format("a.txt"), Some(Format::Text));
        assert_eq!(format("a"), None);
        assert_eq!(Input::stdin().format(), None);
    }
}
