//! Facts → the task list: ids, paths, order, spans in code points of the source.

use super::identity;
use super::locate::Locator;
use crate::model::{
    Action, ByteSpan, Citation, Column, Deadline, Facts, Finding, Generator, Notice, Origin, Outline, Reading, Row,
    SCHEMA_VERSION, Source, SourceText, Target, TaskItem, TaskList, Unit,
};
use crate::normalize::Normalized;
use crate::segment::numbering::label_at;
use std::collections::HashMap;
use uuid::Uuid;

/// Longest heading, in characters.
const HEADING: usize = 40;

/// One notice of a source.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// Its clean text.
    pub text: &'a str,
    /// Where that stands in the clean text of the source.
    pub span: ByteSpan,
    /// Leads spans of [`Piece::text`] back.
    pub locator: Locator<'a>,
}

/// Puts the list together.
#[must_use]
pub fn assemble(
    path: &str,
    source: &SourceText,
    clean: &Normalized,
    piece: &Piece<'_>,
    outline: &Outline,
    reading: &Reading,
) -> TaskList {
    let Piece { text, span, locator } = *piece;
    let id = identity::notice(&outline.head, text);
    let items = items(text, id, &locator, outline, reading);
    let mut warnings: Vec<Finding> = Vec::new();
    // What the reader noticed of the whole source concerns every notice in it.
    let own = clean.map.to_source(span);
    let here = |finding: &&Finding<ByteSpan>| {
        finding.span.is_none_or(|place| own.contains(place)) || span.start == 0 && span.end == clean.text.len()
    };
    for finding in source.findings.iter().chain(&clean.findings).filter(here) {
        warnings.push(Finding {
            code: finding.code,
            message: finding.message.clone(),
            span: finding.span.map(|s| locator.index.chars(s)),
        });
    }
    for finding in outline.findings.iter().chain(&reading.findings) {
        warnings.push(Finding {
            code: finding.code,
            message: finding.message.clone(),
            span: finding.span.map(|s| locator.clean(s)),
        });
    }
    warnings.sort_by_key(|warning| (warning.span.map(|s| s.start), warning.code));
    let head = &outline.head;
    let issuers: Vec<String> = head.issuers.iter().map(|i| i.value.clone()).collect();
    let title = head.title.as_ref().map(|t| t.value.clone());
    let notice = Notice {
        id: id.to_string(),
        source: Source {
            path: path.to_owned(),
            sha256: source.sha256.clone(),
            bytes: source.bytes,
            format: source.format,
            encoding: source.encoding.to_owned(),
            script: clean.script,
        },
        region: reading.region.clone(),
        title,
        doc_type: reading.doc_type.clone(),
        issuers,
        doc_number: head.doc_number.as_ref().map(|n| n.value.clone()),
        issued: head.issued.as_ref().map(|d| d.value),
        recipients: head.recipients.iter().map(|r| r.value.clone()).collect(),
        period: reading.period,
        cites: reading
            .cites
            .iter()
            .map(|c| Citation {
                title: c.title.clone(),
                doc_number: c.doc_number.clone(),
                relation: c.relation,
                span: locator.clean(c.span),
            })
            .collect(),
    };
    TaskList {
        schema_version: SCHEMA_VERSION.to_owned(),
        generator: Generator {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        notice,
        items,
        warnings,
    }
}

/// Numbered items, demands outside all numbering and rows of task tables, in the order of the text.
fn items(text: &str, notice: Uuid, locator: &Locator<'_>, outline: &Outline, reading: &Reading) -> Vec<TaskItem> {
    let mut found: Vec<(usize, TaskItem)> = Vec::with_capacity(outline.items.len());
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut known: Vec<(Uuid, String)> = Vec::with_capacity(outline.items.len());
    for (item, facts) in outline.items.iter().zip(&reading.items) {
        let path = match item.parent {
            Some(parent) => format!("{}/{}", known[parent].1, item.label),
            None => item.label.clone(),
        };
        let id = fresh_id(notice, &path, &mut seen);
        let own: Vec<&str> = item
            .text
            .iter()
            .map(|piece| piece.of(text).trim())
            .filter(|piece| !piece.is_empty())
            .collect();
        let base = TaskItem {
            id: id.to_string(),
            parent: item.parent.map(|parent| known[parent].0.to_string()),
            seq: 0,
            origin: Origin::Numbered,
            path: path.clone(),
            level: item.level,
            label: item.label.clone(),
            category: None,
            section: facts.section,
            heading: cut(item.heading.of(text)),
            text: own.join("\n"),
            task: facts.task,
            task_rule: facts.task_rule,
            actions: Vec::new(),
            deadlines: Vec::new(),
            units: Vec::new(),
            targets: Vec::new(),
            content_hash: String::new(),
            review: None,
            span: locator.clean(item.span),
        };
        found.push((item.span.start, with_facts(base, facts, locator)));
        known.push((id, path));
    }
    for (index, (paragraph, facts)) in outline.paragraphs.iter().zip(&reading.paragraphs).enumerate() {
        if !facts.task {
            continue;
        }
        let path = format!("¶{}", index + 1);
        let id = fresh_id(notice, &path, &mut seen);
        let words = paragraph.span.of(text);
        let base = TaskItem {
            id: id.to_string(),
            parent: None,
            seq: 0,
            origin: Origin::Paragraph,
            label: path.clone(),
            path,
            category: None,
            level: 1,
            section: facts.section,
            heading: cut(words.split('。').next().unwrap_or(words)),
            text: words.to_owned(),
            task: true,
            task_rule: facts.task_rule,
            actions: Vec::new(),
            deadlines: Vec::new(),
            units: Vec::new(),
            targets: Vec::new(),
            content_hash: String::new(),
            review: None,
            span: locator.clean(paragraph.span),
        };
        found.push((paragraph.span.start, with_facts(base, facts, locator)));
    }
    for (row, facts) in outline.rows.iter().zip(&reading.rows) {
        found.push((
            row.span.start,
            self::row(text, notice, locator, row, facts, &known, &mut seen),
        ));
    }
    found.sort_by_key(|(start, _)| *start);
    found
        .into_iter()
        .enumerate()
        .map(|(index, (_, item))| {
            let mut item = TaskItem { seq: index + 1, ..item };
            item.content_hash = identity::content_hash(&item);
            item
        })
        .collect()
}

/// A row of a task table: `附件1/表1/3`, `三/(二)/表1/3`, `表1/3`. A row that repeats an item is its child.
fn row(
    text: &str,
    notice: Uuid,
    locator: &Locator<'_>,
    row: &Row,
    facts: &Facts,
    known: &[(Uuid, String)],
    seen: &mut HashMap<String, usize>,
) -> TaskItem {
    let owner = match (row.parent, &row.attachment) {
        (Some(parent), _) => format!("{}/", known[parent].1),
        (None, Some(name)) => format!("{name}/"),
        (None, None) => String::new(),
    };
    let path = format!("{owner}表{}/{}", row.table, row.row);
    let id = fresh_id(notice, &path, seen);
    let works = |column: &Column| matches!(column, Column::Task | Column::Content | Column::Target);
    let words: Vec<&str> = row
        .cells
        .iter()
        .filter(|(column, _)| works(column))
        .map(|(_, span)| span.of(text).trim())
        .collect();
    let name = words.first().copied().unwrap_or_default();
    let label = label_at(name, 0).map_or(0, |label| label.len);
    let base = TaskItem {
        id: id.to_string(),
        parent: row.repeats.or(row.parent).map(|parent| known[parent].0.to_string()),
        seq: 0,
        origin: Origin::Table,
        level: path.split('/').count(),
        path,
        label: if row.label.is_empty() {
            row.row.to_string()
        } else {
            row.label.clone()
        },
        category: row.category.map(|span| category(span.of(text))),
        section: facts.section,
        heading: cut(name[label..].split(['。', '\n']).next().unwrap_or(name)),
        text: words.join("\n"),
        task: facts.task,
        task_rule: facts.task_rule,
        actions: Vec::new(),
        deadlines: Vec::new(),
        units: Vec::new(),
        targets: Vec::new(),
        content_hash: String::new(),
        review: None,
        span: locator.clean(row.span),
    };
    with_facts(base, facts, locator)
}

/// The name of a category without its number: `一、优化营商环境(8项)` → `优化营商环境(8项)`.
fn category(words: &str) -> String {
    let words = words.trim();
    let label = label_at(words, 0).map_or(0, |label| label.len);
    cut(words[label..].lines().collect::<String>().as_str())
}

fn fresh_id(notice: Uuid, path: &str, seen: &mut HashMap<String, usize>) -> Uuid {
    let nth = seen.entry(path.to_owned()).or_default();
    let id = identity::within(notice, path, *nth);
    *nth += 1;
    id
}

fn with_facts(item: TaskItem, facts: &Facts, locator: &Locator<'_>) -> TaskItem {
    let actions = facts
        .actions
        .iter()
        .enumerate()
        .map(|(nth, action)| Action {
            id: identity::action(&item.id, nth + 1),
            text: action.text.clone(),
            verb: action.verb.clone(),
            span: locator.clean(action.span),
        })
        .collect();
    TaskItem {
        actions,
        deadlines: facts.deadlines.iter().map(|d| deadline(d, locator)).collect(),
        units: facts.units.iter().map(|u| unit(u, locator)).collect(),
        targets: facts.targets.iter().map(|t| target(t, locator)).collect(),
        ..item
    }
}

fn deadline(d: &Deadline<ByteSpan>, locator: &Locator<'_>) -> Deadline {
    Deadline {
        text: d.text.clone(),
        kind: d.kind,
        start: d.start,
        end: d.end,
        recurrence: d.recurrence.clone(),
        year_inferred: d.year_inferred,
        inherited: d.inherited,
        action: d.action,
        span: locator.clean(d.span),
        rule: d.rule,
    }
}

fn unit(u: &Unit<ByteSpan>, locator: &Locator<'_>) -> Unit {
    Unit {
        text: u.text.clone(),
        name: u.name.clone(),
        canonical: u.canonical.clone(),
        group: u.group,
        role: u.role,
        inherited: u.inherited,
        action: u.action,
        span: locator.clean(u.span),
        rule: u.rule,
    }
}

fn target(t: &Target<ByteSpan>, locator: &Locator<'_>) -> Target {
    Target {
        text: t.text.clone(),
        indicator: t.indicator.clone(),
        comparator: t.comparator,
        value: t.value,
        unit: t.unit.clone(),
        baseline: t.baseline.clone(),
        inherited: t.inherited,
        action: t.action,
        span: locator.clean(t.span),
        rule: t.rule,
    }
}

/// A heading of at most [`HEADING`] characters, without marks that the cut leaves at its end.
fn cut(words: &str) -> String {
    let words = words.trim();
    let end = words.char_indices().nth(HEADING).map_or(words.len(), |(at, _)| at);
    words[..end]
        .trim_end_matches([',', '，', '、', ';', '；', ':', '：', '(', '“', '《', '。', ' '])
        .to_owned()
}
