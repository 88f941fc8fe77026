//! What is said after a date without 前 or 起. A plain year bounds work before a word of the whole (`全市`, `各地`), of
//! aim (`力争`), of reaching (`达到`, `翻一番`) or a verb with its object; before a noun it is an attribute (`2024年预算`).

use super::partial::{Part, Partial};
use crate::extract::number;
use crate::extract::task::verb;
use crate::window;
use regex_automata::meta::Regex;
use std::sync::LazyLock;

/// What begins the predicate after a plain year: words of the whole, of aim, and verbs of completion.
const OPENERS: &[&str] = &[
    "，", ",", "全", "各", "力争", "争取", "确保", "计划", "要", "应", "完成", "实现", "达到", "达", "启动", "组织",
    "开展", "推动", "新建", "新增", "培训", "建设", "建成", "基本", "重点", "继续", "再", "将", "拟", "预计", "安排",
    "实施", "改造", "创建", "力", "率先", "初步", "所有", "累计", "培育", "引进", "打造", "优先", "形成", "起草", "每",
    "进行", "接受", "迎接",
];

/// Verbs of completion and of reaching: a date before them bounds work wherever it stands.
const COMPLETIONS: &[&str] = &[
    "完成",
    "实现",
    "达到",
    "达",
    "建成",
    "全面",
    "全部",
    "基本",
    "力争",
    "确保",
    "启动",
    "投入使用",
    "累计",
    "上线",
    "投入运",
    "投用",
    "投产",
    "竣工",
    "完工",
    "开工",
    "通车",
    "通水",
    "试运行",
    "交付",
    "达标",
    "分别",
    "突破",
    "翻",
    "不低于",
    "不少于",
    "不超过",
    "不高于",
    "不得",
    "控制在",
    "提高到",
    "提高至",
    "提升到",
    "提升至",
    "增加到",
    "增长到",
    "下降到",
    "下降至",
    "降至",
    "降到",
    "降低到",
    "降低至",
    "压减到",
    "稳定在",
    "保持在",
    "超过",
    "力促",
    "比",
    "较",
    "到位",
    "到岗",
    "拨付",
    "下达",
    "正式",
    "开放",
];

/// Modal words: a year before them bounds work also behind a subject (`全市2024年要新增…`).
const MODALS: [&str; 8] = ["要", "应", "须", "拟", "力争", "争取", "预计", "计划"];

/// Verbs after `2024年度` that are no part of a name (`2024年度建设任务`, `2024年度培训计划` are names).
const YEARLY_VERBS: [&str; 12] = [
    "新增",
    "新建",
    "完成",
    "实现",
    "投入",
    "安排",
    "建成",
    "改造",
    "新改建",
    "办理",
    "招聘",
    "招收",
];

/// What shows that a clause after a year sets a goal: a number, a word of reaching or of comparison.
static GOAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "[0-9]|百分之|[一二三四五六七八九十两百千万](?:个|家|万|项|户|所|座|公里|处|名|场|次)|达标|达到|实现|完成|建成|全部|确保|不低于|不少于|\
         不高于|不超过|高于|低于|新增|新建|力争|竣工|投用|启动|全覆盖",
    )
    .expect("a constant, compiled by the tests")
});

/// What follows the dates that stand in a row with this one: behind `2024年`, `、2025年分别达到` gives `分别达到`.
pub(super) fn after_list(after: &str, minguo: bool) -> &str {
    let mut rest = after;
    while let Some((date, length, mark)) = ["、", "和", "及", "与", "或", "以及"].iter().find_map(|mark| {
        let (date, length) = Partial::scan(rest.strip_prefix(*mark)?, minguo)?;
        Some((date, length, mark.len()))
    }) {
        if date.month.is_none() && date.year.is_none() && date.part == Part::Whole {
            break;
        }
        rest = &rest[mark + length..];
    }
    rest
}

/// Whether `said` begins with a verb of completion or reaching.
pub(super) fn completes(said: &str) -> bool {
    begins(said, COMPLETIONS)
}

/// Whether `said` begins with a modal word.
pub(super) fn modal(said: &str) -> bool {
    begins(said, &MODALS)
}

/// Whether `said` begins as predicates after a plain year do.
pub(super) fn opens(said: &str) -> bool {
    begins(said, OPENERS)
}

