//! The pipeline: what was typed → what was meant, with a report of every change.
//!
//! Repair is conservative. A word that is a Vietnamese syllable, with or without its marks,
//! stays; what could be either is repaired only beside words that cannot. Differences that
//! every analyzer ignores (NFD, uỷ for ủy) are no faults and not reported. Words typed
//! without marks are not repaired: the folded fields find them.

use unicode_normalization::UnicodeNormalization;

use super::evidence::KeystrokeEvidence;
pub use super::fault::Reason;
use super::fault::WordFault;
use super::typo::Neighbours;
use super::vocabulary::Vocabulary;
use super::word::{CheckedWord, WordPlace, words};
use super::{joined, look_alike, telex, tone_place, typo, vni};
use crate::lexicon::is_attested;
use tracuu_text::grammar::{is_syllable, is_unmarked_syllable};
use tracuu_text::span::Span;
use tracuu_text::syllable::normal;

/// Most words of a text in which slips are looked for, so that the work is bounded. A
/// question has forty.
const MAX_SLIPS: usize = 64;

/// A text after repair.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RepairedText {
    /// The repaired text, NFC; the text as typed (in NFC) where nothing was to be repaired.
    pub text: String,
    /// What was changed, in order. Neighbouring words changed for one reason are one.
    pub corrections: Vec<Correction>,
}

/// One change that repair made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correction {
    /// As typed.
    pub from: String,
    /// As repaired.
    pub to: String,
    /// Why.
    pub reason: Reason,
    /// Place of `from` in the text as typed.
    pub span: Span,
    /// Place of `to` in the repaired text.
    pub at: Span,
    /// The words of it, in order: what a search for the literal text needs.
    pub words: Vec<CorrectedWord>,
}

/// One typed word that was changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CorrectedWord {
    /// As typed.
    pub from: String,
    /// As repaired; several words where one was parted.
    pub to: String,
    /// Place of `to` in the repaired text.
    pub at: Span,
}

/// Repairs a typed text without a collection to compare it with: all steps but `typo`.
/// Linear in the text; never fails.
pub fn repair(text: &str) -> RepairedText {
    RepairDraft::new(text, None).finish()
}

/// Repairs a typed text against the words of a collection. Linear in the text; never fails.
pub fn repair_with(text: &str, vocabulary: &dyn Vocabulary) -> RepairedText {
    RepairDraft::new(text, Some(vocabulary)).finish()
}

/// A text while it is repaired.
struct RepairDraft<'t> {
    text: &'t str,
    words: Vec<CheckedWord<'t>>,
    /// What each word should be, where it is not what it should be.
    faults: Vec<Option<WordFault>>,
    vocabulary: Option<&'t dyn Vocabulary>,
}

impl<'t> RepairDraft<'t> {
    fn new(text: &'t str, vocabulary: Option<&'t dyn Vocabulary>) -> Self {
        let words = words(text);
        Self { text, faults: vec![None; words.len()], words, vocabulary }
    }

    fn finish(mut self) -> RepairedText {
        self.letters_and_keys();
        self.joined();
        self.typos();
        self.into_repaired()
    }

    /// The steps that look at a word alone, and then at how many more of its kind there
    /// are.
    fn letters_and_keys(&mut self) {
        self.faults = self.words.iter().map(by_itself).collect();
        let evidence = KeystrokeEvidence::from_faults(self.faults.iter().flatten());
        for fault in &mut self.faults {
            fault.take_if(|fault| !evidence.is_enough_for(fault));
        }
    }

    fn joined(&mut self) {
        for (word, fault) in self.words.iter().zip(&mut self.faults) {
            let is_open = fault.is_none()
                && word.place == WordPlace::Free
                && !is_syllable_or_known(word);
            let exists =
                |vocabulary: &dyn Vocabulary| vocabulary.n_entries(&word.form) > 0;
            if is_open && !self.vocabulary.is_some_and(exists) {
                *fault = joined::fault(word, self.vocabulary);
            }
        }
    }

