//! Rows that say an item of the body again: a 任务分解表 attached to a plan lists the plan's own tasks, often in short.
//!
//! A row repeats the item whose own text holds most of the row's words. Compared are pairs of neighbouring characters
//! without labels, marks and blanks, each weighed by how few items have it: 卫生室 tells one task of a health plan from
//! another, 卫生 does not. Each item is looked up by its pairs, so the work grows with the rows, not with rows × items.

use crate::model::{ByteSpan, Column, Item, Row};
use crate::segment::numbering::label_at;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The shortest words that tell one task from another, in characters.
const SHORTEST: usize = 5;
/// The most characters of a cell that are compared.
const LONGEST: usize = 80;
/// How much of the row's weight the item must hold. On hand-linked rows of invented plans those that repeat an item have
/// 0.6 and more, others seldom over 0.45.
const HELD: f64 = 0.55;
/// By how much the best item must be ahead of the next.
const AHEAD: f64 = 0.08;
/// Pairs that more than this many items have tell nothing.
const COMMON: usize = 60;

type Pair = (char, char);

/// Finds the item that each row repeats.
pub fn link(text: &str, items: &[Item], rows: &mut [Row]) {
    if rows.is_empty() {
        return;
    }
    let mut holders: HashMap<Pair, Vec<usize>> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        let own: HashSet<Pair> = item
            .text
            .iter()
            .flat_map(|piece| pairs(text, *piece, usize::MAX))
            .collect();
        for pair in own {
            holders.entry(pair).or_default().push(at);
        }
    }
    let mut headings: HashMap<String, Option<usize>> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        let known = headings.entry(bare(item.heading.of(text)).collect());
        known.and_modify(|item| *item = None).or_insert(Some(at));
    }
    let count = items.len() as f64;
    for row in rows {
        let of = |wanted: Column| {
            row.cells
                .iter()
                .find(|(column, _)| *column == wanted)
                .map(|(_, span)| *span)
        };
        let Some(task) = of(Column::Task) else { continue };
        // Short names are the same or not.
        let named = headings
            .get(&bare(task.of(text)).collect::<String>())
            .copied()
            .flatten();
        let like = |words: &[Pair]| repeated(words, &holders, count);
        row.repeats = named
            .or_else(|| like(&pairs(text, task, LONGEST)))
            // A row of several demands is looked up by its first, a row whose task is a mere name by what it holds.
            .or_else(|| like(&pairs(text, first_clause(text, task), LONGEST)))
            .or_else(|| {
                let content = of(Column::Content).or(of(Column::Target))?;
                let whole = [pairs(text, task, LONGEST), pairs(text, content, LONGEST)].concat();
                like(&whole).or_else(|| like(&pairs(text, first_clause(text, content), LONGEST)))
            });
    }
}

/// What stands before the first mark.
fn first_clause(text: &str, cell: ByteSpan) -> ByteSpan {
    let words = cell.of(text);
    let end = words.find(['，', ',', '；', ';', '。', '\n']).unwrap_or(words.len());
    ByteSpan::new(cell.start, cell.start + end)
}

fn repeated(own: &[Pair], holders: &HashMap<Pair, Vec<usize>>, count: f64) -> Option<usize> {
    if own.len() + 1 < SHORTEST {
        return None;
    }
    let mut whole = 0.0;
    // In order of the items, so that sums and ties do not depend on the order of a hash.
    let mut held: BTreeMap<usize, f64> = BTreeMap::new();
    for pair in own {
        let found = holders.get(pair).filter(|found| found.len() <= COMMON);
        let weight = (1.0 + count / found.map_or(1.0, |found| found.len() as f64)).ln();
        whole += weight;
        for item in found.into_iter().flatten() {
            *held.entry(*item).or_default() += weight;
        }
    }
    let (mut best, mut next) = ((0.0, None), 0.0);
    for (item, weight) in held {
        let share = weight / whole;
        if share > best.0 {
            next = best.0;
            best = (share, Some(item));
        } else if share > next {
            next = share;
        }
    }
    best.1.filter(|_| best.0 >= HELD && best.0 - next >= AHEAD)
}

/// Pairs of neighbouring letters and digits.
fn pairs(text: &str, span: ByteSpan, most: usize) -> Vec<Pair> {
    let words = span.of(text);
    bare(words).zip(bare(words).skip(1)).take(most).collect()
}

/// Letters and digits, without the label at the head.
fn bare(words: &str) -> impl Iterator<Item = char> + '_ {
    let words = words.trim();
    let label = label_at(words, 0).map_or(0, |label| label.len);
    words[label..].chars().filter(|c| c.is_alphanumeric())
}
