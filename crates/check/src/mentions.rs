//! Every citation against the collection, field by field.

use jiff::civil::Date;

use super::context::{CheckContext, Findings};
use super::facts::DocumentFacts;
use super::field::{Field, FieldCheck, Verdict};
use super::finding::{Evidence, Finding};
use super::form;
use super::pin;
use super::report::{Decision, NotCheckedReason};
use super::resolver::{NearMatch, NearMatchKind, ResolvedCitation};
use super::rule::Rule;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::resolve::{KnownDocument, Resolution};
use tracuu_legal::document::date::{DateText, vietnamese_day};
use tracuu_legal::document::deviation::Deviation;
use tracuu_legal::document::fact_field::FactField;
use tracuu_print::messages::{VIETNAMESE, spoken};
use tracuu_text::span::Span;

/// Most days that a mention is offered; more documents than that are no choice.
const MAX_DATED: usize = 6;

/// Compares all citations; gives the fields of each.
pub(super) fn check(
    context: &CheckContext<'_>,
    out: &mut Findings,
) -> Vec<Vec<FieldCheck>> {
    let mut all = Vec::with_capacity(context.resolved.len());
    for ((index, citation), resolved) in context.citations().zip(&context.resolved) {
        let mention = MentionCheck { context, index, citation, resolved };
        all.push(mention.check(out));
    }
    all
}

/// One citation with what it names.
pub(super) struct MentionCheck<'c, 'a> {
    pub(super) context: &'c CheckContext<'a>,
    pub(super) index: usize,
    pub(super) citation: &'a Citation,
    pub(super) resolved: &'c ResolvedCitation,
}

impl MentionCheck<'_, '_> {
    fn check(&self, out: &mut Findings) -> Vec<FieldCheck> {
        if self.citation.kind == CitationKind::SelfReference || self.is_own() {
            let itself = FieldCheck::new(Field::Exists, Verdict::Match);
            return vec![itself.with_note(NotCheckedReason::Itself.meaning())];
        }
        let mut fields = vec![self.exists(out)];
        if self.citation.kind == CitationKind::Numbered {
            fields.push(self.document_type(out));
            fields.push(form::check(self.context, self.index, self.citation, out));
            fields.push(self.date(out));
            fields.push(self.body(out));
            fields.push(self.title(out));
        }
        fields.push(pin::check(self.context, self.index, self.citation, out));
        fields.extend(self.validity(out));
        fields
    }

    fn is_own(&self) -> bool {
        self.resolved.by == Decision::Own
    }

    pub(super) fn words(&self) -> String {
        self.context.words(self.citation.span)
    }

    pub(super) fn facts(&self) -> Option<&DocumentFacts> {
        self.resolved.facts.as_deref()
    }

    /// What the collection states of a part, as evidence.
    pub(super) fn evidence(&self, field: Field) -> Vec<Evidence> {
        let stated = field.fact().zip(self.facts());
        stated.map(|(fact, facts)| facts.evidence_for(fact)).unwrap_or_default()
    }

    /// A part with what the draft and the collection state of it.
    pub(super) fn field(
        &self,
        field: Field,
        verdict: Verdict,
        stated: Option<String>,
        known: Option<String>,
    ) -> FieldCheck {
        let evidence = self.evidence(field);
        FieldCheck { stated, known, evidence, ..FieldCheck::new(field, verdict) }
    }

    fn exists(&self, out: &mut Findings) -> FieldCheck {
        let field = |verdict| FieldCheck::new(Field::Exists, verdict);
        match &self.resolved.resolution {
            Resolution::Resolved(id) => {
                self.first_without_symbol(id, out);
                field(Verdict::Match).with_known(id.clone())
            }
            Resolution::Ambiguous(ids) => {
                self.ambiguous(ids, out);
                field(Verdict::CannotCheck)
                    .with_note(NotCheckedReason::Ambiguous.meaning())
            }
            Resolution::Malformed => {
                self.incomplete(out);
                field(Verdict::CannotCheck)
                    .with_note(NotCheckedReason::Incomplete.meaning())
            }
            Resolution::Absent => {
                if self.citation.kind == CitationKind::Numbered {
                    self.unknown(out);
                }
                field(Verdict::CannotCheck).with_note(spoken().check_not_known())
            }
        }
    }

