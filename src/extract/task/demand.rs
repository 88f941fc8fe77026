//! Whether an item is a task: its own text tells somebody to do, reach or keep something.
//!
//! Rules are asked in the order of [`is_task`]; each has an id that `explain` prints. Background, principles, pure
//! headings, definitions and closing formulas are none (`eval/ANNOTATION.md`).

use super::verb;
use crate::extract::Own;
use crate::extract::clause::{Mark, clauses};
use crate::model::{ByteSpan, Facts, Role, Section};
use regex::Regex;
use std::sync::LazyLock;

/// A heading shorter than this is a title, in characters.
const LONGEST_TITLE: usize = 40;

/// Whether the item is a task, and the rule that says so.
#[must_use]
pub fn is_task(clean: &str, own: &Own<'_>, facts: &Facts) -> (bool, &'static str) {
    let charged = facts.units.iter().any(|unit| unit.role != Role::Actor);
    let body = body(clean, own);
    if own.heading.is_none() {
        return paragraph(clean, own, facts);
    }
    match own.section {
        Section::Principles => return (false, "task.not.principle"),
        Section::Background if !(charged || !facts.deadlines.is_empty() && !facts.targets.is_empty()) => {
            return (false, "task.not.background");
        }
        _ => {}
    }
    if body.is_empty() {
        return if own.leaf {
            lone_heading(clean, own, charged)
        } else {
            (false, "task.not.heading")
        };
    }
    if !charged && body.iter().all(|sentence| is_definition(sentence.of(clean))) {
        return (false, "task.not.definition");
    }
    if charged {
        return (true, "task.charged-unit");
    }
    if !own.leaf && body.iter().all(|sentence| is_lead_in(clean, *sentence, facts)) {
        return (false, "task.not.lead-in");
    }
    if own.section == Section::Goals {
        return (true, "task.goal");
    }
    if !facts.targets.is_empty() {
        return (true, "task.target");
    }
    if body
        .iter()
        .any(|sentence| !is_definition(sentence.of(clean)) && is_demand(clean, *sentence))
    {
        return (true, "task.demand");
    }
    (false, "task.not.statement")
}

/// The sentences of the own text, a title at its head left out where text or items follow it.
fn body(clean: &str, own: &Own<'_>) -> Vec<ByteSpan> {
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
    if is_definition(words) {
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

/// Words of definitions and closing formulas: `本办法所称…是指`, `自…起施行`, `由…负责解释`, `适用于…`;
/// `根据…制定本办法`, but not `制定本单位管理办法`.
static DEFINITIONS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        "^本(?:办法|细则|规定|方案|意见|条例|通知)(?:所称|适用)|^为了?[^。]*制定本|是指|适用本|有效期|负责解释",
        "|起施行|起实施|起执行|同时废止|以本办法为准|按照本办法执行|适用于|未尽事宜|核定后实施",
        "|制定本(?:办法|细则|规定|条例|方案|意见|措施|规划|计划|预案|要点|制度)",
    ))
    .expect("constant pattern, compiled by the tests")
});

fn is_definition(words: &str) -> bool {
    DEFINITIONS.is_match(words) || holds(words, "个阶段") && !has_modal(words)
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
    let narrates = holds(words, "以来") || holds(words, "取得了") || holds(words, "已经");
    clauses(clean, sentence)
        .iter()
        .filter(|clause| clause.end != Mark::Colon)
        .any(|clause| {
            !narrates
                && (verb::at_head(clause.span.of(clean)).is_some() || verb::anywhere(clause.span.of(clean)).is_some())
        })
}

/// 要, 应, 须 and their kin as words of their own, not inside 主要, 需要, 适应, 供应 and the like; 必须, 不得, 确保, 负责.
#[must_use]
pub fn has_modal(words: &str) -> bool {
    let mut before = None;
    for (at, c) in words.char_indices() {
        let after = || &words[at + c.len_utf8()..];
        let next = |set: &[char]| after().starts_with(set);
        let found = match c {
            '要' => {
                !matches!(
                    before,
                    Some(
                        '主' | '重'
                            | '需'
                            | '必'
                            | '首'
                            | '次'
                            | '摘'
                            | '概'
                            | '扼'
                            | '纪'
                            | '纲'
                            | '机'
                            | '想'
                            | '不'
                            | '只'
                            | '索'
                            | '险'
                            | '紧'
                            | '而'
                    )
                ) && !next(&['求', '点', '素', '件', '闻', '害', '道', '么', '是', '塞', '员', '领'])
            }
            '应' => {
                !matches!(
                    before,
                    Some(
                        '供' | '反'
                            | '相'
                            | '适'
                            | '对'
                            | '响'
                            | '效'
                            | '感'
                            | '照'
                            | '呼'
                            | '因'
                            | '答'
                            | '报'
                            | '一'
                            | '回'
                            | '顺'
                            | '策'
                            | '理'
                    )
                ) && !next(&[
                    '急', '用', '对', '届', '战', '变', '收', '付', '邀', '征', '聘', '税', '力', '有', '运', '答',
                ])
            }
            '须' => !matches!(before, Some('无' | '胡')) && !next(&['知', '眉']),
            '请' => {
                !matches!(before, Some('申' | '邀' | '聘' | '提' | '报' | '呈' | '敬' | '恳'))
                    && !next(&['示', '求', '愿', '假'])
            }
            '务' => next(&['必']),
            '不' => next(&['得', '准', '许']),
            '严' => next(&['禁']),
            '禁' => next(&['止']),
            '确' => next(&['保']),
            '负' => next(&['责']),
            '牵' => next(&['头']),
            '切' => next(&['勿']),
            '一' => next(&['律']),
            '需' => next(&['于']),
            _ => false,
        };
        if found {
            return true;
        }
        before = Some(c);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::has_modal;

    #[test]
    fn modal_words_stand_alone() {
        for words in ["各地要加强管理", "企业应落实责任", "请于月底前报送", "学校须配备保安"]
        {
            assert!(has_modal(words), "{words}");
        }
        for words in [
            "主要目标",
            "重要作用",
            "应急处置能力",
            "市场供应充足",
            "申请材料",
            "基本要求",
            "工作要点",
        ] {
            assert!(!has_modal(words), "{words}");
        }
    }
}
