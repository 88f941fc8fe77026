//! Which tables a comparison has, and their columns, types, keys and titles.

use crate::emit::tables::layout::{col, key, must};
use crate::emit::tables::{Column, Key, Kind, Table};
use Kind::{Array, Boolean, Code, Date, Enum, Integer, Number, Text};

/// Numbers of the tables in [`TABLES`].
pub(super) const DOCUMENTS: usize = 0;
pub(super) const ITEMS: usize = 1;
pub(super) const PAIRS: usize = 2;
pub(super) const CHANGES: usize = 3;
pub(super) const COVERAGE: usize = 4;
pub(super) const SIMILARITY: usize = 5;
pub(super) const INDICATORS: usize = 6;
pub(super) const REFERENCES: usize = 7;
pub(super) const EDITIONS: usize = 8;
pub(super) const DEMANDS: usize = 9;

/// What a row of each table is called as a record.
pub(super) const RECORDS: [&str; 10] = [
    "document",
    "item",
    "pair",
    "change",
    "coverage",
    "similarity",
    "indicator",
    "reference",
    "edition",
    "demand",
];

const DOC: Column = must("doc", "方案", Text);
const DOC_A: Column = must("doc_a", "甲方案", Text);
const DOC_B: Column = must("doc_b", "乙方案", Text);
const ALIKE: Column = must("similarity", "相似度", Number);
const OF_DOC: [Key; 1] = [key("doc", "documents", "doc")];
const OF_DOCS: [Key; 2] = [key("doc_a", "documents", "doc"), key("doc_b", "documents", "doc")];

