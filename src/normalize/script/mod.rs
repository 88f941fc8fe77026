//! Traditional → simplified characters, OpenCC's `t2s`: characters only, never words (執行 → 执行, not 运行). In: text;
//! out: text of the same number of characters, so that only characters whose UTF-8 length changes need an edit.
//!
//! The default is a table in pure Rust ([`table`]) made from OpenCC's dictionaries; the cargo feature `opencc` runs
//! OpenCC itself through opencc-rust. Both give the same; a test proves it.
//!
//! A text is converted only if it holds a character of traditional script alone. 乾 著 於 覆 and their like are
//! written in simplified texts as well (乾隆, 著名): alone they prove nothing, and in a simplified text they stay.
//!
//! ```
//! use gongdan::model::Script;
//! let clean = gongdan::normalize::normalize("關於印發乾縣應急預案的通知", &[]);
//! assert_eq!((clean.text.as_str(), clean.script), ("关于印发乾县应急预案的通知", Script::Traditional));
//! ```

#[cfg(feature = "opencc")]
mod opencc;
#[cfg_attr(
    feature = "opencc",
    allow(dead_code, reason = "kept for the test that compares both")
)]
mod table;

use super::class::Survey;
use super::rewrite::{Edited, Rewriter};
use crate::model::Script;

/// A share of one in so many characters, or less, is a remainder: a slip of the keyboard, a name, a quotation.
const REMAINDER: usize = 10;

/// The script that a text with these counts is written in.
pub(super) fn verdict(survey: Survey) -> Script {
    let Survey {
        traditional,
        simplified,
        ..
    } = survey;
    let all = traditional + simplified;
    if traditional * REMAINDER <= all {
        Script::Simplified
    } else if simplified * REMAINDER <= all {
        Script::Traditional
    } else {
        Script::Mixed
    }
}

/// Converts `text`; nothing where it has nothing to convert.
pub(super) fn simplify(text: &str) -> Option<Edited> {
    #[cfg(feature = "opencc")]
    {
        opencc::convert(text).and_then(|converted| edited(text, &converted))
    }
    #[cfg(not(feature = "opencc"))]
    {
        let mut out = Rewriter::new(text);
        table::convert(text, &mut out);
        out.finish()
    }
}

/// Forms that Hong Kong writes and OpenCC's t2s leaves, and the simplified ones.
const VARIANTS: [(char, char); 5] = [('衞', '卫'), ('偸', '偷'), ('劵', '券'), ('汚', '污'), ('粧', '妆')];

/// Gives the forms of Hong Kong their simplified ones: `衞生署`; nothing where there are none.
pub(super) fn variants(text: &str) -> Option<Edited> {
    let mut out = Rewriter::new(text);
    for (at, c) in text.char_indices() {
        if let Some((_, simple)) = VARIANTS.iter().find(|(form, _)| *form == c) {
            out.swap(at, c, *simple);
        }
    }
    out.finish()
}

/// The edits that lead from `converted` back to `text`: character by character, or the whole text where a later
/// dictionary changes the number of characters.
#[cfg_attr(not(feature = "opencc"), allow(dead_code, reason = "used with the feature alone"))]
fn edited(text: &str, converted: &str) -> Option<Edited> {
    let mut out = Rewriter::new(text);
    if text.chars().count() == converted.chars().count() {
        for ((at, old), new) in text.char_indices().zip(converted.chars()) {
            if old != new {
                out.swap(at, old, new);
            }
        }
    } else {
        out.replace(0, text.len(), converted);
    }
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts() {
        for (text, want) in [
            ("關於印發工作方案的通知", Script::Traditional),
            ("关于印发工作方案的通知", Script::Simplified),
            ("大江东去", Script::Simplified),
            ("一二三", Script::Simplified),
            ("關於印發應急預案 关于印发应急预案", Script::Mixed),
            ("各县区经审定後报送农业厅、财政厅、发展改革委审查", Script::Simplified),
        ] {
            assert_eq!(verdict(Survey::of(text)), want, "{text}");
        }
    }

    #[test]
    fn edits_only_where_the_length_changes() {
        let edited = simplify("關於儲運").expect("traditional");
        assert_eq!(edited.text, "关于储运");
        assert!(edited.map.is_empty());
        let edited = edited_by_length();
        assert_eq!(edited.map.len(), 1);
    }

    #[test]
    fn forms_of_hong_kong() {
        assert_eq!(variants("衞生署").map(|edited| edited.text).as_deref(), Some("卫生署"));
        assert_eq!(variants("卫生署").map(|edited| edited.text), None);
    }

    fn edited_by_length() -> Edited {
        // 㑮 has three bytes, its simplified form 𫝈 four.
        simplify("甲㑮乙").expect("traditional")
    }
}
