//! The tokens of a question while they get their roles.

use rustc_hash::FxHashMap;

use super::cue::Cue;
use super::token::{Token, TokenKind};
use crate::parsed::part::{PartRole, QueryPart};
use crate::parsed::query::{DocumentQuery, ParsedQuery};
use tracuu_text::span::Span;

/// What became of a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum TokenUse {
    /// It is a word like any other.
    Free,
    /// It belongs to the part of another token.
    Joined,
    /// It has a role of its own.
    Role(PartRole),
}

/// The tokens, what became of each, and what they have been found to ask for.
pub(super) struct RoleReader<'q> {
    pub(super) text: &'q str,
    pub(super) tokens: &'q [Token],
    pub(super) query: ParsedQuery,
    uses: Vec<TokenUse>,
    /// For each token the index of the one whose part it belongs to.
    owners: Vec<Option<usize>>,
}

impl<'q> RoleReader<'q> {
    pub(super) fn new(text: &'q str, tokens: &'q [Token]) -> Self {
        let query = ParsedQuery { text: text.to_owned(), ..ParsedQuery::default() };
        let uses = vec![TokenUse::Free; tokens.len()];
        let owners = vec![None; tokens.len()];
        Self { text, tokens, query, uses, owners }
    }

    pub(super) fn token(&self, index: usize) -> Option<&'q Token> {
        self.tokens.get(index)
    }

    pub(super) fn kind(&self, index: usize) -> Option<&'q TokenKind> {
        self.token(index).map(|token| &token.kind)
    }

    pub(super) fn cue(&self, index: usize) -> Option<Cue> {
        self.token(index).and_then(Token::cue)
    }

    /// The next token after `index` that is no filler.
    pub(super) fn after(&self, index: usize) -> Option<usize> {
        (index + 1..self.tokens.len()).find(|next| !self.is_filler(*next))
    }

    /// The last token before `index` that is no filler.
    pub(super) fn before(&self, index: usize) -> Option<usize> {
        (0..index).rev().find(|previous| !self.is_filler(*previous))
    }

    pub(super) fn is_filler(&self, index: usize) -> bool {
        self.cue(index) == Some(Cue::Filler)
    }

    /// "của", "do" and the like at the edge of a run say nothing of the subject.
    pub(super) fn is_connector(&self, index: usize) -> bool {
        matches!(self.cue(index), Some(Cue::Of | Cue::By | Cue::From | Cue::Until))
    }

    pub(super) fn is_document_word(&self, index: usize) -> bool {
        self.token(index).is_some_and(Token::is_document_word)
    }

    pub(super) fn has_role(&self, index: usize, role: PartRole) -> bool {
        self.uses.get(index) == Some(&TokenUse::Role(role))
    }

    /// Whether no form has taken the token.
    pub(super) fn is_free(&self, index: usize) -> bool {
        self.uses.get(index) == Some(&TokenUse::Free)
    }

    /// The documents asked for; from here on the question speaks of documents.
    pub(super) fn documents(&mut self) -> &mut DocumentQuery {
        self.query.documents.get_or_insert_default()
    }

    /// Gives a token its role, and adds its part.
    pub(super) fn give(&mut self, index: usize, role: PartRole, value: String) {
        let Some(token) = self.token(index) else { return };
        if let Some(slot) = self.uses.get_mut(index) {
            *slot = TokenUse::Role(role);
        }
        if let Some(owner) = self.owners.get_mut(index) {
            *owner = Some(index);
        }
        self.query.parts.push(QueryPart {
            text: token.span.of(self.text).to_owned(),
            at: Some(token.span.start),
            ..QueryPart::new(role, value)
        });
    }

    /// Joins a token to the part of another, unless it has a role or an owner already.
    pub(super) fn join(&mut self, index: usize, owner: usize) {
        if let Some(slot) =
            self.uses.get_mut(index).filter(|slot| **slot == TokenUse::Free)
        {
            *slot = TokenUse::Joined;
        }
        if let Some(known) = self.owners.get_mut(index) {
            known.get_or_insert(owner);
        }
    }

    /// What was read.
    pub(super) fn finish(mut self) -> ParsedQuery {
        self.query.parts.sort_by_key(|part| part.at);
        self.add_places();
        self.query
    }

    /// Adds to every part its places: its token, those joined to it, and the words beside
    /// these that say nothing of their own.
    fn add_places(&mut self) {
        let n_tokens = self.tokens.len();
        let mut owner = None;
        for index in 0..n_tokens {
            owner = self.owner(index, owner);
        }
        owner = None;
        for index in (0..n_tokens).rev() {
            owner = self.owner(index, owner);
        }
        // Parts that have their places are runs of free words; of two parts of one token
        // the first stands.
        let parts = self.query.parts.iter().enumerate().rev();
        let by_start: FxHashMap<usize, usize> = parts
            .filter(|(_, part)| part.places.is_empty())
            .filter_map(|(index, part)| Some((part.at?, index)))
            .collect();
        for (token, owner) in self.tokens.iter().zip(&self.owners) {
            let owner = owner.and_then(|owner| self.tokens.get(owner));
            let index = owner.and_then(|owner| by_start.get(&owner.span.start));
            if let Some(part) = index.and_then(|at| self.query.parts.get_mut(*at)) {
                part.places.push(token.span);
            }
        }
        if self.query.documents.as_ref().is_some_and(DocumentQuery::rests_on_type) {
            self.query
                .parts
                .iter_mut()
                .filter(|part| part.is_anchor())
                .for_each(keep_place);
        }
    }

    /// The owner of a token, which is that of its neighbour where it says nothing of its
    /// own.
    fn owner(&mut self, index: usize, neighbour: Option<usize>) -> Option<usize> {
        let is_empty = self.is_filler(index) || self.is_connector(index);
        let takes_neighbour = self.is_free(index) && is_empty;
        let slot = self.owners.get_mut(index)?;
        if slot.is_none() && takes_neighbour {
            *slot = neighbour;
        }
        *slot
    }
}

/// A type that alone makes something else a fact about documents leaves "văn bản" where it
/// is removed ("nghị quyết của …", "nghị quyết 56"); "văn bản" itself stays.
fn keep_place(anchor: &mut QueryPart) {
    anchor.needs_stand_in = true;
    anchor.places.retain(|place: &Span| Some(place.start) == anchor.at);
}
