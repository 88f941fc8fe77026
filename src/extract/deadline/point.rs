//! Points (`3月15日前`, `年内`): they bound the end only. Starts are read in [`super::start`], dates without a word such as
//! 前 or 起 in [`super::plain`].

use super::Make;
use super::partial::{Part, Partial, THIS_MONTH, Year};
use super::predicate;
use super::scene::{Bound, NO_SUCH_DAY, Open, Reading, Scene};
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
        id: "deadline.point.day-before",
        example: "25日前",
        pattern: "<mday><clock>(?:或?之前|或?以前|前)",
        production: before,
    },
    Rule {
        id: "deadline.point.relative",
        example: "次月5日前",
        pattern: "(?:次|下一?|翌)(?:个?月|季度?|年度?|一?周[一二三四五六日]?|日|学[期年]度?|一?个?工作日|[一-龥][一-龥]周期)(?:首月<mday>?|末月<mday>?|<month>|<mday>|[底末初])?<clock>(?:之前|以前|前|之?内)",
        production: relative,
    },
    Rule {
        id: "deadline.point.today",
        example: "今晚22时前",
        pattern: "(?:今[晚日天夜]|当晚|明[日天晚晨早])<clock>(?:之前|以前|前)",
        production: today,
    },
    Rule {
        id: "deadline.point.next-year",
        example: "次年1月上旬报送",
        pattern: "[次翌]年(?:<d>+月(?:<mday>|<inmonth>)?|第?[一二三四1-4]季度[末底初]?|[上下]半年|[底末初])",
        production: next_year,
    },
    Rule {
        id: "deadline.point.within",
        example: "年内",
        pattern: "(?:<d>+年)?第?[一二三四1-4]季度之?内|(?:<d>+年度?|[今明本]年度?|年度?)年?内|月内",
        production: within,
    },
    Rule {
        id: "deadline.point.century",
        example: "本世纪末",
        pattern: "本世纪末(?:之?前)?",
        production: century,
    },
    Rule {
        id: "deadline.point.clock",
        example: "17:00前",
        pattern: "[0-9][0-9]?:[0-9][0-9](?:之前|以前|前)",
        production: hour,
    },
    // One row for four readings: the pattern of a date is the largest of all and stands here once. The production
    // names the reading: deadline.point.before, deadline.start.from-date or deadline.point.plain.
    Rule {
        id: "deadline.point.date",
        example: "3月15日前",
        pattern: "<date><clock>(?:或?之前|或?以前|前|为止|止|起|开始|之内|以内|内)?",
        production: date,
    },
];

/// A date with or without 前 or 起 behind it.
fn date(scene: &Scene) -> Reading {
    let words = scene.words();
    if let Some(reading) = super::damaged::reading(scene).or_else(|| super::school::reading(scene)) {
        return reading;
    }
    // 2024年起草, 2024年初步: the last sign belongs to the next word.
    if words.ends_with('起') && scene.after().starts_with(NOT_START)
        || words.ends_with('前') && scene.after().starts_with(NOT_BEFORE)
    {
        let last = words.chars().next_back().map_or(0, char::len_utf8);
        let span = ByteSpan::new(scene.span.start, scene.span.end - last);
        return date(&Scene { span, ..*scene });
    }
    if let Some((_, length)) = Partial::scan(words, scene.years.context.minguo)
        && length < words.len()
        && words[length..].starts_with(['初', '终', '末', '底', '季', '日', '月'])
    {
        let span = ByteSpan::new(scene.span.start, scene.span.start + length);
        return date(&Scene { span, ..*scene });
    }
    let (reading, rule) = if words.ends_with(['起', '始']) {
        (super::start::from_date(scene), "deadline.start.from-date")
    } else if words.ends_with(['前', '止', '内']) {
        (before(scene), "deadline.point.before")
    } else {
        (super::plain::plain(scene), "deadline.point.plain")
    };
    match reading {
        Reading::Bound(bound) => Reading::Bound(Bound {
            rule: bound.rule.or(Some(rule)),
            ..bound
        }),
        other => other,
    }
}

