//! Validity (hiệu lực): what is said of a document's force, and how it stood on a day.
//!
//! A timeline keeps every statement with who makes it and where; nothing is settled when
//! it is written. [`Timeline::state_on`] asks for a day and never guesses: without a
//! statement that a document had come into force the answer is unknown, an undated end
//! makes it unknown again, and statements that exclude each other are given as a conflict.
//! That a document, once in force, stays so until somebody says otherwise is the rule of
//! both sides; [`StatusOnDay::evidence`] shows on what the answer rests. A Party document has
//! no clause of entry as a rule, and counts from its signing (36-HD/VPTW); where the answer
//! rests on nothing else, [`StatusOnDay::is_assumed`] says so.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::legal_status::{EventOrigin, LegalStatus, StatusChange};
use crate::document::date::DateText;
use crate::document::provision_key::ProvisionKey;

/// Where a statement about a document's force stands.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventSource {
    /// Nowhere alone: all who cite the document agree on it.
    #[default]
    Citers,
    /// In a provision of a held document.
    Provision(ProvisionKey),
    /// In a catalogue, which names what it was read from.
    Catalogue {
        /// Where it was read, in words; at least one.
        entries: Vec<String>,
    },
}

/// `document#path`, or the catalogue's entries; for people and the wire, never read back.
impl fmt::Display for EventSource {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Citers => Ok(()),
            Self::Provision(key) => key.fmt(out),
            Self::Catalogue { entries } => out.write_str(&entries.join("; ")),
        }
    }
}

/// A statement about a document's force.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StatusEvent {
    /// What happened.
    pub change: StatusChange,
    /// From when; of what was found the year looked at. `None` where nobody says.
    pub from: Option<DateText>,
    /// The document that did it: its id, else its symbol.
    pub by: Option<String>,
    /// Whether the body that is said to do it may do so.
    pub is_plausible: bool,
    /// Who says so.
    pub origin: EventOrigin,
    /// Where it says so.
    pub source: EventSource,
    /// The words, where there are any.
    pub words: String,
}

/// All that is said of one document's force.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Timeline {
    /// Statements, by date; undated ones last.
    pub events: Vec<StatusEvent>,
    /// The last year of the period in its title ("giai đoạn 2016-2020"): a hint that its
    /// time has run out, never a proof.
    pub period_end: Option<i16>,
    /// Whether the document counts from its signing where no one states its entry.
    pub counts_from_signing: bool,
}

/// How a document stands on a day, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatusOnDay<'t> {
    /// The state.
    pub state: LegalStatus,
    /// The statements on which it rests; of an unknown state those that leave it open.
    pub evidence: Vec<&'t StatusEvent>,
    /// Whether statements exclude each other; the state is then unknown.
    pub is_disputed: bool,
    /// Whether the day lies behind the period in the title.
    pub is_past_period: bool,
    /// Whether nobody states that it came into force, and it counts from its signing.
    pub is_assumed: bool,
}

impl Timeline {
    /// A timeline of statements in any order.
    pub fn new(mut events: Vec<StatusEvent>, period_end: Option<i16>) -> Self {
        events.sort_by_key(|event| (event.from.is_none(), event.from.map(first_day)));
        Self { events, period_end, counts_from_signing: false }
    }

    /// The same of a document that counts from its signing where no one states its entry.
    #[must_use]
    pub fn counted_from_signing(self, counts_from_signing: bool) -> Self {
        Self { counts_from_signing, ..self }
    }

