//! How far along a named document is: issued, still to be made, a class of documents, the
//! text itself or what comes with it.

use super::mention::{Citation, CitationKind, MentionStatus};
use super::own::OwnFacts;
use super::surroundings;
use super::vocabulary::{Class, holds, position, read};
use tracuu_text::cursor::Cursor;
use tracuu_text::words::Word;

/// Longest way back from a document to the verb that makes it, in bytes.
const MAX_BEFORE_BYTES: usize = 64;

/// Most words between a verb of making and the document ("xây dựng, trình ban hành").
const MAX_WORDS: usize = 5;

/// Sets the status of all mentions of a text.
pub(super) fn set(text: &str, own: &OwnFacts, found: &mut [Citation]) {
    for index in 0..found.len() {
        let Some(citation) = found.get(index) else { break };
        let parent = citation.nested_in.and_then(|parent| found.get(parent));
        let in_issued = parent.is_some_and(|it| it.kind == CitationKind::Numbered);
        let status = status(text, own, citation).map(|status| match status {
            // What a document issues exists when the document has a number.
            MentionStatus::ToBeIssued if in_issued => MentionStatus::Issued,
            other => other,
        });
        if let Some(citation) = found.get_mut(index) {
            citation.status = status;
        }
    }
}

/// The status of one mention; `None` of a numbered one of another document, and of a
/// back-reference, which has that of what it takes up.
fn status(text: &str, own: &OwnFacts, citation: &Citation) -> Option<MentionStatus> {
    match citation.kind {
        CitationKind::SelfReference => Some(MentionStatus::Own),
        CitationKind::Numbered => {
            let symbol = citation.symbol.as_ref()?;
            own.is_own_symbol(symbol, citation.date).then_some(MentionStatus::Own)
        }
        CitationKind::BackReference => None,
        CitationKind::Named => Some(named_status(text, own, citation)),
    }
}

fn named_status(text: &str, own: &OwnFacts, citation: &Citation) -> MentionStatus {
    let before = surroundings::window(text, citation.span.start, MAX_BEFORE_BYTES);
    let before = before.of(text);
    let clause = before.rsplit(['.', ';', ':', '\n']).next().unwrap_or_default();
    let words: Vec<&str> = clause.split_whitespace().collect();
    let last = words.last().copied().unwrap_or_default();
    let is_attached = || says(clause, Class::Attached) && says(clause, Class::This);
    if is_attached() || own.is_enclosed(citation.span.of(text)) {
        MentionStatus::Enclosure
    } else if holds(Class::Plural, last) {
        MentionStatus::Class
    } else if is_to_be_issued(&words) {
        MentionStatus::ToBeIssued
    } else {
        MentionStatus::Issued
    }
}

/// Whether a phrase of a class stands in a clause.
fn says(clause: &str, class: Class) -> bool {
    let words: Vec<Word<'_>> = Cursor::new(clause, 0).words().collect();
    position(class, &words).is_some()
}

/// Whether the words in front end with verbs of making, and say nowhere that it is done.
fn is_to_be_issued(words: &[&str]) -> bool {
    let from = words.len().saturating_sub(MAX_WORDS);
    let near = words.get(from..).unwrap_or_default();
    let is_done = near.iter().any(|word| holds(Class::Done, word));
    let ends = (0..near.len()).any(|at| {
        let phrase = near.get(at..).unwrap_or_default().join(" ");
        read(Class::ToIssue, Cursor::new(&phrase, 0))
            .is_some_and(|behind| behind.rest().trim().is_empty())
    });
    ends && !is_done
}
