//! The title of a notice that stands above the element which holds its text, and the 发文字号 below it.
//!
//! In: the lines around the notice, the first words of its text, the `<title>` and `<meta>` of the page. Out: lines to put
//! before the text; none where the text says them itself. A line is the title if the page's own title (`<meta
//! name="ArticleTitle">`, which 国务院办公厅's 政府网站发展指引 asks for, or `<title>`) names it, or if it is a heading that
//! ends like a title of a notice. `<title>` alone gives none: in pages that Word wrote it is often that of another text.

use super::dom::{Dom, Step};
use super::fields::Field;
use super::lines::{Line, bare};
use super::tag::Tag;
use regex::Regex;
use std::sync::LazyLock;

/// Shortest title, in characters.
const SHORTEST: usize = 6;
/// Lines before the text among which a title that is no heading is looked for.
const NEAR: usize = 8;
/// Longest title, in characters.
const LONGEST: usize = 160;

/// `云政发〔2020〕3号` and its forms with other brackets.
pub(super) static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[〔﹝\[［（(【][12][0-9]{3}[〕﹞\]］）)】]\s*(?:第\s*)?[0-9]{1,5}\s*[号號]|字第\s*[0-9]{5,}\s*[号號]")
        .expect("a constant, compiled by the tests")
});

static KINDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("../../lexicon/kinds.txt")
        .lines()
        .filter(|row| !row.starts_with('#') && !row.is_empty())
        .collect()
});

/// What the page calls itself.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// `<title>`.
    title: String,
    /// `<meta name="ArticleTitle">`.
    article: String,
}

/// What belongs before the text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// The lines of the title.
    pub title: Vec<String>,
    /// The line with the 发文字号.
    pub number: Option<String>,
}

impl Names {
    /// The names that the page gives.
    pub fn of(dom: &Dom) -> Self {
        let mut names = Self::default();
        for step in dom.walk(dom.root()) {
            let Step::Enter(id) = step else { continue };
            match dom.tag(id) {
                Tag::Title if names.title.is_empty() => {
                    names.title = dom.children(id).map(|child| bare(dom.text(child))).collect();
                }
                Tag::Meta => {
                    if let Some(attrs) = dom.attrs(id).filter(|attrs| &*attrs.key == "articletitle") {
                        names.article = attrs.content.to_string();
                    }
                }
                _ => {}
            }
        }
        names
    }

    /// Whether the page is named by `line`, blanks aside: its own title may hold the name of the site too.
    fn tell(&self, line: &str) -> bool {
        let is_title = ends_like_a_title(line);
        [&bare(&self.article), &self.title].into_iter().any(|name| {
            // `关于…的通知_通知公告_云溪县人民政府`
            let longest = name
                .split(['_', '|', '-', '－', '–'])
                .max_by_key(|part| part.len())
                .unwrap_or(name);
            line == name || line == longest || is_title && name.contains(line)
        })
    }
}

/// What belongs before the text that begins with `start` (without blanks).
pub(super) fn above(lines: &[Line], start: &str, names: &Names, fields: &[Field]) -> Head {
    let before: Vec<&Line> = lines.iter().take_while(|line| !line.is_behind).collect();
    let mut head = Head::default();
    let mut below = 0;
    if let Some((first, end)) = named(&before, names)
        .or_else(|| headed(&before))
        .or_else(|| near(&before))
    {
        let first = first - in_same_block(&before, first);
        head.title = before.iter().take(end).skip(first).map(|line| line.shown()).collect();
        below = end;
    } else {
        let article = names.article.trim();
        let field = fields.iter().find(|field| matches!(field.label, "标题" | "名称"));
        let title = Some(article).filter(|title| !title.is_empty());
        let title = title.or(field.map(|field| field.value.as_str()));
        head.title
            .extend(title.filter(|title| ends_like_a_title(&bare(title))).map(str::to_owned));
    }
    let title: String = head.title.iter().map(|line| letters(line)).collect();
    if letters(start).contains(&title) {
        head.title.clear();
    }
    head.number = before.iter().skip(below).map(|line| line.shown()).find(|line| {
        line.chars().count() <= 40
            && NUMBER.is_match(line)
            && !line.contains(['：', ':'])
            && !start.contains(&bare(line))
    });
    head
}

/// The last lines, up to four, that together are what the page calls itself: where they start and end.
fn named(before: &[&Line], names: &Names) -> Option<(usize, usize)> {
    (1..=before.len()).rev().find_map(|end| {
        (1..=end.min(4)).rev().find_map(|count| {
            let lines = before.get(end - count..end)?;
            // In a menu a title is a link among many; a heading that is a link links to its own page.
            let is_linked = |line: &&Line| line.links * 2 > line.chars && !line.is_heading;
            let joined: String = lines.iter().map(|line| line.bare()).collect();
            let fits = (SHORTEST..=LONGEST).contains(&joined.chars().count());
            (fits && !lines.iter().any(is_linked) && names.tell(&joined)).then_some((end - count, end))
        })
    })
}

/// The last heading that ends like a title.
fn headed(before: &[&Line]) -> Option<(usize, usize)> {
    let may_be =
        |line: &Line| (SHORTEST..=LONGEST).contains(&line.chars) && line.links * 2 < line.chars && line.is_heading;
    let last = before
        .iter()
        .rposition(|line| may_be(line) && ends_like_a_title(&line.bare()))?;
    Some((last, last + 1))
}

/// A line shortly before the text that can be nothing but a title: old pages set it off by type alone.
fn near(before: &[&Line]) -> Option<(usize, usize)> {
    let may_be = |line: &Line| {
        let words = line.bare();
        line.links == 0
            && (SHORTEST..=LONGEST).contains(&line.chars)
            && (words.contains("关于") || words.contains("關於"))
            && ends_with_kind(&words)
            && !words.contains(['。', '：', ':'])
    };
    let first = before.len().saturating_sub(NEAR);
    let at = (first..before.len())
        .rev()
        .find(|&at| before.get(at).is_some_and(|line| may_be(line)))?;
    Some((at, at + 1))
}

/// How many lines right above `first` stand in the same block: the name of the office and the number above the title, or
/// the front of the title.
fn in_same_block(before: &[&Line], first: usize) -> usize {
    let Some(block) = before.get(first).map(|line| line.block) else {
        return 0;
    };
    let above = before.iter().take(first).rev();
    above
        .take_while(|line| line.block == block && line.links == 0 && line.chars <= 60)
        .take(4)
        .count()
}

/// Letters and figures alone: pages drop or add 《》 and blanks.
fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn ends_with_kind(line: &str) -> bool {
    let bare = line.trim_end_matches(['”', '》', '"', '）', ')']);
    KINDS.iter().any(|kind| bare.ends_with(kind))
}

/// Whether the line ends with a 文种 or says 关于.
pub(super) fn ends_like_a_title(line: &str) -> bool {
    line.chars().count() >= SHORTEST
        && !line.ends_with(['.', '…', '。'])
        && (ends_with_kind(line) || line.contains("关于") || line.contains("關於"))
}
