//! Short phrases, judged by hand: `tests/suite/phrases/`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tracuu_index::reader::Collection;
use tracuu_ingest::report::Silent;
use tracuu_ingest::run::{IngestJob, run};
use tracuu_query::search::{SearchRequest, Searcher};

use crate::questions::name;

const JUDGED: &str = include_str!("../suite/phrases/judged.txt");

/// Hits that count.
const DEPTH: usize = 10;

/// The mean nDCG@10 that the phrases must reach: a little below what was reached, so that a
/// loss is seen and a rounding is not.
const FLOOR: f64 = 0.955;

fn searcher() -> (tempfile::TempDir, Searcher) {
    let dir = tempfile::tempdir().unwrap();
    let texts = dir.path().join("texts");
    fs::create_dir(&texts).unwrap();
    for folder in ["tests/documents", "tests/suite/questions/corpus"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            let is_text = Path::new(name)
                .extension()
                .is_some_and(|end| end == "md" || end == "txt");
            if is_text && name != "README.md" && name != "open.txt" {
                fs::copy(&path, texts.join(name)).unwrap();
            }
        }
    }
    let job = IngestJob {
        roots: vec![texts],
        index_dir: dir.path().join("index"),
        ..IngestJob::default()
    };
    let report = run(&job, &mut Silent).unwrap();
    assert_eq!(report.n_failed(), 0, "{report:?}");
    let searcher = Searcher::new(Collection::open(&job.index_dir).unwrap());
    (dir, searcher)
}

/// The grades of the first hits, in order; a place counts once, and what was read from its
/// sentence is the place itself.
fn grades(searcher: &Searcher, phrase: &str, judged: &[(u8, &str)]) -> Vec<u8> {
    let request =
        SearchRequest { text: phrase, limit: DEPTH, ..SearchRequest::default() };
    let hits = searcher.search(request).unwrap().hits;
    let mut left = judged.to_vec();
    let grade = |place: String| {
        let whole = place.strip_prefix("row ").unwrap_or(&place);
        let at = left.iter().position(|(_, judged)| *judged == place);
        let at = at.or_else(|| left.iter().position(|(_, judged)| *judged == whole));
        at.map_or(0, |at| left.remove(at).0)
    };
    hits.iter().map(name).map(grade).collect()
}

/// Discounted gain of grades in order, 2^grade − 1 each (Järvelin and Kekäläinen 2002).
fn gain(grades: &[u8]) -> f64 {
    let gain = |(rank, grade): (usize, &u8)| {
        let rank = f64::from(u32::try_from(rank + 2).unwrap());
        (2_f64.powi(i32::from(*grade)) - 1.0) / rank.log2()
    };
    grades.iter().take(DEPTH).enumerate().map(gain).sum()
}

#[test]
fn short_phrases_find_what_they_are_about() {
    let (_dir, searcher) = searcher();
    let (mut sum, mut n_phrases) = (0.0, 0.0);
    let mut weak = String::new();
    for line in JUDGED.lines().filter(|line| !line.starts_with('#')) {
        let (phrase, judged) = line.split_once(" => ").unwrap();
        let judged: Vec<(u8, &str)> = judged
            .split("; ")
            .map(|one| {
                let (grade, place) = one.split_once(' ').unwrap();
                (grade.parse().unwrap(), place)
            })
            .collect();
        let found = grades(&searcher, phrase, &judged);
        let mut ideal: Vec<u8> = judged.iter().map(|(grade, _)| *grade).collect();
        ideal.sort_unstable_by(|one, other| other.cmp(one));
        let ndcg = gain(&found) / gain(&ideal);
        if ndcg < 0.7 {
            writeln!(weak, "  {ndcg:.2} {phrase}: {found:?}").unwrap();
        }
        sum += ndcg;
        n_phrases += 1.0;
    }
    let mean = sum / n_phrases;
    println!("nDCG@{DEPTH} of {n_phrases} phrases: {mean:.4}\n{weak}");
    assert!(n_phrases >= 60.0);
    assert!(mean >= FLOOR, "nDCG@{DEPTH} is {mean:.4}, less than {FLOOR}:\n{weak}");
}
