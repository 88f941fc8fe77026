//! Is the number a goal? Three questions in this order: does the sentence narrate what has happened, does the clause
//! state a condition, a rate or a score, and does anything make the number a demand?

use super::place::Place;
use crate::extract::number;
use regex_automata::meta::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// One automaton for a list of words: dozens of separate searches cost more than all the rest of this part.
fn any(words: &str) -> Regex {
    Regex::new(words).expect("word lists are constants without special characters and compiled by the tests")
}

/// Words of narration and background.
static NARRATION: LazyLock<Regex> = LazyLock::new(|| {
    any(
        "以来|取得|已经|已有|已达|已建|已完成|均已|曾|先后|近年|目前|截至目前|据统计|占全国的|\
     同比上年实际|当前|现有|其中|实有",
    )
});
/// Words of conditions, rates, scores and amounts of money paid: the number belongs to a rule, not to a goal.
static CONDITIONS: LazyLock<Regex> = LazyLock::new(|| {
    any(
        "罚款|处罚|滞纳金|扣除|税率|利率|费率|利息|贴息|折扣|减按|减征|免征|征收|出资|持股|\
     控股|违约金|的标准|标准为|标准的|处以|凡是|超过部分|注册资本|营业收入|不合格|受伤|重伤|\
     发生较大|任期|奖励|补助|补贴|给予|报销|津贴|工资",
    )
});
/// Verbs of doing that govern a bare count (`新建改造厕所3000座`), two characters each.
const DOING: &[&str] = &[
    "新建", "改建", "扩建", "续建", "建设", "建成", "建立", "改造", "培训", "培育", "培养", "发展", "组织", "开展",
    "举办", "召开", "举行", "新增", "完成", "创建", "打造", "引进", "引育", "安装", "配备", "配齐", "配置", "力争",
    "明确", "选派", "选聘", "聘请", "招录", "招聘", "招收", "推广", "种植", "造林", "绿化", "治理", "修建", "整治",
    "发放", "设立", "设置", "评选", "推出", "落实", "安排", "投入", "筹集", "争取", "实施", "帮扶", "救助", "资助",
    "扶持", "转移", "转化", "搬迁", "拆除", "淘汰", "关闭", "关停", "清理", "排查", "抽查", "检查", "巡查", "巡察",
    "督查", "走访", "演练", "轮训", "宣传", "升级", "更新", "购置", "增设", "增加", "布设", "铺设", "接入", "开通",
    "挂牌", "认定", "遴选", "制定", "修订", "修复", "清淤", "疏浚", "实现", "确保", "吸纳", "带动", "研究", "进行",
];
/// Occurrences: with a frequency they are always a goal.
pub(super) const OCCURRENCES: &[&str] = &["次", "轮", "遍", "回", "场", "期", "场次", "批次", "人次"];
/// Nouns that are arranged, not reached: `三个方面`, `5个工作组`, `两项制度`.
const ARRANGED: &[&str] = &[
    "方面",
    "阶段",
    "环节",
    "领域",
    "层面",
    "方向",
    "层级",
    "等级",
    "维度",
    "问题",
    "部分",
    "规定",
    "根本",
    "体系",
    "关键",
    "重大",
    "专项行动",
    "工作组",
    "小组",
    "专班",
    "统一",
    "结合",
    "坚持",
    "确保",
    "一",
    "转变",
    "机制",
    "制度",
    "措施",
    "原则",
    "要素",
    "环境",
    "部门",
    "步骤",
    "关系",
    "意识",
];

/// Whether the sentence narrates.
pub(super) fn narrates(place: &Place) -> bool {
    let sentence = place.sentence();
    // 去年 narrates unless it is the baseline of a comparison.
    let last_year = sentence
        .match_indices("去年")
        .any(|(at, _)| !sentence[..at].ends_with(['比', '较', '于', '在']));
    if last_year || NARRATION.is_match(sentence) {
        return true;
    }
    sentence.match_indices('了').any(|(at, _)| {
        let (before, after) = (&sentence[..at], &sentence[at + '了'.len_utf8()..]);
        !before.ends_with(['为', '除', '不', '得', '罢', '明']) && !after.starts_with(['解', '如', '然', '结', '断'])
    })
}

/// Words of scoring: in a sentence that has them every number belongs to the scores.
static SCORING: LazyLock<Regex> = LazyLock::new(|| any("得分|基础分|绩效分|扣分|加分|不得分|计分|记分|分值|满分"));

