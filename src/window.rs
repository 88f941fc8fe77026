//! The words near a place: cut to a number of bytes at borders of characters, so that a long line does not cost the
//! square of its length.

/// The end of `words`, at most `bytes` of it.
pub(crate) fn last(words: &str, bytes: usize) -> &str {
    let mut from = words.len().saturating_sub(bytes);
    while !words.is_char_boundary(from) {
        from += 1;
    }
    &words[from..]
}

/// The head of `words`, at most `bytes` of it.
pub(crate) fn first(words: &str, bytes: usize) -> &str {
    let mut to = words.len().min(bytes);
    while !words.is_char_boundary(to) {
        to -= 1;
    }
    &words[..to]
}

#[cfg(test)]
mod tests {
    #[test]
    fn cuts_stand_between_characters() {
        assert_eq!((super::last("甲乙", 4), super::first("甲乙", 4)), ("乙", "甲"));
        assert_eq!((super::last("甲", 9), super::first("甲", 9)), ("甲", "甲"));
    }
}
