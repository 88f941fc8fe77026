//! What is measured, as short as it stands in the text: the noun before the comparator (`规模以上企业创建率`), else what is
//! counted (`桌面推演` in `组织一次桌面推演`), else the verb.

use super::place::Place;
use super::verbs;
use crate::model::ByteSpan;
use crate::wordset::WordSet;
use std::sync::LazyLock;

/// Adverbs, aims and places that do not belong to an indicator; taken off its head as often as they stand there.
static HEADS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "全街道 年底前 进一步 按照 确保 力争 争取 实现 保持 其中 推动 推进 促进 全区 全市 全县 全省 全国 全镇 各地 年内 全年 本市 我市 我省 我区 我县 基本 努力 切实 加快 使 到 要 \
         将 把 并 且 和 及 的 、",
    )
});
/// Adverbs directly before a comparator.
static TAILS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "原则上 每季度 每半年 最长 最高 最低 最多 最少 最短 分别 年均 力争 累计 大约 首期 总体 同比 必须 平均 每年 每月 每周 均 都 应 要 须 约 近 达 共 的",
    )
});
/// Words that end a noun after the number.
const ENDS: &[&str] = &[
    "、", "(", "“", "”", ")", "和", "并", "或", "及", "依", "对", "在", "由", "按", "负责", "用于", "达到", "进行",
    "组成", "参加", "参与", "分管", "担任", "以上", "以",
];
/// An indicator is at most so many characters.
const LONGEST: usize = 24;
/// How many characters stand at most between 由 or 从 and the old value.
const OLD: usize = 8;

/// The noun at the end of `clause`, which ends at byte `end` of the clean text; none where nothing is left.
pub(super) fn before(clause: &str, end: usize) -> Option<ByteSpan> {
    let words = trim_adverbs(clause);
    let end = end - (clause.len() - words.len());
    // What a comparison stands on is no part of it.
    if let Some(at) = words.rfind(['比', '较']).filter(|&at| {
        !words[at..].starts_with("比例") && !words[at..].starts_with("比重") && !words[at..].starts_with("比率")
    }) && words[at..].contains(['年', '期', '上', '度'])
    {
        let shorter = &words[..at];
        return before(shorter, end - (words.len() - at)).filter(|_| !shorter.is_empty());
    }
    // 由20天, 从62%: the old value is no part of it.
    if let Some(at) = words.rfind(['由', '从']).filter(|&at| at > 0) {
        let old = words[at..].chars().skip(1);
        if old.clone().take(OLD).any(|c| c.is_ascii_digit()) && old.clone().count() <= 2 * OLD {
            let shorter = &words[..at];
            return before(shorter, end - (words.len() - at));
        }
    }
    let (kept, cut) = trim_tail(words);
    let end = end - cut;
    let words = unlabelled(shorten(trim_head(trim_date(trim_head(cut_list(kept))))));
    // 每户, 按, 其中: nothing that could be measured. 每个站建筑面积 is measured.
    // 每班学生: the students are counted.
    let members = words
        .strip_prefix('每')
        .map(|each| each.trim_start_matches(['个', '所', '家']));
    let words = members
        .and_then(|each| BODIES.strip_start(each))
        .filter(|rest| (2..=6).contains(&rest.chars().count()))
        .unwrap_or(words);
    let each = words.starts_with('每')
        && words.chars().count() <= EACH
        && !words.ends_with(['积', '量', '数', '度', '率', '额', '位', '间', '距', '费']);
    (!words.is_empty() && !each && !EMPTY.closes(words)).then(|| ByteSpan::new(end - words.len(), end))
}

/// `words` without the label of a line that was not parted from its text: `(一)教师流动率`, `4.每一特色`.
fn unlabelled(words: &str) -> &str {
    let open = words.starts_with('(');
    let rest = words.trim_start_matches('(');
    let name = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let marks: &[char] = if open { &[')'] } else { &['.', '、', ')'] };
    match name.strip_prefix(marks) {
        Some(kept) if rest.len() > name.len() && !kept.starts_with(|c: char| c.is_ascii_digit()) => kept,
        _ => words,
    }
}

