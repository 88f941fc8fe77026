//! Comparing against gold: plans of one invented campaign (`corpus/campaign/`), put side by side by hand.
//!
//! `dev` was open to whoever wrote the rules, `blind` was not. Floors: `tests/compare-floors.json`, never lowered by hand.

use gongdan::compare::{self, Options};
use gongdan::model::{Comparison, Relation, TaskList};
use gongdan::pipeline;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

pub fn corpus() -> PathBuf {
    std::env::var_os("CAMPAIGN").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/campaign"), Into::into)
}

/// A table of gold: the cells of each line below the head.
pub fn table(name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(corpus().join("gold").join(name)).unwrap_or_default();
    let lines = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    lines.map(|line| line.split('\t').map(|cell| cell.trim().to_owned()).collect()).collect()
}

pub fn list(stem: &str) -> TaskList {
    let folder = corpus().join("plans");
    let file = ["txt", "html", "md"].map(|ending| folder.join(format!("{stem}.{ending}")));
    let file = file.into_iter().find(|file| file.exists()).unwrap_or_else(|| panic!("no plan {stem}"));
    let bytes = std::fs::read(&file).unwrap();
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    let format = gongdan::batch::Input::file(file.clone(), PathBuf::from(&name)).format();
    let mut lists = pipeline::run(&name, &bytes, format, &pipeline::Options::default()).unwrap();
    lists.swap_remove(0)
}

pub type Couple = (String, String, String, String);

struct Score {
    right: usize,
    given: usize,
    gold: usize,
}

impl Score {
    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.given + self.gold).max(1) as f64
    }
}

/// Relation of each row of the output for the pairs of documents that gold has.
pub fn rows(comparison: &Comparison, wanted: &BTreeSet<(String, String)>) -> BTreeMap<Couple, Relation> {
    let mut rows = BTreeMap::new();
    for side in &comparison.sides {
        let (a, b) = (&comparison.plans[side.a], &comparison.plans[side.b]);
        let turned = wanted.contains(&(b.key.clone(), a.key.clone()));
        if !turned && !wanted.contains(&(a.key.clone(), b.key.clone())) {
            continue;
        }
        for pair in &side.pairs {
            let path = |plan: &gongdan::model::Plan, at: Option<usize>| at.map(|at| plan.item(at).path.clone()).unwrap_or_default();
            let (one, two) = (path(a, pair.a), path(b, pair.b));
            assert!(!turned, "gold has {} before {}", b.key, a.key);
            rows.insert((a.key.clone(), one, b.key.clone(), two), pair.relation);
        }
    }
    rows
}

pub fn relation(word: &str) -> Relation {
    match word {
        "same" => Relation::Same,
        "adapted" => Relation::Adapted,
        "split" => Relation::Split,
        "merged" => Relation::Merged,
        "only_a" => Relation::OnlyA,
        "only_b" => Relation::OnlyB,
        other => panic!("{other}"),
    }
}

#[test]
fn pairs() {
    for part in ["dev", "blind"] { if std::env::var("PART").is_ok_and(|p| p != part) { continue }
        let gold = table(&format!("pairs.{part}.tsv"));
        if gold.is_empty() { continue }
        let wanted: BTreeSet<(String, String)> = gold.iter().map(|row| (row[0].clone(), row[2].clone())).collect();
        // Superiors first.
        let stems: BTreeSet<&String> = gold.iter().flat_map(|row| [&row[0], &row[2]]).collect();
        let above = |stem: &String| wanted.iter().filter(|(_, b)| b == stem).count();
        let mut stems: Vec<&String> = stems.into_iter().collect();
        stems.sort_by_key(|stem| above(stem));
        let lists = stems.iter().map(|stem| list(stem)).collect();
        let comparison = compare::compare(lists, Options::default());
        let rows = rows(&comparison, &wanted);
        let gold: BTreeMap<Couple, Relation> = gold
            .iter()
            .map(|row| ((row[0].clone(), row[1].clone(), row[2].clone(), row[3].clone()), relation(&row[4])))
            .collect();
        let couple = |(a, _): &(&Couple, &Relation)| !a.1.is_empty() && !a.3.is_empty();
        let right = gold.iter().filter(couple).filter(|(key, _)| rows.contains_key(*key)).count();
        let score = Score { right, given: rows.iter().filter(couple).count(), gold: gold.iter().filter(couple).count() };
        let kinds = gold.iter().filter(couple).filter(|(key, kind)| rows.get(*key) == Some(*kind)).count();
        let all = gold.iter().filter(|(key, kind)| rows.get(*key) == Some(*kind)).count();
        println!("{part}: pairs F1 {:.3} P {:.3} R {:.3} ({} gold); relation {:.3} of right pairs, {:.3} of all {} rows",
            score.f1(), score.right as f64/score.given as f64, score.right as f64/score.gold as f64, score.gold,
            kinds as f64 / right.max(1) as f64, all as f64 / gold.len() as f64, gold.len());
        if std::env::var_os("DETAILS").is_some() {
            let text: HashMap<(String, String), String> = comparison.plans.iter().flat_map(|plan| plan.list.items.iter().map(|item| ((plan.key.clone(), item.path.clone()), item.text.chars().take(60).collect::<String>()))).collect();
            let t = |d: &String, p: &String| text.get(&(d.clone(), p.clone())).cloned().unwrap_or_default().replace('\n', " ");
            for (key, kind) in &rows { if gold.get(key) != Some(kind) {
                println!("OUT  {}|{} {}|{} {kind:?} gold {:?}\n      A {}\n      B {}", key.0,key.1,key.2,key.3, gold.get(key), t(&key.0,&key.1), t(&key.2,&key.3)); } }
            for (key, kind) in &gold { if !rows.contains_key(key) {
                println!("GOLD {}|{} {}|{} {kind:?}\n      A {}\n      B {}", key.0,key.1,key.2,key.3, t(&key.0,&key.1), t(&key.2,&key.3)); } }
        }
    }
}
