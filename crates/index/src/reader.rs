//! Reading an index: opening the current generation, running plans, fetching records.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::schema::Value;
use tantivy::{
    DocAddress, Index, Order, ReloadPolicy, Searcher, TantivyDocument, TantivyError,
};

use super::address::Address;
use super::best::Best;
use super::entry::{EntryKind, Record};
use super::error::{OpenError, ReadError};
use super::execute::Compiler;
use super::generation::{self, About, GenerationError};
use super::narrowed::Narrowed;
use super::plan::{Field, Plan};
use super::profile::SegmentProfiles;
use super::recent_joins::RecentJoins;
use super::record::{AgencyRecord, AssignmentRecord, DocumentRecord, Unit};
use super::schema::SAMPLED;
use super::schema::{self, Fields};
use super::sealed::SealedDirectory;
use super::statistics::Statistics;
use super::suggest::table::Suggestions;
use super::suggest::{build, file};
use super::vocabulary::IndexVocabulary;
use tracuu_analysis::repair::vocabulary::Vocabulary;
use tracuu_text::cancellation::checkpoint;
use tracuu_text::collate::compare;

/// Most entries that one page may fetch; a page of a person has 20, a machine's 100 or
/// 1,000.
pub const MAX_PAGE: usize = 1_000;

/// Deepest entry that a listing reaches, so that a page far down cannot cost more than a
/// bounded heap.
pub const MAX_DEPTH: usize = 100_000;

/// Cached blocks of stored records. A block has 16 KB, and a search reads few of them.
const STORE_CACHE_BLOCKS: usize = 32;

/// A part of a listing.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Entries to skip.
    pub offset: usize,
    /// Entries to return, at most [`MAX_PAGE`].
    pub limit: usize,
}

impl Page {
    /// The first entries, as many as a page can have.
    pub const WHOLE: Self = Self { offset: 0, limit: MAX_PAGE };

    pub(super) fn collector(self) -> TopDocs {
        let offset = self.offset.min(MAX_DEPTH);
        TopDocs::with_limit(self.limit.clamp(1, MAX_PAGE)).and_offset(offset)
    }
}

/// A page of records, and how many there are in all.
#[derive(Clone, Debug)]
pub struct Listing<T> {
    /// The records of the page.
    pub items: Vec<T>,
    /// Records in all, of which a listing reaches the first [`MAX_DEPTH`].
    pub total: usize,
}

/// An open index. Cheap to clone; searches see one generation for ever.
#[derive(Clone)]
pub struct Collection {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    /// Folder of the generation.
    dir: PathBuf,
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    about: About,
    built: Option<SystemTime>,
    agencies: Vec<AgencyRecord>,
    joins: RecentJoins,
    profiles: OnceLock<Vec<Arc<SegmentProfiles>>>,
    pub(super) statistics: Arc<Statistics>,
    vocabulary: IndexVocabulary,
    suggestions: Suggestions,
}

impl Collection {
    /// Opens the current generation.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read by this program.
    pub fn open(index_dir: &Path) -> Result<Self, OpenError> {
        let (dir, about) = generation::current(index_dir)?;
        let wanted = schema::version();
        if about.version != wanted {
            return Err(OpenError::OtherVersion {
                dir: index_dir.display().to_string(),
                found: about.version,
                wanted,
            });
        }
        let searcher = open_searcher(&dir).map_err(|source| OpenError::Engine {
            dir: index_dir.display().to_string(),
            source,
        })?;
        let (_, fields) = schema::build();
        let damaged = |what: String| GenerationError::Damaged(index_dir.to_owned(), what);
        let statistics = Arc::new(Statistics::new(&searcher, about.tokens.clone()));
        let vocabulary = IndexVocabulary::read(Arc::clone(&statistics), &fields)
            .map_err(|error| damaged(error.to_string()))?;
        let suggestions =
            Suggestions::open(&dir).map_err(|error| damaged(error.to_string()))?;
        let mut inner = Inner {
            dir,
            searcher,
            fields,
            about,
            built: generation::swapped_in(index_dir),
            agencies: Vec::new(),
            joins: RecentJoins::default(),
            profiles: OnceLock::new(),
            statistics,
            vocabulary,
            suggestions,
        };
        inner.agencies =
            inner.all_agencies().map_err(|error| damaged(error.to_string()))?;
        Ok(Self { inner: Arc::new(inner) })
    }

