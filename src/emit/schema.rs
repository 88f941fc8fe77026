//! The published JSON Schemas (2020-12), generated from the types and committed under `schema/`.
//!
//! Out: the text of one schema. What the types cannot say (an id has no blanks, a hash has 64 figures) is added from
//! `RULES`. Unknown fields are allowed, for additions only raise the minor number of `schema_version`.
//!
//! ```
//! let schema: serde_json::Value = serde_json::from_str(&gongdan::emit::schema::task_list())?;
//! assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
//! # Ok::<(), serde_json::Error>(())
//! ```

use super::ndjson::Record;
use crate::model::TaskList;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// Where the schemas are said to live; a name, nothing is fetched from there.
const BASE: &str = "https://gongdan.invalid/schema/1/";

/// What the types cannot say: type, field, keyword, value. A line that finds no field fails a test.
const RULES: [(&str, &str, &str, &str); 23] = [
    ("TaskList", "schema_version", "pattern", r"^1\.[0-9]+$"),
    ("Generator", "name", "const", "gongdan"),
    ("Generator", "version", "pattern", r"^[0-9]+\.[0-9]+\.[0-9]+"),
    ("Notice", "id", "pattern", ID),
    ("Source", "sha256", "pattern", "^[0-9a-f]{64}$"),
    ("Source", "path", "minLength", "1"),
    ("Source", "encoding", "pattern", "^[A-Za-z0-9_-]+$"),
    ("Region", "name", "pattern", "^.+$"),
    ("TaskItem", "id", "pattern", ID),
    ("TaskItem", "parent", "pattern", ID),
    ("TaskItem", "seq", "minimum", "1"),
    ("TaskItem", "level", "minimum", "1"),
    ("TaskItem", "path", "pattern", "^[^/]+(/[^/]+)*$"),
    ("TaskItem", "label", "pattern", "^[^/]+$"),
    ("TaskItem", "heading", "maxLength", "40"),
    ("TaskItem", "content_hash", "pattern", "^[0-9a-z:-]+$"),
    ("Review", "content_hash", "pattern", "^[0-9a-z:-]+$"),
    ("Action", "id", "pattern", ID),
    ("Recurrence", "times", "minimum", "1"),
    ("Recurrence", "every", "minimum", "1"),
    ("Recurrence", "rrule", "pattern", "^FREQ=[A-Z]+(;[A-Z]+=[A-Z0-9,+-]+)*$"),
    ("Unit", "name", "minLength", "1"),
    ("Unit", "canonical", "minLength", "1"),
];

/// An id: characters that need no escape in a URL.
const ID: &str = "^[A-Za-z0-9._~-]+$";

/// The schema of one task list, as text with a line end at its end.
#[must_use]
pub fn task_list() -> String {
    schema_of::<TaskList>("task-list.schema.json", "任务清单: the task list of one notice (公文)")
}

/// The schema of one NDJSON record, as text with a line end at its end.
#[must_use]
pub fn ndjson_record() -> String {
    schema_of::<Record<'static>>("ndjson-record.schema.json", "任务清单: one line of the NDJSON form")
}

fn schema_of<T: JsonSchema>(file: &str, title: &str) -> String {
    let schema = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>();
    let mut value = Value::from(schema);
    for rule in RULES {
        add(&mut value, rule);
    }
    let mut named = serde_json::Map::new();
    named.insert(
        "$schema".to_owned(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    named.insert("$id".to_owned(), json!(format!("{BASE}{file}")));
    named.insert("title".to_owned(), json!(title));
    if let Value::Object(fields) = value {
        for (key, field) in fields {
            named.entry(key).or_insert(field);
        }
    }
    format!("{:#}\n", Value::Object(named))
}

/// Adds one rule wherever its type is described; says whether it was.
fn add(schema: &mut Value, (name, field, keyword, value): (&str, &str, &str, &str)) -> bool {
    let value = value.parse::<u64>().map_or(json!(value), |number| json!(number));
    let path = format!("/$defs/{name}/properties/{field}");
    let own = format!("/properties/{field}");
    let place = if name == "TaskList" { own } else { path };
    match schema.pointer_mut(&place).and_then(Value::as_object_mut) {
        Some(described) => {
            described.insert(keyword.to_owned(), value);
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_finds_its_field() {
        let mut schema = serde_json::from_str(&task_list()).unwrap();
        for rule in RULES {
            assert!(add(&mut schema, rule), "{}.{} is not in the schema", rule.0, rule.1);
        }
    }
}
