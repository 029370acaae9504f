//! Agencies of a query: those who issue documents, and those who do something.

use super::cue::Cue;
use super::parse::Reader;
use super::token::Kind;
use crate::parsed::query::{Performer, Role};
use tracuu_legal::agency::query::AgencyQuery;

impl Reader<'_> {
    pub(crate) fn agencies(&mut self) {
        for index in 0..self.tokens.len() {
            let Some(Kind::Agency(agency)) = self.token(index).map(|token| &token.kind)
            else {
                continue;
            };
            let agency = agency.clone();
            if self.is_issuer(index) {
                self.give(index, "issuer", name_of(&agency));
                self.documents().issuers.push(agency);
            } else {
                self.performer(index, agency);
            }
        }
    }

    fn is_issuer(&mut self, index: usize) -> bool {
        let any_document = self.found.documents.is_some();
        let next_is_issued =
            self.after(index).is_some_and(|next| self.cue(next) == Some(Cue::Issued));
        let Some(previous) = index.checked_sub(1) else { return next_is_issued };
        match self.token(previous).map(|token| &token.kind) {
            Some(Kind::Cue(Cue::Of | Cue::By)) if any_document => {
                let of_document = self.describes_something_before(previous);
                if of_document || next_is_issued {
                    self.use_up(previous, index);
                }
                of_document || next_is_issued
            }
            Some(Kind::Type(_) | Kind::Symbol(_) | Kind::Date(_)) => any_document,
            // "của Bộ Chính trị, Ban Bí thư"
            Some(Kind::Agency(_)) => self.has_role(previous, "issuer"),
            _ => any_document && next_is_issued,
        }
    }

    /// Whether the nearest thing before that can have an owner is a document.
    fn describes_something_before(&self, index: usize) -> bool {
        (0..index)
            .rev()
            .find_map(|previous| match self.token(previous).map(|token| &token.kind)? {
                Kind::Type(_)
                | Kind::Symbol(_)
                | Kind::Date(_)
                | Kind::Cue(Cue::Document | Cue::Numbered) => Some(true),
                Kind::Cue(Cue::Measure | Cue::Unit | Cue::Assignment)
                | Kind::Agency(_) => Some(false),
                _ => None,
            })
            .unwrap_or(false)
    }

    fn performer(&mut self, index: usize, agency: AgencyQuery) {
        let role_of = |cue: Option<Cue>| match cue {
            Some(Cue::Lead) => Some(Role::Lead),
            Some(Cue::Coordinating) => Some(Role::Coordinating),
            Some(Cue::AnyRole | Cue::Monitoring) => Some(Role::Any),
            _ => None,
        };
        let free = |at: &usize| self.roles.get(*at).is_some_and(Option::is_none);
        let cue_at = self
            .after(index)
            .filter(free)
            .filter(|next| role_of(self.cue(*next)).is_some())
            .or_else(|| {
                self.before(index)
                    .filter(free)
                    .filter(|previous| role_of(self.cue(*previous)).is_some())
            });
        let role = cue_at.and_then(|at| role_of(self.cue(at))).unwrap_or(Role::Any);
        let span = self.token(index).map(|token| token.span).unwrap_or_default();
        let mut duty = None;
        if let Some(at) = cue_at {
            if self.cue(at) == Some(Cue::Monitoring) {
                duty = self.token(at).map(|token| token.span);
            }
            self.use_up(at, index);
            self.partner_question(at, index);
        }
        for near in [index.checked_sub(1), Some(index + 1)].into_iter().flatten() {
            if matches!(self.cue(near), Some(Cue::By | Cue::Of)) {
                self.use_up(near, index);
            }
        }
        let name = match role {
            Role::Lead => "lead",
            Role::Coordinating => "coordinating",
            Role::Any => "agency",
        };
        self.give(index, name, name_of(&agency));
        let is_explicit = cue_at.is_some();
        self.found.performers.push(Performer { agency, role, span, is_explicit, duty });
    }

    /// "chủ trì phối hợp với ai": the second role asks for partners, and limits nothing.
    fn partner_question(&mut self, role_at: usize, agency: usize) {
        let Some(next) = self.after(role_at) else { return };
        let is_second_role =
            matches!(self.cue(next), Some(Cue::Coordinating | Cue::AnyRole | Cue::Lead));
        let names_someone = self
            .after(next)
            .and_then(|after| self.token(after))
            .is_some_and(|token| matches!(token.kind, Kind::Agency(_)));
        if is_second_role && !names_someone {
            self.use_up(next, agency);
        }
    }
}

/// The full name of the likeliest reading.
fn name_of(agency: &AgencyQuery) -> String {
    agency.readings().first().map(|reading| reading.name().to_owned()).unwrap_or_default()
}
