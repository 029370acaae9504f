//! Entries for the agencies of the collection, counted over all documents.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use tracuu_index::entry::{Entry, EntryKind, Record};
use tracuu_index::record::{AgencyKey, AgencyRecord, AssignmentRecord};
use tracuu_legal::assignment::duty::Assignment;
use tracuu_text::one_line::one_line;
use tracuu_text::syllable::normal_words;

/// Most spellings kept of an agency: a line on its page. Who is written in more ways is a
/// class of bodies.
const MAX_VARIANTS: usize = 8;

/// Counts agencies, of a group of entries or of all.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct AgencyCounter {
    by_id: BTreeMap<String, AgencyRecord>,
    /// The spellings of each by their normal forms.
    spellings: BTreeMap<String, BTreeMap<String, Spelling>>,
}

/// A way to write a name.
#[derive(Clone, Serialize, Deserialize)]
struct Spelling {
    /// As written first.
    text: String,
    count: usize,
}

impl AgencyCounter {
    /// Counts the ways in which the assignments of a document write agencies. Capitals and
    /// places of tone marks make no other spelling.
    pub(crate) fn count_spellings(&mut self, assignments: &[Assignment], text: &str) {
        for party in assignments.iter().flat_map(|one| &one.parties) {
            let text = one_line(party.span.of(text));
            self.add_spelling(party.agency.id(), text, 1);
        }
    }

    fn add_spelling(&mut self, id: &str, text: String, count: usize) {
        let spellings = self.spellings.entry(id.to_owned()).or_default();
        let spelling = spellings.entry(normal_words(&text));
        spelling.or_insert(Spelling { text, count: 0 }).count += count;
    }

    /// Adds what was counted over other entries.
    pub(crate) fn add(&mut self, other: &Self) {
        for (id, counted) in &other.by_id {
            let AgencyRecord { n_lead, n_coordinating, n_issued, .. } = *counted;
            let key = AgencyKey { id: id.clone(), name: counted.name.clone() };
            let own = self.record(&key);
            own.n_lead += n_lead;
            own.n_coordinating += n_coordinating;
            own.n_issued += n_issued;
        }
        for (id, spellings) in &other.spellings {
            let own = self.spellings.entry(id.clone()).or_default();
            for (form, Spelling { text, count }) in spellings {
                let first = || Spelling { text: text.clone(), count: 0 };
                own.entry(form.clone()).or_insert_with(first).count += count;
            }
        }
    }

    /// Counts the bodies that issued a document.
    pub(crate) fn count_issuers(&mut self, issuers: &[AgencyKey]) {
        for body in issuers {
            self.record(body).n_issued += 1;
        }
    }

    /// Counts the agencies of an assignment.
    pub(crate) fn count_assignment(&mut self, assignment: &AssignmentRecord) {
        for agency in &assignment.lead {
            self.record(agency).n_lead += 1;
        }
        for agency in &assignment.coordinating {
            self.record(agency).n_coordinating += 1;
        }
        for agency in &assignment.others {
            self.record(agency);
        }
    }

    fn record(&mut self, key: &AgencyKey) -> &mut AgencyRecord {
        self.by_id.entry(key.id.clone()).or_insert_with(|| AgencyRecord {
            id: key.id.clone(),
            name: key.name.clone(),
            ..AgencyRecord::default()
        })
    }

    /// The entries, by id.
    pub(crate) fn into_entries(self) -> impl Iterator<Item = Entry> {
        let Self { by_id, mut spellings } = self;
        let records = by_id.into_values().map(move |record| {
            let own = spellings.remove(&record.id).unwrap_or_default();
            AgencyRecord { variants: variants(&record.name, own), ..record }
        });
        records.map(|record| Entry {
            kind: EntryKind::Agency,
            id: record.id.clone(),
            keys: Vec::new(),
            numbers: Vec::new(),
            heading: String::new(),
            body: String::new(),
            record: Record::Agency(Box::new(record)),
        })
    }
}

/// The spellings that are not the name, the most frequent first.
fn variants(name: &str, mut spellings: BTreeMap<String, Spelling>) -> Vec<String> {
    spellings.remove(&normal_words(name));
    spellings.remove("");
    let mut found: Vec<Spelling> = spellings.into_values().collect();
    found.sort_by_key(|spelling| Reverse(spelling.count));
    found.into_iter().take(MAX_VARIANTS).map(|spelling| spelling.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_spellings_stand_by_frequency() {
        let mut agencies = AgencyCounter::default();
        for text in
            ["Ban Tổ chức Tỉnh uỷ", "BTC", "Ban Tổ chức", "BAN TỔ CHỨC", "btc", "BTC"]
        {
            agencies.add_spelling("a", text.to_owned(), 1);
        }
        let spellings = agencies.spellings.remove("a").unwrap();
        assert_eq!(variants("Ban Tổ chức Tỉnh ủy", spellings), ["BTC", "Ban Tổ chức"]);
    }
}
