//! Several held texts of one document: a draft beside the copy that was issued, a Word file
//! beside its conversion. One of them answers for the document, and each knows the others.

use rustc_hash::FxHashMap;

use crate::linked_collection::{HeldId, LinkedCollection};
use tracuu_index::record::VersionRecord;

/// Texts of one document that know each other; a reader chooses among a few.
const MAX_VERSIONS: usize = 20;

/// The held texts of documents that have several.
pub(crate) struct HeldVersions<'c> {
    collection: &'c LinkedCollection<'c>,
    /// All texts of the document of each.
    of: FxHashMap<HeldId, &'c [HeldId]>,
}

impl<'c> HeldVersions<'c> {
    pub(crate) fn new(collection: &'c LinkedCollection<'c>) -> Self {
        let several = collection.numbered.iter().filter(|one| one.texts.len() > 1);
        let all = several.flat_map(|numbered| {
            let texts = &numbered.texts[..numbered.texts.len().min(MAX_VERSIONS)];
            texts.iter().map(move |one| (*one, texts))
        });
        Self { collection, of: all.collect() }
    }

    /// References to the other texts of the document of one.
    pub(crate) fn others(&self, one: HeldId) -> Vec<VersionRecord> {
        let texts = self.of.get(&one).copied().unwrap_or_default();
        let others = texts.iter().filter(|other| **other != one);
        others.map(|other| version(self.collection, one, *other)).collect()
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
        is_same_text: one.source.facts.text == other.source.facts.text,
    }
}
