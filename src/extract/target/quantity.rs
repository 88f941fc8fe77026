//! Productions: shares, counts, bare numbers, cycles, doublings.

use super::comparator::{self, Before, Force};
use super::evidence::{self, Known};
use super::indicator;
use super::place::Place;
use crate::extract::number::{self, Kind};
use crate::model::{ByteSpan, Comparator, Target};

/// Number, range and unit taken from the matched words.
struct Quantity {
    low: f64,
    high: Option<f64>,
    unit: Option<String>,
    kind: Kind,
}

/// Marks of a range.
const DASHES: [char; 8] = ['-', '—', '–', '~', '～', '至', '到', '%'];

/// Takes the matched words apart.
fn quantity(words: &str) -> Option<Quantity> {
    // 1/4: only the rule of shares matches it.
    if let Some((part, whole)) = words.split_once('/')
        && let (Some(part), Some(whole)) = (number::integer(part), number::integer(whole))
    {
        return (0 < part && part < whole).then(|| Quantity {
            low: (f64::from(part) / f64::from(whole) * 1e6).round() / 1e6,
            high: None,
            unit: None,
            kind: Kind::Fraction,
        });
    }
    let (first, length) = number::scan(words)?;
    let mut rest = words[length..].trim_start_matches(['余', '多']);
    let (mut low, mut high, mut kind) = (first.value, None, first.kind);
    if rest.starts_with(DASHES) {
        let after = rest.trim_start_matches(DASHES);
        if let Some((second, more)) = number::scan(after) {
            rest = &after[more..];
            kind = if second.kind == Kind::Plain { kind } else { second.kind };
            // 3—5万: the scale belongs to both.
            if second.value >= 10_000.0 && first.value < 1000.0 {
                let written = second.value / 10_000.0;
                let scale = if written >= 10_000.0 { 1e8 } else { 1e4 };
                if first.value < second.value / scale {
                    low = first.value * scale;
                }
            }
            high = Some(second.value).filter(|&high| high > low);
        }
    }
    let unit = match kind {
        Kind::Percent => Some("%".to_owned()),
        Kind::Permille => Some("‰".to_owned()),
        Kind::Plain if rest.starts_with("个百分点") || rest.starts_with("百分点") => Some("个百分点".to_owned()),
        Kind::Fraction => None,
        // The match ends with the measure.
        Kind::Plain => Some(rest.to_owned()).filter(|unit| !unit.is_empty()),
    };
    Some(Quantity { low, high, unit, kind })
}

/// Whether the unit belongs to another word: `3个月`, `一期工程`, `1分钟`.
fn is_other_word(unit: &str, after: &str) -> bool {
    match unit {
        "个" => after.starts_with(['月', '季', '年', '学', '小', '工', '星', '基']),
        "期" => ["工程", "项目", "建设", "间", "限", "货", "刊"]
            .iter()
            .any(|word| after.starts_with(word)),
        "点" | "分" => after.starts_with(char::is_alphabetic) && !after.starts_with(['以', '及', '左', '和']),
        "片" => after.starts_with('区'),
        "周" => after.starts_with(['岁', '边', '围']),
        "年" => after.starts_with(['龄', '级']),
        "班" => after.starts_with(['子', '组', '级']),
        "列" => after.starts_with(['入', '为', '席']),
        "部" => after.starts_with(['门', '分', '委']),
        "户" => after.starts_with(['籍', '口']),
        "家" => after.starts_with(['庭', '长']),
        "级" | "位" => after.starts_with(['一', '于', '置']),
        "人" => after.starts_with(['民', '大', '才', '均', '工']),
        "度" => true,
        _ => false,
    }
}

/// What stands around the number: comparators and how far the words reach.
struct Frame {
    before: Option<Before>,
    comparator: Comparator,
    bounded_after: bool,
    /// First byte of the comparator, or of the number.
    head: usize,
    /// One past the comparator after it, or the number.
    tail: usize,
}

