//! One pass over the XML of the text.
//!
//! In: `document.xml`, the styles, the lists. Out: [`Body`]: the plain text, and what was met on the way. Elements are
//! known by their local names; what is not known is passed through to what stands in it. A stack of [`Frame`]s holds
//! what is being read; nothing recurses.

mod cells;
mod paragraphs;
mod run;

use super::counters::Counters;
use super::fields::{self, Fields};
use super::numbering::Numbering;
use super::output::Output;
use super::paragraph::{Paragraph, is_deletion};
use super::styles::{Effect, Styles};
use super::table::{Block, Row, RowCell, Table};
use crate::read::plain::Plain;
use crate::read::xml::{Broken, Element, Node, Xml};
use std::collections::HashMap;

/// Most notes that are remembered.
const NOTES: usize = 10_000;

/// What a pass gives.
#[derive(Debug)]
pub(super) struct Body {
    /// The text.
    pub plain: Plain,
    /// Identifiers of the footnotes and endnotes that the text refers to.
    pub footnotes: Vec<i32>,
    pub endnotes: Vec<i32>,
    /// Whether there are pictures.
    pub pictures: bool,
    /// How many documents are put in as they are, in formats of their own.
    pub foreign: usize,
    /// How many notes stood in the text itself.
    pub notes_within: usize,
    /// Whether text is missing because a field has no end.
    pub broken_fields: bool,
}

/// An element that has to be known when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paragraph,
    Run,
    Text,
    Instruction,
    Box,
    Table,
    Row,
    Cell,
    Alternatives,
    Numerator,
    Other,
}

/// What is being read.
#[derive(Debug)]
enum Frame {
    Paragraph(Box<Paragraph>),
    /// A text box.
    Box(Vec<Block>),
    Table(Table),
    Row(Row),
    Cell(RowCell),
}

struct Walk<'s> {
    styles: &'s Styles,
    numbering: &'s Numbering,
    /// Effects of the styles met, by identifier.
    effects: HashMap<String, Effect>,
    /// Of the body and of the text boxes.
    counters: [Counters; 2],
    fields: Fields,
    frames: Vec<Frame>,
    /// The open elements, each with its frame if it has one.
    kinds: Vec<Kind>,
    /// For each choice that is open whether one was made.
    choices: Vec<bool>,
    /// Paragraphs whose end was deleted or is hidden, each with the number of frames below it: the next one there goes on with it.
    unended: Vec<(usize, Box<Paragraph>)>,
    /// How many text boxes are open.
    boxes: usize,
    /// Whether the content of the control that is being read is a table of contents.
    contents_control: bool,
    /// Where the text being read starts in its paragraph, and whether blanks at its ends count.
    text_start: usize,
    keep_blanks: bool,
    /// Whether blanks count in the whole document.
    keep_all_blanks: bool,
    hid_text: bool,
    output: Output,
    footnotes: Vec<i32>,
    endnotes: Vec<i32>,
    pictures: bool,
    foreign: usize,
    notes_within: usize,
}

/// Reads the text; with `show_all` marks of fields hide nothing.
pub(super) fn read(text: &str, styles: &Styles, numbering: &Numbering, show_all: bool) -> Result<Body, Broken> {
    let mut walk = Walk {
        styles,
        numbering,
        effects: HashMap::new(),
        counters: [Counters::default(), Counters::default()],
        fields: Fields::default(),
        frames: Vec::new(),
        kinds: Vec::new(),
        choices: Vec::new(),
        unended: Vec::new(),
        boxes: 0,
        contents_control: false,
        text_start: 0,
        keep_blanks: false,
        keep_all_blanks: false,
        hid_text: false,
        output: Output::default(),
        footnotes: Vec::new(),
        endnotes: Vec::new(),
        pictures: false,
        foreign: 0,
        notes_within: 0,
    };
    walk.fields.ignored = show_all;
    let mut xml = Xml::new(text);
    loop {
        match xml.next()? {
            Node::Open(element) => walk.open(&element, &mut xml)?,
            Node::Close => walk.close()?,
            Node::Text(words) => match walk.kinds.last() {
                Some(Kind::Text) => walk.text(&words),
                Some(Kind::Instruction) => walk.fields.instruction(&words),
                _ => {}
            },
            Node::End => break,
        }
    }
    walk.end_paragraphs(0)?;
    Ok(Body {
        plain: walk.output.finish(),
        footnotes: walk.footnotes,
        endnotes: walk.endnotes,
        pictures: walk.pictures,
        foreign: walk.foreign,
        notes_within: walk.notes_within,
        broken_fields: walk.hid_text && walk.fields.are_open(),
    })
}

