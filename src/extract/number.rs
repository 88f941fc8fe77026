//! Reads numbers as Chinese official writing has them. Input: text that starts with the number; output: the value,
//! how it was meant, and its length in bytes. Half-width digits; simplified characters.
//!
//! | written | value | kind |
//! |---|---|---|
//! | `3,500`, `1.5万`, `3万亿` | 3500, 15000, 3e12 | plain |
//! | `一百零五`, `两千`, `二〇二五`, `廿三`, `15万` | 105, 2000, 2025, 23, 150000 | plain |
//! | `95%`, `百分之九十五`, `九成`, `9.5成`, `八成五` | 95, 95, 90, 95, 85 | percent |
//! | `五分之一`, `三分之二`, `千分之三`, `万分之五` | 0.2, 0.666667, 0.003, 0.0005 | fraction |
//! | `3‰` | 3 | per mille |
//!
//! Not read here: `一半`, `几`, `数十`, `若干`, dates, ordinals (`第三`), and what the number counts.
//!
//! ```
//! use gongdan::extract::number::{scan, Kind};
//! let (number, length) = scan("15万人次以上").unwrap();
//! assert_eq!((number.value, number.kind, length), (150_000.0, Kind::Plain, 5));
//! assert_eq!(scan("百分之九十五点五").unwrap().0.value, 95.5);
//! assert!(scan("若干").is_none());
//! ```

/// A number as read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// The value: a plain number, so many per cent or per mille, or a fraction of one.
    pub value: f64,
    /// How it was meant.
    pub kind: Kind,
}

/// How a number was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A count or amount.
    Plain,
    /// `%`, `百分之`, `成`.
    Percent,
    /// `‰`.
    Permille,
    /// `三分之二`: a part of one, rounded to six decimals.
    Fraction,
}

/// The number that `words` starts with, and its length in bytes; a trailing `%`, `‰` or `成` is part of it.
#[must_use]
pub fn scan(words: &str) -> Option<(Number, usize)> {
    if let Some(rest) = words.strip_prefix("百分之") {
        let (value, length) = plain(rest)?;
        let kind = Kind::Percent;
        return Some((Number { value, kind }, "百分之".len() + length));
    }
    for (lead, whole) in [("千分之", 1e3), ("万分之", 1e4)] {
        if let Some(rest) = words.strip_prefix(lead) {
            let (value, length) = plain(rest)?;
            let share = Number {
                value: (value / whole * 1e6).round() / 1e6,
                kind: Kind::Fraction,
            };
            return Some((share, lead.len() + length));
        }
    }
    let (value, length) = plain(words)?;
    let rest = &words[length..];
    if rest.starts_with('%') {
        return Some((
            Number {
                value,
                kind: Kind::Percent,
            },
            length + 1,
        ));
    }
    if rest.starts_with('‰') {
        return Some((
            Number {
                value,
                kind: Kind::Permille,
            },
            length + '‰'.len_utf8(),
        ));
    }
    if let Some(after) = rest.strip_prefix("分之")
        && let Some((over, more)) = plain(after)
        && value > 0.0
    {
        let share = (over / value * 1e6).round() / 1e6;
        return Some((
            Number {
                value: share,
                kind: Kind::Fraction,
            },
            length + "分之".len() + more,
        ));
    }
    // 成 is a tenth after a number up to ten, unless it begins a word (成立, 成员, 成果, 成功, 成效, 成为, 成本, 成绩, 成年).
    if let Some(after) = rest.strip_prefix('成')
        && value > 0.0
        && value <= 10.0
        && !after.starts_with([
            '立', '员', '果', '功', '效', '为', '本', '绩', '年', '长', '套', '就', '品', '交', '熟', '人',
        ])
    {
        // 八成五 is 85; in 八成五个 the digit would count what follows.
        let more = after
            .chars()
            .next()
            .and_then(|c| Some((c, digit(c)?)))
            .filter(|(c, _)| {
                let next = after[c.len_utf8()..].chars().next();
                next.is_none_or(|next| !next.is_alphanumeric() || "以左的和及与".contains(next))
            });
        return Some((
            Number {
                value: value * 10.0 + more.map_or(0.0, |(_, digit)| digit),
                kind: Kind::Percent,
            },
            length + '成'.len_utf8() + more.map_or(0, |(c, _)| c.len_utf8()),
        ));
    }
    Some((
        Number {
            value,
            kind: Kind::Plain,
        },
        length,
    ))
}

