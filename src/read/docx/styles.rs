//! What styles say about numbers, hidden text and tables of contents.
//!
//! In: `styles.xml`. Out: by the identifier of a style what it and those that it is based on set. All other formatting is
//! passed over.

use crate::read::xml::{Broken, Element, Xml};
use std::collections::HashMap;

/// Most styles that are kept; Word allows 4,079.
const MOST: usize = 10_000;
/// Longest chain of styles based on each other; Word allows ten.
const CHAIN: usize = 32;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// By identifier.
    styles: HashMap<Box<str>, Style>,
    /// Identifier of the style of paragraphs that name none.
    default: Option<Box<str>>,
}

/// What a paragraph or its style says about its number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct NumberOf {
    /// Identifier of the list; 0 for no number at all.
    pub list: Option<i32>,
    /// Level, from 0.
    pub level: Option<u8>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<Box<str>>,
    number: NumberOf,
    hidden: Option<bool>,
    contents: bool,
}

/// What a style and those it is based on amount to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Effect {
    /// The number of its paragraphs.
    pub number: NumberOf,
    /// Whether its text is hidden.
    pub hidden: bool,
    /// Whether it is for the lines of a table of contents.
    pub contents: bool,
}

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(text: &str) -> Result<Self, Broken> {
        let mut styles = Self::default();
        let mut xml = Xml::new(text);
        while let Some(element) = xml.within(0)? {
            match element.name() {
                "style" => styles.add(&element, &mut xml)?,
                "docDefaults" | "latentStyles" => xml.skip()?,
                _ => {}
            }
        }
        Ok(styles)
    }

    fn add(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let Some(id) = element.attribute("styleId").filter(|_| self.styles.len() < MOST) else {
            return xml.skip();
        };
        let on = |value: &str| matches!(value, "1" | "true" | "on");
        if element.attribute("type").is_none_or(|kind| kind == "paragraph")
            && element.attribute("default").is_some_and(|value| on(&value))
        {
            self.default = Some(id.as_ref().into());
        }
        let mut style = Style::default();
        let depth = xml.depth();
        while let Some(element) = xml.within(depth)? {
            match element.name() {
                "name" => style.contents = element.attribute("val").is_some_and(|name| is_contents(&name)),
                "basedOn" => style.based_on = element.attribute("val").map(|id| id.as_ref().into()),
                "numId" => style.number.list = element.number("val"),
                "ilvl" => style.number.level = element.number("val"),
                "vanish" => style.hidden = Some(element.is_on()),
                // Formatting of parts of a table, and earlier states of the style.
                "tblStylePr" | "pPrChange" | "rPrChange" => xml.skip()?,
                _ => {}
            }
        }
        self.styles.entry(id.as_ref().into()).or_insert(style);
        Ok(())
    }

    /// The identifier of the style of a paragraph that names `id` or none.
    pub fn of_paragraph<'s>(&'s self, id: Option<&'s str>) -> Option<&'s str> {
        id.filter(|id| self.styles.contains_key(*id))
            .or(self.default.as_deref())
    }

    /// What the style amounts to.
    pub fn effect(&self, id: &str) -> Effect {
        let mut effect = Effect::default();
        let mut hidden = None;
        let mut next = Some(id);
        for step in 0..CHAIN {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else {
                break;
            };
            effect.number.list = effect.number.list.or(style.number.list);
            effect.number.level = effect.number.level.or(style.number.level);
            effect.contents |= style.contents && step == 0;
            hidden = hidden.or(style.hidden);
            next = style.based_on.as_deref();
        }
        effect.hidden = hidden.unwrap_or(false);
        effect
    }
}

/// Whether a style of that name is for tables of contents. Names of built-in styles are English in every language of
/// Word and WPS.
fn is_contents(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let level = name.strip_prefix("toc ").or_else(|| name.strip_prefix("contents "));
    level.is_some_and(|level| level == "heading" || level.bytes().all(|byte| byte.is_ascii_digit()))
        || name == "table of figures"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(inside: &str) -> Styles {
        Styles::read(&format!("<w:styles>{inside}</w:styles>")).unwrap()
    }

    #[test]
    fn what_is_not_set_comes_from_the_style_below() {
        let styles = styles(
            "<w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/></w:style>\
             <w:style w:styleId='b'><w:basedOn w:val='c'/><w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr></w:style>\
             <w:style w:styleId='c'><w:pPr><w:numPr><w:numId w:val='5'/></w:numPr></w:pPr><w:rPr><w:vanish/></w:rPr></w:style>\
             <w:style w:styleId='d'><w:basedOn w:val='c'/><w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>\
             <w:rPr><w:vanish w:val='0'/></w:rPr></w:style>\
             <w:style w:styleId='e'><w:basedOn w:val='e'/></w:style>",
        );
        let number = |list, level| NumberOf { list, level };
        let effect = styles.effect("b");
        assert_eq!((effect.number, effect.hidden), (number(Some(5), Some(1)), true));
        let effect = styles.effect("d");
        assert_eq!((effect.number, effect.hidden), (number(Some(0), None), false));
        assert_eq!(styles.effect("e"), Effect::default());
        assert_eq!(styles.effect("none"), Effect::default());
        assert_eq!(styles.of_paragraph(None), Some("a"));
        assert_eq!(styles.of_paragraph(Some("b")), Some("b"));
        assert_eq!(styles.of_paragraph(Some("lost")), Some("a"));
    }

    #[test]
    fn styles_of_tables_of_contents_are_known_by_name() {
        for name in ["toc 1", "TOC 9", "TOC Heading", "Contents 2", "table of figures"] {
            assert!(is_contents(name), "{name}");
        }
        for name in ["heading 1", "tocsin", "toc x", "Table Contents"] {
            assert!(!is_contents(name), "{name}");
        }
    }
}
