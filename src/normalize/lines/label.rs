//! Labels of numbered items at the start of a piece of text, only to know where a line begins; the outline reads
//! them again, with care, in `segment`. In: text in its usual forms; out: the label's length in bytes.

/// The length of the label that `text` opens with, its mark included: `一、` `(一)` `1.` `1、` `(1)` `1)` `①` `第一条` `——`,
/// `附件1`, `一是`.
pub(in crate::normalize) fn label(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    match first {
        '第' => {
            let number = run(&text['第'.len_utf8()..], is_numeral);
            let unit = text['第'.len_utf8() + number..].chars().next()?;
            let known = matches!(unit, '章' | '节' | '節' | '条' | '條' | '编' | '編' | '款' | '部');
            (number > 0 && known).then(|| '第'.len_utf8() + number + unit.len_utf8())
        }
        '(' => {
            let number = run(&text[1..], |c| is_numeral(c) && c != '第');
            let rest = &text[1 + number..];
            if number > 0 && rest.starts_with(')') {
                return Some(number + 2);
            }
            // `(a)` `(iv)` of Hong Kong
            let letters = run(&text[1..], |c| c.is_ascii_lowercase());
            if (1..=4).contains(&letters) && text[1 + letters..].starts_with(')') {
                return Some(letters + 2);
            }
            // `(三 强化`: a converter lost the bracket and left a blank.
            let lost = (1..=9).contains(&number) && (rest.is_empty() || rest.starts_with([' ', '\u{3000}']));
            (lost && text[1..].starts_with(is_chinese_numeral)).then_some(number + 1)
        }
        '—' => text.starts_with("——").then_some("——".len()),
        '①'..='⑳' => Some(first.len_utf8()),
        '附' => ["附件", "附录", "附錄", "附表"]
            .iter()
            .find(|name| text.starts_with(**name))
            .map(|name| name.len() + run(&text[name.len()..], is_numeral)),
        '0'..='9' => {
            let number = run(text, |c| c.is_ascii_digit());
            let rest = &text[number..];
            let mark = rest.chars().next().filter(|c| matches!(c, '.' | '、' | ')'))?;
            let after = rest[mark.len_utf8()..].chars().next();
            // 2.5 is a decimal, 2.5.1 a label that is rare enough; 1.2025年 a label and a year.
            let digits = run(&rest[mark.len_utf8()..], |c| c.is_ascii_digit());
            let year = digits == 4 && rest[mark.len_utf8() + digits..].starts_with('年');
            let decimal = mark == '.' && after.is_some_and(|c| c.is_ascii_digit()) && !year;
            (number <= 2 && !decimal).then(|| number + mark.len_utf8())
        }
        // 壹、 and 甲、 of Taiwan's letters
        c if FORMAL.contains(c) => {
            let number = run(text, |c| FORMAL.contains(c));
            text[number..].starts_with('、').then_some(number + '、'.len_utf8())
        }
        c if is_chinese_numeral(c) => {
            let number = run(text, is_chinese_numeral);
            let mark = text[number..]
                .chars()
                .next()
                .filter(|c| matches!(c, '、' | '是' | '.'))?;
            // 一是 and 二是 are enumerations, 一、 labels; 三是 up to 十是 alike.
            Some(number + mark.len_utf8())
        }
        _ => None,
    }
}

/// Numerals of Taiwan's letters above 一: 大寫 and 天干.
const FORMAL: &str = "壹貳贰參叁参肆伍陸陆柒捌玖拾甲乙丙丁戊己庚辛壬癸";

fn run(text: &str, class: impl Fn(char) -> bool) -> usize {
    text.chars().take(8).take_while(|c| class(*c)).map(char::len_utf8).sum()
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || is_chinese_numeral(c)
}

fn is_chinese_numeral(c: char) -> bool {
    "一二三四五六七八九十百〇零○".contains(c)
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn labels() {
        for (text, length) in [
            ("一、总体", 6),
            ("十二、总体", 9),
            ("(一)总体", 5),
            ("(12)总体", 4),
            ("1.总体", 2),
            ("1.2025年建成", 2),
            ("12、总体", 5),
            ("3)总体", 2),
            ("①总体", 3),
            ("第十一条 甲", 12),
            ("第3章", 7),
            ("——坚持", 6),
            ("附件2 名单", 7),
            ("一是加强", 6),
            ("拾壹、經費", 9),
            ("丙、組織", 6),
            ("(b)安裝", 3),
        ] {
            assert_eq!(label(text), Some(length), "{text}");
        }
        for text in [
            "2.5个",
            "2024年",
            "第一批",
            "(试行)",
            "(2024年)",
            "一般",
            "",
            "—甲",
            "2024.甲",
        ] {
            assert_eq!(label(text), None, "{text}");
        }
    }
}
