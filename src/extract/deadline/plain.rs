//! Dates without a word such as 前 or 起 (`2017年底`, `9月`, `2024年`). One is read where its place says that it bounds
//! work: at the head of a clause, in a bracket of its own, after `到` or `完成时限:`, before a verb of completion.

use super::partial::{Part, Partial, Year};
use super::point::fixed;
use super::scene::{Reading, Scene};
use super::year::Fixed;
use crate::model::DeadlineKind;

/// What begins the predicate after a plain year: words of the whole (`全市`, `各地`), of aim, and verbs of completion.
const OPENERS: &[&str] = &[
    "，", ",", "全", "各", "力争", "争取", "确保", "计划", "要", "应", "完成", "实现", "达到", "达", "启动", "组织",
    "开展", "推动", "新建", "新增", "培训", "建设", "建成", "基本", "重点", "继续", "再", "将", "拟", "预计", "安排",
    "实施", "改造", "创建", "力", "率先", "初步", "所有", "累计", "培育", "引进", "打造", "优先", "形成",
];
/// Verbs of completion: a date before them bounds work wherever it stands.
const COMPLETIONS: [&str; 12] = [
    "完成",
    "实现",
    "达到",
    "建成",
    "全面",
    "全部",
    "基本",
    "力争",
    "确保",
    "启动",
    "投入使用",
    "累计",
];

/// A date by itself.
pub(super) fn plain(scene: &Scene) -> Reading {
    let (before, after) = (scene.before(), scene.after());
    let Some((date, _)) = Partial::scan(scene.words(), scene.years.context.minguo) else {
        return Reading::Nothing;
    };
    if scene.in_title() || scene.in_title_bracket() || scene.is_baseline() || scene.narrates() {
        return Reading::Nothing;
    }
    if after.starts_with([
        '的', '比', '较', '版', '第', '度', '·', '”', '"', '》', '龄', '刊', '级', '届',
    ]) || date.only_year() && after.starts_with('报')
        || before.ends_with('第')
    {
        return Reading::Nothing;
    }
    let bounded_end = matches!(
        date.part,
        Part::End | Part::Begin | Part::QuarterEnd(_) | Part::QuarterBegin(_) | Part::ThisMonth
    );
    let labelled = {
        let label = before.trim_end_matches([':', '：', '为', '是']);
        ["时间", "时限", "期限", "日期", "进度", "时段", "节点"]
            .iter()
            .any(|word| label.ends_with(word))
    };
    let led = scene.with_lead();
    let lead = &scene.text[led.start..scene.span.start];
    let until = lead.ends_with(['到', '至', '于', '迟', '晚']) && !lead.is_empty() || before.ends_with("截止");
    let headed = Scene { span: led, ..*scene };
    let at_head = headed.starts_clause() && !headed.before().ends_with('、');
    let opener = OPENERS.iter().any(|word| after.starts_with(word));
    let completes = COMPLETIONS.iter().any(|word| after.starts_with(word));
    // A date that is the whole piece is a signature, not a bound.
    let whole = date.year.is_some() && date.day.is_some();
    if (before.is_empty() && after.is_empty() && !bounded_end)
        || (whole && at_head && lead.is_empty() && !scene.bracketed() && (after.is_empty() || after.starts_with('(')))
    {
        return Reading::Nothing;
    }
    let placed = scene.bracketed()
        || labelled
        || (until && !after.starts_with(['召', '在']))
        || !lead.is_empty() && !lead.starts_with(['从', '自'])
        || completes;
    if scene.quoted() && !placed && !bounded_end {
        return Reading::Nothing;
    }
    // 今年初 has passed when the notice is written.
    if date.part == Part::Begin && matches!(date.year, Some(Year::Relative(0))) {
        return Reading::Nothing;
    }
    if bounded_end {
        if before.ends_with(['当', '该', '期', '次', '往', '从', '自', '周', '每', '下', '隔', '截']) {
            return Reading::Nothing;
        }
        if scene.words().starts_with(['年', '月'])
            && before.ends_with(|c: char| c.is_numeric() || "两几多半".contains(c))
        {
            return Reading::Nothing;
        }
        return fixed(scene, date, led, DeadlineKind::By, |_, end| (None, Some(end)));
    }
    if scene.words().starts_with("本月") {
        return Reading::Nothing;
    }
    if until {
        return fixed(scene, date, led, DeadlineKind::By, |_, end| (None, Some(end)));
    }
    if date.only_year() {
        let ok = placed && !scene.bracketed() || (scene.bracketed() && at_head) || (at_head && opener);
        if !ok {
            return Reading::Nothing;
        }
        return fixed(scene, date, led, DeadlineKind::During, |first, end| (first, Some(end)));
    }
    let event = ["于", "在", "定于", "拟于"].iter().any(|word| before.ends_with(word));
    if date.day.is_some() {
        if !(placed || at_head || event) {
            return Reading::Nothing;
        }
        if scene.is_issue_date(&date) {
            return Reading::Nothing;
        }
        let happens = ["召开", "举行", "举办", "放假", "上班", "休息", "开幕", "开学", "正式"]
            .iter()
            .any(|word| after.starts_with(word));
        return if happens {
            fixed(scene, date, led, DeadlineKind::During, |first, end| (first, Some(end)))
        } else {
            fixed(scene, date, led, DeadlineKind::By, |_, end| (None, Some(end)))
        };
    }
    if placed || event || (at_head && !after.starts_with(['、', '和', '及', '与', '或'])) {
        return fixed(scene, date, led, DeadlineKind::During, |first, end| (first, Some(end)));
    }
    Reading::Nothing
}

impl Scene<'_> {
    /// Whether `date` is the very day of issue.
    fn is_issue_date(&self, date: &Partial) -> bool {
        match (date.year, self.years.fix(date)) {
            (Some(Year::Written(_)), Fixed::Dates((_, end), _, _)) => self.years.context.issued == Some(end),
            _ => false,
        }
    }
}
