//! Chinese integers: `二十三` `一百零五` `廿一` `壹` and digit style `二○二五`. Shared by labels, dates and numbers.
//!
//! ```
//! use gongdan::numeral::integer;
//! assert_eq!(integer("二十三"), Some(23));
//! assert_eq!(integer("二○二五"), Some(2025));
//! assert_eq!(integer("二OO五"), Some(2005));
//! assert_eq!(integer("一百零五万"), Some(1_050_000));
//! assert_eq!(integer("十五五"), None);
//! ```

/// The value of a character as a digit: Arabic, 一…九, 壹…玖, 两, 零〇○.
#[must_use]
pub fn digit(c: char) -> Option<u64> {
    Some(match c {
        '0'..='9' => u64::from(c) - u64::from('0'),
        '零' | '〇' | '○' | '◯' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' | '参' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn scale(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// The value of a whole numeral, Arabic or Chinese; none for anything else, for gaps in the grammar and beyond `u64`.
#[must_use]
pub fn integer(words: &str) -> Option<u64> {
    if words.is_empty() {
        return None;
    }
    // The letter O, Latin, Greek or Cyrillic, is typed for 〇 as often as not, but only between Chinese digits: 二OO五.
    let spelled = |c: char| {
        digit(c)
            .or_else(|| (matches!(c, 'O' | 'Ο' | 'О') && words.starts_with(['一', '二', '〇', '零', '○'])).then_some(0))
    };
    if words.chars().all(|c| spelled(c).is_some()) {
        return words
            .chars()
            .try_fold(0_u64, |sum, c| sum.checked_mul(10)?.checked_add(spelled(c)?));
    }
    // `total` holds closed 亿 and 万 groups, `group` the running one below them, `pending` a digit that waits for its scale.
    let (mut total, mut group, mut pending) = (0_u64, 0_u64, None::<u64>);
    let mut last_scale = u64::MAX;
    for c in words.chars() {
        if c == '廿' || c == '卅' {
            if pending.is_some() || group != 0 {
                return None;
            }
            group = if c == '廿' { 20 } else { 30 };
            last_scale = 10;
        } else if let Some(value) = digit(c) {
            if value == 0 {
                if pending.is_some() {
                    return None;
                }
                continue;
            }
            if pending.replace(value).is_some() {
                return None;
            }
        } else {
            let by = scale(c)?;
            if by < 10_000 {
                if by >= last_scale {
                    return None;
                }
                last_scale = by;
                group = group.checked_add(by.checked_mul(pending.take().unwrap_or(1))?)?;
            } else {
                group = group.checked_add(pending.take().unwrap_or(0))?;
                if group == 0 && total == 0 {
                    return None;
                }
                total = if by == 10_000 && total % 100_000_000 == 0 {
                    total.checked_add(group.checked_mul(by)?)?
                } else {
                    total.checked_add(group)?.checked_mul(by)?
                };
                group = 0;
                last_scale = u64::MAX;
            }
        }
    }
    total.checked_add(group)?.checked_add(pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::integer;

    #[test]
    fn reads_chinese_integers() {
        for (words, value) in [
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("二十九", 29),
            ("一百零八", 108),
            ("廿一", 21),
            ("两千三百", 2300),
            ("三万五千", 35_000),
            ("二〇〇七", 2007),
            ("二○一七", 2017),
            ("二00五", 2005),
            ("二OO八", 2008),
            ("五十八", 58),
            ("一亿二千万", 120_000_000),
            ("15", 15),
        ] {
            assert_eq!(integer(words), Some(value), "{words}");
        }
    }

    #[test]
    fn refuses_what_is_no_integer() {
        for words in [
            "",
            "一二三百",
            "十五五",
            "万",
            "三是",
            "O",
            "OO五",
            "九九九九九九九九九九九九九九九九九九九九九九",
        ] {
            assert_eq!(integer(words), None, "{words}");
        }
    }
}
