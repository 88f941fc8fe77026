//! What a clause does in its sentence: it demands, leads a demand in, measures one, or says who is charged.
//!
//! | clause | part |
//! | --- | --- |
//! | `完成排查`, `市民政局要建立台账`, `对辖区内企业至少检查1次` | demand, with its verb |
//! | `2024年底前`, `各县区`, `按照通知要求`, `对验收合格的`, `对评价优秀的设施` | leads in |
//! | `签订率达到100%`, `补助资金总规模不低于5亿元`, `每个品种奖励50万元`, `6月底前印发` | measure |
//! | `由县文体局牵头`, `会同财政部`, `各有关部门按职责分工负责` | roles |
//! | `(县教育局负责)`, `责任单位:县教育局` | charge |
//!
//! In: a clause of the clean text and the facts read from its item. Not handled: two verbs in one clause are one demand.

use super::{demand, verb};
use crate::model::{ByteSpan, Deadline, Facts, Role, Target, Unit};

/// What a clause does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'t> {
    /// It demands something; the verb.
    Demand(&'t str),
    /// It says when, whom, on what condition or by which rule, for the clause that follows.
    LeadIn,
    /// It says how much or by when of the demand before it.
    Measure,
    /// It only says who leads, helps or is in charge, for the clause that follows or the whole item.
    Roles,
    /// A responsibility bracket or line.
    Charge,
    /// None of these.
    Other,
}

/// The facts that begin within a clause.
#[derive(Debug, Clone, Copy)]
pub struct Held<'f> {
    deadlines: &'f [Deadline<ByteSpan>],
    units: &'f [Unit<ByteSpan>],
    targets: &'f [Target<ByteSpan>],
}

impl<'f> Held<'f> {
    /// Those of `facts` in the clause at `span`; found by halving, as one item may be megabytes long.
    #[must_use]
    pub fn of(facts: &'f Facts, span: ByteSpan) -> Self {
        Self {
            deadlines: within(&facts.deadlines, span, |deadline| deadline.span.start),
            units: within(&facts.units, span, |unit| unit.span.start),
            targets: within(&facts.targets, span, |target| target.span.start),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.deadlines.is_empty() && self.units.is_empty() && self.targets.is_empty()
    }
}

fn within<T>(facts: &[T], span: ByteSpan, start: impl Fn(&T) -> usize) -> &[T] {
    let from = facts.partition_point(|fact| start(fact) < span.start);
    let to = facts.partition_point(|fact| start(fact) < span.end);
    facts.get(from..to).unwrap_or_default()
}

/// What the clause at `span` does; `facts` are those it holds.
#[must_use]
pub fn part<'t>(clean: &'t str, span: ByteSpan, facts: Held<'_>) -> Part<'t> {
    let words = span.of(clean);
    if is_charge(words, span, facts) {
        return Part::Charge;
    }
    if is_roles(words, span, facts, clean) {
        return Part::Roles;
    }
    let rest = behind_names(clean, span, facts);
    if is_condition(words) || is_by_rule(rest) || demand::holds(words, "责任主体") {
        return Part::LeadIn;
    }
    if is_measure(words) || is_share(words, span, facts) || rest.len() < words.len() && is_completion(rest) {
        return Part::Measure;
    }
    match own_verb(words, rest) {
        Some(word) => Part::Demand(word),
        None if leads_in(words) => Part::LeadIn,
        None => Part::Other,
    }
}

/// The clause behind the names and dates that open it, and the words that join them: in `工务局会同农业局于4月30日前完成检查`
/// the verb is not to be looked for in the names.
fn behind_names<'t>(clean: &'t str, span: ByteSpan, facts: Held<'_>) -> &'t str {
    let mut at = span.start;
    loop {
        let rest = &clean[at..span.end];
        let joined = rest.trim_start_matches([
            '、', '和', '及', '与', '(', ')', ':', '：', '由', '于', '在', '等', '请',
        ]);
        let from = span.end - joined.len();
        let unit = facts.units.iter().map(|unit| unit.span);
        // A frequency holds its verb: 每季度检查一次.
        let day = facts
            .deadlines
            .iter()
            .filter(|day| day.recurrence.is_none())
            .map(|day| day.span);
        let name = unit.chain(day).filter(|name| name.start == from || name.start == at);
        if let Some(end) = name.map(|name| name.end.min(span.end)).filter(|end| *end > at).max() {
            at = end;
            continue;
        }
        let skipped = ["会同", "联合", "各部门", "部门", "单位", "相关"]
            .iter()
            .find(|word| joined.starts_with(**word));
        match skipped {
            Some(word) if at > span.start || joined.len() == span.len() => at = from + word.len(),
            _ => return if at > span.start { joined } else { rest },
        }
    }
}

/// The verb of a clause that opens a demand of its own.
fn own_verb<'t>(words: &'t str, rest: &'t str) -> Option<&'t str> {
    let at_front = verb::at_head(rest).filter(|_| adverbial(rest).is_none());
    if let Some(word) = at_front.or_else(|| behind_modal(rest)) {
        return Some(word);
    }
    let carries = rest.len() < words.len()
        || adverbial(rest).is_some()
        || words.starts_with(['将', '把', '对', '由', '在', '为', '与', '向', '于', '以', '每'])
        || demand::has_modal(words)
        || demand::holds(words, "组织")
        || demand::holds(words, "开展");
    if !carries {
        return None;
    }
    // What stands before the last 的 only says to whom: 对育成国家审定品种的单位给予奖励.
    let object = rest
        .rsplit_once('的')
        .map(|(_, object)| object)
        .filter(|_| rest.starts_with('对'));
    let tail = adverbial(rest).or(object).unwrap_or(rest);
    verb::anywhere(tail).or_else(|| verb::anywhere(rest))
}

/// The verb right behind a modal word: `科学数据应在验收前完成` has none there, `主办单位必须设立` has.
fn behind_modal(words: &str) -> Option<&'static str> {
    const MODALS: [&str; 7] = ["应当", "必须", "不得", "要", "应", "须", "需"];
    MODALS
        .iter()
        .filter(|modal| words.contains(**modal))
        .filter_map(|modal| words.split_once(modal))
        .find_map(|(_, rest)| verb::at_head(rest))
}

