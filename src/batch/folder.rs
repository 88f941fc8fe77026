//! A folder of files that appears whole or not at all.

use super::outlet::{self, Target};
use super::owner;
use crate::emit::package;
use crate::{Error, Result};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder beside its place, moved there by [`Folder::finish`] and gone without it.
pub(super) struct Folder {
    made: TempDir,
    path: PathBuf,
}

impl Folder {
    /// Opens a folder; nothing is seen at its place before [`Folder::finish`].
    ///
    /// # Errors
    /// `E210` where no folder can be meant, `E211` where a folder with foreign files stands there, `E212` where nothing
    /// can be written there.
    pub(super) fn open(target: &Target, force: bool) -> Result<Self> {
        let path = match target {
            Target::File(path) if !outlet::is_device(path) => path,
            _ => {
                let remedy = "请用 -o 任务清单.package 给一个文件夹。";
                return Err(Error::new("E210", "package 是几个文件，不能写到这里", remedy));
            }
        };
        let path = if path.is_symlink() {
            fs::canonicalize(path).unwrap_or_else(|_| path.clone())
        } else {
            path.clone()
        };
        may_replace(&path, force)?;
        Ok(Self {
            made: outlet::folder_beside(&path)?,
            path,
        })
    }

    /// A new file in the folder.
    pub(super) fn file(&self, name: &str) -> io::Result<BufWriter<File>> {
        File::create_new(self.made.path().join(name)).map(BufWriter::new)
    }

    /// Writes the last file and makes the folder stand at its place; one that stood there goes only when the new one
    /// is complete.
    ///
    /// # Errors
    /// Fails where the file cannot be written or the folder cannot be moved; what stood there then stands there still.
    pub(super) fn finish(self, name: &str, text: &str) -> io::Result<()> {
        let mut last = self.file(name)?;
        last.write_all(text.as_bytes())?;
        last.flush()?;
        drop(last);
        let Self { made, path } = self;
        if !path.exists() {
            fs::rename(made.path(), &path)?;
            // It is no longer where it was made, so nothing is left to remove.
            let _ = made.keep();
            return Ok(());
        }
        // Both moves stay within one folder, so the second can hardly fail where the first did not.
        let old = made.path().with_extension("old");
        fs::rename(&path, &old)?;
        if let Err(error) = fs::rename(made.path(), &path) {
            fs::rename(&old, &path)?;
            return Err(error);
        }
        let _ = made.keep();
        fs::remove_dir_all(&old)
    }
}

/// Whether a folder may take the place of what stands at `path`: nothing, an empty folder, a package of ours that nobody
/// has changed; with `force` also a changed one, but never a folder that holds other files.
fn may_replace(path: &Path, force: bool) -> Result<()> {
    let Ok(about) = fs::metadata(path) else { return Ok(()) };
    if !about.is_dir() {
        return Err(Error::new("E212", "这里是文件，不能写成文件夹", "请换一个名字。").at(path));
    }
    let unreadable = |e| {
        Error::new("E212", "打不开这个文件夹", "请检查权限。")
            .at(path)
            .caused_by(e)
    };
    let mut empty = true;
    let description = fs::read(path.join(package::DESCRIPTION)).unwrap_or_default();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        empty = false;
        if !name.to_str().is_some_and(|name| package::is_part(&description, name)) {
            let what = format!("这个文件夹里有别的文件（{}）", name.display());
            return Err(Error::new("E211", what, "请换一个输出位置（-o）。").at(path));
        }
    }
    if empty || force || owner::is_our_package(path) {
        return Ok(());
    }
    Err(owner::foreign(path))
}
