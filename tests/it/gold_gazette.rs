//! Symbols in the titles of the official gazette (`../shared/eval/congbao`).

use tracuu_legal::citation::find;
use tracuu_legal::document::leniency::Leniency;
use tracuu_legal::document::symbol_reader;

use crate::shared;

const RECORDS: &str = "eval/congbao/corpus.jsonl";

#[test]
#[ignore = "needs ../shared"]
fn the_symbol_in_a_title_is_the_number_of_the_record() {
    let mut total = 0;
    let mut misses = Vec::new();
    for record in shared::records(RECORDS) {
        let (title, law_id) = (record["title"].as_str(), record["law_id"].as_str());
        let (title, law_id) = (title.unwrap_or_default(), law_id.unwrap_or_default());
        total += 1;
        let found = find::in_text(title);
        let symbol = found.first().and_then(|citation| citation.symbol.as_ref());
        let wanted = symbol_reader::read(law_id, 0, Leniency::Capitals);
        let type_name = found.first().and_then(|citation| citation.document_type);
        let same_type = type_name
            .map(tracuu_legal::document::document_type::DocumentType::name)
            == record["type"].as_str();
        if symbol != wanted.as_ref().map(|read| &read.symbol)
            || symbol.is_none()
            || !same_type
        {
            misses.push(format!("{law_id}: {title}"));
        }
    }
    eprintln!("symbols and types of gazette titles: {} of {total}", total - misses.len());
    assert!(misses.len() * 200 <= total, "{}", misses.join("\n"));
}

/// The records that a gazette record is related to, each with its symbol and title.
#[test]
#[ignore = "needs ../shared"]
fn the_symbol_in_a_related_title_is_the_stated_one() {
    let mut titles: Vec<(String, String)> = Vec::new();
    for record in shared::records(RECORDS) {
        let groups = record["relations"].as_object().into_iter().flatten();
        for related in groups.flat_map(|(_, list)| list.as_array().into_iter().flatten())
        {
            let (symbol, title) = (related["symbol"].as_str(), related["title"].as_str());
            if let (Some(symbol), Some(title)) = (symbol, title)
                && title.contains(symbol)
            {
                titles.push((symbol.to_owned(), title.to_owned()));
            }
        }
    }
    titles.sort_unstable();
    titles.dedup();
    let misses: Vec<_> = titles
        .iter()
        .filter(|(stated, title)| {
            let wanted = symbol_reader::read(stated, 0, Leniency::Capitals);
            let found = find::in_text(title);
            let symbol = found.first().and_then(|citation| citation.symbol.as_ref());
            symbol.is_none() || symbol != wanted.as_ref().map(|read| &read.symbol)
        })
        .map(|(stated, title)| format!("{stated}: {title}"))
        .collect();
    let total = titles.len();
    eprintln!("symbols of related titles: {} of {total}", total - misses.len());
    assert!(misses.len() * 200 <= total, "{}", misses.join("\n"));
}
