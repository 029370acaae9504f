//! Write: the entries of the index, with what is counted over them. Only groups of entries that are
//! not as they were are made and written; the rest is taken over from the generation before.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

use super::checksum_fields::ChecksumFields;
use super::entries::agency::AgencyCounter;
use super::entries::assignment::assignment_entries;
use super::entries::entry_document::{EntryDocument, all_documents};
use super::entries::inherited::{InheritedTerms, add_agencies};
use super::entries::maker::DocumentMaker;
use super::entries::rank::NamePlaces;
use super::entries::suggestions::{phrase_suggestions, suggestions_in};
use super::entries::summary::DocumentSummary;
use super::entries::unit::DocumentUnits;
use super::error::IngestError;
use super::former_ids::FormerIds;
use super::groups::{
    GroupPlan, GroupShare, GroupWriter, KnownSummary, NewGroup, WrittenGroups,
};
use super::linked_collection::{HeldId, LinkedCollection, LinkedDocument};
use super::report::{FileReport, IngestedFile, Progress};
use super::source_document::{SourceDocument, WholeReading};
use crate::corpus::checksum::Checksum;
use crate::corpus::stamp::now_ns;
use tracuu_index::entry::{Entry, Record};
use tracuu_index::generation::{self, About, Building};
use tracuu_index::plan::Field;
use tracuu_index::record::DocumentKey;
use tracuu_index::schema;
use tracuu_index::writer::{Sample, WriteError, Writer};
use tracuu_index::written::WrittenEntries;
use tracuu_legal::reading::Reading;
use tracuu_store::error::StoreError;
use tracuu_store::provision::KnownProvisions;
use tracuu_store::store::Store;
use tracuu_text::one_line::one_line;

/// Documents whose provisions are kept in one step.
const TEXTS_AT_ONCE: usize = 64;

/// Where a new generation is written, and whether it starts from the one before.
pub(super) struct Target<'j> {
    pub(super) building: Building,
    pub(super) index_dir: &'j Path,
    /// Whether all is to be written anew.
    pub(super) is_fresh: bool,
}

/// What a generation is written from.
#[derive(Clone, Copy)]
pub(super) struct Linked<'c> {
    pub(super) collection: &'c LinkedCollection<'c>,
    pub(super) former: &'c FormerIds,
    /// Has the whole readings.
    pub(super) store: &'c Store,
}

/// Writes a generation. Where the one before cannot be built on, this is noted, and all is
/// written anew.
pub(super) fn write_index(
    linked: Linked<'_>,
    target: Target<'_>,
    mut about: About,
    progress: &mut dyn Progress,
) -> Result<(About, Vec<FileReport>), IngestError> {
    let Target { index_dir, is_fresh, .. } = target;
    match write_all(linked, target, about.clone(), progress) {
        Err(IngestError::Write(error)) if error.may_be_damage() && !is_fresh => {
            let note =
                format!("the index cannot be built on ({error}); all is written anew");
            about.notes.push(note);
            let building = Building::begin(index_dir).map_err(WriteError::from)?;
            let target = Target { building, index_dir, is_fresh: true };
            write_all(linked, target, about, progress)
        }
        written => written,
    }
}

/// Writes all entries: of each document its own, then those of its units and assignments, then
/// agencies. Returns what became of each held document, in the order of reading.
fn write_all(
    linked: Linked<'_>,
    target: Target<'_>,
    mut about: About,
    progress: &mut dyn Progress,
) -> Result<(About, Vec<FileReport>), IngestError> {
    let collection = linked.collection;
    let n_bytes =
        collection.held().map(|(_, document)| document.source.facts.n_bytes).sum();
    let mut writer = target.open(Sample::for_bytes(n_bytes))?;
    let maker = DocumentMaker::new(collection);
    let documents = whole_documents(linked, &maker, &mut writer.now);
    about.n_documents = documents.len();
    // Each held document has exactly one entry; sorting restores the order of reading.
    let mut held: Vec<(HeldId, &WholeDocument<'_>)> =
        documents.iter().filter_map(|one| Some((one.document.text()?, one))).collect();
    held.sort_by_key(|(held, _)| *held);

    let own = documents.iter().map(WholeDocument::group).collect();
    let own = writer.plan(own)?;
    let parts = held.iter().map(|(held, one)| one.parts_group(&collection[*held]));
    let parts = writer.plan(parts.collect())?;
    let plan_of: FxHashMap<&str, &GroupPlan> =
        documents.iter().map(|one| one.id.as_str()).zip(&own).collect();
    let plans = HeldPlans { own: &plan_of, parts: &parts };
    write_held(linked, (&*held, plans), &maker, &mut writer, progress)?;
    let cited = documents.iter().zip(&own);
    for (one, plan) in
        cited.filter(|(one, plan)| plan.is_new && one.document.text().is_none())
    {
        let (entries, share) = one.build(&maker, None);
        writer.put(plan, &entries, share)?;
    }
    let counted: Vec<&GroupPlan> = own.iter().chain(&parts).collect();
    let agencies = write_agencies(&mut writer, &counted)?;
    writer.remove_rest()?;

    let files = held.iter().zip(&parts).map(|((held, one), plan)| {
        let source = collection[*held].source;
        FileReport::Ingested(one.report(source, writer.share(plan)))
    });
    let files = files.collect();
    let GroupWriter { writer: mut index, now, .. } = writer;
    let kept = serde_json::to_vec(&now);
    let (mut suggestions, phrases) = now.into_suggestions();
    suggestions.extend(suggestions_in(&agencies));
    let phrases = phrase_suggestions(&phrases, &suggestions);
    index.suggest(suggestions);
    index.suggest(phrases);
    let about = index.finish(about, kept.ok().as_deref())?;
    Ok((about, files))
}

/// What is to be done for held documents.
#[derive(Clone, Copy)]
struct HeldPlans<'p> {
    /// For their own entries, by id.
    own: &'p FxHashMap<&'p str, &'p GroupPlan>,
    /// For what stands in them, in their order.
    parts: &'p [GroupPlan],
}

