//! A page width changes nothing: notices of `corpus/dev`, wrapped as PDF readers and mail programs wrap them, by columns and
//! by characters, with line ends kept or become blanks, give the facts that they give as they stand.

use gongdan::model::TaskList;
use gongdan::pipeline::{Options, run};
use std::collections::BTreeMap;
use std::path::Path;

/// Of so many facts all but this share are the same: a line that ends just at the edge cannot be told from one that goes on.
const KEPT: f64 = 0.985;

/// The texts of the notices that are long enough to be wrapped, one paragraph a line.
fn notices() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/dev");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    let texts = paths.iter().map(|path| {
        let text = gongdan::read::read(&std::fs::read(path).unwrap(), &Default::default())
            .unwrap()
            .text;
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    });
    // What is wrapped already, or has its line ends lost, is another case.
    let whole = |text: &String| {
        // Pinyin in brackets that a page width cuts is no pinyin any more.
        let glossed = text.contains(['ī', 'ǐ', 'ǎ', 'ò']);
        let long = text.lines().filter(|line| line.chars().count() > 60).count();
        !glossed && long >= 8 && text.lines().all(|line| line.chars().count() < 900)
    };
    texts.filter(whole).collect()
}

fn columns(words: &str) -> usize {
    words.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn wrapped(text: &str, full: impl Fn(&str) -> bool, end: &str) -> String {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for c in paragraph.chars() {
            if full(&line) {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
        lines.push(line);
    }
    lines.join(end)
}

/// The facts of a list, with how often each stands there.
fn facts(lists: &[TaskList]) -> BTreeMap<(String, String), usize> {
    let mut found = BTreeMap::new();
    for item in lists.iter().flat_map(|list| &list.items) {
        let deadlines = item.deadlines.iter().map(|deadline| deadline.text.clone());
        let units = item.units.iter().map(|unit| unit.name.clone());
        let targets = item.targets.iter().map(|target| target.text.clone());
        let task = item.task.then(|| "任务".to_owned());
        for fact in deadlines.chain(units).chain(targets).chain(task) {
            let bare = fact.replace([' ', '\n'], "");
            *found.entry((item.path.clone(), bare)).or_default() += 1;
        }
    }
    found
}

fn read(text: &str) -> BTreeMap<(String, String), usize> {
    facts(&run("通知.txt", text.as_bytes(), None, &Options::default()).unwrap())
}

#[test]
fn a_page_width_changes_nothing() {
    let notices = notices();
    assert!(notices.len() >= 10, "{}", notices.len());
    let mut failed = Vec::new();
    for (name, width) in [("columns", 56), ("columns", 72), ("characters", 28), ("characters", 36)] {
        let full = |line: &str| match name {
            "columns" => columns(line) >= width,
            _ => line.chars().count() >= width,
        };
        for end in ["\n", " "] {
            let (mut all, mut kept) = (0, 0);
            for text in &notices {
                let (whole, torn) = (read(text), read(&wrapped(text, full, end)));
                let same: usize = whole
                    .iter()
                    .map(|(fact, n)| (*n).min(torn.get(fact).copied().unwrap_or(0)))
                    .sum();
                all += whole.values().sum::<usize>().max(torn.values().sum());
                kept += same;
            }
            let share = kept as f64 / all as f64;
            println!("{width} {name}, ended by {end:?}: {share:.3} of {all} facts");
            if share < KEPT {
                failed.push(format!("{width} {name}, ended by {end:?}: {share:.3}"));
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}
