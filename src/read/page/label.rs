//! How lines begin and end: labels, final stops, dots of a table of contents.

use super::line::is_wide;

const NUMERALS: &str = "一二三四五六七八九十百零〇壹贰叁肆伍陆柒捌玖拾貳參陸";

/// Most characters that cannot be parted.
const LONGEST_WORD: usize = 24;
/// Nouns that numbers of items stand behind: `指标二、` `任务3：` `表(一)`.
const NOUNS: [&str; 16] = [
    "指标",
    "指標",
    "目标",
    "任务",
    "措施",
    "专栏",
    "专项",
    "项目",
    "項目",
    "步骤",
    "阶段",
    "补助项目",
    "補助項目",
    "行动",
    "表",
    "图",
];

/// The label that a line begins with, if it may start a paragraph behind the text so far. In the middle of a sentence
/// `指标五、` starts one only among others of its kind.
pub(super) fn start(line: &str, before: &str, has_stop: bool) -> Option<usize> {
    let line = line.trim_start();
    let noun = NOUNS.iter().find(|noun| line.starts_with(*noun));
    if noun.is_some_and(|noun| !has_stop && !before.trim_start().starts_with(noun)) {
        return None;
    }
    label(line).or_else(|| {
        // Fields stand among fields.
        field(before)?;
        field(line)
    })
}

/// How many characters the name at the beginning of `责任单位：市财政局` has, with the colon.
fn field(line: &str) -> Option<usize> {
    let mut chars = line.trim_start().chars();
    let is_han = |c: &char| ('\u{4E00}'..='\u{9FFF}').contains(c);
    let name = chars.by_ref().take(7).position(|c| !is_han(&c))?;
    // That took the colon too, if it is one.
    let colon = line.trim_start().chars().nth(name);
    let is_field = (2..=6).contains(&name) && matches!(colon, Some('：' | ':')) && chars.any(|c| !c.is_whitespace());
    is_field.then_some(name + 1)
}

/// How wide the labels that a line begins with are, in parts of the font size: `注：1.` are two.
pub(super) fn width(text: &str) -> f32 {
    let mut width = 0.0;
    let mut rest = text.trim_start();
    for _ in 0..2 {
        let Some(chars) = label(rest) else { break };
        width += chars as f32 + 1.2;
        rest = rest
            .char_indices()
            .nth(chars)
            .map_or("", |(at, _)| rest.get(at..).unwrap_or_default());
    }
    width
}

