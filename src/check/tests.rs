//! Each way in which a list can be wrong is found, named and placed; a right list passes.

use super::*;
use crate::emit::{json, ndjson};
use crate::model::Source;
use crate::pipeline::{self, Options};
use crate::read::{ReadOptions, read};
use serde_json::{Value, json};

/// 𠮷 needs two UTF-16 units, and the pinyin and the full-width figures do not stand in the clean text.
const NOTICE: &str = "青山县𠮷安检查方案\n\n青安〔2023〕７号\n\n各乡镇人民政府：\n一、开展𠮷安检查（jiǎn chá）。由县应急局牵头，\
    ３月１５日前完成检查，整改率达到９５％以上。\n（一）各村每月报送１次。\n二、加強總結。林業站負責匯總。\n\n青山县人民政府\n2023年2月1日\n";

struct Hand(&'static str);

impl Sources for Hand {
    fn find(&self, source: &Source) -> Sight {
        let text = read(self.0.as_bytes(), &ReadOptions::default()).unwrap();
        if text.sha256 != source.sha256 {
            return Sight::Other;
        }
        Sight::Text(Box::new(View::new(&text)))
    }
}

fn list() -> TaskList {
    let mut lists = pipeline::run("a.txt", NOTICE.as_bytes(), None, &Options::default()).unwrap();
    lists.remove(0)
}

fn lines() -> String {
    let (list, mut out, mut summary) = (list(), Vec::new(), ndjson::Summary::default());
    ndjson::write_list(&list, &mut out).unwrap();
    summary.count(&list);
    ndjson::write_summary(summary, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Code and place of each fault.
fn faults(bytes: &[u8]) -> Vec<(&'static str, String)> {
    let checked = check(bytes, &Hand(NOTICE));
    checked.faults.into_iter().map(|f| (f.code, f.place)).collect()
}

#[test]
fn what_the_program_writes_passes_and_is_compared_with_the_notice() {
    let list = list();
    assert!(list.items.len() >= 3 && !list.items[0].targets.is_empty(), "{list:?}");
    for (bytes, whole) in [(json::to_vec(&list), true), (lines().into_bytes(), false)] {
        let checked = check(&bytes, &Hand(NOTICE));
        assert_eq!(checked.faults, []);
        assert_eq!((checked.lists, checked.compared), (1, 1));
        assert_eq!(
            checked.items == list.items.len(),
            whole || list.items.iter().all(|i| i.task)
        );
        assert_eq!(check(&bytes, &NoSources).compared, 0);
    }
}

#[test]
fn each_fault_has_its_code_and_place() {
    let good = serde_json::to_value(list()).unwrap();
    let span = |start: usize, end: usize| json!({ "start": start, "end": end });
    let cases = [
        ("/schema_version", json!("2.0"), "E302", "schema_version"),
        (
            "/items/0/deadlines/0/end",
            json!("2023-02-30"),
            "E302",
            "items[0].deadlines[0].end（一）",
        ),
        (
            "/items/0/units/0/role",
            json!("boss"),
            "E302",
            "items[0].units[0].role（一）",
        ),
        (
            "/items/1/id",
            good["items"][0]["id"].clone(),
            "E303",
            "items[1].id（一/(一)）",
        ),
        ("/items/1/parent", json!("nobody"), "E304", "items[1].parent（一/(一)）"),
        (
            "/items/0/parent",
            good["items"][1]["id"].clone(),
            "E304",
            "items[0].parent（一）",
        ),
        ("/items/1/seq", json!(7), "E304", "items[1].seq（一/(一)）"),
        ("/items/1/label", json!("(二)"), "E304", "items[1].label（一/(一)）"),
        (
            "/items/0/deadlines/0/start",
            json!("2024-01-01"),
            "E305",
            "items[0].deadlines[0]（一）",
        ),
        (
            "/notice/period",
            json!({ "start": "2024-01-02", "end": "2024-01-01" }),
            "E305",
            "notice.period",
        ),
        (
            "/items/0/units/0/action",
            json!(9),
            "E306",
            "items[0].units[0].action（一）",
        ),
        ("/items/0/span", span(9, 3), "E307", "items[0].span（一）"),
        ("/items/0/span", span(0, 9999), "E307", "items[0].span（一）"),
        (
            "/items/0/units/0/span",
            span(0, 3),
            "E307",
            "items[0].units[0].span（一）",
        ),
        (
            "/items/0/units/0/text",
            json!("县公安局"),
            "E308",
            "items[0].units[0].text（一）",
        ),
        ("/items/2/text", json!("二、另一件事"), "E308", "items[2].text（二）"),
        (
            "/items/0/targets/0/value",
            json!(96),
            "E309",
            "items[0].content_hash（一）",
        ),
        (
            "/notice/source/sha256",
            json!("0".repeat(64)),
            "E311",
            "notice.source.sha256",
        ),
    ];
    for (pointer, value, code, place) in cases {
        let mut list = good.clone();
        *list.pointer_mut(pointer).unwrap() = value;
        let found = faults(list.to_string().as_bytes());
        assert!(found.contains(&(code, place.to_owned())), "{pointer}: {found:?}");
    }
}

#[test]
fn a_span_one_character_off_is_found_also_behind_a_wide_character() {
    let good = serde_json::to_value(list()).unwrap();
    for kind in ["actions", "deadlines", "units", "targets"] {
        for (start, end) in [(1, 1), (-1, -1), (0, 1), (0, -1), (1, 0), (-1, 0)] {
            let mut list = good.clone();
            let span = list.pointer_mut(&format!("/items/0/{kind}/0/span")).unwrap();
            let moved = |value: &Value, by: i64| json!(value.as_i64().unwrap() + by);
            *span = json!({ "start": moved(&span["start"], start), "end": moved(&span["end"], end) });
            let found = faults(list.to_string().as_bytes());
            let place = format!("items[0].{kind}[0].span（一）");
            assert!(
                found
                    .iter()
                    .any(|(code, at)| matches!(*code, "E307" | "E308") && *at == place),
                "{kind} {start} {end}: {found:?}"
            );
        }
    }
}

#[test]
fn a_corrected_fact_need_not_stand_in_the_notice() {
    let mut list = list();
    list.items[0].units[0].name = "县消防局".to_owned();
    list.items[0].units[0].text = "县消防局".to_owned();
    list.items[0].content_hash = pipeline::content_hash(&list.items[0]);
    let mut value = serde_json::to_value(&list).unwrap();
    assert!(!faults(value.to_string().as_bytes()).is_empty());
    value["items"][0]["units"][0]["reviewed"] = json!(true);
    assert_eq!(faults(value.to_string().as_bytes()), []);
}

#[test]
fn files_that_are_no_lists_are_told_what_they_are() {
    let list = String::from_utf8(json::to_vec(&list())).unwrap();
    for (bytes, words) in [
        (&b""[..], "空的"),
        (b"\xff\xfe{", "不是 UTF-8"),
        (b"{\"a\": ", "没有写完"),
        (b"{a}", "不是合法的 JSON"),
        (b"{}", "缺少字段"),
        (b"[1]", "应为对象，却是数组"),
        (&list.as_bytes()[..list.len() / 2], "没有写完"),
        (format!("\u{feff}{list}").as_bytes(), "BOM"),
    ] {
        let checked = check(bytes, &NoSources);
        assert!(
            checked.faults.iter().any(|f| f.what.contains(words)),
            "{words}: {:?}",
            checked.faults
        );
    }
    let deep = "[".repeat(100_000);
    assert_eq!(check(deep.as_bytes(), &NoSources).faults.len(), 1);
}

#[test]
fn records_that_are_missing_moved_or_repeated_are_found() {
    let good = lines();
    let rows: Vec<&str> = good.lines().collect();
    let found = |text: &str| {
        let checked = check(text.as_bytes(), &NoSources);
        let all: Vec<_> = checked.faults.iter().map(|f| (f.code, f.line)).collect();
        all
    };
    let last = rows.len();
    let without = |skip: usize| {
        rows.iter()
            .enumerate()
            .filter(|(i, _)| *i != skip)
            .map(|(_, row)| format!("{row}\n"))
            .collect::<String>()
    };
    assert_eq!(found(&without(last - 1)), [("E310", None)]);
    assert_eq!(found(&without(1)), [("E310", Some(last - 1))]);
    assert!(found(&without(0)).iter().all(|(code, _)| *code == "E310"));
    assert_eq!(found(&good.replacen('\n', "\n\n", 1)), [("E301", Some(2))]);
    assert!(found(&format!("{good}{good}")).contains(&("E303", Some(last + 1))));
    assert_eq!(
        found(&good.replacen("\"type\":\"task\"", "\"type\":\"job\"", 1))[0],
        ("E302", Some(2))
    );
    assert_eq!(
        found(&good.replacen("\"task\":true", "\"task\":\"yes\"", 1))[0],
        ("E302", Some(2))
    );
    assert_eq!(found(good.trim_end()), [("E310", None)]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]

    #[test]
    fn no_bytes_make_it_panic(at in 0usize..4000, byte in 0u8..=255, cut in 0usize..4000) {
        let mut bytes = json::to_vec(&list());
        let len = bytes.len();
        bytes[at % len] = byte;
        let _ = check(&bytes, &Hand(NOTICE));
        bytes.truncate(cut % len);
        let _ = check(&bytes, &Hand(NOTICE));
    }
}
