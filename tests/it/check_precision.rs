//! How many of the errors and warnings of the check are justified, over sample texts of
//! `tests/documents` and drafts of `tests/suite/precision`, each finding judged by hand in
//! `tests/suite/check-precision.tsv`.

use std::fmt::Write as _;
use std::fs;

use jiff::civil::date;
use tracuu_check::document_directory::{DocumentDirectory, ReferenceCollection};
use tracuu_check::draft::Draft;
use tracuu_check::rule::Severity;
use tracuu_check::run::{CheckSettings, check};
use tracuu_extract::read;
use tracuu_text::one_line::one_line;
use tracuu_text::tsv::Table;

use crate::ingested::ingest_files;

const JUDGED: Table = Table::new(
    "tests/suite/check-precision.tsv",
    include_str!("../suite/check-precision.tsv"),
);

/// The sample texts that an office could have written; the others are lists, articles and
/// pages of the web.
const DRAFTS: [&str; 15] = [
    "bao-cao-nhiem-vu.txt",
    "chi-thi.md",
    "chuong-trinh-tinh.md",
    "cong-van-du-thao.txt",
    "cong-van.txt",
    "huong-dan-tu-dan.txt",
    "ke-hoach-dieu-khoan.txt",
    "ke-hoach-huyen.txt",
    "ke-hoach-thuong-vu.txt",
    "ke-hoach-xa-tieu-de.txt",
    "nghi-dinh.md",
    "nghi-dinh-sua-doi.txt",
    "nghi-quyet-tinh-uy.txt",
    "quyet-dinh-quy-che.txt",
    "thong-tu-cong-bao.txt",
];

/// Least share of errors and warnings that must be justified.
const MIN_PRECISION: f64 = 0.85;

/// Characters of a page.
const PAGE_CHARS: usize = 2_000;

#[test]
fn errors_and_warnings_of_sample_texts_are_justified() {
    let judged = JUDGED.load(|[file, rule, words, verdict, _reason]| {
        let is_justified = match verdict {
            "yes" => true,
            "no" => false,
            _ => return None,
        };
        Some((file, rule, words, is_justified))
    });
    let texts = DRAFTS.map(|name| {
        (name, fs::read_to_string(format!("tests/documents/{name}")).unwrap())
    });
    let files = texts.each_ref().map(|(name, text)| (*name, text.as_str()));
    let (_dir, collection) = ingest_files(&files);
    let directory = DocumentDirectory::read(&collection).unwrap();
    let (mut n_found, mut n_justified, mut n_chars) = (0_u32, 0_u32, 0);
    let mut unjudged = String::new();
    // Real documents are cited here, and the sample texts have numbers of their own: these are
    // checked without a collection.
    let nowhere = DocumentDirectory::default();
    let mut drafts: Vec<(String, Vec<u8>)> = fs::read_dir("tests/suite/precision")
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    drafts.sort();
    drafts.extend(texts.map(|(name, text)| (name.to_owned(), text.into_bytes())));
    for (name, bytes) in &drafts {
        let manuscript = read::read(bytes, Some(name)).unwrap();
        let draft = Draft::read(manuscript, None);
        n_chars += draft.text().chars().count();
        let is_sample = DRAFTS.contains(&name.as_str());
        let directory = if is_sample { &directory } else { &nowhere };
        let collection = is_sample.then_some(&collection);
        let reference = ReferenceCollection { directory, collection };
        let settings =
            CheckSettings { today: Some(date(2026, 11, 30)), ..CheckSettings::default() };
        let report = check(&draft, reference, &settings).unwrap();
        let grave = report.findings.iter().filter(|one| one.severity > Severity::Info);
        for finding in grave {
            let (rule, words) =
                (finding.rule.id(), one_line(finding.span.of(draft.text())));
            let verdict = judged.iter().find(|(file, judged_rule, judged_words, _)| {
                (*file, *judged_rule, *judged_words) == (name, rule, &*words)
            });
            match verdict {
                Some((.., is_justified)) => {
                    n_found += 1;
                    n_justified += u32::from(*is_justified);
                }
                None => writeln!(unjudged, "{name}\t{rule}\t{words}\t").unwrap(),
            }
        }
    }
    assert!(unjudged.is_empty(), "help: judge by hand and add\n{unjudged}");
    let n_pages = n_chars.div_ceil(PAGE_CHARS);
    let precision = f64::from(n_justified) / f64::from(n_found.max(1));
    eprintln!(
        "{n_justified} of {n_found} errors and warnings justified ({precision:.2}), on {n_pages} pages"
    );
    assert!(precision >= MIN_PRECISION, "{precision}");
}
