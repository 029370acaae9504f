//! Documents by symbol and type: "Nghị quyết 56-NQ/TU", "kế hoạch nào", "văn bản của …".

use super::super::cue::Cue;
use super::super::role_reader::{RoleReader, Scope};
use super::super::token::TokenKind;
use crate::parsed::part::PartRole;
use crate::parsed::query::{Ask, NamedDocument, PlaceQuery, PlaceTerm};
use crate::parsed::value::{symbol_value, type_names};
use tracuu_legal::document::loose_symbol::LooseSymbol;

/// Reads symbols with the types before them, then types that stand alone.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    for index in 0..reader.tokens.len() {
        match reader.kind(index) {
            Some(TokenKind::Symbol(symbol)) => read_symbol(reader, index, symbol),
            Some(TokenKind::Named(named)) => read_named(reader, index, named),
            _ => {}
        }
    }
    for index in 0..reader.tokens.len() {
        let is_open = reader.is_free(index) && reader.is_document_word(index);
        if is_open && describes_documents(reader, index) {
            read_type(reader, index);
        }
    }
}

fn read_symbol(reader: &mut RoleReader<'_>, index: usize, symbol: &LooseSymbol) {
    let is_bare = symbol.type_codes.is_empty()
        && symbol.issuers.is_empty()
        && symbol.year.is_none();
    let lead_in = lead_in(reader, index);
    let is_document =
        lead_in.is_some_and(|at| reader.is_document_word(at) && reader.is_free(at));
    // "Nghị quyết 18 và 19"
    let goes_on = reader.before(index).is_some_and(|previous| {
        let is_named = reader.has_role(previous, PartRole::Cites)
            || reader.has_role(previous, PartRole::Within);
        is_named && previous + 2 >= index
    });
    if is_bare && !is_document && !goes_on && !stands_alone(reader, index) {
        read_place(reader, index, lead_in);
        return;
    }
    if let Some(previous) = lead_in.filter(|_| is_document) {
        read_type(reader, previous);
    }
    reader.give(index, named_role(reader, index), symbol_value(symbol));
    reader.documents(index).symbols.push(symbol.clone());
}

/// The role of a document that is named.
fn named_role(reader: &RoleReader<'_>, index: usize) -> PartRole {
    match reader.scope(index) {
        Scope::Within | Scope::Citing => PartRole::Within,
        Scope::Wanted | Scope::Denied => PartRole::Cites,
    }
}

/// A listed name is a document where something is asked of it, or where it is all that was
/// typed; in a question in whole sentences ("theo Luật Đất đai thì …") it is a word.
fn read_named(reader: &mut RoleReader<'_>, index: usize, named: &NamedDocument) {
    /// Words of its own in a question that cites a name: "… về đất ở".
    const BESIDE_CITED: usize = 4;
    // "Theo Luật Đất đai thì …" says where the answer stands; "biện pháp theo Luật Đất đai"
    // asks for what rests on it.
    let is_last = reader.after(index).is_none();
    let is_cited = reader.before(index).is_some_and(|before| match reader.cue(before) {
        Some(Cue::Cites | Cue::Each) => true,
        Some(Cue::Follows | Cue::Relation(_)) => {
            is_last && reader.before(before).is_some()
        }
        _ => false,
    });
    let is_placed = [reader.before(index), reader.after(index)]
        .into_iter()
        .flatten()
        .any(|near| matches!(reader.kind(near), Some(TokenKind::Place(_))));
    let is_asked = reader.query.relation.is_some()
        || reader.query.ask.is_some_and(|ask| ask != Ask::Count);
    let is_alone = reader.is_brief(0) && (is_placed || is_short(reader));
    if !((is_cited && reader.is_brief(BESIDE_CITED)) || is_asked || is_alone) {
        return;
    }
    let symbols: Vec<String> = named.symbols.iter().map(ToString::to_string).collect();
    reader.give(index, named_role(reader, index), symbols.join("|"));
    reader.documents(index).names.push(named.clone());
}

/// Whether a question is one of few words.
fn is_short(reader: &RoleReader<'_>) -> bool {
    /// Tokens of the longest: "văn bản nào dẫn Luật Đất đai năm 2024".
    const MAX_TOKENS: usize = 6;
    reader.tokens.len() <= MAX_TOKENS
}

