//! The numbers of lists in their printed form.

use super::super::list_number::{NumberFormat, printed};
use super::style::Counter;

/// Number `n` of a list as browsers print it; empty where they print none.
pub(super) fn mark(counter: Counter, n: i32) -> String {
    match counter {
        Counter::None => String::new(),
        Counter::Bullet => "•".to_owned(),
        Counter::Decimal => format!("{n}."),
        Counter::LowerLetter => letters(n).map_or(format!("{n}."), |name| format!("{name}.")),
        Counter::UpperLetter => letters(n).map_or(format!("{n}."), |name| format!("{}.", name.to_uppercase())),
        Counter::LowerRoman => word(NumberFormat::LowerRoman, n).map_or(format!("{n}."), |name| format!("{name}.")),
        Counter::UpperRoman => word(NumberFormat::UpperRoman, n).map_or(format!("{n}."), |name| format!("{name}.")),
        // 一百零三 with 零; up to 9,999 its signs are the same in both scripts.
        Counter::Chinese => {
            word(NumberFormat::HanThousandTraditional, n).map_or(format!("{n}."), |name| format!("{name}、"))
        }
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

/// As Word prints it; browsers and Word agree but on letters.
fn word(format: NumberFormat, n: i32) -> Option<String> {
    let n = u32::try_from(n).ok().filter(|&n| n > 0)?;
    Some(printed(format, n))
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
