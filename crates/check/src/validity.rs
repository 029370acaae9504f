//! How a cited document stood on the draft's day, from its timeline.

use jiff::civil::Date;

use super::case::shown_date;
use super::facts::Facts;
use super::finding::Evidence;
use tracuu_index::record::Origin;
use tracuu_legal::citation::validity::{Event, Origin as Stater, State};
use tracuu_legal::document::symbol::Symbol;

/// How a document stood on a day, and by what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Standing {
    /// How.
    pub(super) state: State,
    /// Whether statements exclude each other.
    pub(super) is_disputed: bool,
    /// The documents that brought it about, each once.
    pub(super) by: Vec<By>,
    /// From when, as far as stated, in Vietnamese.
    pub(super) since: Option<String>,
    /// Where the collection says so.
    pub(super) evidence: Vec<Evidence>,
}

/// A document that changed another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct By {
    /// Its id or symbol, as the timeline names it.
    pub(super) name: String,
    /// From when, in Vietnamese.
    pub(super) since: Option<String>,
}

/// How a document stood on a day.
pub(super) fn on(facts: &Facts, day: Date) -> Standing {
    let timeline = facts.timeline();
    let standing = timeline.state_on(day);
    let mut by: Vec<By> = Vec::new();
    for event in &standing.evidence {
        let Some(name) = &event.by else { continue };
        if by.iter().all(|known| known.name != *name) {
            let since = event.from.map(shown_date);
            by.push(By { name: name.clone(), since });
        }
    }
    let since = standing.evidence.iter().find_map(|event| event.from).map(shown_date);
    Standing {
        state: standing.state,
        is_disputed: standing.is_disputed,
        by,
        since,
        evidence: standing.evidence.iter().map(|event| shown(facts, event)).collect(),
    }
}

/// A statement as evidence.
fn shown(facts: &Facts, event: &Event) -> Evidence {
    let parts = [event.from.map(|date| date.to_string()), event.by.clone()];
    let value = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let is_catalogue = event.origin == Stater::Catalogue;
    Evidence {
        origin: match event.origin {
            Stater::Own => Origin::Own,
            Stater::Actor | Stater::Other => Origin::Citation,
            Stater::Catalogue => Origin::Catalogue,
        },
        document: facts.id().to_owned(),
        field: event.change.name().to_owned(),
        value,
        source: if is_catalogue { event.place.clone() } else { String::new() },
        places: if is_catalogue || event.place.is_empty() {
            Vec::new()
        } else {
            vec![event.place.clone()]
        },
    }
}

impl By {
    /// Its symbol, where it is named by one.
    pub(super) fn symbol(&self) -> Option<Symbol> {
        self.name.parse().ok()
    }
}

/// A state in Vietnamese.
pub(super) const fn words(state: State) -> &'static str {
    match state {
        State::Unknown => "không rõ tình trạng hiệu lực",
        State::InForce => "còn hiệu lực",
        State::Amended => "còn hiệu lực, đã được sửa đổi, bổ sung",
        State::NotYet => "chưa có hiệu lực",
        State::Replaced => "đã bị thay thế",
        State::Repealed => "đã bị bãi bỏ",
        State::Expired => "đã hết thời hạn",
        State::Suspended => "tạm ngưng hiệu lực",
    }
}
