//! Productions of counts and amounts: `3000座`, `15万人次以上`, `每人500元`, `15年`.

use super::comparator;
use super::condition;
use super::duration;
use super::frame::{Frame, continued, frame, leads, make, reach};
use super::indicator;
use super::measure::{is_other_word, with_per};
use super::narration;
use super::payment;
use super::place::Place;
use super::quantity::{Quantity, quantity};
use super::set;
use super::verbs;
use crate::extract::number;
use crate::model::{ByteSpan, Comparator, Target};

/// Occurrences: with a frequency they are always a goal.
const OCCURRENCES: &[&str] = &[
    "次", "轮", "遍", "回", "场", "期", "场次", "批次", "人次", "轮次", "届", "梯次",
];

/// Measures that a small number in Chinese numerals may count: `一名`, `一次`.
const NAMED: &[&str] = &[
    "名", "支", "所", "处", "座", "人", "位", "次", "遍", "轮", "回", "场", "期", "辆", "台", "场次", "批次", "人次",
    "届", "站", "间", "梯次",
];

/// Measures of things that are built, bought or hired: after their noun they count even when small (`修建水池五座`).
const THINGS: &[&str] = &[
    "名", "人", "所", "处", "座", "台", "辆", "条", "家", "公里", "亩", "户", "间", "栋", "幢", "套", "块", "口", "眼",
    "艘", "支", "张", "部", "场", "期", "次", "万亩", "里",
];

/// `3000座`, `15万人次以上`, `至少1次`, `15年`.
pub(super) fn count(place: &Place, previous: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    let place = &with_per(place);
    let Some(quantity) = quantity(place.words()) else {
        return Vec::new();
    };
    let Some(unit) = quantity.unit.as_deref() else {
        return Vec::new();
    };
    // 2019届毕业生: which they are.
    if unit == "届" && quantity.low >= 1900.0 {
        return Vec::new();
    }
    // 一个, 三项, 两种: most candidates, and without a comparator never a goal. This test is there for speed.
    let small =
        quantity.low < 10.0 && quantity.high.is_none() && !place.words().starts_with(|c: char| c.is_ascii_digit());
    let listed = previous.is_some_and(|last| place.span.start - last.span.end <= 2 * '、'.len_utf8());
    if small && !listed && !comparator::may_stand(place.before(), place.after()) && !may_be_named(place, unit) {
        return Vec::new();
    }
    let (place, quantity) = &with_half(place, quantity);
    let unit = quantity.unit.as_deref().unwrap_or_default();
    let mut frame = frame(place, quantity);
    // 至少有1名责任人、1项措施: at least of both.
    let mut shared = false;
    let least = |last: &Target<ByteSpan>| {
        last.text.contains("至少") || small && last.comparator == Comparator::AtLeast && last.unit.is_some()
    };
    if listed && frame.comparator == Comparator::Equal && previous.is_some_and(least) {
        frame.comparator = Comparator::AtLeast;
        shared = true;
    }
    if is_no_count(place, &frame, unit) {
        return Vec::new();
    }
    // 至少每20日养护一次
    if frame.comparator == Comparator::Equal && OCCURRENCES.contains(&unit) && place.clause_before().contains("至少每")
    {
        frame.comparator = Comparator::AtLeast;
    }
    let frequent = OCCURRENCES.contains(&unit) && has_frequency(place);
    if !(frequent && place.clause_before().contains('每') || frame.demanded()) && narration::narrates(place) {
        return Vec::new();
    }
    if let Some(target) = continued(place, &frame, quantity, previous) {
        return vec![target];
    }
    let following = &place.text[frame.tail..place.span.end + place.clause_after().len()];
    if set::is_arranged(following) && !frame.strong() && unit != "元" {
        return Vec::new();
    }
    let time = duration::is_time(unit);
    let accepted = if time {
        duration::is_goal(place, &frame, unit)
    } else if frequent || shared || frame.demanded() {
        true
    } else if unit == "分" || unit == "岁" || unit == "周岁" || unit == "度" {
        frame.strong() || frame.bounded_after && frame.comparator == Comparator::AtLeast && place.ends_at(frame.tail)
    } else if payment::is_money(unit) {
        payment::is_goal(place, &frame, previous)
    } else if small && unit != "倍" {
        is_named(place, &frame, unit)
    } else {
        is_done(place, &frame, unit, previous)
    };
    // 增长20条: a change is not counted in rules and projects.
    if !accepted || frame.changes() && frame.before.is_some() && ["条", "项", "款"].contains(&unit) {
        return Vec::new();
    }
    built(place, &frame, quantity)
}