    /// What the generation says of itself.
    pub fn about(&self) -> &About {
        &self.inner.about
    }

    /// When the generation was swapped in: the day up to which the collection speaks.
    pub fn built(&self) -> Option<SystemTime> {
        self.inner.built
    }

    /// All agencies of the collection, by name in Vietnamese order.
    pub fn agencies(&self) -> &[AgencyRecord] {
        &self.inner.agencies
    }

    /// The words of the collection, for the repair of what is typed.
    pub fn vocabulary(&self) -> &dyn Vocabulary {
        &self.inner.vocabulary
    }

    /// What is suggested while somebody types.
    pub fn suggestions(&self) -> &Suggestions {
        &self.inner.suggestions
    }

    /// The best entries of a plan with their scores, and the number of all.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn best(
        &self,
        plan: &Plan,
        page: Page,
    ) -> Result<Listing<(f32, Record)>, ReadError> {
        let query = self.inner.compile(plan)?;
        let (offset, limit) = (page.offset.min(MAX_DEPTH), page.limit.clamp(1, MAX_PAGE));
        let collector = (Best::of_all(offset + limit), Count);
        let (found, total) = self.inner.searcher.search_with_statistics_provider(
            &*query,
            &collector,
            &*self.inner.statistics,
        )?;
        let items = found
            .into_iter()
            .skip(offset)
            .map(|found| Ok((found.score, self.inner.record(found.entry.place)?)))
            .collect::<Result<_, ReadError>>()?;
        Ok(Listing { items, total })
    }

    /// The places of the `n` best entries of a plan with their scores, the best first; of
    /// equal ones the first in the collection.
    ///
    /// A plan that is a plain union of terms is the fast case, also with other plans that
    /// narrow it and do not score: what cannot be among the best is not looked at.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn candidates(
        &self,
        plan: &Plan,
        n: usize,
    ) -> Result<Vec<(f32, Address)>, ReadError> {
        let n = n.clamp(1, MAX_DEPTH);
        let Narrowed { scored, wanted, unwanted } = Narrowed::new(plan);
        let mut are_common = true;
        for plan in &wanted {
            are_common = are_common && self.inner.is_common(plan)?;
        }
        let (query, best) = if are_common {
            let unscored = |plan: &&Plan| self.inner.unscored(plan);
            let wanted = wanted.iter().map(unscored).collect::<Result<_, _>>()?;
            let unwanted = unwanted.iter().map(unscored).collect::<Result<_, _>>()?;
            (self.inner.compile(scored)?, Best::of_some(n, wanted, unwanted))
        } else {
            (self.inner.compile(plan)?, Best::of_all(n))
        };
        let found = self.inner.searcher.search_with_statistics_provider(
            &*query,
            &best,
            &*self.inner.statistics,
        )?;
        Ok(found.into_iter().map(|found| (found.score, found.entry)).collect())
    }

    /// The record of an entry.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn record_at(&self, entry: Address) -> Result<Record, ReadError> {
        self.inner.record(entry.place)
    }

    /// The files of the generation whose bytes are not those that were written, by their
    /// checksums. Reads all of them.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn damaged_files(&self) -> Result<Vec<PathBuf>, ReadError> {
        let damaged = self.inner.searcher.index().validate_checksum()?;
        let mut damaged: Vec<PathBuf> = damaged.into_iter().collect();
        let Inner { dir, about, .. } = &*self.inner;
        let is_whole = |sum: u32| build::checksum(dir).is_ok_and(|found| found == sum);
        if !about.suggestions_sum.is_none_or(is_whole) {
            damaged.push(PathBuf::from(file::NAME));
        }
        damaged.sort_unstable();
        Ok(damaged)
    }

    /// Number of entries in all.
    pub fn n_entries(&self) -> u64 {
        self.inner.searcher.num_docs()
    }

    /// The entries of a plan in the order of the collection, and the number of all.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn listed(&self, plan: &Plan, page: Page) -> Result<Listing<Record>, ReadError> {
        self.inner.listed(plan, page)
    }

    /// The number of entries of a plan.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn count(&self, plan: &Plan) -> Result<usize, ReadError> {
        // Not by a collector: the engine knows the number of a term without going through it.
        Ok(self.inner.compile(plan)?.count(&self.inner.searcher)?)
    }

    /// Number of entries whose text has a term: for query-term statistics.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn n_with_term(&self, field: Field, term: &str) -> Result<u64, ReadError> {
        let term = tantivy::Term::from_field_text(self.inner.fields.of(field), term);
        Ok(self.inner.statistics.n_with(&term)?)
    }

    /// Number of entries of which the neighbouring syllables are counted ([`Field::Pair`]).
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn n_pair_sample(&self) -> Result<u64, ReadError> {
        self.n_with_term(Field::Pair, SAMPLED.trim_end())
    }

    /// A document by its id.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn document(&self, id: &str) -> Result<Option<DocumentRecord>, ReadError> {
        let plan = Plan::all([of_kind(EntryKind::Document), Plan::term(Field::Id, id)]);
        let found = self.documents(&plan, Page { offset: 0, limit: 1 })?;
        Ok(found.items.into_iter().next())
    }

    /// The present id of the document that had an id before; `None` where none or several had.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn document_formerly(&self, id: &str) -> Result<Option<String>, ReadError> {
        let plan = Plan::all([of_documents(), Plan::term(Field::FormerId, id)]);
        let mut found = self.ids(&plan, Page { offset: 0, limit: 2 })?.items;
        Ok(found.pop().filter(|_| found.is_empty()))
    }

    /// The documents of a plan, in the order of the collection.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn documents(
        &self,
        plan: &Plan,
        page: Page,
    ) -> Result<Listing<DocumentRecord>, ReadError> {
        let found = self.listed(plan, page)?;
        let items = found.items.into_iter().filter_map(|record| match record {
            Record::Document(document) => Some(*document),
            _ => None,
        });
        Ok(Listing { items: items.collect(), total: found.total })
    }

    /// The units of a plan, in the order of the collection.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn units(&self, plan: &Plan, page: Page) -> Result<Listing<Unit>, ReadError> {
        let plan = Plan::all([plan.clone(), of_units()]);
        let found = self.listed(&plan, page)?;
        let items = found.items.into_iter().filter_map(|record| match record {
            Record::Unit(unit) => Some(*unit),
            _ => None,
        });
        Ok(Listing { items: items.collect(), total: found.total })
    }

    /// The assignments of a plan, in the order of the collection.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn assignments(
        &self,
        plan: &Plan,
        page: Page,
    ) -> Result<Listing<AssignmentRecord>, ReadError> {
        let plan = Plan::all([plan.clone(), of_kind(EntryKind::Assignment)]);
        let found = self.listed(&plan, page)?;
        let items = found.items.into_iter().filter_map(|record| match record {
            Record::Assignment(assignment) => Some(*assignment),
            _ => None,
        });
        Ok(Listing { items: items.collect(), total: found.total })
    }

    /// The units of a held document, in its order.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn units_of(
        &self,
        document: &str,
        page: Page,
    ) -> Result<Listing<Unit>, ReadError> {
        let in_document = Plan::term(Field::Document, document);
        let mut listing = self.units(&in_document, page)?;
        listing.items.sort_by_key(|unit| unit.start);
        Ok(listing)
    }

    /// The units whose own text cites a document.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn units_citing(
        &self,
        document: &str,
        page: Page,
    ) -> Result<Listing<Unit>, ReadError> {
        self.units(&Plan::term(Field::Cites, document), page)
    }
}

