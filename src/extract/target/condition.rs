//! Does the clause state a case, a rule of penalties or scores, a size class, a part of an arrangement? Such numbers are
//! nobody's goal.

use super::comparator::Force;
use super::frame::Frame;
use super::place::Place;
use super::verbs;
use crate::extract::number;
use crate::model::Comparator;
use crate::wordset::{WordScan, WordSet};
use std::sync::LazyLock;

/// Words of definitions: the number belongs to them, whatever stands before it.
const DEFINING: &str = "是指 所称 指的是 系指 视为 计为 折算 适用于 税率 持股 控股 股占 股权";
/// Words of penalties, taxes and shares of stock.
const RULING: &str = "罚款 并处 处以 科处 滞纳金 违约金 没收 加收 扣减 扣除 扣罚 扣发 核减 退还 追回 退回 罚没 减按 减征 免征 征收企业所得税 \
     征收个人所得税 征收增值税 征收所得税 征收房产税 征收契税 征收资源税 征收消费税 征收关税 征收营业税 征收城镇土地使用税 征收土地增值税 的部分 \
     超过部分 注册资本 注册资金 受伤 重伤 发生较大 每逾 每超 每少 每延 每发现 每降低 每提高 每低 每高 每增加 分担# 分担的 比例分担 记功 记过 嘉奖";
/// Words that open a list of what an applicant must have.
const REQUIRING: &str = "申报条件 申请条件 资格条件 报名条件 准入条件 认定条件 评选条件 具备以下条件 具备下列条件 符合以下条件 符合下列条件 具有以下条件 \
     具有下列条件 工作经验 工作经历 年龄在";
/// Words of scoring: in a clause that has them every number belongs to the scores.
const SCORES: &str = "得分 基础分 绩效分 扣分 加分 不得分 计分 记分 满分 分值# 分值为 分值: 分值占 权重# 权重占 权重为 权重: 总分为 总分的 总分# 总分,";
/// Every word that the tests of conditions look for, for [`super::hints`].
pub(super) const HINTS: &[&str] = &[DEFINING, RULING, SCORES, REQUIRING];

static DEFINITIONS: LazyLock<WordScan> = LazyLock::new(|| WordScan::new(&[DEFINING]));
static RULES: LazyLock<WordScan> = LazyLock::new(|| WordScan::new(&[RULING]));
static REQUISITES: LazyLock<WordScan> = LazyLock::new(|| WordScan::new(&[REQUIRING]));
static SCORING: LazyLock<WordScan> = LazyLock::new(|| WordScan::new(&[SCORES]));

/// Whether the clause of the number, or the one that follows from it, says how scores are given: `每少1次扣2分`.
fn scores(place: &Place, demanded: bool) -> bool {
    const GIVING: [char; 5] = ['扣', '得', '加', '计', '减'];
    let after = place.after();
    let mut end = place.clause_after().len();
    // 达到100%,得5分: the next clause gives the score.
    if let Some(next) = after[end..].strip_prefix([',', '，'])
        && next.starts_with(GIVING)
        && number::scan(next.trim_start_matches(GIVING)).is_some()
    {
        end = after.len() - next.len() + next.find([',', '，', '。', ';', '；', '\n']).unwrap_or(next.len());
    }
    let (before, after) = (place.clause_before(), &after[..end]);
    // 达到50%以上得满分: what the scores are given for. The steps below it are no goals.
    let goal = ["得满分", "得基础分", "计满分", "得基本分"]
        .iter()
        .find_map(|word| after.find(word))
        .is_some_and(|at| !after[..at].contains(|c: char| c.is_ascii_digit()));
    if goal && !before.contains('每') && !SCORING.is_in(before) {
        return false;
    }
    !demanded && SCORING.is_in(before)
        || SCORING.is_in(after)
        || [before, after].iter().any(|words| {
            words.match_indices(GIVING).any(|(at, _)| {
                let after = words[at..].trim_start_matches(GIVING);
                number::scan(after).is_some_and(|(_, length)| after[length..].starts_with('分'))
            })
        })
}

