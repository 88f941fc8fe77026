//! Dashes: whatever stands for the Chinese dash 破折号 (`――` `──` `--`) → `——` (GB/T 15834: two characters wide).
//! In and out: text. Runs of three and more hyphens are rules between parts and stay, as do hyphens between letters
//! or digits, en dashes and the single `—` of ranges.

use super::class::{bit, class, is_blank, is_han, next};
use super::rewrite::{Edited, Rewriter};

/// Gives dashes their usual form; nothing where all have it.
pub(super) fn fold(text: &str) -> Option<Edited> {
    // Hyphens stand in every date; two in a row, or another dash, are rare.
    if ["--", "―", "─", "━"]
        .iter()
        .all(|dash| memchr::memmem::find(text.as_bytes(), dash.as_bytes()).is_none())
    {
        return None;
    }
    let mut out = Rewriter::new(text);
    let mut from = 0;
    while let Some((at, c)) = next(text, from, bit::DASH) {
        if c != '-' {
            out.swap(at, c, '—');
            from = at + c.len_utf8();
            continue;
        }
        let run = text.as_bytes()[at..].iter().take_while(|b| **b == b'-').count();
        let end = at + run;
        from = end;
        if run != 2 {
            continue;
        }
        let before = text[..at].chars().next_back().unwrap_or('\n');
        // Blanks do not part a dash from its words; they go later.
        let after = text[end..].chars().find(|c| !is_blank(*c)).unwrap_or('\n');
        let chinese = |c: char| is_han(c) || matches!(c, '“' | '”' | '《' | '》' | '〈' | '「' | '，' | '、' | '：');
        if chinese(after) && !before.is_ascii_alphanumeric() && !is_dash(before) {
            out.replace(at, end, "——");
        }
    }
    out.finish()
}

fn is_dash(c: char) -> bool {
    class(c) & bit::DASH != 0 || c == '—'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        fold(text).map_or_else(|| text.to_owned(), |edited| edited.text)
    }

    #[test]
    fn dashes() {
        for (text, want) in [
            ("――坚持底线", "——坚持底线"),
            ("──坚持底线", "——坚持底线"),
            ("--坚持底线", "——坚持底线"),
            ("-- 坚持底线", "—— 坚持底线"),
            ("目标--“双下降”", "目标——“双下降”"),
        ] {
            assert_eq!(folded(text), want);
        }
    }

    #[test]
    fn other_hyphens_stay() {
        for text in ["2021-03-16", "----------", "2024—2026年", "run --all", "GB--T甲", "-甲"] {
            assert!(fold(text).is_none(), "{text}");
        }
    }
}