/// `五天半`: a half more of a time.
fn with_half<'s>(place: &Place<'s>, quantity: Quantity) -> (Place<'s>, Quantity) {
    let half = place.after().starts_with('半') && quantity.unit.as_deref().is_some_and(duration::is_time);
    if !half || quantity.high.is_some() {
        return (*place, quantity);
    }
    let low = quantity.low + 0.5;
    (
        place.ending(place.span.end + '半'.len_utf8()),
        Quantity { low, ..quantity },
    )
}

/// What keeps a count from being a goal, whatever governs it.
fn is_no_count(place: &Place, frame: &Frame, unit: &str) -> bool {
    let clause = place.clause_before();
    let following = &place.text[frame.tail..place.span.end + place.clause_after().len()];
    // 百名专家, 千家企业, 万户: ways of speaking; 突破千亿元 is none.
    let round = ['百', '千', '万'].iter().any(|&c| place.words().starts_with(c))
        && !frame.strong()
        && !frame.bounded_after
        && !place.words().starts_with("千亿")
        && !place.words().starts_with("百亿");
    // 附电子版1份, 报名材料1份: what is handed in.
    let handed = unit == "份"
        && !frame.strong()
        && (clause.starts_with('附') || clause.contains("材料") || clause.contains("报送"));
    // 四五类, 三四个: two digits in a row are no number of things.
    let loose = is_loose(place.words());
    // 按3个片区划分
    let parts = clause.ends_with('按') && (unit == "个" || following.starts_with(['设', '配']));
    // 每引进1家奖励5万元: for each, what follows; 其中1次应…: a part of what was said.
    let verb = verbs::ends_doing(clause).then(|| &clause[..verbs::start_of(clause.len())]);
    let for_each = verb.is_some_and(|head| head.ends_with('每'));
    let among = clause == "其中" && OCCURRENCES.contains(&unit);
    // 4个镇未建设施: what is wrong.
    let lacking = frame.before.is_none() && following.contains(['未', '尚']);
    // 不超过LPR加150个基点: added to another number.
    let added = clause
        .strip_suffix(['加', '减'])
        .is_some_and(|head| head.ends_with(|c: char| c.is_ascii_alphanumeric()));
    // 第十九、二十条: ordinals.
    let ordinal = follows_ordinal(place.before());
    // 60厘米乘90厘米: a size.
    let size = following.starts_with(['乘', '×', 'x', '*']) || clause.ends_with(['乘', '×']);
    round
        || loose
        || added
        || !place.words().starts_with(|c: char| c.is_ascii_digit())
            && !frame.strong()
            && set::is_arranged_before(clause)
        || ordinal
        || parts
        || for_each
        || among
        || lacking
        || handed
        || size
        || is_other_word(unit, place)
        || following.starts_with(['性', '级', '化', '制', '号'])
        || place.text[..frame.head].ends_with('每')
        || place.in_name()
        || condition::is_condition(place, frame, false)
        || set::is_site(place, unit, frame)
        || !frame.strong() && set::counts_a_set(&place.text[place.span.start - clause.len()..frame.head])
}

/// Whether the list before a number is one of ordinals: `第十九、`.
fn follows_ordinal(before: &str) -> bool {
    let mut rest = before;
    while let Some(head) = rest.strip_suffix(['、', '和', '至', '及', '—', '-']) {
        let number = head.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c));
        if number.ends_with('第') {
            return true;
        }
        if number.len() == head.len() {
            return false;
        }
        rest = number;
    }
    false
}