/// How many characters the words around an old value take: `由目前的`, `提高到`.
const OLD: usize = 10;
/// How a verb begins that leads from an old value to a new one.
const WAYS: [char; 15] = [
    '提', '增', '降', '减', '压', '缩', '下', '上', '升', '扩', '调', '精', '延', '发', '跃',
];

/// Whether the number is the value that a change starts from: `从每日200吨提高到350吨`, `由5%降至3%`.
fn is_old_value(place: &Place) -> bool {
    let (before, after) = (place.clause_before(), place.clause_after());
    let Some((at, _)) = before
        .char_indices()
        .rev()
        .take(OLD)
        .find(|(_, c)| matches!(c, '由' | '从'))
    else {
        return false;
    };
    let next = after.char_indices().nth(OLD).map_or(after, |(end, _)| &after[..end]);
    let way = next.trim_start_matches("左右").trim_start_matches("以上");
    !before[at..].contains('、') && way.starts_with(WAYS) && way.contains(['到', '至', '为'])
}

/// Words directly before a number that make it no goal. 每 asks for its measure (`每3个`), 第 makes an ordinal.
static DIRECTLY: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "不超过部分 大于等于或 累计发生 逾期超过 占地面积 未达到 未超过 排名后 划分为 等同于 相当于 不足 不到 不满 未达 未到 一式 分为 分成 划为 设为 连续 \
         发生 死亡 造成 逾期 超期 提前 延期 涉及 占地 下辖 管辖 方面 (共 满 每 前 第 由 从 后 未 辖",
    )
});

/// What stands behind 的 where the number is a rate to keep and not the mark of a case.
static RATES: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "的比例 的要求 的目标 的速度 的增速 的增长 的幅度 的标准 的频次 的频率 的比重 的水平 的额度 的规模 的进度 的原则 的数量 的补助 的补贴 的奖励 的资金 的贴息 的支持 的资助 \
         的专项 的期限",
    )
});

/// What the words behind a number say.
enum Behind<'w> {
    /// `的` with what it belongs to.
    Described(&'w str),
    /// `者`: whoever; `时`, `后`: when.
    Whoever,
    /// A noun directly.
    Noun(&'w str),
    /// The clause ends, or nothing of these.
    Other,
}

/// Looks behind the number and its bound.
fn behind<'p>(place: &Place<'p>, frame: &Frame) -> Behind<'p> {
    let words = &place.text[frame.tail..place.span.end + place.clause_after().len()];
    let tail = words.trim_start_matches(['(', '含', ')']);
    let when = tail.starts_with('时') && !tail.starts_with("时间") || tail.starts_with('后');
    if tail.starts_with('的') {
        Behind::Described(tail)
    } else if tail.starts_with('者') || when && !frame.demanded() {
        Behind::Whoever
    } else if frame.bounded_after && tail.starts_with(|c: char| c.is_ascii_digit()) && !tail.contains("以下") {
        // 流域面积50平方公里以上23条河流: which rivers are meant.
        Behind::Noun(tail)
    } else if tail.starts_with(|c: char| c.is_alphabetic())
        && !tail.starts_with(['和', '及', '与', '且', '并', '或', '为', '作'])
    {
        Behind::Noun(tail)
    } else {
        Behind::Other
    }
}

/// Whether the number counts a set of which a part is measured: `28项服务事项中即时办结比例不低于三分之二`.
fn is_set(after: &str) -> bool {
    const LONGEST: usize = 8;
    after.find('中').is_some_and(|at| {
        let (noun, rest) = (&after[..at], &after[at + '中'.len_utf8()..]);
        (2..=LONGEST).contains(&noun.chars().count())
            && !noun.ends_with(['集', '其', '初', '高', '年', '期'])
            && !rest.starts_with([
                '心', '小', '学', '医', '央', '国', '考', '等', '型', '介', '试', '华', '药',
            ])
            && ["比例", "占比", "率"].iter().any(|share| rest.contains(share))
    })
}

