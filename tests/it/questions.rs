//! Questions of every kind over a small invented collection: `tests/suite/questions/`.
//!
//! A case is a question, a line `=>`, and lines of what must hold: `1 X` X is the first hit,
//! `+ X` X is a hit, `- X` it is none, `role=value` a part, `card TEXT` the card says it,
//! `text TEXT` the words searched, `try` something is offered where nothing is found.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jiff::civil::date;
use tracuu_index::reader::Collection;
use tracuu_ingest::report::Silent;
use tracuu_ingest::run::{IngestJob, run};
use tracuu_query::answer::{Answer, Hit};
use tracuu_query::search::{SearchRequest, Searcher};
use tracuu_text::syllable::folded;

const SUITE: &str = "tests/suite/questions";

fn searcher() -> (tempfile::TempDir, Searcher) {
    let dir = tempfile::tempdir().unwrap();
    let index_dir = dir.path().join("index");
    let roots = vec![Path::new(SUITE).join("corpus")];
    let job = IngestJob { roots, index_dir, ..IngestJob::default() };
    let report = run(&job, &mut Silent).unwrap();
    assert_eq!(report.n_failed(), 0, "{report:?}");
    let searcher = Searcher::new(Collection::open(&job.index_dir).unwrap());
    (dir, searcher)
}

fn ask(searcher: &Searcher, text: &str) -> Answer {
    let today = Some(date(2026, 6, 15));
    let request = SearchRequest { text, limit: 100, today, ..SearchRequest::default() };
    searcher.search(request).unwrap()
}

/// A hit as a case names it: `12-NQ/TU`, or `II.3 of 12-NQ/TU`; `row 3 of …` of a table.
pub(crate) fn name(hit: &Hit) -> String {
    let symbol = hit.document.symbol.clone().unwrap_or_else(|| hit.title.clone());
    match hit.kind.name() {
        "document" => symbol,
        "assignment" => format!("row {} of {symbol}", hit.label),
        _ => format!("{} of {symbol}", hit.label),
    }
}

/// What of a case does not hold.
fn failures(answer: &Answer, expected: &str) -> Vec<String> {
    let hits: Vec<String> = answer.hits.iter().map(name).collect();
    let card = answer.card.as_ref().map(|card| card.text.clone()).unwrap_or_default();
    let holds = |line: &str| -> bool {
        let (kind, value) = line.split_once(' ').unwrap_or((line, ""));
        match kind {
            "1" => hits.first().is_some_and(|hit| hit == value),
            "+" => hits.iter().any(|hit| hit == value),
            "-" => hits.iter().all(|hit| hit != value),
            "none" => hits.is_empty(),
            "card" => card.contains(value),
            "text" => answer.query.free_text == value,
            "summary" => answer.query.summary.contains(value),
            "marks" => {
                let pieces =
                    answer.hits.iter().flat_map(|hit| hit.snippets.iter().flatten());
                pieces.into_iter().any(|piece| piece.hit && piece.text.contains(value))
            }
            "try" => {
                !answer.hits.is_empty()
                    || !answer.suggestions.is_empty()
                    || answer.card.is_some()
            }
            _ => {
                let (role, value) = line.split_once('=').unwrap();
                let (is_wanted, role) = match role.strip_prefix('!') {
                    Some(role) => (false, role),
                    None => (true, role),
                };
                let has = answer.query.understood.iter().any(|part| {
                    part.role.to_string() == role
                        && (value.is_empty() || part.value == value)
                });
                has == is_wanted
            }
        }
    };
    expected.lines().filter(|line| !holds(line)).map(str::to_owned).collect()
}

