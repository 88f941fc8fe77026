//! Labels that only their series proves: the mark was mistyped or lost (`一,` `一。` `一 总体要求` `1 总则`), or the words
//! also read as a count (`1、2号桥` `三、五年内` `1.5000亩`) or an abbreviation (`A.` `Ⅰ、` `(a)`).
//!
//! Input: lines of clean text. Output: the label at the head of each line. A doubtful label counts where the one before
//! it in its series stands above, or, for the first, where the second stands below. Not read: such labels inside a line.

use super::head::body_name::is_body_name;
use super::line::Line;
use super::numbering::{Label, Style, han_run, label_at, number_of};
use std::collections::HashMap;

/// Fewest characters of a text behind a number: cells of a table are shorter.
const LEAST: usize = 4;
/// How many lines below the second one of a series is looked for.
const LOOK_AHEAD: usize = 60;

/// The labels at the heads of `lines`, one each.
#[must_use]
pub fn line_labels(text: &str, lines: &[Line]) -> Vec<Option<Label>> {
    let mut found: Vec<(Option<Label>, bool)> = lines
        .iter()
        .map(|line| {
            let firm = label_at(text, line.span.start);
            let doubtful = || label_in_doubt(line.span.of(text));
            match firm {
                Some(label) => (Some(label), true),
                None => (doubtful(), false),
            }
        })
        .collect();
    // The last number of each series above.
    let mut last: HashMap<Style, u32> = HashMap::new();
    for at in 0..found.len() {
        if let (Some(label), false) = &found[at] {
            let short = lines[at].span.of(text).chars().filter(|c| is_han(*c)).count() < LEAST;
            let below = &found[at + 1..];
            let followed = below.first().is_some_and(|(next, _)| next.is_none());
            let stands = !short || followed || holds_decimal(label, below);
            let proved = stands && is_proved(label, last.get(&family(label)).copied(), below);
            found[at] = (found[at].0.take().filter(|_| proved), proved);
        }
        if let Some(label) = &found[at].0 {
            last.insert(family(label), label.number);
        }
    }
    found.into_iter().map(|(label, _)| label).collect()
}

/// Whether the series of `label` goes through it: `last` is its last number above.
fn is_proved(label: &Label, last: Option<u32>, below: &[(Option<Label>, bool)]) -> bool {
    let next = below.iter().take(LOOK_AHEAD).find_map(|(other, firm)| {
        let other = other.as_ref().filter(|other| family(other) == family(label))?;
        Some((other.number, *firm))
    });
    if label.number == 1 {
        return next.is_some_and(|(number, _)| number == 2);
    }
    // Where the same number follows with its mark, that is the label.
    last == Some(label.number - 1) && next != Some((label.number, true))
}

/// Whether `1.1` stands below `1 总则`.
fn holds_decimal(label: &Label, below: &[(Option<Label>, bool)]) -> bool {
    let next = below.first().and_then(|(next, _)| next.as_ref());
    let prefix = next.and_then(|next| next.prefix.as_deref());
    !matches!(label.style, Style::ArabicComma) || prefix == Some(label.number.to_string().as_str())
}

/// `1.`, `1、` and `1` without a mark are mixed by hand.
fn family(label: &Label) -> Style {
    match label.style {
        Style::ArabicComma => Style::ArabicDot,
        style => style,
    }
}

/// The label that `line` may begin with, if its series proves it.
fn label_in_doubt(line: &str) -> Option<Label> {
    let first = line.chars().next()?;
    match first {
        '0'..='9' => arabic(line),
        'Ⅰ'..='Ⅻ' => marked(line, Style::Roman, first as u32 - 'Ⅰ' as u32 + 1),
        'A'..='Z' => marked(line, Style::Letter(true), first as u32 - 'A' as u32 + 1),
        '(' => letter(line),
        'a'..='z' => marked(line, Style::Letter(false), first as u32 - 'a' as u32 + 1),
        _ => han(line),
    }
}