/// Writes what is new of held documents, and keeps which of their provisions have another text.
fn write_held(
    linked: Linked<'_>,
    (held, plans): (&[(HeldId, &WholeDocument<'_>)], HeldPlans<'_>),
    maker: &DocumentMaker<'_>,
    writer: &mut GroupWriter,
    progress: &mut dyn Progress,
) -> Result<(), IngestError> {
    let mut texts = Vec::new();
    for (number, ((held, one), parts)) in held.iter().zip(plans.parts).enumerate() {
        progress.writing(number, plans.parts.len());
        let own = plans.own[one.id.as_str()];
        if !own.is_new && !parts.is_new {
            continue;
        }
        let document = &linked.collection[*held];
        let whole = document.source.fetch(linked.store)?;
        if own.is_new {
            let (entries, share) = one.build(maker, Some(&whole.reading));
            writer.put(own, &entries, share)?;
        }
        if parts.is_new {
            let (entries, share) = one.build_parts(document, &whole);
            writer.put(parts, &entries, share)?;
            texts.push((
                one.id.clone(),
                one.provisions(document, &entries, linked.store)?,
            ));
        }
        if texts.len() >= TEXTS_AT_ONCE {
            linked.store.set_provisions(&texts)?;
            texts.clear();
        }
    }
    linked.store.set_provisions(&texts)?;
    Ok(())
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

/// All documents, summed up; of one that is as it was that is known.
fn whole_documents<'c>(
    linked: Linked<'c>,
    maker: &DocumentMaker<'_>,
    now: &mut WrittenGroups,
) -> Vec<WholeDocument<'c>> {
    let collection = linked.collection;
    let documents = all_documents(collection);
    let taken: FxHashSet<&str> =
        documents.iter().map(|document| document.id(collection)).collect();
    let mut before = std::mem::take(&mut now.summaries);
    for document in &documents {
        let (id, made_of) = (document.id(collection), maker.made_of(*document));
        let known = before.remove(id).filter(|known| known.made_of == made_of);
        let known = known.unwrap_or_else(|| {
            let summary = maker.entry(*document).summary();
            KnownSummary { made_of, summary }
        });
        now.summaries.insert(id.to_owned(), known);
    }
    let summary_of =
        |document: &EntryDocument<'_>| &now.summaries[document.id(collection)];
    let summaries = documents.iter().map(|one| &summary_of(one).summary);
    let places = NamePlaces::new(summaries, &now.places);
    let whole = documents.iter().map(|document| {
        let KnownSummary { made_of, summary } = summary_of(document);
        let mut fields = ChecksumFields::default();
        let (places, former) =
            (places.of(summary), linked.former.of(*document, collection, &taken));
        fields.add(made_of.as_bytes());
        fields.add_debug(&(&places, &former));
        let DocumentSummary { symbol, title, inherited } = summary.clone();
        WholeDocument {
            document: *document,
            id: document.id(collection).to_owned(),
            made_of: fields.finish(),
            symbol,
            title,
            inherited: inherited.with_places(&places),
            places,
            former,
        }
    });
    let whole = whole.collect();
    now.places = places;
    whole
}

/// Writes the agencies that are counted over some groups.
fn write_agencies(
    writer: &mut GroupWriter,
    counted: &[&GroupPlan],
) -> Result<Vec<Entry>, WriteError> {
    let mut agencies = AgencyCounter::default();
    for share in counted.iter().filter_map(|plan| writer.share(plan)) {
        agencies.add(&share.agencies);
    }
    let agencies: Vec<Entry> = agencies.into_entries().collect();
    let group = |entry: &Entry| NewGroup {
        name: format!("agency {}", entry.id),
        made_of: entry_checksum(entry),
    };
    let plans = writer.plan(agencies.iter().map(group).collect())?;
    for (entry, plan) in agencies.iter().zip(&plans).filter(|(_, plan)| plan.is_new) {
        writer.put(plan, std::slice::from_ref(entry), GroupShare::default())?;
    }
    Ok(agencies)
}

/// A checksum of an entry.
fn entry_checksum(entry: &Entry) -> String {
    let mut fields = ChecksumFields::default();
    fields.add(&serde_json::to_vec(&entry.record).unwrap_or_default());
    fields.add_debug(&(entry.kind, &entry.keys, &entry.numbers));
    fields.finish()
}

/// A checksum of the words of a text: how it is broken into lines depends on the program.
fn text_sum(text: &str) -> u64 {
    let sum: [u8; 32] = Checksum::compute(one_line(text).as_bytes()).into();
    sum.first_chunk().map_or(0, |first| u64::from_le_bytes(*first))
}

/// A document with what is known of it without its entry.
struct WholeDocument<'c> {
    document: EntryDocument<'c>,
    id: String,
    /// Checksum of all that its entry is made of.
    made_of: String,
    symbol: Option<String>,
    title: Option<String>,
    /// What its units and assignments have from it.
    inherited: InheritedTerms,
    /// Its places among others.
    places: Vec<(Field, u64)>,
    /// Its earlier ids.
    former: Vec<(Field, String)>,
}

