//! Where the tables of a sheet are, and what stands above and below them.
//!
//! In: a [`Sheet`]. Out: [`Block`]s in order: lines (title, 填报单位, 备注, 填表人) and tables. Empty rows part blocks; rows
//! and columns without words are left out everywhere. A table begins with its head, the first row of at least two short
//! words that is followed by rows in the same columns ([`super::head`]), and ends before the notes below it. A head that
//! is printed again on a further page is left out; under a title of its own it begins another table. Not told apart:
//! tables side by side.

use super::book::{Region, Sheet};
use super::head;
use crate::read::plain::{Cell, Grid};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::ops::Range;

/// Most places of a table; a larger one is written line by line.
const PLACES: usize = 1_000_000;

/// A piece of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A row outside the tables.
    Line(String),
    /// A table.
    Table(Grid),
    /// Empty rows.
    Gap,
}

/// A cell with the places that it covers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'a> {
    pub text: &'a str,
    pub place: Region,
}

/// A row with words.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    pub row: u32,
    pub items: Vec<Item<'a>>,
}

/// Takes a sheet apart.
pub(super) fn blocks(sheet: &Sheet) -> Vec<Block> {
    let lines = lines(sheet);
    let mut blocks = Vec::new();
    // The table that the next rows may continue.
    let mut open: Option<Open> = None;
    let mut skipped = Vec::new();
    for band in bands(&lines) {
        if let Some(table) = &mut open {
            let (head, edges) = (&lines[table.rows.start], table.edges);
            if head::continues(head, edges, &lines[band.clone()]) {
                let end = head::tail(&lines, band.clone());
                table.grow(&lines, band.start..end);
                if end < band.end {
                    close(&lines, &mut open, &skipped, &mut blocks);
                    blocks.extend(written(&lines[end..band.end]));
                }
                continue;
            }
            close(&lines, &mut open, &skipped, &mut blocks);
        }
        if !blocks.is_empty() {
            blocks.push(Block::Gap);
        }
        let mut rest = band;
        while !rest.is_empty() {
            close(&lines, &mut open, &skipped, &mut blocks);
            let table = head::table(&lines, rest.clone(), &mut skipped);
            blocks.extend(written(&lines[rest.start..table.start]));
            // What is below goes on as lines, or as the next table with its title.
            let below = head::tail(&lines, table.clone());
            if !table.is_empty() {
                let mut new = Open {
                    rows: table.start..table.start,
                    edges: (u32::MAX, 0),
                };
                new.grow(&lines, table.start..below);
                open = Some(new);
            }
            if below < table.end {
                close(&lines, &mut open, &skipped, &mut blocks);
                blocks.extend(written(&lines[below..table.end]));
            }
            rest.start = table.end;
        }
    }
    close(&lines, &mut open, &skipped, &mut blocks);
    blocks
}

/// A table that may go on.
struct Open {
    rows: Range<usize>,
    /// Its first and its last column.
    edges: (u32, u32),
}

impl Open {
    fn grow(&mut self, lines: &[Line<'_>], rows: Range<usize>) {
        self.rows.end = rows.end;
        for (left, right) in lines[rows].iter().map(Line::edges) {
            self.edges = (self.edges.0.min(left), self.edges.1.max(right));
        }
    }
}

fn close(lines: &[Line<'_>], open: &mut Option<Open>, skipped: &[usize], blocks: &mut Vec<Block>) {
    let Some(table) = open.take() else { return };
    let kept: Vec<&Line<'_>> = table
        .rows
        .filter(|at| skipped.binary_search(at).is_err())
        .map(|at| &lines[at])
        .collect();
    match grid(&kept) {
        Some(grid) => blocks.push(Block::Table(grid)),
        None => blocks.extend(kept.into_iter().map(|line| Block::Line(line.words()))),
    }
}

fn written(lines: &[Line<'_>]) -> impl Iterator<Item = Block> {
    lines.iter().map(|line| Block::Line(line.words()))
}

impl Line<'_> {
    /// The row as a line of text.
    fn words(&self) -> String {
        let words: Vec<&str> = self.items.iter().map(|item| item.text).collect();
        words.join("\u{3000}")
    }

    /// The first and the last column with words.
    pub fn edges(&self) -> (u32, u32) {
        let left = self.items.first().map_or(u32::MAX, |item| item.place.left);
        (left, self.items.last().map_or(0, |item| item.place.left))
    }

    /// Whether a column is covered.
    pub fn covers(&self, column: u32) -> bool {
        let at = self.items.partition_point(|item| item.place.left <= column);
        at > 0 && self.items[at - 1].place.right >= column
    }
}

/// The rows with words, cells that a merged region covers left out.
fn lines(sheet: &Sheet) -> Vec<Line<'_>> {
    let mut regions = Regions::new(&sheet.regions);
    let mut lines: Vec<Line<'_>> = Vec::new();
    for cell in &sheet.cells {
        let Some(place) = regions.place(cell.row, cell.column) else {
            continue;
        };
        let item = Item {
            text: &cell.text,
            place,
        };
        match lines.last_mut() {
            Some(line) if line.row == cell.row => line.items.push(item),
            _ => lines.push(Line {
                row: cell.row,
                items: vec![item],
            }),
        }
    }
    lines
}

/// Merged regions, asked for cell by cell in their order. A region that overlaps one before it is damage and does not
/// count.
struct Regions {
    /// By rows, then columns.
    all: Vec<Region>,
    next: usize,
    /// Those that reach the row asked for, by their left edges.
    active: BTreeMap<u32, Region>,
    /// Their bottom and left edges, the first to end on top.
    ends: BinaryHeap<Reverse<(u32, u32)>>,
}

impl Regions {
    fn new(regions: &[Region]) -> Self {
        let mut all = regions.to_vec();
        all.sort_by_key(|region| (region.top, region.left));
        Self {
            all,
            next: 0,
            active: BTreeMap::new(),
            ends: BinaryHeap::new(),
        }
    }

