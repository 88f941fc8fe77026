//! Productions of shares: per cent, tenths, fractions, halves, discounts, ratios.

use super::condition;
use super::frame::{self, Frame, continued, frame, leads, make, reach};
use super::indicator;
use super::narration;
use super::place::Place;
use super::quantity::{Quantity, quantity};
use super::verbs;
use crate::extract::number::{self, Kind};
use crate::model::{ByteSpan, Comparator, Target};
use crate::wordset::{WordScan, WordSet};
use std::sync::LazyLock;

/// How names of shares end.
static MEASURED: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "占比 比例 比重 标准 覆盖 增速 增幅 降幅 涨幅 合格 份额 强度 浓度 系数 指数 速度 贡献 水平 幅度 占有 成数 达标 评价 率 面 度",
    )
});

/// Whether `noun` names what is measured.
fn is_measured(noun: &str) -> bool {
    MEASURED.closes(noun)
}

/// Times between what is measured and its share: `入户率每月100%`.
static EACH_TIME: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("每季度 每学期 每半年 每年 每月 每周 每日 全年 常年 始终"));
/// Verbs that give or take a part: `预拨80%`, `给予50%的贴息`, `按10%给予补助`.
static GIVES: LazyLock<WordScan> = LazyLock::new(|| {
    WordScan::new(&[
        "补助 补贴 贴息 奖励 奖补 给予 资助 拨付 预拨 发放 支付 报销 返还 承贷 提取 计提 列支 拨缴 缴纳 缴存 预留 留存 配套 执行 安排 配备 配置 抽查 抽取 抽检 \
         抽测 复核 检查 核查 完成 投入 统筹 划拨 落实 筹集 收取 计发 核定 优惠 让利 免收 承担 自缴 自筹 缴交 限行 限产 减产",
    ])
});

/// `95%`, `百分之九十`, `2个百分点`, `九成`, `三分之二`.
pub(super) fn share(place: &Place, previous: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    let Some(quantity) = quantity(place.words()) else {
        return Vec::new();
    };
    if quantity.kind == Kind::Plain && quantity.unit.as_deref() != Some("个百分点") {
        return Vec::new();
    }
    part(place, previous, &quantity)
}

/// `一半`, `半数`: half of what is said.
pub(super) fn half(place: &Place, previous: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    // 多半, 大半, 一半时间; 一大半 is no number.
    // 上一半年: the last half-year.
    if place.before().ends_with(['大', '多', '小', '夜']) || place.after().starts_with('年') {
        return Vec::new();
    }
    part(place, previous, &Quantity::part(0.5))
}

/// A share that something bounds, measures or gives.
fn part(place: &Place, previous: Option<&Target<ByteSpan>>, quantity: &Quantity) -> Vec<Target<ByteSpan>> {
    let frame = frame(place, quantity);
    if let Some(target) = continued(place, &frame, quantity, previous) {
        return vec![target];
    }
    if !is_goal(place, &frame, quantity, previous) {
        return Vec::new();
    }
    let clause = place.clause_before();
    let start = place.span.start - clause.len();
    let following = &place.text[frame.tail..place.span.end + place.clause_after().len()];
    let noun = noun(place, &frame);
    let what = if frame.before.is_none() && !is_measured(noun) && !following.is_empty() {
        indicator::after(following, frame.tail)
    } else {
        None
    };
    let what = what
        .or_else(|| whole(&place.text[start..place.span.start], place.span.start))
        .or_else(|| indicator::before(&place.text[start..frame.head], frame.head))
        .or_else(|| indicator::earlier(place, start))
        .or_else(|| indicator::after(following, frame.tail))
        .unwrap_or(place.span);
    let head = if leads(place, what, frame.head) {
        what.start
    } else {
        frame.head
    };
    let span = ByteSpan::new(head.min(frame.head), reach(&frame, what));
    make(place, &frame, quantity, span, what)
}

/// What a part is taken of: `按减免金额的30%`.
fn whole(clause: &str, end: usize) -> Option<ByteSpan> {
    let words = clause.strip_suffix('的')?;
    let at = words.rfind("按")?;
    let what = words[at..].trim_start_matches(['按', '照']);
    // 按不低于采购金额的30%: the bound is no part of it.
    let what = ["不低于", "不少于", "不超过", "不高于"]
        .iter()
        .find_map(|bound| what.strip_prefix(bound))
        .unwrap_or(what);
    (2..=24)
        .contains(&what.chars().count())
        .then(|| ByteSpan::new(end - '的'.len_utf8() - what.len(), end - '的'.len_utf8()))
}

