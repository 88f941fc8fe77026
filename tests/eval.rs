//! The quality gate: the corpus is read and scored against its gold lists; no score may fall below its floor.
//!
//! It does not measure spans, actions, verbs, sections, warnings, paragraphs outside all numbering, or tables. The gold
//! was written by reading, one reader a notice; careful readers agree on units of all roles at 0.8 to 0.95.
//! `dev` notices may be looked at when rules are written; `blind` ones are scored only. A list of phenomena that a
//! second reader drew from the blind notices, without their words, was used once (0.1.0): a fresh estimate needs new ones.
//!
//! Floors are in `floors.json`. `GONGDAN_PIN=1 cargo test --test eval` raises them to what is measured, never lowers
//! them; `GONGDAN_PIN=lower` also lowers them, and says so in the diff. `GONGDAN_DETAILS=FILE` writes every miss.

mod score;

use gongdan::model::Format;
use gongdan::pipeline::{Options, run};
use score::{Gold, KINDS, Score, Tally};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
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
    for part in ["dev", "blind"] {
        let mut score = Score::default();
        let mut baseline = Tally::default();
        for path in files(&root().join("corpus").join(part)) {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let gold = gold
                .remove(&name)
                .unwrap_or_else(|| panic!("{} has no gold list", path.display()));
            let format = path.extension().is_some_and(|e| e == "md").then_some(Format::Markdown);
            let lists = run(&name, &std::fs::read(&path).unwrap(), format, &Options::default()).unwrap();
            let list = &lists[0];
            let before = score.details.len();
            score.add(&gold, list);
            details.extend(score.details[before..].iter().map(|line| format!("{part}\t{line}")));
            baseline.right += gold.items.iter().filter(|item| item.task).count();
            baseline.wrong += gold.items.iter().filter(|item| !item.task).count();
        }
        println!(
            "{part:10} {:>9} {:>9} {:>9}   right wrong missed",
            "precision", "recall", "F1"
        );
        let mut row = BTreeMap::new();
        for kind in KINDS {
            let t = score.tallies[kind];
            println!(
                "{kind:10} {:9.3} {:9.3} {:9.3}   {:5} {:5} {:6}",
                t.precision(),
                t.recall(),
                t.f1(),
                t.right,
                t.wrong,
                t.missed
            );
            row.insert(kind.to_owned(), (t.f1() * 1000.0).floor() / 1000.0);
        }
        println!("metadata   {:29.3}", score.metadata.recall());
        println!(
            "baseline   tasks, if every numbered item were one: {:.3}\n",
            baseline.f1()
        );
        row.insert(
            "metadata".to_owned(),
            (score.metadata.recall() * 1000.0).floor() / 1000.0,
        );
        measured.insert(part.to_owned(), row);
    }
    assert!(gold.is_empty(), "gold without a notice: {:?}", gold.keys());
    if let Ok(path) = std::env::var("GONGDAN_DETAILS") {
        std::fs::write(path, details.join("\n") + "\n").unwrap();
    }
    compare(digest, measured);
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
