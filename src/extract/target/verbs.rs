//! Verbs that govern a number, all of two characters: verbs of doing (`新建改造厕所3000座`) and the wider lexicon of
//! demands, which has many that only now and then count something.

use crate::wordset::CharSet;
use std::sync::LazyLock;

/// Every verb has two characters of three bytes.
const VERB: usize = 6;

/// A lexicon of verbs: their first characters, and the verbs sorted.
struct Verbs {
    firsts: CharSet,
    sorted: Vec<&'static str>,
}

impl Verbs {
    /// The words of a lexicon file but those `left_out`.
    fn new(file: &'static str, left_out: &[&str]) -> Self {
        let mut sorted: Vec<&str> = file
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .filter(|verb| verb.len() == VERB && !left_out.contains(verb))
            .collect();
        sorted.sort_unstable();
        let firsts = CharSet::new(sorted.iter().filter_map(|verb| verb.chars().next()));
        Self { firsts, sorted }
    }

    /// Whether a verb begins at byte `at` of `words`, where `c` stands.
    fn begins(&self, words: &str, at: usize, c: char) -> bool {
        self.firsts.contains(c)
            && words
                .get(at..at + VERB)
                .is_some_and(|verb| self.sorted.binary_search(&verb).is_ok())
    }

    /// The last verb in `clause`: where it ends.
    fn last(&self, clause: &str) -> Option<usize> {
        clause
            .char_indices()
            .rev()
            .find(|&(at, c)| self.begins(clause, at, c))
            .map(|(at, _)| at + VERB)
    }

    /// Whether `words` end with a verb.
    fn ends(&self, words: &str) -> bool {
        let mut chars = words.char_indices().rev();
        let last = chars.nth(1);
        last.is_some_and(|(at, c)| words.len() - at == VERB && self.begins(words, at, c))
    }
}

static DOING: LazyLock<Verbs> = LazyLock::new(|| Verbs::new(include_str!("../../lexicon/doing_verbs.txt"), &[]));

static DEMANDS: LazyLock<Verbs> = LazyLock::new(|| Verbs::new(include_str!("../../lexicon/demand_verbs.txt"), MANNERS));

/// Words of the lexicon of demands that say how and not what.
const MANNERS: &[&str] = &[
    "重点", "整体", "全面", "集中", "规划", "规定", "分类", "分级", "分批", "分期", "分步", "分片", "依法", "依规",
    "预算", "根据", "按照", "结合", "教育", "投资", "贷款", "就业", "统计", "及时", "持续", "继续", "逐步", "实地",
    "免费", "均衡", "固本", "司法", "执法", "参加", "编制", "决算", "组成", "设计", "监护", "通过", "试点", "转型",
    "限额", "集聚", "储备",
];

/// Where the verb of doing that governs the number ends in `clause` (the last such verb), none where there is none.
pub(super) fn doing(clause: &str) -> Option<usize> {
    DOING.last(clause)
}

/// Where the last verb that opens a demand ends in `clause`: many more than [`doing`] has.
pub(super) fn demands(clause: &str) -> Option<usize> {
    DEMANDS.last(clause)
}

/// Where the last verb of either kind ends in `clause`.
pub(super) fn governs(clause: &str) -> Option<usize> {
    clause
        .char_indices()
        .rev()
        .find(|&(at, c)| DOING.begins(clause, at, c) || DEMANDS.begins(clause, at, c))
        .map(|(at, _)| at + VERB)
}

/// Where the first verb of doing begins in `words`.
pub(super) fn first_doing(words: &str) -> Option<usize> {
    words
        .char_indices()
        .find(|&(at, c)| DOING.begins(words, at, c))
        .map(|(at, _)| at)
}

/// Whether `words` end with a verb of doing.
pub(super) fn ends_doing(words: &str) -> bool {
    DOING.ends(words)
}

/// Whether `words` end with a verb of either kind.
pub(super) fn ends_governing(words: &str) -> bool {
    DOING.ends(words) || DEMANDS.ends(words)
}

/// Where the verb begins that ends at byte `end` of `clause`.
pub(super) fn start_of(end: usize) -> usize {
    end.saturating_sub(VERB)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_verb_that_governs() {
        assert_eq!(doing("今年新建改造公厕"), Some("今年新建改造".len()));
        assert_eq!(demands("重点投放游船"), Some("重点投放".len()));
        assert!(ends_doing("要组织") && !ends_doing("要组") && !ends_doing("组"));
    }

    #[test]
    fn the_lexicon_has_verbs_of_two_characters_only() {
        for line in include_str!("../../lexicon/doing_verbs.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            for verb in line.split_whitespace() {
                assert_eq!(verb.chars().count(), 2, "{verb}");
            }
        }
    }
}
