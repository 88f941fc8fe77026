//! One pass over the XML of the text.
//!
//! In: `document.xml`, the styles, the lists. Out: [`Body`]: the plain text, and what was met on the way. Elements are
//! known by their local names; what is not known is passed through to what stands in it. A stack of [`Frame`]s holds
//! what is being read; nothing recurses.

use super::super::word::symbol;
use super::counters::{Counters, Label};
use super::fields::{self, Fields};
use super::numbering::Numbering;
use super::output::Output;
use super::paragraph::{Paragraph, Properties, RunProperties, is_deletion};
use super::styles::{Effect, Styles};
use super::table::{Block, Merge, Row, RowCell, Table};
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
            self.keep_all_blanks = keeps_blanks(element);
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

    /// What stands in a run and has no text of its own.
    fn sign(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "tab" | "ptab" => {
                if let Some(paragraph) = self.shown_paragraph() {
                    paragraph.tab();
                }
            }
            // A page that ends within a paragraph ends the line as well.
            "br" | "cr" => {
                if let Some(paragraph) = self.shown_paragraph()
                    && !paragraph.text.is_empty()
                {
                    paragraph.text.push('\n');
                }
            }
            "noBreakHyphen" => self.text("-"),
            "sym" => {
                let value = |name| element.attribute(name).unwrap_or_default();
                if let Some(sign) = symbol::of_code(&value("font"), &value("char")) {
                    self.text(sign.encode_utf8(&mut [0; 4]));
                }
            }
            "fldChar" => match element.attribute("fldCharType").as_deref() {
                Some("begin") => self.fields.begin(),
                Some("separate") if self.fields.separate() => self.output.contents(),
                Some("end") => {
                    if let Some(words) = self.fields.end() {
                        self.text(&words);
                    }
                }
                _ => {}
            },
            "footnoteReference" => remember(&mut self.footnotes, element),
            "endnoteReference" => remember(&mut self.endnotes, element),
            "blip" | "imagedata" | "OLEObject" => self.pictures = true,
            "altChunk" | "subDoc" => self.foreign += 1,
            _ => {}
        }
    }

    /// The innermost paragraph, if text in it is shown. Counts it: it has text.
    fn shown_paragraph(&mut self) -> Option<&mut Paragraph> {
        if !self.is_shown() {
            return None;
        }
        self.count();
        self.paragraph()
    }

    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        match self.frames.last_mut() {
            Some(Frame::Paragraph(paragraph)) => Some(paragraph),
            _ => None,
        }
    }

    fn is_shown(&mut self) -> bool {
        let veiled = !self.fields.show();
        self.hid_text |= veiled;
        let Some(paragraph) = self.paragraph() else {
            return !veiled;
        };
        paragraph.veiled |= veiled;
        !veiled && !paragraph.hidden_run && !paragraph.is_contents()
    }

    fn text(&mut self, words: &str) {
        if let Some(paragraph) = self.shown_paragraph() {
            paragraph.push(words);
        }
    }

    fn start_text(&mut self, element: &Element<'_>) {
        self.keep_blanks = self.keep_all_blanks || keeps_blanks(element);
        self.text_start = self.paragraph().map_or(0, |paragraph| paragraph.text.len());
    }

    /// Takes the blanks off the ends of a text that does not ask to keep them.
    fn end_text(&mut self) {
        let start = self.text_start;
        if self.keep_blanks {
            return;
        }
        if let Some(paragraph) = self.paragraph()
            && let Some(words) = paragraph.text.get(start..)
        {
            let end = start + words.trim_ascii_end().len();
            let blanks = words.len() - words.trim_ascii_start().len();
            paragraph.text.truncate(end);
            paragraph.text.drain(start..(start + blanks).min(end));
        }
    }

    fn hide_run(&mut self, hidden: bool) {
        if let Some(paragraph) = self.paragraph() {
            paragraph.hidden_run = hidden || paragraph.effect.hidden;
        }
    }

    fn run_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let properties = RunProperties::read(xml)?;
        let by_style = properties.style.is_some_and(|style| self.effect(&style).hidden);
        if let Some(paragraph) = self.paragraph() {
            // Hiding twice shows again, so the standard.
            paragraph.hidden_run = properties.hidden.unwrap_or(by_style != paragraph.effect.hidden);
        }
        Ok(())
    }

    fn effect(&mut self, style: &str) -> Effect {
        if let Some(effect) = self.effects.get(style) {
            return *effect;
        }
        let effect = self.styles.effect(style);
        self.effects.insert(style.to_owned(), effect);
        effect
    }

    fn start_paragraph(&mut self) {
        let below = self.frames.len();
        let mut paragraph = match self.unended.pop_if(|(at, _)| *at == below) {
            Some((_, before)) => Box::new(Paragraph::joined(*before)),
            None => Box::default(),
        };
        if let Some(style) = self.styles.of_paragraph(None) {
            paragraph.effect = self.effect(style);
        }
        self.frames.push(Frame::Paragraph(paragraph));
    }

    fn properties(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let properties = Properties::read(xml)?;
        let style = self.styles.of_paragraph(properties.style.as_deref());
        let effect = style.map(|style| self.effect(style)).unwrap_or_default();
        if effect.contents {
            self.output.contents();
        }
        if let Some(paragraph) = self.paragraph() {
            paragraph.effect = effect;
            paragraph.properties = properties;
        }
        Ok(())
    }

    /// Counts the innermost paragraph, once, if it has a number.
    fn count(&mut self) {
        let story = usize::from(self.boxes > 0);
        let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() else {
            return;
        };
        if std::mem::replace(&mut paragraph.counted, true) {
            return;
        }
        if let Some(words) = &paragraph.properties.noted {
            paragraph.label = Some(Label::noted(words));
            return;
        }
        let (own, of_style) = (paragraph.properties.number, paragraph.effect.number);
        let Some(id) = own.list.or(of_style.list).filter(|id| *id != 0) else {
            return;
        };
        let Some(list) = self.numbering.list(id, self.styles) else {
            return;
        };
        let style = self.styles.of_paragraph(paragraph.properties.style.as_deref());
        let bound = || style.and_then(|style| list.level_of(style));
        // A list named in the paragraph takes no level from the style but the one bound to it.
        let of_style = of_style.level.filter(|_| own.list.is_none());
        let level = own.level.or_else(bound).or(of_style).unwrap_or(0);
        if let Some(counters) = self.counters.get_mut(story) {
            paragraph.label = counters.next(id, &list, level);
        }
    }

    fn end_paragraph(&mut self) -> Result<(), Broken> {
        let Some(Frame::Paragraph(paragraph)) = self.frames.last() else {
            return Ok(());
        };
        let properties = &paragraph.properties;
        let joins_next = properties.end_deleted || properties.end_hidden;
        if !properties.end_deleted && paragraph.counts_empty() {
            self.count();
        }
        if let Some(Frame::Paragraph(paragraph)) = self.frames.pop() {
            if joins_next {
                self.unended.push((self.frames.len(), paragraph));
            } else {
                self.finish(*paragraph)?;
            }
        }
        Ok(())
    }

    /// Ends the paragraphs that wait for a next one above so many frames: none follows.
    fn end_paragraphs(&mut self, below: usize) -> Result<(), Broken> {
        while let Some((_, paragraph)) = self.unended.pop_if(|(at, _)| *at >= below) {
            if !paragraph.text.is_empty() || !paragraph.after.is_empty() {
                self.finish(*paragraph)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, mut paragraph: Paragraph) -> Result<(), Broken> {
        let text = paragraph.finish();
        self.output.count(&text)?;
        let left_out = text.is_empty() && (paragraph.veiled || paragraph.is_contents());
        if !left_out {
            self.deliver(Block::Paragraph(text));
        }
        paragraph.after.into_iter().for_each(|block| self.deliver(block));
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

    fn row_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.within(depth)? {
            let name = element.name();
            if name.ends_with("Change") {
                xml.skip()?;
            } else if let Some(Frame::Row(row)) = self.frames.last_mut() {
                match name {
                    "gridBefore" => row.before = element.number("val").unwrap_or(0),
                    "gridAfter" => row.after = element.number("val").unwrap_or(0),
                    "del" => row.out = true,
                    "hidden" => row.out |= element.is_on(),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn cell_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.within(depth)? {
            let name = element.name();
            let merge = || match element.attribute("val").as_deref() {
                Some("restart") => Merge::Begin,
                _ => Merge::Continue,
            };
            if name.ends_with("Change") {
                xml.skip()?;
            } else if let Some(Frame::Cell(cell)) = self.frames.last_mut() {
                match name {
                    "gridSpan" => cell.columns = element.number("val").unwrap_or(1),
                    "vMerge" | "vmerge" => cell.down = merge(),
                    "hMerge" | "hmerge" => cell.along = merge(),
                    "cellDel" => cell.out = true,
                    _ => {}
                }
            }
        }
        Ok(())
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

fn keeps_blanks(element: &Element<'_>) -> bool {
    element.attribute("space").as_deref() == Some("preserve")
}

fn remember(notes: &mut Vec<i32>, element: &Element<'_>) {
    if let Some(id) = element.number("id").filter(|_| notes.len() < NOTES) {
        notes.push(id);
    }
}