impl WholeDocument<'_> {
    fn group(&self) -> NewGroup {
        let name = format!("document {}", self.id);
        NewGroup { name, made_of: self.made_of.clone() }
    }

    /// Its entry. `reading` is of its text, where it is held.
    fn build(
        &self,
        maker: &DocumentMaker<'_>,
        reading: Option<&Reading>,
    ) -> (Vec<Entry>, GroupShare) {
        let mut entry = maker.entry(self.document);
        if let Some(reading) = reading {
            entry.add_text(reading);
        }
        entry.add_numbers(self.places.iter().copied());
        entry.add_keys(self.former.iter().cloned());
        let mut share = GroupShare::default();
        share.agencies.count_issuers(&entry.issuers);
        let entries = vec![entry.into_entry()];
        share.suggestions = suggestions_in(&entries);
        (entries, share)
    }

    /// The group of all that stands in it, by all that these entries are made of: the reading,
    /// what its citations name, and what the document's own entry gives them.
    fn parts_group(&self, document: &LinkedDocument<'_>) -> NewGroup {
        let mut fields = ChecksumFields::default();
        fields.add(self.id.as_bytes());
        fields.add_debug(&(&self.symbol, &self.title, &self.inherited));
        fields.add(document.source.reading_id().as_bytes());
        fields.add(document.links());
        NewGroup { name: format!("parts {}", self.id), made_of: fields.finish() }
    }

    fn build_parts(
        &self,
        document: &LinkedDocument<'_>,
        whole: &WholeReading,
    ) -> (Vec<Entry>, GroupShare) {
        let key = DocumentKey {
            id: self.id.clone(),
            symbol: self.symbol.clone(),
            title: self.title.clone(),
        };
        let units = DocumentUnits::new(document, &whole.reading, &key);
        let assigned = whole.assignments.unpack();
        let (mut entries, assignments) =
            (units.entries(), assignment_entries(&units, &assigned));
        add_agencies(&mut entries, &assignments);
        let mut share = GroupShare {
            n_units: entries.len(),
            n_assignments: assignments.len(),
            ..GroupShare::default()
        };
        entries.extend(assignments);
        share.agencies.count_spellings(&assigned, whole.reading.text());
        for entry in &mut entries {
            self.inherited.add_to(entry);
            if let Record::Assignment(assignment) = &entry.record {
                share.agencies.count_assignment(assignment);
            }
        }
        share.suggestions = suggestions_in(&entries);
        (entries, share)
    }

    /// Its provisions, and which of them have another text than in the file before.
    fn provisions(
        &self,
        document: &LinkedDocument<'_>,
        entries: &[Entry],
        store: &Store,
    ) -> Result<KnownProvisions, StoreError> {
        let own = std::iter::once(&self.id);
        let mut ids = own.chain(self.former.iter().map(|(_, id)| id));
        let before = ids.find_map(|id| store.provisions(id).transpose()).transpose()?;
        let sums = entries.iter().filter_map(|entry| match &entry.record {
            Record::Unit(unit) => Some((unit.path.clone(), text_sum(&unit.text))),
            _ => None,
        });
        let sha256 = document.source.whole.key.sha256;
        let now_s = now_ns() / 1_000_000_000;
        Ok(KnownProvisions::new(sha256, sums, before.as_ref(), now_s))
    }

    fn report(
        &self,
        source: &SourceDocument,
        share: Option<&GroupShare>,
    ) -> IngestedFile {
        IngestedFile {
            path: source.path.clone(),
            document: self.id.clone(),
            n_units: share.map_or(0, |share| share.n_units),
            n_citations: source.facts.n_mentions(),
            n_assignments: share.map_or(0, |share| share.n_assignments),
            is_kept: false,
        }
    }
}