/// The whole of `words` as an integer, in digits or Chinese numerals; none where anything else stands there.
#[must_use]
pub fn integer(words: &str) -> Option<u32> {
    let (value, length) = plain(words)?;
    // The cast is exact: the value is checked to be whole and within u32.
    (length == words.len() && value.fract() == 0.0 && value <= f64::from(u32::MAX)).then_some(value as u32)
}

/// A plain number at the start of `words`: its value and length.
fn plain(words: &str) -> Option<(f64, usize)> {
    match arabic(words) {
        Some(found) => Some(found),
        None => chinese(words),
    }
}

/// `3,500`, `1.5万`, `20多万` (read as 200000), `3万亿`.
fn arabic(words: &str) -> Option<(f64, usize)> {
    let bytes = words.as_bytes();
    let mut digits = String::new();
    let mut at = 0;
    let mut groups = 0;
    while let Some(&byte) = bytes.get(at) {
        let grouped = byte == b',' && ((1..=3).contains(&at) || groups > 0) && !digits.contains('.');
        let three = bytes
            .get(at + 1..at + 4)
            .is_some_and(|group| group.iter().all(u8::is_ascii_digit))
            && !bytes.get(at + 4).is_some_and(u8::is_ascii_digit);
        if byte.is_ascii_digit() {
            digits.push(byte as char);
            at += 1;
        } else if grouped && three {
            digits.extend(bytes[at + 1..at + 4].iter().map(|&digit| digit as char));
            at += 4;
            groups += 1;
        } else if byte == b'.' && !digits.contains('.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) && at > 0 {
            digits.push('.');
            at += 1;
        } else {
            break;
        }
    }
    let mut value: f64 = digits.parse().ok()?;
    let about = ['多', '余']
        .into_iter()
        .find(|&word| words[at..].starts_with(word))
        .map_or(0, char::len_utf8);
    let scaled = at + about;
    let mut end = scaled;
    while let Some(c) = words[end..].chars().next() {
        let Some(factor) = large(c).or_else(|| (end == scaled).then(|| small(c)).flatten()) else {
            break;
        };
        value *= factor;
        end += c.len_utf8();
    }
    // 2万5千: as it is spoken.
    let mut rest = words[end..].chars();
    if words[..end].ends_with('万')
        && let (Some(digit), Some(place @ ('千' | '百'))) = (rest.next().and_then(|c| c.to_digit(10)), rest.next())
    {
        value += f64::from(digit) * small(place).unwrap_or_default();
        end += 1 + place.len_utf8();
    }
    // 2.3亿 is 230000000, not the product of two binary fractions.
    let whole = value.round();
    if (value - whole).abs() <= whole * 1e-12 {
        value = whole;
    }
    Some((value, if end > scaled { end } else { at }))
}

/// `一百零五`, `二〇二五`, `两千`, `一点五`, `五十万`.
fn chinese(words: &str) -> Option<(f64, usize)> {
    let mut end = 0;
    let mut spelled = 0_u32;
    let mut placed = false;
    for c in words.chars() {
        if digit(c).is_some() {
            spelled += 1;
        } else if small(c).is_some() || large(c).is_some() || matches!(c, '廿' | '卅') {
            placed = true;
        } else {
            break;
        }
        end += c.len_utf8();
    }
    if end == 0 || (spelled == 0 && words.starts_with(['万', '亿'])) {
        return None;
    }
    let run = &words[..end];
    let mut value = if placed {
        by_place(run)
    } else {
        run.chars().filter_map(digit).fold(0.0, |sum, d| sum * 10.0 + d)
    };
    // 一点五: the point needs a digit on both sides.
    if let Some(after) = words[end..].strip_prefix('点') {
        let mut scale = 0.1;
        let mut length = 0;
        for c in after.chars() {
            let Some(d) = digit(c) else { break };
            value += d * scale;
            scale /= 10.0;
            length += c.len_utf8();
        }
        if length > 0 {
            end += '点'.len_utf8() + length;
            value = (value * 1e6).round() / 1e6;
            if let Some((c, factor)) = words[end..].chars().next().and_then(|c| Some((c, large(c)?))) {
                value *= factor;
                end += c.len_utf8();
            }
        }
    }
    Some((value, end))
}

