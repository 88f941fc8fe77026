//! `gongdan ledger`: how far a filled ledger has come, and how it differs from a list made later.
//!
//! In: [`Ledger`](super::Ledger) as typed. Out: words on standard output. The day of today is the given one; without one
//! it is the system's, in Beijing: the only place where the program looks at the clock.

mod words;

use super::args::Ledger;
use super::report::Report;
use super::{DONE, PARTLY, lists, show};
use crate::batch::guard;
use crate::ledger::{against, progress, read};
use crate::{Error, Result, batch, pipeline};
use jiff::civil::Date;

/// Hours that Beijing is ahead of UTC.
const BEIJING: i8 = 8;

/// Runs the command.
pub(super) fn run(args: &Ledger) -> Result<u8> {
    let path = args.file.as_path();
    if !path.exists() {
        return Err(Error::new("E201", "没有这个文件", "请检查名字和所在文件夹。").at(path));
    }
    let bytes = std::fs::read(path).map_err(|error| {
        Error::new("E203", "读不了这个文件", "请确认有读取权限，没有被 Excel、WPS 打开着。")
            .at(path)
            .caused_by(error)
    })?;
    let ledger = guard::caught(|| read(&bytes))
        .unwrap_or_else(|defect| Err(batch::defect_error(&defect)))
        .map_err(|error| error.at(path))?;
    let today = args.today.unwrap_or_else(beijing);
    let progress = progress(&ledger, today);
    let mut text = words::progress(&ledger, &progress, today);
    let options = pipeline::Options {
        year: args.year,
        encoding: None,
    };
    let lists::Loaded { lists, errors, notes } = lists::lists(&args.inputs, &options);
    let mut report = Report::new(false);
    notes.iter().for_each(|note| report.note(note));
    errors.iter().for_each(|error| report.line(&error.to_string()));
    let mut differs = false;
    if !lists.is_empty() {
        let found = against(&ledger, &lists);
        differs = !found.is_same();
        text.push('\n');
        text.push_str(&words::against(&found));
    }
    show(&text)?;
    let asked = args.check && (differs || !progress.overdue.is_empty());
    Ok(if asked || !errors.is_empty() { PARTLY } else { DONE })
}

fn beijing() -> Date {
    let now = jiff::Timestamp::now();
    jiff::tz::Offset::constant(BEIJING).to_datetime(now).date()
}
