//! What a schema cannot say of a list: ids, parents, order, dates, places in `actions`, spans, hashes.

use super::place::quoted;
use super::{Fault, Loaded, Origin};
use crate::model::{CharSpan, Origin as Kind, TaskItem};
use crate::pipeline;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Ids met so far in a file.
#[derive(Default)]
pub(super) struct Ids {
    notices: HashMap<String, String>,
    others: HashSet<String>,
}

const REMAKE: &str = "请改正，或用 gongdan 重新生成。";

/// Checks one list.
pub(super) fn check(loaded: &Loaded, ids: &mut Ids, faults: &mut Vec<Fault>) {
    let notice = &loaded.list.notice;
    let path = notice.source.path.clone();
    if let Some(first) = ids.notices.insert(notice.id.clone(), path) {
        let what = format!("与前面 {} 的那一份是同一份通知", quoted(&first));
        let remedy = "请去掉一份再导入。";
        faults.push(loaded.notice.fault("E303", "id", "", what, remedy));
        return; // Each of its items would be a fault of its own.
    }
    if let Some(period) = notice.period {
        ordered(&loaded.notice, "period", "", period.start, period.end, faults);
    }
    for (index, cite) in notice.cites.iter().enumerate() {
        turned(&loaded.notice, &format!("cites[{index}].span"), "", cite.span, faults);
    }
    let mut before: HashMap<&str, &TaskItem> = HashMap::new();
    let all: HashSet<&str> = loaded.list.items.iter().map(|item| item.id.as_str()).collect();
    let mut last = 0;
    for (item, origin) in loaded.list.items.iter().zip(&loaded.items) {
        let mut say = |code, field: &str, what: String, remedy| {
            faults.push(origin.fault(code, field, &item.path, what, remedy));
        };
        if !ids.others.insert(item.id.clone()) {
            say(
                "E303",
                "id",
                format!("{} 已经用过", quoted(&item.id)),
                "每项的 id 只能用一次。",
            );
        }
        let expected = if loaded.whole {
            item.seq == last + 1
        } else {
            item.seq > last
        };
        if !expected {
            say(
                "E304",
                "seq",
                format!("{} 接在 {last} 后面，次序不对", item.seq),
                REMAKE,
            );
        }
        last = item.seq;
        parent(item, &before, &all, loaded.whole, &mut say);
        if item.origin != Kind::Table && item.path.rsplit('/').next() != Some(&item.label) {
            say("E304", "label", "不是 path 的最后一段".to_owned(), REMAKE);
        }
        if item.level != item.path.split('/').count() {
            say("E304", "level", format!("{} 与 path 的层数不符", item.level), REMAKE);
        }
        let hash = pipeline::content_hash(item);
        if item.content_hash != hash {
            let what = format!("与任务的文字和事实不符（应为 {hash}），导入方会以为没有改动");
            say("E309", "content_hash", what, "改过文字或事实，就要改 content_hash。");
        }
        turned(origin, "span", &item.path, item.span, faults);
        facts(item, origin, ids, faults);
        before.insert(&item.id, item);
    }
    for (warning, origin) in loaded.list.warnings.iter().zip(&loaded.warnings) {
        if let Some(span) = warning.span {
            turned(origin, "span", "", span, faults);
        }
    }
}

fn parent(
    item: &TaskItem,
    before: &HashMap<&str, &TaskItem>,
    all: &HashSet<&str>,
    whole: bool,
    say: &mut impl FnMut(&'static str, &str, String, &'static str),
) {
    let Some(id) = item.parent.as_deref() else { return };
    let Some(parent) = before.get(id) else {
        if all.contains(id) {
            let what = format!("{} 在它后面；上级事项应在前面", quoted(id));
            say("E304", "parent", what, REMAKE);
        } else if whole {
            let what = format!("没有 id 为 {} 的事项", quoted(id));
            say("E304", "parent", what, "请补上上级事项，或改为 null。");
        }
        return;
    };
    if item.origin == Kind::Numbered {
        let within = item
            .path
            .strip_prefix(&*parent.path)
            .is_some_and(|rest| rest.starts_with('/'));
        if !within {
            say(
                "E304",
                "path",
                format!("不在上级事项 {} 之下", quoted(&parent.path)),
                REMAKE,
            );
        }
        if !(parent.span.start <= item.span.start && item.span.end <= parent.span.end) {
            say(
                "E307",
                "span",
                format!("超出上级事项 {} 的范围", quoted(&parent.path)),
                REMAKE,
            );
        }
    }
}

