//! Which documents have an entry.

use rustc_hash::FxHashSet;

use crate::linked_collection::{
    HeldId, LinkedCollection, NamedDocument, NumberedDocument,
};

/// A document of which an entry is made.
#[derive(Clone, Copy)]
pub(crate) enum EntryDocument<'c> {
    /// One with a symbol.
    Numbered(&'c NumberedDocument<'c>),
    /// A held one without a symbol, or a further text of one with a symbol.
    Held(HeldId),
    /// One that is known by a name.
    Named(&'c NamedDocument),
}

/// The documents of all entries: those with a symbol, then held ones without, then those
/// known by a name.
pub(crate) fn all_documents<'c>(
    collection: &'c LinkedCollection<'c>,
) -> Vec<EntryDocument<'c>> {
    let numbered = collection.numbered.iter();
    let with_symbol: FxHashSet<HeldId> =
        numbered.clone().filter_map(|one| one.texts.first().copied()).collect();
    let held = collection.held().map(|(held, _)| held);
    let without = held.filter(|held| !with_symbol.contains(held));
    let documents = numbered.map(EntryDocument::Numbered);
    let documents = documents.chain(without.map(EntryDocument::Held));
    documents.chain(collection.named.iter().map(EntryDocument::Named)).collect()
}

impl<'c> EntryDocument<'c> {
    pub(crate) fn id(self, collection: &'c LinkedCollection<'_>) -> &'c str {
        match self {
            Self::Numbered(numbered) => &numbered.record.id,
            Self::Held(held) => &collection[held].id,
            Self::Named(named) => &named.id,
        }
    }

    /// The held text that answers for the document.
    pub(crate) fn text(self) -> Option<HeldId> {
        match self {
            Self::Numbered(numbered) => numbered.texts.first().copied(),
            Self::Held(held) => Some(held),
            Self::Named(_) => None,
        }
    }
}
