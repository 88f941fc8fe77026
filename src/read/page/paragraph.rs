//! Lines → paragraphs: a line goes on with the next one unless something says that it ends.
//!
//! In: lines of one column or cell after the other, with the margins that hold for each. Out: paragraphs. What ends one: a
//! line that leaves room for what follows, a label, an indent, a change of size, a gap, dots of a table of contents.

use super::label;

/// How far sizes of one paragraph may differ, as a part; how far left ends of its lines, in parts of the font size.
const SIZE: f32 = 0.12;
const LEFT: f32 = 0.8;
/// Farthest that text hangs behind its first line, in parts of the font size.
const HANG: f32 = 8.0;
/// Room that a line may leave although the next word would fit: punctuation that may not stand at either end.
const SLACK: f32 = 1.3;

/// A line as far as paragraphs are concerned.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Text {
    pub left: f32,
    pub right: f32,
    pub y: f32,
    pub size: f32,
    pub text: String,
}

/// Where lines of a column begin and end, and how far apart they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Margins {
    pub left: f32,
    pub right: f32,
    /// Distance of lines, in parts of the font size.
    pub pitch: f32,
    /// Paragraphs have space between them.
    pub spaced: bool,
}

impl Default for Margins {
    fn default() -> Self {
        Self {
            left: 0.0,
            right: 0.0,
            pitch: 1.6,
            spaced: false,
        }
    }
}

/// Gathers lines into paragraphs.
#[derive(Debug, Default)]
pub(super) struct Paragraphs {
    open: Option<Open>,
}

/// The paragraph that may still grow. Left ends are relative to the margin.
#[derive(Debug)]
struct Open {
    words: String,
    first: f32,
    body: Option<f32>,
    /// Left end of its last line.
    left: f32,
    /// Room on the right of its last line.
    room: f32,
    y: f32,
    size: f32,
    /// The last line by itself.
    last: String,
    is_short_block: bool,
}

impl Paragraphs {
    /// Adds a line; gives the paragraph before it, where that has ended. `same` says that the line follows on the same
    /// page and column, `after` is the line that follows it there.
    pub fn add(&mut self, line: &Text, after: Option<&Text>, margins: Margins, same: bool) -> Option<String> {
        let left = line.left - margins.left;
        let room = margins.right - line.right;
        let next = Next {
            line,
            left,
            room,
            is_start: after.is_some_and(|after| {
                let size = line.size;
                let goes_on = after.left - margins.left < 0.6 * size && label::label(&after.text).is_none();
                left > 1.4 * size && room < SLACK * size && goes_on
            }),
        };
        if let Some(open) = &mut self.open
            && open.goes_on(&next, margins, same)
        {
            label::join(&mut open.words, &line.text);
            open.body.get_or_insert(left);
            open.left = left;
            open.room = room;
            open.y = line.y;
            open.last.clone_from(&line.text);
            return None;
        }
        let ended = self.end();
        self.open = Some(Open {
            words: line.text.clone(),
            first: left,
            body: None,
            left,
            room,
            y: line.y,
            size: line.size,
            last: line.text.clone(),
            is_short_block: left > 2.6 * line.size && room > 1.5 * line.size,
        });
        ended
    }

    /// Ends the present paragraph.
    pub fn end(&mut self) -> Option<String> {
        self.open.take().map(|open| open.words)
    }
}

/// The line that may go on.
#[derive(Debug)]
struct Next<'t> {
    line: &'t Text,
    /// As in [`Open`].
    left: f32,
    room: f32,
    /// It is indented, full, and followed by a line that is not indented.
    is_start: bool,
}

impl Open {
    fn goes_on(&self, next: &Next<'_>, margins: Margins, same: bool) -> bool {
        let Next {
            line: next,
            left,
            room,
            is_start,
        } = *next;
        let size = self.size.max(next.size);
        let starts = label::start(&next.text, &self.words, label::is_final(&self.last));
        // A label that stands on a line by itself, as in narrow cells.
        if same && self.words == self.last && label::label(&self.words) == Some(self.words.chars().count()) {
            return starts.is_none();
        }
        if (self.size - next.size).abs() > SIZE * size
            || label::is_contents(&self.last)
            || label::is_contents(&next.text)
            || self.room > (label::first_word(&next.text) + SLACK) * size
        {
            return false;
        }
        let has_stop = label::is_final(&self.last);
        if same {
            let step = (next.y - self.y) / size;
            let most = match (margins.spaced, has_stop) {
                (true, true) => 1.12,
                (true, false) => 1.2,
                (false, true) => 1.35,
                (false, false) => 1.8,
            };
            if step < 0.3 || step > margins.pitch * most {
                return false;
            }
        }
        // Centred lines, and those that end at the right: titles, signatures.
        let is_centred = |left: f32, room: f32| left > 2.6 * size && (left - room).abs() < 1.2 * size;
        if self.is_short_block && (is_centred(left, room) || is_centred(self.first, self.room)) {
            return false;
        }
        if has_stop && starts.is_some() {
            return false;
        }
        // At the top of a page a short line without a stop is a title rather than the end of a paragraph.
        if !same && has_stop && room > 3.0 * size && !label::is_final(&next.text) {
            return false;
        }
        // A title that is wider than the page, its lines centred.
        if is_centred(left, room) && !has_stop && starts.is_none() && self.left < size {
            return true;
        }
        let indent = left - self.first;
        match self.body {
            Some(body) => {
                // A label at the left of a text that hangs, or one like the first in a text without indents.
                let is_start = starts.is_some() && (left < body - 0.3 * size || (body - self.first).abs() < 0.6 * size);
                (left - body).abs() <= LEFT * size && !is_start
            }
            // Lines at the right: signature and date.
            None if self.first > 0.4 * (margins.right - margins.left) => false,
            None if indent > 0.6 * size => {
                // Text that hangs: behind a label, or in the middle of a sentence.
                let hang = if has_stop { label::width(&self.words) } else { HANG };
                indent <= hang * size && starts.is_none()
            }
            None if indent > -0.6 * size => {
                // Two lines that begin alike: a block, or two paragraphs, the first of which is a title.
                let is_indented = left > 1.4 * size;
                starts.is_none() && !is_start && !(has_stop && is_indented)
            }
            // The first line is indented and the next is not; a label may stand at the margin in the middle of a
            // sentence only.
            None => left > -size && (starts.is_none() || left < 0.8 * size),
        }
    }
}
