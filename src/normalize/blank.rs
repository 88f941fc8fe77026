//! Blanks inside Chinese text, which Chinese writing does not use: NBSP, U+3000, tabs and all other widths. In and
//! out: text; line ends stay.
//!
//! | where | what becomes of it |
//! | --- | --- |
//! | start and end of a line, beside Chinese marks, inside brackets | taken out |
//! | one blank between Han characters, digits and Latin words | taken out where either side is Han |
//! | two blanks and more, or U+3000, between Han words: columns, joint signatures | one U+3000 |
//! | one blank between two bodies on a line of their own: joint signatures | one U+3000 |
//! | behind a label without a mark that opens a line: `第一条 根据`, `附件1 名单`, `一 总则` | one U+3000 |
//! | wide blanks between single characters: `目　录`, `王　伟` | taken out |
//! | tabs inside a line: cells of a table | the tabs alone |
//! | behind a number that opens a line: `1 范围`, `2.1 目标`, but not `2024 年` | kept, as one |
//! | between the thousands of a number in a sentence, as Hong Kong writes them: `增至12 000张` | taken out |
//! | between Latin words and digits | one blank |
//!
//! Not handled: blanks that stand for a mark that was lost.

use super::class::{bit, is_blank, is_han, next};
use super::lines::label;
use super::rewrite::{Edited, Rewriter};

/// Farthest that the text beside a blank is looked at, in characters.
const NEAR: usize = 40;
/// What stays between columns of Chinese words.
const COLUMN: &str = "\u{3000}";

/// What stands beside a blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The start or end of a line.
    Edge,
    /// A Han character, or a letter of a script written without blanks.
    Han,
    /// A mark of Chinese writing, or a sign outside ASCII.
    Mark,
    /// A curly quote: Chinese beside Chinese, English beside English.
    Quote,
    Open,
    Close,
    Digit,
    Latin,
    /// Other ASCII.
    Sign,
}

impl Side {
    fn of(c: char) -> Self {
        match c {
            '\n' => Self::Edge,
            '(' | '[' | '{' => Self::Open,
            ')' | ']' | '}' => Self::Close,
            '0'..='9' => Self::Digit,
            'a'..='z' | 'A'..='Z' => Self::Latin,
            '!'..='~' => Self::Sign,
            '“' | '”' | '‘' | '’' => Self::Quote,
            c if is_han(c) || matches!(c, '\u{3040}'..='\u{30ff}') => Self::Han,
            c if c.is_alphabetic() => Self::Latin,
            _ => Self::Mark,
        }
    }
}

/// A run of blanks and its place.
struct Run<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    line_start: usize,
    left: char,
    right: char,
}

/// Takes blanks out of Chinese text; nothing where there are none to take.
pub(super) fn remove(text: &str) -> Option<Edited> {
    let mut out = Rewriter::new(text);
    let (mut line_start, mut from) = (0, 0);
    while let Some((start, _)) = next(text, from, bit::BLANK) {
        let rest = text[start..].trim_start_matches(is_blank);
        let end = text.len() - rest.len();
        if let Some(line_end) = memchr::memrchr(b'\n', &text.as_bytes()[from..start]) {
            line_start = from + line_end + 1;
        }
        from = end;
        let left = text[..start].chars().next_back().unwrap_or('\n');
        let right = rest.chars().next().unwrap_or('\n');
        let run = Run {
            text,
            start,
            end,
            line_start,
            left,
            right,
        };
        let old = &text[start..end];
        match run.remains() {
            Remains::Nothing => out.delete(start, end),
            Remains::One(blank) if old == blank => {}
            Remains::One(blank) => out.replace(start, end, blank),
            Remains::Tabs => {
                let tabs: String = old.chars().filter(|c| *c == '\t').collect();
                if tabs != old {
                    out.replace(start, end, &tabs);
                }
            }
        }
    }
    out.finish()
}

