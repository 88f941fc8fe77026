//! The facts of one row of a task table: bodies, times and goals from the columns that hold them, and from the words of
//! the work as in any text. Input: clean text and a [`Row`]; output: its [`Facts`]; spans in bytes of the clean text.
//! Every row of work is a task, unless it says an item of the body again: then it only lends that item its facts.

use super::deadline::{self, Place, TimeContext};
use super::{Own, target, task, unit};
use crate::model::{ByteSpan, Column, Deadline, DeadlineKind, Facts, Finding, Role, Row, Section};

/// Reads one row.
pub(super) fn facts(
    clean: &str,
    row: &Row,
    section: Section,
    context: &TimeContext,
    register: &unit::Register,
    findings: &mut Vec<Finding<ByteSpan>>,
) -> Facts {
    let of = |wanted: &[Column]| -> Vec<ByteSpan> {
        let cells = row.cells.iter().filter(|(column, _)| wanted.contains(column));
        cells.map(|(_, span)| *span).collect()
    };
    let work = of(&[Column::Task, Column::Content]);
    let charged: Vec<(ByteSpan, Role)> = row
        .cells
        .iter()
        .filter_map(|(column, span)| match column {
            Column::Unit(role) => Some((*span, *role)),
            _ => None,
        })
        .collect();
    let mut noticed = Vec::new();
    let mut read = |columns: &[Column], place: Place| {
        let context = TimeContext { place, ..*context };
        deadline::deadlines(clean, &of(columns), &context, &mut noticed)
    };
    let mut deadlines = read(&[Column::Task, Column::Content, Column::Target], Place::Text);
    deadlines.extend(read(&[Column::Due], Place::Limits));
    deadlines.extend(read(&[Column::Times], Place::Points));
    deadlines.extend(read(&[Column::Start], Place::Points).into_iter().map(from));
    deadlines.sort_by_key(|deadline| deadline.span);
    let setting = target::Setting {
        year: context.issued.map(|date| date.year()).or(context.year),
        background: false,
        cases: false,
        goal: false,
        aims: false,
    };
    let mut targets = target::targets_in(clean, &work, setting);
    let goals = of(&[Column::Target]);
    targets.extend(target::targets_in(
        clean,
        &goals,
        target::Setting { goal: true, ..setting },
    ));
    targets.sort_by_key(|target| target.span);
    let mut facts = Facts {
        section,
        task: row.repeats.is_none(),
        task_rule: if row.repeats.is_none() {
            "task.table.row"
        } else {
            "task.not.repeats"
        },
        actions: Vec::new(),
        deadlines,
        units: unit::units_of_row(
            clean,
            &told(clean, &[work.as_slice(), &goals].concat(), &charged),
            &charged,
            register,
        ),
        targets,
    };
    findings.append(&mut noticed);
    if facts.task {
        let own = Own {
            pieces: &work,
            heading: None,
            leaf: true,
            section,
            frame: task::frame::Frame::default(),
        };
        facts.actions = task::action::actions(clean, &own, &facts);
        task::action::bind(clean, &mut facts);
    }
    facts
}

/// The cells whose words may tell bodies to act: where a column charges bodies, a cell that is a mere name (`村卫生室提升`)
/// names the matter.
fn told(clean: &str, cells: &[ByteSpan], charged: &[(ByteSpan, Role)]) -> Vec<ByteSpan> {
    let names = |cell: &&ByteSpan| {
        let words = cell.of(clean);
        !charged.is_empty()
            && words.chars().count() <= NAME
            && !words.contains(['，', ',', '。', '；', ';', '由', '要'])
    };
    cells.iter().filter(|cell| !names(cell)).copied().collect()
}

/// The longest name of a task, in characters.
const NAME: usize = 20;

/// What stands in a column of starts is no end.
fn from(deadline: Deadline<ByteSpan>) -> Deadline<ByteSpan> {
    Deadline {
        kind: DeadlineKind::From,
        start: deadline.start.or(deadline.end),
        end: None,
        ..deadline
    }
}