/// `2024年底前`, `对新建项目`, `各县(区)`: says when, whom or who, for the clause that follows.
fn leads_in(words: &str) -> bool {
    words.ends_with(['前', '起', '年', '月', '内', '间', '后', '末', '初']) || words.starts_with("各")
}

/// `对验收合格的`, `逾期未完成的`, `对评价优秀的设施`: on what condition or whom.
fn is_condition(words: &str) -> bool {
    if words.ends_with('的') {
        return true;
    }
    let Some((_, object)) = words.rsplit_once('的').filter(|_| words.starts_with(['对', '凡'])) else {
        return false;
    };
    verb::anywhere(object).is_none()
}

/// `按照通知要求`, `通过三年努力`, `在试点的基础上`: an adverbial without a verb of its own.
fn is_by_rule(words: &str) -> bool {
    adverbial(words).is_some_and(|rest| rest.is_empty() || verb::anywhere(rest).is_none())
}

/// What follows the adverbial that opens the words: `落实措施` of `按照通知要求落实措施`, all behind the preposition where
/// nothing closes the phrase.
fn adverbial(words: &str) -> Option<&str> {
    const OPEN: [&str; 14] = [
        "通过", "围绕", "按照", "依照", "遵照", "结合", "根据", "依据", "针对", "依托", "立足", "对照", "参照", "经过",
    ];
    const CLOSE: [&str; 13] = [
        "要求",
        "原则",
        "规定",
        "部署",
        "精神",
        "努力",
        "基础上",
        "实际",
        "标准",
        "方式",
        "思路",
        "情况",
        "分工",
    ];
    let words = words.trim_start_matches(['要', '应', '须', '请']);
    let rest = OPEN.iter().find_map(|word| words.strip_prefix(word))?;
    let closed = CLOSE
        .iter()
        .filter_map(|word| Some(rest.find(word)? + word.len()))
        .min();
    Some(closed.map_or(rest, |at| &rest[at..]))
}

/// `2024年6月底前印发`, `9月底前报国务院备案`: only when the work before it comes out.
fn is_completion(rest: &str) -> bool {
    const DONE: [&str; 12] = [
        "印发", "发布", "出台", "公布", "完成", "到位", "推行", "推开", "启用", "上线", "实施", "执行",
    ];
    const REPORTED: [&str; 6] = ["备案", "批准", "审批", "审定", "审议", "同意"];
    let mut bare = rest;
    while let Some(shorter) = [
        "全部", "全面", "正式", "组织", "全市", "全省", "全县", "并", "对外", "拨付",
    ]
    .iter()
    .find_map(|word| bare.strip_prefix(word))
    {
        bare = shorter;
    }
    if REPORTED.iter().any(|word| bare.ends_with(word)) && bare.starts_with('报') {
        return true;
    }
    while let Some(shorter) = DONE.iter().find_map(|word| bare.strip_prefix(word)) {
        bare = shorter;
        if bare.is_empty() {
            return true;
        }
    }
    false
}