#[test]
fn questions_of_every_kind_are_answered() {
    let (_dir, searcher) = searcher();
    let mut wrong = String::new();
    let mut n_cases = 0;
    for file in ["words", "documents", "relations", "tasks"] {
        let cases = fs::read_to_string(format!("{SUITE}/{file}.txt")).unwrap();
        for case in cases.split("\n\n").filter(|case| !case.trim_start().starts_with('#'))
        {
            let (question, expected) = case.trim().split_once("\n=>\n").unwrap();
            n_cases += 1;
            let answer = ask(&searcher, question);
            let failed = failures(&answer, expected);
            if !failed.is_empty() {
                let hits: Vec<String> = answer.hits.iter().take(8).map(name).collect();
                let parts: Vec<String> = answer
                    .query
                    .understood
                    .iter()
                    .map(|part| format!("{}={}", part.role, part.value))
                    .collect();
                let card = answer.card.map(|card| card.text).unwrap_or_default();
                writeln!(
                    wrong,
                    "{question}\n  not: {}\n  hits: {}\n  parts: {}\n  card: {card}",
                    failed.join(" | "),
                    hits.join(", "),
                    parts.join(", "),
                )
                .unwrap();
            }
        }
    }
    assert!(n_cases > 90, "{n_cases} cases");
    assert!(wrong.is_empty(), "{wrong}");
}

/// Every word of a question stands in a part, or in the words that are searched.
#[test]
fn no_letter_of_a_question_is_lost() {
    let (_dir, searcher) = searcher();
    let words = [
        "ma túy",
        "thi đua",
        "tại chỗ",
        "chỗ ở",
        "dang vien",
        "5G",
        "295B",
        "mục",
        "nào",
        "nhiệm vụ",
        "do",
        "Sở Tài chính",
        "chủ trì",
        "không",
        "dẫn",
        "17-QĐ/TU",
        "Điều 5",
        "của",
        "trong",
        "Kế hoạch",
        "52-KH/TU",
        "hoàn thành",
        "trước",
        "30/6/2026",
        "quý III",
        "văn bản",
        "thay thế",
        "còn hiệu lực không",
        "cả",
        "và",
        "hoặc",
        "ai",
        "về",
        "chợ",
        "nghị quyết",
        "12",
        "năm 2025",
        "được",
        "ở đâu",
        "theo",
        "tỉnh",
        "trung ương",
        "các",
        "có bao nhiêu",
        "luật đất đai",
        "khóa XIII",
        "x",
        "56-NQ",
        "II.3",
        "là gì",
        "hay",
    ];
    let texts = fs::read_dir(Path::new(SUITE).join("corpus")).unwrap();
    let texts: String =
        texts.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    let of_texts: Vec<&str> =
        texts.split_whitespace().filter(|word| !word.contains(['"', '“', ':'])).collect();
    let mut state: usize = 7;
    let mut random = |n: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    for round in 0..900 {
        let mut question = Vec::new();
        for _ in 0..=random(7) {
            let is_cue = random(2) == 0;
            let some = if is_cue { words.as_slice() } else { of_texts.as_slice() };
            let mut word = some[random(some.len())].to_owned();
            if round % 4 == 1 {
                word = disturbed(&word, &mut random);
            }
            question.push(word);
        }
        let question = question.join(" ");
        let question = if round % 3 == 0 { folded(&question) } else { question };
        let answer = ask(&searcher, &question);
        let mut kept = answer.query.free_text.clone();
        for part in &answer.query.understood {
            kept.push(' ');
            kept.push_str(&part.text);
        }
        for correction in &answer.query.corrections {
            kept.push(' ');
            kept.push_str(&correction.from);
        }
        let kept: Vec<String> = tokens(&kept);
        let lost: Vec<String> =
            tokens(&question).into_iter().filter(|word| !kept.contains(word)).collect();
        assert!(lost.is_empty(), "{question}: {lost:?} of {:?}", answer.query);
    }
}

/// A word as it stands among numbers, quotes and other marks: "5G", "“mô", "K3,", "-dịch".
fn disturbed(word: &str, random: &mut impl FnMut(usize) -> usize) -> String {
    let number = random(300);
    let letter = ["G", "K", "a", "Đ", "B2B", "đ", "ơ"][random(7)];
    match random(10) {
        0 => format!("{number}{letter}"),
        1 => format!("{letter}{number}"),
        2 => format!("{word} {number}{letter}"),
        3 => format!("“{word}”"),
        4 => format!("\"{word}\""),
        5 => format!("{word},"),
        6 => format!("({word})"),
        7 => format!("{word}/{number}"),
        8 => format!("'{word}: {letter}"),
        _ => format!("{word} - {letter}{number}{letter}"),
    }
}

fn tokens(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(folded).collect()
}
