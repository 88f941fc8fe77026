//! The whole road on texts that nobody wrote: no panic, spans inside the source and in order, same bytes twice.

use gongdan::emit::json;
use gongdan::model::{CharSpan, TaskList};
use gongdan::pipeline::{Options, run};
use proptest::prelude::*;
use std::path::PathBuf;
use std::sync::LazyLock;

/// The notices of the corpus as text.
static NOTICES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/dev");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let read = |path: &PathBuf| {
        gongdan::read::read(&std::fs::read(path).unwrap(), &Default::default())
            .unwrap()
            .text
    };
    paths.iter().map(read).collect()
});

fn spans(list: &TaskList) -> Vec<CharSpan> {
    let facts = list.items.iter().flat_map(|item| {
        let deadlines = item.deadlines.iter().map(|d| d.span);
        let units = item.units.iter().map(|u| u.span);
        let targets = item.targets.iter().map(|t| t.span);
        item.actions
            .iter()
            .map(|a| a.span)
            .chain(deadlines)
            .chain(units)
            .chain(targets)
            .chain([item.span])
    });
    facts
        .chain(list.warnings.iter().filter_map(|w| w.span))
        .chain(list.notice.cites.iter().map(|c| c.span))
        .collect()
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let Ok(lists) = run("n.txt", text.as_bytes(), None, &Options::default()) else {
        return Ok(());
    };
    let count = text.trim_start_matches('\u{feff}').chars().count();
    for span in lists.iter().flat_map(spans) {
        prop_assert!(
            span.start <= span.end && span.end <= count,
            "{:?} of {} in {:?}",
            span,
            count,
            text
        );
    }
    let again = run("n.txt", text.as_bytes(), None, &Options::default()).unwrap();
    let bytes = |lists: &[TaskList]| lists.iter().map(json::to_vec).collect::<Vec<_>>();
    prop_assert_eq!(bytes(&lists), bytes(&again));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_damaged_notice_is_read_without_panic(
        which in any::<prop::sample::Index>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..40, "[\\PC\\n（）()〔〕一二1-9年月日、，。；：]{0,4}"), 1..12),
        from in any::<prop::sample::Index>(),
    ) {
        let mut chars: Vec<char> = which.get(&NOTICES).chars().collect();
        // A stretch of 1,500 characters keeps a case short.
        let start = from.index(chars.len());
        chars = chars[start..].iter().copied().take(1_500).collect();
        for (at, len, insert) in cuts {
            let at = at.index(chars.len() + 1).min(chars.len());
            let end = (at + len).min(chars.len());
            chars.splice(at..end, insert.chars());
        }
        let text: String = chars.into_iter().collect();
        check(&text)?;
    }

    #[test]
    fn any_text_is_read_without_panic(text in "[\\PC\\n\\t\u{3000}　（）()〔〕《》“”一二三十百零〇○两壹贰0-9０-９年月日季度旬底前初内起至到于由请将各市县区局部委办要应须%％万亿成倍、，。；：—－.①②是第条章]{0,300}") {
        check(&text)?;
    }
}

/// Rows of these once cost the square of their length, or more: such a test would take long.
#[test]
fn rows_of_one_phrase_are_read_like_any_text() {
    for phrase in [
        "和",
        "财政和",
        "文化和旅游及",
        "与室",
        "1.",
        "(",
        "《",
        "2024年",
        "每年\n",
    ] {
        check(&format!("关于做好工作的通知\n各县:\n一、{}", phrase.repeat(600))).unwrap();
    }
}
