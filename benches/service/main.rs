//! What a user waits for: the program serves generated collections and is asked over HTTP, beside the
//! bare engine behind the same server with the same words. Prints the processor time of the serving
//! process, clock times, memory, and how they grow with the collection: 1 is in proportion to it, 0
//! not at all.
//!
//! ```sh
//! cargo bench --bench service                                      # 10,000 and 100,000 passages
//! TRACUU_BENCH_PASSAGES=10000,100000,1000000 cargo bench --bench service
//! ```
//!
//! The collections are kept in `target/bench-service`. They are made from the texts of
//! `../shared/eval`; without these the benchmark says so and ends. Linux only.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark reports"
)]

mod bare;
mod client;
mod collection;
#[path = "../generator/document.rs"]
mod document;
#[path = "../generator/mod.rs"]
mod generator;
mod process;
mod questions;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use client::{Client, Request, Times};
use collection::Collection;
use document::{N_ARTICLES, citation, documents, symbol};
use generator::Passages;
use process::{megabytes, worked_ms};
use questions::{Kind, kinds};

/// Passages of the collections where the environment says nothing.
const N_PASSAGES: &str = "10000,100000";
/// Names the index that this process serves as the bare engine.
const SERVE_BARE: &str = "TRACUU_BENCH_BARE";
/// How often everything is asked.
const N_ROUNDS: usize = 2;
/// Texts of a request about mentions.
const N_MENTIONS: usize = 30;
/// Length of a draft of some 30 pages, in bytes.
const DRAFT_BYTES: usize = 75_000;

/// A process that serves, and a connection to it.
struct Server {
    process: Child,
    client: Client,
    /// Milliseconds of processor time until it answered, and of the clock.
    start: (f64, f64),
}

impl Server {
    fn start(mut program: Command) -> Self {
        let start = Instant::now();
        let mut process = program.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = lines.find_map(|line| {
            let line = line.ok()?;
            let at = line.find("127.0.0.1:")?;
            let address = line.get(at..)?.split(['/', ' ', '"']).next()?;
            Some(address.to_owned())
        });
        let start = start.elapsed().as_secs_f64() * 1e3;
        let worked = worked_ms(process.id());
        let client = Client::connect(&address.unwrap(), process.id());
        Self { process, client, start: (worked, start) }
    }

    fn ours(collection: &Collection) -> Self {
        let mut program = collection.program();
        program.args(["serve", "--port", "0", "--no-watch"]);
        program.env("TRACUU_LOG", "warn").env("TRACUU_LIMITS_ANSWER_MS", "120000");
        Self::start(program)
    }

    fn bare(collection: &Collection) -> Self {
        let mut program = Command::new(std::env::current_exe().unwrap());
        program.env(SERVE_BARE, collection.bare());
        Self::start(program)
    }

    fn memory(&self) -> String {
        let of = |name| megabytes(self.process.id(), name);
        format!("{:.0} MB resident, {:.0} MB of it anonymous", of("VmRSS"), of("RssAnon"))
    }