/// The token before a number, "số" between joined to the number.
fn lead_in(reader: &mut RoleReader<'_>, index: usize) -> Option<usize> {
    let previous = index.checked_sub(1)?;
    if reader.cue(previous) == Some(Cue::Quantity) {
        reader.join(previous, index);
        return previous.checked_sub(1);
    }
    Some(previous)
}

/// Whether a number is all that was typed, "số" left aside.
fn stands_alone(reader: &RoleReader<'_>, index: usize) -> bool {
    (0..reader.tokens.len())
        .all(|other| other == index || reader.cue(other) == Some(Cue::Quantity))
}

/// "mục 15", "nhiệm vụ số 3"
fn read_place(reader: &mut RoleReader<'_>, index: usize, lead_in: Option<usize>) {
    let is_place = lead_in.is_some_and(|previous| {
        matches!(
            reader.cue(previous),
            Some(Cue::Measure | Cue::AskedMeasure | Cue::Unit | Cue::AskedUnit)
        )
    });
    let Some(token) = reader.token(index).filter(|_| is_place) else { return };
    let number = token.span.of(reader.text).to_owned();
    reader.query.place = Some(PlaceQuery {
        label: number.clone(),
        term: PlaceTerm::Number(number.clone()),
        is_cited: false,
    });
    reader.give(index, PartRole::Measure, number);
    if let Some(previous) = lead_in {
        reader.join(previous, index);
    }
}

/// A type word that takes part in describing documents.
fn read_type(reader: &mut RoleReader<'_>, index: usize) {
    match reader.kind(index) {
        Some(TokenKind::Type(types)) => {
            reader.give(index, PartRole::Type, type_names(types));
            reader.documents(index).types.extend(types);
        }
        Some(TokenKind::Cue(Cue::Document)) => {
            reader.give(index, PartRole::Kind, "document".to_owned());
            reader.documents(index);
        }
        _ => {}
    }
}

/// Whether a type word stands for documents, and is not a word of a subject: it is asked
/// for, cited, issued by somebody or in a time, or is all there is.
fn describes_documents(reader: &RoleReader<'_>, index: usize) -> bool {
    let counted = index.checked_sub(1).and_then(|before| reader.cue(before));
    let is_asked = reader.cue(index + 1) == Some(Cue::Which)
        || counted == Some(Cue::Asks(Ask::Count));
    let previous_cue = reader.before(index).and_then(|previous| reader.cue(previous));
    let is_cited = matches!(
        previous_cue,
        Some(Cue::Cites | Cue::Follows | Cue::Not | Cue::Except | Cue::Each)
    ) || reader.scope(index) == Scope::Denied;
    is_asked || is_cited || is_followed_by_fact(reader, index)
}

/// Whether a fact about documents follows a type word, or nothing at all.
fn is_followed_by_fact(reader: &RoleReader<'_>, index: usize) -> bool {
    let Some(next) = reader.after(index) else {
        return reader.before(index).is_none_or(|previous| {
            reader.is_document_word(previous)
                || matches!(
                    reader.cue(previous),
                    Some(Cue::Measure | Cue::AskedMeasure | Cue::Unit | Cue::AskedUnit)
                )
        });
    };
    let behind = || reader.after(next).and_then(|behind| reader.kind(behind));
    match reader.kind(next) {
        Some(
            TokenKind::Agency(_)
            | TokenKind::Date(_)
            | TokenKind::Time(_)
            | TokenKind::Cue(
                Cue::Level(_)
                | Cue::Issued
                | Cue::Numbered
                | Cue::Ended
                | Cue::Asks(Ask::Latest | Ask::State | Ask::MostCited),
            ),
        ) => true,
        Some(TokenKind::Cue(Cue::From | Cue::Until | Cue::Before | Cue::After)) => {
            matches!(behind(), Some(TokenKind::Date(_) | TokenKind::Time(_)))
        }
        Some(TokenKind::Cue(Cue::Of | Cue::By)) => {
            matches!(behind(), Some(TokenKind::Agency(_) | TokenKind::Cue(Cue::Level(_))))
        }
        Some(TokenKind::Type(_)) => describes_documents(reader, next),
        _ => false,
    }
}