    /// Slips, until no more are sure: each one put right may decide its neighbours.
    fn typos(&mut self) {
        let Some(vocabulary) = self.vocabulary else { return };
        let mut open: Vec<usize> = (0..self.words.len())
            .filter(|index| self.is_free(*index) && self.fault(*index).is_none())
            .filter(|index| {
                self.form(*index).is_some_and(|form| vocabulary.n_entries(&form) == 0)
            })
            .take(MAX_SLIPS)
            .collect();
        let is_unmarked = !self.has_marks();
        let mut is_changed = true;
        while is_changed {
            is_changed = false;
            open.retain(|index| {
                let found = self.slip(*index, is_unmarked, vocabulary);
                let is_open = found.is_none();
                if let Some(slot) = self.faults.get_mut(*index).filter(|_| !is_open) {
                    *slot = found;
                    is_changed = true;
                }
                is_open
            });
        }
    }

    fn slip(
        &self,
        index: usize,
        is_unmarked: bool,
        vocabulary: &dyn Vocabulary,
    ) -> Option<WordFault> {
        let word = self.words.get(index)?;
        let before =
            word.follows.then(|| self.last_form(index.checked_sub(1)?)).flatten();
        let next = self.words.get(index + 1).filter(|next| next.follows);
        let after = next.and_then(|_| self.first_form(index + 1));
        let around = Neighbours {
            before: before.as_deref(),
            after: after.as_deref(),
            is_unmarked,
        };
        typo::fault(word, around, vocabulary)
    }

    fn is_free(&self, index: usize) -> bool {
        self.words.get(index).is_some_and(|word| word.place == WordPlace::Free)
    }

    fn fault(&self, index: usize) -> Option<&WordFault> {
        self.faults.get(index)?.as_ref()
    }

    /// The normal form of a word as it stands now.
    fn form(&self, index: usize) -> Option<String> {
        let word = self.words.get(index).filter(|word| word.place == WordPlace::Free)?;
        Some(
            self.fault(index)
                .map_or_else(|| word.form.clone(), |fault| normal(&fault.to)),
        )
    }

    fn last_form(&self, index: usize) -> Option<String> {
        self.form(index)?.split(' ').next_back().map(str::to_owned)
    }

    fn first_form(&self, index: usize) -> Option<String> {
        self.form(index)?.split(' ').next().map(str::to_owned)
    }

    /// Whether any word has a mark now.
    fn has_marks(&self) -> bool {
        (0..self.words.len())
            .any(|index| self.form(index).is_some_and(|form| !form.is_ascii()))
    }

    fn into_repaired(self) -> RepairedText {
        let mut repaired = RepairedText {
            text: String::with_capacity(self.text.len()),
            corrections: vec![],
        };
        let mut done = 0;
        for (word, fault) in self.words.iter().zip(self.faults) {
            let Some(fault) = fault else { continue };
            repaired.text.extend(Span::new(done, word.span.start).of(self.text).nfc());
            let start = repaired.text.len();
            repaired.text.push_str(&fault.to);
            let at = Span::new(start, repaired.text.len());
            done = word.span.end;
            repaired.correct(self.text, word, fault, at);
        }
        repaired.text.extend(self.text.get(done..).unwrap_or_default().nfc());
        repaired
    }
}

/// The first step that knows what a word alone should be.
fn by_itself(word: &CheckedWord<'_>) -> Option<WordFault> {
    match word.place {
        WordPlace::Kept => return None,
        WordPlace::Symbol => {
            return telex::symbol_fault(word).or_else(|| vni::symbol_fault(word));
        }
        WordPlace::Free => {}
    }
    if word.form.contains(char::is_numeric) {
        return vni::fault(word).or_else(|| look_alike::fault(word));
    }
    if is_syllable_or_known(word) {
        return look_alike::fault(word);
    }
    tone_place::fault(word)
        .or_else(|| telex::fault(word))
        .or_else(|| look_alike::fault(word))
}

