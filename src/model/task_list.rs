//! The task list: the contract with whoever imports it. Field names and meanings are fixed by `schema/`.
//!
//! The facts ([`Action`], [`Deadline`], [`Unit`], [`Target`]) are generic over the kind of span:
//! `extract` makes them with [`ByteSpan`](super::ByteSpan)s of the clean text, the emitted list has [`CharSpan`]s.

use super::clean::Script;
use super::review::{self, Review, Rule};
use super::source::Format;
use super::span::CharSpan;
use super::warning::Finding;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the contract: additions raise the minor number, renamed or removed fields the major.
pub const SCHEMA_VERSION: &str = "1.4";

/// One notice's task list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TaskList {
    /// [`SCHEMA_VERSION`].
    pub schema_version: String,
    /// The program that made the list.
    pub generator: Generator,
    /// What the list was made from.
    pub notice: Notice,
    /// Every numbered item of the body, in document order, and the demands outside all numbering.
    pub items: Vec<TaskItem>,
    /// What a reader of the list should know.
    pub warnings: Vec<Finding>,
}

/// Name and release of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Generator {
    /// `gongdan`.
    pub name: String,
    /// Release, `0.1.0`.
    pub version: String,
}

/// The notice (公文) itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    /// The same for the same notice from another site, in another encoding or script.
    pub id: String,
    /// The file.
    pub source: Source,
    /// 标题, the notice's own, else the plan's.
    pub title: Option<String>,
    /// 文种: 通知, 意见, 方案, …
    pub doc_type: Option<String>,
    /// 发文机关, as signed.
    pub issuers: Vec<String>,
    /// 发文字号 in standard form.
    pub doc_number: Option<String>,
    /// 成文日期.
    pub issued: Option<Date>,
    /// 主送机关.
    pub recipients: Vec<String>,
    /// Place and level of the issuer, null where unknown.
    pub region: Option<Region>,
    /// The plan's own period, null where none is stated.
    pub period: Option<Period>,
    /// Documents that the notice cites.
    pub cites: Vec<Citation>,
}

/// The file a list was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The path as given, with `/` between folders; never made absolute.
    pub path: String,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Number of bytes.
    pub bytes: u64,
    /// Format.
    pub format: Format,
    /// Encoding.
    pub encoding: String,
    /// Script.
    pub script: Script,
}

/// An administrative division (GB/T 2260).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Region {
    /// Name, `江西省`.
    pub name: String,
    /// `national`, `province`, `prefecture`, `county`, `township`.
    pub level: Option<String>,
    /// Six-digit code, null where unknown.
    pub code: Option<String>,
}

/// A span of days, both ends included; an open end is null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

/// A cited document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Citation<S = CharSpan> {
    /// Title without 《》, null where only the number stands.
    pub title: Option<String>,
    /// 发文字号 in standard form.
    pub doc_number: Option<String>,
    /// What the notice says of it; null where it is only named.
    #[serde(default)]
    pub relation: Option<CitationRelation>,
    /// The words.
    pub span: S,
}

/// What a notice does with a document that it cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CitationRelation {
    /// 贯彻落实: carries it out.
    Implements,
    /// 根据, 按照, 依据: rests on it.
    BasedOn,
    /// 转发: hands it on.
    Forwards,
    /// 印发: puts it into force.
    Issues,
    /// 参照: follows it as an example.
    Follows,
    /// 废止: ends it.
    Repeals,
}

