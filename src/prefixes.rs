//! A list of words asked which of them a text begins with, by the first character: one look-up where nothing fits.
//!
//! ```
//! use gongdan::prefixes::Prefixes;
//! let words = Prefixes::new(["加强", "加", "推进"]);
//! assert_eq!(words.longest("加强管理"), Some("加强"));
//! assert_eq!(words.longest("管理加强"), None);
//! ```

/// First and last character of the table: CJK unified ideographs, where nearly all words begin.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

/// Words by their first character, longest first.
#[derive(Debug)]
pub struct Prefixes {
    /// For each ideograph one more than the index of its bucket, or 0.
    table: Box<[u16]>,
    buckets: Vec<Vec<&'static str>>,
    /// Words that begin with another character.
    others: Vec<&'static str>,
}

impl Prefixes {
    /// The words of a list; empty words are left out.
    #[must_use]
    pub fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut made = Self {
            table: vec![0; (LAST - FIRST + 1) as usize].into_boxed_slice(),
            buckets: Vec::new(),
            others: Vec::new(),
        };
        for word in words {
            let Some(first) = word.chars().next() else { continue };
            match slot(first) {
                Some(slot) => {
                    if made.table[slot] == 0 {
                        made.buckets.push(Vec::new());
                        // There are fewer ideographs than `u16` holds, so fewer buckets.
                        made.table[slot] = made.buckets.len() as u16;
                    }
                    made.buckets[made.table[slot] as usize - 1].push(word);
                }
                None => made.others.push(word),
            }
        }
        for bucket in made.buckets.iter_mut().chain([&mut made.others]) {
            bucket.sort_by_key(|word| (usize::MAX - word.len(), *word));
        }
        made
    }

    /// The longest word that `text` begins with.
    #[must_use]
    pub fn longest(&self, text: &str) -> Option<&'static str> {
        let first = text.chars().next()?;
        let bucket = match slot(first) {
            Some(slot) => match self.table[slot] {
                0 => return None,
                index => &self.buckets[index as usize - 1],
            },
            None => &self.others,
        };
        bucket.iter().find(|word| text.starts_with(**word)).copied()
    }

    /// Whether the list holds `word`.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        word.chars().next().is_some_and(|first| {
            let bucket = match slot(first).map(|slot| self.table[slot]) {
                Some(0) => return false,
                Some(index) => &self.buckets[index as usize - 1],
                None => &self.others,
            };
            bucket.contains(&word)
        })
    }
}

fn slot(first: char) -> Option<usize> {
    let code = u32::from(first);
    (FIRST..=LAST).contains(&code).then(|| (code - FIRST) as usize)
}
