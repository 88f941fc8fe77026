//! Which element of a page holds the notice?
//!
//! In: the tree and its weights. Out: the element. Elements that go by a name that content management systems give to the
//! text (`src/lexicon/page_bodies.txt`) are believed where they hold half of what reads as text on the page, or a quarter with a date or number of a notice; the
//! innermost that holds nearly all of it is taken. Else the way leads down from the top as long as one child holds most of
//! the text, and stops above paragraphs, above tables of data and above a child whose neighbours sign the notice. What
//! is then left around the text, lists of links above all, is left out.

use super::dom::{Dom, Id, Step};
use super::lines::words_of;
use super::tag::Tag;
use super::weigh::Weights;
use std::collections::HashSet;
use std::sync::LazyLock;

static NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../lexicon/page_bodies.txt")
        .lines()
        .filter(|row| !row.starts_with('#'))
        .flat_map(str::split_ascii_whitespace)
        .collect()
});

/// What stands around the text: parts of names, and how short blocks begin.
static AROUND: LazyLock<(HashSet<&'static str>, Vec<&'static str>)> = LazyLock::new(|| {
    let rows = |wanted: &'static str| {
        include_str!("../../lexicon/page_around.tsv")
            .lines()
            .filter(|row| !row.starts_with('#'))
            .filter_map(move |row| {
                row.split_once('\t')
                    .filter(|(how, _)| *how == wanted)
                    .map(|(_, words)| words)
            })
    };
    (rows("name").collect(), rows("starts").collect())
});
/// Longest block, in characters, that may be breadcrumbs, buttons or imprint.
const SHORT: u32 = 120;

/// Chooses the element that holds the notice and leaves out what stands around the text ([`Weights::is_out`]).
pub(super) fn choose(dom: &Dom, weights: &mut Weights) -> Id {
    let top = dom
        .walk(dom.root())
        .find_map(|step| match step {
            Step::Enter(id) if matches!(dom.tag(id), Tag::Body) => Some(id),
            _ => None,
        })
        .unwrap_or_else(|| dom.root());
    if let Some(root) = named(dom, weights, top) {
        return root;
    }
    leave_out_around(dom, weights, top);
    descend(dom, weights, top)
}

/// The innermost element of a known name that holds nearly all that those of known names hold.
fn named(dom: &Dom, weights: &Weights, top: Id) -> Option<Id> {
    let mut found: Vec<Id> = Vec::new();
    // Those that are in no other.
    let mut outermost: Vec<Id> = Vec::new();
    let mut open = 0;
    let mut steps = dom.walk(top);
    while let Some(step) = steps.next() {
        match step {
            Step::Enter(id) if weights.is_out(id) => steps.pass_over(id),
            Step::Enter(id) if is_named(dom, id) => {
                found.push(id);
                if open == 0 {
                    outermost.push(id);
                }
                open += 1;
            }
            Step::Leave(id) if !weights.is_out(id) && is_named(dom, id) => open -= 1,
            _ => {}
        }
    }
    let all: u32 = outermost.iter().map(|&id| weights.get(id).good).sum();
    let text = weights.get(top).good;
    let has_signs = outermost.iter().any(|&id| weights.get(id).signs > 0);
    if all == 0 || all * 2 < text && !(has_signs && all * 4 >= text) {
        return None;
    }
    // A notice and its plan may stand in an element each.
    outermost.retain(|&id| weights.get(id).good >= 30 && weights.get(id).good * 10 >= all);
    let root = match outermost.as_slice() {
        [] => return None,
        // In the order of the page an inner element comes behind the outer one.
        [one] => {
            let whole = weights.get(*one).good;
            let inner = found.iter().rev().copied();
            let mut inner = inner.filter(|&id| id == *one || dom.ancestors(id).any(|above| above == *one));
            inner.find(|&id| weights.get(id).good * 10 >= whole * 8).unwrap_or(*one)
        }
        several => common(dom, several.iter().copied())?,
    };
    Some(out_of_table(dom, root))
}

/// The elements of a known name that styles hide.
pub(super) fn hidden(dom: &Dom) -> Vec<Id> {
    dom.walk(dom.root())
        .filter_map(|step| match step {
            Step::Enter(id) if dom.attrs(id).is_some_and(|attrs| attrs.hidden) && is_named(dom, id) => Some(id),
            _ => None,
        })
        .collect()
}

fn is_named(dom: &Dom, id: Id) -> bool {
    dom.attrs(id)
        .is_some_and(|attrs| attrs.names().any(|name| NAMES.contains(name)))
}

/// The innermost element that holds all of `ids`.
fn common(dom: &Dom, mut ids: impl Iterator<Item = Id>) -> Option<Id> {
    let first = ids.next()?;
    let mut path: Vec<Id> = dom.ancestors(first).collect();
    path.reverse();
    path.push(first);
    for id in ids {
        let above: HashSet<Id> = dom.ancestors(id).chain([id]).collect();
        path.retain(|step| above.contains(step));
    }
    path.pop()
}

