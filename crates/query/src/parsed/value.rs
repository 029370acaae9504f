//! Values of the fields of the query language.

use std::fmt;

use super::period::Period;
use tracuu_index::entry::EntryKind;
use tracuu_legal::agency::body::Agency;
use tracuu_legal::agency::query::AgencyQuery;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::loose_symbol::LooseSymbol;

/// A value that a field has read.
#[derive(Clone, Debug)]
pub(crate) enum FieldValue {
    /// Types, any of which fits.
    Types(Vec<DocumentType>),
    /// A body, by its words.
    Agency(AgencyQuery),
    /// A body of the collection, by its id.
    AgencyId {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
    /// A time of issue.
    Period(Period),
    /// A symbol or a part of one.
    Symbol(LooseSymbol),
    /// A document, by symbol, name or id.
    Document(String),
    /// Words of a title: in this order where they were quoted.
    Title {
        /// The words.
        words: String,
        /// Whether they were quoted.
        is_phrase: bool,
    },
    /// A folder of the collection.
    Collection(String),
    /// A kind of hit.
    Kind(EntryKind),
}

/// The value as an answer carries it: canonical where there is a canonical form.
impl fmt::Display for FieldValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Types(types) => out.write_str(&type_names(types)),
            Self::Agency(agency) => out.write_str(first_name(agency)),
            Self::Period(period) => period.fmt(out),
            Self::Symbol(symbol) => out.write_str(&symbol_value(symbol)),
            Self::AgencyId { id: text, .. }
            | Self::Document(text)
            | Self::Collection(text)
            | Self::Title { words: text, .. } => out.write_str(text),
            Self::Kind(kind) => out.write_str(kind.name()),
        }
    }
}

/// The names of types, any of which fits.
pub(crate) fn type_names(types: &[DocumentType]) -> String {
    types.iter().map(|one| one.name()).collect::<Vec<_>>().join("|")
}

/// The full name of the likeliest reading of an agency; empty where there is none.
pub(crate) fn first_name(agency: &AgencyQuery) -> &str {
    agency.readings().first().map_or("", Agency::name)
}

/// The canonical print of a symbol where it is a whole one, else the parts that are known.
pub(crate) fn symbol_value(symbol: &LooseSymbol) -> String {
    let full: Vec<String> = symbol.symbols().iter().map(ToString::to_string).collect();
    if !full.is_empty() {
        return full.join("|");
    }
    let number = symbol.number.clone().unwrap_or_default();
    let year = symbol.year.map(|year| year.to_string());
    let codes = (!symbol.type_codes.is_empty()).then(|| symbol.type_codes.join("|"));
    [year, codes].into_iter().flatten().fold(number, |value, part| value + "/" + &part)
}