/// What follows 起 where it begins another word: 起草, 起步, 起点.
const NOT_START: [char; 8] = ['草', '步', '点', '伏', '诉', '码', '来', '初'];

/// What follows 前 where it begins another word: 前期, 前置, 前后.
const NOT_BEFORE: [char; 10] = ['期', '后', '置', '述', '往', '来', '款', '项', '沿', '瞻'];

/// `X前`: ends on the last day of X.
pub(super) fn before(scene: &Scene) -> Reading {
    if let Some(reading) = super::damaged::reading(scene) {
        return reading;
    }
    if scene.in_title()
        || scene.after().starts_with(['已', '的'])
        || scene.is_attribute()
        || scene.after().starts_with(NOT_BEFORE) && scene.words().ends_with('前')
        // 对6月30日前未开工的项目: which are meant.
        || ["未", "尚未", "仍未"].iter().any(|word| scene.after().starts_with(word))
            && scene.clause_after().contains('的')
            && scene.clause_before().starts_with(['对', '凡'])
    {
        return Reading::Nothing;
    }
    // 4月30日前 in the bracket behind a time with a name says when that time is: 汛期前(4月30日前).
    if let Some((last, "(")) = scene.since_last()
        && scene.after().starts_with(')')
        && last.kind == DeadlineKind::By
        && !last.span.of(scene.text).contains(|c: char| c.is_ascii_digit())
        && let Reading::Bound(bound) = point(scene, scene.span, DeadlineKind::By, |_, end| (None, Some(end)))
    {
        let span = ByteSpan::new(last.span.start, scene.span.end + ')'.len_utf8());
        return Reading::Instead(Bound { span, ..bound });
    }
    point(scene, scene.with_lead(), DeadlineKind::By, |_, end| (None, Some(end)))
}

