//! Runs of words that no other form has taken.

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use super::super::token::TokenKind;
use crate::parsed::part::{PartRole, QueryPart};
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;

/// Reads the runs of what is left; fillers count inside a run only.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    let mut run: Option<Span> = None;
    let mut begins_with_type = false;
    let mut is_topic = false;
    for index in 0..=reader.tokens.len() {
        let is_filler = reader.is_filler(index) || reader.is_connector(index);
        match (reader.token(index).filter(|_| reader.is_free(index)), run) {
            (Some(token), _) if !is_filler => {
                if run.is_none() {
                    is_topic = index.checked_sub(1).is_some_and(|before| {
                        reader.cue(before) == Some(Cue::About)
                            && !is_title(reader, before)
                    });
                    begins_with_type = matches!(token.kind, TokenKind::Type(_));
                }
                run = Some(run.map_or(token.span, |open| open.cover(token.span)));
            }
            (None, Some(open)) => {
                add(reader, open);
                if is_topic {
                    reader.query.topics.push(open);
                }
                if begins_with_type {
                    reader.query.name.get_or_insert(open);
                }
                run = None;
            }
            _ => {}
        }
    }
}

/// Whether a document by its symbol, with facts about it, is all that stands before "về":
/// its title follows, which places that cite it need not say.
fn is_title(reader: &RoleReader<'_>, about: usize) -> bool {
    let roles = [PartRole::Cites, PartRole::Type, PartRole::Date, PartRole::Issuer];
    let is_fact = |at: usize| {
        roles.iter().any(|role| reader.belongs_to(at, *role))
            || reader.is_filler(at)
            || reader.is_connector(at)
            || matches!(reader.cue(at), Some(Cue::Relation(_)))
    };
    (0..about).any(|at| reader.has_role(at, PartRole::Cites)) && (0..about).all(is_fact)
}

fn add(reader: &mut RoleReader<'_>, run: Span) {
    reader.query.free.push(run);
    let words = one_line(run.of(reader.text));
    reader.query.parts.push(QueryPart {
        text: words.clone(),
        at: Some(run.start),
        places: vec![run],
        ..QueryPart::new(PartRole::Text, words)
    });
}
