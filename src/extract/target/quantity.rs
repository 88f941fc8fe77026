//! The matched words of a number taken apart: value, range, unit.

use crate::extract::number::{self, Kind};

/// Number, range and unit taken from the matched words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quantity {
    /// The number, or the lower end of a range.
    pub low: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// What is counted; none for a fraction.
    pub unit: Option<String>,
    /// How the number was meant.
    pub kind: Kind,
    /// `100余家`: more than the number.
    pub over: bool,
}

impl Quantity {
    /// A number without a range.
    pub fn plain(value: f64, unit: Option<&str>) -> Self {
        Self {
            low: value,
            high: None,
            unit: unit.map(str::to_owned),
            kind: Kind::Plain,
            over: false,
        }
    }

    /// A part of one.
    pub fn part(value: f64) -> Self {
        Self {
            kind: Kind::Fraction,
            ..Self::plain(value, None)
        }
    }
}

/// Marks of a range.
const DASHES: [char; 8] = ['-', '—', '–', '~', '～', '至', '到', '%'];
/// Units that the lower end of a range may repeat: `50元至3000元`, `1个至3个`.
pub(super) const REPEATED: &str =
    "平方米|公里|工作日|个月|课时|小时|分钟|厘米|元|个|名|人|家|项|次|天|年|米|亩|分|件|场|期|吨|户|岁|度|℃|‰|%";

/// Takes the matched words apart.
pub(super) fn quantity(words: &str) -> Option<Quantity> {
    // 1/4: only the rule of shares matches it.
    if let Some((part, whole)) = words.split_once('/')
        && let (Some(part), Some(whole)) = (number::integer(part), number::integer(whole))
    {
        let share = (f64::from(part) / f64::from(whole) * 1e6).round() / 1e6;
        return (0 < part && part < whole).then(|| Quantity::part(share));
    }
    let (first, length) = scan(words)?;
    let rest = words[length..].trim_start_matches(['余', '多']);
    let over = words.contains(['余', '多']);
    let found = Quantity {
        low: first.value,
        high: None,
        unit: None,
        kind: first.kind,
        over,
    };
    let (found, rest) = ranged(found, rest).unwrap_or_else(|| (found_alone(&first, over), rest));
    let unit = match found.kind {
        Kind::Percent => Some("%".to_owned()),
        Kind::Permille => Some("‰".to_owned()),
        Kind::Plain if rest.starts_with("个百分点") || rest.starts_with("百分点") => Some("个百分点".to_owned()),
        Kind::Fraction => None,
        // The match ends with the measure.
        Kind::Plain => Some(rest.trim_start_matches(['余', '多']).to_owned()).filter(|unit| !unit.is_empty()),
    };
    Some(Quantity { unit, ..found })
}

/// Units that begin with 千, after it.
const KILO: [char; 7] = ['瓦', '米', '克', '伏', '帕', '卡', '焦'];

/// The number that `words` starts with, as [`number::scan`] has it, but 千 left to a unit: `3.5千伏安`, `500千瓦`.
fn scan(words: &str) -> Option<(number::Number, usize)> {
    let (found, length) = number::scan(words)?;
    let kilo = words[..length]
        .strip_suffix('千')
        .filter(|head| head.ends_with(|c: char| c.is_ascii_digit()) && words[length..].starts_with(KILO));
    match kilo {
        Some(head) => Some((
            number::Number {
                value: found.value / 1000.0,
                ..found
            },
            head.len(),
        )),
        None => Some((found, length)),
    }
}

/// The number without a range.
fn found_alone(number: &number::Number, over: bool) -> Quantity {
    Quantity {
        low: number.value,
        high: None,
        unit: None,
        kind: number.kind,
        over,
    }
}

/// The range that `rest` completes, and what follows it: `3—5万`, `1万元至5万元`, `两至三成`.
fn ranged(first: Quantity, rest: &str) -> Option<(Quantity, &str)> {
    let own = REPEATED
        .split('|')
        .find_map(|unit| rest.strip_prefix(unit))
        .unwrap_or(rest);
    let tail = if rest.starts_with(DASHES) { rest } else { own };
    if !tail.starts_with(DASHES) {
        return None;
    }
    let after = tail.trim_start_matches(DASHES);
    let (second, length) = scan(after)?;
    let kind = if second.kind == Kind::Plain {
        first.kind
    } else {
        second.kind
    };
    let mut low = first.low;
    if first.kind == Kind::Plain && second.kind == Kind::Percent && after[..length].contains('成') {
        // 两至三成: both are tenths.
        low *= 10.0;
    } else if second.value >= 10_000.0 && first.low < 1000.0 && tail == rest {
        // 3—5万: the scale belongs to both.
        let written = second.value / 10_000.0;
        let scale = if written >= 10_000.0 { 1e8 } else { 1e4 };
        if first.low < second.value / scale {
            low *= scale;
        }
    }
    let found = Quantity {
        low,
        high: Some(second.value).filter(|&high| high > low),
        kind,
        ..first
    };
    Some((found, &after[length..]))
}

#[cfg(test)]
mod tests {
    use super::quantity;

    #[test]
    fn ranges_share_scale_and_unit() {
        for (words, low, high, unit) in [
            ("3—5万元", 30_000.0, Some(50_000.0), "元"),
            ("1万元至5万元", 10_000.0, Some(50_000.0), "元"),
            ("50元至3000元", 50.0, Some(3000.0), "元"),
            ("10%—15%", 10.0, Some(15.0), "%"),
            ("两至三成", 20.0, Some(30.0), "%"),
            ("一至两名", 1.0, Some(2.0), "名"),
            ("20多万人次", 200_000.0, None, "人次"),
            ("100余项", 100.0, None, "项"),
            ("3.5千伏安", 3.5, None, "千伏安"),
            ("12万千瓦", 120_000.0, None, "千瓦"),
        ] {
            let found = quantity(words).unwrap_or_else(|| panic!("{words} is not read"));
            assert_eq!(
                (found.low, found.high, found.unit.as_deref()),
                (low, high, Some(unit)),
                "{words}"
            );
        }
    }
}
