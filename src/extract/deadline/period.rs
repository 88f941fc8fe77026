//! Periods with both ends: `2021年4月至9月`, `2024—2026年`, `“十四五”期间`, `全年`, `从现在起到2026年`.
//! What the second date leaves out it takes from the first; where it would lie before the first it is a year later.

use super::Make;
use super::partial::{Part, Partial, Year, plan_years};
use super::scene::{Bound, NO_SUCH_DAY, Open, Reading, Scene};
use super::year::Fixed;
use crate::extract::rules::Rule;
use crate::model::{ByteSpan, DeadlineKind};
use jiff::civil::Date;

pub(super) const RULES: &[Rule<Make>] = &[
    Rule {
        id: "deadline.period.from-now",
        example: "从现在起到2026年",
        pattern: "(?:从|自)?(?:现在|即日|(?:本?(?:通知|意见|方案|办法|规定|规划|条例|细则|决定|措施|公告|通告|政策|计划))?(?:印发|发布|下发|公布|发文|颁布|施行|实施)之日)(?:起|开始)?(?:实施|施行|执行)?,?<to><date>(?:之?前|止)?|自?(?:核定|核准|签约|签订|公告|获准|发函|决标|收文|批准|备案|获批|开工|受理)(?:之日|日)起<to><date>(?:之?前|止)?",
        production: from_now,
    },
    Rule {
        id: "deadline.period.range",
        example: "2021年4月至9月",
        pattern: "(?:<date><clock>|(?:<d>+年)?(?:<d>+月)?<d>+日?)(?:起|开始)?<to>(?:次年|翌年|当年)?(?:<full>|<bare>|<iso>|<mday>)<clock>(?:之?前|期间|止)?",
        production: range,
    },
    Rule {
        id: "deadline.period.listed-months",
        example: "7、8两个月",
        pattern: "[0-9]+(?:、[0-9]+)+[两二三四]个?月",
        production: listed_months,
    },
    Rule {
        id: "deadline.period.dotted",
        example: "3.1—3.31",
        pattern: "[0-9]+\\.[0-9]+<to>[0-9]+\\.[0-9]+",
        production: dotted,
    },
    Rule {
        id: "deadline.period.five-year-plan",
        example: "“十四五”期间",
        pattern: "[“\"]?(?:二?十[一二三四五六七八九]?|[一二三四五六七八九])五[”\"]?(?:规划)?(?:期?末|期间|时期|期内|[前后][一二两三四]年)",
        production: plan,
    },
    Rule {
        id: "deadline.period.two-years",
        example: "今明两年",
        pattern: "今明[两二]年",
        production: two_years,
    },
    Rule {
        id: "deadline.period.whole-year",
        example: "全年",
        pattern: "全年",
        production: whole_year,
    },
];

/// `从现在起到2026年`.
fn from_now(scene: &Scene) -> Reading {
    let words = scene.words();
    if scene.in_title() || scene.after().starts_with("有效") {
        return Reading::Nothing;
    }
    let Some((date, _)) = words
        .char_indices()
        .find_map(|(at, _)| Partial::scan(&words[at..], scene.years.context.minguo))
    else {
        return Reading::Nothing;
    };
    let kind = DeadlineKind::During;
    match scene.years.fix(&date) {
        Fixed::Dates((_, end), inferred, year) => {
            if !inferred && scene.is_history(end) {
                return Reading::Nothing;
            }
            // 核定日起至12月31日止 begins on a day that the text does not date.
            let known = [
                "现在", "即日", "印发", "发布", "下发", "公布", "发文", "颁布", "施行", "实施",
            ]
            .iter()
            .any(|word| words.contains(word));
            let start = scene.years.context.issued.filter(|_| known);
            let year = (!inferred).then_some(year);
            Reading::Bound(Bound {
                start,
                end: Some(end),
                inferred,
                year,
                ..Bound::open(kind, scene.span)
            })
        }
        Fixed::NoDate => Reading::Nothing,
        Fixed::Impossible => Reading::Damaged(kind, scene.span, NO_SUCH_DAY),
        Fixed::NoYear => Reading::Bound(Bound {
            open: Open::Year,
            ..Bound::open(kind, scene.span)
        }),
    }
}

