//! One match in its place, as the productions see it, and what they make of it. What the words around it say is judged
//! in [`super::words`].

use super::year::Years;
use crate::model::{ByteSpan, DeadlineKind, Recurrence};
use crate::window;
use jiff::civil::Date;
use std::borrow::Cow;

/// Marks that end a clause.
pub(super) const CLAUSE_MARKS: [char; 14] = [
    '，', ',', '。', ';', '；', ':', '：', '\n', '!', '！', '?', '？', '、', '|',
];
/// Marks that end a sentence; demands joined by a semicolon are sentences of their own here.
pub(super) const SENTENCE_MARKS: [char; 7] = ['。', ';', '；', '\n', '!', '！', '？'];

/// How far before and behind a match its surroundings are searched, in bytes: some 200 characters, longer than nearly every
/// sentence. Without the bound a long line would cost the square of its length.
const WINDOW: usize = 600;

/// A match in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'s> {
    /// The clean text.
    pub text: &'s str,
    /// The piece of the item in which the match stands.
    pub piece: ByteSpan,
    /// The match.
    pub span: ByteSpan,
    /// What fixes years.
    pub years: Years<'s>,
    /// The time that was read before this one in the item.
    pub last: Option<Last>,
}

/// What a production makes of a match.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reading {
    /// The words bound no work.
    Nothing,
    /// The words up to here bound no work; what follows is to be read again.
    Resume(usize),
    /// A bound.
    Bound(Bound),
    /// A bound that says the last one more exactly and takes its place: `汛期前` with `(4月30日前)` behind it.
    Instead(Bound),
    /// A bound whose date does not exist or is damaged, and what seems to be wrong.
    Damaged(DeadlineKind, ByteSpan, Cow<'static, str>),
}

/// Said of a day that no calendar has.
pub(super) const NO_SUCH_DAY: Cow<'static, str> = Cow::Borrowed("不是有效日期，可能有误，日期留空；请核对原文");

/// Why a bound has no dates though it names a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Open {
    /// It has dates, or names no day of the calendar.
    #[default]
    No,
    /// Nothing fixes the year.
    Year,
    /// Nothing fixes the month.
    Month,
}

impl Open {
    /// What to tell the reader.
    pub fn why(self) -> Option<&'static str> {
        match self {
            Self::No => None,
            Self::Year => Some("没有写明年份，标题、上级事项和发文日期也无从推定，日期留空；请用 --year 指定年份"),
            Self::Month => Some("没有写明月份，文中也无从推定，日期留空；请核对原文"),
        }
    }
}

/// How much of a date a bound without 前 or 起 names, for what is said together with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Bare {
    /// Something else.
    #[default]
    No,
    /// `2024年`.
    Year,
    /// `3月`, `6月30日`.
    Month,
}

/// A bound in time, before it becomes a deadline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bound {
    /// What kind.
    pub kind: DeadlineKind,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// How often.
    pub recurrence: Option<Recurrence>,
    /// Whether the year was inferred.
    pub inferred: bool,
    /// What is missing, where dates are.
    pub open: Open,
    /// The year that is written here, for the dates that follow.
    pub year: Option<i16>,
    /// How much of a date it names.
    pub bare: Bare,
    /// The words.
    pub span: ByteSpan,
    /// The reading, where one rule has several.
    pub rule: Option<&'static str>,
}

impl Bound {
    /// A bound of `kind` over `span` with no dates.
    pub fn open(kind: DeadlineKind, span: ByteSpan) -> Self {
        Self {
            kind,
            start: None,
            end: None,
            recurrence: None,
            inferred: false,
            open: Open::No,
            year: None,
            bare: Bare::No,
            span,
            rule: None,
        }
    }
}

/// The bound that was read last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Last {
    /// The words.
    pub span: ByteSpan,
    /// What kind.
    pub kind: DeadlineKind,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// How much of a date it names.
    pub bare: Bare,
}

impl Last {
    /// What is kept of `bound`.
    pub fn of(bound: &Bound) -> Self {
        Self {
            span: bound.span,
            kind: bound.kind,
            start: bound.start,
            end: bound.end,
            bare: bound.bare,
        }
    }
}

impl<'s> Scene<'s> {
    /// The matched words.
    pub fn words(&self) -> &'s str {
        self.span.of(self.text)
    }

    /// The piece before the match, as far back as anything here looks: at most [`WINDOW`] bytes.
    pub fn before(&self) -> &'s str {
        window::last(&self.text[self.piece.start..self.span.start], WINDOW)
    }

    /// The kind of the time that an `and` joins to this one from before: `2025年和2030年`.
    pub fn chained(&self) -> Option<DeadlineKind> {
        const LONGEST: usize = "以及".len();
        let last = self.last?;
        let (end, start) = (last.span.end, self.span.start);
        let joined = end <= start
            && start - end <= LONGEST
            && matches!(
                &self.text[end..start],
                "、" | "和" | "及" | "与" | "或" | "以及" | "至" | "并"
            );
        joined.then_some(last.kind)
    }

    /// What stands between the last time and this one, where the same sentence holds both.
    pub fn since_last(&self) -> Option<(Last, &'s str)> {
        let last = self.last?;
        let (end, start) = (last.span.end, self.span.start);
        let between =
            (end <= start && start - end <= WINDOW && end >= self.piece.start).then(|| &self.text[end..start])?;
        (!between.contains(SENTENCE_MARKS)).then_some((last, between))
    }

    /// Whether a quote is open before the match.
    pub fn quoted(&self) -> bool {
        let before = self.before();
        [('“', '”'), ('「', '」')]
            .iter()
            .any(|&(left, right)| before.rfind(left).is_some_and(|at| !before[at..].contains(right)))
    }

    /// The piece after the match, at most [`WINDOW`] bytes of it.
    pub fn after(&self) -> &'s str {
        window::first(&self.text[self.span.end..self.piece.end], WINDOW)
    }

    /// The clause up to the match.
    pub fn clause_before(&self) -> &'s str {
        let before = self.before();
        before
            .rfind(CLAUSE_MARKS)
            .map_or(before, |at| before[at..].trim_start_matches(CLAUSE_MARKS))
    }

    /// The clause from the match on.
    pub fn clause_after(&self) -> &'s str {
        let after = self.after();
        &after[..after.find(CLAUSE_MARKS).unwrap_or(after.len())]
    }

    /// The sentence around the match.
    pub fn sentence(&self) -> &'s str {
        let (before, after) = (self.before(), self.after());
        let start = before
            .rfind(SENTENCE_MARKS)
            .map_or(self.span.start - before.len(), |at| self.span.start - before.len() + at);
        let end = self.span.end + after.find(SENTENCE_MARKS).unwrap_or(after.len());
        self.text[start..end].trim_start_matches(SENTENCE_MARKS)
    }

    /// Whether the match begins a clause, or an opening bracket stands before it.
    pub fn starts_clause(&self) -> bool {
        let before = self.before();
        before.is_empty() || before.ends_with(CLAUSE_MARKS) || before.ends_with(['(', '“', '"', ')'])
    }

    /// Whether the match fills a bracket alone, or up to a mark: `动员部署(2021年3月)`.
    pub fn bracketed(&self) -> bool {
        let after = self.after();
        self.before().ends_with('(')
            && (after.starts_with([')', '，', ',', '、', ';', '；']) || after.starts_with("前)"))
    }
}
