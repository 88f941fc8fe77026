//! What is emitted satisfies the published schemas, the schemas are those of the types, and they forbid something.

use super::{ndjson, sample, schema};
use crate::model::TaskList;
use boon::{Compiler, Draft, Schemas};
use serde_json::{Value, json};
use std::path::Path;

/// Says how `value` breaks the schema; none where it does not.
fn fault(schema: &str, value: &Value) -> Option<String> {
    let mut compiler = Compiler::new();
    compiler.set_default_draft(Draft::V2020_12);
    compiler.enable_format_assertions();
    compiler
        .add_resource("http://localhost/schema.json", serde_json::from_str(schema).unwrap())
        .unwrap();
    let mut schemas = Schemas::new();
    let index = compiler.compile("http://localhost/schema.json", &mut schemas).unwrap();
    schemas.validate(value, index).err().map(|e| e.to_string())
}

/// The schema with every described object closed, so that a field that it does not name is found.
fn closed(schema: &str) -> String {
    fn close(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.values_mut().for_each(close);
                if fields.get("properties").is_some_and(Value::is_object) && !fields.contains_key("oneOf") {
                    fields.insert("unevaluatedProperties".to_owned(), json!(false));
                }
            }
            Value::Array(values) => values.iter_mut().for_each(close),
            _ => {}
        }
    }
    let mut value = serde_json::from_str(schema).unwrap();
    close(&mut value);
    value.to_string()
}

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
    let all = [
        ("task-list.schema.json", schema::task_list(), "schema"),
        ("ndjson-record.schema.json", schema::ndjson_record(), "schema --record"),
    ];
    for (name, text, command) in all {
        let committed = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        // A checkout on Windows may have turned the line ends.
        let same = committed.replace("\r\n", "\n") == text;
        assert!(
            same,
            "schema/{name} has drifted from the types: cargo run -- {command} > schema/{name}"
        );
    }
}

#[test]
fn emitted_json_satisfies_the_schema() {
    let list = super::json::to_vec(&sample::list());
    let value: Value = serde_json::from_slice(&list).unwrap();
    assert_eq!(fault(&closed(&schema::task_list()), &value), None);
}

#[test]
fn emitted_records_satisfy_the_schema() {
    let (list, mut out, mut summary) = (sample::list(), Vec::new(), ndjson::Summary::default());
    ndjson::write_list(&list, &mut out).unwrap();
    summary.count(&list);
    ndjson::write_summary(summary, &mut out).unwrap();
    let schema = schema::ndjson_record();
    for line in String::from_utf8(out).unwrap().lines() {
        assert_eq!(fault(&schema, &serde_json::from_str(line).unwrap()), None, "{line}");
    }
    assert!(fault(&schema, &json!({ "type": "task" })).is_some());
    assert!(fault(&schema, &json!({ "type": "other" })).is_some());
}

#[test]
fn the_schema_forbids_what_the_contract_forbids() {
    let good = serde_json::to_value(sample::list()).unwrap();
    let schema = schema::task_list();
    let wrong = [
        ("/schema_version", json!("2.0")),
        ("/generator/name", json!("other")),
        ("/notice/id", json!("有 空格")),
        ("/notice/issued", json!("2023-2-30")),
        ("/notice/source/sha256", json!("abc")),
        ("/notice/source/path", json!("")),
        ("/items/0/seq", json!(0)),
        ("/items/0/path", json!("三//一")),
        ("/items/0/section", json!("task")),
        ("/items/0/span/start", json!(-1)),
        ("/items/0/heading", json!("字".repeat(41))),
        ("/items/1/deadlines/0/end", json!("2023-02-29")),
        ("/items/1/deadlines/0/kind", json!("before")),
        ("/items/1/units/0/role", json!("assist")),
        ("/items/1/targets/0/comparator", json!("==")),
        ("/items/2/deadlines/0/recurrence/times", json!(0)),
        ("/warnings/0/code", json!("unheard_of")),
    ];
    for (place, value) in wrong {
        let mut list = good.clone();
        *list.pointer_mut(place).unwrap() = value;
        assert!(fault(&schema, &list).is_some(), "{place} should not pass");
    }
    let mut short = good;
    short["notice"].as_object_mut().unwrap().remove("issued");
    assert!(
        fault(&schema, &short).is_some(),
        "an unknown date is null, not left out"
    );
}

#[test]
fn an_empty_list_satisfies_the_schema_too() {
    let mut list: TaskList = sample::list();
    list.items.clear();
    list.warnings.clear();
    list.notice.region = None;
    list.notice.period = None;
    assert_eq!(fault(&schema::task_list(), &serde_json::to_value(list).unwrap()), None);
}
