//! Glyphs → runs: what follows closely on one line is one run; a blank ends it.

use super::limits::Limits;
use crate::read::page::{Flow, Run};

/// Widest gap within a run, in parts of the font size, and how far glyphs may overlap.
const GAP: (f32, f32) = (0.15, 0.3);

/// A glyph on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark<'t> {
    pub from: (f32, f32),
    pub to: (f32, f32),
    pub size: f32,
    pub flow: Flow,
    pub text: &'t str,
}

/// Gathers glyphs.
#[derive(Debug, Default)]
pub(super) struct Pen {
    pub runs: Vec<Run>,
    /// The run that may still grow, and where it ends.
    open: Option<(Run, (f32, f32))>,
}

impl Pen {
    /// Adds a glyph.
    pub fn put(&mut self, mark: Mark<'_>, limits: &Limits) {
        if ![mark.from.0, mark.from.1, mark.to.0, mark.to.1]
            .iter()
            .all(|v| v.abs() < 1e6)
            || !(0.01..10_000.0).contains(&mark.size)
        {
            return;
        }
        let is_blank = mark.text.chars().all(|c| c.is_whitespace() || c == '\0');
        if is_blank {
            if let Some((run, _)) = &mut self.open {
                run.text.push(' ');
                self.close(limits);
            }
            return;
        }
        if let Some((run, end)) = &mut self.open
            && follows(run, *end, &mark)
        {
            run.text.push_str(mark.text);
            *end = mark.to;
            return;
        }
        self.close(limits);
        let run = Run {
            x: mark.from.0,
            y: mark.from.1,
            width: 0.0,
            size: mark.size,
            text: mark.text.to_owned(),
            flow: mark.flow,
        };
        self.open = Some((run, mark.to));
    }

    /// Ends the present run.
    pub fn close(&mut self, limits: &Limits) {
        let Some((mut run, end)) = self.open.take() else {
            return;
        };
        // Each run takes the room of some thirty characters.
        if limits.keep(run.text.len() / 3 + 16) {
            run.width = (end.0 - run.x).hypot(end.1 - run.y);
            self.runs.push(run);
        }
    }

    /// Ends the present run; gives all.
    pub fn finish(mut self, limits: &Limits) -> Vec<Run> {
        self.close(limits);
        self.runs
    }
}

fn follows(run: &Run, end: (f32, f32), mark: &Mark<'_>) -> bool {
    if run.flow != mark.flow || (run.size - mark.size).abs() > run.size * 0.02 {
        return false;
    }
    let (dx, dy) = (mark.from.0 - end.0, mark.from.1 - end.1);
    let (along, across) = match run.flow {
        Flow::Across => (dx, dy),
        Flow::Down | Flow::Clockwise => (dy, dx),
        Flow::Counter => (-dy, dx),
        Flow::Askew => (dx.hypot(dy), 0.0),
    };
    along < GAP.0 * run.size && along > -GAP.1 * run.size && across.abs() < 0.05 * run.size
}
