//! The table of one notice: which columns, how wide, and its rows.

use super::paragraph;
use crate::emit::rows::Row;
use std::borrow::Cow;
use std::fmt::Write as _;

/// Width of the text of a page, in twentieths of a point (A4 lying without 37 and 35 mm).
pub(super) const WIDTH: u32 = 12_756;
/// A row of so many characters in its longest cell is kept on one page; a longer one may be broken, since one that
/// is higher than a page cannot be shown whole.
const WHOLE: usize = 300;

/// A column: head, width, whether the width is fixed, whether its words are centred, the words.
struct Column {
    head: &'static str,
    width: u32,
    fixed: bool,
    style: &'static str,
    words: for<'a> fn(&'a Row<'_>) -> Cow<'a, str>,
}

const fn column(head: &'static str, width: u32, words: for<'a> fn(&'a Row<'_>) -> Cow<'a, str>) -> Column {
    Column {
        head,
        width,
        fixed: false,
        style: "Cell",
        words,
    }
}

const fn narrow(head: &'static str, width: u32, words: for<'a> fn(&'a Row<'_>) -> Cow<'a, str>) -> Column {
    Column {
        head,
        width,
        fixed: true,
        style: "CentredCell",
        words,
    }
}

const COLUMNS: [Column; 12] = [
    column("任务类别", 1_200, |row| row.category.into()),
    column("工作任务", 1_700, |row| (&*row.task).into()),
    column("具体内容", 4_200, |row| (&*row.content).into()),
    column("目标指标", 1_400, |row| (&row.targets).into()),
    column("牵头单位", 1_200, |row| (&row.lead).into()),
    column("责任单位", 1_400, |row| (&row.responsible).into()),
    column("配合单位", 1_400, |row| (&row.support).into()),
    column("完成时限", 1_500, |row| (&row.due_words).into()),
    narrow("截止日期", 1_200, |row| {
        row.due.map_or_else(String::new, |day| day.to_string()).into()
    }),
    column("频次", 1_000, |row| (&row.frequency).into()),
    // The document itself stands above the table.
    column("依据", 800, |row| {
        row.basis
            .rsplit_once(' ')
            .map_or(row.basis.as_str(), |basis| basis.1)
            .into()
    }),
    column("备注", 1_400, |row| (&row.remarks).into()),
];
const NUMBER: u32 = 560;

/// Writes the table; `rows` are not empty.
pub(super) fn write(rows: &[Row<'_>], out: &mut String) {
    let grouped = is_grouped(rows);
    let columns: Vec<&Column> = COLUMNS
        .iter()
        .skip(usize::from(grouped))
        .filter(|column| rows.iter().any(|row| !(column.words)(row).is_empty()))
        .collect();
    let widths = widths(&columns);
    out.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"Tasks\"/>");
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "<w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
    );
    for width in &widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    let heads = ["序号"].into_iter().chain(columns.iter().map(|column| column.head));
    for (head, width) in heads.zip(&widths) {
        cell(out, *width, 1, "Head", head);
    }
    out.push_str("</w:tr>");
    let mut group = "";
    for (nth, row) in rows.iter().enumerate() {
        if grouped && row.category != group {
            group = row.category;
            out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            cell(out, WIDTH, widths.len(), "Group", group);
            out.push_str("</w:tr>");
        }
        let words: Vec<Cow<'_, str>> = columns.iter().map(|column| (column.words)(row)).collect();
        let longest = words.iter().map(|words| words.chars().count()).max().unwrap_or(0);
        out.push_str("<w:tr>");
        if longest <= WHOLE {
            out.push_str("<w:trPr><w:cantSplit/></w:trPr>");
        }
        cell(out, widths[0], 1, "CentredCell", &(nth + 1).to_string());
        for ((column, words), width) in columns.iter().zip(&words).zip(&widths[1..]) {
            cell(out, *width, 1, column.style, words);
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

/// Whether 任务类别 can stand as lines across the table: no task without one follows a task with one.
fn is_grouped(rows: &[Row<'_>]) -> bool {
    let without = rows.iter().take_while(|row| row.category.is_empty()).count();
    without < rows.len() && rows[without..].iter().all(|row| !row.category.is_empty())
}

/// Widths that fill the page, 序号 first.
fn widths(columns: &[&Column]) -> Vec<u32> {
    let sum = |fixed| {
        columns
            .iter()
            .filter(|c| c.fixed == fixed)
            .map(|c| c.width)
            .sum::<u32>()
    };
    let (room, wanted) = (WIDTH - NUMBER - sum(true), sum(false).max(1));
    let width = |column: &&Column| match column.fixed {
        true => column.width,
        false => column.width * room / wanted,
    };
    std::iter::once(NUMBER).chain(columns.iter().map(width)).collect()
}

fn cell(out: &mut String, width: u32, columns: usize, style: &str, words: &str) {
    let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if columns > 1 {
        let _ = write!(out, "<w:gridSpan w:val=\"{columns}\"/>");
    }
    out.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
    for line in words.split('\n') {
        paragraph(out, style, line);
    }
    out.push_str("</w:tc>");
}
