//! The form of a row (TDefTable and the modifiers of merging, MS-DOC 2.9.323) → [`RowShape`].

use super::bytes::{i16_at, part, u8_at, u16_at};
use super::changes::Change;
use super::fib::Version;
use crate::read::word::flow::{CellShape, Merge, RowShape};

/// Applies one modifier to the form of a row.
pub(super) fn apply(change: Change<'_>, version: Version, row: &mut RowShape) {
    let cells = |row: &mut RowShape, from: u8, to: u8, how: &dyn Fn(usize) -> Merge| {
        let span = row.cells.iter_mut().take(to.into()).skip(from.into());
        span.enumerate().for_each(|(at, cell)| cell.across = how(at));
    };
    match change {
        Change::Row(form) => *row = defined(form, version),
        Change::MergeAcross(from, to) => cells(row, from, to, &|at| {
            if at == 0 { Merge::First } else { Merge::Continued }
        }),
        Change::SplitAcross(from, to) => cells(row, from, to, &|_| Merge::None),
        Change::MergeDown(at, how) => {
            if let Some(cell) = row.cells.get_mut(usize::from(at)) {
                cell.down = down(how.into());
            }
        }
        _ => {}
    }
}

fn down(how: u16) -> Merge {
    match how & 3 {
        0 => Merge::None,
        1 => Merge::Continued,
        _ => Merge::First,
    }
}

/// The number of cells, their edges, then each cell's description.
fn defined(form: &[u8], version: Version) -> RowShape {
    let size = match version {
        Version::Word97 => 20,
        Version::Word6 { .. } => 10,
    };
    let count = usize::from(u8_at(form, 0).unwrap_or(0));
    let edge = |at: usize| i16_at(form, 1 + 2 * at).map(i32::from);
    let mut row = RowShape {
        left: edge(0).unwrap_or(0),
        cells: Vec::with_capacity(count),
    };
    // The two values of cells that are one are told by their order: which is the first differs among descriptions.
    let mut first = 0;
    for at in 0..count {
        let Some(right) = edge(at + 1) else { break };
        let flags = u16_at(part(form, 1 + 2 * (count + 1) + size * at, size), 0).unwrap_or(0);
        let across = match flags & 3 {
            0 => {
                first = 0;
                Merge::None
            }
            value if first == 0 || value == first => {
                first = value;
                Merge::First
            }
            _ => Merge::Continued,
        };
        let down = match version {
            Version::Word97 => down(flags >> 5),
            Version::Word6 { .. } => Merge::None,
        };
        row.cells.push(CellShape { right, across, down });
    }
    row
}