/// Whether the sentence says how scores are given: `每少1次扣2分`.
fn scores(sentence: &str) -> bool {
    SCORING.is_match(sentence)
        || sentence.match_indices(['扣', '得', '加', '计', '减']).any(|(at, _)| {
            let after = sentence[at..].trim_start_matches(['扣', '得', '加', '计', '减']);
            number::scan(after).is_some_and(|(_, length)| after[length..].starts_with('分'))
        })
}

/// Whether the clause states a case or a rate.
pub(super) fn is_condition(place: &Place, bounded_after: bool) -> bool {
    let (before, after) = (place.clause_before(), place.clause_after());
    if scores(place.sentence()) {
        return true;
    }
    if CONDITIONS.is_match(before) || CONDITIONS.is_match(after) {
        return true;
    }
    if before.ends_with(['满', '每', '近', '前', '第', '约', '共']) && !before.ends_with("每满")
        || before.starts_with(['凡', '如', '若'])
    {
        return true;
    }
    // 连续3次不合格的, 10人以上的单位
    let tail = after.trim_start_matches(['及', '或', '(', '含', ')']);
    let tail = ["以上", "以下", "以内", "之内"]
        .iter()
        .find_map(|word| tail.strip_prefix(word))
        .unwrap_or(tail);
    let rate = ["的比例", "的要求", "的目标", "的速度", "的增速", "的增长", "的幅度"]
        .iter()
        .any(|word| tail.starts_with(word));
    if bounded_after && tail.starts_with(['的', '单', '企', '用', '人', '学', '职']) && !rate && !earmarks(before)
    {
        return true;
    }
    if tail.starts_with('的')
        && !rate
        && !earmarks(before)
        && !bounded_after
        && before.ends_with(['于', '过', '到', '达'])
    {
        return true;
    }
    after.ends_with('的') && !after.starts_with('的')
        || before.ends_with("连续")
        || before.ends_with("累计发生")
        || before.ends_with("发生")
        || before.ends_with("死亡")
        || before.ends_with("造成")
}

/// `安排不低于30%的资金`: the number is kept, though 的 follows.
fn earmarks(before: &str) -> bool {
    [
        "安排", "提取", "拿出", "预留", "划出", "保证", "确保", "列支", "用于", "筹集", "统筹",
    ]
    .iter()
    .any(|word| before.contains(word))
}

/// Whether a frequency stands in the clause before the number.
pub(super) fn has_frequency(place: &Place) -> bool {
    let clause = place.clause_before();
    [
        "每年", "每月", "每季", "每半", "每周", "每日", "每天", "每旬", "每两", "每三", "每五", "每四", "每个", "每学",
        "每1", "每2", "每3", "每5", "每星", "年度", "全年", "一年", "半年", "按月", "按季",
    ]
    .iter()
    .any(|word| clause.contains(word))
}

/// Where the verb of doing that governs the number ends in `clause` (the last such verb), none where there is none.
pub(super) fn doing(clause: &str) -> Option<usize> {
    clause.char_indices().rev().find_map(|(at, _)| {
        let verb = clause.get(at..at + VERB)?;
        VERBS.contains(verb).then_some(at + VERB)
    })
}

/// Whether `words` end with a verb of doing.
pub(super) fn ends_doing(words: &str) -> bool {
    words
        .len()
        .checked_sub(VERB)
        .and_then(|at| words.get(at..))
        .is_some_and(|verb| VERBS.contains(verb))
}

/// Every verb of doing has two characters of three bytes.
const VERB: usize = 6;
static VERBS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| DOING.iter().copied().collect());

/// Whether `after`, the words after number and measure, names something that is arranged rather than reached.
pub(super) fn is_arranged(after: &str) -> bool {
    let noun = after.trim_start_matches(['大', '重', '主', '要', '点', '关', '键']);
    ARRANGED
        .iter()
        .any(|word| after.starts_with(word) || noun.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_have_two_characters() {
        for verb in DOING {
            assert_eq!(verb.len(), VERB, "{verb}");
        }
        assert_eq!(doing("今年新建改造公厕"), Some("今年新建改造".len()));
        assert!(ends_doing("要组织") && !ends_doing("要组") && !ends_doing("组"));
    }
}