/// The documents, with a symbol or known by a name.
pub fn of_documents() -> Plan {
    let both = [EntryKind::Document, EntryKind::Named];
    Plan::any_of(Field::Kind, both.map(|kind| kind.name().to_owned()))
}

/// The units of documents: measures and other provisions.
pub fn of_units() -> Plan {
    let both = [EntryKind::Measure, EntryKind::Provision];
    Plan::any_of(Field::Kind, both.map(|kind| kind.name().to_owned()))
}

/// Entries of one kind.
pub fn of_kind(kind: EntryKind) -> Plan {
    Plan::term(Field::Kind, kind.name())
}

pub(super) fn open_searcher(dir: &Path) -> Result<Searcher, TantivyError> {
    let directory = MmapDirectory::open(dir).map_err(TantivyError::from)?;
    let mut index = Index::open(SealedDirectory(directory))?;
    index.set_tokenizers(schema::tokenizers());
    let reader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .doc_store_cache_num_blocks(STORE_CACHE_BLOCKS)
        .try_into()?;
    Ok(reader.searcher())
}

impl Inner {
    pub(super) fn compile(&self, plan: &Plan) -> Result<Box<dyn Query>, ReadError> {
        checkpoint();
        let Self { searcher, fields, joins, .. } = self;
        Compiler { searcher, fields, joins }.compile(plan)
    }

