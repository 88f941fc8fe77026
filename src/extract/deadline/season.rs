//! Times that have a name but no fixed date: festivals, seasons of work, school terms, the period of a plan.
//! `春节前`, `主汛期前`, `入冬前`, `国庆节期间`, `本学期内`. Their dates stay empty, but for the period of the plan itself,
//! where it is known. Not read: `春节前后`, `汛期` and other names without 前, 内 or 期间, names in quotes of campaigns.

use super::Make;
use super::partial::Partial;
use super::point::fixed;
use super::scene::{Bound, Reading, Scene};
use crate::extract::rules::Rule;
use crate::model::{ByteSpan, DeadlineKind};

pub(super) const RULES: &[Rule<Make>] = &[
    Rule {
        id: "deadline.season.before",
        example: "春节前",
        pattern: "(?:(?:[今明本]|<d>+)年)?(?:<festival>|<season>)(?:假期)?(?:到来|来临|结束|开始)?(?:之前|以前|前夕|前|期间)",
        production: before,
    },
    Rule {
        id: "deadline.season.winter",
        example: "今冬明春",
        pattern: "今冬明春|(?:今[年]?[春夏秋冬]|明[年]?春)(?:季)?",
        production: winter,
    },
    Rule {
        id: "deadline.season.term",
        example: "本学期内",
        pattern: "(?:从|自)?[本新下]?学(?:期|年度?)(?:之?内|开学前|开学时?起|起|开始|[末初]|结束前|前)",
        production: term,
    },
    Rule {
        id: "deadline.season.plan",
        example: "规划期内",
        pattern: "(?:[一二两三四五]年)?(?:规划|行动|试点|方案|计划|实施|创建|攻坚|整治|建设)期(?:之?内|间|满?末|满前|满时)",
        production: plan,
    },
    Rule {
        id: "deadline.season.current",
        example: "当年12月底前",
        pattern: "(?:本(?:周|学[期年]|旬)|当(?:季度?|周|学[期年]|旬|日|天|年度?|月))(?:(?:之?内|[底末]前?)|(?:<full>|<mday>)?<clock>(?:之前|以前|前))",
        production: current,
    },
];

/// `春节前`.
fn before(scene: &Scene) -> Reading {
    if scene.words().ends_with("期间") {
        return during(scene);
    }
    let after = scene.after();
    if scene.in_title()
        || scene.narrates_near()
        || after.starts_with(['后', '期', '的', '来', '景', '往'])
        || scene.before().ends_with(['每', '往', '历', '、'])
        || scene.is_attribute()
        // 每年汛期前: the recurrence has it.
        || ["每年", "每学年", "每学期", "每年的", "每年度"].iter().any(|word| scene.before().ends_with(word))
        || scene
            .before()
            .ends_with(|c: char| c.is_numeric() || "〇一二三四五六七八九十第".contains(c))
        || scene.words() == "汛前"
            && ["检", "排", "准", "巡", "、", "工"]
                .iter()
                .any(|word| after.starts_with(word))
    {
        return Reading::Nothing;
    }
    match feast(scene.words()) {
        // 节前 of a feast on a fixed day ends on it, as `3月15日前` does.
        Some((month, day)) if scene.words().ends_with('前') => {
            let date = Partial {
                month: Some(month),
                day: Some(day),
                ..Partial::default()
            };
            let reading = fixed(scene, date, scene.with_lead(), DeadlineKind::By, |_, end| {
                (None, Some(end))
            });
            let issued = scene.years.context.issued;
            match reading {
                // The feast that is over when the notice is written is not meant.
                Reading::Bound(bound) if bound.inferred && bound.end < issued => Reading::Bound(Bound {
                    end: bound
                        .end
                        .and_then(|end| end.checked_add(jiff::Span::new().years(1)).ok()),
                    ..bound
                }),
                other => other,
            }
        }
        _ => Reading::Bound(Bound::open(DeadlineKind::By, scene.with_lead())),
    }
}

/// Month and day of a feast that has a fixed day in the solar calendar (全国年节及纪念日放假办法, art. 2 to 4).
fn feast(words: &str) -> Option<(u32, u32)> {
    const FEASTS: [(&str, u32, u32); 9] = [
        ("元旦前", 1, 1),
        ("元旦节前", 1, 1),
        ("劳动节", 5, 1),
        ("儿童节", 6, 1),
        ("建军节", 8, 1),
        ("教师节", 9, 10),
        ("国庆", 10, 1),
        ("五一", 5, 1),
        ("六一", 6, 1),
    ];
    let written = words.contains(|c: char| c.is_ascii_digit()) || words.contains('年');
    FEASTS
        .iter()
        .find(|(name, ..)| !written && !words.contains("假") && words.trim_start_matches(['“', '"']).starts_with(name))
        .map(|(_, month, day)| (*month, *day))
}

