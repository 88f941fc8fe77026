//! Reads numbers that somebody must reach or keep from the own text of one item.
//!
//! Input: clean text and the byte spans of the item's pieces. Output: targets in text order; spans are bytes of the
//! clean text, half-open; values have 万, 亿, 成, 百分之 expanded, so `15万人次` is 150000 `人次`; a fraction is a part of
//! one without a unit (`五分之一`, `一半`, `千分之三`), as is a ratio (`1∶16`); `翻一番` is plus 1 `番`. A range is two targets.
//!
//! A bound that only a demand has (`不少于`, `不得超过`, `控制在`) makes any number a target, whatever its unit. A number in
//! digits with a measure is one where the sentence tells somebody to do something or says until when; money where it is
//! spent, paid or brought in; a length of time where something lasts or is kept (`聘期3年`); a small Chinese numeral only
//! directly after a verb of doing, for each of something, or behind what is built. Standards and ceilings of payment are
//! targets. Not read: ordinals, dates, time limits, what describes cases (`500万元以下的企业`), sets (`全县19个乡镇`), places or
//! applicants, old values (`由45%`), definitions, narration (`已建成20座`, earlier years), scores, taxes, fines and deductions,
//! costs, names (`“五个一”`), goals without a number (`全覆盖`).
//!
//! How a number is read: a rule of the table finds it; `quantity` takes it apart; `frame` looks at the words around it;
//! `narration`, `condition` and `set` say why it may be nobody's goal; `count`, `payment`, `duration` and `share` ask for
//! what makes it one; `indicator` names what is measured.
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
mod condition;
mod count;
mod cycle;
mod duration;
mod frame;
mod hints;
mod indicator;
mod measure;
mod narration;
mod other;
mod payment;
mod place;
mod quantity;
mod set;
mod share;
mod verbs;

use crate::extract::deadline::REVIEW;
use crate::extract::rules::{Rule, Table};
use crate::model::{ByteSpan, Comparator, Item, Target};
use crate::wordset::CharSet;
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
        pattern: "(?:[一1]个?(?:日|天|周|旬|月|季度?|年)|半年|半月|[两2三3]年|[两2]个?[月周])(?:(?:举办?|办|召?开|放映)?[一1两2](?:次|轮|遍|届|场|期)|[一1两2]<review>)|每(?:[0-9]{1,2}|[二两三四五六七八九十]{1,2})?个?(?:日|天|旬|月|季度?|年|半年)[一1两2]<review>",
        production: cycle::cycle,
    },
    Rule {
        id: "target.each",
        example: "每镇一站",
        pattern: "每(?:村|镇|乡|县|区|市|校|园|企|街道?|社区|乡镇|镇街)[一1](?:站|中心|馆|员|警|医|校|园|院|厅|队|店)|[一1](?:村|镇|乡|县|校|社区|乡镇)[一1](?:名|支|所|座|台|辆)",
        production: cycle::each,
    },
    Rule {
        id: "target.double",
        example: "翻一番",
        pattern: "翻[一两三]?番|翻一?倍",
        production: cycle::double,
    },
    Rule {
        id: "target.halved",
        example: "减半",
        pattern: "减半|过半",
        production: share::halved,
    },
    Rule {
        id: "target.half",
        example: "一半",
        pattern: "一半|半数",
        production: share::half,
    },
    Rule {
        id: "target.ratio",
        example: "1∶16",
        pattern: "(?:[0-9]+(?:\\.[0-9]+)?|<cn>)[:：∶比](?:[0-9]+(?:\\.[0-9]+)?|<cn>)",
        production: share::ratio,
    },
    Rule {
        id: "target.rate",
        example: "12/10万",
        pattern: "<arabic>[/／](?:1?0万|十万|百万|万|千)",
        production: share::rate,
    },
    Rule {
        id: "target.share",
        example: "95%",
        pattern: "<num><range>?(?:%|‰|个?百分点)|[百千万]分之(?:<arabic>|<cn>+(?:点<cn>+)?)|(?:<cn>[至到—-])?<cn>成<digit>?|<arabic>成|<cn>+分之<cn>+|[0-9]{1,2}/[0-9]{1,2}",
        production: share::share,
    },
    Rule {
        id: "target.discount",
        example: "九折",
        pattern: "(?:<digit>{1,2}|[0-9](?:\\.[0-9])?)折",
        production: share::discount,
    },
    Rule {
        id: "target.term",
        example: "15年",
        pattern: "<num><range>?(?:<time>)",
        production: count::term,
    },
    Rule {
        id: "target.count",
        example: "3000座",
        pattern: "<num>[余多]?<range>?(?:<measure>)",
        production: count::count,
    },
    Rule {
        id: "target.people",
        example: "30万群众",
        pattern: "(?:<arabic>[余多]?[万亿]+|[一二三四五六七八九十两百千零]+[万亿][一二三四五六七八九十两百千零万]*)[余多]?名?<people>",
        production: other::people,
    },
    Rule {
        id: "target.other",
        example: "20目",
        pattern: "<arabic>[万亿]*",
        production: other::other,
    },
];

