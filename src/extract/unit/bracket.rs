//! Responsibility brackets and lines: `(教育局牵头,财政局配合)`, `(责任单位:教育局)`, `牵头单位:教育局`.
//! Input: the inside of a bracket, or what follows a label, as a byte range of clean text; output: the bodies charged
//! there, with their roles. A bracket without label and verb counts only where the caller says that it stands where
//! responsibility stands. Persons (责任人) and times (完成时限) inside are passed over.

use super::label::label;
use super::list::list;
use super::name::{Kind, closing, first, run};
use super::terms::{Terms, find, holds};
use super::words::{ADVERB, BORDER, MODAL, PERSON, VERB, is};
use super::{Conventions, Hit};
use crate::model::{ByteSpan, Role};

/// Words in an entry that say how or in which role the bodies before them act.
const MANNERS: Terms<40> = Terms::new([
    "按职责",
    "按照职责",
    "根据职责",
    "依职责",
    "依据职责",
    "依照职责",
    "按职能",
    "按照职能",
    "按分工",
    "按照分工",
    "按各自",
    "按照各自",
    "依据各自",
    "根据各自",
    "各按职责",
    "按权限",
    "按任务",
    "按工作职责",
    "牵头",
    "负责",
    "配合",
    "协助",
    "协同",
    "协办",
    "参与",
    "参加",
    "主办",
    "承办",
    "组织实施",
    "组织落实",
    "具体实施",
    "具体落实",
    "贯彻落实",
    "抓好落实",
    "分别",
    "共同",
    "为牵头",
    "为责任",
    "为配合",
    "为主",
]);
/// The same, but only at the very end of an entry, since names may hold them.
const FINAL: Terms<11> = Terms::new([
    "落实", "实施", "指导", "支持", "推进", "执行", "办理", "完成", "承担", "监督", "督导",
]);

struct Entry {
    span: ByteSpan,
    role: Option<Role>,
    /// A role given by the list itself stands, whatever verb closes the group.
    fixed: bool,
}

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
    let (manner, name_end) = manner(text, whole);
    let mut found = Vec::new();
    split_joint(text, ByteSpan::new(whole.start, name_end), &mut found);
    let Some(first) = found.first() else {
        return manner.is_some() && name_end == whole.start;
    };
    let read = run(text, first.span.start, first.span.end);
    let grammatical = matches!(read.name, Some((end, _)) if end == first.span.end);
    grammatical || (first.span.end - first.span.start <= 30 && read.stop >= first.span.end)
}

/// Verbs that make a bracket one of responsibility.
const CHARGES: Terms<14> = Terms::new([
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
]);

/// Whether the range holds nothing but names of bodies, each with a rank.
fn all_names(text: &str, span: ByteSpan) -> bool {
    let mut ranked = false;
    let mut at = span.start;
    for end in breaks(text, span) {
        let part = trim(text, ByteSpan::new(at, end.0));
        at = end.1;
        if part.start == part.end || matches!(part.of(text), "等" | "下同") {
            continue;
        }
        let read = run(text, part.start, part.end);
        let Some((name, kind)) = read.name.filter(|_| !read.person) else {
            return false;
        };
        if name != part.end
            && !matches!(
                &text[name..part.end],
                "等" | "等部门" | "等单位" | "等有关部门" | "等相关部门"
            )
        {
            return false;
        }
        // `市气象局`, or the whole of a level: `各区县`, `市级有关部门`
        ranked |= kind == Kind::Rank && name - part.start > 6
            || part.of(text).starts_with('各') && name - part.start >= 6
            || text[..name].ends_with("有关部门")
            || text[..name].ends_with("有关单位");
    }
    ranked
}

/// Where the entries of a list end and the next begin: at `、` `,` `;` `。` outside brackets.
fn breaks(text: &str, span: ByteSpan) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = span.start;
    let mut over = false;
    std::iter::from_fn(move || {
        while at < span.end {
            let c = first(text, at);
            let next = at + c.len_utf8();
            match c {
                '(' | '〔' | '[' | '（' | '“' | '《' => at = closing(text, at, span.end).max(next),
                '、' | ',' | '，' | ';' | '；' | '。' | '/' | '\n' | '|' => {
                    let end = at;
                    at = next;
                    return Some((end, next));
                }
                _ => at = next,
            }
        }
        let last = !over;
        over = true;
        last.then_some((span.end, span.end))
    })
}

