//! Numbers of what is arranged or there already: parts of a plan (`三个阶段`, `5个工作组`), sets (`全县19个乡镇`), places
//! (`周边500米范围内`).

use super::frame::Frame;
use super::place::Place;
use super::verbs;
use crate::wordset::WordSet;
use std::sync::LazyLock;

/// Nouns that are arranged, not reached: `三个方面`, `5个工作组`, `两项制度`.
static ARRANGED: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "专项工作组 专项行动 重点任务 专项工作 工作组 督导组 检查组 专项组 方面 阶段 环节 领域 层面 方向 层级 等级 维度 问题 部分 规定 根本 体系 关键 重大 小组 专班 统一 结合 \
         坚持 确保 转变 机制 制度 措施 原则 要素 环境 部门 步骤 关系 意识 举措 行动 实事 一 不",
    )
});

/// Whether `after`, the words after number and measure, names something that is arranged rather than reached.
pub(super) fn is_arranged(after: &str) -> bool {
    let noun = after.trim_start_matches(['大', '重', '主', '要', '点', '关', '键']);
    let near = after.char_indices().nth(6).map_or(after, |(end, _)| &after[..end]);
    if near.contains("措施") || near.contains("举措") {
        return true;
    }
    ARRANGED.opens(after) || ARRANGED.opens(noun)
}

/// Whether `noun` ends with the name of what is done in such a number of parts: `民生实事十件`.
pub(super) fn is_arranged_before(noun: &str) -> bool {
    ["实事", "制度", "措施", "机制", "任务", "工作", "行动", "举措", "方面"]
        .iter()
        .any(|word| noun.ends_with(word))
}

/// Words before a count of what is there already.
static SETS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "全街道 辖区内 其中有 全市 全县 全区 全省 全镇 全乡 全州 全国 全旗 全盟 辖区 境内 上述 以上 以下 下列 其他 其余 其它 所有 现有 全部 所属 我市 我县 我省 我区 原有 所辖 \
         下设 包括 剩余 共有 下辖 管辖 这 该 等 辖",
    )
});

/// Whether `before` ends with words that count what is there already: `全县19个乡镇`, `这3类`, `上述5项`; not where the whole
/// set is worked on (`改造全市120个小区`).
pub(super) fn counts_a_set(before: &str) -> bool {
    // 全县15个乡镇、236个行政村: a list of them.
    if let Some(at) = before.rfind('、')
        && before.len() - at <= 3 * '、'.len_utf8()
        && let Some(digit) = before[..at].find(|c: char| c.is_ascii_digit())
        && verbs::doing(&before[digit..at]).is_none()
    {
        return ends_with_set(&before[..digit]);
    }
    ends_with_set(before)
}

/// Whether `before` ends with the name of a set that no verb governs.
fn ends_with_set(before: &str) -> bool {
    SETS.strip_end(before)
        .is_some_and(|head| verbs::doing(head).is_none() && !head.ends_with('在'))
}

/// Whether the number describes a place: `周边500米范围内`, `两侧各50米`, `公交站点500米覆盖率`.
pub(super) fn is_site(place: &Place, unit: &str, frame: &Frame) -> bool {
    let after = place.after();
    let circle = [
        "以外",
        "开外",
        "覆盖",
        "生活圈",
        "服务圈",
        "圈",
        "范围",
        "见绿",
        "半径",
        "缓冲",
    ]
    .iter()
    .any(|word| after.starts_with(word));
    if circle {
        return true;
    }
    if !unit.ends_with(['米', '里']) || frame.force().is_some() {
        return false;
    }
    let before = place.clause_before().trim_end_matches(['各', '约']);
    // 平均间距5公里: measured.
    if ["间距", "站距", "行距", "株距", "车距"]
        .iter()
        .any(|word| before.ends_with(word))
    {
        return false;
    }
    after.starts_with("以内的范围")
        || [
            "周边", "周围", "两侧", "方圆", "沿线", "附近", "距离", "相距", "海拔", "距", "外延", "向外", "两端",
            "以外",
        ]
        .iter()
        .any(|word| before.ends_with(word))
}