impl Frame {
    /// The force of the words before the number.
    fn force(&self) -> Option<Force> {
        self.before.map(|found| found.force)
    }

    /// What the surroundings are judged by.
    fn known(&self, payable: bool) -> Known {
        Known {
            bounded_after: self.bounded_after,
            demanded: self.force() == Some(Force::Demand),
            payable,
        }
    }
}

fn frame(place: &Place) -> Frame {
    let clause = place.clause_before();
    // 改造提升420万亩: the second of two verbs is no change of a measure. A share has no verb of doing before it.
    let before = comparator::before(clause).filter(|found| {
        !(matches!(found.comparator, Comparator::Increase)
            && place.rule == "target.count"
            && evidence::ends_doing(&clause[..clause.len() - found.length]))
    });
    let after = comparator::after(place.clause_after());
    Frame {
        before,
        comparator: comparator::join(before.map(|found| found.comparator), after.map(|found| found.0)),
        bounded_after: after.is_some_and(|(comparator, _)| comparator != Comparator::Equal),
        head: place.span.start - before.map_or(0, |found| found.length),
        tail: place.span.end + after.map_or(0, |found| found.1),
    }
}

/// The targets of one quantity: one, or two for a range.
fn make(
    place: &Place,
    quantity: &Quantity,
    comparator: Comparator,
    span: ByteSpan,
    what: ByteSpan,
) -> Vec<Target<ByteSpan>> {
    let baseline = matches!(comparator, Comparator::Increase | Comparator::Decrease)
        .then(|| indicator::baseline(&place.text[place.span.start - place.clause_before().len()..frame(place).head]))
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
        Some(high) if !matches!(comparator, Comparator::Increase | Comparator::Decrease) => {
            vec![one(Comparator::AtLeast, quantity.low), one(Comparator::AtMost, high)]
        }
        _ => vec![one(comparator, quantity.low)],
    }
}

/// Whether the number continues a list of the target before it: `分别达到60%和80%`.
fn continues<'t>(
    place: &Place,
    previous: Option<&'t Target<ByteSpan>>,
    unit: Option<&str>,
) -> Option<&'t Target<ByteSpan>> {
    let previous = previous?;
    let between = place.text.get(previous.span.end..place.span.start)?;
    (["、", "和", "及", "以及", "与"].contains(&between) && previous.unit.as_deref() == unit).then_some(previous)
}

/// How names of shares end.
const MEASURED: &[&str] = &[
    "率", "占比", "比例", "比重", "覆盖", "面", "增速", "增幅", "降幅", "合格", "度",
];