fn han(line: &str) -> Option<Label> {
    let (numeral, after) = han_run(line);
    let number = number_of(numeral).filter(|number| *number < 100)?;
    let mark = after.chars().next()?;
    let tail = &after[mark.len_utf8()..];
    let stands = match mark {
        ' ' | '\u{3000}' => is_text(tail),
        // `一、二、三产业`, `三、五年内`: a list of numbers, or the label of a text that begins with one.
        '、' | ',' | '，' | '。' | ':' | '：' => !tail.is_empty(),
        _ => false,
    };
    stands.then(|| {
        Label::new(
            Style::HanComma,
            number,
            numeral.to_owned(),
            numeral.len() + mark.len_utf8(),
        )
    })
}

fn arabic(line: &str) -> Option<Label> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = number_of(&line[..digits]).filter(|_| digits <= 2)?;
    let after = &line[digits..];
    let mark = after.chars().next()?;
    let tail = &after[mark.len_utf8()..];
    let style = match mark {
        ' ' | '\u{3000}' if is_text(tail) => Style::ArabicComma,
        '。' | '、' if !tail.is_empty() => Style::ArabicComma,
        ':' | '：' if tail.starts_with(is_han) => Style::ArabicComma,
        // `1.5000亩`, `1.1.5亿元`: no decimal has so many digits or two points.
        '.' => {
            let figures = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let whole = tail.starts_with(|c: char| c != '0') && figures >= 3;
            let amount = tail[figures..].starts_with(['万', '亿', '%', '倍']);
            let whole = whole && !(amount && figures == 3);
            let point = figures > 0 && tail[figures..].starts_with('.');
            (whole || point).then_some(Style::ArabicDot)?
        }
        _ => return None,
    };
    let name = if style == Style::ArabicDot {
        format!("{number}.")
    } else {
        number.to_string()
    };
    Some(Label::new(style, number, name, digits + mark.len_utf8()))
}

/// A letter or a Roman numeral with its mark: `A.` `A、` `Ⅰ.`
fn marked(line: &str, style: Style, number: u32) -> Option<Label> {
    let (sign, after) = line.split_at(line.chars().next()?.len_utf8());
    let mark = after.chars().next().filter(|c| matches!(c, '.' | '、'))?;
    let name = if mark == '.' {
        format!("{sign}.")
    } else {
        sign.to_owned()
    };
    let tail = &after[mark.len_utf8()..];
    let listed = tail.starts_with(|c: char| c.is_ascii_alphabetic() || ('Ⅰ'..='Ⅻ').contains(&c));
    (!listed && !tail.is_empty()).then(|| Label::new(style, number, name, sign.len() + mark.len_utf8()))
}

/// `(a)` and below it `(i)`, as Hong Kong numbers. A lone `i`, `v` or `x` is a numeral: no list of letters is so long.
fn letter(line: &str) -> Option<Label> {
    const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let (sign, tail) = line.strip_prefix('(')?.split_once(')')?;
    let small = !sign.is_empty() && sign.len() <= 4 && sign.bytes().all(|byte| byte.is_ascii_lowercase());
    let stands = small && !tail.trim().is_empty();
    let (style, number) = match (ROMAN.iter().position(|roman| *roman == sign), sign.as_bytes()) {
        _ if !stands => return None,
        (Some(at), _) => (Style::RomanParen, u32::try_from(at).ok()? + 1),
        (None, [letter]) => (Style::LetterParen, u32::from(letter - b'a') + 1),
        _ => return None,
    };
    let blanks = tail.len() - tail.trim_start_matches([' ', '\t', '\u{3000}']).len();
    Some(Label::new(style, number, format!("({sign})"), sign.len() + 2 + blanks))
}

/// Words of a heading or a sentence, no cells and no count.
fn is_text(tail: &str) -> bool {
    tail.starts_with(|c: char| is_han(c) || matches!(c, '《' | '“'))
        && tail.chars().filter(|c| is_han(*c)).count() >= 2
        && !tail.contains(['\u{3000}', '\t'])
        && !tail.ends_with(|c: char| c.is_ascii_digit())
        && !is_body_name(tail)
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
