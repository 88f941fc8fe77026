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

/// Which lines have margins in common: width of the page, column.
type Kind = (i64, u8);

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
    furniture::remove(&mut sheets);
    let margins = margins(&sheets, size);
    let mut writer = Writer {
        size,
        ..Writer::default()
    };
    for sheet in sheets {
        writer.new_page();
        let width = sheet.size.0;
        let own = [0, 1, 2].map(|column| own_margins(&sheet, column, size));
        // The paragraph that goes on over the page break is not held up by what stands beside it.
        writer.blocks.extend(sheet.aside.into_iter().map(Block::Paragraph));
        let mut items = sheet.items.into_iter().peekable();
        while let Some(item) = items.next() {
            match item {
                Item::Text(text, column) => {
                    let after = match items.peek() {
                        Some(Item::Text(after, of)) if *of == column => Some(after),
                        _ => None,
                    };
                    let shared = margins.get(&kind(width, column)).copied().unwrap_or_default();
                    let own = own.get(usize::from(column)).copied().flatten();
                    let margins = own.map_or(shared, |(left, right)| Margins { left, right, ..shared });
                    writer.text(&text, after, column, margins);
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

    fn text(&mut self, text: &Text, after: Option<&Text>, column: u8, margins: Margins) {
        // `（续表）` above the rest of a table is none of its text.
        if !self.has_begun && self.table.is_some() && is_continued(&text.text) {
            return;
        }
        self.end_table();
        let same = self.has_begun && column == self.column;
        self.column = column;
        self.has_begun = true;
        let ended = self.paragraphs.add(text, after, margins, same);
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
fn kind(width: f32, column: u8) -> Kind {
    (width.round() as i64, column)
}

/// The margins of every kind of page.
fn margins(sheets: &[Sheet], size: f32) -> HashMap<Kind, Margins> {
    let mut lines: HashMap<Kind, Vec<Step<'_>>> = HashMap::new();
    for sheet in sheets {
        let mut before: Option<(&Text, u8)> = None;
        for item in &sheet.items {
            let Item::Text(text, column) = item else {
                before = None;
                continue;
            };
            let above = before.filter(|(_, same)| same == column).map(|(before, _)| before);
            before = Some((text, *column));
            lines
                .entry(kind(sheet.size.0, *column))
                .or_default()
                .push(Step { above, text });
        }
    }
    let mut margins: HashMap<Kind, Margins> = HashMap::new();
    for (kind, steps) in lines {
        let mut lefts: Vec<f32> = steps.iter().map(|step| step.text.left).collect();
        let mut rights: Vec<f32> = steps.iter().map(|step| -step.text.right).collect();
        let right = -margin(&mut rights, size);
        let (pitch, spaced) = pitch(&steps, right);
        let margin = Margins {
            left: margin(&mut lefts, size),
            right,
            pitch,
            spaced,
        };
        margins.insert(kind, margin);
    }
    margins
}

/// A line and the one above it.
struct Step<'s> {
    above: Option<&'s Text>,
    text: &'s Text,
}

/// How far apart lines are, in parts of the font size, and whether paragraphs have space between them: lines behind full
/// lines mostly go on, those behind others mostly do not.
fn pitch(steps: &[Step<'_>], right: f32) -> (f32, bool) {
    let (mut within, mut between) = (Vec::new(), Vec::new());
    for Step { above, text } in steps {
        if let Some(above) = above.filter(|above| (above.size - text.size).abs() < 0.05 * text.size) {
            let step = (text.y - above.y) / text.size;
            let is_full = right - above.right < text.size;
            match step {
                0.8..3.0 if is_full => within.push(step),
                0.8..5.0 => between.push(step),
                _ => {}
            }
        }
    }
    within.sort_by(f32::total_cmp);
    let Some(&pitch) = within.get(within.len() / 2) else {
        return (Margins::default().pitch, false);
    };
    let apart = between.iter().filter(|&&step| step > 1.12 * pitch).count();
    (pitch, apart * 3 > between.len() * 2 && between.len() > 2)
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
