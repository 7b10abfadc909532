//! Random moments and choices that are the same in every run, so that a run that fails fails again.

/// `SplitMix64` (Steele, Lea, Flood 2014).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new() -> Self {
        Self(20_260_301)
    }

    /// A number from 0 to one less than `most`.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % most.max(1) as u64).unwrap()
    }

    /// A while of less than so many microseconds.
    pub(crate) fn micros(&mut self, most: usize) -> std::time::Duration {
        std::time::Duration::from_micros(self.below(most) as u64)
    }
}
