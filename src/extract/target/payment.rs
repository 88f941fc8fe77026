//! Amounts of money: is the amount spent, paid or reached, or does it only say what something costs or who is meant?

use super::comparator::Force;
use super::frame::Frame;
use super::place::Place;
use super::verbs;
use crate::model::{ByteSpan, Target};
use regex_automata::meta::Regex;
use std::sync::LazyLock;

/// Whether `unit` is one of money.
pub(super) fn is_money(unit: &str) -> bool {
    unit.ends_with('元') && !unit.ends_with("单元") || unit.starts_with("元/")
}

fn any(words: &str) -> Regex {
    Regex::new(words).expect("word lists are constants and compiled by the tests")
}

/// What a project costs is no goal of its own.
static COSTS: LazyLock<Regex> = LazyLock::new(|| {
    any(
        "造价|概算|预算|估算|注册资金|欠|违约|损失|所需|需要?经费|罚|货值|涉案|原值|评估价|工程费用$|费用约?$|限价|估算价|报价",
    )
});
/// A bare total of investment is what a project costs, unless it is reached (`总投资突破300亿元`).
static TOTALS: LazyLock<Regex> = LazyLock::new(|| any("总投资|投资额|总金额|合同额"));
/// Words that spend, pay or bring in.
static PAYS: LazyLock<Regex> = LazyLock::new(|| {
    any(
        "安排|投入|筹集|筹措|统筹|整合|列支|拨付|划拨|下达|预拨|配套|出资|注资|奖励|奖补|补助|补贴|资助|救助|给予|发放|增发|核发|发给|支付|计发|核定|标准|\
         定额|额度|限额|贷款|授信|融资|贴息|让利|减免|争取|引进|到位|撬动|拉动|带动|实现|完成|募集|设立|收费|收取|每[人户亩村镇乡县校生站所件个项月年天日吨公平立场次]|人均|户均|\
         生均|亩均|年均|经费|基金|保费|保额|价格|[水电气票房地单]价|报酬|津贴|工资|养老金|低保|税收|产值|收入|利润|投资|缴纳|提取|缴费|帮助|销售|降费|减负|降本|节约|节支|减支|增收|交易",
    )
});

/// Whether an amount of money is a goal.
pub(super) fn is_goal(place: &Place, frame: &Frame, previous: Option<&Target<ByteSpan>>) -> bool {
    let (before, after) = (place.clause_before(), place.clause_after());
    if frame.strong() && !COSTS.is_match(before) || frame.demanded() {
        return true;
    }
    // 新增5元全部用于疫情防控: a part of what was said before.
    let face = after.starts_with("额度") || after.starts_with("面值");
    if face || before.ends_with("新增") && after.starts_with("全部") || COSTS.is_match(before) {
        return false;
    }
    if TOTALS.is_match(before) {
        return frame.before.is_some() && !before.ends_with("总投资") || before.contains("完成");
    }
    // 5000万元以上项目: which are meant.
    let ends = place.ends_at(frame.tail);
    // 单个企业最高500万元, in a sentence that pays.
    if frame.force() == Some(Force::Weak) && ["最高", "最多", "最低"].iter().any(|word| before.contains(word)) {
        return true;
    }
    if frame.bounded_after && frame.before.is_none() && !ends && !PAYS.is_match(after) {
        return false;
    }
    if PAYS.is_match(before) || verbs::governs(before).is_some() && (ends || frame.before.is_some()) {
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
    goes_on || listed || PAYS.is_match(after) && !frame.bounded_after
}

/// The first two characters of `words`.
fn first_two(words: &str) -> &str {
    words.char_indices().nth(2).map_or(words, |(end, _)| &words[..end])
}
