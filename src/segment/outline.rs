//! The tree of items, built from what follows what: a label continues an open series, opens one below the deepest
//! open item, or goes on with a series that an earlier chapter left (`二、` … `(四)`). No table of levels.
//!
//! Input: lines of the body. Output: items and whose every piece of each line is. Spans: bytes of the clean text.

use super::doubtful::line_labels;
use super::inline::{Place, places};
use super::line::Line;
use super::numbering::{Label, Style};
use crate::model::{ByteSpan, Finding, Item, Owner, Part, WarningCode};
use std::collections::HashMap;

/// How far a strong label may run ahead of its series (lost items), and a weak one.
const STRONG_GAP: u32 = 20;
const WEAK_GAP: u32 = 3;
/// How many labels ahead the second label of a series inside running text is looked for.
const LOOK_AHEAD: usize = 60;

/// One open series of the stack.
#[derive(Debug, Clone)]
struct Series {
    style: Style,
    prefix: Option<String>,
    last: u32,
    /// How many items it has had, for labels without numbers.
    count: u32,
    /// The item that its last label opened.
    item: usize,
    /// The line whose running text holds it, where it began inside a line.
    line: Option<usize>,
}

/// A series that was left, and may be gone on with.
#[derive(Debug, Clone)]
struct Closed {
    last: u32,
    /// The style it stood under.
    parent: Option<Style>,
}

/// The builder of the tree.
#[derive(Debug, Default)]
pub struct Builder {
    /// Items so far, in document order.
    pub items: Vec<Item>,
    /// Pieces of the body so far, in order.
    pub parts: Vec<Part>,
    /// What was noticed.
    pub findings: Vec<Finding<ByteSpan>>,
    /// Text in front of a label that no item encloses; the caller takes it.
    pub loose: Vec<ByteSpan>,
    stack: Vec<Series>,
    closed: HashMap<(Style, Option<String>), Closed>,
}

/// A label of the body with the line it stands on.
#[derive(Debug, Clone)]
pub struct Candidate {
    line: usize,
    inside: bool,
    place: Place,
}

/// All labels of `lines`, in order.
#[must_use]
pub fn candidates(text: &str, lines: &[Line]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, (line, head)) in lines.iter().zip(line_labels(text, lines)).enumerate() {
        for place in places(text, line.span, head) {
            let inside = place.at != line.span.start;
            found.push(Candidate {
                line: index,
                inside,
                place,
            });
        }
    }
    found
}

impl Candidate {
    /// The label.
    #[must_use]
    pub fn label(&self) -> &Label {
        &self.place.label
    }

    /// Index of its line.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The label's form.
    #[must_use]
    pub fn style(&self) -> Style {
        self.place.label.style
    }

    /// Whether it stands inside running text.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        self.inside
    }
}

impl Builder {
    /// The item that text without a label belongs to.
    #[must_use]
    pub fn current(&self) -> Option<usize> {
        self.stack.last().map(|series| series.item)
    }

    /// Forgets all numbering: another text begins.
    pub fn start_afresh(&mut self) {
        self.stack.clear();
        self.closed.clear();
    }

    /// Adds the line `lines[index]` with its labels `here`; `ahead` are all labels from the first of `here` on.
    /// Returns false, adding nothing, where the line has no label that counts.
    pub fn line(&mut self, text: &str, index: usize, line: ByteSpan, here: &[Candidate], ahead: &[Candidate]) -> bool {
        let mut opened: Vec<(usize, usize)> = Vec::new();
        let mut fresh_line = true;
        for (offset, candidate) in here.iter().enumerate() {
            let label = &candidate.place.label;
            let at = candidate.place.at;
            if !candidate.inside || fresh_line && opened.is_empty() {
                self.leave_lines_before(index, label, candidate.inside);
            }
            let rest = &ahead[offset + 1..];
            let glued = opened
                .last()
                .is_some_and(|&(_, item)| self.items[item].label_span.end == at);
            let accepted = if glued {
                true
            } else if candidate.inside {
                self.accepts_inside(label, candidate, rest, opened.is_empty())
            } else {
                self.accepts_line(text, label, at, line, rest)
            };
            if accepted {
                fresh_line = false;
                let item = self.open(text, label, at, (candidate.inside && !glued).then_some(index));
                opened.push((at, item));
            }
        }
        if opened.is_empty() {
            return false;
        }
        self.cut(text, line, &opened);
        true
    }

