//! Source text → clean text, with a map back. In: decoded text of one notice; out: [`Normalized`]: simplified
//! characters, half-width letters, digits and brackets, one `\n` a line end, no glosses, no debris, no blanks inside
//! Chinese text. Spans: bytes, half-open; of the clean text on one side of the map, of the source on the other.
//!
//! One filter a file, each `text → (text, edits)` and free where it has nothing to do. Their order matters:
//!
//! 1. `width` first: all that follows then knows one form of bracket, digit and letter.
//! 2. `debris`: whatever hides in a word or a label must go before anybody reads words or labels.
//! 3. `dash`: `--` is a label of a line only as `——`; behind debris, which may stand between two hyphens.
//! 4. `pinyin`: needs half-width brackets; before `lines`, which looks at the characters beside a blank and at
//!    lengths of lines, and before `script`, as its damage is told by the characters of the source.
//! 5. `lines`: needs the blanks that stand for lost line ends, and labels in their usual form.
//! 6. `blank`: needs lines to know what leads and what trails.
//! 7. `script` last: it is indifferent to the others, and the shortest text is the cheapest.
//!
//! Normalizing twice changes nothing. Not handled: Chinese numerals (`〇` and `○`), punctuation in ASCII (a comma may
//! be a thousands separator), the wording itself.
//!
//! ```
//! use gongdan::model::ByteSpan;
//! let source = "[bookmark: _GoBack]（一）加強 組織領導（2021　年）";
//! let clean = gongdan::normalize::normalize(source, &[]);
//! assert_eq!(clean.text, "(一)加强组织领导(2021年)");
//! let start = clean.text.find("组织").unwrap();
//! assert_eq!(clean.map.to_source(ByteSpan::new(start, start + "组织".len())).of(source), "組織");
//! ```

mod blank;
mod class;
mod dash;
mod debris;
mod lines;
mod offset_map;
mod parts;
mod pinyin;
mod rewrite;
mod script;
mod width;

use crate::model::{ByteSpan, Finding, Script, Table};
use class::{Survey, bit};
pub use offset_map::OffsetMap;
use rewrite::Edited;
use std::borrow::Cow;

/// The clean text of a notice.
#[derive(Debug, Clone)]
pub struct Normalized {
    /// Simplified, half-width, without glosses and debris.
    pub text: String,
    /// Leads bytes of [`Normalized::text`] back to bytes of the source text.
    pub map: OffsetMap,
    /// The tables of the source; spans are bytes of [`Normalized::text`].
    pub tables: Vec<Table>,
    /// The script of the source.
    pub script: Script,
    /// What the stage noticed; spans are bytes of the source text.
    pub findings: Vec<Finding<ByteSpan>>,
}

/// A text on its way through the filters.
struct Chain<'s> {
    text: Cow<'s, str>,
    map: OffsetMap,
    findings: Vec<Finding<ByteSpan>>,
}

impl Chain<'_> {
    /// Takes what a filter made of the text; tells whether it made anything.
    fn take(&mut self, edited: Option<Edited>) -> bool {
        let Some(Edited { text, map }) = edited else {
            return false;
        };
        self.map = std::mem::take(&mut self.map).compose(map);
        self.text = Cow::Owned(text);
        true
    }

    /// Takes what a filter noticed, before its edits: spans are bytes of the present text.
    fn note(&mut self, findings: Vec<Finding<ByteSpan>>) {
        for mut finding in findings {
            finding.span = finding.span.map(|span| self.map.to_source(span));
            self.findings.push(finding);
        }
    }
}

/// Cleans `source`, whose `tables` are cleaned cell by cell. Linear in its length; takes any text.
#[must_use]
pub fn normalize(source: &str, tables: &[Table]) -> Normalized {
    if !tables.is_empty() {
        return parts::normalize(source, tables);
    }
    let cleaned = clean(source);
    Normalized {
        text: cleaned.text,
        map: cleaned.map,
        tables: Vec::new(),
        script: script::verdict(cleaned.survey),
        findings: cleaned.findings,
    }
}

/// So often lines are joined at most: two passes are the rule, and no text may ask for as many as it has lines.
const JOINS: usize = 8;

/// A running text, cleaned.
struct Cleaned {
    text: String,
    map: OffsetMap,
    survey: Survey,
    findings: Vec<Finding<ByteSpan>>,
}

fn clean(source: &str) -> Cleaned {
    let mut chain = Chain {
        text: Cow::Borrowed(source),
        map: OffsetMap::default(),
        findings: Vec::new(),
    };
    let mut survey = Survey::of(source);
    if survey.has(bit::WIDTH) && chain.take(width::fold(&chain.text)) {
        survey = Survey::of(&chain.text);
    }
    if survey.has(bit::DEBRIS | bit::OPENING) && chain.take(debris::remove(&chain.text)) {
        survey = Survey::of(&chain.text);
    }
    if survey.has(bit::DASH) {
        chain.take(dash::fold(&chain.text));
    }
    let (edited, findings) = pinyin::remove(&chain.text);
    chain.note(findings);
    chain.take(edited);
    if survey.has(bit::BLANK) {
        let (edited, findings) = lines::restore(&chain.text);
        chain.note(findings);
        chain.take(edited);
    }
    // What is joined may show a page that the lines did not show before.
    for _ in 0..JOINS {
        if !chain.take(lines::join(&chain.text)) {
            break;
        }
    }
    if survey.has(bit::BLANK) {
        chain.take(blank::remove(&chain.text));
    }
    if survey.has(bit::TRADITIONAL) {
        chain.take(script::simplify(&chain.text));
        chain.take(script::variants(&chain.text));
    }
    Cleaned {
        text: chain.text.into_owned(),
        map: chain.map,
        survey,
        findings: chain.findings,
    }
}

#[cfg(test)]
mod tests;
