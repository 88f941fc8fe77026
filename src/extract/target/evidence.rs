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
        "以来|取得明显|取得显著|取得积极|取得阶段|取得较|取得成效|已经|已有|已达|已建成|已完成|均已|曾|先后|近年|目前|据统计|占全国的|\
     同比上年实际|当前|现有|实有|仅为|仅占|只有|仅有|年来|已发现|已超|已占|已累计|已形成|已培育|已开展",
    )
});
/// What makes an amount reached by adding up a goal after all: `累计建成40家以上`, `到2025年累计`.
static AHEAD: LazyLock<Regex> =
    LazyLock::new(|| any("到20|到“|力争|确保|目标|争取|以上|底前|年内|年底|全年|不少于|不低于|将"));
/// Words of penalties, taxes and shares of stock: the number belongs to a rule, whatever stands before it.
static RULES: LazyLock<Regex> = LazyLock::new(|| {
    any(
        "罚款|处罚|滞纳金|税率|减按|减征|免征|征收|持股|控股|违约金|处以|凡是|超过部分|注册资本|受伤|重伤|发生较大|每逾|每超|每少|每延|每发现|是指|所称|指的是",
    )
});
/// Words that open a list of what an applicant must have.
static REQUISITES: LazyLock<Regex> =
    LazyLock::new(|| any("(?:申报|申请|资格|报名)条件|(?:具备|符合|具有)(?:以下|下列)条件|工作经验|工作经历|年龄在"));
