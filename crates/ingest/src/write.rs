//! Write: the entries of the index, with what is counted over them. Only groups of entries that are
//! not as they were are made and written; the rest is taken over from the generation before.

use std::path::Path;

use super::corpus::checksum::Checksum;
use super::entries::agency::AgencyCounter;
use super::entries::assignment::assignment_entries;
use super::entries::document::{DocumentEntry, document_entries};
use super::entries::inherited::{InheritedTerms, add_agencies};
use super::entries::rank::{NamePlaces, add_ranks};
use super::entries::suggestions::{phrase_suggestions, suggestions_in};
use super::entries::unit::DocumentUnits;
use super::entries::validity::add_validity;
use super::entries::versions::add_versions;
use super::former_ids::FormerIds;
use super::groups::{GroupShare, GroupWriter, NewGroup, WrittenGroups};
use super::linked_collection::{HeldId, LinkedCollection};
use super::relations::CollectionRelations;
use super::report::{FileReport, IngestedFile, Progress};
use tracuu_index::entry::{Entry, EntryKind, Record};
use tracuu_index::generation::{self, About, Building};
use tracuu_index::record::{AgencyKey, DocumentKey};
use tracuu_index::schema;
use tracuu_index::suggest::record::NewSuggestion;
use tracuu_index::writer::{Sample, WriteError, Writer};
use tracuu_index::written::WrittenEntries;

/// Where a new generation is written, and whether it starts from the one before.
pub(super) struct Target<'j> {
    pub(super) building: Building,
    pub(super) index_dir: &'j Path,
    /// Whether all is to be written anew.
    pub(super) is_fresh: bool,
}

/// Writes a generation. Where the one before cannot be built on, this is noted, and all is
/// written anew.
pub(super) fn write_index(
    collection: &LinkedCollection<'_>,
    former: &FormerIds,
    target: Target<'_>,
    mut about: About,
    progress: &mut dyn Progress,
) -> Result<(About, Vec<FileReport>), WriteError> {
    let Target { index_dir, is_fresh, .. } = target;
    match write_all(collection, former, target, about.clone(), progress) {
        Err(error) if error.may_be_damage() && !is_fresh => {
            let note =
                format!("the index cannot be built on ({error}); all is written anew");
            about.notes.push(note);
            let building = Building::begin(index_dir)?;
            let target = Target { building, index_dir, is_fresh: true };
            write_all(collection, former, target, about, progress)
        }
        written => written,
    }
}

/// Writes all entries: documents, then units and assignments by document, then agencies.
/// Returns what became of each held document, in the order of reading.
fn write_all(
    collection: &LinkedCollection<'_>,
    former: &FormerIds,
    target: Target<'_>,
    mut about: About,
    progress: &mut dyn Progress,
) -> Result<(About, Vec<FileReport>), WriteError> {
    let n_bytes =
        collection.held().map(|(_, document)| document.source.text().len()).sum();
    let mut writer = target.open(Sample::for_bytes(n_bytes))?;
    let mut documents = completed_documents(collection, &mut writer.now.places);
    former.add_to(&mut documents, collection);
    let mut held = Vec::new();
    let documents: Vec<WholeDocument> = documents
        .into_iter()
        .map(|document| {
            let (text, key) = (document.text, document.key());
            let issuers = document.issuers.clone();
            let entry = document.into_entry();
            let inherited = InheritedTerms::from_document(&entry);
            held.extend(text.map(|held| HeldParts { held, key, inherited }));
            WholeDocument { entry, issuers }
        })
        .collect();
    let is_numbered =
        |document: &&WholeDocument| document.entry.kind == EntryKind::Document;
    about.n_documents = documents.iter().filter(is_numbered).count();
    // Each held document has exactly one entry; sorting restores the order of reading.
    held.sort_by_key(|parts| parts.held);

    let groups: Vec<NewGroup> = documents.iter().map(WholeDocument::group).collect();
    writer.write(&groups, |number| documents[number].build())?;
    let parts: Vec<NewGroup> = held.iter().map(|parts| parts.group(collection)).collect();
    writer.write(&parts, |number| {
        progress.writing(number, held.len());
        held[number].build(collection)
    })?;
    let counted: Vec<&NewGroup> = groups.iter().chain(&parts).collect();
    let agencies = write_agencies(&mut writer, &counted)?;
    writer.remove_rest()?;

    let shares = counted.iter().filter_map(|group| writer.share(group));
    let mut suggestions: Vec<NewSuggestion> =
        shares.flat_map(|share| share.suggestions.iter().cloned()).collect();
    suggestions.extend(suggestions_in(&agencies));
    let phrases = phrase_suggestions(&writer.now.phrases, &suggestions);
    let files = held.iter().zip(&parts).map(|(parts, group)| {
        FileReport::Ingested(parts.report(collection, writer.share(group)))
    });
    let files = files.collect();
    let GroupWriter { writer: mut index, now, .. } = writer;
    index.suggest(suggestions);
    index.suggest(phrases);
    let kept = serde_json::to_vec(&now);
    let about = index.finish(about, kept.ok().as_deref())?;
    Ok((about, files))
}

