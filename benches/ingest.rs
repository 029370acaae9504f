//! What it costs to bring a collection up to date: built at once, with nothing changed, one file
//! more, a hundred more, one changed, one gone. Prints the processor time of all cores and the
//! clock's, the most memory so far, and how the processor time grows with the collection: 1 is in
//! proportion to it, 0 not at all.
//!
//! ```sh
//! cargo bench --bench ingest                                   # 1,000 and 4,000 files
//! TRACUU_BENCH_FILES=1000,10000 cargo bench --bench ingest
//! ```

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a benchmark reports"
)]

mod office;

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use tempfile::TempDir;
use tracuu_ingest::report::{IngestReport, Silent};
use tracuu_ingest::run::{IngestJob, run};

use office::Office;

/// Files of the collections where the environment says nothing.
const N_FILES: &str = "1000,4000";
/// Files that come at once.
const N_MORE: usize = 100;

/// A folder with its index, and how many files it has had.
struct Folder {
    dir: TempDir,
    n_files: usize,
}

impl Folder {
    fn path(&self, number: usize) -> PathBuf {
        self.dir.path().join("corpus").join(Office::name(number))
    }

    fn write(&self, number: usize, edition: usize) {
        let path = self.path(number);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, Office::text(number, edition)).unwrap();
    }

    fn add(&mut self, n_files: usize) {
        for number in self.n_files..self.n_files + n_files {
            self.write(number, 1);
        }
        self.n_files += n_files;
    }

    fn ingest(&self) -> IngestReport {
        let job = IngestJob {
            roots: vec![self.dir.path().join("corpus")],
            index_dir: self.dir.path().join("index"),
            ..IngestJob::default()
        };
        run(&job, &mut Silent).unwrap()
    }

    /// Seconds of processor time that an ingest takes.
    fn time(&self, step: &str) -> (String, f64) {
        let (start, worked) = (Instant::now(), processor_seconds());
        let report = self.ingest();
        let waited = start.elapsed().as_secs_f64();
        let seconds = (processor_seconds() - worked).max(TICK_S);
        let IngestReport { changes, n_held, n_entries, .. } = report;
        println!(
            "{:>7} files  {step:<10} {seconds:>8.2} s ({waited:.2} s waited)   {} read, \
             {n_held} held, {n_entries} entries, {} MB at most",
            self.n_files,
            changes.n_read,
            peak_megabytes(),
        );
        (step.to_owned(), seconds)
    }
}

/// The most memory that this process has had, in megabytes; 0 where the system does not say.
fn peak_megabytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kilobytes.unwrap_or(0) / 1024
}

/// The unit of processor time in `/proc`, in seconds.
const TICK_S: f64 = 0.01;

/// Processor time of this process so far, in seconds; 0 where the system does not say.
fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in brackets: the 12th and 13th field are user and system time (proc(5)).
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks = fields.skip(11).take(2).filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() * TICK_S
}

fn steps(n_files: usize) -> Vec<(String, f64)> {
    let mut folder = Folder { dir: tempfile::tempdir().unwrap(), n_files: 0 };
    folder.add(n_files);
    let mut times = vec![folder.time("fresh"), folder.time("unchanged")];
    folder.add(1);
    times.push(folder.time("+1"));
    folder.add(1);
    times.push(folder.time("+1 again"));
    folder.add(N_MORE);
    times.push(folder.time("+100"));
    folder.write(n_files / 2, 2);
    times.push(folder.time("1 changed"));
    fs::remove_file(folder.path(n_files / 3)).unwrap();
    times.push(folder.time("1 gone"));
    times
}

fn main() {
    let sizes =
        std::env::var("TRACUU_BENCH_FILES").unwrap_or_else(|_| N_FILES.to_owned());
    let sizes: Vec<usize> = sizes.split(',').map(|size| size.parse().unwrap()).collect();
    let all: Vec<_> = sizes.iter().map(|size| steps(*size)).collect();
    let (Some(small), Some(large)) = (all.first(), all.last()) else { return };
    let growth = sizes[sizes.len() - 1] as f64 / sizes[0] as f64;
    for ((step, first), (_, last)) in small.iter().zip(large).filter(|_| growth > 1.0) {
        println!(
            "{step:<10} grows with the files to the power of {:.2}",
            (last / first).ln() / growth.ln()
        );
    }
}
