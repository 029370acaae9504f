//! Back-references: "Nghị quyết nêu trên", "văn bản trên", "kế hoạch đó".
//!
//! Which document is meant is told by `antecedent`. Plurals ("các văn bản nêu trên") mean
//! several and are no mention of one.

use super::type_word::{Letters, TypeWord};
use super::vocabulary::{self, Class};
use crate::document::type_row::MentionWeight;
use tracuu_text::cursor::Cursor;
use tracuu_text::words::word_before;

/// The end of a back-reference to one document that this type word opens.
pub(super) fn read(text: &str, word: &TypeWord) -> Option<usize> {
    let last = word_before(text, word.span.start);
    let is_plural = vocabulary::holds(Class::Plural, last);
    // "pháp luật" is the law at large.
    let is_compound = vocabulary::holds(Class::Compound, last);
    if is_plural || is_compound || word.letters == Letters::Capitals {
        return None;
    }
    let behind = Cursor::new(text, word.span.end);
    if let Some(end) = vocabulary::read(Class::Back, behind) {
        return Some(end.at());
    }
    let end = vocabulary::read(Class::BackEnd, behind)?;
    let is_document =
        word.is_generic || word.document_type.row().weight > MentionWeight::Weak;
    (is_document && ends_phrase(end)).then_some(end.at())
}

/// Whether a clause ends here, or goes on with a word that cannot belong to "trên" ("trên
/// địa bàn").
fn ends_phrase(at: Cursor<'_>) -> bool {
    let ends = |next: char| matches!(next, ',' | '.' | ';' | ':' | ')' | '\n');
    let goes_on = || {
        vocabulary::read(Class::BackGo, at).is_some()
            && vocabulary::read(Class::BackPlace, at).is_none()
    };
    at.peek().is_none_or(ends) || goes_on()
}