impl Walk<'_> {
    fn open(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let name = element.name();
        let kind = match name {
            "r" => {
                self.hide_run(false);
                Kind::Run
            }
            "rPr" => return self.run_properties(xml),
            "t" => {
                self.start_text(element);
                Kind::Text
            }
            "p" => {
                self.start_paragraph();
                Kind::Paragraph
            }
            "pPr" => return self.properties(xml),
            "instrText" => Kind::Instruction,
            "txbxContent" => {
                if !self.is_shown() {
                    return xml.skip();
                }
                self.count();
                self.boxes += 1;
                self.frames.push(Frame::Box(Vec::new()));
                Kind::Box
            }
            "tbl" => {
                self.end_paragraphs(self.frames.len())?;
                self.frames.push(Frame::Table(Table::default()));
                Kind::Table
            }
            "tr" if matches!(self.frames.last(), Some(Frame::Table(_))) => {
                self.frames.push(Frame::Row(Row::default()));
                Kind::Row
            }
            "tc" if matches!(self.frames.last(), Some(Frame::Row(_))) => {
                self.output.count_cell()?;
                self.frames.push(Frame::Cell(RowCell::default()));
                Kind::Cell
            }
            "trPr" => return self.row_properties(xml),
            "tcPr" => return self.cell_properties(xml),
            "AlternateContent" => {
                self.choices.push(false);
                Kind::Alternatives
            }
            "Choice" | "Fallback" if !self.choose() => return xml.skip(),
            "num" => Kind::Numerator,
            // Deleted text, its properties and earlier states; readings above characters; definitions.
            "del" | "moveFrom" | "rt" | "sectPr" | "tblPr" | "tblPrEx" | "tblGrid" | "sdtEndPr" | "ffData" => {
                return xml.skip();
            }
            name if name.ends_with("Change") => return xml.skip(),
            "annotation" if is_deletion(element) || element.attribute("type").as_deref() == Some("Word.Comment") => {
                return xml.skip();
            }
            // Word 2003 has the text of a note at its place.
            "footnote" | "endnote" => {
                self.notes_within += 1;
                return xml.skip();
            }
            "sdtPr" => return self.control_properties(xml),
            "sdtContent" if std::mem::take(&mut self.contents_control) => {
                self.output.contents();
                return xml.skip();
            }
            "fldSimple"
                if element
                    .attribute("instr")
                    .is_some_and(|words| fields::is_contents(&words)) =>
            {
                self.output.contents();
                return xml.skip();
            }
            _ => {
                self.sign(name, element);
                Kind::Other
            }
        };
        if self.kinds.is_empty() {
            self.keep_all_blanks = run::keeps_blanks(element);
        }
        self.kinds.push(kind);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Broken> {
        match self.kinds.pop() {
            Some(Kind::Text) => self.end_text(),
            Some(Kind::Paragraph) => self.end_paragraph()?,
            Some(Kind::Box) => {
                self.end_paragraphs(self.frames.len())?;
                self.boxes -= 1;
                if let Some(Frame::Box(blocks)) = self.frames.pop() {
                    blocks.into_iter().for_each(|block| self.deliver(block));
                }
            }
            Some(Kind::Cell) => {
                self.end_paragraphs(self.frames.len())?;
                if let Some(Frame::Cell(cell)) = self.frames.pop()
                    && let Some(Frame::Row(row)) = self.frames.last_mut()
                {
                    row.push(cell);
                }
            }
            Some(Kind::Row) => {
                if let Some(Frame::Row(row)) = self.frames.pop()
                    && let Some(Frame::Table(table)) = self.frames.last_mut()
                {
                    table.push(row);
                }
            }
            Some(Kind::Table) => {
                if let Some(Frame::Table(table)) = self.frames.pop() {
                    table.into_blocks().into_iter().for_each(|block| self.deliver(block));
                }
            }
            Some(Kind::Alternatives) => drop(self.choices.pop()),
            Some(Kind::Numerator) => self.text("/"),
            Some(Kind::Run | Kind::Instruction | Kind::Other) | None => {}
        }
        Ok(())
    }

    /// Gives a block to what it stands in.
    fn deliver(&mut self, block: Block) {
        for frame in self.frames.iter_mut().rev() {
            match frame {
                Frame::Paragraph(paragraph) => return paragraph.after.push(block),
                Frame::Box(blocks) | Frame::Cell(RowCell { blocks, .. }) => return blocks.push(block),
                Frame::Table(_) | Frame::Row(_) => {}
            }
        }
        self.output.write(block);
    }

    fn control_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.within(depth)? {
            if element.name() == "docPartGallery" {
                self.contents_control = element.attribute("val").as_deref() == Some("Table of Contents");
            }
        }
        Ok(())
    }

    /// Whether this alternative is the one to read: the first of them.
    fn choose(&mut self) -> bool {
        match self.choices.last_mut() {
            Some(made) => !std::mem::replace(made, true),
            None => true,
        }
    }
}

fn remember(notes: &mut Vec<i32>, element: &Element<'_>) {
    if let Some(id) = element.number("id").filter(|_| notes.len() < NOTES) {
        notes.push(id);
    }
}
