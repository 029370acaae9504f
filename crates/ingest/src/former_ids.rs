//! Addresses that last: the ids that documents had in earlier indexes lead to them for ever.
//!
//! An id is made of what is known of a document, and that grows: a late document tells a
//! province or a year, a file is moved, a symbol is put right. The store keeps every id that
//! was given, with what tells which document it was: the file, its content, or the words of
//! some mentions.

use rustc_hash::{FxHashMap, FxHashSet};

use super::entries::entry_document::EntryDocument;
use super::linked_collection::{HeldMention, LinkedCollection, LinkedDocument};
use crate::corpus::original::INSIDE;
use tracuu_index::plan::Field;
use tracuu_legal::citation::mention::CitationKind;
use tracuu_legal::citation::record::MentionPlace;
use tracuu_store::address::{Addresses, Witness};
use tracuu_store::entry::EnteredDocument;
use tracuu_store::error::StoreError;
use tracuu_store::store::Store;

/// Most mentions that are kept of one id, each in another file.
const MAX_MENTIONS: usize = 4;

/// Earlier ids, by the present ids of their documents.
#[derive(Default)]
pub(super) struct FormerIds(FxHashMap<String, Vec<String>>);

impl FormerIds {
    /// Finds the documents of all ids that were ever given, and keeps those that are given now.
    /// An id that is given now belongs to the document that has it.
    pub(super) fn follow(
        collection: &LinkedCollection<'_>,
        store: &mut Store,
    ) -> Result<Self, StoreError> {
        let now = witnesses(collection);
        let before = store.addresses()?;
        let documents = Documents::new(collection);
        let mut former = Self::default();
        let mut changed = Addresses::default();
        for (id, known) in &before {
            if now.contains_key(id) {
                continue;
            }
            let present = known.iter().find_map(|witness| documents.find(witness));
            let present = present.and_then(|present| now.get_key_value(present));
            let Some((present, witnesses)) = present else {
                continue;
            };
            former.0.entry(present.clone()).or_default().push(id.clone());
            if known != witnesses {
                changed.insert(id.clone(), witnesses.clone());
            }
        }
        let new = now.into_iter().filter(|(id, own)| before.get(id) != Some(own));
        changed.extend(new);
        store.set_addresses(&changed)?;
        Ok(former)
    }

    /// The held documents with the ids that they have and had.
    pub(super) fn held<'a>(
        &'a self,
        collection: &'a LinkedCollection<'_>,
    ) -> impl Iterator<Item = EnteredDocument<'a>> {
        collection.held().map(|(_, document)| EnteredDocument {
            id: &document.id,
            former: self.0.get(&document.id).map(Vec::as_slice).unwrap_or_default(),
        })
    }

    /// The ids that a document had before, and that of the manifest. `taken` are the present ids of
    /// all documents.
    pub(super) fn of(
        &self,
        document: EntryDocument<'_>,
        collection: &LinkedCollection<'_>,
        taken: &FxHashSet<&str>,
    ) -> Vec<(Field, String)> {
        let listed = document.text().and_then(|held| {
            let listed = collection[held].source.listed_id.clone();
            listed.filter(|id| !taken.contains(id.as_str()))
        });
        let known = self.0.get(document.id(collection));
        let mut ids = known.cloned().unwrap_or_default();
        ids.extend(listed);
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().map(|id| (Field::FormerId, id)).collect()
    }
}

/// What tells of each present id which document it is.
fn witnesses(collection: &LinkedCollection<'_>) -> Addresses {
    let mut all = Addresses::default();
    for (_, document) in collection.held() {
        let own = all.entry(document.id.clone()).or_default();
        own.push(Witness::File(document.source.path.clone()));
        if !document.source.path.contains(INSIDE) {
            own.push(Witness::Content(document.source.whole.key.sha256));
        }
    }
    let numbered = collection.numbered.iter();
    let numbered = numbered.map(|one| (&one.record.id, &one.record.places));
    let named = collection.named.iter().map(|one| (&one.id, &one.places));
    for (id, places) in numbered.chain(named) {
        let own = all.entry(id.clone()).or_default();
        own.extend(mentions(collection, id, places));
        own.sort_unstable();
        own.dedup();
    }
    all
}

/// Mentions that name a document, in different files.
fn mentions<'c>(
    collection: &'c LinkedCollection<'_>,
    id: &'c str,
    places: &'c [MentionPlace],
) -> impl Iterator<Item = Witness> + 'c {
    let mut last = None;
    let first = places.iter().filter(move |place| {
        let is_new = last != Some(place.document);
        last = Some(place.document);
        is_new
    });
    let found = first.filter_map(move |place| {
        let HeldMention { document, form, .. } = collection.mention(*place)?;
        (document.mentioned_id(place.citation) == Some(id)).then(|| Witness::Mention {
            path: document.source.path.clone(),
            words: form.words(),
        })
    });
    found.take(MAX_MENTIONS)
}

/// The held documents, to find what a witness tells of.
struct Documents<'c> {
    collection: &'c LinkedCollection<'c>,
    by_path: FxHashMap<&'c str, &'c LinkedDocument<'c>>,
    by_content: FxHashMap<[u8; 32], &'c LinkedDocument<'c>>,
}

impl<'c> Documents<'c> {
    fn new(collection: &'c LinkedCollection<'c>) -> Self {
        let held = || collection.held().map(|(_, document)| document);
        let by_path = held().map(|document| (document.source.path.as_str(), document));
        let by_content =
            held().map(|document| (document.source.whole.key.sha256, document));
        Self { collection, by_path: by_path.collect(), by_content: by_content.collect() }
    }

    /// The present id of the document that a witness tells of; `None` where it does not tell
    /// any more, or of several.
    fn find(&self, witness: &Witness) -> Option<&'c str> {
        match witness {
            Witness::File(path) => Some(&self.by_path.get(path.as_str())?.id),
            Witness::Content(sha256) => Some(&self.by_content.get(sha256)?.id),
            Witness::Mention { path, words: wanted } => {
                let document = *self.by_path.get(path.as_str())?;
                let forms = self.collection.forms_of(document).enumerate();
                let named = forms.filter(|(_, form)| {
                    let is_own = form.stated.kind == CitationKind::SelfReference;
                    !is_own && form.words() == *wanted
                });
                let mut ids = named.map(|(index, _)| document.mentioned_id(index));
                let first = ids.next()??;
                ids.all(|id| id == Some(first)).then_some(first)
            }
        }
    }
}
