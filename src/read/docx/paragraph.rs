//! One paragraph while it is being read, and its properties.
//!
//! In: `w:pPr` and `w:rPr`, and the text of the runs. Out: the paragraph as it stands on the page, label first.

use super::counters::Label;
use super::styles::{Effect, NumberOf};
use super::table::Block;
use crate::read::list_number::labelled;
use crate::read::xml::{Broken, Element, Xml};

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Its text so far.
    pub text: String,
    /// Its properties.
    pub properties: Properties,
    /// What its style amounts to.
    pub effect: Effect,
    /// Its label, once counted.
    pub label: Option<Label>,
    /// Whether it has been counted, or is not to be.
    pub counted: bool,
    /// Whether the run that is being read is hidden.
    pub hidden_run: bool,
    /// Whether text was left out because fields hide it.
    pub veiled: bool,
    /// Text boxes anchored in it.
    pub after: Vec<Block>,
}

/// What a paragraph says about itself.
#[derive(Debug, Default)]
pub(super) struct Properties {
    /// Identifier of its style.
    pub style: Option<String>,
    /// Its number.
    pub number: NumberOf,
    /// Its label as Word 2003 notes it down beside the number.
    pub noted: Option<String>,
    /// Whether its end was deleted: the next paragraph goes on in its line.
    pub end_deleted: bool,
    /// Whether its end is hidden: the same where it has text. Without text it is not seen, but counted: so Word skips
    /// numbers.
    pub end_hidden: bool,
    /// Whether it ends a section; without text it only does that.
    pub ends_section: bool,
}

/// What a run says about itself.
#[derive(Debug, Default)]
pub(super) struct RunProperties {
    /// Identifier of its style.
    pub style: Option<String>,
    /// Whether it is hidden, if it says so.
    pub hidden: Option<bool>,
}

impl Properties {
    /// Reads the element just opened.
    pub fn read(xml: &mut Xml<'_>) -> Result<Self, Broken> {
        let mut properties = Self::default();
        let depth = xml.depth();
        while let Some(element) = xml.within(depth)? {
            match element.name() {
                "pStyle" => properties.style = element.attribute("val").map(Into::into),
                "numId" => properties.number.list = element.number("val"),
                "ilvl" => properties.number.level = element.number("val"),
                "t" => properties.noted = element.attribute("val").map(Into::into),
                "del" | "moveFrom" => properties.end_deleted = true,
                "annotation" => properties.end_deleted |= is_deletion(&element),
                "vanish" | "specVanish" => properties.end_hidden |= element.is_on(),
                "sectPr" => {
                    properties.ends_section = true;
                    xml.skip()?;
                }
                name if name.ends_with("Change") => xml.skip()?,
                _ => {}
            }
        }
        Ok(properties)
    }
}

/// Whether the element marks a deletion in Word 2003.
pub(super) fn is_deletion(element: &Element<'_>) -> bool {
    element.attribute("type").as_deref() == Some("Word.Deletion")
}

impl RunProperties {
    /// Reads the element just opened.
    pub fn read(xml: &mut Xml<'_>) -> Result<Self, Broken> {
        let mut properties = Self::default();
        let depth = xml.depth();
        while let Some(element) = xml.within(depth)? {
            match element.name() {
                "rStyle" => properties.style = element.attribute("val").map(Into::into),
                "vanish" => properties.hidden = Some(element.is_on()),
                "specVanish" if element.is_on() => properties.hidden = Some(true),
                "rPrChange" => xml.skip()?,
                _ => {}
            }
        }
        Ok(properties)
    }
}

impl Paragraph {
    /// A paragraph that goes on with one whose end was deleted or is hidden; its number is that of the first with text.
    pub fn joined(before: Self) -> Self {
        let has_text = !before.text.is_empty();
        Self {
            counted: has_text,
            text: before.text,
            label: before.label.filter(|_| has_text),
            after: before.after,
            veiled: before.veiled,
            ..Self::default()
        }
    }

    /// Whether it is a line of a table of contents.
    pub fn is_contents(&self) -> bool {
        self.effect.contents
    }

    /// Whether it is counted even without text: an empty cell of a column of numbers is.
    pub fn counts_empty(&self) -> bool {
        !self.is_contents() && !self.veiled && !self.properties.ends_section
    }

    /// Appends text. What ends a line in XML is a blank in Word.
    pub fn push(&mut self, words: &str) {
        if words.bytes().any(|byte| byte < b' ') {
            let blanks = words.chars().map(|c| if c < ' ' { ' ' } else { c });
            self.text.extend(blanks);
        } else {
            self.text.push_str(words);
        }
    }

    /// Appends a blank for a tab, none at the start of a line.
    pub fn tab(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    /// The paragraph as it stands on the page.
    pub fn finish(&mut self) -> String {
        let text = self.text.trim_start_matches('\n').trim_end();
        let Some(label) = self.label.take() else {
            return text.to_owned();
        };
        let text = text.trim_start_matches([' ', '\n']);
        // Blanks at the end of the pattern are part of what is printed.
        let words = label.text.trim_end();
        let blanks = label
            .text
            .get(words.len()..)
            .filter(|_| !text.is_empty())
            .unwrap_or_default();
        let text = format!("{blanks}{text}");
        let close = !label.gap || words.ends_with('—') || text.starts_with(char::is_whitespace);
        labelled(words, close, &text)
    }
}
