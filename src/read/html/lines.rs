//! The lines of a part of a page with what is known about each, for the search of titles and metadata.
//!
//! In: the tree and an element. Out: [`Line`]s in the order of the page: what stands between two borders of blocks or line
//! breaks, white space collapsed, [`JOINT`] where an inline element begins or ends. Not for the text of the notice, which
//! [`super::walk`] writes.

use super::dom::{Dom, Id, Step};
use super::tag::Tag;
use super::weigh::Weights;

/// Marks in the words of a line where inline elements meet.
pub(super) const JOINT: char = '\u{1F}';
/// Most bytes kept of a line: titles and metadata are shorter.
const LONGEST: usize = 2_000;
/// Most steps of [`words_of`].
const MOST_STEPS: usize = 4_000;

/// A line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its words.
    pub words: String,
    /// Characters, blanks not counted, all of them.
    pub chars: usize,
    /// Characters inside links.
    pub links: usize,
    /// The block that it stands in.
    pub block: Id,
    /// The table, list or block that holds the block.
    pub group: Id,
    /// Whether it stands in a heading or in an element named as the title.
    pub is_heading: bool,
    /// Whether it stands behind the element that the walk leaves out.
    pub is_behind: bool,
}

impl Line {
    /// The words without joints and blanks.
    pub fn bare(&self) -> String {
        bare(&self.words)
    }

    /// The words as people see them.
    pub fn shown(&self) -> String {
        self.words.replace(JOINT, "").trim().to_owned()
    }
}

/// Without joints and blanks.
pub(super) fn bare(words: &str) -> String {
    words.chars().filter(|&c| !c.is_whitespace() && c != JOINT).collect()
}

/// The first characters of what the element holds, without blanks; about `most` of them.
pub(super) fn words_of(dom: &Dom, weights: &Weights, id: Id, most: usize) -> String {
    let mut out = String::new();
    let mut steps = dom.walk(id);
    let mut taken = 0;
    while let Some(step) = steps.next() {
        taken += 1;
        if taken > MOST_STEPS || out.len() > most * 3 {
            break;
        }
        match step {
            Step::Enter(inner) if weights.is_out(inner) => steps.pass_over(inner),
            Step::Enter(inner) => out.extend(dom.text(inner).chars().filter(|c| !c.is_whitespace()).take(most)),
            Step::Leave(_) => {}
        }
    }
    out
}

/// The lines of `root` and all below it that people see, without those of `left_out`.
pub(super) fn lines(dom: &Dom, weights: &Weights, root: Id, left_out: Option<Id>) -> Vec<Line> {
    let mut writer = Writer {
        blocks: vec![root],
        groups: vec![root],
        headings: 0,
        links: 0,
        is_behind: false,
        open: None,
        out: Vec::new(),
    };
    let mut steps = dom.walk(root);
    while let Some(step) = steps.next() {
        match step {
            Step::Enter(id) if Some(id) == left_out => {
                writer.end_line();
                writer.is_behind = true;
                steps.pass_over(id);
                writer.enter(dom, id);
            }
            Step::Enter(id) if dom.tag(id) == Tag::Text => {
                let is_pre = dom.parent(id).is_some_and(|above| dom.tag(above) == Tag::Pre);
                for (number, piece) in dom.text(id).split(|c| is_pre && c == '\n').enumerate() {
                    if number > 0 {
                        writer.end_line();
                    }
                    writer.text(piece);
                }
            }
            Step::Enter(id) => {
                if weights.is_hidden(id) {
                    steps.pass_over(id);
                }
                writer.enter(dom, id);
            }
            Step::Leave(id) => writer.leave(dom, id),
        }
    }
    writer.end_line();
    writer.out
}

struct Writer {
    /// Open blocks.
    blocks: Vec<Id>,
    /// Open tables, lists and blocks that hold blocks.
    groups: Vec<Id>,
    /// Open headings.
    headings: usize,
    /// Open links.
    links: usize,
    is_behind: bool,
    open: Option<Line>,
    out: Vec<Line>,
}

impl Writer {
    fn enter(&mut self, dom: &Dom, id: Id) {
        let tag = dom.tag(id);
        if tag.is_block() {
            self.end_line();
            self.blocks.push(id);
            if is_group(tag) {
                self.groups.push(id);
            }
        } else if tag == Tag::Break {
            self.end_line();
        } else {
            self.joint();
        }
        self.links += usize::from(tag == Tag::Link);
        self.headings += usize::from(is_heading(dom, id));
    }

    fn leave(&mut self, dom: &Dom, id: Id) {
        let tag = dom.tag(id);
        if tag == Tag::Text {
            return;
        }
        if tag.is_block() {
            self.end_line();
            self.blocks.pop();
            if is_group(tag) {
                self.groups.pop();
            }
        } else if tag != Tag::Break {
            self.joint();
        }
        self.links -= usize::from(tag == Tag::Link && self.links > 0);
        self.headings -= usize::from(is_heading(dom, id) && self.headings > 0);
    }

    fn joint(&mut self) {
        if let Some(line) = &mut self.open
            && !line.words.ends_with(JOINT)
        {
            line.words.push(JOINT);
        }
    }

    fn text(&mut self, text: &str) {
        if self.open.is_none() && text.chars().all(char::is_whitespace) {
            return;
        }
        let Some(&block) = self.blocks.last() else { return };
        let group = self
            .groups
            .iter()
            .rev()
            .find(|&&group| group != block)
            .copied()
            .unwrap_or(block);
        let is_heading = self.headings > 0;
        let line = self.open.get_or_insert_with(|| Line {
            words: String::new(),
            chars: 0,
            links: 0,
            block,
            group,
            is_heading,
            is_behind: self.is_behind,
        });
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        line.chars += chars;
        line.links += if self.links > 0 { chars } else { 0 };
        if line.words.len() > LONGEST {
            return;
        }
        for c in text.chars().take(LONGEST) {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    if !line.words.is_empty() && !line.words.ends_with([' ', JOINT]) {
                        line.words.push(' ');
                    }
                }
                '\u{AD}' | '\u{200B}' | '\u{FEFF}' | JOINT => {}
                c => line.words.push(c),
            }
        }
    }

    fn end_line(&mut self) {
        if let Some(line) = self.open.take()
            && line.chars > 0
        {
            self.out.push(line);
        }
    }
}

/// What holds several blocks that belong together.
fn is_group(tag: Tag) -> bool {
    !matches!(
        tag,
        Tag::Rows | Tag::Foot | Tag::Row | Tag::Cell | Tag::Item | Tag::Term | Tag::Paragraph | Tag::Heading | Tag::Pre
    )
}

/// `h1` to `h6`, and what goes by the name of a title.
fn is_heading(dom: &Dom, id: Id) -> bool {
    dom.tag(id) == Tag::Heading
        || dom.attrs(id).is_some_and(|attrs| {
            attrs.names().any(|name| {
                name.ends_with("title")
                    || name.ends_with("biaoti")
                    || matches!(name, "bt" | "tit" | "headline" | "subject")
            })
        })
}
