//! Outline → facts: which items are tasks, their demands, deadlines, units and targets; kind, period, citations.
//!
//! Input: the clean text and its [`Outline`]. Spans: bytes of the clean text, half-open. Each family of facts has a
//! folder with its rules and the corpus of cases beside them; rows of task tables have theirs in `row`. Not read: other
//! tables, and the text of attachments.

pub mod clause;
pub mod deadline;
mod inherit;
pub mod metadata;
pub mod number;
mod row;
pub mod rules;
pub mod target;
pub mod task;
pub mod unit;

use crate::model::{ByteSpan, Deadline, Facts, Finding, Head, Outline, Reading, Region, Role, Section};
use crate::window;
use deadline::TimeContext;
use metadata::{cites, doc_type, period, year};
use task::frame::{Frame, Listing};
use unit::Naming;

/// Reads the facts of a notice. `year` is the year of dates for which the notice fixes none.
#[must_use]
pub fn extract(clean: &str, outline: &Outline, year: Option<i16>) -> Reading {
    let head = &outline.head;
    let minguo = is_minguo(clean, head);
    let plan = period::of_titles(head, minguo);
    let issued = head.issued.as_ref().map(|d| d.value);
    let base = TimeContext {
        issued,
        year: plan
            .and_then(|plan| year::only(plan).or_else(|| year::about_to_begin(plan, issued)))
            .or(head.issued.as_ref().map(|d| d.value.year()))
            .or_else(|| year::of_doc_number(&head.doc_number.as_ref()?.value))
            .or_else(|| year::of_version(&head.title.as_ref()?.value, minguo))
            .or(year),
        period: plan,
        minguo,
        place: deadline::Place::Text,
    };
    let register = unit::Register::of(clean);
    let sections = task::section::sections(clean, &outline.items);
    let frames = task::frame::frames(clean, &outline.items);
    let parents: Vec<bool> = parents(outline);
    let mut findings = Vec::new();
    let mut years: Vec<Option<i16>> = Vec::with_capacity(outline.items.len());
    let mut items = Vec::with_capacity(outline.items.len());
    for (index, item) in outline.items.iter().enumerate() {
        let above = item.parent.and_then(|parent| years[parent]);
        let stated = year::stated(item.heading.of(clean)).or(above);
        years.push(stated);
        let context = TimeContext {
            year: stated.or(base.year),
            ..base
        };
        let own = Own {
            pieces: &item.text,
            heading: Some(item.heading),
            leaf: !parents[index],
            section: sections[index],
            frame: frames[index],
        };
        let cases = item
            .parent
            .is_some_and(|parent| target::announces_cases(clean, &outline.items[parent]));
        items.push(facts(clean, &own, &context, &register, cases, &mut findings));
    }
    let mut paragraphs: Vec<Facts> = outline
        .paragraphs
        .iter()
        .map(|paragraph| {
            let own = Own {
                pieces: &[paragraph.span],
                heading: None,
                leaf: true,
                section: Section::Other,
                frame: Frame::default(),
            };
            facts(clean, &own, &base, &register, false, &mut findings)
        })
        .collect();
    let mut rows: Vec<Facts> = outline
        .rows
        .iter()
        .map(|row| {
            let context = TimeContext {
                year: row.parent.and_then(|parent| years[parent]).or(base.year),
                ..base
            };
            let section = row.parent.map_or(Section::Tasks, |parent| sections[parent]);
            row::facts(clean, row, section, &context, &register, &mut findings)
        })
        .collect();
    inherit::inherit(outline, &mut items);
    inherit::from_rows(outline, &rows, &mut items);
    let region = region(clean, head);
    let naming = naming(head, region.as_ref(), minguo);
    for facts in items.iter_mut().chain(&mut paragraphs).chain(&mut rows) {
        facts.units.iter_mut().for_each(|unit| naming.apply(unit));
    }
    Reading {
        items,
        paragraphs,
        rows,
        doc_type: doc_type::doc_type(head),
        region,
        period: plan,
        cites: cites::cites(clean, outline),
        findings,
    }
}

/// Where the bodies that issue the notice are.
fn region(clean: &str, head: &Head) -> Option<Region> {
    let issuers: Vec<String> = head.issuers.iter().map(|issuer| issuer.value.clone()).collect();
    // A 教育部 of the Republic of China is not that of the mainland, which the table of regions means.
    metadata::region::region(&issuers, head.title.as_ref().map(|title| title.value.as_str()))
        .filter(|region| region.level.as_deref() != Some("national") || !clean.contains("中华民国"))
}