/// Whether the next clause goes on with the case that the number begins: `达到30%以上,并签订合同的,减半征收`.
fn case_goes_on(place: &Place) -> bool {
    let rest = &place.after()[place.clause_after().len()..];
    let Some(next) = rest.strip_prefix([',', '，']) else {
        return false;
    };
    let end = next.find([',', '，', '。', ';', '；', '\n']).unwrap_or(next.len());
    let clause = &next[..end];
    next[end..].starts_with([',', '，'])
        && clause.ends_with('的')
        && ["并", "且", "或", "同时", "以及", "而", "连续", "无", "未"]
            .iter()
            .any(|word| clause.starts_with(word))
}

/// Whether the next clause says what may follow from the number: `超过500家,可申请…`.
fn rules_follow(place: &Place, frame: &Frame) -> bool {
    place.text[frame.tail..place.piece.end]
        .strip_prefix([',', '，'])
        .is_some_and(|next| {
            [
                "可申",
                "可以",
                "可给",
                "可享",
                "可直",
                "即可",
                "方可",
                "则",
                "给予",
                "予以",
                "不再",
                "应当安",
                "应当设",
            ]
            .iter()
            .any(|word| next.starts_with(word))
        })
}

/// Whether the clause states a case or a rule. `measured`: the noun before the number names what is measured
/// (`征收率`), so that words of rules are part of it.
pub(super) fn is_condition(place: &Place, frame: &Frame, measured: bool) -> bool {
    let (before, after) = (place.clause_before(), place.clause_after());
    let demanded = frame.demanded();
    // A length that is bounded stays a term: 扣除期限不能超过48个月.
    let duration = place.words().ends_with(['年', '月', '日', '天', '时']);
    // 追回违规资金不少于800万元: what is to be recovered.
    let recovered = before.contains("追回");
    if place.hinted()
        && (scores(place, demanded)
            || DEFINITIONS.is_in(before)
            || DEFINITIONS.is_in(after)
            || !(measured || demanded && (duration || recovered)) && (RULES.is_in(before) || RULES.is_in(after))
            || REQUISITES.is_in(place.sentence_before()))
        || after.contains("的基础上")
        || after.starts_with("为基数")
        || after.starts_with("为基准")
        || is_old_value(place)
        || case_goes_on(place)
        || is_set(after)
        // □一般地区20%以上: a choice of a form, to be ticked.
        || before.trim_start().starts_with(['□', '☐', '▢'])
    {
        return true;
    }
    let direct = &place.text[place.span.start - before.len()..place.span.start];
    let bare = direct.trim_end_matches(['约', '近', '达', '到']);
    // 由3至5人组成: how many it shall have.
    let composed =
        direct.ends_with('由') && after.contains("组成") && place.words().contains(['至', '—', '-', '到', '～']);
    if DIRECTLY.closes(direct) && !composed
        || bare.ends_with('未')
        || !is_share(place)
            && ["总人口", "户籍人口", "常住人口"]
                .iter()
                .any(|word| direct.ends_with(word))
        || before.starts_with(['凡', '如', '若'])
        || before.ends_with('共') && verbs::doing(before).is_none_or(|at| before[at..].contains('的'))
        || frame.before.is_none() && ["以上的", "以下的", "以内的"].iter().any(|word| before.ends_with(word))
    {
        return true;
    }
    // 面积超过500亩又没有补充计划的县: which are meant.
    if frame.force() == Some(Force::Weak) && after.starts_with(['又', '且']) && after.contains('的') {
        return true;
    }
    // 消除66人以上大班额: which are meant.
    if frame.bounded_after && frame.before.is_none() && direct.ends_with("消除") {
        return true;
    }
    if (frame.force() == Some(Force::Weak) || frame.bounded_after) && !frame.strong() && rules_follow(place, frame) {
        return true;
    }
    // 对排名靠前的3个市予以倾斜: who is meant.
    let chosen = before
        .rfind('的')
        .is_some_and(|at| verbs::governs(&before[at..]).is_none() && !before[at..].contains(['每', '按']));
    if frame.before.is_none() && before.starts_with('对') && chosen {
        return true;
    }
    // 对120家单位实行监控: a set that is there.
    if frame.before.is_none() && before == "对" {
        return true;
    }
    // 累计3次被通报的, 分3批实施
    let suffered = frame.before.is_none()
        && ["被", "受到", "未", "不合格"]
            .iter()
            .any(|word| after.starts_with(word));
    let divided = before.ends_with('分') && !before.ends_with("部分") && !before.ends_with("得分");
    // 已投入运营的38个充电站: a set that is there.
    let there = before.ends_with('的') && before.contains('已');
    if frame.before.is_none() && there || after.ends_with("除外") {
        return true;
    }
    if suffered || divided && frame.before.is_none() {
        return true;
    }
    // 对超标2倍以上或一年内三次超标的企业: the object of what is done.
    if !demanded && before.starts_with('对') && !before.contains(['的', '按', '给']) && describes_object(after) {
        return true;
    }
    match behind(place, frame) {
        Behind::Whoever => true,
        Behind::Described(noun) => is_described(place, frame, noun),
        Behind::Noun(noun) => is_size_class(place, frame, noun),
        // 埋深小于2米、含盐量大于0.3%的区域
        Behind::Other
            if frame.force() == Some(Force::Weak)
                && frame.comparator != Comparator::Equal
                && after.starts_with(['、', '且', '或', '又', '并', '而'])
                && after.contains('的')
                && verbs::governs(before).is_none() =>
        {
            true
        }
        // 日供水1000吨或服务1万人以上的水源
        Behind::Other if after.starts_with('或') && after.contains('的') && !demanded => true,
        Behind::Other => after.ends_with('的') && !after.starts_with('的') && !earmarks(before),
    }
}