    /// A number without its symbol that tells the document nevertheless, where the draft has
    /// not named that in full before: how to cite it.
    fn first_without_symbol(&self, id: &str, out: &mut Findings) {
        let is_short = self.citation.kind == CitationKind::Numbered
            && self.citation.symbol.is_none()
            && !self.context.is_short_form(self.index, self.citation);
        let is_first = self.context.cited_ids.get(id) == Some(&self.index);
        if !is_short || !is_first {
            return;
        }
        let name = self.context.directory.dated_name(id);
        let message = spoken().check_short_number(self.words(), name);
        let finding = Finding::new(Rule::CiteFirstShort, self.citation.span, message);
        let finding = finding.for_citation(self.index);
        let full = self.named_in_full(&[id.to_owned()]).into_iter();
        out.push(full.fold(finding, Finding::with_replacement));
    }

    fn ambiguous(&self, ids: &[String], out: &mut Findings) {
        let known = self.context.directory;
        let names: Vec<String> = ids.iter().map(|id| known.dated_name(id)).collect();
        let message = spoken().check_ambiguous(self.words(), ids.len(), names.join("; "));
        // A name that stands for several documents is a matter of its own rule.
        if self.citation.kind == CitationKind::Numbered {
            let finding = Finding::new(Rule::CiteAmbiguous, self.citation.span, message);
            let dated = self.dated(ids).into_iter();
            out.push(
                dated.fold(finding.for_citation(self.index), Finding::with_replacement),
            );
        }
    }

    /// The mention with the day of each document that it fits, where its day tells the
    /// document from the others.
    fn dated(&self, ids: &[String]) -> Vec<String> {
        let is_short = self.citation.deviations.contains(&Deviation::SymbolMissing);
        let (None, Some(symbol), false) =
            (self.citation.date, self.citation.symbol_span, is_short)
        else {
            return self.named_in_full(ids);
        };
        let Span { start, end } = self.citation.span;
        let head = Span::new(start, symbol.end).of(self.context.text);
        let tail = Span::new(symbol.end, end).of(self.context.text);
        let days: Vec<Date> =
            ids.iter().filter_map(|id| self.context.directory.day(id)).collect();
        let tells = |day: &&Date| days.iter().filter(|other| other == day).count() == 1;
        let telling = days.iter().filter(tells).take(MAX_DATED);
        let dated = |day: &Date| VIETNAMESE.check_with_day(head, vietnamese_day(*day));
        telling.map(|day| dated(day) + tail).collect()
    }

    /// The documents that a number without its symbol fits, as they should be cited.
    fn named_in_full(&self, ids: &[String]) -> Vec<String> {
        if self.citation.date.is_some() {
            return Vec::new();
        }
        let body = self.citation.issuer.map(|issuer| self.context.words(issuer));
        let names = ids.iter().take(MAX_DATED).map(|id| {
            let name = self.context.directory.name(id);
            let day = self.context.directory.day(id).map(vietnamese_day);
            let dated = day.map(|day| VIETNAMESE.check_with_day(name, day));
            let dated = dated.unwrap_or_else(|| name.to_owned());
            match &body {
                Some(body) => VIETNAMESE.check_with_body(dated, body),
                None => dated,
            }
        });
        names.collect()
    }

    fn incomplete(&self, out: &mut Findings) {
        let message = spoken().check_incomplete(self.words());
        let finding = Finding::new(Rule::CiteIncomplete, self.citation.span, message);
        out.push(finding.for_citation(self.index));
    }

