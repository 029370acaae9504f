//! Several held texts of one document: a draft beside the copy that was issued, a Word file
//! beside its conversion. One of them answers for the document, and each knows the others.

use rustc_hash::FxHashMap;

use super::document::DocumentEntry;
use crate::linked_collection::{HeldId, LinkedCollection};
use tracuu_index::record::VersionRecord;

/// Texts of one document that know each other; a reader chooses among a few.
const MAX_VERSIONS: usize = 20;

/// Adds to each text of a document references to the other texts.
pub(crate) fn add_versions(
    documents: &mut [DocumentEntry<'_>],
    collection: &LinkedCollection<'_>,
) {
    let mut versions: FxHashMap<HeldId, Vec<VersionRecord>> = FxHashMap::default();
    for numbered in &collection.numbered {
        let texts = || numbered.texts.iter().take(MAX_VERSIONS);
        for one in texts() {
            let others = texts().filter(|other| *other != one);
            let others = others.map(|other| version(collection, *one, *other));
            versions.insert(*one, others.collect());
        }
    }
    for document in documents {
        if let Some(others) = document.text.and_then(|text| versions.remove(&text)) {
            document.record.versions = others;
        }
    }
}

fn version(
    collection: &LinkedCollection<'_>,
    one: HeldId,
    other: HeldId,
) -> VersionRecord {
    let (one, other) = (&collection[one], &collection[other]);
    VersionRecord {
        id: other.id.clone(),
        source: other.source.path.clone(),
        is_same_text: one.source.text() == other.source.text(),
    }
}
