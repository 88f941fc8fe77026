//! What holds for every input, stage by stage. Each function panics where it does not. The property tests and the fuzz
//! targets (`fuzz/`) both call these.

// Each of them uses some only.
#![allow(dead_code)]

use gongdan::emit::json;
use gongdan::model::{ByteSpan, CharSpan, Facts, Format, TaskList};
use gongdan::pipeline::{Options, lists};
use gongdan::read::{ReadOptions, read as decode};
use gongdan::{extract, normalize, segment};

/// The formats that a file's ending names; a fuzzer chooses one by number.
pub const FORMATS: [Option<Format>; 7] = [
    None,
    Some(Format::Text),
    Some(Format::Markdown),
    Some(Format::Html),
    Some(Format::Mht),
    Some(Format::Eml),
    Some(Format::Csv),
];

/// The span stands in the text, on borders of characters.
fn stands(span: ByteSpan, text: &str) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
}

/// Reading gives a text or an error; tables stand in the text; twice the same.
pub fn read(bytes: &[u8], format: Option<Format>) {
    let options = ReadOptions {
        format,
        ..ReadOptions::default()
    };
    let Ok(source) = decode(bytes, &options) else {
        return;
    };
    for table in &source.tables {
        stands(table.span, &source.text);
        table.cells.iter().for_each(|cell| stands(*cell, &source.text));
    }
    source
        .findings
        .iter()
        .filter_map(|finding| finding.span)
        .for_each(|span| stands(span, &source.text));
    let again = decode(bytes, &options).expect("it was read before");
    assert_eq!(source.text, again.text);
}

/// Every character of the clean text leads back into the source, in order; cleaning twice changes nothing more than once.
pub fn normalize(text: &str) {
    let clean = normalize::normalize(text, &[]);
    let mut last = 0;
    for (at, c) in clean.text.char_indices() {
        let span = clean.map.to_source(ByteSpan::new(at, at + c.len_utf8()));
        stands(span, text);
        assert!(span.start >= last || span.is_empty(), "{span:?} before {last}");
        last = span.start;
    }
    clean
        .findings
        .iter()
        .filter_map(|finding| finding.span)
        .for_each(|span| stands(span, text));
}

/// All that the outline names stands in the clean text; parents come before their items; the parts leave no gap.
pub fn segment(clean: &str) {
    let outline = segment::segment(clean, &[]);
    for (index, item) in outline.items.iter().enumerate() {
        [item.label_span, item.heading, item.span]
            .into_iter()
            .chain(item.text.iter().copied())
            .chain(item.charges.iter().copied())
            .for_each(|span| stands(span, clean));
        assert!(item.parent.is_none_or(|parent| parent < index));
    }
    outline
        .paragraphs
        .iter()
        .for_each(|paragraph| stands(paragraph.span, clean));
    let mut end = 0;
    for part in &outline.parts {
        assert_eq!(part.span.start, end, "the parts have a gap");
        end = part.span.end;
    }
    assert!(outline.parts.is_empty() || end == clean.len());
}

/// All facts stand in the clean text with the words they quote; actions that facts name are there.
pub fn extract(clean: &str) {
    let outline = segment::segment(clean, &[]);
    let reading = extract::extract(clean, &outline, None);
    assert_eq!(reading.items.len(), outline.items.len());
    let all = reading.items.iter().chain(&reading.paragraphs).chain(&reading.rows);
    all.for_each(|facts| facts_stand(facts, clean));
    reading.cites.iter().for_each(|cite| stands(cite.span, clean));
}

fn facts_stand(facts: &Facts, clean: &str) {
    let deadlines = facts.deadlines.iter().map(|found| (found.span, found.action));
    let units = facts.units.iter().map(|found| (found.span, found.action));
    let targets = facts.targets.iter().map(|found| (found.span, found.action));
    for (span, action) in deadlines.chain(units).chain(targets) {
        stands(span, clean);
        assert!(action.is_none_or(|action| action < facts.actions.len()));
    }
    facts.actions.iter().for_each(|action| stands(action.span, clean));
    for found in &facts.deadlines {
        assert!(
            found.start.zip(found.end).is_none_or(|(start, end)| start <= end),
            "{found:?}"
        );
    }
    assert!(facts.targets.iter().all(|target| target.value.is_finite()));
}

/// The whole road on the bytes of a text: spans inside the source and in order, JSON that reads back, the same bytes
/// twice.
pub fn road(text: &str) {
    let Ok(source) = decode(text.as_bytes(), &ReadOptions::default()) else {
        return;
    };
    let made = lists("n.txt", &source, &Options::default());
    let count = source.text.chars().count();
    for span in made.iter().flat_map(spans) {
        assert!(
            span.start <= span.end && span.end <= count,
            "{span:?} of {count} in {text:?}"
        );
    }
    let bytes = |lists: &[TaskList]| lists.iter().map(json::to_vec).collect::<Vec<_>>();
    let first = bytes(&made);
    for json in &first {
        let back: TaskList = serde_json::from_slice(json).expect("our own JSON");
        assert_eq!(json, &json::to_vec(&back), "read and written again");
    }
    assert_eq!(first, bytes(&lists("n.txt", &source, &Options::default())));
}

fn spans(list: &TaskList) -> Vec<CharSpan> {
    let facts = list.items.iter().flat_map(|item| {
        let deadlines = item.deadlines.iter().map(|found| found.span);
        let units = item.units.iter().map(|found| found.span);
        let targets = item.targets.iter().map(|found| found.span);
        let actions = item.actions.iter().map(|found| found.span);
        actions.chain(deadlines).chain(units).chain(targets).chain([item.span])
    });
    facts
        .chain(list.warnings.iter().filter_map(|warning| warning.span))
        .chain(list.notice.cites.iter().map(|cite| cite.span))
        .collect()
}
