//! The issuing body of a citation.

use super::context::Findings;
use super::facts::DocumentFacts;
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::mentions::MentionCheck;
use super::rule::{Rule, Severity};
use super::words::{self, Role};
use tracuu_legal::agency::body_name::BodyName;
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::citation::mention::Citation;
use tracuu_legal::document::issuer_code;
use tracuu_print::messages::VIETNAMESE;
use tracuu_text::capitals::is_capitals;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::syllable::{in_case_of, lower};

impl MentionCheck<'_, '_> {
    pub(super) fn body(&self, out: &mut Findings) -> FieldCheck {
        let facts = self.facts();
        let known = facts.and_then(DocumentFacts::issuer).map(str::to_owned);
        let stated = self.citation.issuer.map(|span| self.context.words(span));
        let field =
            |verdict| self.field(Field::Body, verdict, stated.clone(), known.clone());
        let Some((span, stated)) = self.citation.issuer.zip(stated.as_deref()) else {
            return field(Verdict::NotStated);
        };
        let name = self.context.body_name(stated);
        let signs = signs_with_code(self.citation, &name);
        if let Some(known) = &known {
            if name.is_same(&self.context.body_name(known)) {
                return field(Verdict::Match);
            }
            if signs == Some(true) {
                self.compatible_body(span, known, out);
                return field(Verdict::Match).with_note(VIETNAMESE.check_bodies_agree());
            }
            let message = VIETNAMESE.check_wrong_body(self.short(), stated, known);
            self.wrong_body(span, message, out);
            return field(Verdict::Mismatch);
        }
        match signs {
            Some(true) => {
                field(Verdict::Match).with_note(VIETNAMESE.check_body_by_code())
            }
            Some(false) => {
                let code = self.code().unwrap_or_default();
                let message =
                    VIETNAMESE.check_body_not_of_code(self.short(), stated, code);
                self.wrong_body(span, message, out);
                field(Verdict::Mismatch).with_note(VIETNAMESE.check_body_conflicts())
            }
            None => field(Verdict::CannotCheck),
        }
    }

    fn code(&self) -> Option<&str> {
        self.citation.symbol.as_ref()?.issuers.first().map(String::as_str)
    }

    fn wrong_body(&self, span: Span, message: String, out: &mut Findings) {
        let mut finding =
            Finding::new(Rule::CiteBody, span, message).for_citation(self.index);
        if let Some(facts) = self.facts() {
            finding = finding.with_evidence(self.evidence(Field::Body));
            if let Some(known) = facts.issuer() {
                finding = finding.with_replacement(bare_body(known));
            }
        }
        out.push(finding);
    }

    /// Bodies that sign with one code: information where they are two bodies, nothing
    /// where one is the committee that the other acts for.
    fn compatible_body(&self, span: Span, known: &str, out: &mut Findings) {
        let stated = self.context.words(span);
        if is_committee(&stated) || is_committee(known) {
            return;
        }
        let message = VIETNAMESE.check_bodies_of_one_code(self.short(), stated, known);
        let finding =
            Finding::new(Rule::CiteBody, span, message).for_citation(self.index);
        let finding =
            finding.with_severity(Severity::Info).with_replacement(bare_body(known));
        out.push(finding.with_evidence(self.evidence(Field::Body)));
    }
}

/// Whether a body signs with the code in the symbol; `None` for a code that is not listed,
/// or that can well be the initials of the body.
fn signs_with_code(citation: &Citation, stated: &BodyName) -> Option<bool> {
    let symbol = citation.symbol.as_ref()?;
    let [code] = symbol.issuers.as_slice() else { return None };
    let listed = issuer_code::find(code)?;
    // A minister signs for the ministry, a chairman for the committee.
    let signs = listed.signs(stated)
        || listed.bodies.iter().any(|body| stated.words().contains(body.words()));
    if !signs && initials(stated.words()).starts_with(code.as_str()) {
        return None;
    }
    Some(signs)
}

/// The first letters of the words of a name, as codes are made of them.
fn initials(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphabetic());
    words.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

/// Whether a name is that of a whole committee, for which its standing bodies act.
fn is_committee(name: &str) -> bool {
    words::opens(name, Role::Committee)
}

/// A body without what the catalogue adds in brackets, and not in capitals as a letterhead
/// prints it.
pub(super) fn bare_body(known: &str) -> String {
    let name = one_line(known.split_once('(').map_or(known, |(name, _)| name));
    if !is_capitals(&name) {
        return name;
    }
    match Registry::built_in().read(&name) {
        Some(agency) => agency.name().to_owned(),
        None => in_case_of(&lower(&name), "Aa"),
    }
}