/// Whether `after` goes on to the noun that is described before any verb governs.
fn describes_object(after: &str) -> bool {
    after.find('的').is_some_and(|at| !RATES.opens(&after[at..]))
}

/// Whether `N…的X` says which X is meant: `占总数超过30%的企业`, not `配备不少于2名的专职人员`.
fn is_described(place: &Place, frame: &Frame, described: &str) -> bool {
    let noun = described.trim_start_matches('的');
    let rate = RATES.opens(described);
    let before = place.clause_before();
    // 连续3次不合格的, 面积不小于80平方米的,
    if noun.is_empty() {
        return !before.contains('为');
    }
    let comparing = before.ends_with(['于', '过', '到', '达', '在', '为', '超', '逾'])
        || frame.force() == Some(Force::Weak) && frame.comparator == Comparator::Above;
    // 达到2000名的招生规模: what is reached.
    let size = noun.split(['(', '（']).next().unwrap_or_default();
    let size = ["规模", "水平", "目标", "能力"].iter().any(|word| size.ends_with(word)) && size.chars().count() <= SIZE;
    if rate || !(frame.bounded_after || comparing) || size && frame.strong() {
        return false;
    }
    let head = &place.text[place.span.start - before.len()..frame.head];
    // 建立一支20人以上的队伍: the numeral between belongs to the object.
    let bare = [
        "一支",
        "一个",
        "一批",
        "1支",
        "1个",
        "至少",
        "建设",
        "具有",
        "可满足",
        "用于",
    ]
    .iter()
    .find_map(|one| head.strip_suffix(one).filter(|_| one.chars().count() == 2))
    .unwrap_or(head);
    // The verb has the number in its object: 覆盖50%以上的乡镇, 抽取不少于十分之一的样本.
    let votes = ["同意", "出席", "参与表决", "表决通过"]
        .iter()
        .any(|verb| noun.contains(verb));
    let object = votes
        || head.ends_with('有') && frame.demanded()
        || verbs::ends_doing(head)
        || verbs::ends_doing(bare)
        || earmarks(before);
    // 配备面积不少于30平方米的活动室: what is made must have it.
    let made = frame.demanded() && verbs::governs(head).is_some() && !head.starts_with('对');
    // 办理保额为20万元的保险: what is given has it.
    let given = place.text[frame.head..place.span.start].starts_with('为')
        && ["额", "度", "积", "量", "模", "准", "期", "限"]
            .iter()
            .any(|end| head.ends_with(end))
        && GIVEN.is_in(head)
        && !head.starts_with('对');
    // 以…的小户型为主: a standard.
    let standard = noun.ends_with("为主");
    // 80%以上的村配备协管员, 推动三分之一以上的敬老院转型: a share of the subject.
    // 建到80%的企业: reached by what is done, where 达到80%的企业 are those that have.
    let word = &place.text[frame.head..place.span.start];
    let reached = is_share(place)
        && frame.before.is_some_and(|found| found.comparator == Comparator::Equal)
        && frame.strong()
        && !word.contains(['达', '过', '超', '于']);
    !(object || made || given || standard || reached || is_share(place) && is_subject(head))
}

