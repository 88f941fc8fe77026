//! The numbers of lists in their printed form.

use super::style::Counter;

/// Number `n` of a list as browsers print it; empty where they print none.
pub(super) fn mark(counter: Counter, n: i32) -> String {
    match counter {
        Counter::None => String::new(),
        Counter::Bullet => "•".to_owned(),
        Counter::Decimal => format!("{n}."),
        Counter::LowerLetter => letters(n).map_or(format!("{n}."), |name| format!("{name}.")),
        Counter::UpperLetter => letters(n).map_or(format!("{n}."), |name| format!("{}.", name.to_uppercase())),
        Counter::LowerRoman => roman(n).map_or(format!("{n}."), |name| format!("{}.", name.to_lowercase())),
        Counter::UpperRoman => roman(n).map_or(format!("{n}."), |name| format!("{name}.")),
        Counter::Chinese => chinese(n).map_or(format!("{n}."), |name| format!("{name}、")),
    }
}

/// `a`, …, `z`, `aa`, …
fn letters(n: i32) -> Option<String> {
    let mut left = u32::try_from(n).ok().filter(|&n| n > 0)?;
    let mut out = Vec::new();
    while left > 0 {
        left -= 1;
        out.push(char::from(b'a' + (left % 26) as u8));
        left /= 26;
    }
    Some(out.iter().rev().collect())
}

fn roman(n: i32) -> Option<String> {
    let mut left = u32::try_from(n).ok().filter(|n| (1..4_000).contains(n))?;
    let mut out = String::new();
    for (value, name) in [
        (1_000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while left >= value {
            out.push_str(name);
            left -= value;
        }
    }
    Some(out)
}

/// `一`, `十`, `十一`, `二十`, `一百零三`; up to 9,999.
fn chinese(n: i32) -> Option<String> {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let n = usize::try_from(n).ok().filter(|n| (1..10_000).contains(n))?;
    let mut out = String::new();
    let mut skipped = false;
    for (value, unit) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / value % 10;
        if digit == 0 {
            skipped = !out.is_empty();
            continue;
        }
        if skipped {
            out.push('零');
            skipped = false;
        }
        // `十一`, not `一十一`.
        if !(value == 10 && digit == 1 && out.is_empty()) {
            out.extend(DIGITS.get(digit));
        }
        out.push_str(unit);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_browsers_do() {
        for (counter, n, expected) in [
            (Counter::Decimal, 12, "12."),
            (Counter::LowerLetter, 27, "aa."),
            (Counter::UpperLetter, 3, "C."),
            (Counter::LowerRoman, 4, "iv."),
            (Counter::UpperRoman, 19, "XIX."),
            (Counter::UpperRoman, -1, "-1."),
            (Counter::Chinese, 1, "一、"),
            (Counter::Chinese, 10, "十、"),
            (Counter::Chinese, 21, "二十一、"),
            (Counter::Chinese, 103, "一百零三、"),
            (Counter::Chinese, 110, "一百一十、"),
            (Counter::Chinese, 2_003, "二千零三、"),
            (Counter::Bullet, 5, "•"),
            (Counter::None, 5, ""),
        ] {
            assert_eq!(mark(counter, n), expected);
        }
    }
}
