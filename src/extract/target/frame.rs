//! What stands around a number, and the targets made of both.

use super::comparator::{self, Before, Force};
use super::indicator;
use super::place::Place;
use super::quantity::Quantity;
use super::verbs;
use crate::extract::number::Kind;
use crate::model::{ByteSpan, Comparator, Target};

/// What stands around the number: comparators and how far the words reach.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// The comparator before it.
    pub before: Option<Before>,
    /// What the words on both sides say together.
    pub comparator: Comparator,
    /// Whether 以上, 以下, 以内 stand after it.
    pub bounded_after: bool,
    /// Whether words stand after it that only a demand has: `以3小时为限`.
    pub set_after: bool,
    /// First byte of the comparator, or of the number.
    pub head: usize,
    /// One past the comparator after it, or the number.
    pub tail: usize,
}

impl Frame {
    /// The force of the words before the number.
    pub fn force(&self) -> Option<Force> {
        self.before.map(|found| found.force)
    }

    /// Whether a bound stands before it that only a demand has.
    pub fn demanded(&self) -> bool {
        self.set_after || self.force() == Some(Force::Demand)
    }

    /// Whether a demand or a result stands before it.
    pub fn strong(&self) -> bool {
        self.set_after || matches!(self.force(), Some(Force::Demand | Force::Result))
    }

    /// Whether the comparator is a change.
    pub fn changes(&self) -> bool {
        matches!(self.comparator, Comparator::Increase | Comparator::Decrease)
    }
}

/// Verbs that change a share, and with a count only say what is gained: `增收300元`, `节约用水`.
const SHARES_ONLY: &[&str] = &[
    "节约", "节省", "减免", "增收", "增效", "增产", "让利", "优惠", "加快", "拓展", "拓宽", "减排", "降费", "降价",
];
/// Verbs whose object comes before the number: `削减煤炭消费量50万吨`.
const LESS: &[&str] = &["削减", "压减", "减少", "压降", "核减", "缩减", "精简", "压缩"];
/// More of them for shares; of an amount they say what is gained.
const LESS_SHARE: &[&str] = &["节约", "节省", "降低", "下调"];
/// The same for what is to grow: `提高报销比例10个百分点`.
const MORE: &[&str] = &["提高", "提升", "增加", "增产", "上调"];

/// Looks around the number at `place`, which has `quantity`.
pub(super) fn frame(place: &Place, quantity: &Quantity) -> Frame {
    let clause = place.clause_before();
    let counted = quantity.kind == Kind::Plain && !quantity.unit.as_deref().is_none_or(measures_change);
    let mut before = comparator::before(clause);
    if before.is_none() && quantity.unit.as_deref() == Some("个百分点") {
        before = ahead_of(clause);
    }
    if before.is_none() && matches!(quantity.kind, Kind::Percent | Kind::Fraction) {
        before = part_of(clause);
    }
    if let Some(found) = before.filter(|found| counted && is_change(found.comparator)) {
        let kept = &clause[..clause.len() - found.length];
        let word = &clause[kept.len()..];
        // 改造提升420万亩: the second of two verbs is no change of a measure.
        if verbs::ends_doing(kept) && !kept.ends_with("新增") || SHARES_ONLY.iter().any(|verb| word.starts_with(verb))
        {
            before = comparator::apart_only(kept).map(|apart| Before {
                length: apart.length + found.length,
                ..apart
            });
        }
    }
    let after = comparator::after(place.clause_after());
    let mut comparator = comparator::join(before.map(|found| found.comparator), after.map(|found| found.0));
    // 以不超过总额的70%为原则: what stands behind only says that it is a rule.
    if let (Some(found), Some((.., Force::Demand))) = (before, after)
        && found.comparator != Comparator::Equal
    {
        comparator = found.comparator;
    }
    // 高于平均水平2个百分点以上: at least so much.
    if let (Some(found), Some((Comparator::AtLeast, ..))) = (before, after)
        && found.comparator == Comparator::Above
        // 突破8项以上技术: the verb has an object.
        && (quantity.unit.as_deref() == Some("个百分点") || counted && clause.ends_with("突破"))
    {
        comparator = Comparator::AtLeast;
    }
    // 年均增长不低于8%: how much it is to grow; 年均增幅不低于8% measures the growth itself.
    if let Some(found) = before.filter(|found| found.force == Force::Demand && !counted) {
        let kept = &clause[..clause.len() - found.length];
        if ["增长", "递增", "增加", "提高", "提升", "上升"]
            .iter()
            .any(|verb| kept.ends_with(verb))
        {
            comparator = Comparator::Increase;
        } else if ["下降", "降低", "减少", "递减"].iter().any(|verb| kept.ends_with(verb)) {
            comparator = Comparator::Decrease;
        }
    }
    // 限额提高至12万元: still the most.
    if comparator == Comparator::Equal && before.is_some() && clause.contains("限额") {
        comparator = Comparator::AtMost;
    }
    if quantity.over && comparator == Comparator::Equal && after.is_none() {
        comparator = Comparator::Above;
    }
    if before.is_none() {
        let shared = !counted && quantity.kind != Kind::Permille;
        let paid = quantity.unit.as_deref() == Some("元") && clause.contains(['每', '均']);
        if lessens(clause) || shared && governed_by(clause, LESS_SHARE) {
            comparator = Comparator::Decrease;
        } else if (shared || paid) && gains(clause) {
            comparator = Comparator::Increase;
        }
    }
    // 以3小时为限: 以 belongs to the words.
    let prefix = after.is_some_and(|_| place.clause_after().starts_with('为')) && clause.ends_with('以');
    let prefix = if prefix { '以'.len_utf8() } else { 0 };
    let head = place.span.start - before.map_or(prefix, |found| found.length);
    Frame {
        before,
        comparator,
        bounded_after: after.is_some_and(|(comparator, ..)| comparator != Comparator::Equal),
        set_after: after.is_some_and(|(.., force)| force == Force::Demand),
        head,
        tail: place.span.end + after.map_or(0, |found| found.1),
    }
}

