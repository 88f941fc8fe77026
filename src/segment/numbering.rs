//! Labels: `一、` `(一)` `1.` `第一条` `一是` and their kin, read at one place of the clean text.
//!
//! Input: clean text (half-width digits and brackets). Lengths: bytes. Whether a label counts is decided by
//! [`super::outline`] from what stands before and after it; this module only says what a label would be.
//! Not read here: numbers that belong to a quantity or a date (`3.5%`, `11.9消防日`).
//!
//! ```
//! use gongdan::segment::numbering::{label_at, Style};
//! let label = label_at("(二十九)推进改革。", 0).unwrap();
//! assert_eq!((label.style, label.number, label.name.as_str()), (Style::HanParen, 29, "(二十九)"));
//! assert!(label_at("3.5%的企业", 0).is_none());
//! ```

use super::ordinal::{enumerating_adverb, ordinal, stem, the_nth};
use crate::numeral::{digit, integer};

/// The form of a label. Two labels belong to one series only if their styles are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `第一部分` `第一编` `第一篇`
    Part,
    /// `第一章`
    Chapter,
    /// `第一节`
    Section,
    /// `第一条`
    Article,
    /// `壹、`
    Formal,
    /// `甲、`
    Stem,
    /// `一、`
    HanComma,
    /// `(一)`
    HanParen,
    /// `1.`
    ArabicDot,
    /// `1、`
    ArabicComma,
    /// `(1)`
    ArabicParen,
    /// `1)`
    ArabicHalf,
    /// `①` `㊀`
    Circled,
    /// `Ⅰ、`
    Roman,
    /// `A.` (true) `a.` (false)
    Letter(bool),
    /// `(a)`
    LetterParen,
    /// `(i)`
    RomanParen,
    /// `1.1` and deeper; the number of parts.
    Decimal(usize),
    /// `第一,` `第一、`
    Nth,
    /// `首先` `其次` `再次` `最后`
    First,
    /// `一是`
    HanIs,
    /// `一要`
    HanYao,
    /// `——`
    Dash,
    /// `●` and other signs
    Bullet,
}

impl Style {
    /// Styles that head running text and do not carry other numbering unless they announce it with a colon.
    #[must_use]
    pub fn is_light(self) -> bool {
        matches!(
            self,
            Self::Nth | Self::First | Self::HanIs | Self::HanYao | Self::Dash | Self::Bullet
        )
    }

    /// Styles whose form alone (no sign that prose also uses) makes a wrong reading unlikely.
    #[must_use]
    pub fn is_strong(self) -> bool {
        matches!(
            self,
            Self::Part | Self::Chapter | Self::Section | Self::Article | Self::HanComma | Self::HanParen | Self::Formal
        )
    }

    /// Whether items of this style hold items of `other` by custom (GB/T 9704-2012 7.3.3, and the 壹、甲、一 of Taiwan).
    #[must_use]
    pub fn stands_above(self, other: Self) -> bool {
        let rank = |style: Self| match style {
            Self::Part => 0,
            Self::Chapter => 1,
            Self::Section => 2,
            Self::Formal => 3,
            Self::Stem => 4,
            Self::Article | Self::HanComma => 5,
            Self::HanParen => 6,
            Self::ArabicDot | Self::ArabicComma => 7,
            Self::ArabicParen | Self::ArabicHalf => 8,
            Self::RomanParen => 10,
            _ => 9,
        };
        rank(self) < rank(other)
    }

    /// Styles without a number of their own.
    #[must_use]
    pub fn is_unnumbered(self) -> bool {
        matches!(self, Self::Dash | Self::Bullet)
    }
}

/// A label as it stands at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its form.
    pub style: Style,
    /// Its number, from 1; 0 for styles without numbers.
    pub number: u32,
    /// What `path` shows: `三`, `(二)`, `1.`, `第一条`, `一是`.
    pub name: String,
    /// For [`Style::Decimal`]: what stands before the last part, `1.2` of `1.2.3`.
    pub prefix: Option<String>,
    /// Length in bytes, with the mark that closes it and blanks after it.
    pub len: usize,
}

