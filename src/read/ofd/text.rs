//! Text objects → runs: characters with the steps between them, put together where they follow closely on one line.
//!
//! In: the place of the first character, the steps, the characters. Out: [`Run`]s. A blank ends a run, as does a gap, a
//! step back or a new line: what belongs together is for [`crate::read::page`] to say.

use super::geometry::{Matrix, number};
use crate::read::page::{Flow, Run};

/// Widest gap within a run, in parts of the font size, and how far characters may overlap.
const GAP: (f32, f32) = (0.3, 0.6);

/// Places farther than this are on no page.
const BEYOND: f32 = 1e6;

/// How an object draws its text.
#[derive(Debug)]
pub(super) struct Style {
    pub matrix: Matrix,
    pub size: f32,
    /// Width of characters in parts of their usual width.
    pub stretch: f32,
    /// Direction of the line and of the characters in it, in degrees clockwise.
    pub reading: i32,
    pub turned: i32,
}

/// A run that may still grow.
struct Open {
    run: Run,
    /// Where it began and where it ends.
    start: (f32, f32),
    end: (f32, f32),
}

/// Appends the runs of one code, until there are more than `most`.
pub(super) fn runs(
    style: &Style,
    start: (f32, f32),
    steps: (Option<&str>, Option<&str>),
    words: &str,
    most: usize,
    out: &mut Vec<Run>,
) {
    let up = style.matrix.vector(turned((0.0, -1.0), style.turned));
    let size = style.size * up.0.hypot(up.1);
    if !(0.01..10_000.0).contains(&size) {
        return;
    }
    let (mut across, mut down) = (Steps::of(steps.0), Steps::of(steps.1));
    let goes_down = steps.1.is_some_and(goes) && !steps.0.is_some_and(goes);
    // Without any steps the characters follow each other as their widths have it.
    let bare = !goes_down && !steps.0.is_some_and(goes);
    let along = match () {
        () if goes_down => (0.0, 1.0),
        () if bare => turned((1.0, 0.0), style.reading),
        () => (1.0, 0.0),
    };
    let flow = flow(style.matrix.vector(along), up);
    let (mut x, mut y) = start;
    let mut open: Option<Open> = None;
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next().filter(|_| out.len() <= most) {
        let wide = style.size * if goes_down { 1.0 } else { style.stretch * width(c) };
        let usual = (along.0 * wide, along.1 * wide);
        let step = if bare { usual } else { (across.next(), down.next()) };
        let at = style.matrix.at(x, y);
        // The last step is not in the file, and one back or aside is a new line.
        let is_ahead = chars.peek().is_some() && step.0 * along.0 + step.1 * along.1 > 0.0;
        let ahead = style.matrix.vector(if is_ahead { step } else { usual });
        let end = extent(at, ahead, size * widest(c));
        (x, y) = (x + step.0, y + step.1);
        if at.0.abs() > BEYOND || at.1.abs() > BEYOND {
            continue;
        }
        if c.is_whitespace() {
            if let Some(mut done) = open.take() {
                done.run.text.push(' ');
                out.push(done.close());
            }
            continue;
        }
        match &mut open {
            Some(open) if open.goes_on(at, flow, size) => {
                open.run.text.push(c);
                open.end = end;
                continue;
            }
            _ => out.extend(open.take().map(Open::close)),
        }
        let (left, top) = match flow {
            // The middle of the column, and the upper end of the character.
            Flow::Down => (at.0 + size / 2.0, at.1 - size * 0.88),
            _ => at,
        };
        open = Some(Open {
            run: Run {
                x: left,
                y: top,
                width: 0.0,
                size,
                text: c.to_string(),
                flow,
            },
            start: at,
            end,
        });
    }
    out.extend(open.map(Open::close));
}

impl Open {
    /// Whether a character at this place goes on with the run.
    fn goes_on(&self, at: (f32, f32), flow: Flow, size: f32) -> bool {
        let (dx, dy) = (at.0 - self.end.0, at.1 - self.end.1);
        let (along, aside) = match self.run.flow {
            Flow::Across => (dx, dy),
            Flow::Down | Flow::Clockwise => (dy, dx),
            Flow::Counter => (-dy, dx),
            Flow::Askew => (dx.hypot(dy), 0.0),
        };
        flow == self.run.flow && along < GAP.0 * size && along > -GAP.1 * size && aside.abs() < 0.1 * size
    }

