//! Corrections over what a later release, or a later edition of the notice, says.

use super::*;
use crate::model::review::REVIEWED;
use crate::model::{Removed, Review, Role};
use crate::pipeline::{Options, run};
use jiff::civil::date;

const NOTICE: &str = "关于开展安全检查的通知\n\n青安〔2023〕7号\n\n各乡镇人民政府：\n\
    一、开展检查。由县应急局牵头，县公安局配合，3月15日前完成检查，整改率达到95%以上。\n\
    二、加强宣传。各乡镇要在4月底前完成宣传。\n\
    三、严格考核。县督查室要对落实情况进行通报。\n\n青山县安全生产委员会\n2023年2月1日\n";

fn list(text: &str) -> TaskList {
    run("通知.txt", text.as_bytes(), None, &Options::default())
        .unwrap()
        .remove(0)
}

fn review(item: &TaskItem, decision: Option<Decision>) -> Review {
    Review {
        decision,
        content_hash: item.content_hash.clone(),
        ..Review::default()
    }
}

/// A person renamed the lead, took 县公安局 out, accepted the second item and struck the third.
fn saved() -> TaskList {
    let mut list = list(NOTICE);
    let item = &mut list.items[0];
    let mut said = review(item, None);
    item.units[0].name = "县应急管理局".to_owned();
    item.units[0].rule = REVIEWED;
    said.removed = Removed {
        units: vec![item.units.remove(1)],
        ..Removed::default()
    };
    item.deadlines[0].end = Some(date(2023, 3, 20));
    item.deadlines[0].rule = REVIEWED;
    item.review = Some(said);
    list.items[1].review = Some(review(&list.items[1], Some(Decision::Accepted)));
    list.items[2].review = Some(review(&list.items[2], Some(Decision::Struck)));
    list.items[2].task = false;
    // As it comes from a file: rules are gone, the flag is not.
    serde_json::from_slice(&crate::emit::json::to_vec(&list)).unwrap()
}

fn names(item: &TaskItem) -> Vec<&str> {
    item.units.iter().map(|unit| unit.name.as_str()).collect()
}

#[test]
fn corrections_stand_in_a_fresh_list_and_merging_twice_changes_nothing() {
    let mut fresh = list(NOTICE);
    assert_eq!(names(&fresh.items[0]), ["县应急局", "县公安局"]);
    let before: Vec<_> = fresh.items.iter().map(|item| item.content_hash.clone()).collect();
    let done = merge(&mut fresh, &saved());
    assert_eq!(
        (
            done.items,
            done.accepted,
            done.struck,
            done.outdated,
            done.reread,
            done.lost.len()
        ),
        (3, 1, 1, 0, 0, 0)
    );
    assert_eq!(names(&fresh.items[0]), ["县应急管理局"]);
    assert_eq!(fresh.items[0].deadlines[0].end, Some(date(2023, 3, 20)));
    assert_eq!(fresh.items[0].targets.len(), 1, "what nobody touched stays");
    assert!(!fresh.items[2].task);
    assert!(fresh.warnings.is_empty());
    let changed: Vec<_> = fresh
        .items
        .iter()
        .zip(&before)
        .map(|(item, old)| item.content_hash != *old)
        .collect();
    assert_eq!(changed, [true, false, true], "accepting is no change of the task");
    let text: Vec<char> = NOTICE.chars().collect();
    let span = fresh.items[0].units[0].span;
    assert_eq!(text[span.start..span.end].iter().collect::<String>(), "县应急局");
    let once = fresh.clone();
    merge(&mut fresh, &saved());
    assert_eq!(fresh, once);
}

