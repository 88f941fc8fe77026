//! One combined result in the making: NDJSON, CSV, XLSX, DOCX, iCalendar of many notices, or the JSON or page of one.

use super::folder::Folder;
use super::outlet::{self, Outlet, Target};
use crate::Error;
use crate::Result;
use crate::emit::profiles::{self, Profile};
use crate::emit::tables::{self, Seen};
use crate::emit::{Form, Looks, csv, docx, ics, ndjson, package, xlsx};
use crate::model::TaskList;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Why a result is lost.
pub(super) enum Fault {
    /// The reader of standard output went away.
    Closed,
    Error(Error),
}

/// A combined result. Nothing is written before the first notice.
pub(super) struct Sink {
    body: Body,
    /// What messages name.
    path: PathBuf,
}

/// The forms of one notice that any thread may have laid out.
#[derive(Clone, Copy, Default)]
pub(super) struct LaidOut<'a> {
    pub(super) json: Option<&'a [u8]>,
    pub(super) ndjson: Option<&'a [u8]>,
    pub(super) page: Option<&'a [u8]>,
}

enum Body {
    /// One document of one notice: JSON, a page.
    One(Form, Outlet),
    Ndjson(Outlet, ndjson::Summary),
    /// The head is written with the first notice.
    CsvEmpty(Option<Outlet>, Option<Profile>),
    Csv(Box<csv::Table<Outlet>>),
    Profile(Box<profiles::Table<Outlet>>),
    Xlsx(Box<xlsx::Book>, Outlet),
    Docx(docx::Paper, Outlet),
    Ics(ics::Calendar, Outlet),
    Package(Box<package::Package<BufWriter<File>>>, Seen, Folder),
    #[cfg(feature = "sqlite")]
    Sqlite(Box<crate::emit::sqlite::Database>, Outlet),
}

impl Sink {
    /// Opens a result.
    ///
    /// # Errors
    /// As for [`Outlet::open`].
    pub(super) fn open(
        form: Form,
        target: &Target,
        looks: Looks,
        profile: Option<&Profile>,
        force: bool,
    ) -> Result<Self> {
        let path = match target {
            Target::Stdout => PathBuf::from("标准输出"),
            Target::File(path) => path.clone(),
        };
        if form == Form::Package {
            let folder = Folder::open(target, force).map_err(|e| e.at(&path))?;
            let package = package::Package::of(&tables::TABLES, tables::ABOUT, |name| folder.file(name))
                .map_err(|e| outlet::failed(&path, e))?;
            let body = Body::Package(Box::new(package), Seen::default(), folder);
            return Ok(Self { body, path });
        }
        let outlet = Outlet::open(form, target, force)?;
        let body = match form {
            Form::Json | Form::Html => Body::One(form, outlet),
            Form::Ndjson => Body::Ndjson(outlet, ndjson::Summary::default()),
            Form::Csv => Body::CsvEmpty(Some(outlet), profile.cloned()),
            Form::Xlsx if looks.ledger => Body::Xlsx(Box::new(xlsx::Book::ledger()?), outlet),
            Form::Xlsx => Body::Xlsx(Box::new(xlsx::Book::new()?), outlet),
            Form::Docx => Body::Docx(docx::Paper::new(), outlet),
            Form::Ics => Body::Ics(ics::Calendar::new(looks.todo), outlet),
            #[cfg(feature = "sqlite")]
            Form::Sqlite => Body::Sqlite(Box::new(crate::emit::sqlite::Database::new()?), outlet),
            // A package was opened above.
            _ => {
                let remedy = "请改用 --format package 或 ndjson，或换用带 SQLite 的程序。";
                return Err(Error::new("E220", "这个程序编译时没有带 SQLite", remedy).at(&path));
            }
        };
        Ok(Self { body, path })
    }

    /// Adds one notice; `forms` are those that were laid out before.
    pub(super) fn add(&mut self, list: &TaskList, forms: &LaidOut<'_>) -> Added {
        if let Body::CsvEmpty(outlet, profile) = &mut self.body
            && let Some(outlet) = outlet.take()
        {
            let body = match profile.take() {
                Some(profile) => profiles::Table::new(profile, outlet).map(|table| Body::Profile(Box::new(table))),
                None => csv::Table::new(outlet).map(|table| Body::Csv(Box::new(table))),
            };
            self.body = body.map_err(|e| fault(&self.path, e))?;
        }
        let written = match &mut self.body {
            Body::One(Form::Html, out) => out.write_all(forms.page.unwrap_or_default()),
            Body::One(_, out) => out.write_all(forms.json.unwrap_or_default()),
            Body::Ndjson(out, summary) => {
                summary.count(list);
                out.write_all(forms.ndjson.unwrap_or_default())
            }
            Body::Csv(table) => table.add(list),
            Body::Docx(paper, _) => {
                paper.add(list);
                Ok(())
            }
            Body::Ics(calendar, _) => {
                calendar.add(list);
                Ok(())
            }
            Body::Profile(table) => table.add(list),
            Body::CsvEmpty(..) => Ok(()),
            Body::Package(package, seen, _) => seen.rows(list, |table, cells| package.put(table, cells)),
            #[cfg(feature = "sqlite")]
            Body::Sqlite(database, _) => return database.add(list).map_err(|e| Fault::Error(e.at(&self.path))),
            Body::Xlsx(book, _) => return book.add(list).map_err(|e| Fault::Error(e.at(&self.path))),
        };
        written.map_err(|e| fault(&self.path, e))
    }

    /// Ends the result; `failed` inputs are missing from it.
    pub(super) fn finish(self, failed: usize) -> Added {
        let path = self.path;
        let finished = match self.body {
            Body::One(_, out) => out.finish(),
            Body::Ndjson(mut out, mut summary) => {
                summary.failed = failed;
                ndjson::write_summary(summary, &mut out).and_then(|()| out.finish())
            }
            Body::Csv(table) => table.finish().and_then(Outlet::finish),
            Body::Docx(paper, mut out) => {
                let bytes = paper.finish().map_err(|e| Fault::Error(e.at(&path)))?;
                out.write_all(&bytes).and_then(|()| out.finish())
            }
            Body::Ics(calendar, mut out) => out.write_all(&calendar.finish()).and_then(|()| out.finish()),
            Body::Profile(table) => table.finish().and_then(Outlet::finish),
            Body::CsvEmpty(..) => Ok(()),
            Body::Xlsx(book, mut out) => {
                let bytes = book.finish().map_err(|e| Fault::Error(e.at(&path)))?;
                out.write_all(&bytes).and_then(|()| out.finish())
            }
            Body::Package(package, _, folder) => finish_package(*package, folder),
            #[cfg(feature = "sqlite")]
            Body::Sqlite(database, mut out) => {
                let bytes = database.finish().map_err(|e| Fault::Error(e.at(&path)))?;
                out.write_all(&bytes).and_then(|()| out.finish())
            }
        };
        finished.map_err(|e| fault(&path, e))
    }
}

/// Ends a package and makes its folder stand at its place.
pub(super) fn finish_package(package: package::Package<BufWriter<File>>, folder: Folder) -> io::Result<()> {
    let (files, description) = package.finish()?;
    // Closed before the folder moves: Windows moves no folder with open files.
    drop(files);
    folder.finish(package::DESCRIPTION, &description)
}

type Added = std::result::Result<(), Fault>;

fn fault(path: &Path, error: io::Error) -> Fault {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Fault::Closed;
    }
    Fault::Error(outlet::failed(path, error))
}