    fn close(mut self) -> Run {
        self.run.width = (self.end.0 - self.start.0).hypot(self.end.1 - self.start.1);
        self.run
    }
}

/// Where a character ends: at the next one, but not farther than it is wide.
fn extent(at: (f32, f32), step: (f32, f32), wide: f32) -> (f32, f32) {
    let long = step.0.hypot(step.1);
    let part = if long > wide { wide / long } else { 1.0 };
    (at.0 + step.0 * part, at.1 + step.1 * part)
}

/// How text stands that goes in this direction with that upper side.
fn flow(along: (f32, f32), up: (f32, f32)) -> Flow {
    let is = |(x, y): (f32, f32), (to_x, to_y): (f32, f32)| {
        let long = x.hypot(y);
        long > 0.0 && (x * to_x + y * to_y) / long > 0.99
    };
    match () {
        () if is(along, (1.0, 0.0)) && is(up, (0.0, -1.0)) => Flow::Across,
        () if is(along, (0.0, 1.0)) && is(up, (0.0, -1.0)) => Flow::Down,
        () if is(along, (0.0, 1.0)) && is(up, (1.0, 0.0)) => Flow::Clockwise,
        () if is(along, (0.0, -1.0)) && is(up, (-1.0, 0.0)) => Flow::Counter,
        () => Flow::Askew,
    }
}

/// A direction turned clockwise by a quarter, a half or three quarters.
fn turned((x, y): (f32, f32), degrees: i32) -> (f32, f32) {
    match degrees {
        90 => (-y, x),
        180 => (-x, -y),
        270 => (y, -x),
        _ => (x, y),
    }
}

/// Most that a character is wide, in parts of the font size, and what Latin ones are where nothing says it.
fn widest(c: char) -> f32 {
    match c {
        'A'..='Z' | 'm' | 'w' | '%' | '&' | '@' => 1.0,
        c if c < '\u{2000}' => 0.65,
        _ => 1.0,
    }
}

fn width(c: char) -> f32 {
    if c < '\u{2000}' { 0.5 } else { 1.0 }
}

/// Whether any of the first steps leads on.
fn goes(steps: &str) -> bool {
    let mut steps = Steps::of(Some(steps));
    (0..16).any(|_| steps.next() != 0.0)
}

/// The steps between characters: `5 5 4`, or `g 20 5` for twenty equal ones. The last one goes on.
struct Steps<'a> {
    words: std::str::SplitWhitespace<'a>,
    /// How often the present one still comes.
    again: u32,
    step: f32,
}

impl<'a> Steps<'a> {
    fn of(words: Option<&'a str>) -> Self {
        Self {
            words: words.unwrap_or_default().split_whitespace(),
            again: 0,
            step: 0.0,
        }
    }

    fn next(&mut self) -> f32 {
        if self.again > 0 {
            self.again -= 1;
            return self.step;
        }
        match self.words.next() {
            Some("g" | "G") => {
                let count = self.words.next().and_then(|count| count.parse::<u32>().ok());
                self.step = self.words.next().and_then(number).unwrap_or(0.0);
                self.again = count.unwrap_or(1).saturating_sub(1);
            }
            Some(word) => self.step = number(word).unwrap_or(0.0),
            None => {}
        }
        self.step
    }
}

#[cfg(test)]
mod tests {
    use super::super::geometry::Frame;
    use super::*;

    fn style(transformation: Option<&str>, reading: i32, turned: i32) -> Style {
        Style {
            matrix: Matrix::of(Frame::of("20 30 100 10").unwrap(), transformation, Frame::default()),
            size: 5.0,
            stretch: 1.0,
            reading,
            turned,
        }
    }

