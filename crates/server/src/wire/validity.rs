//! Whether a document is in force: what is stated of it, and how it stands on a day.

use serde::Serialize;
use utoipa::ToSchema;

use tracuu_legal::citation::legal_status::{EventOrigin, LegalStatus, StatusChange};
use tracuu_legal::citation::validity::{StatusEvent, StatusOnDay};

/// A statement about a document's force.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineEvent {
    /// What happened; of `found_…` what was found in the year of `from`.
    pub change: StatusChange,
    /// From when, ISO, as short as its precision; null where nobody says.
    pub from: Option<String>,
    /// Id or symbol of the document that did it.
    pub by: Option<String>,
    /// False where the body that is said to do it may not do so.
    pub plausible: bool,
    /// Who says so; `citation` is a third document.
    pub origin: EventOrigin,
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
    /// How.
    pub state: LegalStatus,
    /// The statements on which this rests.
    pub evidence: Vec<TimelineEvent>,
    /// Whether statements exclude each other; the state is then `unknown`.
    pub disputed: bool,
    /// Whether the day lies behind the period in the title: a hint, no proof.
    pub past_period: bool,
}

impl From<&StatusEvent> for TimelineEvent {
    fn from(event: &StatusEvent) -> Self {
        Self {
            change: event.change,
            from: event.from.map(|date| date.to_string()),
            by: event.by.clone(),
            plausible: event.is_plausible,
            origin: event.origin,
            place: event.source.to_string(),
            words: event.words.clone(),
        }
    }
}

impl StandingOn {
    /// How a document stands on a day.
    pub fn new(standing: &StatusOnDay<'_>, on: String) -> Self {
        let evidence = standing.evidence.iter().map(|event| TimelineEvent::from(*event));
        Self {
            on,
            state: standing.state,
            evidence: evidence.collect(),
            disputed: standing.is_disputed,
            past_period: standing.is_past_period,
        }
    }
}
