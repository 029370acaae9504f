//! Places of documents in Vietnamese order, so that a listing can be sorted by symbol or
//! title without reading a record. They are labels with gaps: a new name leaves those of others as
//! they are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::summary::DocumentSummary;
use tracuu_index::label;
use tracuu_index::plan::Field;
use tracuu_text::collate::compare;

/// The places of names in an order.
type Places = BTreeMap<String, u64>;

/// The places of all names.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct NamePlaces {
    symbols: Places,
    titles: Places,
}

impl NamePlaces {
    /// Gives all names places, which start from those that they had `before`.
    pub(crate) fn new<'n>(
        documents: impl Iterator<Item = &'n DocumentSummary> + Clone,
        before: &Self,
    ) -> Self {
        let symbols = documents.clone().filter_map(|one| one.symbol.as_deref());
        let titles = documents.filter_map(|one| one.title.as_deref());
        Self {
            symbols: places(symbols, &before.symbols),
            titles: places(titles, &before.titles),
        }
    }

    /// The places of a document; equal names share one, and what has no name has none.
    pub(crate) fn of(&self, document: &DocumentSummary) -> Vec<(Field, u64)> {
        let of = |field, places: &Places, name: &Option<String>| {
            Some((field, *places.get(name.as_ref()?)?))
        };
        let symbol = of(Field::SymbolRank, &self.symbols, &document.symbol);
        let title = of(Field::TitleRank, &self.titles, &document.title);
        symbol.into_iter().chain(title).collect()
    }
}

fn places<'n>(names: impl Iterator<Item = &'n str>, before: &Places) -> Places {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    // Those that have a place stand in order by it.
    let mut names: Vec<(Option<u64>, &str)> =
        names.into_iter().map(|name| (before.get(name).copied(), name)).collect();
    names.sort_by(|(one_place, one), (other_place, other)| {
        match (one_place, other_place) {
            (Some(one), Some(other)) => one.cmp(other),
            _ => compare(one, other).then(one.cmp(other)),
        }
    });
    let known: Vec<Option<u64>> = names.iter().map(|(place, _)| *place).collect();
    let names = names.into_iter().map(|(_, name)| name.to_owned());
    names.zip(label::assign(&known)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents<const N: usize>(symbols: [Option<&str>; N]) -> [DocumentSummary; N] {
        symbols.map(|symbol| DocumentSummary {
            symbol: symbol.map(str::to_owned),
            ..DocumentSummary::default()
        })
    }

    #[test]
    fn equal_names_share_a_place_and_no_name_has_none() {
        let all = documents([Some("56-NQ/TU"), None, Some("9-NQ/TU"), Some("56-NQ/TU")]);
        let places = NamePlaces::new(all.iter(), &NamePlaces::default());
        let rank = |symbol: &str| vec![(Field::SymbolRank, places.symbols[symbol])];
        let ranks: Vec<_> = all.iter().map(|document| places.of(document)).collect();
        assert_eq!(ranks, [rank("56-NQ/TU"), vec![], rank("9-NQ/TU"), rank("56-NQ/TU")]);
        assert!(places.symbols["9-NQ/TU"] < places.symbols["56-NQ/TU"]);
    }

    #[test]
    fn a_new_name_leaves_the_places_of_others() {
        let before = documents([Some("5-NQ/TU"), Some("9-NQ/TU")]);
        let before = NamePlaces::new(before.iter(), &NamePlaces::default()).symbols;
        let after = documents([Some("9-NQ/TU"), Some("7-NQ/TU"), Some("5-NQ/TU")]);
        let known = NamePlaces { symbols: before.clone(), ..NamePlaces::default() };
        let after = NamePlaces::new(after.iter(), &known).symbols;
        assert_eq!(after["5-NQ/TU"], before["5-NQ/TU"]);
        assert_eq!(after["9-NQ/TU"], before["9-NQ/TU"]);
        assert!((after["5-NQ/TU"]..after["9-NQ/TU"]).contains(&after["7-NQ/TU"]));
    }
}