/// The noun before the comparator, without adverbs.
fn noun<'p>(place: &Place<'p>, frame: &Frame) -> &'p str {
    let start = place.span.start - place.clause_before().len();
    place.text[start.min(frame.head)..frame.head].trim_end_matches(['均', '都', '应', '约', '各'])
}

/// Whether a share is a goal.
fn is_goal(place: &Place, frame: &Frame, quantity: &Quantity, previous: Option<&Target<ByteSpan>>) -> bool {
    let (clause, following) = (
        place.clause_before(),
        &place.text[frame.tail..place.span.end + place.clause_after().len()],
    );
    let noun = noun(place, frame);
    let measured = is_measured(EACH_TIME.strip_end(noun).unwrap_or(noun));
    // 2/3 without a bound may be a date or a place in a list.
    if quantity.kind == Kind::Fraction && place.words().contains('/') && frame.before.is_none() {
        return false;
    }
    // 六个百分之百, 四个100%: names.
    let named = quantity.low == 100.0 && clause.ends_with(['个', '双']);
    if named
        || place.text[..frame.head].ends_with('每')
        || place.in_name()
        || !frame.demanded() && narration::narrates(place)
        || condition::is_condition(place, frame, measured)
    {
        return false;
    }
    let whole = quantity.low == 100.0 && following.starts_with(|c: char| !c.is_ascii());
    let aimed = place.goal || narration::aims(place.sentence());
    // 课程的三分之一用于实训: what the part is for.
    let goes = clause.ends_with('的') && following.starts_with(|c: char| c.is_alphabetic() && c != '的')
        || following.starts_with(['按', '用', '归', '由', '作', '转', '留'])
        || following.starts_with("充实");
    // 奖金的60%按月预发,40%年终兑现: the next part.
    let next = clause.is_empty()
        && previous.is_some_and(|last| last.rule == place.rule && place.shares_sentence(last.span.start));
    // 当年整改七成
    let done = verbs::ends_doing(clause);
    let given = goes || next || done || GIVES.is_in(following) || GIVES.is_in(clause);
    if frame.before.is_none() && !frame.bounded_after && !frame.changes() && !measured && !whole && !aimed && !given {
        return false;
    }
    // 100%的, 50%的: a part of something.
    frame.before.is_some() || measured || !following.starts_with('的') || aimed || given || frame.bounded_after
}

/// `减半`: minus half; `过半`: more than half.
pub(super) fn halved(place: &Place, _: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    // 时间过半、任务过半; “双减半”.
    let clause = place.clause_before();
    let before = place.before();
    if place.in_name()
        || narration::narrates(place)
        || before.ends_with(['双', '未', '各'])
        || place.words() == "过半" && (clause.ends_with("时间") || clause.ends_with("任务"))
    {
        return Vec::new();
    }
    let after = place.after();
    if after.starts_with("数") && !after.contains("同意")
        || after.starts_with("的") && place.words() == "减半" && after.len() < 6
    {
        return Vec::new();
    }
    let comparator = if place.words() == "过半" {
        Comparator::Above
    } else {
        Comparator::Decrease
    };
    let start = place.span.start - clause.len();
    // 1个月房租免收、2个月房租减半: the one before it in the list.
    let own = match clause.rfind('、') {
        Some(mark) if clause[..mark].contains(|c: char| c.is_ascii_digit()) => &clause[mark + '、'.len_utf8()..],
        _ => clause.rsplit_once("申请").map_or(clause, |(_, what)| what),
    };
    let what = indicator::before(own, place.span.start)
        .or_else(|| indicator::earlier(place, start))
        .unwrap_or(place.span);
    let frame = Frame {
        before: None,
        comparator,
        bounded_after: false,
        set_after: false,
        head: place.span.start,
        tail: place.span.end,
    };
    let head = if what.end == place.span.start {
        what.start
    } else {
        place.span.start
    };
    make(
        place,
        &frame,
        &Quantity::part(0.5),
        ByteSpan::new(head, place.span.end),
        what,
    )
}

