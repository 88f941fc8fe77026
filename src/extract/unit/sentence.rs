//! Walks one piece of an item: first its responsibility brackets and labels, then its sentences clause by clause, and
//! carries the subject of a sentence from clause to clause. Input: clean text and one piece; output: hits in bytes of
//! the clean text. Not handled: subjects carried over from the sentence before.

use super::charge::{charges, helpers};
use super::chars::first;
use super::duty::duty;
use super::mark::marked;
use super::name::Kind;
use super::predicate;
use super::scan::{Clause, Clauses, Place, inside, scan};
use super::subject::subject;
use super::terms::Terms;
use super::time::skip_time;
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
    let from = hits.len();
    let mut at = piece.start;
    for taken in taken.iter().copied().chain([ByteSpan::new(piece.end, piece.end)]) {
        if taken.start > at {
            running(text, ByteSpan::new(at, taken.start), places, hits);
        }
        at = at.max(taken.end);
    }
    titles(text, piece, from, hits);
}

/// `发挥企业作用。` as the title of a piece names nobody where its text tells bodies to act.
fn titles(text: &str, piece: ByteSpan, from: usize, hits: &mut Vec<Hit>) {
    const LONGEST_TITLE: usize = 75;
    let Some(stop) = piece.of(text).find(['。', '\n']).filter(|stop| *stop <= LONGEST_TITLE) else {
        return;
    };
    let end = piece.start + stop;
    let title = |hit: &Hit| hit.rule == "unit.duty" && hit.span.end <= end;
    let acts = |hit: &Hit| hit.span.start > end && hit.role != Role::Support;
    if hits[from..].iter().any(title) && hits[from..].iter().any(acts) {
        let kept = hits.split_off(from);
        hits.extend(kept.into_iter().filter(|hit| !title(hit)));
    }
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
    /// That clause, or the one behind it, says where the bodies have their seat.
    seated: bool,
    /// It tells what has been so: `近年来,…`.
    past: bool,
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
    // `各省、自治区,特别是沿海地区,要…`: the clause between belongs to the names
    const AMONG: Terms<3> = Terms::new(["特别是", "尤其是", "包括"]);
    if let Some((names, _)) = &mut sentence.open
        && let Some(among) = AMONG.opens(span.of(text))
    {
        let inner = ByteSpan::new(span.start + among.len(), span.end);
        let more = super::list::list(text, inner.start, inner.end);
        // `各县,特别是沿海县要…`: what both must do follows at once
        if more.as_ref().is_none_or(|more| more.end < span.end)
            && let Some(found) = subject(
                text,
                &Clause { span: inner, ..clause },
                word(text, inner.start, inner.end),
                false,
            )
        {
            let mut all = std::mem::take(names);
            sentence.open = None;
            all.extend(found.names);
            take_subject(sentence, all, found.role, hits);
            return;
        }
        if clause.end == Mark::Comma {
            names.extend(
                more.filter(|more| more.end == span.end)
                    .map(|more| more.names)
                    .unwrap_or_default(),
            );
            return;
        }
    }
    // `X设在Y,负责…`: the clause of its seat says nothing else; what follows it is the charge
    if sentence.open.is_some() && SEATED.opens(span.of(text)).is_some() {
        sentence.seated = true;
        return;
    }
    let seated = std::mem::take(&mut sentence.seated);
    // a clause of names only: what follows decides
    if let Some((names, mark)) = sentence.open.take()
        && continues(text, span, opening)
        && (!seated || CARRYING.within(span.of(text)))
    {
        let name = names.first().map_or("", |name| name.of(text));
        if predicate::permitted(name, span.of(text)) {
            return;
        }
        let mut role = predicate::role(text, span.start, span.end);
        if role == Role::Actor
            && matches!(mark, Mark::Colon | Mark::Stop)
            && (opening.class & (MODAL | BORDER) == 0 || span.of(text).starts_with('对'))
        {
            role = Role::Responsible;
        }
        take_subject(sentence, names, role, hits);
        charges(text, span, clause.places, hits);
        return;
    }
    const PAST: Terms<4> = Terms::new(["年来", "以来", "过去一年", "近年"]);
    sentence.past |= clause.end == Mark::Comma && PAST.closes(span.of(text)).is_some();
    let goes_on = matches!(clause.end, Mark::Comma | Mark::Colon) || (clause.end == Mark::Stop && before.is_none());
    let found = subject(text, &clause, opening, goes_on && next.is_some());
    let start = hits.len();
    match found {
        Some(found) if found.open => {
            sentence.seated = SEATED.opens(&text[found.predicate..span.end]).is_some();
            sentence.open = Some((found.names, clause.end));
        }
        Some(found) => {
            // `X…的,` only says in which case
            let condition = clause.end == Mark::Comma
                && next.is_some_and(|next| {
                    if span.of(text).ends_with('的') {
                        // `供电公司对用户停电的,4小时内恢复供电`: whom it concerns, and who acts
                        !orders(text, next.span) && !text[found.predicate..span.end].starts_with('对')
                    } else {
                        is_case(text, next.span)
                    }
                });
            // `X在Y领导下,由Z…`: Z carries it out
            let yielding = clause.end == Mark::Comma
                && span.of(text).ends_with('下')
                && next.is_some_and(|next| next.span.of(text).starts_with('由'));
            let ordered = is(text, found.predicate, span.end, MODAL);
            // `企业利用旧厂房兴办文化产业,可…`: a permission
            let permitted = clause.end == Mark::Comma
                && !ordered
                && found.role == Role::Actor
                && next.is_some_and(|next| predicate::permitted("", next.span.of(text)));
            // `由A牵头,各街道组织实施`: the others carry out what one leads
            let led = sentence
                .subject
                .as_ref()
                .is_some_and(|range| hits[range.clone()].iter().any(|hit| hit.rule == "unit.charge.by"));
            let role = match found.role {
                Role::Actor if led && CARRIED_OUT.is(&text[found.predicate..span.end]) => Role::Responsible,
                role => role,
            };
            let wrote = !ordered && predicate::authored(&text[found.predicate..span.end]);
            if wrote {
                return;
            }
            if !condition && !yielding && !permitted && (!sentence.past || ordered) {
                take_subject(sentence, found.names, role, hits);
            }
            let from = found.predicate;
            charges(text, ByteSpan::new(from, span.end), clause.places, hits);
            if found.role == Role::Lead {
                helpers(text, from, span.end, true, hits);
            }
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

/// How the seat of a body is told.
const SEATED: Terms<3> = Terms::new(["设在", "设于", "挂靠"]);

/// What bodies do with work that another leads.
const CARRIED_OUT: Terms<8> = Terms::new([
    "组织实施",
    "具体实施",
    "具体落实",
    "组织落实",
    "抓好落实",
    "贯彻落实",
    "分工落实",
    "分头落实",
]);

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
        || skip_time(text, span.start, span.end) > span.start
}

const REFUSALS: Terms<10> = Terms::new([
    "将",
    "不再",
    "不予",
    "应当予以",
    "应予以",
    "应当给予",
    "应当依法给予",
    "应依法",
    "可",
    "可以",
]);

/// `X新增岗位…以上,并签订合同的,三年内减征…`: the case goes on in the next clause, and nobody is told to act.
fn is_case(text: &str, next: ByteSpan) -> bool {
    let words = next.of(text);
    words.starts_with(['并', '且', '或', '同']) && words.ends_with('的') && {
        let rest = text[next.end..].trim_start_matches([',', '，']);
        !["应", "须", "必须", "要", "不得"]
            .iter()
            .any(|modal| rest.starts_with(modal))
    }
}

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
    let role = predicate::role(text, at, span.end);
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