/// `A至B`.
fn range(scene: &Scene) -> Reading {
    if let Some(reading) = super::school::reading(scene) {
        return reading;
    }
    if scene.in_title() || scene.in_title_bracket() || scene.before().ends_with(['第', '比', '较', '.']) {
        return Reading::Nothing;
    }
    if scene.after().starts_with(['的', '龄', '生', '级', '度', '以']) && !scene.bracketed() {
        return Reading::Nothing;
    }
    // 于4月1日至12月31日期间购买新车的, 对1月至6月新增的企业: which cases are meant.
    if scene.clause_after().ends_with('的')
        || scene.is_attribute()
        || scene.is_of_cases()
        || scene.before().ends_with("指")
        || scene.after().starts_with(SEASON_NAMES)
    {
        return Reading::Nothing;
    }
    let Some((first, second)) = ends(scene) else {
        return Reading::Nothing;
    };
    let span = scene.with_lead();
    let kind = DeadlineKind::During;
    let (start, start_year, inferred) = match scene.years.fix(&first) {
        Fixed::Dates((start, end), inferred, year) => (start.unwrap_or(end), year, inferred),
        Fixed::NoDate => return Reading::Nothing,
        Fixed::Impossible => return damaged(scene, kind, span),
        Fixed::NoYear => {
            return Reading::Bound(Bound {
                open: Open::Year,
                ..Bound::open(kind, span)
            });
        }
    };
    let bounds = match second.year {
        Some(_) => match scene.years.fix(&second) {
            Fixed::Dates(bounds, ..) => Some(bounds),
            _ => None,
        },
        None => second
            .bounds(start_year)
            .filter(|(_, end)| *end >= start)
            .or_else(|| second.bounds(start_year + 1)),
    };
    let Some((_, end)) = bounds else {
        return damaged(scene, kind, span);
    };
    let written = first.year.is_some() || second.year.is_some();
    let to_come = scene.years.context.issued.is_some_and(|issued| end > issued);
    if to_come && scene.narrates_near() || !to_come && scene.narrates() {
        return Reading::Nothing;
    }
    // 1—11月,全市完成投资50亿元: months that are over, in running text.
    let placed = scene.bracketed() || super::plain::Label::before(scene.before()).is_some();
    let over = !written && !placed && scene.years.context.issued.is_some_and(|issued| end < issued);
    if end < start || (written && scene.is_history(end)) || over && scene.years.context.place == super::Place::Text {
        return Reading::Nothing;
    }
    let year = written.then_some(end.year());
    let bound = Bound {
        start: Some(start),
        end: Some(end),
        inferred,
        year,
        ..Bound::open(kind, span)
    };
    // 2021—2022学年(2021年9月至2022年8月): the bracket says when the school year is.
    if let Some((last, "(")) = scene.since_last()
        && scene.after().starts_with(')')
        && (last.start.or(last.end).is_none() || last.span.of(scene.text).contains('学'))
        && matches!(last.kind, DeadlineKind::During | DeadlineKind::By)
    {
        let span = ByteSpan::new(last.span.start, span.end + ')'.len_utf8());
        return Reading::Instead(Bound { span, ..bound });
    }
    Reading::Bound(bound)
}

/// A range of which one end is no day: `11月16日至1130日`.
fn damaged(scene: &Scene, kind: DeadlineKind, span: ByteSpan) -> Reading {
    let digits = scene
        .words()
        .split(|c: char| !c.is_ascii_digit())
        .find(|digits| digits.len() > 2 && scene.words().contains(&format!("{digits}日")));
    let likely = digits.map(super::damaged::splits).unwrap_or_default();
    if likely.is_empty() {
        return Reading::Damaged(kind, span, NO_SUCH_DAY);
    }
    Reading::Damaged(kind, span, super::damaged::month_lost(&likely).into())
}

