//! Recurrences without 每: `一月一调度`, `按月通报`, `实行月调度、季通报`, `4次/年`, `双月召开`, `两年办一届`. Not read: `逐年`,
//! names of systems that are only to be set up (`建立月通报制度`), rates (`按日加收万分之五`), names (`月报表`).

use super::Make;
use super::REVIEW;
use super::frequency::{Cycle, cycle};
use super::occurrence::count;
use super::scene::{Bound, Reading, Scene};
use crate::extract::number;
use crate::extract::rules::Rule;
use crate::model::{ByteSpan, DeadlineKind};

pub(super) const RULES: &[Rule<Make>] = &[
    Rule {
        id: "deadline.recurrence.halves",
        example: "上、下半年各1次",
        pattern: "上半?年?[、和]?下半年(?:分别)?(?:至少)?(?:各|均)",
        production: halves,
    },
    Rule {
        id: "deadline.recurrence.alternate",
        example: "隔年开展",
        pattern: "隔[年月周](?:<review>|[一1]次|[开组进实召举轮])",
        production: alternate,
    },
    Rule {
        id: "deadline.recurrence.cycle-review",
        example: "一月一调度",
        pattern: "(?:(?:[一1两2三3五5双]|十五?|1[05])?个?(?:日|天|周|旬|月|季度?|年)|半年|半月)[一1两2三3](?:<review>|次|轮|遍|报)",
        production: review,
    },
    Rule {
        id: "deadline.recurrence.double",
        example: "双月召开",
        pattern: "(?:每逢?|逢)?[双单][月周](?:<review>|[召开组举轮实])?",
        production: double,
    },
    Rule {
        id: "deadline.recurrence.cycle-count",
        example: "两年至少一次",
        pattern: "(?:[一1两2三3四4五5六6]?个?(?:周|月|季度|年)|半年)(?:至少|不少于|不低于)?(?:<n>)(?:次|轮|遍)",
        production: review,
    },
    Rule {
        id: "deadline.recurrence.cycle-verb",
        example: "两年办一届",
        pattern: "(?:[一1两2三3四4五5]年|[一两三]个月|一月|[一两]周|半年|半个?月)(?:办|举办|召开|放映|组织|开展|进行|评选|轮训|培训|检查|更新|修订|普查|调度|通报|检测|研究)[一1两2](?:次|届|场|轮|遍|期)",
        production: review,
    },
    Rule {
        id: "deadline.recurrence.in-year",
        example: "全年至少召开两次",
        pattern: "全年(?:至少|不少于|不得少于)?(?:召开|开展|组织|举办|进行|巡查|检查)(?:至少|不少于)?<n>[次场轮]|全年(?:至少|不少于|不得少于)<n>[次场轮]",
        production: in_year,
    },
    Rule {
        id: "deadline.recurrence.count-per",
        example: "4次/年",
        pattern: "(?:至少|不少于|不低于)?(?:<n>)次[/／每](?:年|季度|季|月|周|天|日)",
        production: per,
    },
    Rule {
        id: "deadline.recurrence.by-unit",
        example: "按月通报",
        pattern: "(?:按|逐)(?:季度|季|月|周|旬|半年|日|学期|学年)|按(?:年度?|天)(?:<review>|上报|填报|统计|测算|下达|组织|开展|进行|编制)",
        production: by_unit,
    },
    Rule {
        id: "deadline.recurrence.listed-review",
        example: "周调度、月通报",
        pattern: "(?:日|周|旬|月|季度?)(?:<review>|报)",
        production: listed_review,
    },
    Rule {
        id: "deadline.recurrence.unit-review",
        example: "实行月调度",
        pattern: "(?:[、，,;；(“]|(?:实行|执行|落实|建立|坚持|实施|健全|完善|采取|严格|推行)“?)(?:双?日|双?周|旬|双?月|季度?|半年|年)(?:<review>|报)",
        production: unit_review,
    },
];

/// `上、下半年各1次`.
fn halves(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates_near() {
        return Reading::Nothing;
    }
    let (times, length) = match count(scene.after()) {
        Some((count, 0, to)) => (count, to),
        Some((count, ..)) => (count, 0),
        None => (1, 0),
    };
    let Some((cycle, _)) = cycle("半年") else {
        return Reading::Nothing;
    };
    let span = ByteSpan::new(scene.span.start, scene.span.end + length);
    let mut bound = Bound::open(DeadlineKind::Recurring, span);
    bound.recurrence = Some(cycle.recurrence(times, None));
    Reading::Bound(bound)
}

