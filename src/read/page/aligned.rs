//! Tables without rules: a row of heads and rows whose parts stand under them.
//!
//! In: lines and tables in reading order. Out: the same, with such lines made into tables. Asked for are a first row of at
//! least three short heads, or of two that only tables have, and two rows below. A line without a part in the first
//! column goes on with the row above it.

use super::columns::Placed;
use super::label;
use super::line::Line;
use super::paragraph::Text;
use super::sheet::Item;
use super::table::Framed;
use crate::read::plain::{Cell, Grid};

/// Longest head, in characters.
const HEAD: usize = 10;
/// Widest gap between lines of a table, in parts of the font size.
const STEP: f32 = 3.5;
/// Lines that may be looked at again.
const MANY: usize = 50;
/// Heads that only tables have.
const HEADS: [&str; 20] = [
    "序号", "任务", "内容", "项目", "事项", "单位", "部门", "责任", "牵头", "配合", "时限", "时间", "期限", "目标",
    "指标", "备注", "名称", "項目", "單位", "辦理",
];

/// A column under construction: from where to where its parts reach.
#[derive(Debug, Clone, Copy)]
struct Column {
    left: f32,
    right: f32,
}

/// Finds tables among the lines.
pub(super) fn find(placed: Vec<Placed>) -> Vec<Item> {
    let mut items = Vec::with_capacity(placed.len());
    let mut lines: Vec<(Line, u8)> = Vec::new();
    for placed in placed {
        match placed {
            Placed::Line(line, column) => {
                if lines.last().is_some_and(|(_, before)| *before != column) {
                    flush(&mut lines, &mut items);
                }
                lines.push((line, column));
            }
            Placed::Table(table) => {
                flush(&mut lines, &mut items);
                items.push(Item::Table(table));
            }
        }
    }
    flush(&mut lines, &mut items);
    items
}

fn flush(lines: &mut Vec<(Line, u8)>, items: &mut Vec<Item>) {
    let lines = std::mem::take(lines);
    let (mut at, mut looked_at) = (0, 0);
    while let Some((line, column)) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        // Where many lines have turned out to be no table, none begins among them.
        let found = if at < looked_at { Err(0) } else { table(rest) };
        if let Ok((table, count)) = found {
            items.push(Item::Table(table));
            at += count;
        } else {
            looked_at = looked_at.max(at + found.err().filter(|&count| count > MANY).unwrap_or(0));
            items.push(Item::Text(Text::from(line.clone()), *column));
            at += 1;
        }
    }
}

/// The table that begins with these lines, and how many of them it takes; how many were looked at where there is none.
fn table(lines: &[(Line, u8)]) -> Result<(Framed, usize), usize> {
    let Some((head, _)) = lines.first() else {
        return Err(0);
    };
    let heads = head.clone().parts();
    if !are_heads(&heads) {
        return Err(0);
    }
    let mut columns: Vec<Column> = heads
        .iter()
        .map(|part| Column {
            left: part.left,
            right: part.right,
        })
        .collect();
    let mut rows: Vec<Vec<String>> = vec![heads.iter().map(Line::text).collect()];
    let mut before = head;
    let mut count = 1;
    // Rows that fill at least two columns.
    let mut full = 0;
    for (line, _) in lines.iter().skip(1) {
        let parts = line.clone().parts();
        if line.y - before.y > STEP * line.size.max(before.size) {
            break;
        }
        let Some(places) = places(&columns, &parts) else {
            break;
        };
        if parts.iter().any(|part| label::is_contents(&part.text())) {
            return Err(count);
        }
        for (part, &place) in parts.iter().zip(&places) {
            if let Some(column) = columns.get_mut(place) {
                column.left = column.left.min(part.left);
                column.right = column.right.max(part.right);
            }
        }
        if places.first() == Some(&0) {
            if parts.len() == 1 && full == 0 {
                break;
            }
            rows.push(vec![String::new(); columns.len()]);
        }
        full += usize::from(parts.len() > 1 && places.first() == Some(&0));
        let row = rows.last_mut().into_iter().flatten();
        let mut row: Vec<&mut String> = row.collect();
        for (part, place) in parts.iter().zip(places) {
            if let Some(cell) = row.get_mut(place) {
                label::join(cell, &part.text());
            }
        }
        before = line;
        count += 1;
    }
    if full < 2 || full * 2 < rows.len() {
        return Err(count);
    }
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else {
        return Err(count);
    };
    let framed = Framed {
        left: first.left,
        top: head.top(),
        right: last.right,
        xs: columns.iter().map(|column| column.left).chain([last.right]).collect(),
        grid: Grid {
            rows: rows
                .into_iter()
                .map(|row| row.into_iter().map(Cell::new).collect())
                .collect(),
        },
    };
    Ok((framed, count))
}

fn are_heads(parts: &[Line]) -> bool {
    let texts: Vec<String> = parts.iter().map(Line::text).collect();
    let short = |text: &String| {
        text.chars().count() <= HEAD
            && !text.contains(['，', '。', '；', '：', ',', ':', '、'])
            && text.chars().any(|c| !c.is_ascii() && c.is_alphabetic())
    };
    let known = texts
        .iter()
        .filter(|text| HEADS.iter().any(|head| text.contains(head)))
        .count();
    texts.iter().all(short) && (texts.len() >= 3 || texts.len() == 2 && known == 2)
}

/// The columns of the parts of a line, in order; none where a part stands under several or a column has two.
fn places(columns: &[Column], parts: &[Line]) -> Option<Vec<usize>> {
    let mut places = Vec::with_capacity(parts.len());
    for part in parts {
        let over = |column: &Column| part.right.min(column.right) - part.left.max(column.left) > 0.0;
        let mut under = columns.iter().enumerate().filter(|(_, column)| over(column));
        let place = match (under.next(), under.next()) {
            (Some((place, _)), None) => place,
            (None, _) => nearest(columns, part)?,
            (Some(_), Some(_)) => return None,
        };
        if places.last().is_some_and(|&last| last >= place) {
            return None;
        }
        places.push(place);
    }
    Some(places)
}

/// The column nearest to a part that stands under none, if it is near enough.
fn nearest(columns: &[Column], part: &Line) -> Option<usize> {
    let distance = |column: &Column| (column.left - part.right).max(part.left - column.right);
    let (place, column) = columns
        .iter()
        .enumerate()
        .min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))?;
    (distance(column) < 3.0 * part.size).then_some(place)
}
