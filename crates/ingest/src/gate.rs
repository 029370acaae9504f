//! Gate: what of the collection has gone, and whether that is too much to go without a word.

use rustc_hash::FxHashSet;

use super::changes::Changes;
use super::error::IngestError;
use super::read_files::FilesRead;
use super::sources::{InputFile, SourceRoots};
use tracuu_index::generation::About;
use tracuu_store::error::StoreError;
use tracuu_store::store::Store;
use tracuu_store::task::TaskKind;

/// Of how many files one may go without `--allow-shrink`: a tenth.
const LOSABLE_PART: usize = 10;

/// Whether so many of so many files may not go without a word.
pub fn is_too_much(n_lost: usize, n_before: usize) -> bool {
    n_lost > 0 && (n_lost == n_before || n_lost * LOSABLE_PART > n_before)
}

/// Refuses an ingest after which all files, or more than a tenth of them, have gone: more
/// likely a disk that is not there. `removed` are the files that have gone; those that the service
/// was asked to take out did not go without a word.
pub(super) fn check_losses(
    removed: &[String],
    roots: &SourceRoots,
    before: Option<&About>,
    store: &Store,
) -> Result<(), IngestError> {
    let n_known = roots.n_held_before();
    let (n_lost, n_before) = match before {
        // An index from before there was a store.
        Some(about) if n_known == 0 => {
            (about.n_held.saturating_sub(roots.files().len()), about.n_held)
        }
        _ => (removed.len().saturating_sub(n_asked(removed, roots, store)?), n_known),
    };
    if is_too_much(n_lost, n_before) {
        return Err(IngestError::Shrinks { n_lost, n_before });
    }
    Ok(())
}

/// How many of the files that have gone the service was asked to take out.
fn n_asked(
    removed: &[String],
    roots: &SourceRoots,
    store: &Store,
) -> Result<usize, StoreError> {
    let removed: FxHashSet<&String> = removed.iter().collect();
    let tasks = store.open_tasks()?;
    let asked = tasks.iter().filter(|task| {
        task.kind == TaskKind::Removal
            && task.done_ns.is_some()
            && removed.contains(&task.path)
            && roots.holds(&task.root, &task.path)
    });
    let asked: FxHashSet<(&str, &str)> =
        asked.map(|task| (task.root.as_str(), task.path.as_str())).collect();
    Ok(asked.len())
}

/// What an ingest changes: files that have gone, and what became of those that are there.
pub(super) fn find_changes(
    removed: Vec<String>,
    files: &[InputFile<'_>],
    read: &FilesRead,
) -> Changes {
    let mut changes = Changes { removed, n_read: read.n_read, ..Changes::default() };
    for (file, now) in files.iter().zip(&read.held) {
        let list = match (file.held(), now) {
            (_, Some(now)) if file.sha256() != Some(*now) => &mut changes.kept,
            (None, Some(_)) => &mut changes.added,
            (Some(before), Some(now)) if before != *now => &mut changes.changed,
            (Some(_), None) => &mut changes.removed,
            _ => continue,
        };
        list.push(file.path.clone());
    }
    changes
}
