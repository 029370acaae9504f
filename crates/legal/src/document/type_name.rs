//! The type of a document named at the start of a text.

use super::document_type::DocumentType;

/// Most words of a type name: `Thông tư liên tịch`.
const MAX_TYPE_WORDS: usize = 5;

/// The type named by the first words of a line, and the bytes of its name.
pub(super) fn type_at(text: &str) -> Option<(DocumentType, usize)> {
    let mut ends = [0; MAX_TYPE_WORDS];
    let mut n_words = 0;
    let mut end = 0;
    for (place, word) in ends.iter_mut().zip(text.split_whitespace()) {
        let rest = text.get(end..)?;
        end += rest.find(word)? + word.len();
        *place = end;
        n_words += 1;
    }
    ends.iter().take(n_words).rev().find_map(|end| {
        let name = text.get(..*end)?.trim_end_matches([':', '.', ',', '*']);
        Some((DocumentType::from_name(name)?, name.len()))
    })
}
