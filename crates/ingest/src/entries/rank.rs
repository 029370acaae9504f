//! Places of documents in Vietnamese order, so that a listing can be sorted by symbol or
//! title without reading a record.

use super::document::DocumentEntry;
use tracuu_index::plan::Field;
use tracuu_index::record::DocumentRecord;
use tracuu_text::collate::compare;

/// Gives every document its places; equal names share one, and what has no name has none.
pub(crate) fn add_ranks(documents: &mut [DocumentEntry<'_>]) {
    add_ranks_by(documents, Field::SymbolRank, |record| record.symbol.as_deref());
    add_ranks_by(documents, Field::TitleRank, |record| record.title.as_deref());
}

fn add_ranks_by(
    documents: &mut [DocumentEntry<'_>],
    field: Field,
    name: impl Fn(&DocumentRecord) -> Option<&str>,
) {
    let mut named: Vec<(String, &mut DocumentEntry<'_>)> = documents
        .iter_mut()
        .filter_map(|document| Some((name(&document.record)?.to_owned(), document)))
        .collect();
    named.sort_by(|(one, _), (other, _)| compare(one, other));
    let mut rank = 0;
    let mut last: Option<&str> = None;
    for (name, document) in &mut named {
        rank += u64::from(last != Some(name));
        last = Some(name);
        document.numbers.push((field, rank));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_index::entry::EntryKind;

    fn document(symbol: Option<&str>) -> DocumentEntry<'_> {
        let symbol = symbol.map(str::to_owned);
        let record = DocumentRecord { symbol, ..DocumentRecord::default() };
        DocumentEntry::new(EntryKind::Document, record)
    }

    #[test]
    fn equal_names_share_a_place_and_no_name_has_none() {
        let symbols = [Some("56-NQ/TU"), None, Some("9-NQ/TU"), Some("56-NQ/TU")];
        let mut documents = symbols.map(document);
        add_ranks(&mut documents);
        let ranks: Vec<_> = documents.iter().map(|entry| entry.numbers.clone()).collect();
        let rank = |place| vec![(Field::SymbolRank, place)];
        assert_eq!(ranks, [rank(2), vec![], rank(1), rank(2)]);
    }
}
