//! How a document stands today and since when, as a page shows it, with who says so.

use jiff::civil::Date;

use super::findings::{SourceLink, place_source};
use super::names::DocumentNames;
use crate::problem::Problem;
use tracuu_index::record::DocumentRecord;
use tracuu_legal::citation::legal_status::{EventOrigin, LegalStatus};
use tracuu_legal::citation::validity::{EventSource, StatusEvent};
use tracuu_legal::document::date::{DateText, vietnamese_day};
use tracuu_print::messages::spoken;

/// Statements shown at most.
const MAX_EVENTS: usize = 60;

/// A document's force.
pub(super) struct ForceView {
    /// The day looked at, as printed.
    pub(super) day: String,
    /// The state in Vietnamese.
    pub(super) state: &'static str,
    /// Name of the state on the wire.
    pub(super) code: LegalStatus,
    /// The documents that ended it.
    pub(super) by: Vec<SourceLink>,
    /// Who says so.
    pub(super) said_by: Vec<SourceLink>,
    /// Whether statements exclude each other.
    pub(super) is_disputed: bool,
    /// The last year of the period in the title, where it has passed.
    pub(super) past_period: Option<i16>,
}

/// A statement.
pub(super) struct EventView {
    /// From when, as printed; empty where nobody says.
    pub(super) from: String,
    /// What happened.
    pub(super) what: String,
    /// The document that did it.
    pub(super) by: Option<SourceLink>,
    /// Who says so.
    pub(super) said_by: SourceLink,
    /// The words that say so; may be empty.
    pub(super) words: String,
    /// Whether the body that is said to do it may do so.
    pub(super) is_plausible: bool,
}

/// The force of a document on a day; `None` where nothing is said of it.
pub(super) fn view(
    record: &DocumentRecord,
    day: Date,
    names: &mut DocumentNames<'_>,
) -> Result<Option<ForceView>, Problem> {
    let timeline = record.timeline();
    if timeline.events.is_empty() && timeline.period_end.is_none() {
        return Ok(None);
    }
    let standing = timeline.state_on(day);
    let (mut by, mut said_by): (Vec<SourceLink>, Vec<SourceLink>) =
        (Vec::new(), Vec::new());
    for event in &standing.evidence {
        if let Some(actor) = actor(event, names)?.filter(|_| standing.state.is_over()) {
            add(&mut by, actor);
        }
        add(&mut said_by, origin(event, names)?);
    }
    Ok(Some(ForceView {
        day: vietnamese_day(day),
        state: spoken().legal_status(standing.state),
        code: standing.state,
        by,
        said_by,
        is_disputed: standing.is_disputed,
        past_period: timeline.period_end.filter(|_| standing.is_past_period),
    }))
}

/// All statements on the force of a document, by date.
pub(super) fn events(
    record: &DocumentRecord,
    names: &mut DocumentNames<'_>,
) -> Result<Vec<EventView>, Problem> {
    let timeline = record.timeline();
    let shown = timeline.events.iter().take(MAX_EVENTS);
    shown.map(|event| event_view(event, names)).collect()
}

fn add(sources: &mut Vec<SourceLink>, source: SourceLink) {
    if !sources.iter().any(|known| known.text == source.text) {
        sources.push(source);
    }
}

fn event_view(
    event: &StatusEvent,
    names: &mut DocumentNames<'_>,
) -> Result<EventView, Problem> {
    let from = event.from.map(DateText::vietnamese);
    Ok(EventView {
        from: from.unwrap_or_default(),
        what: spoken().change(event.change),
        by: actor(event, names)?,
        said_by: origin(event, names)?,
        words: event.words.clone(),
        is_plausible: event.is_plausible,
    })
}

/// The document that made the change.
fn actor(
    event: &StatusEvent,
    names: &mut DocumentNames<'_>,
) -> Result<Option<SourceLink>, Problem> {
    event.by.as_deref().map(|id| place_source(id, "", names)).transpose()
}

/// Who says so.
fn origin(
    event: &StatusEvent,
    names: &mut DocumentNames<'_>,
) -> Result<SourceLink, Problem> {
    let place = match &event.source {
        EventSource::Citers => {
            let text = spoken().document_citers().to_owned();
            return Ok(SourceLink { text, url: None });
        }
        EventSource::Catalogue { .. } => {
            let text = spoken().catalogue_source(&event.source.to_string());
            return Ok(SourceLink { text, url: None });
        }
        EventSource::Provision(place) => {
            place_source(&place.document, &place.path, names)?
        }
    };
    Ok(match event.origin {
        EventOrigin::Own => {
            SourceLink { text: spoken().document_own_text_of(&place.text), ..place }
        }
        EventOrigin::Actor | EventOrigin::Other | EventOrigin::Catalogue => place,
    })
}