/// `每个品种奖励50万元`, not `每年安排50万元`: how much falls to each.
fn is_share(words: &str, span: ByteSpan, facts: Held<'_>) -> bool {
    const TIMES: [&str; 9] = ["年", "半年", "季", "月", "半月", "旬", "周", "日", "天"];
    words.strip_prefix('每').is_some_and(|each| {
        !TIMES.iter().any(|unit| each.starts_with(unit))
            && !each.starts_with(|c: char| c.is_ascii_digit() || "两二三四五六".contains(c))
            && !demand::has_modal(words)
            && facts.targets.iter().any(|target| span.contains(target.span))
    })
}

/// `签订率达到100%`: a quantity by name, how it compares, and the number.
fn is_measure(words: &str) -> bool {
    const COMPARED: [&str; 15] = [
        "达到",
        "不少于",
        "不低于",
        "不得低于",
        "不得少于",
        "不超过",
        "不得超过",
        "控制在",
        "保持在",
        "稳定在",
        "最高",
        "最长",
        "不高于",
        "达",
        "为",
    ];
    const BETWEEN: [&str; 14] = [
        "一般",
        "总体",
        "力争",
        "应当",
        "原则上",
        "均",
        "都",
        "应",
        "须",
        "要",
        "分别",
        "全部",
        "最高",
        "每月",
    ];
    const NAMED: [&str; 22] = [
        "率", "比例", "比重", "占比", "额", "额度", "规模", "总量", "数量", "人数", "时间", "时长", "期限", "标准",
        "水平", "数", "面积", "总数", "金额", "省份", "样品", "样本",
    ];
    // Setting up a search costs more than asking first.
    let held = COMPARED.iter().filter(|word| words.contains(**word));
    let Some(at) = held.filter_map(|word| words.find(word)).min() else {
        return false;
    };
    let mut name = &words[..at];
    while let Some(shorter) = BETWEEN.iter().find_map(|word| name.strip_suffix(word)) {
        name = shorter;
    }
    NAMED.iter().any(|word| name.ends_with(word))
        && words[at..].contains(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百分".contains(c))
}

/// A clause of nothing but bodies and the words that give them roles.
fn is_roles(words: &str, span: ByteSpan, facts: Held<'_>, clean: &str) -> bool {
    const ROLES: [&str; 29] = [
        "由",
        "会同",
        "牵头",
        "配合",
        "负责",
        "办理",
        "组织实施",
        "组织落实",
        "落实",
        "具体",
        "共同",
        "分别",
        "各自",
        "按照",
        "按",
        "职责分工",
        "职责",
        "分工",
        "本部分",
        "本项",
        "以上",
        "各项",
        "任务",
        "工作",
        "等",
        "部门",
        "单位",
        "参加",
        "参与",
    ];
    let mut rest = words;
    let mut bodies = false;
    loop {
        let at = span.end - rest.len();
        rest = rest.trim_start_matches(['、', '和', '及', '与']);
        let from = span.end - rest.len();
        let body = facts
            .units
            .iter()
            .filter(|unit| unit.span.start == from || unit.span.start == at)
            .map(|unit| unit.span.end);
        if let Some(end) = body.filter(|end| *end <= span.end && *end > from).max() {
            bodies = true;
            rest = &clean[end..span.end];
        } else if let Some(word) = ROLES.iter().find(|word| rest.starts_with(**word)) {
            rest = &rest[word.len()..];
        } else {
            return bodies && rest.is_empty();
        }
    }
}

/// A responsibility bracket or line.
fn is_charge(words: &str, span: ByteSpan, facts: Held<'_>) -> bool {
    let inner = words.trim_start_matches(['(', '[', '【', '〔']);
    let bracket = inner.len() < words.len();
    bracket
        && (["负责", "单位", "牵头", "部门"].iter().any(|w| demand::holds(inner, w))
            || facts
                .units
                .iter()
                .any(|unit| unit.role != Role::Actor && span.contains(unit.span)))
        || ["责任单位", "牵头单位", "配合单位", "完成时限", "主办单位", "协办单位"]
            .iter()
            .any(|w| inner.starts_with(w))
}
