//! One page → its lines and tables in reading order.
//!
//! In: a [`Page`]. Out: a [`Sheet`]. Text in framed cells makes tables; the rest makes lines, in one column or two. Text that
//! stands sideways beside upright text follows at the end of its cell or page; text askew (watermarks) is left out.

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
    pub items: Vec<Item>,
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
    let mut items = aligned::find(columns::order(line::lines(upright), tables));
    // Numbers of pages stand upright on a page that is turned.
    let aside = sideways(other).into_iter().filter(|line| !is_page_number(&line.text));
    items.extend(aside.map(|line| Item::Text(line, 0)));
    Sheet {
        size: page.size,
        items: items.into_iter().filter(|item| !is_empty(item)).collect(),
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

/// Text that runs down or up the page, a line a run: vertical writing by columns from the right.
pub(super) fn sideways(mut runs: Vec<Run>) -> Vec<Text> {
    runs.sort_by(|a, b| {
        // Columns are told apart by half a character.
        let column = |run: &Run| (run.x / (run.size * 0.5).max(0.1)).round();
        column(b).total_cmp(&column(a)).then(a.y.total_cmp(&b.y))
    });
    let mut out: Vec<(Text, Flow)> = Vec::new();
    for run in runs {
        match out.last_mut() {
            Some((text, flow)) if *flow == run.flow && (text.left - run.x).abs() < 0.5 * run.size => {
                text.text.push_str(run.text.trim());
            }
            _ => {
                let text = Text {
                    left: run.x,
                    right: run.x + run.size,
                    y: run.y,
                    size: run.size,
                    text: run.text.trim().to_owned(),
                };
                out.push((text, run.flow));
            }
        }
    }
    out.into_iter().map(|(text, _)| text).collect()
}
