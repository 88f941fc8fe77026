//! Amounts of money: is the amount spent, paid or reached, or does it only say what something costs or who is meant?

use super::comparator::Force;
use super::frame::Frame;
use super::place::Place;
use super::verbs;
use crate::model::{ByteSpan, Target};
use crate::wordset::WordScan;
use std::sync::LazyLock;

/// Whether `unit` is one of money.
pub(super) fn is_money(unit: &str) -> bool {
    unit.ends_with('元') && !unit.ends_with("单元") || unit.starts_with("元/")
}

/// What a project costs is no goal of its own.
static COSTS: LazyLock<WordScan> = LazyLock::new(|| {
    WordScan::new(&[
        "造价 概算 估算 预算金额 预算总额 预算为 预算约 注册资金 拖欠 欠款 欠薪 欠费 欠税 欠息 违约 损失 所需 需经费 需要经费 罚款 罚金 处罚 货值 涉案 \
         原值 评估价 限价 报价 费用约",
    ])
});
/// A bare total of investment is what a project costs, unless it is reached (`总投资突破300亿元`).
static TOTALS: LazyLock<WordScan> = LazyLock::new(|| WordScan::new(&["总投资 投资额 总金额 合同额"]));
/// Words that spend, pay or bring in.
static PAYS: LazyLock<WordScan> = LazyLock::new(|| {
    WordScan::new(&[
        "安排 投入 筹集 筹措 统筹 整合 列支 拨付 划拨 下达 预拨 配套 出资 注资 奖励 奖补 补助 补贴 资助 救助 给予 发放 增发 核发 发给 支付 计发 核定 标准 \
         定额 额度 限额 贷款 授信 融资 贴息 让利 减免 争取 引进 到位 撬动 拉动 带动 实现 完成 募集 设立 收费 收取 人均 户均 生均 亩均 年均 经费 基金 \
         保费 保额 价格 水价 电价 气价 票价 房价 地价 单价 报酬 津贴 工资 养老金 低保 税收 产值 收入 收益 营收 效益 利润 投资 缴纳 提取 缴费 帮助 销售 降费 减负 \
         降本 节约 节支 减支 增收 交易",
        "每人 每户 每亩 每村 每镇 每乡 每县 每校 每生 每站 每所 每件 每个 每项 每月 每年 每天 每日 每吨 每公 每平 每立 每场 每次",
    ])
});

/// Whether an amount of money is a goal.
pub(super) fn is_goal(place: &Place, frame: &Frame, previous: Option<&Target<ByteSpan>>) -> bool {
    let (before, after) = (place.clause_before(), place.clause_after());
    if funded(place.sentence()) {
        return false;
    }
    if frame.strong() && !COSTS.is_in(before) || frame.demanded() {
        return true;
    }
    // 新增5元全部用于疫情防控: a part of what was said before.
    let face = after.starts_with("额度") || after.starts_with("面值");
    if face || before.ends_with("新增") && after.starts_with("全部") || COSTS.is_in(before) {
        return false;
    }
    // 在8万元限额内报销
    if after.starts_with("限额内") || after.starts_with("限额以内") {
        return true;
    }
    // 社团应有10万元以上资金: what somebody must have.
    if ["应有", "须有", "要有", "应具有", "应当有"]
        .iter()
        .any(|word| before.ends_with(word))
    {
        return true;
    }
    if TOTALS.is_in(before) {
        return frame.before.is_some() && !before.ends_with("总投资") || before.contains("完成");
    }
    // 5000万元以上项目: which are meant.
    let ends = place.ends_at(frame.tail);
    // 单个企业最高500万元, in a sentence that pays.
    if frame.force() == Some(Force::Weak) && ["最高", "最多", "最低"].iter().any(|word| before.contains(word)) {
        return true;
    }
    if frame.bounded_after && frame.before.is_none() && !ends && !PAYS.is_in(after) {
        return false;
    }
    if PAYS.is_in(before) || verbs::governs(before).is_some() && (ends || frame.before.is_some()) {
        return true;
    }
    // 资金800万元拨付到位, 按200元执行; 小学1000元、初中1250元.
    let goes_on = verbs::ends_governing(first_two(
        after.trim_start_matches(['的', '给', '用', '以', '标', '准']),
    ));
    let listed = ends
        && previous.is_some_and(|last| {
            last.unit.as_deref() == Some("元") && last.span.start >= place.span.start - place.sentence_before().len()
        });
    goes_on || listed || PAYS.is_in(after) && !frame.bounded_after
}

/// `总经费720万元,由体彩公益金补助500万元,余款自筹`: where the money comes from.
fn funded(sentence: &str) -> bool {
    const TOTAL: [&str; 6] = ["总经费", "所需经费", "所需资金", "所需费用", "总投资", "总概算"];
    const REST: [&str; 6] = ["自筹", "余款", "余数", "不足数", "不足部分", "其余由"];
    TOTAL.iter().any(|word| sentence.contains(word)) && REST.iter().any(|word| sentence.contains(word))
}

/// The first two characters of `words`.
fn first_two(words: &str) -> &str {
    words.char_indices().nth(2).map_or(words, |(end, _)| &words[..end])
}
