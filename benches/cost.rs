//! Whether the work of reading and checking grows like the text, for texts that repeat one
//! thing for ever: a law with an exit code, not a measurement. `.ci/run` calls it.
//!
//! Each pattern is read at n and 2n; twice the text may cost `MAX_RATIO` of the time of its
//! half. Quadratic work shows a ratio of four. The processor time of the thread is counted,
//! so that a busy machine does not matter, and the best of a few runs of each size; what is
//! too slow must be so again at 2n and 4n.

#![allow(clippy::print_stdout, reason = "a program that prints what it found")]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use tracuu_check::document_directory::{DocumentDirectory, ReferenceCollection};
use tracuu_check::draft::Draft;
use tracuu_check::run::{CheckSettings, check};
use tracuu_extract::read::read_text;
use tracuu_legal::assignment::read::{Issue, read as read_assignments};
use tracuu_legal::citation::find;
use tracuu_legal::document::document::Document;

/// Bytes of the shorter text; long enough that what is done once does not count.
const N_BYTES: usize = 60_000;
/// Most that twice the text may cost, as a multiple of its half.
const MAX_RATIO: f64 = 2.6;
/// Times shorter than this are not compared: the clock is not that good.
const FLOOR: Duration = Duration::from_millis(25);
/// Runs of each size, of which the best counts.
const N_RUNS: usize = 3;

/// What is repeated: the text of its nth repetition.
type Pattern = fn(usize) -> String;

const PATTERNS: &[(&str, Pattern)] = &[
    ("signatures", |_| "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Thị Mẫu\n".into()),
    ("party signatures", |_| "T/M ĐẢNG ỦY\nBÍ THƯ\nLê Thị Mẫu\n".into()),
    ("posts and names", |_| "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nLê Thị Mẫu\n".into()),
    ("names alone", |_| "GIÁM ĐỐC\nLê Thị Mẫu\n".into()),
    ("recipients and signatures", |_| {
        "Nơi nhận:\n- Phòng Tư liệu;\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Thị Mẫu\n".into()
    }),
    ("signed annexes", |_| "PHỤ LỤC\nTM. ĐẢNG ỦY\nBÍ THƯ\nLê Thị Mẫu\n".into()),
    ("annex captions", |n| format!("PHỤ LỤC {n}\nBiểu tổng hợp\n")),
    ("letterheads", |_| "HUYỆN ỦY BẾN ĐÁ\nSố 8-KH/HU\n".into()),
    ("recipients", |n| format!("Nơi nhận:\n- Phòng {n};\n")),
    ("bodies in a list", |n| format!("Phòng Việc {n}, ")),
    ("bodies joined", |n| format!("Sở Nghề {n} và Ban Nghề {n}, ")),
    ("issuers of one symbol", |n| {
        format!("Quyết định số 7-QĐ/HU của Hội đồng {n} huyện; ")
    }),
    ("issuers by lines", |n| format!("Quyết định số 7-QĐ/HU của Sở Nghề{n}.\n")),
    ("one symbol", |_| "7-CT/TU ".into()),
    ("dates of one symbol", |n| {
        let (day, month, year) = (n % 28 + 1, n % 12 + 1, 1950 + n % 80);
        format!("Chỉ thị số 7-CT/TU ngày {day}/{month}/{year} của Tỉnh ủy; ")
    }),
    ("titles of one symbol", |n| {
        format!("Kế hoạch số 7-KH/TU về trồng rừng đợt {n} ven sông; ")
    }),
    ("symbols of one number", |n| format!("Quyết định số 7/QĐ-X{n}; ")),
    ("symbols", |n| format!("Quyết định số {n}/QĐ-UBND ngày 02/3/2023; ")),
    ("numbers alone", |n| format!("Nghị quyết số {n}-NQ/TU. Nghị quyết {n}. ")),
    ("laws", |_| "Luật Thủy sản, Bộ luật Lao động và ".into()),
    ("law words", |_| "Luật ".into()),
    ("codes and constitutions", |_| "Bộ luật Hiến pháp ".into()),
    ("laws of a year", |n| format!("Luật Thủy sản năm {}; ", 1950 + n % 90)),
    ("aliases", |n| format!("Đề án số {n}-ĐA/TU (sau đây gọi là Đề án {n}); ")),
    ("articles cited", |n| format!("khoản {n} Điều {n}, ")),
    ("amendments", |n| format!("Nghị định số {n}/2020/NĐ-CP sửa đổi, bổ sung ")),
    ("nested titles", |n| format!("Nghị quyết số {n}-NQ/TU về triển khai ")),
    ("open brackets", |n| format!("(theo Chỉ thị số {n}-CT/TU ")),
    ("open quotes", |n| format!("“Chỉ thị số {n}-CT/TU ")),
    ("nested lists", |n| format!("{}. Việc\na) Phần\n- Ý\n+ Ý nhỏ\n", n % 9 + 1)),
    ("numbered lines", |n| format!("{n}. Việc {n}\n")),
    ("articles", |n| format!("Điều {n}. Phạm vi\n1. Ý\n")),
    ("roman sections", |n| format!("{}. MỤC\n", ["I", "II", "III", "IV"][n % 4])),
    ("duties", |n| format!("{n}. Phòng {n} chủ trì, phối hợp với Đội {n} làm đường.\n")),
    ("duties in one line", |n| format!("Sở {n} chủ trì, phối hợp với Ban {n} ")),
    ("labelled lines", |n| format!("Chủ trì: Phòng {n}\nThời hạn: quý I, II, {n}\n")),
    ("deadlines", |n| format!("trước {}/6, trong quý II, ", n % 28 + 1)),
    ("table rows", |n| {
        let head = "| TT | Việc | Chủ trì | Thời hạn |\n|---|---|---|---|\n";
        let head = if n == 1 { head } else { "" };
        format!("{head}| {n} | Việc ({n}) | Phòng {n} | Quý II |\n")
    }),
    ("tables under annexes", |n| {
        format!(
            "PHỤ LỤC {n}\n\n| TT | Việc | Chủ trì |\n|---|---|---|\n| 1 | a | Sở A |\n\n"
        )
    }),
    ("one word", |_| "a".into()),
    ("blanks", |_| " \u{a0}\t".into()),
];

