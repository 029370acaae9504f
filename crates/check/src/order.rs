//! Numbers and dates within a series: a later number cannot carry an earlier date.
//!
//! State bodies number anew each year, so two documents of one body, type and year must
//! have numbers in the order of their dates (30/2020/NĐ-CP Annex I II.3). Secret documents
//! may have a register of their own, so that a breach is a reason to look again, no proof.

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::context::{CheckContext, Findings};
use super::finding::Finding;
use super::rule::Rule;
use tracuu_legal::citation::identity::{Organisation, Territory};
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::date::vietnamese_day;
use tracuu_legal::document::symbol::{Family, Symbol};
use tracuu_print::messages::spoken;
use tracuu_text::span::Span;

/// Most documents of one series that are told; each is compared with all others.
const MAX_TOLD: usize = 64;

/// A document with a day.
struct DatedDocument {
    number: u32,
    day: Date,
    symbol: String,
    /// Where the draft states its day; `None` for one that the draft does not cite.
    place: Option<DatedPlace>,
}

/// Where the draft states the day of a document.
#[derive(Clone, Copy)]
struct DatedPlace {
    /// Index among the documents of the draft.
    document: usize,
    /// Index of the citation.
    citation: usize,
    span: Span,
}

/// Compares the numbers and dates of every series that the draft cites.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) {
    let mut series: FxHashMap<String, Vec<DatedDocument>> = FxHashMap::default();
    for (index, work) in context.documents.iter().enumerate() {
        for (mention, citation) in context.mentions(work) {
            let (Some(day), Some(span)) =
                (citation.date.and_then(DateText::day), citation.date_span)
            else {
                continue;
            };
            let symbol = &work.identity.symbol;
            let Some(key) = key(symbol, &work.identity.organisation, day) else {
                continue;
            };
            let place = Some(DatedPlace { document: index, citation: mention, span });
            series.entry(key).or_default().extend(dated(symbol, day, place));
        }
    }
    add_known(context, &mut series);
    let mut all: Vec<Vec<DatedDocument>> = series.into_values().collect();
    for members in &mut all {
        members.sort_by_key(|member| (member.number, member.day));
        one_series(context, members, out);
    }
}

/// Adds the documents of the collection that the draft does not cite.
fn add_known(
    context: &CheckContext<'_>,
    series: &mut FxHashMap<String, Vec<DatedDocument>>,
) {
    if series.is_empty() {
        return;
    }
    let cited: FxHashSet<&str> = context
        .resolved
        .iter()
        .filter_map(|resolved| resolved.resolution.id())
        .chain(context.own.iter().map(String::as_str))
        .collect();
    for known in context.directory.catalogue().documents() {
        let [only] = known.dates[..] else { continue };
        let Some(day) = only.day() else { continue };
        let identity = &known.identity;
        let Some(key) = key(&identity.symbol, &identity.organisation, day) else {
            continue;
        };
        if let Some(members) =
            series.get_mut(&key).filter(|_| !cited.contains(known.id.as_str()))
        {
            members.extend(dated(&identity.symbol, day, None));
        }
    }
}

fn dated(symbol: &Symbol, day: Date, place: Option<DatedPlace>) -> Option<DatedDocument> {
    let number = symbol.number.parse().ok()?;
    Some(DatedDocument { number, day, symbol: symbol.to_string(), place })
}

/// What makes a series: body, type code and year of a state symbol.
fn key(symbol: &Symbol, organisation: &Organisation, day: Date) -> Option<String> {
    let is_yearly =
        matches!(symbol.family, Family::StateNormative | Family::StateAdministrative);
    let has_place = organisation.territory != Territory::Unknown;
    (is_yearly && !symbol.type_code.is_empty() && has_place).then(|| {
        // Normative and other documents are numbered apart.
        let kind = if symbol.year.is_some() { "n" } else { "a" };
        format!("{organisation} {} {kind} {}", symbol.type_code, day.year())
    })
}

/// Reports each document of the draft whose day is later than that of a higher number, or
/// earlier than that of a lower one. Of two documents that contradict each other only, the
/// one that has another date in the draft is at fault, else the later mentioned.
fn one_series(context: &CheckContext<'_>, members: &[DatedDocument], out: &mut Findings) {
    let mut told: FxHashSet<usize> = FxHashSet::default();
    let (before, after) = (latest_before(members), earliest_after(members));
    for (place, member) in members.iter().enumerate() {
        let Some(own) = member.place else { continue };
        let is_in_order =
            before.get(place).is_none_or(|latest| *latest <= Some(member.day))
                && after
                    .get(place)
                    .is_none_or(|earliest| earliest.is_none_or(|day| day >= member.day));
        if is_in_order || told.contains(&own.document) || told.len() >= MAX_TOLD {
            continue;
        }
        let after = members.iter().skip(place + 1);
        let against: Vec<&DatedDocument> =
            after
                .filter(|other| other.number > member.number && other.day < member.day)
                .chain(members.iter().take(place).filter(|other| {
                    other.number < member.number && other.day > member.day
                }))
                .filter(|other| other.place.is_none_or(|at| !told.contains(&at.document)))
                .collect();
        let Some(other) = against.first() else { continue };
        // The partner takes the blame where it alone is against this one and more is
        // against it.
        let is_partner_worse = other.place.is_some_and(|at| {
            dates_of(context, at.document) > dates_of(context, own.document)
        });
        if is_partner_worse {
            continue;
        }
        told.insert(own.document);
        let message = spoken().check_number_order(
            &member.symbol,
            vietnamese_day(member.day),
            &other.symbol,
            vietnamese_day(other.day),
        );
        let finding = Finding::new(Rule::DraftNumberOrder, own.span, message)
            .for_citation(own.citation);
        let others = against.iter().filter_map(|other| other.place.map(|at| at.span));
        out.push(finding.with_places(others));
    }
}

/// For each member the latest day of those before it.
fn latest_before(members: &[DatedDocument]) -> Vec<Option<Date>> {
    let mut latest: Option<Date> = None;
    let mut all: Vec<Option<Date>> = Vec::with_capacity(members.len());
    for member in members {
        all.push(latest);
        latest = latest.max(Some(member.day));
    }
    all
}

/// For each member the earliest day of those behind it.
fn earliest_after(members: &[DatedDocument]) -> Vec<Option<Date>> {
    let mut earliest: Option<Date> = None;
    let mut all: Vec<Option<Date>> = Vec::with_capacity(members.len());
    for member in members.iter().rev() {
        all.push(earliest);
        earliest = Some(earliest.map_or(member.day, |day| day.min(member.day)));
    }
    all.reverse();
    all
}

/// How many dates the draft gives a work.
fn dates_of(context: &CheckContext<'_>, work: usize) -> usize {
    context.documents.get(work).map_or(0, |work| work.dates.len())
}
