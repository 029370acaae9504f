//! Read: all files of an ingest, several at once; what is new is kept in the store as it comes.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::report::Progress;
use super::source_document::{DocumentReader, ReadFile, SourceDocument};
use super::sources::InputFile;
use tracuu_index::unread_file::UnreadFile;
use tracuu_store::error::StoreError;
use tracuu_store::file::ContentHash;
use tracuu_store::store::Store;

/// Readings that are kept in one step: what a kill may cost.
const READINGS_AT_ONCE: usize = 64;

/// All files as they were read. The order is that of the files.
#[derive(Default)]
pub(super) struct FilesRead {
    pub(super) sources: Vec<SourceDocument>,
    /// The content of each file that stands in the collection from now on, file by file.
    pub(super) held: Vec<Option<ContentHash>>,
    pub(super) unread: Vec<UnreadFile>,
    /// Number of files whose bytes were read.
    pub(super) n_read: usize,
}

/// Reads all files. `anew` reads what the store knows, too.
pub(super) fn read_files(
    files: &[InputFile<'_>],
    documents: &DocumentReader<'_>,
    store: &mut Store,
    anew: bool,
    progress: &mut dyn Progress,
) -> Result<FilesRead, StoreError> {
    let mut read: Vec<Option<ReadFile>> = files.iter().map(|_| None).collect();
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let mut new_readings = Vec::new();
    thread::scope(|scope| {
        for _ in 0..documents.reader.n_parallel().min(files.len()) {
            let (sender, next) = (sender.clone(), &next);
            let known = store.reader();
            scope.spawn(move || {
                let claim = || next.fetch_add(1, Ordering::Relaxed);
                let mut at = claim();
                while let Some(file) = files.get(at) {
                    // A receiver that has gone has failed, and says so.
                    let done = documents.read(file, known.as_ref(), anew);
                    if sender.send((at, done)).is_err() {
                        return;
                    }
                    at = claim();
                }
            });
        }
        drop(sender);
        for (n_done, (at, mut done)) in receiver.into_iter().enumerate() {
            new_readings.extend(done.new_reading.take());
            if new_readings.len() >= READINGS_AT_ONCE {
                store.add_readings(&new_readings)?;
                new_readings.clear();
            }
            if let (Some(file), Some(place)) = (files.get(at), read.get_mut(at)) {
                progress.reading(&file.path, n_done, files.len());
                *place = Some(done);
            }
        }
        store.add_readings(&new_readings)
    })?;
    let mut all = FilesRead::default();
    for ReadFile { parts, held, was_read, .. } in read.into_iter().flatten() {
        all.n_read += usize::from(was_read);
        all.held.push(held);
        for part in parts {
            match part {
                Ok(source) => all.sources.push(source),
                Err(unread) => all.unread.push(unread),
            }
        }
    }
    Ok(all)
}
