//! The layout of the file: a head, then for each kind its two orders and the places of its
//! records, then the texts of the keys, then the records. Numbers are little-endian.
//!
//! ```text
//! "tracuu-s"                             8 bytes
//! for each kind: n_items, n_keys         2 × 4 bytes
//! n_bytes of key texts, of records       2 × 4 bytes
//! for each kind:
//!   folded order: places of keys in the key texts (n_keys × 4), ranks and their minima
//!   marked order: the same
//!   places of records (n_items × 4)
//! key texts
//! records
//! ```
//!
//! The version of the index covers the layout.

use std::ops::Range;

use strum::VariantArray;

use super::least::{NUMBER_BYTES, level_lengths};
use super::record::SuggestionKind;

/// Name of the file in the folder of a generation.
pub(in super::super) const NAME: &str = "suggestions.bin";
/// How the file begins.
pub(super) const MAGIC: &[u8; 8] = b"tracuu-s";
/// Kinds of suggestions.
pub(super) const N_KINDS: usize = SuggestionKind::VARIANTS.len();

/// Set in the rank of a key that does not begin its suggestion: such keys come after all
/// that do.
pub(super) const INSIDE: u32 = 1 << 31;

/// What the head says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Head {
    /// For each kind, how many suggestions and how many keys.
    pub(super) counts: [(u32, u32); N_KINDS],
    /// Bytes of the key texts.
    pub(super) n_key_bytes: u32,
    /// Bytes of the records.
    pub(super) n_record_bytes: u32,
}

/// Where one order of a kind lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct OrderPlaces {
    pub(super) keys: Range<usize>,
    pub(super) ranks: Vec<Range<usize>>,
}

/// Where everything of a kind lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct KindPlaces {
    pub(super) folded: OrderPlaces,
    pub(super) marked: OrderPlaces,
    pub(super) records: Range<usize>,
}

/// Where everything lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Places {
    pub(super) kinds: Vec<KindPlaces>,
    pub(super) key_bytes: Range<usize>,
    pub(super) record_bytes: Range<usize>,
}

impl Head {
    /// Bytes of the head.
    const LEN: usize = MAGIC.len() + (N_KINDS * 2 + 2) * NUMBER_BYTES;

    fn numbers(&self) -> impl Iterator<Item = u32> {
        let counts = self.counts.into_iter().flat_map(|(items, keys)| [items, keys]);
        counts.chain([self.n_key_bytes, self.n_record_bytes])
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let numbers = self.numbers().flat_map(u32::to_le_bytes);
        MAGIC.iter().copied().chain(numbers).collect()
    }

    /// Reads the head of a file; `None` where the file does not begin with one or is not
    /// exactly as long as the head says.
    pub(super) fn read(file: &[u8]) -> Option<(Self, Places)> {
        let numbers = file.get(..Self::LEN)?.strip_prefix(MAGIC)?;
        let mut numbers = numbers
            .chunks_exact(NUMBER_BYTES)
            .filter_map(|bytes| bytes.try_into().ok())
            .map(u32::from_le_bytes);
        let mut head = Self::default();
        for count in &mut head.counts {
            *count = (numbers.next()?, numbers.next()?);
        }
        head.n_key_bytes = numbers.next()?;
        head.n_record_bytes = numbers.next()?;
        let places = head.places();
        (places.record_bytes.end == file.len()).then_some((head, places))
    }

    fn places(&self) -> Places {
        let mut end = Self::LEN;
        let mut next = |n_bytes: usize| {
            let start = end;
            end += n_bytes;
            start..end
        };
        let kinds = self
            .counts
            .iter()
            .map(|(n_items, n_keys)| {
                let n_keys = *n_keys as usize;
                let mut order = || OrderPlaces {
                    keys: next(n_keys * NUMBER_BYTES),
                    ranks: level_lengths(n_keys)
                        .into_iter()
                        .map(|length| next(length * NUMBER_BYTES))
                        .collect(),
                };
                let (folded, marked) = (order(), order());
                let records = next(*n_items as usize * NUMBER_BYTES);
                KindPlaces { folded, marked, records }
            })
            .collect();
        let key_bytes = next(self.n_key_bytes as usize);
        let record_bytes = next(self.n_record_bytes as usize);
        Places { kinds, key_bytes, record_bytes }
    }
}
