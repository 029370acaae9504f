//! Places of documents in Vietnamese order, so that a listing can be sorted by symbol or
//! title without reading a record. They are labels with gaps: a new name leaves those of others as
//! they are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::document::DocumentEntry;
use tracuu_index::label;
use tracuu_index::plan::Field;
use tracuu_index::record::DocumentRecord;
use tracuu_text::collate::compare;

/// The places of names in an order.
type Places = BTreeMap<String, u64>;

/// The places of all names.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct NamePlaces {
    symbols: Places,
    titles: Places,
}

/// Gives every document its places, which start from those that names had `before`; equal names
/// share one, and what has no name has none.
pub(crate) fn add_ranks(
    documents: &mut [DocumentEntry<'_>],
    before: &NamePlaces,
) -> NamePlaces {
    let NamePlaces { symbols, titles } = before;
    let symbol = |record: &DocumentRecord| record.symbol.clone();
    let title = |record: &DocumentRecord| record.title.clone();
    NamePlaces {
        symbols: add_ranks_by(documents, Field::SymbolRank, symbol, symbols),
        titles: add_ranks_by(documents, Field::TitleRank, title, titles),
    }
}

fn add_ranks_by(
    documents: &mut [DocumentEntry<'_>],
    field: Field,
    name: impl Fn(&DocumentRecord) -> Option<String>,
    before: &Places,
) -> Places {
    let named: Vec<Option<String>> =
        documents.iter().map(|document| name(&document.record)).collect();
    let mut names: Vec<&String> = named.iter().flatten().collect();
    names.sort_unstable();
    names.dedup();
    // Those that have a place stand in order by it.
    names.sort_by(|one, other| match (before.get(*one), before.get(*other)) {
        (Some(one), Some(other)) => one.cmp(other),
        _ => compare(one, other).then(one.cmp(other)),
    });
    let known: Vec<Option<u64>> =
        names.iter().map(|name| before.get(*name).copied()).collect();
    let places: Places = names.into_iter().cloned().zip(label::assign(&known)).collect();
    for (document, name) in documents.iter_mut().zip(named) {
        let place = name.and_then(|name| places.get(&name));
        document.numbers.extend(place.map(|place| (field, *place)));
    }
    places
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
        let places = add_ranks(&mut documents, &NamePlaces::default());
        let rank = |symbol: &str| vec![(Field::SymbolRank, places.symbols[symbol])];
        let ranks: Vec<_> = documents.iter().map(|entry| entry.numbers.clone()).collect();
        assert_eq!(ranks, [rank("56-NQ/TU"), vec![], rank("9-NQ/TU"), rank("56-NQ/TU")]);
        assert!(places.symbols["9-NQ/TU"] < places.symbols["56-NQ/TU"]);
    }

    #[test]
    fn a_new_name_leaves_the_places_of_others() {
        let mut documents = ["5-NQ/TU", "9-NQ/TU"].map(|symbol| document(Some(symbol)));
        let before = add_ranks(&mut documents, &NamePlaces::default());
        let mut documents =
            ["9-NQ/TU", "7-NQ/TU", "5-NQ/TU"].map(|symbol| document(Some(symbol)));
        let after = add_ranks(&mut documents, &before).symbols;
        assert_eq!(after["5-NQ/TU"], before.symbols["5-NQ/TU"]);
        assert_eq!(after["9-NQ/TU"], before.symbols["9-NQ/TU"]);
        assert!((after["5-NQ/TU"]..after["9-NQ/TU"]).contains(&after["7-NQ/TU"]));
    }
}
