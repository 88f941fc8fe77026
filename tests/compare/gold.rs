//! The plans of `corpus/campaign` and `corpus/campaign2`, and what their gold says of them.

use gongdan::batch::Input;
use gongdan::compare::{Options, compare};
use gongdan::model::{Comparison, Relation, TaskList};
use gongdan::pipeline;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Plan, path, plan, path; a path is empty where one side has nothing.
pub type Couple = [String; 4];

/// The folders of the campaigns.
fn campaigns() -> [PathBuf; 2] {
    ["corpus/campaign", "corpus/campaign2"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
}

/// The first of some names that a campaign has.
fn found(names: &[String]) -> PathBuf {
    let places = campaigns();
    let mut places = places
        .iter()
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    places
        .find(|place| place.exists())
        .unwrap_or_else(|| panic!("{names:?}"))
}

/// The lines of a table below its head.
pub fn rows(name: &str) -> BTreeSet<Vec<String>> {
    let text = std::fs::read_to_string(found(&[format!("gold/{name}")])).unwrap();
    let lines = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    lines
        .map(|line| line.split('\t').map(|cell| cell.trim().to_owned()).collect())
        .collect()
}

/// Which items answer each other.
pub fn pairs(part: &str) -> BTreeMap<Couple, Relation> {
    let rows = rows(&format!("pairs.{part}.tsv")).into_iter();
    rows.map(|row| {
        let relation = match row[4].as_str() {
            "same" => Relation::Same,
            "adapted" => Relation::Adapted,
            "split" => Relation::Split,
            "merged" => Relation::Merged,
            "only_a" => Relation::OnlyA,
            "only_b" => Relation::OnlyB,
            other => panic!("{other}"),
        };
        (
            [row[0].clone(), row[1].clone(), row[2].clone(), row[3].clone()],
            relation,
        )
    })
    .collect()
}

/// The mentions of each indicator; revised editions, which say all again, are left out.
pub fn indicators(part: &str) -> BTreeMap<String, Vec<String>> {
    let mut all = rows(&format!("indicators.{part}.tsv"));
    if part == "blind" {
        // The superior plan stands in the other part.
        all.extend(
            rows("indicators.dev.tsv")
                .into_iter()
                .filter(|row| row[1].starts_with("yuanlan")),
        );
    }
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let revised = ["chengjiang-yanglao-2024", "linhuai-yanglao-2024"];
    for row in all.into_iter().filter(|row| !revised.contains(&row[1].as_str())) {
        let mention = mention(&row[1], &row[2], row[4].parse().unwrap());
        groups.entry(row[0].clone()).or_default().push(mention);
    }
    groups
}

/// A mention by plan, path and number.
pub fn mention(plan: &str, path: &str, value: f64) -> String {
    format!("{plan} {path} {value}")
}

/// The list of a plan.
pub fn list(stem: &str) -> TaskList {
    let file = found(&["txt", "html", "md"].map(|ending| format!("plans/{stem}.{ending}")));
    let name = PathBuf::from(file.file_name().unwrap());
    let input = Input::file(file, name);
    let options = pipeline::Options::default();
    let mut lists = pipeline::run(&input.shown, &input.bytes().unwrap(), input.format(), &options).unwrap();
    lists.swap_remove(0)
}

/// All pairs of some plans.
pub fn all<'a>(plans: impl IntoIterator<Item = &'a str>) -> Comparison {
    compare(plans.into_iter().map(list).collect(), Options::default())
}

/// All pairs of the plans of some pairs, superiors first.
pub fn compared(wanted: &BTreeSet<(String, String)>) -> Comparison {
    let above = |plan: &str| wanted.iter().filter(|(_, b)| b == plan).count();
    let mut plans: Vec<&str> = wanted.iter().flat_map(|(a, b)| [a.as_str(), b.as_str()]).collect();
    plans.sort_by_key(|plan| (above(plan), *plan));
    plans.dedup();
    all(plans)
}
