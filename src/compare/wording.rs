//! Item → the words that say its matter: without who is charged, names of places and ranks, numbers and dates.
//!
//! What is taken out is compared as values (`changes`), so that `全省…达到90%,省民政厅牵头` and `全县…达到80%(县民政局负责)` read
//! alike. What stays is still text in its order: phrases are compared by their characters, each word replaced by the
//! most usual of its [`synonyms`].

use super::places::Places;
use super::{body, synonyms};
use crate::model::{Plan, Role, Section, TaskItem};
use regex::Regex;
use std::sync::LazyLock;

/// The words of one item.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Wording {
    /// Own title, empty where the item begins with its sentence.
    pub title: String,
    /// Titles of the items around it, outermost first.
    pub around: String,
    /// The own text.
    pub text: String,
    /// What the facts are of, one a line: functions of the bodies, units of measure, periods of what recurs.
    pub facts: String,
}

impl Wording {
    /// Own words and those around.
    pub(super) fn parts(&self) -> [&str; 3] {
        [&self.title, &self.around, &self.text]
    }
}

/// A sentence that charges bodies has no more characters than this beside their names: 牵头、配合、按职责分工负责.
const CHARGE: usize = 16;

/// `责任单位:…` to the end of its line.
static LABELLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let roles = "牵头|责任|负责|配合|主办|协办|承办|实施|参与|参加|落实|主管";
    Regex::new(&format!(
        r"(?m)[(【\[]?(?:{roles})(?:单位|部门|处室|科室|机构|领导|人)+[)】\]]?[::].*$"
    ))
    .ok()
});
/// Numbers with what is counted in time or shares, and dates.
static NUMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[“”\x22]?十[一二三四五][“”\x22]?五?(?:时期|期间|末)|(?:到|至|于)?[0-9][0-9.,]*(?:年|月|日|号|%|‰|个百分点)*(?:底|末|初)?(?:前|之前|以前|以上|以下|以内|左右)?").ok()
});
/// Words for the rank of the issuer.
static RANKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[全本我各](?:自治区|自治州|自治县|国|省|市|县|区|州|盟|旗|乡镇|镇|乡|地)(?:[(]?[、市县区旗()]+)?|(?:省|市|县|区|州|镇)(?:级|内|域)|县[(]市、区[)]|市县").ok()
});

/// The words of each compared item of a plan.
pub(super) fn wordings(plan: &Plan, places: &Places) -> Vec<Wording> {
    plan.compared.iter().map(|at| wording(plan, *at, places)).collect()
}

fn wording(plan: &Plan, at: usize, places: &Places) -> Wording {
    let item = plan.item(at);
    let title = title(item);
    let body = item.text.strip_prefix(title).unwrap_or(&item.text);
    let bare = |words: &str| bare(words, item, places);
    Wording {
        title: bare(title),
        around: bare(&around(plan, item)),
        text: bare(&uncharged(body, item)),
        facts: facts(item, places),
    }
}

/// The words of each demand of an item, as those of the item are read.
pub(super) fn demands(item: &TaskItem, places: &Places) -> Vec<String> {
    // Dates go with the numbers; of `每季度检查1次` the work stays.
    let words = |text: &str| placeless(&functions(&uncharged(text, item), item, places), places);
    item.actions.iter().map(|action| words(&action.text)).collect()
}

/// The heading where it is a title and not the head of a sentence.
fn title(item: &TaskItem) -> &str {
    let rest = item.text.strip_prefix(item.heading.as_str()).unwrap_or("");
    let ends =
        rest.is_empty() && item.heading.chars().count() <= 24 || rest.starts_with(['\n', '。', '.', ':', '：', '(']);
    if ends && !item.heading.contains(['，', ',', ';', '；']) {
        &item.heading
    } else {
        ""
    }
}

/// Headings of the items around.
fn around(plan: &Plan, item: &TaskItem) -> String {
    let mut titles = Vec::new();
    let mut parent = item.parent.as_deref();
    // A list from elsewhere may be wrong in any way: no more steps than levels.
    for _ in 0..item.level.min(16) {
        let Some(above) = parent.and_then(|id| plan.list.items.iter().find(|item| item.id == id)) else {
            break;
        };
        titles.push(title(above));
        parent = above.parent.as_deref();
    }
    titles.reverse();
    titles.join("\n")
}

