//! How a cited document stood on the draft's day, from its timeline.

use jiff::civil::Date;

use super::facts::DocumentFacts;
use super::finding::{Evidence, Statement};
use tracuu_legal::citation::legal_status::LegalStatus;
use tracuu_legal::citation::validity::StatusEvent;
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::symbol::Symbol;

/// How a document stood on a day, and by what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct StatusOnDay {
    /// How.
    pub(super) state: LegalStatus,
    /// Whether statements exclude each other.
    pub(super) is_disputed: bool,
    /// The documents that brought it about, each once.
    pub(super) by: Vec<ChangingDocument>,
    /// From when, as far as stated, in Vietnamese.
    pub(super) since: Option<String>,
    /// Where the collection says so.
    pub(super) evidence: Vec<Evidence>,
}

/// A document that changed another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ChangingDocument {
    /// Its id or symbol, as the timeline names it.
    pub(super) name: String,
    /// From when, in Vietnamese.
    pub(super) since: Option<String>,
}

/// How a document stood on a day.
pub(super) fn on(facts: &DocumentFacts, day: Date) -> StatusOnDay {
    let standing = facts.timeline().state_on(day);
    let mut by: Vec<ChangingDocument> = Vec::new();
    for event in &standing.evidence {
        let Some(name) = &event.by else { continue };
        if by.iter().all(|known| known.name != *name) {
            let since = event.from.map(DateText::vietnamese);
            by.push(ChangingDocument { name: name.clone(), since });
        }
    }
    let evidence = |event: &StatusEvent| Evidence {
        document: facts.id().to_owned(),
        statement: Statement::Event(event.clone()),
    };
    let since =
        standing.evidence.iter().find_map(|event| event.from).map(DateText::vietnamese);
    StatusOnDay {
        state: standing.state,
        is_disputed: standing.is_disputed,
        by,
        since,
        evidence: standing.evidence.into_iter().map(evidence).collect(),
    }
}

impl ChangingDocument {
    /// Its symbol, where it is named by one.
    pub(super) fn symbol(&self) -> Option<Symbol> {
        self.name.parse().ok()
    }
}