    /// The profiles of the segments, read when something is counted first.
    pub(super) fn profiles(&self) -> Result<Vec<Arc<SegmentProfiles>>, ReadError> {
        if let Some(known) = self.profiles.get() {
            return Ok(known.clone());
        }
        let segments = self.searcher.segment_readers().iter();
        let read = segments.map(|segment| Ok(Arc::new(SegmentProfiles::read(segment)?)));
        let read = read.collect::<Result<Vec<_>, ReadError>>()?;
        Ok(self.profiles.get_or_init(|| read).clone())
    }

    /// What tells of entries whether a plan finds them.
    fn unscored(&self, plan: &Plan) -> Result<Box<dyn Weight>, ReadError> {
        let scoring = EnableScoring::disabled_from_searcher(&self.searcher);
        Ok(self.compile(plan)?.weight(scoring)?)
    }

    /// Whether a plan finds so many entries that it is cheaper to ask it about the best than to
    /// begin with it.
    fn is_common(&self, plan: &Plan) -> Result<bool, ReadError> {
        /// One of so many entries: about what the best of a union leave out unseen.
        const SHARE: u64 = 16;
        let weight = self.unscored(plan)?;
        let mut n_found = 0;
        for segment in self.searcher.segment_readers() {
            n_found += u64::from(weight.scorer(segment, 1.0)?.size_hint());
        }
        Ok(n_found.saturating_mul(SHARE) >= self.searcher.num_docs())
    }

    pub(super) fn record(&self, address: DocAddress) -> Result<Record, ReadError> {
        checkpoint();
        let document: TantivyDocument = self.searcher.doc(address)?;
        let stored = document.get_first(self.fields.record());
        let stored = stored.and_then(|value| value.as_str()).unwrap_or_default();
        Ok(serde_json::from_str(stored)?)
    }

    fn listed(&self, plan: &Plan, page: Page) -> Result<Listing<Record>, ReadError> {
        let query = self.compile(plan)?;
        let ordered =
            page.collector().order_by_u64_field(Field::Order.name(), Order::Asc);
        let (found, total) = self.searcher.search(&*query, &(ordered, Count))?;
        let items = found
            .into_iter()
            .map(|(_, address)| self.record(address))
            .collect::<Result<_, _>>()?;
        Ok(Listing { items, total })
    }

    fn all_agencies(&self) -> Result<Vec<AgencyRecord>, ReadError> {
        let mut agencies = Vec::new();
        let mut offset = 0;
        loop {
            let page = Page { offset, limit: MAX_PAGE };
            let found = self.listed(&of_kind(EntryKind::Agency), page)?;
            let n_found = found.items.len();
            agencies.extend(found.items.into_iter().filter_map(|record| match record {
                Record::Agency(agency) => Some(*agency),
                _ => None,
            }));
            offset += n_found;
            if n_found == 0 || offset >= found.total || offset >= MAX_DEPTH {
                agencies.sort_by(|one, other| compare(&one.name, &other.name));
                return Ok(agencies);
            }
        }
    }
}
