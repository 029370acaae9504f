//! Two numbers of the draft that are one document by mistake: the same day, and the same
//! title or the same digits in another order.

use rustc_hash::FxHashSet;

use super::context::{CheckContext, Findings};
use super::finding::Finding;
use super::group::grouped;
use super::rule::Rule;
use super::title::Likeness;
use tracuu_legal::citation::mention::Citation;
use tracuu_legal::citation::record::CitedRecord;
use tracuu_print::messages::spoken;
use tracuu_text::span::Span;

/// Fewest words of a title that can tell a document by itself.
const MIN_TITLE_WORDS: usize = 5;

/// Documents of one body, type and day that the draft calls by two numbers. Those that the
/// collection knows are told as such: their number is looked for there.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) {
    let mut works: Vec<&CitedRecord> = context.documents.iter().collect();
    works.retain(|work| context.facts_of(work).is_none() && !context.is_own(work));
    works.sort_by_key(|work| work.places.first().copied());
    let mut told = FxHashSet::default();
    let by_title = works.iter().filter_map(|work| {
        let title = context.title_words(title_of(context, work)?);
        let is_telling = title.n_words() >= MIN_TITLE_WORDS;
        let key = is_telling.then(|| title.key())?;
        Some(((key, Issue::of(context, work)?), *work))
    });
    let by_digits = works.iter().filter_map(|work| {
        let mut digits = work.identity.symbol.printed_number().into_bytes();
        digits.sort_unstable();
        Some(((digits, Issue::of(context, work)?), *work))
    });
    let groups = grouped(by_title).into_iter().chain(grouped(by_digits));
    for group in groups.filter(|group| group.len() > 1) {
        let Some((first, rest)) = group.split_first() else { continue };
        for other in rest {
            let place = other.places.first().copied();
            if is_one(context, first, other) && told.insert(place) {
                tell(context, first, other, out);
            }
        }
    }
}

/// Who issued a document of what type on what day.
#[derive(PartialEq, Eq, Hash)]
struct Issue<'w> {
    type_code: &'w str,
    issuers: &'w [String],
    codes: &'w str,
    year: Option<u16>,
    day: jiff::civil::Date,
}

impl<'w> Issue<'w> {
    fn of(context: &CheckContext<'_>, work: &'w CitedRecord) -> Option<Self> {
        let symbol = &work.identity.symbol;
        let day =
            context.mentions(work).find_map(|(_, citation)| citation.date?.day())?;
        Some(Self {
            type_code: &symbol.type_code,
            issuers: &symbol.issuers,
            codes: &work.identity.organisation.codes,
            year: symbol.year,
            day,
        })
    }
}

/// The first title that a document is given.
fn title_of(context: &CheckContext<'_>, work: &CitedRecord) -> Option<Span> {
    context.mentions(work).find_map(|(_, citation)| citation.title)
}

/// Whether two documents of one day that have a title or their digits in common are one, as
/// far as types, bodies and titles tell.
fn is_one(context: &CheckContext<'_>, one: &CitedRecord, other: &CitedRecord) -> bool {
    let types = one.identity.document_type.zip(other.identity.document_type);
    let titles = title_of(context, one).zip(title_of(context, other));
    let titles = titles.map(|(one, other)| {
        context.title_words(one).compare(&context.title_words(other)).likeness
    });
    types.is_none_or(|(one, other)| one == other)
        && one.identity.organisation.fits(&other.identity.organisation)
        && titles.map_or_else(
            || is_apart(context, one, other),
            |likeness| likeness != Likeness::Other,
        )
}

/// Whether two documents are never named in one breath, as those are that a body issued on
/// one day: "Quyết định số 112/QĐ-UBND và 121/QĐ-UBND ngày …".
fn is_apart(context: &CheckContext<'_>, one: &CitedRecord, other: &CitedRecord) -> bool {
    let first = |work| context.mentions(work).next().map(|(_, citation)| citation.span);
    let Some(place) = first(other) else { return false };
    let before = context.mentions(one).map(|(_, citation)| citation.span.end);
    let before = before.take_while(|end| *end <= place.start).last();
    before.is_some_and(|end| {
        let between = Span::new(end, place.start).of(context.text);
        between.contains(['\n', ';']) || between.contains(". ")
    })
}

fn tell(
    context: &CheckContext<'_>,
    first: &CitedRecord,
    other: &CitedRecord,
    out: &mut Findings,
) {
    let place = |citation: &Citation| citation.symbol_span.unwrap_or(citation.span);
    let mut mentions = context.mentions(other);
    let Some((index, citation)) = mentions.next() else { return };
    let later = mentions.map(|(_, citation)| place(citation));
    let known = context.mentions(first).map(|(_, citation)| place(citation));
    let (one, two) = (&first.identity.symbol, &other.identity.symbol);
    let message = spoken().check_two_numbers(one, two);
    let finding = Finding::new(Rule::DraftTwoNumbers, place(citation), message);
    out.push(finding.for_citation(index).with_places(later.chain(known)));
}
