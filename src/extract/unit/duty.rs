//! Bodies whose own duty or function is to be carried out: `落实X…责任`, `强化X…职责`, `发挥X…作用`. Input: one clause
//! of clean text and the one before it; output: the bodies named. They are actors only where the sentence names no
//! acting body itself; that is for the caller to know. Not handled: duties without a body (`落实主体责任`), and
//! systems of duties (`责任制`), which are mechanisms.

use super::list::list;
use super::name::Kind;
use super::terms::Terms;
use super::time::skip_time;
use super::words::{ADVERB, MODAL, SOFT, VERB, is, word};
use crate::model::ByteSpan;

const FUNCTIONS: Terms<5> = Terms::new(["作用", "功能", "优势", "职能", "力量"]);
/// Longer words first.
const VERBS: Terms<10> = Terms::new([
    "压紧压实",
    "落实好",
    "落细落实",
    "落实",
    "强化",
    "压实",
    "夯实",
    "靠实",
    "压紧",
    "严格",
]);
const DUTIES: Terms<5> = Terms::new(["责任", "职责", "义务", "责任落实", "职责落实"]);

/// How regions end, which have an effect but no duty.
const REGIONS: Terms<4> = Terms::new(["片区", "地区", "区域", "城市"]);

/// The bodies whose duty or function `clause` wants carried out.
pub(super) fn duty(text: &str, clause: ByteSpan, before: Option<ByteSpan>) -> Vec<ByteSpan> {
    let mut at = skip_time(text, clause.start, clause.end);
    while at < clause.end && is(text, at, clause.end, ADVERB | MODAL) && !is(text, at, clause.end, VERB) {
        at += word(text, at, clause.end).len;
    }
    let rest = &text[at..clause.end];
    if let Some(tail) = rest.strip_prefix("发挥好").or_else(|| rest.strip_prefix("发挥")) {
        if !FUNCTIONS.within(tail) {
            return Vec::new();
        }
        let start = clause.end - tail.len();
        if tail.starts_with('其') {
            return before.map(|before| governed(text, before)).unwrap_or_default();
        }
        return list(text, start, clause.end)
            .filter(|found| found.kind != Kind::Level && found.end < clause.end)
            .filter(|found| found.kind != Kind::Function || found.names.len() > 1)
            // 发挥沿海片区带动作用: a region
            .filter(|found| REGIONS.closes(&text[..found.end]).is_none())
            .map(|found| found.names)
            .unwrap_or_default();
    }
    let Some(verb) = VERBS.opens(rest) else {
        return Vec::new();
    };
    if DUTIES.closes(rest).is_none() {
        return Vec::new();
    }
    list(text, at + verb.len(), clause.end)
        .filter(|found| found.kind != Kind::Level || found.names.iter().all(|name| name.end - name.start > 3))
        .filter(|found| found.kind != Kind::Function || found.names.len() > 1)
        .filter(|found| found.end < clause.end && !is(text, at + verb.len(), clause.end, SOFT))
        .map(|found| found.names)
        .unwrap_or_default()
}

/// The body that the verb of the clause before governs: `加强X的领导`.
fn governed(text: &str, clause: ByteSpan) -> Vec<ByteSpan> {
    let mut at = clause.start;
    while at < clause.end && is(text, at, clause.end, ADVERB | VERB | MODAL) {
        at += word(text, at, clause.end).len;
    }
    list(text, at, clause.end)
        .filter(|found| found.kind == Kind::Rank)
        .map(|found| found.names)
        .unwrap_or_default()
}
