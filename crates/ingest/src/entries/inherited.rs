//! What everything in a held document has from it: its type, issuers, dates and folder, so
//! that its provisions and assignments are found and counted by them.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use tracuu_index::entry::Entry;
use tracuu_index::plan::Field;

/// Terms that a document shares with what stands in it.
const KEYS: [Field; 3] = [Field::Type, Field::Issuer, Field::Collection];

/// Numbers that a document shares with what stands in it.
const NUMBERS: [Field; 4] =
    [Field::Date, Field::Year, Field::SymbolRank, Field::TitleRank];

/// Terms that a unit has from its assignments.
const AGENCIES: [Field; 3] = [Field::Lead, Field::Coordinating, Field::Agency];

/// The terms and numbers of one document that its parts share.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct InheritedTerms {
    keys: Vec<(Field, String)>,
    numbers: Vec<(Field, u64)>,
}

impl InheritedTerms {
    /// Those among the terms and numbers of a document.
    pub(crate) fn new(keys: &[(Field, String)], numbers: &[(Field, u64)]) -> Self {
        let keys = keys.iter().filter(|(field, _)| KEYS.contains(field));
        let numbers = numbers.iter().filter(|(field, _)| NUMBERS.contains(field));
        Self { keys: keys.cloned().collect(), numbers: numbers.copied().collect() }
    }

    /// The same with the places of the document among others.
    pub(crate) fn with_places(mut self, places: &[(Field, u64)]) -> Self {
        self.numbers.extend_from_slice(places);
        self
    }

    pub(crate) fn add_to(&self, part: &mut Entry) {
        part.keys.extend(self.keys.iter().cloned());
        part.numbers.extend(self.numbers.iter().copied());
    }
}

/// Gives units the agencies of the assignments that cover them or a unit around them.
pub(crate) fn add_agencies(units: &mut [Entry], assignments: &[Entry]) {
    let terms_of = |entry: &Entry, wanted: Field| -> Vec<String> {
        let keys = entry.keys.iter().filter(|(field, _)| *field == wanted);
        keys.map(|(_, value)| value.clone()).collect()
    };
    let mut by_unit: FxHashMap<String, Vec<(Field, String)>> = FxHashMap::default();
    for assignment in assignments {
        for unit in terms_of(assignment, Field::Within) {
            let agencies =
                assignment.keys.iter().filter(|(field, _)| AGENCIES.contains(field));
            by_unit.entry(unit).or_default().extend(agencies.cloned());
        }
    }
    for unit in units {
        let around = terms_of(unit, Field::Within);
        let agencies = around.iter().filter_map(|id| by_unit.get(id)).flatten();
        let mut agencies: Vec<(Field, String)> = agencies.cloned().collect();
        agencies.sort_unstable();
        agencies.dedup();
        unit.keys.extend(agencies);
    }
}
