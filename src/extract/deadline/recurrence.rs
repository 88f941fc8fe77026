//! Recurrences: `每季度至少召开1次`, `一月一调度`, `按月通报`, `每月25日前`. The text reaches to the count where that
//! follows; a count later in the clause still gives `times`. Not read: rates (`每人每月500元`), `逐年`, `定期`.

use super::Make;
use super::frequency::{Cycle, cycle};
use super::occurrence::{another_day, clock, closing_days, count, is_rate, named_day, span_end};
use super::scene::{Bound, Reading, Scene};
use crate::extract::number;
use crate::extract::rules::Rule;
use crate::model::{ByteSpan, DeadlineKind};

pub(super) const RULES: &[Rule<Make>] = &[
    Rule {
        id: "deadline.recurrence.every",
        example: "每季度至少召开1次",
        pattern: "每[隔逢]?<n>?个?(?:半个?月|<unit>)",
        production: every,
    },
    Rule {
        id: "deadline.recurrence.closing",
        example: "季度终了后10日内",
        pattern: "(?:半年|季度?|年度?|月度?|学[期年])(?:终了|结束|度?终)?(?:之日起|后)(?:的?第?)<n>个?(?:工作日|[日天]|月)(?:之内|以内|内)",
        production: closing,
    },
    Rule {
        id: "deadline.recurrence.halves",
        example: "上、下半年各1次",
        pattern: "上半?年?[、和]?下半年(?:分别)?(?:至少)?(?:各|均)",
        production: halves,
    },
    Rule {
        id: "deadline.recurrence.alternate",
        example: "隔年开展",
        pattern: "隔[年月周](?:<review>|[一1]次|[开组进实])",
        production: alternate,
    },
    Rule {
        id: "deadline.recurrence.cycle-review",
        example: "一月一调度",
        pattern: "(?:[一1两2三3]?个?(?:日|天|周|旬|月|季度?|年)|半年|半月)[一1两2三3](?:<review>|次|轮|遍)",
        production: review,
    },
    Rule {
        id: "deadline.recurrence.cycle-count",
        example: "两年至少一次",
        pattern: "(?:[一1两2三3四4五5六6]?个?(?:周|月|季度|年)|半年)(?:至少|不少于|不低于)?(?:<n>)(?:次|轮|遍)",
        production: review,
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
        pattern: "(?:按|逐)(?:季度|季|月|周|旬|半年|日)|按(?:年度?|天)(?:考核|评估|评价|通报|报告|上报|报送|填报|统计|测算|下达|调度|检查|审计|公布)",
        production: by_unit,
    },
    Rule {
        id: "deadline.recurrence.unit-review",
        example: "实行月调度",
        pattern: "(?:[、，,;；(“]|实行|执行|落实|建立|坚持|实施|健全|完善|采取|严格|推行)(?:日|周|旬|月|季度?|半年|年)(?:<review>)",
        production: unit_review,
    },
];

/// Words that may stand between a frequency and its count; more than this and the text keeps the frequency only.
const NEAR: usize = 6;

/// `每…`.
fn every(scene: &Scene) -> Reading {
    let (before, after) = (scene.before(), scene.after());
    let per_head =
        before.chars().rev().nth(1) == Some('每') || before.ends_with(['/', '元', '人', '户']) && before.contains('每');
    if scene.in_title() || per_head || scene.is_background() || is_rate(after) {
        return Reading::Nothing;
    }
    let words = scene.words();
    let rest = words.trim_start_matches('每').trim_start_matches(['隔', '逢']);
    let mut end = scene.span.end;
    let Some((cycle, _)) = cycle(rest) else {
        return Reading::Bound(Bound::open(DeadlineKind::Recurring, scene.span));
    };
    let mut by = None;
    let mut times = 1;
    if let Some((length, rule)) = named_day(cycle, after) {
        end += length;
        by = rule;
        // 每月10日、25日前: more days of the same cycle.
        while let Some(more) = another_day(cycle, &scene.text[end..scene.piece.end]) {
            end += more;
            times += 1;
            by = None;
        }
        end += span_end(&scene.text[end..scene.piece.end]);
    } else if let Some(length) = closing_days(after) {
        end += length;
    }
    end += clock(&scene.text[end..scene.piece.end]);
    let tail = &scene.text[end..scene.piece.end];
    if let Some((count, from, to)) = count(tail) {
        times = count;
        if tail[..from].chars().count() <= NEAR && !tail[..from].contains(['对', '的', '(', '向', '为']) {
            end += to;
        }
    }
    let mut bound = Bound::open(DeadlineKind::Recurring, ByteSpan::new(scene.span.start, end));
    bound.recurrence = Some(cycle.recurrence(times, by.as_deref()));
    Reading::Bound(bound)
}

