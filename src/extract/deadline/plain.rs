//! Dates without a word such as 前 or 起 (`2017年底`, `9月`, `2024年`). One is read where its place says that it bounds
//! work: at the head of a clause, in a bracket of its own, after `到` or `完成时限:`, before a verb of completion.

use super::partial::{Part, Partial, Year};
use super::point::fixed;
use super::scene::{Reading, Scene};
use super::year::Fixed;
use crate::extract::number;
use crate::extract::task::verb;
use crate::model::{ByteSpan, DeadlineKind};
use jiff::civil::Date;
use regex_automata::meta::Regex;
use std::sync::LazyLock;

/// What begins the predicate after a plain year: words of the whole (`全市`, `各地`), of aim, and verbs of completion.
const OPENERS: &[&str] = &[
    "，", ",", "全", "各", "力争", "争取", "确保", "计划", "要", "应", "完成", "实现", "达到", "达", "启动", "组织",
    "开展", "推动", "新建", "新增", "培训", "建设", "建成", "基本", "重点", "继续", "再", "将", "拟", "预计", "安排",
    "实施", "改造", "创建", "力", "率先", "初步", "所有", "累计", "培育", "引进", "打造", "优先", "形成",
];
/// Verbs of completion: a date before them bounds work wherever it stands.
const COMPLETIONS: [&str; 24] = [
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
    "上线",
    "投入运",
    "投用",
    "投产",
    "竣工",
    "完工",
    "开工",
    "通车",
    "通水",
    "试运行",
    "交付",
    "达标",
];

/// Modal words: a year before them bounds work also behind a subject (`全市2024年要新增…`).
const MODALS: [&str; 8] = ["要", "应", "须", "拟", "力争", "争取", "预计", "计划"];

/// What shows that a clause after a year sets a goal: a number, a word of reaching or of comparison.
static GOAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "[0-9]|百分之|[一二三四五六七八九十两百千万](?:个|家|万|项|户|所|座|公里|处|名|场|次)|达标|达到|实现|完成|建成|全部|确保|不低于|不少于|\
         不高于|不超过|高于|低于|新增|新建|力争|竣工|投用|启动|全覆盖",
    )
    .expect("a constant, compiled by the tests")
});

