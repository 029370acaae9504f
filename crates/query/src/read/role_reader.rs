//! The tokens of a question while they get their roles.

use rustc_hash::FxHashMap;

use super::cue::Cue;
use super::token::{Token, TokenKind};
use crate::parsed::part::{PartRole, QueryPart};
use crate::parsed::query::{Ask, DocumentQuery, ParsedQuery};

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

/// What documents at a token are there for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Scope {
    /// They are named, or cited by hits.
    Wanted,
    /// Hits stand in them.
    Within,
    /// Hits must not cite them.
    Denied,
    /// They cite what is asked for.
    Citing,
}

/// The tokens, what became of each, and what they have been found to ask for.
pub(super) struct RoleReader<'q> {
    pub(super) text: &'q str,
    pub(super) tokens: &'q [Token],
    pub(super) query: ParsedQuery,
    uses: Vec<TokenUse>,
    /// For each token the index of the one whose part it belongs to.
    owners: Vec<Option<usize>>,
    /// What the documents at each token are there for.
    pub(super) scopes: Vec<Scope>,
}

impl<'q> RoleReader<'q> {
    pub(super) fn new(text: &'q str, tokens: &'q [Token]) -> Self {
        let query = ParsedQuery { text: text.to_owned(), ..ParsedQuery::default() };
        let uses = vec![TokenUse::Free; tokens.len()];
        let owners = vec![None; tokens.len()];
        let scopes = vec![Scope::Wanted; tokens.len()];
        Self { text, tokens, query, uses, owners, scopes }
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

    /// The first token with a cue.
    pub(super) fn find_cue(&self, cue: Cue) -> Option<usize> {
        self.tokens.iter().position(|token| token.cue() == Some(cue))
    }

    /// The first token that is no filler.
    pub(super) fn first(&self) -> Option<usize> {
        (0..self.tokens.len()).find(|index| !self.is_filler(*index))
    }

    /// Whether any token names an agency.
    pub(super) fn names_agency(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token.kind, TokenKind::Agency(_)))
    }

    /// Whether any token names a document.
    pub(super) fn names_document(&self) -> bool {
        (0..self.tokens.len()).any(|index| self.is_named_document(index))
    }

    /// The next token after `index` that is no filler.
    pub(super) fn after(&self, index: usize) -> Option<usize> {
        (index + 1..self.tokens.len()).find(|next| !self.is_filler(*next))
    }

    /// The last token before `index` that is no filler.
    pub(super) fn before(&self, index: usize) -> Option<usize> {
        (0..index).rev().find(|previous| !self.is_filler(*previous))
    }

    /// Whether a token carries no subject. A preposition at the end leads to nothing, and is
    /// the end of a word that the lexicon has not ("chỗ ở").
    pub(super) fn is_filler(&self, index: usize) -> bool {
        match self.cue(index) {
            Some(
                Cue::Filler
                | Cue::Which
                | Cue::Asking
                | Cue::How
                | Cue::About
                | Cue::Passive
                | Cue::Asks(Ask::Count | Ask::What),
            ) => true,
            Some(Cue::Preposition | Cue::Inside) => index + 1 < self.tokens.len(),
            _ => false,
        }
    }

    /// Whether a word that asks stands beside a token.
    pub(super) fn is_asked(&self, index: usize) -> bool {
        let beside = [index.checked_sub(1), Some(index + 1)];
        let asks = |cue| {
            matches!(cue, Cue::Which | Cue::Asking | Cue::How | Cue::Asks(Ask::Count))
        };
        beside.into_iter().flatten().any(|near| self.cue(near).is_some_and(asks))
    }

    /// "của", "do" and the like at the edge of a run say nothing of the subject. The
    /// beginning of a period at the end has no period: it is a syllable without its marks.
    pub(super) fn is_connector(&self, index: usize) -> bool {
        match self.cue(index) {
            Some(Cue::Of | Cue::By) => true,
            Some(Cue::From | Cue::Until) => index + 1 < self.tokens.len(),
            _ => false,
        }
    }

    /// Whether a token is a word for tasks: "nhiệm vụ", "việc".
    pub(super) fn is_task_word(&self, index: usize) -> bool {
        matches!(
            self.cue(index),
            Some(Cue::Measure | Cue::AskedMeasure | Cue::Assignment)
        )
    }

    pub(super) fn is_document_word(&self, index: usize) -> bool {
        self.token(index).is_some_and(Token::is_document_word)
    }

    pub(super) fn has_role(&self, index: usize, role: PartRole) -> bool {
        self.uses.get(index) == Some(&TokenUse::Role(role))
    }

    /// Whether a token belongs to the part of another that has a role.
    pub(super) fn belongs_to(&self, index: usize, role: PartRole) -> bool {
        let owner = self.owners.get(index).copied().flatten();
        owner.is_some_and(|owner| self.has_role(owner, role))
    }

    /// Whether no form has taken the token.
    pub(super) fn is_free(&self, index: usize) -> bool {
        self.uses.get(index) == Some(&TokenUse::Free)
    }

    /// The documents for which a token stands; from here on the question speaks of them.
    pub(super) fn documents(&mut self, index: usize) -> &mut DocumentQuery {
        let slot = match self.scope(index) {
            Scope::Wanted => &mut self.query.documents,
            Scope::Within => &mut self.query.within,
            Scope::Denied => &mut self.query.denied,
            Scope::Citing => &mut self.query.citing,
        };
        slot.get_or_insert_default()
    }

    pub(super) fn scope(&self, index: usize) -> Scope {
        self.scopes.get(index).copied().unwrap_or(Scope::Wanted)
    }

    /// Whether a question has few words of its own, so that what it names is what it is
    /// about. One in whole sentences ("theo Luật Đất đai thì …") has many; beside a symbol
    /// stand words of its title.
    pub(super) fn is_brief(&self, limit: usize) -> bool {
        /// More words that may stand beside a symbol.
        const BESIDE_SYMBOL: usize = 6;
        let has = |is_kind: fn(&TokenKind) -> bool| {
            self.tokens.iter().filter(|token| is_kind(&token.kind)).count()
        };
        let n_words = has(|kind| {
            matches!(kind, TokenKind::Word)
                || matches!(kind, TokenKind::Cue(Cue::Asks(_) | Cue::Relation(_)))
        });
        let more = if has(|kind| matches!(kind, TokenKind::Symbol(_))) > 0 {
            BESIDE_SYMBOL
        } else {
            0
        };
        n_words <= limit + more
    }

    /// Whether a token names a document, by symbol or by a listed name.
    pub(super) fn is_named_document(&self, index: usize) -> bool {
        matches!(self.kind(index), Some(TokenKind::Symbol(_) | TokenKind::Named(_)))
    }

    /// The part that a token has.
    pub(super) fn part_of(&mut self, index: usize) -> Option<&mut QueryPart> {
        let start = self.token(index)?.span.start;
        self.query.parts.iter_mut().find(|part| part.at == Some(start))
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
        self.query.name_documents_within();
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
        let query = &self.query;
        let asked =
            [&query.documents, &query.denied, &query.within].into_iter().flatten();
        let is_denied = query.denied.as_ref().is_some_and(|denied| !denied.is_named());
        let rests = asked.into_iter().any(DocumentQuery::rests_on_type);
        if is_denied || rests {
            self.query
                .parts
                .iter_mut()
                .filter(|part| part.is_anchor())
                .for_each(|anchor| anchor.needs_stand_in = true);
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