/// The label that begins at byte `at` of `text`, if there is one.
#[must_use]
pub fn label_at(text: &str, at: usize) -> Option<Label> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    let label = match first {
        '0'..='9' => arabic(rest),
        '(' | '〈' | '〔' => parenthesized(rest, first),
        '第' => ordinal(rest),
        '—' => dash(rest),
        '首' | '其' | '再' | '最' => enumerating_adverb(rest).or_else(|| the_nth(rest)),
        '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' | '㊀'..='㊉' | '❶'..='❿' => Some(circled(first)),
        '●' | '■' | '◆' | '▲' | '★' | '•' | '◇' | '□' | '➢' => {
            Some(Label::new(Style::Bullet, 0, String::new(), first.len_utf8()))
        }
        // `•` after folding, at the head of a line; inside one it parts the names of a person.
        '·' if text[..at].trim_end_matches([' ', '\t', '\u{3000}']).ends_with('\n') => {
            Some(Label::new(Style::Bullet, 0, String::new(), first.len_utf8()))
        }
        '甲' | '乙' | '丙' | '丁' | '戊' | '己' | '庚' | '辛' | '壬' | '癸' => stem(rest, first),
        _ if digit(first).is_some() || matches!(first, '十' | '百' | '廿' | '卅' | '拾') => han(rest),
        _ => None,
    }?;
    let after = &rest[label.len..];
    let blanks = after.len() - after.trim_start_matches([' ', '\t', '\u{3000}']).len();
    Some(Label {
        len: label.len + blanks,
        ..label
    })
}

impl Label {
    pub(super) fn new(style: Style, number: u32, name: String, len: usize) -> Self {
        Self {
            style,
            number,
            name,
            prefix: None,
            len,
        }
    }
}

/// Splits a leading run of Chinese numerals off `rest`.
pub(super) fn han_run(rest: &str) -> (&str, &str) {
    let end = rest
        .find(|c: char| {
            c.is_ascii_digit() || !(digit(c).is_some() || matches!(c, '十' | '百' | '廿' | '卅' | '拾' | '佰'))
        })
        .unwrap_or(rest.len());
    rest.split_at(end)
}

pub(super) fn number_of(numeral: &str) -> Option<u32> {
    let value = integer(numeral)?;
    (1..=999).contains(&value).then_some(value as u32)
}

fn is_formal(numeral: &str) -> bool {
    numeral.chars().all(|c| {
        matches!(
            c,
            '壹' | '贰' | '叁' | '参' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾'
        )
    })
}

fn han(rest: &str) -> Option<Label> {
    let (numeral, after) = han_run(rest);
    let number = number_of(numeral)?;
    let mark = after.chars().next()?;
    let tail = &after[mark.len_utf8()..];
    let len = numeral.len() + mark.len_utf8();
    match mark {
        '、' | '.' | '．' | ',' | '，' | ' ' | '\t' | ':' | '：' => {
            // `一、二、三产业`, `三、四线城市` and `三、五年内` enumerate; they do not label.
            let (next, _) = han_run(tail);
            // 两 counts what follows: `一、二两项`.
            let next = next.split('两').next().unwrap_or(next);
            let then = &tail[next.len()..];
            if mark == '、' && number_of(next).is_some_and(|next| enumerates(number, next, then)) {
                return None;
            }
            if mark != '、' && !is_formal(numeral) && matches!(mark, ',' | '，' | ':' | '：') {
                return None;
            }
            let style = if is_formal(numeral) {
                Style::Formal
            } else {
                Style::HanComma
            };
            Some(Label::new(style, number, numeral.to_owned(), len))
        }
        ')' if !tail.is_empty() => Some(Label::new(Style::HanParen, number, format!("({numeral})"), len)),
        // `一是一,二是二`
        '是' if tail.starts_with(numeral) => None,
        '是' | '要' if number <= 20 && !is_formal(numeral) => {
            let style = if mark == '是' { Style::HanIs } else { Style::HanYao };
            Some(Label::new(style, number, format!("{numeral}{mark}"), len))
        }
        _ => None,
    }
}

