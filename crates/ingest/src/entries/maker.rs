//! Makes the entries of documents, one at a time, and tells of what each is made without making it.

use super::document::DocumentEntry;
use super::entry_document::EntryDocument;
use super::validity::add_validity;
use super::versions::HeldVersions;
use crate::checksum_fields::ChecksumFields;
use crate::linked_collection::{
    HeldId, LinkedCollection, NamedDocument, NumberedDocument,
};
use crate::relations::CollectionRelations;
use tracuu_legal::citation::record::{MentionPlace, StatedValue};

/// Makes the entries of documents.
pub(crate) struct DocumentMaker<'c> {
    pub(super) collection: &'c LinkedCollection<'c>,
    pub(super) relations: CollectionRelations<'c>,
    pub(super) versions: HeldVersions<'c>,
}

impl<'c> DocumentMaker<'c> {
    pub(crate) fn new(collection: &'c LinkedCollection<'c>) -> Self {
        Self {
            collection,
            relations: CollectionRelations::new(collection),
            versions: HeldVersions::new(collection),
        }
    }

    /// The entry of a document, but for its outline, its places among others and its earlier
    /// ids.
    pub(crate) fn entry(&self, document: EntryDocument<'_>) -> DocumentEntry {
        let collection = self.collection;
        let (mut entry, numbered) = match document {
            EntryDocument::Numbered(numbered) => {
                (DocumentEntry::from_numbered(collection, numbered), Some(numbered))
            }
            EntryDocument::Held(held) => {
                (DocumentEntry::from_held(held, &collection[held]), None)
            }
            EntryDocument::Named(named) => {
                (DocumentEntry::from_named(collection, named), None)
            }
        };
        add_validity(&mut entry, numbered, &self.relations);
        if let Some(text) = entry.text {
            entry.record.versions = self.versions.others(text);
        }
        entry
    }

    /// Checksum of all that the entry is made of, but for its places among others and its earlier
    /// ids.
    pub(crate) fn made_of(&self, document: EntryDocument<'_>) -> String {
        let mut fields = ChecksumFields::default();
        fields.add(document.id(self.collection).as_bytes());
        match document {
            EntryDocument::Numbered(numbered) => self.add_numbered(numbered, &mut fields),
            EntryDocument::Held(_) => fields.add(b"held"),
            EntryDocument::Named(named) => self.add_named(named, &mut fields),
        }
        if let Some(text) = document.text() {
            self.add_text(text, &mut fields);
        }
        let id = document.id(self.collection);
        let (before, behind) = self.relations.said_by_others(id, document.text());
        for said in [before, behind] {
            fields.add_number(said.len());
            for (_, event) in said {
                fields.add_debug(event);
            }
        }
        fields.finish()
    }

    fn add_numbered(&self, numbered: &NumberedDocument<'_>, fields: &mut ChecksumFields) {
        let NumberedDocument { record, catalogue, .. } = numbered;
        fields.add_debug(&record.identity);
        fields.add_debug(catalogue);
        self.add_stated(&record.types, fields, |value, fields| fields.add_debug(value));
        self.add_stated(&record.dates, fields, |value, fields| fields.add_debug(value));
        self.add_stated(&record.issuers, fields, |value, fields| {
            fields.add(value.as_bytes());
        });
        self.add_stated(&record.titles, fields, |value, fields| {
            fields.add(value.as_bytes());
        });
        self.add_places(&record.places, fields);
    }

    fn add_stated<T>(
        &self,
        stated: &[StatedValue<T>],
        fields: &mut ChecksumFields,
        add: impl Fn(&T, &mut ChecksumFields),
    ) {
        fields.add_number(stated.len());
        for StatedValue { value, places } in stated {
            add(value, fields);
            self.add_places(places, fields);
        }
    }

    fn add_named(&self, named: &NamedDocument, fields: &mut ChecksumFields) {
        fields.add_debug(&(named.document_type, &named.name, &named.issuers));
        for place in &named.places {
            let mention = self.collection.mention(*place);
            fields.add_debug(&mention.map(|mention| mention.form.stated.date));
        }
        self.add_places(&named.places, fields);
    }

    fn add_text(&self, text: HeldId, fields: &mut ChecksumFields) {
        let document = &self.collection[text];
        fields.add(document.source.path.as_bytes());
        fields.add(document.source.reading_id().as_bytes());
        fields.add(document.links());
        fields.add_debug(&self.versions.others(text));
    }

    /// Adds the provisions in which mentions stand.
    fn add_places(&self, places: &[MentionPlace], fields: &mut ChecksumFields) {
        fields.add_number(places.len());
        for place in places {
            // The head of a document is a mention, too, in no provision.
            let Some(mention) = self.collection.mention(*place) else { continue };
            fields.add(mention.document.token());
            fields.add(mention.path.unwrap_or("-").as_bytes());
        }
    }
}