    fn json(&mut self, request: &Request) -> Value {
        self.client.connect_again();
        serde_json::from_slice(&self.client.ask(request)).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A row of the table: a name, what ours took, and the bare engine.
struct Row {
    name: String,
    ours: Times,
    bare: Option<Times>,
}

fn search(text: &str) -> String {
    format!("/search?q={}", utf8_percent_encode(text, NON_ALPHANUMERIC))
}

/// Every kind of question, ours and the bare engine in turn, and all of them together.
fn questions(ours: &mut Server, bare: &mut Server, kinds: &[Kind]) -> Vec<Row> {
    let of = |texts: &[String], before: &str| -> Vec<Request> {
        let target = |text: &String| Request::api(format!("{before}{}", search(text)));
        texts.iter().map(target).collect()
    };
    let mut all = (Times::default(), Times::default());
    let mut rows = Vec::new();
    for kind in kinds {
        let (asked, words) = (of(&kind.questions, "/api/v1"), of(&kind.words, ""));
        let mut times = (Times::default(), Times::default());
        for _ in 0..N_ROUNDS {
            times.0.add(&ours.client.times(&asked));
            times.1.add(&bare.client.times(&words));
        }
        all.0.add(&times.0);
        all.1.add(&times.1);
        let name = format!("API, {}", kind.name);
        rows.push(Row { name, ours: times.0, bare: Some(times.1) });
    }
    let name = "API, all kinds".to_owned();
    rows.push(Row { name, ours: all.0, bare: Some(all.1) });
    rows
}

/// Pages and what else is asked.
fn others(ours: &mut Server, kinds: &[Kind], n_documents: usize) -> Vec<Row> {
    let held =
        ours.json(&Request::api("/api/v1/documents?held=true&limit=40".to_owned()));
    let held = held["items"].as_array().unwrap().iter();
    let held: Vec<String> =
        held.map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    let cited: Vec<String> = (0..n_documents.min(10)).map(citation).collect();
    let cited = ours.json(&mentions(&cited));
    let cited = cited["documents"].as_array().unwrap().iter();
    let most = cited.max_by_key(|one| one["n_mentions"].as_u64()).unwrap();
    let most = [most["id"].as_str().unwrap().to_owned()];
    println!("most cited: {}, {} mentions", most[0], {
        let one = ours.json(&Request::api(format!("/api/v1/documents/{}", most[0])));
        one["n_mentions"].to_string()
    });
    let pages = |ids: &[String], tail: &str| -> Vec<Request> {
        ids.iter().map(|id| Request::page(format!("/documents/{id}{tail}"))).collect()
    };
    let texts: Vec<&String> = kinds.iter().flat_map(|kind| &kind.questions).collect();
    let some_texts = || texts.iter().step_by(7);
    let beginnings = some_texts().flat_map(|text| {
        let letters: Vec<char> = text.chars().collect();
        [1, 3, 6, 12].map(|n| letters.iter().take(n).collect::<String>())
    });
    let beginnings = beginnings.map(|text| {
        let text = utf8_percent_encode(&text, NON_ALPHANUMERIC);
        Request::api(format!("/api/v1/suggest?limit=8&q={text}"))
    });
    let step = (n_documents / N_MENTIONS).max(1);
    let symbols = (0..N_MENTIONS).map(|number| symbol(number * step % n_documents));
    let agencies = ours.json(&Request::api("/api/v1/agencies".to_owned()));
    let agencies = agencies["items"].as_array().unwrap().iter().step_by(10);
    let agencies = agencies
        .map(|one| Request::page(format!("/agencies/{}", one["id"].as_str().unwrap())));
    let plain = |address: &str| vec![Request::page(address.to_owned())];
    let some: [(&str, Vec<Request>); 15] = [
        ("search page", some_texts().map(|text| Request::page(search(text))).collect()),
        ("box suggestion", beginnings.collect()),
        ("document page", pages(&held, "")),
        ("document page, most cited", pages(&most, "")),
        ("… who cites it", pages(&most, "?tab=citing")),
        ("… API", vec![Request::api(format!("/api/v1/documents/{}", most[0]))]),
        ("graph page", pages(&held[..10], "/graph")),
        ("graph page, most cited", pages(&most, "/graph")),
        ("30 mentions", vec![mentions(&symbols.collect::<Vec<_>>())]),
        ("page of an agency", agencies.collect()),
        ("list of documents", plain("/documents")),
        ("missing documents", plain("/reports/missing")),
        ("what is new", plain("/new")),
        ("list of agencies", plain("/agencies")),
        ("status", plain("/status")),
    ];
    let rows = some.into_iter().map(|(name, requests)| {
        /// Requests at least.
        const N_REQUESTS: usize = 20;
        let mut ours_times = Times::default();
        while ours_times.waited.len() < N_REQUESTS {
            ours_times.add(&ours.client.times(&requests));
        }
        Row { name: name.to_owned(), ours: ours_times, bare: None }
    });
    rows.collect()
}

fn mentions(texts: &[String]) -> Request {
    Request::post("/api/v1/mentions", json!({ "texts": texts }).to_string())
}

/// The first check of a draft after a start, and later ones.
fn checks(ours: &mut Server, passages: &Passages, n_passages: usize) -> Vec<Row> {
    let more = n_passages + 2 * N_ARTICLES;
    let text = documents(passages, more).skip(n_passages / N_ARTICLES);
    let text: String = text.map(|document| document.text).collect();
    let end =
        text.match_indices('\n').map(|(at, _)| at).take_while(|at| *at < DRAFT_BYTES);
    let text = text.get(..end.last().unwrap_or(0)).unwrap_or_default();
    let draft = [Request::post("/api/v1/check", json!({ "text": text }).to_string())];
    let row = |name: &str, ours| Row { name: name.to_owned(), ours, bare: None };
    let first = ours.client.times(&draft);
    let mut later = Times::default();
    for _ in 0..5 {
        later.add(&ours.client.times(&draft));
    }
    vec![row("first check of a draft", first), row("later check", later)]
}

fn measure(n_passages: usize, passages: &Passages) -> Vec<Row> {
    let collection = Collection::new(n_passages);
    collection.prepare(passages);
    let n_documents = n_passages / N_ARTICLES;
    let mut ours = Server::ours(&collection);
    let (worked, waited) = ours.start;
    println!("start: {worked:.0} ms of processor time, {waited:.0} ms of the clock");
    println!("after the start: {}", ours.memory());
    let mut rows = checks(&mut ours, passages, n_passages);
    let mut bare = Server::bare(&collection);
    let kinds = kinds(passages, n_documents);
    for kind in &kinds {
        for text in kind.questions.iter().take(5) {
            ours.client.ask(&Request::api(format!("/api/v1{}", search(text))));
        }
    }
    rows.extend(questions(&mut ours, &mut bare, &kinds));
    println!("after the questions: {}; bare: {}", ours.memory(), bare.memory());
    rows.extend(others(&mut ours, &kinds, n_documents));
    println!("after the pages: {}", ours.memory());
    rows
}

fn show(rows: &[Row]) {
    println!(
        "\n| what | ours: mean | p50 | p99 | waited p50 | p99 | bare: mean | p50 | p99 | ours / bare |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for Row { name, ours, bare } in rows {
        let bare = bare.as_ref().map_or_else(
            || "– | – | – | –".to_owned(),
            |bare| {
                format!(
                    "{:.2} | {:.2} | {:.2} | {:.2}",
                    bare.mean(),
                    bare.worked_within(50),
                    bare.worked_within(99),
                    ours.mean() / bare.mean()
                )
            },
        );
        println!(
            "| {name} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {bare} |",
            ours.mean(),
            ours.worked_within(50),
            ours.worked_within(99),
            ours.waited_within(50),
            ours.waited_within(99),
        );
    }
    println!();
}

#[expect(clippy::cast_precision_loss, reason = "numbers of passages")]
fn main() {
    if let Some(dir) = std::env::var_os(SERVE_BARE) {
        bare::serve(&PathBuf::from(dir));
        return;
    }
    let sizes = std::env::var("TRACUU_BENCH_PASSAGES");
    let sizes = sizes.unwrap_or_else(|_| N_PASSAGES.to_owned());
    let sizes: Vec<usize> = sizes.split(',').map(|size| size.parse().unwrap()).collect();
    let Some(passages) = Passages::open() else {
        println!("SKIPPED: ../shared/eval is not here");
        return;
    };
    let mut all = Vec::new();
    for size in &sizes {
        let rows = measure(*size, &passages);
        show(&rows);
        all.push(rows);
    }
    let (Some(small), Some(large)) = (all.first(), all.last()) else { return };
    let growth = sizes[sizes.len() - 1] as f64 / sizes[0] as f64;
    for (first, last) in small.iter().zip(large).filter(|_| growth > 1.0) {
        let grown = (last.ours.mean() / first.ours.mean()).ln() / growth.ln();
        println!("{} grows with the passages to the power of {grown:.2}", first.name);
    }
}
