//! What back-references and short forms take up: "Nghị quyết nêu trên", "Nghị quyết 57"
//! behind "Nghị quyết số 57-NQ/TW".
//!
//! A reference is carried only to an earlier mention, and only where a single document can
//! be meant: the only one of its type in the paragraph, else the only one in the text
//! before (reference grammar 5.7). Linear in the number of mentions.

use rustc_hash::FxHashMap;

use super::mention::{Citation, CitationKind};
use crate::document::document_type::DocumentType;
use tracuu_text::syllable::normal_words;

/// Sets the antecedents of all mentions, which stand in the order of the text.
pub(super) fn link(text: &str, found: &mut [Citation]) {
    let mut seen = Seen { text, ..Seen::default() };
    let mut at = 0;
    for index in 0..found.len() {
        let Some(citation) = found.get(index) else { break };
        let start = citation.span.start.max(at);
        if text.get(at..start).is_some_and(|passed| passed.contains('\n')) {
            seen.in_paragraph.clear();
        }
        at = start;
        let antecedent = seen.antecedent(found, citation);
        // A reference is no document of its own: what it takes up is noted already.
        if antecedent.is_none() && citation.kind != CitationKind::BackReference {
            seen.note(found, index);
        }
        if let Some(citation) = found.get_mut(index) {
            citation.antecedent = antecedent;
        }
    }
}

/// The earlier mentions that can be taken up.
#[derive(Default)]
struct Seen<'t> {
    text: &'t str,
    in_text: FxHashMap<Kind, Works>,
    in_paragraph: FxHashMap<Kind, Works>,
    by_number: FxHashMap<(DocumentType, String), Works>,
}

/// What a back-reference asks for: a type; `None` is "văn bản", any document that stands in
/// no title.
type Kind = Option<DocumentType>;

/// The mentions of one kind.
#[derive(Clone, Copy)]
struct Works {
    /// Index of the latest.
    latest: usize,
    /// Whether they are of several documents.
    are_several: bool,
}

impl Seen<'_> {
    /// The one mention that a reference can take up.
    fn antecedent(&self, found: &[Citation], citation: &Citation) -> Option<usize> {
        let works = match citation.kind {
            CitationKind::BackReference => {
                let kind = citation.document_type;
                self.in_paragraph.get(&kind).or_else(|| self.in_text.get(&kind))
            }
            CitationKind::Numbered if is_short(citation) => {
                self.by_number.get(&number_key(citation)?)
            }
            _ => None,
        }?;
        let other = found.get(works.latest)?;
        let year = citation.number_year;
        let fits = year.is_none()
            || other.symbol.as_ref().is_some_and(|symbol| symbol.year == year);
        (fits && !works.are_several).then_some(works.latest)
    }

    /// Notes a mention that later ones can take up.
    fn note(&mut self, found: &[Citation], index: usize) {
        let Some(citation) = found.get(index) else { return };
        let text = self.text;
        let any = citation.nested_in.is_none().then_some(None);
        let typed = citation.document_type.map(Some);
        for kind in any.into_iter().chain(typed) {
            if citation.kind == CitationKind::SelfReference {
                break;
            }
            add(&mut self.in_text, kind, (text, found, index));
            add(&mut self.in_paragraph, kind, (text, found, index));
        }
        if let Some(key) = number_key(citation).filter(|_| !is_short(citation)) {
            add(&mut self.by_number, key, (text, found, index));
        }
    }
}

/// Adds a mention to those of its kind.
fn add<K: std::hash::Hash + Eq>(
    works: &mut FxHashMap<K, Works>,
    key: K,
    (text, found, index): (&str, &[Citation], usize),
) {
    let new = Works { latest: index, are_several: false };
    let works = works.entry(key).or_insert(new);
    if let (Some(one), Some(other)) = (found.get(works.latest), found.get(index)) {
        works.are_several |= !is_same_work(text, one, other);
    }
    works.latest = index;
}

