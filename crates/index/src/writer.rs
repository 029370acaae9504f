//! Writing a generation of the index.

use std::path::Path;

use tantivy::directory::MmapDirectory;
use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, IndexWriter, TantivyDocument};

use super::entry::{Entry, EntryKind, order};
use super::generation::{About, Building, GenerationError};
use super::plan::Field;
use super::schema::{self, Fields, SAMPLED};
use super::suggest::build;
use super::suggest::record::NewSuggestion;
use tracuu_analysis::term::Field as Terms;
use tracuu_analysis::tokenizer::Analyzer;

/// Memory of the writer before it cuts a segment, in bytes. One segment holds about
/// 100,000 passages at this size; the engine's own minimum is 15 MB.
const WRITER_MEMORY_BYTES: usize = 160_000_000;

/// Segments that are merged into one at the end: searching one segment is fastest, and
/// merging more would take longer than it saves.
const MAX_MERGED_SEGMENTS: usize = 32;

/// Fields of an entry's text, and what they hold of it.
const TEXT_FIELDS: [(Field, Terms); 4] = [
    (Field::Exact, Terms::Exact),
    (Field::Folded, Terms::Folded),
    (Field::Word, Terms::Word),
    (Field::Symbol, Terms::Symbol),
];

/// Entries from the beginning whose pairs are all indexed. Pairs are asked for only how rare
/// they are, which a sample tells; the judged collections are smaller.
const PAIRS_OF_FIRST: u64 = 6_000;
/// Of the later ones one in so many: pairs are the widest vocabulary of all, and writing
/// them all takes as long as all the rest.
const PAIRS_OF_EACH: u64 = 32;

/// Why an index could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder of generations cannot be used.
    #[error(transparent)]
    Generation(#[from] GenerationError),
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

/// Writes one generation; nothing is visible before [`Writer::finish`].
pub struct Writer {
    building: Building,
    engine: IndexWriter<TantivyDocument>,
    fields: Fields,
    analyzer: Analyzer,
    n_written: u64,
    suggestions: Vec<NewSuggestion>,
}

impl Writer {
    /// Opens a generation aside of the current one.
    ///
    /// # Errors
    /// Where another process builds, the folder refuses, or the engine fails.
    pub fn begin(index_dir: &Path) -> Result<Self, WriteError> {
        let building = Building::begin(index_dir)?;
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
        Ok(Self {
            building,
            engine,
            fields,
            analyzer: Analyzer::default(),
            n_written: 0,
            suggestions: Vec::new(),
        })
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// Where the record cannot be stored or the engine fails.
    pub fn add(&mut self, entry: &Entry) -> Result<(), WriteError> {
        let mut document = TantivyDocument::default();
        let mut key = |field: Field, value: &str| {
            document.add_text(self.fields.of(field), value);
        };
        key(Field::Kind, entry.kind.name());
        key(Field::Id, &entry.id);
        for (field, value) in &entry.keys {
            key(*field, value);
        }
        self.add_text(entry, &mut document);
        for (field, value) in &entry.numbers {
            document.add_u64(self.fields.of(*field), *value);
        }
        let place = order(entry.kind, self.n_written);
        document.add_u64(self.fields.of(Field::Order), place);
        let record = serde_json::to_string(&entry.record)
            .map_err(|source| WriteError::Record { id: entry.id.clone(), source })?;
        document.add_text(self.fields.record(), record);
        self.engine.add_document(document)?;
        self.n_written += 1;
        Ok(())
    }

    /// Adds the terms of an entry's text.
    fn add_text(&mut self, entry: &Entry, document: &mut TantivyDocument) {
        // Looked up by name, never found by words.
        if entry.kind == EntryKind::Agency {
            return;
        }
        let mut add = |field: Field, terms: Terms, text: &str| {
            let lines = self.analyzer.lines(text, terms);
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
        let n = self.n_written;
        if n < PAIRS_OF_FIRST || n.is_multiple_of(PAIRS_OF_EACH) {
            add(Field::Pair, Terms::Pair, &entry.body);
            document.add_text(self.fields.of(Field::Pair), SAMPLED);
        }
    }

    /// Adds what is suggested while somebody types.
    pub fn suggest(&mut self, suggestions: impl IntoIterator<Item = NewSuggestion>) {
        self.suggestions.extend(suggestions);
    }

    /// Makes what was added the current generation.
    ///
    /// # Errors
    /// Where the engine or the file system fails; the old generation then stays current.
    pub fn finish(mut self, mut about: About) -> Result<About, WriteError> {
        self.engine.commit()?;
        let segments = self.engine.index().searchable_segment_ids()?;
        if (2..=MAX_MERGED_SEGMENTS).contains(&segments.len()) {
            self.engine.merge(&segments).wait()?;
        }
        self.engine.wait_merging_threads()?;
        build::write(self.suggestions, self.building.dir())
            .map_err(WriteError::Suggestions)?;
        about.version = schema::version();
        about.n_entries = self.n_written;
        self.building.publish(&about)?;
        Ok(about)
    }
}