/// Words of cases that a number may describe.
static CASES: LazyLock<Regex> = LazyLock::new(|| any("出资|营业收入|不合格[的者人单企]|任期"));
/// Words of payments: amounts and shares next to them are what somebody gets.
static PAYMENTS: LazyLock<Regex> = LazyLock::new(|| {
    any(
        "扣除|利率|费率|利息|贴息|折扣|奖励|补助|补贴|补偿|给予|报销|津贴|绩效工资|基本工资|工资标准|工资的|标准为|租金|保额",
    )
});
/// Words of aims.
static AIMS: LazyLock<Regex> = LazyLock::new(|| any("力争|确保|争取|完成|实现|目标|不少于|每年|推动|到20"));
/// Words that say when the number is to be reached.
static AHEAD_OF: LazyLock<Regex> = LazyLock::new(|| {
    any("力争|确保|争取|目标|到20|年底|月底|底前|全年|今年|本年|年内|每年|每月|每季|期间|期末|”末|三年内")
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
    "配建", "加装", "投放", "储备", "建有", "确定", "覆盖", "惠及", "签约", "接待", "整合", "设有", "栽植", "抚育",
    "流转", "发送", "输送", "开行",
];
/// Occurrences: with a frequency they are always a goal.
pub(super) const OCCURRENCES: &[&str] = &["次", "轮", "遍", "回", "场", "期", "场次", "批次", "人次", "轮次"];
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

/// Whether the sentence names an aim.
pub(super) fn aims(sentence: &str) -> bool {
    AIMS.is_match(sentence)
}

/// Whether the sentence up to the number makes a bare quantity a goal: it tells somebody to do, or says until when.
pub(super) fn urges(place: &Place) -> bool {
    let before = place.sentence_before();
    doing(before).is_some() || demands(before).is_some() || AHEAD_OF.is_match(before)
}

/// Whether the last year that stands before the number lies before the notice: `2020年,全市新登记4.1万户` of 2021.
fn is_past(place: &Place) -> bool {
    let (Some(year), sentence) = (place.year, place.sentence_before()) else {
        return false;
    };
    sentence
        .match_indices('年')
        .rev()
        .find_map(|(at, _)| {
            let head = sentence.get(at.checked_sub(4)?..at)?;
            let stated: i16 = head.parse().ok().filter(|stated| (1980..2100).contains(stated))?;
            // Only a year that opens its clause dates it: not 比2020年提高, 2021—2023年, 2005年底前建成的小区.
            let (head, tail) = (&sentence[..at - 4], &sentence[at + '年'.len_utf8()..]);
            let opens = head.is_empty()
                || head.ends_with([',', '，', ':', '：', '('])
                || ["截至", "截止", "到", "至"].iter().any(|word| {
                    head.strip_suffix(word)
                        .is_some_and(|head| head.is_empty() || head.ends_with([',', '，']))
                });
            let bound = tail.starts_with(['起', '以', '至', '到', '—', '-']);
            if !opens {
                return None;
            }
            Some(!bound && stated < year)
        })
        .unwrap_or(false)
}

/// Whether the sentence narrates.
pub(super) fn narrates(place: &Place) -> bool {
    let sentence = place.sentence();
    if place.background && !urges(place) && !aims(sentence)
        || is_past(place)
        || place.sentence_before().contains("累计") && !AHEAD.is_match(sentence)
    {
        return true;
    }
    // 去年 narrates unless it is the baseline of a comparison.
    let last_year = sentence
        .match_indices("去年")
        .any(|(at, _)| !sentence[..at].ends_with(['比', '较', '于', '在']));
    if last_year || NARRATION.is_match(sentence) || is_forecast(place) || opens_last_year(sentence) {
        return true;
    }
    sentence.match_indices('了').any(|(at, _)| {
        let (before, after) = (&sentence[..at], &sentence[at + '了'.len_utf8()..]);
        !before.ends_with(['为', '除', '不', '得', '罢', '明']) && !after.starts_with(['解', '如', '然', '结', '断'])
    })
}

/// Whether 预计 foretells the number: `预计人口超过40万人`, not `预计培训3000人`, which somebody does.
fn is_forecast(place: &Place) -> bool {
    let before = place.sentence_before();
    before
        .rfind("预计")
        .is_some_and(|at| doing(&before[at + "预计".len()..]).is_none())
}

/// Whether the sentence speaks of the year before and does not only compare with it: `上年度处置案件1023件`.
fn opens_last_year(sentence: &str) -> bool {
    ["上年度", "上一年度", "上年全", "上年共"]
        .iter()
        .any(|word| sentence.starts_with(word))
}

/// Words of scoring: in a clause that has them every number belongs to the scores.
static SCORING: LazyLock<Regex> =
    LazyLock::new(|| any("得分|基础分|绩效分|扣分|加分|不得分|计分|记分|满分|分值[0-9为:]"));

/// Whether the clause of the number, or the one that follows from it, says how scores are given: `每少1次扣2分`.
fn scores(place: &Place, demanded: bool) -> bool {
    const GIVING: [char; 5] = ['扣', '得', '加', '计', '减'];
    let after = place.after();
    let mut end = place.clause_after().len();
    // 达到100%,得5分: the next clause gives the score.
    if let Some(next) = after[end..].strip_prefix([',', '，'])
        && next.starts_with(GIVING)
    {
        end = after.len() - next.len() + next.find([',', '，', '。', ';', '；', '\n']).unwrap_or(next.len());
    }
    let (before, after) = (place.clause_before(), &after[..end]);
    !demanded && (SCORING.is_match(before) || SCORING.is_match(after))
        || [before, after].iter().any(|words| {
            words.match_indices(GIVING).any(|(at, _)| {
                let after = words[at..].trim_start_matches(GIVING);
                number::scan(after).is_some_and(|(_, length)| after[length..].starts_with('分'))
            })
        })
}

/// What is known of a number when its surroundings are judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// 以上, 以下, 以内 stand after it.
    pub bounded_after: bool,
    /// 不少于 and the like stand before it.
    pub demanded: bool,
    /// It is an amount of money or a share, so that words of payment concern it.
    pub payable: bool,
}

/// How many characters the words around an old value take: `由目前的`, `提高到`.
const OLD: usize = 8;
/// How a verb begins that leads from an old value to a new one.
const WAYS: [char; 15] = [
    '提', '增', '降', '减', '压', '缩', '下', '上', '升', '扩', '调', '精', '延', '发', '跃',
];

