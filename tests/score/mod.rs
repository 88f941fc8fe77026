//! Scores task lists against gold lists as `eval/ANNOTATION.md` of the project's evaluation has it: a fact counts only
//! on the item with the same path.

use gongdan::model::{Deadline, Origin, Recurrence, RecurrenceUnit, Role, Target, TaskItem, TaskList, Unit};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What is counted.
pub const KINDS: [&str; 9] = [
    "items",
    "tasks",
    "deadlines",
    "charged",
    "roles",
    "units",
    "targets",
    "values",
    "actions",
];

#[derive(Debug, Deserialize)]
pub struct Gold {
    pub id: String,
    pub metadata: Metadata,
    pub items: Vec<GoldItem>,
    /// Rows of task tables; the evaluation that this one follows has none, and neither has gold written before rows were
    /// read.
    pub rows: Option<Vec<GoldItem>>,
}

#[derive(Debug, Deserialize)]
pub struct Metadata {
    pub title: Option<String>,
    #[serde(default)]
    pub issuer: Vec<String>,
    pub doc_number: Option<String>,
    pub issued: Option<String>,
    #[serde(default)]
    pub recipients: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct GoldItem {
    pub path: String,
    pub heading: String,
    pub task: bool,
    #[serde(default)]
    pub deadlines: Vec<GoldDeadline>,
    #[serde(default)]
    pub units: Vec<GoldUnit>,
    #[serde(default)]
    pub targets: Vec<GoldTarget>,
    /// Of a row: path of the item that it says again.
    #[serde(default)]
    pub repeats: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct GoldDeadline {
    pub text: String,
    pub start: Option<String>,
    pub end: Option<String>,
    pub recur: Option<String>,
    /// Words of the demand that the fact belongs to; none where it governs the whole item.
    pub action: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct GoldUnit {
    pub name: String,
    pub role: Role,
    pub action: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct GoldTarget {
    pub text: String,
    #[expect(dead_code, reason = "shown where a target is missed")]
    pub indicator: String,
    pub op: String,
    pub value: f64,
    pub unit: Option<String>,
    pub action: Option<String>,
}

impl Gold {
    /// Whether the reader also wrote down to which demand a fact belongs; older lists do not have it.
    fn tells_actions(&self) -> bool {
        self.items.iter().any(|item| {
            item.deadlines.iter().any(|d| d.action.is_some())
                || item.units.iter().any(|u| u.action.is_some())
                || item.targets.iter().any(|t| t.action.is_some())
        })
    }
}

/// Right, wrong and missed facts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub right: usize,
    pub wrong: usize,
    pub missed: usize,
}

impl Tally {
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    pub fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The counts of one part of the corpus.
#[derive(Debug, Default)]
pub struct Score {
    pub tallies: BTreeMap<&'static str, Tally>,
    pub metadata: Tally,
    /// Every miss and every false alarm, a line each.
    pub details: Vec<String>,
}

impl Score {
    /// Counts metadata and numbered items.
    pub fn add(&mut self, gold: &Gold, list: &TaskList) {
        self.metadata(gold, list);
        self.items(&gold.id, &gold.items, &list.items, Origin::Numbered);
        if gold.tells_actions() {
            self.actions(gold, list);
        }
    }

    /// Counts the facts found that are tied to the right demand of their item; a fact that was not found counts
    /// under its own kind only.
    fn actions(&mut self, gold: &Gold, list: &TaskList) {
        for g in &gold.items {
            let same_path = |o: &&TaskItem| o.origin == Origin::Numbered && norm_path(&o.path) == norm_path(&g.path);
            let Some(o) = list.items.iter().find(same_path) else {
                continue;
            };
            let deadlines = pairs(&g.deadlines, &o.deadlines, same_deadline, |d| d.inherited);
            let units = pairs(
                &g.units,
                &o.units,
                |g, o| norm_unit(&g.name) == norm_unit(&o.name),
                |u| u.inherited,
            );
            let targets = pairs(&g.targets, &o.targets, same_target, |t| t.inherited);
            let ties = deadlines.into_iter().map(|(g, o)| (&g.text, &g.action, o.action));
            let ties = ties.chain(units.into_iter().map(|(g, o)| (&g.name, &g.action, o.action)));
            let ties = ties.chain(targets.into_iter().map(|(g, o)| (&g.text, &g.action, o.action)));
            for (words, wanted, given) in ties {
                let right = same_action(wanted.as_deref(), given, o);
                let tally = self.tallies.entry("actions").or_default();
                tally.right += usize::from(right);
                tally.wrong += usize::from(!right);
                tally.missed += usize::from(!right);
                if !right {
                    let given = given
                        .and_then(|index| o.actions.get(index))
                        .map(|action| action.text.as_str());
                    self.details.push(format!(
                        "wrong\t{}\tactions\t{}\t{words}\t{wanted:?}\t{given:?}",
                        gold.id, g.path
                    ));
                }
            }
        }
    }

    /// Counts rows of task tables; a row that repeats an item is no task of its own.
    pub fn add_rows(&mut self, gold: &Gold, list: &TaskList) {
        let Some(rows) = &gold.rows else { return };
        self.items(&gold.id, rows, &list.items, Origin::Table);
        for row in rows {
            let found = list
                .items
                .iter()
                .find(|item| norm_path(&item.path) == norm_path(&row.path));
            let parent = found
                .and_then(|item| list.items.iter().find(|other| Some(&other.id) == item.parent.as_ref()))
                .filter(|_| found.is_some_and(|item| !item.task));
            let (said, given) = (
                row.repeats.as_deref().map(norm_path),
                parent.map(|item| norm_path(&item.path)),
            );
            let tally = self.tallies.entry("repeats").or_default();
            match (&said, &given) {
                (Some(said), Some(given)) if said == given => tally.right += 1,
                _ => {
                    tally.missed += usize::from(said.is_some());
                    tally.wrong += usize::from(given.is_some());
                }
            }
            if said != given {
                self.details
                    .push(format!("repeats\t{}\t{}\t{said:?} {given:?}", gold.id, row.path));
            }
        }
    }

    fn items(&mut self, id: &str, gold: &[GoldItem], items: &[TaskItem], origin: Origin) {
        let mut out: BTreeMap<String, &TaskItem> = BTreeMap::new();
        for item in items.iter().filter(|item| item.origin == origin) {
            out.entry(norm_path(&item.path)).or_insert(item);
        }
        let wanted: BTreeMap<String, &GoldItem> = gold.iter().map(|item| (norm_path(&item.path), item)).collect();
        let paths: std::collections::BTreeSet<&String> = wanted.keys().chain(out.keys()).collect();
        for path in paths {
            let (g, o) = (wanted.get(path), out.get(path));
            self.count("items", g.is_some(), o.is_some(), || format!("{id}\titems\t{path}"));
            let told = g.is_some_and(|g| g.task && g.repeats.is_none());
            self.count("tasks", told, o.is_some_and(|o| o.task), || {
                format!("{id}\ttasks\t{path}\t{}", g.map_or("", |g| g.heading.as_str()))
            });
            let at = |kind: &str| format!("{id}\t{kind}\t{path}");
            let deadlines: Vec<&Deadline> = o
                .map(|o| o.deadlines.iter().filter(|d| !d.inherited).collect())
                .unwrap_or_default();
            let gold_deadlines: Vec<&GoldDeadline> = g.map(|g| g.deadlines.iter().collect()).unwrap_or_default();
            self.matched(
                "deadlines",
                &gold_deadlines,
                &deadlines,
                |g, o| same_deadline(g, o),
                |g| format!("{g:?}"),
                |o| format!("{} {:?} {:?} {:?} {}", o.text, o.start, o.end, o.recurrence, o.rule),
                &at("deadlines"),
            );
            let units: Vec<_> = o
                .map(|o| o.units.iter().filter(|u| !u.inherited).collect())
                .unwrap_or_default();
            let gold_units: Vec<&GoldUnit> = g.map(|g| g.units.iter().collect()).unwrap_or_default();
            let show = |u: &&Unit| format!("{} {:?} {}", u.name, u.role, u.rule);
            self.matched(
                "units",
                &gold_units,
                &units,
                |g, o| norm_unit(&g.name) == norm_unit(&o.name),
                |g| format!("{g:?}"),
                show,
                &at("units"),
            );
            let charged: Vec<_> = units.iter().copied().filter(|u| u.role != Role::Actor).collect();
            let gold_charged: Vec<_> = gold_units.iter().copied().filter(|u| u.role != Role::Actor).collect();
            self.matched(
                "charged",
                &gold_charged,
                &charged,
                |g, o| norm_unit(&g.name) == norm_unit(&o.name),
                |g| format!("{g:?}"),
                show,
                &at("charged"),
            );
            self.matched(
                "roles",
                &gold_charged,
                &charged,
                |g, o| norm_unit(&g.name) == norm_unit(&o.name) && g.role == o.role,
                |g| format!("{g:?}"),
                show,
                &at("roles"),
            );
            let targets: Vec<_> = o
                .map(|o| o.targets.iter().filter(|t| !t.inherited).collect())
                .unwrap_or_default();
            let gold_targets: Vec<&GoldTarget> = g.map(|g| g.targets.iter().collect()).unwrap_or_default();
            let show = |t: &&Target| format!("{} {:?} {} {:?} {}", t.text, t.comparator, t.value, t.unit, t.rule);
            self.matched(
                "targets",
                &gold_targets,
                &targets,
                |g, o| same_target(g, o),
                |g| format!("{g:?}"),
                show,
                &at("targets"),
            );
            self.matched(
                "values",
                &gold_targets,
                &targets,
                |g, o| (g.value - o.value).abs() < 1e-6,
                |g| format!("{g:?}"),
                show,
                &at("values"),
            );
        }
    }

    fn count(&mut self, kind: &'static str, wanted: bool, given: bool, line: impl Fn() -> String) {
        let tally = self.tallies.entry(kind).or_default();
        match (wanted, given) {
            (true, true) => tally.right += 1,
            (true, false) => {
                tally.missed += 1;
                self.details.push(format!("missed\t{}", line()));
            }
            (false, true) => {
                tally.wrong += 1;
                self.details.push(format!("wrong\t{}", line()));
            }
            (false, false) => {}
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one matcher serves all kinds of facts")]
    fn matched<G, O>(
        &mut self,
        kind: &'static str,
        gold: &[G],
        out: &[O],
        same: impl Fn(&G, &O) -> bool,
        show_gold: impl Fn(&G) -> String,
        show_out: impl Fn(&O) -> String,
        at: &str,
    ) {
        let pairs = paired(gold, out, same);
        let tally = self.tallies.entry(kind).or_default();
        for (g, hit) in gold.iter().zip(&pairs) {
            if hit.is_some() {
                tally.right += 1;
            } else {
                tally.missed += 1;
                self.details.push(format!("missed\t{at}\t{}", show_gold(g)));
            }
        }
        for (index, o) in out.iter().enumerate() {
            if !pairs.contains(&Some(index)) {
                tally.wrong += 1;
                self.details.push(format!("wrong\t{at}\t{}", show_out(o)));
            }
        }
    }

    fn metadata(&mut self, gold: &Gold, list: &TaskList) {
        let (m, n) = (&gold.metadata, &list.notice);
        let issued = n.issued.map(|d| d.to_string());
        let fields = [
            (
                "title",
                m.title.clone().unwrap_or_default(),
                n.title.clone().unwrap_or_default(),
            ),
            ("issuer", m.issuer.concat(), n.issuers.concat()),
            (
                "doc_number",
                m.doc_number.clone().unwrap_or_default(),
                n.doc_number.clone().unwrap_or_default(),
            ),
            (
                "issued",
                m.issued.clone().unwrap_or_default(),
                issued.unwrap_or_default(),
            ),
            ("recipients", m.recipients.concat(), n.recipients.concat()),
        ];
        for (field, wanted, given) in fields {
            let bare = |words: &str| norm(words).replace([',', ';'], "");
            if bare(&wanted) == bare(&given) {
                self.metadata.right += 1;
            } else {
                self.metadata.missed += 1;
                self.details
                    .push(format!("metadata\t{}\t{field}\tgold={wanted}\tout={given}", gold.id));
            }
        }
    }
}

/// For each fact of the reader the first of the program's that is the same and no other's yet.
fn paired<G, O>(gold: &[G], out: &[O], same: impl Fn(&G, &O) -> bool) -> Vec<Option<usize>> {
    let mut left: Vec<usize> = (0..out.len()).collect();
    let pair = |g: &G| {
        let hit = left.iter().position(|&at| same(g, &out[at]))?;
        Some(left.remove(hit))
    };
    gold.iter().map(pair).collect()
}

/// The pairs of facts that the item says itself.
fn pairs<'a, G, O>(
    gold: &'a [G],
    out: &'a [O],
    same: impl Fn(&G, &O) -> bool,
    inherited: impl Fn(&O) -> bool,
) -> Vec<(&'a G, &'a O)> {
    let own: Vec<&O> = out.iter().filter(|o| !inherited(o)).collect();
    let found = paired(gold, &own, |g, o| same(g, o));
    gold.iter()
        .zip(found)
        .filter_map(|(g, hit)| Some((g, own[hit?])))
        .collect()
}

/// Whether the demand that the reader named is the one that the program tied the fact to. A fact that governs the whole
/// item and one tied to the item's only demand are the same.
fn same_action(wanted: Option<&str>, given: Option<usize>, item: &TaskItem) -> bool {
    let only = item.actions.len() < 2;
    match (wanted, given.and_then(|index| item.actions.get(index))) {
        (None, None) => true,
        (None, Some(_)) => only,
        (Some(_), None) => only,
        (Some(wanted), Some(given)) => {
            let (wanted, given) = (norm(wanted), norm(&given.text));
            given.contains(&wanted) || wanted.contains(&given)
        }
    }
}

/// Width, brackets and marks folded, blanks gone.
fn norm(words: &str) -> String {
    words
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '〔' | '【' | '﹝' => '[',
            '〕' | '】' | '﹞' => ']',
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            '、' => ',',
            '。' => '.',
            c => c,
        })
        .collect()
}

fn norm_path(path: &str) -> String {
    norm(path)
        .chars()
        .filter(|c| !matches!(c, '(' | ')' | ',' | '.' | '[' | ']' | ':'))
        .collect()
}

fn norm_unit(name: &str) -> String {
    let name = norm(name);
    let mut bare = String::new();
    let mut depth = 0_usize;
    for c in name.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '"' | '\'' => {}
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    for tail in ["等部门", "等单位", "等", "部门", "单位"] {
        if let Some(head) = bare.strip_suffix(tail).filter(|head| !head.is_empty()) {
            return head.to_owned();
        }
    }
    bare
}

fn overlap(a: &str, b: &str) -> bool {
    let (a, b) = (norm(a), norm(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a.contains(&b) || b.contains(&a) {
        return true;
    }
    let chars: Vec<char> = a.chars().collect();
    let need = 3.min(chars.len()).min(b.chars().count());
    chars.windows(need).any(|w| b.contains(&w.iter().collect::<String>()))
}

fn recurrence(r: &Recurrence) -> String {
    let unit = match r.unit {
        RecurrenceUnit::Day => "day",
        RecurrenceUnit::Week => "week",
        RecurrenceUnit::Month => "month",
        RecurrenceUnit::Quarter => "quarter",
        RecurrenceUnit::HalfYear => "half-year",
        RecurrenceUnit::Year => "year",
    };
    if r.every == 1 {
        format!("{}/{unit}", r.times)
    } else {
        format!("{}/{}-{unit}", r.times, r.every)
    }
}

fn same_deadline(g: &GoldDeadline, o: &Deadline) -> bool {
    if !overlap(&g.text, &o.text) {
        return false;
    }
    let (start, end) = (o.start.map(|d| d.to_string()), o.end.map(|d| d.to_string()));
    let recur = o.recurrence.as_ref().map(recurrence);
    if g.start.is_none() && g.end.is_none() {
        return g.recur.is_none() || g.recur == recur;
    }
    let vague = g.text.contains('初') || g.text.contains('旬');
    let starts = g.start == start || g.end.is_some() && (g.start.is_none() || start.is_none()) && vague;
    starts && g.end == end && (g.recur.is_none() || g.recur == recur)
}

fn same_target(g: &GoldTarget, o: &gongdan::model::Target) -> bool {
    let unit = |unit: Option<&str>| match unit.map(norm).as_deref() {
        None | Some("") => None,
        Some("百分点") => Some("个百分点".to_owned()),
        Some(unit) => Some(unit.to_owned()),
    };
    let op = serde_json::to_value(o.comparator).unwrap();
    (g.value - o.value).abs() < 1e-6 && unit(g.unit.as_deref()) == unit(o.unit.as_deref()) && op == g.op.as_str()
}
