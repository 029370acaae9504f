//! Which document of the collection a citation of the draft names, and by which rule.
//!
//! Beyond the resolver, the draft's date excludes what was not there yet, and a mention
//! that fits nothing is looked up again without its date and type: a wrong date must not
//! make a document disappear.

use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;

use super::document_directory::{DocumentDirectory, ReferenceCollection};
use super::draft::Draft;
use super::facts::DocumentFacts;
use super::report::Decision;
use super::title::{Likeness, TitleWords};
use super::title_reader::TitleReader;
use tracuu_index::error::ReadError;
use tracuu_index::reader::Collection;
use tracuu_legal::citation::identity::Identity;
use tracuu_legal::citation::known_name;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::resolve::{KnownDocument, Resolution};
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::symbol::Symbol;

/// What became of a citation.
#[derive(Clone, Debug)]
pub(super) struct ResolvedCitation {
    /// The outcome.
    pub(super) resolution: Resolution,
    /// What decided it.
    pub(super) by: Decision,
    /// What the collection states of the document, where it is one.
    pub(super) facts: Option<Arc<DocumentFacts>>,
    /// Documents that the mention may have meant, where it names none: what to say of
    /// them.
    pub(super) near: Vec<NearMatch>,
}

/// A document that a mention may have meant.
#[derive(Clone, Debug)]
pub(super) struct NearMatch {
    /// Why it is near.
    pub(super) how: NearMatchKind,
    /// What the collection states of it.
    pub(super) facts: Arc<DocumentFacts>,
}

/// Why a document is near to a mention.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum NearMatchKind {
    /// The same symbol in another series.
    OtherSeries,
    /// Another number, the same title or date.
    OtherNumber,
    /// Two digits of the number changed places, the same day.
    SwappedDigits,
}

/// A mention by number with what it states of its document, read once.
pub(super) struct NumberedMention<'c> {
    pub(super) citation: &'c Citation,
    pub(super) identity: Identity,
    pub(super) title: Option<Rc<TitleWords>>,
}

/// Looks citations up, each document once.
pub(super) struct CitationResolver<'a> {
    pub(super) draft: &'a Draft,
    pub(super) directory: &'a DocumentDirectory,
    collection: Option<&'a Collection>,
    day: Option<Date>,
    own: Vec<String>,
    titles: Rc<TitleReader<'a>>,
}

impl<'a> CitationResolver<'a> {
    pub(super) fn new(
        draft: &'a Draft,
        reference: ReferenceCollection<'a>,
        day: Option<Date>,
        own: &[String],
        titles: Rc<TitleReader<'a>>,
    ) -> Self {
        let ReferenceCollection { directory, collection } = reference;
        Self { draft, directory, collection, day, own: own.to_vec(), titles }
    }