/// `95%`, `百分之九十`, `2个百分点`, `九成`.
pub(super) fn share(place: &Place, previous: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    let Some(quantity) = quantity(place.words()) else {
        return Vec::new();
    };
    if quantity.kind == Kind::Plain && quantity.unit.as_deref() != Some("个百分点") {
        return Vec::new();
    }
    if let Some(previous) = continues(place, previous, quantity.unit.as_deref()) {
        let mut target = previous.clone();
        let tail = frame(place).tail;
        (target.value, target.span) = (quantity.low, ByteSpan::new(place.span.start, tail));
        target.text = target.span.of(place.text).to_owned();
        if let Some((comparator, _)) = comparator::after(place.clause_after()) {
            target.comparator = comparator::join(Some(target.comparator), Some(comparator));
        }
        return vec![target];
    }
    let frame = frame(place);
    let clause = place.clause_before();
    let following = &place.text[frame.tail..place.span.end + place.clause_after().len()];
    let per = place.text[..frame.head].ends_with('每');
    let noun = clause[..clause.len() - (place.span.start - frame.head)].trim_end_matches(['均', '都', '应']);
    let measured = MEASURED.iter().any(|word| noun.ends_with(word));
    // 工资支付率 is measured, 贷款利率 paid.
    let paid = noun.ends_with("利率") || noun.ends_with("费率");
    let known = frame.known(!measured || paid && frame.before.is_none());
    // 2/3 without a bound may be a date or a place in a list.
    let slash = quantity.kind == Kind::Fraction && place.words().contains('/') && frame.before.is_none();
    if per
        || slash
        || place.in_name()
        || !known.demanded && evidence::narrates(place)
        || evidence::is_condition(place, known)
    {
        return Vec::new();
    }
    let whole = quantity.low == 100.0 && following.starts_with(|c: char| !c.is_ascii());
    let aimed = evidence::aims(place.sentence()) || evidence::sets_apart(place);
    if frame.before.is_none() && !frame.bounded_after && !measured && !whole && !aimed {
        return Vec::new();
    }
    // 占企业总数超过30%的企业: described. 100%的, 50%的: a part of something.
    if frame.before.is_none() && !measured && following.starts_with('的') && !aimed {
        return Vec::new();
    }
    let start = place.span.start - clause.len();
    let what = if frame.before.is_none() && !measured && !following.is_empty() {
        indicator::after(following, frame.tail)
    } else {
        None
    };
    let what = what
        .or_else(|| indicator::before(&place.text[start..frame.head], frame.head))
        .or_else(|| {
            let earlier = place.earlier_clause();
            let end = start
                - place.before()[..place.before().len() - clause.len()]
                    .chars()
                    .next_back()
                    .map_or(0, char::len_utf8);
            indicator::before(earlier, end.min(place.span.start))
                .filter(|_| !earlier.is_empty() && start > place.piece.start)
        })
        .or_else(|| indicator::after(following, frame.tail))
        .unwrap_or(place.span);
    let head = if leads(place, what, frame.head) {
        what.start
    } else {
        frame.head
    };
    make(
        place,
        &quantity,
        frame.comparator,
        ByteSpan::new(head.min(frame.head), reach(&frame, what)),
        what,
    )
}

/// Measures that a small number in Chinese numerals may count: `一名`, `一次`.
const NAMED: &[&str] = &[
    "名", "支", "所", "处", "座", "人", "位", "次", "遍", "轮", "回", "场", "期", "辆", "台", "场次", "批次", "人次",
];

/// Whether the number describes a place: `周边500米范围内`, `两侧各50米`.
fn is_site(place: &Place, unit: &str, force: Option<Force>) -> bool {
    if !unit.ends_with(['米', '里']) || force.is_some() {
        return false;
    }
    let before = place.clause_before().trim_end_matches(['各', '约']);
    let after = place.after();
    after.starts_with("范围")
        || after.starts_with("以内的范围")
        || ["周边", "周围", "两侧", "方圆", "沿线", "附近", "距离", "相距"]
            .iter()
            .any(|word| before.ends_with(word))
}

