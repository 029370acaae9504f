//! The side of the worker: the program started anew, which reads files from a pipe until it
//! is closed.

use std::ffi::OsString;
use std::io::{self, BufWriter};
use std::process::ExitCode;

use super::contents::Contents;
use super::frame::{self, Frame};
use super::request::{Answer, Request};
use super::sandbox;
use super::tsv;
use super::word_writer;
use tracuu_extract::read::read_recognised;

/// The first argument by which the program knows that it is a worker. It is no verb of the
/// command line: people have no use for it.
pub const WORKER_ARGUMENT: &str = "__read-files";

/// Works until the pipe is closed, where the arguments say that this process is a worker:
/// its address space in bytes and its seconds of CPU for each file.
pub fn run_if_asked(mut arguments: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    (arguments.next()? == WORKER_ARGUMENT).then_some(())?;
    let mut number = || arguments.next()?.to_str()?.parse().ok();
    let (memory_bytes, cpu_s) = (number()?, number()?);
    // Whoever asks has gone where the pipe fails.
    let done = work(memory_bytes, cpu_s);
    Some(if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn work(memory_bytes: u64, cpu_s: u64) -> io::Result<()> {
    sandbox::confine(memory_bytes)?;
    let mut requests = io::stdin().lock();
    let mut answers = BufWriter::new(io::stdout().lock());
    loop {
        sandbox::renew_cpu(cpu_s)?;
        let Some(Frame { head, body }) = frame::read(&mut requests)? else {
            return Ok(());
        };
        let Frame { head, body } = answer(head, &body);
        frame::write(&mut answers, &head, &body)?;
    }
}

fn answer(request: Request, bytes: &[u8]) -> Frame<Answer> {
    match request {
        Request::Open { name } => Answer::new(Contents::open(bytes, name.as_deref())),
        Request::Assemble { pages } => {
            let read = pages.iter().map(|page| tsv::read(&page.tsv, page.number));
            let read = read_recognised(bytes, &read.collect::<Vec<_>>());
            Answer::new(read.map(Contents::Document).map_err(Into::into))
        }
        Request::WordFacts { revisions } => {
            let head = Answer::WordFacts(word_writer::facts(bytes, &revisions));
            Frame { head, body: Vec::new() }
        }
        Request::ChangeWord(changes) => {
            let (done, body) = match word_writer::change(bytes, &changes) {
                Ok(body) => (Ok(()), body),
                Err(failure) => (Err(failure), Vec::new()),
            };
            Frame { head: Answer::WordChanged(done), body }
        }
    }
}
