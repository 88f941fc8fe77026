//! Lists as `numbering.xml` defines them.
//!
//! In: `numbering.xml` and the styles. Out: for a list and a level how the label is made ([`Level`]), and which counters
//! ([`List::counters`]) count: lists that share an abstract definition count on together.

use super::styles::Styles;
use crate::read::list_number::NumberFormat;
use crate::read::xml::{Broken, Element, Xml};
use std::collections::HashMap;

/// Levels of a list.
pub(super) const LEVELS: usize = 9;
/// Most definitions that are kept of each kind; documents put together over years have some thousands.
const MOST: usize = 50_000;
/// Longest pattern of a label, in characters; Word allows 31.
const PATTERN: usize = 60;
/// Most steps from a list through list styles to the definition of its levels.
const STEPS: usize = 8;

/// All lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<i32, Abstract>,
    lists: HashMap<i32, Defined>,
    /// By list style: the abstract definition that it stands for.
    of_style: HashMap<Box<str>, i32>,
}

#[derive(Debug, Default)]
struct Abstract {
    levels: [Option<Box<Level>>; LEVELS],
    /// The list style that has the levels instead.
    see: Option<Box<str>>,
}

/// `w:num`.
#[derive(Debug, Default)]
struct Defined {
    of: i32,
    overrides: Vec<(u8, Override)>,
}

/// What a list changes of its abstract definition at one level.
#[derive(Debug, Default)]
struct Override {
    start: Option<u32>,
    level: Option<Box<Level>>,
}

/// How the labels of a level are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Level {
    /// The first number.
    pub start: u32,
    /// The form of the number.
    pub format: NumberFormat,
    /// Fewest digits of an Arabic number.
    pub digits: usize,
    /// `%1` stands for the number of the first level.
    pub pattern: Box<str>,
    /// Whether a tab or a blank parts label and text.
    pub gap: bool,
    /// Starts anew after an item of this level, from 1, or one above; 0 for never. None: of any level above.
    pub restart: Option<u8>,
    /// Whether numbers of levels above are Arabic.
    pub legal: bool,
    /// Whether the label is not shown.
    pub hidden: bool,
    /// Paragraphs of this style are of this level.
    style: Option<Box<str>>,
}

/// One list, ready for use.
#[derive(Debug, Clone, Copy)]
pub(super) struct List<'n> {
    /// Identifier of its counters.
    pub counters: i32,
    defined: &'n Defined,
    of: &'n Abstract,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            // What stands where the file says nothing; Word writes all of it.
            start: 0,
            format: NumberFormat::Decimal,
            digits: 1,
            pattern: "".into(),
            gap: true,
            restart: None,
            legal: false,
            hidden: false,
            style: None,
        }
    }
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(text: &str) -> Result<Self, Broken> {
        let mut numbering = Self::default();
        let mut xml = Xml::new(text);
        while let Some(element) = xml.within(0)? {
            match element.name() {
                "abstractNum" => {
                    let id = element.number("abstractNumId");
                    let (definition, style) = read_abstract(&mut xml)?;
                    if let Some(id) = id.filter(|_| numbering.abstracts.len() < MOST) {
                        if let Some(style) = style {
                            numbering.of_style.entry(style).or_insert(id);
                        }
                        numbering.abstracts.entry(id).or_insert(definition);
                    }
                }
                "num" => {
                    let id = element.number("numId");
                    let list = read_list(&mut xml)?;
                    if let Some(id) = id.filter(|_| numbering.lists.len() < MOST) {
                        numbering.lists.entry(id).or_insert(list);
                    }
                }
                "numPicBullet" => xml.skip()?,
                _ => {}
            }
        }
        Ok(numbering)
    }

    /// The list of that identifier; none where the file does not define it.
    pub fn list(&self, id: i32, styles: &Styles) -> Option<List<'_>> {
        let defined = self.lists.get(&id)?;
        let mut counters = defined.of;
        for _ in 0..STEPS {
            let of = self.abstracts.get(&counters)?;
            let Some(style) = &of.see else {
                return Some(List { counters, defined, of });
            };
            let by_style = styles.effect(style).number.list;
            let next = by_style
                .and_then(|list| self.lists.get(&list))
                .map(|list| list.of)
                .filter(|next| *next != counters);
            counters = next.or_else(|| self.of_style.get(style).copied())?;
        }
        None
    }
}

