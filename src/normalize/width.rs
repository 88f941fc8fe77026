//! Forms of characters: full-width letters, digits, brackets and signs → half-width; compatibility, vertical and small
//! forms, radicals that stand for characters and the many middle dots → the usual character. In and out: text.
//!
//! Chinese marks `，；：。？！“”‘’《》【】〔〕` stay, as do circled digits, Roman numerals and unit signs (`①` `Ⅰ` `㎡` `㎏`):
//! they carry meaning. Not handled: half-width kana, compatibility ideographs beyond the BMP.
//!
//! | in | out |
//! | --- | --- |
//! | `（２０２４）` | `(2024)` |
//! | `㈠` `⑴` `⒈` `❶` | `(一)` `(1)` `1.` `①` |
//! | `﹝２０１８﹞` | `〔2018〕` |
//! | `⼯作` (radical U+2F2F) | `工作` |

use super::class::{bit, next};
use super::rewrite::{Edited, Rewriter};
use std::fmt::Write;
use std::sync::LazyLock;

/// Another form of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// One character.
    Char(char),
    /// A number between marks: opening, number, closing.
    Number(&'static str, u32, &'static str),
    /// A letter in brackets.
    Letter(char),
}

/// Gives every character its usual form; nothing where all have it.
pub(super) fn fold(text: &str) -> Option<Edited> {
    let mut out = Rewriter::new(text);
    let mut buffer = String::new();
    let mut from = 0;
    while let Some((at, c)) = next(text, from, bit::WIDTH) {
        from = at + c.len_utf8();
        match form(c) {
            None => {}
            Some(Form::Char(usual)) => out.swap(at, c, usual),
            Some(form) => {
                buffer.clear();
                write_form(form, &mut buffer);
                out.replace(at, at + c.len_utf8(), &buffer);
            }
        }
    }
    out.finish()
}

/// Appends `c` in its usual form.
pub(super) fn push_folded(c: char, out: &mut String) {
    match form(c) {
        Some(form) => write_form(form, out),
        None => out.push(c),
    }
}

fn write_form(form: Form, out: &mut String) {
    // Writing to a String does not fail.
    let _ = match form {
        Form::Char(c) => write!(out, "{c}"),
        Form::Number(open, number, close) => write!(out, "{open}{number}{close}"),
        Form::Letter(c) => write!(out, "({c})"),
    };
}

fn form(c: char) -> Option<Form> {
    let code = u32::from(c);
    let shifted = |by: u32, to: char| char::from_u32(code - by + u32::from(to)).map(Form::Char);
    let one = |c: char| Some(Form::Char(c));
    match c {
        '＃'..='＆' | '（'..='＋' | '－'..='９' | '＜'..='＞' | '＠'..='～' => shifted(0xff01, '!'),
        '｡' => one('。'),
        '｢' => one('「'),
        '｣' => one('」'),
        '､' => one('、'),
        '･' | '•' | '‧' | '∙' | '⋅' | '・' => one('·'),
        '㈠'..='㈩' => {
            let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
            Some(Form::Letter(digits.get((code - 0x3220) as usize)?.chars().next()?))
        }
        '⑴'..='⒇' => Some(Form::Number("(", code - 0x2473, ")")),
        '⒈'..='⒛' => Some(Form::Number("", code - 0x2487, ".")),
        '⒜'..='⒵' => char::from_u32(code - 0x249c + u32::from('a')).map(Form::Letter),
        '❶'..='❾' => shifted(0x2776, '①'),
        '➀'..='➉' => shifted(0x2780, '①'),
        '➊'..='➒' => shifted(0x278a, '①'),
        '\u{fe10}'..='\u{fe18}' => at("，、。：；！？〖〗", code - 0xfe10),
        // A gap (·) is a form that stays.
        '\u{fe31}'..='\u{fe48}' => at("—–··(){}〔〕【】《》〈〉「」『』··[]", code - 0xfe31),
        '\u{fe50}'..='\u{fe6b}' => at("，、.·；：？！—(){}〔〕#&*+-<>=·\\$%@", code - 0xfe50),
        '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => {
            let found = IDEOGRAPHS.binary_search_by_key(&c, |pair| pair.0).ok()?;
            one(IDEOGRAPHS[found].1)
        }
        _ => None,
    }
}

fn at(forms: &str, index: u32) -> Option<Form> {
    forms.chars().nth(index as usize).filter(|c| *c != '·').map(Form::Char)
}

/// Radicals and compatibility ideographs, in order.
static IDEOGRAPHS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let lines = include_str!("../lexicon/forms.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.chars().next().zip(line.chars().nth(1)))
        .collect()
});

#[cfg(test)]
mod tests {
    use super::super::class::class;
    use super::*;

    fn folded(text: &str) -> String {
        fold(text).map_or_else(|| text.to_owned(), |edited| edited.text)
    }

    #[test]
    fn forms() {
        for (text, want) in [
            (
                "（２０２４年）Ａｂ％＋－＝．／～＆＃＠＊＜＞｜",
                "(2024年)Ab%+-=./~&#@*<>|",
            ),
            ("［１］｛ｘ｝", "[1]{x}"),
            ("㈠㈩⑴⒇⒈⒛⒜⒵", "(一)(十)(1)(20)1.20.(a)(z)"),
            ("❶➓➉➊", "①➓⑩①"),
            ("﹝2018﹞︵一︶﹙二﹚︻三︼", "〔2018〕(一)(二)【三】"),
            ("⼯作⺠⽣⻓江", "工作民生长江"),
            ("\u{f9dd}益 \u{f900}", "利益 豈"),
            ("习•近・平‧", "习·近·平·"),
            ("｢甲｣､乙｡", "「甲」、乙。"),
            ("︐︑︒︓︔︕︖", "，、。：；！？"),
        ] {
            assert_eq!(folded(text), want);
        }
    }

    #[test]
    fn what_carries_meaning_stays() {
        for text in [
            "，；：。？！“甲”‘乙’《丙》〈丁〉【戊】〔2018〕",
            "①②⑳ⅠⅫ㎡㎏℃‰￥",
            "(2024)普通",
        ] {
            assert!(fold(text).is_none(), "{text}");
        }
    }

    #[test]
    fn every_form_is_in_the_class_and_final() {
        for c in '\0'..='\u{ffff}' {
            if form(c).is_some() {
                assert_ne!(class(c) & bit::WIDTH, 0, "{c:?} is not in the class");
            }
            let mut once = String::new();
            push_folded(c, &mut once);
            assert_eq!(folded(&once), once, "{c:?}");
        }
    }
}
