//! What is shown of a document, of all that is stated of it.
//!
//! What the document says itself stands before the catalogue, this before its citers. Of
//! what citers state the value is shown on which most of them agree: of titles the fullest
//! that several give, so that one that runs on is cut and one that is cut short is not shown.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use tracuu_index::record::{
    DocumentRecord, FactRecord, FactSource, FactValue, Origin, Support,
};
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::document::fact_field::FactField;
use tracuu_text::syllable::normal_words;

/// Sets the title, date and issuer to show.
pub(super) fn choose_shown(record: &mut DocumentRecord) {
    let facts = std::mem::take(&mut record.facts);
    let titles = Statements::new(&facts, FactField::Title);
    let title = titles.first().or_else(|| titles.agreed_title());
    record.title = title.map(|(title, _)| title.to_owned());
    record.title_support = title.map(|(_, support)| support);
    let issuers = Statements::new(&facts, FactField::Issuer);
    let issuer = issuers.first().map(|(name, _)| name).or_else(|| issuers.agreed_body());
    record.issuer = issuer.map(str::to_owned);
    let dates: Vec<&FactRecord> =
        facts.iter().filter(|fact| fact.field == FactField::Date).collect();
    let own = dates.iter().find(|fact| fact.origin() == Origin::Own);
    let first =
        dates.first().filter(|first| dates.iter().all(|d| d.value == first.value));
    let date = own.or(first).and_then(|fact| fact.value.as_text());
    record.date = date.map(str::to_owned);
    record.facts = facts;
}

/// What is stated of one field.
struct Statements<'f>(Vec<&'f FactRecord>);

impl<'f> Statements<'f> {
    fn new(facts: &'f [FactRecord], field: FactField) -> Self {
        Self(facts.iter().filter(|fact| fact.field == field).collect())
    }

    /// What the document itself states, else the catalogue.
    fn first(&self) -> Option<(&'f str, Support)> {
        let by = |origin, support| {
            let fact = self.0.iter().find(|fact| fact.origin() == origin)?;
            Some((fact.value.as_text()?, support))
        };
        by(Origin::Own, Support::Own)
            .or_else(|| by(Origin::Catalogue, Support::Catalogue))
    }

    /// What citers state, each with the documents that state it.
    fn cited(&self) -> impl Iterator<Item = (&'f str, FxHashSet<&'f str>)> {
        self.0.iter().filter_map(|fact| match (&fact.source, &fact.value) {
            (FactSource::Citations(places), FactValue::Text(text)) => {
                let citers = places.iter().map(|place| place.document.as_str());
                Some((text.as_str(), citers.collect()))
            }
            _ => None,
        })
    }

    /// The title that most citers give, where one that goes on behind it counts for it too;
    /// or the fullest that goes on behind it, if several and half of these give it.
    fn agreed_title(&self) -> Option<(&'f str, Support)> {
        let mut cited: Vec<_> = self
            .cited()
            .map(|(text, citers)| (normal_words(text), text, citers))
            .collect();
        // A title stands right before those that go on behind it.
        cited.sort_by(|one, other| one.0.cmp(&other.0));
        let counted = cited.iter().enumerate().map(|(index, (words, text, citers))| {
            let mut all = citers.clone();
            for (longer, _, others) in cited.iter().skip(index + 1).take(MAX_LONGER) {
                if !longer.starts_with(words.as_str()) {
                    break;
                }
                all.extend(others);
            }
            (all.len(), words.as_str(), *text)
        });
        let counted: Vec<(usize, &str, &str)> = counted.collect();
        let (n_most, most, _) =
            counted.iter().max_by_key(|(count, words, _)| (*count, words.len()))?;
        let fullest = counted.iter().filter(|(count, words, _)| {
            words.starts_with(most)
                && (count == n_most || *count > 1 && count * 2 >= *n_most)
        });
        let (count, _, text) = fullest.max_by_key(|(_, words, _)| words.len())?;
        let support = if *count > 1 { Support::Citers } else { Support::OneCiter };
        Some((text, support))
    }

    /// The body that most citers name, in the spelling that most of them give it.
    fn agreed_body(&self) -> Option<&'f str> {
        let registry = Registry::built_in();
        let mut bodies: FxHashMap<String, NamedBody<'f>> = FxHashMap::default();
        for (text, citers) in self.cited() {
            let body = registry.read(text);
            let key =
                body.map_or_else(|| normal_words(text), |body| body.id().to_owned());
            let body = bodies.entry(key).or_default();
            body.n_citers += citers.len();
            // Of equal ones the first in alphabetical order, so that the choice never changes.
            body.best = body.best.max(Some((citers.len(), Reverse(text))));
        }
        let (_, Reverse(text)) = bodies.into_values().max()?.best?;
        Some(text)
    }
}

/// A body that citers name as the issuer; the order of the fields is that of preference.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
struct NamedBody<'f> {
    n_citers: usize,
    /// The spelling of most citers, behind their number.
    best: Option<(usize, Reverse<&'f str>)>,
}

/// Most titles that are compared with one; a document that more spellings go on behind is
/// told by the first of them.
const MAX_LONGER: usize = 32;
