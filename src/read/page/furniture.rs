//! Page heads, page feet and page numbers, which no one would type off a page.
//!
//! In: the [`Sheet`]s of a document. Lines near the upper or lower edge go if they are page numbers, or if the same line, or
//! the same but for its digits, stands at the same height of several pages. Large lines are titles: forms repeat them, so
//! they go only where the table below them goes on from the page before.

use super::sheet::{Item, Sheet};
use std::collections::HashMap;

/// How near the edge furniture stands, as a part of the height of the page.
const EDGE: f32 = 0.13;
/// The same in lines of text.
const LINES_NEAR: f32 = 6.0;
/// Most lines of furniture at one edge.
const LINES: usize = 3;
/// How far heights may differ, in parts of the font size.
const LEVEL: f32 = 0.8;
/// Sizes above this part of that of the text are titles.
const LARGE: f32 = 1.1;

/// A line near an edge.
struct Candidate {
    sheet: usize,
    item: usize,
    /// Distance from the edge.
    height: f32,
    size: f32,
    /// It is larger than the text of its page.
    is_title: bool,
}

/// Removes furniture.
pub(super) fn remove(sheets: &mut [Sheet]) {
    let mut candidates: HashMap<(bool, String), Vec<Candidate>> = HashMap::new();
    let mut gone: Vec<(usize, usize)> = Vec::new();
    for (sheet_number, sheet) in sheets.iter().enumerate() {
        for is_foot in [false, true] {
            for (place, (item, height, text)) in edge(sheet, is_foot).into_iter().enumerate() {
                if is_page_number(&text.text) && (place == 0 || gone.last() == Some(&(sheet_number, item))) {
                    gone.push((sheet_number, item));
                    continue;
                }
                let candidate = Candidate {
                    sheet: sheet_number,
                    item,
                    height,
                    size: text.size,
                    is_title: text.size > LARGE * sheet.usual,
                };
                candidates
                    .entry((is_foot, form(&text.text)))
                    .or_default()
                    .push(candidate);
            }
        }
    }
    let enough = if sheets.len() > 5 { 3 } else { 2 };
    for mut group in candidates.into_values() {
        group.sort_by(|a, b| a.height.total_cmp(&b.height));
        let same = |a: &Candidate, b: &Candidate| (a.height - b.height).abs() <= LEVEL * a.size;
        for level in group.chunk_by(same) {
            if level.len() >= enough {
                let idle = level
                    .iter()
                    .filter(|candidate| !candidate.is_title || stands_over_rest(sheets, candidate));
                gone.extend(idle.map(|candidate| (candidate.sheet, candidate.item)));
            }
        }
    }
    gone.sort_unstable();
    gone.dedup();
    for (sheet, item) in gone.into_iter().rev() {
        if let Some(sheet) = sheets.get_mut(sheet)
            && item < sheet.items.len()
        {
            sheet.items.remove(item);
        }
    }
}

/// Whether a title is printed again above the rest of a table.
fn stands_over_rest(sheets: &[Sheet], title: &Candidate) -> bool {
    let last = title
        .sheet
        .checked_sub(1)
        .and_then(|before| sheets.get(before)?.items.last());
    let next = sheets
        .get(title.sheet)
        .and_then(|sheet| sheet.items.get(title.item + 1));
    match (last, next) {
        (Some(Item::Table(last)), Some(Item::Table(next))) => last.goes_on(next, title.size),
        _ => false,
    }
}

/// The lines nearest to an edge: number of the item, distance from the edge, line; nearest first.
fn edge(sheet: &Sheet, is_foot: bool) -> Vec<(usize, f32, &super::paragraph::Text)> {
    let height = sheet.size.1;
    // Small pages have margins of some lines too.
    let near = (EDGE * height).max(LINES_NEAR * sheet.usual).min(0.25 * height);
    let mut lines: Vec<_> = sheet
        .items
        .iter()
        .enumerate()
        .filter_map(|(number, item)| match item {
            Item::Text(text, _) => {
                let distance = if is_foot { height - text.y } else { text.y };
                (distance < near).then_some((number, distance, text))
            }
            Item::Table(_) => None,
        })
        .collect();
    lines.sort_by(|a, b| a.1.total_cmp(&b.1));
    // A table beyond a line means that the line is none of the furniture, but a number may stand under it.
    lines.truncate(LINES);
    lines
}

/// A line without its blanks, every number in it the same.
fn form(text: &str) -> String {
    let mut form = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if c.is_ascii_digit() || ('０'..='９').contains(&c) {
            if !form.ends_with('0') {
                form.push('0');
            }
        } else {
            form.push(c);
        }
    }
    form
}

/// Whether a line is a page number: `3`, `- 3 -`, `—3—`, `第3页`, `第 3 页 共 9 页`, `3/9`, `iii`, `Page 3 of 9`.
pub(super) fn is_page_number(text: &str) -> bool {
    let form: String = form(text).to_lowercase();
    let bare = form.trim_matches(|c| "-—–－─―~～·•.|/[]()（）【】<>《》".contains(c));
    if bare.chars().count() > 12 {
        return false;
    }
    match bare {
        "0" | "第0页" | "第0頁" | "0/0" | "page0" | "page0of0" | "p.0" | "p0" | "0of0" | "0页" | "0頁" => {
            return true;
        }
        _ => {}
    }
    let numeral = |c: char| "0一二三四五六七八九十百〇".contains(c);
    if let Some(rest) = bare.strip_prefix('第') {
        let rest = rest.trim_start_matches(numeral);
        let rest = rest.strip_prefix(['页', '頁']).unwrap_or(rest);
        let rest = rest.trim_start_matches(['/', ',', '，', '、', '(', '（', '-', '|']);
        let whole = rest.strip_prefix(['共', '总', '總']).unwrap_or(rest);
        return rest.len() < bare.len()
            && whole
                .trim_start_matches(numeral)
                .trim_matches(['页', '頁', ')', '）'])
                .is_empty()
            && bare.contains(['页', '頁']);
    }
    // Roman numerals, but no word.
    (1..=6).contains(&bare.len()) && bare.chars().all(|c| "ivxl".contains(c)) && form.len() < 9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_known() {
        for text in [
            "3",
            "- 3 -",
            "—3—",
            "－ 12 －",
            "第3页",
            "第 3 页 共 9 页",
            "第3页/共9页",
            "第三页",
            "3/9",
            "3 / 9",
            "iii",
            "xii",
            "Page 3 of 9",
            "·3·",
            "— 3 —",
            "（3）",
        ] {
            assert!(is_page_number(text), "{text}");
        }
        for text in [
            "2026年",
            "一、",
            "3.5%",
            "第三条",
            "共3人",
            "总则",
            "第三页的说明",
            "civil",
        ] {
            assert!(!is_page_number(text), "{text}");
        }
        assert_eq!(form("第 12 页"), "第0页");
    }
}
