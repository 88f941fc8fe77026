//! Ids and hashes: the same for the same notice whatever site, encoding, script, machine or release it comes through.
//!
//! A notice is known by its 发文字号 and the core of its title; without a number by issuers, core and date; without
//! a title by its text. Ids are name-based UUIDs (RFC 9562, version 5), so an importer can upsert on them.

use crate::model::{Head, TaskItem};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use uuid::Uuid;

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

/// A hash of what an importer keeps of an item: text and facts, without spans and ids.
#[must_use]
pub fn content_hash(item: &TaskItem) -> String {
    let mut facts = format!("{}\n{}\n{}\n{:?}\n", item.path, item.text, item.task, item.section);
    for action in &item.actions {
        let _ = writeln!(facts, "a {} {}", action.verb, action.text);
    }
    for d in &item.deadlines {
        let _ = writeln!(
            facts,
            "d {} {:?} {:?} {:?} {:?} {} {} {:?}",
            d.text, d.kind, d.start, d.end, d.recurrence, d.year_inferred, d.inherited, d.action
        );
    }
    for u in &item.units {
        let _ = writeln!(facts, "u {} {:?} {} {:?}", u.name, u.role, u.inherited, u.action);
    }
    for t in &item.targets {
        let _ = writeln!(
            facts,
            "t {} {} {:?} {} {:?} {:?} {} {:?}",
            t.text, t.indicator, t.comparator, t.value, t.unit, t.baseline, t.inherited, t.action
        );
    }
    hex(&Sha256::digest(facts.as_bytes())[..16])
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
