//! The sheets of a document → its blocks: furniture out, lines joined to paragraphs, also over page breaks, tables that go on
//! made one.

use super::Block;
use super::continued::Open;
use super::furniture;
use super::paragraph::{Margins, Paragraphs, Text};
use super::sheet::{Item, Sheet, usual_size};
use super::table::Framed;
use std::collections::HashMap;

/// Part of the lines that must begin or end at a margin.
const SHARE: f32 = 0.05;

/// Which lines have margins in common: width of the page, column, whether the page number is even.
type Kind = (i64, u8, bool);

/// Reads all sheets.
pub(super) fn blocks(mut sheets: Vec<Sheet>) -> Vec<Block> {
    let texts = sheets
        .iter()
        .flat_map(|sheet| &sheet.items)
        .filter_map(|item| match item {
            Item::Text(text, _) => Some((text.size, text.text.len())),
            Item::Table(_) => None,
        });
    let size = usual_size(texts);
    furniture::remove(&mut sheets, size);
    let margins = margins(&sheets, size);
    let mut writer = Writer {
        size,
        ..Writer::default()
    };
    for (number, sheet) in sheets.into_iter().enumerate() {
        writer.new_page();
        let width = sheet.size.0;
        let own = [0, 1, 2].map(|column| own_margins(&sheet, column, size));
        for item in sheet.items {
            match item {
                Item::Text(text, column) => {
                    let shared = margins.get(&kind(width, column, number)).copied().unwrap_or_default();
                    let own = own.get(usize::from(column)).copied().flatten();
                    let margins = own.map_or(shared, |(left, right)| Margins { left, right, ..shared });
                    writer.text(&text, column, margins);
                }
                Item::Table(table) => writer.table(table),
            }
        }
    }
    writer.finish()
}

#[derive(Debug, Default)]
struct Writer {
    blocks: Vec<Block>,
    paragraphs: Paragraphs,
    /// The last table, while nothing but the end of its page follows it.
    table: Option<Open>,
    size: f32,
    /// The page has something on it.
    has_begun: bool,
    column: u8,
}

impl Writer {
    fn new_page(&mut self) {
        self.has_begun = false;
    }

    fn text(&mut self, text: &Text, column: u8, margins: Margins) {
        // `（续表）` above the rest of a table is none of its text.
        if !self.has_begun && self.table.is_some() && is_continued(&text.text) {
            return;
        }
        self.end_table();
        let same = self.has_begun && column == self.column;
        self.column = column;
        self.has_begun = true;
        let ended = self.paragraphs.add(text, margins, same);
        self.blocks.extend(ended.map(Block::Paragraph));
    }

    fn table(&mut self, table: Framed) {
        let ended = self.paragraphs.end();
        self.blocks.extend(ended.map(Block::Paragraph));
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        match &mut self.table {
            Some(open) if is_first && open.goes_on(&table, self.size) => open.add(table),
            _ => {
                self.end_table();
                self.table = Some(Open::new(table));
            }
        }
    }

    fn end_table(&mut self) {
        let table = self.table.take();
        self.blocks.extend(table.map(|table| Block::Table(table.grid())));
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_table();
        let ended = self.paragraphs.end();
        self.blocks.extend(ended.map(Block::Paragraph));
        self.blocks
    }
}

fn is_continued(text: &str) -> bool {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !"（）()".contains(*c))
        .collect();
    matches!(
        bare.as_str(),
        "续" | "续表" | "续上表" | "接上表" | "接上页" | "續" | "續表" | "續上表"
    )
}

#[allow(clippy::cast_possible_truncation)]
fn kind(width: f32, column: u8, page: usize) -> Kind {
    (width.round() as i64, column, page % 2 == 1)
}

/// The margins of every kind of page.
fn margins(sheets: &[Sheet], size: f32) -> HashMap<Kind, Margins> {
    let mut lines: HashMap<Kind, Vec<(&Text, Option<f32>)>> = HashMap::new();
    for (number, sheet) in sheets.iter().enumerate() {
        let mut before: Option<(&Text, u8)> = None;
        for item in &sheet.items {
            let Item::Text(text, column) = item else {
                before = None;
                continue;
            };
            let step = before
                .filter(|(_, same)| same == column)
                .map(|(before, _)| (text.y - before.y) / text.size);
            // Pages of few sheets share their margins.
            let page = if sheets.len() < 4 { 0 } else { number };
            let step = step.filter(|step| (0.8..3.0).contains(step));
            lines
                .entry(kind(sheet.size.0, *column, page))
                .or_default()
                .push((text, step));
            before = Some((text, *column));
        }
    }
    let mut margins: HashMap<Kind, Margins> = HashMap::new();
    for (kind, lines) in lines {
        let mut lefts: Vec<f32> = lines.iter().map(|(text, _)| text.left).collect();
        let mut rights: Vec<f32> = lines.iter().map(|(text, _)| -text.right).collect();
        let mut steps: Vec<f32> = lines.iter().filter_map(|(_, step)| *step).collect();
        steps.sort_by(f32::total_cmp);
        let margin = Margins {
            left: margin(&mut lefts, size),
            right: -margin(&mut rights, size),
            pitch: steps.get(steps.len() / 2).copied().unwrap_or(0.0),
        };
        if sheets.len() < 4 {
            margins.insert((kind.0, kind.1, true), margin);
        }
        margins.insert(kind, margin);
    }
    margins
}

/// The margins of one page, where enough of its lines are full to show them.
fn own_margins(sheet: &Sheet, column: u8, size: f32) -> Option<(f32, f32)> {
    let texts = || {
        sheet.items.iter().filter_map(|item| match item {
            Item::Text(text, of) if *of == column => Some(text),
            _ => None,
        })
    };
    let mut rights: Vec<f32> = texts().map(|text| -text.right).collect();
    let mut lefts: Vec<f32> = texts().map(|text| text.left).collect();
    let right = -margin(&mut rights, size);
    let full = texts().filter(|text| (right - text.right).abs() < size).count();
    (lefts.len() >= 6 && full * 5 >= lefts.len() * 2).then(|| (margin(&mut lefts, size), right))
}

/// The outermost place where a fair part of the lines begins.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]
fn margin(ends: &mut [f32], size: f32) -> f32 {
    ends.sort_by(f32::total_cmp);
    let enough = ((ends.len() as f32 * SHARE).ceil() as usize).max(2).min(ends.len());
    let near = |at: usize| {
        let end = ends.get(at).copied().unwrap_or(0.0);
        let last = ends.get(at + enough - 1).copied();
        last.is_some_and(|last| last - end <= size)
    };
    let at = (0..ends.len()).find(|&at| near(at)).unwrap_or(0);
    ends.get(at).copied().unwrap_or(0.0)
}
