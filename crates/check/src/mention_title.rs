//! The title of a citation.

use super::context::Findings;
use super::facts::{DocumentFacts, SourceRank};
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::mentions::MentionCheck;
use super::rule::{Rule, Severity};
use super::title::{Comparison, Likeness, TitleWords, replaceable};
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::fact_field::FactField;
use tracuu_print::messages::spoken;
use tracuu_text::capitals::uncapitalised;
use tracuu_text::one_line::one_line;
use tracuu_text::syllable::normal;

impl MentionCheck<'_, '_> {
    pub(super) fn title(&self, out: &mut Findings) -> FieldCheck {
        let facts = self.facts();
        let known = facts.and_then(DocumentFacts::title);
        let stated = self.citation.title.map(|span| self.context.words(span));
        let field = |verdict| {
            self.field(Field::Title, verdict, stated.clone(), known.map(one_line))
        };
        let Some(span) = self.citation.title else {
            return field(Verdict::NotStated);
        };
        let Some(facts) = facts.filter(|_| known.is_some()) else {
            return field(Verdict::CannotCheck);
        };
        let stated_words = self.context.title_words(span);
        let kind = self.citation.document_type;
        let Some(compared) = nearest_title(&stated_words, kind, facts) else {
            return field(Verdict::Match);
        };
        let message = spoken().check_wrong_title(self.short(), compared.shown());
        let says_same = |finding: &Finding| {
            finding.rule == Rule::CiteTitle && finding.message == message
        };
        if let Some(known) = out.earlier(says_same) {
            known.others.push(span);
            return field(Verdict::Mismatch).with_note(compared.shown());
        }
        let mut finding = Finding::new(Rule::CiteTitle, span, message)
            .for_citation(self.index)
            .with_evidence(self.evidence(Field::Title));
        let rank = facts.best(FactField::Title).map(|(rank, _)| rank);
        let is_sure = rank.is_some_and(|rank| rank > SourceRank::Cited);
        if is_sure && compared.likeness >= Likeness::Altered {
            finding = finding.with_severity(Severity::Warning);
        }
        let written = span.of(self.context.text);
        let part = replaceable(written, &compared).filter(|_| is_sure);
        if let Some((part, known)) = part.zip(facts.title()) {
            let rest = written.get(part.len()..).unwrap_or_default();
            let right = with_lead(part, known) + rest;
            if right != written {
                finding = finding.with_replacement(right);
            }
        }
        out.push(finding);
        field(Verdict::Mismatch).with_note(compared.shown())
    }
}

/// The difference to the nearest of the titles that the most reliable state; `None` where
/// one is the same.
fn nearest_title(
    stated: &TitleWords,
    document_type: Option<DocumentType>,
    facts: &DocumentFacts,
) -> Option<Comparison> {
    let stated = stated.without_type(document_type);
    let known = facts.titles().iter();
    let compared = known.map(|known| {
        let known = known.without_type(document_type);
        match stated.without_rest(&known).map(|title| title.compare(&known)) {
            // Only a title that is cut short is told apart from its sentence for sure.
            Some(title) if title.likeness <= Likeness::Cut => {
                title.with_rest_of(&stated.compare(&known))
            }
            _ => stated.compare(&known),
        }
    });
    let nearest = compared.min_by_key(|compared| compared.likeness)?;
    (nearest.likeness != Likeness::Same).then_some(nearest)
}

/// The known title behind the lead-in word that the draft uses.
fn with_lead(written: &str, known: &str) -> String {
    let has_lead = |title: &str| {
        let first = title.split_whitespace().next().unwrap_or_default();
        normal(first) == "về"
    };
    let known = one_line(known);
    // A head prints its title with a capital, running text goes on in small letters.
    match (has_lead(written), has_lead(&known)) {
        (true, false) => format!("về {}", uncapitalised(&known)),
        (_, true) if written.starts_with(char::is_lowercase) => uncapitalised(&known),
        _ => known,
    }
}