/// `7、8两个月`: months in a row, said with their number.
fn listed_months(scene: &Scene) -> Reading {
    let months: Vec<u32> = scene
        .words()
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let calendar = months.iter().all(|month| (1..=12).contains(month)) && months.len() > 1;
    let row = calendar && months.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    let (Some(&first), Some(&last)) = (months.first(), months.last()) else {
        return Reading::Nothing;
    };
    if !row || scene.in_title() || scene.narrates_near() || scene.before().ends_with('每') {
        return Reading::Nothing;
    }
    let date = Partial {
        month: Some(last),
        ..Partial::default()
    };
    match super::point::fixed(scene, date, scene.span, DeadlineKind::During, |_, end| {
        (None, Some(end))
    }) {
        Reading::Bound(bound) => {
            let year = bound.end.map(Date::year);
            let start = year.and_then(|year| Date::new(year, i8::try_from(first).ok()?, 1).ok());
            Reading::Bound(Bound { start, ..bound })
        }
        other => other,
    }
}

/// `(3.1—3.31)`: months and days with a dot, in a bracket or behind a label only, where they are no decimals.
fn dotted(scene: &Scene) -> Reading {
    let words = scene.words();
    let numbers: Vec<u32> = words
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty() && digits.len() < 3)
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let [from_month, from_day, to_month, to_day] = numbers[..] else {
        return Reading::Nothing;
    };
    let day = |month, day| Partial {
        month: Some(month),
        day: Some(day),
        ..Partial::default()
    };
    let (first, second) = (day(from_month, from_day), day(to_month, to_day));
    let placed = scene.bracketed() || super::plain::Label::before(scene.before()).is_some();
    if !placed || scene.in_title() || first.bounds(2000).is_none() || second.bounds(2000).is_none() {
        return Reading::Nothing;
    }
    let Fixed::Dates((start, _), inferred, year) = scene.years.fix(&first) else {
        return Reading::Nothing;
    };
    let end = second.bounds(year).map(|(_, end)| end);
    let end = end
        .filter(|end| start.is_some_and(|start| start <= *end))
        .or_else(|| second.bounds(year + 1).map(|(_, end)| end));
    Reading::Bound(Bound {
        start,
        end,
        inferred,
        ..Bound::open(DeadlineKind::During, scene.span)
    })
}

/// What begins the name of a season of two years: 2024—2025年度采暖季 is no two years.
const SEASON_NAMES: [char; 6] = ['采', '供', '冬', '防', '榨', '季'];

/// The two dates of a range, each with what it takes from the other.
fn ends(scene: &Scene) -> Option<(Partial, Partial)> {
    let words = scene.words();
    let minguo = scene.years.context.minguo;
    let (mut first, length) = match Partial::scan(words, minguo) {
        Some(found) => (Some(found.0), found.1),
        None => (
            None,
            words.find(|c: char| !c.is_ascii_digit() && !"〇○零一二三四五六七八九".contains(c))?,
        ),
    };
    let number = crate::extract::number::integer(&words[..length]);
    let scanned = first;
    // 2024年3—5月: the month of the first lacks its word.
    if let Some(first) = first.as_mut().filter(|first| first.only_year() && first.year.is_some()) {
        let bare = &words[length..];
        let digits = bare
            .find(|c: char| !c.is_ascii_digit() && !"一二三四五六七八九十".contains(c))
            .unwrap_or(0);
        first.month = crate::extract::number::integer(&bare[..digits]).filter(|month| (1..=12).contains(month));
    }
    // 3月15至30日: the day of the first lacks its word.
    if let Some(first) = first
        .as_mut()
        .filter(|_| scanned.is_some_and(|date| date.month.is_some() && date.day.is_none() && date.part == Part::Whole))
    {
        let bare = &words[length..];
        let digits = bare.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        first.day = crate::extract::number::integer(&bare[..digits]).filter(|day| (1..=31).contains(day));
    }
    // The end begins after the first mark of a range; a clock may stand before it.
    let rest = &words[length..];
    const MARKS: [char; 9] = ['至', '到', '—', '-', '―', '–', '~', '～', '−'];
    let mark = rest.find(MARKS)?;
    let rest = rest[mark..].trim_start_matches(MARKS);
    let next_year = rest.starts_with("次年") || rest.starts_with("翌年");
    let rest = ["次年", "翌年", "当年"]
        .iter()
        .fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let (mut second, _) = Partial::scan(rest, minguo)?;
    if first.is_none() {
        let number = number?;
        let mut made = Partial::default();
        if second.only_year() || matches!(second.part, Part::School(_)) {
            made.year = Some(Year::Written(
                i16::try_from(number)
                    .ok()
                    .map(|year| if minguo && year < 200 { year + 1911 } else { year })
                    .filter(|year| (1900..2100).contains(year))?,
            ));
            made.part = second.part;
        } else if second.day.is_none() && second.month.is_some() && number <= 12 {
            (made.year, made.month) = (second.year, Some(number));
        } else {
            return None;
        }
        first = Some(made);
    }
    let mut first = first?;
    if second.month.is_none() && second.day.is_some() {
        second.month = first.month;
        // 3日至5日: neither has a month.
        second.month?;
    }
    if second.part == Part::End && second.month.is_none() && first.month.is_none() && !first.only_year() {
        return None;
    }
    if first.year.is_none() && matches!(second.year, Some(Year::Written(_))) {
        first.year = second.year;
    }
    if next_year && let Some(Year::Written(year)) = first.year {
        second.year = Some(Year::Written(year + 1));
    }
    // 2003 to 1998 or 5—3月 is no range of dates.
    Some((first, second))
}

