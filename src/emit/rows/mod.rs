//! The rows of a task table, made once for CSV and XLSX.
//!
//! In: a [`TaskList`]. Out: one [`Row`] per item with `task` true, in document order, its cells being the words that an
//! office expects (columns in [`HEADS`], the order of 任务分解表). A cell with nothing to say is empty, never `无`.
//! Names are joined by `、`, expressions by `；`; line ends inside a cell are `\n`.
//!
//! Not done here: guarding cells against formulas (CSV alone needs it), cutting cells to a program's limit, numbering
//! (序号 runs over all notices of a file). Items that are no tasks give no row.
//!
//! ```
//! use gongdan::emit::rows::{HEADS, rows};
//!
//! let options = gongdan::pipeline::Options::default();
//! let list = gongdan::pipeline::run("a.txt", "一、开展检查。\n".as_bytes(), None, &options)?;
//! for row in rows(&list[0]) {
//!     assert_eq!(row.cells().len() + 1, HEADS.len()); // 序号 is not a row's own
//! }
//! # Ok::<(), gongdan::Error>(())
//! ```

mod amounts;
mod names;
mod remarks;
mod when;

pub(crate) use when::in_words as recurrence_in_words;

use crate::model::{Notice, Origin, Role, TaskItem, TaskList};
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Column heads, in order.
pub const HEADS: [&str; 16] = [
    "序号",
    "任务类别",
    "工作任务",
    "具体内容",
    "目标指标",
    "牵头单位",
    "责任单位",
    "配合单位",
    "完成时限",
    "截止日期",
    "频次",
    "依据",
    "备注",
    "id",
    "path",
    "source",
];

/// One task as an office reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// 任务类别: heading of the first-level item that the task stands in; empty for a paragraph outside all items and
    /// for a first-level item that holds no others, whose name is the task's own.
    pub category: &'a str,
    /// 工作任务: the item's heading, ending with a whole clause or `…`.
    pub task: Cow<'a, str>,
    /// 具体内容: the item's own text, whole but for the title that 工作任务 is.
    pub content: Cow<'a, str>,
    /// 目标指标: the targets as they stand, those that are frequencies left to 频次.
    pub targets: String,
    /// 牵头单位.
    pub lead: String,
    /// 责任单位: who is charged; the actors where neither a lead nor a responsible body is named.
    pub responsible: String,
    /// 配合单位.
    pub support: String,
    /// 完成时限: the notice's own wording; where there are several, each followed by its work in brackets.
    pub due_words: String,
    /// 截止日期: the item's last day; the earliest where it has several (备注 then says so).
    pub due: Option<Date>,
    /// 频次, such as `每季度至少1次`.
    pub frequency: String,
    /// 依据: 发文字号, else 《title》, else the file's name, then the item's path.
    pub basis: String,
    /// 备注: what a reader of the row should know.
    pub remarks: String,
    /// The item's `id`.
    pub id: &'a str,
    /// The item's `path`.
    pub path: &'a str,
    /// The notice's `source.path`.
    pub source: &'a str,
}

impl Row<'_> {
    /// The cells after 序号 as text, in the order of [`HEADS`]; dates as `yyyy-mm-dd`.
    #[must_use]
    pub fn cells(&self) -> [Cow<'_, str>; 15] {
        [
            self.category.into(),
            (&*self.task).into(),
            (&*self.content).into(),
            (&self.targets).into(),
            (&self.lead).into(),
            (&self.responsible).into(),
            (&self.support).into(),
            (&self.due_words).into(),
            self.due.map_or_else(String::new, |day| day.to_string()).into(),
            (&self.frequency).into(),
            (&self.basis).into(),
            (&self.remarks).into(),
            self.id.into(),
            self.path.into(),
            self.source.into(),
        ]
    }
}

/// The rows of one list.
#[must_use]
pub fn rows(list: &TaskList) -> Vec<Row<'_>> {
    let tops = tops(&list.items);
    let mut holds = vec![false; list.items.len()];
    tops.iter().enumerate().for_each(|(i, &top)| holds[top] |= i != top);
    let mut warnings = remarks::by_task(list);
    let document = document(&list.notice);
    let tasks = list.items.iter().enumerate().filter(|(_, item)| item.task);
    tasks
        .map(|(index, item)| {
            let by_role = |role| {
                joined(
                    "、",
                    item.units.iter().filter(|u| u.role == role).map(|u| u.name.as_str()),
                )
            };
            let lead = by_role(Role::Lead);
            let mut responsible = by_role(Role::Responsible);
            if lead.is_empty() && responsible.is_empty() {
                responsible = by_role(Role::Actor);
            }
            let due = when::due(item);
            let top = &list.items[tops[index]];
            Row {
                category: match &item.category {
                    Some(category) => category,
                    None if top.origin == Origin::Numbered && holds[tops[index]] => &top.heading,
                    None => "",
                },
                task: names::task(item),
                content: one_line_end(names::content(item)),
                targets: amounts::targets(item),
                lead,
                responsible,
                support: by_role(Role::Support),
                due_words: when::due_words(item),
                due: due.day,
                frequency: when::frequency(item),
                basis: format!("{document} {}", path_in_words(&item.path)),
                remarks: remarks::remarks(
                    item,
                    &list.notice,
                    &due,
                    &warnings.remove(&index).unwrap_or_default(),
                    top.span,
                ),
                id: &item.id,
                path: &item.path,
                source: &list.notice.source.path,
            }
        })
        .collect()
}

