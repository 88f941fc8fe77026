//! Fixed ways of saying how often and how many for each: `一月一调度`, `每镇一站`, `翻一番`.

use super::frame::{Frame, make};
use super::indicator;
use super::narration;
use super::place::Place;
use super::quantity::Quantity;
use crate::extract::number;
use crate::model::{ByteSpan, Comparator, Target};

/// Units of time that end the first half of a cycle.
const UNITS: [char; 8] = ['日', '天', '周', '旬', '月', '度', '季', '年'];

/// A frame of a number that has no comparator: the matched words are the expression.
fn bare(place: &Place, comparator: Comparator) -> Frame {
    Frame {
        before: None,
        comparator,
        bounded_after: false,
        set_after: false,
        head: place.span.start,
        tail: place.span.end,
    }
}

/// `一月一调度`: once in each.
pub(super) fn cycle(place: &Place, _: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    let words = place.words();
    let Some(unit) = words.rfind(UNITS) else {
        return Vec::new();
    };
    // 一季度一调度 has 度 in 季度; 一月一调度 has it in the verb.
    let unit = if words[unit..].starts_with('度') && words[..unit].ends_with('调') {
        words[..unit].rfind(UNITS).unwrap_or(unit)
    } else {
        unit
    };
    let mark = words[unit..].chars().next().map_or(0, char::len_utf8);
    let rest = words[unit + mark..].trim_start_matches(['举', '办', '开', '召', '放', '映']);
    let Some((number, length)) = number::scan(rest) else {
        return Vec::new();
    };
    // 建立“一月一调度”机制: quotes do not make it a name.
    if narration::narrates(place) || place.after().starts_with('性') {
        return Vec::new();
    }
    let name = &rest[length..];
    let measure = ["轮", "遍", "次", "届", "场", "期"]
        .into_iter()
        .find(|word| name == *word);
    let what = ByteSpan::new(place.span.end - name.len(), place.span.end);
    let quantity = Quantity::plain(number.value, Some(measure.unwrap_or("次")));
    make(place, &bare(place, Comparator::Equal), &quantity, place.span, what)
}

/// `每镇一站`: one for each; the noun is what is counted and its own measure.
pub(super) fn each(place: &Place, _: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    let words = place.words();
    let Some(at) = words.rfind(['一', '1']) else {
        return Vec::new();
    };
    if narration::narrates(place) {
        return Vec::new();
    }
    // 一村一名农技员, but “一村一品” and what is quoted are names.
    if words.starts_with(['一', '1']) && place.in_name() {
        return Vec::new();
    }
    let noun = words[at..].trim_start_matches(['一', '1']);
    let what = ByteSpan::new(place.span.end - noun.len(), place.span.end);
    let quantity = Quantity::plain(1.0, Some(noun));
    make(place, &bare(place, Comparator::Equal), &quantity, place.span, what)
}

/// `翻一番`, `翻番`: plus one `番`; `翻两番`: plus two.
pub(super) fn double(place: &Place, _: Option<&Target<ByteSpan>>) -> Vec<Target<ByteSpan>> {
    if place.in_name() || narration::narrates(place) {
        return Vec::new();
    }
    let value = place.words().chars().nth(1).map_or(1.0, |c| match c {
        '两' => 2.0,
        '三' => 3.0,
        _ => 1.0,
    });
    let clause = place.clause_before();
    let what = indicator::before(clause, place.span.start).unwrap_or(place.span);
    let unit = if place.words().ends_with('倍') { "倍" } else { "番" };
    let quantity = Quantity::plain(value, Some(unit));
    let span = ByteSpan::new(what.start.min(place.span.start), place.span.end);
    make(place, &bare(place, Comparator::Increase), &quantity, span, what)
}
