//! The same indicator (指标) in several plans, whatever its wording there.
//!
//! Two things tell that two targets are of one indicator: their names read alike (without places, ranks, numbers and the
//! words that every indicator has, `占比` `达到`), or they stand in items that answer each other and no other target there
//! fits better. A share and a count are never the same, nor what is new and what there is in all, nor two differently named
//! targets of one item. The surest couples are joined first; a couple that would bring two such targets into one group is
//! passed over.

use super::grams::{Bag, Gram, characters, grams};
use super::places::Places;
use super::wording;
use crate::model::{Comparator, DeadlineKind, Indicator, Mention, Plan, Side, Target, TaskItem};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// From this likeness on two names are of one indicator wherever they stand.
const ALIKE: f64 = 0.55;
/// From this likeness on they are where their items answer each other and several targets stand there.
const FITTING: f64 = 0.2;
/// From this average sureness on two groups are one.
const SUPPORT: f64 = 0.22;
/// As many members of a group speak for it.
const SAMPLE: usize = 12;
/// Couples of items that are less alike than this tell nothing of their targets.
const SURE: f64 = 0.15;
/// A name with fewer characters of its own borrows its item's title.
const SHORT: usize = 3;

/// Words that say that something is measured and not what.
const MEASURING: [&str; 24] = [
    "的比例",
    "比例",
    "占比",
    "比重",
    "所占",
    "总数",
    "总量",
    "数量",
    "数",
    "率",
    "达到",
    "达",
    "建成",
    "建设",
    "新建",
    "新增",
    "累计",
    "实现",
    "完成",
    "不低于",
    "不少于",
    "平均",
    "至少",
    "以上",
];

/// What a value is of: names of different measures are different indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Measure {
    Share,
    Growth,
    Money,
    /// Of things counted in one of [`COUNTED`], by its place there; none for other units.
    Count(Option<usize>),
}

/// Units in which the same things are counted.
const COUNTED: [&[&str]; 6] = [
    &["个", "家", "所", "处", "座", "项", "片"],
    &["人", "名", "位"],
    &["人次", "次", "场", "期", "场次"],
    &["户", "套"],
    &["公里", "千米", "米"],
    &["亩", "公顷", "平方米"],
];

impl Measure {
    fn of(target: &Target) -> Self {
        let unit = target.unit.as_deref().unwrap_or_default();
        match target.comparator {
            Comparator::Increase | Comparator::Decrease => Self::Growth,
            _ if is_share(unit) => Self::Share,
            _ if unit.contains('元') => Self::Money,
            _ => Self::Count(COUNTED.iter().position(|units| units.contains(&unit))),
        }
    }
}

/// Whether a unit of measure is of shares and not of things: `%`, `‰`, 个百分点.
pub(super) fn is_share(unit: &str) -> bool {
    unit.starts_with(['%', '‰']) || unit.contains("百分")
}

/// What something is that is not there yet.
const NEW: [&str; 6] = ["新建", "新增", "新办", "新设", "新招", "新开"];

struct Name {
    mention: Mention,
    words: String,
    /// Bigrams and single characters.
    bag: Bag,
    measure: Measure,
    new: bool,
}

impl Name {
    /// Plan and item in which it stands.
    fn item(&self) -> (usize, usize) {
        (self.mention.plan, self.mention.item)
    }

    /// How alike two names are; none where they cannot be of one indicator.
    fn likeness(&self, other: &Self) -> Option<f64> {
        (self.measure == other.measure && self.new == other.new).then(|| self.bag.dice(&other.bag))
    }
}

/// The indicators of all plans, those in most plans first.
pub(super) fn indicators(plans: &[Plan], sides: &[Side], places: &Places) -> Vec<Indicator> {
    let names = names(plans, places);
    let mut couples = by_name(&names);
    couples.extend(by_item(&names, sides));
    couples.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut groups = Groups::new(&names, sides, &couples);
    for (_, one, other) in &couples {
        groups.join(*one, *other);
    }
    let mut gathered: BTreeMap<usize, Vec<Mention>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        gathered.entry(groups.of[at]).or_default().push(name.mention);
    }
    let mut found: Vec<Indicator> = gathered.into_values().map(|mentions| named(plans, mentions)).collect();
    let spread = |indicator: &Indicator| {
        let mut plans: Vec<usize> = indicator.mentions.iter().map(|mention| mention.plan).collect();
        plans.dedup();
        plans.len()
    };
    found.sort_by_key(|indicator| std::cmp::Reverse(spread(indicator)));
    found
}

