//! `tracuu snapshot DIR` and `tracuu restore DIR`: the index, the store and the keys as they
//! are at one moment, with a checksum of every file.
//!
//! The documents themselves are not in it: they are files, which are backed up as such.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::failure::Outcome;
use super::output::Output;
use crate::config::settings::Settings;
use tracuu_index::generation::{self, CURRENT};
use tracuu_index::reader::Collection;
use tracuu_print::messages::VIETNAMESE;
use tracuu_store::{backup, key, store};

/// What is in a snapshot; written last, so that one without it is not whole.
const CONTENTS: &str = "snapshot.json";

/// What is in a snapshot.
#[derive(Debug, Serialize, Deserialize)]
struct Contents {
    /// Version of the program that wrote it.
    version: String,
    /// SHA-256 of every file, in hexadecimal, by its path.
    files: BTreeMap<String, String>,
}

/// The answer of both verbs.
#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "counts are named so on the wire")]
struct SnapshotAnswer {
    n_files: usize,
    n_bytes: u64,
    n_held: usize,
}

/// Copies the index, the store and the keys into a new folder; a service may be running.
pub(super) fn snapshot(
    settings: &Settings,
    target: &Path,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let cannot_write = || format!("cannot write to {}", target.display());
    fs::create_dir(target).with_context(cannot_write)?;
    let (generation, about) = generation::current(&settings.index)?;
    let name = generation.file_name().context("the index has no name")?;
    // A generation is written once; it goes only after two others have come.
    copy_folder(&generation, &target.join(name)).with_context(|| {
        format!("cannot copy {}\nhint: run it again", generation.display())
    })?;
    copy_file(&settings.index.join(CURRENT), &target.join(CURRENT))
        .with_context(cannot_write)?;
    for database in [store::FILE_NAME, key::FILE_NAME] {
        backup::copy(&settings.index, database, target)?;
    }
    let files = checksums(target)?;
    let contents = Contents { version: env!("CARGO_PKG_VERSION").to_owned(), files };
    let written = serde_json::to_vec_pretty(&contents)?;
    fs::write(target.join(CONTENTS), written).with_context(cannot_write)?;
    let answer = SnapshotAnswer {
        n_files: contents.files.len(),
        n_bytes: n_bytes(target, &contents)?,
        n_held: about.n_held,
    };
    report(&answer, target, output)
}

/// Puts a snapshot in the place of the index, which must be empty, when every file of it is as
/// it was written and the index can be read.
pub(super) fn restore(
    settings: &Settings,
    source: &Path,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let index = &settings.index;
    let text = fs::read_to_string(source.join(CONTENTS)).with_context(|| {
        format!("{} is no whole snapshot: it has no {CONTENTS}", source.display())
    })?;
    let contents: Contents = serde_json::from_str(&text).context(CONTENTS)?;
    verify(source, &contents)?;
    let is_free = fs::read_dir(index).map_or(Ok(true), |mut files| {
        files.next().map_or(Ok(true), |first| first.map(|_| false))
    })?;
    if !is_free {
        bail!(
            "{} is not empty\nhint: stop the service and move the folder away first",
            index.display()
        );
    }
    // The index as it was read from the snapshot: what cannot be read is not put in place.
    let collection = Collection::open(source).context("the index of the snapshot")?;
    let n_held = collection.about().n_held;
    drop(collection);
    let cannot_write = || format!("cannot write to {}", index.display());
    fs::create_dir_all(index).with_context(cannot_write)?;
    for path in contents.files.keys() {
        let to = index.join(path);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).with_context(cannot_write)?;
        }
        copy_file(&source.join(path), &to).with_context(cannot_write)?;
    }
    verify(index, &contents)?;
    let n_bytes = n_bytes(index, &contents)?;
    let answer = SnapshotAnswer { n_files: contents.files.len(), n_bytes, n_held };
    report(&answer, index, output)
}

fn report(
    answer: &SnapshotAnswer,
    folder: &Path,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    if output.is_text() {
        let SnapshotAnswer { n_files, n_held, .. } = *answer;
        output.line(&VIETNAMESE.cli_snapshot_done(n_files, folder.display(), n_held))?;
    } else {
        output.json(answer)?;
    }
    Ok(Outcome::Done)
}

/// Err where a file of a snapshot is missing, is not as it was written, or stands outside.
fn verify(folder: &Path, contents: &Contents) -> anyhow::Result<()> {
    for (path, expected) in &contents.files {
        let is_inside = Path::new(path)
            .components()
            .all(|part| matches!(part, std::path::Component::Normal(_)));
        if !is_inside {
            bail!("{path:?} stands outside of the snapshot");
        }
        let found = checksum(&folder.join(path)).with_context(|| path.clone())?;
        if found != *expected {
            bail!(
                "{path} is damaged: it is not what was written\nhint: use another snapshot"
            );
        }
    }
    Ok(())
}

fn checksums(folder: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(folder.join(&below))? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                let sum = checksum(&folder.join(&path))?;
                // The same names on every system.
                let name = path.to_string_lossy().replace('\\', "/");
                files.insert(name, sum);
            }
        }
    }
    Ok(files)
}

fn checksum(path: &Path) -> io::Result<String> {
    let (mut hasher, mut file) = (Sha256::new(), File::open(path)?);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n_read = file.read(&mut buffer)?;
        if n_read == 0 {
            break;
        }
        hasher.update(buffer.get(..n_read).unwrap_or_default());
    }
    Ok(hasher.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

fn n_bytes(folder: &Path, contents: &Contents) -> io::Result<u64> {
    contents.files.keys().map(|path| Ok(fs::metadata(folder.join(path))?.len())).sum()
}

/// Copies a file with the time of its last change: that of the pointer is the day up to which
/// the collection speaks.
fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    let modified = fs::metadata(from)?.modified()?;
    File::options().write(true).open(to)?.set_modified(modified)
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            copy_file(&entry.path(), &target)?;
        }
    }
    Ok(())
}
