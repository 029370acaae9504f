//! The check itself: every rule over a draft.

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::alias;
use super::basis;
use super::bodies;
use super::case::{Case, Findings};
use super::draft::Draft;
use super::known::Known;
use super::lookup::Looked;
use super::mentions;
use super::named;
use super::order;
use super::report::{
    CitationCheck, CollectionFacts, Coverage, DayOrigin, Reason, Report, States,
};
use super::rule::Rule;
use super::spelling;
use super::unparsed;
use super::vague;
use super::work;
use tracuu_index::error::ReadError;
use tracuu_index::reader::Collection;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::resolve::Resolution;

/// How a draft is checked.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day on which documents must be in force; where `None`, the draft's own date,
    /// else [`Self::today`].
    pub day: Option<Date>,
    /// The day of the check.
    pub today: Option<Date>,
    /// The day up to which the collection was filled.
    pub collected: Option<Date>,
    /// Rules that are not asked.
    pub off: Vec<Rule>,
    /// Rules that are asked although they are off by default.
    pub on: Vec<Rule>,
}

/// The collection that a draft is compared with.
#[derive(Clone, Copy)]
pub struct Against<'a> {
    /// Its documents by number and title.
    pub known: &'a Known,
    /// Itself; `None` where there is none.
    pub collection: Option<&'a Collection>,
}

/// Checks a draft. Linear in its length but for the comparison of titles, whose work is
/// bounded for each.
///
/// # Errors
/// Where the index cannot be read.
pub fn check(
    draft: &Draft,
    against: Against<'_>,
    options: &Options,
) -> Result<Report, ReadError> {
    let day = day(draft, options);
    let days = (day.map(|(day, _)| day), options.collected);
    let case = Case::new(draft, against.known, against.collection, days)?;
    let mut findings = Findings::new();
    let fields = mentions::check(&case, &mut findings);
    work::check(&case, &mut findings);
    alias::check(&case, &mut findings);
    named::check(&case, &mut findings);
    vague::check(&case, &mut findings);
    order::check(&case, &mut findings);
    basis::check(&case, &mut findings);
    bodies::check(&case, &mut findings);
    spelling::check(&case, &mut findings);
    let off = off(options);
    findings.retain(|finding| !off.contains(&finding.rule));
    findings.sort_by(|one, other| {
        let key = |finding: &super::finding::Finding| finding.span.start;
        let grave = other.severity.cmp(&one.severity);
        key(one).cmp(&key(other)).then(grave).then(one.rule.cmp(&other.rule))
    });
    findings.dedup();
    let citations: Vec<CitationCheck> = draft
        .citations
        .iter()
        .zip(&case.looked)
        .zip(fields)
        .map(|((citation, looked), fields)| CitationCheck {
            resolution: looked.resolution.clone(),
            decision: looked.by,
            fields,
            not_checked: reason(citation, looked, against.collection.is_some()),
        })
        .collect();
    let mut coverage = coverage(&case, &citations);
    coverage.day = day;
    coverage.off = off.into_iter().collect();
    coverage.off.sort_unstable();
    coverage.collection = against.collection.map(|_| CollectionFacts {
        n_held: against.known.n_held,
        n_documents: against.known.n_documents,
        collected: options.collected,
    });
    Ok(Report { findings, citations, coverage })
}

/// The day that counts as today, and who gave it.
fn day(draft: &Draft, options: &Options) -> Option<(Date, DayOrigin)> {
    let head = draft.document.header.date.as_ref().map(|fact| fact.value);
    let given = options.day.map(|day| (day, DayOrigin::Given));
    given
        .or(head.map(|day| (day, DayOrigin::Head)))
        .or(options.today.map(|day| (day, DayOrigin::Today)))
}

/// The rules that are not asked.
fn off(options: &Options) -> FxHashSet<Rule> {
    let default = Rule::all().filter(|rule| !rule.row().is_on);
    let default = default.filter(|rule| !options.on.contains(rule));
    default.chain(options.off.iter().copied()).collect()
}

/// Why nothing of a citation could be compared with the collection.
fn reason(citation: &Citation, looked: &Looked, has_collection: bool) -> Option<Reason> {
    if citation.kind == CitationKind::SelfReference {
        return Some(Reason::Itself);
    }
    if looked.facts.is_some() {
        return None;
    }
    Some(match (&looked.resolution, citation.kind) {
        (Resolution::Resolved(_), _) => Reason::Itself,
        (Resolution::Ambiguous(_), _) => Reason::Ambiguous,
        (Resolution::Malformed, _) => Reason::Incomplete,
        (Resolution::Absent, CitationKind::Named) => Reason::NoNumber,
        (Resolution::Absent, CitationKind::BackReference) => Reason::BackReference,
        (Resolution::Absent, _) if !has_collection => Reason::NoCollection,
        (Resolution::Absent, _) => Reason::NotInCollection,
    })
}

fn coverage(case: &Case<'_>, citations: &[CitationCheck]) -> Coverage {
    let of_kind =
        |kind| case.citations().filter(|(_, citation)| citation.kind == kind).count();
    let mut reasons: Vec<Reason> =
        citations.iter().filter_map(|citation| citation.not_checked).collect();
    reasons.sort_unstable();
    let mut not_checkable: Vec<(Reason, usize)> = Vec::new();
    for reason in reasons {
        match not_checkable.last_mut().filter(|(last, _)| *last == reason) {
            Some((_, count)) => *count += 1,
            None => not_checkable.push((reason, 1)),
        }
    }
    let mut states = States::default();
    for citation in citations {
        match citation.resolution {
            Resolution::Resolved(_) => states.resolved += 1,
            Resolution::Ambiguous(_) => states.ambiguous += 1,
            Resolution::Absent => states.absent += 1,
            Resolution::Malformed => states.malformed += 1,
        }
    }
    Coverage {
        n_found: citations.len(),
        n_numbered: of_kind(CitationKind::Numbered),
        n_named: of_kind(CitationKind::Named),
        n_self: of_kind(CitationKind::SelfReference),
        n_back: of_kind(CitationKind::BackReference),
        n_checked: citations.iter().filter(|c| c.not_checked.is_none()).count(),
        not_checkable,
        n_documents: case.works.len(),
        states,
        own: case.own.clone(),
        unparsed: unparsed::find(case),
        ..Coverage::default()
    }
}
