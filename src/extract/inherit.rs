//! Facts that an enclosing item states for all that it holds: units and time limits of a closing responsibility line;
//! and what a row of a task table says of the item that it repeats.
//!
//! Copies are marked `inherited`, so that a row of a table stands alone and a scorer can pass them over.

use crate::model::{ByteSpan, DeadlineKind, Facts, Outline, Role};

/// Copies down what tasks lack themselves.
pub fn inherit(outline: &Outline, items: &mut [Facts]) {
    for index in 0..items.len() {
        if !items[index].task {
            continue;
        }
        let lacks_units = !items[index].units.iter().any(|unit| unit.role != Role::Actor);
        let lacks_time = items[index].deadlines.is_empty();
        let mut above = outline.items[index].parent;
        let (mut units, mut deadlines) = (Vec::new(), Vec::new());
        while let Some(parent) = above {
            let within = |span: ByteSpan| outline.items[parent].charges.iter().any(|line| line.contains(span));
            if lacks_units && units.is_empty() {
                units = items[parent]
                    .units
                    .iter()
                    .filter(|u| u.role != Role::Actor && !u.inherited && within(u.span))
                    .cloned()
                    .collect();
            }
            if lacks_time && deadlines.is_empty() {
                deadlines = items[parent]
                    .deadlines
                    .iter()
                    .filter(|d| {
                        !d.inherited
                            && (within(d.span) || d.kind == DeadlineKind::During && in_heading(outline, parent, d.span))
                    })
                    .cloned()
                    .collect();
            }
            above = outline.items[parent].parent;
        }
        for unit in &mut units {
            unit.inherited = true;
            unit.action = None;
        }
        for deadline in &mut deadlines {
            deadline.inherited = true;
            deadline.action = None;
        }
        items[index].units.append(&mut units);
        items[index].deadlines.append(&mut deadlines);
    }
}

/// Lends items what the rows of a task table that repeat them say beyond the items' own words.
pub fn from_rows(outline: &Outline, rows: &[Facts], items: &mut [Facts]) {
    for (row, said) in outline.rows.iter().zip(rows) {
        let Some(item) = row.repeats.map(|item| &mut items[item]) else {
            continue;
        };
        item.task = true;
        let charged = item
            .units
            .iter()
            .any(|unit| unit.role != Role::Actor && !unit.inherited);
        if !charged {
            item.units.retain(|unit| !unit.inherited);
            let lent = said.units.iter().filter(|unit| unit.role != Role::Actor);
            item.units.extend(lent.cloned().map(|mut unit| {
                (unit.inherited, unit.action) = (true, None);
                unit
            }));
        }
        let known = |end| item.deadlines.iter().any(|d| d.end == end);
        let lent: Vec<_> = said
            .deadlines
            .iter()
            .filter(|d| d.end.is_none() || !known(d.end))
            .cloned()
            .collect();
        item.deadlines.extend(lent.into_iter().map(|mut deadline| {
            (deadline.inherited, deadline.action) = (true, None);
            deadline
        }));
        let known = |value: f64| item.targets.iter().any(|t| t.value == value);
        let lent: Vec<_> = said.targets.iter().filter(|t| !known(t.value)).cloned().collect();
        item.targets.extend(lent.into_iter().map(|mut target| {
            (target.inherited, target.action) = (true, None);
            target
        }));
    }
}

/// `第一阶段(3月1日至4月30日)`: a period in the heading holds for what stands below.
fn in_heading(outline: &Outline, item: usize, span: ByteSpan) -> bool {
    outline.items[item].heading.contains(span)
}
