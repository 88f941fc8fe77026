//! Starts: `2024年起`, `即日起`, `自本通知印发之日起`, `自次月起`. A start bounds the beginning only. Not read: the day on which
//! another rule came into force (`《安全生产法》自2021年9月1日起施行`).

use super::Make;
use super::partial::{Part, Partial};
use super::point::fixed;
use super::scene::{Bound, Reading, Scene};
use super::year::Fixed;
use crate::extract::rules::Rule;
use crate::model::DeadlineKind;

pub(super) const RULES: &[Rule<Make>] = &[
    Rule {
        id: "deadline.start.relative",
        example: "自次月起",
        pattern: "(?:自|从)(?:次|下一?个?|翌)(?:月|年度?|季度?|周|日|学[期年])起",
        production: later,
    },
    Rule {
        id: "deadline.start.from-now",
        example: "即日起",
        pattern: "(?:从|自)?(?:即日|现在)起(?:开始)?",
        production: now,
    },
    Rule {
        id: "deadline.start.from-issue",
        example: "自本通知印发之日起",
        pattern: "(?:从|自)?(?:本?(?:通知|意见|方案|办法|规定|规则|规划|条例|(?:实施)?细则|决定|措施|公告|通告|政策|要点|计划))?(?:印发|发布|公布|下发|发文|颁布|函颁|通知)(?:之日|日|翌日|次日)(?:起|后)",
        production: from_issue,
    },
];

/// Words that put a rule into force: their day is a start.
const IN_FORCE: [&str; 6] = ["施行", "实施", "执行", "生效", "试行", "实行"];

/// `2024年起`: starts on the first day.
pub(super) fn from_date(scene: &Scene) -> Reading {
    if scene.in_title() {
        return Reading::Nothing;
    }
    let mut span = scene.with_lead();
    let after = scene.after();
    let in_force = IN_FORCE
        .iter()
        .find(|word| after.trim_start_matches("正式").starts_with(**word));
    let Some((date, _)) = Partial::scan(scene.words(), scene.years.context.minguo) else {
        return Reading::Nothing;
    };
    // 《安全生产法》自2021年9月1日起施行, 已于…起施行, 2019年12月1日起施行的条例: other rules.
    if in_force.is_some() {
        let before = scene.clause_before().trim_end_matches(['自', '从', '于']);
        let rest = after.trim_start_matches("正式");
        if scene.in_citation_bracket() || before.ends_with(['》', '已']) || rest.chars().nth(2) == Some('的') {
            return Reading::Nothing;
        }
    }
    match scene.years.fix(&date) {
        Fixed::Dates((first, last), false, year) if in_force.is_none() => {
            let first = first.unwrap_or(last);
            let earlier = match (scene.years.context.issued, scene.years.context.year) {
                (Some(issued), _) => first.year() < issued.year(),
                (None, known) => known.is_some_and(|known| year < known),
            };
            if earlier || scene.narrates() {
                return Reading::Nothing;
            }
        }
        _ => {}
    }
    // 自…起施行 ends the sentence of a rule; 自…起执行新标准 goes on.
    if let Some(word) = in_force {
        let end = after.len() - after.trim_start_matches("正式").len() + word.len();
        if after[end..].is_empty() || after[end..].starts_with(['，', ',', '。', ';', '；', '、', '\n', ')', '(']) {
            span.end += end;
        }
    }
    let first_day = match date.part {
        // 2024年初开始: from the first day on.
        Part::Begin => Partial {
            part: Part::Whole,
            ..date
        },
        _ => date,
    };
    fixed(scene, first_day, span, DeadlineKind::From, |first, last| {
        (Some(first.unwrap_or(last)), None)
    })
}

/// `自次月起`: from a day counted from something that the text does not date.
fn later(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates_near() {
        return Reading::Nothing;
    }
    Reading::Bound(Bound::open(DeadlineKind::From, scene.span))
}

/// `即日起`, `从现在起`: starts on the day of issue.
fn now(scene: &Scene) -> Reading {
    let mut bound = Bound::open(DeadlineKind::From, scene.span);
    bound.start = scene.years.context.issued;
    Reading::Bound(bound)
}

/// `自本通知印发之日起停止审批`: starts on the day of issue. `自公布翌日起` is a day that only the gazette fixes.
pub(super) fn from_issue(scene: &Scene) -> Reading {
    let words = scene.words();
    let next_day = words.contains("翌日") || words.contains("次日");
    let after = scene.after();
    // 印发之日起30日内, 自发布之日起30日后施行 are durations.
    if scene.in_title()
        || after.starts_with(|c: char| c.is_numeric() || "一二三四五六七八九十两半至到".contains(c))
        || words.ends_with('后')
        || !words.starts_with(['自', '从', '本'])
        || after.starts_with('的')
    {
        return Reading::Resume(scene.span.end);
    }
    let mut bound = Bound::open(DeadlineKind::From, scene.span);
    bound.start = scene.years.context.issued.filter(|_| !next_day);
    Reading::Bound(bound)
}