    /// How the document stood on a day.
    pub fn state_on(&self, day: Date) -> StatusOnDay<'_> {
        let (state, evidence, is_disputed) = self.judge(day);
        let is_assumed = state == LegalStatus::InForce
            && evidence.iter().all(|event| event.change == StatusChange::Issued);
        StatusOnDay {
            state,
            evidence,
            is_disputed,
            is_assumed,
            is_past_period: self.period_end.is_some_and(|year| day.year() > year),
        }
    }

    /// The statements that can decide: those of competent bodies.
    fn sound(&self) -> impl Iterator<Item = &StatusEvent> {
        self.events.iter().filter(|event| event.is_plausible)
    }

    fn judge(&self, day: Date) -> (LegalStatus, Vec<&StatusEvent>, bool) {
        let ends: Vec<&StatusEvent> = self
            .sound()
            .filter(|event| event.change.end().is_some())
            .filter(|event| has_begun(event, day) == Some(true))
            .collect();
        if let Some(first) = ends.first() {
            let alive = self.found_alive_after(first, day);
            if !alive.is_empty() {
                return (LegalStatus::Unknown, [ends, alive].concat(), true);
            }
            return (first.change.end().unwrap_or(LegalStatus::Unknown), ends, false);
        }
        let (begun, waiting) = self.beginnings(day);
        match (begun.is_empty(), waiting.is_empty()) {
            (_, false)
                if begun.iter().all(|event| event.change == StatusChange::Issued) =>
            {
                return (LegalStatus::NotYet, waiting, false);
            }
            (false, false) => {
                return (LegalStatus::Unknown, [begun, waiting].concat(), true);
            }
            _ => {}
        }
        self.while_alive(day, begun)
    }

    /// The state of a document that no dated statement has ended.
    fn while_alive<'t>(
        &'t self,
        day: Date,
        begun: Vec<&'t StatusEvent>,
    ) -> (LegalStatus, Vec<&'t StatusEvent>, bool) {
        let open: Vec<&StatusEvent> = self
            .sound()
            .filter(|event| event.change.end().is_some())
            .filter(|event| has_begun(event, day).is_none())
            .collect();
        if !open.is_empty() {
            return (LegalStatus::Unknown, open, false);
        }
        let of = |wanted: &[StatusChange]| -> Vec<&'t StatusEvent> {
            self.sound()
                .filter(|event| wanted.contains(&event.change))
                .filter(|event| holds_on(event, day))
                .collect()
        };
        let suspended =
            of(&[StatusChange::Suspended, StatusChange::Found(LegalStatus::Suspended)]);
        if !suspended.is_empty() {
            return (LegalStatus::Suspended, suspended, false);
        }
        let amended =
            of(&[StatusChange::Amended, StatusChange::Found(LegalStatus::Amended)]);
        if !amended.is_empty() {
            return (LegalStatus::Amended, amended, false);
        }
        let mut entered = of(&[StatusChange::Found(LegalStatus::InForce)]);
        let is_entry = |event: &&StatusEvent| event.change == StatusChange::Entered;
        entered.extend(begun.iter().copied().filter(is_entry));
        if entered.is_empty() && self.counts_from_signing {
            entered = begun;
        }
        if entered.is_empty() {
            return (LegalStatus::Unknown, Vec::new(), false);
        }
        (LegalStatus::InForce, entered, false)
    }

    /// Statements of issue and entry that have, and that have not begun on a day.
    fn beginnings(&self, day: Date) -> (Vec<&StatusEvent>, Vec<&StatusEvent>) {
        let begins = |event: &&StatusEvent| {
            matches!(event.change, StatusChange::Issued | StatusChange::Entered)
        };
        let on = |wanted: bool| {
            let events = self.sound().filter(begins);
            events.filter(move |event| has_begun(event, day) == Some(wanted)).collect()
        };
        (on(true), on(false))
    }

    /// Findings that the document was alive in a year behind that of its end.
    fn found_alive_after(&self, end: &StatusEvent, day: Date) -> Vec<&StatusEvent> {
        let ended = end.from.map(DateText::year);
        let alive = |event: &&StatusEvent| {
            matches!(
                event.change,
                StatusChange::Found(LegalStatus::InForce | LegalStatus::Amended)
            )
        };
        self.sound()
            .filter(alive)
            .filter(|event| {
                let year = event.from.map(DateText::year);
                year > ended && year.is_some_and(|year| year <= day.year())
            })
            .collect()
    }
}

/// Whether what a statement says has begun on a day; `None` where its date is too coarse
/// to tell, or missing.
fn has_begun(event: &StatusEvent, day: Date) -> Option<bool> {
    let from = event.from?;
    if matches!(event.change, StatusChange::Found(_)) {
        return Some(from.year() <= day.year());
    }
    if let DateText::Day(from) = from {
        return Some(from <= day);
    }
    if from.contains(day) { None } else { Some(first_day(from) <= day) }
}

/// Whether a passing state holds on a day: what was found only in the year looked at, what
/// was done from its day on.
fn holds_on(event: &StatusEvent, day: Date) -> bool {
    match event.change {
        StatusChange::Found(_) => {
            event.from.is_some_and(|from| from.year() == day.year())
        }
        _ => has_begun(event, day) == Some(true),
    }
}

