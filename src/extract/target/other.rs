//! Productions of numbers that no measure follows: large numbers of people (`惠及30万群众`), and numbers whose unit no
//! lexicon has or that have none (`不低于20目`, `降至0.035`).

use super::comparator;
use super::condition;
use super::frame::{continued, frame, make};
use super::indicator;
use super::narration;
use super::place::Place;
use super::quantity::Quantity;
use super::verbs;
use crate::extract::number;
use crate::model::{ByteSpan, Target};

/// People and bodies that large numbers count without a measure: `惠及30万群众`.
const PEOPLE: &[&str] = &[
    "人口",
    "居民",
    "群众",
    "农民",
    "职工",
    "学生",
    "农户",
    "家庭",
    "人员",
    "老人",
    "老年人",
    "儿童",
    "妇女",
    "青年",
    "残疾人",
    "毕业生",
    "劳动力",
    "党员",
    "干部",
    "用户",
    "企业",
    "市场主体",
    "商户",
    "师生",
    "市民",
    "移民",
    "教师",
    "医生",
    "青少年",
    "群体",
    "患者",
    "游客",
    "贫困户",
    "脱贫户",
];

/// `组织六百万下岗失业人员`, `惠及30万群众`: a large number of people without a measure.
pub(super) fn people(place: &Place, _: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    const NOUN: usize = 12;
    let Some((found, length)) = number::scan(place.words()) else {
        return Vec::new();
    };
    let place = &place.ending(place.span.start + length);
    let after = place.after();
    let end = after.char_indices().nth(NOUN).map_or(after.len(), |(end, _)| end);
    let near = &after[..end];
    let noun = PEOPLE
        .iter()
        .filter_map(|word| Some((near.find(word)?, word.len())))
        .min()
        .filter(|(at, _)| !near[..*at].contains(|c: char| !c.is_alphanumeric()));
    let Some((at, width)) = noun.filter(|_| found.value >= 10_000.0) else {
        return Vec::new();
    };
    let quantity = Quantity::plain(found.value, None);
    let frame = frame(place, &quantity);
    let clause = place.clause_before();
    let governed = verbs::ends_governing(&place.text[place.span.start - clause.len()..frame.head])
        || ["为", "使", "让", "确保", "超", "近", "向"]
            .iter()
            .any(|word| clause.ends_with(word));
    if !governed || place.in_name() || narration::narrates(place) || condition::is_condition(place, &frame, false) {
        return Vec::new();
    }
    let what = ByteSpan::new(frame.tail, place.span.end + at + width);
    make(place, &frame, &quantity, ByteSpan::new(frame.head, what.end), what)
}

/// `不低于20兆`, `降至0.035`: a number with any other unit, or none, that a demand or a result bounds.
pub(super) fn other(place: &Place, previous: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    // How many characters a unit has at most; more are a clause that goes on.
    const UNIT: usize = 4;
    let scaled = place.words().ends_with(['万', '亿']);
    if !scaled && !comparator::may_stand(place.before(), "") && previous.is_none() {
        return Vec::new();
    }
    let Some((found, length)) = number::scan(place.words()) else {
        return Vec::new();
    };
    let following = place.after();
    // 1:3 is a ratio, 35周岁 an age that somebody must have, 60分 a score.
    if length != place.words().len()
        || following.starts_with([
            ':', '：', '∶', '/', '-', '—', '周', '岁', '号', '月', '时', '点', '乘', '×',
        ])
    {
        return Vec::new();
    }
    let run = following
        .find(|c: char| {
            !(c.is_alphanumeric() || matches!(c, '/' | '℃' | '°' | '²' | '³'))
                || matches!(c, '以' | '的' | '左' | '和' | '及' | '内' | '为')
        })
        .unwrap_or(following.len());
    let unit = &following[..run];
    if unit.chars().count() > UNIT || unit.starts_with(['年', '日', '个', '版']) {
        return Vec::new();
    }
    let quantity = Quantity::plain(found.value, Some(unit).filter(|unit| !unit.is_empty()));
    let whole = place.ending(place.span.end + run);
    let frame = frame(&whole, &quantity);
    // What only a result bounds has a unit in letters or none, and ends its clause.
    let letters = unit.chars().all(|c| !c.is_alphanumeric() || c.is_ascii());
    let fine = frame.before.is_some() && place.words().contains('.');
    // 覆盖人口85万: a large number of what the noun before it counts.
    let large = place.words().ends_with(['万', '亿'])
        && unit.is_empty()
        && whole.ends_at(frame.tail)
        && whole.clause_before().ends_with(['口', '数', '量', '户', '额', '值'])
        && narration::urges(&whole);
    let accepted = large || frame.demanded() || (frame.strong() || fine) && letters && whole.ends_at(frame.tail);
    if !accepted
        || whole.in_name()
        || !frame.demanded() && narration::narrates(&whole)
        || condition::is_condition(&whole, &frame, false)
    {
        return continued(
            &whole,
            &frame,
            &quantity,
            previous.filter(|last| last.rule == place.rule),
        )
        .into_iter()
        .collect();
    }
    let clause = whole.clause_before();
    let noun = &clause[..clause.len() - (whole.span.start - frame.head)];
    let what = indicator::before(noun, frame.head).unwrap_or(whole.span);
    let span = ByteSpan::new(what.start.min(frame.head), frame.tail);
    make(&whole, &frame, &quantity, span, what)
}