/// Whether two mentions of a text are of one document: the same symbol, or the same words.
fn is_same_work(text: &str, one: &Citation, other: &Citation) -> bool {
    match (&one.symbol, &other.symbol) {
        (Some(one_symbol), Some(other_symbol)) => {
            let dates_fit = one.date.zip(other.date).is_none_or(|(a, b)| a.agrees(b));
            one_symbol.same_work(other_symbol) && dates_fit
        }
        (None, None) => {
            one.number == other.number
                && normal_words(one.span.of(text)) == normal_words(other.span.of(text))
        }
        _ => false,
    }
}

/// Whether a numbered mention lacks its symbol or the issuer in it.
fn is_short(citation: &Citation) -> bool {
    citation.symbol.as_ref().is_none_or(|symbol| symbol.issuers.is_empty())
}

fn number_key(citation: &Citation) -> Option<(DocumentType, String)> {
    Some((citation.document_type?, citation.number.clone()?))
}

#[cfg(test)]
mod tests {
    use crate::citation::find;

    /// The last mention, and the one that it takes up.
    #[track_caller]
    fn check_antecedent(text: &str, words: &str, expected: Option<&str>) {
        let found = find::in_text(text);
        let last = found.last().expect("help: no citation was found");
        assert_eq!(last.span.of(text), words, "{text}");
        let taken = last.antecedent.map(|index| found[index].span.of(text));
        assert_eq!(taken, expected, "{text}");
    }

    #[test]
    fn the_only_document_of_its_type_is_taken_up() {
        check_antecedent(
            "Căn cứ Nghị quyết số 5-NQ/TU và Kế hoạch số 7-KH/TU, các xã thực hiện nghị quyết \
             nêu trên",
            "nghị quyết nêu trên",
            Some("Nghị quyết số 5-NQ/TU"),
        );
        check_antecedent(
            "Theo Kế hoạch số 7-KH/TU. Giao Văn phòng theo dõi văn bản trên.",
            "văn bản trên",
            Some("Kế hoạch số 7-KH/TU"),
        );
        check_antecedent(
            "Nghị quyết số 5-NQ/TU.\nNghị quyết số 6-NQ/TU; Nghị quyết đó",
            "Nghị quyết đó",
            Some("Nghị quyết số 6-NQ/TU"),
        );
    }

    #[test]
    fn of_several_documents_none_is_taken_up() {
        check_antecedent(
            "Nghị quyết số 5-NQ/TU, Nghị quyết số 6-NQ/TU; Nghị quyết nêu trên",
            "Nghị quyết nêu trên",
            None,
        );
        check_antecedent("Nghị quyết nêu trên", "Nghị quyết nêu trên", None);
        check_antecedent(
            "Kế hoạch số 5-KH/TU; Nghị quyết nêu trên",
            "Nghị quyết nêu trên",
            None,
        );
    }

    #[test]
    fn a_short_form_takes_up_the_full_one_before_it() {
        check_antecedent(
            "Nghị quyết số 57-NQ/TW và Nghị quyết số 5-NQ/TW. Nghị quyết 57",
            "Nghị quyết 57",
            Some("Nghị quyết số 57-NQ/TW"),
        );
        check_antecedent(
            "Nghị quyết số 57-NQ/TW, Nghị quyết số 57-NQ/TU. Nghị quyết 57",
            "Nghị quyết 57",
            None,
        );
        check_antecedent(
            "Nghị định số 30/2020/NĐ-CP. Nghị định 30/2021",
            "Nghị định 30/2021",
            None,
        );
        check_antecedent("Nghị quyết 57", "Nghị quyết 57", None);
    }

    #[test]
    fn classes_and_places_are_no_references() {
        for text in [
            "các văn bản nêu trên",
            "thực hiện kế hoạch trên địa bàn tỉnh",
            "báo cáo trên",
        ] {
            assert!(find::in_text(text).is_empty(), "{text}");
        }
    }
}