/// One fact, whatever its kind.
pub(super) struct Fact<'a> {
    /// `deadlines[0]`.
    pub field: String,
    pub text: &'a str,
    pub span: CharSpan,
    /// Its words stand in another item.
    pub inherited: bool,
    action: Option<usize>,
    /// A person has corrected it.
    pub reviewed: bool,
}

/// The facts of an item, kind by kind; `value` is the item as it stood in the file.
pub(super) fn all<'a>(item: &'a TaskItem, value: &Value) -> Vec<Fact<'a>> {
    let mut found = Vec::new();
    let mut add = |kind: &str, index: usize, text: &'a str, span, inherited, action| {
        let own = value.get(kind).and_then(|facts| facts.get(index));
        let reviewed = [own, Some(value)]
            .into_iter()
            .flatten()
            .any(|value| value.get("reviewed") == Some(&Value::Bool(true)));
        found.push(Fact {
            field: format!("{kind}[{index}]"),
            text,
            span,
            inherited,
            action,
            reviewed,
        });
    };
    for (i, a) in item.actions.iter().enumerate() {
        add("actions", i, &a.text, a.span, false, None);
    }
    for (i, d) in item.deadlines.iter().enumerate() {
        add("deadlines", i, &d.text, d.span, d.inherited, d.action);
    }
    for (i, u) in item.units.iter().enumerate() {
        add("units", i, &u.text, u.span, u.inherited, u.action);
    }
    for (i, t) in item.targets.iter().enumerate() {
        add("targets", i, &t.text, t.span, t.inherited, t.action);
    }
    found
}

fn facts(item: &TaskItem, origin: &Origin, ids: &mut Ids, faults: &mut Vec<Fault>) {
    for (index, action) in item.actions.iter().enumerate() {
        if !ids.others.insert(action.id.clone()) {
            let what = format!("{} 已经用过", quoted(&action.id));
            let field = format!("actions[{index}].id");
            faults.push(origin.fault("E303", &field, &item.path, what, "每项的 id 只能用一次。"));
        }
    }
    for (index, deadline) in item.deadlines.iter().enumerate() {
        let field = format!("deadlines[{index}]");
        ordered(origin, &field, &item.path, deadline.start, deadline.end, faults);
    }
    for fact in all(item, &origin.value) {
        let field = &fact.field;
        let mut say = |code, name: &str, what: String, remedy| {
            faults.push(origin.fault(code, &format!("{field}{name}"), &item.path, what, remedy));
        };
        if let Some(action) = fact.action.filter(|action| *action >= item.actions.len()) {
            let what = format!("{action} 不在 actions 里（共 {} 件事，从 0 数起）", item.actions.len());
            say("E306", ".action", what, "请改为所属那件事的序号；管整项的写 null。");
        }
        // What a table's row says may stand in cells that are not its text, and a corrected fact anywhere.
        let own = !fact.inherited && !fact.reviewed;
        let (item_span, span) = (item.span, fact.span);
        if own && (span.start < item_span.start || item_span.end < span.end) {
            say("E307", ".span", "超出所在事项的范围".to_owned(), REMAKE);
        }
        if own && item.origin != Kind::Table && !item.text.contains(fact.text) {
            let what = format!("{} 不在事项的 text 里", quoted(fact.text));
            say("E308", ".text", what, "照录原文；人工改过的请加 \"reviewed\": true。");
        }
        turned(origin, &format!("{field}.span"), &item.path, fact.span, faults);
    }
}

fn ordered(origin: &Origin, field: &str, path: &str, start: Option<Date>, end: Option<Date>, faults: &mut Vec<Fault>) {
    if let (Some(start), Some(end)) = (start, end)
        && start > end
    {
        let what = format!("start {start} 晚于 end {end}");
        faults.push(origin.fault("E305", field, path, what, "请对照原文改正其中一个。"));
    }
}

fn turned(origin: &Origin, field: &str, path: &str, span: CharSpan, faults: &mut Vec<Fault>) {
    if span.start > span.end {
        let what = format!("start {} 大于 end {}", span.start, span.end);
        faults.push(origin.fault("E307", field, path, what, REMAKE));
    }
}