/// A date by itself.
pub(super) fn plain(scene: &Scene) -> Reading {
    let (before, after) = (scene.before(), scene.after());
    let Some((date, _)) = Partial::scan(scene.words(), scene.years.context.minguo) else {
        return Reading::Nothing;
    };
    let issued = scene.years.context.issued;
    let to_come = matches!(scene.years.fix(&date), Fixed::Dates((_, end), ..) if issued.is_some_and(|day| end > day));
    let narrates = if to_come { scene.narrates_on() } else { scene.narrates() };
    if scene.in_title() || scene.in_title_bracket() || scene.is_baseline() || narrates {
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
    let until = lead.ends_with(['到', '至', '于', '迟', '晚']) && !lead.is_empty()
        || before.ends_with("截止")
        || scene.chained == Some(DeadlineKind::By) && date.only_year();
    let headed = Scene { span: led, ..*scene };
    let joined = scene.chained.is_some();
    let at_head = (headed.starts_clause() && !headed.before().ends_with('、'))
        || ["其中", "并", "以及", "同时"]
            .iter()
            .any(|word| headed.before().ends_with(word));
    let opener = begins(after, OPENERS);
    let modal = MODALS.iter().any(|word| after.starts_with(word));
    let completes = begins(after, &COMPLETIONS);
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
        || completes
        || joined;
    if scene.quoted() && !placed && !bounded_end {
        return Reading::Nothing;
    }
    if let (Some(issued), Fixed::Dates((_, end), _, year)) = (issued, scene.years.fix(&date)) {
        let timetable = scene.bracketed() || labelled || joined;
        // 截至2月底,全市共有…; 今年1月,省里召开会议; 5月12日,某地发生事故.
        let passed = end < issued
            && (lead.starts_with('截') || date.year == Some(Year::Relative(0)) || date.day.is_some() && !timetable);
        let rolled = date.day.is_some() && date.year.is_none() && year > issued.year() && !placed;
        if passed || rolled && scene.years.current() == Some(issued.year()) {
            return Reading::Nothing;
        }
    }
    // 今年初 has passed when the notice is written.
    if date.part == Part::Begin && matches!(date.year, Some(Year::Relative(0))) {
        return Reading::Nothing;
    }
    if scene.words().starts_with("本月") && after.starts_with('内') {
        let led = ByteSpan::new(led.start, led.end + '内'.len_utf8());
        return fixed(scene, date, led, DeadlineKind::By, |_, end| (None, Some(end)));
    }
    if bounded_end {
        if before.ends_with(['当', '该', '期', '次', '往', '从', '自', '周', '每', '下', '隔', '截'])
            && !before.ends_with("应当")
        {
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
        let ok = placed && !scene.bracketed()
            || (scene.bracketed() && at_head)
            || if scene.words().ends_with('度') {
                // 2024年度 before a noun is an attribute of it.
                at_head && (after.starts_with(['，', ',', '全', '各', '力', '拟']) || modal)
            } else {
                modal || at_head && (opener || scene.sets_goal())
            };
        if !ok {
            return Reading::Nothing;
        }
        return fixed(scene, date, led, DeadlineKind::During, |first, end| (first, Some(end)));
    }
    // 上半年 bounds the end, as 6月底 does; 下半年 and the quarters bound both.
    if matches!(date.part, Part::Half(0)) && (placed || at_head) {
        return fixed(scene, date, led, DeadlineKind::By, |_, end| (None, Some(end)));
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
    if let Some(start) = scene.month_before(&date) {
        let span = ByteSpan::new(start, scene.span.end);
        return fixed(scene, date, span, DeadlineKind::During, |_, end| {
            (Date::new(end.year(), end.month() - 1, 1).ok(), Some(end))
        });
    }
    if placed || event || (at_head && (scene.leads_to_date() || !after.starts_with(['、', '和', '及', '与', '或'])))
    {
        return fixed(scene, date, led, DeadlineKind::During, |first, end| (first, Some(end)));
    }
    Reading::Nothing
}

/// Whether `after` begins with one of `words` that is no attribute (`开工的项目`).
fn begins(after: &str, words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| after.strip_prefix(word).is_some_and(|rest| !rest.starts_with('的')))
}

impl Scene<'_> {
    /// Whether the clause after a year sets a goal or begins with a verb: `2024年招录25名`. Not `2024年开工的项目`, where
    /// the year belongs to a noun, nor `2024年是…`.
    fn sets_goal(&self) -> bool {
        const ATTRIBUTE: usize = 4;
        let after = self.after();
        let clause = &after[..after.find(['，', ',', '。', ';', '；', '\n']).unwrap_or(after.len())];
        !clause.starts_with(['是', '为', '系', '《', '“', '"'])
            && !clause.starts_with(|c: char| c.is_ascii_digit())
            && !clause.chars().take(ATTRIBUTE).any(|c| c == '的')
            && (GOAL.is_match(clause) || verb::at_head(clause).is_some())
    }

    /// Where the number of the month before `date` stands in `3、4月份`.
    fn month_before(&self, date: &Partial) -> Option<usize> {
        let month = date
            .month
            .filter(|_| date.day.is_none() && date.part == Part::Whole && date.year.is_none())?;
        let before = self.before().strip_suffix('、')?;
        let head = before.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        let number = number::integer(&before[head.len()..])?;
        let apart = head.is_empty()
            || head.ends_with(['，', ',', '。', ';', '；', ':', '：', '\n'])
            || head.ends_with(['于', '在', '年', '(']);
        (apart && month > 1 && number + 1 == month)
            .then(|| self.span.start - '、'.len_utf8() - (before.len() - head.len()))
    }

    /// Whether an `and` and another date follow: `3月、9月`.
    fn leads_to_date(&self) -> bool {
        const NEAR: usize = 16;
        let near: usize = self.after().chars().take(NEAR).map(char::len_utf8).sum();
        let after = &self.after()[..near];
        ["、", "和", "及", "与", "或", "以及"].iter().any(|word| {
            after
                .strip_prefix(word)
                .and_then(|rest| Partial::scan(rest, self.years.context.minguo))
                .is_some_and(|(date, _)| date.month.is_some() || date.year.is_some() || date.part != Part::Whole)
        })
    }

    /// Whether `date` is the very day of issue.
    fn is_issue_date(&self, date: &Partial) -> bool {
        match (date.year, self.years.fix(date)) {
            (Some(Year::Written(_)), Fixed::Dates((_, end), _, _)) => self.years.context.issued == Some(end),
            _ => false,
        }
    }
}
