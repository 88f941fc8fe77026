//! One run at a time in a folder of results.
//!
//! Two runs in one folder would each sweep, compare and replace what the other has just made; every file would still be
//! whole, but nobody could say of which run. The lock is the operating system's, so it goes with a process that is
//! killed. File systems that know no locks (some network drives) are written to without one.

use crate::{Error, Result};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// The lock's file name; it stands only while a run lasts, or after a killed one, when it locks nothing.
const NAME: &str = ".gongdan-lock";

/// The folder is ours until this is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: Option<File>,
    path: PathBuf,
}

impl Lock {
    /// Takes the folder, which must exist.
    ///
    /// # Errors
    /// `E214` where another run has it.
    pub(super) fn take(folder: &Path) -> Result<Self> {
        let path = folder.join(NAME);
        loop {
            // Whether a file can be made there at all is found out, and told, where the results are written.
            let Ok(file) = File::create(&path) else {
                return Ok(Self { file: None, path });
            };
            match file.try_lock() {
                // The run before may have taken its file away between our opening and locking it.
                Ok(()) if !path.exists() => {}
                Err(TryLockError::WouldBlock) => {
                    let remedy = "请等它做完再试；或用 -o 换一个文件夹。";
                    return Err(Error::new("E214", "另一个 gongdan 正在往这个文件夹写结果", remedy).at(folder));
                }
                Ok(()) | Err(TryLockError::Error(_)) => return Ok(Self { file: Some(file), path }),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still locked, so that nobody's fresh file is taken for it.
        if self.file.is_some() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_run_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let lock = Lock::take(folder.path()).unwrap();
        assert_eq!(Lock::take(folder.path()).unwrap_err().code(), "E214");
        drop(lock);
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            0,
            "nothing is left behind"
        );
        // What a killed run leaves locks nobody out.
        File::create(folder.path().join(NAME)).unwrap();
        drop(Lock::take(folder.path()).unwrap());
    }
}
