//! What a person said about a list, put into a later list of the same notice.
//!
//! In: a list as some release reads the notice, and a list that was saved by the review page ([`crate::emit::html`]),
//! which holds [`Review`](crate::model::Review)s: the corrections. Out: the first list with the corrections in it. Items
//! are the same where their ids are, else where exactly one item has the same text. Then, for each item with a review:
//!
//! | the program reads now | untouched facts | touched facts | mark |
//! |---|---|---|---|
//! | what it read when the person looked | as saved | as saved | none |
//! | the same text, other facts; the item was accepted | as saved: the person vouched for all | as saved | counted |
//! | the same text, other facts; only facts were touched | as read now: a better release helps | as saved | none |
//! | another text | as read now | as saved | `outdated`, warning `review_outdated` |
//!
//! Touched facts are those with `reviewed` and those in `review.removed`; they are found again by the words that they were
//! read from. A struck item stays struck and is no task; a `task` that a person set stays set. `content_hash` is that of
//! what stands in the list afterwards, so importers see a correction as a change. Merging twice changes nothing more.
//!
//! Spans: code points, those of the list. A fact whose words are not read now lies where it lay in the item, else over
//! the whole item. Not done here: files (`batch::corrections`).

mod facts;

use crate::model::{CharSpan, Decision, Finding, TaskItem, TaskList, WarningCode};
use crate::pipeline;
use facts::{Mode, merged};
use std::collections::HashMap;

/// What came of a merge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// Items with a review that were found.
    pub items: usize,
    /// Of those, accepted.
    pub accepted: usize,
    /// Of those, struck.
    pub struck: usize,
    /// Of those, items whose text has changed since.
    pub outdated: usize,
    /// Of those, accepted items that are read otherwise now; they stand as accepted.
    pub reread: usize,
    /// Reviewed items that the list no longer has, as `path heading`.
    pub lost: Vec<String>,
}

/// Whether a person has looked at anything in the list.
#[must_use]
pub fn is_reviewed(list: &TaskList) -> bool {
    list.items.iter().any(|item| item.review.is_some())
}

/// Puts the reviews of `saved` into `list`, which is of the same notice.
pub fn merge(list: &mut TaskList, saved: &TaskList) -> Merged {
    let mut done = Merged::default();
    let by_id: HashMap<&str, usize> = list.items.iter().enumerate().map(|(i, own)| (&*own.id, i)).collect();
    let mut pairs = Vec::new();
    for theirs in saved.items.iter().filter(|item| item.review.is_some()) {
        let moved = || {
            let mut same = list.items.iter().enumerate().filter(|(_, own)| own.text == theirs.text);
            let first = same.next().filter(|_| !theirs.text.is_empty())?;
            same.next().is_none().then_some(first.0)
        };
        match by_id.get(&*theirs.id).copied().or_else(moved) {
            Some(index) => pairs.push((index, theirs)),
            None => done.lost.push(format!("{} {}", theirs.path, theirs.heading)),
        }
    }
    let same_file = list.notice.source.sha256 == saved.notice.source.sha256;
    for (index, theirs) in pairs {
        merge_item(&mut list.items[index], theirs, same_file, &mut done);
    }
    warn(list);
    done
}

fn merge_item(own: &mut TaskItem, theirs: &TaskItem, same_file: bool, done: &mut Merged) {
    let Some(said) = &theirs.review else { return };
    let read = own
        .review
        .as_ref()
        .map_or(&own.content_hash, |old| &old.content_hash)
        .clone();
    let (same_text, accepted) = (own.text == theirs.text, said.decision == Some(Decision::Accepted));
    let as_then = read == said.content_hash;
    let mode = if as_then || accepted && same_text {
        Mode::Whole
    } else {
        Mode::Touched
    };
    let (now, then) = (own.span, theirs.span);
    let place = |span: CharSpan| match () {
        () if same_file && same_text => span,
        () if same_text && then.start <= span.start && span.end <= then.end => {
            let start = now.start + (span.start - then.start);
            let end = start + span.end.saturating_sub(span.start);
            if end <= now.end { CharSpan { start, end } } else { now }
        }
        () => now,
    };
    let action = |index: usize| {
        let text = &theirs.actions.get(index)?.text;
        own.actions.iter().position(|action| action.text == *text)
    };
    own.deadlines = merged(
        &own.deadlines,
        &theirs.deadlines,
        &said.removed.deadlines,
        mode,
        &place,
        &action,
    );
    own.units = merged(&own.units, &theirs.units, &said.removed.units, mode, &place, &action);
    own.targets = merged(
        &own.targets,
        &theirs.targets,
        &said.removed.targets,
        mode,
        &place,
        &action,
    );
    own.task = match said.decision {
        Some(Decision::Struck) => false,
        _ if said.task || as_then => theirs.task,
        _ => own.task,
    };
    done.items += 1;
    done.accepted += usize::from(accepted);
    done.struck += usize::from(said.decision == Some(Decision::Struck));
    done.reread += usize::from(accepted && same_text && !as_then);
    let mut review = said.clone();
    review.content_hash = read;
    review.outdated |= !same_text;
    done.outdated += usize::from(review.outdated);
    own.review = Some(review);
    own.content_hash = pipeline::content_hash(own);
}

/// One warning for each outdated item, none of an earlier merge.
fn warn(list: &mut TaskList) {
    list.warnings
        .retain(|warning| warning.code != WarningCode::ReviewOutdated);
    let outdated = list
        .items
        .iter()
        .filter(|item| item.review.as_ref().is_some_and(|r| r.outdated));
    list.warnings.extend(outdated.map(|item| Finding {
        code: WarningCode::ReviewOutdated,
        message: "核对以后原文变了，核对的结果仍保留，请再看一遍。".to_owned(),
        span: Some(item.span),
    }));
}

#[cfg(test)]
mod tests;
