//! Runs → lines: what stands on one baseline, from left to right.
//!
//! In: upright runs of one region of a page (a column, a cell). Out: [`Line`]s from above. Raised and lowered small text
//! (`m²`, notes) belongs to the line beside it; readings above characters (拼音, 注音) are left out.

use super::Run;

/// How far baselines of one line may lie apart, in parts of the font size.
const LEVEL: f32 = 0.25;
/// Sizes below this part of a line's size are small text.
const SMALL: f32 = 0.8;
/// Most pairs of pieces that are compared to see whether small text stands beside a line.
const COMPARED: usize = 20_000;
/// Gap between Latin words, in parts of the font size.
const WORD: f32 = 0.2;
/// Gap that parts what stands on one line, in parts of the font size.
pub(super) const APART: f32 = 1.5;

/// One stretch of text on a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub left: f32,
    pub right: f32,
    pub size: f32,
    pub text: String,
    pub y: f32,
}

/// A line of text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    pub left: f32,
    pub right: f32,
    /// Its baseline.
    pub y: f32,
    /// The size of most of its characters.
    pub size: f32,
    pub pieces: Vec<Piece>,
}

impl Line {
    fn of(mut pieces: Vec<Piece>) -> Option<Self> {
        pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
        drop_doubles(&mut pieces);
        let main = pieces.iter().max_by_key(|piece| piece.text.len())?;
        let (size, y) = (main.size, main.y);
        Some(Self {
            left: pieces.iter().map(|piece| piece.left).fold(f32::INFINITY, f32::min),
            right: pieces.iter().map(|piece| piece.right).fold(f32::NEG_INFINITY, f32::max),
            y,
            size,
            pieces,
        })
    }

    /// Where its ink ends above and below, roughly.
    pub fn top(&self) -> f32 {
        self.y - self.size * 0.88
    }

    pub fn bottom(&self) -> f32 {
        self.y + self.size * 0.12
    }

    /// Its text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let spaced = self.is_spaced();
        let mut end = f32::NEG_INFINITY;
        for piece in &self.pieces {
            let gap = (piece.left - end) / self.size.max(f32::EPSILON);
            push(&mut text, &piece.text, gap, spaced);
            end = end.max(piece.right);
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// Whether its characters are drawn apart, as in `通　知`.
    fn is_spaced(&self) -> bool {
        let single = |piece: &Piece| piece.text.trim_end().chars().nth(1).is_none();
        let gaps = || {
            self.pieces.windows(2).filter_map(|pair| match pair {
                [one, next] => Some(next.left - one.right),
                _ => None,
            })
        };
        let (low, high) = gaps().fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), gap| {
            (low.min(gap), high.max(gap))
        });
        self.pieces.len() > 1 && self.pieces.iter().all(single) && high - low < self.size
    }

    /// Its parts with wide gaps between them.
    pub fn parts(self) -> Vec<Self> {
        let wide = APART * self.size;
        let mut parts: Vec<Vec<Piece>> = Vec::new();
        let mut end = f32::NEG_INFINITY;
        for piece in self.pieces {
            match parts.last_mut() {
                Some(part) if piece.left - end < wide => part.push(piece.clone()),
                _ => parts.push(vec![piece.clone()]),
            }
            end = end.max(piece.right);
        }
        parts.into_iter().filter_map(Self::of).collect()
    }

    /// Its part left of `x` and the one right of it; pieces are not cut.
    pub fn split(self, x: f32) -> (Option<Self>, Option<Self>) {
        let (left, right) = self
            .pieces
            .into_iter()
            .partition(|piece| (piece.left + piece.right) / 2.0 < x);
        (Self::of(left), Self::of(right))
    }
}

/// Groups upright runs into lines.
pub(super) fn lines(runs: Vec<Run>) -> Vec<Line> {
    let mut pieces: Vec<Piece> = runs
        .into_iter()
        .map(|run| Piece {
            left: run.x,
            right: run.x + run.width,
            size: run.size,
            text: run.text,
            y: run.y,
        })
        .collect();
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.left.total_cmp(&b.left)));
    let mut groups: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match groups.last_mut() {
            Some(group) if belongs(group, &piece) => group.push(piece),
            _ => groups.push(vec![piece]),
        }
    }
    with_small_text(groups.into_iter().filter_map(Line::of).collect())
}

