//! Does the sentence narrate what has happened, or describe what is there?

use super::place::Place;
use super::verbs;
use crate::extract::task::demand::has_modal;
use crate::wordset::WordScan;
use std::sync::LazyLock;

/// Words of narration: what has been done so far.
const NARRATIVE: &str = "以来 取得明显 取得显著 取得积极 取得阶段 取得较 取得成效 已经 均已 曾 先后 近年 近一年 近两年 近二年 近三年 近四年 近五年 \
     近十年 近几年 近#年 近##年 截至目前 截止目前 据统计 据测算 占全国的 同比上年实际 仅为 仅占 只有 仅有 年来 已发现 共发现 共查处 共排查 共收到 \
     共受理 共接到 共发生 累计报告 累计发现 累计确诊 发现问题# 发现隐患# 发现各类问题# 发现各类隐患# 已累计 累计已 仍有 还有 尚有 共有 \
     共辖 下辖 现辖 不足之处 相差 实际完成";
/// Words of what is there: they narrate where they open what is said of the number.
const STATES: &str = "目前 现有 当前 实有 现已 现存";
/// 已 before what has been reached, unless it says which things are meant (`已建成的小区`).
const ACHIEVED: &str = "已有 已达 已建成 已完成 已超 已占 已形成 已培育 已开展 已整改 已实现 已覆盖 已发放 已投入 已办结 已落实 已引进 已安排 \
     已建立 已改造 已培训 已创建 已治理 已关闭 已拆除 已组织 已争取 已下达 已拨付 已查处 已惠及 已突破 已增至 已增加 已降至 已提高";
/// Every word that the tests of narration look for, for [`super::hints`].
pub(super) const HINTS: &[&str] = &[
    "去年 上年 上一年 预计 可减 可节 可降 可增 可实 可新 可带 了 已 累计",
    STATES,
    NARRATIVE,
];

static NARRATION: LazyLock<WordScan> = LazyLock::new(|| WordScan::new(&[NARRATIVE]));
static STATE: LazyLock<WordScan> = LazyLock::new(|| WordScan::new(&[STATES]));
static DONE: LazyLock<WordScan> = LazyLock::new(|| WordScan::new(&[ACHIEVED]));
/// The year before.
static LAST_YEAR: LazyLock<WordScan> = LazyLock::new(|| WordScan::new(&["去年 上年末 上年底"]));
/// Words before 目前 and 现有 with which they name an old value or what is to be used.
const STARTS: [char; 16] = [
    '由', '从', '在', '比', '较', '于', '将', '把', '对', '按', '除', '用', '托', '合', '为', '占',
];
/// Words of aims.
static AIMS: LazyLock<WordScan> =
    LazyLock::new(|| WordScan::new(&["力争 确保 争取 完成 实现 目标 不少于 每年 推动 到20"]));
/// Words that say when the number is to be reached.
static AHEAD_OF: LazyLock<WordScan> = LazyLock::new(|| {
    WordScan::new(&["力争 确保 争取 目标 到20 年底 月底 底前 全年 今年 本年 年内 每年 每月 每季 期间 期末 ”末 三年内"])
});

/// Whether the sentence names an aim.
pub(super) fn aims(sentence: &str) -> bool {
    AIMS.is_in(sentence)
}

/// Whether the sentence up to the number makes a bare quantity a goal: it tells somebody to do, or says until when.
pub(super) fn urges(place: &Place) -> bool {
    let before = place.sentence_before();
    verbs::governs(before).is_some() || AHEAD_OF.is_in(before)
}

