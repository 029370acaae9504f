//! Lists that are longer than one page of the index.

use crate::answer::Answer;
use crate::order::Sort;
use crate::search::{SearchRequest, Searcher};
use tracuu_index::entry::{Entry, EntryKind, Record};
use tracuu_index::generation::About;
use tracuu_index::plan::Field;
use tracuu_index::reader::{Collection, MAX_PAGE};
use tracuu_index::record::{CitationRecord, DocumentRecord, Unit};
use tracuu_index::total::Total;
use tracuu_index::writer::{Sample, Writer};
use tracuu_legal::citation::mention::CitationKind;
use tracuu_legal::citation::resolve::ResolutionState;

/// Plans of one year: more than one page of the index can list.
const N_PLANS: usize = MAX_PAGE + 300;

fn plan(number: usize) -> Entry {
    let id = format!("kh.{number}.2025");
    let record = DocumentRecord {
        id: id.clone(),
        symbol: Some(format!("{number}-KH/TU")),
        type_name: Some("Kế hoạch".to_owned()),
        ..DocumentRecord::default()
    };
    let key = |field, value: &str| (field, value.to_owned());
    Entry {
        kind: EntryKind::Document,
        keys: vec![
            key(Field::Type, "ke-hoach"),
            key(Field::Number, &number.to_string()),
            key(Field::Code, "KH"),
            key(Field::IssuerCode, "TU"),
            key(Field::Document, &id),
        ],
        id,
        numbers: vec![(Field::Date, 20_250_301), (Field::Year, 2025)],
        heading: String::new(),
        body: String::new(),
        record: Record::Document(Box::new(record)),
    }
}

/// A measure of another document that cites a plan.
fn citing(number: usize) -> Entry {
    let cited = format!("kh.{number}.2025");
    let citation = CitationRecord {
        document: Some(cited.clone()),
        ..CitationRecord::new(CitationKind::Numbered, ResolutionState::Resolved, 0..0)
    };
    let id = format!("bc.1.2025#{number}");
    let unit = Unit {
        id: id.clone(),
        is_measure: true,
        text: "Kiểm tra".to_owned(),
        citations: vec![citation],
        ..Unit::default()
    };
    Entry {
        kind: EntryKind::Measure,
        id,
        keys: vec![(Field::Cites, cited)],
        numbers: Vec::new(),
        heading: String::new(),
        body: unit.text.clone(),
        record: Record::Unit(Box::new(unit)),
    }
}

fn searcher() -> (tempfile::TempDir, Searcher) {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::begin(dir.path(), Sample::default()).unwrap();
    for number in 1..=N_PLANS {
        writer.add(&plan(number)).unwrap();
        writer.add(&citing(number)).unwrap();
    }
    writer.finish(About::default(), None).unwrap();
    let searcher = Searcher::new(Collection::open(dir.path()).unwrap());
    (dir, searcher)
}

fn ask(searcher: &Searcher, text: &str, cursor: Option<&str>) -> Answer {
    let sort = Sort::Relevance;
    let limit = MAX_PAGE;
    searcher
        .search(SearchRequest { text, limit, cursor, sort, ..SearchRequest::default() })
        .unwrap()
}

#[test]
fn every_document_of_a_year_is_counted_and_reached() {
    let (_dir, searcher) = searcher();
    for (text, total) in [
        ("kế hoạch năm 2025", 2 * N_PLANS),
        ("văn bản ban hành năm 2025 loại:\"kế hoạch\"", N_PLANS),
        ("nhiệm vụ nào trích dẫn kế hoạch năm 2025", 2 * N_PLANS),
    ] {
        let first = ask(&searcher, text, None);
        assert_eq!(first.total, Total::Exact(total), "{text}");
        let mut n_hits = first.hits.len();
        let mut next = first.next;
        while let Some(cursor) = next {
            let page = ask(&searcher, text, Some(&cursor));
            n_hits += page.hits.len();
            next = page.next;
        }
        assert_eq!(n_hits, total, "{text}");
    }
    let line = ask(&searcher, "kế hoạch năm 2025", None).query.summary;
    assert_eq!(line, "Kế hoạch năm 2025 và những nơi viện dẫn");
}