/// `“十四五”期间`, `“十四五”末`.
fn plan(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates_near() || scene.is_baseline() || scene.after().starts_with('的') {
        return Reading::Nothing;
    }
    let words = scene.words();
    if words.ends_with("时期") && !scene.starts_clause() {
        return Reading::Nothing;
    }
    let Some((mut from, mut to)) = plan_years(words) else {
        return Reading::Nothing;
    };
    // 十五 is a number as often as the tenth plan.
    if words.starts_with("十五") && !words.starts_with("十五五") && !words.contains("期间") {
        return Reading::Nothing;
    }
    // “十四五”后三年.
    if let Some(years) = words
        .trim_end_matches('年')
        .chars()
        .next_back()
        .filter(|_| words.ends_with('年'))
    {
        let years = i16::try_from(crate::numeral::digit(years).unwrap_or(0)).unwrap_or(0);
        if words.contains('前') {
            to = from + years - 1;
        } else {
            from = to - years + 1;
        }
    }
    let (Ok(start), Ok(end)) = (Date::new(from, 1, 1), Date::new(to, 12, 31)) else {
        return Reading::Nothing;
    };
    if scene.is_history(end) {
        return Reading::Nothing;
    }
    let span = scene.with_lead();
    Reading::Bound(if words.ends_with('末') {
        let span = if scene.after().starts_with('前') {
            ByteSpan::new(span.start, span.end + '前'.len_utf8())
        } else {
            span
        };
        Bound {
            end: Some(end),
            ..Bound::open(DeadlineKind::By, span)
        }
    } else {
        Bound {
            start: Some(start),
            end: Some(end),
            ..Bound::open(DeadlineKind::During, span)
        }
    })
}

/// `今明两年`: the year of issue and the next.
fn two_years(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates_near() || scene.after().starts_with(['是', '的']) {
        return Reading::Nothing;
    }
    let date = Partial {
        year: Some(Year::Relative(0)),
        ..Partial::default()
    };
    super::point::fixed(scene, date, scene.span, DeadlineKind::During, |first, end| {
        (first, Date::new(end.year() + 1, 12, 31).ok())
    })
}

/// `全年`: the year in force.
fn whole_year(scene: &Scene) -> Reading {
    let after = scene.after();
    if scene.in_title()
        || scene.quoted()
        || scene.narrates()
        // 全年营业不少于280天的,方可申请: a condition.
        || scene.clause_after().ends_with('的')
        || scene.before().ends_with(['穿', '计'])
        // 完成全年采样数的25%: the whole that a share is of.
        || ["完成", "达到"].iter().any(|verb| scene.before().ends_with(verb))
            && scene.clause_after().contains('的')
            && scene.clause_after().contains(['%', '成'])
        || after.starts_with([
            '的', '工', '总', '收', '经', '均', '预', '度', '无', '候', '龄', '、', '目', '任', '指', '考', '计',
        ])
        // 研究部署全年重点任务
        || after.starts_with("重点")
        || after.starts_with("365")
    {
        return Reading::Nothing;
    }
    let date = Partial::default();
    super::point::fixed(scene, date, scene.with_lead(), DeadlineKind::During, |first, end| {
        (first, Some(end))
    })
}