/// Reads the entries of one list; `role` is the label's.
pub(super) fn entries(
    text: &str,
    span: ByteSpan,
    role: Option<Role>,
    mut conventions: Conventions,
    hits: &mut Vec<Hit>,
    rule: &'static str,
) {
    let mut found: Vec<Entry> = Vec::new();
    let mut pending = 0;
    let mut at = span.start;
    let mut said = false;
    let mut lead = false;
    let mut shared: Option<usize> = None;
    for (end, next) in breaks(text, span) {
        let whole = trim(text, ByteSpan::new(at, end));
        at = next;
        if whole.start == whole.end {
            continue;
        }
        if super::convention::states_order(whole.of(text)) {
            conventions.first_leads = true;
            continue;
        }
        let start = shared.take().unwrap_or(whole.start);
        let whole = ByteSpan::new(start, whole.end);
        let read = run(text, whole.start, whole.end);
        let kind = read.name.filter(|(end, _)| *end == whole.end).map(|(_, kind)| kind);
        // most entries are names and nothing else
        let (manner, name_end) = match kind {
            Some(_) => (None, whole.end),
            None => manner(text, whole),
        };
        let names = ByteSpan::new(whole.start, name_end);
        // a bare level shares the head of what follows: `各市、县(区)人民政府`
        if manner.is_none()
            && next > end
            && &text[end..next] == "、"
            && kind.map_or_else(|| is_level(text, names), |kind| kind == Kind::Level)
            && shares(text, next, span.end)
        {
            shared = Some(whole.start);
            continue;
        }
        let name = names.of(text);
        if kind.is_some() && name.len() <= 120 && LEADS.opens(name).is_none() && REMARKS.opens(name).is_none() {
            found.push(Entry {
                span: names,
                role: None,
                fixed: false,
            });
        } else {
            split_joint(text, names, &mut found);
        }
        match manner {
            Some(Manner::Role(given)) => {
                for entry in &mut found[pending..] {
                    if !entry.fixed {
                        entry.role = Some(given);
                    }
                }
                // the second body of `X牵头会同Y负责`
                companions(text, ByteSpan::new(name_end, whole.end), &mut found);
                pending = found.len();
                said = true;
                lead |= given == Role::Lead;
            }
            Some(Manner::Group) => {
                for entry in &mut found[pending..] {
                    entry.role = entry.role.or(role).or(Some(Role::Responsible));
                }
                companions(text, ByteSpan::new(name_end, whole.end), &mut found);
                pending = found.len();
            }
            None => {}
        }
    }
    // what follows the last verb: helpers of a leader, else what the label says
    let rest = if lead && role.is_none() {
        Role::Support
    } else {
        role.unwrap_or(Role::Responsible)
    };
    let convention = conventions.first_leads && !said && role != Some(Role::Support) && found.len() > 1;
    for (index, entry) in found.iter().enumerate() {
        let mut role = entry.role.unwrap_or(rest);
        if convention && index == 0 {
            role = Role::Lead;
        } else if convention && conventions.others_support && role == Role::Responsible {
            role = Role::Support;
        }
        hits.push(Hit {
            span: entry.span,
            role,
            rule,
        });
    }
}

enum Manner {
    Role(Role),
    /// A manner without a role word of its own.
    Group,
}

/// What makes a name of a word of manner before it.
const NAMES: Terms<5> = Terms::new(["部门", "单位", "机构", "人", "同志"]);
/// Words of help in the tail of an entry.
const HELP: Terms<7> = Terms::new(["配合", "协助", "协同", "协办", "参与", "参加", "支持"]);