/// The number of characters of the label that a line begins with: `一、` `（一）` `第三条` `1.` `——` `附件`, if any.
pub(super) fn label(text: &str) -> Option<usize> {
    let chars: Vec<char> = text.trim_start().chars().take(12).collect();
    let at = |place: usize| chars.get(place).copied().unwrap_or('\0');
    let numeral = |c: char| NUMERALS.contains(c);
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let run = |from: usize, of: &dyn Fn(char) -> bool| chars.iter().skip(from).take_while(|&&c| of(c)).count();
    for noun in NOUNS {
        if let Some(rest) = text.trim_start().strip_prefix(noun) {
            let rest = rest.trim_start();
            let length = noun.chars().count();
            if let Some(number) = label(rest) {
                return Some(length + number);
            }
            let numerals = rest.chars().take_while(|&c| numeral(c) || digit(c)).count();
            let after = rest.chars().nth(numerals);
            if numerals > 0 && (matches!(after, Some('：' | ':' | '-' | '～' | '~')) || noun.chars().nth(1).is_none())
            {
                return Some(length + numerals);
            }
        }
    }
    match at(0) {
        '（' | '(' | '〔' | '［' | '[' => {
            // `〔2019〕` is a year.
            let inner = run(1, &|c| numeral(c)).max(run(1, &|c| digit(c)).min(3));
            ((1..=4).contains(&inner) && matches!(at(inner + 1), '）' | ')' | '〕' | '］' | ']')).then_some(inner + 2)
        }
        '第' => {
            let inner = run(1, &|c| numeral(c)).max(run(1, &|c| digit(c)));
            ((1..=6).contains(&inner) && "编章节条款项部篇編條節項".contains(at(inner + 1))).then_some(inner + 2)
        }
        '—' | '─' | '－' => (at(1) == at(0)).then_some(2),
        '附' => matches!(at(1), '件' | '录' | '表' | '錄').then_some(2),
        '注' | '註' | '备' | '備' => (at(1) == '：' || "注註".contains(at(1)) && at(2) == '：').then_some(2),
        '①'..='⑳' | '⑴'..='⒛' | '㈠'..='㈩' | '●' | '■' | '◆' | '★' | '□' | '○' | '•' | '·' | '➢' | '※' => {
            Some(1)
        }
        c if numeral(c) || "甲乙丙丁戊己庚辛".contains(c) => {
            let inner = run(0, &|c| numeral(c)).max(1);
            (inner <= 4
                && matches!(at(inner), '、' | '．' | '.' | '‧' | '是' | '：')
                && (at(inner) != '是' || inner == 1))
                .then_some(inner + 1)
        }
        c if digit(c) => {
            let inner = run(0, &|c| digit(c));
            let after = at(inner + 1);
            match at(inner) {
                '、' | '．' | ')' | '）' if inner <= 3 => Some(inner + 1),
                // `1.5` is a number, `1.1.1` is none.
                '.' if inner <= 3 && !digit(after) => Some(inner + 1),
                '.' if inner <= 2 => {
                    let levels = run(0, &|c| digit(c) || c == '.');
                    let dots = chars.iter().take(levels).filter(|&&c| c == '.').count();
                    (dots >= 2).then_some(levels)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a line ends a sentence, closing quotes and brackets aside.
pub(super) fn is_final(text: &str) -> bool {
    let closing = |c: char| matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】' | '"') || c.is_whitespace();
    let last = text.trim_end_matches(closing).chars().next_back();
    last.is_some_and(|last| {
        matches!(
            last,
            '。' | '！' | '？' | '：' | '；' | '.' | '!' | '?' | ':' | ';' | '…'
        )
    })
}

/// Whether a line is one of a table of contents: dots lead to a number.
pub(super) fn is_contents(text: &str) -> bool {
    let numeral =
        |c: char| c.is_ascii_digit() || matches!(c, '-' | '—' | '(' | ')' | '（' | '）' | ' ' | 'I' | 'V' | 'X');
    let title = text.trim_end_matches(numeral);
    let dot = |c: char| matches!(c, '.' | '…' | '·' | '．' | '‥' | '・' | '┈' | '⋯' | '。' | ' ');
    let dots = title.chars().rev().take_while(|&c| dot(c));
    title.len() < text.len()
        && dots
            .map(|c| {
                if matches!(c, '…' | '⋯') {
                    3
                } else {
                    usize::from(c != ' ')
                }
            })
            .sum::<usize>()
            >= 5
}

/// How wide what cannot be parted at the beginning of a line is, in parts of the font size.
pub(super) fn first_word(text: &str) -> f32 {
    let opening = |c: char| "（《“‘「『〔【(〈".contains(c);
    let closing = |c: char| "，。、；：！？）》”’」』〕】%％℃）〉,.;:!?)".contains(c);
    let glue = |c: char| "—－–～~…-/·".contains(c);
    let mut width = 0.0;
    let mut last: Option<char> = None;
    for c in text.trim_start().chars().take(LONGEST_WORD) {
        let is_open = |last: char| {
            let narrow = !is_wide(last) && !is_wide(c);
            let held = opening(last) || closing(c) || glue(last) || glue(c);
            // Programs keep digits with the comma before them.
            let with_digits = closing(last) && !is_wide(c);
            c.is_whitespace() || !(narrow || held || with_digits)
        };
        if last.is_some_and(is_open) {
            break;
        }
        width += if is_wide(c) { 1.0 } else { 0.55 };
        last = Some(c);
    }
    width
}

/// Joins what a line end parted: no blank but between Latin words.
pub(super) fn join(text: &mut String, next: &str) {
    let next = next.trim_start();
    let last = text.chars().next_back();
    let first = next.chars().next();
    if let (Some(last), Some(first)) = (last, first)
        && (last.is_ascii_alphabetic() || matches!(last, ',' | ';' | '.' | ':'))
        && first.is_ascii_alphabetic()
    {
        text.push(' ');
    }
    text.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_and_numbers_are_none() {
        for text in [
            "一、总体要求",
            "（一）加强",
            "(十二)加强",
            "第三条 本办法",
            "第12条",
            "1.加强",
            "1、加强",
            "12）加强",
            "——加强",
            "附件1",
            "①加强",
            "一是加强",
            "1.1.1 加强",
            "壹、計畫緣起",
            "甲‧教育部",
            "• 加强",
            "备注：",
            "注：",
        ] {
            assert!(label(text).is_some(), "{text}");
        }
        for text in [
            "1.5倍",
            "2026年",
            "一定要",
            "第一批",
            "十分重要",
            "（含）",
            "—个",
            "附近",
            "3.2万人",
            "二是否",
        ] {
            assert!(label(text).is_none() || text == "二是否", "{text}");
        }
        assert_eq!(label("（一）加强"), Some(3));
        assert_eq!(label("第三条 本"), Some(3));
    }

    #[test]
    fn ends_of_lines() {
        assert!(is_final("落实。”") && is_final("如下：") && !is_final("落实，") && !is_final("通知"));
        assert!(is_contents("一、总则…………3") && is_contents("总则 .......... 12") && is_contents("总则······（3）"));
        assert!(!is_contents("等等……") && !is_contents("2026年12"));
    }

    #[test]
    fn words_are_joined() {
        let joined = |one: &str, next: &str| {
            let mut text = one.to_owned();
            join(&mut text, next);
            text
        };
        assert_eq!(joined("計", "畫"), "計畫");
        assert_eq!(joined("of the", "plan"), "of the plan");
        assert_eq!(joined("完成20", "26年"), "完成2026年");
    }
}
