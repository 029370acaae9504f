//! What is written is found, by its words, its marks and its use.

use super::build;
use super::record::{NewSuggestion, SuggestionKind, SuggestionRecord};
use super::table::{Found, Suggestions};
use super::word::{Agreement, TypedWord, words};

fn phrase(text: &str, n_uses: u64) -> NewSuggestion {
    NewSuggestion {
        kind: SuggestionKind::Phrase,
        record: SuggestionRecord { text: text.to_owned(), ..Default::default() },
        spellings: Vec::new(),
        n_uses,
    }
}

fn written(suggestions: Vec<NewSuggestion>) -> (tempfile::TempDir, Suggestions) {
    let dir = tempfile::tempdir().unwrap();
    build::write(suggestions, dir.path()).unwrap();
    let table = Suggestions::open(dir.path()).unwrap();
    (dir, table)
}

fn typed(text: &str) -> Vec<TypedWord> {
    let spans: Vec<_> = words(text).collect();
    let last = spans.len().saturating_sub(1);
    let is_whole = |index| index < last || text.ends_with(' ');
    let word = |(index, span): (usize, &tracuu_text::span::Span)| {
        TypedWord::new(span.of(text), is_whole(index))
    };
    spans.iter().enumerate().map(word).collect()
}

fn found(table: &Suggestions, text: &str, agreement: Agreement) -> Vec<String> {
    let found = table.find(SuggestionKind::Phrase, &typed(text), agreement);
    found.map(|found| record(table, found).text).collect()
}

fn record(table: &Suggestions, found: Found) -> SuggestionRecord {
    table.record(SuggestionKind::Phrase, found.item).unwrap()
}

#[test]
fn the_most_used_comes_first_and_beginnings_before_the_rest() {
    let (_dir, table) = written(vec![
        phrase("công tác kiểm tra", 90),
        phrase("kiểm tra", 5),
        phrase("kiểm tra, giám sát", 40),
        phrase("kiên quyết", 7),
    ]);
    let all = ["kiểm tra, giám sát", "kiên quyết", "kiểm tra", "công tác kiểm tra"];
    assert_eq!(found(&table, "ki", Agreement::Letters), all);
    let rest = ["kiểm tra, giám sát", "kiểm tra", "công tác kiểm tra"];
    assert_eq!(found(&table, "kiem tra", Agreement::Letters), rest);
    assert_eq!(found(&table, "kiem tra ", Agreement::Letters), rest);
    assert_eq!(found(&table, "kiem tr ", Agreement::Letters), Vec::<String>::new());
    assert_eq!(found(&table, "tra gi", Agreement::Letters), ["kiểm tra, giám sát"]);
    assert_eq!(found(&table, "", Agreement::Letters), Vec::<String>::new());
}

#[test]
fn marks_that_are_typed_must_be_there() {
    let (_dir, table) = written(vec![
        phrase("quyết định", 9),
        phrase("quyền lợi", 8),
        phrase("quyên góp", 7),
        phrase("cộng đồng", 6),
        phrase("công tác", 5),
        phrase("công cộng", 4),
        phrase("đa dạng", 3),
    ]);
    let exact = |text| found(&table, text, Agreement::Exact);
    let marks = |text| found(&table, text, Agreement::Marks);
    assert_eq!(exact("quyế"), ["quyết định"]);
    assert_eq!(exact("quyê"), ["quyết định", "quyền lợi", "quyên góp"]);
    assert_eq!(marks("quyé"), ["quyết định"]);
    assert_eq!(exact("quyé"), Vec::<String>::new());
    assert_eq!(exact("công "), ["công tác", "công cộng"]);
    assert_eq!(exact("công"), ["cộng đồng", "công tác", "công cộng", "công cộng"]);
    assert_eq!(marks("đ"), ["đa dạng", "quyết định", "cộng đồng"]);
    assert_eq!(marks("d").len(), 4);
    assert_eq!(exact("toà"), Vec::<String>::new());
}

#[test]
fn a_tone_mark_counts_wherever_it_stands_in_the_syllable() {
    let (_dir, table) = written(vec![phrase("toàn dân", 1), phrase("thuỷ lợi", 1)]);
    assert_eq!(found(&table, "toà", Agreement::Exact), ["toàn dân"]);
    assert_eq!(found(&table, "tòa", Agreement::Exact), ["toàn dân"]);
    assert_eq!(found(&table, "thủy lợi", Agreement::Exact), ["thuỷ lợi"]);
}

#[test]
fn other_spellings_match_from_their_beginnings() {
    let mut symbol = phrase("Nghị quyết số 56-NQ/TU", 1);
    symbol.spellings = vec!["NQ 56 TU".to_owned()];
    let (_dir, table) = written(vec![symbol]);
    for text in ["nghi quyet so 56", "56-nq", "56 nq t", "56nq/tu", "nq 56", "nq 56-tu"] {
        assert_eq!(found(&table, text, Agreement::Letters).len(), 1, "{text}");
    }
    assert!(found(&table, "nq 5 ", Agreement::Letters).is_empty());
}

#[test]
fn an_empty_table_and_a_cut_file_are_told_apart() {
    let (_dir, table) = written(vec![]);
    assert_eq!(table.n_items(SuggestionKind::Phrase), 0);
    assert_eq!(found(&table, "a", Agreement::Letters), Vec::<String>::new());
    let (dir, _) = written(vec![phrase("kiểm tra", 1)]);
    let path = dir.path().join(super::file::NAME);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.pop();
    std::fs::write(&path, bytes).unwrap();
    assert!(Suggestions::open(dir.path()).is_err());
}
