//! The separate demands of an item, and which of them each fact belongs to.
//!
//! A demand begins with a clause that has a verb of its own; clauses before it in the same sentence (`2024年底前,`,
//! `各县区`) lead it in, clauses without a verb behind it go with it. Spans: bytes of the clean text.

use super::{demand, verb};
use crate::extract::Own;
use crate::extract::clause::{Clause, Mark, clauses};
use crate::model::{Action, ByteSpan, Facts};

/// A heading longer than this, in characters, is itself a demand.
const LONGEST_TITLE: usize = 30;

/// The demands of an item, in order.
#[must_use]
pub fn actions(clean: &str, own: &Own<'_>) -> Vec<Action<ByteSpan>> {
    let mut found: Vec<Action<ByteSpan>> = Vec::new();
    for (index, piece) in own.pieces.iter().enumerate() {
        let all = clauses(clean, *piece);
        // A title at the head names the work that the text then demands.
        let skip = usize::from(index == 0 && is_title(clean, own, &all));
        let mut lead: Option<usize> = None;
        let mut open = false;
        for clause in all.iter().skip(skip) {
            let words = clause.span.of(clean);
            if is_charge(words) {
                lead = None;
                open = false;
                continue;
            }
            match own_verb(words) {
                Some(word) => {
                    let start = lead.take().unwrap_or(clause.span.start);
                    found.push(action(clean, ByteSpan::new(start, clause.span.end), word));
                    open = true;
                }
                None if open && !leads_in(words) => {
                    if let Some(last) = found.last_mut() {
                        let span = ByteSpan::new(last.span.start, clause.span.end);
                        *last = action(clean, span, &last.verb.clone());
                    }
                }
                None => {
                    lead.get_or_insert(clause.span.start);
                }
            }
            if matches!(clause.end, Mark::Stop | Mark::End) {
                lead = None;
                open = false;
            }
        }
    }
    if found.is_empty() {
        // A demand without a verb of the list: the first sentence stands for it.
        if let Some(piece) = own.pieces.first() {
            let words = piece.of(clean);
            let end = words.find('。').unwrap_or(words.trim_end().len());
            let start = words.len() - words.trim_start().len();
            if start < end {
                let span = ByteSpan::new(piece.start + start, piece.start + end);
                let word = verb::anywhere(span.of(clean)).unwrap_or_default().to_owned();
                found.push(action(clean, span, &word));
            }
        }
    }
    found
}

fn action(clean: &str, span: ByteSpan, verb: &str) -> Action<ByteSpan> {
    Action {
        id: String::new(),
        text: span.of(clean).to_owned(),
        verb: verb.to_owned(),
        span,
    }
}

fn is_title(clean: &str, own: &Own<'_>, all: &[Clause]) -> bool {
    let Some(heading) = own.heading else { return false };
    let Some(first) = all.first() else { return false };
    let more = all.len() > 1 || own.pieces.len() > 1;
    more && first.span.start == heading.start
        && first.span.end >= heading.end
        && heading.of(clean).chars().count() <= LONGEST_TITLE
}

/// The verb of a clause that opens a demand of its own.
fn own_verb(words: &str) -> Option<&str> {
    if let Some(word) = verb::at_head(words) {
        return Some(word);
    }
    let carries = words.starts_with(['将', '把', '对', '由', '在', '为', '与', '向', '于', '以'])
        || demand::has_modal(words)
        || demand::holds(words, "组织")
        || demand::holds(words, "开展");
    if carries { verb::anywhere(words) } else { None }
}

/// `2024年底前`, `对新建项目`, `各县(区)`: says when, whom or who, for the clause that follows.
fn leads_in(words: &str) -> bool {
    words.ends_with(['前', '起', '年', '月', '内', '间', '后', '末', '初'])
        || words.ends_with("的")
        || words.starts_with("各")
}

/// A responsibility bracket or line.
fn is_charge(words: &str) -> bool {
    let inner = words.trim_start_matches(['(', '[', '【', '〔']);
    let bracket = inner.len() < words.len();
    bracket && ["负责", "单位", "牵头", "部门"].iter().any(|w| demand::holds(inner, w))
        || ["责任单位", "牵头单位", "配合单位", "完成时限", "主办单位", "协办单位"]
            .iter()
            .any(|w| inner.starts_with(w))
}

/// Ties each fact to the demand whose words hold it.
pub fn bind(_clean: &str, facts: &mut Facts) {
    let spans: Vec<ByteSpan> = facts.actions.iter().map(|action| action.span).collect();
    let holder = |span: ByteSpan| {
        spans
            .iter()
            .position(|action| action.start <= span.start && span.start < action.end)
    };
    for deadline in &mut facts.deadlines {
        deadline.action = holder(deadline.span);
    }
    for target in &mut facts.targets {
        target.action = holder(target.span);
    }
    let alone = facts.units.len() == 1;
    for unit in &mut facts.units {
        unit.action = if alone { None } else { holder(unit.span) };
    }
}
