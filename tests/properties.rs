//! Every stage and the whole road on texts that nobody wrote: what `invariants` says holds.

mod invariants;

use gongdan::normalize::normalize;
use proptest::prelude::*;
use std::path::PathBuf;
use std::sync::LazyLock;

/// The files of a folder of the project, sorted.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

/// The notices of the corpus as text.
static NOTICES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let read = |path: &PathBuf| {
        gongdan::read::read(&std::fs::read(path).unwrap(), &Default::default())
            .unwrap()
            .text
    };
    files("corpus/dev").iter().map(read).collect()
});

/// All stages on one text.
fn check(text: &str) {
    invariants::normalize(text);
    let clean = normalize(text, &[]).text;
    invariants::segment(&clean);
    invariants::extract(&clean);
    invariants::road(text);
}

/// A notice in every format.
static FILES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let paths = files("tests/formats");
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
});

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
        check(&text);
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(
        which in any::<prop::sample::Index>(),
        format in any::<prop::sample::Index>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..64, prop::collection::vec(any::<u8>(), 0..8)), 1..8),
    ) {
        let mut bytes = which.get(&FILES).clone();
        for (at, length, insert) in cuts {
            let at = at.index(bytes.len() + 1).min(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, insert);
        }
        invariants::read(&bytes, *format.get(&invariants::FORMATS));
    }

    #[test]
    fn any_text_is_read_without_panic(text in "[\\PC\\n\\t\u{3000}　（）()〔〕《》“”一二三十百零〇○两壹贰0-9０-９年月日季度旬底前初内起至到于由请将各市县区局部委办要应须%％万亿成倍、，。；：—－.①②是第条章]{0,300}") {
        check(&text);
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
        check(&format!("关于做好工作的通知\n各县:\n一、{}", phrase.repeat(600)));
    }
}
