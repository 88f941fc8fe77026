//! The quality gate: the corpus is read and scored against its gold lists; no score may fall below its floor.
//!
//! Rows of task tables are counted apart (`dev-rows`). `formats` holds the same notices in every format that is read. It
//! does not measure spans, verbs, sections, warnings, or paragraphs outside all numbering. The gold
//! was written by reading, one reader a notice; careful readers agree on units of all roles at 0.8 to 0.95.
//! `dev` notices may be looked at when rules are written; `blind` ones are scored only. Blind notices came in
//! batches (docs/corpus.md); after the first score of each a second reader drew a list of phenomena from its misses, in
//! other words, and rules were widened by that: the figures of `blind` flatter, those first scores (README) do not.
//!
//! Floors are in `floors.json`. `GONGDAN_PIN=1 cargo test --test eval` raises them to what is measured, never lowers
//! them; `GONGDAN_PIN=lower` also lowers them, and says so in the diff. `GONGDAN_DETAILS=FILE` writes every miss.

mod score;

use gongdan::batch::Input;
use gongdan::pipeline::{Options, run};
use score::{Gold, KINDS, Score, Tally};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What is pinned.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Floors {
    /// SHA-256 over all gold files: a change of gold asks for new floors.
    gold: String,
    /// Part of the corpus → kind → lowest F1 (metadata: share right).
    f1: BTreeMap<String, BTreeMap<String, f64>>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    found.sort();
    found
}

#[test]
fn no_score_falls_below_its_floor() {
    let gold_folder = root().join("corpus/gold");
    let mut digest = Sha256::new();
    let mut gold: BTreeMap<String, Gold> = BTreeMap::new();
    for path in files(&gold_folder)
        .into_iter()
        .filter(|path| path.to_string_lossy().ends_with(".gold.json"))
    {
        let text = std::fs::read_to_string(&path).unwrap();
        digest.update(text.as_bytes());
        let list: Gold = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(
            path.file_name().unwrap().to_str(),
            Some(format!("{}.gold.json", list.id).as_str()),
            "id and file name differ"
        );
        gold.insert(list.id.clone(), list);
    }
    let digest = digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();
    let mut measured: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    let mut details = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for part in ["dev", "blind", "formats"] {
        let (mut score, mut rows) = (Score::default(), Score::default());
        let mut baseline = Tally::default();
        let folder = if part == "formats" { "tests" } else { "corpus" };
        for path in files(&root().join(folder).join(part)) {
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let bytes = std::fs::read(&path).unwrap();
            let format = Input::file(path.clone(), path.clone()).format();
            let lists = run(&stem, &bytes, format, &Options::default());
            let lists = lists.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            // The second notice of a file is `name~2`.
            for (nth, list) in lists.iter().enumerate() {
                let name = if nth == 0 {
                    stem.clone()
                } else {
                    format!("{stem}~{}", nth + 1)
                };
                let gold = gold
                    .get(&name)
                    .unwrap_or_else(|| panic!("{} has no gold list {name}", path.display()));
                seen.insert(name);
                let marks = (score.details.len(), rows.details.len());
                score.add(gold, list);
                rows.add_rows(gold, list);
                let ending = path.extension().unwrap().to_string_lossy();
                let said = score.details[marks.0..].iter().chain(&rows.details[marks.1..]);
                details.extend(said.map(|line| format!("{part}\t{ending}\t{line}")));
                baseline.right += gold.items.iter().filter(|item| item.task).count();
                baseline.wrong += gold.items.iter().filter(|item| !item.task).count();
            }
        }
        let mut row = print(part, &score, &KINDS);
        println!("metadata   {:29.3}", score.metadata.recall());
        println!(
            "baseline   tasks, if every numbered item were one: {:.3}\n",
            baseline.f1()
        );
        row.insert("metadata".to_owned(), floored(score.metadata.recall()));
        measured.insert(part.to_owned(), row);
        let kinds = KINDS.into_iter().chain(["repeats"]).collect::<Vec<_>>();
        measured.insert(format!("{part}-rows"), print(&format!("{part}-rows"), &rows, &kinds));
        println!();
    }
    gold.retain(|name, _| !seen.contains(name));
    assert!(gold.is_empty(), "gold without a notice: {:?}", gold.keys());
    if let Ok(path) = std::env::var("GONGDAN_DETAILS") {
        std::fs::write(path, details.join("\n") + "\n").unwrap();
    }
    compare(digest, measured);
}

/// Prints the scores of one part and gives them by kind.
fn print(part: &str, score: &Score, kinds: &[&'static str]) -> BTreeMap<String, f64> {
    println!(
        "{part:12} {:>9} {:>9} {:>9}   right wrong missed",
        "precision", "recall", "F1"
    );
    let mut row = BTreeMap::new();
    // A kind without counts was not annotated.
    for (kind, t) in kinds.iter().filter_map(|kind| Some((kind, *score.tallies.get(kind)?))) {
        println!(
            "{kind:12} {:9.3} {:9.3} {:9.3}   {:5} {:5} {:6}",
            t.precision(),
            t.recall(),
            t.f1(),
            t.right,
            t.wrong,
            t.missed
        );
        row.insert((*kind).to_owned(), floored(t.f1()));
    }
    row
}

fn floored(share: f64) -> f64 {
    (share * 1000.0).floor() / 1000.0
}

fn compare(digest: String, measured: BTreeMap<String, BTreeMap<String, f64>>) {
    let path = root().join("tests/floors.json");
    let floors: Floors = std::fs::read_to_string(&path)
        .map(|text| serde_json::from_str(&text).unwrap())
        .unwrap_or_default();
    let pin = std::env::var("GONGDAN_PIN").ok();
    let mut fallen = Vec::new();
    let mut pinned = measured.clone();
    for (part, kinds) in &mut pinned {
        for (kind, value) in kinds {
            let floor = floors
                .f1
                .get(part)
                .and_then(|kinds| kinds.get(kind))
                .copied()
                .unwrap_or(0.0);
            if *value < floor {
                fallen.push(format!("{part} {kind}: {value:.3} is below {floor:.3}"));
                if pin.as_deref() != Some("lower") {
                    *value = floor;
                }
            }
        }
    }
    if pin.is_some() {
        let text = serde_json::to_string_pretty(&Floors {
            gold: digest,
            f1: pinned,
        })
        .unwrap();
        std::fs::write(&path, text + "\n").unwrap();
        return;
    }
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
    assert_eq!(
        floors.gold, digest,
        "the gold lists changed: look at the scores above, then pin them with GONGDAN_PIN=1"
    );
}