/// Whether `number、next` and what follows is a list of numbers: the next number goes on, or a count follows it.
fn enumerates(number: u32, next: u32, then: &str) -> bool {
    let counts = |then: &str| then.starts_with(['年', '天', '个']);
    let tens = number.is_multiple_of(10) && next == number + 10;
    next == number + 1 && !then.is_empty()
        || next > number && (then.starts_with('、') || (tens || next <= number + 2) && counts(then))
}

fn arabic(rest: &str) -> Option<Label> {
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 3 {
        return None;
    }
    let number = number_of(&rest[..digits])?;
    let after = &rest[digits..];
    let mark = after.chars().next()?;
    let tail = &after[mark.len_utf8()..];
    let len = digits + mark.len_utf8();
    match mark {
        '.' | '．' => {
            if tail.starts_with(|c: char| c.is_ascii_digit()) && !starts_with_date(tail) && !starts_with_name(tail) {
                return decimal(rest);
            }
            let extra = if tail.starts_with('、') { '、'.len_utf8() } else { 0 };
            Some(Label::new(Style::ArabicDot, number, format!("{number}."), len + extra))
        }
        '、' => {
            // `1、2号桥` enumerates.
            let figures = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let listed = number_of(&tail[..figures]) == Some(number + 1) && !tail[figures..].starts_with('.');
            (!listed).then(|| Label::new(Style::ArabicComma, number, number.to_string(), len))
        }
        ')' => {
            let extra = if tail.starts_with('、') { '、'.len_utf8() } else { 0 };
            Some(Label::new(Style::ArabicHalf, number, format!("{number})"), len + extra))
        }
        _ => None,
    }
}

/// After `1.` a year or a month begins the text (`1.2024年底前`, `2.3月底前`): the dot closes a label.
fn starts_with_date(tail: &str) -> bool {
    let digits = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = &tail[digits..];
    (digits == 4 && after.starts_with(['年', '—', '-'])) || (digits <= 2 && after.starts_with('月'))
}

/// After `2.` a name that begins with a number: `5G基站`, `4A级景区`.
fn starts_with_name(tail: &str) -> bool {
    let rest = tail.trim_start_matches(|c: char| c.is_ascii_digit());
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    rest.starts_with(['G', 'D', 'A']) && rest[1..].starts_with(han)
}

/// Longest label of parts, in bytes, with room for dots that follow it.
const DECIMAL: usize = 40;

/// `1.1` and deeper, at the head of a line; quantities (`3.5%`, `2.5万亩`, `11.9消防日`) are sorted out by the sequence.
fn decimal(rest: &str) -> Option<Label> {
    // Bounded, for a long row of digits and dots is met at each of them.
    let row = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let end = rest.bytes().take(DECIMAL + 1).take_while(row).count();
    if end > DECIMAL {
        return None;
    }
    let words = rest[..end].trim_end_matches('.');
    let parts: Vec<&str> = words.split('.').collect();
    if parts.len() < 2 || parts.len() > 5 || parts.iter().any(|part| part.is_empty() || part.len() > 2) {
        return None;
    }
    let number = number_of(parts[parts.len() - 1])?;
    if rest[end..].starts_with(['%', '％', '万', '亿', '元', '倍', '个', '‰', '年', '月', '日']) {
        return None;
    }
    let mut label = Label::new(Style::Decimal(parts.len()), number, words.to_owned(), end);
    label.prefix = Some(parts[..parts.len() - 1].join("."));
    Some(label)
}

/// Longest remark in brackets that begins with a numeral, in characters.
const REMARK: usize = 40;

