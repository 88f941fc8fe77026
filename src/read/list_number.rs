//! The printed form of automatic list numbers: Word stores the value and the kind of number, not the words.
//!
//! In: a [`NumberFormat`], by its code in `.doc` and RTF (MSONFC of MS-OSHARED) or its name in `.docx` (`ST_NumberFormat`
//! of ECMA-376, 17.18.59), and a value. Out: the number alone; what stands around it (`第%1条`) is the level's. A kind
//! that ends (`①` to `⑳`) goes on in Arabic figures, as in Word. Kinds of other languages are Arabic figures here.
//! [`labelled`] puts a whole label before its paragraph.

/// How a level of a list writes its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum NumberFormat {
    /// 1 2 3.
    #[default]
    Decimal,
    /// 01 02 … 10.
    DecimalZero,
    /// １ ２ ３.
    FullWidth,
    /// I II III.
    UpperRoman,
    /// i ii iii.
    LowerRoman,
    /// A … Z AA BB.
    UpperLetter,
    /// a … z aa bb.
    LowerLetter,
    /// Hexadecimal.
    Hex,
    /// - 1 -.
    InDashes,
    /// ①, to 20.
    Circled,
    /// ⒈, to 20.
    FullStop,
    /// ⑴, to 20.
    Parenthesized,
    /// ㈠, to 10.
    HanParenthesized,
    /// 一 … 九 一〇 一一.
    HanDigits,
    /// 一 … 十 十一 … 九十九 一〇〇.
    HanCounting,
    /// 一 … 一百 一百〇一.
    HanThousand,
    /// 一 … 一百 一百零一, traditional.
    HanThousandTraditional,
    /// 一 … 百 百一.
    Japanese,
    /// 壹 贰 … 壹拾.
    LegalSimplified,
    /// 壹 貳 … 壹拾.
    LegalTraditional,
    /// 甲 乙 … 癸.
    Stems,
    /// 子 丑 … 亥.
    Branches,
    /// 甲子 乙丑 … 癸亥.
    StemsAndBranches,
    /// A sign and no number.
    Bullet,
    /// No number.
    None,
}

impl NumberFormat {
    /// The format of an MSONFC code.
    pub fn of_code(code: u8) -> Self {
        match code {
            1 => Self::UpperRoman,
            2 => Self::LowerRoman,
            3 => Self::UpperLetter,
            4 => Self::LowerLetter,
            8 => Self::Hex,
            10 | 17 | 36 => Self::HanDigits,
            11 => Self::Japanese,
            14 | 19 => Self::FullWidth,
            18 | 28 => Self::Circled,
            22 => Self::DecimalZero,
            23 => Self::Bullet,
            26 => Self::FullStop,
            27 => Self::Parenthesized,
            29 => Self::HanParenthesized,
            30 => Self::Stems,
            31 => Self::Branches,
            32 => Self::StemsAndBranches,
            33 | 37 => Self::HanCounting,
            34 => Self::LegalTraditional,
            35 => Self::HanThousandTraditional,
            38 => Self::LegalSimplified,
            39 => Self::HanThousand,
            57 => Self::InDashes,
            255 => Self::None,
            _ => Self::Decimal,
        }
    }

