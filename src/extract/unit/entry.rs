//! Lists of responsibility, entry by entry: `市教育局牵头,市财政局、团市委配合`, `教育局(牵头)、财政局`. Input: the range of
//! one list in clean text and the role its label gives; output: hits in text order. A verb of role governs the entries
//! before it, a mark of role in brackets its own entry; what follows a leader without a verb helps it. Not handled:
//! roles that only a colour or a typeface shows.

use super::chars::{closing, first};
use super::glued::glued;
use super::list::list;
use super::name::{Kind, run};
use super::names::{governed, is_level, plain, shares, split, trim};
use super::terms::{Terms, find, holds};
use super::{Conventions, Hit};
use crate::model::{ByteSpan, Role};

/// Words in an entry that say how or in which role the bodies before them act.
const MANNERS: Terms<47> = Terms::new([
    "分工负责",
    "分别负责",
    "分工落实",
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
    "按部门职责",
    "按相关职责",
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
    "依各自",
    "各负其责",
]);
/// The same, but only at the very end of an entry, since names may hold them.
const FINAL: Terms<14> = Terms::new([
    "落实", "实施", "指导", "支持", "推进", "执行", "办理", "完成", "承担", "监督", "督导", "主抓", "总牵", "主责",
]);
/// A bracket behind one name that gives it a role.
const MARKS: [(&str, Role); 12] = [
    ("牵头", Role::Lead),
    ("牵头单位", Role::Lead),
    ("牵头部门", Role::Lead),
    ("组长单位", Role::Lead),
    ("负责", Role::Responsible),
    ("主责", Role::Responsible),
    ("主办", Role::Responsible),
    ("责任单位", Role::Responsible),
    ("配合", Role::Support),
    ("配合单位", Role::Support),
    ("协办", Role::Support),
    ("协助", Role::Support),
];

/// A body of a list.
pub(super) struct Entry {
    pub span: ByteSpan,
    /// The role that a verb or mark gave it.
    pub role: Option<Role>,
    /// A role given by the list itself stands, whatever verb closes the group.
    pub fixed: bool,
}

impl Entry {
    pub(super) fn of(span: ByteSpan) -> Self {
        Self {
            span,
            role: None,
            fixed: false,
        }
    }

    fn fixed(span: ByteSpan, role: Role) -> Self {
        Self {
            span,
            role: Some(role),
            fixed: true,
        }
    }
}

