//! A generation as the builder of the next one reads it: what was written, group by group.

use std::path::Path;

use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{Searcher, TantivyDocument, Term};

use super::entry::Record;
use super::error::ReadError;
use super::plan::Field;
use super::reader::open_searcher;
use super::schema::{self, Fields};

/// The entries of a generation.
pub struct WrittenEntries {
    searcher: Searcher,
    fields: Fields,
}

impl WrittenEntries {
    /// Opens the generation in a folder.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn open(generation: &Path) -> Result<Self, ReadError> {
        let (_, fields) = schema::build();
        Ok(Self { searcher: open_searcher(generation)?, fields })
    }

    /// The records of a group, in no order.
    ///
    /// # Errors
    /// Where the generation cannot be read.
    pub fn records(&self, group: &str) -> Result<Vec<Record>, ReadError> {
        let term = Term::from_field_text(self.fields.of(Field::Group), group);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let found = self.searcher.search(&query, &DocSetCollector)?;
        let records = found.into_iter().map(|place| {
            let document: TantivyDocument = self.searcher.doc(place)?;
            let stored = document.get_first(self.fields.record());
            let stored = stored.and_then(|value| value.as_str()).unwrap_or_default();
            Ok(serde_json::from_str(stored)?)
        });
        records.collect()
    }
}
