//! The words that build, end and border the names of bodies. Input: any place in clean text (byte offsets); output:
//! the longest known word there and its classes. Not handled: words longer than [`LONGEST`] bytes' first-character
//! limit allows, and anything that depends on what stands before the place.
//!
//! The list is `src/lexicon/unit_words.txt`, a data file; it is read once, at the first use.

use super::terms::width;
use std::collections::HashSet;
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

/// The list as a double array (Aoe 1989): the node below node `s` for character `c` is `slots[s].base + c`, if that
/// slot says that it stands below `s`.
struct Words {
    /// For each character from [`FIRST`] on: its number from 1 on, 0 where no word holds it. The number of a first
    /// character is also its node.
    numbers: Box<[u16]>,
    slots: Vec<Slot>,
    /// No slot below is free.
    free: u16,
}

/// A beginning of words.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// The node above; first characters stand below node 0.
    above: u16,
    /// Where the nodes below stand, 0 where none does.
    base: u16,
    /// Classes of the word that ends here, 0 where none does.
    class: u16,
}

/// The ideographs: U+4E00 to U+9FFF, [`SPAN`] of them.
const FIRST: u16 = 0x4e00;
const SPAN: usize = 0x5200;

/// The words that go on with one symbol, and what they are.
type Group<'a> = (u16, &'a [(&'static [u8], u16)]);

impl Words {
    /// The number of the character at the beginning of `bytes`, 0 where no word holds it.
    #[inline]
    fn number(&self, bytes: &[u8]) -> u16 {
        let place = usize::from(three(bytes).wrapping_sub(FIRST));
        self.numbers.get(place).copied().unwrap_or(0)
    }

    /// Puts the words of a sorted list with the same `depth` characters below their node `above`.
    fn place(&mut self, list: &[(&'static [u8], u16)], above: u16, depth: usize) {
        let skip = list.iter().take_while(|(word, _)| word.len() == 3 * depth).count();
        for (_, class) in &list[..skip] {
            self.slots[usize::from(above)].class |= class;
        }
        // the words by their next character
        let groups: Vec<Group<'_>> = list[skip..]
            .chunk_by(|left, right| left.0[3 * depth..3 * depth + 3] == right.0[3 * depth..3 * depth + 3])
            .map(|group| (self.number(&group[0].0[3 * depth..]), group))
            .collect();
        if groups.is_empty() {
            return;
        }
        let base = if depth == 0 { 0 } else { self.room(&groups) };
        self.slots[usize::from(above)].base = base;
        for (number, _) in &groups {
            self.slots[usize::from(base.wrapping_add(*number))].above = above;
        }
        for (number, group) in groups {
            self.place(group, base.wrapping_add(number), depth + 1);
        }
    }

    /// The first base whose slots for all the characters are free; makes them exist.
    fn room(&mut self, groups: &[Group<'_>]) -> u16 {
        let taken = |slots: &[Slot], at: u16| slots.get(usize::from(at)).is_some_and(|slot| slot.above != NONE);
        while taken(&self.slots, self.free) {
            self.free += 1;
        }
        let first = groups[0].0;
        let mut slot = self.free;
        // bases may wrap: only the sums count
        while slot == first
            || groups.iter().any(|(number, _)| {
                let at = slot.wrapping_sub(first).wrapping_add(*number);
                at < self.free || taken(&self.slots, at)
            })
        {
            slot += 1;
        }
        let base = slot.wrapping_sub(first);
        for (number, _) in groups {
            let at = usize::from(base.wrapping_add(*number));
            if self.slots.len() <= at {
                self.slots.resize(
                    at + 1,
                    Slot {
                        above: NONE,
                        ..Slot::default()
                    },
                );
            }
        }
        base
    }
}

/// Above a slot that is free.
const NONE: u16 = u16::MAX;

/// The character at the beginning of `bytes` if it has three bytes (U+0800 to U+FFFF), else 0.
#[inline]
fn three(bytes: &[u8]) -> u16 {
    match bytes {
        [one @ 0xe0..=0xef, two, three, ..] => {
            u16::from(one & 0xf) << 12 | u16::from(two & 0x3f) << 6 | u16::from(three & 0x3f)
        }
        _ => 0,
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(read);

fn read() -> Words {
    let mut list: Vec<(&'static [u8], u16)> = Vec::with_capacity(4096);
    let mut words = Words {
        numbers: vec![0; SPAN].into_boxed_slice(),
        slots: Vec::new(),
        free: 0,
    };
    let mut now = 0;
    let mut count = 0;
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
            // all words are of ideographs, three bytes each; those that are not are left out
            let word = word.as_bytes();
            let mut places = word
                .chunks(3)
                .map(|bytes| usize::from(three(bytes).wrapping_sub(FIRST)));
            if places.clone().any(|place| place >= SPAN) {
                continue;
            }
            list.push((word, bits));
            for place in places.by_ref() {
                if words.numbers[place] == 0 {
                    count += 1;
                    words.numbers[place] = count;
                }
            }
        }
    }
    list.sort_unstable();
    // the characters themselves: their slots are taken even where no word is one
    words.slots = vec![Slot::default(); usize::from(count) + 1];
    words.place(&list, 0, 0);
    words
}

/// A word of names that ends so is itself a kind of body (`建设单位`).
const KINDS: [&str; 8] = ["单位", "部门", "机构", "企业", "机关", "主体", "公司", "医院"];

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

/// Kinds of bodies that a verb in front makes a name of: `受理机关`, `拆除单位`.
const RECEIVERS: [&str; 5] = ["单位", "部门", "机关", "机构", "企业"];

/// Where a name ends that a verb of two characters and a kind of body make up.
pub(super) fn agent(text: &str, at: usize, limit: usize) -> Option<usize> {
    let verb = word(text, at, limit);
    let end = at + verb.len;
    (verb.len == 6 && verb.class & (VERB | SOFT | WEAK) != 0 && verb.class & CONTROL == 0)
        .then(|| RECEIVERS.iter().find(|kind| text[end..limit].starts_with(**kind)))
        .flatten()
        .map(|kind| end + kind.len())
}

/// The longest known word that starts at byte `at` and ends by byte `limit` of `text`.
pub(super) fn word(text: &str, at: usize, limit: usize) -> Word {
    let bytes = &text.as_bytes()[at..limit];
    let words = &*WORDS;
    let number = words.number(bytes);
    if number == 0 {
        let len = bytes.first().map_or(0, |byte| width(*byte));
        return Word { class: 0, len };
    }
    let mut node = number;
    let mut slot = words.slots[usize::from(node)];
    let mut found = Word {
        class: slot.class,
        len: 3,
    };
    let mut len = 3;
    while slot.base != 0 {
        let number = words.number(&bytes[len..]);
        let below = slot.base.wrapping_add(number);
        match words.slots.get(usize::from(below)) {
            Some(next) if number != 0 && next.above == node => {
                slot = *next;
                node = below;
            }
            _ => break,
        }
        len += 3;
        if slot.class != 0 {
            found = Word { class: slot.class, len };
        }
    }
    // 卫生健康委会同财政局: 委, and 会同. But 委会同意, 委会同步.
    let cut = found.len == "委会".len()
        && text[at..].starts_with("委会同")
        && !SAME.iter().any(|word| text[at + 6..].starts_with(word));
    // 海关总署、文化部分别负责: 部, and 分别.
    let apart = found.len == "部分".len() && text[at..].starts_with("部分别");
    if cut || apart {
        word(text, at, at + "委".len())
    } else {
        found
    }
}

/// Words that begin with 同 and are not the end of 会同.
const SAME: [&str; 4] = ["同意", "同步", "同时", "同级"];

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
    fn all_words_are_of_ideographs() {
        for word in LIST
            .lines()
            .filter(|line| !line.starts_with(['#', '[']))
            .flat_map(str::split_whitespace)
        {
            assert!(word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{word}");
        }
    }

    #[test]
    fn every_section_of_the_list_is_known() {
        for line in LIST.lines().filter_map(|line| line.strip_prefix('[')) {
            assert_ne!(bit(line.trim_end_matches(']')), 0, "{line}");
        }
    }
}