/// Where the entries of a list end and the next begin: at `、` `,` `;` `。`, column blanks and line ends outside
/// brackets, and where a mark was lost.
pub(super) fn breaks(text: &str, span: ByteSpan) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = span.start;
    let mut from = at;
    let mut over = false;
    std::iter::from_fn(move || {
        while at < span.end {
            let c = first(text, at);
            let next = at + c.len_utf8();
            if at > from && glued(text, from, at, span.end) {
                from = at;
                return Some((at, at));
            }
            match c {
                '(' | '〔' | '〈' | '[' | '（' | '“' | '《' => at = closing(text, at, span.end).max(next),
                '、' | ',' | '，' | ';' | '；' | '。' | '/' | '\n' | '\t' | '|' | '\u{3000}' => {
                    let end = at;
                    (at, from) = (next, next);
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
    let mut list = Entries {
        text,
        role,
        found: Vec::new(),
        pending: 0,
        clause: 0,
        lead: false,
    };
    let mut at = span.start;
    let mut shared: Option<usize> = None;
    for (end, next) in breaks(text, span) {
        let whole = trim(text, ByteSpan::new(at, end));
        at = next;
        if whole.start == whole.end {
            continue;
        }
        if let Some(stated) = super::convention::stated(whole.of(text)) {
            conventions.first = conventions.first.or(Some(stated));
            continue;
        }
        let own = whole.start;
        let whole = ByteSpan::new(shared.take().unwrap_or(own), whole.end);
        let more = next > end && &text[end..next] == "、" && next < span.end;
        if list.add(whole, own, more.then_some((next, span.end)), conventions) {
            shared = Some(whole.start);
        }
        if matches!(&text[end..next], "," | "，") {
            list.clause = list.found.len();
        }
    }
    list.close(conventions, hits, rule);
}

/// A list that is being read.
struct Entries<'t> {
    text: &'t str,
    /// The role of the label.
    role: Option<Role>,
    found: Vec<Entry>,
    /// The first entry that no verb has governed yet.
    pending: usize,
    /// The first entry behind the last comma.
    clause: usize,
    /// A leader was named.
    lead: bool,
}

impl Entries<'_> {
    /// Reads one entry; `own` is where its last part begins, `next` where the one behind `、` stands. True where the entry is
    /// a bare level that shares the head of the next: `各市、县(区)人民政府`, `各市、州、县人民政府`.
    fn add(&mut self, whole: ByteSpan, own: usize, next: Option<(usize, usize)>, conventions: Conventions) -> bool {
        let text = self.text;
        if let Some((name, role)) = marked(text, whole) {
            self.lead |= role == Role::Lead;
            self.found.push(Entry::fixed(name, role));
            return false;
        }
        let last = ByteSpan::new(own, whole.end);
        if own > whole.start && is_level(text, last) && next.is_some_and(|(next, end)| shares(text, next, end)) {
            return true;
        }
        let (whole, starred) = unstarred(text, whole);
        let read = run(text, whole.start, whole.end);
        let kind = read.name.filter(|(end, _)| *end == whole.end).map(|(_, kind)| kind);
        // most entries are names and nothing else
        let (manner, name_end) = match kind {
            Some(_) => (None, whole.end),
            None => manner(text, whole),
        };
        let names = ByteSpan::new(whole.start, name_end);
        // a bare level shares the head of what follows: `各市、县(区)人民政府`; so does `市直各部门、各单位`
        if manner.is_none()
            && let Some((next, end)) = next
            && (kind.map_or_else(|| is_level(text, names), |kind| kind == Kind::Level) && shares(text, next, end)
                || kind == Some(Kind::Place) && governed(text, next, end)
                || super::list::one_group(&text[names.start..names.end], &text[next..end]))
        {
            return true;
        }
        let from = self.found.len();
        if kind.is_some() && plain(text, names) {
            self.found.push(Entry::of(names));
        } else {
            split(text, names, &mut self.found);
        }
        if starred && let Some(role) = conventions.starred {
            self.lead |= role == Role::Lead;
            for entry in &mut self.found[from..] {
                (entry.role, entry.fixed) = (Some(role), true);
            }
        }
        if let Some(manner) = manner {
            self.govern(&manner, ByteSpan::new(name_end, whole.end));
        }
        false
    }

    /// A verb of role or manner closes the group of entries before it.
    fn govern(&mut self, manner: &Manner, tail: ByteSpan) {
        let pending = &mut self.found[self.pending..];
        match manner {
            Manner::Role(given) => {
                // `X,Y协助`: who stands before the comma is in charge
                let charged = match given {
                    Role::Support if !self.lead => self
                        .clause
                        .saturating_sub(self.pending)
                        .min(pending.len().saturating_sub(1)),
                    _ => 0,
                };
                // `X牵头,负责`: the second verb has nobody to govern
                for (at, entry) in pending.iter_mut().enumerate().filter(|(_, entry)| !entry.fixed) {
                    entry.role = Some(if at < charged {
                        self.role.unwrap_or(Role::Responsible)
                    } else {
                        *given
                    });
                }
                self.lead |= *given == Role::Lead;
            }
            Manner::Group => {
                for entry in pending {
                    entry.role = entry.role.or(self.role).or(Some(Role::Responsible));
                }
            }
        }
        companions(self.text, tail, &mut self.found);
        self.pending = self.found.len();
    }

    /// Gives the rest its roles and hands the hits out.
    fn close(self, conventions: Conventions, hits: &mut Vec<Hit>, rule: &'static str) {
        // what follows the last verb: helpers of a leader, else what the label says
        let marked = self
            .found
            .iter()
            .any(|entry| entry.fixed && entry.role == Some(Role::Lead));
        let rest = if self.lead && !marked && self.role.is_none() {
            Role::Support
        } else {
            self.role.unwrap_or(Role::Responsible)
        };
        // an order counts where no verb tells leaders from helpers
        let told = self.lead || self.found.iter().any(|entry| entry.role == Some(Role::Support));
        let ordered = !told && self.role != Some(Role::Support) && self.found.len() > 1;
        for (index, entry) in self.found.iter().enumerate() {
            let mut role = entry.role.unwrap_or(rest);
            if ordered && let Some(leader) = conventions.first {
                if index == 0 {
                    role = leader;
                } else if role == Role::Responsible {
                    role = conventions.others.unwrap_or(role);
                }
            }
            hits.push(Hit {
                span: entry.span,
                role,
                rule,
            });
        }
    }
}

/// `市教育局(牵头)`: the name in front of the bracket and the role it gives.
fn marked(text: &str, whole: ByteSpan) -> Option<(ByteSpan, Role)> {
    let words = whole.of(text);
    let inner = words.strip_suffix([')', '）'])?;
    let open = inner.rfind(['(', '（'])?;
    let word = inner[open..].trim_start_matches(['(', '（']);
    let (_, role) = MARKS.iter().find(|(mark, _)| *mark == word)?;
    let name = trim(text, ByteSpan::new(whole.start, whole.start + open));
    (!name.is_empty()).then_some((name, *role))
}

/// The entry without the star that marks it, and whether it had one.
fn unstarred(text: &str, whole: ByteSpan) -> (ByteSpan, bool) {
    const STARS: [char; 8] = ['*', '★', '☆', '▲', '△', '●', '◆', '#'];
    let words = whole.of(text);
    let bare = words.trim_start_matches(STARS);
    let start = whole.start + words.len() - bare.len();
    let bare = bare.trim_end_matches(STARS);
    (ByteSpan::new(start, start + bare.len()), bare.len() < words.len())
}

enum Manner {
    Role(Role),
    /// A manner without a role word of its own.
    Group,
}

/// What makes a name of a word of manner before it.
const NAMES: Terms<5> = Terms::new(["部门", "单位", "机构", "人", "同志"]);
/// Words of help in the tail of an entry.
const HELP: Terms<8> = Terms::new(["配合", "协助", "协同", "协办", "参与", "参加", "支持", "配套"]);

/// The first word of role or manner in an entry, and where the names before it end.
fn manner(text: &str, whole: ByteSpan) -> (Option<Manner>, usize) {
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
    // `X牵头Y配合`: the first verb is X's
    let own = find(tail, "牵头").map_or(tail, |lead| &tail[..lead + "牵头".len()]);
    let given = if holds(own, "牵头") || own.starts_with("为主") {
        Manner::Role(Role::Lead)
    } else if holds(own, "负责") {
        Manner::Role(Role::Responsible)
    } else if HELP.within(own) {
        Manner::Role(Role::Support)
    } else if holds(own, "会同") {
        Manner::Group
    } else {
        Manner::Role(Role::Responsible)
    };
    (Some(given), whole.start + cut)
}

/// Verbs that close what stands behind a leader without a mark: `X牵头Y配合`.
const FOLLOWING: [(&str, Role); 9] = [
    ("配合", Role::Support),
    ("参与", Role::Support),
    ("参加", Role::Support),
    ("协助", Role::Support),
    ("协同", Role::Support),
    ("协办", Role::Support),
    ("负责", Role::Responsible),
    ("落实", Role::Responsible),
    ("实施", Role::Responsible),
];

/// `会同Y`, or the helpers of `X牵头Y配合`, in the tail of an entry.
fn companions(text: &str, tail: ByteSpan, found: &mut Vec<Entry>) {
    let words = tail.of(text);
    if let Some(offset) = find(words, "会同") {
        let list = list(text, tail.start + offset + "会同".len(), tail.end);
        let names = list.map(|list| list.names).unwrap_or_default();
        found.extend(names.into_iter().map(|span| Entry::fixed(span, Role::Support)));
        return;
    }
    let lead = ["牵头", "负责", "主办", "承办"]
        .iter()
        .filter_map(|verb| words.strip_prefix(verb))
        .map(str::trim_start)
        .find(|rest| !rest.is_empty() && !rest.starts_with("牵头"));
    let Some(rest) = lead else { return };
    let start = tail.end - rest.len();
    let Some(list) = list(text, start, tail.end) else {
        return;
    };
    let after = &text[list.end..tail.end];
    if let Some((_, role)) = FOLLOWING.iter().find(|(verb, _)| {
        after
            .trim_start_matches(['积', '极', '共', '同', '具', '体'])
            .starts_with(verb)
    }) {
        found.extend(list.names.into_iter().map(|span| Entry::fixed(span, *role)));
    }
}
