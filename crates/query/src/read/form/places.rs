//! Places in documents: "khoản 2 Điều 4 Quy định …", "mục 3.1 ai chủ trì".

use super::super::role_reader::{RoleReader, Scope};
use super::super::token::TokenKind;
use super::scope::is_citing;
use crate::parsed::part::PartRole;
use crate::parsed::query::{Ask, DocumentQuery, PlaceQuery, PlaceTerm};

/// Reads the first place, where a document, an agency or a question of who gives it a
/// meaning, or where it is all that was typed.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    let asked = [&reader.query.documents, &reader.query.within];
    let is_named = asked.into_iter().flatten().any(DocumentQuery::is_named);
    let is_who = matches!(reader.query.ask, Some(Ask::Who | Ask::Due));
    let does_something = reader.names_agency();
    for index in 0..reader.tokens.len() {
        let Some(TokenKind::Place(place)) = reader.kind(index) else { continue };
        let is_alone = (0..reader.tokens.len())
            .all(|other| other == index || reader.is_filler(other));
        let does_something = does_something && reader.is_brief(2);
        let has_meaning = is_who || does_something || is_alone;
        if !(is_named || (has_meaning && !place.is_short)) {
            continue;
        }
        let is_cited = (0..index).any(|before| {
            reader.cue(before).is_some_and(is_citing)
                && reader.scope(index) == Scope::Wanted
        });
        let first = place.paths.first().cloned().unwrap_or_default();
        reader.give(index, PartRole::Provision, first);
        reader.query.place = Some(PlaceQuery {
            label: place.span.of(reader.text).to_owned(),
            term: PlaceTerm::Paths(place.paths.clone()),
            is_cited,
        });
        return;
    }
}
