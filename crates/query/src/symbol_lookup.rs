//! Documents by their symbols: typed ones, of which parts may be missing, and whole ones.

use tracuu_index::entry::EntryKind;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::of_kind;
use tracuu_index::record::DocumentRecord;
use tracuu_legal::document::issuer_code;
use tracuu_legal::document::loose_symbol::LooseSymbol;
use tracuu_legal::document::symbol::Symbol;

/// The symbol of a document; `None` where it has none that can be read.
pub(crate) fn symbol_of(document: &DocumentRecord) -> Option<Symbol> {
    document.symbol.as_deref()?.parse().ok()
}

/// The documents that have all parts of a symbol that were typed.
pub(crate) fn loose_symbol_plan(symbol: &LooseSymbol) -> Plan {
    let mut must = Vec::new();
    if let Some(number) = &symbol.number {
        must.push(Plan::term(Field::Number, number.clone()));
    }
    if let Some(year) = symbol.year {
        must.push(Plan::term(Field::SymbolYear, year.to_string()));
    }
    if !symbol.type_codes.is_empty() {
        let codes = symbol.type_codes.iter().map(|code| (*code).to_owned());
        must.push(Plan::any_of(Field::Code, codes));
    }
    for candidates in &symbol.issuers {
        let codes = candidates.iter().map(|code| issuer_code::comparable(code));
        must.push(Plan::any_of(Field::IssuerCode, codes));
    }
    Plan::all(must)
}

/// The documents that have the parts of a symbol.
pub(crate) fn symbol_plan(symbol: &Symbol) -> Plan {
    let mut must = vec![
        of_kind(EntryKind::Document),
        Plan::term(Field::Number, symbol.number.as_str()),
    ];
    if !symbol.type_code.is_empty() {
        must.push(Plan::term(Field::Code, symbol.type_code.as_str()));
    }
    must.extend(
        symbol
            .issuers
            .iter()
            .map(|code| Plan::term(Field::IssuerCode, issuer_code::comparable(code))),
    );
    Plan::all(must)
}