/// All tables; one that others refer to stands before them. A table whose rows nothing names has no primary key.
pub const TABLES: [Table; 10] = [
    Table {
        name: "documents",
        sql: "documents",
        title: "方案",
        columns: &[
            DOC,
            must("notice_id", "文件编号", Code),
            must("name", "名称", Text),
            col("title", "标题", Text),
            col("doc_number", "发文字号", Text),
            must("issuers", "发文机关", Array),
            col("issued", "成文日期", Date),
            col("region_name", "地区", Text),
            col(
                "region_level",
                "地区层级",
                Enum(&["national", "province", "prefecture", "county", "township"]),
            ),
            col("region_code", "地区代码", Code),
            col("period_start", "期限起", Date),
            col("period_end", "期限止", Date),
            must("source_path", "来源文件", Text),
            must("is_base", "上级方案", Boolean),
            must("items", "参加对照的事项数", Integer),
        ],
        primary: &["doc"],
        foreign: &[],
        indexes: &[],
    },
    Table {
        name: "items",
        sql: "items",
        title: "事项",
        columns: &[
            DOC,
            must("ref", "层次", Text),
            must("item_id", "事项编号", Code),
            must("seq", "序号", Integer),
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
        ],
        primary: &["item_id"],
        foreign: &OF_DOC,
        indexes: &[],
    },
    Table {
        name: "pairs",
        sql: "pairs",
        title: "对照",
        columns: &[
            DOC_A,
            col("ref_a", "甲层次", Text),
            DOC_B,
            col("ref_b", "乙层次", Text),
            must(
                "relation",
                "关系",
                Enum(&["same", "adapted", "split", "merged", "only_a", "only_b"]),
            ),
            ALIKE,
            col("text_a", "甲文字", Text),
            col("text_b", "乙文字", Text),
            col("item_id_a", "甲事项编号", Code),
            col("item_id_b", "乙事项编号", Code),
        ],
        primary: &[],
        foreign: &[
            key("doc_a", "documents", "doc"),
            key("doc_b", "documents", "doc"),
            key("item_id_a", "items", "item_id"),
            key("item_id_b", "items", "item_id"),
        ],
        indexes: &[],
    },
    Table {
        name: "changes",
        sql: "changes",
        title: "变化",
        columns: &[
            DOC_A,
            must("ref_a", "甲层次", Text),
            DOC_B,
            must("ref_b", "乙层次", Text),
            must("field", "内容", Enum(&["deadline", "frequency", "target", "unit"])),
            col("value_a", "甲", Text),
            col("value_b", "乙", Text),
            must(
                "change",
                "变化",
                Enum(&[
                    "earlier",
                    "later",
                    "stricter",
                    "looser",
                    "unit_added",
                    "unit_removed",
                    "role_changed",
                    "not_comparable",
                ]),
            ),
        ],
        primary: &[],
        foreign: &OF_DOCS,
        indexes: &[],
    },
    Table {
        name: "coverage",
        sql: "coverage",
        title: "覆盖情况",
        columns: &[
            DOC,
            must("base", "上级方案", Text),
            must("items_base", "上级事项数", Integer),
            must("covered", "照搬", Integer),
            must("adapted", "改写", Integer),
            must("missing", "未见", Integer),
            must("items", "本方案事项数", Integer),
            must("own_items", "自有", Integer),
            col("share_covered", "覆盖率（照搬与改写占上级事项）", Number),
            col("share_own", "自有率（自有占本方案事项）", Number),
        ],
        primary: &["doc"],
        foreign: &[key("doc", "documents", "doc"), key("base", "documents", "doc")],
        indexes: &[],
    },
    Table {
        name: "similarity",
        sql: "similarity",
        title: "相似度",
        columns: &[DOC_A, DOC_B, ALIKE],
        primary: &["doc_a", "doc_b"],
        foreign: &OF_DOCS,
        indexes: &[],
    },
    Table {
        name: "indicators",
        sql: "indicators",
        title: "指标对照",
        columns: &[
            must("indicator_id", "指标编号", Code),
            must("name", "指标", Text),
            DOC,
            must("ref", "层次", Text),
            must("text", "文字", Text),
            col("wording", "本方案的说法", Text),
            must("comparator", "比较", Enum(&[">=", "<=", ">", "<", "=", "+", "-"])),
            must("value", "数值", Number),
            col("unit", "计量单位", Text),
            col("baseline", "基数", Text),
            col("due", "截止日期", Date),
            must("docs", "有此指标的方案数", Integer),
            must("span_start", "原文起", Integer),
            must("span_end", "原文止", Integer),
        ],
        primary: &[],
        foreign: &OF_DOC,
        indexes: &[],
    },
    Table {
        name: "references",
        sql: "citations",
        title: "引用",
        columns: &[
            DOC,
            col("cited_doc", "所引方案", Text),
            col("title", "标题", Text),
            col("doc_number", "发文字号", Text),
            col(
                "relation",
                "关系",
                Enum(&["implements", "based_on", "forwards", "issues", "follows", "repeals"]),
            ),
        ],
        primary: &[],
        foreign: &[key("doc", "documents", "doc"), key("cited_doc", "documents", "doc")],
        indexes: &[],
    },
    Table {
        name: "editions",
        sql: "editions",
        title: "新旧对照",
        columns: &[
            col("old_ref", "旧层次", Text),
            col("new_ref", "新层次", Text),
            col("old_id", "旧事项编号", Code),
            col("new_id", "新事项编号", Code),
            must(
                "status",
                "变化",
                Enum(&["unchanged", "changed", "moved", "added", "removed"]),
            ),
            ALIKE,
            col("old_text", "旧文字", Text),
            col("new_text", "新文字", Text),
        ],
        primary: &[],
        foreign: &[key("old_id", "items", "item_id"), key("new_id", "items", "item_id")],
        indexes: &[],
    },
    Table {
        name: "demands",
        sql: "demands",
        title: "要求对照",
        columns: &[
            DOC_A,
            must("ref_a", "甲层次", Text),
            col("action_a", "甲第几项要求", Integer),
            DOC_B,
            must("ref_b", "乙层次", Text),
            col("action_b", "乙第几项要求", Integer),
            must("relation", "关系", Enum(&["answered", "only_a", "only_b"])),
            ALIKE,
            col("text_a", "甲要求", Text),
            col("text_b", "乙要求", Text),
        ],
        primary: &[],
        foreign: &OF_DOCS,
        indexes: &[],
    },
];
