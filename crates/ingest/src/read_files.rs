//! Read: what is known of all files of an ingest, from the store; only what it does not have is read,
//! several files at once, and kept as it comes.

use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use rustc_hash::FxHashMap;

use super::document_facts::{DocumentFacts, MentionForms};
use super::file_reader::{DocumentReader, NewContent};
use super::kept_facts::{self, FactsPart};
use super::kept_reading::{self, KeptFailure, KeptPart};
use super::report::Progress;
use super::source_document::{SourceDocument, WholePlace};
use super::sources::InputFile;
use tracuu_index::unread_file::{UnreadFile, UnreadFileReason};
use tracuu_legal::citation::home::StatedHome;
use tracuu_legal::citation::identity::Locality;
use tracuu_store::error::StoreError;
use tracuu_store::file::ContentHash;
use tracuu_store::reading::{NewReading, ReadingKey};
use tracuu_store::store::Store;

/// Readings that are kept in one step: what a kill may cost.
const READINGS_AT_ONCE: usize = 64;

/// All files as they were read. The order is that of the files.
#[derive(Default)]
pub(super) struct FilesRead {
    pub(super) sources: Vec<SourceDocument>,
    /// What the mentions in them say.
    pub(super) forms: MentionForms,
    /// The content of each file that stands in the collection from now on, file by file: an
    /// earlier one where the file cannot be read as it is now.
    pub(super) held: Vec<Option<ContentHash>>,
    pub(super) unread: Vec<UnreadFile>,
    /// Number of files whose bytes were read.
    pub(super) n_read: usize,
}