/// The first word of role or manner in an entry, and where the names before it end.
fn manner(text: &str, whole: ByteSpan) -> (Option<Manner>, usize) {
    // most entries are names and nothing else
    if matches!(run(text, whole.start, whole.end).name, Some((end, _)) if end == whole.end) {
        return (None, whole.end);
    }
    let words = whole.of(text);
    let mut cut = words.len();
    let mut from = 0;
    while let Some((offset, manner)) = MANNERS.find_from(words, from) {
        let after = &words[offset + manner.len()..];
        // `负责事故调查的部门`, `牵头部门`: part of a name
        let inside = NAMES.opens(after).is_some() || (offset == 0 && holds(after, "的"));
        if !inside {
            cut = offset;
            break;
        }
        from = offset + '牵'.len_utf8();
    }
    if cut == words.len()
        && let Some(last) = FINAL.closes(words)
        && words.len() > last.len() + 3
    {
        cut = words.len() - last.len();
    }
    if cut == words.len() {
        return (None, whole.end);
    }
    let tail = &words[cut..];
    let given = if holds(tail, "牵头") || tail.starts_with("为主") {
        Manner::Role(Role::Lead)
    } else if holds(tail, "负责") {
        Manner::Role(Role::Responsible)
    } else if HELP.within(tail) {
        Manner::Role(Role::Support)
    } else if holds(tail, "会同") {
        Manner::Group
    } else {
        Manner::Role(Role::Responsible)
    };
    (Some(given), whole.start + cut)
}

/// `会同Y` inside an entry's tail.
fn companions(text: &str, tail: ByteSpan, found: &mut Vec<Entry>) {
    if let Some(offset) = find(tail.of(text), "会同")
        && let Some(list) = list(text, tail.start + offset + "会同".len(), tail.end)
    {
        found.extend(list.names.into_iter().map(|span| Entry {
            span,
            role: Some(Role::Support),
            fixed: true,
        }));
    }
}

/// Words before a name of an entry, and names that begin like them.
const LEADS: Terms<5> = Terms::new(["由", "以及", "和", "及", "与"]);
const NO_LEADS: Terms<2> = Terms::new(["及其", "和平"]);
const JOINTS: Terms<5> = Terms::new(["以及", "和", "及", "与", "或"]);
const PARTIES: Terms<3> = Terms::new(["党委", "党工委", "党委(党组)"]);
const GOVERNMENTS: Terms<3> = Terms::new(["政府", "人民政府", "管委会"]);

/// Splits an entry at `和` `及` `与` `以及` where complete names stand on both sides, and cuts `等`.
fn split_joint(text: &str, names: ByteSpan, found: &mut Vec<Entry>) {
    let mut span = trim(text, names);
    while let Some(lead) = LEADS.opens(span.of(text)) {
        if NO_LEADS.opens(span.of(text)).is_some() {
            break;
        }
        span.start += lead.len();
    }
    // `X会同Y`: Y helps
    if let Some(offset) = find(span.of(text), "会同").filter(|offset| *offset > 0) {
        let right = ByteSpan::new(span.start + offset + "会同".len(), span.end);
        split_joint(text, ByteSpan::new(span.start, span.start + offset), found);
        let mut other = Vec::new();
        split_joint(text, right, &mut other);
        found.extend(other.into_iter().map(|entry| Entry {
            role: Some(Role::Support),
            fixed: true,
            ..entry
        }));
        return;
    }
    let read = run(text, span.start, span.end);
    if let Some((end, _)) = read.name
        && end < span.end
        && end == read.stop
        && let Some(joint) = JOINTS.opens(&text[end..span.end])
    {
        let left = ByteSpan::new(span.start, end);
        let right = ByteSpan::new(end + joint.len(), span.end);
        let whole = PARTIES.closes(left.of(text)).is_some() && GOVERNMENTS.opens(right.of(text)).is_some();
        if !whole && run(text, right.start, right.end).name.is_some() {
            found.push(Entry {
                span: left,
                role: None,
                fixed: false,
            });
            split_joint(text, right, found);
            return;
        }
    }
    let span = strip(text, span);
    if acceptable(text, span) {
        found.push(Entry {
            span,
            role: None,
            fixed: false,
        });
    }
}

/// What an entry may end with besides its name, longer words first.
const REST: Terms<14> = Terms::new([
    "等有关部门",
    "等相关部门",
    "等有关单位",
    "等相关单位",
    "等部门",
    "等单位",
    "等",
    "具体",
    "主要",
    "统一",
    "各自",
    "重点",
    "*",
    "★",
]);