impl<'n> List<'n> {
    /// The level, with what this list changes of it.
    pub fn level(&self, level: u8) -> Option<&'n Level> {
        let own = self.changed(level).and_then(|own| own.level.as_deref());
        own.or_else(|| self.of.levels.get(usize::from(level))?.as_deref())
    }

    /// The number at which this list starts anew at a level although others of its counters went before.
    pub fn restarts_at(&self, level: u8) -> Option<u32> {
        self.changed(level)?.start
    }

    /// The level that paragraphs of a style have.
    pub fn level_of(&self, style: &str) -> Option<u8> {
        (0..LEVELS as u8).find(|level| {
            self.level(*level)
                .is_some_and(|level| level.style.as_deref() == Some(style))
        })
    }

    fn changed(&self, level: u8) -> Option<&'n Override> {
        let changed = &self.defined.overrides;
        changed.iter().find(|(of, _)| *of == level).map(|(_, own)| own)
    }
}

/// Gives the definition and the list style that it stands for.
fn read_abstract(xml: &mut Xml<'_>) -> Result<(Abstract, Option<Box<str>>), Broken> {
    let (mut definition, mut style) = (Abstract::default(), None);
    let depth = xml.depth();
    while let Some(element) = xml.within(depth)? {
        match element.name() {
            "lvl" => {
                let at = element.number::<usize>("ilvl");
                let level = read_level(xml)?;
                if let Some(place) = at.and_then(|at| definition.levels.get_mut(at)) {
                    *place = Some(Box::new(level));
                }
            }
            "numStyleLink" => definition.see = element.attribute("val").map(|style| style.as_ref().into()),
            "styleLink" => style = element.attribute("val").map(|style| style.as_ref().into()),
            _ => {}
        }
    }
    Ok((definition, style))
}

fn read_list(xml: &mut Xml<'_>) -> Result<Defined, Broken> {
    let mut list = Defined::default();
    let depth = xml.depth();
    while let Some(element) = xml.within(depth)? {
        match element.name() {
            "abstractNumId" => list.of = element.number("val").unwrap_or_default(),
            "lvlOverride" => {
                let at = element.number::<u8>("ilvl");
                let own = read_override(xml)?;
                if let Some(at) = at.filter(|_| list.overrides.len() < LEVELS) {
                    list.overrides.push((at, own));
                }
            }
            _ => {}
        }
    }
    Ok(list)
}

fn read_override(xml: &mut Xml<'_>) -> Result<Override, Broken> {
    let mut own = Override::default();
    let depth = xml.depth();
    while let Some(element) = xml.within(depth)? {
        match element.name() {
            "startOverride" => own.start = element.number("val"),
            "lvl" => own.level = Some(Box::new(read_level(xml)?)),
            _ => {}
        }
    }
    Ok(own)
}

fn read_level(xml: &mut Xml<'_>) -> Result<Level, Broken> {
    let mut level = Level::default();
    // A form that older programs do not know stands in a choice, before the one for them.
    let mut chosen = false;
    let depth = xml.depth();
    while let Some(element) = xml.within(depth)? {
        let value = || element.attribute("val").unwrap_or_default();
        match element.name() {
            "start" => level.start = element.number("val").unwrap_or_default(),
            "numFmt" => (level.format, level.digits) = format(&value(), &element),
            "lvlText" => level.pattern = value().chars().take(PATTERN).collect(),
            "suff" => level.gap = value() != "nothing",
            "lvlRestart" => level.restart = element.number("val"),
            "pStyle" => level.style = Some(value().as_ref().into()),
            "isLgl" => level.legal = element.is_on(),
            "vanish" => level.hidden = element.is_on(),
            "Choice" => chosen = true,
            "Fallback" if chosen => xml.skip()?,
            _ => {}
        }
    }
    Ok(level)
}

/// The form of the number and its fewest digits. Word has further forms by example: `001, 002, 003, ...`.
fn format(name: &str, element: &Element<'_>) -> (NumberFormat, usize) {
    let example = element.attribute("format").filter(|_| name == "custom");
    let first = example.as_deref().and_then(|example| example.split(',').next());
    let digits = first
        .map(str::trim)
        .filter(|first| first.trim_start_matches('0') == "1");
    (
        NumberFormat::of_name(name),
        digits.map_or(1, |digits| digits.len().min(9)),
    )
}
