//! One document in the whole draft: its dates, titles and bodies must be one, each must be
//! stated somewhere, and the first mention is the full one.

use std::rc::Rc;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::context::{CheckContext, Findings};
use super::facts::DocumentFacts;
use super::field::CitationPart;
use super::finding::Finding;
use super::mention_body::bare_body;
use super::repeated_symbol;
use super::report::Decision;
use super::rule::{Rule, Severity};
use super::title::Likeness;
use super::two_numbers;
use super::words::{self, Role};
use tracuu_legal::agency::body_name::BodyName;
use tracuu_legal::citation::mention::Citation;
use tracuu_legal::citation::record::CitedRecord;
use tracuu_legal::citation::relation::Party;
use tracuu_legal::document::date::vietnamese_day;
use tracuu_legal::document::deviation::Deviation;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::fact_field::FactField;
use tracuu_legal::document::issuer_code::{self, Level, Side};
use tracuu_legal::document::symbol::Family;
use tracuu_print::messages::{VIETNAMESE, spoken};
use tracuu_text::span::Span;

/// Looks at every numbered document of the draft.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) {
    let retyped = repeated_symbol::check(context, out);
    two_numbers::check(context, out);
    for work in &context.documents {
        let mentions: Vec<(usize, &Citation)> = context.mentions(work).collect();
        let Some((first, _)) = mentions.first().copied() else { continue };
        let work = CitedDocument { context, record: work, mentions, first };
        work.dates(out);
        work.types(out);
        work.bodies(out);
        work.titles(out);
        // What a document lacks under a wrong type the right one may state.
        let is_retyped = retyped.contains(&first);
        if !context.is_own(work.record) && !work.has_open_number() && !is_retyped {
            work.never_stated(out);
            work.first_and_later(out);
        }
    }
}

/// Most ways of writing a body that are told.
const MAX_FORMS_SHOWN: usize = 6;

/// Whether a mention states a part.
type StatesPart = fn(&Citation) -> bool;

/// A document of the draft with its mentions.
struct CitedDocument<'c, 'a> {
    context: &'c CheckContext<'a>,
    record: &'c CitedRecord,
    mentions: Vec<(usize, &'a Citation)>,
    first: usize,
}

impl CitedDocument<'_, '_> {
    fn name(&self) -> String {
        let named = self.mentions.iter().find_map(|(_, c)| self.context.short_form(c));
        named.unwrap_or_else(|| self.record.identity.symbol.to_string())
    }

    /// Two dates that exclude each other.
    fn dates(&self, out: &mut Findings) {
        let dated = || self.mentions.iter().filter_map(|(i, c)| Some((*i, c.date?, *c)));
        let Some((_, one, _)) = dated().next() else { return };
        let Some((index, other, citation)) =
            dated().find(|(_, date, _)| !date.agrees(one))
        else {
            return;
        };
        let span = |citation: &Citation| citation.date_span.unwrap_or(citation.span);
        let message =
            spoken().check_two_dates(self.name(), one.vietnamese(), other.vietnamese());
        let others = dated().map(|(_, _, c)| span(c)).filter(|at| *at != span(citation));
        let mut finding = Finding::new(Rule::DraftTwoDates, span(citation), message)
            .for_citation(index)
            .with_places(others);
        if let Some(facts) = self.context.facts_of(self.record) {
            finding = finding.with_evidence(facts.evidence_for(FactField::Date));
        }
        out.push(finding);
    }

    fn types(&self, out: &mut Findings) {
        let typed = || {
            self.mentions.iter().filter_map(|(index, citation)| {
                Some((*index, citation.document_type?, citation.type_span?))
            })
        };
        let Some((_, one, at)) = typed().next() else { return };
        let Some((index, other, span)) = typed().find(|(_, other, _)| *other != one)
        else {
            return;
        };
        let symbol = &self.record.identity.symbol;
        let message = spoken().check_two_types(symbol, one.name(), other.name());
        out.push(
            Finding::new(Rule::DraftTwoTypes, span, message)
                .for_citation(index)
                .with_places([at]),
        );
    }

