//! What `segment` hands on: the head of the notice and the tree of its body. All spans are bytes of the clean text.

use super::span::ByteSpan;
use super::warning::Finding;
use jiff::civil::Date;

/// A notice taken apart. Every byte of the clean text belongs to exactly one of [`Outline::parts`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outline {
    /// What stands before and after the body: title, issuers, number, dates.
    pub head: Head,
    /// Numbered items in document order.
    pub items: Vec<Item>,
    /// Paragraphs outside all numbering, in document order.
    pub paragraphs: Vec<Paragraph>,
    /// Rows of tables that distribute tasks, in document order.
    pub rows: Vec<Row>,
    /// The clean text cut into parts, in order, without gaps.
    pub parts: Vec<Part>,
    /// What the stage noticed.
    pub findings: Vec<Finding<ByteSpan>>,
}

/// A value and the words it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// The value, in standard form.
    pub value: T,
    /// Where it stands.
    pub span: ByteSpan,
}

/// The elements of GB/T 9704 that surround the body.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Head {
    /// 标题: the notice's title, lines joined; the plan's where there is no covering notice.
    pub title: Option<Found<String>>,
    /// The title of the plan that a covering notice (`关于印发…的通知`) carries.
    pub plan_title: Option<Found<String>>,
    /// 署名 or, failing that, the bodies that the head names.
    pub issuers: Vec<Found<String>>,
    /// 发文字号 in standard form, `盐发〔2018〕21号`.
    pub doc_number: Option<Found<String>>,
    /// 成文日期.
    pub issued: Option<Found<Date>>,
    /// 主送机关, one entry each, a group with a shared head whole.
    pub recipients: Vec<Found<String>>,
}

/// One numbered item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Index of the enclosing item in [`Outline::items`].
    pub parent: Option<usize>,
    /// Depth, 1 for a top item.
    pub level: usize,
    /// The label in clean form, `三、` as `三`, `(二)`, `1.`, `一是`, `—1`: what `path` joins.
    pub label: String,
    /// Where the label stands.
    pub label_span: ByteSpan,
    /// Title or first sentence, without label and final punctuation, not yet cut to length.
    pub heading: ByteSpan,
    /// The item's own text in order, without its label and without its children's text: one span per line or piece.
    pub text: Vec<ByteSpan>,
    /// Those of [`Item::text`] that only charge bodies or set a time limit (`责任单位:…`), for all below the item.
    pub charges: Vec<ByteSpan>,
    /// From the label to the end of the last descendant.
    pub span: ByteSpan,
}

/// A paragraph outside all numbering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// The item that encloses it; none at the top.
    pub parent: Option<usize>,
    /// Its text.
    pub span: ByteSpan,
}

/// One row of a table that distributes tasks (任务分解表).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The item in which the table stands.
    pub parent: Option<usize>,
    /// The attachment in which the table stands, as its mark has it: `附件1`, `附件`.
    pub attachment: Option<String>,
    /// Which task table of its owner, from 1.
    pub table: usize,
    /// Which task row of the table, from 1.
    pub row: usize,
    /// The printed number (序号); empty where there is none.
    pub label: String,
    /// 任务类别: the cell of that column, or the row of its own that stands above.
    pub category: Option<ByteSpan>,
    /// The cells that say something, with the columns they stand in, from left to right.
    pub cells: Vec<(Column, ByteSpan)>,
    /// The item of the body that the row says again.
    pub repeats: Option<usize>,
    /// Its line, or the cells that cover it from above and below.
    pub span: ByteSpan,
}

/// What a column of a task table holds, told by its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// 序号.
    Number,
    /// 任务类别, 重点领域.
    Category,
    /// 工作任务, 任务名称.
    Task,
    /// 主要内容, 具体举措.
    Content,
    /// 工作目标, 目标指标.
    Target,
    /// Bodies in a role: 牵头单位, 责任单位, 配合单位.
    Unit(super::Role),
    /// Limits: 完成时限, 办结时间.
    Due,
    /// Points and periods: 时间节点, 实施时间, 时间安排.
    Times,
    /// 启动时间.
    Start,
    /// 备注, 进展情况, 联系人 and what is unknown.
    Other,
}

/// A piece of the clean text and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The piece.
    pub span: ByteSpan,
    /// Its owner.
    pub owner: Owner,
}

/// Who owns a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Owner {
    /// Title, number, recipients, signature, dates.
    Head,
    /// An item, by its index in [`Outline::items`] (label and own text).
    Item(usize),
    /// A paragraph, by its index in [`Outline::paragraphs`].
    Paragraph(usize),
    /// Web page furniture, page numbers and the like.
    Furniture,
    /// An attachment whose numbering does not continue the body.
    Attachment,
    /// A table: of tasks, if [`Outline::rows`] holds rows of it.
    Table,
    /// Line ends and blanks between parts.
    Blank,
}
