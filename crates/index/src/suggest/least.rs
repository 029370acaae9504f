//! The least of any range of numbers, without looking at all of them: minima over blocks,
//! minima over blocks of those, and so on.

use tantivy::directory::OwnedBytes;

/// Numbers in a block. Looking through one takes as long as a step of the search.
const BLOCK: usize = 64;
/// Bytes of a number.
pub(super) const NUMBER_BYTES: usize = 4;

/// Numbers as they lie in the file.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    bytes: OwnedBytes,
}

impl Numbers {
    pub(super) fn new(bytes: OwnedBytes) -> Self {
        Self { bytes }
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len() / NUMBER_BYTES
    }

    /// The number at an index; the greatest one behind the end.
    pub(super) fn get(&self, index: usize) -> u32 {
        let at = index.saturating_mul(NUMBER_BYTES);
        let bytes = self.bytes.get(at..).and_then(<[u8]>::first_chunk::<NUMBER_BYTES>);
        bytes.map_or(u32::MAX, |bytes| u32::from_le_bytes(*bytes))
    }

    /// The least number of a range and its place.
    fn scan(&self, start: usize, end: usize) -> Option<(u32, usize)> {
        (start..end.min(self.len())).map(|index| (self.get(index), index)).min()
    }
}

/// The lengths of the levels over so many numbers, the numbers themselves first.
pub(super) fn level_lengths(n_numbers: usize) -> Vec<usize> {
    let mut lengths = vec![n_numbers];
    while let Some(last) = lengths.last().copied().filter(|last| *last > BLOCK) {
        lengths.push(last.div_ceil(BLOCK));
    }
    lengths
}

/// The levels over some numbers, one after the other.
pub(super) fn levels(numbers: &[u32]) -> Vec<u32> {
    let mut all = numbers.to_vec();
    let mut start = 0;
    for length in level_lengths(numbers.len()).into_iter().skip(1) {
        let end = all.len();
        let level = all.get(start..end).unwrap_or_default();
        let minima: Vec<u32> =
            level.chunks(BLOCK).filter_map(|block| block.iter().min().copied()).collect();
        debug_assert_eq!(minima.len(), length, "a level has the length that is computed");
        all.extend(minima);
        start = end;
    }
    all
}

/// Numbers with their levels of minima.
#[derive(Clone, Debug)]
pub(super) struct Least {
    levels: Vec<Numbers>,
}

impl Least {
    pub(super) fn new(levels: Vec<Numbers>) -> Self {
        Self { levels }
    }

    /// The least number of a range and its place; `None` for an empty range. Looks at some
    /// hundred numbers at most.
    pub(super) fn of(&self, start: usize, end: usize) -> Option<(u32, usize)> {
        self.at_level(0, start, end)
    }

    fn at_level(&self, level: usize, start: usize, end: usize) -> Option<(u32, usize)> {
        let numbers = self.levels.get(level)?;
        let end = end.min(numbers.len());
        let (first_block, last_block) = (start.div_ceil(BLOCK), end / BLOCK);
        if first_block >= last_block || level + 1 == self.levels.len() {
            return numbers.scan(start, end);
        }
        let head = numbers.scan(start, first_block * BLOCK);
        let tail = numbers.scan(last_block * BLOCK, end);
        let middle = self
            .at_level(level + 1, first_block, last_block)
            .and_then(|(_, block)| numbers.scan(block * BLOCK, (block + 1) * BLOCK));
        [head, middle, tail].into_iter().flatten().min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn least(numbers: &[u32]) -> Least {
        let mut rest: Vec<u8> =
            levels(numbers).iter().flat_map(|number| number.to_le_bytes()).collect();
        let lengths = level_lengths(numbers.len());
        let split = |length: &usize| {
            let after = rest.split_off(length * NUMBER_BYTES);
            Numbers::new(OwnedBytes::new(std::mem::replace(&mut rest, after)))
        };
        Least::new(lengths.iter().map(split).collect())
    }

    proptest! {
        #[test]
        fn the_least_is_what_a_scan_finds(
            numbers in proptest::collection::vec(0_u32..50, 0..9000),
            start in 0_usize..9000,
            length in 0_usize..9000,
        ) {
            let end = (start + length).min(numbers.len());
            let expected = (start..end).map(|index| (numbers[index], index)).min();
            prop_assert_eq!(least(&numbers).of(start, end), expected);
        }
    }
}
