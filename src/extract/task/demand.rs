//! Whether an item is a task: its own text tells somebody to do, reach or keep something.
//!
//! Rules are asked in the order of [`is_task`]; each has an id that `explain` prints. Background, principles, pure
//! headings, definitions and closing formulas are none (`eval/ANNOTATION.md`).

use super::formula::{is_formula, is_statement};
use super::frame::Listing;
pub use super::modal::has_modal;
use super::verb;
use crate::extract::Own;
use crate::extract::clause::{Mark, clauses, perfective};
use crate::model::{ByteSpan, Comparator, DeadlineKind, Facts, Role, Section, Target};

/// A heading shorter than this is a title, in characters.
const LONGEST_TITLE: usize = 40;

/// Whether the item is a task, and the rule that says so.
#[must_use]
pub fn is_task(clean: &str, own: &Own<'_>, facts: &Facts) -> (bool, &'static str) {
    let charged = facts.units.iter().any(|unit| unit.role != Role::Actor);
    let body = body(clean, own, facts);
    if own.heading.is_none() {
        return paragraph(clean, own, facts);
    }
    match own.section {
        Section::Principles => return (false, "task.not.principle"),
        Section::Background
            if !(charged || !facts.deadlines.is_empty() && (!facts.targets.is_empty() || requests(clean, own))) =>
        {
            return (false, "task.not.background");
        }
        _ => {}
    }
    let forbids = |words: &str| ["不得", "禁止", "严禁"].iter().any(|word| holds(words, word));
    let told = charged
        || own.pieces.iter().any(|piece| {
            let words = piece.of(clean);
            forbids(words) || has_modal(words) && !facts.units.is_empty()
        });
    match own.frame.listing {
        Listing::Announced => return (false, "task.not.listing"),
        Listing::Titled if !told => return (false, "task.not.listing"),
        Listing::Money if !charged && !spends(clean, own) => return (false, "task.not.listing"),
        _ => {}
    }
    if is_case(clean, own) {
        return (false, "task.not.listing");
    }
    if body.is_empty() {
        return if own.leaf {
            lone_heading(clean, own, charged)
        } else if opens_with_demand(clean, own) {
            (true, "task.demand")
        } else {
            (false, "task.not.heading")
        };
    }
    // `由X负责解释` charges a body, and is no task
    if body.iter().all(|sentence| is_formula(sentence.of(clean))) {
        return (false, "task.not.definition");
    }
    if charged {
        return (true, "task.charged-unit");
    }
    let result = own.section == Section::Goals && body.iter().any(|sentence| states_result(sentence.of(clean)));
    if !own.leaf && !result && body.iter().all(|sentence| is_lead_in(clean, *sentence, facts)) {
        return (false, "task.not.lead-in");
    }
    if own.section == Section::Goals {
        return (true, "task.goal");
    }
    let principle = |sentence: &ByteSpan| {
        let words = sentence.of(clean);
        let told = has_modal(words) && facts.units.iter().any(|unit| sentence.contains(unit.span));
        !told && is_principle(words)
    };
    if body.iter().all(principle) {
        return (false, "task.not.principle");
    }
    if facts.targets.iter().any(|target| !is_term(target)) {
        return (true, "task.target");
    }
    if body
        .iter()
        .any(|sentence| !is_formula(sentence.of(clean)) && demands(clean, own, facts, *sentence))
    {
        return (true, "task.demand");
    }
    (false, "task.not.statement")
}

/// Whether the whole item is a case of a list (`未依照章程开展业务活动的;`) or names what is looked at (`接受捐赠等情况。`).
fn is_case(clean: &str, own: &Own<'_>) -> bool {
    let [piece] = own.pieces else { return false };
    let words = piece.of(clean).trim_end().trim_end_matches(['。', ';', '；']);
    let case = words.ends_with('的');
    let matter = words.ends_with("情况")
        && ![
            "报", "查", "检", "掌握", "了解", "摸清", "通报", "督", "评", "统计", "分析", "跟踪", "公", "监", "排",
            "梳理", "调研",
        ]
        .iter()
        .any(|word| words.contains(word));
    own.leaf && (case || matter) && !words.contains(['。', '\n']) && !has_modal(words)
}

