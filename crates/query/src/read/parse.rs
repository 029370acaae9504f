//! What a question asks for: documents, agencies in a role, places, and free words.
//!
//! The forms take tokens in turn; what none has taken is free text. Words that could be
//! cues keep their plain meaning where nothing around them makes them one: "không gian
//! mạng" denies nothing, and "giám sát" alone is a subject. Nothing is an error.

use super::cue::is_cue_word;
use super::form::table::FORMS;
use super::operator::{operators, with_phrases, without_operators};
use super::role_reader::RoleReader;
use super::token::tokens;
use super::value::ValueReader;
use crate::directory::Directory;
use crate::parsed::query::{ParsedQuery, SpellingCorrection};
use tracuu_analysis::repair::pipeline::repair_with;
use tracuu_analysis::repair::vocabulary::{Candidates, Vocabulary};
use tracuu_legal::agency::registry::Registry;

/// Reads a question: repair against the words of the collection, operators, and what the
/// rest asks for.
pub(crate) fn parse_query(
    text: &str,
    directory: &Directory,
    vocabulary: &dyn Vocabulary,
) -> ParsedQuery {
    let repaired = repair_with(text, &QuestionVocabulary { collection: vocabulary });
    let corrections = repaired.corrections.into_iter();
    let corrections = corrections.map(|correction| SpellingCorrection {
        from: correction.from,
        to: correction.to,
        reason: correction.reason,
    });
    let operators = operators(&repaired.text, ValueReader { directory });
    let plain = without_operators(&repaired.text, &operators);
    let mut query = parse_plain(&plain, directory.registry());
    query.corrections = corrections.collect();
    query.parts.extend(operators.iter().map(|one| one.part(&repaired.text)));
    query.parts.sort_by_key(|part| part.at);
    query.with_phrases = with_phrases(&repaired.text, &operators);
    query.operators = operators;
    query.repaired = repaired.text;
    query
}

/// The words of the collection, and those by which questions are asked: these are no slips
/// where the collection does not have them.
struct QuestionVocabulary<'v> {
    collection: &'v dyn Vocabulary,
}

impl Vocabulary for QuestionVocabulary<'_> {
    fn n_entries(&self, normal: &str) -> u64 {
        self.collection.n_entries(normal).max(u64::from(is_cue_word(normal)))
    }

    fn n_neighbours(&self, first: &str, second: &str) -> u64 {
        self.collection.n_neighbours(first, second)
    }

    fn candidates(&self) -> &Candidates {
        self.collection.candidates()
    }
}

/// Reads a text without operators, as it is. Linear in it.
pub(crate) fn parse_plain(text: &str, registry: &Registry) -> ParsedQuery {
    let tokens = tokens(text, registry);
    let mut reader = RoleReader::new(text, &tokens);
    for read in FORMS {
        read(&mut reader);
    }
    reader.finish()
}
