//! Which tables there are, and their columns, types, keys and titles.

/// One table.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Name of the CSV resource.
    pub name: &'static str,
    /// Name in a database: `references` is a word of SQL.
    pub sql: &'static str,
    /// For people.
    pub title: &'static str,
    /// Columns, in order.
    pub columns: &'static [Column],
    /// Columns of the primary key.
    pub primary: &'static [&'static str],
    /// Foreign keys.
    pub foreign: &'static [Key],
    /// Further indexes of a database, each one or more columns, comma-separated.
    pub indexes: &'static [&'static str],
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Name.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// Type.
    pub kind: Kind,
    /// It always has a value.
    pub required: bool,
}

/// Types of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text of the notice or made from it.
    Text,
    /// An id, a code, a hash: never begins like a formula.
    Code,
    /// One of a few words of the contract.
    Enum(&'static [&'static str]),
    /// A whole number, from 0.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
    /// Texts, as a JSON array.
    Array,
}

/// A foreign key: own column, the other table (its CSV name) and its column.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Own column.
    pub column: &'static str,
    /// The other table; the same name for a table that refers to itself.
    pub table: &'static str,
    /// Its column.
    pub to: &'static str,
}

pub(in crate::emit) const fn col(name: &'static str, title: &'static str, kind: Kind) -> Column {
    Column {
        name,
        title,
        kind,
        required: false,
    }
}

pub(in crate::emit) const fn must(name: &'static str, title: &'static str, kind: Kind) -> Column {
    Column {
        name,
        title,
        kind,
        required: true,
    }
}

pub(in crate::emit) const fn key(column: &'static str, table: &'static str, to: &'static str) -> Key {
    Key { column, table, to }
}

use Kind::{Array, Boolean, Code, Date, Enum, Integer, Number, Text};

const NOTICE: Column = must("notice_id", "文件编号", Code);
const ITEM: Column = must("item_id", "事项编号", Code);
const SEQ: Column = must("seq", "序号", Integer);
const ACTION: Column = col("action_id", "所属的事", Code);
const INHERITED: Column = must("inherited", "沿用上级", Boolean);
const START: Column = must("span_start", "原文起", Integer);
const END: Column = must("span_end", "原文止", Integer);
const OF_ITEM: [Key; 2] = [key("item_id", "items", "id"), key("action_id", "actions", "id")];
const OF_NOTICE: [Key; 1] = [key("notice_id", "notices", "id")];

