//! 署名 and 成文日期: who signs and when, and where nobody signs, whom title or red head name.

use super::{Reader, Role};
use crate::model::ByteSpan;
use crate::segment::head::body_name::{are_body_names, bodies, is_body_name};
use crate::segment::head::date::{date_at_end, date_line};
use crate::segment::head::doc_number::doc_number;
use crate::segment::head::title::Title;
use crate::segment::numbering::label_at;

impl Reader<'_> {
    /// Dates on lines of their own, and the names of bodies above them or on the same line.
    pub(super) fn signatures(&mut self, body: usize) {
        let mut dated_above = false;
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
            let (date, names) = match (date_line(words), date_at_end(words)) {
                (Some(date), _) => (date, None),
                (None, Some((names, date))) if are_body_names(names) => (date, Some(names)),
                _ => continue,
            };
            // A date in the midst of labelled text heads a stage (`2021年3月5日` …), unless bodies sign above it.
            let mut first = at;
            if names.is_none() {
                while first > 0 && self.is_text(first - 1) && is_signature_line(self.words(first - 1)) {
                    first -= 1;
                }
            }
            let signed = first < at || names.is_some();
            let outside = last_label.is_none_or(|last| at > last)
                || (0..at).all(|l| !self.is_text(l) || self.labels[l].is_none());
            if !signed && !outside {
                continue;
            }
            self.layout.roles[first..=at].fill(Role::Head);
            // A notice that is dated above its text is not signed again below it: that is a document it passes on.
            if dated_above && at > body {
                continue;
            }
            dated_above |= at < body;
            if self.layout.head.issued.is_none() || signed && self.layout.head.issuers.is_empty() {
                self.layout.head.issued = Some(self.found(date, at));
            }
            if signed && self.layout.head.issuers.is_empty() {
                let signers: Vec<ByteSpan> = match names {
                    Some(names) => {
                        let start = self.lines[at].span.start;
                        bodies(self.text, ByteSpan::new(start, start + names.len()))
                    }
                    None => (first..at)
                        .flat_map(|line| bodies(self.text, self.lines[line].span))
                        .collect(),
                };
                self.layout.head.issuers = self.named(signers);
            }
        }
    }

    /// Where nobody signs: the bodies that the title or the red head names.
    pub(super) fn issuers(&mut self, title: Option<&Title>) {
        if !self.layout.head.issuers.is_empty() {
            return;
        }
        let Some(title) = title else { return };
        let words = title.span.of(self.text);
        // Pages put the number before the title: `云政发〔2020〕3号-云溪市人民政府关于…`.
        let from = doc_number(words)
            .filter(|number| number.span.start == 0)
            .map_or(0, |number| {
                number.span.end + words[number.span.end..].find(|c: char| c.is_alphabetic()).unwrap_or(0)
            });
        let front = ["关于", "印发", "转发", "批转"]
            .iter()
            .filter_map(|w| words.find(w))
            .min();
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
        let red_head = (0..title.first).find_map(|at| {
            let words = self.words(at);
            let name = ["文件", "函"]
                .iter()
                .find_map(|kind| words.strip_suffix(kind))
                .unwrap_or(words)
                .trim();
            (self.layout.roles[at] == Role::Head && is_body_name(name))
                .then(|| ByteSpan::new(self.lines[at].span.start, self.lines[at].span.start + name.len()))
        });
        if let Some(span) = red_head {
            self.layout.head.issuers = self.named(bodies(self.text, span));
        }
    }
}

/// Names of bodies that sign: one or several on a line, with blanks between them.
fn is_signature_line(words: &str) -> bool {
    label_at(words, 0).is_none() && are_body_names(words)
}
