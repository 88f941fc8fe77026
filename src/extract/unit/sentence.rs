//! Walks one piece of an item: first its responsibility brackets and labels, then its sentences clause by clause, and
//! carries the subject of a sentence from clause to clause. Input: clean text and one piece; output: hits in bytes of
//! the clean text. Not handled: subjects carried over from the sentence before.

use super::bracket::{self, entries};
use super::charge::charges;
use super::duty::duty;
use super::label::label;
use super::name::{Kind, closing, first};
use super::scan::{Clause, Clauses, Place, What, inside, scan};
use super::subject::{self, subject};
use super::terms::{Terms, width};
use super::words::{ADVERB, BORDER, CONTROL, MODAL, STOPS, VERB, Word, is, word};
use super::{Conventions, Hit};
use crate::extract::clause::Mark;
use crate::model::{ByteSpan, Role};

/// Buffers of one walk, kept from piece to piece.
#[derive(Default)]
pub(super) struct Buffers {
    places: Vec<Place>,
}

/// Reads the hits of one piece.
pub(super) fn read(text: &str, piece: ByteSpan, conventions: Conventions, buffers: &mut Buffers, hits: &mut Vec<Hit>) {
    let places = &mut buffers.places;
    places.clear();
    scan(text, piece, places);
    let taken = marked(text, piece, conventions, places, hits);
    let mut at = piece.start;
    for taken in taken.iter().copied().chain([ByteSpan::new(piece.end, piece.end)]) {
        if taken.start > at {
            running(text, ByteSpan::new(at, taken.start), places, hits);
        }
        at = at.max(taken.end);
    }
}

/// No responsibility bracket is longer than this, in bytes; farther than that a closing mark is not looked for.
const LONGEST_BRACKET: usize = 1_500;

/// The place up to which the bracket at `at` may reach.
fn within(text: &str, at: usize, limit: usize) -> usize {
    let mut end = limit.min(at + LONGEST_BRACKET);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// Reads brackets and labels of responsibility; returns what they took up, in order.
fn marked(
    text: &str,
    piece: ByteSpan,
    conventions: Conventions,
    places: &[Place],
    hits: &mut Vec<Hit>,
) -> Vec<ByteSpan> {
    let mut taken = Vec::new();
    let mut from = piece.start;
    let mut skip = piece.start;
    for place in places {
        let at = place.at;
        let open = match place.what {
            What::Bracket => true,
            What::End(Mark::Colon) => false,
            _ => continue,
        };
        if at < skip {
            continue;
        }
        let width = width(text.as_bytes()[at]);
        if open {
            // In a run of opening marks only the last can open a charge.
            if text[at + width..piece.end].starts_with(['(', '[', '【', '〔', '（']) {
                continue;
            }
            let close = closing(text, at, within(text, at, piece.end));
            let shut = text[at..close].ends_with([')', ']', '】', '〕', '）']);
            // a closing mark lost at a line end: the next item or the next such bracket ends this one
            let cut = lost_end(&text[at + width..close]);
            let shut = shut && cut.is_none();
            let close = cut.map_or(close, |cut| at + width + cut);
            let end = if shut {
                close - text[..close].chars().next_back().map_or(0, char::len_utf8)
            } else {
                close
            };
            let content = ByteSpan::new((at + width).min(end), end);
            let before = text[piece.start..at].chars().next_back();
            let bare = matches!(before, None | Some('。' | '；' | ';' | '.' | ')' | '）'))
                && !matches!(text[close..piece.end].chars().next(), Some(',' | '，' | '的' | '、'));
            if content.start < content.end && bracket::inside(text, content, bare, conventions, hits) {
                taken.push(ByteSpan::new(at, close));
                from = close;
                skip = close;
            } else if shut {
                skip = close;
            }
            continue;
        }
        let Some(found) = label(text, from, at) else { continue };
        let before = &text[from..found.start];
        if PART.closes(before).is_some() {
            continue;
        }
        let start = at + width;
        let end = label_end(text, start, piece.end);
        if let Some(role) = found.role {
            entries(
                text,
                ByteSpan::new(start, end),
                Some(role),
                conventions,
                hits,
                "unit.label",
            );
        }
        taken.push(ByteSpan::new(found.start, end));
        from = end;
        skip = end;
    }
    taken
}

/// Words before a label that make it part of a sentence.
const PART: Terms<6> = Terms::new(["各", "有关", "相关", "由", "和", "及"]);

/// Where a bracket of responsibility must have ended although no mark closes it: before `2.…` or `(责任单位`.
fn lost_end(content: &str) -> Option<usize> {
    if !content.starts_with(['责', '牵', '主', '承', '配']) || !content.contains(['.', '(']) {
        return None;
    }
    let bytes = content.as_bytes();
    let item = content.match_indices('.').find_map(|(dot, _)| {
        let digits = bytes[..dot]
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        (digits > 0 && !bytes.get(dot + 1).is_some_and(u8::is_ascii_digit)).then_some(dot - digits)
    });
    let next = ["(责任", "(牵头"].iter().filter_map(|open| content.find(open)).min();
    item.into_iter().chain(next).min()
}

/// Where the list after a label ends: at a stop, a line end, or where the next label begins.
fn label_end(text: &str, start: usize, limit: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, c) in text[start..limit].char_indices() {
        let at = start + offset;
        match c {
            '(' | '〔' | '[' => depth += 1,
            ')' | '〕' | ']' => depth = depth.saturating_sub(1),
            '。' | '\n' if depth == 0 => return at,
            ':' | '：' => {
                if let Some(next) = label(text, start, at) {
                    return next.start;
                }
            }
            _ => {}
        }
    }
    limit
}

