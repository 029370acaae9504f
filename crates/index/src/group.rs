//! Groups of entries that are written and removed together, and how much is in one.

use serde::{Deserialize, Serialize};
use tantivy::schema::Field as EngineField;

/// Terms of each field, by the number of the field; what lies behind the last has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenCounts(Vec<u64>);

impl TokenCounts {
    pub(super) fn add(&mut self, field: EngineField, n_tokens: usize) {
        let place = field.field_id() as usize;
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        self.0[place] += n_tokens as u64;
    }

    pub(super) fn in_field(&self, field: EngineField) -> u64 {
        self.0.get(field.field_id() as usize).copied().unwrap_or(0)
    }
}

/// How much is in some groups.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupSize {
    /// Number of entries.
    pub n_entries: u64,
    /// Their terms.
    pub tokens: TokenCounts,
}

impl GroupSize {
    pub(super) fn add(&mut self, other: &Self) {
        self.n_entries += other.n_entries;
        let own = &mut self.tokens.0;
        own.resize(own.len().max(other.tokens.0.len()), 0);
        for (own, other) in own.iter_mut().zip(&other.tokens.0) {
            *own += other;
        }
    }

    pub(super) fn subtract(&mut self, other: &Self) {
        self.n_entries = self.n_entries.saturating_sub(other.n_entries);
        for (own, other) in self.tokens.0.iter_mut().zip(&other.tokens.0) {
            *own = own.saturating_sub(*other);
        }
    }
}
