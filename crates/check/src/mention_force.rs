//! How the cited document stood on the draft's day.

use jiff::civil::Date;

use super::context::Findings;
use super::facts::DocumentFacts;
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::mentions::MentionCheck;
use super::rule::{Rule, Severity};
use super::validity::{self, ChangingDocument, StatusOnDay};
use super::words::{self, Role};
use tracuu_legal::citation::legal_status::LegalStatus;
use tracuu_legal::document::date::vietnamese_day;
use tracuu_print::messages::{VIETNAMESE, spoken};
use tracuu_text::words::words as text_words;

impl MentionCheck<'_, '_> {
    pub(super) fn validity(&self, out: &mut Findings) -> Vec<FieldCheck> {
        let (Some(facts), Some(day)) = (self.facts(), self.context.day) else {
            let why = match self.context.day {
                None => spoken().check_no_day(),
                Some(_) => spoken().check_not_known(),
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
            spoken().legal_status_disputed()
        } else {
            spoken().legal_status(standing.state)
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
        // That nothing newer is known is said by what says that it is in force.
        if newer.verdict == Verdict::Mismatch {
            newer.evidence = standing.evidence;
        }
        vec![validity, newer]
    }

    fn validity_finding(&self, standing: &StatusOnDay, day: Date, out: &mut Findings) {
        let day = vietnamese_day(day);
        let name = self.short();
        let by = shown_relations(&standing.by, |id| self.context.directory.name(id));
        let by = if by.is_empty() { by } else { spoken().check_changed_by(by) };
        let words = spoken().legal_status(standing.state);
        let lost_force = spoken().check_lost_force(&name, words, &by, &day);
        let (rule, message) = match standing.state {
            LegalStatus::Unknown | LegalStatus::InForce => return,
            LegalStatus::Amended => {
                let unnamed = |by: &&ChangingDocument| !self.is_amender_named(by);
                let unnamed: Vec<_> =
                    standing.by.iter().filter(unnamed).cloned().collect();
                let is_told = unnamed.is_empty() && !standing.by.is_empty();
                if is_told || self.says_amended() || self.is_named_by_amender() {
                    return;
                }
                let by = shown_relations(&unnamed, |id| self.context.directory.name(id));
                let by = if by.is_empty() { by } else { spoken().check_changed_by(by) };
                (Rule::CiteAmended, spoken().check_amended(name, by, day))
            }
            LegalStatus::NotYet => {
                let since = standing.since.as_deref().unwrap_or_default();
                (Rule::CiteNotYet, spoken().check_not_yet(name, since, day))
            }
            LegalStatus::Replaced => (Rule::CiteReplaced, lost_force),
            LegalStatus::Repealed | LegalStatus::Expired | LegalStatus::Suspended => {
                (Rule::CiteExpired, lost_force)
            }
        };
        let mut finding =
            Finding::new(rule, self.citation.span, message).for_citation(self.index);
        finding = finding.with_evidence(standing.evidence.clone());
        if let Some(words) = self.later_document(standing) {
            finding = finding.with_replacement(words);
        }
        // In the title of another document it is not the draft that cites; what a draft
        // replaces or looks back on may well be over.
        let is_prepared = standing.state == LegalStatus::NotYet && self.is_prepared();
        if self.citation.nested_in.is_some()
            || self.context.is_acted_on(self.index)
            || is_prepared
        {
            finding = finding.with_severity(Severity::Info);
        }
        if rule == Rule::CiteAmended
            && let Some(known) = self.earlier_amended(finding.severity, out)
        {
            known.others.push(self.citation.span);
            return;
        }
        out.push(finding);
    }

    /// The finding that says the same of an earlier mention of the document.
    fn earlier_amended<'f>(
        &self,
        severity: Severity,
        out: &'f mut Findings,
    ) -> Option<&'f mut Finding> {
        let id = self.facts()?.id();
        out.earlier(|finding| {
            let facts = finding.citation.and_then(|index| self.context.facts(index));
            finding.rule == Rule::CiteAmended
                && finding.severity == severity
                && facts.is_some_and(|facts| facts.id() == id)
        })
    }

    /// Whether the mention stands in the name of a document that amends this one: "Luật sửa
    /// đổi, bổ sung một số điều của Luật …".
    fn is_named_by_amender(&self) -> bool {
        self.context.amender_around(self.citation).is_some()
    }

    /// The document that took the place of this one, as it should be cited; `None` where
    /// that is not sure, or where the title of the old one would stay behind it.
    fn later_document(&self, standing: &StatusOnDay) -> Option<String> {
        let [by] = &standing.by[..] else { return None };
        let is_replaced =
            standing.state == LegalStatus::Replaced && !standing.is_disputed;
        let has_title = self.citation.title.is_some();
        if !is_replaced || has_title || self.context.is_acted_on(self.index) {
            return None;
        }
        let directory = self.context.directory;
        directory.day(&by.name)?;
        let name = directory.dated_name(&by.name);
        Some(match self.citation.issuer {
            Some(body) => VIETNAMESE.check_with_body(name, self.context.words(body)),
            None => name,
        })
    }

    /// Whether the draft prepares the day on which the document enters into force.
    fn is_prepared(&self) -> bool {
        let words = self.context.clause_words_before(self.citation.span.start);
        words::is_among(words, Role::Prepares)
    }

    /// Whether the draft names a document that changed this one, or says itself that this
    /// one was changed.
    fn is_amender_named(&self, by: &ChangingDocument) -> bool {
        let is_id = self.context.cited_ids.contains_key(by.name.as_str());
        let symbol = by.symbol();
        is_id
            || symbol.is_some_and(|symbol| self.context.cites(&symbol))
            || self.is_amender_named_by_title(by)
    }

    /// Whether a document is named by a title that amends this one: "Luật sửa đổi, bổ sung
    /// một số điều của Luật …", and its day is not another one.
    fn is_amender_named_by_title(&self, by: &ChangingDocument) -> bool {
        let id = self.facts().map(DocumentFacts::id);
        let amenders = id.and_then(|id| self.context.amenders.get(id));
        let issued = self.context.directory.day(&by.name);
        amenders.into_iter().flatten().any(|amender| {
            let stated = self.context.citation(*amender).and_then(|amender| amender.date);
            issued.zip(stated).is_none_or(|(day, stated)| stated.contains(day))
        })
    }

    /// Whether the words behind the mention say that it was amended, without naming by what:
    /// "(đã được sửa đổi, bổ sung năm 2024)".
    fn says_amended(&self) -> bool {
        let title =
            self.citation.title.filter(|title| title.start >= self.citation.span.end);
        let end = title.map_or(self.citation.span.end, |title| title.end);
        let behind = self.context.clause_behind(end);
        // Of a title that runs on the words stand inside.
        let inside = title.map(|title| title.of(self.context.text)).unwrap_or_default();
        let is_said = |text: &str| {
            let words: Vec<_> = text_words(text).take(MAX_AMENDED_WORDS).collect();
            words::len_at(&words, 0, Role::AmendedSince) > 0
        };
        let inside: Vec<_> = text_words(inside).collect();
        // A document named there is what amended it, or is not.
        let next = self.context.citation(self.index + 1).map(|next| next.span.start);
        let closing = behind.find([')', '.']).unwrap_or(behind.len());
        let is_named = next.is_some_and(|next| next < end + closing);
        (is_said(behind) || words::is_among(&inside, Role::AmendedSince)) && !is_named
    }
}

/// Most words behind a mention that are looked at for its amendment.
const MAX_AMENDED_WORDS: usize = 8;

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
