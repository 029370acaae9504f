//! Validity (hiệu lực): what is said of a document's force, and how it stood on a day.
//!
//! A timeline keeps every statement with who makes it and where; nothing is settled when
//! it is written. [`Timeline::state_on`] asks for a day and never guesses: without a
//! statement that a document had come into force the answer is unknown, an undated end
//! makes it unknown again, and statements that exclude each other are given as a conflict.
//! That a document, once in force, stays so until somebody says otherwise is the rule of
//! both sides; [`Standing::evidence`] shows on what the answer rests.

use jiff::civil::Date;

use crate::document::date::DateText;

/// How a document stands on a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum State {
    /// Còn hiệu lực.
    InForce,
    /// Còn hiệu lực, đã được sửa đổi, bổ sung.
    Amended,
    /// Đã được thay thế.
    Replaced,
    /// Đã bị bãi bỏ.
    Repealed,
    /// Hết thời hạn.
    Expired,
    /// Tạm ngưng hiệu lực.
    Suspended,
    /// Chưa có hiệu lực.
    NotYet,
    /// Không rõ.
    Unknown,
}

impl State {
    /// All states.
    pub const ALL: [Self; 8] = [
        Self::InForce,
        Self::Amended,
        Self::Replaced,
        Self::Repealed,
        Self::Expired,
        Self::Suspended,
        Self::NotYet,
        Self::Unknown,
    ];

    /// The name on the wire. Stable.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Amended => "amended",
            Self::Replaced => "replaced",
            Self::Repealed => "repealed",
            Self::Expired => "expired",
            Self::Suspended => "suspended",
            Self::NotYet => "not_yet",
            Self::Unknown => "unknown",
        }
    }

    /// The state of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether the document has lost its force for good.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Replaced | Self::Repealed | Self::Expired)
    }
}

/// What a statement says happened.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Change {
    /// It was issued.
    Issued,
    /// It came into force.
    Entered,
    /// Its text was changed, or parts of it replaced or repealed.
    Amended,
    /// An error in its text was corrected.
    Corrected,
    /// Another took its place.
    Replaced,
    /// It was repealed.
    Repealed,
    /// Its time ran out.
    Expired,
    /// Its force was suspended.
    Suspended,
    /// Somebody looked it up, and found it to stand so.
    Found(State),
}

impl Change {
    /// The name on the wire; of what was found the name of the state behind `found_`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Entered => "entered",
            Self::Amended => "amended",
            Self::Corrected => "corrected",
            Self::Replaced => "replaced",
            Self::Repealed => "repealed",
            Self::Expired => "expired",
            Self::Suspended => "suspended",
            Self::Found(State::InForce) => "found_in_force",
            Self::Found(State::Amended) => "found_amended",
            Self::Found(State::Replaced) => "found_replaced",
            Self::Found(State::Repealed) => "found_repealed",
            Self::Found(State::Expired) => "found_expired",
            Self::Found(State::Suspended) => "found_suspended",
            Self::Found(State::NotYet) => "found_not_yet",
            Self::Found(State::Unknown) => "found_unknown",
        }
    }

    /// The change of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        let plain = [
            Self::Issued,
            Self::Entered,
            Self::Amended,
            Self::Corrected,
            Self::Replaced,
            Self::Repealed,
            Self::Expired,
            Self::Suspended,
        ];
        let found = State::ALL.map(Self::Found);
        plain.into_iter().chain(found).find(|change| change.name() == name)
    }

    /// The state that it leaves the document in for good.
    const fn end(self) -> Option<State> {
        match self {
            Self::Replaced => Some(State::Replaced),
            Self::Repealed => Some(State::Repealed),
            Self::Expired => Some(State::Expired),
            Self::Found(state) if state.is_over() => Some(state),
            _ => None,
        }
    }
}

/// A statement about a document's force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// What happened.
    pub change: Change,
    /// From when; of what was found the year looked at. `None` where nobody says.
    pub from: Option<DateText>,
    /// The document that did it: its id, else its symbol.
    pub by: Option<String>,
    /// Whether the body that is said to do it may do so.
    pub is_plausible: bool,
    /// Who says so.
    pub origin: Origin,
    /// Where: id of a document with `#` and path, or the source that a catalogue names.
    pub place: String,
    /// The words, where there are any.
    pub words: String,
}

/// Who makes a statement.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Origin {
    /// The document itself.
    Own,
    /// The document that makes the change.
    Actor,
    /// A third document.
    Other,
    /// The catalogue.
    Catalogue,
}

impl Origin {
    /// The name on the wire. Stable.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Actor => "actor",
            Self::Other => "citation",
            Self::Catalogue => "catalogue",
        }
    }

    /// The origin of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Own, Self::Actor, Self::Other, Self::Catalogue]
            .into_iter()
            .find(|origin| origin.name() == name)
    }
}

