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
    let antecedents = Seen::new(text, found).antecedents();
    for (citation, antecedent) in found.iter_mut().zip(antecedents) {
        citation.antecedent = antecedent;
    }
}

/// The earlier mentions that can be taken up.
struct Seen<'t> {
    text: &'t str,
    found: &'t [Citation],
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

impl<'t> Seen<'t> {
    fn new(text: &'t str, found: &'t [Citation]) -> Self {
        Self {
            text,
            found,
            in_text: FxHashMap::default(),
            in_paragraph: FxHashMap::default(),
            by_number: FxHashMap::default(),
        }
    }

    /// The mention that each one takes up, by index.
    fn antecedents(mut self) -> Vec<Option<usize>> {
        let mut antecedents = Vec::with_capacity(self.found.len());
        let mut at = 0;
        for (index, citation) in self.found.iter().enumerate() {
            let start = citation.span.start.max(at);
            if self.text.get(at..start).is_some_and(|passed| passed.contains('\n')) {
                self.in_paragraph.clear();
            }
            at = start;
            let antecedent = self.antecedent(citation);
            // A reference is no document of its own: what it takes up is noted already.
            if antecedent.is_none() && citation.kind != CitationKind::BackReference {
                self.add(index, citation);
            }
            antecedents.push(antecedent);
        }
        antecedents
    }

    /// The one mention that a reference can take up.
    fn antecedent(&self, citation: &Citation) -> Option<usize> {
        if citation.antecedent.is_some() {
            return citation.antecedent;
        }
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
        let other = self.found.get(works.latest)?;
        let year = citation.number_year;
        let fits = year.is_none()
            || other.symbol.as_ref().is_some_and(|symbol| symbol.year == year);
        (fits && !works.are_several).then_some(works.latest)
    }

    /// Adds a mention that later ones can take up.
    fn add(&mut self, index: usize, citation: &Citation) {
        let (text, found) = (self.text, self.found);
        let is_same = |other: usize| {
            found.get(other).is_none_or(|other| is_same_work(text, other, citation))
        };
        if citation.kind != CitationKind::SelfReference {
            let any = citation.nested_in.is_none().then_some(None);
            let typed = citation.document_type.map(Some);
            for kind in any.into_iter().chain(typed) {
                add_to(&mut self.in_text, kind, index, is_same);
                add_to(&mut self.in_paragraph, kind, index, is_same);
            }
        }
        if let Some(key) = number_key(citation).filter(|_| !is_short(citation)) {
            add_to(&mut self.by_number, key, index, is_same);
        }
    }
}

/// Adds a mention to those of its kind; `is_same` tells whether it is of the document of
/// another.
fn add_to<K: std::hash::Hash + Eq>(
    works: &mut FxHashMap<K, Works>,
    key: K,
    index: usize,
    is_same: impl Fn(usize) -> bool,
) {
    let works = works.entry(key).or_insert(Works { latest: index, are_several: false });
    works.are_several = works.are_several || !is_same(works.latest);
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
    fn a_type_word_defined_as_short_form_stands_for_its_document() {
        let defined =
            "Thông tư số 8/2022/TT-BXD về nghĩa trang (sau đây gọi là Thông tư)";
        let number = Some("Thông tư số 8/2022/TT-BXD");
        for behind in [
            "theo điểm b khoản 2 Điều 9 Thông tư",
            "xã lập sổ theo Phụ lục II Thông tư và lưu tại chỗ",
            "Thông tư có hiệu lực từ đầu năm",
            "việc thi hành Thông tư được giao cho xã",
            "mẫu đơn nêu trong Thông tư, mẫu sổ tự chọn",
        ] {
            let text = format!("{defined}. {behind}");
            check_antecedent(&text, "Thông tư", number);
        }
        check_antecedent(
            "Quyết định số 61/QĐ-UBND thực hiện Đề án số 4-ĐA/TU (gọi tắt là “Đề án”). Các xã \
             đưa Đề án vào kế hoạch",
            "Đề án",
            Some("Đề án số 4-ĐA/TU"),
        );
        check_antecedent(
            "Quyết định số 61/QĐ-UBND, sau đây gọi là Quyết định, đã hết hạn; xem Điều 2 Quyết \
             định",
            "Quyết định",
            Some("Quyết định số 61/QĐ-UBND"),
        );
    }

    #[test]
    fn other_documents_of_the_type_are_not_the_short_form() {
        let defined = "Thông tư số 8/2022/TT-BXD (sau đây gọi là Thông tư)";
        for behind in [
            "các Thông tư khác",
            "mọi thông tư của bộ",
            "Thông tư hướng dẫn mới sẽ ban hành sau",
            "THÔNG TƯ MỚI",
        ] {
            let text = format!("{defined}. {behind}");
            let found = find::in_text(&text);
            assert!(
                found.iter().all(|it| it.antecedent.is_none()),
                "{behind}: {found:?}"
            );
        }
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
