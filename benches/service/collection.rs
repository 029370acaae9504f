//! A generated collection on disk, with our index and that of the bare engine; kept between runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::bare;
use super::document::{documents, file_name};
use super::generator::Passages;
use super::process::{megabytes, waited_for_seconds};

/// Names another program to measure, such as that of a release before.
const OTHER_PROGRAM: &str = "TRACUU_BENCH_PROGRAM";

/// A generated collection.
pub(crate) struct Collection {
    dir: PathBuf,
    pub(crate) n_passages: usize,
}

impl Collection {
    pub(crate) fn new(n_passages: usize) -> Self {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-service");
        Self { dir: dir.join(n_passages.to_string()), n_passages }
    }

    pub(crate) fn bare(&self) -> PathBuf {
        self.dir.join("bare")
    }

    /// The program with the folders of this collection.
    pub(crate) fn program(&self) -> Command {
        let program = std::env::var_os(OTHER_PROGRAM);
        let program = program.unwrap_or_else(|| env!("CARGO_BIN_EXE_tracuu").into());
        let mut program = Command::new(program);
        program.env_remove(OTHER_PROGRAM).env_remove("TRACUU_BENCH_PASSAGES");
        program.arg("--corpus").arg(self.dir.join("corpus"));
        program.arg("--index").arg(self.dir.join("index"));
        program
    }

    /// Makes what is not there yet, and brings our index up to date.
    pub(crate) fn prepare(&self, passages: &Passages) {
        let written = self.dir.join("corpus-is-whole");
        if !written.exists() {
            for document in documents(passages, self.n_passages) {
                let path = self.dir.join("corpus").join(file_name(document.number));
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, document.text).unwrap();
            }
            fs::write(written, "").unwrap();
        }
        let written = self.dir.join("bare-is-whole");
        if !written.exists() {
            let _ = fs::remove_dir_all(self.bare());
            let articles = documents(passages, self.n_passages);
            bare::write(&self.bare(), articles.flat_map(|document| document.articles));
            fs::write(written, "").unwrap();
        }
        self.ingest();
    }

    /// Reads the folder as an office does, and tells what that took.
    fn ingest(&self) {
        let (worked, start) = (waited_for_seconds(), Instant::now());
        let mut program = self.program();
        let mut ingest =
            program.arg("ingest").stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let most = wait(ingest.as_mut().unwrap());
        let worked = (waited_for_seconds() - worked).max(f64::EPSILON);
        let text = size(&self.dir.join("corpus"));
        let store = size(&self.dir.join("index/store.sqlite"));
        let index = size(&self.generation());
        println!(
            "{} passages: ingest of {text:.1} MB took {worked:.1} s of processor time ({:.2} MB/s), \
             {:.0} s of the clock, {most:.0} MB of anonymous memory; index / text {:.2}, \
             store / text {:.2}, bare engine {:.2}",
            self.n_passages,
            text / worked,
            start.elapsed().as_secs_f64(),
            index / text,
            store / text,
            size(&self.bare()) / text,
        );
    }

    /// The folder of the generation that is served.
    fn generation(&self) -> PathBuf {
        let index = self.dir.join("index");
        let current = fs::read_to_string(index.join("CURRENT")).unwrap_or_default();
        index.join(current.trim())
    }
}

/// Waits for a process; returns the most anonymous memory that it was seen with, in megabytes.
fn wait(process: &mut Child) -> f64 {
    /// Between two looks.
    const PAUSE: Duration = Duration::from_millis(100);
    let mut most = 0.0_f64;
    loop {
        if let Some(status) = process.try_wait().unwrap() {
            assert!(status.success(), "the ingest has failed: {status}");
            return most;
        }
        most = most.max(megabytes(process.id(), "RssAnon"));
        std::thread::sleep(PAUSE);
    }
}

/// Megabytes of a file, or of the files in a folder.
fn size(path: &Path) -> f64 {
    let about = fs::metadata(path).unwrap();
    if about.is_dir() {
        let entries = fs::read_dir(path).unwrap().flatten();
        return entries.map(|entry| size(&entry.path())).sum();
    }
    #[expect(clippy::cast_precision_loss, reason = "sizes of files")]
    let n_bytes = about.len() as f64;
    n_bytes / 1e6
}