    /// What a citation names.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub(super) fn resolve(
        &self,
        citation: &Citation,
    ) -> Result<ResolvedCitation, ReadError> {
        let resolution = match citation.kind {
            CitationKind::SelfReference => {
                let own = self.own.first();
                let found =
                    own.map_or(Resolution::Absent, |id| Resolution::Resolved(id.clone()));
                return Ok(ResolvedCitation::new(found, Decision::Own));
            }
            _ => self.draft.resolve(citation, self.directory.catalogue()),
        };
        let by = match citation.kind {
            _ if citation.antecedent.is_some() => Decision::Antecedent,
            CitationKind::Named => Decision::Name,
            _ => Decision::Symbol,
        };
        let mut resolved = match resolution {
            Resolution::Resolved(id) => self.resolve_to(id, by)?,
            Resolution::Ambiguous(ids) => self.without_later(ids)?,
            other => ResolvedCitation::new(other, Decision::Nothing),
        };
        if citation.kind == CitationKind::Named && !self.fits_name(citation, &resolved) {
            return Ok(ResolvedCitation::new(Resolution::Absent, Decision::Nothing));
        }
        if resolved.by == Decision::Symbol && self.is_decided_by_day(citation, &resolved)
        {
            resolved.by = Decision::NotLater;
        }
        if resolved.resolution != Resolution::Absent {
            return Ok(resolved);
        }
        match citation.kind {
            CitationKind::Numbered => self.resolve_loosely(citation, resolved),
            CitationKind::Named => {
                let found = self.resolve_by_title(citation, resolved)?;
                if self.fits_name(citation, &found) {
                    return Ok(found);
                }
                Ok(ResolvedCitation::new(Resolution::Absent, Decision::Nothing))
            }
            _ => Ok(resolved),
        }
    }

    /// Whether the day that a name states, and what the table of names knows of it, leave
    /// the document that was found by its title.
    fn fits_name(&self, citation: &Citation, found: &ResolvedCitation) -> bool {
        let Some(facts) = &found.facts else { return true };
        let dates = facts.dates();
        let is_day = citation.date.is_none_or(|stated| {
            dates.is_empty() || dates.iter().any(|date| date.agrees(stated))
        });
        let text = self.draft.text();
        let known = known_name::meanings(text, citation, self.day).all;
        let symbol = facts.symbol().and_then(|symbol| symbol.parse::<Symbol>().ok());
        let is_meant = symbol.is_none_or(|symbol| {
            known.is_empty() || known.iter().any(|known| known.symbol.same_work(&symbol))
        });
        is_day && is_meant
    }

    /// Whether a symbol that repeats over terms or years stands without a date, so that only
    /// the draft's day tells which document it can be.
    fn is_decided_by_day(
        &self,
        citation: &Citation,
        resolved: &ResolvedCitation,
    ) -> bool {
        let repeats =
            citation.symbol.as_ref().is_some_and(|symbol| symbol.year.is_none());
        let issued = resolved.facts.as_ref().and_then(|facts| facts.day());
        let not_later = issued.zip(self.day).is_some_and(|(issued, day)| issued <= day);
        repeats && citation.date.is_none() && not_later
    }

    /// What the collection states of a document, the draft's own words aside.
    pub(super) fn facts(
        &self,
        id: &str,
    ) -> Result<Option<Arc<DocumentFacts>>, ReadError> {
        match self.collection {
            Some(collection) => self.directory.facts.read(collection, id, &self.own),
            None => Ok(None),
        }
    }

    /// A document that only the draft itself states is not known.
    fn resolve_to(
        &self,
        id: String,
        by: Decision,
    ) -> Result<ResolvedCitation, ReadError> {
        if self.own.contains(&id) {
            return Ok(ResolvedCitation::new(Resolution::Resolved(id), Decision::Own));
        }
        Ok(match self.facts(&id)? {
            Some(facts) => ResolvedCitation {
                facts: Some(facts),
                ..ResolvedCitation::new(Resolution::Resolved(id), by)
            },
            None => ResolvedCitation::new(Resolution::Absent, Decision::Nothing),
        })
    }

    /// Of several documents those that were there on the draft's date.
    fn without_later(&self, ids: Vec<String>) -> Result<ResolvedCitation, ReadError> {
        let mut known = Vec::new();
        for id in ids {
            if let Some(facts) = self.facts(&id)? {
                known.push((id, facts));
            }
        }
        let was_there = |facts: &DocumentFacts| match (facts.day(), self.day) {
            (Some(issued), Some(day)) => issued <= day,
            _ => true,
        };
        let then: Vec<_> =
            known.iter().filter(|(_, facts)| was_there(facts)).cloned().collect();
        let by =
            if then.len() < known.len() { Decision::NotLater } else { Decision::Symbol };
        let several = if then.is_empty() { known } else { then };
        Ok(match &several[..] {
            [] => ResolvedCitation::new(Resolution::Absent, Decision::Nothing),
            [(id, facts)] => ResolvedCitation {
                facts: Some(Arc::clone(facts)),
                ..ResolvedCitation::new(Resolution::Resolved(id.clone()), by)
            },
            _ => {
                let ids = several.iter().map(|(id, _)| id.clone()).collect();
                ResolvedCitation::new(Resolution::Ambiguous(ids), Decision::Nothing)
            }
        })
    }

    /// A numbered mention that fits nothing, without its date, type and number in turn.
    fn resolve_loosely(
        &self,
        citation: &Citation,
        mut resolved: ResolvedCitation,
    ) -> Result<ResolvedCitation, ReadError> {
        let text = self.draft.text();
        let Some(identity) = Identity::from_mention(text, citation, &self.draft.home)
        else {
            return Ok(resolved);
        };
        let title = citation.title.map(|title| self.titles.words(title));
        let mention = NumberedMention { citation, identity, title };
        let identity = &mention.identity;
        let catalogue = self.directory.catalogue();
        let same_symbol: Vec<&KnownDocument> = catalogue
            .numbered_as(&identity.symbol.number)
            .filter(|known| {
                known.identity.organisation.fits(&identity.organisation)
                    && known.identity.symbol.same_work(&identity.symbol)
            })
            .collect();
        for known in same_symbol {
            let Some(facts) = self.facts(&known.id)? else { continue };
            match mention.decision_by_symbol(known, &facts) {
                Some(by) => {
                    let id = Resolution::Resolved(known.id.clone());
                    return Ok(ResolvedCitation {
                        facts: Some(facts),
                        ..ResolvedCitation::new(id, by)
                    });
                }
                None => resolved
                    .near
                    .push(NearMatch { how: NearMatchKind::OtherSeries, facts }),
            }
        }
        self.add_other_numbers(&mention, &mut resolved)?;
        self.add_swapped_digits(&mention, &mut resolved)?;
        Ok(resolved)
    }

    /// A mention by name, by the titles that the collection knows.
    fn resolve_by_title(
        &self,
        citation: &Citation,
        resolved: ResolvedCitation,
    ) -> Result<ResolvedCitation, ReadError> {
        let text = self.draft.text();
        let Some(title) = citation.title else { return Ok(resolved) };
        let kind = citation.document_type.map(DocumentType::name).unwrap_or_default();
        let whole = match citation.type_span {
            Some(word) if text.get(word.end..title.start) == Some(" ") => {
                self.titles.words(word.cover(title))
            }
            _ => Rc::new(TitleWords::read(&format!("{kind} {}", title.of(text)))),
        };
        let bare = self.titles.words(title);
        let mut found: Vec<(String, Arc<DocumentFacts>)> = Vec::new();
        let directory = self.directory;
        let bare_ids = directory.ids_by_title(&bare).iter().map(|id| (id, false));
        for (id, whole) in
            directory.ids_by_title(&whole).iter().map(|id| (id, true)).chain(bare_ids)
        {
            let Some(facts) = self.facts(id)? else { continue };
            let fits = whole || facts.document_type() == citation.document_type;
            let is_new = found.iter().all(|(other, _)| other != id);
            if fits && is_new && !self.own.contains(id) {
                found.push((id.clone(), facts));
            }
        }
        Ok(match &found[..] {
            [] => resolved,
            [(id, facts)] => ResolvedCitation {
                facts: Some(Arc::clone(facts)),
                ..ResolvedCitation::new(Resolution::Resolved(id.clone()), Decision::Title)
            },
            _ => {
                let ids = found.iter().map(|(id, _)| id.clone()).collect();
                ResolvedCitation::new(Resolution::Ambiguous(ids), Decision::Nothing)
            }
        })
    }
}

