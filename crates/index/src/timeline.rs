//! Statements about a document's force, between their stored form and the timeline that is
//! asked for a day.

use super::record::{DocumentRecord, EventRecord};
use tracuu_legal::citation::validity::{
    EventOrigin, StatusChange, StatusEvent, Timeline,
};

impl From<&StatusEvent> for EventRecord {
    fn from(event: &StatusEvent) -> Self {
        Self {
            change: event.change.name().to_owned(),
            from: event.from.map(|date| date.to_string()),
            by: event.by.clone(),
            is_plausible: event.is_plausible,
            origin: event.origin.name().to_owned(),
            place: event.place.clone(),
            words: event.words.clone(),
        }
    }
}

impl EventRecord {
    /// The statement; `None` where a name in it is not one of this program.
    pub fn event(&self) -> Option<StatusEvent> {
        Some(StatusEvent {
            change: StatusChange::from_name(&self.change)?,
            from: self.from.as_deref().and_then(|iso| iso.parse().ok()),
            by: self.by.clone(),
            is_plausible: self.is_plausible,
            origin: EventOrigin::from_name(&self.origin)?,
            place: self.place.clone(),
            words: self.words.clone(),
        })
    }
}

impl DocumentRecord {
    /// All that is said of the document's force.
    pub fn timeline(&self) -> Timeline {
        let events = self.events.iter().filter_map(EventRecord::event).collect();
        Timeline::new(events, self.period_end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_legal::citation::validity::LegalStatus;
    use tracuu_legal::document::date::DateText;

    #[test]
    fn a_stored_statement_is_the_statement() {
        let event = StatusEvent {
            change: StatusChange::Found(LegalStatus::Amended),
            from: Some(DateText::Year(2022)),
            by: Some("dang.tu.an-son.quy-dinh.20.2021".to_owned()),
            is_plausible: false,
            origin: EventOrigin::Catalogue,
            place: "công báo".to_owned(),
            words: String::new(),
        };
        assert_eq!(EventRecord::from(&event).event(), Some(event));
    }
}
