//! The content of a page → its text with the places, and the lines drawn on it.
//!
//! In: `Content.xml`. Out: [`Seen`]. Layers and blocks are passed through. Objects that are not visible are out.

use super::geometry::{Frame, Matrix};
use super::package::inside;
use super::path;
use super::text::{self, Style};
use crate::read::packed::too_large;
use crate::read::page::Page;
use crate::read::xml::{Broken, Element, Node, Xml};

/// The page where nothing says its size: A4.
const A4: Frame = Frame {
    x: 0.0,
    y: 0.0,
    width: 210.0,
    height: 297.0,
};

/// What is on a page.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub page: Page,
    /// Whether there are pictures.
    pub pictures: bool,
}

/// What may still be read of one package.
#[derive(Debug)]
pub(super) struct Limits {
    runs: usize,
    rules: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // A thousand pages in single characters.
            runs: 800_000,
            rules: 400_000,
        }
    }
}

impl Limits {
    fn count(&mut self, runs: usize, rules: usize) -> Result<(), Broken> {
        match (self.runs.checked_sub(runs), self.rules.checked_sub(rules)) {
            (Some(runs), Some(rules)) => {
                *self = Self { runs, rules };
                Ok(())
            }
            _ => Err(too_large().into()),
        }
    }
}

/// Reads a page; `frame` is its box where it has none of its own.
pub(super) fn read(text: &str, frame: Option<Frame>, limits: &mut Limits) -> Result<Seen, Broken> {
    let mut seen = Seen::default();
    let mut frame = frame.unwrap_or(A4);
    let mut xml = Xml::new(text);
    while let Some(element) = xml.within(0)? {
        let before = (seen.page.runs.len(), seen.page.rules.len());
        match element.name() {
            "PhysicalBox" => frame = Frame::of(&inside(&mut xml)?).unwrap_or(frame),
            "TextObject" | "PathObject" | "ImageObject" if !is_visible(&element) => xml.skip()?,
            "TextObject" => read_text(&element, &mut xml, frame, before.0 + limits.runs, &mut seen)?,
            "PathObject" => read_path(&element, &mut xml, frame, &mut seen)?,
            "ImageObject" => {
                seen.pictures = true;
                xml.skip()?;
            }
            "Actions" => xml.skip()?,
            _ => {}
        }
        limits.count(seen.page.runs.len() - before.0, seen.page.rules.len() - before.1)?;
    }
    seen.page.size = (frame.width, frame.height);
    Ok(seen)
}

fn is_visible(element: &Element<'_>) -> bool {
    element.attribute("Visible").as_deref() != Some("false")
}

fn matrix(element: &Element<'_>, page: Frame) -> Matrix {
    let boundary = element.attribute("Boundary").and_then(|words| Frame::of(&words));
    Matrix::of(boundary.unwrap_or_default(), element.attribute("CTM").as_deref(), page)
}

/// Reads a text; stops where there are more runs than `most`.
fn read_text(
    element: &Element<'_>,
    xml: &mut Xml<'_>,
    page: Frame,
    most: usize,
    seen: &mut Seen,
) -> Result<(), Broken> {
    let number = |name| {
        element
            .attribute(name)
            .and_then(|words| super::geometry::number(&words))
    };
    let turn = |name| element.number::<i32>(name).unwrap_or(0).rem_euclid(360);
    let style = Style {
        matrix: matrix(element, page),
        size: number("Size").unwrap_or(0.0),
        stretch: number("HScale").unwrap_or(1.0),
        reading: turn("ReadDirection"),
        turned: turn("CharDirection"),
    };
    let depth = xml.depth();
    // A code without a place goes on at that of the one before.
    let mut start = (0.0, 0.0);
    while xml.depth() >= depth {
        match xml.next()? {
            Node::Open(code) if code.name() == "TextCode" => {
                let given = |name| {
                    code.attribute(name)
                        .and_then(|words| super::geometry::number(words.trim()))
                };
                start = (given("X").unwrap_or(start.0), given("Y").unwrap_or(start.1));
                let steps = (code.attribute("DeltaX"), code.attribute("DeltaY"));
                let words = words(xml)?;
                let steps = (steps.0.as_deref(), steps.1.as_deref());
                text::runs(&style, start, steps, &words, most, &mut seen.page.runs);
            }
            Node::Open(child) if child.name() == "Clips" => xml.skip()?,
            Node::End => break,
            Node::Open(_) | Node::Close | Node::Text(_) => {}
        }
    }
    Ok(())
}

/// The characters of the code just opened: all count, for each has its place.
fn words(xml: &mut Xml<'_>) -> Result<String, Broken> {
    let depth = xml.depth();
    let mut text = String::new();
    while xml.depth() >= depth {
        match xml.next()? {
            Node::Text(words) => text.extend(words.chars().filter(|c| !matches!(c, '\n' | '\r' | '\t'))),
            Node::End => break,
            Node::Open(_) | Node::Close => {}
        }
    }
    Ok(text)
}

fn read_path(element: &Element<'_>, xml: &mut Xml<'_>, page: Frame, seen: &mut Seen) -> Result<(), Broken> {
    let matrix = matrix(element, page);
    let is = |name, by_itself| match element.attribute(name).as_deref() {
        Some("true" | "1") => true,
        Some(_) => false,
        None => by_itself,
    };
    let (stroked, filled) = (is("Stroke", true), is("Fill", false));
    let depth = xml.depth();
    while xml.depth() >= depth {
        match xml.next()? {
            Node::Open(child) if child.name() == "AbbreviatedData" => {
                let data = inside(xml)?;
                path::rules(&data, &matrix, stroked, filled, &mut seen.page.rules);
            }
            Node::Open(child) if child.name() == "Clips" => xml.skip()?,
            Node::End => break,
            Node::Open(_) | Node::Close | Node::Text(_) => {}
        }
    }
    Ok(())
}
