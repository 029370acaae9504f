//! Writing a generation of the index.

use std::path::Path;

use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, IndexWriter, TantivyDocument, Term};

use super::entry::{Entry, EntryKind, order};
use super::error::ReadError;
use super::generation::{About, Building, GenerationError};
use super::group::GroupSize;
use super::merge;
use super::plan::Field;
use super::schema::{self, Fields, SAMPLED};
use super::suggest::build;
use super::suggest::record::NewSuggestion;
use tracuu_analysis::term::Field as Terms;
use tracuu_analysis::tokenizer::Analyzer;

/// Memory of the writer before it cuts a segment, in bytes. One segment holds about
/// 100,000 passages at this size; the engine's own minimum is 15 MB.
const WRITER_MEMORY_BYTES: usize = 160_000_000;

/// Fields of an entry's text, and what they hold of it.
const TEXT_FIELDS: [(Field, Terms); 4] = [
    (Field::Exact, Terms::Exact),
    (Field::Folded, Terms::Folded),
    (Field::Word, Terms::Word),
    (Field::Symbol, Terms::Symbol),
];

/// Bytes of text in a collection up to which all pairs are indexed. Pairs are asked for only how
/// rare they are, which a sample tells, and they are the widest vocabulary of all: writing them all
/// takes as long as all the rest.
const PAIRS_OF_BYTES: usize = 4 << 20;

/// A sample of texts: one in 2^`level`, chosen by their ids, so that it does not depend on what
/// else there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sample {
    level: u32,
}

impl Sample {
    /// A sample of about the same size whatever the collection has: between one and two times
    /// `PAIRS_OF_BYTES`.
    pub fn for_bytes(n_bytes: usize) -> Self {
        Self { level: (n_bytes / PAIRS_OF_BYTES).max(1).ilog2() }
    }

    /// How many texts stand for one of the sample.
    pub const fn share(self) -> u64 {
        1 << self.level
    }

    /// Whether the text with an id is in the sample.
    pub fn has(self, id: &str) -> bool {
        // FNV-1a (Fowler, Noll, Vo), folded: the low bits alone follow the last letters.
        let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        (hash ^ (hash >> 32)).is_multiple_of(self.share())
    }
}

