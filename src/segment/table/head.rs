//! Heads of task tables: what a column holds by the words above it.
//!
//! Names of columns vary from office to office and are made of few words: 牵头单位, 牵头部门, 牵头责任单位, 主办单位 …
//! Told by those words, in the order of [`column`]; sources: forms of ECOSYSTEM.md 1.1 and office usage.

use crate::model::{Column, Role, Table};

/// The head of a task table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// What each column holds.
    pub columns: Vec<Column>,
    /// The first row below the head.
    pub below: usize,
}

/// In how many rows from the top a head is looked for: a title and a line with unit and date may stand above it.
const DEEPEST: usize = 4;
/// The longest head of a column, in characters.
const LONGEST: usize = 16;

/// The head of `table`; none where it distributes no tasks.
pub(super) fn head(text: &str, table: &Table) -> Option<Head> {
    let words = |row: usize, at: usize| table.rows[row][at].map_or("", |cell| table.cells[cell].of(text));
    for row in 0..table.rows.len().min(DEEPEST) {
        let width = table.rows[row].len();
        let mut columns: Vec<Column> = (0..width).map(|at| column(words(row, at))).collect();
        if !distributes(&columns) {
            // The names may stand in the second row of a head whose first row groups them: 责任分工 above 牵头, 配合.
            let Some(next) = table.rows.get(row + 1) else { break };
            let below: Vec<Column> = (0..next.len()).map(|at| column(words(row + 1, at))).collect();
            let grouped = two_rows(&columns, &below);
            let tied = (0..width).any(|at| table.rows[row][at].is_some() && table.rows[row][at] == next[at]);
            if tied && distributes(&grouped) {
                return Some(finish(text, table, grouped, row + 2));
            }
            continue;
        }
        let mut below = row + 1;
        // A second row of heads: cells of the first row reach into it, and the others name columns as well.
        if let Some(next) = table.rows.get(row + 1) {
            let tied = |at: usize| table.rows[row][at].is_some() && table.rows[row][at] == next[at];
            let named = (0..width).filter(|&at| !tied(at) && column(words(row + 1, at)) != Column::Other);
            if (0..width).any(tied) && named.count() > 0 {
                let lower: Vec<Column> = (0..width).map(|at| column(words(row + 1, at))).collect();
                columns = two_rows(&columns, &lower);
                below += 1;
            }
        }
        return Some(finish(text, table, columns, below));
    }
    None
}

/// The lower row names a column more exactly, where it names one.
fn two_rows(upper: &[Column], lower: &[Column]) -> Vec<Column> {
    let pairs = upper.iter().zip(lower);
    pairs
        .map(|(upper, lower)| if *lower == Column::Other { *upper } else { *lower })
        .collect()
}

/// A column of work, and one of bodies, times or (beside the work) goals.
fn distributes(columns: &[Column]) -> bool {
    let has = |wanted: &[Column]| columns.iter().any(|column| wanted.contains(column));
    let work = has(&[Column::Task, Column::Content]);
    let bodies = columns.iter().any(|column| matches!(column, Column::Unit(_)));
    let goals = has(&[Column::Target]);
    (work || goals) && (bodies || has(&[Column::Due, Column::Times])) || work && goals
}

/// Settles what only the whole head can tell.
fn finish(text: &str, table: &Table, mut columns: Vec<Column>, below: usize) -> Head {
    // `目标任务` and `工作目标` are the work where no other column is.
    if !columns.contains(&Column::Task) {
        let work = columns.iter().position(|column| *column == Column::Content);
        let work = work.or_else(|| columns.iter().position(|column| *column == Column::Target));
        if let Some(work) = work {
            let cell = columns[work];
            columns
                .iter_mut()
                .filter(|column| **column == cell)
                .for_each(|column| *column = Column::Task);
        }
    }
    // A second column of names of work holds its content.
    let mut named = false;
    let mut last = None;
    for (at, column) in columns.iter_mut().enumerate() {
        let cell = table.rows[below.saturating_sub(1)].get(at).copied().flatten();
        if *column == Column::Task {
            if named && cell != last {
                *column = Column::Content;
            }
            named = true;
            last = cell;
        }
    }
    // 责任单位 beside 牵头单位 means the bodies that are not in the lead; it stays what it is called. A column without a
    // head left of the work, filled with small numbers, is 序号.
    if let Some(first) = columns.first_mut().filter(|column| **column == Column::Other) {
        let is_number = |row: &Vec<Option<usize>>| {
            let words = row[0].map_or("", |cell| table.cells[cell].of(text).trim());
            !words.is_empty() && words.len() <= 4 && words.bytes().all(|b| b.is_ascii_digit())
        };
        if table.rows[below..].iter().take(3).all(is_number) && below < table.rows.len() {
            *first = Column::Number;
        }
    }
    Head { columns, below }
}

