//! Tables of rules: a rule is a row of id, example phrase, pattern and production. All patterns of a table run as
//! one automaton; where several match at a place the earlier row wins, as in a regex alternation.

use crate::model::ByteSpan;
use regex_automata::meta::Regex;
use regex_automata::util::captures::Captures;
use regex_automata::{Anchored, Input};

/// Room in bytes for the states of an automaton, which are made as texts need them. The largest table makes some 3 MB of
/// them over the corpus and no more than 7 MB over text of every kind; with less room it would throw them away and
/// make them again, which costs a hundred times the search itself.
const ROOM: usize = 8 << 20;

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

/// A table of rules ready to run.
#[derive(Debug)]
pub struct Table<P: 'static> {
    regex: Regex,
    rules: &'static [Rule<P>],
}

/// One match of a table.
#[derive(Debug, Clone)]
pub struct Match<'t, P: 'static> {
    /// The rule that matched.
    pub rule: &'static Rule<P>,
    /// The matched bytes.
    pub span: ByteSpan,
    captures: Captures,
    text: &'t str,
}

impl<P> Table<P> {
    /// Compiles `rules`; `vocabulary` gives the patterns that `<name>` stands for, later entries may use earlier ones.
    ///
    /// # Panics
    /// Where a pattern is no regex: tables are constants of this crate, and each is compiled by its tests.
    #[must_use]
    pub fn new(rules: &'static [Rule<P>], vocabulary: &[(&str, &str)]) -> Self {
        let mut names: Vec<(String, String)> = Vec::new();
        for (name, pattern) in vocabulary {
            let pattern = expand(pattern, &names);
            names.push((format!("<{name}>"), format!("(?:{pattern})")));
        }
        let patterns: Vec<String> = rules.iter().map(|rule| expand(rule.pattern, &names)).collect();
        let regex = Regex::builder()
            .configure(Regex::config().hybrid_cache_capacity(ROOM))
            .build_many(&patterns)
            .expect("rule tables are constants and compiled by the tests");
        Self { regex, rules }
    }

    /// The rules of the table.
    #[must_use]
    pub fn rules(&self) -> &'static [Rule<P>] {
        self.rules
    }

    /// The leftmost match within `piece` that starts at or after `from`; look-around sees the text around the piece.
    #[must_use]
    pub fn find<'t>(&self, text: &'t str, piece: ByteSpan, from: usize) -> Option<Match<'t, P>> {
        let input = Input::new(text).span(from.max(piece.start)..piece.end);
        let found = self.regex.search(&input)?;
        // Ending the second search where the match ends finds the same groups, and its cost no longer depends on
        // the length of the piece.
        let anchored = Input::new(text)
            .span(found.start()..found.end())
            .anchored(Anchored::Pattern(found.pattern()));
        let mut captures = self.regex.create_captures();
        self.regex.search_captures(&anchored, &mut captures);
        let span = ByteSpan::new(found.start(), found.end());
        Some(Match {
            rule: &self.rules[found.pattern().as_usize()],
            span,
            captures,
            text,
        })
    }
}

/// A match without its groups, which cost as much again.
#[derive(Debug, Clone, Copy)]
pub struct Spot<P: 'static> {
    /// The rule that matched.
    pub rule: &'static Rule<P>,
    /// The matched bytes.
    pub span: ByteSpan,
}

impl<P> Table<P> {
    /// Like [`Table::find`], for productions that read the words themselves.
    #[must_use]
    pub fn spot(&self, text: &str, piece: ByteSpan, from: usize) -> Option<Spot<P>> {
        let found = self
            .regex
            .search(&Input::new(text).span(from.max(piece.start)..piece.end))?;
        Some(Spot {
            rule: &self.rules[found.pattern().as_usize()],
            span: ByteSpan::new(found.start(), found.end()),
        })
    }
}

impl<P> Table<P> {
    /// The match that starts exactly at byte `at`, as [`Table::spot`] would find it there. For tables all of whose rules
    /// begin with a few characters: looking for those first is much cheaper than searching with the automaton.
    #[must_use]
    pub fn spot_at(&self, text: &str, piece: ByteSpan, at: usize) -> Option<Spot<P>> {
        let input = Input::new(text).span(at..piece.end).anchored(Anchored::Yes);
        let found = self.regex.search(&input)?;
        Some(Spot {
            rule: &self.rules[found.pattern().as_usize()],
            span: ByteSpan::new(found.start(), found.end()),
        })
    }
}

impl<'t, P> Match<'t, P> {
    /// The words of the named group, none where it took no part.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<&'t str> {
        self.group_span(name).map(|span| span.of(self.text))
    }

    /// The bytes of the named group.
    #[must_use]
    pub fn group_span(&self, name: &str) -> Option<ByteSpan> {
        self.captures
            .get_group_by_name(name)
            .map(|span| ByteSpan::new(span.start, span.end))
    }

    /// The matched words.
    #[must_use]
    pub fn words(&self) -> &'t str {
        self.span.of(self.text)
    }
}

fn expand(pattern: &str, names: &[(String, String)]) -> String {
    let mut expanded = pattern.to_owned();
    for (name, value) in names {
        expanded = expanded.replace(name, value);
    }
    expanded
}