/// `季后10日内`, `年度终了后3个月内`: once in the cycle that ends.
fn closing(scene: &Scene) -> Reading {
    let before = scene.before();
    // 满半年后30日内: one event, not a cycle.
    if before.ends_with(|c: char| c.is_numeric() || "一二三四五六七八九十两几多半满个当该次本上下前今明去".contains(c))
    {
        let words = scene.words();
        let skip = words.find('后').map(|at| at + '后'.len_utf8());
        let skip = skip.or_else(|| words.find('起').map(|at| at + '起'.len_utf8()));
        return skip.map_or(Reading::Nothing, |skip| {
            super::duration::within(&Scene {
                span: ByteSpan::new(scene.span.start + skip, scene.span.end),
                ..*scene
            })
        });
    }
    if scene.in_title() || scene.narrates() {
        return Reading::Nothing;
    }
    let Some((cycle, _)) = cycle(scene.words()) else {
        return Reading::Nothing;
    };
    let mut bound = Bound::open(DeadlineKind::Recurring, scene.span);
    bound.recurrence = Some(cycle.recurrence(1, None));
    Reading::Bound(bound)
}

/// `上、下半年各1次`.
fn halves(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates() {
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

/// `一月一调度`, `半年一次`, `两年至少一次`.
fn review(scene: &Scene) -> Reading {
    let before = scene.before();
    if scene.in_title() || scene.is_background() {
        return Reading::Nothing;
    }
    if before.ends_with(|c: char| {
        c.is_ascii_digit() || "第每一二三四五六七八九十两几近上下本当个多同半去今.—-至".contains(c)
    }) {
        return Reading::Nothing;
    }
    let words = scene.words();
    let Some((cycle, length)) = cycle(words) else {
        return Reading::Nothing;
    };
    let rest = words[length..]
        .trim_start_matches("至少")
        .trim_start_matches("不少于")
        .trim_start_matches("不低于");
    let times = number::scan(rest).map_or(1, |(number, _)| number.value as u32);
    let after = scene.after();
    if after.starts_with('性') || times > 31 {
        return Reading::Nothing;
    }
    let mut bound = Bound::open(DeadlineKind::Recurring, scene.span);
    bound.recurrence = Some(cycle.recurrence(times, None));
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

/// `按月`, `逐季`.
fn by_unit(scene: &Scene) -> Reading {
    if scene.in_title() || scene.narrates() {
        return Reading::Nothing;
    }
    let words = scene.words();
    // 按月份, 按周边, 按季节, 按日常: other words.
    if scene
        .after()
        .starts_with(['份', '边', '节', '期', '龄', '岁', '租', '常', '照', '均', '计'])
        && !words.ends_with('度')
    {
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
    let Some((cycle, _)) = cycle(&words[at..]) else {
        return Reading::Nothing;
    };
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
    /// Narration, by the words that cannot stand beside a demand that recurs.
    fn is_background(&self) -> bool {
        let sentence = self.sentence();
        sentence.contains("以来")
            || ["都", "均", "仅", "约"]
                .iter()
                .any(|word| self.after().starts_with(word))
                && self.narrates()
    }
}