/// How sure, and which two names.
type Couple = (f64, usize, usize);

/// Names that read alike. The same name many times is one chain, so that their number does not grow with its square.
fn by_name(names: &[Name]) -> Vec<Couple> {
    let mut couples = Vec::new();
    let mut different: BTreeMap<(&str, Measure, bool), usize> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        match different.entry((name.words.as_str(), name.measure, name.new)) {
            std::collections::btree_map::Entry::Occupied(first) => couples.push((1.0, *first.get(), at)),
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(at);
            }
        }
    }
    let firsts: Vec<usize> = different.into_values().collect();
    let mut holders: HashMap<Gram, Vec<usize>> = HashMap::new();
    for at in &firsts {
        for gram in names[*at].bag.different() {
            holders.entry(gram).or_default().push(*at);
        }
    }
    for at in &firsts {
        let holders = names[*at]
            .bag
            .different()
            .filter_map(|gram| holders.get(&gram))
            .flatten();
        let common: BTreeSet<usize> = holders.copied().filter(|other| other > at).collect();
        for other in common {
            if let Some(likeness) = names[*at].likeness(&names[other]).filter(|likeness| *likeness >= ALIKE) {
                couples.push((likeness, *at, other));
            }
        }
    }
    couples
}

/// Targets of items that answer each other, each with the one that fits best.
fn by_item(names: &[Name], sides: &[Side]) -> Vec<Couple> {
    let mut of_item: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    for (at, name) in names.iter().enumerate() {
        of_item
            .entry((name.mention.plan, name.mention.item))
            .or_default()
            .push(at);
    }
    let mut couples = Vec::new();
    for side in sides {
        for pair in side.pairs.iter().filter(|pair| pair.similarity >= SURE) {
            let (Some(a), Some(b)) = (pair.a, pair.b) else { continue };
            let (Some(ours), Some(theirs)) = (of_item.get(&(side.a, a)), of_item.get(&(side.b, b))) else {
                continue;
            };
            let mut found: Vec<Couple> = Vec::new();
            for one in ours {
                for other in theirs {
                    if let Some(likeness) = names[*one].likeness(&names[*other]) {
                        found.push((likeness, *one, *other));
                    }
                }
            }
            found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
            let alone = found.len() == 1;
            let (mut met_a, mut met_b) = (Vec::new(), Vec::new());
            for (likeness, one, other) in found {
                if met_a.contains(&one) || met_b.contains(&other) || !alone && likeness < FITTING {
                    continue;
                }
                met_a.push(one);
                met_b.push(other);
                couples.push((0.5 + 0.5 * likeness, one, other));
            }
        }
    }
    couples
}

/// Groups of names.
struct Groups<'a> {
    names: &'a [Name],
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
    /// The items in which a group's names stand, each with one of them.
    items: Vec<HashMap<(usize, usize), usize>>,
    /// Groups that have been found not to be one, with as many members of each as spoke for it.
    apart: HashSet<[(usize, usize); 2]>,
    /// Plans that were put side by side.
    beside: HashSet<(usize, usize)>,
    sure: HashMap<(usize, usize), f64>,
}

impl<'a> Groups<'a> {
    fn new(names: &'a [Name], sides: &[Side], couples: &[Couple]) -> Self {
        let mut sure = HashMap::new();
        for (how, one, other) in couples {
            // The surest stands first.
            sure.entry((*one.min(other), *one.max(other))).or_insert(*how);
        }
        Self {
            names,
            of: (0..names.len()).collect(),
            members: (0..names.len()).map(|at| vec![at]).collect(),
            items: (0..)
                .zip(names)
                .map(|(at, name)| HashMap::from([(name.item(), at)]))
                .collect(),
            apart: HashSet::new(),
            beside: sides
                .iter()
                .flat_map(|side| [(side.a, side.b), (side.b, side.a)])
                .collect(),
            sure,
        }
    }

