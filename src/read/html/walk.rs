//! The notice's element → plain text, as a careful person would type it off the page.
//!
//! In: the tree, its weights and the element. Out: paragraphs and tables in a [`Plain`]. A line per block and line
//! break; white space collapsed as browsers do, but a line end of the source between two Chinese characters is nothing (CSS
//! Text 3, which Word's and LibreOffice's pages need); no-break and full-width blanks stay. Lists get their numbers, `ul` gets
//! `•`, unless the text has a Chinese label of its own: sites switch marks off in style sheets, which are not read.
//! Tables of data become [`Grid`]s, all others lines.

use super::counter::mark;
use super::dom::{Dom, Id, Step};
use super::style::Counter;
use super::tag::Tag;
use super::weigh::Weights;
use crate::read::markdown::LABEL;
use crate::read::plain::{Cell, Grid, Plain};

/// Largest number of columns or rows that a cell is believed to cover.
const WIDEST: usize = 1_000;

/// Adds what `root` holds to `plain`.
pub(super) fn write(dom: &Dom, weights: &Weights, root: Id, plain: &mut Plain) {
    let mut writer = Writer {
        plain,
        line: Line::default(),
        lists: Vec::new(),
        prefix: None,
        table: None,
        pre: 0,
        marks: 0,
        signs: 0,
    };
    let mut steps = dom.walk(root);
    while let Some(step) = steps.next() {
        match step {
            Step::Enter(id) if dom.tag(id) == Tag::Text => writer.text(dom.text(id)),
            Step::Enter(id) if weights.is_out(id) => steps.pass_over(id),
            Step::Enter(id) => writer.enter(dom, weights, id),
            Step::Leave(id) if dom.tag(id) == Tag::Text || weights.is_out(id) => {}
            Step::Leave(id) => writer.leave(dom, id),
        }
    }
    writer.end_line();
}

/// The line that is being written.
#[derive(Debug, Default)]
struct Line {
    words: String,
    blank: Blank,
    /// A printed list number was just written: blanks behind it go.
    is_after_mark: bool,
}

/// White space that has been read and not written.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Blank {
    #[default]
    None,
    Space,
    /// With a line end of the source.
    LineEnd,
}

#[derive(Debug)]
struct List {
    counter: Counter,
    next: i32,
}

/// A table of data that is being read.
#[derive(Debug)]
struct Table {
    id: Id,
    rows: Vec<Vec<Cell>>,
    /// The rows of `tfoot`, which browsers show last.
    foot: Vec<Vec<Cell>>,
    in_foot: bool,
    open: Option<OpenCell>,
}

#[derive(Debug)]
struct OpenCell {
    id: Id,
    cell: Cell,
    /// The lists that the table stands in.
    outer: Vec<List>,
}

struct Writer<'p> {
    plain: &'p mut Plain,
    line: Line,
    lists: Vec<List>,
    /// The number of the item that begins here.
    prefix: Option<String>,
    table: Option<Table>,
    /// Open elements that keep white space.
    pre: usize,
    /// Open elements with a printed list number.
    marks: usize,
    /// Open elements in a font of signs.
    signs: usize,
}

