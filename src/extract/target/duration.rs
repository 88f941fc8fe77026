//! Lengths of time: `保存不少于15年`, `聘期为3年`, `每周开放5天` are to be kept; `2小时内` and `3年内` are time limits and belong
//! to deadlines.

use super::frame::Frame;
use super::place::Place;
use crate::model::Comparator;
use crate::wordset::WordSet;
use std::sync::LazyLock;

/// Whether `unit` is one of time.
pub(super) fn is_time(unit: &str) -> bool {
    matches!(
        unit,
        "天" | "日"
            | "小时"
            | "个小时"
            | "分钟"
            | "秒"
            | "工作日"
            | "个工作日"
            | "自然日"
            | "个自然日"
            | "年"
            | "周年"
            | "周"
            | "个月"
            | "个星期"
            | "星期"
            | "个学期"
            | "个学年"
    )
}

/// What has a length: `聘期3年`, `培训时间5天`.
static LENGTHS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "服务期 公示期 公告期 合同期 保修期 质保期 贷款期 借款期 建设期 试点期 培育期 保护期 管护期 认定期 时限 用时 时效 产假 护理假 陪产假 年休假 育儿假 时间 时长 时数 期限 期间 周期 工期 学制 年限 寿命 聘期 任期 租期 天数 \
         日数",
    )
});
/// Words with 期 that name a time or a validity and no length.
static OTHER_TERMS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "有效期 为期 试行期 试用期 日期 时期 前期 后期 初期 末期 汛期 近期 同期 学期 长期 短期 中期 定期 到期 假期 逾期 早期 周期 一期 二期 三期 首期 分期 延期 超期 按期 限期 如期",
    )
});
/// Verbs that keep or last: `公示7天`, `留样48小时`, `连续支持3年`.
static LASTING: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "可满足 公示 留用 安排 公告 保存 留存 留样 保留 保管 储存 留观 支持 扶持 资助 补贴 补助 脱产 培训 学习 跟岗 驻点 保养 养护 管护 开放 营业 服务 供应 储备 满足 巡护 住院 存放 \
         冷藏",
    )
});

/// Whether a length of time is a goal.
pub(super) fn is_goal(place: &Place, frame: &Frame, unit: &str) -> bool {
    let (before, after) = (place.clause_before(), place.clause_after());
    // 2025年 and 3月1日 are dates.
    let digits = place.words().chars().take_while(char::is_ascii_digit).count();
    if unit == "年" && digits >= 4 || unit == "日" && before.ends_with('月') {
        return false;
    }
    // 24小时值守, 7×24小时: always.
    if place.words().starts_with("24小时") && !frame.demanded() && !kept(before) || before.ends_with('×') {
        return false;
    }
    if frame.demanded() {
        return true;
    }
    // 30日内, 3天后, 提前5日: time limits.
    let limit = [
        "内", "前", "后", "之内", "之前", "之后", "以前", "以后", "一", "两", "起",
    ]
    .iter()
    .any(|word| after.starts_with(word));
    if frame.strong() {
        return !limit || after.starts_with('内') || frame.tail > place.span.end;
    }
    let within = matches!(frame.comparator, Comparator::AtMost) && frame.bounded_after;
    if limit || within && !ends_with_length(before) {
        return false;
    }
    // 最长可开具12周处方
    if frame.comparator == Comparator::AtMost && !frame.bounded_after && before.contains("最长") {
        return true;
    }
    let ends = place.ends_at(frame.tail)
        || after.starts_with(['的', '都'])
        || after.starts_with("用量")
        || after.starts_with("以上");
    if ends_with_length(head(place, frame)) || ends_with_length(before) {
        return true;
    }
    // 每周5天全覆盖
    if ["每周", "每月", "每年"].iter().any(|each| before.ends_with(each)) && matches!(unit, "天" | "小时") {
        return true;
    }
    ends && (kept(head(place, frame)) || each_time(before) && matches!(unit, "天" | "小时" | "分钟" | "日" | "周"))
}

/// The clause before the comparator.
fn head<'p>(place: &Place<'p>, frame: &Frame) -> &'p str {
    let clause = place.clause_before();
    &place.text[place.span.start - clause.len()..frame.head]
}

/// Whether `words` end with what has a length.
fn ends_with_length(words: &str) -> bool {
    LENGTHS.closes(words) || words.ends_with('期') && !OTHER_TERMS.closes(words)
}

/// Whether `words` end with a verb that keeps.
fn kept(words: &str) -> bool {
    let words = words.trim_end_matches("连续");
    LASTING.closes(words)
}

/// Whether `words` end with a verb that lasts or with what has a length.
pub(super) fn lasts(words: &str) -> bool {
    kept(words) || ends_with_length(words)
}

/// Whether `clause` says how long each time: `每周5天`, `每次1小时以上`.
fn each_time(clause: &str) -> bool {
    const LONGEST: usize = 10;
    clause
        .rfind('每')
        .is_some_and(|at| clause[at..].chars().count() <= LONGEST)
}
