//! One word for each meaning: words that plans use for the same thing become the most usual of them.
//!
//! The list (`lexicon/synonyms.txt`) holds general words of official writing; it is no model and learns nothing.

use regex::{Captures, Regex};
use std::collections::HashMap;
use std::sync::LazyLock;

struct Synonyms {
    /// All words, the longest first.
    words: Option<Regex>,
    usual: HashMap<&'static str, &'static str>,
}

static SYNONYMS: LazyLock<Synonyms> = LazyLock::new(|| {
    let lines = include_str!("../lexicon/synonyms.txt").lines();
    let mut usual = HashMap::new();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let Some(first) = words.next() else { continue };
        usual.insert(first, first);
        usual.extend(words.map(|word| (word, first)));
    }
    let mut words: Vec<&str> = usual.keys().copied().collect();
    words.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    let words: Vec<String> = words.into_iter().map(regex::escape).collect();
    Synonyms {
        words: Regex::new(&words.join("|")).ok(),
        usual,
    }
});

/// The text with the most usual word for each meaning.
pub(super) fn one_word_each(text: &str) -> String {
    let Synonyms { words, usual } = &*SYNONYMS;
    let Some(words) = words else { return text.to_owned() };
    let usual = |word: &Captures<'_>| usual.get(&word[0]).copied().unwrap_or_default();
    words.replace_all(text, usual).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_longest_word_counts() {
        assert_eq!(one_word_each("市民和村民"), "群众和群众");
        assert_eq!(one_word_each("医疗卫生机构"), "医院");
        assert_eq!(one_word_each("没有同义词"), "没有同义词");
    }

    #[test]
    fn no_word_has_two_meanings() {
        let mut met = HashSet::new();
        let lines = include_str!("../lexicon/synonyms.txt").lines();
        for word in lines
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
        {
            assert!(met.insert(word), "{word}");
        }
        assert_eq!(met.len(), SYNONYMS.usual.len());
    }
}
