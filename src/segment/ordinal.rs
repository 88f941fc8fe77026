//! Labels that are ordinals: `第一章` `第一条` `第一,` `其一,` `首先` `甲、`, read at the head of `rest`. Lengths: bytes.

use super::numbering::{Label, Style, han_run, number_of};

pub(super) fn ordinal(rest: &str) -> Option<Label> {
    let inside = &rest['第'.len_utf8()..];
    let digits = inside.len() - inside.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (numeral, after) = if digits > 0 {
        inside.split_at(digits)
    } else {
        han_run(inside)
    };
    let number = number_of(numeral)?;
    for (mark, style) in [
        ("部分", Style::Part),
        ("编", Style::Part),
        ("篇", Style::Part),
        ("章", Style::Chapter),
        ("节", Style::Section),
        ("条", Style::Article),
    ] {
        if let Some(tail) = after.strip_prefix(mark) {
            if refers(tail) {
                return None;
            }
            // `第一条、`, `第一章:`
            let close = tail.chars().next().filter(|c| matches!(c, '、' | ':' | '：'));
            let len = '第'.len_utf8() + numeral.len() + mark.len() + close.map_or(0, char::len_utf8);
            return Some(Label::new(style, number, format!("第{numeral}{mark}"), len));
        }
    }
    let mark = after.chars().next()?;
    (matches!(mark, ',' | '，' | '、') || mark == '是' && number <= 10).then(|| {
        Label::new(
            Style::Nth,
            number,
            format!("第{numeral}"),
            '第'.len_utf8() + numeral.len() + mark.len_utf8(),
        )
    })
}

/// `第三条第二款规定`, `第一条所称` and `第五条、第六条` refer to an article; they do not begin one.
fn refers(tail: &str) -> bool {
    [
        "第", "所", "的", "至", "和", "、第", "规定", "款", "项", "中", "之", "以", ",", "，", "。", ")", "及", "与",
    ]
    .iter()
    .any(|word| tail.starts_with(word))
}

/// `其一,` `其二、`
pub(super) fn the_nth(rest: &str) -> Option<Label> {
    let (numeral, after) = han_run(rest.strip_prefix('其')?);
    let number = number_of(numeral).filter(|number| *number <= 20)?;
    let mark = after
        .chars()
        .next()
        .filter(|c| matches!(c, ',' | '，' | '、' | ':' | '：'))?;
    let len = '其'.len_utf8() + numeral.len() + mark.len_utf8();
    Some(Label::new(Style::Nth, number, format!("其{numeral}"), len))
}

pub(super) fn enumerating_adverb(rest: &str) -> Option<Label> {
    let (name, number) = [("首先", 1), ("其次", 2), ("再次", 3), ("最后", 9)]
        .into_iter()
        .find(|(w, _)| rest.starts_with(w))?;
    let mark = rest[name.len()..]
        .chars()
        .next()
        .filter(|c| matches!(c, ',' | '，' | '、' | ':' | '：'));
    Some(Label::new(
        Style::First,
        number,
        name.to_owned(),
        name.len() + mark.map_or(0, char::len_utf8),
    ))
}

pub(super) fn stem(rest: &str, first: char) -> Option<Label> {
    let after = &rest[first.len_utf8()..];
    let number = "甲乙丙丁戊己庚辛壬癸".chars().position(|c| c == first)? as u32 + 1;
    // `甲、乙双方` enumerates.
    let listed = after
        .strip_prefix('、')?
        .starts_with(|c| "乙丙丁戊己庚辛壬癸".contains(c));
    (!listed).then(|| {
        Label::new(
            Style::Stem,
            number,
            first.to_string(),
            first.len_utf8() + '、'.len_utf8(),
        )
    })
}
