//! A text of its own, the body, a text box or a note, as it grows.

use crate::read::plain::Plain;
use crate::read::word::flow::Flow;
use crate::read::word::list::Label;

/// The text.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub flow: Flow,
    /// The paragraph so far.
    pub line: String,
    /// The number printed before it.
    pub printed: Option<String>,
    /// The number of a paragraph whose end is not seen, where this one goes on with it.
    pub joined: Option<Option<Label>>,
    /// Text boxes of this paragraph.
    pub boxes: Vec<Plain>,
}

impl Story {
    /// Ends the paragraph, `label` before it.
    pub fn end(&mut self, label: Option<Label>, depth: usize) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim_start_matches('\n').trim_end();
        match label {
            Some(label) => self.flow.paragraph(&label.before(line), depth),
            None => self.flow.paragraph(line, depth),
        }
        for text in std::mem::take(&mut self.boxes) {
            self.flow.append(text);
        }
    }

    /// The number printed before the paragraph, if there is one.
    pub fn take_printed(&mut self) -> Option<Label> {
        let printed = self.printed.take()?;
        let words = printed.trim_matches(['\t', ' ', '\n']);
        Some(Label {
            words: words.to_owned(),
            close: printed.trim_end() == printed,
        })
    }

    /// The whole text.
    pub fn finish(mut self) -> Plain {
        if !self.line.trim().is_empty() || self.printed.is_some() || !self.boxes.is_empty() {
            let label = self.take_printed();
            self.end(label, 0);
        }
        self.flow.finish()
    }
}
