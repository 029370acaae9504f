//! Two documents of the draft with one symbol that are one by mistake: a slip in the date, or
//! two types of one day.

use super::context::{CheckContext, Findings};
use super::finding::Finding;
use super::rule::Rule;
use rustc_hash::FxHashSet;
use tracuu_legal::citation::mention::Citation;
use tracuu_legal::citation::record::CitedRecord;
use tracuu_legal::document::date::vietnamese_day;
use tracuu_print::messages::spoken;

/// Two works of the draft with one symbol whose dates differ in one part only: a slip that
/// made two documents of one. Returns the first mentions of those that are named a second
/// time under another type.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) -> FxHashSet<usize> {
    let mut retyped = FxHashSet::default();
    let mut sorted: Vec<&CitedRecord> = context.documents.iter().collect();
    sorted.sort_by_key(|work| {
        (work.identity.symbol.to_string(), work.places.first().copied())
    });
    for pair in sorted.windows(2) {
        let [one, other] = pair else { continue };
        let same = one.identity.symbol == other.identity.symbol
            && one.identity.organisation.fits(&other.identity.organisation);
        if !same {
            continue;
        }
        let dated = |work: &CitedRecord| {
            context.mentions(work).find_map(|(index, c)| Some((index, c.date?.day()?, c)))
        };
        let (Some((_, early, first)), Some((index, late, citation))) =
            (dated(one), dated(other))
        else {
            continue;
        };
        let types = one.identity.document_type.zip(other.identity.document_type);
        if let Some((one_type, other_type)) = types.filter(|(one, other)| one != other) {
            let at = citation.type_span.filter(|_| early == late);
            let places = at.zip(first.type_span);
            let place = other.places.first().filter(|_| places.is_some());
            retyped.extend(place.map(|place| place.citation));
            out.extend(places.map(|(at, first)| {
                let symbol = &one.identity.symbol;
                let (one, other) = (one_type.name(), other_type.name());
                let message = spoken().check_two_types(symbol, one, other);
                Finding::new(Rule::DraftTwoTypes, at, message)
                    .for_citation(index)
                    .with_places([first])
            }));
            continue;
        }
        let is_slip = early.day() == late.day() && early.month() == late.month()
            || one.identity.symbol.year.is_some();
        if !is_slip {
            continue;
        }
        let message = spoken().check_two_dates(
            &one.identity.symbol,
            vietnamese_day(early),
            vietnamese_day(late),
        );
        let at = |citation: &Citation| citation.date_span.unwrap_or(citation.span);
        let finding =
            Finding::new(Rule::DraftTwoDates, at(citation), message).for_citation(index);
        out.push(finding.with_places([at(first)]));
    }
    retyped
}
