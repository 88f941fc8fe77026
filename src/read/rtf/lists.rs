//! The tables of lists (`\listtable`, `\listoverridetable`) → [`Lists`], for paragraphs of lists that bring no printed
//! number along.
//!
//! In: the words and texts of the tables. Out: lists by the numbers of their uses. The label of a level is its length,
//! then signs among which bytes below 9 stand for numbers.

use crate::read::list_number::NumberFormat;
use crate::read::word::list::{Change, LEVELS, Level, List, Lists, Part, Use};
use std::collections::HashMap;

/// Most lists, and most uses, that are kept.
const MOST: usize = 4_096;

/// The tables as they are read.
#[derive(Debug, Default)]
pub(super) struct Tables {
    lists: Vec<List>,
    by_id: HashMap<i32, usize>,
    /// The use that is being read: its number comes last.
    current: Use,
    uses: HashMap<i32, Use>,
    /// Whether levels belong to the use that is being read.
    in_uses: bool,
}

impl Tables {
    /// The table of uses begins; that of lists comes before it.
    pub fn begin_uses(&mut self) {
        self.in_uses = true;
    }

    /// A word of the tables.
    pub fn word(&mut self, name: &[u8], value: Option<i32>) {
        let number = value.unwrap_or(0);
        match name {
            b"list" if self.lists.len() < MOST => self.lists.push(List::default()),
            b"listlevel" if self.in_uses => {
                if let Some((_, change)) = self.current.changes.last_mut() {
                    change.level = Some(Level::default());
                }
            }
            b"listlevel" => {
                if let Some(list) = self.lists.last_mut().filter(|list| list.levels.len() < LEVELS) {
                    list.levels.push(Level::default());
                }
            }
            b"listid" if self.in_uses => self.current.list = self.by_id.get(&number).copied(),
            b"listid" if !self.lists.is_empty() => {
                self.by_id.insert(number, self.lists.len() - 1);
            }
            b"listoverride" => self.current = Use::default(),
            b"lfolevel" if self.current.changes.len() < LEVELS => {
                let level = self.current.changes.len() as u8;
                self.current.changes.push((level, Change::default()));
            }
            b"listoverridestartat" => {
                if let Some((_, change)) = self.current.changes.last_mut() {
                    change.start = Some(1);
                }
            }
            b"ls" if self.uses.len() < MOST => {
                self.uses.insert(number, std::mem::take(&mut self.current));
            }
            b"levelnfc" | b"levelnfcn" => {
                let code = u8::try_from(number).unwrap_or(0);
                self.level(|level| level.format = NumberFormat::of_code(code));
            }
            b"levelstartat" => {
                let start = u32::try_from(number).unwrap_or(1).min(0x7FFF);
                if let Some((_, change)) = self.current.changes.last_mut().filter(|_| self.in_uses) {
                    change.start = change.start.map(|_| start);
                }
                self.level(|level| level.start = start);
            }
            b"levelfollow" => self.level(|level| level.close = number == 2),
            b"levellegal" => self.level(|level| level.legal = number == 1),
            b"levelnorestart" if number == 1 => self.level(|level| level.restarts_below = Some(0)),
            _ => {}
        }
    }

    fn level(&mut self, change: impl FnOnce(&mut Level)) {
        let level = if self.in_uses {
            self.current
                .changes
                .last_mut()
                .and_then(|(_, change)| change.level.as_mut())
        } else {
            self.lists.last_mut().and_then(|list| list.levels.last_mut())
        };
        if let Some(level) = level {
            change(level);
        }
    }

    /// The text of a level's label, its length first.
    pub fn label(&mut self, text: &str) {
        let mut signs = text.chars();
        let len = signs.next().map_or(0, u32::from) as usize;
        let parts = signs
            .take(len.min(64))
            .map(|sign| match u32::from(sign) {
                level @ 0..=8 => Part::Number(level as u8),
                _ => Part::Sign(sign),
            })
            .collect();
        self.level(|level| level.text = parts);
    }

    /// The lists.
    pub fn finish(self) -> Lists {
        Lists::new(self.lists, self.uses)
    }
}