/// A body of which each gets something is named in at most so many characters.
const EACH: usize = 6;

/// Words that name nothing by themselves.
static EMPTY: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("最高 最长 最多 最低 按照 按 约 起 其中 以 为 自 再 共 另 各"));

/// `words` without adverbs, dates and shares of each at the end, and how many bytes were cut there.
fn trim_tail(words: &str) -> (&str, usize) {
    let mut kept = words;
    loop {
        let start = kept.len();
        kept = trim_end_date(trim_adverbs(kept));
        if let Some(deed) = deed(kept) {
            return (deed, words.len() - kept.len());
        }
        kept = trim_each(kept);
        if kept.len() == start {
            return (kept, words.len() - kept.len());
        }
    }
}

/// `words` without adverbs at the end.
fn trim_adverbs(mut words: &str) -> &str {
    while let Some(rest) = TAILS.strip_end(words) {
        words = rest;
    }
    words
}

/// `签约服务费每人每年` is 签约服务费.
fn trim_each(words: &str) -> &str {
    let Some(at) = words.rfind('每') else { return words };
    let each = words[at + '每'.len_utf8()..].trim_start_matches(['个', '一']);
    let unit = TIMES.strip_start(each).or_else(|| BODIES.strip_start(each));
    if unit == Some("") { &words[..at] } else { words }
}

/// `路长每月巡路`: what is done is 巡路.
fn deed(words: &str) -> Option<&str> {
    let at = words.rfind('每')?;
    TIMES
        .strip_start(&words[at + '每'.len_utf8()..])
        .filter(|deed| !deed.is_empty() && verbs::governs(deed).is_none())
}

/// Nouns that say little without the verb before them.
static GENERAL: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "时间 人员 周期 能力 项目 规模 数量 人数 面积 期限 标准 单位 省份 带宽 比例 经费 资金 费用 场所 设施 机构 队伍 次数 时长 范围 岗位 任务 计划 服务费 管理费 工作量 量 率 点",
    )
});

/// Times after 每.
static TIMES: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("季度 学期 学年 半年 半月 两年 两月 三年 年 月 日 周 天 季 旬"));
/// What gets something each.
static BODIES: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "平方米 平方公里 百户 万人 千人 十万人 公里 乡镇 街道 社区 单位 人 户 亩 村 镇 乡 县 校 生 站 所 件 处 案 次 场 期 吨 名 辆 套 家 班 床 岗 组 队 园 区 市 月 年",
    )
});

/// `配套率2018年` is 配套率; `标准自2021年起` is 标准.
fn trim_end_date(words: &str) -> &str {
    let since = words
        .strip_suffix('起')
        .and_then(|rest| rest.rfind(['自', '从']).map(|at| &words[..at]));
    if let Some(shorter) = since {
        return shorter;
    }
    let bare = words.trim_end_matches(['底', '末', '前', '内', '、', '度']);
    let Some(bare) = bare.strip_suffix(['年', '月']) else {
        return words;
    };
    let shorter = bare.trim_end_matches(|c: char| c.is_ascii_digit() || c == '—' || c == '-');
    if shorter.len() == bare.len() {
        words
    } else {
        shorter.trim_end_matches(['到', '至', '于', '在', '年', '月', '、'])
    }
}

/// `words` from the last goal of a list on, without brackets that close or open only here.
fn cut_list(words: &str) -> &str {
    let mut words = words;
    // 充电站1200座、换电站: the goal before it in the list.
    if let Some(at) = words.rfind('、').filter(|&at| ends_with_count(&words[..at])) {
        words = &words[at + '、'.len_utf8()..];
    }
    if let Some(at) = words.rfind(['(', '“']).filter(|&at| !words[at..].contains([')', '”'])) {
        words = words[at..].trim_start_matches(['(', '“']);
    }
    if let Some(at) = words
        .find([')', '”', '》'])
        .filter(|&at| !words[..at].contains(['(', '“', '《']))
    {
        words = words[at..].trim_start_matches([')', '”', '》']);
    }
    words
}

