//! Paragraphs: their properties, their numbers, where they end.

use super::super::counters::Label;
use super::super::paragraph::{Paragraph, Properties};
use super::super::table::Block;
use super::{Frame, Walk};
use crate::read::xml::{Broken, Xml};

impl Walk<'_> {
    pub(super) fn start_paragraph(&mut self) {
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

    pub(super) fn properties(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
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
    pub(super) fn count(&mut self) {
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

    pub(super) fn end_paragraph(&mut self) -> Result<(), Broken> {
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
    pub(super) fn end_paragraphs(&mut self, below: usize) -> Result<(), Broken> {
        while let Some((_, paragraph)) = self.unended.pop_if(|(at, _)| *at >= below) {
            if !paragraph.text.is_empty() || !paragraph.after.is_empty() {
                self.finish(*paragraph)?;
            }
        }
        Ok(())
    }

    pub(super) fn finish(&mut self, mut paragraph: Paragraph) -> Result<(), Broken> {
        let text = paragraph.finish();
        self.output.count(&text)?;
        let left_out = text.is_empty() && (paragraph.veiled || paragraph.is_contents());
        if !left_out {
            self.deliver(Block::Paragraph(text));
        }
        paragraph.after.into_iter().for_each(|block| self.deliver(block));
        Ok(())
    }
}