/// `3000座`, `15万人次以上`, `至少1次`.
pub(super) fn count(place: &Place, previous: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    let Some(quantity) = quantity(place.words()) else {
        return Vec::new();
    };
    let Some(unit) = quantity.unit.as_deref() else {
        return Vec::new();
    };
    // 一个, 三项, 两种: most candidates, and without a comparator never a goal. This test is there for speed.
    let small = quantity.low < 20.0 && !place.words().starts_with(|c: char| c.is_ascii_digit());
    if small && previous.is_none() && !comparator::may_stand(place.before(), place.after()) {
        let near = place.clause_before();
        let named = NAMED.contains(&unit)
            && (evidence::ends_doing(near)
                || near.contains('每')
                || near.contains('至')
                || evidence::has_frequency(place));
        if !named {
            return Vec::new();
        }
    }
    let frame = frame(place);
    let clause = place.clause_before();
    let following = &place.text[frame.tail..place.span.end + place.clause_after().len()];
    // 百名专家, 千家企业, 万户: ways of speaking.
    let round = ['百', '千', '万'].iter().any(|&c| place.words().starts_with(c)) && frame.before.is_none();
    let money = unit.ends_with('元') && !unit.ends_with("单元");
    let known = frame.known(money);
    // 附电子版1份: what is handed in.
    let handed = unit == "份" && frame.before.is_none() && clause.starts_with('附');
    if round
        || handed
        || is_other_word(unit, place.after())
        || following.starts_with(['性', '级', '化', '制'])
        || place.text[..frame.head].ends_with('每')
        || place.in_name()
        || evidence::is_condition(place, known)
    {
        return Vec::new();
    }
    if is_site(place, unit, frame.force()) {
        return Vec::new();
    }
    let occurrence = evidence::OCCURRENCES.contains(&unit);
    let frequent = occurrence && evidence::has_frequency(place);
    if !frequent && !known.demanded && evidence::narrates(place) {
        return Vec::new();
    }
    if let Some(previous) = continues(place, previous, Some(unit)) {
        let mut target = previous.clone();
        (target.value, target.span) = (quantity.low, ByteSpan::new(place.span.start, frame.tail));
        target.text = target.span.of(place.text).to_owned();
        return vec![target];
    }
    let force = frame.force();
    let strong = matches!(force, Some(Force::Demand | Force::Result));
    let weak = force.is_some() || frame.bounded_after;
    let doing = evidence::doing(clause);
    let verb = doing.or_else(|| evidence::demands(clause));
    // 二百户 is a count like 200户; 两个, 三项 are mostly ways of speaking.
    let digits = quantity.low >= 20.0 || place.words().starts_with(|c: char| c.is_ascii_digit());
    if evidence::is_arranged(following) && !strong {
        return Vec::new();
    }
    let time = ["天", "小时", "分钟", "工作日", "个工作日"].contains(&unit);
    let named = NAMED.contains(&unit);
    let ends = place.ends_at(frame.tail);
    // 在15个村开展试点
    let locative = clause.ends_with('在') && !clause.ends_with("现在") && unit == "个";
    let near = verb.is_some_and(|at| {
        let object = &clause[at..];
        object.chars().count() <= 24 && (ends || !object.contains('的')) && !object.contains("方面")
    });
    let accepted = if frequent || known.demanded || strong && !time || unit == "倍" && weak {
        true
    } else if time || unit == "分" {
        // 每次1小时以上: so long each time.
        strong || time && clause.contains('每') && frame.comparator == Comparator::AtLeast
    } else if !digits {
        // 一名, 一次: only directly after a verb of doing; two or three of a kind are mostly ways of speaking.
        named
            && (doing == Some(clause.len())
                || weak && verb.is_some()
                || quantity.low == 1.0 && evidence::one_each(clause))
    } else if money {
        let spent = (ends && near || doing == Some(clause.len())) && !evidence::spends_on_each(clause);
        // 年产值50亿元, after another goal of the same list.
        let listed = ends
            && previous.is_some_and(|last| last.span.start >= place.span.start - place.sentence_before().len())
            && evidence::names_before(clause)
            && !evidence::spends_on_each(clause)
            && !evidence::costs(clause);
        // 将安排资金800万元支持…, 将资金800万元拨付到位: what 将 announces or moves.
        let announced = clause.contains(['将', '把'])
            && !evidence::spends_on_each(clause)
            && !evidence::costs(clause)
            && (near || evidence::demands(following).is_some());
        weak && verb.is_some()
            || spent
            || listed
            || announced
            || evidence::sets_standard(place)
            || evidence::sets_apart(place)
            || evidence::spends_on_household(clause)
    } else {
        // In object-number order the number ends its clause and the verb may stand in an earlier one.
        near || weak && verb.is_some()
            || evidence::gives_to_each(clause)
            || evidence::sets_apart(place)
            || locative && evidence::doing(following).is_some()
            || ends
                && evidence::names_before(clause)
                && !evidence::rules_follow(place, frame.tail)
                && (previous.is_some() || evidence::urges(place))
    };
    // 增长20条: a change is not counted in rules and projects.
    let changed = matches!(frame.comparator, Comparator::Increase | Comparator::Decrease);
    if !accepted || (changed && ["条", "项", "款"].contains(&unit)) {
        return Vec::new();
    }
    let mut what = indicator::counted(place, frame.head, frame.tail);
    if locative && let Some(verb) = evidence::first_doing(what.of(place.text)).filter(|&at| at > 0) {
        what.end = what.start + verb;
    }
    let clause_start = place.span.start - clause.len();
    let head = match verb {
        Some(at) if what.start >= clause_start + at && what.end <= frame.head => {
            clause_start + clause[..at].char_indices().rev().nth(1).map_or(0, |(at, _)| at)
        }
        _ if leads(place, what, frame.head) => what.start,
        _ => frame.head,
    };
    make(
        place,
        &quantity,
        frame.comparator,
        ByteSpan::new(head.min(frame.head), reach(&frame, what)),
        what,
    )
}