#[test]
fn a_better_release_adds_what_nobody_touched() {
    let mut better = list(NOTICE);
    let mut found = better.items[0].units[1].clone();
    found.text = "各村".to_owned();
    found.name = "各村".to_owned();
    found.role = Role::Actor;
    better.items[0].units.push(found.clone());
    better.items[0].content_hash = pipeline::content_hash(&better.items[0]);
    better.items[1].units.push(found);
    better.items[1].content_hash = pipeline::content_hash(&better.items[1]);
    let done = merge(&mut better, &saved());
    assert_eq!(names(&better.items[0]), ["县应急管理局", "各村"]);
    assert_eq!(names(&better.items[1]), ["各乡镇"], "accepted as it stood");
    assert_eq!((done.reread, done.outdated), (1, 0));
    let once = better.clone();
    merge(&mut better, &saved());
    assert_eq!(better, once);
}

#[test]
fn a_changed_text_keeps_the_correction_and_says_so() {
    let edition = NOTICE
        .replace("整改率达到95%以上", "整改率达到98%以上，并于5月底前报送总结")
        .replace("\n各乡镇人民政府", "\n𠮷各乡镇人民政府");
    let mut later = list(&edition);
    let done = merge(&mut later, &saved());
    assert_eq!((done.items, done.outdated), (3, 1));
    let item = &later.items[0];
    assert_eq!(names(item), ["县应急管理局"]);
    assert_eq!(item.deadlines[0].end, Some(date(2023, 3, 20)));
    assert_eq!(item.deadlines.len(), 2, "the new date is read");
    assert_eq!(item.targets[0].value, 98.0);
    assert!(item.review.as_ref().unwrap().outdated);
    assert_eq!(later.warnings.last().unwrap().code, WarningCode::ReviewOutdated);
    assert_eq!(later.warnings.last().unwrap().span, Some(item.span));
    let text: Vec<char> = edition.chars().collect();
    for item in &later.items {
        for unit in item.units.iter().filter(|unit| unit.name == unit.text) {
            assert_eq!(
                text[unit.span.start..unit.span.end].iter().collect::<String>(),
                unit.text
            );
        }
    }
    let once = later.clone();
    merge(&mut later, &saved());
    assert_eq!(later, once);
}

#[test]
fn an_item_that_moved_is_known_by_its_text_and_one_that_went_is_told() {
    let moved = NOTICE
        .replace("二、加强", "二、新的一项。各村要立即行动。\n三、加强")
        .replace("三、严格", "四、严格");
    let mut later = list(&moved);
    let done = merge(&mut later, &saved());
    // 二 and 三 are other items now; ids win over texts, so their reviews are outdated there.
    assert_eq!((done.items, done.outdated), (3, 2));
    let gone = "关于开展安全检查的通知\n\n青安〔2023〕7号\n\n一、加强宣传。各乡镇要在4月底前完成宣传。\n";
    let mut later = list(gone);
    let mut saved = saved();
    saved.items.remove(0);
    let done = merge(&mut later, &saved);
    assert_eq!(
        (done.items, done.lost.clone()),
        (1, vec!["三 严格考核".to_owned()]),
        "{done:?}"
    );
    assert_eq!(
        later.items[0].review.as_ref().unwrap().decision,
        Some(Decision::Accepted)
    );
}

#[test]
fn a_task_that_a_person_made_and_a_fact_that_a_person_added_stay() {
    let mut saved = list(NOTICE);
    let mut added = saved.items[0].units[0].clone();
    (added.text, added.name, added.rule) = ("县委".to_owned(), "县委".to_owned(), REVIEWED);
    added.action = Some(99);
    let item = &mut saved.items[2];
    item.review = Some(Review {
        task: true,
        ..review(item, None)
    });
    item.task = !item.task;
    item.units.push(added);
    let wanted = item.task;
    let mut fresh = list(NOTICE);
    fresh.items[2].content_hash = "0".to_owned();
    merge(&mut fresh, &saved);
    assert_eq!(fresh.items[2].task, wanted);
    assert_eq!(names(&fresh.items[2]).last(), Some(&"县委"));
    assert_eq!(fresh.items[2].units.last().unwrap().action, None);
}