/// `每户20万元`, `每日不少于2次`: for each of what belongs to the words of the target.
fn with_each(place: &Place, head: usize) -> usize {
    const LONGEST: usize = 6;
    let start = place.span.start - place.clause_before().len();
    let words = place.text.get(start..head).unwrap_or_default();
    match words.rfind('每') {
        Some(at) if words[at..].chars().count() <= LONGEST && verbs::governs(&words[at..]).is_none() => {
            // 每 itself before the number asks for its measure.
            if words.ends_with('每') { head } else { start + at }
        }
        _ => head,
    }
}

/// `增速高于全省平均水平1个百分点`.
fn ahead_of(clause: &str) -> Option<Before> {
    const LONGEST: usize = 14;
    let at = ["高于", "快于", "优于"]
        .iter()
        .filter_map(|word| clause.rfind(word))
        .max()?;
    (clause[at..].chars().count() <= LONGEST).then(|| Before {
        comparator: Comparator::Above,
        force: Force::Weak,
        length: clause.len() - at,
    })
}

/// `按工作量的一半`, `统一至平均收入的50%`, `为工程费用的三成`: a part of what is named between.
fn part_of(clause: &str) -> Option<Before> {
    const LONGEST: usize = 24;
    let equal = |at: usize| Before {
        comparator: Comparator::Equal,
        force: Force::Weak,
        length: clause.len() - at,
    };
    // 摊位费减三成, 占常住人口三成
    let changed = [
        ('减', Comparator::Decrease),
        ('降', Comparator::Decrease),
        ('增', Comparator::Increase),
        ('升', Comparator::Increase),
    ];
    // 比例过四成
    if clause
        .strip_suffix('过')
        .is_some_and(|head| !head.ends_with(['超', '通', '经', '不', '度', '错', '越', '透']))
    {
        return Some(Before {
            comparator: Comparator::Above,
            force: Force::Result,
            length: '过'.len_utf8(),
        });
    }
    if let Some((mark, comparator)) = changed.into_iter().find(|(mark, _)| clause.ends_with(*mark)) {
        return Some(Before {
            comparator,
            force: Force::Result,
            length: mark.len_utf8(),
        });
    }
    if let Some(at) = clause
        .rfind('占')
        .filter(|&at| clause[at..].chars().count() <= LONGEST / 2)
    {
        return Some(equal(at));
    }
    let whole = clause.strip_suffix(['的', '之'])?;
    // 抽查率不低于所管站点(含换乘站)的30%
    let bound = BOUNDS
        .iter()
        .filter_map(|(word, comparator)| Some((whole.rfind(word)?, *comparator)))
        .max_by_key(|(at, _)| *at);
    if let Some((at, comparator)) = bound.filter(|(at, _)| *at > 0 && whole[*at..].chars().count() <= LONGEST) {
        return Some(Before {
            comparator,
            force: Force::Demand,
            length: clause.len() - at,
        });
    }
    let at = whole.rfind(['按', '为', '至', '到'])?;
    let named = whole[at..].chars().count();
    (3..=LONGEST).contains(&named).then(|| equal(at))
}

/// Bounds that what a share is of may stand behind.
pub(super) const BOUNDS: [(&str, Comparator); 8] = [
    ("不低于", Comparator::AtLeast),
    ("不少于", Comparator::AtLeast),
    ("不得低于", Comparator::AtLeast),
    ("不得少于", Comparator::AtLeast),
    ("不超过", Comparator::AtMost),
    ("不高于", Comparator::AtMost),
    ("不得超过", Comparator::AtMost),
    ("不得高于", Comparator::AtMost),
];

