//! Write: all entries of the index, with what is counted over them.

use super::entries::agency::AgencyCounter;
use super::entries::assignment::assignment_entries;
use super::entries::document::{DocumentEntry, document_entries};
use super::entries::inherited::{InheritedTerms, add_agencies};
use super::entries::rank::add_ranks;
use super::entries::suggestions::SuggestionCollector;
use super::entries::unit::DocumentUnits;
use super::entries::validity::add_validity;
use super::entries::versions::add_versions;
use super::former_ids::FormerIds;
use super::linked_collection::{HeldId, LinkedCollection};
use super::relations::CollectionRelations;
use super::report::{FileReport, IngestedFile, Progress};
use tracuu_index::entry::{Entry, EntryKind, Record};
use tracuu_index::generation::About;
use tracuu_index::record::DocumentKey;
use tracuu_index::writer::{WriteError, Writer};

/// Writes all entries: documents, then units and assignments by document, then agencies.
/// Returns what became of each held document, in the order of reading.
pub(super) fn write_all(
    collection: &LinkedCollection<'_>,
    former: FormerIds,
    writer: Writer,
    mut about: About,
    progress: &mut dyn Progress,
) -> Result<(About, Vec<FileReport>), WriteError> {
    let agencies = AgencyCounter::new(collection);
    let suggestions = SuggestionCollector::default();
    let mut writer = EntryWriter { writer, agencies, suggestions };
    let mut held = Vec::new();
    let mut documents = completed_documents(collection);
    former.add_to(&mut documents, collection);
    for document in documents {
        let (text, key) = (document.text, document.key());
        writer.agencies.count_issuers(&document.issuers);
        let entry = document.into_entry();
        about.n_documents += usize::from(entry.kind == EntryKind::Document);
        writer.add(&entry)?;
        let inherited = InheritedTerms::from_document(&entry);
        held.extend(text.map(|held| HeldParts { held, key, inherited }));
    }
    // Each held document has exactly one entry; sorting restores the order of reading.
    held.sort_by_key(|parts| parts.held);
    let mut files = Vec::with_capacity(held.len());
    for (n_done, parts) in held.iter().enumerate() {
        progress.writing(n_done, held.len());
        files.push(parts.write(collection, &mut writer)?);
    }
    Ok((writer.finish(about)?, files))
}

/// The entries of all documents, with what is known only of all together.
fn completed_documents<'c>(
    collection: &'c LinkedCollection<'c>,
) -> Vec<DocumentEntry<'c>> {
    let mut documents = document_entries(collection);
    add_validity(&mut documents, CollectionRelations::new(collection));
    add_versions(&mut documents, collection);
    add_ranks(&mut documents);
    documents
}

/// What the units and assignments of a held document need of its own entry.
struct HeldParts {
    held: HeldId,
    key: DocumentKey,
    inherited: InheritedTerms,
}

impl HeldParts {
    fn write(
        &self,
        collection: &LinkedCollection<'_>,
        writer: &mut EntryWriter,
    ) -> Result<FileReport, WriteError> {
        let document = &collection[self.held];
        let units = DocumentUnits::new(document, &self.key);
        let (mut entries, assignments) = (units.entries(), assignment_entries(&units));
        add_agencies(&mut entries, &assignments);
        let report = IngestedFile {
            path: document.source.path.clone(),
            document: self.key.id.clone(),
            n_units: entries.len(),
            n_citations: document.source.reading.citations.len(),
            n_assignments: assignments.len(),
            is_kept: false,
        };
        for mut entry in entries.into_iter().chain(assignments) {
            self.inherited.add_to(&mut entry);
            writer.add(&entry)?;
        }
        Ok(FileReport::Ingested(report))
    }
}

/// Writes entries and collects from them what agencies and suggestions need.
struct EntryWriter {
    writer: Writer,
    agencies: AgencyCounter,
    suggestions: SuggestionCollector,
}

impl EntryWriter {
    fn add(&mut self, entry: &Entry) -> Result<(), WriteError> {
        if let Record::Assignment(assignment) = &entry.record {
            self.agencies.count_assignment(assignment);
        }
        self.suggestions.collect(entry);
        self.writer.add(entry)
    }

    fn finish(self, about: About) -> Result<About, WriteError> {
        let Self { mut writer, agencies, mut suggestions } = self;
        for entry in agencies.into_entries() {
            suggestions.collect(&entry);
            writer.add(&entry)?;
        }
        writer.suggest(suggestions.into_suggestions());
        writer.finish(about)
    }
}