/// `请于3月31日前回报`: what a letter asks for in its 说明.
fn requests(clean: &str, own: &Own<'_>) -> bool {
    own.pieces.iter().any(|piece| {
        let words = piece.of(clean);
        ["请于", "请在", "请各", "务请", "惠请"]
            .iter()
            .any(|word| holds(words, word))
    })
}

/// Whether an item about money tells to spend it: `补助各公所演练费用`, but not `所需经费由年度预算支应`.
fn spends(clean: &str, own: &Own<'_>) -> bool {
    own.pieces.iter().any(|piece| {
        let words = piece.of(clean);
        has_modal(words) || verb::at_head(words.trim_start()).is_some()
    })
}

/// Whether the one sentence above the items below demands something itself before it announces them:
/// `供水单位对水质负责,并应当履行下列职责:`.
fn opens_with_demand(clean: &str, own: &Own<'_>) -> bool {
    let Some(piece) = own.pieces.first() else { return false };
    let words = piece.of(clean).trim_end();
    if disposes(words) {
        return true;
    }
    if !words.ends_with([':', '：']) {
        return false;
    }
    let all = clauses(clean, *piece);
    all.len() > 1
        && all.iter().any(|clause| {
            let words = clause.span.of(clean);
            has_modal(words) && !["下列", "以下", "如下"].iter().any(|word| holds(words, word))
        })
}

/// `对存在下列问题的单位要进行整改:`, `符合下列要求的予以保留:`: what is to be done with the cases that are listed below.
fn disposes(words: &str) -> bool {
    ["下列", "以下"].iter().any(|word| {
        words
            .rsplit_once(word)
            .and_then(|(_, rest)| rest.split_once('的'))
            .is_some_and(|(_, done)| {
                has_modal(done)
                    || ["予以", "给予", "责令", "不予", "取消", "撤销"]
                        .iter()
                        .any(|word| holds(done, word))
            })
    })
}

/// Whether a sentence of the own text demands something; in an article only what says so does.
fn demands(clean: &str, own: &Own<'_>, facts: &Facts, sentence: ByteSpan) -> bool {
    let words = sentence.of(clean);
    if has_modal(words) || own.frame.article && ["不能", "只能"].iter().any(|word| holds(words, word)) {
        return true;
    }
    let all = clauses(clean, sentence);
    if all.iter().any(|clause| is_statement(clause.span.of(clean))) {
        return all.iter().any(|clause| {
            let words = clause.span.of(clean);
            !is_statement(words) && verb::at_head(words).is_some()
        });
    }
    // amounts and limits demand what they fix
    let fixed = || {
        ["元", "%", "上限", "成,", "成，"].iter().any(|word| holds(words, word))
            || facts
                .deadlines
                .iter()
                .any(|time| sentence.contains(time.span) && time.kind != DeadlineKind::From)
    };
    if !own.frame.article || fixed() {
        return is_demand(clean, sentence);
    }
    facts.units.iter().any(|unit| sentence.contains(unit.span))
        || all.iter().any(|clause| {
            let words = clause.span.of(clean);
            verb::at_head(words).is_some()
                || words.starts_with(['对', '将', '把', '由', '按', '在', '以', '依', '处', '经', '并', '凡'])
                    && verb::anywhere(words).is_some()
        })
}

/// `资助期为三年` tells how long a thing lasts; as a demand it says so: `保存期限不少于15年`.
fn is_term(target: &Target<ByteSpan>) -> bool {
    target.comparator == Comparator::Equal
        && matches!(
            target.unit.as_deref(),
            Some("年" | "个月" | "月" | "周" | "天" | "日" | "学年" | "学期")
        )
}

