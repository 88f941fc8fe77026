//! The verb that opens a demand: at the head of a clause after adverbs, or, where a prepositional phrase stands first
//! (`对…开展…`, `将…纳入…`), the first verb that jieba cuts out of the clause.
//!
//! jieba runs with our own list of verbs only (no default dictionary, HMM off), and only on clauses whose head is no
//! verb of the list: it decides between a verb and the same characters inside a longer word.

use crate::prefixes::Prefixes;
use jieba_rs::Jieba;
use std::sync::LazyLock;

const LIST: &str = include_str!("../../lexicon/demand_verbs.txt");

fn list() -> impl Iterator<Item = &'static str> {
    LIST.lines()
        .filter(|row| !row.starts_with('#'))
        .flat_map(str::split_whitespace)
}

static VERBS: LazyLock<Prefixes> = LazyLock::new(|| Prefixes::new(list()));

/// Words that make nouns of verbs or look like verbs: jieba must know them to leave them whole.
const NOUNS: &str = "工作 建设项目 管理局 管理部门 管理办法 管理制度 管理工作 发展规划 发展改革 监管部门 审批部门 教育局 教育部 教育系统 服务中心 服务业 服务对象 \
    检查站 指挥部 研究院 研究所 规划局 规划区 保护区 开发区 管委会 安排部署 实施方案 实施细则 实施办法 实施意见 工作方案 考核结果 考核指标 考核办法 评估报告 调查报告 \
    治理能力 治理体系 保障体系 保障水平 服务水平 服务能力 组织领导 建设用地 投资项目 贷款利率 培训班 培训机构 创新能力 联系人 联系电话 联系方式 负责人 责任人 参加人员 \
    创建工作 整治工作 执法人员 管理人员 监督管理 监督检查 养老服务 公共服务 政务服务 便民服务 志愿服务 社区服务 家政服务 医疗服务 公共教育 \
    职业教育 义务教育 学前教育 医疗救助 社会救助 社会保障 住房保障 劳动保障 环境保护 污染防治 生态保护 集聚区";

static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
    let mut jieba = Jieba::empty();
    for verb in list() {
        jieba.add_word(verb, Some(1_000), Some("v"));
    }
    for noun in NOUNS.split_whitespace() {
        jieba.add_word(noun, Some(100_000), Some("n"));
    }
    jieba
});

/// Adverbs and modal words before the verb of a demand.
const BEFORE: [&str; 67] = [
    "要",
    "应当",
    "应该",
    "应",
    "必须",
    "须",
    "务必",
    "需要",
    "需",
    "请",
    "得",
    "可",
    "将",
    "也要",
    "还要",
    "都要",
    "并",
    "且",
    "同时",
    "进一步",
    "积极",
    "全面",
    "大力",
    "切实",
    "认真",
    "扎实",
    "有序",
    "有效",
    "持续",
    "继续",
    "逐步",
    "及时",
    "主动",
    "充分",
    "科学",
    "合理",
    "深入",
    "加紧",
    "抓紧",
    "着力",
    "定期",
    "适时",
    "尽快",
    "努力",
    "力争",
    "不断",
    "重点",
    "集中",
    "广泛",
    "精准",
    "妥善",
    "全力",
    "稳步",
    "稳妥",
    "严格",
    "依法",
    "依规",
    "坚决",
    "常态化",
    "统一",
    "逐一",
    "组织",
    "联合",
    "立即",
    "提前",
    "共同",
    "优先",
];

static WHOLE_NOUNS: LazyLock<Prefixes> = LazyLock::new(|| Prefixes::new(NOUNS.split_whitespace()));
static ADVERBS: LazyLock<Prefixes> = LazyLock::new(|| Prefixes::new(BEFORE));

/// The verb at the head of `clause`, adverbs and modal words skipped; adverbs that are verbs of the list count as one
/// where no other verb follows them.
#[must_use]
pub fn at_head(clause: &str) -> Option<&'static str> {
    let mut rest = clause;
    let mut fallback = None;
    loop {
        match (VERBS.longest(rest), ADVERBS.longest(rest)) {
            (Some(verb), Some(word)) if verb.len() <= word.len() => {
                fallback.get_or_insert(verb);
                rest = &rest[word.len()..];
            }
            // `联系人:…`, `管理办法…` begin with a noun that only looks like the verb.
            (Some(verb), _) if WHOLE_NOUNS.longest(rest).is_some_and(|noun| noun.len() > verb.len()) => {
                return fallback;
            }
            (Some(verb), _) => return Some(verb),
            (None, Some(word)) => rest = &rest[word.len()..],
            (None, None) => return fallback,
        }
    }
}

/// The first verb of the list anywhere in `clause`, as jieba cuts it; one that may be an adverb (`重点`, `统一`) only where
/// there is no other.
#[must_use]
pub fn anywhere(clause: &str) -> Option<&str> {
    // A verb right before one of these is part of a name: 签约率, 服务费, 检查站, 审计厅.
    const NAMES: &str = "率费金员量额点站所院局部厅科处者网师";
    let tokens: Vec<&str> = JIEBA.cut(clause, false).into_iter().map(|token| token.word).collect();
    let mut adverb = None;
    for (at, word) in tokens.iter().copied().enumerate() {
        let named = tokens
            .get(at + 1)
            .is_some_and(|next| next.starts_with(|c| NAMES.contains(c)));
        if named || word.len() <= '工'.len_utf8() || !VERBS.has(word) {
            continue;
        }
        if !ADVERBS.has(word) {
            return Some(word);
        }
        adverb.get_or_insert(word);
    }
    adverb
}

#[cfg(test)]
mod tests {
    use super::{anywhere, at_head};

    #[test]
    fn finds_the_verb_at_the_head() {
        for (clause, verb) in [
            ("加强农村公路养护", Some("加强")),
            ("进一步完善工作机制", Some("完善")),
            ("要积极推进老旧管网改造", Some("推进")),
            ("严格落实防火责任", Some("落实")),
            ("农村公路养护水平明显提高", None),
            ("抓招商引资", Some("抓")),
            ("联系人:王某", None),
        ] {
            assert_eq!(at_head(clause), verb, "{clause}");
        }
    }

    #[test]
    fn finds_a_verb_behind_a_phrase() {
        assert_eq!(anywhere("对全县农村饮水工程开展一次拉网式排查"), Some("开展"));
        assert_eq!(anywhere("将河长制纳入年度考核"), Some("纳入"));
        assert_eq!(anywhere("重点人群建立健康档案"), Some("建立"));
        assert_eq!(anywhere("三个一百"), None);
    }
}