    /// Gives a line without a label to the current item.
    pub fn continuation(&mut self, line: ByteSpan, item: usize) {
        self.items[item].text.push(line);
        self.parts.push(Part {
            span: line,
            owner: Owner::Item(item),
        });
    }

    /// Series that began inside an earlier line end with it, unless this very label goes on with them.
    fn leave_lines_before(&mut self, line: usize, label: &Label, inside: bool) {
        if inside && self.stack.last().is_some_and(|series| series.line.is_none()) {
            return;
        }
        while let Some(series) = self.stack.last() {
            let ended = series.line.is_some_and(|l| l < line);
            let goes_on = series.style == label.style && label.number == series.last + 1;
            if !ended || goes_on {
                break;
            }
            self.close_top();
        }
    }

    fn close_top(&mut self) {
        if let Some(series) = self.stack.pop() {
            let parent = self.stack.last().map(|s| s.style);
            self.closed.insert(
                (series.style, series.prefix),
                Closed {
                    last: series.last,
                    parent,
                },
            );
        }
    }

    fn open_series(&self, label: &Label) -> Option<&Series> {
        self.stack
            .iter()
            .rev()
            .find(|s| s.style == label.style && s.prefix == label.prefix)
    }

    fn closed_series(&self, label: &Label) -> Option<&Closed> {
        self.closed.get(&(label.style, label.prefix.clone()))
    }

    /// Whether a label at the head of a line fits what stands before it.
    fn accepts_line(&mut self, text: &str, label: &Label, at: usize, line: ByteSpan, rest: &[Candidate]) -> bool {
        let body = &text[(at + label.len).min(line.end)..line.end];
        match label.style {
            // One dash alone before words that end without a stop names a source or a subtitle.
            Style::Dash => {
                let alone = self.open_series(label).is_none() && self.closed_series(label).is_none();
                return !alone
                    || body.ends_with(['。', '；', ';', ':', '：']) && !body.starts_with("摘自")
                    || rest.iter().any(|other| other.place.label.style == Style::Dash);
            }
            Style::Bullet => return true,
            Style::First | Style::Nth | Style::HanIs | Style::HanYao => {
                let follows = self
                    .open_series(label)
                    .is_some_and(|s| label.number > s.last && (label.number <= s.last + 2 || label.number == 9))
                    || self
                        .closed_series(label)
                        .is_some_and(|c| label.number == c.last + 1 && label.number > 1);
                return follows || label.number == 1 && second_follows(label, rest, &self.stack);
            }
            Style::Decimal(_) => return self.accepts_decimal(label),
            _ => {}
        }
        let gap = if label.style.is_strong() { STRONG_GAP } else { WEAK_GAP };
        let span = ByteSpan::new(at, at + label.len);
        let last = match (self.open_series(label), self.closed_series(label)) {
            (Some(open), _) => Some(open.last),
            (None, Some(closed)) => Some(closed.last),
            (None, None) => None,
        };
        let fits = match last {
            _ if label.number == 1 => !body.is_empty() || label.style.is_strong() || !rest.is_empty(),
            Some(last) if label.number == last + 1 => true,
            Some(last) if label.number > last => label.number <= last + 1 + gap && self.note_gap(label, last, span),
            Some(last) => {
                (label.style.is_strong() && label.number + 2 >= last || label.number == last && !body.is_empty())
                    && self.note_repeat(label, span)
            }
            // The first labels of a series were lost, or another style of the same family began it.
            None => {
                let kin = self.kin_last(label.style);
                if kin == Some(label.number - 1) {
                    true
                } else {
                    (label.style.is_strong() || label.number <= WEAK_GAP && !body.is_empty())
                        && label.number <= 1 + gap
                        && self.note_gap(label, 0, span)
                }
            }
        };
        if !fits {
            self.findings.push(Finding {
                code: WarningCode::NumberingDoubtful,
                message: format!("“{}”与前后编号不连，按正文处理", text[span.start..span.end].trim()),
                span: Some(span),
            });
        }
        fits
    }

