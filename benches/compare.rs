//! How comparing grows with the number of plans: 30, 100, 300 plans of 80 tasks each, all pairs, on all cores.
//!
//! ```sh
//! cargo bench --bench compare
//! ```
//!
//! The plans are made of the tasks of `corpus/campaign/plans`: each takes 80 of them, drops clauses, changes numbers and
//! bears the name of a place of its own, so that most tasks of a plan have a counterpart in most others: the hardest case
//! for a search by candidates. The same seed makes the same plans. Figures are ratios to the 30 plans, with the seconds of
//! this machine beside them.

use gongdan::batch::Input;
use gongdan::compare::{Options, compare};
use gongdan::model::TaskList;
use gongdan::pipeline;
use std::path::{Path, PathBuf};
use std::time::Instant;

const TASKS: usize = 80;

/// A small generator of numbers (xorshift64), so that every run makes the same plans.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % end
    }
}

/// The texts of all tasks of the campaign.
fn tasks() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/campaign/plans");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let lists = files.into_iter().flat_map(|file| {
        let input = Input::file(file.clone(), file);
        let bytes = input.bytes().unwrap();
        pipeline::run(&input.shown, &bytes, input.format(), &pipeline::Options::default()).unwrap()
    });
    let items = lists.flat_map(|list| list.items).filter(|item| item.task);
    items.map(|item| item.text.replace('\n', "")).collect()
}

/// The name of the `at`th place, of two characters.
fn place(at: usize) -> String {
    let signs: Vec<char> = "东南西北江河湖海山川林泉云石桥口原田溪谷".chars().collect();
    [signs[at / signs.len() % signs.len()], signs[at % signs.len()]]
        .iter()
        .collect()
}

fn plan(at: usize, tasks: &[String], chance: &mut Chance) -> TaskList {
    let place = place(at);
    let mut text = format!("{place}县养老服务体系建设三年行动方案\n\n");
    for number in 1..=TASKS {
        let task = &tasks[chance.below(tasks.len())];
        let clauses: Vec<&str> = task.split_inclusive([',', ';', '。']).collect();
        let dropped = chance.below(clauses.len() * 2);
        let kept = clauses
            .iter()
            .enumerate()
            .filter(|(at, _)| *at == 0 || *at != dropped)
            .map(|(_, clause)| *clause);
        let task = kept
            .collect::<String>()
            .replace("2025年", &format!("{}年", 2024 + chance.below(3)));
        text += &format!("{number}. {}\n", task.trim_end_matches([',', ';']));
    }
    let path = format!("{place}.txt");
    pipeline::run(&path, text.as_bytes(), None, &pipeline::Options::default())
        .unwrap()
        .swap_remove(0)
}

fn main() {
    // `cargo test --benches` runs it to see that it works.
    let quick = std::env::args().any(|arg| arg == "--test");
    let tasks = tasks();
    let mut first = None;
    for plans in if quick { [2, 3, 4] } else { [30, 100, 300] } {
        let mut chance = Chance(20_261_126);
        let lists: Vec<TaskList> = (0..plans).map(|at| plan(at, &tasks, &mut chance)).collect();
        let items: usize = lists
            .iter()
            .map(|list| list.items.iter().filter(|item| item.task).count())
            .sum();
        let begin = Instant::now();
        let comparison = compare(lists, Options::default());
        let seconds = begin.elapsed().as_secs_f64();
        let pairs: usize = comparison.sides.iter().map(|side| side.pairs.len()).sum();
        let per_side = seconds / comparison.sides.len() as f64;
        let (of_first, _) = *first.get_or_insert((per_side, seconds));
        println!(
            "{plans} plans, {items} tasks, {} pairs of plans, {pairs} rows: {seconds:.2} s, a pair of plans {:.2} x that of the first line",
            comparison.sides.len(),
            per_side / of_first,
        );
    }
}
