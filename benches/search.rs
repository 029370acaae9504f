//! Indexing and searching beside the bare engine: the same passages, the same stored text,
//! in one run. Prints throughput, size, times of queries, and memory.
//!
//! ```sh
//! cargo bench --bench search                                  # 100,000 passages
//! TRACUU_BENCH_PASSAGES=1000000 cargo bench --bench search
//! ```
//!
//! The passages are made from the texts of `../shared/eval`; without these the benchmark
//! says so and ends.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a benchmark reports"
)]

mod generator;

use std::path::Path;
use std::time::{Duration, Instant};

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, STORED, Schema, TEXT};
use tantivy::{Index, IndexWriter, TantivyDocument, Term};
use tracuu_index::reader::Collection;
use tracuu_ingest::beir::{BeirRecord, build_index};
use tracuu_query::search::{SearchRequest, Searcher};
use tracuu_text::syllable::lower;

use generator::Passages;

/// Passages where the environment says nothing.
const N_PASSAGES: usize = 100_000;
/// Queries of ten words that are timed.
const N_QUERIES: usize = 300;
/// Words of a query.
const QUERY_WORDS: usize = 10;
/// Hits of a page.
const LIMIT: usize = 20;
/// Memory of the bare engine's writer, in bytes: what ours has.
const WRITER_MEMORY_BYTES: usize = 160_000_000;

/// Names an index that is only opened and searched.
const OPEN_ONLY: &str = "TRACUU_BENCH_INDEX";

fn main() {
    let count = std::env::var("TRACUU_BENCH_PASSAGES").ok();
    let count = count.and_then(|count| count.parse().ok()).unwrap_or(N_PASSAGES);
    let Some(passages) = Passages::open() else {
        println!("SKIPPED: ../shared/eval is not here");
        return;
    };
    if let Some(index_dir) = std::env::var_os(OPEN_ONLY) {
        memory(Path::new(&index_dir), &passages);
        return;
    }
    let n_bytes: usize = passages.iter(count).map(|one| one.text.len()).sum();
    println!("{count} passages, {:.1} MB of text", mega(n_bytes));
    let dir = tempfile::tempdir().unwrap();
    let (ours, bare) = (dir.path().join("ours"), dir.path().join("bare"));
    let queries: Vec<String> = passages.queries(QUERY_WORDS, N_QUERIES);

    std::fs::create_dir(&bare).unwrap();
    let time = timed(|| index_bare(&bare, passages.iter(count)));
    let rate_bare = mega(n_bytes) / time.as_secs_f64();
    println!("bare engine: indexed in {time:.1?}, {rate_bare:.1} MB/s");
    let time =
        timed(|| assert_eq!(build_index(passages.iter(count), &ours).unwrap(), count));
    let rate = mega(n_bytes) / time.as_secs_f64();
    println!("ours:        indexed in {time:.1?}, {rate:.1} MB/s");
    println!("ratio of throughput: {:.2}", rate / rate_bare);
    println!("index without stored text / text: {:.2}", size(&ours) / n_bytes as f64);

    let times_bare = search_bare(&bare, &queries);
    report("bare engine, union of words", &times_bare);
    let searcher = Searcher::new(Collection::open(&ours).unwrap());
    let times = search(&searcher, &queries);
    report("ours", &times);
    if std::env::var_os("TRACUU_BENCH_PROFILE").is_some() {
        for _ in 0..20 {
            search(&searcher, &queries);
        }
    }
    let ratio = middle(&times).as_secs_f64() / middle(&times_bare).as_secs_f64();
    println!("ratio of the medians: {ratio:.2}");
    // In a process of its own: this one still holds what building took.
    let this = std::env::current_exe().unwrap();
    let status = std::process::Command::new(this).env(OPEN_ONLY, &ours).status();
    assert!(status.unwrap().success());
}

/// Opens an index, answers the queries, and tells the memory that it took.
fn memory(index_dir: &Path, passages: &Passages) {
    let searcher = Searcher::new(Collection::open(index_dir).unwrap());
    search(&searcher, &passages.queries(QUERY_WORDS, N_QUERIES));
    println!("memory beside the page cache: {}", anonymous_memory());
}

fn mega(n_bytes: usize) -> f64 {
    n_bytes as f64 / 1e6
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Writes an index with the engine's default analyzer and stored text, one thread, merged
/// into one segment as ours.
fn index_bare(dir: &Path, passages: impl Iterator<Item = BeirRecord>) {
    let mut schema = Schema::builder();
    let text = schema.add_text_field("text", TEXT | STORED);
    let index = Index::create_in_dir(dir, schema.build()).unwrap();
    let mut writer: IndexWriter =
        index.writer_with_num_threads(1, WRITER_MEMORY_BYTES).unwrap();
    for passage in passages {
        let mut document = TantivyDocument::default();
        document.add_text(text, format!("{}\n{}", passage.title, passage.text));
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}

fn search_bare(dir: &Path, queries: &[String]) -> Vec<Duration> {
    let index = Index::open_in_dir(dir).unwrap();
    let text = index.schema().get_field("text").unwrap();
    let searcher = index.reader().unwrap().searcher();
    let run = |query: &String| {
        let words = query.split(' ').map(|word| {
            let term = Term::from_field_text(text, &lower(word));
            let query: Box<dyn Query> =
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            (Occur::Should, query)
        });
        let query = BooleanQuery::new(words.collect());
        let top = TopDocs::with_limit(LIMIT).order_by_score();
        let found = searcher.search(&query, &top).unwrap();
        // Ours fetches the hits, too.
        for (_, address) in found {
            searcher.doc::<TantivyDocument>(address).unwrap();
        }
    };
    times_of(queries, run)
}

fn search(searcher: &Searcher, queries: &[String]) -> Vec<Duration> {
    times_of(queries, |text| {
        let request = SearchRequest { text, limit: LIMIT, ..SearchRequest::default() };
        searcher.search(request).unwrap();
    })
}

/// The times of all queries, once warm.
fn times_of(queries: &[String], mut run: impl FnMut(&String)) -> Vec<Duration> {
    queries.iter().for_each(&mut run);
    let mut times: Vec<Duration> =
        queries.iter().map(|query| timed(|| run(query))).collect();
    times.sort_unstable();
    times
}

fn middle(sorted: &[Duration]) -> Duration {
    sorted[sorted.len() / 2]
}

fn report(name: &str, sorted: &[Duration]) {
    let late = sorted[sorted.len() * 99 / 100];
    println!("{name}: median {:.2?}, 99 of 100 {late:.2?}", middle(sorted));
}

/// Bytes of an index without its stored records.
fn size(dir: &Path) -> f64 {
    let mut n_bytes = 0.0;
    for entry in std::fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        let path = entry.path();
        if path.is_dir() {
            n_bytes += size(&path);
        } else if path.extension().is_none_or(|kind| kind != "store") {
            n_bytes += entry.metadata().unwrap().len() as f64;
        }
    }
    n_bytes
}

/// Memory of this process that no file stands behind, where the system tells it.
fn anonymous_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("RssAnon"));
    line.map_or_else(
        || "unknown".to_owned(),
        |line| line.replace("RssAnon:", "").trim().to_owned(),
    )
}