/// What a column holds by its head.
pub(super) fn column(words: &str) -> Column {
    let bare: String = words
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '、' | '/' | '及' | '和' | ':' | '：' | '|'))
        .collect();
    if bare.is_empty() || bare.chars().count() > LONGEST || bare.contains(['。', '，', ',', ';', '；']) {
        return Column::Other;
    }
    let holds = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    let ends = |words: &[&str]| words.iter().any(|word| bare.ends_with(word));
    let bodies = || {
        holds(&[
            "单位", "部门", "机关", "机构", "处室", "科室", "股室", "主体", "局处", "司局", "科所", "地区", "乡镇",
            "区县", "市县",
        ]) || bare.chars().count() == 2
    };
    if matches!(
        bare.as_str(),
        "序号" | "编号" | "项次" | "序" | "号" | "任务编号" | "任务序号" | "项目编号" | "No." | "NO"
    ) {
        return Column::Number;
    }
    if holds(&[
        "领导",
        "责任人",
        "联系人",
        "负责人",
        "联络员",
        "经办人",
        "电话",
        "填报",
        "审核",
    ]) {
        return Column::Other;
    }
    if holds(&[
        "进展",
        "完成情况",
        "存在问题",
        "存在的",
        "备注",
        "是否",
        "得分",
        "分值",
        "评分",
        "自评",
        "佐证",
        "依据",
        "来源",
        "说明",
        "经费",
        "资金",
        "投资",
        "预算",
    ]) {
        return Column::Other;
    }
    if holds(&["启动时间", "开工时间", "开始时间", "起始时间"]) {
        return Column::Start;
    }
    // A head of points goes before one of limits: 时间节点 names points, 完成时间 a limit.
    if holds(&[
        "节点",
        "时间安排",
        "实施时间",
        "活动时间",
        "举办时间",
        "培训时间",
        "起止",
        "进度安排",
        "进度要求",
        "期程",
        "时程",
        "阶段",
        "周期",
        "频次",
    ]) && !holds(&["完成", "办结", "截止", "时限", "期限"])
        || bare == "进度"
        || bare == "时间"
    {
        return Column::Times;
    }
    if holds(&[
        "时限",
        "期限",
        "时间",
        "节点",
        "期程",
        "时程",
        "限期",
        "完成日期",
        "截止",
        "年限",
        "进度安排",
        "进度要求",
        "阶段",
        "周期",
        "频次",
    ]) {
        return Column::Due;
    }
    if holds(&["牵头", "主牵"]) && bodies() {
        return Column::Unit(Role::Lead);
    }
    if holds(&["配合", "协办", "协助", "参与", "参加", "协作", "协同", "支持", "会办"]) && bodies() {
        return Column::Unit(Role::Support);
    }
    if holds(&[
        "责任", "主办", "承办", "负责", "实施", "落实", "执行", "主责", "分工", "主管", "办理", "整改", "完成",
    ]) && holds(&[
        "单位", "部门", "机关", "机构", "处室", "科室", "股室", "主体", "局处", "司局", "科所", "地区", "乡镇", "区县",
        "市县",
    ]) || matches!(
        bare.as_str(),
        "责任分工" | "任务分工" | "分工" | "单位" | "部门" | "主办" | "承办" | "责任方" | "责任" | "实施主体"
    ) {
        return Column::Unit(Role::Responsible);
    }
    if ends(&[
        "类别",
        "分类",
        "领域",
        "类型",
        "板块",
        "模块",
        "方面",
        "项目类别",
        "大类",
        "专项",
    ]) || bare == "类"
    {
        return Column::Category;
    }
    if holds(&[
        "任务",
        "事项",
        "工作项目",
        "工作名称",
        "重点工作",
        "工程名称",
        "项目名称",
        "行动名称",
        "推动项目",
        "主要工作",
        "措施名称",
        "工作计划",
        "问题清单",
        "存在问题",
    ]) || matches!(bare.as_str(), "工作" | "项目" | "工程" | "名称" | "行动" | "内容")
    {
        return Column::Task;
    }
    if holds(&[
        "内容", "举措", "措施", "要求", "标准", "做法", "要点", "策略", "安排", "步骤", "路径", "方式",
    ]) {
        return Column::Content;
    }
    if holds(&["目标", "指标", "成效", "成果", "效益", "目的"]) {
        return Column::Target;
    }
    Column::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_name_columns() {
        use Column::*;
        for (words, want) in [
            ("序号", Number),
            ("任务类别", Category),
            ("重点领域", Category),
            ("工作任务", Task),
            ("重点任务及内容", Task),
            ("主要内容", Content),
            ("具体举措", Content),
            ("工作目标", Target),
            ("牵头单位", Unit(Role::Lead)),
            ("牵头(责任)部门", Unit(Role::Lead)),
            ("责任单位", Unit(Role::Responsible)),
            ("主办\n单位", Unit(Role::Responsible)),
            ("责任(配合)单位", Unit(Role::Support)),
            ("协办机关", Unit(Role::Support)),
            ("完成时限", Due),
            ("时间节点", Times),
            ("办理期程", Times),
            ("责任领导", Other),
            ("进展情况", Other),
            ("备注", Other),
            ("", Other),
            ("推进义务教育学校标准化建设,完成32所学校改造", Other),
        ] {
            assert_eq!(column(words), want, "{words}");
        }
    }
}
