//! The type word of a citation against its document and its own symbol.

use super::context::Findings;
use super::facts::{DocumentFacts, SourceRank};
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::mentions::MentionCheck;
use super::rule::{Rule, Severity};
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::symbol::Symbol;
use tracuu_print::messages::spoken;
use tracuu_text::span::Span;
use tracuu_text::syllable::in_case_of;

impl MentionCheck<'_, '_> {
    pub(super) fn document_type(&self, out: &mut Findings) -> FieldCheck {
        let (Some(stated), Some(span)) =
            (self.citation.document_type, self.citation.type_span)
        else {
            return FieldCheck::new(Field::Type, Verdict::NotStated);
        };
        let symbol = self.citation.symbol.as_ref();
        let allowed = symbol.map(Symbol::types).unwrap_or_default();
        let known = self.facts().and_then(DocumentFacts::document_type);
        let field = |verdict, known: Option<DocumentType>| {
            let known = known.map(|known| known.name().to_owned());
            self.field(Field::Type, verdict, Some(stated.name().to_owned()), known)
        };
        if let Some(known) = known.filter(|known| !known.fits(stated)) {
            let mut finding = self.wrong_type(span, stated, known);
            finding = finding.with_evidence(self.evidence(Field::Type));
            let is_cited_only =
                self.facts().is_none_or(|facts| facts.type_rank() == SourceRank::Cited);
            let undated = self.citation.date.is_none();
            if is_cited_only || undated {
                finding = finding.with_severity(Severity::Warning);
            }
            out.push(finding);
            return field(Verdict::Mismatch, Some(known));
        }
        let is_allowed = allowed.iter().any(|allowed| allowed.fits(stated));
        if !allowed.is_empty() && !is_allowed {
            let finding = if let [only] = allowed[..] {
                self.wrong_type(span, stated, only)
            } else {
                let symbol = symbol.map(ToString::to_string).unwrap_or_default();
                let message = spoken().check_type_not_of_symbol(
                    self.words(),
                    symbol,
                    stated.name(),
                );
                Finding::new(Rule::CiteType, span, message).for_citation(self.index)
            };
            out.push(finding);
            return field(Verdict::Mismatch, None)
                .with_note(spoken().check_type_conflicts());
        }
        match known {
            Some(_) => field(Verdict::Match, known),
            None if allowed.len() == 1 => {
                field(Verdict::Match, None).with_note(spoken().check_type_by_symbol())
            }
            None => field(Verdict::CannotCheck, None),
        }
    }

    fn wrong_type(
        &self,
        span: Span,
        stated: DocumentType,
        right: DocumentType,
    ) -> Finding {
        let symbol = self.citation.symbol.as_ref();
        let symbol = symbol.map(ToString::to_string).unwrap_or_default();
        let message = spoken().check_wrong_type(symbol, right.name(), stated.name());
        let words = in_case_of(right.name(), span.of(self.context.text));
        Finding::new(Rule::CiteType, span, message)
            .for_citation(self.index)
            .with_replacement(words)
    }
}
