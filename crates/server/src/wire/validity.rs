//! Whether a document is in force: what is stated of it, and how it stands on a day.

use serde::Serialize;
use utoipa::ToSchema;

use tracuu_index::record::EventRecord;
use tracuu_legal::citation::validity::StatusOnDay;

/// A statement about a document's force.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineEvent {
    /// `issued`, `entered`, `amended`, `corrected`, `replaced`, `repealed`, `expired`,
    /// `suspended`, or `found_…`: looked up in the year of `from`.
    pub change: String,
    /// From when, ISO, as short as its precision; null where nobody says.
    pub from: Option<String>,
    /// Id or symbol of the document that did it.
    pub by: Option<String>,
    /// False where the body that is said to do it may not do so.
    pub plausible: bool,
    /// `own`, `actor` (the document that makes the change), `citation` (a third document)
    /// or `catalogue`.
    pub origin: String,
    /// Where: document id, `#`, path; or the catalogue's sources.
    pub place: String,
    /// The words; may be empty.
    pub words: String,
}

/// How a document stands on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct StandingOn {
    /// The day.
    pub on: String,
    /// `in_force`, `amended`, `replaced`, `repealed`, `expired`, `suspended`, `not_yet` or
    /// `unknown`.
    pub state: &'static str,
    /// The statements on which this rests.
    pub evidence: Vec<TimelineEvent>,
    /// Whether statements exclude each other; the state is then `unknown`.
    pub disputed: bool,
    /// Whether the day lies behind the period in the title: a hint, no proof.
    pub past_period: bool,
}

impl From<&EventRecord> for TimelineEvent {
    fn from(record: &EventRecord) -> Self {
        Self {
            change: record.change.clone(),
            from: record.from.clone(),
            by: record.by.clone(),
            plausible: record.is_plausible,
            origin: record.origin.clone(),
            place: record.place.clone(),
            words: record.words.clone(),
        }
    }
}

impl StandingOn {
    /// How a document stands on a day.
    pub fn new(standing: &StatusOnDay<'_>, on: String) -> Self {
        let evidence = standing.evidence.iter().map(|event| EventRecord::from(*event));
        Self {
            on,
            state: standing.state.name(),
            evidence: evidence.map(|record| TimelineEvent::from(&record)).collect(),
            disputed: standing.is_disputed,
            past_period: standing.is_past_period,
        }
    }
}