/// Whether the clause states a case or a rate.
pub(super) fn is_condition(place: &Place, known: Known) -> bool {
    let (before, after) = (place.clause_before(), place.clause_after());
    if scores(place, known.demanded) {
        return true;
    }
    if RULES.is_match(before) || RULES.is_match(after) {
        return true;
    }
    if REQUISITES.is_match(place.sentence_before()) {
        return true;
    }
    if !known.demanded
        && (CASES.find_iter(before).last().is_some_and(|found| {
            // 营业收入2000万元以上的企业达到300家: the income has its own number.
            !before[found.end()..].contains(|c: char| c.is_ascii_digit())
        }) || CASES.is_match(after)
            || known.payable && (PAYMENTS.is_match(before) || PAYMENTS.is_match(after)))
    {
        return true;
    }
    // 从每日200吨提高到350吨: the old value.
    if let Some((at, _)) = before
        .char_indices()
        .rev()
        .take(OLD)
        .find(|(_, c)| matches!(c, '由' | '从'))
    {
        let next = after.char_indices().nth(OLD).map_or(after, |(end, _)| &after[..end]);
        let way = next.trim_start_matches("左右").trim_start_matches("以上");
        if !before[at..].contains('、') && way.starts_with(WAYS) && way.contains(['到', '至']) {
            return true;
        }
    }
    // 每 before a number asks for its measure (每3个), 第 for an ordinal.
    if before.ends_with(['满', '每', '近', '前', '第', '约', '共', '由', '从'])
        || before.ends_with("排名后")
        || before.ends_with("一式")
        || before.ends_with("分为")
        || before.ends_with("划为")
        || before.ends_with("设为") && !before.ends_with("每满")
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
    if tail.starts_with('的') {
        let rate = RATES.iter().any(|word| tail.starts_with(word));
        let described = known.bounded_after || before.ends_with(['于', '过', '到', '达', '在', '为']);
        // 配备不少于2名的专职人员: the verb has the number in its object. 以…的小户型为主: a standard.
        // 覆盖50%以上的乡镇: directly governed.
        // 建立一支20人以上的队伍: the numeral between belongs to the object.
        let bare = ["一支", "一个", "一批", "1支", "1个"]
            .iter()
            .find_map(|one| before.strip_suffix(one))
            .unwrap_or(before);
        let object = ends_doing(bare)
            || !known.payable && bare.len() < before.len() && demands(bare) == Some(bare.len())
            || known.demanded
                && (doing(before).is_some() || !known.payable && demands(before).is_some())
                && !before.starts_with('对')
            || after.ends_with("为主");
        // 80%以上的村配备协管员: a share of the subject.
        let leads = place.rule == "target.share"
            && (before.is_empty() || before.ends_with(['县', '市', '省', '区', '镇']) && before.starts_with('全'));
        if described && !leads && !rate && !object && !earmarks(before) {
            return true;
        }
    } else if known.bounded_after
        && !known.demanded
        && tail.starts_with(['单', '企', '用', '人', '学', '职'])
        && !earmarks(before)
    {
        return true;
    }
    after.ends_with('的') && !after.starts_with('的') || ENDINGS.iter().any(|word| before.ends_with(word))
}

/// Whether a noun stands directly before the number.
pub(super) fn names_before(clause: &str) -> bool {
    clause.ends_with(|c: char| c.is_alphabetic() || matches!(c, '”' | ')' | '》')) && clause.chars().count() > 1
}

/// Whether the next clause says what follows from the number: `超过500家,可申请…`.
pub(super) fn rules_follow(place: &Place, tail: usize) -> bool {
    place.text[tail..place.piece.end]
        .strip_prefix([',', '，'])
        .is_some_and(|next| next.starts_with(['可', '应', '须', '即', '由', '按', '则', '方', '给']))
}

/// What a project costs is no goal of its own.
static COSTS: LazyLock<Regex> =
    LazyLock::new(|| any("总投资|投资额|造价|概算|预算|估算|注册资金|欠|违约|损失达|费$|罚"));

/// Whether the clause gives the cost of something.
pub(super) fn costs(clause: &str) -> bool {
    COSTS.is_match(clause)
}

/// Whether the clause spends on each of something: `每人100元`. 每年 and 每月 only say when.
pub(super) fn spends_on_each(clause: &str) -> bool {
    clause
        .match_indices('每')
        .any(|(at, mark)| !clause[at + mark.len()..].starts_with(['年', '月', '季', '学']))
}

/// Whether the clause gives an amount to each household or body: `每户1200元`, `每村安排`.
pub(super) fn spends_on_household(clause: &str) -> bool {
    let Some(at) = clause.rfind('每') else {
        return false;
    };
    let each = clause[at + '每'.len_utf8()..].trim_start_matches('个');
    let rest = each.trim_start_matches(['户', '村', '镇', '乡', '校', '县', '区']);
    rest.len() < each.len() && (rest.is_empty() || ends_doing(rest) && rest.len() == VERB)
}

