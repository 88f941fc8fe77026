//! What differs between two items that answer each other: dates, how often, how much, who.
//!
//! Values are compared, never words: last days, times per year, numbers in the same unit of measure, functions of bodies
//! (省民政厅 and 市民政局 are the same at their own level). Where an item states several, each is set against the one whose
//! work, or whose indicator, reads most alike; what finds no other is told as not comparable with one side empty. What a
//! province is to build in all says nothing of what a county is to: totals are compared within one region alone, shares
//! and quotas (`每县1所`) everywhere.

use super::body;
use super::grams::dice;
use super::indicators::is_share;
use crate::model::{
    Change, Comparator, Deadline, DeadlineKind, Difference, Field, Recurrence, RecurrenceUnit, Role, Target, TaskItem,
    Unit,
};
use std::collections::BTreeMap;

/// From this likeness on two facts of two items that answer each other are on the same work.
const ALIKE: f64 = 0.35;

/// What differs between item `a` of the first plan and item `b` of the second, fields in the order of [`Field`]. `places`
/// are the names of regions as in [`body::function`]; `here` says that both plans are of one region.
pub(super) fn changes(
    (a, item_a): (usize, &TaskItem),
    (b, item_b): (usize, &TaskItem),
    places: &[String],
    here: bool,
) -> Vec<Change> {
    let mut found = Vec::new();
    let mut tell = |field, values: [String; 2], change| {
        let [value_a, value_b] = values;
        found.push(Change {
            a,
            b,
            field,
            value_a,
            value_b,
            change,
        });
    };
    for (field, recurring) in [(Field::Deadline, false), (Field::Frequency, true)] {
        let (ours, theirs) = (deadlines(item_a, recurring), deadlines(item_b, recurring));
        let works = |item: &TaskItem, deadlines: &[&Deadline]| -> Vec<String> {
            deadlines.iter().map(|deadline| work(item, deadline)).collect()
        };
        let couples = couples(&works(item_a, &ours), &works(item_b, &theirs));
        for (one, other) in couples {
            let (one, other) = (one.map(|at| ours[at]), other.map(|at| theirs[at]));
            if let Some(change) = of_deadlines(one, other) {
                tell(
                    field,
                    [one, other].map(|d| d.map(|d| d.text.clone()).unwrap_or_default()),
                    change,
                );
            }
        }
    }
    let (ours, theirs) = (
        own(&item_a.targets, |t| t.inherited),
        own(&item_b.targets, |t| t.inherited),
    );
    let names =
        |targets: &[&Target]| -> Vec<String> { targets.iter().map(|target| target.indicator.clone()).collect() };
    for (one, other) in couples(&names(&ours), &names(&theirs)) {
        let (one, other) = (one.map(|at| ours[at]), other.map(|at| theirs[at]));
        if let Some(change) = of_targets(one, other, here) {
            tell(
                Field::Target,
                [one, other].map(|t| t.map(|t| t.text.clone()).unwrap_or_default()),
                change,
            );
        }
    }
    of_units(&item_a.units, &item_b.units, places, |values, change| {
        tell(Field::Unit, values, change)
    });
    found
}

/// The facts of the item itself, or where it has none those that it inherits.
fn own<T>(facts: &[T], inherited: impl Fn(&T) -> bool) -> Vec<&T> {
    let own: Vec<&T> = facts.iter().filter(|fact| !inherited(fact)).collect();
    if own.is_empty() { facts.iter().collect() } else { own }
}

/// What recurs, or what does not.
fn deadlines(item: &TaskItem, recurring: bool) -> Vec<&Deadline> {
    let mut deadlines = own(&item.deadlines, |deadline| deadline.inherited);
    deadlines.retain(|deadline| (deadline.kind == DeadlineKind::Recurring) == recurring);
    deadlines
}

/// The words of the work that a deadline belongs to.
fn work(item: &TaskItem, deadline: &Deadline) -> String {
    let action = deadline.action.and_then(|at| item.actions.get(at));
    let words = action.map_or(item.heading.as_str(), |action| action.text.as_str());
    words.replace(deadline.text.as_str(), "")
}

/// Which of the first is set against which of the second, in the order of the first: a lone one against a lone one, the
/// likest against each other; the rest stand alone.
fn couples(first: &[String], second: &[String]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut likeness: Vec<(f64, usize, usize)> = Vec::new();
    for (at, one) in first.iter().enumerate() {
        for (to, other) in second.iter().enumerate() {
            let alike = if first.len() == 1 && second.len() == 1 {
                1.0
            } else {
                dice(one, other)
            };
            likeness.push((alike, at, to));
        }
    }
    likeness.retain(|(alike, ..)| *alike >= ALIKE);
    likeness.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut of_first = vec![None; first.len()];
    let mut taken = vec![false; second.len()];
    for (_, at, to) in likeness {
        if of_first[at].is_none() && !taken[to] {
            (of_first[at], taken[to]) = (Some(to), true);
        }
    }
    let firsts = of_first.into_iter().enumerate().map(|(at, to)| (Some(at), to));
    let seconds = (0..second.len()).filter(|to| !taken[*to]).map(|to| (None, Some(to)));
    firsts.chain(seconds).collect()
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

/// Who is charged, by function; collectives and businesses left out.
fn charged<'a>(units: &'a [Unit], places: &[String]) -> BTreeMap<String, (Role, &'a str)> {
    let charged = units.iter().filter(|unit| unit.role != Role::Actor && !unit.group);
    let mut by_function = BTreeMap::new();
    for unit in charged.filter(|unit| body::is_body(&unit.name)) {
        let name = unit.canonical.as_deref().unwrap_or(&unit.name);
        by_function
            .entry(body::usual(body::function(name, places)))
            .or_insert((unit.role, unit.name.as_str()));
    }
    by_function
}

fn of_units(first: &[Unit], second: &[Unit], places: &[String], mut tell: impl FnMut([String; 2], Difference)) {
    let (ours, theirs) = (charged(first, places), charged(second, places));
    // Where one side charges nobody, the other has not been changed but never stated.
    if ours.is_empty() || theirs.is_empty() {
        return;
    }
    let said = |role: Role, name: &str| format!("{name}({})", in_words(role));
    for (function, (role, name)) in &ours {
        match theirs.get(function) {
            None => tell([said(*role, name), String::new()], Difference::UnitRemoved),
            Some((new, other)) if leads(*new) != leads(*role) => {
                tell([said(*role, name), said(*new, other)], Difference::RoleChanged);
            }
            Some(_) => {}
        }
    }
    for (function, (role, name)) in &theirs {
        if !ours.contains_key(function) {
            tell([String::new(), said(*role, name)], Difference::UnitAdded);
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
