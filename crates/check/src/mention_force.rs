//! How the cited document stood on the draft's day.

use jiff::civil::Date;

use super::context::Findings;
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::mentions::MentionCheck;
use super::rule::{Rule, Severity};
use super::validity::{self, ChangingDocument, StatusOnDay};
use tracuu_legal::citation::legal_status::LegalStatus;
use tracuu_legal::citation::relation::RelationKind;
use tracuu_legal::document::date::vietnamese_day;
use tracuu_print::messages::VIETNAMESE;

impl MentionCheck<'_, '_> {
    pub(super) fn validity(&self, out: &mut Findings) -> Vec<FieldCheck> {
        let (Some(facts), Some(day)) = (self.facts(), self.context.day) else {
            let why = match self.context.day {
                None => VIETNAMESE.check_no_day(),
                Some(_) => VIETNAMESE.check_not_known(),
            };
            let cannot =
                |field| FieldCheck::new(field, Verdict::CannotCheck).with_note(why);
            return vec![cannot(Field::Validity), cannot(Field::Newer)];
        };
        let standing = validity::on(facts, day);
        let verdict = match standing.state {
            LegalStatus::Unknown => Verdict::CannotCheck,
            LegalStatus::InForce | LegalStatus::Amended => Verdict::Match,
            _ => Verdict::Mismatch,
        };
        let note = if standing.is_disputed {
            VIETNAMESE.legal_status_disputed()
        } else {
            VIETNAMESE.legal_status(standing.state)
        };
        let mut validity = FieldCheck::new(Field::Validity, verdict)
            .with_note(note)
            .with_known(standing.state.to_string());
        validity.evidence.clone_from(&standing.evidence);
        let is_newer =
            matches!(standing.state, LegalStatus::Replaced | LegalStatus::Amended);
        let mut newer = match standing.state {
            _ if is_newer && !standing.by.is_empty() => {
                let known = shown_relations(&standing.by, |id| id);
                FieldCheck::new(Field::Newer, Verdict::Mismatch).with_known(known)
            }
            LegalStatus::InForce => FieldCheck::new(Field::Newer, Verdict::Match),
            _ => FieldCheck::new(Field::Newer, Verdict::CannotCheck),
        };
        self.validity_finding(&standing, day, out);
        newer.evidence = standing.evidence;
        vec![validity, newer]
    }

    fn validity_finding(&self, standing: &StatusOnDay, day: Date, out: &mut Findings) {
        let day = vietnamese_day(day);
        let name = self.short();
        let by = shown_relations(&standing.by, |id| self.context.directory.name(id));
        let by = if by.is_empty() { by } else { VIETNAMESE.check_changed_by(by) };
        let words = VIETNAMESE.legal_status(standing.state);
        let lost_force = VIETNAMESE.check_lost_force(&name, words, &by, &day);
        let (rule, message) = match standing.state {
            LegalStatus::Unknown | LegalStatus::InForce => return,
            LegalStatus::Amended if self.cites_any(&standing.by) => return,
            LegalStatus::Amended => {
                (Rule::CiteAmended, VIETNAMESE.check_amended(name, by, day))
            }
            LegalStatus::NotYet => {
                let since = standing.since.as_deref().unwrap_or_default();
                (Rule::CiteNotYet, VIETNAMESE.check_not_yet(name, since, day))
            }
            LegalStatus::Replaced => (Rule::CiteReplaced, lost_force),
            LegalStatus::Repealed | LegalStatus::Expired | LegalStatus::Suspended => {
                (Rule::CiteExpired, lost_force)
            }
        };
        let mut finding =
            Finding::new(rule, self.citation.span, message).for_citation(self.index);
        finding = finding.with_evidence(standing.evidence.clone());
        // In the title of another document it is not the draft that cites; what a draft
        // replaces or looks back on may well be over.
        if self.citation.nested_in.is_some() || self.is_acted_on() {
            finding = finding.with_severity(Severity::Info);
        }
        out.push(finding);
    }

    /// Whether the draft ends, changes or reviews the document.
    fn is_acted_on(&self) -> bool {
        let relation = self.context.draft.relations.get(self.index);
        relation.and_then(Option::as_ref).is_some_and(|relation| {
            matches!(
                relation.kind,
                RelationKind::Amends
                    | RelationKind::Replaces
                    | RelationKind::Repeals
                    | RelationKind::Corrects
                    | RelationKind::Suspends
                    | RelationKind::Consolidates
                    | RelationKind::Reviews
            )
        })
    }

    /// Whether the draft cites one of these documents.
    fn cites_any(&self, by: &[ChangingDocument]) -> bool {
        by.iter().any(|by| {
            let symbol = by.symbol();
            let has_symbol = self.context.documents.iter().any(|work| {
                symbol
                    .as_ref()
                    .is_some_and(|symbol| work.identity.symbol.same_work(symbol))
            });
            has_symbol
                || self.context.resolved.iter().any(|resolved| {
                    resolved.facts.as_ref().is_some_and(|facts| facts.id() == by.name)
                })
        })
    }
}

/// The documents that changed another, called by `name`, and since when.
fn shown_relations<'a>(
    by: &'a [ChangingDocument],
    name: impl Fn(&'a str) -> &'a str,
) -> String {
    let shown = by.iter().map(|by| match &by.since {
        Some(since) => format!("{} ({since})", name(&by.name)),
        None => name(&by.name).to_owned(),
    });
    shown.collect::<Vec<_>>().join(", ")
}