fn belongs(group: &[Piece], piece: &Piece) -> bool {
    group
        .first()
        .is_some_and(|first| (piece.y - first.y).abs() <= LEVEL * piece.size.min(first.size))
}

/// Puts small text that stands beside a line, a little higher or lower, into it; leaves out readings.
fn with_small_text(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for mut line in lines {
        if let Some(before) = out.last_mut()
            && is_small_beside(&line, before)
        {
            merge(before, line);
            continue;
        }
        // Raised text comes before its line.
        while let Some(small) = out.pop_if(|before| is_small_beside(before, &line) || is_reading(before, &line)) {
            if is_small_beside(&small, &line) {
                merge(&mut line, small);
            }
        }
        out.push(line);
    }
    out
}

fn is_small(small: &Line, line: &Line) -> bool {
    small.size < SMALL * line.size
        && small.y - small.size * 0.35 > line.top()
        && small.y - small.size * 0.35 < line.bottom()
}

fn is_small_beside(small: &Line, line: &Line) -> bool {
    let beside = |piece: &Piece| {
        let gap = |other: &Piece| (other.left - piece.right).max(piece.left - other.right);
        let nearest = line.pieces.iter().map(gap).fold(f32::INFINITY, f32::min);
        nearest < line.size && nearest > -0.25 * (piece.right - piece.left).max(piece.size)
    };
    let few = small.pieces.len() * line.pieces.len() <= COMPARED;
    few && is_small(small, line) && small.pieces.iter().all(beside)
}

/// Whether small letters stand right above the characters of a line, which say how to read them.
fn is_reading(small: &Line, line: &Line) -> bool {
    let distance = line.y - small.y;
    let of_reading = |c: char| {
        c.is_whitespace()
            || c.is_alphabetic() && !is_wide(c)
            || matches!(c, '\u{3100}'..='\u{312F}' | 'ˉ' | 'ˊ' | 'ˇ' | 'ˋ' | '˙')
    };
    small.size < 0.62 * line.size
        && distance > 0.6 * line.size
        && distance < 1.3 * line.size
        && small.left > line.left - line.size
        && small.right < line.right + line.size
        && small.pieces.iter().all(|piece| piece.text.chars().all(of_reading))
}

fn merge(line: &mut Line, small: Line) {
    let (y, size) = (line.y, line.size);
    let mut pieces = std::mem::take(&mut line.pieces);
    pieces.extend(small.pieces);
    if let Some(merged) = Line::of(pieces) {
        *line = Line { y, size, ..merged };
    }
}

/// Bold text is sometimes made by drawing it twice, a little apart.
fn drop_doubles(pieces: &mut Vec<Piece>) {
    pieces.dedup_by(|next, piece| {
        next.text == piece.text
            && (next.left - piece.left).abs() < 0.25 * piece.size
            && (next.y - piece.y).abs() < 0.25 * piece.size
    });
}

/// Adds a piece that stands `gap` font sizes behind the text so far.
fn push(text: &mut String, piece: &str, gap: f32, spaced: bool) {
    let typed = text.ends_with(char::is_whitespace) || piece.starts_with(char::is_whitespace);
    text.truncate(text.trim_end().len());
    let (Some(last), Some(next)) = (text.chars().next_back(), piece.trim_start().chars().next()) else {
        text.push_str(piece.trim_start());
        return;
    };
    let of_words = !is_wide(last) && !is_wide(next);
    if if of_words {
        typed || gap > WORD
    } else {
        gap > APART && !spaced
    } {
        text.push(' ');
    }
    text.push_str(piece.trim_start());
}

/// Whether a character is as wide as high, as Chinese ones and their signs are.
pub(super) fn is_wide(c: char) -> bool {
    !matches!(u32::from(c), 0..0x2000 | 0x2070..0x2100 | 0x2150..0x2190 | 0xFB00..0xFB07 | 0x1D400..0x1D800)
}