impl Target<'_> {
    /// Opens a writer over what the generation before has, or over nothing where it has none that
    /// can be built on.
    fn open(self, sample: Sample) -> Result<GroupWriter, WriteError> {
        let Self { building, index_dir, is_fresh } = self;
        let before = generation::current(index_dir).ok().filter(|_| !is_fresh);
        let known = before.filter(|(_, about)| about.version == schema::version());
        let known = known.and_then(|(dir, about)| {
            let kept = generation::written(&dir)?;
            Some((WrittenGroups::read(&kept, sample)?, dir, about))
        });
        let Some((groups, dir, about)) = known else {
            let writer = Writer::fresh(building, sample)?;
            return Ok(GroupWriter::new(writer, WrittenGroups::new(sample), None));
        };
        let entries = WrittenEntries::open(&dir)?;
        let writer = Writer::revising(building, sample, (&dir, &about))?;
        Ok(GroupWriter::new(writer, groups, Some(entries)))
    }
}

/// The entries of all documents, with what is known only of all together.
fn completed_documents<'c>(
    collection: &'c LinkedCollection<'c>,
    places: &mut NamePlaces,
) -> Vec<DocumentEntry<'c>> {
    let mut documents = document_entries(collection);
    add_validity(&mut documents, CollectionRelations::new(collection));
    add_versions(&mut documents, collection);
    *places = add_ranks(&mut documents, places);
    documents
}

/// Writes the agencies that are counted over some groups.
fn write_agencies(
    writer: &mut GroupWriter,
    counted: &[&NewGroup],
) -> Result<Vec<Entry>, WriteError> {
    let mut agencies = AgencyCounter::default();
    for share in counted.iter().filter_map(|group| writer.share(group)) {
        agencies.add(&share.agencies);
    }
    let agencies: Vec<Entry> = agencies.into_entries().collect();
    let group = |entry: &Entry| NewGroup {
        name: format!("agency {}", entry.id),
        made_of: entry_checksum(entry),
    };
    let groups: Vec<NewGroup> = agencies.iter().map(group).collect();
    writer.write(&groups, |number| {
        (vec![agencies[number].clone()], GroupShare::default())
    })?;
    Ok(agencies)
}

/// A checksum of an entry.
fn entry_checksum(entry: &Entry) -> String {
    let record = serde_json::to_vec(&entry.record).unwrap_or_default();
    let terms = format!("{:?}\n{:?}\n{:?}", entry.kind, entry.keys, entry.numbers);
    let texts = [entry.heading.as_bytes(), entry.body.as_bytes()];
    let fields = [record.as_slice(), terms.as_bytes()].into_iter().chain(texts);
    checksum(fields)
}

/// A checksum of some fields, half as long as it could be: nobody makes two alike on purpose.
fn checksum<'f>(fields: impl IntoIterator<Item = &'f [u8]>) -> String {
    format!("{:.32}", Checksum::compute_from_fields(fields))
}

/// A document with all that is known of it.
struct WholeDocument {
    entry: Entry,
    issuers: Vec<AgencyKey>,
}

impl WholeDocument {
    fn group(&self) -> NewGroup {
        let name = format!("document {}", self.entry.id);
        NewGroup { name, made_of: entry_checksum(&self.entry) }
    }

    fn build(&self) -> (Vec<Entry>, GroupShare) {
        let entries = vec![self.entry.clone()];
        let mut share =
            GroupShare { suggestions: suggestions_in(&entries), ..GroupShare::default() };
        share.agencies.count_issuers(&self.issuers);
        (entries, share)
    }
}

/// What the units and assignments of a held document need of its own entry.
struct HeldParts {
    held: HeldId,
    key: DocumentKey,
    inherited: InheritedTerms,
}

impl HeldParts {
    /// The group, by all that the entries are made of: the reading, what its citations name, and
    /// what the document's own entry gives them.
    fn group(&self, collection: &LinkedCollection<'_>) -> NewGroup {
        let document = &collection[self.held];
        let DocumentKey { id, symbol, title } = &self.key;
        let key = format!("{id}\n{symbol:?}\n{title:?}\n{:?}", self.inherited);
        let named = document.citations().map(|(_, resolution)| format!("{resolution:?}"));
        let named: Vec<String> = named.collect();
        let own = [document.source.reading_id.as_bytes(), key.as_bytes()];
        let fields = own.into_iter().chain(named.iter().map(String::as_bytes));
        NewGroup { name: format!("parts {id}"), made_of: checksum(fields) }
    }

    fn build(&self, collection: &LinkedCollection<'_>) -> (Vec<Entry>, GroupShare) {
        let document = &collection[self.held];
        let units = DocumentUnits::new(document, &self.key);
        let assigned = document.source.assignments.unpack();
        let (mut entries, assignments) =
            (units.entries(), assignment_entries(&units, &assigned));
        add_agencies(&mut entries, &assignments);
        let mut share = GroupShare {
            n_units: entries.len(),
            n_assignments: assignments.len(),
            ..GroupShare::default()
        };
        entries.extend(assignments);
        share.agencies.count_spellings(&assigned, document.source.text());
        for entry in &mut entries {
            self.inherited.add_to(entry);
            if let Record::Assignment(assignment) = &entry.record {
                share.agencies.count_assignment(assignment);
            }
        }
        share.suggestions = suggestions_in(&entries);
        (entries, share)
    }

    fn report(
        &self,
        collection: &LinkedCollection<'_>,
        share: Option<&GroupShare>,
    ) -> IngestedFile {
        let source = collection[self.held].source;
        IngestedFile {
            path: source.path.clone(),
            document: self.key.id.clone(),
            n_units: share.map_or(0, |share| share.n_units),
            n_citations: source.reading.citations.len(),
            n_assignments: share.map_or(0, |share| share.n_assignments),
            is_kept: false,
        }
    }
}
