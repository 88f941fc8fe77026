//! One match and the words around it, as the productions see it. Everything here answers one question: do these words
//! bound work to be done, or do they date something else (a title, a baseline, what has been done)?

use super::year::Years;
use crate::model::{ByteSpan, DeadlineKind, Recurrence};
use jiff::civil::Date;
use regex_automata::meta::Regex;
use std::sync::LazyLock;

/// Marks that end a clause.
const CLAUSE_MARKS: [char; 14] = [
    '，', ',', '。', ';', '；', ':', '：', '\n', '!', '！', '?', '？', '、', '|',
];
/// Marks that end a sentence; demands joined by a semicolon are sentences of their own here.
const SENTENCE_MARKS: [char; 7] = ['。', ';', '；', '\n', '!', '！', '？'];

/// How far back from a match its surroundings are searched, in bytes: some 200 characters, longer than nearly every
/// sentence. Without the bound a long line would cost the square of its length.
const WINDOW: usize = 600;

/// Words of narration: what stands beside them has happened. (`了` is tested apart.)
static NARRATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("以来|取得|已经|已于|均已|已有|已在|曾|先后|近年|业经|回顾|当前|形势严峻|据统计")
        .expect("a constant without special characters, compiled by the tests")
});

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
    /// The kind of the time that an `and` joins to this one from before, if one was read.
    pub chained: Option<DeadlineKind>,
}

/// What a production makes of a match.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reading {
    /// The words bound no work.
    Nothing,
    /// A bound.
    Bound(Bound),
    /// A bound whose date does not exist or is damaged.
    Damaged(DeadlineKind, ByteSpan),
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
    /// Whether a year is needed and nothing fixes it.
    pub no_year: bool,
    /// The year that is written here, for the dates that follow.
    pub year: Option<i16>,
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
            no_year: false,
            year: None,
            span,
            rule: None,
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
        let mut start = self.piece.start.max(self.span.start.saturating_sub(WINDOW));
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        &self.text[start..self.span.start]
    }

    /// Whether a quote is open before the match.
    pub fn quoted(&self) -> bool {
        let before = self.before();
        [('“', '”'), ('「', '」')]
            .iter()
            .any(|&(left, right)| before.rfind(left).is_some_and(|at| !before[at..].contains(right)))
    }

    /// The piece after the match.
    pub fn after(&self) -> &'s str {
        &self.text[self.span.end..self.piece.end]
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

    /// Whether a bracket at the match follows the name of a plan: `发展规划(2018—2035年)`.
    pub fn in_title_bracket(&self) -> bool {
        let Some(name) = self.before().strip_suffix('(') else {
            return false;
        };
        // The name of a plan holds years; months are those of a stage: 专项行动(3月1日—4月30日).
        if self.words().contains('月') {
            return false;
        }
        [
            "规划", "纲要", "计划", "方案", "行动", "要点", "意见", "办法", "条例", "目录", "标准", "指南", "规定",
            "细则", "决定", "法", "》", "规程", "规范", "清单", "政策", "措施",
        ]
        .iter()
        .any(|word| name.ends_with(word))
    }

    /// Whether the sentence narrates what has happened.
    pub fn narrates(&self) -> bool {
        let sentence = self.sentence();
        NARRATION.is_match(sentence) || has_perfective(sentence)
    }

    /// The same from the clause of the match on, for times that are still to come: `累计建成5个,今年再建3个`.
    pub fn narrates_on(&self) -> bool {
        let after = self.after();
        let end = self.span.end + after.find(SENTENCE_MARKS).unwrap_or(after.len());
        let rest = &self.text[self.span.start - self.clause_before().len()..end];
        NARRATION.is_match(rest) || has_perfective(rest)
    }

    /// Whether an explicit date ending on `end` lies before the notice: then it is history.
    pub fn is_history(&self, end: Date) -> bool {
        match (self.years.context.issued, self.years.context.year) {
            (Some(issued), _) => end < issued,
            (None, Some(year)) => end.year() < year,
            (None, None) => false,
        }
    }

    /// The span with the words that lead in to it (`确保`, `到`, `从`, `自`, `力争`, `截至`…).
    pub fn with_lead(&self) -> ByteSpan {
        const LEADS: &[&str] = &[
            "截至",
            "截止",
            "不迟于",
            "不晚于",
            "最迟于",
            "最迟",
            "最晚",
            "确保",
            "力争",
            "争取",
            "务必",
            "必须",
            "从",
            "自",
            "到",
            "至",
            "赶在",
            "须于",
        ];
        let mut start = self.span.start;
        for _ in 0..2 {
            let before = &self.text[self.piece.start..start];
            let Some(lead) = LEADS.iter().find(|lead| before.ends_with(**lead)) else {
                break;
            };
            let rest = &before[..before.len() - lead.len()];
            // 达到, 做到, 直到, 各自: the last character belongs to another word.
            if (*lead == "到" && rest.ends_with(['达', '做', '得', '感', '报', '收']))
                || (*lead == "自" && rest.ends_with(['各', '亲', '来']))
            {
                break;
            }
            start -= lead.len();
        }
        ByteSpan::new(start, self.span.end)
    }

    /// Whether the words before make the match a baseline or a mere description: `比2015年`, `上年`.
    pub fn is_baseline(&self) -> bool {
        let before = self.before();
        let after = self.after();
        before.ends_with(['比', '较', '与', '同', '去', '上', '近', '每', '历', '逐', '跨', '距'])
            || [
                "相比于",
                "相对于",
                "有效期至",
                "有效期到",
                "不低于",
                "超过",
                "对照",
                "根据",
                "按照",
                "依据",
                "参照",
                "按",
            ]
            .iter()
            .any(|word| before.ends_with(word))
            || ["相比", "基础上", "水平", "为基", "为准", "的基", "同期", "以来"]
                .iter()
                .any(|word| after.starts_with(word))
    }

    /// Whether the clause is about how long something is valid: `有效期自2024年1月1日至2026年12月31日`.
    pub fn is_validity(&self) -> bool {
        self.clause_before().contains("有效期")
    }

    /// Whether the match stands inside 《》 or 〔〕.
    pub fn in_title(&self) -> bool {
        const TITLE: usize = 80;
        let opened = self
            .before()
            .chars()
            .rev()
            .take(TITLE)
            .find(|c| "《》〔〕〈〉。".contains(*c));
        opened.is_some_and(|c| "《〔〈".contains(c))
    }
}

/// Whether `sentence` holds a perfective `了` (not `为了 除了 了解 不了 得了`).
fn has_perfective(sentence: &str) -> bool {
    sentence.match_indices('了').any(|(at, _)| {
        let before = &sentence[..at];
        let after = &sentence[at + '了'.len_utf8()..];
        !before.ends_with(['为', '除', '不', '得', '罢', '明', '终'])
            && !after.starts_with(['解', '如', '然', '结', '断'])
    })
}
