//! The results of one comparison: each appears whole or not at all.
//!
//! In: where each form goes. [`Results::open`] shows that all can be written before anything is compared;
//! [`Results::write`] writes them. The forms themselves are `emit::compare`'s.

use super::folder::Folder;
use super::outlet::{self, Outlet, Target};
use super::sink::finish_package;
use crate::Result;
use crate::compare::Entry;
use crate::emit::compare::{Form, TABLES, html, markdown, ndjson, seal, tables, xlsx};
use crate::emit::package::Package;
use crate::model::Comparison;
use std::io::{self, Write};
use std::path::PathBuf;

/// Open results.
pub struct Results(Vec<(Form, Target, Place)>);

enum Place {
    One(Outlet),
    Folder(Folder),
}

impl Results {
    /// Opens all results; nothing is seen at their places before [`Results::write`].
    ///
    /// # Errors
    /// `E210` where a package cannot be a folder, `E211` where a foreign file stands, `E212` where nothing can be written.
    pub fn open(wanted: &[(Form, Target)], force: bool) -> Result<Self> {
        let open = |(form, target): &(Form, Target)| {
            let place = match form {
                Form::Csv => Place::Folder(Folder::open(target, force)?),
                _ => Place::One(Outlet::open(*form, target, force)?),
            };
            Ok((*form, target.clone(), place))
        };
        wanted.iter().map(open).collect::<Result<_>>().map(Self)
    }

    /// Writes the results; gives for each where it is or why it is lost. A reader of standard output that went away is no
    /// fault.
    #[must_use]
    pub fn write(self, comparison: &Comparison, editions: &[Entry]) -> Vec<Result<Target>> {
        let write = |(form, target, place): (Form, Target, Place)| {
            let path = match &target {
                Target::Stdout => PathBuf::from("标准输出"),
                Target::File(path) => path.clone(),
            };
            let bytes = match form {
                // Laid out before anything is written, so that a fault there is told as what it is.
                Form::Xlsx => xlsx::book(comparison, editions).map_err(|error| error.at(&path))?,
                Form::Html => html::report(comparison),
                Form::Md => seal::sealed(&markdown::markdown(comparison)).into_bytes(),
                Form::Csv | Form::Ndjson => Vec::new(),
            };
            let written = match place {
                Place::Folder(folder) => package(comparison, editions, folder),
                Place::One(mut out) => match form {
                    Form::Ndjson => ndjson::write(comparison, editions, &mut out),
                    _ => out.write_all(&bytes),
                }
                .and_then(|()| out.finish()),
            };
            match written {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(outlet::failed(&path, error)),
                _ => Ok(target),
            }
        };
        self.0.into_iter().map(write).collect()
    }
}

fn package(comparison: &Comparison, editions: &[Entry], folder: Folder) -> io::Result<()> {
    let mut package = Package::of(&TABLES, tables::about(comparison), |name| folder.file(name))?;
    tables::rows(comparison, editions, |table, cells| package.put(table, cells))?;
    finish_package(package, folder)
}