/// The subject of the sentence so far.
#[derive(Default)]
struct Sentence {
    /// Where its hits stand in the list of hits.
    subject: Option<std::ops::Range<usize>>,
    /// Bodies set up by the clause before: `成立领导小组,负责…`.
    set_up: Vec<ByteSpan>,
    /// Bodies whose duty is to be carried out, kept until the sentence names nobody else.
    duties: Vec<ByteSpan>,
    /// A clause that held only names, waiting for its predicate.
    open: Option<(Vec<ByteSpan>, Mark)>,
}

fn running(text: &str, span: ByteSpan, places: &[Place], hits: &mut Vec<Hit>) {
    let mut sentence = Sentence::default();
    let mut clauses = Clauses::new(text, span, inside(places, span));
    let mut before: Option<Clause> = None;
    let mut now = clauses.next();
    while let Some(clause) = now {
        let next = clauses.next();
        read_clause(text, clause, before, next, &mut sentence, hits);
        if matches!(clause.end, Mark::Stop | Mark::End) && sentence.open.is_none() {
            close(&mut sentence, hits);
        } else if clause.end == Mark::Semicolon {
            // a new part of the sentence may have its own subject; the old one no longer governs charges
            sentence.set_up.clear();
            if sentence.subject.is_none() {
                close(&mut sentence, hits);
            }
        }
        before = now;
        now = next;
    }
    close(&mut sentence, hits);
}

/// Ends a sentence: bodies whose duty it wants carried out are actors if it named nobody else.
fn close(sentence: &mut Sentence, hits: &mut Vec<Hit>) {
    let ended = std::mem::take(sentence);
    if ended.subject.is_none() {
        hits.extend(ended.duties.into_iter().map(|span| Hit {
            span,
            role: Role::Actor,
            rule: "unit.duty",
        }));
    }
}

fn read_clause(
    text: &str,
    clause: Clause,
    before: Option<Clause>,
    next: Option<Clause>,
    sentence: &mut Sentence,
    hits: &mut Vec<Hit>,
) {
    let span = clause.span;
    let opening = word(text, span.start, span.end);
    // a clause of names only: what follows decides
    if let Some((names, mark)) = sentence.open.take()
        && continues(text, span, opening)
    {
        let mut role = subject::role(text, span.start, span.end);
        if role == Role::Actor && matches!(mark, Mark::Colon | Mark::Stop) && opening.class & (MODAL | BORDER) == 0 {
            role = Role::Responsible;
        }
        take_subject(sentence, names, role, hits);
        charges(text, span, clause.places, hits);
        return;
    }
    let goes_on = matches!(clause.end, Mark::Comma | Mark::Colon) || (clause.end == Mark::Stop && before.is_none());
    let found = subject(text, &clause, opening, goes_on && next.is_some());
    let start = hits.len();
    match found {
        Some(found) if found.open => sentence.open = Some((found.names, clause.end)),
        Some(found) => {
            // `X…的,` only says in which case
            let condition = clause.end == Mark::Comma
                && span.of(text).ends_with('的')
                && !next.is_some_and(|next| orders(text, next.span));
            // `X在Y领导下,由Z…`: Z carries it out
            let yielding = clause.end == Mark::Comma
                && span.of(text).ends_with('下')
                && next.is_some_and(|next| next.span.of(text).starts_with('由'));
            if !condition && !yielding {
                take_subject(sentence, found.names, found.role, hits);
            }
            let from = found.predicate;
            charges(text, ByteSpan::new(from, span.end), clause.places, hits);
            set_up(text, ByteSpan::new(from, span.end), sentence);
            return;
        }
        None => {
            charges(text, span, clause.places, hits);
            let carrying = sentence.subject.is_some() || !sentence.set_up.is_empty();
            let carried = carrying && carry(text, span, sentence, hits);
            let duties = opening.class & STOPS != 0
                && (opening.class & ADVERB != 0
                    || matches!(first(text, span.start), '发' | '落' | '强' | '压' | '夯' | '靠' | '严'));
            if !carried && duties {
                let duties = duty(
                    text,
                    span,
                    before
                        .filter(|before| before.end == Mark::Comma)
                        .map(|before| before.span),
                );
                if sentence.subject.is_none() {
                    sentence.duties.extend(duties);
                }
            }
            set_up(text, span, sentence);
        }
    }
    // whoever `由…` charges carries out the sentence's work
    if hits.len() > start && hits[start..].iter().any(|hit| hit.rule == "unit.charge.by") {
        sentence.subject.get_or_insert(start..hits.len());
    }
}

