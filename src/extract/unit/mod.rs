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

mod aliases;
mod bracket;
mod canonical;
mod charge;
mod chars;
mod convention;
mod definition;
mod doubt;
mod duty;
mod entry;
mod glued;
mod group;
mod label;
mod list;
mod mark;
mod name;
mod names;
mod predicate;
mod scan;
mod sentence;
mod subject;
mod terms;
mod time;
mod words;

use crate::model::{ByteSpan, Role, Unit};
pub use canonical::Naming;
pub use convention::{Conventions, conventions};
pub use doubt::half_brackets;
pub use label::names_no_work;

/// A body found, before the item's hits are put together.
#[derive(Debug, Clone, Copy)]
struct Hit {
    span: ByteSpan,
    role: Role,
    rule: &'static str,
}

/// What a notice says once about its bodies, for all its items.
#[derive(Debug, Default)]
pub struct Register {
    conventions: Conventions,
    /// The clean text with stand-ins for the short names that it defines.
    stand_in: Option<String>,
}

impl Register {
    /// Reads it from the whole clean text.
    #[must_use]
    pub fn of(clean: &str) -> Self {
        Self {
            conventions: conventions(clean),
            stand_in: definition::stand_in(clean),
        }
    }
}

/// The units in the own text of one item, one role per unit, where the notice says nothing about its bodies;
/// [`Naming`] names them.
#[must_use]
pub fn units(clean: &str, pieces: &[ByteSpan]) -> Vec<Unit<ByteSpan>> {
    units_under(clean, pieces, &Register::default())
}

/// The same under what the notice says about its bodies.
#[must_use]
pub fn units_under(clean: &str, pieces: &[ByteSpan], register: &Register) -> Vec<Unit<ByteSpan>> {
    let text = register.stand_in.as_deref().unwrap_or(clean);
    let mut hits = Vec::new();
    let mut buffers = sentence::Buffers::default();
    for piece in pieces {
        sentence::read(text, *piece, register.conventions, &mut buffers, &mut hits);
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
    register: &Register,
) -> Vec<Unit<ByteSpan>> {
    let text = register.stand_in.as_deref().unwrap_or(clean);
    let mut hits = Vec::new();
    let mut buffers = sentence::Buffers::default();
    for (cell, role) in charged {
        bracket::cell(text, *cell, *role, register.conventions, &mut hits);
    }
    for piece in work {
        sentence::read(text, *piece, register.conventions, &mut buffers, &mut hits);
    }
    gather(clean, hits)
}

/// One entry per body: a charge outweighs the mere subject, the first charge outweighs later ones. A body goes by its
/// full name where a short one is given for it or is all that its end says (`评审委员会…,委员会每月…`).
fn gather(clean: &str, hits: Vec<Hit>) -> Vec<Unit<ByteSpan>> {
    let mut found: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        let name = hit.span.of(clean);
        if name.is_empty() {
            continue;
        }
        match found.iter_mut().find(|known| same(clean, known.span, name)) {
            Some(known) => {
                if known.role == Role::Actor && hit.role != Role::Actor {
                    // the full name stays
                    let span = if known.span.len() > hit.span.len() {
                        known.span
                    } else {
                        hit.span
                    };
                    *known = Hit { span, ..hit };
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
            canonical: None,
            group: false,
            role: hit.role,
            inherited: false,
            action: None,
            span: hit.span,
            rule: hit.rule,
        })
        .collect()
}

/// Organs that go by their rank alone once they were named.
const SHORT: [&str; 14] = [
    "委员会",
    "领导小组",
    "办公室",
    "专班",
    "工作专班",
    "指挥部",
    "联席会议",
    "评审组",
    "管委会",
    "中心",
    "协会",
    "理事会",
    "领导小组办公室",
    "联席会议办公室",
];

/// Whether `name` means the body at `known`.
fn same(clean: &str, known: ByteSpan, name: &str) -> bool {
    let words = known.of(clean);
    if words == name || words.len() > name.len() && SHORT.contains(&name) && words.ends_with(name) {
        return true;
    }
    // `…集团(以下简称“受托机构”)`
    let Some(given) = clean[known.end..]
        .strip_prefix("(以下简称")
        .or_else(|| clean[known.end..].strip_prefix("(简称"))
    else {
        return false;
    };
    let given = given.trim_start_matches(['“', '"', '「', ':']);
    given
        .strip_prefix(name)
        .is_some_and(|rest| rest.starts_with(['”', '"', '」', ')', ',', '，']))
}

#[cfg(test)]
mod tests;