/// Whether the indicator stands before the comparator, with nothing or an old value between: `抽查比例由3%降至1%`.
fn leads(place: &Place, what: ByteSpan, head: usize) -> bool {
    what.end == head || what.end < head && place.text[what.end..head].starts_with(['由', '从'])
}

/// Where the text of a target ends: with the noun counted where it follows directly (`100%持证上岗`).
fn reach(frame: &Frame, what: ByteSpan) -> usize {
    if what.start == frame.tail { what.end } else { frame.tail }
}

/// `低于0.035`: a rate without a unit.
pub(super) fn bare(place: &Place, _: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    let words = place.words();
    let Some(at) = words.find(|c: char| c.is_ascii_digit()) else {
        return Vec::new();
    };
    let Some((found, _)) = number::scan(&words[at..]) else {
        return Vec::new();
    };
    let after = place.clause_after();
    let ends = after.is_empty() || after.starts_with(['、', ')', '以']);
    let known = Known {
        bounded_after: false,
        demanded: false,
        payable: true,
    };
    if !ends || place.in_name() || evidence::narrates(place) || evidence::is_condition(place, known) {
        return Vec::new();
    }
    let Some(what) = indicator::before(place.clause_before(), place.span.start) else {
        return Vec::new();
    };
    let number_at = Place {
        span: ByteSpan::new(place.span.start + at, place.span.end),
        ..*place
    };
    let quantity = Quantity {
        low: found.value,
        high: None,
        unit: None,
        kind: Kind::Plain,
    };
    let frame = frame(&number_at);
    make(
        &number_at,
        &quantity,
        frame.comparator,
        ByteSpan::new(what.start, frame.tail),
        what,
    )
}

/// `一月一调度`: once in each.
pub(super) fn cycle(place: &Place, _: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    let words = place.words();
    let Some(unit) = words.rfind(['日', '天', '周', '旬', '月', '度', '季', '年']) else {
        return Vec::new();
    };
    // 一季度一调度 has 度 in 季度; 一月一调度 has it in the verb.
    let unit = if words[unit..].starts_with('度') && words[..unit].ends_with('调') {
        words[..unit]
            .rfind(['日', '天', '周', '旬', '月', '度', '季', '年'])
            .unwrap_or(unit)
    } else {
        unit
    };
    let mark = words[unit..].chars().next().map_or(0, char::len_utf8);
    let rest = &words[unit + mark..];
    let Some((number, length)) = number::scan(rest) else {
        return Vec::new();
    };
    // 建立“一月一调度”机制: quotes do not make it a name.
    if evidence::narrates(place) || place.after().starts_with('性') {
        return Vec::new();
    }
    let name = &rest[length..];
    let measure = ["轮", "遍", "次"].into_iter().find(|word| name == *word);
    let what = ByteSpan::new(place.span.end - name.len(), place.span.end);
    let quantity = Quantity {
        low: number.value,
        high: None,
        unit: Some(measure.unwrap_or("次").to_owned()),
        kind: Kind::Plain,
    };
    make(place, &quantity, Comparator::Equal, place.span, what)
}

