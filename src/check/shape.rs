//! The published schemas, put to a document, with their complaints in Chinese.

use super::place;
use crate::emit::schema;
use boon::{Compiler, Draft, ErrorKind, SchemaIndex, Schemas, Type, ValidationError};
use serde_json::Value;

/// A complaint: where, and what.
pub(super) struct Complaint {
    pub place: String,
    pub what: String,
}

/// The compiled schemas.
pub(super) struct Shapes {
    schemas: Schemas,
    list: SchemaIndex,
    notice: SchemaIndex,
    item: SchemaIndex,
    /// Of a record of each kind, in the order of [`KINDS`].
    records: Vec<SchemaIndex>,
}

/// Kinds of NDJSON records.
pub(super) const KINDS: [&str; 4] = ["notice", "task", "warning", "summary"];

/// Names of the schemas here; nothing is fetched.
const LIST: &str = "urn:gongdan:list";
const RECORD: &str = "urn:gongdan:record";

impl Shapes {
    /// The schemas of this release; none only by a defect, which a test would show.
    pub(super) fn new() -> Option<Self> {
        let mut compiler = Compiler::new();
        compiler.set_default_draft(Draft::V2020_12);
        compiler.enable_format_assertions();
        for (name, text) in [(LIST, schema::task_list()), (RECORD, schema::ndjson_record())] {
            let mut value: Value = serde_json::from_str(&text).ok()?;
            // Its own name would lead references elsewhere.
            value.as_object_mut()?.remove("$id");
            compiler.add_resource(name, value).ok()?;
        }
        let mut schemas = Schemas::new();
        let mut compile = |place: &str| compiler.compile(place, &mut schemas).ok();
        let list = compile(LIST)?;
        let notice = compile(&format!("{LIST}#/$defs/Notice"))?;
        let item = compile(&format!("{LIST}#/$defs/TaskItem"))?;
        let records = (0..KINDS.len())
            .map(|kind| compile(&format!("{RECORD}#/oneOf/{kind}")))
            .collect::<Option<_>>()?;
        Some(Self {
            schemas,
            list,
            notice,
            item,
            records,
        })
    }

    /// Complaints about a whole list.
    pub(super) fn list(&self, value: &Value) -> Vec<Complaint> {
        self.complaints(value, &[self.list])
    }

    /// Complaints about one NDJSON record of a kind of [`KINDS`].
    pub(super) fn record(&self, kind: usize, value: &Value) -> Vec<Complaint> {
        let record = self.records[kind];
        match KINDS[kind] {
            // A flattened record has the types of its fields, but not the rules on them.
            "notice" => self.complaints(value, &[record, self.notice]),
            "task" => self.complaints(value, &[record, self.item]),
            _ => self.complaints(value, &[record]),
        }
    }

    fn complaints(&self, value: &Value, schemas: &[SchemaIndex]) -> Vec<Complaint> {
        let mut found: Vec<Complaint> = Vec::new();
        for schema in schemas {
            if let Err(error) = self.schemas.validate(value, *schema) {
                let mut own = Vec::new();
                leaves(&error, &mut own);
                own.retain(|new| !found.iter().any(|old| old.place == new.place && old.what == new.what));
                found.extend(own);
            }
        }
        found
    }
}

/// The complaints at the ends of the tree of causes; of a field that may be null not that it is none.
fn leaves(error: &ValidationError<'_, '_>, found: &mut Vec<Complaint>) {
    if error.causes.is_empty() {
        let what = in_words(&error.kind);
        let place = place::of(&error.instance_location);
        found.push(Complaint { place, what });
        return;
    }
    let choice = matches!(error.kind, ErrorKind::AnyOf | ErrorKind::OneOf(_));
    let wants_null = |cause: &&ValidationError<'_, '_>| matches!(&cause.kind, ErrorKind::Type { want, .. } if want.iter().eq([Type::Null]));
    let rest: Vec<_> = error
        .causes
        .iter()
        .filter(|cause| !choice || !wants_null(cause))
        .collect();
    if rest.is_empty() {
        let place = place::of(&error.instance_location);
        let what = "这里的值不合约定".to_owned();
        found.push(Complaint { place, what });
    }
    rest.into_iter().for_each(|cause| leaves(cause, found));
}

fn in_words(kind: &ErrorKind<'_, '_>) -> String {
    match kind {
        ErrorKind::Type { got, want } => {
            let want: Vec<_> = want.iter().map(name_of).collect();
            format!("应为{}，却是{}", want.join("或"), name_of(*got))
        }
        ErrorKind::Required { want } => format!("缺少字段 {}（没有内容也要写 null 或 []）", want.join("、")),
        ErrorKind::Enum { want } => {
            let want: Vec<_> = want.iter().map(|value| value.to_string()).collect();
            format!("不在约定的取值里，可用 {}", want.join("、"))
        }
        ErrorKind::Const { want } => format!("应为 {want}"),
        ErrorKind::Format { got, want, .. } if *want == "date" => format!("{got} 不是日期，应为存在的 YYYY-MM-DD"),
        ErrorKind::Format { got, want, .. } => format!("{got} 不合 {want} 的写法"),
        ErrorKind::Pattern { got, want } => format!("{} 不合写法 {want}", place::quoted(got)),
        ErrorKind::MinLength { want, .. } => format!("太短，至少 {want} 个字"),
        ErrorKind::MaxLength { got, want } => format!("有 {got} 个字，最多 {want} 个"),
        ErrorKind::Minimum { got, want } => format!("{got} 太小，最小是 {want}"),
        ErrorKind::Maximum { got, want } => format!("{got} 太大，最大是 {want}"),
        other => format!("不合约定：{other}"),
    }
}

fn name_of(kind: Type) -> &'static str {
    match kind {
        Type::Null => "null",
        Type::Boolean => "true 或 false",
        Type::Number => "数",
        Type::Integer => "整数",
        Type::String => "文字",
        Type::Array => "数组",
        Type::Object => "对象",
    }
}
