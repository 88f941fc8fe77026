//! Character bigrams: what two texts have in common without knowing their words.

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

/// The bigrams of a text, or whatever is like them, as often as they stand there; sorted.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Bag(Vec<Gram>);

impl Bag {
    /// The bigrams of a text.
    pub(super) fn of(text: &str) -> Self {
        grams(text).collect()
    }

    /// Each of them once.
    pub(super) fn different(&self) -> impl Iterator<Item = Gram> + '_ {
        self.0.chunk_by(|a, b| a == b).filter_map(|run| run.first().copied())
    }

    /// How alike two texts are: twice their common bigrams over all, from 0 to 1; 1 for two texts without any.
    pub(super) fn dice(&self, other: &Self) -> f64 {
        let (ours, theirs) = (&self.0, &other.0);
        if ours.is_empty() && theirs.is_empty() {
            return 1.0;
        }
        let (mut at, mut to, mut common) = (0, 0, 0_usize);
        while let (Some(one), Some(two)) = (ours.get(at), theirs.get(to)) {
            common += usize::from(one == two);
            at += usize::from(one <= two);
            to += usize::from(two <= one);
        }
        // A text has far less than 2⁵² bigrams.
        #[allow(clippy::cast_precision_loss)]
        let (common, all) = (common as f64, (ours.len() + theirs.len()) as f64);
        2.0 * common / all
    }
}

impl FromIterator<Gram> for Bag {
    fn from_iter<I: IntoIterator<Item = Gram>>(grams: I) -> Self {
        let mut grams: Vec<Gram> = grams.into_iter().collect();
        grams.sort_unstable();
        Self(grams)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_alike_by_their_bigrams() {
        let dice = |a, b| Bag::of(a).dice(&Bag::of(b));
        assert_eq!(dice("", ""), 1.0);
        assert_eq!(dice("供水", ""), 0.0);
        assert_eq!(dice("供水", "供水"), 1.0);
        assert_eq!(dice("供水", "供电"), 0.0);
        assert_eq!(dice("农村供水", "供水农村"), 2.0 * 2.0 / 6.0);
        // As often as they stand there.
        assert_eq!(dice("供水、供水", "供水"), 2.0 / 3.0);
        assert_eq!(Bag::of("供水、供水").different().count(), 1);
        assert_eq!(grams("农村,供").count(), 2);
        assert_eq!(dice("……", "——"), 1.0);
    }
}