    /// `1.` and `1、` are often mixed by hand in one series; so are `(一)` and `一)`.
    fn kin_last(&self, style: Style) -> Option<u32> {
        let kin = kin(style)?;
        self.stack
            .iter()
            .rev()
            .find(|s| s.style == kin && s.line.is_none())
            .map(|s| s.last)
    }

    fn accepts_decimal(&self, label: &Label) -> bool {
        if let Some(open) = self.open_series(label) {
            return (open.last + 1..=open.last + 2).contains(&label.number);
        }
        // The prefix must be the number of an open item: `2.1` below `2.` or below `二、`.
        let parent = label
            .prefix
            .as_deref()
            .and_then(|p| p.rsplit('.').next())
            .and_then(|p| p.parse::<u32>().ok());
        label.number == 1 && self.stack.iter().any(|s| Some(s.last) == parent)
    }

    /// Whether a label inside running text belongs to a series: it goes on with one, or its second label follows.
    fn accepts_inside(&self, label: &Label, candidate: &Candidate, rest: &[Candidate], first: bool) -> bool {
        if label.style == Style::Dash {
            let goes_on = rest.first().is_some_and(|next| {
                next.inside && next.line == candidate.line && next.place.label.style == Style::Dash
            });
            return goes_on || self.open_series(label).is_some();
        }
        if let Some(open) = self.open_series(label) {
            // A label of the style of an open item goes on with that series (folded text) or is none.
            let same_line = open.line == Some(candidate.line);
            let skips = same_line && is_spoken(label.style) && label.number == open.last + 2;
            let next = skips || label.number == open.last + 1 || (label.number == 9 && label.style == Style::First);
            if next {
                // Folded text: `…。2.…` goes on with a series that began at the head of a line.
                return same_line
                    || open.line.is_some()
                    || label.style != Style::First && !is_quantity_risk(label, first);
            }
            return same_line && label.number == 1 && second_follows(label, rest, &[]);
        }
        label.number == 1 && second_follows(label, rest, &self.stack)
    }

    fn note_gap(&mut self, label: &Label, last: u32, span: ByteSpan) -> bool {
        self.findings.push(Finding {
            code: WarningCode::NumberingGap,
            message: format!("编号从第{last}项跳到“{}”，中间可能缺项", label.name),
            span: Some(span),
        });
        true
    }

    fn note_repeat(&mut self, label: &Label, span: ByteSpan) -> bool {
        self.findings.push(Finding {
            code: WarningCode::NumberingRepeat,
            message: format!("编号“{}”重复或倒退，仍按新的一项处理", label.name),
            span: Some(span),
        });
        true
    }

