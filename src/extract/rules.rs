//! Tables of rules: a rule is a row of id, example phrase, pattern and production. All patterns of a table run as
//! one automaton; where several match at a place the earlier row wins, as in a regex alternation.
//!
//! The automaton is asked only where a character stands that a rule may begin with, and only forwards from there: what
//! it finds is what a search through the whole text finds, and of its states, which are made as texts need them, a few
//! hundred do where the search needed tens of thousands. Making them was a quarter of the whole road. A text made of
//! numerals without end, of which every one may be a beginning, is left to the search, which is linear.

use crate::model::ByteSpan;
use crate::wordset::CharSet;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::meta::Regex;
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Class, Hir, HirKind};
use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::OnceLock;

/// Room in bytes for the states of an automaton. With too little it would throw them away and make them again, which
/// costs a hundred times the search itself; the largest table makes less than 1 MB of them over text of every kind, and
/// 7 MB where it has to search.
const ROOM: usize = 8 << 20;

/// More characters in a row than this that a pattern repeats without end are left to the search.
const RUN: usize = 32;

/// One rule of a table.
#[derive(Debug, Clone, Copy)]
pub struct Rule<P> {
    /// Stable id, `deadline.point.before-month-day`.
    pub id: &'static str,
    /// A phrase that it reads.
    pub example: &'static str,
    /// Regex; `<name>` stands for a named piece of the table's vocabulary.
    pub pattern: &'static str,
    /// Makes the fact from a match.
    pub production: P,
}

/// Makes room for the states of one thread.
type NewCache = Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>;

/// A table of rules ready to run.
pub struct Table<P: 'static> {
    rules: &'static [Rule<P>],
    patterns: Vec<String>,
    dfa: DFA,
    caches: Pool<Cache, NewCache>,
    /// Where a rule may begin.
    starts: CharSet,
    /// What a pattern repeats without end.
    loops: CharSet,
    /// Searches a whole text; made where one needs it.
    search: OnceLock<Regex>,
}

impl<P> fmt::Debug for Table<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.rules.iter().map(|rule| rule.id)).finish()
    }
}

/// One match of a table.
#[derive(Debug, Clone, Copy)]
pub struct Spot<P: 'static> {
    /// The rule that matched.
    pub rule: &'static Rule<P>,
    /// The matched bytes.
    pub span: ByteSpan,
}

impl<P> Table<P> {
    /// Compiles `rules`; `vocabulary` gives the patterns that `<name>` stands for, later entries may use earlier ones.
    ///
    /// # Panics
    /// Where a pattern is no regex, or may match nothing: tables are constants of this crate, and each is compiled by its
    /// tests.
    #[must_use]
    pub fn new(rules: &'static [Rule<P>], vocabulary: &[(&str, &str)]) -> Self {
        const CONSTANT: &str = "rule tables are constants and compiled by the tests";
        let mut names: Vec<(String, String)> = Vec::new();
        for (name, pattern) in vocabulary {
            let pattern = expand(pattern, &names);
            names.push((format!("<{name}>"), format!("(?:{pattern})")));
        }
        let patterns: Vec<String> = rules.iter().map(|rule| expand(rule.pattern, &names)).collect();
        let trees: Vec<Hir> = patterns
            .iter()
            .map(|pattern| regex_syntax::parse(pattern).expect(CONSTANT))
            .collect();
        let (mut starts, mut loops) = (CharSet::default(), CharSet::default());
        for tree in &trees {
            assert!(!begin(tree, &mut starts), "{CONSTANT}");
            repeat(tree, false, &mut loops);
        }
        // Where a match begins is known and its groups are not asked for: one automaton does, of the three or four that a
        // regex is made of.
        let nfa = thompson::Compiler::new()
            .configure(thompson::Config::new().which_captures(WhichCaptures::None))
            .build_many_from_hir(&trees)
            .expect(CONSTANT);
        let dfa = DFA::builder()
            .configure(DFA::config().cache_capacity(ROOM))
            .build_from_nfa(nfa)
            .expect(CONSTANT);
        let maker = dfa.clone();
        let new: NewCache = Box::new(move || maker.create_cache());
        Self {
            rules,
            patterns,
            dfa,
            caches: Pool::new(new),
            starts,
            loops,
            search: OnceLock::new(),
        }
    }

