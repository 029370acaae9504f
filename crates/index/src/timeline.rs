//! Statements about a document's force, between their stored form and the timeline that is
//! asked for a day.

use jiff::civil::Date;

use super::record::{DocumentRecord, EventRecord};
use tracuu_legal::citation::validity::{Change, Event, Origin, Timeline};
use tracuu_legal::document::date::DateText;

impl From<&Event> for EventRecord {
    fn from(event: &Event) -> Self {
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
    pub fn event(&self) -> Option<Event> {
        Some(Event {
            change: Change::from_name(&self.change)?,
            from: self.from.as_deref().and_then(date),
            by: self.by.clone(),
            is_plausible: self.is_plausible,
            origin: Origin::from_name(&self.origin)?,
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

/// A stored date: ISO, as short as its precision.
pub fn date(stored: &str) -> Option<DateText> {
    if let Ok(day) = stored.parse::<Date>() {
        return Some(DateText::Day(day));
    }
    let mut parts = stored.split('-');
    let year = parts.next()?.parse().ok()?;
    match parts.next() {
        Some(month) => Some(DateText::Month { year, month: month.parse().ok()? }),
        None => Some(DateText::Year(year)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_legal::citation::validity::State;

    #[test]
    fn stored_dates_are_read_as_precisely_as_they_are() {
        assert_eq!(date("2021-12-29").map(|d| d.to_string()), Some("2021-12-29".into()));
        assert_eq!(date("2021-12"), Some(DateText::Month { year: 2021, month: 12 }));
        assert_eq!(date("2021"), Some(DateText::Year(2021)));
        assert_eq!(date("không rõ"), None);
    }

    #[test]
    fn a_stored_statement_is_the_statement() {
        let event = Event {
            change: Change::Found(State::Amended),
            from: Some(DateText::Year(2022)),
            by: Some("dang.tu.an-son.quy-dinh.20.2021".to_owned()),
            is_plausible: false,
            origin: Origin::Catalogue,
            place: "công báo".to_owned(),
            words: String::new(),
        };
        assert_eq!(EventRecord::from(&event).event(), Some(event));
    }
}