/// For each item the index of its first-level ancestor, which may be itself.
fn tops(items: &[TaskItem]) -> Vec<usize> {
    let place: HashMap<&str, usize> = items
        .iter()
        .enumerate()
        .map(|(i, item)| (item.id.as_str(), i))
        .collect();
    let mut tops: Vec<usize> = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        let parent = item.parent.as_deref().and_then(|id| place.get(id));
        // Parents stand before their children; a list from elsewhere that breaks this gets the item itself.
        tops.push(parent.and_then(|&p| tops.get(p)).copied().unwrap_or(i));
    }
    tops
}

/// What the tasks of this notice rest on, as people cite it.
fn document(notice: &Notice) -> String {
    if let Some(number) = &notice.doc_number {
        return number.clone();
    }
    match &notice.title {
        // Marks within 《》 turn into 〈〉 (GB/T 15834-2011, 4.13.3.5).
        Some(title) => format!("《{}》", title.replace('《', "〈").replace('》', "〉")),
        None => notice.source.path.rsplit('/').next().unwrap_or_default().to_owned(),
    }
}

/// `三/(二)/2.` → `三(二)2.`, `三/¶2` → `三第2段`; a slash stays where two figures would run together.
fn path_in_words(path: &str) -> String {
    let mut words = String::with_capacity(path.len());
    for part in path.split('/') {
        if let Some(number) = part.strip_prefix('¶') {
            words.extend(["第", number, "段"]);
            continue;
        }
        let figures = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if figures(words.chars().next_back()) && figures(part.chars().next()) {
            words.push('/');
        }
        words.push_str(part);
    }
    words
}

/// Different, non-empty words in order of first appearance, joined.
fn joined<'a>(mark: &str, words: impl Iterator<Item = &'a str>) -> String {
    let mut seen = HashSet::new();
    let different = words
        .map(str::trim)
        .filter(|word| !word.is_empty() && seen.insert(*word));
    different.collect::<Vec<_>>().join(mark)
}

/// Line ends as `\n`, which spreadsheets show as a new line in the cell; a lone CR would be taken for a row's end.
fn one_line_end(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text.into();
    }
    text.replace("\r\n", "\n").replace('\r', "\n").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn a_row_stands_for_each_task_and_is_complete_in_itself() {
        let list = sample::list();
        let rows = rows(&list);
        let cells: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.cells()[..12].iter().map(|c| c.to_string()).collect())
            .collect();
        let expected: [[&str; 12]; 4] = [
            [
                "重点任务",
                "开展森林防火检查",
                "林业站牵头,3月15日前制定检查方案,4月底前完成检查,整改率达到95%以上。",
                "整改率达到95%以上",
                "林业站",
                "",
                "派出所",
                "3月15日前(制定检查方案)；4月底前(完成检查)",
                "2023-03-15",
                "",
                "青林发〔2023〕7号 二(一)",
                "有多个时限，截止日期取最早；年份据成文日期推定",
            ],
            [
                "重点任务",
                "召开会议",
                "各村每季度至少召开1次会议。",
                "",
                "",
                "各村",
                "",
                "",
                "",
                "每季度至少1次",
                "青林发〔2023〕7号 二(二)",
                "提示：编号不连续",
            ],
            [
                "重点任务",
                "巡山护林",
                "护林员坚持巡山。\n=不是公式",
                "",
                "林业站",
                "",
                "",
                "长期坚持",
                "",
                "",
                "青林发〔2023〕7号 二(三)1.",
                "牵头单位沿用上级事项",
            ],
            [
                "",
                "请于方案印发后10日内报送名单",
                "请于方案印发后10日内报送名单。",
                "",
                "",
                "",
                "",
                "方案印发后10日内",
                "",
                "",
                "青林发〔2023〕7号 第1段",
                "时限自有关事项发生起算，无固定日期",
            ],
        ];
        assert_eq!(cells, expected);
    }

    #[test]
    fn the_basis_cites_as_people_do() {
        let mut list = sample::list();
        list.notice.doc_number = None;
        assert_eq!(document(&list.notice), "《关于印发〈防火方案〉的通知》");
        list.notice.title = None;
        assert_eq!(document(&list.notice), "防火.txt");
        for (path, words) in [
            ("三/(二)/2.", "三(二)2."),
            ("附件1/表1/3", "附件1表1/3"),
            ("三/¶2", "三第2段"),
            ("一/一是", "一一是"),
        ] {
            assert_eq!(path_in_words(path), words);
        }
    }

    #[test]
    fn line_ends_in_cells_are_line_feeds() {
        assert_eq!(one_line_end("a\r\nb\rc\n"), "a\nb\nc\n");
    }
}