/// `隔年开展`: every second one. What the pattern needs to see behind it is not part of the text.
fn alternate(scene: &Scene) -> Reading {
    let before = scene.before();
    if scene.in_title() || before.ends_with(['间', '阻', '相', '每', '分']) {
        return Reading::Nothing;
    }
    let words = &scene.words()['隔'.len_utf8()..];
    let Some((cycle, length)) = cycle(words) else {
        return Reading::Nothing;
    };
    let span = ByteSpan::new(scene.span.start, scene.span.start + '隔'.len_utf8() + length);
    let mut bound = Bound::open(DeadlineKind::Recurring, span);
    bound.recurrence = Some(Cycle { every: 2, ..cycle }.recurrence(1, None));
    Reading::Bound(bound)
}

/// `一月一调度`, `半年一次`, `两年至少一次`, `两年办一届`.
fn review(scene: &Scene) -> Reading {
    let before = scene.before();
    if scene.in_title() || scene.is_background() {
        return Reading::Resume(scene.span.start + 1);
    }
    if before.ends_with(|c: char| {
        c.is_ascii_digit() || "第每一二三四五六七八九十两几近上下本当个多同半去今.—-至前后来满".contains(c)
    }) && !before.ends_with("本")
        || before.ends_with("基本")
    {
        return Reading::Resume(scene.span.end);
    }
    let words = scene.words();
    let (double, rest) = match words.strip_prefix('双') {
        Some(rest) => (true, rest),
        None => (false, words),
    };
    let Some((mut cycle, length)) = cycle(rest) else {
        return Reading::Nothing;
    };
    if double {
        cycle.every = 2;
    }
    // 两年至少一次, 两年办一届: the count is the last number.
    let rest = &rest[length..];
    let times = rest
        .char_indices()
        .find_map(|(at, _)| number::scan(&rest[at..]))
        .map_or(1, |(number, _)| number.value as u32);
    let after = scene.after();
    if after.starts_with('性')
        || times > 31
        || rest.starts_with([
            '内', '来', '的', '后', '前', '期', '以', '级', '间', '多', '度', '末', '底', '初',
        ])
    {
        return Reading::Resume(scene.span.start + words.chars().next().map_or(1, char::len_utf8));
    }
    let mut bound = Bound::open(DeadlineKind::Recurring, scene.span);
    bound.recurrence = Some(cycle.recurrence(times, None));
    Reading::Bound(bound)
}

/// `全年至少召开两次`.
fn in_year(scene: &Scene) -> Reading {
    let words = scene.words();
    let times = words
        .char_indices()
        .find_map(|(at, _)| number::scan(&words[at..]))
        .map_or(0, |(number, _)| number.value as u32);
    if scene.in_title() || scene.is_background() || !(1..=366).contains(&times) || scene.clause_after().ends_with('的')
    {
        return Reading::Nothing;
    }
    let mut bound = Bound::open(DeadlineKind::Recurring, scene.span);
    bound.recurrence = cycle("年").map(|(cycle, _)| cycle.recurrence(times, None));
    Reading::Bound(bound)
}

/// `4次/年`.
fn per(scene: &Scene) -> Reading {
    let words = scene.words();
    let Some(unit) = words.rfind(['/', '／', '每']) else {
        return Reading::Nothing;
    };
    let unit_words = words[unit..].trim_start_matches(['/', '／', '每']);
    let count = words
        .find(|c: char| number::scan(&c.to_string()).is_some())
        .and_then(|at| number::scan(&words[at..]));
    match (cycle(unit_words), count) {
        (Some((cycle, _)), Some((number, _))) if !scene.in_title() && !scene.is_background() => {
            let mut bound = Bound::open(DeadlineKind::Recurring, scene.span);
            bound.recurrence = Some(cycle.recurrence(number.value as u32, None));
            Reading::Bound(bound)
        }
        _ => Reading::Nothing,
    }
}

