//! Reads numbers that somebody must reach or keep from the own text of one item.
//!
//! Input: clean text and the byte spans of the item's pieces. Output: targets in text order; spans are bytes of the
//! clean text, half-open; values have 万, 亿, 成, 百分之 expanded, so `15万人次` is 150000 `人次`; a fraction is a part of
//! one without a unit (`五分之一` is 0.2), `翻一番` is plus 1 `番`. A range is two targets. A bound that only a demand has
//! (`不少于`, `不得超过`, `控制在`) makes any number a target, whatever its unit. Any other count needs more: a verb of
//! doing, a frequency, an aim or another goal before it in the list. Not read: ordinals, dates, money and counts that
//! describe cases (`500万元以下的企业`) or applicants, definitions, narration (`已建成20座`, earlier years), scores, rates
//! of tax and subsidy, costs, names (`“五个一”`), goals without a number (`全覆盖`).
//!
//! ```
//! use gongdan::extract::target::targets;
//! use gongdan::model::{ByteSpan, Comparator};
//! let text = "培训农民15万人次以上,持证率达到95%。";
//! let found = targets(text, &[ByteSpan::new(0, text.len())]);
//! assert_eq!((found[0].value, found[0].unit.as_deref()), (150_000.0, Some("人次")));
//! assert_eq!(found[0].comparator, Comparator::AtLeast);
//! assert_eq!((found[1].indicator.as_str(), found[1].value), ("持证率", 95.0));
//! ```

mod comparator;
mod evidence;
mod indicator;
mod place;
mod quantity;

use crate::extract::deadline::REVIEW;
use crate::extract::rules::{Rule, Table};
use crate::model::{ByteSpan, Target};
use place::Place;
use std::sync::LazyLock;

/// Makes targets from a match; the last target before it is given for lists (`分别达到60%和80%`).
type Make = fn(&Place, Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>>;

/// The measure words, longer ones first.
fn measures() -> Vec<&'static str> {
    let file = include_str!("../../lexicon/measures.txt");
    let mut words: Vec<&str> = file
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

const RULES: &[Rule<Make>] = &[
    Rule {
        id: "target.not.ordinal",
        example: "第3次",
        pattern: "第<num>[^0-9]",
        production: |_, _| Vec::new(),
    },
    Rule {
        id: "target.cycle",
        example: "一月一调度",
        pattern: "(?:[一1]个?(?:日|天|周|旬|月|季度?|年)|半年|半月|[两2三3]年|[两2]个?[月周])[一1两2](?:<review>|次|轮|遍)",
        production: quantity::cycle,
    },
    Rule {
        id: "target.each",
        example: "每镇一站",
        pattern: "每(?:村|镇|乡|县|区|市|校|园|企|街道?|社区|乡镇|镇街)[一1](?:站|中心|馆|员|警|医|校|园|院|厅|队|店)",
        production: quantity::each,
    },
    Rule {
        id: "target.double",
        example: "翻一番",
        pattern: "翻[一两三]?番",
        production: quantity::double,
    },
    Rule {
        id: "target.share",
        example: "95%",
        pattern: "<num><range>?(?:%|‰|个?百分点)|[百千]分之<cn>+(?:点<cn>+)?|<cn>+成|<cn>分之<cn>|[0-9]{1,2}/[0-9]{1,2}",
        production: quantity::share,
    },
    Rule {
        id: "target.term",
        example: "15年",
        pattern: "<num><range>?(?:<time>)",
        production: quantity::term,
    },
    Rule {
        id: "target.count",
        example: "3000座",
        pattern: "<num>[余多]?<range>?(?:<measure>)",
        production: quantity::count,
    },
    Rule {
        id: "target.bare",
        example: "低于0.035",
        pattern: "(?:低于|高于|不超过|控制在|达到|降至|降到|提高到|提升到|提高至|提升至)[0-9]+\\.[0-9]+",
        production: quantity::bare,
    },
    Rule {
        id: "target.other",
        example: "20目",
        pattern: "[0-9][0-9.,]*[万亿]*",
        production: quantity::other,
    },
];

/// Units of time that are no measures of work: after a bound they are (`保存期限不少于15年`), else a deadline or a date.
const TIME: &str = "个月|个学期|个学年|个自然日|自然日|个小时|周年|年|个星期|周|日|秒|分钟";

static TABLE: LazyLock<Table<Make>> = LazyLock::new(|| {
    // A measure starts a regex alternation: longer words stand first, so the longest wins.
    let measure = measures().join("|").replace('/', "[/／]");
    Table::new(
        RULES,
        &[
            ("cn", "[〇○零一二三四五六七八九十百两]"),
            ("num", "(?:[0-9][0-9.,]*|[一二三四五六七八九十两百千]+)[十百千]?[万亿]*"),
            (
                "range",
                "(?:%?[至到—–~～-]+(?:[0-9][0-9.]*|[一二三四五六七八九十两百千]+)[万亿]?)",
            ),
            ("measure", &measure),
            ("time", TIME),
            ("review", REVIEW),
        ],
    )
});

/// The targets in the own text of one item.
#[must_use]
pub fn targets(clean: &str, pieces: &[ByteSpan]) -> Vec<Target<ByteSpan>> {
    targets_in(clean, pieces, Setting::default())
}

/// What is known of an item before its numbers are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Setting {
    /// The year of the notice: what a sentence says of earlier years is no goal.
    pub year: Option<i16>,
    /// Whether the item stands among background: there only demands and what has a time ahead are goals.
    pub background: bool,
}

/// The targets in the own text of one item.
#[must_use]
pub fn targets_in(clean: &str, pieces: &[ByteSpan], setting: Setting) -> Vec<Target<ByteSpan>> {
    let mut found: Vec<Target<ByteSpan>> = Vec::new();
    for &piece in pieces {
        let mut from = piece.start;
        while let Some(spot) = TABLE.spot(clean, piece, from) {
            from = spot.span.end;
            let place = Place::new(clean, piece, spot.span, spot.rule.id, setting);
            if place.continues_a_number() {
                continue;
            }
            let previous = found
                .last()
                .filter(|target| target.span.end <= spot.span.start && target.span.start >= piece.start);
            let made = (spot.rule.production)(&place, previous);
            // The number of a bare match may have a unit after all: 控制在5.5%.
            if made.is_empty() && spot.rule.id == "target.bare" {
                from = spot.span.start
                    + spot
                        .span
                        .of(clean)
                        .find(|c: char| c.is_ascii_digit())
                        .unwrap_or(spot.span.len());
            }
            found.extend(made);
        }
    }
    found
}

#[cfg(test)]
mod tests;
