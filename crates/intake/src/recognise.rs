//! Recognising pages that have no text or a garbled one (OCR): drawn by `pdftoppm`, read by
//! Tesseract. Both work on pipes; nothing is written.

use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::child::{self, ChildError};
use super::program::{Installed, Program};
use super::tsv::DPI;

/// Time for one page, drawing and reading each.
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

/// Recognises the pages of a PDF file that are asked for, or all where none is, `max_pages` at
/// most. A page that cannot be drawn or read is left out.
pub(super) fn pages(pdf: &[u8], wanted: &[u32], max_pages: usize) -> Vec<PageTsv> {
    let listed = wanted.iter().copied();
    let all = wanted.is_empty().then_some(1..);
    let numbers = listed.chain(all.into_iter().flatten()).take(max_pages);
    let mut read = Vec::new();
    let mut n_failed = 0;
    for number in numbers {
        match page(pdf, number) {
            Ok(tsv) => read.push(PageTsv { number, tsv }),
            Err(ChildError::Failed(Some(NO_SUCH_PAGE))) => break,
            Err(_) if n_failed == MAX_FAILURES => break,
            Err(_) => n_failed += 1,
        }
    }
    read
}

fn page(pdf: &[u8], number: u32) -> Result<String, ChildError> {
    let (number, dpi) = (number.to_string(), DPI.to_string());
    let mut draw = Command::new(Program::Pdftoppm.name());
    draw.args(["-r", &dpi, "-gray", "-f", &number, "-l", &number, "-"]);
    let drawn = child::run(&mut draw, pdf, WALL)?.results;
    let mut read = Command::new(Program::Tesseract.name());
    read.args(["-", "-", "-l", "vie", "--psm", "4", "--dpi", &dpi, "tsv"]);
    // One page is read on one core; others are at work on other files.
    read.env("OMP_THREAD_LIMIT", "1");
    let written = child::run(&mut read, &drawn, WALL)?.results;
    Ok(String::from_utf8_lossy(&written).into_owned())
}
