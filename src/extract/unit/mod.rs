//! Bodies told to act. Input: clean text and the pieces of one item; output: one entry per body and item with the
//! role of its main demand, in text order. Spans: bytes of the clean text, half-open. Roles: `lead`, `support` and
//! `responsible` where the text charges the body (brackets, labels, `由X…`, `X负责…`), `actor` where it is only the
//! subject of the demand. Not read: persons and posts, objects of `督促`, `指导` and the like, bodies that are only
//! mentioned, and bodies in 《》 or quotes.
//!
//! ```
//! use gongdan::extract::unit::units;
//! use gongdan::model::{ByteSpan, Role};
//! let text = "各学校要配齐保安。(市教育局牵头,市公安局配合)";
//! let found = units(text, &[ByteSpan::new(0, text.len())]);
//! let read: Vec<_> = found.iter().map(|unit| (unit.name.as_str(), unit.role)).collect();
//! assert_eq!(read, [("各学校", Role::Actor), ("市教育局", Role::Lead), ("市公安局", Role::Support)]);
//! ```

mod bracket;
mod charge;
mod convention;
mod duty;
mod label;
mod list;
mod name;
mod scan;
mod sentence;
mod subject;
mod terms;
mod words;

use crate::model::{ByteSpan, Role, Unit};
pub use convention::{Conventions, conventions};

/// A body found, before the item's hits are put together.
#[derive(Debug, Clone, Copy)]
struct Hit {
    span: ByteSpan,
    role: Role,
    rule: &'static str,
}

/// The units in the own text of one item, one role per unit, under no conventions.
#[must_use]
pub fn units(clean: &str, pieces: &[ByteSpan]) -> Vec<Unit<ByteSpan>> {
    units_under(clean, pieces, Conventions::default())
}

/// The same under what the notice says about its lists (see [`conventions`]).
#[must_use]
pub fn units_under(clean: &str, pieces: &[ByteSpan], conventions: Conventions) -> Vec<Unit<ByteSpan>> {
    let mut hits = Vec::new();
    let mut buffers = sentence::Buffers::default();
    for piece in pieces {
        sentence::read(clean, *piece, conventions, &mut buffers, &mut hits);
    }
    gather(clean, hits)
}

/// The units of a row of a task table: those of the words of its work, and those of its `charged` cells, each in the
/// role of its column unless the cell itself says another.
#[must_use]
pub fn units_of_row(
    clean: &str,
    work: &[ByteSpan],
    charged: &[(ByteSpan, Role)],
    conventions: Conventions,
) -> Vec<Unit<ByteSpan>> {
    let mut hits = Vec::new();
    let mut buffers = sentence::Buffers::default();
    for (cell, role) in charged {
        bracket::cell(clean, *cell, *role, conventions, &mut hits);
    }
    for piece in work {
        sentence::read(clean, *piece, conventions, &mut buffers, &mut hits);
    }
    gather(clean, hits)
}

/// One entry per name: a charge outweighs the mere subject, the first charge outweighs later ones.
fn gather(clean: &str, hits: Vec<Hit>) -> Vec<Unit<ByteSpan>> {
    let mut found: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        let name = hit.span.of(clean);
        if name.is_empty() {
            continue;
        }
        match found.iter_mut().find(|known| known.span.of(clean) == name) {
            Some(known) => {
                if known.role == Role::Actor && hit.role != Role::Actor {
                    *known = hit;
                }
            }
            None => found.push(hit),
        }
    }
    found.sort_by_key(|hit| hit.span);
    found
        .into_iter()
        .map(|hit| Unit {
            text: hit.span.of(clean).to_owned(),
            name: hit.span.of(clean).to_owned(),
            role: hit.role,
            inherited: false,
            action: None,
            span: hit.span,
            rule: hit.rule,
        })
        .collect()
}

#[cfg(test)]
mod tests;
