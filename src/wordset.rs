//! Sets of characters and of words that are asked for at almost every number, so that most questions end at one bit.

/// A set of characters: one bit for each of the basic plane; those beyond it are never in it.
#[derive(Debug)]
pub struct CharSet(Vec<u64>);

impl Default for CharSet {
    fn default() -> Self {
        Self(vec![0_u64; 0x1_0000 / 64])
    }
}

impl CharSet {
    /// The set of `chars`.
    pub fn new(chars: impl IntoIterator<Item = char>) -> Self {
        let mut made = Self::default();
        chars.into_iter().for_each(|c| made.insert(c));
        made
    }

    /// Adds `c`.
    pub fn insert(&mut self, c: char) {
        let code = u32::from(c) as usize;
        if let Some(word) = self.0.get_mut(code / 64) {
            *word |= 1 << (code % 64);
        }
    }

    /// Whether `c` is in the set.
    pub fn contains(&self, c: char) -> bool {
        let code = u32::from(c) as usize;
        self.has(code)
    }

    fn has(&self, code: usize) -> bool {
        self.0.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }

    /// Where the first character of the set stands in `text`. Reads the bytes as they stand: most of the text has none,
    /// and decoding it would cost more than all else.
    pub fn first_in(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&lead) = bytes.get(at) {
            let (code, length) = match (lead, bytes.get(at + 1), bytes.get(at + 2)) {
                (0..0x80, ..) => (usize::from(lead), 1),
                (0xe0..0xf0, Some(&second), Some(&third)) => (
                    usize::from(lead & 0x0f) << 12 | usize::from(second & 0x3f) << 6 | usize::from(third & 0x3f),
                    3,
                ),
                (0xc0..0xe0, Some(&second), _) => (usize::from(lead & 0x1f) << 6 | usize::from(second & 0x3f), 2),
                _ => (usize::MAX, 4),
            };
            if self.has(code) {
                return Some(at);
            }
            at += length;
        }
        None
    }
}

/// Words that a text may begin or end with.
#[derive(Debug)]
pub struct WordSet {
    firsts: CharSet,
    lasts: CharSet,
    words: Vec<&'static str>,
}

impl WordSet {
    /// The words of `list`, blanks between; the first that fits is found, so longer ones stand before shorter ones.
    pub fn new(list: &'static str) -> Self {
        let words: Vec<&str> = list.split_whitespace().collect();
        Self {
            firsts: CharSet::new(words.iter().filter_map(|word| word.chars().next())),
            lasts: CharSet::new(words.iter().filter_map(|word| word.chars().next_back())),
            words,
        }
    }

    /// `text` without the word that it begins with.
    pub fn strip_start<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.chars().next().filter(|c| self.firsts.contains(*c))?;
        self.words.iter().find_map(|word| text.strip_prefix(word))
    }

    /// `text` without the word that it ends with.
    pub fn strip_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.chars().next_back().filter(|c| self.lasts.contains(*c))?;
        self.words.iter().find_map(|word| text.strip_suffix(word))
    }

    /// Whether `text` begins with one of the words.
    pub fn opens(&self, text: &str) -> bool {
        self.strip_start(text).is_some()
    }

    /// Whether `text` ends with one of the words.
    pub fn closes(&self, text: &str) -> bool {
        self.strip_end(text).is_some()
    }
}

/// Words that are looked for anywhere in a text. `#` stands for a digit.
#[derive(Debug)]
pub struct WordScan {
    firsts: CharSet,
    /// The words sorted, so that those with the same first character stand together.
    words: Vec<&'static str>,
}

impl WordScan {
    /// The words of `lists`, blanks between.
    pub fn new(lists: &[&'static str]) -> Self {
        Self::of(lists.iter().flat_map(|list| list.split_whitespace()))
    }

    /// The words one by one.
    pub fn of(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut words: Vec<&str> = words.into_iter().collect();
        words.sort_unstable();
        words.dedup();
        Self {
            firsts: CharSet::new(words.iter().filter_map(|word| word.chars().next())),
            words,
        }
    }

    /// Where the words stand in `text`, first byte and one past the last; at each place the shortest word.
    pub fn find_all<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        text.char_indices()
            .filter(|&(_, c)| self.firsts.contains(c))
            .filter_map(|(at, c)| {
                let from = self.words.partition_point(|word| word.chars().next() < Some(c));
                self.words
                    .get(from..)?
                    .iter()
                    .take_while(|word| word.starts_with(c))
                    .find_map(|word| Some((at, at + length_at(text.get(at..)?, word)?)))
            })
    }

    /// Whether one of the words stands in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        self.find_all(text).next().is_some()
    }
}

/// The length of `word` at the start of `text`, `#` for a digit; none where it does not stand there.
fn length_at(text: &str, word: &str) -> Option<usize> {
    let Some((head, tail)) = word.split_once('#') else {
        return text.starts_with(word).then_some(word.len());
    };
    let rest = text.strip_prefix(head)?;
    let after = rest.strip_prefix(|c: char| c.is_ascii_digit())?;
    Some(head.len() + 1 + length_at(after, tail)?)
}

#[cfg(test)]
mod tests {
    use super::{CharSet, WordScan, WordSet};

    #[test]
    fn scans_for_words_and_digits() {
        let scan = WordScan::new(&["目前 近#年", "已建成"]);
        assert!(scan.is_in("近3年") && scan.is_in("我市已建成") && !scan.is_in("近年") && !scan.is_in("已建"));
        assert_eq!(scan.find_all("目前,已建成").collect::<Vec<_>>(), [(0, 6), (7, 16)]);
    }

    #[test]
    fn holds_what_it_was_made_of() {
        let set = CharSet::new("达到至".chars());
        assert!(set.contains('到') && !set.contains('倒') && !set.contains('𠀀'));
        assert_eq!(set.first_in("a𠀀é由至"), Some("a𠀀é由".len()));
        assert_eq!(set.first_in(""), None);
    }

    #[test]
    fn finds_words_at_both_ends() {
        let set = WordSet::new("达到 不足");
        assert_eq!(set.strip_start("不足10人"), Some("10人"));
        assert!(set.closes("比例达到") && !set.closes("得到") && !set.opens("不"));
    }
}