/// Units of time that are no measures of work: kept (`保存期限不少于15年`) or reached, else a deadline or a date.
const TIME: &str = "日份|周岁|个月|个学期|个学年|个自然日|自然日|个小时|周年|年|个星期|周|日|秒|分钟";

static TABLE: LazyLock<Table<Make>> = LazyLock::new(|| {
    // A measure starts a regex alternation: longer words stand first, so the longest wins.
    let measure = measures()
        .join("|")
        .replace('(', "\\(")
        .replace(')', "\\)")
        .replace('/', "[/／]");
    let range = format!(
        "(?:(?:{})?[至到—–~～-]+(?:<arabic>|<chinese>)[万亿]?)",
        quantity::REPEATED
    );
    Table::new(
        RULES,
        &[
            ("cn", "[〇○零一二三四五六七八九十百两]"),
            ("digit", "[一二三四五六七八九]"),
            ("arabic", "(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?)"),
            (
                "chinese",
                "(?:[一二三四五六七八九十两百千][一二三四五六七八九十两百千零〇○万亿]*(?:点[一二三四五六七八九零]+[万亿]*)?)",
            ),
            ("num", "(?:<arabic>[余多]?[十百千]?[万亿]*(?:[0-9][千百])?|<chinese>)"),
            ("range", &range),
            ("measure", &measure),
            ("time", TIME),
            ("review", REVIEW),
            ("people", "\\p{Han}"),
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
    /// Whether the item states what an applicant must have or a case that a rule meets: its numbers are no goals.
    pub cases: bool,
    /// Whether the text is a cell of a column of goals, in which a bare number is one.
    pub goal: bool,
    /// Whether the item stands in the section of goals, where a number that ends its clause is one.
    pub aims: bool,
}

/// Whether the items below `item` state conditions or cases: `应当符合下列条件:`, `有下列情形之一的:`.
#[must_use]
pub fn announces_cases(clean: &str, item: &Item) -> bool {
    // The lead-in is the last line of the item; where that is the heading alone, 申报条件 says it.
    let last = item.text.last().map_or("", |piece| piece.of(clean)).trim_end();
    let sentence = last.rfind(['。', '\n']).map_or(last, |at| &last[at..]);
    let lead = sentence.ends_with([':', '：'])
        && ["条件", "情形", "情况之一", "对象"]
            .iter()
            .any(|word| sentence.contains(word));
    let heading = item.heading.of(clean);
    lead || [
        "申报条件",
        "申请条件",
        "报名条件",
        "资格条件",
        "准入条件",
        "认定条件",
        "评选条件",
        "适用范围",
    ]
    .iter()
    .any(|word| heading.ends_with(word))
}

/// The targets in the own text of one item.
#[must_use]
pub fn targets_in(clean: &str, pieces: &[ByteSpan], setting: Setting) -> Vec<Target<ByteSpan>> {
    let mut found: Vec<Target<ByteSpan>> = Vec::new();
    if setting.cases {
        return found;
    }
    let memo = hints::Memo::default();
    for &piece in pieces {
        let mut from = piece.start;
        while let Some(at) = next_start(clean, piece, from) {
            let Some(spot) = TABLE.spot_at(clean, piece, at) else {
                from = at + run_length(&clean[at..piece.end]);
                continue;
            };
            from = spot.span.end;
            let place = Place::new(clean, piece, spot.span, spot.rule.id, setting, &memo);
            if place.continues_a_number() {
                continue;
            }
            let previous = found
                .last()
                .filter(|target| target.span.end <= spot.span.start && target.span.start >= piece.start);
            let mut made = (spot.rule.production)(&place, previous);
            if let [target] = made.as_mut_slice() {
                share_bound(clean, &mut found, target);
            }
            if let (Some(last), [target]) = (found.last(), made.as_mut_slice()) {
                share_lead(clean, last, target);
            }
            // 储备帐篷200顶、棉被1000床: the second begins behind the first, though the verb is the same.
            if let Some(last) = found.last() {
                let behind = last.span.end + '、'.len_utf8();
                for target in &mut made {
                    let within = target.span.start < last.span.end && behind < target.span.end;
                    if within && clean[last.span.end..].starts_with('、') {
                        target.span.start = behind;
                        target.text = target.span.of(clean).to_owned();
                    }
                }
            }
            // 配套率2018年达到75%,2020年达到95%: the second says nothing of what is measured.
            if let Some(last) = found.last().filter(|last| place.shares_sentence(last.span.start)) {
                let number = spot.span.of(clean);
                for target in made.iter_mut().filter(|target| target.indicator == number) {
                    target.indicator.clone_from(&last.indicator);
                }
            }
            found.extend(made);
        }
    }
    found
}

/// Characters of numbers.
fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '0'..='9'
            | '〇'
            | '○'
            | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '两'
    )
}

/// Where the next character stands that a rule may begin with.
fn next_start(clean: &str, piece: ByteSpan, from: usize) -> Option<usize> {
    static STARTS: LazyLock<CharSet> =
        LazyLock::new(|| CharSet::new("0123456789〇○零一二三四五六七八九十百千万两半每翻减过第".chars()));
    STARTS.first_in(clean.get(from..piece.end)?).map(|at| from + at)
}

/// The length of what a failed start skips: a whole run of numerals, of which no later part is a number of its own.
fn run_length(words: &str) -> usize {
    let run = words.len() - words.trim_start_matches(is_numeral).len();
    run.max(words.chars().next().map_or(1, char::len_utf8))
}

/// `不超过白天60分贝、夜间50分贝`: a bound before the first of the numbers holds for the next, behind a noun of its own.
fn share_lead(clean: &str, first: &Target<ByteSpan>, next: &mut Target<ByteSpan>) {
    const NOUN: usize = 8;
    let bounded = frame::BOUNDS
        .iter()
        .any(|(word, comparator)| *comparator == first.comparator && first.span.of(clean).contains(word));
    if !bounded || next.comparator != Comparator::Equal {
        return;
    }
    let between = clean.get(first.span.end..next.span.end).unwrap_or_default();
    let named = |noun: &str| (1..=NOUN).contains(&noun.chars().count()) && verbs::governs(noun).is_none();
    let number = |words: &str| words.find(|c: char| is_numeral(c)).unwrap_or(0);
    // 一次性收费不得超过3个月或60课时
    if between.starts_with('或') {
        next.comparator = first.comparator;
        next.indicator.clone_from(&first.indicator);
        return;
    }
    let Some((before, words)) = between.split_once('、') else {
        return;
    };
    let behind = &words[..number(words)];
    // 不超过白天60分贝、夜间50分贝
    if before.is_empty() && next.unit == first.unit && named(behind) {
        next.comparator = first.comparator;
        behind.clone_into(&mut next.indicator);
    }
    // 不少于4具灭火器、2只急救包
    if behind.is_empty() && words.starts_with(is_numeral) && (before.is_empty() || named(before)) {
        next.comparator = first.comparator;
    }
}

/// `分别达到90%和55%以上`: a bound behind the last of the numbers holds for all of them.
fn share_bound(clean: &str, found: &mut [Target<ByteSpan>], last: &Target<ByteSpan>) {
    if !matches!(last.comparator, Comparator::AtLeast | Comparator::AtMost) {
        return;
    }
    let mut next = last.span.start;
    let mut first = found.len();
    for (index, target) in found.iter().enumerate().rev() {
        let between = clean.get(target.span.end..next).unwrap_or_default();
        let listed = frame::CONNECTORS.contains(&between) && target.unit == last.unit;
        if !listed || target.comparator != Comparator::Equal || target.rule != last.rule {
            break;
        }
        (next, first) = (target.span.start, index);
    }
    let apart = found
        .get(first)
        .is_some_and(|target| target.text.contains("分别") || clean[..target.span.start].ends_with("分别"));
    if apart {
        for target in &mut found[first..] {
            target.comparator = last.comparator;
        }
    }
}

#[cfg(test)]
mod tests;