/// Whether the sentence narrates.
pub(super) fn narrates(place: &Place) -> bool {
    let sentence = place.sentence();
    if is_past(place) || past_quarter(place) || place.background && !looks_ahead(place) {
        return true;
    }
    if !place.hinted() {
        return false;
    }
    // 去年 narrates unless it is the baseline of a comparison.
    let last_year = LAST_YEAR
        .find_all(sentence)
        .any(|(at, _)| !sentence[..at].ends_with(['比', '较', '于', '在', '从', '由', '过', '以', '按']));
    if last_year || NARRATION.is_in(sentence) || states(place) || is_forecast(place) || opens_last_year(sentence) {
        return true;
    }
    sentence.match_indices('了').any(|(at, _)| {
        let (before, after) = (&sentence[..at], &sentence[at + '了'.len_utf8()..]);
        !before.ends_with(['为', '除', '不', '得', '罢', '明'])
            && !after.starts_with(['解', '如', '然', '结', '断', '了', '却'])
    })
}

/// Whether the number is in the state that 目前, 现有 or 已 tells of.
fn states(place: &Place) -> bool {
    let before = place.sentence_before();
    let there = STATE.find_all(before).any(|(start, end)| {
        let (head, tail) = (&before[..start], &before[end..]);
        // 现有的5万份扩大到15万份: an old value and its goal.
        !head.ends_with(STARTS) && !tail.starts_with('的')
    });
    there
        || before.contains("时期") && before.contains("累计")
        || before.contains("累计") && place.sentence().contains('已')
        || DONE.find_all(before).any(|(start, end)| {
            let (head, tail) = (&before[..start], &before[end..]);
            let named = tail.find('的').is_some_and(|at| tail[..at].chars().count() <= 12);
            // 已建成居住区按…的标准配建: what has been built is the place of the work.
            let worked = verbs::demands(tail).is_some() || tail.contains(['按', '要', '应']);
            !head.ends_with(['对', '将', '把', '在', '于', '未']) && !named && !worked
        })
}

/// Whether a sentence among background speaks of a time ahead or demands: `到2025年,…`, `力争`.
fn looks_ahead(place: &Place) -> bool {
    static AHEAD: LazyLock<WordScan> = LazyLock::new(|| {
        WordScan::new(&[
            "力争 确保 争取 为目标 目标是 到20##年 到“ 年努力 年的努力 底前 年内 末, 不少于 不低于 不超过 不高于",
        ])
    });
    let before = place.sentence_before();
    AHEAD.is_in(before) || opens_with_demand(before) || place.year.is_some() && opens_year(place) == Some(true)
}

/// Whether the sentence opens with a verb of doing: `培训10000人次`.
fn opens_with_demand(before: &str) -> bool {
    let head = before.trim_start_matches(|c: char| c.is_whitespace());
    let end = head.char_indices().nth(2).map_or(head.len(), |(at, _)| at);
    verbs::ends_governing(&head[..end])
}

/// Whether the last year that opens a clause before the number lies before the notice: `2020年,全市新登记4.1万户` of 2021.
fn is_past(place: &Place) -> bool {
    opens_year(place) == Some(false) || past_plan(place) || up_to_last_year(place)
}

/// `截至2022年底,…;企业217户。` in 2023: what stood so far, to the full stop.
fn up_to_last_year(place: &Place) -> bool {
    let before = place.before();
    let whole = before
        .rfind(['。', '\n'])
        .map_or(before, |at| before[at..].trim_start_matches(['。', '\n']));
    let stated = ["截至", "截止"]
        .iter()
        .find_map(|word| whole.trim_start().strip_prefix(word))
        .and_then(|rest| rest.trim_start_matches('到').get(..4)?.parse::<i16>().ok());
    stated.zip(place.year).is_some_and(|(stated, year)| stated < year)
}

/// Whether the sentence reports a part of the year that is over: `一季度全市生产总值同比增长5.6%`.
fn past_quarter(place: &Place) -> bool {
    const PARTS: [&str; 6] = ["一季度", "上半年", "前三季度", "前两个月", "1—", "1-"];
    let (before, sentence) = (place.sentence_before(), place.sentence());
    sentence.contains("同比")
        && PARTS.iter().any(|part| before.contains(part))
        && !AHEAD_OF.is_in(sentence)
        && !has_modal(sentence)
}

