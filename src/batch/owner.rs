//! Whose file is it? A file that the program did not make, or that somebody has saved since, is not written over.

use crate::emit::{Form, compare, csv, docx, html, ics, json, ndjson, package, profiles, xlsx};
use crate::{Error, Result};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Bytes of a text form that show whose it is.
const START: u64 = 512;

/// A kind of result, by which an earlier one at its place is known as ours.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    List(Form),
    Comparison(compare::Form),
}

impl From<Form> for Kind {
    fn from(form: Form) -> Self {
        Self::List(form)
    }
}

impl From<compare::Form> for Kind {
    fn from(form: compare::Form) -> Self {
        Self::Comparison(form)
    }
}

impl Kind {
    fn is_at(self, path: &Path) -> io::Result<bool> {
        match self {
            Self::List(form) => is_ours(form, path),
            Self::Comparison(compare::Form::Csv) => Ok(is_our_package(path)),
            Self::Comparison(compare::Form::Xlsx) => is_ours(Form::Xlsx, path),
            Self::Comparison(compare::Form::Html) => is_ours(Form::Html, path),
            Self::Comparison(compare::Form::Md) => Ok(compare::seal::is_ours(&std::fs::read(path)?)),
            Self::Comparison(compare::Form::Ndjson) => Ok(compare::ndjson::is_ours(&start(path)?)),
        }
    }
}

fn start(path: &Path) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    File::open(path)?.take(START).read_to_end(&mut start)?;
    Ok(start)
}

/// Whether the file is a result of this program in this form.
///
/// # Errors
/// Fails where the file cannot be read.
pub fn is_ours(form: Form, path: &Path) -> io::Result<bool> {
    if form == Form::Package {
        return Ok(is_our_package(path));
    }
    match form {
        Form::Xlsx => return Ok(xlsx::is_ours(&std::fs::read(path)?)),
        Form::Docx => return Ok(docx::is_ours(&std::fs::read(path)?)),
        _ => {}
    }
    let start = start(path)?;
    Ok(match form {
        Form::Json => json::is_ours(&start),
        Form::Ndjson => ndjson::is_ours(&start),
        Form::Csv => csv::is_ours(&start) || profiles::is_ours(&start),
        Form::Html => html::is_ours(&start),
        Form::Ics => ics::is_ours(&start),
        #[cfg(feature = "sqlite")]
        Form::Sqlite => crate::emit::sqlite::is_ours(&start),
        _ => false,
    })
}

/// Whether the folder is a package of this program that nobody has changed.
pub(super) fn is_our_package(folder: &Path) -> bool {
    let description = std::fs::read(folder.join(package::DESCRIPTION)).unwrap_or_default();
    package::is_ours(&description, |name| std::fs::read(folder.join(name)))
}

/// Whether the folder is a package of this program, also one that somebody has changed since.
pub(super) fn was_our_package(folder: &Path) -> bool {
    std::fs::read(folder.join(package::DESCRIPTION)).is_ok_and(|text| package::describes_ours(&text))
}

/// Whether the file is a table of this program, also one that somebody has filled in since: its rows are tasks that were
/// read before.
pub(super) fn was_ours(path: &Path) -> bool {
    let ending = path.extension().and_then(std::ffi::OsStr::to_str);
    if ending.and_then(compare::Form::from_name) == Some(compare::Form::Md) {
        return std::fs::read(path).is_ok_and(|file| compare::seal::was_ours(&file));
    }
    match ending.and_then(Form::from_name) {
        Some(Form::Xlsx) => std::fs::read(path).is_ok_and(|file| xlsx::was_ours(&file)),
        Some(form) => is_ours(form, path).unwrap_or(false),
        None => false,
    }
}

/// Whether the path is something that the program has made from notices and that is no notice itself: a table, a page, a
/// package, also where somebody has changed it since. Lists (JSON, NDJSON) are meant to be read again.
#[must_use]
pub fn is_result(path: &Path) -> bool {
    if path.is_dir() {
        return was_our_package(path);
    }
    let ending = path.extension().and_then(std::ffi::OsStr::to_str);
    let list = ending
        .and_then(Form::from_name)
        .is_some_and(|form| matches!(form, Form::Json | Form::Ndjson));
    !list && was_ours(path)
}

/// Whether `path` may be written: nothing stands there, or a result of ours, or `force` is given.
///
/// # Errors
/// `E211` where a foreign file stands there, `E212` where something other than a file does.
pub(super) fn may_write(kind: impl Into<Kind>, path: &Path, force: bool) -> Result<()> {
    let Ok(about) = std::fs::metadata(path) else {
        return Ok(());
    };
    if about.is_dir() {
        return Err(Error::new("E212", "这里是文件夹，不能写成文件", "请换一个文件名。").at(path));
    }
    // An empty file holds nothing that could be lost.
    if force || about.len() == 0 || kind.into().is_at(path).unwrap_or(false) {
        return Ok(());
    }
    Err(foreign(path))
}

/// The error `E211`.
pub(super) fn foreign(path: &Path) -> Error {
    let remedy = "请换一个输出位置（-o），或先移走它；确要覆盖请加 --force。";
    Error::new(
        "E211",
        "已有同名文件，它不是本程序生成的，或者生成后有人改动保存过",
        remedy,
    )
    .at(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn foreign_files_are_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.json");
        assert!(may_write(Form::Json, &path, false).is_ok());
        fs::write(&path, "{}").unwrap();
        let error = may_write(Form::Json, &path, false).unwrap_err();
        assert_eq!(error.code(), "E211");
        assert!(error.to_string().contains("a.json") && error.to_string().contains("--force"));
        assert!(may_write(Form::Json, &path, true).is_ok());
        fs::write(&path, "").unwrap();
        assert!(may_write(Form::Json, &path, false).is_ok());
        assert_eq!(may_write(Form::Json, dir.path(), true).unwrap_err().code(), "E212");
    }
}