impl Writer<'_> {
    fn enter(&mut self, dom: &Dom, weights: &Weights, id: Id) {
        let tag = dom.tag(id);
        if tag.is_block() {
            self.end_line();
        }
        self.pre += usize::from(keeps_blanks(dom, id));
        let attrs = dom.attrs(id);
        self.marks += usize::from(attrs.is_some_and(|attrs| attrs.list_mark));
        self.signs += usize::from(attrs.is_some_and(|attrs| attrs.sign_font));
        match tag {
            Tag::Break => self.line_break(),
            Tag::Quote => self.push('“'),
            Tag::Numbered | Tag::Bulleted => {
                let usual = if tag == Tag::Numbered {
                    Counter::Decimal
                } else {
                    Counter::Bullet
                };
                self.lists.push(List {
                    counter: attrs.and_then(|attrs| attrs.counter).unwrap_or(usual),
                    next: attrs.and_then(|attrs| attrs.number).unwrap_or(1),
                });
            }
            Tag::Item => {
                if let Some(list) = self.lists.last_mut() {
                    let number = attrs.and_then(|attrs| attrs.number).unwrap_or(list.next);
                    list.next = number.saturating_add(1);
                    let counter = attrs.and_then(|attrs| attrs.counter).unwrap_or(list.counter);
                    self.prefix = Some(mark(counter, number)).filter(|mark| !mark.is_empty());
                }
            }
            Tag::Table if self.table.is_none() && weights.is_data(id) => {
                self.table = Some(Table {
                    id,
                    rows: Vec::new(),
                    foot: Vec::new(),
                    in_foot: false,
                    open: None,
                });
            }
            _ => {}
        }
        let Some(table) = self.table.as_mut().filter(|table| table.open.is_none()) else {
            return;
        };
        match tag {
            Tag::Foot => table.in_foot = true,
            Tag::Rows => table.in_foot = false,
            Tag::Row => table.section().push(Vec::new()),
            Tag::Cell => {
                let covers = |count: usize| count.clamp(1, WIDEST);
                table.open = Some(OpenCell {
                    id,
                    cell: Cell {
                        text: String::new(),
                        columns: covers(attrs.map_or(1, |attrs| attrs.columns)),
                        rows: covers(attrs.map_or(1, |attrs| attrs.rows)),
                    },
                    outer: std::mem::take(&mut self.lists),
                });
            }
            _ => {}
        }
    }

    fn leave(&mut self, dom: &Dom, id: Id) {
        let tag = dom.tag(id);
        if tag.is_block() {
            // `<p>&nbsp;</p>` is an empty line.
            let is_gap = matches!(tag, Tag::Paragraph | Tag::Block) && !self.line.words.is_empty();
            if !self.end_line() && is_gap {
                self.gap();
            }
        }
        self.pre -= usize::from(keeps_blanks(dom, id));
        let attrs = dom.attrs(id);
        self.signs -= usize::from(attrs.is_some_and(|attrs| attrs.sign_font));
        if attrs.is_some_and(|attrs| attrs.list_mark) {
            self.marks -= 1;
            self.line.is_after_mark = self.marks == 0;
        }
        match tag {
            Tag::Quote => self.push('”'),
            Tag::Numbered | Tag::Bulleted => {
                self.lists.pop();
            }
            Tag::Item => self.prefix = None,
            Tag::Cell => {
                if let Some(table) = &mut self.table
                    && let Some(open) = table.open.take_if(|open| open.id == id)
                {
                    self.lists = open.outer;
                    let rows = table.section();
                    match rows.last_mut() {
                        Some(row) => row.push(open.cell),
                        None => rows.push(vec![open.cell]),
                    }
                }
            }
            Tag::Table => {
                if let Some(table) = self.table.take_if(|table| table.id == id) {
                    let mut rows = table.rows;
                    rows.extend(table.foot);
                    self.plain.table(&Grid { rows });
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                // Soft hyphens and marks without width.
                '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {}
                '\n' | '\u{2028}' if self.pre > 0 => self.line_break(),
                '\r' if self.pre > 0 => {}
                ' ' | '\t' | '\u{c}' if self.pre == 0 => self.line.blank = self.line.blank.max(Blank::Space),
                '\n' | '\r' if self.pre == 0 => self.line.blank = Blank::LineEnd,
                c => self.push(c),
            }
        }
    }

    fn push(&mut self, c: char) {
        let line = &mut self.line;
        if c.is_whitespace() && (self.marks > 0 || line.is_after_mark) {
            return;
        }
        let blank = std::mem::take(&mut line.blank);
        let is_apart = !std::mem::take(&mut line.is_after_mark) && self.marks == 0;
        if let Some(before) = line.words.chars().next_back()
            && is_apart
            && (blank == Blank::Space || blank == Blank::LineEnd && !(is_wide(before) && is_wide(c)))
        {
            line.words.push(' ');
        }
        line.words.push(if self.signs > 0 && self.marks > 0 { '•' } else { c });
    }

    fn line_break(&mut self) {
        if !self.end_line() {
            self.gap();
        }
    }

    /// An empty line.
    fn gap(&mut self) {
        if self.table.as_ref().is_none_or(|table| table.open.is_none()) {
            self.plain.paragraph("");
        }
    }

    /// Writes the line; whether it held anything.
    fn end_line(&mut self) -> bool {
        let Line { mut words, .. } = std::mem::take(&mut self.line);
        let text = words.trim();
        if text.is_empty() {
            return false;
        }
        if let Some(prefix) = self.prefix.take().filter(|_| !LABEL.is_match(text)) {
            let between = if prefix.ends_with('.') && text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                " "
            } else {
                ""
            };
            words = format!("{prefix}{between}{text}");
        }
        let open = self.table.as_mut().and_then(|table| table.open.as_mut());
        match open {
            Some(open) => {
                if !open.cell.text.is_empty() {
                    open.cell.text.push('\n');
                }
                open.cell.text.push_str(words.trim_end());
            }
            None => self.plain.paragraph(&words),
        }
        true
    }
}

impl Table {
    fn section(&mut self) -> &mut Vec<Vec<Cell>> {
        if self.in_foot { &mut self.foot } else { &mut self.rows }
    }
}

fn keeps_blanks(dom: &Dom, id: Id) -> bool {
    dom.tag(id) == Tag::Pre || dom.attrs(id).is_some_and(|attrs| attrs.keeps_blanks)
}

/// Characters that take a full square; quotation marks, dashes and dots do in Chinese.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFF}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '①'..='⓿')
}