    /// The places of a cell; none where a region covers it that begins elsewhere.
    fn place(&mut self, row: u32, column: u32) -> Option<Region> {
        while let Some(region) = self.all.get(self.next).copied().filter(|region| region.top <= row) {
            self.next += 1;
            self.expire(region.top);
            let near = self.active.range(..=region.right).next_back();
            if region.bottom >= row && near.is_none_or(|(_, other)| other.right < region.left) {
                self.active.insert(region.left, region);
                self.ends.push(Reverse((region.bottom, region.left)));
            }
        }
        self.expire(row);
        let alone = Region {
            top: row,
            left: column,
            bottom: row,
            right: column,
        };
        let over = self.active.range(..=column).next_back().map(|(_, region)| *region);
        match over.filter(|region| region.right >= column) {
            Some(region) if (region.top, region.left) != (row, column) => None,
            over => Some(over.unwrap_or(alone)),
        }
    }

    fn expire(&mut self, row: u32) {
        while let Some(&Reverse((bottom, left))) = self.ends.peek()
            && bottom < row
        {
            self.ends.pop();
            self.active.remove(&left);
        }
    }
}

/// Runs of rows without an empty row between them; a region that reaches over an empty row bridges it.
fn bands(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut bands: Vec<Range<usize>> = Vec::new();
    let mut reach = 0;
    for (at, line) in lines.iter().enumerate() {
        match bands.last_mut() {
            Some(band) if line.row <= reach + 1 => band.end = at + 1,
            _ => bands.push(at..at + 1),
        }
        let bottom = line.items.iter().map(|item| item.place.bottom).max().unwrap_or(0);
        reach = reach.max(line.row).max(bottom);
    }
    bands
}

/// The rows as a table; none where it has too many places.
fn grid(lines: &[&Line<'_>]) -> Option<Grid> {
    let mut columns: Vec<u32> = lines
        .iter()
        .flat_map(|line| line.items.iter().map(|item| item.place.left))
        .collect();
    columns.sort_unstable();
    columns.dedup();
    if lines.len().saturating_mul(columns.len()) > PLACES {
        return None;
    }
    // For each column how many more rows a cell from above covers.
    let mut covered = vec![0_usize; columns.len()];
    let mut rows = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let mut cells = Vec::new();
        let mut items = line.items.iter().peekable();
        let mut column = 0;
        while column < columns.len() {
            let item = items.next_if(|item| item.place.left == columns[column]);
            if covered[column] > 0 {
                covered[column] -= 1;
                column += 1;
                continue;
            }
            let Some(item) = item else {
                cells.push(Cell::default());
                column += 1;
                continue;
            };
            let wide = columns[column..].iter().take_while(|c| **c <= item.place.right).count();
            let high = lines[at..].partition_point(|line| line.row <= item.place.bottom);
            cells.push(Cell {
                text: item.text.to_owned(),
                columns: wide,
                rows: high,
            });
            covered[column..column + wide].fill(high - 1);
            column += wide;
        }
        rows.push(cells);
    }
    Some(Grid { rows })
}
