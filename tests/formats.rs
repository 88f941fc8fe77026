//! The same notice through every format gives the same list but for spans: `tests/formats` holds each notice under one
//! name in many formats, and the list of the plain text is what the others are measured against.

use gongdan::batch::Input;
use gongdan::model::TaskList;
use gongdan::pipeline::{Options, run};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The least share of facts that a format must have in common with the text.
const SAME: f64 = 0.99;

/// Every fact of a list, one short line each, without places, ids and hashes.
fn facts(list: &TaskList) -> Vec<String> {
    let n = &list.notice;
    let mut found = vec![
        format!("title {:?}", n.title),
        format!("number {:?}", n.doc_number),
        format!("issued {:?}", n.issued),
        format!("issuers {:?}", n.issuers),
        format!("recipients {:?}", n.recipients),
        format!("type {:?}", n.doc_type),
    ];
    for item in &list.items {
        let path = &item.path;
        found.push(format!("{path} {} {:?} {}", item.task, item.section, item.heading));
        found.push(format!("{path} text {}", item.text));
        found.extend(item.deadlines.iter().map(|d| {
            format!(
                "{path} when {} {:?} {:?} {:?} {}",
                d.text, d.start, d.end, d.recurrence, d.inherited
            )
        }));
        found.extend(
            item.units
                .iter()
                .map(|u| format!("{path} who {} {:?} {}", u.name, u.role, u.inherited)),
        );
        found.extend(item.targets.iter().map(|t| {
            format!(
                "{path} reach {} {:?} {} {:?} {}",
                t.text, t.comparator, t.value, t.unit, t.inherited
            )
        }));
    }
    found.sort();
    found
}

fn list(path: &Path) -> TaskList {
    let format = Input::file(path.to_path_buf(), path.to_path_buf()).format();
    let bytes = std::fs::read(path).unwrap();
    let lists = run("n", &bytes, format, &Options::default());
    lists
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .remove(0)
}

/// How many lines two sorted lists share, and those that only one has.
fn common(a: &[String], b: &[String]) -> (usize, Vec<String>) {
    let mut counts: BTreeMap<&String, i32> = BTreeMap::new();
    a.iter().for_each(|line| *counts.entry(line).or_default() += 1);
    b.iter().for_each(|line| *counts.entry(line).or_default() -= 1);
    let only_a: i32 = counts.values().filter(|n| **n > 0).sum();
    let differ = counts.iter().filter(|(_, n)| **n != 0);
    let lines = differ.map(|(line, n)| format!("{}{line}", if *n > 0 { '-' } else { '+' }));
    (a.len() - usize::try_from(only_a).unwrap(), lines.collect())
}

#[test]
fn every_format_gives_the_list_of_the_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut fallen = String::new();
    for text in paths.iter().filter(|path| path.extension().is_some_and(|e| e == "txt")) {
        let wanted = facts(&list(text));
        for other in paths
            .iter()
            .filter(|path| path.file_stem() == text.file_stem() && *path != text)
        {
            if cfg!(not(feature = "pdf")) && other.extension().is_some_and(|e| e == "pdf") {
                continue;
            }
            let given = facts(&list(other));
            let (same, lines) = common(&wanted, &given);
            let share = 2.0 * same as f64 / (wanted.len() + given.len()) as f64;
            let name = other.file_name().unwrap().to_string_lossy();
            println!("{name:40} {share:.3} of {} facts", wanted.len());
            if share < SAME {
                fallen += &format!("{name}: {share:.3}\n{}\n", lines.join("\n"));
            }
        }
    }
    assert!(fallen.is_empty(), "{fallen}");
}