/// All tables; one that others refer to stands before them.
pub const TABLES: [Table; 9] = [
    Table {
        name: "notices",
        sql: "notices",
        title: "文件",
        columns: &[
            must("id", "编号", Code),
            col("title", "标题", Text),
            col("doc_type", "文种", Text),
            must("issuers", "发文机关", Array),
            col("doc_number", "发文字号", Text),
            col("issued", "成文日期", Date),
            must("recipients", "主送机关", Array),
            col("region_name", "地区", Text),
            col("region_level", "地区层级", Code),
            col("region_code", "行政区划代码", Code),
            col("period_start", "期间起", Date),
            col("period_end", "期间止", Date),
            must("source_path", "来源文件", Text),
            must("source_sha256", "来源散列", Code),
            must("source_bytes", "来源字节数", Integer),
            must("source_format", "来源格式", Code),
            must("source_encoding", "来源编码", Code),
            must("source_script", "繁简", Enum(&["simplified", "traditional", "mixed"])),
            must("schema_version", "约定版本", Code),
            must("generator_name", "程序", Code),
            must("generator_version", "程序版本", Code),
        ],
        primary: &["id"],
        foreign: &[],
        indexes: &["doc_number", "issued"],
    },
    Table {
        name: "items",
        sql: "items",
        title: "事项",
        columns: &[
            must("id", "编号", Code),
            NOTICE,
            col("parent_id", "上级事项", Code),
            SEQ,
            must("origin", "来自", Enum(&["numbered", "paragraph", "table"])),
            must("path", "层次", Text),
            must("level", "层级", Integer),
            must("label", "序数", Text),
            col("category", "任务类别", Text),
            must(
                "section",
                "所在部分",
                Enum(&[
                    "background",
                    "principles",
                    "goals",
                    "tasks",
                    "steps",
                    "safeguards",
                    "other",
                ]),
            ),
            col("heading", "标题", Text),
            col("text", "文字", Text),
            must("task", "是任务", Boolean),
            must("content_hash", "内容散列", Code),
            START,
            END,
        ],
        primary: &["id"],
        foreign: &[key("notice_id", "notices", "id"), key("parent_id", "items", "id")],
        indexes: &["notice_id, seq", "parent_id"],
    },
    Table {
        name: "tasks",
        sql: "tasks",
        title: "任务",
        columns: &[
            ITEM,
            NOTICE,
            SEQ,
            col("category", "任务类别", Text),
            col("name", "工作任务", Text),
            col("content", "具体内容", Text),
            col("targets", "目标指标", Text),
            col("lead", "牵头单位", Text),
            col("responsible", "责任单位", Text),
            col("support", "配合单位", Text),
            col("due_words", "完成时限", Text),
            col("due", "截止日期", Date),
            col("frequency", "频次", Text),
            must("basis", "依据", Text),
            col("remarks", "备注", Text),
            must("content_hash", "内容散列", Code),
        ],
        primary: &["item_id"],
        foreign: &[key("item_id", "items", "id"), key("notice_id", "notices", "id")],
        indexes: &["notice_id, seq", "due"],
    },
    Table {
        name: "actions",
        sql: "actions",
        title: "要求",
        columns: &[
            must("id", "编号", Code),
            ITEM,
            SEQ,
            col("text", "文字", Text),
            col("verb", "动词", Text),
            START,
            END,
        ],
        primary: &["id"],
        foreign: &[key("item_id", "items", "id")],
        indexes: &["item_id"],
    },
    Table {
        name: "deadlines",
        sql: "deadlines",
        title: "时限",
        columns: &[
            ITEM,
            SEQ,
            ACTION,
            must("text", "文字", Text),
            must(
                "kind",
                "种类",
                Enum(&["by", "from", "during", "recurring", "after_event", "ongoing"]),
            ),
            col("start_date", "起", Date),
            col("end_date", "止", Date),
            col("times", "次数", Integer),
            col("every", "每几个", Integer),
            col(
                "every_unit",
                "周期",
                Enum(&["day", "week", "month", "quarter", "half-year", "year"]),
            ),
            col("rrule", "RRULE", Code),
            must("year_inferred", "年份推定", Boolean),
            INHERITED,
            START,
            END,
        ],
        primary: &["item_id", "seq"],
        foreign: &OF_ITEM,
        indexes: &["end_date", "action_id"],
    },
    Table {
        name: "units",
        sql: "units",
        title: "单位",
        columns: &[
            ITEM,
            SEQ,
            ACTION,
            must("text", "文字", Text),
            must("name", "名称", Text),
            col("canonical", "规范名称", Text),
            must("is_group", "集体", Boolean),
            must("role", "角色", Enum(&["lead", "support", "responsible", "actor"])),
            INHERITED,
            START,
            END,
        ],
        primary: &["item_id", "seq"],
        foreign: &OF_ITEM,
        indexes: &["name", "canonical", "action_id"],
    },
    Table {
        name: "targets",
        sql: "targets",
        title: "指标",
        columns: &[
            ITEM,
            SEQ,
            ACTION,
            must("text", "文字", Text),
            col("indicator", "指标", Text),
            must("comparator", "比较", Enum(&[">=", "<=", ">", "<", "=", "+", "-"])),
            must("value", "数值", Number),
            col("unit", "计量单位", Text),
            col("baseline", "基数", Text),
            INHERITED,
            START,
            END,
        ],
        primary: &["item_id", "seq"],
        foreign: &OF_ITEM,
        indexes: &["action_id"],
    },
    Table {
        name: "references",
        sql: "citations",
        title: "引用文件",
        columns: &[
            NOTICE,
            SEQ,
            col("title", "标题", Text),
            col("doc_number", "发文字号", Text),
            col(
                "relation",
                "关系",
                Enum(&["implements", "based_on", "forwards", "issues", "follows", "repeals"]),
            ),
            START,
            END,
        ],
        primary: &["notice_id", "seq"],
        foreign: &OF_NOTICE,
        indexes: &["doc_number"],
    },
    Table {
        name: "warnings",
        sql: "warnings",
        title: "提示",
        columns: &[
            NOTICE,
            SEQ,
            must("code", "代码", Code),
            must("message", "说明", Text),
            col("span_start", "原文起", Integer),
            col("span_end", "原文止", Integer),
        ],
        primary: &["notice_id", "seq"],
        foreign: &OF_NOTICE,
        indexes: &["code"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn keys_name_columns_and_tables_that_stand_before() {
        let mut before = HashSet::new();
        for table in &TABLES {
            let names: HashSet<_> = table.columns.iter().map(|c| c.name).collect();
            assert_eq!(names.len(), table.columns.len(), "{}", table.name);
            let titles: HashSet<_> = table.columns.iter().map(|c| c.title).collect();
            assert_eq!(titles.len(), table.columns.len(), "{}", table.name);
            before.insert(table.name);
            for column in table.primary {
                let column = table.columns.iter().find(|c| c.name == *column).unwrap();
                assert!(column.required);
            }
            for key in table.foreign {
                assert!(names.contains(key.column) && before.contains(key.table), "{key:?}");
                let other = TABLES.iter().find(|t| t.name == key.table).unwrap();
                assert_eq!(other.primary, [key.to]);
            }
            for index in table.indexes {
                assert!(index.split(", ").all(|column| names.contains(column)), "{index}");
            }
        }
    }
}