/// At most [`LONGEST`] characters of `words`, from a boundary inside where there is one.
fn shorten(words: &str) -> &str {
    let Some((at, _)) = words.char_indices().rev().nth(LONGEST - 1) else {
        return words;
    };
    let kept = &words[at..];
    let mark = kept.find(['、', '的', ')', '”']).filter(|mark| mark * 2 < kept.len());
    mark.map_or(kept, |mark| kept[mark..].trim_start_matches(['、', '的', ')', '”']))
}

/// Whether `words` end with a number and a measure of one character (`1.2万座`).
fn ends_with_count(words: &str) -> bool {
    words.char_indices().next_back().is_some_and(|(at, last)| {
        let number = words[..at].trim_end_matches(['万', '亿']);
        (last.is_alphabetic() || last == '%') && number.ends_with(|c: char| c.is_ascii_digit())
    })
}

/// `words` without adverbs and places at the head.
fn trim_head(mut words: &str) -> &str {
    while let Some(rest) = HEADS.strip_start(words) {
        words = rest;
    }
    words
}

/// `words` without a date at the head: what follows the last `2025年底前`, `6月`, `年内`.
fn trim_date(words: &str) -> &str {
    let mut start = 0;
    for (at, c) in words.char_indices() {
        if matches!(c, '年' | '月' | '日')
            && words[..at].ends_with(|c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c))
        {
            start = at + c.len_utf8();
        }
    }
    if start == 0 {
        return words;
    }
    words[start..].trim_start_matches(['年', '底', '末', '度', '前', '内'])
}

/// The noun at the end of the clause before the one of the number, which begins at byte `start`; of a clause that tells
/// somebody to do something, the object.
pub(super) fn earlier(place: &Place, start: usize) -> Option<ByteSpan> {
    let earlier = place.earlier_clause();
    let mark = place.text[..start].chars().next_back().map_or(0, char::len_utf8);
    if earlier.is_empty() || start <= place.piece.start {
        return None;
    }
    // 加强坝体巡查: the deed; 建设自行车停车位: the object.
    let words = match verbs::doing(earlier) {
        Some(at) if at == earlier.len() => {
            let head = &earlier[..verbs::start_of(at)];
            &earlier[verbs::governs(head).unwrap_or(0)..]
        }
        Some(at) => &earlier[at..],
        None => earlier,
    };
    // A goal of its own names another thing.
    before(words, start - mark).filter(|span| {
        let noun = span.of(place.text);
        noun.chars().count() <= LONGEST / 2 + EACH / 2
            && !noun.contains(|c: char| c.is_ascii_digit())
            && !noun.contains(['要', '应', '由', '对', '为', '的'])
    })
}

/// The noun at the start of the clause after the number, which begins at byte `start` of the clean text.
pub(super) fn after(clause: &str, start: usize) -> Option<ByteSpan> {
    let words = clause
        .trim_start_matches("以上")
        .trim_start_matches("以内")
        .trim_start_matches("左右")
        .trim_start_matches('的')
        .trim_start_matches('之')
        .trim_start_matches("人民币");
    let start = start + (clause.len() - words.len());
    // “清洁日”活动: a name in quotes and its noun.
    let quoted = words
        .strip_prefix('“')
        .and_then(|rest| rest.find('”'))
        .map(|at| at + 2 * '“'.len_utf8());
    let longest = words.char_indices().nth(LONGEST).map_or(words.len(), |(at, _)| at);
    // A word that ends the noun never begins it: 负责同志 is one.
    let first = quoted.unwrap_or_else(|| words.chars().next().map_or(0, char::len_utf8));
    let end = ENDS
        .iter()
        .filter_map(|word| words.get(first..)?.find(word))
        .min()
        .map_or(words.len(), |at| at + first);
    let opens =
        words.starts_with(['、', '(', ')', '”', '和', '并', '或', '及']) || quoted.is_none() && words.starts_with('“');
    let end = if opens { 0 } else { end.min(longest.max(first)) };
    let noun = words.get(..end)?;
    // 具备全托、日托功能的综合服务中心: the noun is at the end.
    let described = ["具备", "具有", "符合", "能够", "达到", "由"]
        .iter()
        .any(|word| noun.starts_with(word));
    let last = clause_noun(words).filter(|_| described);
    if let Some((at, length)) = last {
        return Some(ByteSpan::new(start + at, start + at + length));
    }
    (end > 0).then(|| ByteSpan::new(start, start + end))
}