fn is_change(comparator: Comparator) -> bool {
    matches!(comparator, Comparator::Increase | Comparator::Decrease)
}

/// Units that a change is given in.
fn measures_change(unit: &str) -> bool {
    matches!(unit, "%" | "‰" | "个百分点" | "倍" | "番")
}

/// Whether the verb that governs the clause takes away, with its object before the number.
fn lessens(clause: &str) -> bool {
    clause.contains(['减', '压', '缩', '精']) && governed_by(clause, LESS)
}

/// Whether it adds.
fn gains(clause: &str) -> bool {
    clause.contains(['提', '增', '上']) && governed_by(clause, MORE)
}

/// Whether one of `verbs` governs the clause, with its object before the number.
fn governed_by(clause: &str, verbs: &[&str]) -> bool {
    let Some((at, verb)) = verbs.iter().filter_map(|verb| Some((clause.rfind(verb)?, verb))).max() else {
        return false;
    };
    let object = &clause[at + verb.len()..];
    // 压减粗钢产能100万吨、水泥熟料产能60万吨
    let object = match object.rfind('、') {
        Some(mark) if object[..mark].contains(|c: char| c.is_ascii_digit()) => &object[mark + '、'.len_utf8()..],
        _ => object,
    };
    (2..=12).contains(&object.chars().count())
        && !object.contains(['的', '、', '至', '到', '由', '从'])
        && verbs::doing(object).is_none()
        && clause[..at].chars().count() <= 12
        && verbs::doing(&clause[..at]).is_none()
}

/// The targets of one quantity: one, or two for a range.
pub(super) fn make(
    place: &Place,
    frame: &Frame,
    quantity: &Quantity,
    span: ByteSpan,
    what: ByteSpan,
) -> Vec<Target<ByteSpan>> {
    let span = ByteSpan::new(span.start.min(with_each(place, frame.head)), span.end);
    let clause_start = place.span.start - place.clause_before().len();
    let baseline = frame
        .changes()
        .then(|| indicator::baseline(place.text.get(clause_start..frame.head)?))
        .flatten();
    let one = |comparator, value| Target {
        text: span.of(place.text).to_owned(),
        indicator: what.of(place.text).to_owned(),
        comparator,
        value,
        unit: quantity.unit.clone(),
        baseline: baseline.clone(),
        inherited: false,
        action: None,
        span,
        rule: place.rule,
    };
    match quantity.high {
        Some(high) if frame.changes() => vec![one(frame.comparator, quantity.low), one(frame.comparator, high)],
        Some(high) => vec![one(Comparator::AtLeast, quantity.low), one(Comparator::AtMost, high)],
        None => vec![one(frame.comparator, quantity.low)],
    }
}

/// The target that continues the list of the one before it: `分别达到60%和80%`, `3000万元、2000万元`.
pub(super) fn continued(
    place: &Place,
    frame: &Frame,
    quantity: &Quantity,
    previous: Option<&Target<ByteSpan>>,
) -> Option<Target<ByteSpan>> {
    let previous = previous?;
    let between = place.text.get(previous.span.end..place.span.start)?;
    if !CONNECTORS.contains(&between) || previous.unit != quantity.unit {
        return None;
    }
    // 至少建设3个中心、5个站点: each has its own noun.
    let counted = matches!(
        quantity.unit.as_deref(),
        Some("个" | "家" | "所" | "处" | "座" | "名" | "支" | "项" | "次")
    );
    let noun =
        place.text[frame.tail..place.piece.end].starts_with(|c: char| c.is_alphabetic() && !CLOSING.contains(&c));
    let own = place.text[..previous.span.end].ends_with(previous.indicator.as_str());
    if counted && noun && own {
        return None;
    }
    let mut target = previous.clone();
    (target.value, target.span) = (quantity.low, ByteSpan::new(place.span.start, frame.tail));
    target.text = target.span.of(place.text).to_owned();
    if let Some((comparator, ..)) = comparator::after(place.clause_after()) {
        target.comparator = comparator::join(Some(target.comparator), Some(comparator));
    }
    Some(target)
}

/// What follows a number without naming what is counted.
const CLOSING: [char; 8] = ['以', '和', '及', '与', '的', '或', '并', '左'];

/// What stands between the numbers of one list.
pub(super) const CONNECTORS: &[&str] = &["、", "和", "及", "以及", "与", "或"];

/// Whether the indicator stands before the comparator, with nothing or an old value between: `抽查比例由3%降至1%`.
pub(super) fn leads(place: &Place, what: ByteSpan, head: usize) -> bool {
    what.end == head || what.end < head && place.text[what.end..head].starts_with(['由', '从'])
}

/// Where the text of a target ends: with the noun counted where it follows directly (`100%持证上岗`).
pub(super) fn reach(frame: &Frame, what: ByteSpan) -> usize {
    if what.start == frame.tail { what.end } else { frame.tail }
}
