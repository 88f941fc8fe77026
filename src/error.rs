//! The one public error: opaque, with a stable code, the file, what is wrong and how to go on.

use std::fmt;
use std::path::{Path, PathBuf};

/// The result of everything here that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong with one input or with the run. Nobody has to match on its text: see [`Error::code`].
#[derive(Debug)]
pub struct Error {
    code: &'static str,
    path: Option<PathBuf>,
    what: String,
    remedy: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error with its stable code (`E101`), what is wrong (with the place, if known) and what to do, both in Chinese.
    #[must_use]
    pub fn new(code: &'static str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            code,
            path: None,
            what: what.into(),
            remedy: remedy.into(),
            source: None,
        }
    }

    /// The same error, saying which file it is about.
    #[must_use]
    pub fn at(mut self, path: &Path) -> Self {
        self.path.get_or_insert_with(|| path.to_path_buf());
        self
    }

    /// The same error with its cause.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Stable code, such as `E101`; listed in `docs/messages.md`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The file that the error is about, as it was named.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        if let Some(path) = &self.path {
            write!(f, " {}", path.display())?;
        }
        write!(f, "：{}", self.what)?;
        if let Some(source) = &self.source {
            write!(f, "（{source}）")?;
        }
        write!(f, "。{}", self.remedy)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|e| e as _)
    }
}
