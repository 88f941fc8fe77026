//! The list against the notice it was made from: the words stand where the spans say.
//!
//! A fact's text is normalized, so the notice is normalized too, and a span of the source is right where the text,
//! found in the clean words, leads back to that very span.

use super::place::quoted;
use super::{Fault, Loaded, Origin, facts};
use crate::model::{ByteSpan, CharSpan, Source, SourceText};
use crate::normalize::{Normalized, normalize};

/// Gives the notices that lists were made from.
pub trait Sources {
    /// The notice, if it is at hand.
    fn find(&self, source: &Source) -> Sight;
}

/// What is at hand of a notice.
#[derive(Debug)]
pub enum Sight {
    /// Nothing, or nothing that can be read.
    None,
    /// A file of that name with other content.
    Other,
    /// The notice.
    Text(Box<View>),
}

/// No notice is at hand.
#[derive(Debug, Clone, Copy)]
pub struct NoSources;

impl Sources for NoSources {
    fn find(&self, _: &Source) -> Sight {
        Sight::None
    }
}

/// A notice, ready to be looked up in.
#[derive(Debug)]
pub struct View {
    clean: Normalized,
    /// Byte of each code point of the source, and its length at the end.
    bytes: Vec<usize>,
    /// For each character of the clean text, in order: where it begins there, and what of the source it came from.
    origins: Vec<(usize, ByteSpan)>,
}

impl View {
    /// Prepares a notice that was read.
    #[must_use]
    pub fn new(source: &SourceText) -> Self {
        let clean = normalize(&source.text, &source.tables);
        let ends = std::iter::once(source.text.len());
        let bytes = source.text.char_indices().map(|(at, _)| at).chain(ends).collect();
        let origin = |(at, c): (usize, char)| (at, clean.map.to_source(ByteSpan::new(at, at + c.len_utf8())));
        let origins = clean.text.char_indices().map(origin).collect();
        Self { clean, bytes, origins }
    }

    /// Bytes of the source; none where the span leaves it.
    fn source(&self, span: CharSpan) -> Option<ByteSpan> {
        let (start, end) = (*self.bytes.get(span.start)?, *self.bytes.get(span.end)?);
        (start <= end).then_some(ByteSpan::new(start, end))
    }

    /// The clean text that came from these bytes of the source.
    fn clean(&self, span: ByteSpan) -> ByteSpan {
        let first = self.origins.partition_point(|(_, from)| from.start < span.start);
        let last = self.origins.partition_point(|(_, from)| from.end <= span.end);
        let at = |index: usize| self.origins.get(index).map_or(self.clean.text.len(), |(at, _)| *at);
        ByteSpan::new(at(first), at(last.max(first)))
    }

    /// Whether `text` is what stands at these bytes of the source, no more and no less.
    fn says(&self, span: ByteSpan, text: &str) -> bool {
        let here = self.clean(span);
        let words = here.of(&self.clean.text);
        let exact = |(at, _): (usize, &str)| {
            let start = here.start + at;
            self.clean.map.to_source(ByteSpan::new(start, start + text.len())) == span
        };
        words == text || !text.is_empty() && words.match_indices(text).take(64).any(exact)
    }
}

const REMAKE: &str = "请对照原文改正；清单与原文不是同一版时，请重新生成。";

/// Checks one list; says whether its notice was at hand.
pub(super) fn check(loaded: &Loaded, sources: &dyn Sources, faults: &mut Vec<Fault>) -> bool {
    let source = &loaded.list.notice.source;
    let view = match sources.find(source) {
        Sight::None => return false,
        Sight::Other => {
            let what = format!(
                "{} 的内容已与生成清单时不同（sha256 不符），没有核对位置",
                quoted(&source.path)
            );
            let remedy = "请用这份文件重新生成清单，或用 --sources 指出原来的文件夹。";
            faults.push(loaded.notice.fault("E311", "source.sha256", "", what, remedy));
            return false;
        }
        Sight::Text(view) => view,
    };
    let mut at = |origin: &Origin, field: &str, path: &str, span: CharSpan| -> Option<ByteSpan> {
        let found = view.source(span);
        if found.is_none() && span.start <= span.end {
            let what = format!(
                "{}..{} 超出原文（共 {} 个字符）",
                span.start,
                span.end,
                view.bytes.len() - 1
            );
            faults.push(origin.fault("E307", field, path, what, REMAKE));
        }
        found
    };
    let mut differ = Vec::new();
    for (index, cite) in loaded.list.notice.cites.iter().enumerate() {
        at(&loaded.notice, &format!("cites[{index}].span"), "", cite.span);
    }
    for (warning, origin) in loaded.list.warnings.iter().zip(&loaded.warnings) {
        warning.span.and_then(|span| at(origin, "span", "", span));
    }
    for (item, origin) in loaded.list.items.iter().zip(&loaded.items) {
        let Some(span) = at(origin, "span", &item.path, item.span) else {
            continue;
        };
        let words = view.clean(span).of(&view.clean.text);
        let reviewed = origin.value.get("reviewed").is_some_and(|value| value == true);
        if let Some(line) = item.text.lines().find(|line| !reviewed && !words.contains(line.trim())) {
            let what = format!("原文的这个位置没有 {}", quoted(line));
            differ.push(origin.fault("E308", "text", &item.path, what, REMAKE));
        }
        for fact in facts::all(item, &origin.value) {
            let field = format!("{}.span", fact.field);
            let Some(span) = at(origin, &field, &item.path, fact.span) else {
                continue;
            };
            if !fact.reviewed && !view.says(span, fact.text) {
                let words = quoted(view.clean(span).of(&view.clean.text));
                let what = format!("原文的这个位置是 {words}，不是 {}", quoted(fact.text));
                differ.push(origin.fault("E308", &field, &item.path, what, REMAKE));
            }
        }
    }
    faults.append(&mut differ);
    true
}
