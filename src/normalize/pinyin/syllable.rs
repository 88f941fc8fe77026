//! The legal syllables of Hanyu Pinyin (GB/T 16159; the table of 汉语拼音方案). In: letters; out: whether and into how
//! many syllables they divide. `v` stands for `ü`; `lue` and `nue` pass for `lüe` and `nüe`.

use std::sync::LazyLock;

/// Most letters of one run that are tried: eight syllables of six letters.
pub(super) const RUN_MAX: usize = 48;

/// Initial and its finals.
const TABLE: &[(&str, &str)] = &[
    ("", "a ai an ang ao e ei en eng er o ou"),
    ("b", "a ai an ang ao ei en eng i ian iang iao ie in ing o u"),
    ("p", "a ai an ang ao ei en eng i ian iao ie in ing o ou u"),
    ("m", "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u"),
    ("f", "a an ang ei en eng iao o ou u"),
    (
        "d",
        "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    ),
    ("t", "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo"),
    (
        "n",
        "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve ue",
    ),
    (
        "l",
        "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve ue van",
    ),
    ("g", "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo"),
    ("k", "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo"),
    ("h", "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo"),
    ("j", "i ia ian iang iao ie in ing iong iu u uan ue un v van ve vn"),
    ("q", "i ia ian iang iao ie in ing iong iu u uan ue un v van ve vn"),
    ("x", "i ia ian iang iao ie in ing iong iu u uan ue un v van ve vn"),
    ("zh", "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo"),
    ("ch", "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo"),
    ("sh", "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo"),
    ("r", "an ang ao e en eng i ong ou u ua uan ui un uo"),
    ("z", "a ai an ang ao e ei en eng i ong ou u uan ui un uo"),
    ("c", "a ai an ang ao e en eng i ong ou u uan ui un uo"),
    ("s", "a ai an ang ao e en eng i ong ou u uan ui un uo"),
    ("y", "a an ang ao e i in ing o ong ou u uan ue un"),
    ("w", "a ai an ang ei en eng o u"),
];

/// All syllables, packed eight bits a letter, in order.
static SYLLABLES: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut all: Vec<u64> = TABLE
        .iter()
        .flat_map(|(initial, finals)| finals.split(' ').map(|last| pack(initial.bytes().chain(last.bytes()))))
        .collect();
    all.sort_unstable();
    all
});

fn pack(letters: impl Iterator<Item = u8>) -> u64 {
    letters.fold(0, |packed, letter| packed << 8 | u64::from(letter))
}

/// Whether `letters`, lower-case ASCII with `v` for `ü`, are one syllable.
fn is_syllable(letters: &[u8]) -> bool {
    letters.len() <= 6 && SYLLABLES.binary_search(&pack(letters.iter().copied())).is_ok()
}

/// The fewest syllables that `letters` divide into; none where they do not.
pub(super) fn count(letters: &[u8]) -> Option<usize> {
    if letters.is_empty() || letters.len() > RUN_MAX {
        return None;
    }
    if is_syllable(letters) {
        return Some(1);
    }
    // fewest[k]: the fewest syllables of the first k letters.
    let mut fewest = [usize::MAX; RUN_MAX + 1];
    fewest[0] = 0;
    for end in 1..=letters.len() {
        for start in end.saturating_sub(6)..end {
            if fewest[start] < fewest[end].saturating_sub(1) && is_syllable(&letters[start..end]) {
                fewest[end] = fewest[start] + 1;
            }
        }
    }
    Some(fewest[letters.len()]).filter(|count| *count < usize::MAX)
}

/// The plain lower-case letter of `c` and whether it bears a tone mark. Marks of brevity pass for the third tone, the
/// script letters `ɑ` `ɡ` of teaching books for `a` `g`. Combining marks are no letters: see [`is_tone_mark`].
pub(super) fn letter(c: char) -> Option<(u8, bool)> {
    let c = if c.is_ascii() {
        c.to_ascii_lowercase()
    } else {
        c.to_lowercase().next().unwrap_or(c)
    };
    Some(match c {
        'a'..='z' => (c as u8, false),
        'ɑ' => (b'a', false),
        'ɡ' => (b'g', false),
        'ü' => (b'v', false),
        'ê' => (b'e', false),
        'ā' | 'á' | 'ǎ' | 'à' | 'ă' => (b'a', true),
        'ē' | 'é' | 'ě' | 'è' | 'ĕ' => (b'e', true),
        'ī' | 'í' | 'ǐ' | 'ì' | 'ĭ' => (b'i', true),
        'ō' | 'ó' | 'ǒ' | 'ò' | 'ŏ' => (b'o', true),
        'ū' | 'ú' | 'ǔ' | 'ù' | 'ŭ' => (b'u', true),
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => (b'v', true),
        'ń' | 'ň' | 'ǹ' => (b'n', true),
        // Capitals with marks are rare.
        _ => match c.to_lowercase().next() {
            Some(small) if small != c => return letter(small),
            _ => return None,
        },
    })
}

/// Whether `c` is a combining tone mark (macron, acute, caron, breve, grave).
pub(super) fn is_tone_mark(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{304}' | '\u{306}' | '\u{30c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables() {
        for (letters, want) in [
            ("hui", Some(1)),
            ("quan", Some(1)),
            ("zhuang", Some(1)),
            ("lve", Some(1)),
            ("xian", Some(1)),
            ("zhongguo", Some(2)),
            ("fuyu", Some(2)),
            ("a", Some(1)),
            ("ai", Some(1)),
            ("pm", None),
            ("gis", None),
            ("ppp", None),
            ("ii", None),
            ("zhx", None),
            ("", None),
        ] {
            assert_eq!(count(letters.as_bytes()), want, "{letters}");
        }
        assert!((400..440).contains(&SYLLABLES.len()), "{}", SYLLABLES.len());
    }

    #[test]
    fn letters() {
        assert_eq!(letter('Ǚ').or(letter('ǚ')), Some((b'v', true)));
        assert_eq!(letter('H'), Some((b'h', false)));
        assert_eq!(letter('Ā'), Some((b'a', true)));
        assert_eq!(letter('中'), None);
    }
}
