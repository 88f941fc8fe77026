//! Dates without a word such as 前 or 起 (`2017年底`, `9月`, `2024年`). One is read where its place says that it bounds
//! work: at the head of a clause, in a bracket of its own, after `到` or `完成时限:`, before a verb of completion.

use super::partial::{Part, Partial, Year};
use super::point::fixed;
use super::predicate;
use super::scene::{Bare, Bound, CLAUSE_MARKS, Reading, Scene};
use super::year::Fixed;
use super::{Place, cell};
use crate::extract::number;
use crate::model::{ByteSpan, DeadlineKind};
use jiff::civil::Date;

/// What a label such as `完成时限:` before a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// The date bounds the end: 完成时限, 截止日期.
    Limit,
    /// The date bounds the beginning: 启动时间.
    Start,
    /// A time: 活动时间, 时间节点.
    Time,
}

impl Label {
    /// The label that `before` ends with.
    pub fn before(before: &str) -> Option<Self> {
        let label = before.trim_end_matches([':', '：', '为', '是', '在']);
        if label.len() == before.len() {
            return None;
        }
        let ends = |words: &[&str]| words.iter().any(|word| label.ends_with(word));
        if ends(&["启动时间", "开工时间", "开始时间", "起始时间", "开始日期", "起始日期"]) {
            Some(Self::Start)
        } else if ends(&[
            "时限",
            "期限",
            "完成时间",
            "完成日期",
            "办结时间",
            "竣工时间",
            "竣工日期",
            "截止时间",
            "截止日期",
            "截止日",
            "销号时间",
            "到位时间",
        ]) {
            Some(Self::Limit)
        } else if ends(&[
            "时间",
            "日期",
            "进度",
            "时段",
            "节点",
            "期程",
            "时程",
            "时间安排",
            "期间",
        ]) {
            Some(Self::Time)
        } else {
            None
        }
    }
}

/// A date by itself.
pub(super) fn plain(scene: &Scene) -> Reading {
    let Some((date, _)) = Partial::scan(scene.words(), scene.years.context.minguo) else {
        return Reading::Nothing;
    };
    if scene.years.context.place != Place::Text {
        return cell::in_column(scene, date);
    }
    let bare = if date.only_year() {
        Bare::Year
    } else if date.bounds_end_only() {
        Bare::No
    } else {
        Bare::Month
    };
    match in_text(scene, date) {
        Reading::Bound(bound) => Reading::Bound(Bound { bare, ..bound }),
        other => other,
    }
}

