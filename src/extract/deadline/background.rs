//! Times that bound no work: these rows take the words away from the rows below them.

use super::Make;
use super::partial::Partial;
use super::plain::plain;
use super::point::fixed;
use super::scene::{Reading, Scene};
use crate::extract::rules::Rule;
use crate::extract::task::verb;
use crate::model::{ByteSpan, DeadlineKind};

const NOTHING: Make = |_| Reading::Nothing;

pub(super) const RULES: &[Rule<Make>] = &[
    Rule {
        id: "deadline.not.since",
        example: "2023年以来",
        pattern: "<d>+年(?:<d>+月)?(?:<d>+日)?以来",
        production: NOTHING,
    },
    Rule {
        id: "deadline.not.compared",
        example: "比2015年",
        pattern: "(?:比|较|高于|低于|不低于|不高于)<d>+年(?:<d>+月|[底末])?|(?:去年|上年|去|上)年?[底末]",
        production: NOTHING,
    },
    Rule {
        id: "deadline.not.edition",
        example: "(2019年修订)",
        pattern: "(?:19|20)<d>+年(?:修订|修正|修改|制定|颁布|公布|发布|版|第<d>+[次届号期])",
        production: NOTHING,
    },
    Rule {
        id: "deadline.not.yearly-thing",
        example: "2024年度工作计划",
        pattern: "(?:19|20)<d>+年度?(?:工作(?:要点|计划|总结|报告|安排|方案)|重点工作|民生实事|政府工作报告|一号文件|预算|决算|考核|统计|财政|中央)",
        production: NOTHING,
    },
    Rule {
        id: "deadline.not.yearly-goal",
        example: "2024年目标任务",
        pattern: "(?:19|20)<d>+年度?(?:目标|任务)(?:任务)?",
        production: yearly_goal,
    },
    Rule {
        id: "deadline.not.yearly-plan",
        example: "2024年度计划",
        pattern: "(?:19|20)<d>+年度?计划",
        production: yearly_plan,
    },
    Rule {
        id: "deadline.not.earlier-year",
        example: "上年度",
        pattern: "(?:上一?|去|前|往|历)年度?(?:<d>+月(?:<mday>|<inmonth>)?|[底末初])?",
        production: earlier_year,
    },
];

/// `上年度`; in 原则上年内完成 the 上 belongs to the word before.
fn earlier_year(scene: &Scene) -> Reading {
    let other = ["原则", "总体", "基本", "大体"]
        .iter()
        .any(|word| scene.before().ends_with(word));
    if other {
        Reading::Resume(scene.span.start + '上'.len_utf8())
    } else {
        Reading::Nothing
    }
}

/// `2024年目标任务` is a name; `2024年目标:新建30所` sets a goal for the year.
fn yearly_goal(scene: &Scene) -> Reading {
    let Some(year) = scene
        .words()
        .find('年')
        .filter(|_| scene.after().starts_with([':', '：', '为', '是']))
    else {
        return Reading::Nothing;
    };
    let span = ByteSpan::new(scene.span.start, scene.span.start + year + '年'.len_utf8());
    if scene.in_title() || scene.narrates() || !scene.starts_clause() {
        return Reading::Nothing;
    }
    match Partial::scan(span.of(scene.text), scene.years.context.minguo) {
        Some((date, _)) => fixed(scene, date, span, DeadlineKind::During, |first, end| (first, Some(end))),
        None => Reading::Nothing,
    }
}

/// `2024年计划` is a plan by name; `2024年计划新建30所` plans work for the year.
fn yearly_plan(scene: &Scene) -> Reading {
    let after = scene.after();
    let planned = after.starts_with(['新', '再', '总', '投', '共']) || verb::at_head(after).is_some();
    if !planned || scene.words().ends_with("度计划") {
        return Reading::Nothing;
    }
    let span = ByteSpan::new(scene.span.start, scene.span.end - "计划".len());
    plain(&Scene { span, ..*scene })
}
