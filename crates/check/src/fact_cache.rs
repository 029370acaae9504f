//! The facts of single documents, kept for the next draft that cites them.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::facts::DocumentFacts;
use tracuu_index::error::ReadError;
use tracuu_index::reader::Collection;

/// Most documents that are kept: more than the drafts of an office cite in a week. What is
/// known of one takes a few kilobytes.
const MAX_KEPT: usize = 1_000;

/// What was read of documents; they live as long as one generation of an index. A panic
/// leaves nothing half done in it: single entries are put in.
#[derive(Debug, Default)]
pub(super) struct FactCache {
    kept: Mutex<FxHashMap<FactKey, Option<Arc<DocumentFacts>>>>,
}

/// A document, and the draft's own ids, whose words were left out.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct FactKey {
    id: String,
    own: Vec<String>,
}

impl FactCache {
    /// What a collection states of a document, the words of the documents in `own` aside.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub(super) fn read(
        &self,
        collection: &Collection,
        id: &str,
        own: &[String],
    ) -> Result<Option<Arc<DocumentFacts>>, ReadError> {
        let key = FactKey { id: id.to_owned(), own: own.to_vec() };
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(facts) = kept().get(&key) {
            return Ok(facts.clone());
        }
        let record = collection.document(id)?;
        let facts = record.and_then(|record| DocumentFacts::from_record(record, own));
        let facts = facts.map(Arc::new);
        let mut kept = kept();
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        kept.insert(key, facts.clone());
        Ok(facts)
    }
}
