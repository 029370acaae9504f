//! The check itself: every rule over a draft.

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::abbreviation;
use super::alias;
use super::basis;
use super::bodies;
use super::changed_by;
use super::cited_document;
use super::context::{CheckContext, Findings};
use super::correction;
use super::document_directory::ReferenceCollection;
use super::draft::Draft;
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::form;
use super::law;
use super::loose_provision;
use super::mention_date;
use super::mentions;
use super::named;
use super::order;
use super::quotation;
use super::report::{
    CheckCoverage, CheckReport, CitationCheck, CollectionFacts, DayOrigin,
    NotCheckedReason, ResolutionCounts, UnreadCitation, UnreadReason,
};
use super::resolver::ResolvedCitation;
use super::rule::Rule;
use super::rule_set::DraftKind;
use super::spelling;
use super::unparsed;
use super::vague;
use tracuu_index::error::ReadError;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::resolve::Resolution;
use tracuu_legal::document::date::DateText;
use tracuu_text::span::Span;

/// How a draft is checked.
#[derive(Clone, Debug, Default)]
pub struct CheckSettings {
    /// The day on which documents must be in force; where `None`, the draft's own date,
    /// else [`Self::today`].
    pub day: Option<Date>,
    /// The day of the check.
    pub today: Option<Date>,
    /// The day up to which the collection was filled.
    pub collected: Option<Date>,
    /// The kind of draft whose rules are asked; `None`: what its head says.
    pub rules: Option<DraftKind>,
    /// Rules that are not asked.
    pub off: Vec<Rule>,
    /// Rules that are asked although they are off by default.
    pub on: Vec<Rule>,
}

/// Checks a draft. Linear in its length but for the comparison of titles, whose work is
/// bounded for each.
///
/// # Errors
/// Where the index cannot be read.
pub fn check(
    draft: &Draft,
    reference: ReferenceCollection<'_>,
    options: &CheckSettings,
) -> Result<CheckReport, ReadError> {
    let day = day(draft, options);
    let mut context = CheckContext::new(draft, reference, day.map(|(day, _)| day))?;
    context.collected = options.collected;
    context.rules = options.rules.unwrap_or(context.rules);
    context.stated_day =
        day.filter(|(_, origin)| *origin != DayOrigin::Today).map(|(day, _)| day);
    let period = || Some(open_period(draft)?.0);
    context.least_day = context.stated_day.or_else(period);
    let Applied { findings, fields, unchecked } = apply(&context)?;
    let off = off(options, context.rules);
    let (mut findings, mut more) = findings.into_parts();
    findings.retain(|finding| !off.contains(&finding.rule));
    more.retain(|(rule, _)| !off.contains(rule));
    findings.sort_by(|one, other| {
        let key = |finding: &Finding| finding.span.start;
        let grave = other.severity.cmp(&one.severity);
        key(one).cmp(&key(other)).then(grave).then(one.rule.cmp(&other.rule))
    });
    findings.dedup();
    for finding in &mut findings {
        debug_assert!(is_inside(finding.span, context.text), "{finding:?}");
        finding.work = finding.citation.and_then(|at| context.work_of(at));
    }
    correction::fill_missing_parts(&context, &mut findings);
    let works = correction::works(&context, &findings);
    let citations: Vec<CitationCheck> = draft
        .citations
        .iter()
        .zip(&context.resolved)
        .zip(fields)
        .map(|((citation, resolved), fields)| CitationCheck {
            resolution: resolved.resolution.clone(),
            decision: resolved.by,
            fields,
            not_checked: reason(citation, resolved, reference.collection.is_some()),
        })
        .collect();
    let mut coverage = coverage(&context, &citations);
    let unread = unchecked.into_iter().chain(unheld_places(&context, &citations));
    coverage.unparsed = unparsed::listed(unread);
    coverage.day = day;
    coverage.off = off.into_iter().collect();
    coverage.off.sort_unstable();
    coverage.collection = reference.collection.map(|_| CollectionFacts {
        n_held: reference.directory.n_held,
        n_documents: reference.directory.n_documents,
        collected: options.collected,
    });
    coverage.more = more;
    Ok(CheckReport { findings, works, citations, coverage })
}

/// What the rules gave.
struct Applied {
    findings: Findings,
    /// The fields of each citation.
    fields: Vec<Vec<FieldCheck>>,
    /// What was not read, and quotations and provisions that were not compared.
    unchecked: Vec<UnreadCitation>,
}

/// Asks every rule.
fn apply(context: &CheckContext<'_>) -> Result<Applied, ReadError> {
    let mut findings = Findings::default();
    let fields = mentions::check(context, &mut findings);
    law::check(context, &mut findings);
    changed_by::complete(context, &mut findings)?;
    let quotations = quotation::check(context, &mut findings)?;
    let provisions = loose_provision::check(context, &mut findings);
    mention_date::impossible_days(context, &mut findings);
    cited_document::check(context, &mut findings);
    alias::check(context, &mut findings);
    named::check(context, &mut findings);
    vague::check(context, &mut findings);
    order::check(context, &mut findings);
    basis::check(context, &mut findings);
    bodies::check(context, &mut findings);
    spelling::check(context, &mut findings);
    abbreviation::check(context, &mut findings);
    let unread_words = unparsed::all(context.draft, &context.text_words);
    form::misread_symbols(context, &unread_words, &mut findings);
    let unread = |why| move |span| UnreadCitation { span, why };
    let quoted = quotations.into_iter().map(unread(UnreadReason::UncheckedQuotation));
    let places = provisions.into_iter().map(unread(UnreadReason::UncheckedProvision));
    let unchecked = unread_words.into_iter().chain(quoted).chain(places).collect();
    Ok(Applied { findings, fields, unchecked })
}

