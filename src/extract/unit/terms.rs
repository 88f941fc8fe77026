//! Small fixed lists of words, asked in one walk over the text instead of one search for each word. Input: any text;
//! output: whether and where (bytes) a word of the list stands there. Where two words of a list begin at one place,
//! the one listed first wins. Not handled: more than a few dozen words (that is what `words` is for).

/// A list of words with the set of their first and last characters.
#[derive(Debug)]
pub(super) struct Terms<const N: usize> {
    words: [&'static str; N],
    first: Bits,
    last: Bits,
}

/// 256 bits: which characters may begin (or end) a word, by [`mix`].
type Bits = [u64; 4];

impl<const N: usize> Terms<N> {
    pub(super) const fn new(words: [&'static str; N]) -> Self {
        let mut first = [0; 4];
        let mut end = [0; 4];
        let mut index = 0;
        while index < N {
            let bytes = words[index].as_bytes();
            set(&mut first, mix(bytes, 0));
            set(&mut end, mix(bytes, last(bytes)));
            index += 1;
        }
        Self {
            words,
            first,
            last: end,
        }
    }

    /// The word that `text` begins with.
    #[inline]
    pub(super) fn opens(&self, text: &str) -> Option<&'static str> {
        let bytes = text.as_bytes();
        if bytes.is_empty() || !has(&self.first, mix(bytes, 0)) {
            return None;
        }
        self.words.iter().find(|word| begins(bytes, word.as_bytes())).copied()
    }

    /// Whether `text` is a word of the list.
    #[inline]
    pub(super) fn is(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        !bytes.is_empty() && has(&self.first, mix(bytes, 0)) && self.words.contains(&text)
    }

    /// The word that `text` ends with.
    #[inline]
    pub(super) fn closes(&self, text: &str) -> Option<&'static str> {
        let bytes = text.as_bytes();
        if bytes.is_empty() || !has(&self.last, mix(bytes, last(bytes))) {
            return None;
        }
        self.words
            .iter()
            .find(|word| {
                let start = bytes.len().wrapping_sub(word.len());
                start < bytes.len() && begins(&bytes[start..], word.as_bytes())
            })
            .copied()
    }

    /// The first place where a word of the list stands in `text`, and that word.
    #[inline]
    pub(super) fn find(&self, text: &str) -> Option<(usize, &'static str)> {
        self.find_from(text, 0)
    }

    /// The same at or behind byte `from`, a border of characters.
    #[inline]
    pub(super) fn find_from(&self, text: &str, from: usize) -> Option<(usize, &'static str)> {
        let bytes = text.as_bytes();
        let mut at = from;
        while at < bytes.len() {
            if has(&self.first, mix(bytes, at))
                && let Some(word) = self.words.iter().find(|word| begins(&bytes[at..], word.as_bytes()))
            {
                return Some((at, word));
            }
            at += width(bytes[at]);
        }
        None
    }

    /// Whether a word of the list stands anywhere in `text`.
    #[inline]
    pub(super) fn within(&self, text: &str) -> bool {
        self.find(text).is_some()
    }
}

/// Whether `text` holds `word`; quicker than a searcher in texts of a few dozen bytes.
pub(super) fn holds(text: &str, word: &str) -> bool {
    find(text, word).is_some()
}

/// Where `word` first stands in `text`.
pub(super) fn find(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let last = text.len().checked_sub(word.len())?;
    let mut at = 0;
    while at <= last {
        if begins(&text[at..], word) {
            return Some(at);
        }
        at += width(text[at]);
    }
    None
}

/// `starts_with` for words of a few bytes: no call for what fails at the first byte that differs.
#[inline]
fn begins(text: &[u8], word: &[u8]) -> bool {
    text.len() >= word.len() && text.iter().zip(word).all(|(left, right)| left == right)
}

/// Bytes of the character that begins with `byte`.
#[inline]
pub(super) const fn width(byte: u8) -> usize {
    match byte {
        0..=0xbf => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    }
}

/// Where the last character of some bytes of text begins; there must be one.
#[inline]
const fn last(bytes: &[u8]) -> usize {
    let mut at = bytes.len() - 1;
    while bytes[at] & 0xc0 == 0x80 {
        at -= 1;
    }
    at
}

/// A number below 256 for the character at `at`: of three bytes in nearly all cases.
#[inline]
const fn mix(bytes: &[u8], at: usize) -> usize {
    if bytes[at] < 0xe0 || at + 2 >= bytes.len() {
        return bytes[at] as usize;
    }
    (bytes[at + 1].wrapping_mul(31) ^ bytes[at + 2].wrapping_mul(5)) as usize
}

const fn set(bits: &mut Bits, bit: usize) {
    bits[bit >> 6] |= 1 << (bit & 63);
}

#[inline]
const fn has(bits: &Bits, bit: usize) -> bool {
    bits[bit >> 6] & (1 << (bit & 63)) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_finds_what_single_searches_find() {
        const LIST: Terms<4> = Terms::new(["牵头", "负责", "(责任", "为主"]);
        for text in ["", "由甲牵头", "甲(责任乙", "负", "乙为主负责", "𠮷负责", "abc为", "牵"] {
            let expected = LIST.words.iter().filter_map(|word| text.find(word)).min();
            assert_eq!(LIST.find(text).map(|(at, _)| at), expected, "{text}");
            assert_eq!(
                LIST.closes(text).is_some(),
                LIST.words.iter().any(|word| text.ends_with(word)),
                "{text}"
            );
            assert_eq!(
                LIST.opens(text).is_some(),
                LIST.words.iter().any(|word| text.starts_with(word)),
                "{text}"
            );
            assert_eq!(find(text, "负责"), text.find("负责"), "{text}");
        }
    }
}