    /// Opens the item of `label`: finds its level, then its parent.
    fn open(&mut self, text: &str, label: &Label, at: usize, line: Option<usize>) -> usize {
        let style = match self.open_series(label) {
            Some(_) => Some(label.style),
            // A hand-mixed series goes on in the other style.
            None if label.number > 1 && self.closed_series(label).is_none_or(|c| c.last + 1 != label.number) => {
                kin(label.style).filter(|kin| self.stack.iter().any(|s| s.style == *kin && s.last + 1 == label.number))
            }
            None => None,
        };
        let level = style.and_then(|style| {
            self.stack
                .iter()
                .rposition(|s| s.style == style && s.prefix == label.prefix)
        });
        if let Some(level) = level {
            while self.stack.len() > level + 1 {
                self.close_top();
            }
        } else {
            self.make_room(text, label, line.is_some());
        }
        let item = self.items.len();
        let depth = level.unwrap_or(self.stack.len());
        let parent = depth.checked_sub(1).map(|above| self.stack[above].item);
        let count = level.map_or(0, |level| self.stack[level].count) + 1;
        let name = if label.style.is_unnumbered() {
            format!("—{count}")
        } else if level.is_some_and(|level| self.stack[level].style == Style::ArabicParen) {
            // `2)` in a series of `(1)` lost its bracket.
            format!("({})", label.number)
        } else {
            label.name.clone()
        };
        let label_span = ByteSpan::new(at, at + label.len);
        self.items.push(Item {
            parent,
            level: depth + 1,
            label: name,
            label_span,
            heading: ByteSpan::new(label_span.end, label_span.end),
            text: Vec::new(),
            charges: Vec::new(),
            span: label_span,
        });
        let series = Series {
            style: label.style,
            prefix: label.prefix.clone(),
            last: label.number,
            count,
            item,
            line,
        };
        match level {
            // The style of a series stays that of its first label.
            Some(level) => {
                self.stack[level] = Series {
                    style: self.stack[level].style,
                    line: self.stack[level].line.and(line),
                    ..series
                }
            }
            None => self.stack.push(series),
        }
        item
    }

    /// Before a new series opens: leaves open items that cannot carry it.
    fn make_room(&mut self, text: &str, label: &Label, inside: bool) {
        if inside {
            return;
        }
        // 壹, 第一章: below the items 一、 二、 of a covering letter another text begins, never a part of the last item.
        let weaker = |series: &Series| label.style.stands_above(series.style);
        if label.number == 1
            && matches!(label.style, Style::Part | Style::Chapter | Style::Formal)
            && !self.stack.is_empty()
            && self.stack.iter().all(weaker)
        {
            self.start_afresh();
            return;
        }
        // Where the style has stood before, its parent's style tells where it belongs.
        let known = self.closed_series(label).and_then(|closed| closed.parent);
        if let Some(level) = known.and_then(|parent| self.stack.iter().rposition(|s| s.style == parent)) {
            // `伍、` `甲、` `一、`: what stands above it by custom holds it, though `一、` stood under `壹、` before.
            while self.stack.len() > level + 1
                && self
                    .stack
                    .last()
                    .is_some_and(|top| !top.style.stands_above(label.style))
            {
                self.close_top();
            }
            return;
        }
        if self.closed_series(label).is_some_and(|closed| closed.parent.is_none()) {
            while !self.stack.is_empty() {
                self.close_top();
            }
            return;
        }
        // `——` and `一是` carry other numbering only where they announce it.
        while let Some(top) = self.stack.last() {
            let announces = self.items[top.item]
                .text
                .last()
                .is_some_and(|s| s.of(text).ends_with([':', '：']));
            // A list of bullets that a sentence with a colon follows carries no `一、`.
            let above_all = matches!(
                label.style,
                Style::HanComma | Style::Article | Style::Chapter | Style::Part | Style::Formal
            );
            if !top.style.is_light()
                || announces && !above_all
                || label.style.is_light() && top.style != label.style && !top.style.is_unnumbered()
            {
                break;
            }
            self.close_top();
        }
    }