/// The noun behind the last 的 of `words`, where it is short.
fn clause_noun(words: &str) -> Option<(usize, usize)> {
    let at = words.rfind('的')? + '的'.len_utf8();
    let noun = &words[at..];
    (!noun.is_empty() && noun.chars().count() <= LONGEST / 2).then_some((at, noun.len()))
}

/// What a count counts: the noun that follows, else the object between the verb and the number, else the object of the
/// clause before, else the verb.
pub(super) fn counted(place: &Place, head: usize, tail: usize, occurs: bool) -> ByteSpan {
    let clause = place.clause_before();
    let start = place.span.start - clause.len();
    let before_number = &place.text[start..head.max(start)];
    let end = place.span.end + place.clause_after().len();
    let following = &place.text[tail..end.max(tail)];
    // 按每人300元的标准给予补贴: what follows is what is done with it.
    let rate = following.trim_start_matches('的').starts_with("标准") || following.starts_with("的比例");
    if let Some(noun) = after(following, tail).filter(|_| !rate) {
        return noun;
    }
    let Some(at) = verbs::doing(before_number) else {
        return before(before_number, start + before_number.len())
            .or_else(|| earlier(place, start))
            .or_else(|| after(following, tail))
            .unwrap_or(place.span);
    };
    let object = &before_number[at..];
    if let Some(noun) = before(object, start + before_number.len()) {
        // 培训时间, 研究人员: the verb is a part of the noun.
        let general = GENERAL.strip_start(noun.of(place.text)) == Some("");
        let whole = Some(before_number).filter(|_| general);
        return whole
            .and_then(|words| before(words, start + words.len()))
            .filter(|whole| whole.of(place.text).chars().count() <= LONGEST / 2)
            .unwrap_or(noun);
    }
    // 整合非涉密专网,年内整合15张: what the clause before names. An occurrence is one of the verb: 每月巡查2次.
    let verb = verbs::start_of(at);
    Some(place)
        .filter(|_| !occurs)
        .and_then(|place| earlier(place, start))
        .unwrap_or_else(|| ByteSpan::new(start + verb, start + at))
}

/// What a change is measured against, as it stands: `2015年` in `比2015年下降30%`, `同比`.
pub(super) fn baseline(clause: &str) -> Option<String> {
    if let Some(at) = clause.rfind(['比', '较']) {
        let mark = '比'.len_utf8();
        if clause[..at].ends_with('同') {
            return Some("同比".to_owned());
        }
        let words = clause[at + mark..].trim_end_matches(['均', '各', '年']);
        let raw = &clause[at + mark..];
        let words = if raw.ends_with('年') { raw } else { words };
        let words = words.strip_suffix("分别").unwrap_or(words);
        return (words.contains(['年', '期', '上', '度', '月', '前']) && !words.starts_with(['例', '重', '率', '大']))
            .then(|| words.trim_start_matches('于').to_owned());
    }
    let at = clause.find("基础上")?;
    let head = clause[..at].rfind('在').map_or(0, |from| from + '在'.len_utf8());
    Some(clause[head..at].trim_end_matches('的').to_owned()).filter(|words| !words.is_empty())
}