/// The sentences of the own text, a title at its head left out where text or items follow it.
fn body(clean: &str, own: &Own<'_>, facts: &Facts) -> Vec<ByteSpan> {
    let mut found: Vec<ByteSpan> = own.pieces.iter().flat_map(|piece| sentences(clean, *piece)).collect();
    let Some(heading) = own.heading else { return found };
    let is_title = found.first().is_some_and(|first| {
        let words = first.of(clean);
        let stops = words.ends_with('。');
        let alone = found.len() == 1;
        first.start <= heading.start
            && heading.of(clean).chars().count() <= LONGEST_TITLE
            && (!alone || !stops || !own.leaf)
            && (!alone || !own.leaf || !words.contains(['，', ',', '；', ';']))
            // `转制企业应当保障职工权益。`: a sentence that demands is no mere title
            && !(stops && facts.units.iter().any(|unit| first.contains(unit.span)) && has_modal(words))
    });
    if is_title {
        found.remove(0);
    }
    found
}

/// Sentences with their stops.
fn sentences(clean: &str, piece: ByteSpan) -> Vec<ByteSpan> {
    let words = piece.of(clean);
    let mut found = Vec::new();
    let mut start = 0;
    for (at, stop) in words.match_indices(['。', '！', '？', '\n']).chain([(words.len(), "")]) {
        let end = at + stop.len();
        if !words[start..end].trim().is_empty() {
            found.push(ByteSpan::new(piece.start + start, piece.start + end));
        }
        start = end;
    }
    found
}

/// An item that is one line: an imperative is a task, a name is none.
fn lone_heading(clean: &str, own: &Own<'_>, charged: bool) -> (bool, &'static str) {
    let Some(heading) = own.heading else {
        return (false, "task.not.heading");
    };
    let words = heading.of(clean);
    if is_formula(words) {
        return (false, "task.not.definition");
    }
    let commands = charged
        || verb::at_head(words).is_some()
        || has_modal(words)
        || own.section == Section::Goals && !words.is_empty();
    if commands {
        (true, "task.imperative-heading")
    } else {
        (false, "task.not.heading")
    }
}

/// A paragraph outside all numbering: only plain demands on named bodies count.
fn paragraph(clean: &str, own: &Own<'_>, facts: &Facts) -> (bool, &'static str) {
    let dated = facts
        .deadlines
        .iter()
        .any(|d| d.end.is_some() || d.recurrence.is_some());
    let words: Vec<&str> = own.pieces.iter().map(|piece| piece.of(clean)).collect();
    let asks = words
        .iter()
        .any(|w| w.contains('请') || w.contains("务必") || w.contains("必须") || w.contains("不得"));
    let reports = words.iter().any(|w| {
        [
            "报送",
            "上报",
            "报告",
            "反馈",
            "书面报",
            "报市",
            "报县",
            "报省",
            "报区",
            "报我",
            "报送至",
            "报至",
            "前报",
            "提交",
        ]
        .iter()
        .any(|r| w.contains(r))
    });
    let modal = words.iter().any(|w| has_modal(w));
    if dated && (asks || reports || modal && !facts.units.is_empty()) {
        return (true, "task.paragraph.dated-demand");
    }
    if facts.units.iter().any(|unit| unit.role != Role::Actor) && modal {
        return (true, "task.paragraph.charged-unit");
    }
    (false, "task.not.paragraph")
}

/// Like `contains`, without the set-up that costs more than the search in short texts.
#[must_use]
pub fn holds(words: &str, word: &str) -> bool {
    memchr::memmem::find(words.as_bytes(), word.as_bytes()).is_some()
}

/// A sentence that only announces the items below it; one that tells a body to act demands, colon or not.
fn is_lead_in(clean: &str, sentence: ByteSpan, facts: &Facts) -> bool {
    let words = sentence.of(clean).trim_end();
    if has_modal(words) && facts.units.iter().any(|unit| sentence.contains(unit.span)) {
        return false;
    }
    words.ends_with([':', '：']) || holds(words, "如下") || holds(words, "以下") || !is_demand(clean, sentence)
}

