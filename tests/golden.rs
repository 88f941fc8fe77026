//! Whole notices against reviewed files: what the list says of each item, one short line per fact.
//!
//! A change of a rule shows here as a diff. Look at it; where it is right, accept it with
//! `GONGDAN_ACCEPT=1 cargo test --test golden` and review the diff of `tests/golden/` once more before the commit.
//! The files say what is read, which is not always right: misreadings that were seen are listed in
//! `tests/golden/KNOWN.md`, to be struck out when a rule mends them.

use gongdan::model::{Deadline, Target, TaskList, Unit};
use gongdan::pipeline::{Options, run};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::PathBuf;

/// The notices, all of `corpus/dev`.
const NOTICES: [&str; 2] = ["luqu-fangxun-2011", "qingya-nongcunlu-2018"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn whole_notices_read_as_reviewed() {
    let mut changed = String::new();
    for name in NOTICES {
        let notice = std::fs::read(root().join(format!("corpus/dev/{name}.txt"))).unwrap();
        let found = outline(&run(name, &notice, None, &Options::default()).unwrap()[0]);
        let path = root().join(format!("tests/golden/{name}.txt"));
        if std::env::var_os("GONGDAN_ACCEPT").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &found).unwrap();
            continue;
        }
        let reviewed = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if reviewed != found {
            let _ = writeln!(changed, "{name}:\n{}", diff(&reviewed, &found));
        }
    }
    assert!(
        changed.is_empty(),
        "{changed}Where this is right: GONGDAN_ACCEPT=1 cargo test --test golden"
    );
}

/// The list without spans, ids and text.
fn outline(list: &TaskList) -> String {
    let notice = &list.notice;
    let mut out = format!(
        "{}\n{} {} {} {}\n",
        notice.title.as_deref().unwrap_or("-"),
        notice.doc_type.as_deref().unwrap_or("-"),
        notice.doc_number.as_deref().unwrap_or("-"),
        notice.issued.map_or_else(|| "-".to_owned(), |day| day.to_string()),
        notice.issuers.join("、"),
    );
    let _ = writeln!(out, "to {}", notice.recipients.join("、"));
    for item in &list.items {
        let task = if item.task { "task" } else { "-" };
        let _ = writeln!(out, "\n{} {} {task} | {}", item.path, word(&item.section), item.heading);
        item.actions.iter().for_each(|a| {
            let _ = writeln!(out, "  does {} | {}", a.verb, a.text);
        });
        item.deadlines.iter().for_each(|d| deadline(&mut out, d));
        item.units.iter().for_each(|u| unit(&mut out, u));
        item.targets.iter().for_each(|t| target(&mut out, t));
    }
    for warning in &list.warnings {
        let _ = writeln!(out, "\nwarning {} {}", word(&warning.code), warning.message);
    }
    out
}

fn deadline(out: &mut String, d: &Deadline) {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
    let _ = write!(
        out,
        "  when {} | {} {}..{}",
        d.text,
        word(&d.kind),
        day(d.start),
        day(d.end)
    );
    if let Some(r) = &d.recurrence {
        let _ = write!(out, " {}/{} {}", r.times, r.every, word(&r.unit));
        r.rrule.iter().for_each(|rule| {
            let _ = write!(out, " {rule}");
        });
    }
    if d.year_inferred {
        out.push_str(" ~year");
    }
    ends(out, d.action, d.inherited);
}

fn unit(out: &mut String, u: &Unit) {
    let _ = write!(out, "  who {} | {}", u.name, word(&u.role));
    ends(out, u.action, u.inherited);
}

fn target(out: &mut String, t: &Target) {
    let unit = t.unit.as_deref().unwrap_or("-");
    let _ = write!(
        out,
        "  reach {} | {} {} {} {unit}",
        t.text,
        t.indicator,
        word(&t.comparator),
        t.value
    );
    t.baseline.iter().for_each(|baseline| {
        let _ = write!(out, " than {baseline}");
    });
    ends(out, t.action, t.inherited);
}

fn ends(out: &mut String, action: Option<usize>, inherited: bool) {
    action.iter().for_each(|nth| {
        let _ = write!(out, " @{nth}");
    });
    out.push_str(if inherited { " inherited\n" } else { "\n" });
}

/// The word that JSON has for a value.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

/// The lines that differ, with those they stand under.
fn diff(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - same;
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(rest)
        .take_while(|(a, b)| a == b)
        .count();
    let mut out = String::new();
    let context = old[..same].iter().rev().find(|line| !line.starts_with(' '));
    context.iter().for_each(|line| out += &format!("  {line}\n"));
    old[same..old.len() - tail]
        .iter()
        .for_each(|line| out += &format!("- {line}\n"));
    new[same..new.len() - tail]
        .iter()
        .for_each(|line| out += &format!("+ {line}\n"));
    out
}
