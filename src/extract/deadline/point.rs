//! Points (`3月15日前`, `年内`) and starts (`2024年起`). A point bounds the end only, a start the beginning only. Dates
//! without such a word are read in `plain`.

use super::Make;
use super::partial::{Part, Partial, Year};
use super::scene::{Bound, Reading, Scene};
use super::year::Fixed;
use crate::extract::rules::Rule;
use crate::model::{ByteSpan, DeadlineKind};
use jiff::civil::Date;

/// Which ends of a date's first and last day bound the work.
pub(super) type Ends = fn(Option<Date>, Date) -> (Option<Date>, Option<Date>);

pub(super) const RULES: &[Rule<Make>] = &[
    Rule {
        id: "deadline.point.dotted-before",
        example: "6·30前",
        pattern: "[0-9]+[·.][0-9]+日?(?:之前|以前|前)",
        production: dotted,
    },
    Rule {
        id: "deadline.point.damaged",
        example: "615日前",
        pattern: "[0-9][0-9][0-9]+日(?:之前|以前|前)",
        production: damaged,
    },
    Rule {
        id: "deadline.point.day-before",
        example: "25日前",
        pattern: "<mday><clock>(?:之前|以前|前)",
        production: before,
    },
    Rule {
        id: "deadline.point.relative",
        example: "次月5日前",
        pattern: "(?:次|下|翌)(?:个?月|季度?|年度?|一?周[一二三四五六日]?|日|学[期年]度?|一?个?工作日)(?:首月<mday>?|<month>|<mday>|[底末初])?<clock>(?:之前|以前|前|内)",
        production: relative,
    },
    Rule {
        id: "deadline.start.from-now",
        example: "即日起",
        pattern: "(?:从|自)?(?:即日|现在)起(?:开始)?",
        production: now,
    },
    Rule {
        id: "deadline.point.within",
        example: "年内",
        pattern: "(?:<d>+年度?|[今明本]年度?|年度?)年?内",
        production: within,
    },
    // One row for three readings: the pattern of a date is the largest of all and stands here once. The production
    // names the reading: deadline.point.before, deadline.start.from-date or deadline.point.plain.
    Rule {
        id: "deadline.point.date",
        example: "3月15日前",
        pattern: "<date><clock>(?:之前|以前|前|为止|止|起|开始)?",
        production: date,
    },
];

/// A date with or without 前 or 起 behind it.
fn date(scene: &Scene) -> Reading {
    let words = scene.words();
    let (reading, rule) = if words.ends_with(['起', '始']) {
        (start(scene), "deadline.start.from-date")
    } else if words.ends_with(['前', '止']) {
        (before(scene), "deadline.point.before")
    } else {
        (super::plain::plain(scene), "deadline.point.plain")
    };
    match reading {
        Reading::Bound(bound) => Reading::Bound(Bound {
            rule: Some(rule),
            ..bound
        }),
        other => other,
    }
}

/// `X前`: ends on the last day of X.
pub(super) fn before(scene: &Scene) -> Reading {
    if scene.in_title() || scene.after().starts_with(['已', '的']) {
        return Reading::Nothing;
    }
    if scene
        .after()
        .starts_with(['期', '后', '置', '述', '往', '来', '款', '项'])
        && scene.words().ends_with('前')
    {
        return Reading::Nothing;
    }
    point(scene, scene.with_lead(), DeadlineKind::By, |_, end| (None, Some(end)))
}

/// `年内`, `2024年内`.
pub(super) fn within(scene: &Scene) -> Reading {
    let before = scene.before();
    if before.ends_with(|c: char| c.is_numeric() || "两几数多近半该每当周全整往历个来".contains(c))
        && !scene.words().contains(['0', '2'])
        && !before.ends_with("应当")
    {
        return Reading::Nothing;
    }
    if scene.in_title() || scene.after().starts_with(['的', '容']) {
        return Reading::Nothing;
    }
    // 一个纳税年度内: a unit of account. 年度内 needs a boundary or a preposition before it.
    if scene.words() == "年度内"
        && !scene.starts_clause()
        && !before.ends_with(['在', '于', '争', '保', '要', '应', '须'])
    {
        return Reading::Nothing;
    }
    let words = scene.words().trim_end_matches('内').trim_end_matches('度');
    let date = if words == "年" || words == "本年" {
        Partial {
            part: Part::End,
            ..Partial::default()
        }
    } else {
        match Partial::scan(words, scene.years.context.minguo) {
            Some((date, _)) => date,
            None => return Reading::Nothing,
        }
    };
    fixed(scene, date, scene.with_lead(), DeadlineKind::By, |_, end| {
        (None, Some(end))
    })
}

