//! 主送机关: the line or lines that address the notice, wherever they stand.

use super::{Reader, Role};
use crate::model::{ByteSpan, Found};
use crate::segment::furniture::is_furniture;
use crate::segment::head::body_name::bodies;
use crate::segment::head::doc_number::doc_number;
use crate::segment::head::recipients;
use crate::segment::head::title::ends_title;

impl Reader<'_> {
    /// Recipients stand below a title, a number or furniture, not below a paragraph.
    pub(super) fn is_after_title_like(&self, at: usize) -> bool {
        (0..at).all(|line| !self.words(line).ends_with('。') || is_furniture(self.words(line)))
    }

    pub(super) fn recipients(&mut self, line: usize) {
        // A long list may run over several lines.
        let mut first = line;
        while first > 0 && self.goes_on_below(first - 1) {
            first -= 1;
        }
        let span = ByteSpan::new(self.lines[first].span.start, self.lines[line].span.end);
        self.layout.roles[first..=line].fill(Role::Head);
        self.layout.head.recipients = recipients::split(self.text, span)
            .into_iter()
            .map(|span| Found {
                value: span.of(self.text).split_whitespace().collect(),
                span,
            })
            .collect();
    }

    /// Whether the line is the front of a list of recipients that the next line goes on with.
    fn goes_on_below(&self, at: usize) -> bool {
        let words = self.words(at);
        let opens = ["各", "省", "市", "县", "国务院"]
            .iter()
            .any(|word| words.starts_with(word));
        opens
            && (words.contains([',', '，', '、']) || recipients::are_unmarked(words))
            && !words.contains(['。', ':', '：', '《'])
            && !ends_title(words)
            && doc_number(words).is_none()
            && (words.starts_with('各') || words.ends_with([',', '，', '、']))
    }

    /// Recipients right below the title, or below the number under it, that lost their colon.
    pub(super) fn unmarked_recipients(&mut self, below: usize, limit: usize) {
        let at = (below..limit).find(|&at| !self.is_head_line(at) && !is_furniture(self.words(at)));
        if let Some(at) = at.filter(|&at| recipients::are_unmarked(self.words(at))) {
            self.recipients(at);
            for found in &mut self.layout.head.recipients {
                found.value = found.value.trim_end_matches(['。', ';', '；']).to_owned();
            }
        }
    }

    /// `正本:…` (函 of Taiwan) and `主送:…` name the recipients behind the colon; `受文者` only where it names them.
    pub(super) fn named_recipients(&mut self, limit: usize) {
        // 正本 stands below the text as well (函), and so may 主送 (GB/T 9704-2012 7.3.2, 7.4.2).
        let named = |lead: &str| {
            let limit = if matches!(lead, "受文者" | "致") {
                limit
            } else {
                self.lines.len()
            };
            (0..limit).find_map(|at| {
                let names = self.words(at).strip_prefix(lead)?.strip_prefix([':', '：'])?;
                (!names.trim_start().starts_with('如')).then_some((at, names.len()))
            })
        };
        if let Some((at, len)) = ["正本", "主送", "主送机关", "受文者", "致"].into_iter().find_map(named) {
            let span = self.lines[at].span;
            let names = ByteSpan::new(span.end - len, span.end);
            self.layout.roles[at] = Role::Head;
            self.layout.head.recipients = if names.of(self.text).contains([',', '，']) {
                let one = |span: &ByteSpan| Found {
                    value: span.of(self.text).trim_end_matches('。').to_owned(),
                    span: *span,
                };
                recipients::split(self.text, names).iter().map(one).collect()
            } else {
                self.named(bodies(self.text, names))
            };
        }
    }
}
