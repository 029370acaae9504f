//! Places of documents in Vietnamese order, so that a listing can be sorted by symbol or
//! title without reading a record.

use tracuu_index::entry::{Entry, Record};
use tracuu_index::plan::Field;
use tracuu_index::record::DocumentRecord;
use tracuu_text::collate::compare;

/// Gives every document its places; equal names share one, and what has no name has none.
pub(super) fn add_to(documents: &mut [Entry]) {
    add(documents, Field::SymbolRank, |document| document.symbol.as_deref());
    add(documents, Field::TitleRank, |document| document.title.as_deref());
}

fn add(
    documents: &mut [Entry],
    field: Field,
    name: impl Fn(&DocumentRecord) -> Option<&str>,
) {
    let mut named: Vec<(String, usize)> = Vec::new();
    for (index, entry) in documents.iter().enumerate() {
        if let Record::Document(document) = &entry.record {
            named.extend(name(document).map(|name| (name.to_owned(), index)));
        }
    }
    named.sort_by(|(one, _), (other, _)| compare(one, other));
    let mut rank = 0;
    let mut last: Option<&str> = None;
    for (name, index) in &named {
        rank += u64::from(last != Some(name));
        last = Some(name);
        if let Some(entry) = documents.get_mut(*index) {
            entry.numbers.push((field, rank));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_index::entry::EntryKind;

    fn document(symbol: Option<&str>) -> Entry {
        let record = DocumentRecord {
            symbol: symbol.map(str::to_owned),
            ..DocumentRecord::default()
        };
        Entry {
            kind: EntryKind::Document,
            id: String::new(),
            keys: Vec::new(),
            numbers: Vec::new(),
            heading: String::new(),
            body: String::new(),
            record: Record::Document(Box::new(record)),
        }
    }

    #[test]
    fn equal_names_share_a_place_and_no_name_has_none() {
        let symbols = [Some("56-NQ/TU"), None, Some("9-NQ/TU"), Some("56-NQ/TU")];
        let mut documents = symbols.map(document);
        add_to(&mut documents);
        let ranks: Vec<_> = documents.iter().map(|entry| entry.numbers.clone()).collect();
        let rank = |place| vec![(Field::SymbolRank, place)];
        assert_eq!(ranks, [rank(2), vec![], rank(1), rank(2)]);
    }
}