/// Whether the clause ends with a body of which each gets one: `每村`, `每个社区`.
pub(super) fn one_each(clause: &str) -> bool {
    const BODIES: &[&str] = &[
        "村",
        "镇",
        "乡",
        "县",
        "区",
        "市",
        "校",
        "街道",
        "社区",
        "乡镇",
        "镇街",
        "站",
        "所",
        "班",
        "组",
        "企业",
        "园区",
        "网格",
        "学校",
        "医院",
        "行政村",
        "家",
        "户",
        "河",
        "湖",
        "路",
        "岗",
        "点",
    ];
    clause
        .rfind('每')
        .is_some_and(|at| BODIES.contains(&clause[at + '每'.len_utf8()..].trim_start_matches(['个', '一'])))
}

/// Whether the clause sets what is to be spent for each of something: `按照县道每公里1万元的标准`.
pub(super) fn sets_standard(place: &Place) -> bool {
    const EACH: usize = 6;
    let clause = place.clause_before();
    clause
        .rfind('每')
        .is_some_and(|at| clause[at..].chars().count() <= EACH)
        && place.sentence().contains("标准")
}

/// What stands behind 的 where the number is a rate to keep and not the mark of a case.
const RATES: &[&str] = &[
    "的比例",
    "的要求",
    "的目标",
    "的速度",
    "的增速",
    "的增长",
    "的幅度",
    "的标准",
    "的频次",
    "的频率",
    "的比重",
    "的水平",
];
/// Words before the number of a case.
const ENDINGS: &[&str] = &["连续", "累计发生", "发生", "死亡", "造成"];

/// Whether the clause says what part is to be put aside: `按工资总额的1.5%提取`.
pub(super) fn sets_apart(place: &Place) -> bool {
    place.clause_before().contains('按')
        && [
            "提取", "计提", "足额", "安排", "列支", "缴纳", "配备", "配置", "配套", "预留", "筹集", "划拨", "落实",
            "投入", "拨付", "统筹",
        ]
        .iter()
        .any(|verb| {
            place
                .after()
                .trim_start_matches(['的', '比', '例', '标', '准'])
                .starts_with(verb)
        })
}

/// Whether the clause gives so many to each of something: `每5万人口配建1所`, not `每增加1个`.
pub(super) fn gives_to_each(clause: &str) -> bool {
    const NEAREST: usize = 3;
    clause.rfind('每').is_some_and(|at| {
        let each = &clause[at + '每'.len_utf8()..];
        each.chars().count() >= NEAREST
            && !["增", "减", "发现", "超", "发生", "逾", "降", "提", "少", "多", "新"]
                .iter()
                .any(|word| each.starts_with(word))
    })
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

/// Where the first verb of doing begins in `words`.
pub(super) fn first_doing(words: &str) -> Option<usize> {
    words
        .char_indices()
        .map(|(at, _)| at)
        .find(|&at| words.get(at..at + VERB).is_some_and(|verb| VERBS.contains(verb)))
}

/// Where the last verb that opens a demand ends in `clause`: many more than [`doing`] has.
pub(super) fn demands(clause: &str) -> Option<usize> {
    clause.char_indices().rev().find_map(|(at, _)| {
        let verb = clause.get(at..at + VERB)?;
        DEMANDS.contains(verb).then_some(at + VERB)
    })
}

/// The verbs of two characters in the lexicon of demands.
static DEMANDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../lexicon/demand_verbs.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .filter(|verb| verb.len() == VERB && !MANNERS.contains(verb))
        .collect()
});
/// Words of that lexicon that say how and not what.
const MANNERS: &[&str] = &[
    "重点", "整体", "全面", "集中", "规划", "规定", "分类", "分级", "分批", "分期", "分步", "分片", "依法", "依规",
    "预算", "根据", "按照", "结合", "教育", "投资", "贷款", "就业", "统计", "及时", "持续", "继续", "逐步", "实地",
    "免费", "均衡", "固本", "司法", "执法", "参加", "编制", "决算", "组成", "设计", "监护", "通过", "试点", "转型",
    "限额",
];

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
        assert_eq!(demands("重点投放游船"), Some("重点投放".len()));
        assert!(ends_doing("要组织") && !ends_doing("要组") && !ends_doing("组"));
    }
}
