//! What the handlers share: the open collection, and how much work goes on at once.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use axum::http::HeaderValue;
use jiff::civil::Date;
use tokio::time::timeout;

use super::access::Access;
use super::activity::IngestActivity;
use super::audit::Audit;
use super::caller::current_id;
use super::clock;
use super::limits::Limits;
use super::origin::Origins;
use super::places::{Place, Places};
use super::problem::{Problem, ProblemKind};
use super::public_address::PublicAddress;
use super::request_metrics::RequestMetrics;
use super::sample::{self, Samples};
use super::writable_folder::WritableFolder;
use super::zero_result_queries::ZeroResultQueries;
use tracuu_check::document_directory::DocumentDirectory;
use tracuu_check::rule::Rule;
use tracuu_index::error::ReadError;
use tracuu_index::generation;
use tracuu_index::reader::Collection;
use tracuu_intake::reader::FileReader;
use tracuu_print::messages::{speaking, spoken};
use tracuu_query::cursor::ListName;
use tracuu_query::search::Searcher;
use tracuu_store::error::StoreError;
use tracuu_store::store::Store;
use tracuu_text::cancellation::Cancellation;

/// Time from which on a job is named in the log.
const SLOW: Duration = Duration::from_secs(1);

/// The service's state; cheap to clone.
#[derive(Clone)]
pub struct Service {
    searcher: Arc<Searcher>,
    limits: Limits,
    questions: Places,
    drafts: Places,
    samples: Arc<Samples>,
    checking: Checking,
    reader: FileReader,
    directory: Arc<OnceLock<Arc<DocumentDirectory>>>,
    origins: Origins,
    zero_result_queries: Arc<ZeroResultQueries>,
    activity: IngestActivity,
    access: Access,
    address: PublicAddress,
    audit: Audit,
    metrics: RequestMetrics,
    /// Folder of the store; `None` where the service has only an index.
    store_dir: Option<PathBuf>,
    /// Where files are put that are sent; `None` where none are taken.
    folder: Option<WritableFolder>,
}

/// How drafts are checked where a request says nothing else.
#[derive(Clone, Debug, Default)]
pub struct Checking {
    /// The office's province.
    pub province: Option<String>,
    /// Rules to skip unless a request enables them.
    pub off: Vec<Rule>,
    /// The day up to which the collection was filled, where it is not that of the index.
    pub collected: Option<Date>,
    /// Who changes and comments in Word documents, as Word shows it; `None`: the program.
    pub author: Option<String>,
}