/// Whether a span is words of the text.
fn is_inside(span: Span, text: &str) -> bool {
    text.get(span.start..span.end).is_some_and(|words| !words.is_empty())
}

/// The day that counts as today, and who gave it.
fn day(draft: &Draft, options: &CheckSettings) -> Option<(Date, DayOrigin)> {
    let head = draft.document.header.date.as_ref().map(|fact| fact.value);
    let given = options.day.map(|day| (day, DayOrigin::Given));
    // A draft without a day is of the month or year of its head at least.
    let today = options.today.map(|today| match open_period(draft) {
        Some((first, last)) => today.max(first).min(last),
        None => today,
    });
    given
        .or(head.map(|day| (day, DayOrigin::Head)))
        .or(today.map(|day| (day, DayOrigin::Today)))
}

/// The first and the last day that a draft can have whose day is still blank: "ngày    tháng 6
/// năm 2026".
fn open_period(draft: &Draft) -> Option<(Date, Date)> {
    let stated = draft.document.header.partial_date.as_ref()?.value;
    match stated {
        DateText::Day(day) => Some((day, day)),
        DateText::Month { year, month } => {
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        DateText::Year(year) => {
            let first = Date::new(year, 1, 1).ok()?;
            Some((first, first.last_of_year()))
        }
    }
}

/// The rules that are not asked.
fn off(options: &CheckSettings, kind: DraftKind) -> FxHashSet<Rule> {
    let default = Rule::ALL.into_iter().filter(|rule| !rule.row().is_on);
    let default = default.filter(|rule| !options.on.contains(rule));
    let of_kind = Rule::ALL.into_iter().filter(|rule| !kind.asks(*rule));
    default.chain(of_kind).chain(options.off.iter().copied()).collect()
}

/// Why nothing of a citation could be compared with the collection.
fn reason(
    citation: &Citation,
    resolved: &ResolvedCitation,
    has_collection: bool,
) -> Option<NotCheckedReason> {
    if citation.kind == CitationKind::SelfReference {
        return Some(NotCheckedReason::Itself);
    }
    if resolved.facts.is_some() {
        return None;
    }
    Some(match (&resolved.resolution, citation.kind) {
        (Resolution::Resolved(_), _) => NotCheckedReason::Itself,
        (Resolution::Ambiguous(_), _) => NotCheckedReason::Ambiguous,
        (Resolution::Malformed, _) => NotCheckedReason::Incomplete,
        (Resolution::Absent, CitationKind::Named) => NotCheckedReason::NoNumber,
        (Resolution::Absent, CitationKind::BackReference) => {
            NotCheckedReason::BackReference
        }
        (Resolution::Absent, _) if !has_collection => NotCheckedReason::NoCollection,
        (Resolution::Absent, _) => NotCheckedReason::NotInCollection,
    })
}

/// Places of held documents that their text does not tell: an annex that is not held with
/// it, a section of a text without sections.
fn unheld_places(
    context: &CheckContext<'_>,
    checked: &[CitationCheck],
) -> Vec<UnreadCitation> {
    let cannot = |check: &CitationCheck| {
        check.fields.iter().any(|field| {
            field.field == Field::Pinpoint && field.verdict == Verdict::CannotCheck
        })
    };
    let unheld = context.citations().zip(checked).filter(|((index, _), check)| {
        let is_held =
            context.facts(*index).is_some_and(|facts| facts.outline().is_some());
        is_held && cannot(check)
    });
    let why = UnreadReason::UncheckedProvision;
    let places = unheld.filter_map(|((_, citation), _)| citation.pinpoint_span);
    places.map(|span| UnreadCitation { span, why }).collect()
}

fn coverage(context: &CheckContext<'_>, citations: &[CitationCheck]) -> CheckCoverage {
    let of_kind =
        |kind| context.citations().filter(|(_, citation)| citation.kind == kind).count();
    let mut reasons: Vec<NotCheckedReason> =
        citations.iter().filter_map(|citation| citation.not_checked).collect();
    reasons.sort_unstable();
    let mut not_checkable: Vec<(NotCheckedReason, usize)> = Vec::new();
    for reason in reasons {
        match not_checkable.last_mut().filter(|(last, _)| *last == reason) {
            Some((_, count)) => *count += 1,
            None => not_checkable.push((reason, 1)),
        }
    }
    let mut states = ResolutionCounts::default();
    for citation in citations {
        match citation.resolution {
            Resolution::Resolved(_) => states.resolved += 1,
            Resolution::Ambiguous(_) => states.ambiguous += 1,
            Resolution::Absent => states.absent += 1,
            Resolution::Malformed => states.malformed += 1,
        }
    }
    CheckCoverage {
        n_found: citations.len(),
        n_numbered: of_kind(CitationKind::Numbered),
        n_named: of_kind(CitationKind::Named),
        n_self: of_kind(CitationKind::SelfReference),
        n_back: of_kind(CitationKind::BackReference),
        n_checked: citations.iter().filter(|c| c.not_checked.is_none()).count(),
        not_checkable,
        n_documents: context.documents.len(),
        states,
        own: context.own.clone(),
        rules: Some(context.rules),
        ..CheckCoverage::default()
    }
}
