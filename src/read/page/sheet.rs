//! One page → its lines and tables in reading order.
//!
//! In: a [`Page`]. Out: a [`Sheet`]. Text in framed cells makes tables; the rest makes lines, in one column or two. Text that
//! stands sideways beside upright text goes with its cell, or apart from the page's; text askew (watermarks) is left out.

use super::columns;
use super::furniture::is_page_number;
use super::lattice::{Lattice, lattices};
use super::line::{self, Line};
use super::paragraph::Text;
use super::rules::rulings;
use super::table::{self, Framed};
use super::{Flow, Page, Run, aligned, turn};

/// What a page holds, in reading order.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub size: (f32, f32),
    /// The font size of most of its text.
    pub usual: f32,
    pub items: Vec<Item>,
    /// Lines that stand sideways beside them.
    pub aside: Vec<String>,
}

/// A line or a table.
#[derive(Debug)]
pub(super) enum Item {
    /// A line, and the number of its column: 0 where there is but one.
    Text(Text, u8),
    Table(Framed),
}

impl From<Line> for Text {
    fn from(line: Line) -> Self {
        Self {
            left: line.left,
            right: line.right,
            y: line.y,
            size: line.size,
            text: line.text(),
        }
    }
}

/// Reads a page; `cells` is how many cells its tables may have at most, and what is left of it.
pub(super) fn read(page: Page, cells: &mut usize) -> Sheet {
    let mut page = turn::upright(page);
    let (width, height) = page.size;
    page.runs.retain(|run| {
        let numbers = [run.x, run.y, run.width, run.size];
        // What stands off the page, no one sees.
        numbers.iter().all(|number| number.is_finite())
            && run.size > 0.0
            && run.width >= 0.0
            && !run.text.trim().is_empty()
            && (-run.size..=height + run.size).contains(&run.y)
            && run.x < width
            && run.x + run.width > 0.0
    });
    let size = usual_size(page.runs.iter().map(|run| (run.size, run.text.len())));
    let (mut upright, mut other) = (Vec::new(), Vec::new());
    for run in page.runs {
        match run.flow {
            Flow::Across => upright.push(run),
            Flow::Down | Flow::Clockwise | Flow::Counter => other.push(run),
            Flow::Askew => {}
        }
    }
    let (across, down) = rulings(&page.rules, size);
    let mut tables = Vec::new();
    // Tables within cells of others first.
    let mut frames = lattices(&across, &down, size);
    frames.sort_by(|a, b| area(a).total_cmp(&area(b)));
    for frame in frames {
        let Some(left) = cells.checked_sub(frame.cells.len()) else {
            break;
        };
        let (inside, rest) = table::fill(frame, upright, other);
        if inside.is_some() {
            *cells = left;
        }
        (upright, other) = rest;
        tables.extend(inside);
    }
    let items = aligned::find(columns::order(line::lines(upright), tables));
    Sheet {
        size: page.size,
        usual: size,
        items: items.into_iter().filter(|item| !is_empty(item)).collect(),
        // Numbers of pages stand upright on a page that is turned.
        aside: sideways(other)
            .into_iter()
            .filter(|line| !is_page_number(line))
            .collect(),
    }
}

fn is_empty(item: &Item) -> bool {
    matches!(item, Item::Text(text, _) if text.text.is_empty())
}

fn area(frame: &Lattice) -> f32 {
    let (left, top, right, bottom) = frame.bounds();
    (right - left) * (bottom - top)
}

/// The font size of most of the text; 10 where there is none.
pub(super) fn usual_size(sizes: impl Iterator<Item = (f32, usize)>) -> f32 {
    let mut sizes: Vec<(f32, usize)> = sizes.collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|size| size.1).sum::<usize>() / 2;
    let mut sum = 0;
    for (size, length) in sizes {
        sum += length;
        if sum > half {
            return size;
        }
    }
    10.0
}

/// Lines that run down or up the page: vertical writing by columns from the right.
pub(super) fn sideways(runs: Vec<Run>) -> Vec<String> {
    let (up, down): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(|run| run.flow == Flow::Counter);
    let turned = |runs: Vec<Run>, turn: fn(&Run) -> (f32, f32)| {
        let run = |run: Run| {
            let (x, y) = turn(&run);
            Run { x, y, ..run }
        };
        line::lines(runs.into_iter().map(run).collect())
    };
    let lines = turned(down, |run| (run.y, -run.x)).into_iter();
    let lines = lines.chain(turned(up, |run| (-run.y, run.x)));
    lines.map(|line| line.text()).filter(|text| !text.is_empty()).collect()
}
