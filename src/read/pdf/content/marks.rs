//! Marked content: what a stretch of a content stream is called.

use crate::read::page::Flow;

/// Most marks that are open at once.
const OPEN: usize = 512;

/// Marked content.
#[derive(Debug, Default)]
pub(super) struct Marked {
    /// Page furniture.
    pub artifact: bool,
    /// On a layer that is off.
    pub hidden: bool,
    /// Text that stands for what is drawn.
    pub stead: Option<Stead>,
}

/// Text that stands for what is drawn.
#[derive(Debug)]
pub(super) struct Stead {
    pub text: String,
    /// What has been drawn.
    pub drawn: Option<Drawn>,
}

/// Where glyphs have been drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    pub from: (f32, f32),
    pub to: (f32, f32),
    pub size: f32,
    pub flow: Flow,
}

/// The marks that are open.
#[derive(Debug, Default)]
pub(super) struct Marks {
    open: Vec<Marked>,
    artifacts: usize,
    hidden: usize,
    /// Those that bring text.
    steads: Vec<usize>,
}

impl Marks {
    /// Opens a mark; false where there are too many.
    pub fn push(&mut self, marked: Marked) -> bool {
        if self.open.len() >= OPEN {
            return false;
        }
        self.artifacts += usize::from(marked.artifact);
        self.hidden += usize::from(marked.hidden);
        if marked.stead.is_some() {
            self.steads.push(self.open.len());
        }
        self.open.push(marked);
        true
    }

    /// Ends the last one.
    pub fn pop(&mut self) -> Option<Marked> {
        let marked = self.open.pop()?;
        self.artifacts -= usize::from(marked.artifact);
        self.hidden -= usize::from(marked.hidden);
        if marked.stead.is_some() {
            self.steads.pop();
        }
        Some(marked)
    }

    pub fn len(&self) -> usize {
        self.open.len()
    }

    pub fn is_artifact(&self) -> bool {
        self.artifacts > 0
    }

    pub fn is_hidden(&self) -> bool {
        self.hidden > 0
    }

    /// The text that stands for what is drawn now.
    pub fn stead(&mut self) -> Option<&mut Stead> {
        let at = *self.steads.last()?;
        self.open.get_mut(at)?.stead.as_mut()
    }
}