/// Whether `words` begin with two Chinese digits in a row, such as 三四 and 四五.
fn is_loose(words: &str) -> bool {
    let digits = words
        .chars()
        .take_while(|c| "一二三四五六七八九两十百千万亿零〇○".contains(*c))
        .collect::<Vec<_>>();
    digits.len() == 2 && digits.iter().all(|c| "一二三四五六七八九两".contains(*c))
}

/// Whether a small number in Chinese numerals may count something after all: a quick test.
fn may_be_named(place: &Place, unit: &str) -> bool {
    let near = place.clause_before();
    if near.contains('少') || duration::is_time(unit) && (near.contains('每') || duration::lasts(near)) {
        return true;
    }
    let listed = THINGS.contains(&unit) && place.ends_at(place.span.end) && verbs::doing(near).is_some();
    listed
        || place.after().starts_with("以上") && verbs::ends_doing(near)
        || NAMED.contains(&unit) && (verbs::ends_doing(near) || near.contains(['每', '至']) || has_frequency(place))
        || near.contains('每') && ["个", "家"].contains(&unit)
}

/// Whether a small number in Chinese numerals is a goal: 一名, 一次 only directly after a verb of doing or for each; two
/// or three of a kind are mostly ways of speaking.
fn is_named(place: &Place, frame: &Frame, unit: &str) -> bool {
    let clause = place.clause_before();
    let doing = verbs::doing(clause);
    let each = clause.rfind('每').is_some_and(|at| clause[at..].chars().count() <= 12);
    let head = &clause[..clause.len() - (place.span.start - frame.head)];
    // 修建水池五座; 培育三家以上企业
    let object = doing.map_or("", |at| &clause[at..]);
    let listed = THINGS.contains(&unit)
        && place.ends_at(frame.tail)
        && (2..=12).contains(&object.chars().count())
        && !object.contains('的')
        && !set::is_arranged(object);
    let least = frame.comparator == Comparator::AtLeast && frame.bounded_after && verbs::ends_doing(head);
    listed
        || least
        || NAMED.contains(&unit)
            && (doing == Some(clause.len())
                || (frame.before.is_some() || frame.bounded_after) && verbs::governs(clause).is_some()
                || one_each(clause))
        || ["个", "家"].contains(&unit) && each && doing == Some(clause.len())
}

/// Whether a number in digits is a goal.
fn is_done(place: &Place, frame: &Frame, unit: &str, previous: Option<&Target<ByteSpan>>) -> bool {
    if frame.strong() || unit == "倍" {
        return frame.strong() || frame.before.is_some() || frame.bounded_after;
    }
    let clause = place.clause_before();
    let ends = place.ends_at(frame.tail);
    // A ceiling without a comparator says which are meant, unless it closes what is measured.
    if frame.comparator == Comparator::AtMost && frame.before.is_none() {
        return ends && verbs::doing(clause).is_some() || clause.ends_with(['度', '量', '数', '值', '期', '距']);
    }
    // 新建15万吨的污水处理厂2座: the number describes what has its own.
    let after = place.clause_after();
    if after.starts_with('的') {
        let listed =
            clause.ends_with('、') && previous.is_some_and(|last| place.span.start - last.span.end <= '、'.len_utf8());
        return listed || verbs::ends_governing(clause) && !after.contains(|c: char| c.is_ascii_digit());
    }
    // 60万吨乙烯项目: the size is part of a name.
    let sized = ["吨", "千瓦", "兆瓦", "立方米", "吨/日", "千伏", "米", "公里"]
        .iter()
        .any(|size| unit.ends_with(size));
    const PLANTS: &[&str] = &["项目", "工程", "装置", "机组", "生产线"];
    if sized
        && PLANTS
            .iter()
            .any(|plant| after.find(plant).is_some_and(|at| after[..at].chars().count() <= 8))
    {
        return false;
    }
    let start = place.span.start - place.sentence_before().len();
    let noun = &place.text[place.span.start - clause.len()..frame.head];
    place.goal
        || place.aims && ends && !noun.is_empty()
        || ends && supplied(place, frame.tail)
        || after.starts_with("组成")
        || narration::urges(place)
        || ["每", "均", "标准", "面积", "定额"]
            .iter()
            .any(|word| clause.contains(word))
        || clause.ends_with(['设', '配', '建', '派', '选', '招'])
        || frame.before.is_some() && noun.ends_with(['数', '量', '积', '度', '模', '长', '宽', '力'])
        || previous.is_some_and(|last| last.span.start >= start)
        || verbs::doing(after).is_some()
}