/// Whether a sentence demands something.
fn is_demand(clean: &str, sentence: ByteSpan) -> bool {
    let words = sentence.of(clean);
    if has_modal(words) {
        return true;
    }
    if keeps_pace(words) || reported(words) {
        return true;
    }
    if describes(clean, sentence) {
        return false;
    }
    let narrates = holds(words, "以来") || holds(words, "取得了") || holds(words, "已经") || reports(words);
    clauses(clean, sentence)
        .iter()
        .filter(|clause| clause.end != Mark::Colon)
        .any(|clause| {
            let said = clause.span.of(clean);
            !narrates
                && !perfective(said)
                && !said.starts_with("原则同意")
                && (verb::at_head(clause.span.of(clean)).is_some() || verb::anywhere(clause.span.of(clean)).is_some())
        })
}

/// `农村饮水事关群众健康,是重大民生工程。`: what something is or matters for, and nothing is told in another clause.
fn describes(clean: &str, sentence: ByteSpan) -> bool {
    const MATTERS: [&str; 5] = ["事关", "关系", "关乎", "具有", "是"];
    let all = clauses(clean, sentence);
    let plain = |words: &str| {
        MATTERS.iter().any(|word| {
            words
                .split_once(word)
                .is_some_and(|(before, rest)| !before.is_empty() && verb::at_head(rest).is_none())
        })
    };
    all.first().is_some_and(|first| plain(first.span.of(clean)))
        && all
            .iter()
            .skip(1)
            .all(|clause| verb::at_head(clause.span.of(clean)).is_none())
}

/// `每月5日前将上月情况报市局`: what is to be handed in, and to whom.
fn reported(words: &str) -> bool {
    words.match_indices(['将', '把', '向']).any(|(at, _)| {
        let rest = &words[at..];
        let rest = &rest[..rest.find(['，', ',', '。', '；', ';']).unwrap_or(rest.len())];
        rest.match_indices('报').any(|(at, _)| {
            rest["报".len() + at..].starts_with([
                '省', '市', '县', '区', '州', '镇', '我', '国', '部', '厅', '局', '上', '送', '告',
            ])
        })
    })
}

/// `教育经费增速不低于本级收入增速`: a bound without a number, as officials are held to it.
fn keeps_pace(words: &str) -> bool {
    let bound = ["不低于", "不少于", "不高于", "不超过", "高于", "快于"]
        .iter()
        .any(|word| holds(words, word));
    bound
        && ["增速", "增幅", "增长率", "增长速度"]
            .iter()
            .any(|word| holds(words, word))
}

/// `经统计,…`, `据调查,…`: what was found.
fn reports(words: &str) -> bool {
    const FOUND: [&str; 9] = [
        "经统计",
        "经梳理",
        "经调查",
        "经摸底",
        "据统计",
        "据调查",
        "据不完全统计",
        "近年来",
        "目前",
    ];
    FOUND.iter().any(|word| words.trim_start().starts_with(word))
}

/// `资源共享遵循统一目录、公平公正的原则。`
fn is_principle(words: &str) -> bool {
    let words = words.trim_end_matches(['。', '\n', ' ']);
    words.ends_with("原则") && ["遵循", "坚持", "贯彻", "秉持"].iter().any(|word| holds(words, word))
}

/// `全域水质明显好转,着重完成下列指标:`: the result that the figures below stand for is a goal itself.
fn states_result(words: &str) -> bool {
    const RESULTS: [&str; 8] = ["明显", "基本", "显著", "大幅", "全面", "有效", "进一步", "持续"];
    let before = words
        .trim_end()
        .rsplit_once([',', '，'])
        .map_or("", |(before, _)| before);
    RESULTS.iter().any(|word| holds(before, word))
}
