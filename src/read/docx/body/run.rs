//! Runs: their text, signs without text, what hides them.

use super::super::paragraph::{Paragraph, RunProperties};
use super::super::styles::Effect;
use super::{Frame, Walk, remember};
use crate::read::word::symbol;
use crate::read::xml::{Broken, Element, Xml};

impl Walk<'_> {
    /// What stands in a run and has no text of its own.
    pub(super) fn sign(&mut self, name: &str, element: &Element<'_>) {
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
    pub(super) fn shown_paragraph(&mut self) -> Option<&mut Paragraph> {
        if !self.is_shown() {
            return None;
        }
        self.count();
        self.paragraph()
    }

    pub(super) fn paragraph(&mut self) -> Option<&mut Paragraph> {
        match self.frames.last_mut() {
            Some(Frame::Paragraph(paragraph)) => Some(paragraph),
            _ => None,
        }
    }

    pub(super) fn is_shown(&mut self) -> bool {
        let veiled = !self.fields.show();
        self.hid_text |= veiled;
        let Some(paragraph) = self.paragraph() else {
            return !veiled;
        };
        paragraph.veiled |= veiled;
        !veiled && !paragraph.hidden_run && !paragraph.is_contents()
    }

    pub(super) fn text(&mut self, words: &str) {
        if let Some(paragraph) = self.shown_paragraph() {
            paragraph.push(words);
        }
    }

    pub(super) fn start_text(&mut self, element: &Element<'_>) {
        self.keep_blanks = self.keep_all_blanks || keeps_blanks(element);
        self.text_start = self.paragraph().map_or(0, |paragraph| paragraph.text.len());
    }

    /// Takes the blanks off the ends of a text that does not ask to keep them.
    pub(super) fn end_text(&mut self) {
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

    pub(super) fn hide_run(&mut self, hidden: bool) {
        if let Some(paragraph) = self.paragraph() {
            paragraph.hidden_run = hidden || paragraph.effect.hidden;
        }
    }

    pub(super) fn run_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let properties = RunProperties::read(xml)?;
        let by_style = properties.style.is_some_and(|style| self.effect(&style).hidden);
        if let Some(paragraph) = self.paragraph() {
            // Hiding twice shows again, so the standard.
            paragraph.hidden_run = properties.hidden.unwrap_or(by_style != paragraph.effect.hidden);
        }
        Ok(())
    }

    pub(super) fn effect(&mut self, style: &str) -> Effect {
        if let Some(effect) = self.effects.get(style) {
            return *effect;
        }
        let effect = self.styles.effect(style);
        self.effects.insert(style.to_owned(), effect);
        effect
    }
}

pub(super) fn keeps_blanks(element: &Element<'_>) -> bool {
    element.attribute("space").as_deref() == Some("preserve")
}
