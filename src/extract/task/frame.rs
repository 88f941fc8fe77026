//! What the place of an item says of it before its words are read: whether it stands in an article of 办法 or 规则, and
//! whether the item above only lists conditions, cases, papers or persons. Input: the clean text and the items; output:
//! one [`Frame`] per item. Not handled: lists that no colon and no title announces.

use super::section::{Titled, titled};
use crate::model::Item;

/// What the place of an item says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frame {
    /// It is an article (`第三条`) or stands in one: what has no modal there states, it does not demand.
    pub article: bool,
    /// What the items around it list.
    pub listing: Listing,
}

/// What a list of items holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Listing {
    /// Nothing in particular.
    #[default]
    None,
    /// Persons, places, times, as a title says: `补贴对象`.
    Titled,
    /// Where the money comes from: `经费来源`.
    Money,
    /// Conditions, cases or papers that the item above announces: `应当具备下列条件:`.
    Announced,
}

/// The frames of all items.
#[must_use]
pub fn frames(clean: &str, items: &[Item]) -> Vec<Frame> {
    let mut found: Vec<Frame> = Vec::with_capacity(items.len());
    for item in items {
        let above = item.parent.map(|parent| (&items[parent], found[parent]));
        let title = item.heading.of(clean);
        let own = match titled(title) {
            Some((_, Titled::Listing)) => Some(Listing::Titled),
            Some((_, Titled::Money)) => Some(Listing::Money),
            _ if title == "经费" => Some(Listing::Money),
            _ => None,
        };
        let listing = match above {
            Some((parent, _)) if announces(clean, parent) => Listing::Announced,
            _ => own.or(above.map(|(_, frame)| frame.listing)).unwrap_or_default(),
        };
        found.push(Frame {
            article: is_article(&item.label) || above.is_some_and(|(_, frame)| frame.article),
            listing,
        });
    }
    found
}

fn is_article(label: &str) -> bool {
    label.starts_with('第') && label.ends_with('条')
}

/// Whether the last words of an item announce conditions, cases, papers or meanings: with a colon, or in a sentence that
/// names what the list below tells apart (`对存在下列问题的社会团体要进行整改。`).
fn announces(clean: &str, item: &Item) -> bool {
    let Some(last) = item.text.last() else { return false };
    let words = last.of(clean).trim_end().trim_end_matches('。');
    let sentence = words.rsplit(['。', '\n']).next().unwrap_or(words);
    if SELECTS.iter().any(|selects| sentence.contains(selects)) {
        return true;
    }
    if !words.ends_with([':', '：']) {
        return false;
    }
    // duties and prohibitions are listed too: `应当履行下列职责:`, `禁止下列行为:`
    let listed = [
        "条件",
        "情形",
        "材料",
        "资料",
        "文件",
        "证件",
        "行为之一",
        "用语",
        "含义",
        "定义",
    ];
    let head = ["下列", "以下", "如下"]
        .iter()
        .filter_map(|word| sentence.rfind(word))
        .max()
        .map_or(sentence, |at| &sentence[at..]);
    let faults = sentence.contains("存在") && head.contains("问题") || head.contains("问题的");
    faults || listed.iter().any(|noun| head.contains(noun))
}

/// Words that say of which persons or things the list below speaks.
const SELECTS: [&str; 12] = [
    "下列问题的",
    "以下问题的",
    "下列问题之一",
    "以下问题之一",
    "下列情形的",
    "以下情形的",
    "下列情形之一",
    "以下情形之一",
    "下列条件的",
    "以下条件的",
    "下列条件之一",
    "以下条件之一",
];
