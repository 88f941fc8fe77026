//! Lists → plans: which items are compared, what a plan is called.

use crate::model::{Origin, Plan, TaskItem, TaskList};
use std::collections::{HashMap, HashSet};

/// The plans of lists, in their order.
pub(super) fn plans(lists: Vec<TaskList>) -> Vec<Plan> {
    let keys = keys(&lists);
    let names = names(&lists, &keys);
    let parts = lists.into_iter().zip(keys).zip(names);
    parts
        .map(|((list, key), name)| Plan {
            compared: compared(&list.items),
            key,
            name,
            list,
        })
        .collect()
}

/// The tasks, without the rows of a table that say an item again.
fn compared(items: &[TaskItem]) -> Vec<usize> {
    let tasks: HashSet<&str> = items
        .iter()
        .filter(|item| item.task)
        .map(|item| item.id.as_str())
        .collect();
    let again = |item: &TaskItem| {
        item.origin == Origin::Table && item.parent.as_deref().is_some_and(|parent| tasks.contains(parent))
    };
    let stands = |(_, item): &(usize, &TaskItem)| item.task && !again(item);
    items.iter().enumerate().filter(stands).map(|(at, _)| at).collect()
}

/// Names of files without ending; where two are alike, as much of the path as tells them apart, at last a number.
fn keys(lists: &[TaskList]) -> Vec<String> {
    let stem = |list: &TaskList, folders: usize| {
        let path = list.notice.source.path.as_str();
        let path = match path.rsplit_once('.') {
            Some((stem, ending)) if !ending.contains('/') && !stem.is_empty() && !stem.ends_with('/') => stem,
            _ => path,
        };
        let parts: Vec<&str> = path.split('/').collect();
        parts[parts.len().saturating_sub(folders + 1)..].join("/")
    };
    let mut keys: Vec<String> = lists.iter().map(|list| stem(list, 0)).collect();
    for folders in 1..8 {
        let twice = repeated(&keys);
        if twice.is_empty() {
            return keys;
        }
        for (key, list) in keys.iter_mut().zip(lists) {
            if twice.contains(key.as_str()) {
                *key = stem(list, folders);
            }
        }
    }
    let twice = repeated(&keys);
    let mut met: HashMap<String, usize> = HashMap::new();
    for key in keys.iter_mut().filter(|key| twice.contains(key.as_str())) {
        let count = met.entry(key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            *key = format!("{key}~{count}");
        }
    }
    keys
}

fn repeated(keys: &[String]) -> HashSet<String> {
    let mut seen = HashSet::new();
    keys.iter().filter(|key| !seen.insert(key.as_str())).cloned().collect()
}

/// The region where no other plan is of it, else the key.
fn names(lists: &[TaskList], keys: &[String]) -> Vec<String> {
    let region = |list: &TaskList| list.notice.region.as_ref().map(|region| region.name.clone());
    let mut count: HashMap<String, usize> = HashMap::new();
    for name in lists.iter().filter_map(region) {
        *count.entry(name).or_default() += 1;
    }
    let name = |(list, key): (&TaskList, &String)| {
        region(list)
            .filter(|name| count.get(name) == Some(&1))
            .unwrap_or_else(|| key.clone())
    };
    lists.iter().zip(keys).map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn keys_tell_plans_apart_and_are_short() {
        let of = |paths: &[&str]| {
            let lists: Vec<TaskList> = paths
                .iter()
                .map(|path| {
                    let mut list = sample::list();
                    (*path).clone_into(&mut list.notice.source.path);
                    list
                })
                .collect();
            keys(&lists)
        };
        assert_eq!(of(&["省/方案.txt", "市.v2.docx"]), ["方案", "市.v2"]);
        assert_eq!(
            of(&["a/x/方案.txt", "b/x/方案.txt", "c.txt"]),
            ["a/x/方案", "b/x/方案", "c"]
        );
        assert_eq!(of(&["方案.txt", "方案.html", ".txt"]), ["方案", "方案~2", ".txt"]);
    }

    #[test]
    fn rows_that_repeat_a_task_are_not_compared() {
        let mut list = sample::list();
        let tasks = list.items.iter().filter(|item| item.task).count();
        assert_eq!(compared(&list.items).len(), tasks);
        let (first, last) = (list.items[1].id.clone(), list.items.len() - 1);
        assert!(list.items[1].task);
        list.items[last].task = true;
        list.items[last].origin = Origin::Table;
        list.items[last].parent = Some(first);
        assert!(!compared(&list.items).contains(&last));
    }
}