/// Verbs that give what is described.
static GIVEN: LazyLock<WordScan> = LazyLock::new(|| WordScan::new(&["办理 提供 发放 给予 购买 配备 投保"]));

/// Longest name of a size that is reached, in characters.
const SIZE: usize = 6;

/// Whether the number is a share.
fn is_share(place: &Place) -> bool {
    place.rule == "target.share" || place.rule == "target.half"
}

/// Whether `head`, the clause before a share, leaves it to be a share of the subject.
fn is_subject(head: &str) -> bool {
    const CAUSES: &[&str] = &[
        "推动", "确保", "力争", "实现", "使", "引导", "支持", "组织", "争取", "促使", "保证", "动员", "指导", "鼓励",
        "要有", "须有", "应有", "达到", "让", "至少", "有",
    ];
    // 覆盖辖区半数以上的经营户
    let inside = ["辖区", "辖区内", "全市", "全县", "全区"]
        .iter()
        .any(|place| head.strip_suffix(place).is_some_and(verbs::ends_governing));
    head.is_empty()
        || inside
        || CAUSES.iter().any(|word| head.ends_with(word))
        || head.ends_with(['县', '市', '省', '区', '镇', '国', '乡']) && head.contains('全')
        || head.ends_with(['年', '前', '底', '末', '月'])
}

/// Whether a bound and a noun directly behind it make a size class: `500万元以上项目`, `30户以上集中安置点`.
fn is_size_class(place: &Place, frame: &Frame, noun: &str) -> bool {
    const GAINS: &[&str] = &[
        "资金", "补助", "贷款", "奖励", "投资", "收入", "产值", "用于", "支持", "专项", "贴息", "资助", "租金", "扶持",
    ];
    if !frame.bounded_after
        || frame.strong()
        || place.after().starts_with("限额")
        || GAINS.iter().any(|word| noun.starts_with(word))
    {
        return false;
    }
    // 35蒸吨以下锅炉
    if frame.comparator == Comparator::AtMost && !is_share(place) {
        return true;
    }
    let before = place.clause_before();
    let head = &place.text[place.span.start - before.len()..frame.head];
    if is_share(place) {
        return !(is_subject(head) || verbs::ends_governing(head));
    }
    // 覆盖20户以上自然村: 户 does not count the villages.
    let reached = head.ends_with("覆盖") && place.words().ends_with(['户', '人', '亩', '米', '里']);
    let money = place.words().ends_with('元') || reached;
    let governed = !noun.contains(|c: char| c.is_ascii_digit())
        && (verbs::ends_governing(head) || head.ends_with('有'))
        || before.contains('每')
        || !noun.contains(|c: char| c.is_ascii_digit()) && frame.before.is_some();
    money || !governed
}

/// `安排不低于30%的资金`: the number is kept, though 的 follows.
fn earmarks(before: &str) -> bool {
    [
        "安排", "提取", "拿出", "预留", "划出", "保证", "确保", "列支", "用于", "筹集", "统筹", "给予", "储备", "满足",
    ]
    .iter()
    .any(|word| before.contains(word))
}