/// Why an index could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder of generations cannot be used.
    #[error(transparent)]
    Generation(#[from] GenerationError),
    /// The generation before cannot be read.
    #[error(transparent)]
    Before(#[from] ReadError),
    /// The engine failed.
    #[error("cannot write the index")]
    Engine(#[from] tantivy::TantivyError),
    /// A record cannot be stored.
    #[error("cannot store the record {id}")]
    Record {
        /// Id of the entry.
        id: String,
        /// What failed.
        source: serde_json::Error,
    },
    /// The suggestions cannot be written.
    #[error("cannot write the suggestions")]
    Suggestions(#[source] std::io::Error),
}

impl WriteError {
    /// Whether the generation before may be the cause: it cannot be built on then.
    pub const fn may_be_damage(&self) -> bool {
        matches!(self, Self::Engine(_) | Self::Before(_))
    }
}

/// Writes one generation; nothing is visible before [`Writer::finish`].
pub struct Writer {
    building: Building,
    engine: IndexWriter<TantivyDocument>,
    fields: Fields,
    analyzer: Analyzer,
    sample: Sample,
    /// What the generation holds.
    size: GroupSize,
    suggestions: Vec<NewSuggestion>,
}

impl Writer {
    /// Opens a generation aside of the current one.
    ///
    /// # Errors
    /// Where another process builds, the folder refuses, or the engine fails.
    pub fn begin(index_dir: &Path, sample: Sample) -> Result<Self, WriteError> {
        Self::fresh(Building::begin(index_dir)?, sample)
    }

    /// Writes a generation from the beginning.
    ///
    /// # Errors
    /// Where the folder refuses, or the engine fails.
    pub fn fresh(building: Building, sample: Sample) -> Result<Self, WriteError> {
        Self::open(building, sample, GroupSize::default())
    }

    /// Writes a generation that has what another one has, but for what is removed and added. The
    /// sample is that of the other.
    ///
    /// # Errors
    /// Where the folder refuses.
    pub fn revising(
        building: Building,
        sample: Sample,
        (generation, about): (&Path, &About),
    ) -> Result<Self, WriteError> {
        building.take_over(generation)?;
        let size = GroupSize { n_entries: about.n_entries, tokens: about.tokens.clone() };
        Self::open(building, sample, size)
    }

    fn open(
        building: Building,
        sample: Sample,
        size: GroupSize,
    ) -> Result<Self, WriteError> {
        let (schema, fields) = schema::build();
        let directory =
            MmapDirectory::open(building.dir()).map_err(tantivy::TantivyError::from)?;
        let index = Index::builder()
            .schema(schema)
            .tokenizers(schema::tokenizers())
            .open_or_create(directory)?;
        // One thread keeps the entries in the order in which they are added, so that the
        // same corpus gives the same index.
        let engine = index.writer_with_num_threads(1, WRITER_MEMORY_BYTES)?;
        engine.set_merge_policy(Box::new(NoMergePolicy));
        let analyzer = Analyzer::default();
        Ok(Self {
            building,
            engine,
            fields,
            analyzer,
            sample,
            size,
            suggestions: Vec::new(),
        })
    }

    /// Adds an entry that is never removed, behind all others.
    ///
    /// # Errors
    /// Where the record cannot be stored or the engine fails.
    pub fn add(&mut self, entry: &Entry) -> Result<(), WriteError> {
        let label = self.size.n_entries;
        self.add_entry(
            None,
            order(entry.kind, label, 0),
            entry,
            &mut GroupSize::default(),
        )
    }

    /// Adds the entries of a group, in their order. `label` is the place of the group among all
    /// ([`super::label`]). Returns how much that is.
    ///
    /// # Errors
    /// Where the record cannot be stored or the engine fails.
    pub fn add_group(
        &mut self,
        name: &str,
        label: u64,
        entries: &[Entry],
    ) -> Result<GroupSize, WriteError> {
        let mut size = GroupSize::default();
        for (place, entry) in (0..).zip(entries) {
            let place = order(entry.kind, label, place);
            self.add_entry(Some(name), place, entry, &mut size)?;
        }
        Ok(size)
    }

    /// Removes a group that the other generation has, of this size.
    pub fn remove_group(&mut self, name: &str, size: &GroupSize) {
        let group = self.fields.of(Field::Group);
        self.engine.delete_term(Term::from_field_text(group, name));
        self.size.subtract(size);
    }

    fn add_entry(
        &mut self,
        group: Option<&str>,
        place: u64,
        entry: &Entry,
        size: &mut GroupSize,
    ) -> Result<(), WriteError> {
        let mut document = TantivyDocument::default();
        let mut own = GroupSize { n_entries: 1, ..GroupSize::default() };
        let mut key = |field: Field, value: &str| {
            document.add_text(self.fields.of(field), value);
            own.tokens.add(self.fields.of(field), 1);
        };
        if let Some(group) = group {
            key(Field::Group, group);
        }
        key(Field::Kind, entry.kind.name());
        key(Field::Id, &entry.id);
        for (field, value) in &entry.keys {
            key(*field, value);
        }
        self.add_text(entry, &mut document, &mut own);
        for (field, value) in &entry.numbers {
            document.add_u64(self.fields.of(*field), *value);
        }
        document.add_u64(self.fields.of(Field::Order), place);
        let record = serde_json::to_string(&entry.record)
            .map_err(|source| WriteError::Record { id: entry.id.clone(), source })?;
        document.add_text(self.fields.record(), record);
        self.engine.add_document(document)?;
        size.add(&own);
        self.size.add(&own);
        Ok(())
    }

    /// Adds the terms of an entry's text.
    fn add_text(
        &mut self,
        entry: &Entry,
        document: &mut TantivyDocument,
        size: &mut GroupSize,
    ) {
        // Looked up by name, never found by words.
        if entry.kind == EntryKind::Agency {
            return;
        }
        let mut add = |field: Field, terms: Terms, text: &str| {
            let lines = self.analyzer.lines(text, terms);
            let n_tokens = lines.lines().filter(|line| !line.is_empty()).count();
            size.tokens.add(self.fields.of(field), n_tokens);
            document.add_text(self.fields.of(field), lines);
        };
        add(Field::Heading, Terms::Folded, &entry.heading);
        if entry.kind == EntryKind::Named {
            add(Field::Heading, Terms::Folded, &entry.body);
            return;
        }
        for (field, terms) in TEXT_FIELDS {
            add(field, terms, &entry.body);
        }
        if self.sample.has(&entry.id) {
            add(Field::Pair, Terms::Pair, &entry.body);
            document.add_text(self.fields.of(Field::Pair), SAMPLED);
            size.tokens.add(self.fields.of(Field::Pair), 1);
        }
    }

    /// Adds what is suggested while somebody types.
    pub fn suggest(&mut self, suggestions: impl IntoIterator<Item = NewSuggestion>) {
        self.suggestions.extend(suggestions);
    }

    /// Makes what was added the current generation. `written` is kept with it for the builder of
    /// the next one.
    ///
    /// # Errors
    /// Where the engine or the file system fails; the old generation then stays current.
    pub fn finish(
        mut self,
        mut about: About,
        written: Option<&[u8]>,
    ) -> Result<About, WriteError> {
        self.engine.commit()?;
        let segments = merge::choose(self.engine.index().searchable_segment_metas()?);
        if !segments.is_empty() {
            self.engine.merge(&segments).wait()?;
        }
        self.engine.wait_merging_threads()?;
        let sum = build::write(self.suggestions, self.building.dir())
            .map_err(WriteError::Suggestions)?;
        about.suggestions_sum = Some(sum);
        if let Some(written) = written {
            self.building.keep_written(written)?;
        }
        about.version = schema::version();
        about.n_entries = self.size.n_entries;
        about.tokens = self.size.tokens;
        self.building.publish(&about)?;
        Ok(about)
    }
}