fn in_text(scene: &Scene, date: Partial) -> Reading {
    let (before, after) = (scene.before(), scene.after());
    let issued = scene.years.context.issued;
    let fix = scene.years.fix(&date);
    let to_come = matches!(fix, Fixed::Dates((_, end), ..) if issued.is_some_and(|day| end > day));
    let narrates = if to_come {
        scene.narrates_near()
    } else {
        scene.narrates()
    };
    if scene.in_title()
        || scene.in_title_bracket()
        || scene.is_baseline()
        || narrates
        || scene.is_attribute()
        || scene.is_reported()
        || scene.in_citation_bracket() && predicate::on_day(after) == predicate::OnDay::InForce
        || is_name(scene, &date)
    {
        return Reading::Nothing;
    }
    // 考核期第二年10月中旬: the year is counted from something that the text does not date.
    if date.year.is_none()
        && date.month.is_some()
        && before.trim_end_matches('的').ends_with('年')
        && before.contains('第')
    {
        return Reading::Bound(Bound::open(DeadlineKind::AfterEvent, scene.span));
    }
    let bounded_end = date.bounds_end_only();
    let label = Label::before(before);
    let led = scene.with_lead();
    let lead = &scene.text[led.start..scene.span.start];
    let until = lead.ends_with(['到', '至', '于', '迟', '晚']) && !lead.is_empty()
        || before.ends_with("截止")
        || scene.is_latest()
        || before.ends_with("至迟于")
        || scene.chained() == Some(DeadlineKind::By) && date.only_year()
        || label == Some(Label::Limit);
    let headed = Scene { span: led, ..*scene };
    let joined = scene.chained().is_some();
    let listed = scene
        .since_last()
        .is_some_and(|(last, between)| last.bare == Bare::Year && date.only_year() && between.ends_with('、'));
    let at_head = (headed.starts_clause() && (listed || !headed.before().ends_with('、')))
        || ["其中", "并", "以及", "同时"]
            .iter()
            .any(|word| headed.before().ends_with(word));
    // What is said of several years together stands behind the last: 2024年、2025年分别达到….
    let said = predicate::after_list(after, scene.years.context.minguo);
    let completes = predicate::completes(said);
    // A date that is the whole piece is a signature, not a bound.
    let whole = date.year.is_some() && date.day.is_some() && label.is_none();
    if (before.is_empty() && after.is_empty() && !bounded_end)
        || (whole && at_head && lead.is_empty() && !scene.bracketed() && (after.is_empty() || after.starts_with('(')))
    {
        return Reading::Nothing;
    }
    let placed = scene.bracketed()
        || label.is_some()
        || (until && !after.starts_with(['召', '在']))
        || !lead.is_empty() && !lead.starts_with(['从', '自'])
        || completes
        || joined;
    if scene.quoted() && !placed && !bounded_end {
        return Reading::Nothing;
    }
    // 自113年1月1日生效: a start without 起.
    if ["自", "从"].contains(&lead)
        && let Some(word) = ["生效", "施行", "实施", "执行"]
            .iter()
            .find(|word| after.starts_with(**word))
    {
        let span = ByteSpan::new(led.start, led.end + word.len());
        return fixed(scene, date, span, DeadlineKind::From, |first, last| {
            (Some(first.unwrap_or(last)), None)
        });
    }
    if let (Some(issued), Fixed::Dates((_, end), _, year)) = (issued, fix) {
        let timetable = scene.bracketed() || label.is_some() || joined;
        // 截至2月底,全市共有…; 今年1月,省里召开会议; 5月12日,某地发生事故.
        let passed = end < issued
            && (scene.clause_after().contains("同比")
                || lead.starts_with('截')
                || date.year == Some(Year::Relative(0))
                || date.day.is_some() && !timetable);
        let rolled = date.day.is_some() && date.year.is_none() && year > issued.year() && !placed;
        if passed || rolled && scene.years.current() == Some(issued.year()) {
            return Reading::Nothing;
        }
    }
    // 今年初 has passed when the notice is written.
    if date.part == Part::Begin && matches!(date.year, Some(Year::Relative(0))) {
        return Reading::Nothing;
    }
    if label == Some(Label::Start) {
        return fixed(scene, date, led, DeadlineKind::From, |first, last| {
            (Some(first.unwrap_or(last)), None)
        });
    }
    if bounded_end {
        return end_only(scene, date, led);
    }
    // 完成时限:2022年全年
    if until && scene.words().ends_with("全年") {
        return fixed(scene, date, led, DeadlineKind::During, |first, end| (first, Some(end)));
    }
    if until {
        return fixed(scene, date, led, DeadlineKind::By, |_, end| (None, Some(end)));
    }
    if let Some(start) = scene.year_before(&date) {
        let span = ByteSpan::new(start, scene.span.end);
        return fixed(scene, date, span, DeadlineKind::During, |_, end| {
            (Date::new(end.year() - 1, 1, 1).ok(), Some(end))
        });
    }
    if date.only_year() {
        let modal = predicate::modal(said);
        let goal = predicate::is_goal(said);
        let ok = placed && !scene.bracketed()
            || (scene.bracketed() && at_head)
            // 在2027年、2032年普查: the first of several.
            || before.ends_with(['在', '于']) && said.len() < after.len()
            || if scene.words().ends_with('度') {
                // 2024年度 before a noun is an attribute of it.
                at_head && (modal || predicate::whole_year(said))
            } else {
                modal || at_head && (predicate::opens(said) || goal)
            };
        if !ok {
            return Reading::Nothing;
        }
        return fixed(scene, date, led, DeadlineKind::During, |first, end| (first, Some(end)));
    }
    let event = ["于", "在", "定于", "拟于"].iter().any(|word| before.ends_with(word));
    // 上半年 bounds the end, as 6月底 does; 下半年 and the quarters bound both.
    // 民营剧团上半年演出收入不少于80万元: a bound by then.
    let bounded = ["不少于", "不低于", "不超过", "达到"]
        .iter()
        .any(|word| scene.clause_after().contains(word));
    if matches!(date.part, Part::Half(0)) && (placed || at_head || event || bounded) {
        return fixed(scene, date, led, DeadlineKind::By, |_, end| (None, Some(end)));
    }
    if date.day.is_some() {
        return if placed || at_head || event {
            day(scene, date, led)
        } else {
            Reading::Nothing
        };
    }
    if let Some(start) = scene.month_before(&date) {
        let span = ByteSpan::new(start, scene.span.end);
        return fixed(scene, date, span, DeadlineKind::During, |_, end| {
            (Date::new(end.year(), end.month() - 1, 1).ok(), Some(end))
        });
    }
    if placed || event || (at_head && (said.len() < after.len() || !after.starts_with(['、', '和', '及', '与', '或'])))
    {
        return fixed(scene, date, led, DeadlineKind::During, |first, end| (first, Some(end)));
    }
    Reading::Nothing
}