/// What remains of a run of blanks.
enum Remains {
    Nothing,
    One(&'static str),
    Tabs,
}

impl Run<'_> {
    fn remains(&self) -> Remains {
        use Side::{Close, Digit, Edge, Han, Latin, Mark, Open, Quote, Sign};
        let blanks = &self.text[self.start..self.end];
        let wide = blanks.contains(['\u{3000}', '\u{2003}']) || blanks.chars().nth(1).is_some();
        let column = || if wide { Remains::One(COLUMN) } else { Remains::Nothing };
        let (left, right) = (Side::of(self.left), Side::of(self.right));
        if left == Edge || right == Edge {
            return Remains::Nothing;
        }
        if blanks.contains('\t') {
            return if self.follows_label() {
                Remains::Nothing
            } else {
                Remains::Tabs
            };
        }
        match (left, right) {
            (Quote, Latin) | (Latin, Quote) => Remains::One(" "),
            (Open | Mark | Quote, _) | (_, Close | Mark | Quote) => Remains::Nothing,
            (Close, Han) | (Han, Open) => Remains::Nothing,
            (Han, Han) if self.between_single_characters() => Remains::Nothing,
            (Han, Han) if self.follows_label() || self.follows_numeral() || self.between_bodies() => {
                Remains::One(COLUMN)
            }
            (Han, Han | Latin) | (Latin, Han) => column(),
            (Han, Digit) if "年月日第至到约共近达为".contains(self.left) => Remains::Nothing,
            (Han, Digit) => column(),
            (Digit, Han) if self.follows_label() => Remains::One(COLUMN),
            (Digit, Han) if is_measure(self.right) => Remains::Nothing,
            (Digit, Han) if !wide && self.follows_line_number() => Remains::One(" "),
            (Digit, Han) => column(),
            (Sign, Han) if self.follows_bullet() => Remains::One(" "),
            (Sign, Han) | (Han, Sign) => Remains::Nothing,
            (Digit, Digit) if !wide && self.parts_thousands() => Remains::Nothing,
            (Digit, Sign) if self.right == '%' => Remains::Nothing,
            (Digit, Sign) if self.right == '.' && self.follows_line_number() => Remains::Nothing,
            _ => Remains::One(" "),
        }
    }

    /// Whether the blank parts the thousands of a number (ISO 80000-1, 7.3.1) that stands in a sentence: a Chinese word
    /// before it, its measure behind it.
    fn parts_thousands(&self) -> bool {
        let mut front = &self.text[self.line_start..self.start];
        loop {
            let head = front.trim_end_matches(|c: char| c.is_ascii_digit());
            let digits = front.len() - head.len();
            match head.strip_suffix([' ', '\u{a0}', '\u{2009}']) {
                Some(more) if digits == 3 && more.ends_with(|c: char| c.is_ascii_digit()) => front = more,
                _ if (1..=3).contains(&digits) && head.ends_with(is_han) => break,
                _ => return false,
            }
        }
        let mut rest = &self.text[self.end..];
        loop {
            let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            if rest.len() - tail.len() != 3 {
                return false;
            }
            match tail.strip_prefix([' ', '\u{a0}', '\u{2009}']) {
                Some(more) if more.starts_with(|c: char| c.is_ascii_digit()) => rest = more,
                _ => return tail.trim_start_matches(is_blank).starts_with(is_han),
            }
        }
    }

    /// The text of the line before the run, if it is short.
    fn line_before(&self) -> Option<&str> {
        let before = &self.text[self.line_start..self.start];
        (before.len() <= NEAR).then(|| before.trim_start_matches(is_blank))
    }

    /// Whether nothing but a label stands before the run on its line; blanks inside it, `附件 2`, do not count.
    fn follows_label(&self) -> bool {
        self.line_before().is_some_and(|before| {
            let whole: String = before.chars().filter(|c| !is_blank(*c)).collect();
            label(&whole) == Some(whole.len())
        })
    }