/// `国庆节期间`: of the days that a feast lasts; of a season (`汛期期间`) only with its year, for it comes every year. Trade
/// names of days (双十一) are events; behind dates (`1月25日至3月5日春运期间`) it only names them.
fn during(scene: &Scene) -> Reading {
    const SEASONS: [&str; 14] = [
        "汛", "入", "春汛", "开", "假", "暑", "春运", "耕", "收", "季", "三", "防火", "高考", "中考",
    ];
    let feast = !SEASONS.iter().any(|word| scene.words().contains(word))
        // 暑假期间完成维修: the holidays of the school year that the notice is for.
        || scene.words().contains("假") && scene.starts_clause();
    if !feast && !scene.words().contains('年')
        || scene.in_title()
        || scene.since_last().is_some_and(|(_, between)| between.is_empty())
        || scene.narrates_near()
        || scene.words().contains("双")
        || scene.before().ends_with(['每', '往', '历', '、'])
        || ["每年", "每学年", "每年的"]
            .iter()
            .any(|word| scene.before().ends_with(word))
        || scene.after().starts_with(['的', '因', '发'])
    {
        return Reading::Nothing;
    }
    Reading::Bound(Bound::open(DeadlineKind::During, scene.span))
}

/// `今冬明春`: the season in which work is to be done, at the head of a clause.
fn winter(scene: &Scene) -> Reading {
    let after = scene.after();
    if scene.in_title()
        || scene.narrates_near()
        || !(scene.starts_clause() || scene.before().ends_with(['在', '于', '力']))
        || after.starts_with(['的', '以', '旱', '粮', '雨', '汛', '收', '播', '招', '造', '征', '、'])
    {
        return Reading::Resume(scene.span.start + '今'.len_utf8());
    }
    Reading::Bound(Bound::open(DeadlineKind::During, scene.span))
}

/// `本学期内`.
fn term(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates_near() || scene.before().ends_with(['每', '第', '中', '大', '小', '科', '同'])
    {
        return Reading::Nothing;
    }
    let words = scene.words();
    if words.ends_with('起') && scene.after().starts_with(['草', '步', '点', '码', '来']) {
        return Reading::Nothing;
    }
    let kind = if words.ends_with(['起', '始']) {
        DeadlineKind::From
    } else {
        DeadlineKind::By
    };
    Reading::Bound(Bound::open(kind, scene.with_lead()))
}

/// `本周内`, `当年12月底前`: the year of `当年` is that which the sentence has named, if any.
fn current(scene: &Scene) -> Reading {
    let before = scene.before();
    // 应当年内完成: 当 belongs to the word before.
    if before.ends_with(['应', '适', '恰', '正', '相', '担', '充', '得']) {
        let span = ByteSpan::new(scene.span.start + '当'.len_utf8(), scene.span.end);
        let rest = Scene { span, ..*scene };
        return match scene.words().chars().next_back() {
            Some('内') => super::point::within(&rest),
            Some('前') => super::point::before(&rest),
            _ => super::plain::plain(&rest),
        };
    }
    if scene.in_title()
        || scene.narrates_near()
        || before.ends_with(['每', '往'])
        || scene.after().starts_with(['的', '容'])
    {
        return Reading::Nothing;
    }
    let words = scene.words();
    if let Some(rest) = words.strip_prefix("当年")
        && let Some((last, _)) = scene.since_last()
        && last.start.or(last.end).is_some()
    {
        let span = ByteSpan::new(scene.span.end - rest.len(), scene.span.end);
        let dated = if rest.ends_with('内') {
            None
        } else {
            match super::point::before(&Scene { span, ..*scene }) {
                Reading::Bound(bound) => Some(bound),
                _ => None,
            }
        };
        if let Some(bound) = dated.filter(|bound| bound.end.is_some()) {
            return Reading::Bound(Bound {
                span: scene.span,
                ..bound
            });
        }
    }
    Reading::Bound(Bound::open(DeadlineKind::By, scene.with_lead()))
}

/// `规划期内`, `行动期末`: the plan's own period.
fn plan(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates_near() || scene.after().starts_with(['的', '容', '部', '发', '因']) {
        return Reading::Nothing;
    }
    let within = scene.words().ends_with(['内', '间']);
    let own = ["规划", "行动", "方案", "计划"]
        .iter()
        .any(|word| scene.words().contains(word));
    // 建设期间, 试点期间 are as often those of each project: only the plan's own words stand for its period.
    if scene.words().ends_with('间') && !own {
        return Reading::Nothing;
    }
    let period = scene.years.context.period.filter(|_| own);
    let kind = if within { DeadlineKind::During } else { DeadlineKind::By };
    Reading::Bound(Bound {
        start: period.filter(|_| within).and_then(|period| period.start),
        end: period.and_then(|period| period.end),
        ..Bound::open(kind, scene.with_lead())
    })
}