/// A stage of the reading.
type Stage = fn(&str);

const STAGES: &[(&str, Stage)] = &[
    ("outline and header", |text| drop(Document::read(read_text(text)))),
    ("cite", |text| drop(find::in_text(text))),
    ("assignments", |text| {
        let document = Document::read(read_text(text));
        drop(read_assignments(&document.manuscript, &document.outline, Issue::default()));
    }),
    ("check", |text| {
        let draft = Draft::read(read_text(text), None);
        let directory = DocumentDirectory::default();
        let against = ReferenceCollection { directory: &directory, collection: None };
        drop(check(&draft, against, &CheckSettings::default()));
    }),
];

fn main() -> ExitCode {
    for (_, stage) in STAGES {
        stage("Nghị quyết.\n");
    }
    let mut n_failed = 0;
    for (name, pattern) in PATTERNS {
        for (stage_name, stage) in STAGES {
            // What a cache costs shows at one size, what grows too fast at each.
            let grows = |n_bytes| growth(*pattern, *stage, n_bytes);
            if let Some((once, both)) = grows(N_BYTES).and_then(|_| grows(2 * N_BYTES)) {
                n_failed += 1;
                println!("{name}: {stage_name} costs {once:?}, twice the text {both:?}");
            }
        }
    }
    println!("{} patterns, {n_failed} grow faster than the text", PATTERNS.len());
    ExitCode::from(u8::from(n_failed > 0))
}

/// The times of so many bytes of a pattern and of twice as many, where they are too far
/// apart.
fn growth(
    pattern: Pattern,
    stage: Stage,
    n_bytes: usize,
) -> Option<(Duration, Duration)> {
    let once = best_time(stage, &repeated(pattern, n_bytes));
    let both = best_time(stage, &repeated(pattern, 2 * n_bytes));
    let ratio = both.as_secs_f64() / once.max(FLOOR / 2).as_secs_f64();
    (both > FLOOR && ratio > MAX_RATIO).then_some((once, both))
}

/// A pattern over and over, to about so many bytes.
fn repeated(pattern: Pattern, n_bytes: usize) -> String {
    let mut text = String::new();
    let mut n = 0;
    while text.len() < n_bytes {
        n += 1;
        text += &pattern(n);
    }
    text
}

fn best_time(stage: Stage, text: &str) -> Duration {
    let times = (0..N_RUNS).map(|_| {
        let start = now();
        stage(text);
        now().saturating_sub(start)
    });
    times.min().unwrap_or_default()
}

/// The time that this thread has been on a processor; where the system does not tell it,
/// the time of the clock.
fn now() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|line| line.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| START.elapsed(), Duration::from_nanos)
}