/// `九折`, `八五折`: so many per cent of a price.
pub(super) fn discount(place: &Place, _: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    let words = place.words().trim_end_matches('折');
    let other = ["叠", "旧", "合", "算", "线", "射", "腾", "子", "页", "弯", "损", "抵"]
        .iter()
        .any(|word| place.after().starts_with(word));
    let tenths = words
        .chars()
        .filter_map(|c| c.to_digit(10).or_else(|| numeral(c)))
        .collect::<Vec<_>>();
    let value = match (number::scan(words), tenths.as_slice()) {
        // 八五折: two digits in a row.
        (_, [tens, ones]) if !words.contains('.') => f64::from(tens * 10 + ones),
        (Some((found, length)), _) if length == words.len() && found.value < 10.0 => found.value * 10.0,
        _ => return Vec::new(),
    };
    let quantity = Quantity {
        kind: Kind::Percent,
        ..Quantity::plain(value, Some("%"))
    };
    let frame = frame(place, &quantity);
    if other || place.in_name() || narration::narrates(place) || condition::is_condition(place, &frame, false) {
        return Vec::new();
    }
    let clause = place.clause_before();
    let what = indicator::before(clause, place.span.start).unwrap_or(place.span);
    make(place, &frame, &quantity, ByteSpan::new(frame.head, frame.tail), what)
}

/// The value of a Chinese digit.
fn numeral(c: char) -> Option<u32> {
    number::integer(c.encode_utf8(&mut [0; 4])).filter(|value| *value < 10)
}

/// `师生比达到1∶16`, `不低于1∶1的比例配套`: the first number over the second.
pub(super) fn ratio(place: &Place, previous: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    let parts: Vec<f64> = place
        .words()
        .split([':', '：', '∶', '比'])
        .filter_map(|part| Some(number::scan(part).filter(|(_, length)| *length == part.len())?.0.value))
        .collect();
    let [first, second] = parts.as_slice() else {
        return Vec::new();
    };
    let after = place.after();
    // 5∶2∶3 shares out; 9:30 is a time.
    let longer = after.starts_with([':', '：', '∶']) || place.before().ends_with([':', '：', '∶']);
    if longer || *second == 0.0 {
        return Vec::new();
    }
    let quantity = Quantity::part((first / second * 1e6).round() / 1e6);
    let frame = frame(place, &quantity);
    if let Some(target) = continued(place, &frame, &quantity, previous) {
        return vec![target];
    }
    let noun = noun(place, &frame);
    let named = noun.ends_with('比') || noun.ends_with("比例") || noun.ends_with("配比");
    let proportion = after.starts_with("的比例") || after.starts_with("比例") || after.starts_with("的标准");
    let shared = ["分担", "承担", "负担", "分摊", "分成", "分配"]
        .iter()
        .any(|verb| place.clause_after().contains(verb));
    if !(named || proportion || frame.demanded())
        || shared
        || place.in_name()
        || !frame.demanded() && narration::narrates(place)
        || condition::is_condition(place, &frame, true)
    {
        return Vec::new();
    }
    let start = place.span.start - place.clause_before().len();
    let what = indicator::before(&place.text[start.min(frame.head)..frame.head], frame.head)
        .or_else(|| indicator::earlier(place, start))
        .unwrap_or(place.span);
    let head = if leads(place, what, frame.head) {
        what.start
    } else {
        frame.head
    };
    make(
        place,
        &frame,
        &quantity,
        ByteSpan::new(head.min(frame.head), frame.tail),
        what,
    )
}

/// `控制在12/10万以下`: so many of ten thousand.
pub(super) fn rate(place: &Place, previous: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    let Some((value, unit)) = place.words().split_once(['/', '／']) else {
        return Vec::new();
    };
    let Some((found, _)) = number::scan(value) else {
        return Vec::new();
    };
    let quantity = Quantity::plain(found.value, Some(&format!("/{unit}")));
    let frame = frame(place, &quantity);
    if let Some(target) = continued(place, &frame, &quantity, previous) {
        return vec![target];
    }
    if !(frame.strong() || is_measured(noun(place, &frame)))
        || place.in_name()
        || narration::narrates(place)
        || condition::is_condition(place, &frame, true)
    {
        return Vec::new();
    }
    let start = place.span.start - place.clause_before().len();
    let what = indicator::before(&place.text[start.min(frame.head)..frame.head], frame.head).unwrap_or(place.span);
    frame::make(
        place,
        &frame,
        &quantity,
        ByteSpan::new(what.start.min(frame.head), frame.tail),
        what,
    )
}
