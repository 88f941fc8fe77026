//! Bodies of one list between which the mark was lost, or was a blank: `市财政局市教育局`. Bodies of one list are of one
//! level and named with it, so a name that begins with its level again after an office is two. Names without their level are
//! parted where each is an office of government and nothing else: `财政局教育局`. Not parted: `县委县政府`, `公安局森林分局`.

use super::name::{Kind, run};
use super::terms::Terms;
use super::words::{FUNCTION, word};

/// Levels that names of bodies begin with.
const LEVELS: [char; 9] = ['省', '市', '区', '县', '州', '盟', '旗', '镇', '乡'];
/// How names of offices end.
const OFFICES: [char; 13] = [
    '局', '厅', '委', '办', '部', '院', '处', '署', '会', '司', '队', '站', '行',
];
/// Ranks of offices whose field alone stands before them.
const RANKS: [char; 3] = ['局', '委', '厅'];
/// Words that begin with the character of a level and belong to the name before them: `市场监管局市场处`.
const WORDS: Terms<16> = Terms::new([
    "市场", "市政", "市容", "市民", "市长", "市监", "区域", "区划", "区长", "县域", "县城", "县长", "省长", "镇区",
    "乡村", "乡镇",
]);

/// Whether another name begins at `at` in the entry that began at `from`; the list ends before `limit`.
pub(super) fn glued(text: &str, from: usize, at: usize, limit: usize) -> bool {
    let (left, right) = (&text[from..at], &text[at..limit]);
    if is_office(left) {
        // 教育局财政局牵头: the office ends at its rank.
        let rank = right.find(RANKS).map_or(0, |rank| rank + '局'.len_utf8());
        return is_office(&right[..rank]) && !left.starts_with("公安");
    }
    let Some(level) = right.chars().next().filter(|c| LEVELS.contains(c)) else {
        return false;
    };
    left.starts_with(level)
        && left.ends_with(OFFICES)
        && left.chars().count() > 2
        && WORDS.opens(right).is_none()
        && run(text, at, limit)
            .name
            .is_some_and(|(end, kind)| kind == Kind::Rank && end - at > 2 * level.len_utf8())
}

/// Whether `name` is an office of government without its level: its field and its rank.
fn is_office(name: &str) -> bool {
    name.strip_suffix(RANKS).is_some_and(|field| {
        let found = word(field, 0, field.len());
        !field.is_empty() && found.len == field.len() && found.class & FUNCTION != 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_that_comes_again_begins_a_name() {
        for (words, second) in [
            ("市教育局市财政局", Some("市财政局")),
            ("区政府集体资产监管办区住房城市建设委", Some("区住房城市建设委")),
            ("县教育局县财政局负责", Some("县财政局负责")),
            ("省发展改革委省工业和信息化厅", Some("省工业和信息化厅")),
            ("市市场监管局", None),
            ("市场监管局市场处", None),
            ("市住房城乡建设局市政处", None),
            ("县委县政府督查室", None),
            ("市公安局交警支队", None),
            ("教育局财政局", Some("财政局")),
            ("财政局人社局牵头", Some("人社局牵头")),
            ("公安局交通局", None),
            ("税务局稽查局", None),
            ("教育局", None),
        ] {
            let found = words
                .char_indices()
                .map(|(at, _)| at)
                .find(|at| *at > 0 && glued(words, 0, *at, words.len()));
            assert_eq!(found.map(|at| &words[at..]), second, "{words}");
        }
    }
}