    /// Names of the issuing body that differ: two bodies, or one written in several ways.
    fn bodies(&self, out: &mut Findings) {
        let mut known: FxHashSet<Rc<str>> = FxHashSet::default();
        let mut forms: Vec<(usize, Span, Rc<BodyName>)> = Vec::new();
        for (index, citation) in &self.mentions {
            let Some(span) = citation.issuer else { continue };
            let name = self.context.body_name(&self.context.words(span));
            if known.insert(name.words().into()) {
                forms.push((*index, span, name));
            }
        }
        let Some(((_, first, one), rest)) = forms.split_first() else { return };
        if rest.is_empty() {
            return;
        }
        let stranger = rest.iter().find(|(_, _, other)| !self.can_be_one(one, other));
        if let Some((index, span, other)) = stranger {
            let message =
                spoken().check_two_bodies(self.name(), one.written(), other.written());
            let finding = Finding::new(Rule::DraftTwoBodies, *span, message);
            out.push(finding.for_citation(*index).with_places([*first]));
            return;
        }
        let Some((index, span, _)) = rest.first() else { return };
        let shown = forms.iter().take(MAX_FORMS_SHOWN);
        let ways: Vec<String> =
            shown.map(|(_, _, name)| format!("“{}”", name.written())).collect();
        let message =
            spoken().check_body_variants(self.name(), forms.len(), ways.join(", "));
        let others = forms.iter().map(|(_, at, _)| *at).filter(|at| at != span);
        out.push(
            Finding::new(Rule::DraftBodyVariant, *span, message)
                .for_citation(*index)
                .with_places(others),
        );
    }

    /// Whether two names can be of one issuer: one body, or a committee and the standing
    /// body that acts for it under the same code.
    fn can_be_one(&self, one: &BodyName, other: &BodyName) -> bool {
        if one.is_same(other) {
            return true;
        }
        let [code] = self.record.identity.symbol.issuers.as_slice() else { return false };
        let Some(code) = issuer_code::find(code) else { return false };
        let is_committee = |name: &BodyName| words::opens(name.words(), Role::Committee);
        code.signs(one) && code.signs(other) && (is_committee(one) || is_committee(other))
    }

    /// Titles that differ, each against the first.
    fn titles(&self, out: &mut Findings) {
        // The subject of a letter goes on to say what the letter is about.
        let in_text = |citation: &Citation| self.context.is_content(citation.span);
        let mentions = self.mentions.iter().filter(|(_, citation)| in_text(citation));
        let mut titled = mentions.filter_map(|(index, citation)| {
            let span = citation.title?;
            let title = self.context.title_words(span);
            Some((*index, span, title, citation.document_type))
        });
        let Some((_, first, one, kind)) = titled.next() else { return };
        let one = one.without_type(kind);
        let mut seen: FxHashSet<String> = FxHashSet::from_iter([one.key()]);
        for (index, span, other, kind) in titled {
            let other = other.without_type(kind);
            if !seen.insert(other.key()) {
                continue;
            }
            // The title of a law and of the one that amends it are read for one document.
            let is_amended = one.amends() != other.amends();
            let compared = other.compare(&one);
            // A title that was whole at the end of its sentence goes on in the next only
            // with what that one says.
            let goes_on = self.context.ends_clause(first.end) && other.goes_on_from(&one);
            if compared.likeness == Likeness::Same || is_amended || goes_on {
                continue;
            }
            let message = spoken().check_two_titles(self.name(), compared.shown());
            let mut finding =
                Finding::new(Rule::DraftTwoTitles, span, message).for_citation(index);
            if compared.likeness <= Likeness::Cut {
                finding = finding.with_severity(Severity::Info);
            }
            out.push(finding.with_places([first]));
        }
    }

