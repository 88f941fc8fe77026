//! Responsibility brackets and lines: `(教育局牵头,财政局配合)`, `(责任单位:教育局)`, `牵头单位:教育局`.
//! Input: the inside of a bracket, or what follows a label, as a byte range of clean text; output: the bodies charged
//! there, with their roles. A bracket without label and verb counts only where the caller says that it stands where
//! responsibility stands. Persons (责任人) and times (完成时限) inside are passed over.

use super::entry::{breaks, entries};
use super::label::label;
use super::name::{Kind, run};
use super::names::{possible, trim};
use super::terms::Terms;
use super::time::skip_time;
use super::{Conventions, Hit};
use crate::model::{ByteSpan, Role};

const COLONS: Terms<2> = Terms::new([":", "："]);

/// Reads the inside of a bracket. `bare`: take it also where it has neither label nor verb, if it holds only names.
pub(super) fn inside(text: &str, span: ByteSpan, bare: bool, conventions: Conventions, hits: &mut Vec<Hit>) -> bool {
    let words = span.of(text);
    // a label or a verb of responsibility, else nothing to do
    let parts = labelled(text, span);
    if parts.len() > 1 {
        for (part, role) in &parts[1..] {
            if let Some(role) = role {
                entries(text, *part, Some(*role), conventions, hits, "unit.bracket.label");
            }
        }
        return true;
    }
    // the shortest charge: two characters of name, two of role
    if words.len() >= 12 && CHARGES.within(words) {
        if !opens_with_name(text, span) {
            return false;
        }
        let before = hits.len();
        entries(text, span, None, conventions, hits, "unit.bracket.charge");
        return hits.len() > before;
    }
    if bare && all_names(text, span) {
        entries(
            text,
            span,
            Some(Role::Responsible),
            conventions,
            hits,
            "unit.bracket.bare",
        );
        return true;
    }
    false
}

/// Reads a cell of a column of bodies in `role`; labels in the cell give roles of their own.
pub(super) fn cell(text: &str, span: ByteSpan, role: Role, conventions: Conventions, hits: &mut Vec<Hit>) {
    for (nth, (part, own)) in labelled(text, span).into_iter().enumerate() {
        if let Some(role) = if nth == 0 { Some(role) } else { own } {
            entries(text, part, Some(role), conventions, hits, "unit.table.column");
        }
    }
}

/// The parts of `span` that labels with a colon head, each with its role (none for times and persons); first the part in
/// front of all labels, which has no role.
fn labelled(text: &str, span: ByteSpan) -> Vec<(ByteSpan, Option<Role>)> {
    let words = span.of(text);
    let mut parts = Vec::new();
    let mut from = span.start;
    let mut role = None;
    let mut next = 0;
    while let Some((offset, mark)) = COLONS.find_from(words, next) {
        next = offset + mark.len();
        let colon = span.start + offset;
        if let Some(found) = label(text, from, colon) {
            parts.push((ByteSpan::new(from, found.start), role));
            role = found.role;
            from = colon + mark.len();
        }
    }
    parts.push((ByteSpan::new(from, span.end), role));
    parts
}

/// Whether the first entry is a body: `(公益性是指政府参与…)` explains, it does not charge.
fn opens_with_name(text: &str, span: ByteSpan) -> bool {
    let Some((end, _)) = breaks(text, span).next() else {
        return false;
    };
    let whole = trim(text, ByteSpan::new(span.start, end));
    let words = whole.of(text);
    let words = &words[..MANNER.find(words).map_or(words.len(), |(offset, _)| offset)];
    if words.is_empty() {
        return true;
    }
    let read = run(text, whole.start, whole.start + words.len());
    let grammatical = matches!(read.name, Some((end, _)) if end == read.stop);
    // a name that the grammar does not know, in a bracket that ends as brackets of responsibility do
    let unknown = words.len() <= 36 && !EXPLAINS.within(words);
    grammatical || unknown && (read.stop >= whole.start + words.len() || closes_with_charge(span.of(text)))
}

/// Where the name of a first entry ends.
const MANNER: Terms<8> = Terms::new(["牵头", "负责", "按职责", "按照职责", "配合", "会同", "等", "(牵头"]);
/// Words that no name of a body holds.
const EXPLAINS: Terms<10> = Terms::new(["是", "指", "的", "含", "包括", "见", "其中", "不", "年", "为"]);

/// `…负责`, `…配合`: what a bracket of responsibility ends with.
fn closes_with_charge(words: &str) -> bool {
    const ENDS: Terms<8> = Terms::new(["负责", "牵头", "配合", "参与", "落实", "实施", "协助", "承办"]);
    ENDS.closes(words.trim_end_matches(['。', ' '])).is_some()
}

/// Verbs that make a bracket one of responsibility.
const CHARGES: Terms<16> = Terms::new([
    "负责",
    "牵头",
    "配合",
    "组织实施",
    "按职责",
    "落实)",
    "具体实施",
    "具体落实",
    "协办",
    "承办",
    "主办",
    "参与",
    "分工",
    "为牵头",
    "协助",
    "会同",
]);

/// Whether the range holds nothing but names of bodies, each with a rank; one that the grammar does not know may stand
/// among more that it knows.
fn all_names(text: &str, span: ByteSpan) -> bool {
    let mut ranked = false;
    let (mut known, mut unknown) = (0, 0);
    let mut at = span.start;
    for end in breaks(text, span) {
        let part = trim(text, ByteSpan::new(at, end.0));
        at = end.1;
        if part.start == part.end || matches!(part.of(text), "等" | "下同") {
            continue;
        }
        // `(市林业局、市气象局;10月底前)`: until when
        if skip_time(text, part.start, part.end) == part.end && known > 0 {
            continue;
        }
        let read = run(text, part.start, part.end);
        let whole = read.name.filter(|(name, _)| {
            !read.person
                && (*name == part.end
                    || matches!(
                        &text[*name..part.end],
                        "等" | "等部门" | "等单位" | "等有关部门" | "等相关部门"
                    ))
        });
        let Some((name, kind)) = whole else {
            if !possible(text, part) {
                return false;
            }
            unknown += 1;
            continue;
        };
        known += 1;
        // `市气象局`, or the whole of a level: `各区县`, `市级有关部门`
        ranked |= kind == Kind::Rank && name - part.start > 6
            || part.of(text).starts_with('各') && name - part.start >= 6
            || text[..name].ends_with("有关部门")
            || text[..name].ends_with("有关单位");
    }
    ranked && unknown <= known
}