    /// A document that the collection does not have: information, and whether another one
    /// may be meant.
    fn unknown(&self, out: &mut Findings) {
        let record = self.context.document_of.get(self.index).copied().flatten();
        let record = record.and_then(|record| self.context.documents.get(record));
        let others = record.map(|record| &record.places[..]).unwrap_or_default();
        // Each document is told once; the draft itself cannot be in the collection.
        let is_later = others.first().is_some_and(|first| first.citation < self.index);
        let is_own = record.is_some_and(|record| self.context.is_own(record));
        let is_short = self.context.is_short_form(self.index, self.citation);
        if is_later || is_short || is_own || self.context.is_open_number(self.citation) {
            return;
        }
        let others = others.iter().skip(1);
        let others = others.filter_map(|place| self.context.citation(place.citation));
        let others: Vec<Span> = others.map(|citation| citation.span).collect();
        let mut message = match self.context.collected {
            Some(day) => spoken().check_unknown_until(self.words(), vietnamese_day(day)),
            None => spoken().check_unknown(self.words()),
        };
        let mut is_known = false;
        for near in &self.resolved.near {
            match near.how {
                NearMatchKind::OtherSeries => {
                    is_known = true;
                    let dates: Vec<String> = near
                        .facts
                        .dates()
                        .into_iter()
                        .map(DateText::vietnamese)
                        .collect();
                    message =
                        spoken().check_unknown_other_dates(message, dates.join(", "));
                }
                NearMatchKind::OtherNumber | NearMatchKind::SwappedDigits => {
                    self.other_number(near, out);
                }
            }
        }
        self.year_after_draft(out);
        let finding = Finding::new(Rule::CiteUnknown, self.citation.span, message);
        let shown = self.resolved.near.iter().filter(|_| is_known);
        let shown: Vec<_> =
            shown.flat_map(|near| near.facts.evidence_for(FactField::Date)).collect();
        let finding = finding.for_citation(self.index).with_places(others);
        out.push(finding.with_evidence(shown));
    }

    /// Another number that may be meant, with what to say of it.
    fn other_number(&self, near: &NearMatch, out: &mut Findings) {
        let Some((symbol, span)) = near.facts.symbol().zip(self.citation.symbol_span)
        else {
            return;
        };
        let message = match near.how {
            NearMatchKind::SwappedDigits => {
                spoken().check_swapped_number(self.words(), symbol)
            }
            NearMatchKind::OtherNumber | NearMatchKind::OtherSeries => {
                spoken().check_other_number(self.words(), symbol)
            }
        };
        let finding =
            Finding::new(Rule::CiteNumber, span, message).with_replacement(symbol);
        let shown = [FactField::Date, FactField::Title]
            .into_iter()
            .flat_map(|field| near.facts.evidence_for(field));
        out.push(finding.for_citation(self.index).with_evidence(shown));
    }

    /// A year in the symbol that is still to come.
    fn year_after_draft(&self, out: &mut Findings) {
        let (Some(symbol), Some(span), Some(day)) =
            (&self.citation.symbol, self.citation.symbol_span, self.context.day)
        else {
            return;
        };
        let year = symbol.year.and_then(|year| i16::try_from(year).ok());
        // A date of that year is told as such.
        let is_dated = self.citation.date.is_some();
        let Some(year) = year.filter(|year| *year > day.year() && !is_dated) else {
            return;
        };
        let message = spoken().check_year_after_draft(year, symbol, vietnamese_day(day));
        let mut finding = Finding::new(Rule::CiteNumber, span, message);
        let same = |known: &&KnownDocument| {
            let known = &known.identity.symbol;
            known.type_code == symbol.type_code && known.issuers == symbol.issuers
        };
        let known = self.context.directory.catalogue().numbered_as(&symbol.number);
        let known: Vec<&KnownDocument> = known.filter(same).collect();
        if let [only] = known[..] {
            finding = finding.with_replacement(only.identity.symbol.to_string());
        }
        out.push(finding.for_citation(self.index));
    }

    /// The shortest name of the document.
    pub(super) fn short(&self) -> String {
        self.context.name(self.citation)
    }
}