    /// The format of a name of `ST_NumberFormat`.
    pub fn of_name(name: &str) -> Self {
        match name {
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "hex" => Self::Hex,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Self::HanDigits,
            "japaneseCounting" => Self::Japanese,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalZero" => Self::DecimalZero,
            "bullet" => Self::Bullet,
            "decimalEnclosedFullstop" => Self::FullStop,
            "decimalEnclosedParen" => Self::Parenthesized,
            "ideographEnclosedCircle" => Self::HanParenthesized,
            "ideographTraditional" => Self::Stems,
            "ideographZodiac" => Self::Branches,
            "ideographZodiacTraditional" => Self::StemsAndBranches,
            "taiwaneseCounting" | "chineseCounting" => Self::HanCounting,
            "ideographLegalTraditional" => Self::LegalTraditional,
            "taiwaneseCountingThousand" => Self::HanThousandTraditional,
            "chineseLegalSimplified" => Self::LegalSimplified,
            "chineseCountingThousand" => Self::HanThousand,
            "numberInDash" => Self::InDashes,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }
}

/// The number as printed; empty for [`NumberFormat::Bullet`] and [`NumberFormat::None`].
pub(super) fn printed(format: NumberFormat, value: u32) -> String {
    let within = |first: char, most: u32| {
        (1..=most)
            .contains(&value)
            .then(|| char::from_u32(u32::from(first) + value - 1))
            .flatten()
            .map(String::from)
    };
    let special = match format {
        NumberFormat::Bullet | NumberFormat::None => return String::new(),
        NumberFormat::Decimal => None,
        NumberFormat::DecimalZero => Some(format!("{value:02}")),
        NumberFormat::FullWidth => Some(digits(value, &DIGITS_WIDE)),
        NumberFormat::UpperRoman => roman(value),
        NumberFormat::LowerRoman => roman(value).map(|number| number.to_lowercase()),
        NumberFormat::UpperLetter => letters(value, 'A'),
        NumberFormat::LowerLetter => letters(value, 'a'),
        NumberFormat::Hex => Some(format!("{value:X}")),
        NumberFormat::InDashes => Some(format!("- {value} -")),
        NumberFormat::Circled => within('①', 20),
        NumberFormat::FullStop => within('⒈', 20),
        NumberFormat::Parenthesized => within('⑴', 20),
        NumberFormat::HanParenthesized => within('㈠', 10),
        NumberFormat::HanDigits => Some(digits(value, &DIGITS)),
        NumberFormat::HanCounting if value < 100 => grouped(value, &COUNTING),
        NumberFormat::HanCounting => Some(digits(value, &DIGITS)),
        NumberFormat::HanThousand => grouped(value, &COUNTING),
        NumberFormat::HanThousandTraditional => grouped(value, &COUNTING_TRADITIONAL),
        NumberFormat::Japanese => grouped(value, &JAPANESE),
        NumberFormat::LegalSimplified => grouped(value, &LEGAL_SIMPLIFIED),
        NumberFormat::LegalTraditional => grouped(value, &LEGAL_TRADITIONAL),
        NumberFormat::Stems => cycle(value, &STEMS, 10),
        NumberFormat::Branches => cycle(value, &BRANCHES, 12),
        NumberFormat::StemsAndBranches => cycle(value, &STEMS, 60)
            .zip(cycle(value, &BRANCHES, 60))
            .map(|(stem, branch)| stem + &branch),
    };
    special.unwrap_or_else(|| value.to_string())
}

/// The paragraph with its label before it: close after a full-width sign or a circled number (`一、` `（一）` `①`), else
/// after a blank, where Word has a tab, so that `1.` and `5倍` do not become `1.5倍`. `close` where the level has nothing
/// between. A bullet of a font of symbols is `•`, and none stands before text that has a label of its own.
pub(super) fn labelled(label: &str, close: bool, words: &str) -> String {
    let label = label.trim();
    let mut signs = label.chars();
    if let (Some(sign), None) = (signs.next(), signs.next())
        && !sign.is_alphanumeric()
        && !is_number_sign(sign)
    {
        let sign = if matches!(sign, '\u{E000}'..='\u{F8FF}' | '·') {
            '•'
        } else {
            sign
        };
        return if words.is_empty() || has_label(words) {
            words.to_owned()
        } else {
            format!("{sign}{words}")
        };
    }
    let wide = label
        .chars()
        .next_back()
        .is_none_or(|last| is_number_sign(last) || matches!(last, '、' | '，' | '。' | '：' | '·' | '〕' | '】' | '」' | '》' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}'));
    if words.is_empty() || wide || close {
        format!("{label}{words}")
    } else {
        format!("{label} {words}")
    }
}

/// Numbers that are one sign: ① ⑴ ⒈ ㈠ ㊀.
fn is_number_sign(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{3220}'..='\u{3229}' | '\u{3280}'..='\u{3289}')
}

/// Whether a text starts with a label: `一、` `（一）` `第三条` `1.` `①`.
fn has_label(words: &str) -> bool {
    let inner = words.trim_start_matches(['（', '(', '第', ' ', '\u{3000}']);
    let number = inner
        .chars()
        .take_while(|c| c.is_ascii_digit() || crate::numeral::digit(*c).is_some() || matches!(c, '十' | '百'))
        .count();
    let mut behind = inner.chars().skip(number);
    let sign = behind.next();
    words.chars().next().is_some_and(is_number_sign)
        || number > 0
            && match sign {
                Some('、' | '．' | '）' | ')' | '是' | '章' | '节' | '条') => true,
                Some('.') => behind.next().is_none_or(|next| !next.is_ascii_digit()),
                _ => false,
            }
}

type Digits = [char; 10];
const DIGITS: Digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const DIGITS_WIDE: Digits = ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'];
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];

/// A way of counting with words for ten, hundred and thousand.
struct Counting {
    /// The first is what stands for skipped places (`一百〇一`), none where it is a blank.
    digits: Digits,
    tens: [char; 3],
    myriad: char,
    /// Whether a one is left out before ten at the start (`十二`), and before ten, hundred and thousand anywhere.
    short_ten: bool,
    short_all: bool,
}

const COUNTING: Counting = Counting {
    digits: DIGITS,
    tens: ['十', '百', '千'],
    myriad: '万',
    short_ten: true,
    short_all: false,
};
const COUNTING_TRADITIONAL: Counting = Counting {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    myriad: '萬',
    ..COUNTING
};
const JAPANESE: Counting = Counting {
    digits: [' ', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    short_all: true,
    ..COUNTING
};
const LEGAL_SIMPLIFIED: Counting = Counting {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    tens: ['拾', '佰', '仟'],
    myriad: '万',
    short_ten: false,
    short_all: false,
};
const LEGAL_TRADITIONAL: Counting = Counting {
    digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'],
    tens: ['拾', '佰', '仟'],
    myriad: '萬',
    short_ten: false,
    short_all: false,
};

/// Each figure by its own word.
fn digits(value: u32, words: &Digits) -> String {
    let figures = value.to_string();
    figures
        .bytes()
        .filter_map(|figure| words.get(usize::from(figure.wrapping_sub(b'0'))))
        .collect()
}

/// Counted with ten, hundred, thousand and ten thousand; none for nought and from a hundred million on.
fn grouped(value: u32, way: &Counting) -> Option<String> {
    if value == 0 || value >= 100_000_000 {
        return None;
    }
    let mut out = String::new();
    let (high, low) = (value / 10_000, value % 10_000);
    if high > 0 {
        below_myriad(high, false, way, &mut out);
        out.push(way.myriad);
    }
    below_myriad(low, high > 0, way, &mut out);
    Some(out)
}

/// Appends a value below ten thousand; `inside` where a higher group stands before it.
fn below_myriad(value: u32, inside: bool, way: &Counting, out: &mut String) {
    let (mut skipped, mut begun) = (false, inside);
    for (power, unit) in [(1_000, Some(2)), (100, Some(1)), (10, Some(0)), (1, None)] {
        let digit = value / power % 10;
        if digit == 0 {
            skipped = begun;
            continue;
        }
        if skipped && way.digits[0] != ' ' {
            out.push(way.digits[0]);
        }
        skipped = false;
        let left_out = digit == 1 && unit.is_some() && (way.short_all || way.short_ten && unit == Some(0) && !begun);
        if !left_out {
            out.extend(way.digits.get(digit as usize));
        }
        out.extend(unit.and_then(|unit: usize| way.tens.get(unit)));
        begun = true;
    }
}

/// The word in a row that begins anew, up to `most`.
fn cycle(value: u32, words: &[char], most: u32) -> Option<String> {
    let at = value.checked_sub(1).filter(|at| *at < most)?;
    words.get(at as usize % words.len()).map(|word| String::from(*word))
}

fn roman(value: u32) -> Option<String> {
    const PARTS: [(u32, &str); 13] = [
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
    ];
    if value == 0 || value > 4_999 {
        return None;
    }
    let (mut rest, mut out) = (value, String::new());
    for (part, letters) in PARTS {
        while rest >= part {
            out.push_str(letters);
            rest -= part;
        }
    }
    Some(out)
}

/// a … z, aa, bb: a letter is repeated, not counted on; to 780.
fn letters(value: u32, first: char) -> Option<String> {
    let at = value.checked_sub(1).filter(|at| *at < 26 * 30)?;
    let letter = char::from_u32(u32::from(first) + at % 26)?;
    Some(String::from(letter).repeat(at as usize / 26 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_word_prints_them() {
        for (name, values) in [
            ("decimal", &[(0, "0"), (1, "1"), (123, "123")][..]),
            ("decimalZero", &[(1, "01"), (10, "10")]),
            ("decimalFullWidth", &[(12, "１２")]),
            ("upperRoman", &[(4, "IV"), (1999, "MCMXCIX"), (5000, "5000")]),
            ("lowerRoman", &[(8, "viii")]),
            (
                "upperLetter",
                &[(1, "A"), (26, "Z"), (27, "AA"), (u32::MAX, "4294967295")],
            ),
            ("lowerLetter", &[(53, "aaa")]),
            ("decimalEnclosedCircle", &[(1, "①"), (20, "⑳"), (21, "21")]),
            ("decimalEnclosedFullstop", &[(3, "⒊")]),
            ("decimalEnclosedParen", &[(3, "⑶")]),
            ("ideographEnclosedCircle", &[(10, "㈩"), (11, "11")]),
            ("ideographDigital", &[(10, "一〇"), (12, "一二")]),
            (
                "chineseCounting",
                &[(10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "一〇〇")],
            ),
            (
                "chineseCountingThousand",
                &[
                    (1, "一"),
                    (10, "十"),
                    (11, "十一"),
                    (101, "一百〇一"),
                    (110, "一百一十"),
                    (1001, "一千〇一"),
                    (10_050, "一万〇五十"),
                    (120_000, "十二万"),
                ],
            ),
            ("taiwaneseCountingThousand", &[(101, "一百零一"), (20_000, "二萬")]),
            ("japaneseCounting", &[(11, "十一"), (101, "百一"), (1111, "千百十一")]),
            ("chineseLegalSimplified", &[(2, "贰"), (10, "壹拾"), (101, "壹佰零壹")]),
            ("ideographLegalTraditional", &[(6, "陸"), (16, "壹拾陸")]),
            ("ideographTraditional", &[(2, "乙"), (11, "11")]),
            ("ideographZodiac", &[(12, "亥")]),
            ("ideographZodiacTraditional", &[(1, "甲子"), (60, "癸亥"), (61, "61")]),
            ("numberInDash", &[(1, "- 1 -")]),
            ("bullet", &[(1, "")]),
            ("none", &[(1, "")]),
            ("cardinalText", &[(1, "1")]),
        ] {
            for &(value, words) in values {
                assert_eq!(printed(NumberFormat::of_name(name), value), words, "{name} {value}");
            }
        }
    }

    #[test]
    fn a_label_stands_close_before_its_words() {
        for (label, close, words, text) in [
            ("一、\t", false, "总体要求", "一、总体要求"),
            ("（一）", false, "加强领导", "（一）加强领导"),
            ("①", false, "甲", "①甲"),
            ("第三条\t", false, "各单位", "第三条 各单位"),
            ("1.", false, "5倍", "1. 5倍"),
            ("(1)", true, "甲", "(1)甲"),
            ("2.", false, "", "2."),
            ("\u{F0B7}\t", false, "甲", "•甲"),
            ("\u{F0D8}", false, "（一）甲", "（一）甲"),
            ("※", false, "1.5倍", "※1.5倍"),
            ("", false, "甲", "甲"),
        ] {
            assert_eq!(labelled(label, close, words), text);
        }
    }

    #[test]
    fn codes_and_names_mean_the_same() {
        for (code, name) in [
            (0, "decimal"),
            (1, "upperRoman"),
            (2, "lowerRoman"),
            (3, "upperLetter"),
            (4, "lowerLetter"),
            (10, "ideographDigital"),
            (11, "japaneseCounting"),
            (14, "decimalFullWidth"),
            (18, "decimalEnclosedCircle"),
            (22, "decimalZero"),
            (23, "bullet"),
            (26, "decimalEnclosedFullstop"),
            (27, "decimalEnclosedParen"),
            (28, "decimalEnclosedCircleChinese"),
            (29, "ideographEnclosedCircle"),
            (30, "ideographTraditional"),
            (31, "ideographZodiac"),
            (32, "ideographZodiacTraditional"),
            (33, "taiwaneseCounting"),
            (34, "ideographLegalTraditional"),
            (35, "taiwaneseCountingThousand"),
            (36, "taiwaneseDigital"),
            (37, "chineseCounting"),
            (38, "chineseLegalSimplified"),
            (39, "chineseCountingThousand"),
            (57, "numberInDash"),
            (255, "none"),
        ] {
            assert_eq!(NumberFormat::of_code(code), NumberFormat::of_name(name), "{name}");
        }
    }

    #[test]
    fn counted_numbers_are_read_back() {
        for value in (1..2_000).chain([10_000, 10_101, 99_999]) {
            for format in [NumberFormat::HanThousand, NumberFormat::LegalSimplified] {
                let words = printed(format, value);
                assert_eq!(crate::numeral::integer(&words), Some(u64::from(value)), "{words}");
            }
        }
    }
}
