//! Recognising pages that have no text or a garbled one (OCR): drawn by `pdftoppm`, read by
//! Tesseract. Nothing is written to a disk.

use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::child::{self, ChildError, ChildInput};
use super::limits::WorkerLimits;
use super::program::{Installed, Program};
use super::tsv::DPI;
use tracuu_text::cancellation::checkpoint;

/// Time for one page.
const WALL: Duration = Duration::from_mins(1);

/// Exit status of `pdftoppm` behind the last page.
const NO_SUCH_PAGE: i32 = 99;

/// Pages of a file that may fail before the others are given up.
const MAX_FAILURES: usize = 3;

/// What Tesseract wrote of one page.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PageTsv {
    pub(super) number: u32,
    pub(super) tsv: String,
}

/// Whether the programs are there, with the letters of Vietnamese; looked for once.
pub(super) fn is_installed() -> bool {
    static INSTALLED: OnceLock<bool> = OnceLock::new();
    *INSTALLED.get_or_init(|| {
        [Program::Pdftoppm, Program::Tesseract]
            .iter()
            .all(|program| matches!(program.look(), Installed::Found(_)))
    })
}

/// Recognises the pages of a PDF file that are asked for, or all where none is, as many as
/// the limits allow. A page that cannot be drawn or read is left out. Tells whether the time
/// was over before the last one.
pub(super) fn pages(
    pdf: &[u8],
    wanted: &[u32],
    limits: &WorkerLimits,
) -> (Vec<PageTsv>, bool) {
    let listed = wanted.iter().copied();
    let all = wanted.is_empty().then_some(1..);
    let numbers = listed.chain(all.into_iter().flatten()).take(limits.recognised_pages);
    let deadline = Instant::now() + limits.recognition;
    let file = ChildInput::shared(pdf);
    let mut read = Vec::new();
    let mut n_failed = 0;
    for number in numbers {
        checkpoint();
        let time = deadline.saturating_duration_since(Instant::now()).min(WALL);
        if time.is_zero() {
            return (read, true);
        }
        match page(&file, number, time) {
            Ok(tsv) => read.push(PageTsv { number, tsv }),
            Err(ChildError::Failed(Some(NO_SUCH_PAGE))) => break,
            Err(ChildError::TimedOut) if time < WALL => return (read, true),
            Err(_) if n_failed == MAX_FAILURES => break,
            Err(_) => n_failed += 1,
        }
    }
    (read, false)
}

fn page(pdf: &ChildInput<'_>, number: u32, time: Duration) -> Result<String, ChildError> {
    let (number, dpi) = (number.to_string(), DPI.to_string());
    let mut draw = Command::new(Program::Pdftoppm.name());
    draw.args(["-r", &dpi, "-gray", "-f", &number, "-l", &number, pdf.name()]);
    let started = Instant::now();
    let drawn = child::run(&mut draw, pdf, time)?.results;
    let mut read = Command::new(Program::Tesseract.name());
    read.args(["-", "-", "-l", "vie", "--psm", "4", "--dpi", &dpi, "tsv"]);
    // One page is read on one core; others are at work on other files.
    read.env("OMP_THREAD_LIMIT", "1");
    let time = time.saturating_sub(started.elapsed());
    let written = child::run(&mut read, &ChildInput::Pipe(&drawn), time)?.results;
    Ok(String::from_utf8_lossy(&written).into_owned())
}