/// `年内`, `2024年内`.
pub(super) fn within(scene: &Scene) -> Reading {
    let before = scene.before();
    if before.ends_with(|c: char| c.is_numeric() || "两几数多近半该每当周全整往历个来会财算考税".contains(c))
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
    let words = scene.words().trim_end_matches(['内', '之']);
    let words = words
        .strip_suffix("年度")
        .map_or(words, |_| words.trim_end_matches('度'));
    // 年内 is always this year's, whatever year the sentence has named before: 1号线2018年通车,2号线年内开工.
    let mut scene = *scene;
    if words == "年" {
        scene.years.written = None;
    }
    let scene = &scene;
    let date = if words == "年" || words == "本年" {
        Partial {
            part: Part::End,
            ..Partial::default()
        }
    } else if words == "月" {
        if !scene.starts_clause() && !before.ends_with(['在', '于', '争', '保']) {
            return Reading::Nothing;
        }
        Partial {
            month: Some(THIS_MONTH),
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

/// `本世纪末`: the last year of the hundred in which the notice was issued.
fn century(scene: &Scene) -> Reading {
    let Some(issued) = scene
        .years
        .context
        .issued
        .filter(|_| !scene.in_title() && !scene.narrates())
    else {
        return Reading::Nothing;
    };
    let date = Partial {
        year: Some(Year::Written((issued.year() + 99) / 100 * 100)),
        part: Part::End,
        ..Partial::default()
    };
    let reading = fixed(scene, date, scene.with_lead(), DeadlineKind::By, |_, end| {
        (None, Some(end))
    });
    match reading {
        Reading::Bound(bound) => Reading::Bound(Bound { year: None, ..bound }),
        other => other,
    }
}

/// `17:00前` without a day.
fn hour(scene: &Scene) -> Reading {
    if scene.in_title() || !scene.before().ends_with(['于', '在', '日', '天', '午']) || scene.narrates() {
        return Reading::Nothing;
    }
    Reading::Bound(Bound::open(DeadlineKind::By, scene.span))
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

/// `今晚22时前`, `明日8时前`: the day of an urgent notice, or the next.
fn today(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates_near() {
        return Reading::Nothing;
    }
    let later = i64::from(scene.words().starts_with('明'));
    let issued = scene.years.context.issued;
    let mut bound = Bound::open(DeadlineKind::By, scene.span);
    bound.end = issued.and_then(|day| day.checked_add(jiff::Span::new().days(later)).ok());
    Reading::Bound(bound)
}

/// `次年1月上旬报送`: at the head of a clause, or where something is to be ready by then.
fn next_year(scene: &Scene) -> Reading {
    let before = scene.before();
    let led = before.ends_with(['于', '在']) || scene.starts_clause();
    let ranged = before.ends_with(['至', '到', '—', '-', '~', '～', '每']);
    if scene.in_title() || ranged || scene.narrates_near() || scene.after().starts_with(['的', '至', '到', '—', '-'])
    {
        return Reading::Nothing;
    }
    if !led && !predicate::completes(scene.after()) {
        return Reading::Nothing;
    }
    Reading::Bound(Bound::open(DeadlineKind::AfterEvent, scene.span))
}

/// Signs that end the name of an event: `会议召开5日前`, `合同期满30日前`.
const EVENTS: [char; 15] = [
    '满', '开', '办', '行', '期', '束', '始', '工', '施', '用', '效', '届', '业', '产', '收',
];

/// Reads the date at the head of the match and fixes it.
fn point(scene: &Scene, span: ByteSpan, kind: DeadlineKind, ends: Ends) -> Reading {
    let Some((mut date, _)) = Partial::scan(scene.words(), scene.years.context.minguo) else {
        return Reading::Nothing;
    };
    // 考核期第二年的10月底前: the year is counted from something that the text does not date.
    if date.year.is_none() && scene.before().trim_end_matches('的').ends_with('年') {
        return Reading::Bound(Bound::open(DeadlineKind::AfterEvent, span));
    }
    if scene.words().starts_with(['年', '月', '上', '下', '岁']) || date.month.is_some() && date.year.is_none() {
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
        if scene.before().ends_with(EVENTS) {
            let span = ByteSpan::new(
                scene.span.start - event_before(scene.clause_before()).len(),
                scene.span.end,
            );
            return Reading::Bound(Bound::open(DeadlineKind::AfterEvent, span));
        }
        // 3月、9月的25日前.
        if scene.before().ends_with('的') {
            return Reading::Bound(Bound::open(kind, span));
        }
        let month_open = Reading::Bound(Bound {
            open: Open::Month,
            ..Bound::open(kind, span)
        });
        let Some(issued) = scene.years.context.issued else {
            return month_open;
        };
        if date.day < u32::try_from(issued.day()).ok() {
            return month_open;
        }
        date.month = u32::try_from(issued.month()).ok();
        date.year = Some(Year::Written(issued.year()));
        return match fixed(scene, date, span, kind, ends) {
            Reading::Bound(bound) => Reading::Bound(Bound {
                inferred: true,
                year: None,
                ..bound
            }),
            other => other,
        };
    }
    fixed(scene, date, span, kind, ends)
}

/// The name of an event that ends `clause`, without the words that govern it: `应于合同期满` gives `合同期满`.
pub(super) fn event_before(clause: &str) -> &str {
    const LONGEST: usize = 7;
    let start = clause.char_indices().rev().nth(LONGEST).map_or(0, |(at, _)| at);
    let near = &clause[start..];
    &near[ungoverned(near)..]
}

/// Where in `words` the last word that governs a time ends: `各单位应于`. Not in 应急, 主要 and the like.
pub(super) fn ungoverned(words: &str) -> usize {
    ["应当", "必须", "在", "于", "应", "要", "须", "至少", "将", "的"]
        .iter()
        .filter_map(|word| {
            let (at, _) = words.rmatch_indices(word).find(|(at, _)| {
                let (before, after) = (&words[..*at], &words[at + word.len()..]);
                match *word {
                    "应" => !after.starts_with(['急', '用', '对', '变', '届']),
                    "要" => !before.ends_with(['主', '重', '需', '纪', '摘']),
                    _ => true,
                }
            })?;
            Some(at + word.len())
        })
        .max()
        .unwrap_or(0)
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
        Fixed::NoDate => Reading::Nothing,
        Fixed::Impossible => Reading::Damaged(kind, span, NO_SUCH_DAY),
        Fixed::NoYear => Reading::Bound(Bound {
            open: Open::Year,
            ..Bound::open(kind, span)
        }),
    }
}