    /// The rules of the table.
    #[must_use]
    pub fn rules(&self) -> &'static [Rule<P>] {
        self.rules
    }

    /// The leftmost match within `piece` that starts at or after `from`, a border of characters.
    #[must_use]
    pub fn spot(&self, text: &str, piece: ByteSpan, from: usize) -> Option<Spot<P>> {
        let mut cache = self.caches.get();
        let mut at = from.max(piece.start);
        loop {
            let rest = text.get(at..piece.end)?;
            let skipped = self.starts.first_in(rest)?;
            at += skipped;
            let rest = &rest[skipped..];
            let mut run = rest.chars().take(RUN + 1).take_while(|c| self.loops.contains(*c));
            if run.by_ref().count() > RUN {
                return self.search(text, ByteSpan::new(at, piece.end));
            }
            if let Some(spot) = self.at(&mut cache, text, at, piece.end) {
                return Some(spot);
            }
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }

    /// The match that starts exactly at byte `at`, as [`Table::spot`] would find it there.
    #[must_use]
    pub fn spot_at(&self, text: &str, piece: ByteSpan, at: usize) -> Option<Spot<P>> {
        self.at(&mut self.caches.get(), text, at, piece.end)
    }

    fn at(&self, cache: &mut Cache, text: &str, at: usize, end: usize) -> Option<Spot<P>> {
        let input = Input::new(text).span(at..end).anchored(Anchored::Yes);
        // It fails only where it is told to give up, which it is not.
        let found = self.dfa.try_search_fwd(cache, &input).ok()??;
        Some(Spot {
            rule: &self.rules[found.pattern().as_usize()],
            span: ByteSpan::new(at, found.offset()),
        })
    }

    fn search(&self, text: &str, piece: ByteSpan) -> Option<Spot<P>> {
        let regex = self.search.get_or_init(|| {
            Regex::builder()
                .configure(Regex::config().hybrid_cache_capacity(ROOM))
                .build_many(&self.patterns)
                .expect("the patterns have been compiled before")
        });
        let found = regex.search(&Input::new(text).span(piece.start..piece.end))?;
        Some(Spot {
            rule: &self.rules[found.pattern().as_usize()],
            span: ByteSpan::new(found.start(), found.end()),
        })
    }
}

/// Adds the characters that a match of `tree` may begin with; tells whether it may match nothing. A character beyond the
/// basic plane is no beginning: no rule names one.
fn begin(tree: &Hir, found: &mut CharSet) -> bool {
    match tree.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(_) | HirKind::Class(_) => {
            add(tree, 1, found);
            false
        }
        HirKind::Repetition(repetition) => begin(&repetition.sub, found) || repetition.min == 0,
        HirKind::Capture(capture) => begin(&capture.sub, found),
        HirKind::Concat(parts) => parts.iter().all(|part| begin(part, found)),
        // Every part adds what it may begin with, so none is passed over.
        HirKind::Alternation(parts) => parts.iter().filter(|part| begin(part, found)).count() > 0,
    }
}

/// Adds the characters that `tree` repeats without end; `within` says that something around it does.
fn repeat(tree: &Hir, within: bool, found: &mut CharSet) {
    match tree.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(_) | HirKind::Class(_) => {
            if within {
                add(tree, usize::MAX, found);
            }
        }
        HirKind::Repetition(repetition) => repeat(&repetition.sub, within || repetition.max.is_none(), found),
        HirKind::Capture(capture) => repeat(&capture.sub, within, found),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().for_each(|part| repeat(part, within, found));
        }
    }
}

/// Adds the first `count` characters of a literal, or all of a class.
fn add(tree: &Hir, count: usize, found: &mut CharSet) {
    match tree.kind() {
        HirKind::Literal(literal) => {
            let words = String::from_utf8_lossy(&literal.0);
            words.chars().take(count).for_each(|c| found.insert(c));
        }
        HirKind::Class(Class::Unicode(class)) => {
            for range in class.iter() {
                (range.start()..=range.end()).for_each(|c| found.insert(c));
            }
        }
        HirKind::Class(Class::Bytes(class)) => {
            for range in class.iter() {
                (range.start()..=range.end()).for_each(|byte| found.insert(char::from(byte)));
            }
        }
        _ => {}
    }
}

fn expand(pattern: &str, names: &[(String, String)]) -> String {
    let mut expanded = pattern.to_owned();
    for (name, value) in names {
        expanded = expanded.replace(name, value);
    }
    expanded
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &[Rule<()>] = &[
        Rule {
            id: "long",
            example: "",
            pattern: "(?:自|从)?<d>+年(?:<d>+月)?前",
            production: (),
        },
        Rule {
            id: "short",
            example: "",
            pattern: "<d><d>?年|每[0-9]+(?:、[0-9]+)+日",
            production: (),
        },
    ];

    #[test]
    fn finds_what_a_search_finds() {
        let table = Table::new(RULES, &[("d", "[0-9一二三]")]);
        let long = "1".repeat(100);
        for text in [
            "",
            "年前",
            "自2021年3月前,每1、2日",
            "自从三年",
            "每1、2、日1年",
            &format!("{long}年前"),
            &format!("从{long}月{long}年{long}月前二年"),
            &format!("每{}日", "1、".repeat(60)),
        ] {
            let mut from = 0;
            loop {
                let spot = table.spot(text, ByteSpan::new(0, text.len()), from);
                let search = table.search(text, ByteSpan::new(from, text.len()));
                let shape = |spot: &Option<Spot<()>>| spot.map(|spot| (spot.rule.id, spot.span));
                assert_eq!(shape(&spot), shape(&search), "{text}");
                let Some(spot) = spot else { break };
                from = spot.span.end;
            }
        }
    }
}
