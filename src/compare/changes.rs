//! What differs between two items that answer each other: dates, how often, how much, who.
//!
//! Values are compared, never words: last days, times per year, numbers in the same unit of measure, functions of bodies
//! (省民政厅 and 市民政局 are the same at their own level). Where an item states several, each is set against the one whose
//! work, or whose indicator, reads most alike; what finds no other is told as not comparable with one side empty. What a
//! province is to build in all says nothing of what a county is to: totals are compared within one region alone, shares
//! and quotas (`每县1所`) everywhere.

use super::body;
use super::grams::Bag;
use super::indicators::is_share;
use super::places::Places;
use crate::model::{
    Change, Comparator, Deadline, DeadlineKind, Difference, Field, Recurrence, RecurrenceUnit, Role, Target, TaskItem,
    Unit,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// From this likeness on two facts of two items that answer each other are on the same work.
const ALIKE: f64 = 0.35;

/// What one item states, made ready to be set against others.
pub(super) struct Facts<'a> {
    /// Dates.
    dates: Vec<Fact<&'a Deadline>>,
    /// What recurs.
    frequencies: Vec<Fact<&'a Deadline>>,
    targets: Vec<Fact<&'a Target>>,
    /// Who is charged, by function; collectives and businesses left out.
    charged: BTreeMap<String, (Role, Arc<str>)>,
}

/// One fact with the words of the work, or the indicator, it is of.
struct Fact<T> {
    fact: T,
    of: Bag,
    said: Arc<str>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(item: &'a TaskItem, places: &Places) -> Self {
        let deadlines = own(&item.deadlines, |deadline| deadline.inherited);
        let deadline = |fact: &'a Deadline| Fact {
            fact,
            of: Bag::of(&work(item, fact)),
            said: fact.text.as_str().into(),
        };
        let target = |fact: &'a Target| Fact {
            fact,
            of: Bag::of(&fact.indicator),
            said: fact.text.as_str().into(),
        };
        let (frequencies, dates): (Vec<_>, Vec<_>) = deadlines
            .into_iter()
            .partition(|deadline| deadline.kind == DeadlineKind::Recurring);
        Self {
            dates: dates.into_iter().map(deadline).collect(),
            frequencies: frequencies.into_iter().map(deadline).collect(),
            targets: own(&item.targets, |target| target.inherited)
                .into_iter()
                .map(target)
                .collect(),
            charged: charged(&item.units, places),
        }
    }
}

/// What differs between item `a` of the first plan and item `b` of the second, fields in the order of [`Field`]. `here`
/// says that both plans are of one region.
pub(super) fn changes((a, facts_a): (usize, &Facts<'_>), (b, facts_b): (usize, &Facts<'_>), here: bool) -> Vec<Change> {
    let mut found = Vec::new();
    let mut tell = |field, [value_a, value_b]: [Option<&Arc<str>>; 2], change| {
        let value = |said: Option<&Arc<str>>| said.map_or_else(|| "".into(), Arc::clone);
        found.push(Change {
            a,
            b,
            field,
            value_a: value(value_a),
            value_b: value(value_b),
            change,
        });
    };
    for (one, other) in couples(&facts_a.dates, &facts_b.dates) {
        if let Some(change) = of_deadlines(one.map(|one| one.fact), other.map(|other| other.fact)) {
            tell(Field::Deadline, said(one, other), change);
        }
    }
    for (one, other) in couples(&facts_a.frequencies, &facts_b.frequencies) {
        if let Some(change) = of_deadlines(one.map(|one| one.fact), other.map(|other| other.fact)) {
            tell(Field::Frequency, said(one, other), change);
        }
    }
    for (one, other) in couples(&facts_a.targets, &facts_b.targets) {
        if let Some(change) = of_targets(one.map(|one| one.fact), other.map(|other| other.fact), here) {
            tell(Field::Target, said(one, other), change);
        }
    }
    of_units(&facts_a.charged, &facts_b.charged, |values, change| {
        tell(Field::Unit, values, change);
    });
    found
}

fn said<'a, T>(one: Option<&'a Fact<T>>, other: Option<&'a Fact<T>>) -> [Option<&'a Arc<str>>; 2] {
    [one, other].map(|fact| fact.map(|fact| &fact.said))
}

/// The facts of the item itself, or where it has none those that it inherits.
fn own<T>(facts: &[T], inherited: impl Fn(&T) -> bool) -> Vec<&T> {
    let own: Vec<&T> = facts.iter().filter(|fact| !inherited(fact)).collect();
    if own.is_empty() { facts.iter().collect() } else { own }
}

/// The words of the work that a deadline belongs to.
fn work(item: &TaskItem, deadline: &Deadline) -> String {
    let action = deadline.action.and_then(|at| item.actions.get(at));
    let words = action.map_or(item.heading.as_str(), |action| action.text.as_str());
    words.replace(deadline.text.as_str(), "")
}

/// Two facts set against each other, or one alone.
type Opposed<'a, T> = (Option<&'a Fact<T>>, Option<&'a Fact<T>>);