/// `毛毯2000条、帐篷150顶,由民政局统一采购`: what a body is to buy or keep ready.
fn supplied(place: &Place, tail: usize) -> bool {
    const SUPPLIES: [&str; 9] = ["采购", "购置", "购买", "配备", "配发", "储备", "调配", "落实", "筹集"];
    let rest = &place.text[tail..place.piece.end];
    let sentence = &rest[..rest.find(['。', ';', '；', '\n']).unwrap_or(rest.len())];
    let by = sentence.find("，由").or_else(|| sentence.find(",由"));
    by.is_some_and(|at| {
        let list = sentence[..at]
            .chars()
            .all(|c| c == '、' || !matches!(c, '，' | ',' | '的'));
        list && SUPPLIES.iter().any(|verb| sentence[at..].contains(verb))
    })
}

/// The target of an accepted count.
fn built(place: &Place, frame: &Frame, quantity: &Quantity) -> Vec<Target<ByteSpan>> {
    let occurs = quantity.unit.as_deref().is_some_and(|unit| OCCURRENCES.contains(&unit));
    let clause = place.clause_before();
    let verb = verbs::governs(clause);
    let mut what = indicator::counted(place, frame.head, frame.tail, occurs);
    // 在15个村开展试点
    if clause.ends_with('在')
        && let Some(verb) = verbs::first_doing(what.of(place.text)).filter(|&at| at > 0)
    {
        what.end = what.start + verb;
    }
    let clause_start = place.span.start - clause.len();
    let head = match verb {
        Some(at) if what.start >= clause_start + at && what.end <= frame.head => clause_start + verbs::start_of(at),
        _ if leads(place, what, frame.head) => what.start,
        _ => frame.head,
    };
    let span = ByteSpan::new(head.min(frame.head), reach(frame, what));
    make(place, frame, quantity, span, what)
}

/// Whether the clause ends with a body of which each gets one: `每村`, `每个社区`.
fn one_each(clause: &str) -> bool {
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
        "园",
        "楼",
        "店",
        "场",
        "库",
        "小区",
        "机构",
        "单位",
        "项目",
        "人",
        "月",
        "季度",
    ];
    clause
        .rfind('每')
        .is_some_and(|at| BODIES.contains(&clause[at + '每'.len_utf8()..].trim_start_matches(['个', '一', '所', '家'])))
}

/// Whether a frequency stands in the clause before the number.
fn has_frequency(place: &Place) -> bool {
    let clause = place.clause_before();
    if !clause.contains(['每', '年', '按', '一']) {
        return false;
    }
    // 每7日, 每十五天
    let counted = clause.match_indices('每').any(|(at, mark)| {
        let each = &clause[at + mark.len()..];
        number::scan(each).is_some_and(|(_, length)| {
            each[length..]
                .trim_start_matches('个')
                .starts_with(['日', '天', '周', '月', '年', '季', '旬', '小', '分'])
        })
    });
    if counted {
        return true;
    }
    [
        "每年", "每月", "每季", "每半", "每周", "每日", "每天", "每旬", "每两", "每三", "每五", "每四", "每个", "每学",
        "每1", "每2", "每3", "每5", "每星", "年度", "全年", "一年", "半年", "按月", "按季", "两年", "一月", "一季",
        "一周",
    ]
    .iter()
    .any(|word| clause.contains(word))
}

/// `15年`, `6个月`: a length of time.
pub(super) fn term(place: &Place, previous: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    // Most are dates: 2025年, 3日.
    let words = place.words();
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    if digits >= 4 || words.ends_with('日') && place.before().ends_with('月') {
        return Vec::new();
    }
    count(place, previous)
}
