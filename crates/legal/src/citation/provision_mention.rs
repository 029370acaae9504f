//! Provisions that a text names without a document beside them: "khoản 1 Điều này", "Bãi bỏ
//! Điều 31", "theo Mục II". Those beside a document are its pinpoint.
//!
//! Of whom they are: in an amending clause of the document that is changed, also inside the
//! quoted new text; with "này" of the text itself; else of the text itself where it has
//! such an article, and of nobody known.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::amending_clause::{self, AmendingAction, AmendingClause, HeadingVerbs};
use super::mention::{Citation, Pinpoint};
use super::own::OwnFacts;
use super::pinpoint_places::places;
use super::pinpoint_words::{Here, Token};
use super::provision_run::{self, ProvisionRun};
use super::quoted_place::QuotedPlace;
use super::surroundings;
use super::vocabulary::{Class, holds};
use crate::document::document::Document;
use crate::document::level::ProvisionLevel;
use crate::document::outline::Outline;
use tracuu_text::span::Span;

/// A mention of provisions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProvisionMention {
    /// Its words.
    pub span: Span,
    /// The provisions, with the larger units that the text around them tells.
    pub places: Vec<Pinpoint>,
    /// The document that they are part of.
    pub holder: ProvisionHolder,
    /// What the clause in which they stand does to them; `None` where they are only named.
    pub action: Option<AmendingAction>,
}

/// The document that a provision is part of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProvisionHolder {
    /// The text itself.
    Own,
    /// That of the mention with this index.
    Mention(usize),
    /// The text does not say.
    Unstated,
}

/// Whose a provision is, as answers and records name it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProvisionHolderRole {
    /// The text itself.
    Own,
    /// A document that it names.
    Citation,
    /// Not said.
    Unstated,
}

impl From<ProvisionHolder> for ProvisionHolderRole {
    fn from(holder: ProvisionHolder) -> Self {
        match holder {
            ProvisionHolder::Own => Self::Own,
            ProvisionHolder::Mention(_) => Self::Citation,
            ProvisionHolder::Unstated => Self::Unstated,
        }
    }
}

/// The provisions that a document names beside those of its citations, in order. Linear in
/// the length of the text.
pub fn find(document: &Document, citations: &[Citation]) -> Vec<ProvisionMention> {
    let text = document.manuscript.text();
    let own = OwnFacts::from(&document.header);
    let clauses = amending_clause::find(text, &own, citations);
    let mut reader = Reader::new(text, &document.outline, citations, &clauses);
    for (clause, changed) in clauses.iter().zip(&mut reader.changed) {
        let named = citations.get(clause.document);
        let named = named.filter(|it| clause.heading.contains(it.span));
        *changed = named.and_then(|it| it.pinpoint.first().cloned());
    }
    for run in provision_run::find(text, citations) {
        reader.add(&run);
    }
    reader.found
}

struct Reader<'t> {
    text: &'t str,
    outline: &'t Outline,
    citations: &'t [Citation],
    clauses: &'t [AmendingClause],
    /// The numbers of the own articles.
    articles: FxHashSet<&'t str>,
    /// The numbers of all own units.
    labels: FxHashSet<&'t str>,
    /// Where the text goes on in a quotation: read as far as this.
    quoted: QuotedPlace,
    /// For each clause the place that its heading names first.
    changed: Vec<Option<Pinpoint>>,
    found: Vec<ProvisionMention>,
    /// The runs of the heading that is being read, by their index in `found`.
    heading: Vec<usize>,
    /// What the words of that heading say so far.
    verbs: HeadingVerbs,
}