/// Whether what follows makes the date part of a name: `2024年版`, `十月革命`, `三月三`, `上半年工作总结`, `年终考核`.
fn is_name(scene: &Scene, date: &Partial) -> bool {
    let (before, after) = (scene.before(), scene.after());
    if after.starts_with([
        '的', '版', '第', '度', '·', '”', '"', '》', '龄', '刊', '级', '届', '产', '均',
    ]) || date.only_year() && after.starts_with('报')
        // 2025年比2020年下降18% sets a goal, 2025年比重 names a share.
        || after.strip_prefix(['比', '较']).is_some_and(|rest| {
            !date.only_year() || !rest.starts_with(|c: char| c.is_ascii_digit() || "二上去".contains(c))
        })
        || before.ends_with('第')
    {
        return true;
    }
    let words = scene.words();
    // 三月三, 八月十五: days of the lunar calendar and feasts.
    if words.ends_with('月') && !words.contains(|c: char| c.is_ascii_digit()) {
        let lunar = after.starts_with(|c: char| "一二三四五六七八九十初廿".contains(c)) || words.ends_with("正月");
        if lunar || after.starts_with("革命") || after.starts_with("围城") {
            return true;
        }
    }
    // 5月4日“五四”青年节.
    if date.day.is_some() && after.starts_with('“') {
        let clause = scene.clause_after();
        if clause.ends_with(['日', '节']) {
            return true;
        }
    }
    // 年末常住人口城镇化率: what is counted on the year's last day.
    if words.starts_with("年末")
        && [
            "常住",
            "户籍",
            "总人口",
            "存栏",
            "实有",
            "在校",
            "从业",
            "各项贷款",
            "各项存款",
            "贷款余额",
            "存款余额",
        ]
        .iter()
        .any(|word| after.starts_with(word))
    {
        return true;
    }
    // 6月为安全生产月, 2024年是关键之年.
    if after.starts_with(['是', '系']) || after.starts_with('为') && !after.starts_with("为期") {
        return true;
    }
    // 作为年底考核的依据: a name, but 年底考核 at the head of a clause is work.
    if words.starts_with("年底")
        && !scene.starts_clause()
        && ["考核", "考评", "绩效", "述职", "总结"]
            .iter()
            .any(|word| after.starts_with(word))
    {
        return true;
    }
    if words.ends_with('终')
        && after.starts_with([
            '考', '总', '奖', '评', '述', '决', '检', '报', '结', '慰', '端', '身', '工', '绩',
        ])
    {
        return true;
    }
    let clause = scene.clause_after();
    let noun = ["总结", "形势", "情况", "数据", "经济运行", "工作报告", "工作计划"]
        .iter()
        .any(|word| clause.ends_with(word));
    noun && scene.starts_clause() && !predicate::has_verb(clause)
}

/// `6月底`, `10月初`, `年底`.
fn end_only(scene: &Scene, date: Partial, led: ByteSpan) -> Reading {
    let before = scene.before();
    if before.ends_with(['当', '该', '期', '次', '往', '从', '自', '周', '每', '下', '隔', '截'])
        && !before.ends_with("应当")
    {
        return Reading::Nothing;
    }
    if scene.words().starts_with(['年', '月', '岁'])
        && before.ends_with(|c: char| c.is_numeric() || "两几多半".contains(c))
    {
        return Reading::Nothing;
    }
    // 年终 alone is a name more often than a day.
    if scene.words() == "年终" || scene.words() == "岁末" {
        return Reading::Nothing;
    }
    fixed(scene, date, led, DeadlineKind::By, |_, end| (None, Some(end)))
}

/// `9月20日`: something is to be ready by that day (`报送`, `印发`), comes into force on it, or takes place on it.
fn day(scene: &Scene, date: Partial, led: ByteSpan) -> Reading {
    if scene.is_issue_date(&date) {
        return Reading::Nothing;
    }
    match predicate::on_day(scene.after()) {
        predicate::OnDay::Event => fixed(scene, date, led, DeadlineKind::During, |first, end| (first, Some(end))),
        predicate::OnDay::InForce if scene.chained().is_none() => {
            fixed(scene, date, led, DeadlineKind::From, |first, end| {
                (Some(first.unwrap_or(end)), None)
            })
        }
        _ => fixed(scene, date, led, DeadlineKind::By, |_, end| (None, Some(end))),
    }
}

impl Scene<'_> {
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
        (apart && month > 1 && number.checked_add(1) == Some(month))
            .then(|| self.span.start - '、'.len_utf8() - (before.len() - head.len()))
    }

    /// Where the year before `date` stands in `2023、2024年`.
    fn year_before(&self, date: &Partial) -> Option<usize> {
        let Some(Year::Written(year)) = date.year.filter(|_| date.only_year()) else {
            return None;
        };
        let before = self.before().strip_suffix(['、', '和', '与'])?;
        let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = number::integer(&before[head.len()..])?;
        let apart = head.is_empty() || head.ends_with(CLAUSE_MARKS) || head.ends_with(['于', '在', '(']);
        (apart && number.checked_add(1) == u32::try_from(year).ok())
            .then(|| self.span.start - (self.before().len() - head.len()))
    }

    /// Whether `date` is the very day of issue.
    fn is_issue_date(&self, date: &Partial) -> bool {
        match (date.year, self.years.fix(date)) {
            (Some(Year::Written(_)), Fixed::Dates((_, end), _, _)) => self.years.context.issued == Some(end),
            _ => false,
        }
    }
}