/// Rows and their groups are no whole: the table is.
fn out_of_table(dom: &Dom, id: Id) -> Id {
    if !matches!(dom.tag(id), Tag::Row | Tag::Rows | Tag::Foot) {
        return id;
    }
    dom.ancestors(id)
        .find(|&above| dom.tag(above) == Tag::Table)
        .unwrap_or(id)
}

fn descend(dom: &Dom, weights: &Weights, top: Id) -> Id {
    let mut at = top;
    loop {
        let whole = weights.get(at).good;
        let heaviest = dom
            .children(at)
            .filter(|&child| !weights.is_out(child))
            .max_by_key(|&child| weights.get(child).good);
        let Some(child) = heaviest.filter(|&child| whole > 0 && weights.get(child).good * 4 >= whole * 3) else {
            break;
        };
        let enters = match dom.tag(child) {
            Tag::Paragraph | Tag::Heading | Tag::Item | Tag::Term | Tag::Text | Tag::Link | Tag::Pre | Tag::Quote => {
                false
            }
            Tag::Table if weights.is_data(child) => false,
            _ => has_lines(dom, weights, child),
        };
        if !enters || is_signed_beside(dom, weights, at, child) {
            break;
        }
        at = child;
    }
    out_of_table(dom, at)
}

/// Whether the element holds several lines: one alone is a paragraph.
fn has_lines(dom: &Dom, weights: &Weights, id: Id) -> bool {
    let (mut lines, mut is_open) = (0, false);
    let mut steps = dom.walk(id);
    while let Some(step) = steps.next() {
        let (Step::Enter(inner) | Step::Leave(inner)) = step;
        let tag = dom.tag(inner);
        if tag == Tag::Text {
            let words = dom.text(inner).trim();
            is_open |= !words.is_empty();
            let keeps_lines = words.contains('\n') && dom.parent(inner).is_some_and(|above| dom.tag(above) == Tag::Pre);
            if keeps_lines {
                return true;
            }
            continue;
        }
        if weights.is_out(inner) && matches!(step, Step::Enter(_)) {
            steps.pass_over(inner);
        }
        if tag.is_block() || tag == Tag::Break {
            lines += usize::from(std::mem::take(&mut is_open));
        }
        if lines > 1 {
            return true;
        }
    }
    false
}

/// Whether a neighbour of `child` below it is the date that a notice ends with.
fn is_signed_beside(dom: &Dom, weights: &Weights, parent: Id, child: Id) -> bool {
    dom.children(parent)
        .skip_while(|&sibling| sibling != child)
        .skip(1)
        .filter(|&sibling| !weights.is_out(sibling) && weights.get(sibling).chars <= 80)
        .any(|sibling| {
            let words = words_of(dom, weights, sibling, 120);
            words.ends_with('日') && words.contains('年') && words.contains('月') && !words.contains(['：', ':'])
        })
}

/// Leaves out what is not the text of the notice: lists of links and what its name tells.
fn leave_out_around(dom: &Dom, weights: &mut Weights, top: Id) {
    let whole = weights.get(top);
    let mut found = Vec::new();
    let mut steps = dom.walk(top);
    while let Some(step) = steps.next() {
        let Step::Enter(id) = step else { continue };
        let tag = dom.tag(id);
        if weights.is_out(id) || tag == Tag::Text {
            steps.pass_over(id);
            continue;
        }
        if tag == Tag::Table && weights.is_data(id) {
            steps.pass_over(id);
            continue;
        }
        let weight = weights.get(id);
        if id == top || !tag.is_block() || weight.chars == 0 || weight.good * 10 >= whole.good.max(1) * 3 {
            continue;
        }
        let around = match tag {
            Tag::Aside | Tag::Header => true,
            Tag::Form => weight.good * 2 < whole.good,
            _ => {
                weights.is_list_of_links(id) && !names_attachments(dom, weights, id)
                    || weight.good * 5 < whole.good && is_around(dom, id)
                    || weight.chars <= SHORT && begins_like_furniture(dom, weights, id)
            }
        };
        if around {
            found.push(id);
            steps.pass_over(id);
        }
    }
    for id in found {
        weights.leave_out(id);
    }
}

/// `附件：1.…` is a list of links too.
fn names_attachments(dom: &Dom, weights: &Weights, id: Id) -> bool {
    let words = words_of(dom, weights, id, 400);
    words.starts_with("附件")
        || words.starts_with("附：")
        || [".doc", ".xls", ".pdf", ".wps", ".ofd"]
            .iter()
            .any(|ending| words.contains(ending))
}

/// Breadcrumbs, buttons, imprint.
fn begins_like_furniture(dom: &Dom, weights: &Weights, id: Id) -> bool {
    let words = words_of(dom, weights, id, 20);
    let words = words.trim_start_matches(['【', '[', '>', '|']);
    AROUND.1.iter().any(|start| words.starts_with(start))
}

fn is_around(dom: &Dom, id: Id) -> bool {
    dom.attrs(id).is_some_and(|attrs| {
        attrs.names().any(|name| {
            name.split(['-', '_'])
                .any(|part| AROUND.0.contains(part.trim_end_matches(|c: char| c.is_ascii_digit())))
        })
    })
}