/// Cuts `等`, `等部门`, `等有关单位` and adverbs at the end of an entry.
fn strip(text: &str, mut span: ByteSpan) -> ByteSpan {
    loop {
        let words = span.of(text);
        let cut = REST.closes(words).filter(|tail| words.len() > tail.len());
        match cut {
            Some(tail) => span.end -= tail.len(),
            None => break,
        }
    }
    // `等8个部门`
    if let Some(offset) = find(span.of(text), "等")
        && span.of(text)[offset..]
            .chars()
            .nth(1)
            .is_some_and(|c| c.is_ascii_digit())
    {
        span.end = span.start + offset;
    }
    trim(text, span)
}

/// How remarks in a list begin.
const REMARKS: Terms<16> = Terms::new([
    "下同",
    "持续",
    "长期",
    "略",
    "无",
    "详见",
    "见附件",
    "以下简称",
    "排名",
    "排第",
    "列第",
    "列首",
    "按",
    "各项",
    "同上",
    "此件",
]);

/// Whether an entry of a responsibility list can be a body: no time, no demand, no person, no remark.
fn acceptable(text: &str, span: ByteSpan) -> bool {
    let words = span.of(text);
    let count = words.chars().count();
    if !(2..=40).contains(&count) && !is(text, span.start, span.end, super::words::LEVEL) {
        return false;
    }
    if count == 0 || REMARKS.opens(words).is_some() {
        return false;
    }
    let read = run(text, span.start, span.end);
    if read.person && !matches!(read.name, Some((end, _)) if end == span.end) {
        return false;
    }
    if let Some((end, _)) = read.name
        && end == span.end
    {
        return true;
    }
    if words.chars().any(|c| c.is_ascii_digit()) && !words.starts_with(|c: char| c.is_ascii_digit()) {
        return !holds(words, "年") && !holds(words, "月");
    }
    if holds(words, "负责") && holds(words, "的") {
        return true; // `负责监管的部门`
    }
    !is(text, span.start, span.end, VERB | MODAL | ADVERB | BORDER | PERSON)
        && !NO_NAME.within(words)
        && !words.ends_with('人')
}

/// What a name of a list does not hold.
const NO_NAME: Terms<4> = Terms::new(["年", "完成", "：", ":"]);

fn is_level(text: &str, span: ByteSpan) -> bool {
    matches!(run(text, span.start, span.end).name, Some((end, Kind::Level)) if end == span.end)
}

/// Whether what starts at `at` begins with a level and goes on to a head: `县(区)人民政府`.
fn shares(text: &str, at: usize, limit: usize) -> bool {
    let mut at = at;
    loop {
        let end = text[at..limit]
            .find(['、', ',', '，', ';', '；', '。'])
            .map_or(limit, |offset| at + offset);
        // marks inside the brackets of `县(市、区)` do not end it
        let end = match text[at..limit].find(['(', '〔', '[']) {
            Some(offset) if at + offset < end => {
                let close = closing(text, at + offset, limit);
                text[close..limit]
                    .find(['、', ',', '，', ';', '；', '。'])
                    .map_or(limit, |offset| close + offset)
            }
            _ => end,
        };
        if !is(text, at, end, super::words::LEVEL) {
            return false;
        }
        let (_, name_end) = manner(text, ByteSpan::new(at, end));
        if !is_level(text, ByteSpan::new(at, name_end)) {
            return run(text, at, name_end)
                .name
                .is_some_and(|(_, kind)| kind != Kind::Place || name_end > at + 6);
        }
        if end >= limit || !text[end..].starts_with('、') {
            return false;
        }
        at = end + '、'.len_utf8();
    }
}

fn trim(text: &str, span: ByteSpan) -> ByteSpan {
    let words = span.of(text);
    let trimmed = words.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '·' | '、'));
    let start = span.start + (words.len() - trimmed.len());
    let trimmed =
        trimmed.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '。' | '.' | ',' | '，' | ';' | '；'));
    ByteSpan::new(start, start + trimmed.len())
}
