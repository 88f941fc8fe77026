//! Web page furniture: breadcrumbs, dates of posting, counters, print and share bars, related links; page numbers.
//!
//! Input: one line of clean text. Only lines before the title, between the title and the text, and after the last
//! item are asked; page numbers everywhere. Not handled: furniture within a line of text.

use crate::model::ByteSpan;
use crate::prefixes::Prefixes;
use crate::wordset::WordScan;
use std::sync::LazyLock;

/// A line longer than this (in bytes) is text, whatever it holds.
const LONGEST: usize = 240;

struct Words {
    starts: Prefixes,
    whole: Prefixes,
    holds: WordScan,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let rows = |wanted: &'static str| {
        include_str!("../lexicon/furniture.tsv")
            .lines()
            .filter(|row| !row.starts_with('#'))
            .filter_map(move |row| {
                row.split_once('\t')
                    .filter(|(how, _)| *how == wanted)
                    .map(|(_, words)| words)
            })
    };
    Words {
        starts: Prefixes::new(rows("starts")),
        whole: Prefixes::new(rows("is")),
        holds: WordScan::of(rows("holds")),
    }
});

/// Whether the line is furniture of a web page.
#[must_use]
pub fn is_furniture(line: &str) -> bool {
    if is_page_number(line) {
        return true;
    }
    if line.len() > LONGEST {
        return line.starts_with("核心提示") || line.starts_with("摘要");
    }
    let bare: String = line
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '[' | ']' | '【' | '】' | '(' | ')'))
        .collect();
    WORDS.starts.longest(line).is_some()
        || WORDS.starts.longest(&bare).is_some()
        || is_menu(&bare)
        || !line.contains('。') && WORDS.holds.is_in(line)
        || !line.contains('。') && line.matches('>').count() >= 2
        || is_dated_counter(line)
}

/// `首页 政务公开 政策文件`, blanks gone: an entry of a menu or a row of them, and nothing else.
fn is_menu(bare: &str) -> bool {
    let mut rest = bare;
    while let Some(entry) = WORDS.whole.longest(rest) {
        rest = &rest[entry.len()..];
    }
    rest.is_empty() && !bare.is_empty()
}

/// `2021-03-16 683`, `2018-12-07 17:44`: a posting date with a time or a counter, and nothing else.
fn is_dated_counter(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.len() >= 10
        && bytes[..10].iter().enumerate().all(|(i, b)| {
            if i == 4 || i == 7 {
                matches!(b, b'-' | b'/' | b'.')
            } else {
                b.is_ascii_digit()
            }
        })
        && bytes[10..]
            .iter()
            .all(|b| b.is_ascii_digit() || matches!(b, b' ' | b':' | b'-'))
}

/// `- 3 -`, `— 3 —`, `第3页`, `第3页共10页`, a bare number up to 999 in dashes.
#[must_use]
pub fn is_page_number(line: &str) -> bool {
    if line.len() > 40 {
        return false;
    }
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let inner = bare.trim_matches(['-', '—', '–', '·', '~']);
    let dashed =
        inner.len() < bare.len() && !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit());
    dashed
        || bare
            .strip_prefix('第')
            .and_then(|rest| rest.split_once('页'))
            .is_some_and(|(number, rest)| {
                number.bytes().all(|b| b.is_ascii_digit())
                    && rest
                        .chars()
                        .all(|c| c.is_ascii_digit() || matches!(c, '共' | '页' | '/' | ',' | '，'))
            })
}

/// `目录` with its leaders: the lines from `index` on that belong to a table of contents; how many.
#[must_use]
pub fn contents_table(text: &str, lines: &[ByteSpan]) -> usize {
    let Some(first) = lines.first().filter(|line| line.len() <= 16) else {
        return 0;
    };
    if !matches!(
        first.of(text).replace(char::is_whitespace, "").as_str(),
        "目录" | "目次"
    ) {
        return 0;
    }
    // Headings above the entries have no page of their own: a few such lines belong to it where an entry follows whose page
    // is set off. Other signs of an entry go on with the table only directly, for a line of the text may have them too.
    let mut end = 1;
    for (index, line) in lines.iter().enumerate().skip(1) {
        if index > end + UNPAGED {
            break;
        }
        let words = line.of(text);
        let head = words.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '—'));
        let numbered = words.ends_with(|c: char| c.is_ascii_digit());
        let led = ["……", "...", "···"].iter().any(|leader| words.contains(leader));
        let set_off = numbered && (led || head.ends_with(['/', '／']));
        if set_off || index == end && (led || numbered) {
            end = index + 1;
        }
    }
    end
}

/// Lines without a page that may follow each other in a table of contents.
const UNPAGED: usize = 4;

#[cfg(test)]
mod tests {
    use super::{ByteSpan, contents_table, is_furniture, is_page_number};

    fn lines_of(text: &str) -> Vec<ByteSpan> {
        let mut at = 0;
        let line = |line: &str| {
            let span = ByteSpan::new(at, at + line.len());
            at = span.end + 1;
            span
        };
        text.split('\n').map(line).collect()
    }

    #[test]
    fn a_table_of_contents_has_headings_without_a_page() {
        let text = "目次\n甲·计划\n壹、缘起/1\n参、内容\n一、指标/4\n二、项目/5-6\n某县计划\n壹、缘起\n本县自来重视。";
        let lines = lines_of(text);
        assert_eq!(contents_table(text, &lines), 6);
        assert_eq!(contents_table(text, &lines[1..]), 0);
        let text = "目录\n一、缘起 1\n某县计划\n联系电话:0990-8663172\n一、缘起";
        let lines = lines_of(text);
        assert_eq!(
            contents_table(text, &lines),
            2,
            "a line of the text that ends in a number"
        );
    }

    #[test]
    fn knows_furniture() {
        for line in [
            "当前位置:首页",
            "> 政务公开 > 通知公告",
            "发布日期:2019-03-02 10:11 [ ] 浏览次数:",
            "【字体:大 中 小】",
            "打印 关闭",
            "2020-05-06 118",
            "扫一扫在手机打开当前页",
            "— 12 —",
            "第3页 共10页",
        ] {
            assert!(is_furniture(line), "{line}");
        }
    }

    #[test]
    fn leaves_text_alone() {
        for line in [
            "一、总体要求",
            "各县区要定期打印台账,关闭问题企业。",
            "2020年5月6日",
            "——坚持统筹兼顾",
            "云溪市人民政府",
            "第3条 适用范围",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
        assert!(!is_page_number("2020"));
    }
}
