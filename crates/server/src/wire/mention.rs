//! Mentions of documents in other pages, and the cards of the documents that they mean.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::document::DocumentSummary;
use tracuu_legal::citation::legal_status::{LegalStatus, StatusChange};
use tracuu_legal::citation::resolve::ResolutionState;
use tracuu_legal::citation::validity::Timeline;
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::fact_field::FactField;
use tracuu_print::messages::spoken;
use tracuu_query::mention::{Mention, MentionResolution, MentionedDocument};
use tracuu_text::capitals::capitalised;

/// Short texts, each with one symbol: `29-NQ/TW`, better with what stands around it, such
/// as `Nghị quyết số 29-NQ/TW ngày 04/11/2013`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MentionTexts {
    /// At most 100, each of at most 160 bytes.
    pub texts: Vec<String>,
    /// Ids of documents whose cards are wanted too, where the page has their addresses; at
    /// most 100.
    #[serde(default)]
    pub documents: Vec<String>,
}

/// What the texts mean.
#[derive(Debug, Serialize, ToSchema)]
pub struct Mentions {
    /// One for each text, in the same order.
    pub mentions: Vec<MentionAnswer>,
    /// Every document that they can mean or that was asked for, once.
    pub documents: Vec<DocumentCard>,
}

/// What one text means.
#[derive(Debug, Serialize, ToSchema)]
pub struct MentionAnswer {
    /// The symbol in canonical letters; null where none was read.
    pub symbol: Option<String>,
    /// Whether the document is known.
    pub state: ResolutionState,
    /// Id of the document, where it is resolved.
    pub document: Option<String>,
    /// Ids that fit equally well, where it is ambiguous; the first of `n_candidates`.
    pub candidates: Vec<String>,
    /// How many fit equally well, where `candidates` lists only some of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_candidates: Option<usize>,
}

/// A document as a card beside a link shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentCard {
    /// What a list shows.
    #[serde(flatten)]
    pub summary: DocumentSummary,
    /// Provisions that cite it.
    pub n_citing: usize,
    /// How it last stood; null where nothing is stated of it.
    pub validity: Option<Validity>,
    /// Symbols of the documents that replace it, as the catalogue states.
    pub replaced_by: Vec<String>,
}

/// Whether a document is in force.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Validity {
    /// The latest year of which anything is stated.
    pub year: i16,
    /// How it stood at the end of that year; `unknown` where sources exclude each other.
    pub state: LegalStatus,
    /// The state in Vietnamese.
    pub label: String,
}

impl From<Mention> for MentionAnswer {
    fn from(mention: Mention) -> Self {
        let answer = |state| Self {
            symbol: mention.symbol,
            state,
            document: None,
            candidates: Vec::new(),
            n_candidates: None,
        };
        match mention.meaning {
            MentionResolution::Resolved(id) => {
                Self { document: Some(id), ..answer(ResolutionState::Resolved) }
            }
            MentionResolution::Ambiguous { candidates, total } => {
                let n_candidates =
                    (total.value() > candidates.len()).then_some(total.value());
                Self { candidates, n_candidates, ..answer(ResolutionState::Ambiguous) }
            }
            MentionResolution::Absent => answer(ResolutionState::Absent),
            MentionResolution::Malformed => answer(ResolutionState::Malformed),
        }
    }
}

impl From<MentionedDocument> for DocumentCard {
    fn from(MentionedDocument { record, n_citing }: MentionedDocument) -> Self {
        let facts = record.facts.iter();
        let replaced_by = facts.filter(|fact| fact.field == FactField::ReplacedBy);
        Self {
            summary: DocumentSummary::from(&record),
            n_citing,
            validity: validity(&record.timeline()),
            replaced_by: replaced_by.map(|fact| fact.value.to_string()).collect(),
        }
    }
}

/// How a document stood at the end of the latest year of which anything is stated: the
/// collection knows no later. What nothing is stated of stays unsaid.
fn validity(timeline: &Timeline) -> Option<Validity> {
    let told = timeline.events.iter().filter(|event| event.is_plausible);
    let dated = told.filter(|event| event.change != StatusChange::Issued);
    let year = dated.filter_map(|event| event.from).map(DateText::year).max()?;
    let standing = timeline.state_on(Date::new(year, 12, 31).ok()?);
    let label = match standing.state {
        LegalStatus::Unknown if standing.is_disputed => spoken().legal_status_disputed(),
        LegalStatus::Unknown => return None,
        state => spoken().legal_status(state),
    };
    Some(Validity { year, state: standing.state, label: capitalised(label) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_legal::citation::legal_status::EventOrigin;
    use tracuu_legal::citation::validity::{EventSource, StatusEvent};

    fn event(change: StatusChange, from: &str) -> StatusEvent {
        StatusEvent {
            change,
            from: from.parse().ok(),
            by: None,
            is_plausible: true,
            origin: EventOrigin::Catalogue,
            source: EventSource::Citers,
            words: String::new(),
        }
    }

    #[test]
    fn validity_is_that_of_the_latest_year_that_is_known_of() {
        let read = |events: Vec<StatusEvent>| {
            validity(&Timeline::new(events, None)).map(|found| (found.year, found.state))
        };
        let entered = event(StatusChange::Entered, "2020-03-05");
        let amended = event(StatusChange::Amended, "2023-01-01");
        assert_eq!(read(vec![entered.clone()]), Some((2020, LegalStatus::InForce)));
        assert_eq!(read(vec![entered, amended]), Some((2023, LegalStatus::Amended)));
        assert_eq!(read(vec![event(StatusChange::Issued, "2020-03-05")]), None);
        assert_eq!(read(Vec::new()), None);
    }
}
