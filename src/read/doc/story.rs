//! The texts of a document: the body, its text boxes, its notes.
//!
//! In: the head and the streams. Out: [`Story`]. Text boxes that no place of the body anchors stand at its end.

use super::boxes;
use super::fib::Fib;
use super::walk::Walk;
use crate::read::plain::Plain;
use crate::read::word::note_left_out;

/// What was read.
#[derive(Debug)]
pub(super) struct Story {
    pub plain: Plain,
    /// Numbers of lists could not be restored.
    pub lost_numbers: bool,
    /// There are pictures or drawings.
    pub has_pictures: bool,
}

/// Reads all texts.
pub(super) fn read(fib: &Fib, main: &[u8], table: &[u8], data: &[u8]) -> Story {
    let mut walk = Walk::new(fib, main, table, data);
    let notes = fib.body..fib.body.saturating_add(fib.footnotes);
    let footnotes = walk.apart(notes.clone()).text;
    let notes = notes.end.saturating_add(fib.others);
    let endnotes = walk.apart(notes..notes.saturating_add(fib.endnotes)).text;
    let shapes = walk.read_boxes(boxes::boxes(fib, table));
    let mut body = walk.part(0..fib.body);
    for shape in shapes {
        body.append(walk.take_box(shape));
    }
    let mut plain = body.finish();
    note_left_out(&mut plain, "脚注", footnotes.lines());
    note_left_out(&mut plain, "尾注", endnotes.lines());
    Story {
        plain,
        lost_numbers: walk.lost_numbers,
        has_pictures: walk.has_pictures,
    }
}