/// Which of the first is set against which of the second, in the order of the first: a lone one against a lone one, the
/// likest against each other; the rest stand alone.
fn couples<'a, T>(first: &'a [Fact<T>], second: &'a [Fact<T>]) -> Vec<Opposed<'a, T>> {
    if let ([one], [other]) = (first, second) {
        return vec![(Some(one), Some(other))];
    }
    let mut likeness: Vec<(f64, usize, usize)> = Vec::new();
    for (at, one) in first.iter().enumerate() {
        for (to, other) in second.iter().enumerate() {
            likeness.push((one.of.dice(&other.of), at, to));
        }
    }
    likeness.retain(|(alike, ..)| *alike >= ALIKE);
    likeness.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut of_first = vec![None; first.len()];
    let mut taken = vec![false; second.len()];
    for (_, at, to) in likeness {
        if of_first[at].is_none() && !taken[to] {
            (of_first[at], taken[to]) = (second.get(to), true);
        }
    }
    let firsts = first.iter().zip(of_first).map(|(one, other)| (Some(one), other));
    let seconds = second.iter().zip(&taken).filter(|(_, taken)| !**taken);
    firsts.chain(seconds.map(|(other, _)| (None, Some(other)))).collect()
}

fn of_deadlines(one: Option<&Deadline>, other: Option<&Deadline>) -> Option<Difference> {
    let (Some(one), Some(other)) = (one, other) else {
        return Some(Difference::NotComparable);
    };
    if let (Some(ours), Some(theirs)) = (&one.recurrence, &other.recurrence) {
        let (ours, theirs) = (per_year(ours), per_year(theirs));
        return match theirs.total_cmp(&ours) {
            std::cmp::Ordering::Greater => Some(Difference::Stricter),
            std::cmp::Ordering::Less => Some(Difference::Looser),
            std::cmp::Ordering::Equal => None,
        };
    }
    let days = match (one.end, other.end) {
        (Some(ours), Some(theirs)) => Some((ours, theirs)),
        (None, None) => one.start.zip(other.start),
        _ => None,
    };
    match days {
        Some((ours, theirs)) if theirs < ours => Some(Difference::Earlier),
        Some((ours, theirs)) if theirs > ours => Some(Difference::Later),
        Some(_) => None,
        None if one.text == other.text => None,
        None => Some(Difference::NotComparable),
    }
}

/// How many times in a year.
fn per_year(recurrence: &Recurrence) -> f64 {
    let spans = match recurrence.unit {
        RecurrenceUnit::Day => 365.0,
        RecurrenceUnit::Week => 52.0,
        RecurrenceUnit::Month => 12.0,
        RecurrenceUnit::Quarter => 4.0,
        RecurrenceUnit::HalfYear => 2.0,
        RecurrenceUnit::Year => 1.0,
    };
    f64::from(recurrence.times) * spans / f64::from(recurrence.every.max(1))
}

fn of_targets(one: Option<&Target>, other: Option<&Target>, here: bool) -> Option<Difference> {
    use Comparator::{Above, AtLeast, AtMost, Below, Decrease, Equal, Increase};
    let (Some(one), Some(other)) = (one, other) else {
        return Some(Difference::NotComparable);
    };
    // Whether a greater number asks for more.
    let upward = |comparator| match comparator {
        AtLeast | Above | Equal => Some((true, false)),
        AtMost | Below => Some((false, false)),
        Increase | Decrease => Some((true, true)),
    };
    let (ours, theirs) = (upward(one.comparator), upward(other.comparator));
    let rates = one.comparator == other.comparator || !matches!(ours, Some((_, true)));
    let whole = |target: &Target| {
        let share = target.unit.as_deref().is_some_and(is_share);
        !share && !target.text.contains('每') && !target.indicator.contains('每') && !matches!(ours, Some((_, true)))
    };
    let elsewhere = !here && whole(one) && whole(other) && one.value != other.value;
    if one.unit != other.unit || ours != theirs || !rates || elsewhere {
        return Some(Difference::NotComparable);
    }
    let upward = ours.is_some_and(|(upward, _)| upward);
    match (other.value > one.value, other.value < one.value) {
        (false, false) => None,
        (more, _) if more == upward => Some(Difference::Stricter),
        _ => Some(Difference::Looser),
    }
}

fn charged(units: &[Unit], places: &Places) -> BTreeMap<String, (Role, Arc<str>)> {
    let charged = units.iter().filter(|unit| unit.role != Role::Actor && !unit.group);
    let mut by_function = BTreeMap::new();
    for unit in charged.filter(|unit| body::is_body(&unit.name)) {
        let name = unit.canonical.as_deref().unwrap_or(&unit.name);
        by_function
            .entry(body::usual(body::function(name, places)))
            .or_insert_with(|| (unit.role, format!("{}({})", unit.name, in_words(unit.role)).into()));
    }
    by_function
}

/// Who is charged by one side and not, or otherwise, by the other.
fn of_units<'a>(
    ours: &'a BTreeMap<String, (Role, Arc<str>)>,
    theirs: &'a BTreeMap<String, (Role, Arc<str>)>,
    mut tell: impl FnMut([Option<&'a Arc<str>>; 2], Difference),
) {
    // Where one side charges nobody, the other has not been changed but never stated.
    if ours.is_empty() || theirs.is_empty() {
        return;
    }
    for (function, (role, said)) in ours {
        match theirs.get(function) {
            None => tell([Some(said), None], Difference::UnitRemoved),
            Some((new, other)) if leads(*new) != leads(*role) => {
                tell([Some(said), Some(other)], Difference::RoleChanged);
            }
            Some(_) => {}
        }
    }
    for (function, (_, said)) in theirs {
        if !ours.contains_key(function) {
            tell([None, Some(said)], Difference::UnitAdded);
        }
    }
}

/// 责任单位 lead where nobody is named as lead, so that only the step between charge and help is a change.
fn leads(role: Role) -> bool {
    role != Role::Support
}

fn in_words(role: Role) -> &'static str {
    match role {
        Role::Lead => "牵头",
        Role::Support => "配合",
        Role::Responsible => "责任",
        Role::Actor => "承担",
    }
}
