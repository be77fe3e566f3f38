//! Numbers that follow from a text: FNV-1a for the seed, SplitMix64 for the sequence. Both are fixed for good: another
//! hash would give every film another poster.

/// The FNV-1a hash of `text`.
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A sequence of numbers that depends on its seed alone.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from `low` to `high`, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        let span = u64::from(high.abs_diff(low)) + 1;
        low + i32::try_from(self.next() % span).unwrap_or(0)
    }

    /// A length from `low` to `high`, in tenths so that every platform rounds it the same way.
    pub fn range(&mut self, low: f64, high: f64) -> f64 {
        let part = f64::from(self.between(0, 1000)) / 1000.0;
        ((low + (high - low) * part) * 10.0).round() / 10.0
    }

    /// True in `percent` of a hundred throws.
    pub fn chance(&mut self, percent: i32) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of `choices`, which must not be empty.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        let last = i32::try_from(choices.len()).unwrap_or(1) - 1;
        choices[usize::try_from(self.between(0, last)).unwrap_or(0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(hash(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c);
    }

    #[test]
    fn the_sequence_is_split_mix_64() {
        let mut dice = Dice::new(0);
        assert_eq!(dice.next(), 0xe220_a839_7b1d_cdaf);
    }

    #[test]
    fn throws_stay_in_range() {
        let mut dice = Dice::new(7);
        assert!((0..1000).all(|_| (-3..=4).contains(&dice.between(-3, 4))));
        assert!((0..1000).all(|_| (1.5..=2.5).contains(&dice.range(1.5, 2.5))));
        assert!((0..100).all(|_| [2, 3].contains(&dice.pick(&[2, 3]))));
        assert!(!(0..100).any(|_| dice.chance(0)) && (0..100).all(|_| dice.chance(100)));
    }
}
