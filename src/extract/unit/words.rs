//! The words that build, end and border the names of bodies. Input: any place in clean text (byte offsets); output:
//! the longest known word there and its classes. Not handled: words longer than [`LONGEST`] bytes' first-character
//! limit allows, and anything that depends on what stands before the place.
//!
//! The list is `src/lexicon/unit_words.txt`, a data file; it is read once, at the first use.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// Ends a name: rank of an organ (`局`, `委员会`).
pub(super) const RANK: u16 = 1;
/// Ends a name: a kind of body (`企业`, `部门`).
pub(super) const GENERIC: u16 = 1 << 1;
/// A level of administration (`市`, `乡镇`).
pub(super) const LEVEL: u16 = 1 << 2;
/// A whole name of a collective (`各地`).
pub(super) const COLLECTIVE: u16 = 1 << 3;
/// An office without its rank (`财政`).
pub(super) const FUNCTION: u16 = 1 << 4;
/// Part of names.
pub(super) const INNER: u16 = 1 << 5;
/// A verb that also stands inside names (`监督`).
pub(super) const SOFT: u16 = 1 << 6;
/// A demand.
pub(super) const VERB: u16 = 1 << 7;
/// A verb whose object carries out the next one (`督促`).
pub(super) const CONTROL: u16 = 1 << 8;
/// `要`, `应`, `不得`.
pub(super) const MODAL: u16 = 1 << 9;
/// Adverbs and times.
pub(super) const ADVERB: u16 = 1 << 10;
/// Prepositions and all else that cannot be part of a name.
pub(super) const BORDER: u16 = 1 << 11;
/// Persons and posts.
pub(super) const PERSON: u16 = 1 << 12;
/// A verb that makes a subject only of a name that is certainly one.
pub(super) const WEAK: u16 = 1 << 13;

/// What cannot be part of a name unless a rank closes it.
pub(super) const STOPS: u16 = VERB | CONTROL | MODAL | ADVERB | BORDER;

const LIST: &str = include_str!("../../lexicon/unit_words.txt");

const VERBS: &str = include_str!("../../lexicon/opening_verbs.txt");

/// Verbs that only the beginning of a clause is asked for.
static OPENING: LazyLock<HashSet<&'static str, BuildHasherDefault<Fnv>>> = LazyLock::new(|| {
    VERBS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_ascii_whitespace)
        .collect()
});

/// Whether the two characters at `at` are a common verb outside the list of unit words.
pub(super) fn opens_with_verb(text: &str, at: usize, limit: usize) -> bool {
    // both characters lie in the basic plane: three bytes each
    text[at..limit].get(..6).is_some_and(|two| OPENING.contains(two))
}

/// A word found in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Classes, 0 where the list does not know the character.
    pub class: u16,
    /// Length in bytes; the character's own where the list does not know it, 0 at the end of the text.
    pub len: usize,
}

struct Words {
    /// Classes of each word.
    class: HashMap<&'static str, u16, BuildHasherDefault<Fnv>>,
    /// By first character of the basic plane: lengths that occur, bit n for n characters (bit 0: 16 and more).
    lengths: Vec<u16>,
    /// Classes of words of one character.
    single: Vec<u16>,
    /// One bit for each pair of first characters, by [`pair`]: most places in a text fail here.
    pairs: Vec<u64>,
}

/// Where the bit of a pair stands in the 65 536 bits of `Words::pairs`.
fn pair(first: char, second: char) -> usize {
    (first as usize).wrapping_mul(0x9e5).wrapping_add(second as usize) & 0xffff
}

static WORDS: LazyLock<Words> = LazyLock::new(read);