/// Whether `said` speaks of the whole of a year that is written `2024年度`.
pub(super) fn whole_year(said: &str) -> bool {
    said.starts_with(['，', ',', '全', '各', '力', '拟']) || begins(said, &YEARLY_VERBS) && GOAL.is_match(clause(said))
}

/// Whether the clause after a year sets a goal or begins with a verb: `2024年招录25名`. Not `2024年开工的项目`, where the
/// year belongs to a noun, nor `2024年是…`.
pub(super) fn is_goal(said: &str) -> bool {
    const ATTRIBUTE: usize = 4;
    let clause = clause(said);
    if clause.starts_with(['是', '为', '系', '《', '“', '"']) || clause.chars().take(ATTRIBUTE).any(|c| c == '的')
    {
        return false;
    }
    if clause.starts_with(|c: char| c.is_ascii_digit()) {
        // 2024年200公里; not 2024年12号, 2024年3期.
        return number::scan(clause).is_some_and(|(_, length)| {
            let unit = &clause[length..];
            !unit.is_empty()
                && !unit.starts_with([
                    '年', '月', '日', '号', '期', '届', '次', '第', '、', '-', '—', '.', '/', '至', '时',
                ])
        });
    }
    GOAL.is_match(clause) || verb::at_head(clause).is_some() || joins(clause)
}

/// Whether `clause` says with whom something is to be joined: `与省、市两级平台联网`. Not `与上年持平`, `与…相比`.
fn joins(clause: &str) -> bool {
    const JOINED: [&str; 11] = [
        "联网", "对接", "联通", "互通", "互认", "并网", "衔接", "贯通", "合并", "签订", "签署",
    ];
    clause.starts_with(['与', '同', '和']) && JOINED.iter().any(|word| clause.contains(word))
}

/// Whether `clause` holds a verb or a number of its own.
pub(super) fn has_verb(clause: &str) -> bool {
    GOAL.is_match(clause) || verb::at_head(clause).is_some()
}

/// What a day without 前 dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnDay {
    /// Something takes place on it.
    Event,
    /// A rule comes into force on it.
    InForce,
    /// Something is to be ready by it.
    Due,
}

/// Words of what takes place on a day.
const EVENTS: &[&str] = &[
    "召开", "举行", "举办", "放假", "上班", "休息", "开幕", "闭幕", "开学", "办理", "进行", "开班", "演练", "开展",
    "组织", "集中", "考试", "开考", "培训", "启动", "检查", "验收", "评审", "颁奖", "展出", "鸣放", "试鸣",
];

/// Words of what is to be ready by a day.
const DUE: &[&str] = &[
    "报", "交", "完成", "印发", "送", "反馈", "提", "填", "发", "公布", "公示", "下达", "到位", "到岗", "截止", "办结",
    "上线", "投入", "建成", "竣工", "返", "告知", "归",
];

/// What the clause after a day says of it; the word that stands first decides.
pub(super) fn on_day(after: &str) -> OnDay {
    const NEAR: usize = 60;
    let clause = clause(window::first(after, NEAR)).trim_start_matches("正式");
    if ["施行", "实施", "生效", "起施行", "启用"]
        .iter()
        .any(|word| clause.starts_with(word))
    {
        return OnDay::InForce;
    }
    let first = |words: &[&str]| words.iter().filter_map(|word| clause.find(word)).min();
    match (first(EVENTS), first(DUE)) {
        (Some(event), due) if due.is_none_or(|due| event < due) => OnDay::Event,
        _ => OnDay::Due,
    }
}

/// `words` up to the end of the clause.
fn clause(words: &str) -> &str {
    &words[..words.find(['，', ',', '。', ';', '；', '\n']).unwrap_or(words.len())]
}

/// Whether `words` begin with one of `heads` that is no attribute (`开工的项目`) and no part of a longer word (`应急`).
fn begins(words: &str, heads: &[&str]) -> bool {
    heads.iter().any(|head| {
        words.strip_prefix(head).is_some_and(|rest| {
            let longer: &[char] = match *head {
                "应" => &['急', '用', '对', '变', '届'],
                "要" => &['求', '点', '素', '闻'],
                _ => &[],
            };
            !rest.starts_with('的') && !rest.starts_with(longer)
        })
    })
}
