//! Ids and hashes: the same for the same notice whatever site, encoding, script, machine or release it comes through.
//!
//! A notice is known by its 发文字号 and the core of its title; without a number by issuers, core and date; without
//! a title by its text. Ids are name-based UUIDs (RFC 9562, version 5), so an importer can upsert on them.

use crate::model::{Head, TaskItem};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use uuid::Uuid;
use xxhash_rust::xxh3::Xxh3Default;

/// Namespace of all ids of this program; never changes.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f1d_2c0e_54a8_5b1f_9d5e_6767_6f6e_6764);

/// The id of a notice. `text` is its clean text, used only where the head says nothing.
#[must_use]
pub fn notice(head: &Head, text: &str) -> Uuid {
    let title = head.title.as_ref().map(|t| core(&t.value)).unwrap_or_default();
    let number = head.doc_number.as_ref().map(|n| n.value.as_str());
    let key = match (number, title.is_empty()) {
        (Some(number), _) => format!("number\u{1f}{number}\u{1f}{title}"),
        (None, false) => {
            let issuers: Vec<&str> = head.issuers.iter().map(|i| i.value.as_str()).collect();
            let issued = head.issued.as_ref().map(|d| d.value.to_string()).unwrap_or_default();
            format!("title\u{1f}{}\u{1f}{title}\u{1f}{issued}", issuers.join("\u{1f}"))
        }
        (None, true) => format!("text\u{1f}{}", hex(&Sha256::digest(bare(text).as_bytes()))),
    };
    Uuid::new_v5(&NAMESPACE, key.as_bytes())
}

/// The id of the `nth` thing (from 0) called `path` within `owner`.
#[must_use]
pub fn within(owner: Uuid, path: &str, nth: usize) -> Uuid {
    Uuid::new_v5(&owner, format!("{path}\u{1f}{nth}").as_bytes())
}

/// A title without the issuer before 关于, marks and blanks: sites differ in these.
fn core(title: &str) -> String {
    bare(title.find("关于").map_or(title, |at| &title[at..]))
}

fn bare(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The id of the `nth` demand (from 1) of an item.
#[must_use]
pub fn action(item: &str, nth: usize) -> String {
    format!("{item}.{nth}")
}

/// A hash (XXH3, 128 bits) of what an importer keeps of an item: text and facts, without spans and ids, and without what
/// follows from a name (`canonical`, `group`): a better table of names is no change of the task. It tells whether an
/// item changed; it is no defence against somebody who wants a collision.
#[must_use]
pub fn content_hash(item: &TaskItem) -> String {
    let mut facts = Facts(Xxh3Default::new());
    facts
        .words(&item.path)
        .words(&item.text)
        .code(u64::from(item.task))
        .code(item.section as u64);
    if let Some(category) = &item.category {
        facts.words("category").words(category);
    }
    for action in &item.actions {
        facts.words("action").words(&action.verb).words(&action.text);
    }
    for d in &item.deadlines {
        facts
            .words("deadline")
            .words(&d.text)
            .code(d.kind as u64)
            .date(d.start)
            .date(d.end);
        if let Some(recurrence) = &d.recurrence {
            facts
                .code(recurrence.times.into())
                .code(recurrence.every.into())
                .code(recurrence.unit as u64);
        }
        facts
            .code(u64::from(d.year_inferred))
            .code(u64::from(d.inherited))
            .index(d.action);
    }
    for u in &item.units {
        facts
            .words("unit")
            .words(&u.name)
            .code(u.role as u64)
            .code(u64::from(u.inherited))
            .index(u.action);
    }
    for t in &item.targets {
        facts
            .words("target")
            .words(&t.text)
            .words(&t.indicator)
            .code(t.comparator as u64)
            .code(t.value.to_bits());
        facts
            .words(t.unit.as_deref().unwrap_or_default())
            .words(t.baseline.as_deref().unwrap_or_default());
        facts.code(u64::from(t.inherited)).index(t.action);
    }
    format!("{:032x}", facts.0.digest128())
}

/// Feeds facts to the hash, each closed so that no two lists run together.
struct Facts(Xxh3Default);

impl Facts {
    fn words(&mut self, words: &str) -> &mut Self {
        self.0.update(words.as_bytes());
        self.0.update(&[0xFF]);
        self
    }

    fn code(&mut self, code: u64) -> &mut Self {
        self.0.update(&code.to_le_bytes());
        self
    }

    fn index(&mut self, index: Option<usize>) -> &mut Self {
        self.code(index.map_or(0, |index| index as u64 + 1))
    }

    fn date(&mut self, date: Option<Date>) -> &mut Self {
        self.code(date.map_or(0, |d| {
            (d.year() as u64) << 16 | (d.month() as u64) << 8 | d.day() as u64
        }))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