impl<'t> Reader<'t> {
    fn new(
        text: &'t str,
        outline: &'t Outline,
        citations: &'t [Citation],
        clauses: &'t [AmendingClause],
    ) -> Self {
        let units = outline.provisions.iter();
        let articles =
            outline.provisions.iter().filter(|it| it.level == ProvisionLevel::Article);
        Self {
            text,
            outline,
            citations,
            clauses,
            articles: articles.filter_map(|it| number_of(&it.label)).collect(),
            labels: units.filter_map(|it| number_of(&it.label)).collect(),
            quoted: QuotedPlace::default(),
            changed: vec![None; clauses.len()],
            found: Vec::new(),
            heading: Vec::new(),
            verbs: HeadingVerbs::default(),
        }
    }

    fn add(&mut self, run: &ProvisionRun) {
        let at = run.span.start;
        let before = self.clauses.partition_point(|clause| clause.heading.start <= at);
        let clause = before.checked_sub(1);
        let inside = clause.and_then(|index| Some((index, self.clauses.get(index)?)));
        match inside {
            Some((index, clause))
                if clause.quoted.is_some_and(|it| it.contains(run.span)) =>
            {
                self.add_quoted(run, index, clause);
            }
            Some((index, clause)) if clause.heading.contains(run.span) => {
                self.add_changed(run, index, clause);
            }
            _ => self.add_own(run),
        }
    }

    /// A provision in running text.
    fn add_own(&mut self, run: &ProvisionRun) {
        let here = self.here(run.span.start);
        let places = places(self.text, &run.tokens, &here);
        let has_this = run.tokens.iter().any(|(token, _)| *token == Token::This);
        let is_own = has_this
            || places.iter().all(|place| {
                if let Some(article) = &place.article {
                    return self.articles.contains(article.as_str());
                }
                let number = place.point.as_ref().or(place.clause.as_ref());
                !self.articles.is_empty()
                    || !place.container.is_empty()
                    || number.is_some_and(|it| self.labels.contains(it.as_str()))
            });
        let holder = match surroundings::opens_bracket(
            self.text,
            self.citations,
            run.span.start,
        ) {
            Some(mention) if !has_this => ProvisionHolder::Mention(mention),
            _ if is_own => ProvisionHolder::Own,
            _ => ProvisionHolder::Unstated,
        };
        self.push(run.span, places, holder, None);
    }