    /// What the draft never states of the document.
    fn never_stated(&self, out: &mut Findings) {
        let kind = self.record.identity.document_type;
        let can_be_law = kind.is_none_or(DocumentType::is_cited_by_name)
            && (kind.is_some() || self.record.identity.symbol.family == Family::Assembly);
        if can_be_law || self.only_amends() {
            return;
        }
        let Some(citation) = self.context.citation(self.first) else { return };
        let facts = self.context.facts_of(self.record);
        let written = self.context.words(citation.span);
        let all = |states: StatesPart| {
            !self.mentions.iter().any(|(_, citation)| states(citation))
        };
        let mut add = |rule: Rule,
                       part: CitationPart,
                       field: FactField,
                       instead: Option<String>| {
            let mut message = spoken().check_never_stated(self.name(), part.label());
            if part == CitationPart::Date
                && let Some(day) = self.day_of_series()
            {
                message = spoken().check_day_of_series(message, vietnamese_day(day));
            }
            let mut finding = Finding::new(rule, citation.span, message)
                .for_citation(self.first)
                .with_places(self.later_places());
            if let Some(facts) = facts {
                finding = finding.with_evidence(facts.evidence_for(field));
            }
            if let Some(words) = instead {
                finding = finding.with_replacement(words);
            }
            if self.is_only_nested() {
                finding = finding.with_severity(Severity::Info);
            }
            out.push(finding);
        };
        if !self.has_date() && !self.is_dated_by_number() {
            let day = facts.and_then(|facts| facts.dates().first().copied());
            let instead = day
                .filter(|_| citation.issuer.is_none())
                .map(|day| VIETNAMESE.check_with_day(&written, day.vietnamese()));
            add(Rule::DraftNoDate, CitationPart::Date, FactField::Date, instead);
        }
        let is_told = self.is_body_in_code()
            || self.is_body_in_sentence()
            || self.is_shared(|end| end.issuer.is_some());
        if all(|citation| citation.issuer.is_some()) && !is_told {
            let body = facts.and_then(DocumentFacts::issuer).map(bare_body);
            let instead = body.map(|body| VIETNAMESE.check_with_body(&written, body));
            add(Rule::DraftNoBody, CitationPart::Body, FactField::Issuer, instead);
        }
        if all(|citation| citation.title.is_some()) && !self.is_proposal() {
            add(Rule::DraftNoTitle, CitationPart::Title, FactField::Title, None);
        }
    }

    /// Whether a mention states a part, or shares that of its list.
    fn is_shared(&self, states: StatesPart) -> bool {
        let context = self.context;
        let end = |at: &usize| context.citation(*context.list_ends.get(*at)?);
        self.mentions.iter().filter_map(|(at, _)| end(at)).any(states)
    }

    /// Whether its day is stated. One that could not be read is in the account; a second one
    /// must not be written.
    fn has_date(&self) -> bool {
        let is_unread = |citation: &Citation| {
            citation.deviations.contains(&Deviation::DateImpossible)
                || self.context.opens_date(citation)
        };
        self.is_shared(|end| end.date.is_some())
            || self.mentions.iter().any(|(_, citation)| is_unread(citation))
    }

    /// Whether it is named only as what amended another document: "được sửa đổi, bổ sung
    /// bởi Nghị định số …", where its number is enough.
    fn only_amends(&self) -> bool {
        self.mentions.iter().all(|(index, citation)| {
            let relation = self.context.draft.relations.get(*index);
            let amends = relation.and_then(Option::as_ref).is_some_and(|relation| {
                relation.kind.changes() && relation.source == Party::Mention(*index)
            });
            (citation.nested_in.is_some() || self.context.is_said_to_amend(citation))
                && amends
        })
    }

    /// Whether a draft of this kind names the document by its number and year, without day.
    fn is_dated_by_number(&self) -> bool {
        let symbol = &self.record.identity.symbol;
        self.context.rules.names_by_year() && symbol.year.is_some()
    }

    /// Whether the body stands in front of the document: "Bộ Nội vụ đã ban hành …".
    fn is_body_in_sentence(&self) -> bool {
        self.mentions.iter().any(|(_, citation)| self.is_issued_before(citation))
    }

