//! Where bytes go: a file that appears whole or not at all, a device, standard output.

use super::owner::{self, Kind};
use crate::emit::Form;
use crate::{Error, Result};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Where a combined result goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
}

/// An open [`Target`].
pub(super) enum Outlet {
    Stdout(BufWriter<io::Stdout>),
    /// Something that is no ordinary file, such as `/dev/full` or a named pipe: written as it is.
    Device(BufWriter<File>),
    /// A file beside its place, moved there by [`Outlet::finish`] and gone without it.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Outlet {
    /// Opens a target; nothing is seen at its place before [`Outlet::finish`].
    ///
    /// # Errors
    /// `E211` where a foreign file stands there, `E212` where nothing can be written there.
    pub(super) fn open(kind: impl Into<Kind>, target: &Target, force: bool) -> Result<Self> {
        let path = match target {
            Target::Stdout => return Ok(Self::Stdout(BufWriter::new(io::stdout()))),
            Target::File(path) => path,
        };
        if is_device(path) {
            let device = fs::OpenOptions::new()
                .write(true)
                .open(path)
                .map_err(|e| unwritable(path, e))?;
            return Ok(Self::Device(BufWriter::new(device)));
        }
        // A link stays a link: what it leads to is replaced.
        let path = if path.is_symlink() {
            fs::canonicalize(path).unwrap_or_else(|_| path.clone())
        } else {
            path.clone()
        };
        owner::may_write(kind, &path, force)?;
        Self::in_place(path)
    }

    /// A file that will stand at `path`.
    fn in_place(path: PathBuf) -> Result<Self> {
        let folder = parent(&path);
        make_folder(folder)?;
        let file = beside(folder).map_err(|e| unwritable(folder, e))?;
        Ok(Self::File(BufWriter::with_capacity(1 << 16, file), path))
    }

    /// Makes the result stand at its place.
    ///
    /// # Errors
    /// Fails where the last bytes cannot be written or the file cannot be moved.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush(),
            Self::Device(mut out) => out.flush(),
            Self::File(out, path) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.persist(path).map(drop).map_err(|e| e.error)
            }
        }
    }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::Device(out) => out.write(bytes),
            Self::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Device(out) => out.flush(),
            Self::File(out, _) => out.flush(),
        }
    }
}

/// Writes one file whole.
///
/// # Errors
/// `E211`, `E212` as for [`Outlet::open`]; `E213` where the bytes do not fit.
pub(super) fn write_whole(form: Form, path: &Path, bytes: &[u8], force: bool) -> Result<()> {
    let outlet = Outlet::open(form, &Target::File(path.to_path_buf()), force)?;
    fill(outlet, path, bytes)
}

/// Writes a file of the program's own whole, part by part, over whatever stands there.
///
/// # Errors
/// `E212`, `E213` as for [`write_whole`].
pub(super) fn write_over(path: &Path, mut parts: impl Iterator<Item = Vec<u8>>) -> Result<()> {
    let mut outlet = Outlet::in_place(path.to_path_buf())?;
    parts
        .try_for_each(|part| outlet.write_all(&part))
        .and_then(|()| outlet.finish())
        .map_err(|e| failed(path, e))
}

/// Writes a plain text whole; the same text is left as it stands.
///
/// # Errors
/// `E211` where another file stands there, `E212`, `E213` as for [`write_whole`].
pub(super) fn write_text(path: &Path, text: &str, force: bool) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    if !force && path.exists() {
        return Err(owner::foreign(path));
    }
    fill(Outlet::in_place(path.to_path_buf())?, path, text.as_bytes())
}

fn fill(mut outlet: Outlet, path: &Path, bytes: &[u8]) -> Result<()> {
    outlet
        .write_all(bytes)
        .and_then(|()| outlet.finish())
        .map_err(|e| failed(path, e))
}

/// Makes a folder for results and proves that a file can be made in it.
///
/// # Errors
/// `E212` where it cannot.
pub fn writable_folder(folder: &Path) -> Result<()> {
    make_folder(folder)?;
    beside(folder).map(drop).map_err(|e| unwritable(folder, e))
}

fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|e| unwritable(folder, e))
}

/// A file in the making; its name begins with a dot, so that a walk passes over it, and holds the number of the process, so
/// that a later run can tell what a killed one left.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    let prefix = format!("{MAKING}{}-", std::process::id());
    builder.prefix(&prefix).suffix(".tmp");
    #[cfg(unix)]
    {
        // The rights of an ordinary new file; tempfile's own default would hide results from colleagues.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// A hidden folder in the making beside `path`.
///
/// # Errors
/// `E212` where none can be made there.
pub(super) fn folder_beside(path: &Path) -> Result<tempfile::TempDir> {
    let folder = parent(path);
    make_folder(folder)?;
    let mut builder = tempfile::Builder::new();
    let prefix = format!("{MAKING}{}-", std::process::id());
    builder.prefix(&prefix).suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(folder).map_err(|e| unwritable(folder, e))
}

/// How the names of files in the making begin.
const MAKING: &str = ".gongdan-";

/// Takes away what killed runs have left in `folder`: files in the making whose process is gone. Where the system does not
/// say which processes live, those of the last day stay.
pub(super) fn sweep(folder: &Path) {
    const DAY: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(process) = name
            .to_str()
            .and_then(|name| name.strip_prefix(MAKING)?.strip_suffix(".tmp")?.split_once('-'))
            .and_then(|(process, _)| process.parse::<u32>().ok())
        else {
            continue;
        };
        let known = Path::new("/proc/self").exists();
        let lives = Path::new("/proc").join(process.to_string()).exists();
        let old = entry
            .metadata()
            .and_then(|about| about.modified())
            .is_ok_and(|then| then.elapsed().is_ok_and(|age| age > DAY));
        if known && !lives || old {
            // One that another run takes away at the same moment is gone all the same.
            let _ = if entry.path().is_dir() {
                fs::remove_dir_all(entry.path())
            } else {
                fs::remove_file(entry.path())
            };
        }
    }
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Whether the path names something that is neither file nor folder.
pub fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir())
}

fn unwritable(path: &Path, error: io::Error) -> Error {
    Error::new("E212", "不能在这里写结果", "请用 -o 换一个有写入权限的文件夹。")
        .at(path)
        .caused_by(error)
}

/// What to say where writing failed.
pub(super) fn failed(path: &Path, error: io::Error) -> Error {
    let remedy = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘已满：请腾出空间，或用 -o 换一个位置。",
        io::ErrorKind::PermissionDenied => "请先关闭正在打开它的程序（Excel、WPS），或用 -o 换一个位置。",
        _ => "请检查磁盘，或用 -o 换一个位置。",
    };
    let what = if path.is_file() {
        "结果没有写成，原有的文件未动"
    } else {
        "结果没有写成"
    };
    Error::new("E213", what, remedy).at(path).caused_by(error)
}
