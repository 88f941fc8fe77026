//! Rows that say an item of the body again: a 任务分解表 attached to a plan lists the plan's own tasks.
//!
//! A row repeats the item whose title or first sentence it is, whole or shortened. Compared are characters without
//! labels, marks and blanks: equality, one holding the other, or nearly all pairs of neighbouring characters in common
//! (Dice's measure). Each item is looked up by its pairs, so the work grows with the rows, not with rows × items.

use crate::model::{Column, Item, Row};
use std::collections::HashMap;

/// The shortest name that tells one task from another, in characters.
const SHORTEST: usize = 5;
/// How much of the names must be the same: at two thirds a shortened title still matches, and `推进农村供水工程` does not
/// match `推进农村污水工程` (0.57).
const ALIKE: f64 = 0.66;
/// Pairs that more than this many items have tell nothing.
const COMMON: usize = 40;

struct Name {
    item: usize,
    bare: String,
    pairs: usize,
}

/// Finds the item that each row repeats. Only items without items below them are asked.
pub fn link(text: &str, items: &[Item], rows: &mut [Row]) {
    let mut holds = vec![false; items.len()];
    items
        .iter()
        .filter_map(|item| item.parent)
        .for_each(|parent| holds[parent] = true);
    let names: Vec<Name> = items
        .iter()
        .enumerate()
        .filter(|(at, _)| !holds[*at])
        .map(|(item, own)| {
            let bare = bare(own.heading.of(text));
            let pairs = pairs(&bare).count();
            Name { item, bare, pairs }
        })
        .filter(|name| name.bare.chars().count() >= SHORTEST)
        .collect();
    let mut by_pair: HashMap<(char, char), Vec<usize>> = HashMap::new();
    for (at, name) in names.iter().enumerate() {
        for pair in pairs(&name.bare) {
            let places = by_pair.entry(pair).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    for row in rows {
        let Some((_, task)) = row.cells.iter().find(|(column, _)| *column == Column::Task) else {
            continue;
        };
        row.repeats = repeated(task.of(text), &names, &by_pair);
    }
}

fn repeated(words: &str, names: &[Name], by_pair: &HashMap<(char, char), Vec<usize>>) -> Option<usize> {
    let whole = bare(words);
    let first = bare(words.split(['。', '\n', ':', '：', ';', '；']).next().unwrap_or(words));
    [first, whole].iter().find_map(|own| {
        if own.chars().count() < SHORTEST {
            return None;
        }
        let mut common: HashMap<usize, usize> = HashMap::new();
        let mut count = 0;
        for pair in pairs(own) {
            count += 1;
            if let Some(places) = by_pair.get(&pair).filter(|places| places.len() <= COMMON) {
                places.iter().for_each(|at| *common.entry(*at).or_default() += 1);
            }
        }
        let mut best: Vec<(f64, usize)> = common
            .into_iter()
            .map(|(at, same)| {
                let name = &names[at];
                let alike = 2.0 * same as f64 / (count + name.pairs) as f64;
                let within = own.contains(&name.bare) || name.bare.contains(own.as_str());
                (if within { alike.max(1.0) } else { alike }, at)
            })
            .filter(|(alike, _)| *alike >= ALIKE)
            .collect();
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        // Two items that fit equally well leave it open.
        match best[..] {
            [(first, _), (second, _), ..] if first - second < 0.05 => None,
            [(_, at), ..] => Some(names[at].item),
            [] => None,
        }
    })
}

/// Letters and digits, without the label at the head.
fn bare(words: &str) -> String {
    let words = words.trim();
    let label = super::super::numbering::label_at(words, 0).map_or(0, |label| label.len);
    words[label..]
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(60)
        .collect()
}

fn pairs(bare: &str) -> impl Iterator<Item = (char, char)> + '_ {
    bare.chars().zip(bare.chars().skip(1))
}