/// Whether the word of time heads an amount or the name of a statistic: `年培训能力`, `季度达标率`, `年检测2000批次`.
fn names_quantity(after: &str) -> bool {
    const LONGEST: usize = 7;
    let clause = &after[..after
        .find(['、', ',', '，', '。', ';', '；', '\n'])
        .unwrap_or(after.len())];
    let counted = clause.starts_with(|c: char| c.is_ascii_digit())
        && number::scan(clause).is_some_and(|(_, length)| !clause[length..].starts_with(['次', '轮', '遍', '场']));
    let named = clause.char_indices().take(LONGEST).any(|(at, c)| match c {
        '率' => !clause[at..].starts_with("率先"),
        '量' | '值' => !clause[..at].ends_with('质') && !clause[..at].ends_with('大'),
        '能' => clause[at..].starts_with("能力"),
        '经' => clause[at..].starts_with("经费"),
        '人' => clause[at..].starts_with("人数"),
        _ => false,
    });
    counted || named
}

/// Whether what follows, up to the end of the list, makes the words the name of a system: `、季通报制度`.
fn names_system(after: &str) -> bool {
    const LONGEST: usize = 24;
    let near = after.char_indices().nth(LONGEST).map_or(after.len(), |(at, _)| at);
    let list = &after[..after[..near].find(['，', ',', '。', ';', '；', '\n']).unwrap_or(near)];
    list.contains("机制") || list.contains("制度") || list.contains("办法")
}

/// `按月`, `逐季`.
fn by_unit(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates_near() {
        return Reading::Nothing;
    }
    let words = scene.words();
    let after = scene.after();
    // 按月份, 按周边, 按季节, 按日常: other words.
    if after.starts_with(['份', '边', '节', '期', '龄', '岁', '租', '常', '照', '均', '计']) && !words.ends_with('度')
    {
        return Reading::Nothing;
    }
    // 按日加收万分之五, 按日连续处罚: a rate. 对按月申报的纳税人: which persons are meant.
    let rate = words.ends_with('日')
        && (after.starts_with(['万', '千', '百', '扣', '付', '给', '收', '加'])
            || ["连续处罚", "连续计罚", "支付", "结算"]
                .iter()
                .any(|word| after.starts_with(word)));
    let attribute = ["申报的", "缴纳的", "领取的", "发放的", "预缴的"]
        .iter()
        .any(|word| after.starts_with(word));
    if rate || attribute {
        return Reading::Nothing;
    }
    // 按季度达标率排名; but 按月通报入库率 does recur.
    let statistic = scene
        .after()
        .split_inclusive('率')
        .next()
        .is_some_and(|name| name.ends_with("达标率") || name.ends_with("完成率") || name.ends_with("合格率"))
        && super::REVIEW.split('|').all(|verb| !scene.after().starts_with(verb));
    if statistic && names_quantity(scene.after()) {
        return Reading::Nothing;
    }
    let Some((cycle, _)) = cycle(words.trim_start_matches(['按', '逐'])) else {
        return Reading::Nothing;
    };
    // 按年考核: the verb that the pattern needs to see is not part of the text.
    let unit = words.find('年').filter(|_| words.starts_with("按年"));
    let span = match unit {
        Some(at) => {
            let end = at + '年'.len_utf8();
            let end = if words[end..].starts_with('度') {
                end + '度'.len_utf8()
            } else {
                end
            };
            ByteSpan::new(scene.span.start, scene.span.start + end)
        }
        None => match words.strip_prefix("按天") {
            Some(_) => ByteSpan::new(scene.span.start, scene.span.start + "按天".len()),
            None => scene.span,
        },
    };
    let mut bound = Bound::open(DeadlineKind::Recurring, span);
    bound.recurrence = Some(cycle.recurrence(1, None));
    Reading::Bound(bound)
}

/// `双月召开`, `每逢双月`, `双周调度`: every second one. The verb is not part of the text.
fn double(scene: &Scene) -> Reading {
    let words = scene.words();
    let Some(at) = words.find(['双', '单']) else {
        return Reading::Nothing;
    };
    let unit = at + '双'.len_utf8();
    let end = unit + '月'.len_utf8();
    let marked = at > 0;
    // 双月刊, 双周期: other words.
    if scene.in_title()
        || scene.is_background()
        || !marked && end == words.len()
        || scene.before().ends_with(['每', '无'])
    {
        return Reading::Resume(scene.span.start + end);
    }
    let Some((cycle, _)) = cycle(&words[unit..]) else {
        return Reading::Nothing;
    };
    let span = ByteSpan::new(scene.span.start, scene.span.start + end);
    let tail = &scene.text[span.end..scene.piece.end];
    let times = count(tail).map_or(1, |(count, ..)| count);
    let mut bound = Bound::open(DeadlineKind::Recurring, span);
    bound.recurrence = Some(Cycle { every: 2, ..cycle }.recurrence(times, None));
    Reading::Bound(bound)
}