    /// Cuts a line at the labels that count and gives each piece to its owner.
    fn cut(&mut self, text: &str, line: ByteSpan, opened: &[(usize, usize)]) {
        let first = opened[0].0;
        let inline_from = usize::from(first == line.start);
        if line.start < first {
            // What stands before the first label belongs to the item that encloses it.
            let before = ByteSpan::new(line.start, first);
            match self.items[opened[0].1].parent {
                Some(parent) => self.own(text, parent, before),
                None => self.loose.push(before),
            }
        }
        let last_inside = opened.len() > inline_from;
        for (index, &(at, item)) in opened.iter().enumerate() {
            let mut end = opened.get(index + 1).map_or(line.end, |next| next.0);
            let label_end = self.items[item].label_span.end.min(end);
            if index + 1 == opened.len() && last_inside {
                end = list_end(
                    text,
                    ByteSpan::new(label_end, line.end),
                    &self.pieces_before(text, opened, inline_from),
                );
            }
            self.parts.push(Part {
                span: ByteSpan::new(at, label_end),
                owner: Owner::Item(item),
            });
            self.own(text, item, ByteSpan::new(label_end, end));
            if end < line.end && index + 1 == opened.len() {
                let owner = self.items[opened[inline_from].1].parent.unwrap_or(item);
                let rest = ByteSpan::new(end, line.end);
                if super::is_responsibility(rest.of(text)) {
                    self.items[owner].charges.push(rest);
                }
                self.own(text, owner, rest);
            }
        }
    }

    /// Texts of the inside items of a line but the last.
    fn pieces_before<'t>(&self, text: &'t str, opened: &[(usize, usize)], from: usize) -> Vec<&'t str> {
        opened[from..]
            .windows(2)
            .map(|pair| &text[self.items[pair[0].1].label_span.end..pair[1].0])
            .collect()
    }

    fn own(&mut self, text: &str, item: usize, span: ByteSpan) {
        if span.is_empty() {
            return;
        }
        self.parts.push(Part {
            span,
            owner: Owner::Item(item),
        });
        if !span.of(text).trim().is_empty() {
            self.items[item].text.push(span);
        }
    }
}

fn kin(style: Style) -> Option<Style> {
    Some(match style {
        Style::ArabicDot => Style::ArabicComma,
        Style::ArabicComma => Style::ArabicDot,
        Style::ArabicHalf => Style::ArabicParen,
        _ => return None,
    })
}

/// `一是` and `一要`, of which a clerk forgets one.
fn is_spoken(style: Style) -> bool {
    matches!(style, Style::HanIs | Style::HanYao)
}

/// `。3.5…` and the like: a number after a stop that goes on with a series by chance.
fn is_quantity_risk(label: &Label, first: bool) -> bool {
    first && matches!(label.style, Style::ArabicParen | Style::ArabicHalf)
}

/// Whether the label after `label` in its series follows before an open item of the stack goes on.
fn second_follows(label: &Label, rest: &[Candidate], stack: &[Series]) -> bool {
    for candidate in rest.iter().take(LOOK_AHEAD) {
        let next = &candidate.place.label;
        if next.style == label.style {
            let skips = is_spoken(label.style) && candidate.inside && next.number == label.number + 2;
            return next.number == label.number + 1 || skips;
        }
        if !candidate.inside
            && stack
                .iter()
                .any(|s| s.style == next.style && !s.style.is_unnumbered() && next.number == s.last + 1)
        {
            return false;
        }
    }
    false
}

/// Where the last item of a list inside a line ends: where the others hold no stop, at the first stop;
/// in any case before a responsibility bracket that closes the line, which speaks for the whole list.
fn list_end(text: &str, last: ByteSpan, others: &[&str]) -> usize {
    let words = last.of(text);
    let clauses_only = !others.is_empty() && others.iter().all(|piece| !piece.trim_end_matches('。').contains('。'));
    let semicolons = others
        .iter()
        .any(|piece| piece.trim_end().ends_with([';', '；', '，', ',']));
    if let Some(stop) = words.find('。').filter(|_| clauses_only && semicolons) {
        return last.start + stop + '。'.len_utf8();
    }
    if let Some(open) = words.rfind(['(', '[', '【', '〔']) {
        let closes = words
            .trim_end()
            .trim_end_matches('。')
            .ends_with([')', ']', '】', '〕']);
        if closes && words[..open].trim_end().ends_with(['。', '；', ';']) && super::is_responsibility(&words[open..])
        {
            return last.start + open;
        }
    }
    last.end
}