/// Reads all files. `anew` reads what the store knows, too; what cannot be read is kept
/// nevertheless.
pub(super) fn read_files(
    files: &[InputFile<'_>],
    documents: &DocumentReader<'_>,
    store: &mut Store,
    anew: bool,
    progress: &mut dyn Progress,
) -> Result<FilesRead, StoreError> {
    let mut forms = MentionForms::default();
    let known = KnownFacts::load(store, documents.version, files, &mut forms)?;
    let is_new = |file: &InputFile<'_>| anew || known.of(file, file.sha256()).is_none();
    let (new, old): (Vec<_>, Vec<_>) =
        files.iter().enumerate().partition(|(_, file)| is_new(file));
    let mut contents: FxHashMap<usize, Result<FileContent, UnreadFile>> =
        FxHashMap::default();
    let mut n_read = 0;
    read_new(&new, documents, (store, anew), |at, content| {
        progress.reading(&files[at].path, old.len() + contents.len(), files.len());
        n_read += usize::from(content.as_ref().is_ok_and(|content| content.was_read));
        contents.insert(at, content.map(|content| FileContent::new(content, &mut forms)));
    })?;
    let mut collected = Collector {
        documents,
        store,
        known,
        homes: FxHashMap::default(),
        all: FilesRead { forms, n_read, ..FilesRead::default() },
    };
    for (at, file) in files.iter().enumerate() {
        collected.add(file, contents.remove(&at));
    }
    collected.all.forms.seal();
    Ok(collected.all)
}

/// Reads files that the store does not have, several at once, and keeps what is read; each goes
/// to `see` with its place. `store` is asked for readings without facts, and those that lend
/// for any, unless all is to be read `anew`.
fn read_new(
    files: &[(usize, &InputFile<'_>)],
    documents: &DocumentReader<'_>,
    (store, anew): (&mut Store, bool),
    mut see: impl FnMut(usize, Result<NewContent, UnreadFile>),
) -> Result<(), StoreError> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::sync_channel(READINGS_AT_ONCE);
    let mut new_readings: Vec<NewReading> = Vec::new();
    thread::scope(|scope| {
        for _ in 0..documents.reader.n_parallel().min(files.len()) {
            let (sender, next) = (sender.clone(), &next);
            let stores = if anew { Vec::new() } else { documents.stores(store) };
            scope.spawn(move || {
                let claim = || next.fetch_add(1, Ordering::Relaxed);
                while let Some((at, file)) = files.get(claim()) {
                    // A receiver that has gone has failed, and says so.
                    let content = documents.read(file, &stores);
                    if sender.send((*at, content)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (at, content) in receiver {
            if let Ok(NewContent { reading, unkept: None, .. }) = &content {
                new_readings.push(reading.clone());
            }
            see(at, content);
            if new_readings.len() >= READINGS_AT_ONCE {
                store.add_readings(&new_readings)?;
                new_readings.clear();
            }
        }
        store.add_readings(&new_readings)
    })
}

/// What a file gave.
struct FileContent {
    key: ReadingKey,
    parts: Vec<FactsPart>,
    /// The whole readings, where the store does not keep them.
    unkept: Option<Vec<KeptPart>>,
}

impl FileContent {
    fn new(content: NewContent, forms: &mut MentionForms) -> Self {
        let NewContent { reading: NewReading { key, facts, .. }, unkept, .. } = content;
        // They were made a moment ago.
        let parts = kept_facts::decode(&facts, forms).unwrap_or_default();
        Self { key, parts, unkept }
    }
}

/// The facts that the store has, by content and form.
struct KnownFacts {
    all: FxHashMap<ContentHash, Vec<(String, Vec<FactsPart>)>>,
    /// How many files have a content, now or as it stands in the collection.
    n_files: FxHashMap<ContentHash, usize>,
}

impl KnownFacts {
    fn load(
        store: &Store,
        version: &str,
        files: &[InputFile<'_>],
        forms: &mut MentionForms,
    ) -> Result<Self, StoreError> {
        let mut n_files: FxHashMap<ContentHash, usize> = FxHashMap::default();
        for file in files {
            let (now, held) = (file.sha256(), file.held());
            let held = held.filter(|held| now != Some(*held));
            for content in now.into_iter().chain(held) {
                *n_files.entry(content).or_default() += 1;
            }
        }
        let mut all: FxHashMap<ContentHash, Vec<_>> = FxHashMap::default();
        store.each_facts(version, |sha256, form, facts| {
            // What is damaged is read again.
            if let Some(parts) = kept_facts::decode(facts, forms) {
                all.entry(sha256).or_default().push((form, parts));
            }
        })?;
        Ok(Self { all, n_files })
    }

    /// The facts of the content of a file, which are given away where no other file has it.
    fn take(&mut self, file: &InputFile<'_>, sha256: ContentHash) -> Vec<FactsPart> {
        let parts = self.of(file, Some(sha256)).unwrap_or_default();
        // One without a document may be looked at again, for what was last read of its file.
        let is_asked_once = self.n_files.get(&sha256) == Some(&1);
        if !is_asked_once || parts.iter().all(|part| part.content.is_err()) {
            return parts.to_vec();
        }
        let form = file.form();
        let known = self.all.remove(&sha256).unwrap_or_default().into_iter();
        known.filter(|(known, _)| *known == form).flat_map(|(_, parts)| parts).collect()
    }

    fn of(
        &self,
        file: &InputFile<'_>,
        sha256: Option<ContentHash>,
    ) -> Option<&[FactsPart]> {
        let form = file.form();
        let known = self.all.get(&sha256?)?.iter().find(|(known, _)| *known == form)?;
        Some(&known.1)
    }
}

/// Puts together the documents of all files.
struct Collector<'r> {
    documents: &'r DocumentReader<'r>,
    store: &'r Store,
    known: KnownFacts,
    /// Each once, so that equal ones are one value.
    homes: FxHashMap<StatedHome, Rc<Locality>>,
    all: FilesRead,
}

impl Collector<'_> {
    /// Adds a file as it was read now, or as it is known.
    fn add(
        &mut self,
        file: &InputFile<'_>,
        content: Option<Result<FileContent, UnreadFile>>,
    ) {
        let content = content.unwrap_or_else(|| Ok(self.known_now(file)));
        let FileContent { key, parts, unkept } = match content {
            Ok(content) => content,
            Err(unread) => return self.add_kept(file, vec![unread]),
        };
        let has_document = parts.iter().any(|part| part.content.is_ok());
        let is_refused = parts.iter().any(|part| {
            let failure = part.content.as_ref().err();
            failure.is_some_and(|one| matches!(one.reason, UnreadFileReason::Refused(_)))
        });
        let mut unkept = unkept.map(Vec::into_iter);
        let mut failed = Vec::new();
        for (number, part) in parts.into_iter().enumerate() {
            let here = unkept.as_mut().and_then(|parts| parts.next()?.content.ok());
            let whole =
                WholePlace { key: key.clone(), part: number, here: here.map(Box::new) };
            failed.extend(self.add_part(file, part, whole));
        }
        if has_document || is_refused {
            self.all.held.push(Some(key.sha256).filter(|_| has_document));
            self.all.unread.extend(failed);
        } else {
            self.add_kept(file, failed);
        }
    }

    /// What the store knows of a file as it is now.
    fn known_now(&mut self, file: &InputFile<'_>) -> FileContent {
        let sha256 = file.sha256().unwrap_or_default();
        let parts = self.known.take(file, sha256);
        let key = self.documents.key(file, sha256);
        FileContent { key, parts, unkept: None }
    }

    /// Adds the documents that were last read of a file, and why it cannot be read now.
    fn add_kept(&mut self, file: &InputFile<'_>, failed: Vec<UnreadFile>) {
        let known = file.held().and_then(|held| self.last_read(file, held));
        // What is behind a folder that cannot be looked into is reported with the folder.
        if file.sha256().is_some() || known.is_none() {
            self.all.unread.extend(failed);
        }
        self.all.held.push(known.as_ref().and(file.held()));
        let Some((key, parts)) = known else { return };
        for (number, part) in parts.into_iter().enumerate() {
            let whole = WholePlace { key: key.clone(), part: number, here: None };
            // What was none then says nothing now.
            self.add_part(file, part, whole);
        }
    }

    /// What was last read of a content that stands in the collection, by this version of the
    /// program, or one before with the same rule for secret documents.
    fn last_read(
        &mut self,
        file: &InputFile<'_>,
        held: ContentHash,
    ) -> Option<(ReadingKey, Vec<FactsPart>)> {
        let key = self.documents.key(file, held);
        if let Some(known) = self.known.of(file, Some(held)) {
            return Some((key, known.to_vec()));
        }
        let like = format!("%-{}-%", self.documents.allow_secret);
        let earlier = self.store.earlier_readings(&key, &like).ok()?;
        earlier.into_iter().find_map(|(reader, content)| {
            let parts = kept_reading::decode(&content)?;
            let facts = kept_facts::encode(&parts)?;
            let parts = kept_facts::decode(&facts, &mut self.all.forms)?;
            Some((ReadingKey { reader, ..key.clone() }, parts))
        })
    }

    /// Adds a part of a file, or says why it is no document.
    fn add_part(
        &mut self,
        file: &InputFile<'_>,
        part: FactsPart,
        whole: WholePlace,
    ) -> Option<UnreadFile> {
        let FactsPart { inside, content } = part;
        let path = format!("{}{inside}", file.path);
        match content {
            Err(KeptFailure { reason, message }) => {
                Some(UnreadFile { path, reason, message })
            }
            Ok(facts) => {
                let home = self.home(&facts);
                self.all.sources.push(SourceDocument {
                    path,
                    file_id: format!("{}{inside}", file.id),
                    listed_id: file.listed_id().filter(|_| inside.is_empty()),
                    home,
                    facts,
                    whole,
                });
                None
            }
        }
    }

    fn home(&mut self, facts: &DocumentFacts) -> Rc<Locality> {
        if let Some(known) = self.homes.get(&facts.home) {
            return Rc::clone(known);
        }
        let home = Rc::new(facts.home.in_office(self.documents.office));
        self.homes.insert(facts.home.clone(), Rc::clone(&home));
        home
    }
}