fn take_subject(sentence: &mut Sentence, names: Vec<ByteSpan>, role: Role, hits: &mut Vec<Hit>) {
    let start = hits.len();
    hits.extend(names.into_iter().map(|span| Hit {
        span,
        role,
        rule: "unit.subject",
    }));
    sentence.subject = Some(start..hits.len());
    sentence.set_up.clear();
}

/// Whether a clause begins with a predicate that wants a subject from before.
fn continues(text: &str, span: ByteSpan, opening: Word) -> bool {
    opening.class & (MODAL | ADVERB | VERB | CONTROL) != 0
        || opening.class & BORDER != 0
            && !matches!(first(text, span.start), '的' | '由' | '但' | '如' | '若' | '凡' | '且')
        || opening.class & super::words::SOFT != 0
        || subject::skip_time(text, span.start, span.end) > span.start
}

const REFUSALS: Terms<3> = Terms::new(["将", "不再", "不予"]);

/// Whether a clause begins with a modal that its subject must obey: neither the future nor what others then refuse.
fn orders(text: &str, span: ByteSpan) -> bool {
    is(text, span.start, span.end, MODAL) && REFUSALS.opens(span.of(text)).is_none()
}

/// Verbs of a charge at the head of a predicate.
const CARRYING: Terms<3> = Terms::new(["负责", "承担", "牵头"]);

/// A later clause of the sentence charges its subject, or the body just set up.
fn carry(text: &str, span: ByteSpan, sentence: &mut Sentence, hits: &mut Vec<Hit>) -> bool {
    let mut at = span.start;
    loop {
        let next = word(text, at, span.end);
        if next.class & (ADVERB | MODAL) == 0 || next.class & VERB != 0 {
            break;
        }
        at += next.len;
    }
    if CARRYING.opens(&text[at..span.end]).is_none() {
        return false;
    }
    let role = subject::role(text, at, span.end);
    if role == Role::Actor {
        return false;
    }
    if !sentence.set_up.is_empty() {
        let names = std::mem::take(&mut sentence.set_up);
        hits.extend(names.into_iter().map(|span| Hit {
            span,
            role,
            rule: "unit.charge.set-up",
        }));
        return true;
    }
    if let Some(subject) = &sentence.subject {
        for hit in &mut hits[subject.clone()] {
            if hit.role == Role::Actor {
                hit.role = role;
            }
        }
        return true;
    }
    false
}

const SETTING_UP: Terms<4> = Terms::new(["成立", "设立", "组建", "建立"]);

/// `成立X`, `设立X`, `组建X` at the end of a clause.
fn set_up(text: &str, span: ByteSpan, sentence: &mut Sentence) {
    let words = span.of(text);
    // only a clause that ends with the rank of an organ can do so
    if !matches!(
        words.chars().next_back(),
        Some('组' | '会' | '委' | '部' | '办' | '班' | '局' | '室' | '处' | '院' | '心' | '队' | '府' | '构')
    ) {
        return;
    }
    let mut last = None;
    let mut from = 0;
    while let Some((offset, verb)) = SETTING_UP.find_from(words, from) {
        last = Some((offset, verb));
        from = offset + verb.len();
    }
    let Some((offset, verb)) = last else { return };
    let start = span.start + offset + verb.len();
    let Some(found) =
        super::list::list(text, start, span.end).filter(|found| found.end == span.end && found.kind == Kind::Rank)
    else {
        return;
    };
    // a team inside the body that sets it up does not take its charge over
    let inner = ["专班", "小组", "工作组"]
        .iter()
        .any(|noun| text[..span.end].ends_with(noun))
        && !text[..span.end].ends_with("领导小组");
    if !(inner && sentence.subject.is_some()) {
        sentence.set_up = found.names;
    }
}