/// All that is said of one document's force.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Timeline {
    /// Statements, by date; undated ones last.
    pub events: Vec<Event>,
    /// The last year of the period in its title ("giai đoạn 2016-2020"): a hint that its
    /// time has run out, never a proof.
    pub period_end: Option<i16>,
}

/// How a document stands on a day, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing<'t> {
    /// The state.
    pub state: State,
    /// The statements on which it rests; of an unknown state those that leave it open.
    pub evidence: Vec<&'t Event>,
    /// Whether statements exclude each other; the state is then unknown.
    pub is_disputed: bool,
    /// Whether the day lies behind the period in the title.
    pub is_past_period: bool,
}

impl Timeline {
    /// A timeline of statements in any order.
    pub fn new(mut events: Vec<Event>, period_end: Option<i16>) -> Self {
        events.sort_by_key(|event| (event.from.is_none(), event.from.map(first_day)));
        Self { events, period_end }
    }

    /// How the document stood on a day.
    pub fn state_on(&self, day: Date) -> Standing<'_> {
        let (state, evidence, is_disputed) = self.judge(day);
        Standing {
            state,
            evidence,
            is_disputed,
            is_past_period: self.period_end.is_some_and(|year| day.year() > year),
        }
    }

    /// The statements that can decide: those of competent bodies.
    fn sound(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(|event| event.is_plausible)
    }

    fn judge(&self, day: Date) -> (State, Vec<&Event>, bool) {
        let ends: Vec<&Event> = self
            .sound()
            .filter(|event| event.change.end().is_some())
            .filter(|event| has_begun(event, day) == Some(true))
            .collect();
        if let Some(first) = ends.first() {
            let alive = self.found_alive_after(first, day);
            if !alive.is_empty() {
                return (State::Unknown, [ends, alive].concat(), true);
            }
            return (first.change.end().unwrap_or(State::Unknown), ends, false);
        }
        let (begun, waiting) = self.beginnings(day);
        match (begun.is_empty(), waiting.is_empty()) {
            (_, false) if begun.iter().all(|event| event.change == Change::Issued) => {
                return (State::NotYet, waiting, false);
            }
            (false, false) => return (State::Unknown, [begun, waiting].concat(), true),
            _ => {}
        }
        self.while_alive(day, begun)
    }

    /// The state of a document that no dated statement has ended.
    fn while_alive<'t>(
        &'t self,
        day: Date,
        begun: Vec<&'t Event>,
    ) -> (State, Vec<&'t Event>, bool) {
        let open: Vec<&Event> = self
            .sound()
            .filter(|event| event.change.end().is_some())
            .filter(|event| has_begun(event, day).is_none())
            .collect();
        if !open.is_empty() {
            return (State::Unknown, open, false);
        }
        let of = |wanted: &[Change]| -> Vec<&'t Event> {
            self.sound()
                .filter(|event| wanted.contains(&event.change))
                .filter(|event| holds_on(event, day))
                .collect()
        };
        let suspended = of(&[Change::Suspended, Change::Found(State::Suspended)]);
        if !suspended.is_empty() {
            return (State::Suspended, suspended, false);
        }
        let amended = of(&[Change::Amended, Change::Found(State::Amended)]);
        if !amended.is_empty() {
            return (State::Amended, amended, false);
        }
        let mut entered = of(&[Change::Found(State::InForce)]);
        entered.extend(begun.into_iter().filter(|e| e.change == Change::Entered));
        if entered.is_empty() {
            return (State::Unknown, Vec::new(), false);
        }
        (State::InForce, entered, false)
    }

    /// Statements of issue and entry that have, and that have not begun on a day.
    fn beginnings(&self, day: Date) -> (Vec<&Event>, Vec<&Event>) {
        let begins =
            |event: &&Event| matches!(event.change, Change::Issued | Change::Entered);
        let on = |wanted: bool| {
            let events = self.sound().filter(begins);
            events.filter(move |event| has_begun(event, day) == Some(wanted)).collect()
        };
        (on(true), on(false))
    }

    /// Findings that the document was alive in a year behind that of its end.
    fn found_alive_after(&self, end: &Event, day: Date) -> Vec<&Event> {
        let ended = end.from.map(DateText::year);
        let alive = |event: &&Event| {
            matches!(event.change, Change::Found(State::InForce | State::Amended))
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
fn has_begun(event: &Event, day: Date) -> Option<bool> {
    let from = event.from?;
    if matches!(event.change, Change::Found(_)) {
        return Some(from.year() <= day.year());
    }
    if let DateText::Day(from) = from {
        return Some(from <= day);
    }
    if from.contains(day) { None } else { Some(first_day(from) <= day) }
}

/// Whether a passing state holds on a day: what was found only in the year looked at, what
/// was done from its day on.
fn holds_on(event: &Event, day: Date) -> bool {
    match event.change {
        Change::Found(_) => event.from.is_some_and(|from| from.year() == day.year()),
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

    fn event(change: Change, from: Option<DateText>) -> Event {
        Event {
            change,
            from,
            by: None,
            is_plausible: true,
            origin: Origin::Own,
            place: String::new(),
            words: String::new(),
        }
    }

    fn on(change: Change, year: i16, month: i8, day: i8) -> Event {
        event(change, Some(DateText::Day(date(year, month, day))))
    }

    fn found(state: State, year: i16) -> Event {
        event(Change::Found(state), Some(DateText::Year(year)))
    }

    #[track_caller]
    fn check(events: &[Event], days: &[(i16, i8, i8, State)]) {
        let timeline = Timeline::new(events.to_vec(), None);
        for (year, month, day, expected) in days {
            let standing = timeline.state_on(date(*year, *month, *day));
            assert_eq!(standing.state, *expected, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn nothing_is_known_of_a_document_that_nobody_speaks_of() {
        check(&[], &[(2022, 1, 1, State::Unknown)]);
        check(
            &[on(Change::Issued, 2020, 1, 1)],
            &[(2019, 1, 1, State::NotYet), (2022, 1, 1, State::Unknown)],
        );
    }

    #[test]
    fn a_life_from_entry_to_replacement() {
        check(
            &[
                on(Change::Replaced, 2024, 6, 1),
                on(Change::Issued, 2020, 1, 1),
                on(Change::Amended, 2022, 3, 1),
                on(Change::Entered, 2020, 3, 1),
            ],
            &[
                (2019, 12, 31, State::NotYet),
                (2020, 2, 1, State::NotYet),
                (2020, 3, 1, State::InForce),
                (2022, 3, 1, State::Amended),
                (2024, 5, 31, State::Amended),
                (2024, 6, 1, State::Replaced),
                (2030, 1, 1, State::Replaced),
            ],
        );
    }

    #[test]
    fn what_was_found_in_a_year_says_nothing_of_others() {
        check(
            &[found(State::InForce, 2022), found(State::Replaced, 2026)],
            &[
                (2021, 1, 1, State::Unknown),
                (2022, 7, 1, State::InForce),
                (2024, 1, 1, State::Unknown),
                (2026, 1, 1, State::Replaced),
                (2028, 1, 1, State::Replaced),
            ],
        );
    }

    #[test]
    fn an_undated_end_leaves_the_state_open() {
        check(
            &[on(Change::Entered, 2020, 1, 1), event(Change::Replaced, None)],
            &[(2019, 1, 1, State::NotYet), (2022, 1, 1, State::Unknown)],
        );
        let coarse = event(Change::Repealed, Some(DateText::Year(2021)));
        check(
            &[on(Change::Entered, 2020, 1, 1), coarse],
            &[
                (2020, 12, 31, State::InForce),
                (2021, 5, 1, State::Unknown),
                (2022, 1, 1, State::Repealed),
            ],
        );
    }

    #[test]
    fn statements_that_exclude_each_other_are_a_conflict() {
        let timeline = Timeline::new(
            vec![on(Change::Replaced, 2020, 1, 1), found(State::InForce, 2022)],
            None,
        );
        let standing = timeline.state_on(date(2022, 5, 1));
        assert_eq!((standing.state, standing.is_disputed), (State::Unknown, true));
        assert_eq!(standing.evidence.len(), 2);
        assert!(!timeline.state_on(date(2021, 1, 1)).is_disputed);
        let entries =
            vec![on(Change::Entered, 2020, 1, 1), on(Change::Entered, 2021, 1, 1)];
        let timeline = Timeline::new(entries, None);
        assert!(timeline.state_on(date(2020, 6, 1)).is_disputed);
    }

    #[test]
    fn a_change_by_an_incompetent_body_does_not_decide() {
        let mut replaced = on(Change::Replaced, 2021, 1, 1);
        replaced.is_plausible = false;
        check(
            &[on(Change::Entered, 2020, 1, 1), replaced],
            &[(2022, 1, 1, State::InForce)],
        );
    }

    #[test]
    fn a_period_in_the_title_is_a_hint_only() {
        let timeline = Timeline::new(vec![on(Change::Entered, 2016, 1, 1)], Some(2020));
        let standing = timeline.state_on(date(2022, 1, 1));
        assert_eq!((standing.state, standing.is_past_period), (State::InForce, true));
        assert!(!timeline.state_on(date(2020, 12, 31)).is_past_period);
    }

    #[test]
    fn names_read_back() {
        for state in State::ALL {
            assert_eq!(State::from_name(state.name()), Some(state));
            let found = Change::Found(state);
            assert_eq!(Change::from_name(found.name()), Some(found));
        }
    }
}