/// `2024年起`: starts on the first day.
fn start(scene: &Scene) -> Reading {
    if scene.in_title()
        || scene.words().ends_with('起') && scene.after().starts_with(['草', '步', '点', '伏', '诉', '码', '来'])
    {
        return Reading::Nothing;
    }
    let mut span = scene.with_lead();
    let in_force = ["施行", "实施", "执行", "生效", "试行"]
        .iter()
        .find(|word| scene.after().trim_start_matches("正式").starts_with(**word));
    let Some((date, _)) = Partial::scan(scene.words(), scene.years.context.minguo) else {
        return Reading::Nothing;
    };
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
    if let Some(word) = in_force {
        let after = scene.after();
        let skip = after.len() - after.trim_start_matches("正式").len();
        span.end += skip + word.len();
    }
    fixed(scene, date, span, DeadlineKind::From, |first, last| {
        (Some(first.unwrap_or(last)), None)
    })
}

/// `即日起`, `从现在起`: starts on the day of issue.
fn now(scene: &Scene) -> Reading {
    let mut bound = Bound::open(DeadlineKind::From, scene.span);
    bound.start = scene.years.context.issued;
    Reading::Bound(bound)
}

/// `6·30前`: month and day with a dot.
fn dotted(scene: &Scene) -> Reading {
    let words = scene.words();
    let mut numbers = words
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse::<u32>().ok());
    let (month, day) = (numbers.next(), numbers.next());
    let date = Partial {
        month,
        day,
        ..Partial::default()
    };
    if scene.in_title() || date.bounds(2000).is_none() {
        return Reading::Nothing;
    }
    fixed(scene, date, scene.with_lead(), DeadlineKind::By, |_, end| {
        (None, Some(end))
    })
}

/// `615日前`: the 月 was lost. A number that could be a count of days is none.
fn damaged(scene: &Scene) -> Reading {
    let digits = scene.words().find('日').map_or("", |at| &scene.words()[..at]);
    let splits = (1..digits.len()).any(|at| {
        let part = |words: &str| words.parse::<u32>().ok();
        let date = Partial {
            month: part(&digits[..at]),
            day: part(&digits[at..]),
            ..Partial::default()
        };
        date.bounds(2000).is_some()
    });
    if splits && !digits.ends_with('0') {
        Reading::Damaged(DeadlineKind::By, scene.with_lead())
    } else {
        Reading::Nothing
    }
}

/// `次月5日前`: counted from something that the text does not date.
fn relative(scene: &Scene) -> Reading {
    if scene.in_title()
        || scene
            .before()
            .ends_with(['每', '层', '屡', '多', '首', '两', '一', '上', '以', '乡', '线', '如'])
    {
        return Reading::Nothing;
    }
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, scene.span))
}

/// Reads the date at the head of the match and fixes it.
fn point(scene: &Scene, span: ByteSpan, kind: DeadlineKind, ends: Ends) -> Reading {
    let Some((mut date, _)) = Partial::scan(scene.words(), scene.years.context.minguo) else {
        return Reading::Nothing;
    };
    // 考核期第二年的10月底前: the year is counted from something that the text does not date.
    if date.year.is_none() && scene.before().trim_end_matches('的').ends_with('年') {
        return Reading::Bound(Bound::open(DeadlineKind::AfterEvent, span));
    }
    if scene.words().starts_with(['年', '月', '上', '下']) || date.month.is_some() && date.year.is_none() {
        let before = scene.before();
        if before.ends_with(['每', '次', '当', '同', '隔', '去']) && !before.ends_with("应当")
            || before.ends_with(|c: char| c.is_numeric() || "两几多半".contains(c))
        {
            return Reading::Nothing;
        }
    }
    // 25日前 alone: the month of issue is the only one it can mean, and only if that day is still to come.
    if date.month.is_none() && date.day.is_some() {
        // 会议召开5日前, 合同期满30日前: so many days before an event.
        if scene.before().ends_with([
            '满', '开', '办', '行', '期', '束', '始', '工', '施', '用', '效', '届', '业',
        ]) {
            return Reading::Bound(Bound::open(DeadlineKind::AfterEvent, span));
        }
        // 3月、9月的25日前.
        if scene.before().ends_with('的') {
            return Reading::Bound(Bound::open(kind, span));
        }
        let Some(issued) = scene.years.context.issued else {
            return Reading::Bound(Bound::open(kind, span));
        };
        if date.day < u32::try_from(issued.day()).ok() {
            return Reading::Bound(Bound::open(kind, span));
        }
        date.month = u32::try_from(issued.month()).ok();
        date.year = Some(Year::Relative(0));
    }
    fixed(scene, date, span, kind, ends)
}

/// The bound that `date` makes, `ends` choosing which of its ends count.
pub(super) fn fixed(scene: &Scene, date: Partial, span: ByteSpan, kind: DeadlineKind, ends: Ends) -> Reading {
    match scene.years.fix(&date) {
        Fixed::Dates((first, last), inferred, year) => {
            let (start, end) = ends(first, last);
            if !inferred && end.is_some_and(|end| scene.is_history(end)) {
                return Reading::Nothing;
            }
            let year = (!inferred).then_some(year);
            Reading::Bound(Bound {
                start,
                end,
                inferred,
                year,
                ..Bound::open(kind, span)
            })
        }
        Fixed::Impossible => Reading::Damaged(kind, span),
        Fixed::NoYear => Reading::Bound(Bound {
            no_year: true,
            ..Bound::open(kind, span)
        }),
    }
}