/// `三千五百万`: digits with place words; `一万五` counts the last digit in the next lower place.
fn by_place(run: &str) -> f64 {
    let (mut total, mut section, mut current) = (0.0, 0.0, 0.0);
    let mut last = 1.0;
    for c in run.chars() {
        if let Some(d) = digit(c) {
            if d == 0.0 {
                last = 1.0;
            }
            current = current * if current > 0.0 { 10.0 } else { 1.0 } + d;
        } else if let Some(place) = small(c) {
            section += if current == 0.0 { 1.0 } else { current } * place;
            current = 0.0;
            last = place / 10.0;
        } else if let Some(place) = large(c) {
            let below = section + current;
            total = if below == 0.0 && total == 0.0 {
                place
            } else if total >= place && below > 0.0 {
                // 一亿二千万: a smaller place counts what stands before it alone.
                total + below * place
            } else {
                (total + below) * place
            };
            section = 0.0;
            current = 0.0;
            last = place / 10.0;
        } else {
            section += if c == '廿' { 20.0 } else { 30.0 };
        }
    }
    total + section + current * if last >= 100.0 { last } else { 1.0 }
}

fn digit(c: char) -> Option<f64> {
    Some(match c {
        '零' | '〇' | '○' => 0.0,
        '一' => 1.0,
        '二' | '两' => 2.0,
        '三' => 3.0,
        '四' => 4.0,
        '五' => 5.0,
        '六' => 6.0,
        '七' => 7.0,
        '八' => 8.0,
        '九' => 9.0,
        _ => return None,
    })
}

fn small(c: char) -> Option<f64> {
    match c {
        '十' => Some(10.0),
        '百' => Some(100.0),
        '千' => Some(1000.0),
        _ => None,
    }
}

fn large(c: char) -> Option<f64> {
    match c {
        '万' => Some(1e4),
        '亿' => Some(1e8),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_way_of_writing() {
        use Kind::{Fraction, Percent, Permille, Plain};
        for (words, value, kind, rest) in [
            ("3,500户", 3500.0, Plain, "户"),
            ("12,345,678元", 12_345_678.0, Plain, "元"),
            ("2020,100家", 2020.0, Plain, ",100家"),
            ("1.5万亩", 15_000.0, Plain, "亩"),
            ("3万亿元", 3e12, Plain, "元"),
            ("20多万人", 200_000.0, Plain, "人"),
            ("20多人", 20.0, Plain, "多人"),
            ("3.项目", 3.0, Plain, ".项目"),
            ("一百零五个", 105.0, Plain, "个"),
            ("一百二十名", 120.0, Plain, "名"),
            ("十五万人次", 150_000.0, Plain, "人次"),
            ("两千座", 2000.0, Plain, "座"),
            ("2万5千人次", 25_000.0, Plain, "人次"),
            ("2万5个", 20_000.0, Plain, "5个"),
            ("二○二五年", 2025.0, Plain, "年"),
            ("二零一九年", 2019.0, Plain, "年"),
            ("十", 10.0, Plain, ""),
            ("廿三日", 23.0, Plain, "日"),
            ("三千五百万", 35_000_000.0, Plain, ""),
            ("一亿二千万株", 120_000_000.0, Plain, "株"),
            ("一万五", 15_000.0, Plain, ""),
            ("一万零五", 10_005.0, Plain, ""),
            ("两万亿", 2e12, Plain, ""),
            ("一点五倍", 1.5, Plain, "倍"),
            ("95.5%以上", 95.5, Percent, "以上"),
            ("百分之百", 100.0, Percent, ""),
            ("百分之九十五", 95.0, Percent, ""),
            ("九成以上", 90.0, Percent, "以上"),
            ("3成员", 3.0, Plain, "成员"),
            ("三分之二", 0.666_667, Fraction, ""),
            ("五分之一以上", 0.2, Fraction, "以上"),
            ("3‰以内", 3.0, Permille, "以内"),
            ("千分之三", 0.003, Fraction, ""),
            ("万分之五以内", 0.0005, Fraction, "以内"),
            ("八成五以上", 85.0, Percent, "以上"),
            ("八成五个村", 80.0, Percent, "五个村"),
        ] {
            let (number, length) = scan(words).unwrap_or_else(|| panic!("{words} is not read"));
            assert_eq!(
                (number.value, number.kind, &words[length..]),
                (value, kind, rest),
                "{words}"
            );
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for words in ["", "万众一心", "若干", "亿", "年", ",500", "分之", "百分之"] {
            assert_eq!(scan(words), None, "{words}");
        }
        assert_eq!(integer("3个"), None);
        assert_eq!(integer("十二"), Some(12));
    }
}
