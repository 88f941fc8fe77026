//! The rows of one list, table by table.

use super::cell::{Cell, array, date, number, optional, text, word};
use crate::emit::rows::rows;
use crate::model::{CharSpan, TaskItem, TaskList, WarningCode};
use std::collections::HashMap;

/// Notices that were met, with the number of their warnings so far.
#[derive(Debug, Default)]
pub struct Seen(HashMap<String, u64>);

impl Seen {
    /// Gives the rows of a list, each with the index of its table in [`super::TABLES`], a table after the other. Of a notice
    /// whose id was met before only the warning that says so: two rows must not share a key.
    ///
    /// # Errors
    /// Fails where `row` fails.
    pub fn rows<E>(
        &mut self,
        list: &TaskList,
        mut row: impl FnMut(usize, &[Cell<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let id = list.notice.id.as_str();
        let again = self.0.contains_key(id);
        if !again {
            facts(list, &mut row)?;
        }
        let count = self.0.entry(id.to_owned()).or_default();
        let kept = |code| !again || code == WarningCode::DuplicateNotice;
        for warning in list.warnings.iter().filter(|warning| kept(warning.code)) {
            *count += 1;
            let place = |of: fn(CharSpan) -> usize| warning.span.map_or(Cell::Null, |span| number(of(span)));
            let cells = [
                text(id),
                Cell::Integer(*count),
                word(&warning.code),
                text(&warning.message),
                place(|span| span.start),
                place(|span| span.end),
            ];
            row(8, &cells)?;
        }
        Ok(())
    }
}

fn facts<E>(list: &TaskList, row: &mut impl FnMut(usize, &[Cell<'_>]) -> Result<(), E>) -> Result<(), E> {
    let id = list.notice.id.as_str();
    row(0, &notice(list))?;
    for item in &list.items {
        row(1, &self::item(id, item))?;
    }
    let by_id: HashMap<&str, &TaskItem> = list.items.iter().map(|item| (item.id.as_str(), item)).collect();
    for task in rows(list) {
        let Some(item) = by_id.get(task.id) else { continue };
        row(
            2,
            &[
                text(task.id),
                text(id),
                number(item.seq),
                text(task.category),
                text(&task.task),
                text(&task.content),
                text(&task.targets),
                text(&task.lead),
                text(&task.responsible),
                text(&task.support),
                text(&task.due_words),
                date(task.due),
                text(&task.frequency),
                text(&task.basis),
                text(&task.remarks),
                text(&item.content_hash),
            ],
        )?;
    }
    for item in &list.items {
        for (index, action) in item.actions.iter().enumerate() {
            let [start, end] = span(action.span);
            let (words, verb) = (text(&action.text), text(&action.verb));
            row(
                3,
                &[
                    text(&action.id),
                    text(&item.id),
                    number(index + 1),
                    words,
                    verb,
                    start,
                    end,
                ],
            )?;
        }
    }
    for item in &list.items {
        for (index, deadline) in item.deadlines.iter().enumerate() {
            let every = deadline.recurrence.as_ref();
            let count =
                |of: fn(&crate::model::Recurrence) -> u32| every.map_or(Cell::Null, |r| Cell::Integer(of(r).into()));
            let [start, end] = span(deadline.span);
            row(
                4,
                &[
                    text(&item.id),
                    number(index + 1),
                    action(item, deadline.action),
                    text(&deadline.text),
                    word(&deadline.kind),
                    date(deadline.start),
                    date(deadline.end),
                    count(|r| r.times),
                    count(|r| r.every),
                    every.map_or(Cell::Null, |r| word(&r.unit)),
                    optional(every.and_then(|r| r.rrule.as_deref())),
                    Cell::Boolean(deadline.year_inferred),
                    Cell::Boolean(deadline.inherited),
                    start,
                    end,
                ],
            )?;
        }
    }
    for item in &list.items {
        for (index, unit) in item.units.iter().enumerate() {
            let [start, end] = span(unit.span);
            row(
                5,
                &[
                    text(&item.id),
                    number(index + 1),
                    action(item, unit.action),
                    text(&unit.text),
                    text(&unit.name),
                    optional(unit.canonical.as_deref()),
                    Cell::Boolean(unit.group),
                    word(&unit.role),
                    Cell::Boolean(unit.inherited),
                    start,
                    end,
                ],
            )?;
        }
    }
    for item in &list.items {
        for (index, target) in item.targets.iter().enumerate() {
            let [start, end] = span(target.span);
            row(
                6,
                &[
                    text(&item.id),
                    number(index + 1),
                    action(item, target.action),
                    text(&target.text),
                    text(&target.indicator),
                    word(&target.comparator),
                    Cell::Number(target.value),
                    optional(target.unit.as_deref()),
                    optional(target.baseline.as_deref()),
                    Cell::Boolean(target.inherited),
                    start,
                    end,
                ],
            )?;
        }
    }
    for (index, cite) in list.notice.cites.iter().enumerate() {
        let [start, end] = span(cite.span);
        let (title, doc_number) = (optional(cite.title.as_deref()), optional(cite.doc_number.as_deref()));
        let relation = cite.relation.as_ref().map_or(Cell::Null, word);
        row(
            7,
            &[text(id), number(index + 1), title, doc_number, relation, start, end],
        )?;
    }
    Ok(())
}

fn notice(list: &TaskList) -> [Cell<'_>; 21] {
    let n = &list.notice;
    let region = n.region.as_ref();
    [
        text(&n.id),
        optional(n.title.as_deref()),
        optional(n.doc_type.as_deref()),
        array(&n.issuers),
        optional(n.doc_number.as_deref()),
        date(n.issued),
        array(&n.recipients),
        optional(region.map(|r| r.name.as_str())),
        optional(region.and_then(|r| r.level.as_deref())),
        optional(region.and_then(|r| r.code.as_deref())),
        date(n.period.and_then(|p| p.start)),
        date(n.period.and_then(|p| p.end)),
        text(&n.source.path),
        text(&n.source.sha256),
        Cell::Integer(n.source.bytes),
        word(&n.source.format),
        text(&n.source.encoding),
        word(&n.source.script),
        text(&list.schema_version),
        text(&list.generator.name),
        text(&list.generator.version),
    ]
}

fn item<'a>(notice: &'a str, item: &'a TaskItem) -> [Cell<'a>; 16] {
    let [start, end] = span(item.span);
    [
        text(&item.id),
        text(notice),
        optional(item.parent.as_deref()),
        number(item.seq),
        word(&item.origin),
        text(&item.path),
        number(item.level),
        text(&item.label),
        optional(item.category.as_deref()),
        word(&item.section),
        text(&item.heading),
        text(&item.text),
        Cell::Boolean(item.task),
        text(&item.content_hash),
        start,
        end,
    ]
}

fn span(span: CharSpan) -> [Cell<'static>; 2] {
    [number(span.start), number(span.end)]
}

/// The id of the demand that a fact belongs to.
fn action(item: &TaskItem, index: Option<usize>) -> Cell<'_> {
    optional(
        index
            .and_then(|index| item.actions.get(index))
            .map(|action| action.id.as_str()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;
    use crate::emit::tables::{Kind, TABLES};
    use crate::model::Finding;

    /// Every row as the number of its table and its cells.
    fn all(seen: &mut Seen, list: &TaskList) -> Vec<(usize, Vec<Cell<'static>>)> {
        let mut found = Vec::new();
        let owned = |cell: &Cell<'_>| match cell {
            Cell::Text(words) => Cell::Text(words.clone().into_owned().into()),
            Cell::Null => Cell::Null,
            Cell::Integer(n) => Cell::Integer(*n),
            Cell::Number(n) => Cell::Number(*n),
            Cell::Boolean(b) => Cell::Boolean(*b),
            Cell::Date(d) => Cell::Date(*d),
        };
        let mut row = |table, cells: &[Cell<'_>]| -> Result<(), ()> {
            found.push((table, cells.iter().map(owned).collect()));
            Ok(())
        };
        seen.rows(list, &mut row).unwrap();
        found
    }

    #[test]
    fn every_cell_is_of_its_columns_type_and_nothing_required_is_missing() {
        let rows = all(&mut Seen::default(), &sample::list());
        let counts = |table| rows.iter().filter(|(t, _)| *t == table).count();
        let expected = [1, 6, 4, 2, 5, 6, 1, 1, 2];
        assert_eq!(std::array::from_fn::<_, 9, _>(counts), expected);
        for (table, cells) in &rows {
            let table = &TABLES[*table];
            assert_eq!(cells.len(), table.columns.len(), "{}", table.name);
            for (cell, column) in cells.iter().zip(table.columns) {
                let fits = match (column.kind, cell) {
                    (_, Cell::Null) => !column.required,
                    (Kind::Enum(words), Cell::Text(word)) => words.contains(&&**word),
                    (Kind::Code, Cell::Text(word)) => word.chars().all(|c| c.is_ascii_graphic()),
                    (Kind::Text | Kind::Array, Cell::Text(_)) => true,
                    (Kind::Integer, Cell::Integer(_)) | (Kind::Number, Cell::Number(_)) => true,
                    (Kind::Boolean, Cell::Boolean(_)) | (Kind::Date, Cell::Date(_)) => true,
                    _ => false,
                };
                assert!(fits, "{}.{}: {cell:?}", table.name, column.name);
            }
        }
    }

    #[test]
    fn a_notice_met_again_leaves_only_the_warning_that_says_so() {
        let mut list = sample::list();
        let mut seen = Seen::default();
        all(&mut seen, &list);
        list.warnings.push(Finding {
            code: WarningCode::DuplicateNotice,
            message: "重复。".to_owned(),
            span: None,
        });
        let rows = all(&mut seen, &list);
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].0, &rows[0].1[1]), (8, &Cell::Integer(3)));
    }
}
