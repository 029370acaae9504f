//! Entries for the agencies of the collection, counted over all documents.

use std::collections::BTreeMap;

use super::documents::issuers;
use crate::index::entry::{Entry, EntryKind, Record};
use crate::index::record::{AgencyKey, AgencyRecord};

/// Agencies, counted while the other entries are written.
#[derive(Default)]
pub(super) struct Agencies {
    by_id: BTreeMap<String, AgencyRecord>,
}

impl Agencies {
    /// Counts the agencies of an entry.
    pub(super) fn count(&mut self, entry: &Entry) {
        match &entry.record {
            Record::Document(document) => {
                for body in issuers(document) {
                    self.record(&body).n_issued += 1;
                }
            }
            Record::Assignment(assignment) => {
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
            Record::Unit(_) | Record::Agency(_) => {}
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
    pub(super) fn entries(self) -> impl Iterator<Item = Entry> {
        self.by_id.into_values().map(|record| Entry {
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