fn facts(item: &TaskItem, places: &Places) -> String {
    let bodies = item.units.iter().filter(|unit| !unit.group);
    let bodies =
        bodies.map(|unit| body::usual(body::function(unit.canonical.as_deref().unwrap_or(&unit.name), places)));
    let measures = item
        .targets
        .iter()
        .filter_map(|target| target.unit.as_ref().map(|unit| format!("#{unit}")));
    let periods = item
        .deadlines
        .iter()
        .filter_map(|deadline| deadline.recurrence.as_ref());
    let periods = periods.map(|recurrence| format!("@{:?}{}", recurrence.unit, recurrence.every));
    let governing = governing(item).map(str::to_owned);
    bodies
        .chain(measures)
        .chain(periods)
        .chain(governing)
        .collect::<Vec<_>>()
        .join("\n")
}

/// What an item of the closing chapter (保障措施) sees to: these are about governing and not about the work, and say the same
/// in ever other words.
const GOVERNING: [(&str, [&str; 6]); 5] = [
    ("@领导", ["领导", "责任", "专班", "统筹", "协调", "组织"]),
    ("@资金", ["资金", "经费", "财政", "投入", "预算", "补助"]),
    ("@督导", ["考核", "督导", "督查", "通报", "评估", "约谈"]),
    ("@宣传", ["宣传", "氛围", "报道", "典型", "媒体", "舆论"]),
    ("@队伍", ["队伍", "人才", "培训", "能力", "力量", "人员"]),
];

/// The one of [`GOVERNING`] whose words stand first, and most often, in an item of the closing chapter.
fn governing(item: &TaskItem) -> Option<&'static str> {
    if item.section != Section::Safeguards {
        return None;
    }
    let weight = |words: &[&str]| -> usize {
        words
            .iter()
            .map(|word| item.text.matches(word).count() + 2 * item.heading.matches(word).count())
            .sum()
    };
    let most = GOVERNING.iter().map(|(name, words)| (weight(words), *name));
    most.rev()
        .max_by_key(|(weight, _)| *weight)
        .filter(|(weight, _)| *weight > 0)
        .map(|(_, name)| name)
}

/// The text without the brackets and lines that say who is charged.
fn uncharged(text: &str, item: &TaskItem) -> String {
    let mut left = LABELLED
        .as_ref()
        .map_or(text.into(), |labelled| labelled.replace_all(text, ""))
        .into_owned();
    let charged = item.units.iter().filter(|unit| unit.role != Role::Actor);
    let names: Vec<&str> = charged.map(|unit| unit.name.as_str()).collect();
    let mut from = 0;
    while let Some(open) = left[from..].find('(').map(|at| from + at) {
        let Some(close) = closing(&left[open..]).map(|at| open + at) else {
            break;
        };
        if names.iter().any(|name| left[open..close].contains(name)) {
            left.replace_range(open..close, "");
            from = open;
        } else {
            from = open + 1;
        }
    }
    // `省民政厅牵头,省财政厅配合。` as a sentence of its own, the last one.
    let sentence = left.trim_end().trim_end_matches('。');
    let start = sentence
        .rfind(['。', ';', '\n'])
        .map_or(0, |at| at + left[at..].chars().next().map_or(0, char::len_utf8));
    let mut rest = sentence[start..].to_owned();
    for name in names {
        rest = rest.replace(name, "");
    }
    let told = ["牵头", "负责", "配合", "参与", "参加", "协助", "落实"]
        .iter()
        .any(|verb| rest.contains(verb));
    if start > 0 && told && rest.chars().count() <= CHARGE {
        left.truncate(start);
    }
    left
}

/// Where a bracket that opens at the start ends, in bytes, the closing mark included.
fn closing(words: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in words.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth <= 1 => return Some(at + 1),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The words without numbers, names of places and ranks; names of bodies by their function.
fn bare(words: &str, item: &TaskItem, places: &Places) -> String {
    let mut left = words.to_owned();
    for deadline in item
        .deadlines
        .iter()
        .filter(|deadline| !deadline.inherited && !deadline.text.is_empty())
    {
        left = left.replace(deadline.text.as_str(), "");
    }
    placeless(&functions(&left, item, places), places)
}

/// Names of bodies by their function.
fn functions(words: &str, item: &TaskItem, places: &Places) -> String {
    let mut left = words.to_owned();
    for unit in &item.units {
        let function = body::function(&unit.name, places);
        if function.len() < unit.name.len() {
            left = left.replace(unit.name.as_str(), function);
        }
    }
    left
}

/// The words without numbers, dates, names of places and ranks.
pub(super) fn placeless(words: &str, places: &Places) -> String {
    let mut left = places.without(words).into_owned();
    for pattern in [&NUMBERS, &RANKS] {
        if let Some(pattern) = pattern.as_ref() {
            left = pattern.replace_all(&left, "").into_owned();
        }
    }
    synonyms::one_word_each(&left)
}
