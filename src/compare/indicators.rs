//! The same indicator (指标) in several plans, whatever its wording there.
//!
//! A target's name is compared without places, ranks and numbers and without the words that every indicator has (`占比`,
//! `数量`, `达到`): a share and a count are never the same. Names are gathered in the order of the plans: each joins the
//! group whose names it is most like, or begins one. A second round puts every name where it fits best now that all groups
//! are known. Names too short to say what they count borrow the title of their item.

use super::grams::{Gram, grams};
use super::wording;
use crate::model::{Comparator, DeadlineKind, Indicator, Mention, Plan, Target, TaskItem};
use std::collections::{BTreeMap, HashMap};

/// From this likeness on a name belongs to a group.
const ALIKE: f64 = 0.5;
/// A name with fewer characters of its own borrows its item's title.
const SHORT: usize = 3;

/// Words that say that something is measured and not what.
const MEASURING: [&str; 24] = [
    "的比例", "比例", "占比", "比重", "所占", "总数", "总量", "数量", "数", "率", "达到", "达", "建成", "建设", "新建", "新增", "累计",
    "实现", "完成", "不低于", "不少于", "平均", "至少", "以上",
];

/// What a value is of: names of different measures are different indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Measure {
    Share,
    Growth,
    Money,
    Count,
}

impl Measure {
    fn of(target: &Target) -> Self {
        let unit = target.unit.as_deref().unwrap_or_default();
        match target.comparator {
            Comparator::Increase | Comparator::Decrease => Self::Growth,
            _ if unit.starts_with(['%', '‰']) || unit.contains("百分") => Self::Share,
            _ if unit.contains('元') => Self::Money,
            _ => Self::Count,
        }
    }
}

struct Name {
    mention: Mention,
    words: String,
    measure: Measure,
}

/// The indicators of all plans, those in most plans first.
pub(super) fn indicators(plans: &[Plan], places: &[String]) -> Vec<Indicator> {
    let names = names(plans, places);
    let mut weights: HashMap<Gram, u32> = HashMap::new();
    for name in &names {
        let mut own: Vec<Gram> = bag(&name.words);
        own.dedup();
        own.into_iter().for_each(|gram| *weights.entry(gram).or_default() += 1);
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut of_name: Vec<usize> = Vec::with_capacity(names.len());
    for name in &names {
        let best = best(&groups, name);
        let at = best.unwrap_or_else(|| {
            groups.push(Group::new(name.measure));
            groups.len() - 1
        });
        groups[at].add(name);
        of_name.push(at);
    }
    for (name, at) in names.iter().zip(&mut of_name) {
        if let Some(better) = best(&groups, name) {
            *at = better;
        }
    }
    let mut gathered: BTreeMap<usize, Vec<Mention>> = BTreeMap::new();
    for (name, at) in names.iter().zip(of_name) {
        gathered.entry(at).or_default().push(name.mention);
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

fn names(plans: &[Plan], places: &[String]) -> Vec<Name> {
    let mut names = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        for item in &plan.compared {
            let task = plan.item(*item);
            for (index, target) in task.targets.iter().enumerate() {
                if target.inherited || is_frequency(task, target) {
                    continue;
                }
                names.push(Name {
                    mention: Mention {
                        plan: at,
                        item: *item,
                        target: index,
                    },
                    words: words(task, target, places),
                    measure: Measure::of(target),
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

fn words(item: &TaskItem, target: &Target, places: &[String]) -> String {
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

/// Bigrams and single characters, sorted.
fn bag(words: &str) -> Vec<Gram> {
    let single = words.chars().filter(|c| c.is_alphanumeric()).map(|c| u64::from(u32::from(c)));
    let mut all: Vec<Gram> = grams(words).chain(single).collect();
    all.sort_unstable();
    all
}

struct Group {
    measure: Measure,
    bags: Vec<Vec<Gram>>,
}

impl Group {
    fn new(measure: Measure) -> Self {
        Self { measure, bags: Vec::new() }
    }

    fn add(&mut self, name: &Name) {
        let bag = bag(&name.words);
        if !self.bags.contains(&bag) {
            self.bags.push(bag);
        }
    }
}

fn best(groups: &[Group], name: &Name) -> Option<usize> {
    let own = bag(&name.words);
    let mut best: Option<(f64, usize)> = None;
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| group.measure == name.measure) {
        let likeness = group.bags.iter().map(|bag| alike(bag, &own)).fold(0.0, f64::max);
        if likeness >= ALIKE && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, at));
        }
    }
    best.map(|(_, at)| at)
}

fn alike(a: &[Gram], b: &[Gram]) -> f64 {
    let (mut ours, mut theirs, mut common) = (a.iter().peekable(), b.iter().peekable(), 0_u32);
    while let (Some(one), Some(two)) = (ours.peek(), theirs.peek()) {
        match one.cmp(two) {
            std::cmp::Ordering::Less => drop(ours.next()),
            std::cmp::Ordering::Greater => drop(theirs.next()),
            std::cmp::Ordering::Equal => {
                common += 1;
                ours.next();
                theirs.next();
            }
        }
    }
    2.0 * f64::from(common) / (a.len() + b.len()).max(1) as f64
}

/// The group under its commonest name, the first of several.
fn named(plans: &[Plan], mentions: Vec<Mention>) -> Indicator {
    let target = |mention: &Mention| &plans[mention.plan].item(mention.item).targets[mention.target];
    let mut count: HashMap<&str, usize> = HashMap::new();
    for mention in &mentions {
        *count.entry(target(mention).indicator.as_str()).or_default() += 1;
    }
    let most = count.values().copied().max().unwrap_or_default();
    let first = mentions.iter().map(target).find(|target| count.get(target.indicator.as_str()) == Some(&most));
    Indicator {
        name: first.map(|target| target.indicator.clone()).unwrap_or_default(),
        unit: first.and_then(|target| target.unit.clone()),
        mentions,
    }
}