/// One item of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TaskItem {
    /// Stable across runs, machines and releases; unique over all notices; safe in a URL.
    pub id: String,
    /// Id of the enclosing item; of a table's row that says an item again, that item.
    pub parent: Option<String>,
    /// Position among all items of the notice, from 1.
    pub seq: usize,
    /// Where the item comes from.
    pub origin: Origin,
    /// Labels from the top, `三/(二)/一是`; `¶2` is the 2nd unnumbered paragraph of its parent, `附件1/表1/3` the 3rd
    /// row of a table.
    pub path: String,
    /// Depth, from 1.
    pub level: usize,
    /// The item's own label, the last part of `path`; of a table's row its printed number (序号).
    pub label: String,
    /// For a table's row: 任务类别, the group that the table puts it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// What kind of section the item stands in.
    pub section: Section,
    /// Title or first sentence, without label and final punctuation, at most 40 characters.
    pub heading: String,
    /// The item's own text, normalized, without its children's.
    pub text: String,
    /// Whether somebody is told to do, reach or keep something here.
    pub task: bool,
    /// Id of the rule that says why it is a task or none; for `explain`, not emitted.
    #[serde(skip)]
    pub task_rule: &'static str,
    /// The separate demands of the item, in order.
    pub actions: Vec<Action>,
    /// When.
    pub deadlines: Vec<Deadline>,
    /// Who.
    pub units: Vec<Unit>,
    /// How much.
    pub targets: Vec<Target>,
    /// Changes when text or facts change.
    pub content_hash: String,
    /// What a person has decided about the item; left out where nobody has looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// From the label to the end of the last descendant.
    pub span: CharSpan,
}

/// Where an item comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// A numbered item.
    Numbered,
    /// A demand outside all numbering.
    Paragraph,
    /// A row of a task table.
    Table,
}

/// What kind of section an item stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    /// 总体要求, 指导思想, 工作背景, 重要意义.
    Background,
    /// 基本原则.
    Principles,
    /// 工作目标, 主要指标.
    Goals,
    /// 重点任务, 主要措施.
    Tasks,
    /// 实施步骤, 进度安排.
    Steps,
    /// 保障措施, 组织领导, 工作要求.
    Safeguards,
    /// 附则, definitions, and what fits nowhere.
    Other,
}

/// One demand of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Action")]
pub struct Action<S = CharSpan> {
    /// Stable id; empty until the list is assembled.
    pub id: String,
    /// The demand, normalized.
    pub text: String,
    /// Its verb.
    pub verb: String,
    /// The words.
    pub span: S,
}

/// A bound in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Deadline")]
pub struct Deadline<S = CharSpan> {
    /// The expression as it stands, normalized.
    pub text: String,
    /// What kind of bound.
    pub kind: DeadlineKind,
    /// First day, included.
    pub start: Option<Date>,
    /// Last day, included.
    pub end: Option<Date>,
    /// How often.
    pub recurrence: Option<Recurrence>,
    /// The year is not written here; it was taken from the nearest statement that fixes it.
    pub year_inferred: bool,
    /// Copied down from an enclosing item.
    pub inherited: bool,
    /// Index of the demand in `actions`, null where it governs the whole item.
    pub action: Option<usize>,
    /// The words.
    pub span: S,
    /// Emitted as `reviewed`, true where a person has checked, changed or added the fact and left out elsewhere. In the
    /// program the id of the rule that read it, for `explain`; a person's is [`REVIEWED`](super::review::REVIEWED).
    #[serde(
        rename = "reviewed",
        with = "review::mark",
        default,
        skip_serializing_if = "review::is_read"
    )]
    #[schemars(
        with = "bool",
        description = "A person has checked, changed or added it; left out where nobody has."
    )]
    pub rule: Rule,
}

/// Kinds of bounds in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// `2021年底前`: bounded at the end.
    By,
    /// `2024年起`: bounded at the start.
    From,
    /// `2021年4月至9月`: both.
    During,
    /// `每季度至少召开1次`.
    Recurring,
    /// `事故结案后一年内`: a duration after an event.
    AfterEvent,
    /// `长期坚持`.
    Ongoing,
}

/// How often: `times` within each span of `every` `unit`s.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Recurrence {
    /// How many times, from 1.
    pub times: u32,
    /// Length of the span in `unit`s, from 1.
    pub every: u32,
    /// Unit of the span.
    pub unit: RecurrenceUnit,
    /// RFC 5545 rule where one is exact.
    pub rrule: Option<String>,
}

