//! One number in its place: the words before and after it, cut at clause ends.

use super::Setting;
use super::hints::Memo;
use crate::model::ByteSpan;
use crate::window;

/// Marks that end a clause here. `、` does not: a verb governs a whole list.
const MARKS: [char; 12] = ['，', ',', '。', ';', '；', ':', '：', '\n', '!', '！', '?', '？'];

/// Marks that end a sentence.
const STOPS: [char; 7] = ['。', ';', '；', '\n', '!', '！', '？'];

/// How far before and behind a number its surroundings are searched, in bytes: some 200 characters. Without the bound a long
/// line would cost the square of its length.
const WINDOW: usize = 600;

/// A match and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'s> {
    /// The clean text.
    pub text: &'s str,
    /// The piece.
    pub piece: ByteSpan,
    /// The match.
    pub span: ByteSpan,
    /// The rule that matched.
    pub rule: &'static str,
    /// The year of the notice.
    pub year: Option<i16>,
    /// Whether the item stands among background.
    pub background: bool,
    /// Whether the text is a cell of goals.
    pub goal: bool,
    /// Whether the item stands in the section of goals.
    pub aims: bool,
    /// What is known of the sentence.
    memo: &'s Memo,
    /// First byte of the clause: asked for so often that it is found once.
    clause: usize,
    /// One past the last byte of the clause.
    clause_end: usize,
}

impl<'s> Place<'s> {
    /// The match of `rule` at `span`.
    pub fn new(
        text: &'s str,
        piece: ByteSpan,
        span: ByteSpan,
        rule: &'static str,
        setting: Setting,
        memo: &'s Memo,
    ) -> Self {
        let mut place = Self {
            text,
            piece,
            span,
            rule,
            year: setting.year,
            background: setting.background,
            goal: setting.goal,
            aims: setting.aims,
            memo,
            clause: span.start,
            clause_end: span.end,
        };
        let before = place.before();
        let own = before
            .rfind(MARKS)
            .map_or(before, |at| before[at..].trim_start_matches(MARKS));
        place.clause = span.start - own.len();
        let after = place.after();
        place.clause_end = span.end + after.find(MARKS).unwrap_or(after.len());
        place
    }

    /// The same place with a match that ends at `end`, before the clause does.
    pub fn ending(&self, end: usize) -> Self {
        Self {
            span: ByteSpan::new(self.span.start, end),
            clause_end: self.clause_end.max(end),
            ..*self
        }
    }

    /// The matched words.
    pub fn words(&self) -> &'s str {
        self.span.of(self.text)
    }

    /// The piece before the match, at most [`WINDOW`] bytes of it.
    pub fn before(&self) -> &'s str {
        window::last(&self.text[self.piece.start..self.span.start], WINDOW)
    }

    /// The piece after the match, at most [`WINDOW`] bytes of it.
    pub fn after(&self) -> &'s str {
        window::first(&self.text[self.span.end..self.piece.end], WINDOW)
    }

    /// The clause before the match.
    pub fn clause_before(&self) -> &'s str {
        &self.text[self.clause..self.span.start]
    }

    /// The clause after the match.
    pub fn clause_after(&self) -> &'s str {
        &self.text[self.span.end..self.clause_end]
    }

    /// Whether the sentence may have a word that narration and conditions look for.
    pub fn hinted(&self) -> bool {
        self.memo.hinted(self.sentence(), self.bounds().1)
    }

    /// The clause before the one of the match, up to the sentence's start; empty where there is none.
    pub fn earlier_clause(&self) -> &'s str {
        let before = self.before();
        let head = &before[..before.len() - self.clause_before().len()];
        let Some(head) = head.strip_suffix([',', '，']) else {
            return "";
        };
        head.rfind(MARKS)
            .map_or(head, |at| head[at..].trim_start_matches(MARKS))
    }

    /// The sentence before the match.
    pub fn sentence_before(&self) -> &'s str {
        &self.text[self.bounds().0..self.span.start]
    }

    /// First byte of the sentence, at most [`WINDOW`] bytes back, and one past its last.
    fn bounds(&self) -> (usize, usize) {
        let (start, end) = self.memo.bounds(self.span, || {
            let before = self.before();
            let own = before
                .rfind(STOPS)
                .map_or(before, |at| before[at..].trim_start_matches(STOPS));
            let after = self.after();
            (
                self.span.start - own.len(),
                self.span.end + after.find(STOPS).unwrap_or(after.len()),
            )
        });
        if self.span.start - start <= WINDOW {
            return (start, end);
        }
        (self.span.start - self.before().len(), end)
    }

    /// Whether byte `at` stands in the sentence of the match, before it.
    pub fn shares_sentence(&self, at: usize) -> bool {
        (self.bounds().0..self.span.start).contains(&at)
    }

    /// Whether a clause ends right after `tail`, a byte of the clean text: in the object-number order of plans the number does.
    pub fn ends_at(&self, tail: usize) -> bool {
        let after = &self.text[tail.min(self.piece.end)..self.piece.end];
        after.trim_start_matches(' ').is_empty()
            || after.starts_with(MARKS)
            || after.starts_with(['、', ')', '(', '〔', '[', '和', '及', '与'])
    }

    /// The sentence around the match.
    pub fn sentence(&self) -> &'s str {
        let (start, end) = self.bounds();
        &self.text[start..end]
    }

    /// Whether the match begins in the middle of a longer number or word of letters.
    pub fn continues_a_number(&self) -> bool {
        let starts_with_digit = self.words().starts_with(|c: char| c.is_ascii_digit());
        let before = self.before();
        if before.ends_with('.') || before.ends_with(|c: char| c.is_ascii_alphabetic()) {
            return true;
        }
        if starts_with_digit {
            before.ends_with(|c: char| c.is_ascii_digit() || c == '+')
        } else {
            before.ends_with(|c: char| "〇○零一二三四五六七八九十百千万两第几".contains(c) || c.is_ascii_digit())
        }
    }

    /// Whether the match stands inside 《》, 〔〕 or quotes. A whole sentence in quotes is no name.
    pub fn in_name(&self) -> bool {
        const NAME: usize = 16;
        const TITLE: usize = 60;
        for (distance, c) in self.before().chars().rev().take(TITLE).enumerate() {
            match c {
                '《' | '〔' => return true,
                '“' | '「' | '‘' => return distance < NAME,
                '》' | '〕' | '”' | '」' | '’' | '。' => return false,
                _ => {}
            }
        }
        false
    }
}
