//! Mentions among the others: which one of a list states what all share, and which is the first
//! with a number.

use rustc_hash::FxHashMap;

use tracuu_legal::citation::mention::Citation;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_text::words::words as text_words;

/// Longest stretch between two documents of a list, in bytes.
const MAX_LINK_BYTES: usize = 12;

/// For each mention the last one of a list that shares what stands behind it ("Thông báo số
/// 33/TB-UBND, 47/TB-UBND ngày … của …"); the mention itself where it is in none.
pub(super) fn list_ends(text: &str, citations: &[Citation]) -> Vec<usize> {
    let mut ends: Vec<usize> = (0..citations.len()).collect();
    for (index, pair) in citations.windows(2).enumerate().rev() {
        let [one, next] = pair else { continue };
        let end = ends.get(index + 1).copied();
        if let Some((slot, end)) = ends.get_mut(index).zip(end)
            && shares_with(text, one, next)
        {
            *slot = end;
        }
    }
    ends
}

fn shares_with(text: &str, one: &Citation, next: &Citation) -> bool {
    let is_bare = one.date.is_none() && one.issuer.is_none() && one.title.is_none();
    let between = text.get(one.span.end..next.span.start);
    is_bare
        && next.type_span.is_none()
        && next.symbol.is_some()
        && between.is_some_and(|between| {
            let mut words = text_words(between);
            between.len() <= MAX_LINK_BYTES
                && between.contains([',', 'v'])
                && words.all(|word| matches!(&*word.normal, "và" | "số"))
        })
}

/// The first mention with each type and number.
pub(super) type FirstMentions<'a> = FxHashMap<(Option<DocumentType>, &'a str), usize>;

pub(super) fn first_with(citations: &[Citation]) -> FirstMentions<'_> {
    let mut first = FxHashMap::default();
    for (index, citation) in citations.iter().enumerate() {
        if let Some(number) = citation.number.as_deref() {
            first.entry((citation.document_type, number)).or_insert(index);
        }
    }
    first
}