impl NumberedMention<'_> {
    /// Why a document with the same symbol is the one that is meant; `None` where it can
    /// well be another.
    fn decision_by_symbol(
        &self,
        known: &KnownDocument,
        facts: &DocumentFacts,
    ) -> Option<Decision> {
        let dates = self.citation.date.map(|date| {
            facts.dates().into_iter().map(|known| compare_dates(known, date)).max()
        });
        let date = dates.flatten();
        let types = self.identity.document_type.zip(known.identity.document_type);
        let same_type = types.is_none_or(|(one, other)| one == other);
        let titles = self.title_likeness(facts);
        let same_title = titles.is_some_and(|likeness| likeness <= Likeness::Minor);
        if !same_type {
            let is_it = date == Some(DateSimilarity::Same)
                || same_title
                || self.citation.date.is_none();
            return is_it.then_some(Decision::SymbolNotType);
        }
        let one_series = self.identity.symbol.year.is_some();
        let is_it = one_series || same_title || date == Some(DateSimilarity::Slip);
        is_it.then_some(Decision::SymbolNotDate)
    }

    fn title_likeness(&self, facts: &DocumentFacts) -> Option<Likeness> {
        let known = TitleWords::read(facts.title()?);
        Some(self.title.as_ref()?.compare(&known).likeness)
    }
}

/// How alike two dates are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum DateSimilarity {
    /// Two dates.
    Other,
    /// They differ in one of day, month and year only: a slip of the pen.
    Slip,
    /// The same.
    Same,
}

fn compare_dates(one: DateText, other: DateText) -> DateSimilarity {
    if one.agrees(other) {
        return DateSimilarity::Same;
    }
    let (Some(one), Some(other)) = (one.day(), other.day()) else {
        return DateSimilarity::Other;
    };
    let differing = [
        one.day() != other.day(),
        one.month() != other.month(),
        one.year() != other.year(),
    ];
    let n_differing = differing.into_iter().filter(|differs| *differs).count();
    if n_differing == 1 { DateSimilarity::Slip } else { DateSimilarity::Other }
}

impl ResolvedCitation {
    fn new(resolution: Resolution, by: Decision) -> Self {
        Self { resolution, by, facts: None, near: Vec::new() }
    }
}