    fn read(
        style: &Style,
        across: Option<&str>,
        down: Option<&str>,
        words: &str,
    ) -> Vec<(String, f32, f32, f32, Flow)> {
        let mut out = Vec::new();
        runs(style, (0.0, 4.0), (across, down), words, usize::MAX, &mut out);
        out.into_iter()
            .map(|run| (run.text, run.x, run.y, run.width, run.flow))
            .collect()
    }

    #[test]
    fn a_line_is_a_run() {
        let run = |text: &str, x, width| (text.to_owned(), x, 34.0, width, Flow::Across);
        let plain = style(None, 0, 0);
        assert_eq!(
            read(&plain, Some("5 5 5"), None, "各县区："),
            [run("各县区：", 20.0, 20.0)]
        );
        assert_eq!(
            read(&plain, Some("g 3 5"), Some("g 3 0"), "各县区："),
            [run("各县区：", 20.0, 20.0)]
        );
        assert_eq!(
            read(&plain, Some("2.5 2.5 2.5 2.5"), None, "2025年"),
            [run("2025年", 20.0, 15.0)]
        );
        assert_eq!(read(&plain, None, None, "通知"), [run("通知", 20.0, 10.0)]);
        assert_eq!(read(&plain, Some("5"), None, "各"), [run("各", 20.0, 5.0)]);
    }

    #[test]
    fn gaps_and_blanks_part_runs() {
        let plain = style(None, 0, 0);
        let texts = |across, words| {
            let runs = read(&plain, Some(across), None, words);
            runs.into_iter().map(|(text, x, ..)| (text, x)).collect::<Vec<_>>()
        };
        assert_eq!(
            texts("15 5", "甲乙丙"),
            [("甲".to_owned(), 20.0), ("乙丙".to_owned(), 35.0)]
        );
        assert_eq!(
            texts("5 5", "甲\u{3000}乙"),
            [("甲 ".to_owned(), 20.0), ("乙".to_owned(), 30.0)]
        );
        assert_eq!(
            texts("5 -5", "甲乙丙"),
            [("甲乙".to_owned(), 20.0), ("丙".to_owned(), 20.0)]
        );
    }

    #[test]
    fn lines_in_one_code_are_parted() {
        let plain = style(None, 0, 0);
        let runs = read(&plain, Some("5 -5 5"), Some("0 8 0"), "甲乙丙丁");
        let places: Vec<_> = runs.iter().map(|(text, x, y, ..)| (text.as_str(), *x, *y)).collect();
        assert_eq!(places, [("甲乙", 20.0, 34.0), ("丙丁", 20.0, 42.0)]);
    }

    #[test]
    fn directions_are_told_apart() {
        let flow = |style: &Style, across, down| read(style, across, down, "甲乙")[0].4;
        assert_eq!(
            flow(&style(Some("0 1 -1 0 0 0"), 0, 0), Some("5"), None),
            Flow::Clockwise
        );
        assert_eq!(flow(&style(Some("0 -1 1 0 0 0"), 0, 0), Some("5"), None), Flow::Counter);
        assert_eq!(flow(&style(None, 90, 0), None, Some("5")), Flow::Down);
        assert_eq!(flow(&style(None, 90, 90), None, Some("5")), Flow::Clockwise);
        assert_eq!(
            flow(&style(Some("0.7 0.7 -0.7 0.7 0 0"), 0, 0), Some("5"), None),
            Flow::Askew
        );
        assert_eq!(flow(&style(Some("-1 0 0 -1 0 0"), 0, 0), Some("5"), None), Flow::Askew);
        let down = read(&style(None, 90, 0), None, Some("5"), "甲乙");
        assert_eq!((down[0].1, down[0].3), (22.5, 10.0));
    }

    #[test]
    fn sizes_are_as_seen() {
        let mut out = Vec::new();
        let mut small = style(Some("0.5 0 0 0.5 0 0"), 0, 0);
        runs(&small, (0.0, 0.0), (Some("5"), None), "甲乙", usize::MAX, &mut out);
        assert_eq!((out[0].size, out[0].width), (2.5, 5.0));
        small.size = 0.0;
        runs(&small, (0.0, 0.0), (Some("5"), None), "甲乙", usize::MAX, &mut out);
        assert_eq!(out.len(), 1);
    }
}
