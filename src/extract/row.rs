//! The facts of one row of a task table: bodies, times and goals from the columns that hold them, and from the words of
//! the work as in any text. Input: clean text and a [`Row`]; output: its [`Facts`]; spans in bytes of the clean text.
//! Every row of work is a task, unless it says an item of the body again: then it only lends that item its facts.

use super::deadline::{self, TimeContext};
use super::{Own, target, task, unit};
use crate::model::{ByteSpan, Column, Deadline, DeadlineKind, Facts, Finding, Role, Row, Section};

/// Reads one row.
pub(super) fn facts(
    clean: &str,
    row: &Row,
    section: Section,
    context: &TimeContext,
    conventions: unit::Conventions,
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
    let mut deadlines = deadline::deadlines(
        clean,
        &of(&[Column::Task, Column::Content, Column::Target, Column::Due]),
        context,
        &mut noticed,
    );
    let starts = deadline::deadlines(clean, &of(&[Column::Start]), context, &mut noticed);
    deadlines.extend(starts.into_iter().map(from));
    deadlines.sort_by_key(|deadline| deadline.span);
    let setting = target::Setting {
        year: context.issued.map(|date| date.year()).or(context.year),
        background: false,
        cases: false,
        goal: false,
    };
    let mut targets = target::targets_in(clean, &work, setting);
    let goals = target::Setting { goal: true, ..setting };
    targets.extend(target::targets_in(clean, &of(&[Column::Target]), goals));
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
        units: unit::units_of_row(clean, &work, &charged, conventions),
        targets,
    };
    findings.append(&mut noticed);
    if facts.task {
        let own = Own {
            pieces: &work,
            heading: None,
            leaf: true,
            section,
        };
        facts.actions = task::action::actions(clean, &own);
        task::action::bind(&mut facts);
    }
    facts
}

/// What stands in a column of starts is no end.
fn from(deadline: Deadline<ByteSpan>) -> Deadline<ByteSpan> {
    Deadline {
        kind: DeadlineKind::From,
        start: deadline.start.or(deadline.end),
        end: None,
        ..deadline
    }
}