/// Whether a word is a Vietnamese syllable, with or without its marks, or known.
fn is_syllable_or_known(word: &CheckedWord<'_>) -> bool {
    let form = &word.form;
    is_syllable(form) || is_unmarked_syllable(form) || is_attested(form)
}

impl RepairedText {
    /// Notes a correction, or lengthens the last one if nothing but white space is between.
    fn correct(
        &mut self,
        text: &str,
        word: &CheckedWord<'_>,
        fault: WordFault,
        at: Span,
    ) {
        let span = word.span;
        let pair =
            CorrectedWord { from: word.typed.to_owned(), to: fault.to.clone(), at };
        if let Some(last) = self.corrections.last_mut() {
            let between = Span::new(last.span.end, span.start).of(text);
            if last.reason == fault.reason && between.chars().all(char::is_whitespace) {
                last.span = last.span.cover(span);
                last.from = String::from(last.span.of(text));
                last.at = last.at.cover(at);
                last.to = String::from(last.at.of(&self.text));
                last.words.push(pair);
                return;
            }
        }
        self.corrections.push(Correction {
            from: word.typed.to_owned(),
            to: fault.to,
            reason: fault.reason,
            span,
            at,
            words: vec![pair],
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::vocabulary::TextVocabulary;
    use proptest::prelude::*;

    fn check(typed: &str, expected: &str) {
        assert_eq!(repair(typed).text, expected, "typed: {typed}");
    }

    #[test]
    fn raw_telex_is_read() {
        for (typed, expected) in [
            ("nghij quyeets", "nghị quyết"),
            ("veef vawn hoas", "về văn hóa"),
            ("Nghij quyeets 56-NQ/TU veef vawn hoas", "Nghị quyết 56-NQ/TU về văn hóa"),
            ("nghị quyeets về văn hoas", "nghị quyết về văn hóa"),
            ("UYR BAN KIEEMR TRA", "ỦY BAN KIỂM TRA"),
            ("baor hieemr y tees", "bảo hiểm y tế"),
            ("coong tacs ddangr", "công tác đảng"),
            ("laanf thws tuw", "lần thứ tư"),
            ("đaij hooij", "đại hội"),
            ("quy ddinhj (mowis)", "quy định (mới)"),
            ("Quyeets ddinhj 15/QDD-UBND", "Quyết định 15/QĐ-UBND"),
            ("Thoong tuw 08/2021/TT-BGDDDT", "Thông tư 08/2021/TT-BGDĐT"),
            ("KHOONG phair laf nghiax vuj", "KHÔNG phải là nghĩa vụ"),
        ] {
            check(typed, expected);
        }
    }

    #[test]
    fn neighbouring_words_are_one_correction_over_the_text_as_typed() {
        let typed = "về nghij quyeets trung uwowng";
        let repaired = repair(typed);
        let expected = [("nghij quyeets", "nghị quyết"), ("uwowng", "ương")];
        assert_eq!(repaired.corrections.len(), expected.len());
        for (correction, (from, to)) in repaired.corrections.iter().zip(expected) {
            assert_eq!((&*correction.from, &*correction.to), (from, to));
            assert_eq!(correction.span.of(typed), from);
            assert_eq!(correction.reason.code(), "telex");
        }
    }

    #[test]
    fn what_is_no_fault_stays() {
        for typed in [
            "bao hiem y te",
            "nghi quyet cua ban chap hanh dang bo",
            "tw",
            "ww",
            "TW",
            "NQ/TW",
            "www",
            "56-nq/tw",
            "nq 56",
            "165-KH/TU",
            "15/QDD-UBND",
            "văn bản của TW",
            "UBND tỉnh",
            "BTC",
            "QH14",
            "A4",
            "b52",
            "covid19",
            "khoan 2",
            "dieu5",
            "phan1",
            "lop5",
            "uỷ ban",
            "hoà giải",
            "kỹ thuật",
            "quí",
            "taxi",
            "xe bus",
            "visa",
            "test",
            "web",
            "internet",
            "box",
            "max",
            "tax",
            "hot line",
            "car",
            "post",
            "list",
            "robot",
            "laser",
            "this is",
            "a.nguyens@example.com",
            "",
            " ",
            "...",
        ] {
            let repaired = repair(typed);
            assert_eq!(repaired.corrections, [], "{typed}");
            assert_eq!(repaired.text, typed);
        }
    }

    #[test]
    fn foreign_words_yield_to_a_text_of_keystrokes_only() {
        check("car nuowcs hocj taapj", "cả nước học tập");
        check("thi test tiếng Anh quyeets", "thi test tiếng Anh quyết");
    }

    #[test]
    fn raw_vni_is_read_where_it_is_clear() {
        check("nghi5 quye61t", "nghị quyết");
        check("d9a3ng bo65", "đảng bộ");
        check("nghi5 56", "nghi5 56");
    }

    #[test]
    fn look_alikes_and_misplaced_tones_are_put_right() {
        for (typed, expected, reason) in [
            ("Ðảng bộ", "Đảng bộ", Reason::LookAlike),
            ("cuả dân", "của dân", Reason::TonePlace),
            ("gía cả", "giá cả", Reason::TonePlace),
        ] {
            let repaired = repair(typed);
            assert_eq!(repaired.text, expected);
            assert_eq!(repaired.corrections.first().map(|one| one.reason), Some(reason));
        }
    }

    #[test]
    fn letters_of_other_scripts_are_put_right_only_inside_words() {
        check("Nghị quyết ѕố", "Nghị quyết ѕố");
        check("bаn", "ban");
        check("Ｎghị quyết", "Nghị quyết");
        check("Москва", "Москва");
        check("Ðaij hooij", "Đại hội");
    }

    #[test]
    fn words_run_together_are_parted_where_it_is_certain() {
        for (typed, expected) in [
            ("chuyểnđổi số", "chuyển đổi số"),
            ("ChuyểnĐổi", "Chuyển Đổi"),
            ("chuyendoi so", "chuyen doi so"),
            ("ủybannhândân", "ủybannhândân"),
            ("nghịquyết 5", "nghị quyết 5"),
            ("facebook", "facebook"),
            ("xinchào", "xinchào"),
        ] {
            check(typed, expected);
        }
        let known = vocabulary();
        assert_eq!(repair_with("ủybannhândân tỉnh", &known).text, "ủy ban nhân dân tỉnh");
    }

    /// A small collection.
    fn vocabulary() -> TextVocabulary {
        let texts = [
            "Nghị quyết của ban chấp hành đảng bộ tỉnh về chuyển đổi số",
            "Ủy ban nhân dân tỉnh và ủy ban nhân dân các xã, phường",
            "Ủy ban nhân dân tỉnh tổ chức thực hiện nghị quyết",
            "thời gian phát hiện và xử lý vi phạm, kiểm tra, giám sát",
            "thời gian trời mưa, quyền và nghĩa vụ, quyết định của Kpăng",
        ];
        TextVocabulary::new(texts.iter().copied().cycle().take(20))
    }

    #[test]
    fn slips_are_put_right_by_what_the_collection_has() {
        let known = vocabulary();
        for (typed, expected) in [
            ("nhgị quyết", "nghị quyết"),
            ("Ngị quyết của tĩnh ủy", "Nghị quyết của tĩnh ủy"),
            ("tjời gian páht hiện", "thời gian phát hiện"),
            ("kiểm tra, giám sáat", "kiểm tra, giám sát"),
            ("nghi quyte dang bo", "nghi quyet dang bo"),
            ("QUYẾT ĐINHJ", "QUYẾT ĐỊNH"),
        ] {
            assert_eq!(repair_with(typed, &known).text, expected, "{typed}");
        }
        let repaired = repair_with("về nhgị quyết", &known);
        let correction = repaired.corrections.first().expect("one");
        assert_eq!(correction.reason.code(), "typo");
        assert_eq!(correction.at.of(&repaired.text), "nghị");
    }

    #[test]
    fn what_exists_or_may_be_something_else_is_no_slip() {
        let known = vocabulary();
        for typed in [
            // Words of the language, though the collection has them not.
            "con chó vàng",
            "cái hộp",
            // Words of the collection.
            "Kpăng",
            // Names, foreign words, abbreviations, numbers, symbols.
            "ông Chiểu",
            "chip",
            "iphone 15",
            "ubnd",
            "qđ-ttg 2025",
            "15/2020/NĐ-CPX",
            "UBNDX tỉnh",
            // Nothing is near enough, or several things are.
            "xqzt",
            "caủ",
            "ờng",
        ] {
            assert_eq!(repair_with(typed, &known).corrections, [], "{typed}");
        }
    }

    #[test]
    fn nothing_between_quotes_is_repaired() {
        let known = vocabulary();
        for typed in
            ["\"nghij quyeets\"", "“nhgị” «cuả dân»", "về \"chuyểnđổi\" số", "„Ðảng“"]
        {
            assert_eq!(repair_with(typed, &known).corrections, [], "{typed}");
        }
        check("\"nghij\" quyeets", "\"nghij\" quyết");
        check("\"nghij quyeets", "\"nghị quyết");
    }

    #[test]
    fn names_of_fields_stay() {
        check("loaij:nghij", "loaij:nghị");
    }

    #[test]
    fn decomposed_text_is_composed_without_a_report() {
        let typed: String = "Nghị quyết".nfd().collect();
        assert_eq!(
            repair(&typed),
            RepairedText { text: "Nghị quyết".to_owned(), corrections: vec![] }
        );
    }

    const TYPED: &str = "(nghij|quyeets|nhgị|quyết|của|cuả|ủy|ban|chuyểnđổi|tjời|gian|quyte|Ðảng|bộ|test|nghi5|quye61t|nhân|dân|phát|\"|,|56-NQ/TU|\\PC{1,6})";

    proptest! {
        #[test]
        fn every_change_can_be_found_in_both_texts(text in "\\PC{0,60}|[a-zA-Z0-9 /đạệÐ\u{301}-]{0,60}", words in prop::collection::vec(TYPED, 0..10)) {
            let known = vocabulary();
            for text in [text, words.join(" ")] {
                for repaired in [repair(&text), repair_with(&text, &known)] {
                    for correction in &repaired.corrections {
                        prop_assert_eq!(text.get(correction.span.start..correction.span.end), Some(&*correction.from));
                        prop_assert_eq!(repaired.text.get(correction.at.start..correction.at.end), Some(&*correction.to));
                        prop_assert_ne!(&correction.from, &correction.to);
                        for word in &correction.words {
                            prop_assert_eq!(repaired.text.get(word.at.start..word.at.end), Some(&*word.to));
                            prop_assert!(correction.at.start <= word.at.start && word.at.end <= correction.at.end);
                            prop_assert!(correction.from.contains(&word.from));
                        }
                    }
                }
            }
        }

        #[test]
        fn what_was_repaired_stays(text in "[a-z0-9 ]{0,60}", words in prop::collection::vec(TYPED, 0..10)) {
            let known = vocabulary();
            for text in [text, words.join(" ")] {
                let once = repair(&text).text;
                prop_assert_eq!(repair(&once).text, once);
                let once = repair_with(&text, &known).text;
                prop_assert_eq!(repair_with(&once, &known).text, once);
            }
        }

        #[test]
        fn clean_text_is_not_changed(words in prop::collection::vec("(nghị|quyết|của|ban|chấp|hành|uỷ|hoà|nhân|dân|56-NQ/TU|về|chuyển|đổi|,)", 0..12)) {
            let text = words.join(" ");
            prop_assert_eq!(repair_with(&text, &vocabulary()).text, text);
        }

        #[test]
        fn quoted_text_is_not_changed(before in "[a-z ]{0,12}", quoted in "[a-z5đạệ ]{0,30}", after in "[a-z ]{0,12}") {
            let text = format!("{before} \"{quoted}\" {after}");
            let composed: String = format!("\"{quoted}\"").nfc().collect();
            prop_assert!(repair_with(&text, &vocabulary()).text.contains(&composed));
        }
    }
}