/// What the head says about the names of bodies: when they were written, and whether they are those of the mainland.
fn naming(head: &Head, region: Option<&Region>, minguo: bool) -> Naming {
    let issued = head.issued.as_ref().map(|date| date.value);
    let number = head.doc_number.as_ref().and_then(|n| year::of_doc_number(&n.value));
    let code = region.and_then(|region| region.code.as_deref());
    // A mainland notice may well speak of 民国; its issuer has a code.
    let elsewhere = code.map_or(minguo, |code| {
        ["71", "81", "82"].iter().any(|place| code.starts_with(place))
    });
    Naming::issued(issued, number).elsewhere(elsewhere)
}

/// What one item or paragraph says itself.
#[derive(Debug, Clone, Copy)]
pub struct Own<'a> {
    /// Its own text.
    pub pieces: &'a [ByteSpan],
    /// Its heading; none for a paragraph.
    pub heading: Option<ByteSpan>,
    /// Whether no item stands below it.
    pub leaf: bool,
    /// The section that it stands in.
    pub section: Section,
    /// What its place says of it.
    pub frame: Frame,
}

/// A paragraph longer than this, in bytes, is read in parts that end with a sentence: what is said of a number or a
/// body is looked for around it, and a text of one line of megabytes must not be searched from end to end each time.
const LONGEST_PIECE: usize = 6_000;

/// `pieces` with long ones cut after a sentence, or where none ends, anywhere.
fn readable(clean: &str, pieces: &[ByteSpan]) -> Vec<ByteSpan> {
    let mut found = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let mut rest = *piece;
        while rest.len() > LONGEST_PIECE {
            let limit = rest.start + window::first(rest.of(clean), LONGEST_PIECE).len();
            let stop = clean[rest.start..limit]
                .rfind('。')
                .map(|at| rest.start + at + '。'.len_utf8());
            let end = stop.unwrap_or(limit);
            found.push(ByteSpan::new(rest.start, end));
            rest.start = end;
        }
        found.push(rest);
    }
    found
}

fn facts(
    clean: &str,
    own: &Own<'_>,
    context: &TimeContext,
    register: &unit::Register,
    cases: bool,
    findings: &mut Vec<Finding<ByteSpan>>,
) -> Facts {
    let mut noticed = Vec::new();
    let pieces = readable(clean, own.pieces);
    let deadlines = deadline::deadlines(clean, &pieces, context, &mut noticed);
    let units = unit::units_under(clean, &pieces, register);
    let setting = target::Setting {
        year: context.issued.map(|date| date.year()).or(context.year),
        background: own.section == Section::Background,
        cases,
        goal: false,
        aims: own.section == Section::Goals,
    };
    let targets = target::targets_in(clean, &pieces, setting);
    let mut facts = Facts {
        section: own.section,
        task: false,
        task_rule: "",
        actions: Vec::new(),
        deadlines,
        units,
        targets,
    };
    (facts.task, facts.task_rule) = task::demand::is_task(clean, own, &facts);
    if own.heading.is_none() && !facts.task {
        return facts;
    }
    if let Some(year) = setting.year
        && own.section == Section::Background
    {
        // 缘起, 背景: times before the notice tell how it came about.
        let last = |found: &Deadline<ByteSpan>| found.end.or(found.start);
        facts
            .deadlines
            .retain(|found| last(found).is_none_or(|day| day.year() >= year));
    }
    if !facts.task {
        // Bodies named in 指导思想 and 基本原则, in conditions and in pure headings are not told to act there.
        let named =
            matches!(own.section, Section::Background | Section::Principles) || own.frame.listing != Listing::None;
        facts.units.retain(|unit| !named && unit.role != Role::Actor);
    }
    findings.append(&mut noticed);
    findings.append(&mut unit::half_brackets(clean, &pieces, &facts.units));
    if facts.task {
        facts.actions = task::action::actions(clean, own, &facts);
        task::action::bind(clean, &mut facts);
    }
    facts
}

/// Whether the notice counts years from 1912 as Taiwan does: it says 民国 somewhere, or signs as 本府 with such a year.
fn is_minguo(clean: &str, head: &Head) -> bool {
    let title = head.title.as_ref().map_or("", |t| t.value.as_str());
    let years = title.match_indices("年").any(|(at, _)| {
        let digits = title[..at].len() - title[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        digits == 2 || digits == 3
    });
    years || clean.contains("民国")
}

fn parents(outline: &Outline) -> Vec<bool> {
    let mut found = vec![false; outline.items.len()];
    for item in &outline.items {
        if let Some(parent) = item.parent {
            found[parent] = true;
        }
    }
    found
}
