//! The table of one notice: which columns, how wide, and its rows.

use super::paragraph;
use crate::emit::rows::Row;
use std::borrow::Cow;
use std::fmt::Write as _;

/// Width of the text of a page, in twentieths of a point (A4 lying without 37 and 35 mm).
pub(super) const WIDTH: u32 = 12_756;
/// Width of a character of 五号, and of what a cell has beside its words.
const CHARACTER: u32 = 210;
const SIDES: u32 = 114;
/// Characters of a head on one line.
const HEAD: u32 = 4;
/// Rows by which widths are chosen.
const SAMPLE: usize = 200;
/// A row of so many lines is kept on one page (of 28); a longer one may be broken, so that no page stays half empty.
const WHOLE: u32 = 8;

/// A column: head, how its words look, its least width, whether it is never wider, its words.
struct Column {
    head: &'static str,
    style: &'static str,
    least: u32,
    fixed: bool,
    words: for<'a> fn(&'a Row<'_>) -> Cow<'a, str>,
}

/// A column of at least so many characters; below [`HEAD`] its head stands on two lines.
const fn column(head: &'static str, characters: u32, words: for<'a> fn(&'a Row<'_>) -> Cow<'a, str>) -> Column {
    Column {
        head,
        style: "Cell",
        least: characters * CHARACTER + SIDES,
        fixed: false,
        words,
    }
}

const COLUMNS: [Column; 11] = [
    column("任务类别", 3, |row| row.category.into()),
    column("工作任务", 4, |row| (&*row.task).into()),
    column("具体内容", 6, |row| (&*row.content).into()),
    column("目标指标", 4, |row| (&row.targets).into()),
    column("牵头单位", 3, |row| (&row.lead).into()),
    column("责任单位", 3, |row| (&row.responsible).into()),
    column("配合单位", 3, |row| (&row.support).into()),
    // How often is a matter of when: paper has no room for a column of its own.
    column("完成时限", 4, |row| {
        match (row.due_words.is_empty(), row.frequency.is_empty()) {
            (_, true) => (&row.due_words).into(),
            (true, _) => (&row.frequency).into(),
            _ => format!("{}；{}", row.due_words, row.frequency).into(),
        }
    }),
    Column {
        head: "截止日期",
        style: "CentredCell",
        least: 1_300,
        fixed: true,
        words: |row| row.due.map_or_else(String::new, |day| day.to_string()).into(),
    },
    // The document itself stands above the table.
    column("依据", 4, |row| {
        row.basis
            .rsplit_once(' ')
            .map_or(row.basis.as_str(), |basis| basis.1)
            .into()
    }),
    column("备注", 4, |row| (&row.remarks).into()),
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
    let widths = widths(&columns, rows);
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
        let narrow = characters(*width) < HEAD && head.chars().count() == HEAD as usize;
        // 牵头 above 单位, not 牵头单 above 位.
        let half = head.char_indices().nth(2).filter(|_| narrow);
        match half {
            Some((half, _)) => cell(out, *width, 1, "Head", &format!("{}\n{}", &head[..half], &head[half..])),
            None => cell(out, *width, 1, "Head", head),
        }
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
        let lines = words
            .iter()
            .zip(&widths[1..])
            .map(|(words, width)| lines(words, *width));
        out.push_str("<w:tr>");
        if lines.max().unwrap_or(0) <= WHOLE {
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

/// Widths that fill the page, 序号 first: beginning with the least, a character at a time goes to the column by which the
/// table becomes lowest.
fn widths(columns: &[&Column], rows: &[Row<'_>]) -> Vec<u32> {
    let mut widths: Vec<u32> = columns.iter().map(|column| column.least).collect();
    let mut room = WIDTH - NUMBER - widths.iter().sum::<u32>();
    let sample = &rows[..rows.len().min(SAMPLE)];
    let words: Vec<Vec<Cow<'_, str>>> = columns
        .iter()
        .map(|column| sample.iter().map(|row| (column.words)(row)).collect())
        .collect();
    let tall = |column: usize, width: u32| {
        words[column]
            .iter()
            .map(|words| lines(words, width))
            .collect::<Vec<u32>>()
    };
    let mut heights: Vec<Vec<u32>> = (0..columns.len()).map(|column| tall(column, widths[column])).collect();
    let free: Vec<usize> = (0..columns.len()).filter(|&column| !columns[column].fixed).collect();
    while room >= CHARACTER {
        let tried = free.iter().map(|&column| {
            let new = tall(column, widths[column] + CHARACTER);
            let height = |row: usize| {
                let others = heights.iter().enumerate().filter(|(other, _)| *other != column);
                others.map(|(_, heights)| heights[row]).max().unwrap_or(0).max(new[row])
            };
            let table: u32 = (0..sample.len()).map(height).sum();
            // Of two that make no row lower, the one with more lines saved.
            let saved = heights[column].iter().sum::<u32>() - new.iter().sum::<u32>();
            ((table, std::cmp::Reverse(saved)), column, new)
        });
        let Some((_, column, new)) = tried.min_by(|a, b| a.0.cmp(&b.0)) else {
            break;
        };
        widths[column] += CHARACTER;
        heights[column] = new;
        room -= CHARACTER;
    }
    // What is left is less than a character.
    if let Some(column) = free.last() {
        widths[*column] += room;
    }
    std::iter::once(NUMBER).chain(widths).collect()
}

/// How many characters stand on a line.
fn characters(width: u32) -> u32 {
    (width.saturating_sub(SIDES) / CHARACTER).max(1)
}

/// How many lines words take, at the least.
fn lines(words: &str, width: u32) -> u32 {
    let room = characters(width);
    let each = words.split('\n').map(|line| {
        let wide: u32 = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        wide.div_ceil(2 * room).max(1)
    });
    each.sum()
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