fn parenthesized(rest: &str, open: char) -> Option<Label> {
    // A bracket that was typed twice.
    if let Some(inner) = rest.strip_prefix("((") {
        let label = (!inner.starts_with('('))
            .then(|| parenthesized(&rest[1..], open))
            .flatten()?;
        return rest[1..=label.len].contains(')').then(|| Label {
            len: label.len + 1,
            ..label
        });
    }
    let inside = &rest[open.len_utf8()..];
    if open != '(' {
        return other_brackets(inside, open);
    }
    let digits = inside.len() - inside.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=2).contains(&digits) && inside[digits..].starts_with(')') {
        let number = number_of(&inside[..digits])?;
        let len = digits + 2;
        let extra = if rest[len..].starts_with(['、', '.']) {
            rest[len..].chars().next()?.len_utf8()
        } else {
            0
        };
        return Some(Label::new(
            Style::ArabicParen,
            number,
            format!("({number})"),
            len + extra,
        ));
    }
    let (numeral, after) = han_run(inside);
    let number = number_of(numeral)?;
    // `(三　强化…`: the bracket lost, a blank left.
    let gap = after.len() - after.trim_start_matches(['\u{3000}', ' ']).len();
    let after = &after[gap..];
    let close = after.starts_with([')', '〕', '〉', ']', '】']);
    // `(一)至(三)项`, `(一)、(二)两项`
    let listed = |tail: &str| {
        ["至(", "到(", "、(", "和(", "或(", "及(", "-(", "—("]
            .iter()
            .any(|word| tail.starts_with(word))
    };
    if close && listed(&after[after.chars().next().map_or(0, char::len_utf8)..]) {
        return None;
    }
    let width = after.chars().next().map_or(0, char::len_utf8);
    // A closing bracket that a converter lost: `(二加强…`. The sequence decides whether it is one.
    if !close && after.starts_with(|c: char| c == '(' || c == '、' || c.is_ascii()) {
        return None;
    }
    if !close && !after.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        return None;
    }
    if !close
        && after.starts_with([
            '月', '年', '日', '个', '级', '项', '次', '类', '期', '是', '种', '届', '批', '季',
        ])
    {
        return None;
    }
    // `(一式三份)`: the bracket closes behind words.
    let bracket = after.chars().take(REMARK).take_while(|c| !matches!(c, '(' | '\n'));
    if !close && bracket.into_iter().any(|c| c == ')') {
        return None;
    }
    let mut len = 1 + numeral.len() + gap + if close { width } else { 0 };
    // A bracket that was typed twice.
    if close && rest[len..].starts_with(')') {
        len += 1;
    }
    if close && rest[len..].starts_with(['、', '.']) {
        len += rest[len..].chars().next()?.len_utf8();
    }
    Some(Label::new(Style::HanParen, number, format!("({numeral})"), len))
}

/// `〈一〉` and `〔一〕` for `(一)`.
fn other_brackets(inside: &str, open: char) -> Option<Label> {
    let (numeral, after) = han_run(inside);
    let number = number_of(numeral)?;
    let close = after.chars().next().filter(|c| matches!(c, '〉' | '〕' | ')'))?;
    let len = open.len_utf8() + numeral.len() + close.len_utf8();
    Some(Label::new(Style::HanParen, number, format!("({numeral})"), len))
}

fn circled(first: char) -> Label {
    let number = match first {
        '①'..='⑳' => first as u32 - '①' as u32 + 1,
        '㉑'..='㉟' => first as u32 - '㉑' as u32 + 21,
        '㊱'..='㊿' => first as u32 - '㊱' as u32 + 36,
        '㊀'..='㊉' => first as u32 - '㊀' as u32 + 1,
        _ => first as u32 - '❶' as u32 + 1,
    };
    Label::new(Style::Circled, number, first.to_string(), first.len_utf8())
}

fn dash(rest: &str) -> Option<Label> {
    let run = rest.len() - rest.trim_start_matches('—').len();
    let after = &rest[run..];
    // One dash before a number or a blank is a range or a page number (`— 3 —`).
    let bullet = run >= 2 * '—'.len_utf8() || after.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
    (bullet && !after.trim().is_empty()).then(|| Label::new(Style::Dash, 0, String::new(), run))
}
