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
    take_whole(reader);
}

/// A phrase of few words is taken whole where only small words stand around one: "cho vay"
/// and "về hưu" are words that the lexicon has not.
fn take_whole(reader: &mut RoleReader<'_>) {
    /// Tokens of the longest such phrase.
    const MAX_TOKENS: usize = 3;
    let is_small = |at: usize| {
        matches!(
            reader.cue(at),
            None | Some(Cue::Preposition | Cue::About | Cue::Inside | Cue::Of | Cue::By)
        )
    };
    let n_tokens = reader.tokens.len();
    let is_plain = n_tokens <= MAX_TOKENS
        && (0..n_tokens).all(|at| reader.is_free(at) && is_small(at));
    let spans = reader.tokens.iter().map(|token| token.span);
    let Some(whole) = spans.reduce(Span::cover).filter(|_| is_plain) else { return };
    let ([run], [part]) =
        (reader.query.free.as_mut_slice(), reader.query.parts.as_mut_slice())
    else {
        return;
    };
    *run = whole;
    part.text = one_line(whole.of(reader.text));
    part.value.clone_from(&part.text);
    part.at = Some(whole.start);
    part.places = vec![whole];
}

/// Whether "về" stands right behind a document that is named, or a fact about it: its title
/// follows, which places that cite it need not say.
fn is_title(reader: &RoleReader<'_>, about: usize) -> bool {
    let facts = [PartRole::Type, PartRole::Date, PartRole::Issuer];
    let is_fact = |at: &usize| {
        facts.iter().any(|role| reader.belongs_to(*at, *role))
            || reader.is_filler(*at)
            || reader.is_connector(*at)
    };
    let before = (0..about).rev().find(|at| !is_fact(at));
    before.is_some_and(|at| {
        reader.has_role(at, PartRole::Cites) || reader.has_role(at, PartRole::Within)
    })
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
