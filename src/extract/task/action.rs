//! The separate demands of an item, and which of them each fact belongs to.
//!
//! A demand begins with a clause that has a verb of its own; clauses before it in the same sentence (`2024年底前,`,
//! `各县区`) lead it in, clauses without a verb behind it go with it (`part` tells them apart). A semicolon ends
//! a demand as a stop does. Spans: bytes of the clean text.

use super::part::{Held, Part, part};
use super::verb;
use crate::extract::Own;
use crate::extract::clause::{Clause, Mark, clauses};
use crate::extract::unit::names_no_work;
use crate::model::{Action, ByteSpan, Facts, Role};

/// A heading longer than this, in characters, is itself a demand.
const LONGEST_TITLE: usize = 30;

/// The demands of an item, in order.
#[must_use]
pub fn actions(clean: &str, own: &Own<'_>, facts: &Facts) -> Vec<Action<ByteSpan>> {
    let mut found: Vec<(ByteSpan, &str)> = Vec::new();
    for (index, piece) in own.pieces.iter().enumerate() {
        let all = clauses(clean, *piece);
        // A title at the head names the work that the text then demands.
        let skip = usize::from(index == 0 && is_title(clean, own, &all));
        let mut lead = Lead::default();
        let mut open = false;
        // Behind `办理机关:` and `完成期限:` no work stands.
        let mut aside = false;
        for clause in all.iter().skip(skip) {
            let ends = matches!(clause.end, Mark::Stop | Mark::Semicolon | Mark::End);
            if clause.end == Mark::Colon && names_no_work(clause.span.of(clean)) {
                (aside, open, lead) = (true, false, Lead::default());
                continue;
            }
            if aside {
                aside = !ends;
                continue;
            }
            let held = Held::of(facts, clause.span);
            match part(clean, clause.span, held) {
                Part::Charge => {
                    lead = Lead::default();
                    open = false;
                }
                Part::Demand(word) => {
                    let start = std::mem::take(&mut lead).start.unwrap_or(clause.span.start);
                    found.push((ByteSpan::new(start, clause.span.end), word));
                    open = true;
                }
                Part::Measure | Part::Other if open => {
                    if let Some((span, _)) = found.last_mut() {
                        span.end = clause.span.end;
                    }
                }
                Part::Roles => {
                    lead.start.get_or_insert(clause.span.start);
                }
                Part::LeadIn | Part::Measure | Part::Other => {
                    lead.start.get_or_insert(clause.span.start);
                    lead.says |= !held.is_empty();
                }
            }
            if ends {
                // A sentence without a verb of the list that states a fact is a demand all the same.
                if let Lead {
                    start: Some(start),
                    says: true,
                } = std::mem::take(&mut lead)
                {
                    let span = ByteSpan::new(start, clause.span.end);
                    found.push((span, any_verb(span.of(clean))));
                }
                open = false;
            }
        }
    }
    if found.is_empty() {
        found.extend(first_sentence(clean, own));
    }
    found
        .into_iter()
        .map(|(span, verb)| Action {
            id: String::new(),
            text: span.of(clean).to_owned(),
            verb: verb.to_owned(),
            span,
        })
        .collect()
}

/// Clauses of a sentence that wait for the demand which they lead in.
#[derive(Default)]
struct Lead {
    /// Where the first of them begins.
    start: Option<usize>,
    /// Whether they state a fact of their own, beyond who is charged.
    says: bool,
}

/// A demand without a verb of the list: the first sentence stands for it.
fn first_sentence<'t>(clean: &'t str, own: &Own<'_>) -> Option<(ByteSpan, &'t str)> {
    let piece = own.pieces.first()?;
    let words = piece.of(clean);
    let end = words.find('。').unwrap_or(words.trim_end().len());
    let start = words.len() - words.trim_start().len();
    let span = ByteSpan::new(piece.start + start.min(end), piece.start + end);
    (!span.is_empty()).then(|| (span, any_verb(span.of(clean))))
}

/// A verb of the list, else the one that compares: a goal may say no more than `自给率达到八成`.
fn any_verb(words: &str) -> &str {
    const COMPARE: [&str; 8] = ["达到", "提高", "增加", "增长", "降低", "下降", "减少", "控制"];
    let compare = || COMPARE.into_iter().find(|word| words.contains(word));
    verb::anywhere(words).or_else(compare).unwrap_or_default()
}

fn is_title(clean: &str, own: &Own<'_>, all: &[Clause]) -> bool {
    let Some(heading) = own.heading else { return false };
    let Some(first) = all.first() else { return false };
    let more = all.len() > 1 || own.pieces.len() > 1;
    more && first.span.start == heading.start
        && first.span.end >= heading.end
        && heading.of(clean).chars().count() <= LONGEST_TITLE
}

/// Ties each fact to the demand whose words hold it.
pub fn bind(clean: &str, facts: &mut Facts) {
    let spans: Vec<ByteSpan> = facts.actions.iter().map(|action| action.span).collect();
    let holder = |span: ByteSpan| {
        let next = spans.partition_point(|action| action.end <= span.start);
        spans
            .get(next)
            .filter(|action| action.start <= span.start)
            .map(|_| next)
    };
    // The one deadline that opens an item of one sentence governs all that it demands: `到2025年,…达到…;…达到…`.
    let whole = spans.len() > 1
        && facts.actions[..spans.len() - 1]
            .iter()
            .all(|action| clean[action.span.end..].starts_with([',', '，', ';', '；']));
    let only = facts.deadlines.len() == 1;
    for deadline in &mut facts.deadlines {
        let opens = whole && only && spans[0].start == deadline.span.start;
        deadline.action = if opens { None } else { holder(deadline.span) };
    }
    for target in &mut facts.targets {
        target.action = holder(target.span);
    }
    // Whoever is named in the first demand of an item of one sentence goes with all that the sentence demands.
    let one_sentence = spans.len() > 1
        && facts.actions[..spans.len() - 1]
            .iter()
            .all(|action| !closes(clean, action.span));
    let first = spans.first().copied().unwrap_or_default();
    // A later demand with a subject of its own leaves the first subject to its own demand.
    let others = facts
        .units
        .iter()
        .any(|unit| unit.role == Role::Actor && spans.iter().skip(1).any(|span| span.contains(unit.span)));
    for unit in &mut facts.units {
        let opens = one_sentence && !others && first.contains(unit.span);
        unit.action = if opens { None } else { holder(unit.span) };
    }
}

/// Whether a sentence ends behind `action`.
fn closes(clean: &str, action: ByteSpan) -> bool {
    !clean[action.end..].starts_with([',', '，'])
}
