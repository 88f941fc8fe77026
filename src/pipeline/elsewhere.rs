//! The text outside the items of a list, and why it is there: for `gongdan explain`.

use super::locate::Locator;
use crate::model::{ByteSpan, CharSpan, Head, Outline, Owner, Reading};

/// A stretch of the source text that no item of the list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elsewhere {
    /// Where it stands.
    pub span: CharSpan,
    /// What it was read as, or the rule by which it is no task: `head.title`, `text.furniture`, `task.not.paragraph`.
    pub rule: &'static str,
}

/// What stands outside the items, in the order of the text; neighbours of one kind are one stretch.
#[must_use]
pub fn elsewhere(text: &str, outline: &Outline, reading: &Reading, locator: &Locator<'_>) -> Vec<Elsewhere> {
    let facts = head_facts(&outline.head);
    let mut found: Vec<(ByteSpan, &'static str)> = Vec::new();
    let mut joins = false;
    for part in &outline.parts {
        let rule = match part.owner {
            Owner::Blank => continue,
            Owner::Item(_) => None,
            Owner::Paragraph(index) => match &reading.paragraphs[index] {
                facts if facts.task => None,
                facts if facts.task_rule.is_empty() => Some("task.not.paragraph"),
                facts => Some(facts.task_rule),
            },
            Owner::Furniture => Some("text.furniture"),
            Owner::Attachment => Some("text.attachment"),
            Owner::Table => {
                let rows = outline
                    .rows
                    .iter()
                    .any(|row| row.span.start < part.span.end && part.span.start < row.span.end);
                (!rows).then_some("text.table")
            }
            Owner::Head => {
                // A title of two lines is one fact in two parts.
                let mut other = true;
                for fact in facts
                    .iter()
                    .filter(|(span, _)| span.start < part.span.end && part.span.start < span.end)
                {
                    other = false;
                    if found.last() != Some(fact) {
                        found.push(*fact);
                    }
                }
                other.then(|| {
                    // On a page whose own table told the title, the title itself is printed once more.
                    let title = outline.head.title.as_ref().map(|title| bare(&title.value));
                    let again = title.is_some_and(|title| title == bare(part.span.of(text)));
                    if again { "head.title" } else { "head.other" }
                })
            }
        };
        let Some(rule) = rule else {
            joins = false;
            continue;
        };
        match found.last_mut() {
            Some((last, same)) if joins && *same == rule => last.end = part.span.end,
            _ => found.push((part.span, rule)),
        }
        joins = true;
    }
    found
        .into_iter()
        .map(|(span, rule)| Elsewhere {
            span: locator.clean(span),
            rule,
        })
        .collect()
}

fn bare(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The facts of the head with their places, in the order of the text.
fn head_facts(head: &Head) -> Vec<(ByteSpan, &'static str)> {
    let mut facts = Vec::new();
    facts.extend(head.title.iter().map(|title| (title.span, "head.title")));
    facts.extend(head.plan_title.iter().map(|title| (title.span, "head.plan-title")));
    facts.extend(head.issuers.iter().map(|issuer| (issuer.span, "head.issuer")));
    facts.extend(head.doc_number.iter().map(|number| (number.span, "head.number")));
    facts.extend(head.issued.iter().map(|day| (day.span, "head.issued")));
    facts.extend(
        head.recipients
            .iter()
            .map(|recipient| (recipient.span, "head.recipients")),
    );
    facts.sort_by_key(|(span, _)| span.start);
    facts.dedup();
    facts
}