    /// Whether the code in the symbol is that of one central body, which it tells.
    fn is_body_in_code(&self) -> bool {
        let code = self.record.identity.symbol.issuers.first();
        let code = code.and_then(|code| issuer_code::find(code));
        code.is_some_and(|code| {
            let is_central = matches!(code.level, Level::Central | Level::Ministry);
            is_central && code.side == Side::State && code.bodies.len() == 1
        })
    }

    /// Whether it is cited as who proposed what in it: "Theo đề nghị của Giám đốc Sở … tại Tờ
    /// trình số …", where the draft itself says what about.
    fn is_proposal(&self) -> bool {
        self.mentions.iter().any(|(_, citation)| {
            self.context.body_before(citation, Role::InPaper).is_some()
        })
    }

    /// Whether a body stands right in front of a mention as the one that issued it.
    fn is_issued_before(&self, citation: &Citation) -> bool {
        self.context.body_before(citation, Role::Issues).is_some()
            || self.context.body_before(citation, Role::InPaper).is_some()
            || self.context.issuing_body_near(citation)
    }

    /// The day of issue of a document with a symbol that repeats over terms and years,
    /// where the draft's day told it from the others.
    fn day_of_series(&self) -> Option<Date> {
        let is_told = self.record.places.iter().any(|place| {
            let resolved = self.context.resolved.get(place.citation);
            resolved.is_some_and(|resolved| resolved.by == Decision::NotLater)
        });
        let day = self.context.facts_of(self.record).and_then(DocumentFacts::day);
        day.filter(|_| is_told)
    }

    fn later_places(&self) -> Vec<Span> {
        self.mentions.iter().skip(1).map(|(_, citation)| citation.span).collect()
    }

    /// Whether its number is still open: that of the draft, or of what it issues.
    fn has_open_number(&self) -> bool {
        self.mentions.iter().all(|(_, citation)| self.context.is_open_number(citation))
    }

    fn is_only_nested(&self) -> bool {
        self.mentions.iter().all(|(_, citation)| citation.nested_in.is_some())
    }

    /// The first mention should be full, the later ones short.
    fn first_and_later(&self, out: &mut Findings) {
        let own = self.mentions.iter().filter(|(_, citation)| {
            citation.nested_in.is_none()
                && !self.context.is_caption(citation.span)
                && self.context.is_content(citation.span)
        });
        let own: Vec<(usize, &Citation)> = own.copied().collect();
        let mut own = own.into_iter();
        let Some((first, citation)) = own.next() else { return };
        let mut lacking: Vec<&str> = Vec::new();
        let later: Vec<&(usize, &Citation)> =
            self.mentions.iter().filter(|(index, _)| *index > first).collect();
        let parts: [(CitationPart, StatesPart); 3] = [
            (CitationPart::Date, |citation| citation.date.is_some()),
            (CitationPart::Body, |citation| citation.issuer.is_some()),
            (CitationPart::Title, |citation| citation.title.is_some()),
        ];
        for (part, states) in parts {
            if !states(citation) && later.iter().any(|(_, later)| states(later)) {
                lacking.push(part.label());
            }
        }
        if !lacking.is_empty() {
            let message = spoken().check_first_short(self.name(), lacking.join(", "));
            let finding = Finding::new(Rule::CiteFirstShort, citation.span, message);
            out.push(finding.for_citation(first).with_places(self.later_places()));
        }
        if self.mentions.iter().any(|(_, citation)| citation.alias.is_some()) {
            return;
        }
        let is_full = |citation: &Citation| {
            citation.date.is_some()
                && (citation.issuer.is_some() || citation.title.is_some())
        };
        if !is_full(citation) {
            return;
        }
        for (index, later) in own.filter(|(_, later)| is_full(later)) {
            self.later_long(index, later, citation.span, out);
        }
    }

    fn later_long(
        &self,
        index: usize,
        later: &Citation,
        first: Span,
        out: &mut Findings,
    ) {
        let Some(short) = self.context.short_form_as_written(later) else { return };
        let message = spoken().check_later_long(&short);
        let finding =
            Finding::new(Rule::CiteLaterLong, later.span, message).for_citation(index);
        out.push(finding.with_replacement(short).with_places([first]));
    }
}