/// Whether the last year that opens a clause before the number is not before the notice; none where none does.
fn opens_year(place: &Place) -> Option<bool> {
    let (year, sentence) = (place.year?, place.sentence_before());
    sentence.match_indices('年').rev().find_map(|(at, _)| {
        let digits = sentence[..at].len() - sentence[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let stated: i16 = sentence[at - digits..at].parse().ok()?;
        let stated = match stated {
            1980..2100 => stated,
            // 112年度: a year of 民国.
            90..130 if digits == 3 && sentence[at..].starts_with("年度") => stated + 1911,
            _ => return None,
        };
        let (head, tail) = (&sentence[..at - digits], &sentence[at + '年'.len_utf8()..]);
        // 市财政2018年至2020年累计投入: a subject before, and a range that is over.
        const MARKS: [char; 4] = [',', '，', ':', '：'];
        let subject = head
            .rfind(MARKS)
            .map_or(head, |mark| head[mark..].trim_start_matches(MARKS));
        let named = !subject.is_empty()
            && subject.chars().count() <= 8
            && !subject.ends_with([
                '比', '较', '由', '从', '自', '于', '在', '到', '至', '—', '-', '、', '的', '第',
            ])
            && verbs::governs(subject).is_none();
        let last = tail
            .trim_start_matches(['至', '到', '—', '-', '、'])
            .get(..4)
            .and_then(|digits| digits.parse::<i16>().ok());
        if stated < year && (named || subject.is_empty()) && last.is_some_and(|last| stated < last && last < year) {
            return Some(false);
        }
        if named && stated < year && !tail.starts_with(['起', '以', '至', '到', '—', '-', '、', '底', '末']) {
            return Some(false);
        }
        // Only a year that opens its clause dates it: not 比2020年提高, 2021—2023年, 2005年底前建成的小区.
        let opens = head.is_empty()
            || head.ends_with([',', '，', ':', '：', '('])
            || ["截至", "截止", "到", "至"].iter().any(|word| {
                head.strip_suffix(word)
                    .is_some_and(|head| head.is_empty() || head.ends_with([',', '，']))
            });
        if !opens {
            return None;
        }
        let bound = tail.starts_with(['起', '以', '至', '到', '—', '-']);
        Some(bound || stated >= year)
    })
}

/// Whether the sentence speaks of a five-year plan that is over: `“十二五”期间` in 2016.
fn past_plan(place: &Place) -> bool {
    const PLANS: &[(&str, i16)] = &[
        ("九五", 2000),
        ("十五", 2005),
        ("十一五", 2010),
        ("十二五", 2015),
        ("十三五", 2020),
        ("十四五", 2025),
    ];
    let (Some(year), sentence) = (place.year, place.sentence_before()) else {
        return false;
    };
    let Some((_, tail)) = sentence.split_once('“') else {
        return false;
    };
    PLANS.iter().any(|(name, end)| {
        tail.strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('”'))
            .is_some_and(|rest| *end < year && (rest.starts_with("期间") || rest.starts_with("时期")))
    })
}

/// Whether 预计 foretells the number: `预计人口超过40万人`, `可减少费用1200万元`, not `预计培训3000人`, which somebody does.
fn is_forecast(place: &Place) -> bool {
    let before = place.sentence_before();
    let foretold = before
        .rfind("预计")
        .is_some_and(|at| verbs::doing(&before[at + "预计".len()..]).is_none());
    let clause = place.clause_before();
    foretold
        || [
            "可减少",
            "可节约",
            "可节省",
            "可降低",
            "可增加",
            "可实现",
            "可新增",
            "可带动",
        ]
        .iter()
        .any(|word| clause.starts_with(word) || clause.starts_with("预计") && clause.contains(word))
}

/// Whether the sentence speaks of the year before and does not only compare with it: `上年度处置案件1023件`.
fn opens_last_year(sentence: &str) -> bool {
    ["上年度", "上一年度", "上年全", "上年共"]
        .iter()
        .any(|word| sentence.starts_with(word))
}
