//! 署名 and 成文日期: who signs and when, and where nobody signs, whom title or red head name.

use super::{Reader, Role};
use crate::model::ByteSpan;
use crate::segment::head::body_name::{are_body_names, bodies, is_body_name};
use crate::segment::head::date::{date_at_end, date_line, signed_date};
use crate::segment::head::doc_number::doc_number;
use crate::segment::head::title::Title;
use crate::segment::numbering::label_at;

/// What stands for the seal behind the name of a body.
const SEALS: [&str; 6] = ["(盖章)", "(印章)", "(公章)", "(签章)", "(代章)", "(章)"];

/// How far from the top the red head of a notice without a title stands, in lines.
const RED_HEAD: usize = 6;

impl Reader<'_> {
    /// Dates on lines of their own, and the names of bodies above them or on the same line.
    pub(super) fn signatures(&mut self, body: usize) {
        let mut dated_above = false;
        let mut signed_at: Option<usize> = None;
        let last_label = (0..self.lines.len())
            .rev()
            .find(|&at| self.is_text(at) && self.labels[at].is_some());
        for at in 0..self.lines.len() {
            if !self.is_text(at) {
                continue;
            }
            let words = self.words(at);
            if words.len() > 180 {
                continue;
            }
            let below_name = at > 0 && self.is_text(at - 1) && signs(self.words(at - 1));
            let date = if below_name {
                signed_date(words)
            } else {
                date_line(words)
            };
            let (date, names) = match (date, date_at_end(words)) {
                (Some(date), _) => (date, None),
                (None, Some((names, date))) if is_signature_line(names) => (date, Some(names)),
                _ => continue,
            };
            // A date in the midst of labelled text heads a stage (`2021年3月5日` …), unless bodies sign above it.
            let mut first = at;
            if names.is_none() {
                while first > 0 && self.is_text(first - 1) && signs(self.words(first - 1)) {
                    first -= 1;
                }
                // A seal alone signs nothing.
                if (first..at).all(|line| is_seal(self.words(line))) {
                    first = at;
                }
            }
            // Macau says where it was signed: `二零一九年十一月十四日于房屋局`.
            let place = words
                .rsplit_once('于')
                .map(|(_, name)| name)
                .filter(|name| names.is_none() && is_body_name(name));
            let signed = first < at || names.is_some() || place.is_some();
            // The date may stand above the bodies that sign.
            let mut last = at;
            if !signed && last_label.is_none_or(|label| at > label) {
                while last + 1 < self.lines.len() && self.is_text(last + 1) && is_signature_line(self.words(last + 1)) {
                    last += 1;
                }
            }
            let below = at + 1..last + 1;
            let outside = last_label.is_none_or(|last| at > last)
                || (0..at).all(|l| !self.is_text(l) || self.labels[l].is_none());
            // Right below the heading of an item a date is that of a stage.
            let of_stage = !signed
                && last == at
                && at > 0
                && self.is_text(at - 1)
                && self.labels[at - 1].is_some()
                && !self.words(at - 1).ends_with(['。', ';', '；']);
            if !signed && !outside || of_stage {
                continue;
            }
            self.layout.roles[first..=last].fill(Role::Head);
            // A notice that is dated above its text is not signed again below it: that is a document it passes on.
            if dated_above && at > body {
                continue;
            }
            dated_above |= at < body;
            if self.layout.head.issued.is_none() || signed && self.layout.head.issuers.is_empty() {
                self.layout.head.issued = Some(self.found(date, at));
            }
            // One body below the other, each with its date: the last one counts.
            let joint = signed && signed_at.is_some_and(|before| before + 1 == first);
            if joint {
                self.layout.head.issued = Some(self.found(date, at));
            }
            if signed {
                signed_at = Some(at);
            }
            if joint || (signed || last > at) && self.layout.head.issuers.is_empty() {
                let line = self.lines[at].span;
                let signers: Vec<ByteSpan> = match (names, place) {
                    (Some(names), _) => bodies(self.text, ByteSpan::new(line.start, line.start + names.len())),
                    (None, Some(place)) => bodies(self.text, ByteSpan::new(line.end - place.len(), line.end)),
                    (None, None) => (first..at)
                        .chain(below)
                        .filter(|line| !is_seal(self.words(*line)))
                        .flat_map(|line| bodies(self.text, self.lines[line].span))
                        .collect(),
                };
                let signers = signers.into_iter().map(|span| without_seal(self.text, span)).collect();
                let signers = self.named(signers);
                self.layout.head.issuers.extend(signers);
            }
        }
    }

    /// Where nobody signs: the bodies that the title or the red head names.
    pub(super) fn issuers(&mut self, title: Option<&Title>) {
        if !self.layout.head.issuers.is_empty() {
            return;
        }
        let Some(title) = title else {
            // A letter without a title (函 of Taiwan) still has its red head.
            return self.red_head(self.lines.len().min(RED_HEAD), true);
        };
        let words = title.span.of(self.text);
        // Pages put the number before the title: `云政发〔2020〕3号-云溪市人民政府关于…`.
        let from = doc_number(words)
            .filter(|number| number.span.start == 0)
            .map_or(0, |number| {
                number.span.end + words[number.span.end..].find(|c: char| c.is_alphabetic()).unwrap_or(0)
            });
        let kind = ["公告", "通告"].iter().find_map(|kind| words.strip_suffix(kind));
        let front = match kind.filter(|name| is_body_name(name)) {
            // `云溪县人民政府公告`
            Some(name) => Some(name.len()),
            None => {
                // `云溪县交通运输局对…建议的答复`
                let reply = words.ends_with("答复").then_some("对");
                let verbs = ["关于", "印发", "转发", "批转"].into_iter().chain(reply);
                let verb = verbs.filter_map(|word| words.find(word)).min();
                // `青禾县政府112年度…计划`
                verb.or_else(|| {
                    let year = words.find(|c: char| c.is_ascii_digit())?;
                    let rest = words[year..].trim_start_matches(|c: char| c.is_ascii_digit());
                    (rest.starts_with('年') && is_body_name(&words[..year])).then_some(year)
                })
            }
        };
        if let Some(front) = front.filter(|&front| front > from) {
            let span = ByteSpan::new(
                title.span.start + from,
                title.span.start + words[..front].trim_end().len(),
            );
            let names: Vec<ByteSpan> = span
                .of(self.text)
                .split('\n')
                .scan(span.start, |at, line| {
                    let start = *at;
                    *at += line.len() + 1;
                    Some(ByteSpan::new(
                        start + (line.len() - line.trim_start().len()),
                        start + line.trim_end().len(),
                    ))
                })
                .filter(|s| s.start < s.end)
                .flat_map(|s| bodies(self.text, s))
                .collect();
            if !names.is_empty() && names.iter().all(|s| is_body_name(s.of(self.text))) {
                self.layout.head.issuers = self.named(names);
                return;
            }
        }
        self.red_head(title.first, false);
    }

    /// The bodies of the 发文机关标志 above line `limit`; `marked` demands the kind behind them.
    fn red_head(&mut self, limit: usize, marked: bool) {
        let named = |at: usize| {
            let words = self.words(at);
            // `云溪县人民政府文件云政发〔2021〕2号`
            let words = doc_number(words).map_or(words, |number| words[..number.span.start].trim_end());
            let kind = ["文件", "函"].iter().find_map(|kind| words.strip_suffix(kind));
            let name = kind.unwrap_or(words).trim();
            let start = self.lines[at].span.start;
            let span = ByteSpan::new(start, start + name.len());
            are_body_names(name).then_some((span, kind.is_some()))
        };
        let first = (0..limit).find_map(|at| {
            let (span, kind) = named(at)?;
            (self.layout.roles[at] == Role::Head && !marked || kind).then_some((at, span, kind))
        });
        let Some((at, span, kind)) = first else { return };
        let mut spans = vec![span];
        // Bodies one below the other, the kind behind the last.
        let mut closed = kind;
        for line in at + 1..limit {
            let Some((span, kind)) = named(line).filter(|_| !closed) else {
                break;
            };
            spans.push(span);
            closed = kind;
        }
        if !closed {
            spans.truncate(1);
        }
        // `云溪县人民政府` above `云溪县人民政府办公室文件` is the name of the site.
        let name = |span: &ByteSpan| span.of(self.text);
        if let [.., last] = spans[..] {
            spans.retain(|span| *span == last || !name(&last).starts_with(name(span)));
        }
        let bodies = spans.into_iter().flat_map(|span| bodies(self.text, span)).collect();
        self.layout.head.issuers = self.named(bodies);
    }
}

/// A signature, or the seal below one.
fn signs(words: &str) -> bool {
    is_seal(words) || is_signature_line(words)
}

/// `(印章)`, `(云溪县应急管理局代章)`.
fn is_seal(words: &str) -> bool {
    words.starts_with('(') && words.ends_with("章)") && words.chars().count() <= 30
}

/// Names of bodies that sign: one or several on a line, with blanks between them.
fn is_signature_line(words: &str) -> bool {
    let names = SEALS.iter().find_map(|seal| words.strip_suffix(seal)).unwrap_or(words);
    label_at(words, 0).is_none() && are_body_names(names)
}

/// The name without `(盖章)` behind it.
fn without_seal(text: &str, span: ByteSpan) -> ByteSpan {
    let words = span.of(text);
    let seal = SEALS
        .iter()
        .find(|seal| words.ends_with(**seal))
        .map_or(0, |seal| seal.len());
    ByteSpan::new(span.start, span.end - seal)
}