    /// Joins the groups of two names unless two differently named targets of one item would come together, or most of
    /// the one group has nothing to do with most of the other.
    fn join(&mut self, one: usize, other: usize) {
        let (mut to, mut from) = (self.of[one], self.of[other]);
        if to == from {
            return;
        }
        if self.members[to].len() < self.members[from].len() {
            (to, from) = (from, to);
        }
        // What speaks for a group is settled once it has enough members, and what stands against it stays.
        let key = [to, from].map(|group| (group, self.members[group].len().min(SAMPLE)));
        if self.apart.contains(&key) {
            return;
        }
        let named_otherwise = |at: &usize| {
            let there = self.items[to].get(&self.names[*at].item());
            there.is_some_and(|other| self.names[*other].words != self.names[*at].words)
        };
        if self.members[from].iter().any(named_otherwise) || self.support(to, from) < SUPPORT {
            self.apart.insert(key);
            return;
        }
        let moved = std::mem::take(&mut self.members[from]);
        for at in &moved {
            self.of[*at] = to;
        }
        self.members[to].extend(moved);
        let stands = std::mem::take(&mut self.items[from]);
        self.items[to].extend(stands);
    }

    /// How sure it is on the average that a member of the one group and one of the other are of one indicator.
    fn support(&self, to: usize, from: usize) -> f64 {
        let (mut sum, mut count) = (0.0, 0_u32);
        for one in self.members[to].iter().take(SAMPLE) {
            for other in self.members[from].iter().take(SAMPLE) {
                let (a, b) = (&self.names[*one], &self.names[*other]);
                let sure = self.sure.get(&(*one.min(other), *one.max(other))).copied();
                let alike = a.likeness(b).unwrap_or_default();
                // Of plans that were not put side by side the names alone can tell.
                let known = self.beside.contains(&(a.mention.plan, b.mention.plan));
                if sure.is_some() || known || alike >= FITTING {
                    sum += sure.unwrap_or(0.0).max(if alike >= ALIKE { alike } else { 0.0 });
                    count += 1;
                }
            }
        }
        if count == 0 { 0.0 } else { sum / f64::from(count) }
    }
}

fn names(plans: &[Plan], places: &Places) -> Vec<Name> {
    let mut names = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        for item in &plan.compared {
            let task = plan.item(*item);
            for (index, target) in task.targets.iter().enumerate() {
                if target.inherited || is_frequency(task, target) {
                    continue;
                }
                let words = words(task, target, places);
                names.push(Name {
                    mention: Mention {
                        plan: at,
                        item: *item,
                        target: index,
                    },
                    bag: grams(&words).chain(characters(&words)).collect(),
                    words,
                    measure: Measure::of(target),
                    new: NEW
                        .iter()
                        .any(|word| target.indicator.contains(word) || target.text.contains(word)),
                });
            }
        }
    }
    names
}

/// A number of times within a period is a frequency (频次), told as such.
fn is_frequency(item: &TaskItem, target: &Target) -> bool {
    let inside = |deadline: &crate::model::Deadline| {
        deadline.kind == DeadlineKind::Recurring
            && deadline.span.start <= target.span.start
            && target.span.end <= deadline.span.end
    };
    item.deadlines.iter().any(inside)
}

fn words(item: &TaskItem, target: &Target, places: &Places) -> String {
    let strip = |text: &str| {
        let mut left = wording::placeless(text, places);
        for word in MEASURING {
            left = left.replace(word, "");
        }
        left
    };
    let own = strip(&target.indicator);
    if own.chars().filter(|c| c.is_alphanumeric()).count() < SHORT {
        format!("{}{own}", strip(&item.heading))
    } else {
        own
    }
}

/// The group under its commonest name, the first of several.
fn named(plans: &[Plan], mentions: Vec<Mention>) -> Indicator {
    let target = |mention: &Mention| &plans[mention.plan].item(mention.item).targets[mention.target];
    let mut count: HashMap<&str, usize> = HashMap::new();
    for mention in &mentions {
        *count.entry(target(mention).indicator.as_str()).or_default() += 1;
    }
    let most = count.values().copied().max().unwrap_or_default();
    let first = mentions
        .iter()
        .map(target)
        .find(|target| count.get(target.indicator.as_str()) == Some(&most));
    Indicator {
        name: first.map(|target| target.indicator.clone()).unwrap_or_default(),
        unit: first.and_then(|target| target.unit.clone()),
        mentions,
    }
}
