//! The command line: what was typed (`args`), what it means (`plan`), what is said (`report`).
//!
//! Standard output carries results and nothing else; everything said to people goes to stderr. Exit codes: 0 done
//! (warnings allowed), 1 done but something failed, 2 nothing was done, 130 stopped midway on request. A reader of standard output that goes away is
//! no fault.

mod apply;
mod args;
mod check;
mod compare;
mod explain;
mod interrupt;
mod ledger;
mod lists;
mod pace;
mod plan;
mod report;

pub use args::{Apply, Check, Command, Explain, Extract, Ledger, Schema, Stop, parse};
pub use compare::Compare;

use crate::batch::Input;
use crate::read::{self, ReadOptions};
use crate::{Error, Result, batch, emit, pipeline};
use report::Report;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Everything was done.
const DONE: u8 = 0;
/// Something failed, the rest was done.
const PARTLY: u8 = 1;
/// Nothing was done.
const NOTHING: u8 = 2;

/// Runs the program with the words of the command line, program name first; gives its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    let done = match parse(args) {
        Ok(Command::Extract(args)) => extract(&args),
        Ok(Command::Explain(args)) => explain(&args),
        Ok(Command::Compare(args)) => compare::run(&args),
        Ok(Command::Ledger(args)) => ledger::run(&args),
        Ok(Command::Apply(args)) => apply::apply(&args),
        Ok(Command::Check(args)) => check::check(&args),
        Ok(Command::Schema(args)) => schema(&args),
        Err(Stop::Asked(text)) => show(&text),
        Err(Stop::Wrong(text)) => {
            Report::new(false).line(text.trim_end());
            Ok(NOTHING)
        }
    };
    done.unwrap_or_else(|error| {
        Report::new(false).line(&error.to_string());
        NOTHING
    })
}

/// `gongdan [extract]`: reads notices, writes task lists.
fn extract(args: &Extract) -> Result<u8> {
    let mut report = Report::new(args.quiet);
    let made = args.output.as_deref().filter(|place| !place.exists());
    let plan::Plan { job, errors, notes } = plan::plan(args)?;
    notes.iter().for_each(|note| report.note(note));
    errors.iter().for_each(|error| report.line(&error.to_string()));
    if job.inputs.is_empty() {
        return Ok(NOTHING);
    }
    report = report.stopping(interrupt::listen());
    let outcome = batch::run(&job, &mut report);
    if !outcome.as_ref().is_ok_and(batch::Outcome::delivered)
        && let Some(folder) = made
    {
        // Only an empty folder goes.
        let _ = std::fs::remove_dir(folder);
    }
    let outcome = outcome?;
    if !outcome.closed {
        report.summary(
            &outcome,
            errors.len(),
            args.output.as_deref().filter(|_| job.lists.is_some()),
        );
    }
    if outcome.interrupted {
        return Ok(interrupt::CODE);
    }
    Ok(match (errors.is_empty() && outcome.clean(), outcome.delivered()) {
        (true, _) => DONE,
        (false, true) => PARTLY,
        (false, false) => NOTHING,
    })
}

/// `gongdan explain`: which rule read what.
fn explain(args: &Explain) -> Result<u8> {
    let path = args.input.as_path();
    let input = if path == Path::new(batch::input::STDIN) {
        Input::stdin()
    } else {
        Input::file(
            path.to_path_buf(),
            path.file_name().map_or_else(PathBuf::new, PathBuf::from),
        )
    };
    if !input.is_stdin() && !path.exists() {
        return Err(Error::new("E201", "没有这个文件", "请检查名字和所在文件夹。").at(path));
    }
    if path.is_dir() {
        return Err(Error::new("E203", "这是文件夹", "explain 一次只看一份通知，请写出文件名。").at(path));
    }
    let encoding = args.encoding.as_deref().map(str::parse).transpose()?;
    let year = args.year;
    let bytes = input.bytes()?;
    let text = batch::guard::caught(|| {
        let format = input.format();
        let source = read::read(&bytes, &ReadOptions { encoding, format })?;
        let lists = pipeline::explained(&input.shown, &source, &pipeline::Options { encoding, year });
        match args.line {
            Some(line) => explain::explain_line(&lists, &source, line as usize),
            None => Ok(lists
                .iter()
                .map(|(list, elsewhere)| explain::explain(list, elsewhere, &source))
                .collect::<Vec<_>>()
                .join("\n")),
        }
    });
    let text = text.unwrap_or_else(|defect| Err(batch::defect_error(&defect)));
    show(&text.map_err(|error: Error| error.at(path))?)
}

/// `gongdan schema`: the published schemas.
fn schema(args: &Schema) -> Result<u8> {
    show(&if args.record {
        emit::schema::ndjson_record()
    } else {
        emit::schema::task_list()
    })
}

/// Writes a text to standard output.
fn show(text: &str) -> Result<u8> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::new("E213", "不能写到标准输出", "请检查磁盘或管道。").caused_by(error))
        }
        _ => Ok(DONE),
    }
}