fn read() -> Words {
    let mut class: HashMap<&'static str, u16, BuildHasherDefault<Fnv>> = HashMap::default();
    class.reserve(4096);
    let mut lengths = vec![0_u16; 0x1_0000];
    let mut single = vec![0_u16; 0x1_0000];
    let mut pairs = vec![0_u64; 0x1_0000 / 64];
    let mut now = 0;
    for line in LIST.lines() {
        if let Some(name) = line.strip_prefix('[') {
            now = bit(name.trim_end_matches(']'));
            continue;
        }
        if line.starts_with('#') {
            continue;
        }
        for word in line.split_ascii_whitespace() {
            let mut bits = now;
            if now == INNER && KINDS.iter().any(|kind| word.len() > kind.len() && word.ends_with(kind)) {
                bits |= GENERIC;
            }
            *class.entry(word).or_insert(0) |= bits;
            let mut characters = word.chars();
            let Some(first) = characters.next() else { continue };
            let second = characters.next();
            if let Some(slot) = lengths.get_mut(first as usize) {
                *slot |= 1 << word.chars().count().min(15);
            }
            match second {
                Some(second) => pairs[pair(first, second) / 64] |= 1 << (pair(first, second) % 64),
                None => {
                    if let Some(slot) = single.get_mut(first as usize) {
                        *slot |= bits;
                    }
                }
            }
        }
    }
    Words {
        class,
        lengths,
        single,
        pairs,
    }
}

/// A word of names that ends so is itself a kind of body (`建设单位`).
const KINDS: [&str; 7] = ["单位", "部门", "机构", "企业", "机关", "主体", "公司"];

fn bit(name: &str) -> u16 {
    match name {
        "rank" => RANK,
        "generic" => GENERIC,
        "level" => LEVEL,
        "collective" => COLLECTIVE,
        "function" => FUNCTION,
        "inner" => INNER,
        "soft" => SOFT,
        "verb" => VERB,
        "control" => CONTROL,
        "modal" => MODAL,
        "adverb" => ADVERB,
        "border" => BORDER,
        "person" => PERSON,
        "weak" => WEAK,
        _ => 0,
    }
}

/// The longest known word that starts at byte `at` and ends by byte `limit` of `text`.
pub(super) fn word(text: &str, at: usize, limit: usize) -> Word {
    let rest = &text[at..limit];
    let mut characters = rest.char_indices();
    let Some((_, first)) = characters.next() else {
        return Word { class: 0, len: 0 };
    };
    let words = &*WORDS;
    let lengths = words.lengths.get(first as usize).copied().unwrap_or(0);
    let mut found = Word {
        class: 0,
        len: first.len_utf8(),
    };
    if lengths == 0 {
        return found;
    }
    found.class = words.single.get(first as usize).copied().unwrap_or(0);
    let Some(second) = rest[found.len..].chars().next() else {
        return found;
    };
    let bit = pair(first, second);
    if words.pairs[bit / 64] & (1 << (bit % 64)) == 0 {
        return found;
    }
    let mut ends = [0_usize; 16];
    let mut count = 0;
    let longest = 15 - (lengths.leading_zeros() as usize);
    for slot in ends.iter_mut().take(longest + 1).skip(1) {
        count += 1;
        match characters.next() {
            Some((end, _)) => *slot = end,
            None => {
                *slot = rest.len();
                break;
            }
        }
    }
    for n in (2..=count).rev() {
        if lengths & (1 << n) != 0
            && let Some(&class) = words.class.get(&rest[..ends[n]])
        {
            found = Word { class, len: ends[n] };
            break;
        }
    }
    found
}

/// Whether a word of one of the classes starts at `at`.
pub(super) fn is(text: &str, at: usize, limit: usize, classes: u16) -> bool {
    word(text, at, limit).class & classes != 0
}

/// FNV-1a over eight bytes at a time: the keys are short and are constants of this crate.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
    fn write_u8(&mut self, _: u8) {
        // the mark that ends a string: keys stand alone
    }
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut eight = [0_u8; 8];
            eight[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(23) ^ u64::from_le_bytes(eight)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_word_wins() {
        let text = "派出所派员";
        assert_eq!(word(text, 0, text.len()), Word { class: RANK, len: 9 });
        assert_eq!(word(text, 0, 6).class, VERB);
        assert_eq!(word("建设单位", 0, 12).class & GENERIC, GENERIC);
        assert_eq!(word("", 0, 0), Word { class: 0, len: 0 });
        assert_eq!(word("𠮷", 0, 4), Word { class: 0, len: 4 });
    }

    #[test]
    fn every_section_of_the_list_is_known() {
        for line in LIST.lines().filter_map(|line| line.strip_prefix('[')) {
            assert_ne!(bit(line.trim_end_matches(']')), 0, "{line}");
        }
    }
}