impl Service {
    /// A service over an open collection.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn new(collection: Collection, limits: Limits) -> Result<Self, ReadError> {
        let questions = Places::new(limits.concurrent, limits.patience);
        let drafts = Places::new(limits.drafts, limits.patience);
        let samples = sample::samples(&collection)?.into();
        let searcher = Arc::new(Searcher::new(collection));
        let (checking, directory) = (Checking::default(), Arc::default());
        let reader = FileReader::default();
        let (origins, zero_result_queries) = (Origins::default(), Arc::default());
        let activity = IngestActivity::default();
        let (access, address) = (Access::default(), PublicAddress::default());
        let metrics = RequestMetrics::default();
        Ok(Self {
            searcher,
            limits,
            questions,
            drafts,
            samples,
            checking,
            reader,
            directory,
            origins,
            zero_result_queries,
            activity,
            access,
            address,
            audit: Audit::default(),
            metrics,
            store_dir: None,
            folder: None,
        })
    }

    /// The same service over another collection. What is counted and limited is shared.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub(super) fn over(self, collection: Collection) -> Result<Self, ReadError> {
        let samples = sample::samples(&collection)?.into();
        let searcher = Arc::new(Searcher::new(collection));
        Ok(Self { searcher, samples, directory: Arc::default(), ..self })
    }

    /// The same service for callers who see another part of the folders: over the collection of
    /// that part and the store in its folder. What is counted and limited is shared; how far an
    /// ingest is, is not.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn for_others(
        self,
        collection: Collection,
        store_dir: PathBuf,
    ) -> Result<Self, ReadError> {
        let activity = IngestActivity::default();
        Ok(Self { activity, ..self.over(collection)?.with_store(store_dir) })
    }

    /// The service with other defaults for the draft check.
    #[must_use]
    pub fn with_checking(mut self, checking: Checking) -> Self {
        self.checking = checking;
        self
    }

    /// The service with another way to read drafts.
    #[must_use]
    pub fn reading_with(self, reader: FileReader) -> Self {
        Self { reader, ..self }
    }

    /// Reads the files that are sent.
    pub(super) fn reader(&self) -> &FileReader {
        &self.reader
    }

    /// How drafts are checked where a request says nothing else.
    pub fn checking(&self) -> &Checking {
        &self.checking
    }

    /// The documents of the collection as the draft check asks for them. The first caller
    /// reads them; another collection comes with a service of its own.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn directory(&self) -> Result<Arc<DocumentDirectory>, ReadError> {
        if let Some(directory) = self.directory.get() {
            return Ok(Arc::clone(directory));
        }
        let read = Arc::new(DocumentDirectory::read(self.collection())?);
        Ok(Arc::clone(self.directory.get_or_init(|| read)))
    }

    /// The same service with the store in a folder, which knows when documents came.
    #[must_use]
    pub fn with_store(self, dir: PathBuf) -> Self {
        Self { store_dir: Some(dir), ..self }
    }

    /// The store, where there is one that can be read.
    pub(super) fn store(&self) -> Option<Store> {
        self.store_dir.as_deref().and_then(Store::open_for_reading)
    }

    /// The store for writing, where there is one.
    pub(super) fn writable_store(&self) -> Result<Option<Store>, StoreError> {
        self.store_dir.as_deref().map(Store::open).transpose()
    }

    /// The same service, which takes files into a folder.
    #[must_use]
    pub fn taking_files_into(self, folder: WritableFolder) -> Self {
        Self { folder: Some(folder), ..self }
    }

    /// Where files are put that are sent.
    pub(super) fn folder(&self) -> Option<&WritableFolder> {
        self.folder.as_ref()
    }

    /// Whether answers have what a generation has: it is not one that is about to take over.
    pub(super) fn answers_from(&self, fingerprint: &str) -> bool {
        if self.collection().about().fingerprint == fingerprint {
            return true;
        }
        let current = self.store_dir.as_deref().map(generation::current);
        let current = current.and_then(Result::ok);
        current.is_none_or(|(_, about)| about.fingerprint != fingerprint)
    }

    /// The same service, open to pages of these origins too.
    #[must_use]
    pub fn open_to(self, origins: Origins) -> Self {
        Self { origins, ..self }
    }

    /// The same service with other keys.
    #[must_use]
    pub fn guarded_by(self, access: Access) -> Self {
        Self { access, ..self }
    }

    /// The same service over the collection of another one: a new index may have come since.
    #[must_use]
    pub(super) fn over_that_of(self, other: &Self) -> Self {
        Self {
            store_dir: other.store_dir.clone(),
            activity: other.activity.clone(),
            searcher: Arc::clone(&other.searcher),
            samples: Arc::clone(&other.samples),
            directory: Arc::clone(&other.directory),
            ..self
        }
    }

    /// Who may ask for what.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// The same service, found by people at another address.
    #[must_use]
    pub fn found_at(self, address: PublicAddress) -> Self {
        Self { address, ..self }
    }

    /// The same service, of which is written down who asks for what.
    #[must_use]
    pub fn audited_by(self, audit: Audit) -> Self {
        for question in audit.unanswered() {
            self.zero_result_queries.note(question);
        }
        Self { audit, ..self }
    }

    /// Where is written down who asks for what.
    pub(super) fn audit(&self) -> &Audit {
        &self.audit
    }

    /// Where people find the service.
    pub(super) fn address(&self) -> &PublicAddress {
        &self.address
    }

    /// What is counted over the life of the service.
    pub(super) fn metrics(&self) -> &RequestMetrics {
        &self.metrics
    }

    /// How many questions, and how many drafts, are worked on, and wait.
    pub(super) fn load(&self) -> [(usize, usize); 2] {
        [self.questions.load(), self.drafts.load()]
    }

    /// Whose pages may ask.
    pub(super) fn origins(&self) -> &Origins {
        &self.origins
    }

    /// Notes a question that found nothing.
    pub(super) fn note_unanswered(&self, text: &str) {
        if self.zero_result_queries.note(text) {
            self.audit.note_unanswered(text);
        }
    }

    /// Questions that found nothing: of this run, and of those before it where the settings
    /// keep their text.
    pub(super) fn zero_result_queries(&self) -> &ZeroResultQueries {
        &self.zero_result_queries
    }

    /// What an ingest beside the service is doing.
    pub fn activity(&self) -> &IngestActivity {
        &self.activity
    }

    /// What a new user can ask.
    pub fn samples(&self) -> &Samples {
        &self.samples
    }

    /// The collection that answers.
    pub fn collection(&self) -> &Collection {
        self.searcher.collection()
    }

    /// What the service takes on at once.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The tag of every answer: it changes with the index, the program and the day.
    pub(super) fn tag(&self) -> HeaderValue {
        let about = self.collection().about();
        let generation = ListName::new([about.version.as_str(), &about.fingerprint]);
        let day = clock::today().unwrap_or_default();
        let tag = format!("W/\"{}-{generation}-{day}\"", env!("CARGO_PKG_VERSION"));
        HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("W/\"0\""))
    }

    /// Runs a job that reads the index on a thread that may block. The job is ended where the
    /// time is over or the client has gone; its place is free when it has ended.
    ///
    /// # Errors
    /// The job's own problem; one of [`Places::take`] if no place is free;
    /// [`ProblemKind::Internal`] if the job panics.
    pub(super) async fn run_blocking<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Searcher) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = self.questions.take(current_id()).await?;
        self.run_at(Some(place), job).await
    }

    /// As [`Self::run_blocking`], in one of the few places for drafts: they take a thousand
    /// times the work of a question, which must not wait for them.
    pub(super) async fn run_draft<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Searcher) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = self.drafts.take(current_id()).await?;
        self.run_at(Some(place), job).await
    }

    /// As [`Self::run_blocking`] without a place: whether the service is well is said under
    /// any load.
    pub(super) async fn run_at_once<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Searcher) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run_at(None, job).await
    }

    async fn run_at<T: Send + 'static>(
        &self,
        place: Option<Place>,
        job: impl FnOnce(&Searcher) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let searcher = Arc::clone(&self.searcher);
        let span = tracing::Span::current();
        let cancellation = Cancellation::default();
        let language = spoken().language();
        // Dropped with this future, which is dropped where nobody waits for it any more.
        let _ended = CancelWhenDropped(cancellation.clone());
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            let started = Instant::now();
            let work = || speaking(language, || job(&searcher));
            let done = span.in_scope(|| cancellation.run(work));
            if started.elapsed() > SLOW {
                let elapsed_s = started.elapsed().as_secs_f64();
                let is_ended = done.is_none();
                span.in_scope(|| {
                    tracing::warn!(
                        job.elapsed_s = elapsed_s,
                        job.is_ended = is_ended,
                        "slow"
                    );
                });
            }
            done
        });
        match timeout(self.limits.answer, done).await {
            Ok(Ok(Some(done))) => done,
            Ok(Err(error)) => Err(Problem::internal(&error)),
            Ok(Ok(None)) | Err(_) => Err(Problem::plain(ProblemKind::TimedOut)),
        }
    }
}

/// Ends the work of a request with it.
struct CancelWhenDropped(Cancellation);

impl Drop for CancelWhenDropped {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