    /// Whether nothing but a number, `1` or `2.1`, stands before the run on its line.
    fn follows_line_number(&self) -> bool {
        self.line_before()
            .is_some_and(|before| before.len() <= 8 && before.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
    }

    /// Whether nothing but a Chinese numeral stands before the run on its line, and no numeral or mark behind it:
    /// `一 总体要求`.
    fn follows_numeral(&self) -> bool {
        let numeral = |c: char| "一二三四五六七八九十".contains(c);
        !numeral(self.right)
            && !matches!(self.right, '是' | '要')
            && self
                .line_before()
                .is_some_and(|before| (1..=9).contains(&before.len()) && before.chars().all(numeral))
    }

    /// Whether a lone sign stands before the run on its line: `-` `*` `#` `+` `>`.
    fn follows_bullet(&self) -> bool {
        self.line_before()
            .is_some_and(|before| matches!(before, "-" | "*" | "#" | "+" | ">" | "##" | "###"))
    }

    /// The word on the left, up to a blank, mark or line end, whole where it is near, and the one on the right.
    fn words(&self) -> (&str, &str) {
        let stop = |c: char| is_blank(c) || c == '\n';
        let before = &self.text[self.line_start..self.start];
        let after = &self.text[self.end..];
        let left: usize = before
            .chars()
            .rev()
            .take(NEAR)
            .take_while(|c| !stop(*c))
            .map(char::len_utf8)
            .sum();
        let right: usize = after
            .chars()
            .take(NEAR)
            .take_while(|c| !stop(*c))
            .map(char::len_utf8)
            .sum();
        (&before[before.len() - left..], &after[..right])
    }

    /// Letter-spaced words: both neighbours are words of one character, whatever mark follows.
    fn between_single_characters(&self) -> bool {
        let (left, right) = self.words();
        let alone = |c: Option<char>| !c.is_some_and(is_han);
        alone(left.chars().rev().nth(1)) && alone(right.chars().nth(1))
    }

    /// Names of bodies that sign or issue together, on a line without marks.
    fn between_bodies(&self) -> bool {
        let body = |word: &str| {
            let ministry = word.ends_with(['部', '院']) && word.chars().count() == 3;
            (word.chars().nth(3).is_some() || ministry)
                && word.chars().all(is_han)
                && word.ends_with(|c| BODY_ENDS.contains(c))
        };
        let (left, right) = self.words();
        // `教育部 财政部关于…`: bodies in front of a title.
        let right = right
            .split_once("关于")
            .or(right.split_once("關於"))
            .map_or(right, |(front, _)| front);
        body(left) && body(right)
    }
}

/// Last characters of the names of bodies (机构名称) that issue notices.
const BODY_ENDS: &str = "委府局厅廳部会會院办辦处處室组組社行署司所团團";

/// Whether `c` begins a unit of time or a measure word, so that the number before it belongs to it.
fn is_measure(c: char) -> bool {
    "年月日时時分秒号號届屆个個项項条條款章节節人名位户戶家所间間座台套件份次批期级級类類种種天周季度万萬亿億千百余餘多元吨噸米公平亩畝厘倍成岁歲\
     以至到左点點等小".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        remove(text).map_or_else(|| text.to_owned(), |edited| edited.text)
    }

    #[test]
    fn blanks_inside_chinese_text_go() {
        for (text, want) in [
            ("　　加强 组织\u{a0}领导  \n\t落实", "加强组织领导\n落实"),
            ("2024 年 5 月 3 日", "2024年5月3日"),
            ("（ 2024—2026年 ）", "（2024—2026年）"),
            ("( 2024年 )", "(2024年)"),
            ("要求 ， 结合 实际 。 各地", "要求，结合实际。各地"),
            ("推进 5G 网络", "推进5G网络"),
            ("(一) 加强", "(一)加强"),
            ("一、　总体要求", "一、总体要求"),
            ("1. 加强", "1.加强"),
            ("达到 75 %以上", "达到75%以上"),
            ("通知 (赣安〔2021〕2号)", "通知(赣安〔2021〕2号)"),
            ("目　　录\n附　件：\n(王　伟)", "目录\n附件：\n(王伟)"),
            ("到2025　年，", "到2025年，"),
            ("增至12 000張，投放1 200 000元", "增至12000張，投放1200000元"),
        ] {
            assert_eq!(clean(text), want);
        }
    }

    #[test]
    fn blanks_that_part_words_stay() {
        for (text, want) in [
            ("World Bank  Group", "World Bank Group"),
            ("财政部　发展改革委", "财政部　发展改革委"),
            ("财政部    发展改革委", "财政部　发展改革委"),
            ("第一章　总则", "第一章　总则"),
            (
                "第一条 根据\n依照第一条 规定\n附件1 名单",
                "第一条　根据\n依照第一条规定\n附件1　名单",
            ),
            ("某市委员会 某市人民政府", "某市委员会　某市人民政府"),
            ("1 范围\n2.1 目标\n12 个月", "1 范围\n2.1 目标\n12个月"),
            ("序号\t任务 \t 单位\t\t时限", "序号\t任务\t单位\t\t时限"),
            ("1.\t加强", "1.加强"),
            ("2018-12-07  17:44", "2018-12-07 17:44"),
            ("“Internet Plus” action", "“Internet Plus” action"),
            ("- 加强", "- 加强"),
            ("2 300个\n电话021 345 6789", "2 300个\n电话021 345 6789"),
            ("王　伟　李小明", "王伟　李小明"),
        ] {
            assert_eq!(clean(text), want);
            assert_eq!(clean(want), want, "again");
        }
    }
}