    /// The provision around a place of the text.
    fn here(&self, at: usize) -> Here<'t> {
        let mut here = Here::default();
        let Some(index) = self.outline.at(at) else { return here };
        for at in std::iter::once(index).chain(self.outline.ancestors(index)) {
            let Some(unit) = self.outline.provisions.get(at) else { break };
            let label = number_of(&unit.label);
            match unit.level {
                ProvisionLevel::Article => here.article = here.article.or(label),
                ProvisionLevel::Clause => here.clause = here.clause.or(label),
                ProvisionLevel::Point => here.point = here.point.or(label),
                ProvisionLevel::Section => here.section = here.section.or(label),
                ProvisionLevel::Chapter => here.chapter = here.chapter.or(label),
                ProvisionLevel::Part => here.part = here.part.or(label),
                _ => {}
            }
        }
        here
    }

    /// A provision in the heading of an amending clause.
    fn add_changed(&mut self, run: &ProvisionRun, index: usize, clause: &AmendingClause) {
        let mut places = places(self.text, &run.tokens, &Here::default());
        let before =
            Span::new(clause.heading.start, run.span.start.max(clause.heading.start));
        self.verbs.read(self.text, clause.heading, before.end);
        let role = self.role(before, clause);
        let above = clause.above.and_then(|above| self.changed.get(above)?.clone());
        self.complete_heading(index, clause, &places, role);
        let has_article = places.iter().any(|place| place.article.is_some());
        if let Some(above) = above.filter(|_| !has_article) {
            for place in &mut places {
                place.article.clone_from(&above.article);
                if place.clause.is_none() && place.point.is_some() {
                    place.clause.clone_from(&above.clause);
                }
            }
        }
        let action = match role {
            Role::Changed(action) => Some(action),
            Role::Into => Some(AmendingAction::Amend),
            Role::Named => None,
        };
        if action.is_some()
            && let Some(slot @ None) = self.changed.get_mut(index)
        {
            *slot = places.first().cloned();
        }
        let n_before = self.found.len();
        self.push(run.span, places, ProvisionHolder::Mention(clause.document), action);
        if self.found.len() > n_before {
            self.heading.push(n_before);
        }
    }

    /// Gives the provisions of the heading that are read already and lack their article that
    /// of the next one: "khoản 1 và bổ sung khoản 2a vào sau khoản 2 Điều 7".
    fn complete_heading(
        &mut self,
        index: usize,
        clause: &AmendingClause,
        next: &[Pinpoint],
        role: Role,
    ) {
        let is_here = |found: &ProvisionMention| clause.heading.contains(found.span);
        self.heading.retain(|at| self.found.get(*at).is_some_and(is_here));
        let Some(next) = next.first().filter(|place| place.article.is_some()) else {
            return;
        };
        let is_target = !matches!(role, Role::Changed(_));
        for at in &self.heading {
            let Some(found) = self.found.get_mut(*at) else { continue };
            for place in &mut found.places {
                if place.article.is_some() {
                    continue;
                }
                place.article.clone_from(&next.article);
                if is_target && place.clause.is_none() && place.point.is_some() {
                    place.clause.clone_from(&next.clause);
                }
            }
        }
        let first = self.heading.first().and_then(|at| self.found.get(*at));
        if let Some(first) = first.and_then(|found| found.places.first())
            && let Some(Some(changed)) = self.changed.get_mut(index)
        {
            changed.clone_from(first);
        }
    }

    /// What a provision is in the heading of a clause, by the words in front of it.
    fn role(&self, before: Span, clause: &AmendingClause) -> Role {
        if self.verbs.is_quoted {
            return Role::Named;
        }
        let mut words = before.of(self.text).split_whitespace().rev();
        let last = words.next().unwrap_or_default();
        let earlier = words.next().unwrap_or_default();
        if holds(Class::Beside, last) && holds(Class::Into, earlier) {
            return Role::Named;
        }
        if holds(Class::Into, last) {
            return Role::Into;
        }
        match clause.passive.or(self.verbs.verb) {
            Some(_) if self.verbs.is_phrase => Role::Changed(AmendingAction::Amend),
            Some(action) => Role::Changed(action),
            None => Role::Named,
        }
    }

    /// A provision in quoted new text.
    fn add_quoted(&mut self, run: &ProvisionRun, index: usize, clause: &AmendingClause) {
        let Some(quoted) = clause.quoted else { return };
        if self.quoted.clause != Some(index) {
            let changed = self.changed.get(index).cloned().flatten();
            self.quoted = QuotedPlace::new(index, quoted, changed.unwrap_or_default());
        }
        self.quoted.read_to(self.text, run.span.start);
        let places = places(self.text, &run.tokens, &self.quoted.here());
        self.push(run.span, places, ProvisionHolder::Mention(clause.document), None);
    }

    fn push(
        &mut self,
        span: Span,
        places: Vec<Pinpoint>,
        holder: ProvisionHolder,
        action: Option<AmendingAction>,
    ) {
        if !places.is_empty() {
            self.found.push(ProvisionMention { span, places, holder, action });
        }
    }
}

/// What a provision is in the heading of an amending clause.
#[derive(Clone, Copy)]
enum Role {
    /// It is changed.
    Changed(AmendingAction),
    /// Something new comes into it: "bổ sung điểm d vào khoản 2 Điều 20".
    Into,
    /// It tells a place: "vào sau khoản 2 Điều 8".
    Named,
}

/// The number of a label: `5` of `Điều 5`.
fn number_of(label: &str) -> Option<&str> {
    label.rsplit(' ').next().filter(|number| !number.is_empty())
}

#[cfg(test)]
#[path = "provision_mention_tests.rs"]
mod tests;