/// Units of recurrences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecurrenceUnit {
    /// 日, 天.
    Day,
    /// 周, 星期.
    Week,
    /// 月.
    Month,
    /// 季, 季度.
    Quarter,
    /// 半年.
    HalfYear,
    /// 年.
    Year,
}

/// A body told to act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Unit")]
pub struct Unit<S = CharSpan> {
    /// The words as they stand, normalized.
    pub text: String,
    /// The name as it stands.
    pub name: String,
    /// The name with its function word in the regulated short form, `县发展改革局` for `县发改局`, by which names of one
    /// body may be grouped; null where there is doubt, for collectives and for what is no public body.
    #[serde(default)]
    pub canonical: Option<String>,
    /// The name stands for several bodies or for any of a kind (`各成员单位`, `施工单位`).
    #[serde(default)]
    pub group: bool,
    /// In what role.
    pub role: Role,
    /// Copied down from an enclosing item.
    pub inherited: bool,
    /// Index of the demand in `actions`, null where it governs the whole item.
    pub action: Option<usize>,
    /// The words.
    pub span: S,
    /// Emitted as `reviewed`, true where a person has checked, changed or added the fact and left out elsewhere. In the
    /// program the id of the rule that read it, for `explain`; a person's is [`REVIEWED`](super::review::REVIEWED).
    #[serde(
        rename = "reviewed",
        with = "review::mark",
        default,
        skip_serializing_if = "review::is_read"
    )]
    #[schemars(
        with = "bool",
        description = "A person has checked, changed or added it; left out where nobody has."
    )]
    pub rule: Rule,
}

/// Roles of bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 牵头.
    Lead,
    /// 配合, 参与, 协同.
    Support,
    /// 责任单位, 负责, 主办, 承办.
    Responsible,
    /// Only the subject of the demand.
    Actor,
}

/// A number that somebody must reach or keep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Target")]
pub struct Target<S = CharSpan> {
    /// The expression as it stands, normalized.
    pub text: String,
    /// What is measured, as short as it stands in the text.
    pub indicator: String,
    /// How the value is meant.
    pub comparator: Comparator,
    /// The number, 万, 亿, 成 and 百分之 expanded.
    pub value: f64,
    /// `%`, the counted unit, or null.
    pub unit: Option<String>,
    /// For `+` and `-`: what it is compared with, as it stands.
    pub baseline: Option<String>,
    /// Copied down from an enclosing item.
    pub inherited: bool,
    /// Index of the demand in `actions`, null where it governs the whole item.
    pub action: Option<usize>,
    /// The words.
    pub span: S,
    /// Emitted as `reviewed`, true where a person has checked, changed or added the fact and left out elsewhere. In the
    /// program the id of the rule that read it, for `explain`; a person's is [`REVIEWED`](super::review::REVIEWED).
    #[serde(
        rename = "reviewed",
        with = "review::mark",
        default,
        skip_serializing_if = "review::is_read"
    )]
    #[schemars(
        with = "bool",
        description = "A person has checked, changed or added it; left out where nobody has."
    )]
    pub rule: Rule,
}

/// Comparators. 以上 and 以内 include the number itself (Civil Code of the PRC, art. 1259).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Comparator {
    /// 以上, 不低于, 至少, 不少于.
    #[serde(rename = ">=")]
    AtLeast,
    /// 以下, 不超过, 以内.
    #[serde(rename = "<=")]
    AtMost,
    /// 高于, 超过.
    #[serde(rename = ">")]
    Above,
    /// 低于.
    #[serde(rename = "<")]
    Below,
    /// 达, 达到, 为.
    #[serde(rename = "=")]
    Equal,
    /// 增长, 提高.
    #[serde(rename = "+")]
    Increase,
    /// 下降, 减少.
    #[serde(rename = "-")]
    Decrease,
}
