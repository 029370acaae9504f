//! Offsets in UTF-16 code units, the unit of everything that leaves the program: browsers
//! and editors count so.

/// Bytes between two counts that are kept; a conversion scans at most this many.
const STEP_BYTES: usize = 128;

/// Converts between byte offsets and UTF-16 offsets of one text.
#[derive(Clone, Debug)]
pub struct Utf16Offsets<'a> {
    bytes: &'a [u8],
    /// Code units before each multiple of [`STEP_BYTES`].
    counts: Vec<usize>,
}

impl<'a> Utf16Offsets<'a> {
    /// Counts the text once, in linear time.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut counts = Vec::with_capacity(bytes.len() / STEP_BYTES + 1);
        let mut total = 0;
        for piece in bytes.chunks(STEP_BYTES) {
            counts.push(total);
            total += code_units(piece);
        }
        counts.push(total);
        Self { bytes, counts }
    }

    /// Code units before byte `offset_bytes`; an offset past the end counts as the end.
    pub fn of_byte(&self, offset_bytes: usize) -> usize {
        let offset = offset_bytes.min(self.bytes.len());
        let step = offset / STEP_BYTES;
        let counted = self.counts.get(step).copied().unwrap_or_default();
        let rest = self.bytes.get(step * STEP_BYTES..offset).unwrap_or_default();
        counted + code_units(rest)
    }

    /// The byte at which code unit `offset_utf16` starts; inside a surrogate pair the
    /// start of its character, past the end the end. O(log n).
    pub fn to_byte(&self, offset_utf16: usize) -> usize {
        let step = self.counts.partition_point(|count| *count <= offset_utf16);
        let step = step.saturating_sub(1);
        let mut left = offset_utf16
            .saturating_sub(self.counts.get(step).copied().unwrap_or_default());
        let start = step * STEP_BYTES;
        for (place, byte) in self.bytes.iter().enumerate().skip(start) {
            let units = code_units(std::slice::from_ref(byte));
            if units > left {
                return place;
            }
            left -= units;
        }
        self.bytes.len()
    }
}

/// UTF-16 code units whose first UTF-8 byte is in `bytes`: one for each character, two
/// for those of four bytes.
fn code_units(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .map(|byte| usize::from(byte & 0xc0 != 0x80) + usize::from(*byte >= 0xf0))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_character_outside_the_basic_plane_counts_twice() {
        let offsets = Utf16Offsets::new("Số😀1");
        assert_eq!(offsets.of_byte("Số".len()), 2);
        assert_eq!(offsets.of_byte("Số😀".len()), 4);
        assert_eq!(offsets.to_byte(3), "Số".len());
        assert_eq!(offsets.to_byte(4), "Số😀".len());
        assert_eq!(offsets.to_byte(99), "Số😀1".len());
    }

    proptest! {
        #[test]
        fn every_character_boundary_converts_there_and_back(text in "\\PC{0,300}") {
            let offsets = Utf16Offsets::new(&text);
            let mut expected = 0;
            for (at, letter) in text.char_indices() {
                prop_assert_eq!(offsets.of_byte(at), expected);
                prop_assert_eq!(offsets.to_byte(expected), at);
                expected += letter.len_utf16();
            }
            prop_assert_eq!(offsets.of_byte(text.len()), expected);
            prop_assert_eq!(offsets.to_byte(expected), text.len());
        }
    }
}