/// `周调度、月通报`: the first of a list of such words at the head of a clause.
fn listed_review(scene: &Scene) -> Reading {
    let listed = scene.after().strip_prefix('、').is_some_and(|rest| {
        cycle(rest).is_some_and(|(_, length)| {
            REVIEW
                .split('|')
                .chain(["报"])
                .any(|review| rest[length..].starts_with(review))
        })
    });
    if !listed || !scene.starts_clause() || scene.in_title() || names_system(scene.after()) {
        return Reading::Resume(scene.span.start + 1);
    }
    let Some((cycle, _)) = cycle(scene.words()) else {
        return Reading::Nothing;
    };
    let mut bound = Bound::open(DeadlineKind::Recurring, scene.span);
    bound.recurrence = Some(cycle.recurrence(1, None));
    Reading::Bound(bound)
}

/// `实行月调度、季通报`: the leading word or mark is not part of the text.
fn unit_review(scene: &Scene) -> Reading {
    let words = scene.words();
    let Some(at) = words
        .find(['日', '周', '旬', '月', '季', '半', '年'])
        .filter(|_| !scene.in_title() && !names_quantity(scene.after()))
    else {
        return Reading::Nothing;
    };
    let (double, at) = match words.find('双') {
        Some(double) if double < at => (true, at),
        _ => (false, at),
    };
    let Some((mut cycle, _)) = cycle(&words[at..]) else {
        return Reading::Nothing;
    };
    if double {
        cycle.every = 2;
    }
    // 建立月调度机制 sets up a system by its name, where 实行月调度 works by it. 月报表, 年报 are papers.
    let founding = ["建立", "健全", "完善"].iter().any(|word| words.starts_with(word));
    let paper = words.ends_with('报')
        && (!words.starts_with(['实', '执', '落', '坚', '严', '推', '采']) && !scene.listed_recurrence());
    if founding && names_system(scene.after())
        || paper
        || words.ends_with('报')
            && scene
                .after()
                .starts_with(['表', '刊', '纸', '名', '道', '考', '价', '废'])
    {
        return Reading::Nothing;
    }
    if words.starts_with(['、', '，', ',', ';', '；', '(', '“'])
        && !words.starts_with('，')
        && names_system(scene.after())
        && scene.clause_founds()
    {
        return Reading::Nothing;
    }
    // 建立月通报制度,每月5日前通报…: the name of a system whose times the sentence spells out.
    let spelled = scene
        .after()
        .find(['。', ';', '；', '\n'])
        .map_or(scene.after(), |stop| &scene.after()[..stop]);
    if spelled
        .split('每')
        .skip(1)
        .any(|rest| self::cycle(rest).is_some_and(|(found, _)| found == cycle))
    {
        return Reading::Nothing;
    }
    let mut bound = Bound::open(
        DeadlineKind::Recurring,
        ByteSpan::new(scene.span.start + at, scene.span.end),
    );
    bound.recurrence = Some(cycle.recurrence(1, None));
    Reading::Bound(bound)
}

impl Scene<'_> {
    /// Whether a recurrence was read just before and a mark of lists stands between: `月调度、季报`.
    fn listed_recurrence(&self) -> bool {
        self.last.is_some_and(|last| {
            last.kind == DeadlineKind::Recurring && last.span.end == self.span.start && self.words().starts_with('、')
        })
    }

    /// Whether the list that the match goes on was opened by a word of setting up: `建立月调度、季通报机制`.
    fn clause_founds(&self) -> bool {
        let before = self.before();
        let clause = &before[before.rfind(['，', ',', '。', ';', '；', '\n']).unwrap_or(0)..];
        ["建立", "健全", "完善"].iter().any(|word| clause.contains(word))
    }
}