/// The first day of a date as precise as it is.
fn first_day(date: DateText) -> Date {
    match date {
        DateText::Day(day) => day,
        DateText::Month { year, month } => Date::new(year, month, 1).unwrap_or(Date::MIN),
        DateText::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MIN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn event(change: StatusChange, from: Option<DateText>) -> StatusEvent {
        StatusEvent {
            change,
            from,
            by: None,
            is_plausible: true,
            origin: EventOrigin::Own,
            source: EventSource::Citers,
            words: String::new(),
        }
    }

    fn on(change: StatusChange, year: i16, month: i8, day: i8) -> StatusEvent {
        event(change, Some(DateText::Day(date(year, month, day))))
    }

    fn found(state: LegalStatus, year: i16) -> StatusEvent {
        event(StatusChange::Found(state), Some(DateText::Year(year)))
    }

    #[track_caller]
    fn check(events: &[StatusEvent], days: &[(i16, i8, i8, LegalStatus)]) {
        let timeline = Timeline::new(events.to_vec(), None);
        for (year, month, day, expected) in days {
            let standing = timeline.state_on(date(*year, *month, *day));
            assert_eq!(standing.state, *expected, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn nothing_is_known_of_a_document_that_nobody_speaks_of() {
        check(&[], &[(2022, 1, 1, LegalStatus::Unknown)]);
        check(
            &[on(StatusChange::Issued, 2020, 1, 1)],
            &[(2019, 1, 1, LegalStatus::NotYet), (2022, 1, 1, LegalStatus::Unknown)],
        );
    }

    #[test]
    fn a_life_from_entry_to_replacement() {
        check(
            &[
                on(StatusChange::Replaced, 2024, 6, 1),
                on(StatusChange::Issued, 2020, 1, 1),
                on(StatusChange::Amended, 2022, 3, 1),
                on(StatusChange::Entered, 2020, 3, 1),
            ],
            &[
                (2019, 12, 31, LegalStatus::NotYet),
                (2020, 2, 1, LegalStatus::NotYet),
                (2020, 3, 1, LegalStatus::InForce),
                (2022, 3, 1, LegalStatus::Amended),
                (2024, 5, 31, LegalStatus::Amended),
                (2024, 6, 1, LegalStatus::Replaced),
                (2030, 1, 1, LegalStatus::Replaced),
            ],
        );
    }

    #[test]
    fn what_was_found_in_a_year_says_nothing_of_others() {
        check(
            &[found(LegalStatus::InForce, 2022), found(LegalStatus::Replaced, 2026)],
            &[
                (2021, 1, 1, LegalStatus::Unknown),
                (2022, 7, 1, LegalStatus::InForce),
                (2024, 1, 1, LegalStatus::Unknown),
                (2026, 1, 1, LegalStatus::Replaced),
                (2028, 1, 1, LegalStatus::Replaced),
            ],
        );
    }

    #[test]
    fn an_undated_end_leaves_the_state_open() {
        check(
            &[on(StatusChange::Entered, 2020, 1, 1), event(StatusChange::Replaced, None)],
            &[(2019, 1, 1, LegalStatus::NotYet), (2022, 1, 1, LegalStatus::Unknown)],
        );
        let coarse = event(StatusChange::Repealed, Some(DateText::Year(2021)));
        check(
            &[on(StatusChange::Entered, 2020, 1, 1), coarse],
            &[
                (2020, 12, 31, LegalStatus::InForce),
                (2021, 5, 1, LegalStatus::Unknown),
                (2022, 1, 1, LegalStatus::Repealed),
            ],
        );
    }

    #[test]
    fn statements_that_exclude_each_other_are_a_conflict() {
        let timeline = Timeline::new(
            vec![
                on(StatusChange::Replaced, 2020, 1, 1),
                found(LegalStatus::InForce, 2022),
            ],
            None,
        );
        let standing = timeline.state_on(date(2022, 5, 1));
        assert_eq!((standing.state, standing.is_disputed), (LegalStatus::Unknown, true));
        assert_eq!(standing.evidence.len(), 2);
        assert!(!timeline.state_on(date(2021, 1, 1)).is_disputed);
        let entries = vec![
            on(StatusChange::Entered, 2020, 1, 1),
            on(StatusChange::Entered, 2021, 1, 1),
        ];
        let timeline = Timeline::new(entries, None);
        assert!(timeline.state_on(date(2020, 6, 1)).is_disputed);
    }

    #[test]
    fn a_change_by_an_incompetent_body_does_not_decide() {
        let mut replaced = on(StatusChange::Replaced, 2021, 1, 1);
        replaced.is_plausible = false;
        check(
            &[on(StatusChange::Entered, 2020, 1, 1), replaced],
            &[(2022, 1, 1, LegalStatus::InForce)],
        );
    }

    #[test]
    fn a_party_document_counts_from_its_signing() {
        let events = vec![on(StatusChange::Issued, 2020, 1, 1)];
        let timeline = Timeline::new(events, None).counted_from_signing(true);
        let standing = timeline.state_on(date(2022, 1, 1));
        assert_eq!((standing.state, standing.is_assumed), (LegalStatus::InForce, true));
        let before = timeline.state_on(date(2019, 1, 1));
        assert_eq!((before.state, before.is_assumed), (LegalStatus::NotYet, false));
        let nothing = Timeline::default().counted_from_signing(true);
        assert_eq!(nothing.state_on(date(2022, 1, 1)).state, LegalStatus::Unknown);
    }

    #[test]
    fn a_period_in_the_title_is_a_hint_only() {
        let timeline =
            Timeline::new(vec![on(StatusChange::Entered, 2016, 1, 1)], Some(2020));
        let standing = timeline.state_on(date(2022, 1, 1));
        assert_eq!(
            (standing.state, standing.is_past_period),
            (LegalStatus::InForce, true)
        );
        assert!(!timeline.state_on(date(2020, 12, 31)).is_past_period);
    }
}