/// `每镇一站`: one for each; the noun is what is counted and its own measure.
pub(super) fn each(place: &Place, _: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    let words = place.words();
    let Some(at) = words.rfind(['一', '1']) else {
        return Vec::new();
    };
    if evidence::narrates(place) {
        return Vec::new();
    }
    let noun = words[at..].trim_start_matches(['一', '1']);
    let quantity = Quantity {
        low: 1.0,
        high: None,
        unit: Some(noun.to_owned()),
        kind: Kind::Plain,
    };
    let what = ByteSpan::new(place.span.end - noun.len(), place.span.end);
    make(place, &quantity, Comparator::Equal, place.span, what)
}

/// `15年`, `6个月`: a target only after a bound that a demand has; else a deadline or a date.
pub(super) fn term(place: &Place, previous: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    if !comparator::may_stand(place.before(), "") || frame(place).force() != Some(Force::Demand) {
        return Vec::new();
    }
    // 2025年 is a date.
    let date = place.words().starts_with(['1', '2']) && place.words().find('年') == Some(4);
    if date { Vec::new() } else { count(place, previous) }
}

/// `不低于20兆`: a number with any other unit, or none, after a bound that a demand has.
pub(super) fn other(place: &Place, _: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    // How many characters a unit has at most; more are a clause that goes on.
    const UNIT: usize = 4;
    if !comparator::may_stand(place.before(), "") {
        return Vec::new();
    }
    let frame = frame(place);
    let known = frame.known(false);
    if !known.demanded || place.in_name() || evidence::is_condition(place, known) {
        return Vec::new();
    }
    let Some((found, length)) = number::scan(place.words()) else {
        return Vec::new();
    };
    let following = place.after();
    // 1:3 is a ratio, 35周岁 an age that somebody must have.
    if length != place.words().len() || following.starts_with([':', '：', '/', '-', '—', '周', '岁', '号', '月', '时'])
    {
        return Vec::new();
    }
    let run = following
        .find(|c: char| {
            !(c.is_alphanumeric() || matches!(c, '/' | '℃' | '°' | '²' | '³'))
                || matches!(c, '以' | '的' | '左' | '和' | '及')
        })
        .unwrap_or(following.len());
    let unit = &following[..run];
    if unit.chars().count() > UNIT || unit.starts_with(['年', '日', '个']) {
        return Vec::new();
    }
    let tail = place.span.end + run;
    let bound = comparator::after(&place.text[tail..place.piece.end]);
    let quantity = Quantity {
        low: found.value,
        high: None,
        unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()),
        kind: Kind::Plain,
    };
    let clause = place.clause_before();
    let noun = &clause[..clause.len() - (place.span.start - frame.head)];
    let what = indicator::before(noun, frame.head).unwrap_or(place.span);
    make(
        place,
        &quantity,
        frame.comparator,
        ByteSpan::new(what.start.min(frame.head), tail + bound.map_or(0, |found| found.1)),
        what,
    )
}

/// `翻一番`: plus one `番`; `翻两番`: plus two.
pub(super) fn double(place: &Place, _: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    if place.in_name() || evidence::narrates(place) {
        return Vec::new();
    }
    let value = place.words().chars().nth(1).map_or(1.0, |c| match c {
        '两' => 2.0,
        '三' => 3.0,
        _ => 1.0,
    });
    let what = indicator::before(place.clause_before(), place.span.start).unwrap_or(place.span);
    let quantity = Quantity {
        low: value,
        high: None,
        unit: Some("番".to_owned()),
        kind: Kind::Plain,
    };
    make(
        place,
        &quantity,
        Comparator::Increase,
        ByteSpan::new(what.start.min(place.span.start), place.span.end),
        what,
    )
}
