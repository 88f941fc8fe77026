//! Walks the corpora beside the rules: each line is set into a small notice, and the item's flag is asked for.

use crate::extract::extract;
use crate::segment::segment;

/// The notice that a line describes, and which of its items is meant.
fn notice(place: &str, item: &str) -> (String, usize) {
    let mut parts = item.split('｜');
    let text = parts.next().unwrap_or_default().replace('／', "\n");
    let below: String = parts
        .enumerate()
        .map(|(index, part)| format!("{}.{part}\n", index + 1))
        .collect();
    match place {
        "-" => {
            let below = below.replace("1.", "(一)").replace("2.", "(二)");
            (
                format!("某某工作方案\n一、{text}\n{below}二、抓好落实。各单位要抓好落实。\n"),
                0,
            )
        }
        "条" => {
            let below = below.replace("1.", "(一)").replace("2.", "(二)");
            (
                format!("某某管理办法\n第一条 {text}\n{below}第二条 各单位应当执行本办法。\n"),
                0,
            )
        }
        above => (
            format!("某某工作方案\n一、{above}\n(一){text}\n{below}(二)各单位要抓好落实。\n二、各单位要抓好落实。\n"),
            1,
        ),
    }
}

fn is_task(place: &str, item: &str) -> (bool, &'static str) {
    let (text, index) = notice(place, item);
    let outline = segment(&text, &[]);
    let facts = &extract(&text, &outline, Some(2024)).items[index];
    (facts.task, facts.task_rule)
}

fn failures(corpus: &str, expected: bool) -> Vec<String> {
    corpus
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let (place, item) = (columns.next()?, columns.next()?);
            let (task, rule) = is_task(place, item);
            (task != expected).then(|| format!("{line}\n  {rule}"))
        })
        .collect()
}

#[test]
fn corpus_items_are_tasks() {
    let found = failures(include_str!("corpus.tsv"), true);
    assert!(found.is_empty(), "{} lines:\n{}", found.len(), found.join("\n"));
}

#[test]
fn negative_corpus_items_are_none() {
    let found = failures(include_str!("negative.tsv"), false);
    assert!(found.is_empty(), "{} lines:\n{}", found.len(), found.join("\n"));
}

/// `verb:words` of each demand of an item with that text.
fn demands(text: &str) -> Vec<String> {
    let (notice, index) = notice("重点任务", &format!("某项工作。{text}"));
    let outline = segment(&notice, &[]);
    let item = extract(&notice, &outline, Some(2024)).items.remove(index);
    let shown = item.actions.into_iter().map(|action| {
        let verb = if action.verb.is_empty() {
            "-"
        } else {
            action.verb.as_str()
        };
        format!("{verb}:{}", action.text)
    });
    shown.collect()
}

#[test]
fn demands_of_an_item() {
    let mut wrong = Vec::new();
    for line in include_str!("actions.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let (text, wanted) = line.split_once('\t').unwrap();
        let (wanted, found) = (wanted.split('｜').collect::<Vec<_>>(), demands(text));
        let same = wanted.len() == found.len() && found.iter().zip(&wanted).all(|(f, w)| f.starts_with(w));
        if !same {
            wrong.push(format!("{line}\n  {}", found.join("｜")));
        }
    }
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
}
