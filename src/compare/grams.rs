//! Character bigrams: what two texts have in common without knowing their words.

use std::collections::HashMap;

/// Two characters of one text, packed.
pub(super) type Gram = u64;

/// The bigrams of a text, none across a mark or blank; a lone character is one too.
pub(super) fn grams(text: &str) -> impl Iterator<Item = Gram> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).flat_map(|run| {
        let second = run.chars().skip(1).chain(std::iter::once('\0'));
        let alone = run.chars().nth(1).is_none();
        let pairs = run.chars().zip(second).filter(move |(_, b)| alone || *b != '\0');
        pairs.map(|(a, b)| u64::from(u32::from(a)) << 32 | u64::from(u32::from(b)))
    })
}

/// The single characters of a text, marks left out: what different words for one thing still have in common (助餐, 用餐).
pub(super) fn characters(text: &str) -> impl Iterator<Item = Gram> + '_ {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| u64::from(u32::from(c)))
}

/// How alike two texts are: twice their common bigrams over all, from 0 to 1; 1 for two texts without any.
pub(super) fn dice(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let mut count: HashMap<Gram, i32> = HashMap::new();
    let mut all = 0_u32;
    for gram in grams(a) {
        *count.entry(gram).or_default() += 1;
        all += 1;
    }
    let mut common = 0_u32;
    for gram in grams(b) {
        all += 1;
        if let Some(left) = count.get_mut(&gram).filter(|left| **left > 0) {
            *left -= 1;
            common += 1;
        }
    }
    if all == 0 {
        1.0
    } else {
        2.0 * f64::from(common) / f64::from(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_alike_by_their_bigrams() {
        assert_eq!(dice("", ""), 1.0);
        assert_eq!(dice("供水", "供水"), 1.0);
        assert_eq!(dice("供水", "供电"), 0.0);
        assert_eq!(dice("农村供水", "供水农村"), 2.0 * 2.0 / 6.0);
        assert_eq!(grams("农村,供").count(), 2);
        assert_eq!(dice("……", "——"), 1.0);
    }
}
