//! Repair of typed queries: raw Telex and VNI keystrokes, look-alike letters, tone marks on
//! the wrong vowel.
//!
//! Repair is conservative. A word that is a Vietnamese syllable, with or without its marks,
//! stays; so do numbers, document symbols (but for Đ in a text of keystrokes), abbreviations and ordinary foreign words. What
//! could be either is repaired only beside words that cannot. Differences that every
//! analyzer ignores (NFD, uỷ for ủy) are no faults and not reported. Words typed without
//! marks are not repaired here: the folded fields find them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::analysis::grammar::{is_syllable, is_unmarked_syllable, spell, without_tone};
use crate::analysis::keystroke::{Keystrokes, telex, vni};
use crate::analysis::symbol_token::symbols;
use crate::analysis::vocabulary::is_attested;
use crate::text::span::Span;
use crate::text::syllable::{in_case_of, is_invisible, lower, normal};

/// A text after repair.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Repaired {
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
}

/// Why a word was repaired.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// A letter that only looks like đ (U+00D0).
    LookAlike,
    /// The tone mark stood on the wrong vowel: cuả → của.
    TonePlace,
    /// Raw Telex keystrokes: nghij → nghị.
    Telex,
    /// Raw VNI keystrokes: nghi5 → nghị.
    Vni,
}

impl Reason {
    /// Stable code for the outside: `unicode`, `tone_place`, `telex`, `vni`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LookAlike => "unicode",
            Self::TonePlace => "tone_place",
            Self::Telex => "telex",
            Self::Vni => "vni",
        }
    }
}

/// Repairs a typed text. Linear in the text; never fails.
pub fn repair(text: &str) -> Repaired {
    let mut faults = faults(text);
    let evidence = Evidence::of(&faults);
    faults.retain(|fault| evidence.is_enough_for(fault));
    let mut repaired =
        Repaired { text: String::with_capacity(text.len()), corrections: vec![] };
    let mut done = 0;
    for fault in faults {
        repaired.text.extend(Span::new(done, fault.span.start).of(text).nfc());
        repaired.text.push_str(&fault.to);
        done = fault.span.end;
        repaired.correct(text, fault);
    }
    repaired.text.extend(text.get(done..).unwrap_or_default().nfc());
    repaired
}

impl Repaired {
    /// Notes a correction, or lengthens the last one if nothing but white space is between.
    fn correct(&mut self, text: &str, fault: Fault) {
        let span = fault.span;
        if let Some(last) = self.corrections.last_mut() {
            let between = Span::new(last.span.end, span.start).of(text);
            if last.reason == fault.reason && between.chars().all(char::is_whitespace) {
                last.span = last.span.cover(span);
                last.from = String::from(last.span.of(text));
                last.to.push_str(between);
                last.to.push_str(&fault.to);
                return;
            }
        }
        let from = span.of(text).to_owned();
        self.corrections.push(Correction {
            from,
            to: fault.to,
            reason: fault.reason,
            span,
        });
    }
}

/// A word that may need repair.
#[derive(Debug)]
struct Fault {
    span: Span,
    to: String,
    reason: Reason,
    certainty: Certainty,
}

/// How sure it is that a word is not what was meant, before its neighbours are looked at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Certainty {
    /// A foreign word, or a syllable that the lexicon does not know: needs a text that is
    /// keystrokes for the most part.
    Rare,
    /// Could be something else: needs one certain word beside it.
    Open,
    /// Nothing else.
    Certain,
}

/// How many words of a text are keystrokes of either method, and how many may be.
#[derive(Default)]
struct Evidence {
    certain_telex: usize,
    certain_vni: usize,
    open_telex: usize,
}

impl Evidence {
    fn of(faults: &[Fault]) -> Self {
        let count = |reason, is_certain: bool| {
            let same = faults.iter().filter(|fault| fault.reason == reason);
            same.filter(|fault| (fault.certainty == Certainty::Certain) == is_certain)
                .count()
        };
        Self {
            certain_telex: count(Reason::Telex, true),
            certain_vni: count(Reason::Vni, true),
            open_telex: count(Reason::Telex, false),
        }
    }

    fn is_enough_for(&self, fault: &Fault) -> bool {
        let n_certain = if fault.reason == Reason::Vni {
            self.certain_vni
        } else {
            self.certain_telex
        };
        match fault.certainty {
            Certainty::Certain => true,
            Certainty::Open => n_certain > 0,
            Certainty::Rare => n_certain > 1 && n_certain > self.open_telex,
        }
    }
}

/// The words of `text` that may need repair, in order.
fn faults(text: &str) -> Vec<Fault> {
    let has_small_letters = text.contains(char::is_lowercase);
    let mut symbols = symbols(text).map(|symbol| symbol.span()).peekable();
    let mut faults = Vec::new();
    for chunk in chunks(text) {
        for span in words(text, chunk) {
            while symbols.next_if(|symbol| symbol.end <= span.start).is_some() {}
            let is_symbol = symbols.peek().is_some_and(|symbol| symbol.overlaps(span));
            let word = Word {
                typed: span.of(text),
                span,
                chunk: chunk.of(text),
                has_small_letters,
            };
            faults.extend(if is_symbol { word.symbol_telex() } else { word.fault() });
        }
    }
    faults
}

/// The stretches between white space.
fn chunks(text: &str) -> impl Iterator<Item = Span> {
    pieces(text, Span::new(0, text.len()), |letter| !letter.is_whitespace())
}

/// The words inside a stretch: letters with their marks, and digits.
fn words(text: &str, chunk: Span) -> impl Iterator<Item = Span> {
    pieces(text, chunk, |letter| {
        letter.is_alphanumeric() || is_combining_mark(letter) || is_invisible(letter)
    })
}

/// The longest pieces of `text` under `span` whose characters pass.
fn pieces(
    text: &str,
    span: Span,
    passes: fn(char) -> bool,
) -> impl Iterator<Item = Span> {
    let mut at = span.start;
    std::iter::from_fn(move || {
        let rest = Span::new(at, span.end).of(text);
        let start = at + rest.find(passes)?;
        let rest = Span::new(start, span.end).of(text);
        at = start + rest.find(|letter| !passes(letter)).unwrap_or(rest.len());
        Some(Span::new(start, at))
    })
}

/// A typed word and what surrounds it.
struct Word<'t> {
    typed: &'t str,
    span: Span,
    chunk: &'t str,
    has_small_letters: bool,
}

/// Longest word looked at, in bytes: the longest syllable in Telex (`nghieengx`) has 9, with
/// room for decomposed marks. Longer ones stay as they are.
const MAX_WORD_BYTES: usize = 32;

/// A word in capitals of fewer bytes is an abbreviation, a longer one may be a stressed word
/// (`KHOONG`).
const MIN_STRESSED_BYTES: usize = 4;

impl Word<'_> {
    fn fault(&self) -> Option<Fault> {
        if self.typed.len() > MAX_WORD_BYTES || self.chunk.contains(['@', '\\', '_']) {
            return None;
        }
        let form = normal(self.typed);
        if form.contains(|letter: char| letter.is_numeric()) {
            return self.vni(&form);
        }
        if is_syllable(&form) || is_unmarked_syllable(&form) || is_attested(&form) {
            return self.look_alike();
        }
        self.tone_place(&form).or_else(|| self.telex(&form)).or_else(|| self.look_alike())
    }

    fn found(&self, to: String, reason: Reason, certainty: Certainty) -> Fault {
        Fault { span: self.span, to, reason, certainty }
    }

    /// Ð and ð for Đ and đ.
    fn look_alike(&self) -> Option<Fault> {
        let is_d = |letter| matches!(letter, '\u{d0}' | '\u{f0}' | '\u{189}' | '\u{256}');
        if !self.typed.contains(is_d) {
            return None;
        }
        let real = |letter: char| match letter {
            '\u{d0}' | '\u{189}' => 'Đ',
            '\u{f0}' | '\u{256}' => 'đ',
            other => other,
        };
        let to = self.typed.nfc().map(real).collect();
        Some(self.found(to, Reason::LookAlike, Certainty::Certain))
    }

    fn tone_place(&self, form: &str) -> Option<Fault> {
        let (base, tone) = without_tone(form);
        let spelled = spell(&base, Some(tone?)).filter(|spelled| is_attested(spelled))?;
        let to = in_case_of(&spelled, self.typed);
        Some(self.found(to, Reason::TonePlace, Certainty::Certain))
    }

    fn telex(&self, form: &str) -> Option<Fault> {
        if self.chunk.contains(char::is_numeric) {
            return None;
        }
        // The normal form may have moved a mark; keys are read in the order typed.
        let typed: String =
            lower(self.typed).nfc().filter(|one| !is_invisible(*one)).collect();
        let read = telex(&typed)?;
        let mut certainty = telex_certainty(form, &read)?;
        if self.is_capitals() {
            let may_be_stressed =
                form.len() >= MIN_STRESSED_BYTES && is_attested(&read.syllable);
            certainty = may_be_stressed.then_some(Certainty::Rare)?;
        }
        let to = in_case_of(&read.syllable, self.typed);
        Some(self.found(to, Reason::Telex, certainty))
    }

    /// In a symbol nothing is repaired but the keys of Đ, and only in a text of keystrokes:
    /// `Quyeets ddinhj 15/QDD-UBND`.
    fn symbol_telex(&self) -> Option<Fault> {
        let to = self.typed.replace("DD", "Đ").replace("dd", "đ");
        (to != self.typed).then(|| self.found(to, Reason::Telex, Certainty::Open))
    }

    fn vni(&self, form: &str) -> Option<Fault> {
        if self.is_capitals() || self.chunk.contains(['/', '-']) {
            return None;
        }
        let read = vni(form).filter(|read| is_attested(&read.syllable))?;
        let is_inside = !form
            .trim_end_matches(|one: char| one.is_ascii_digit())
            .is_ascii()
            || form.trim_end_matches(|one: char| one.is_ascii_digit()).contains(is_digit);
        let is_shaped = read.n_marks > 1 && read.has_tone;
        let certainty =
            if is_inside || is_shaped { Certainty::Certain } else { Certainty::Open };
        Some(self.found(in_case_of(&read.syllable, self.typed), Reason::Vni, certainty))
    }

    /// Whether it stands in capitals among small letters, as abbreviations do.
    fn is_capitals(&self) -> bool {
        let letters = || self.typed.chars().filter(|letter| letter.is_alphabetic());
        self.has_small_letters
            && letters().count() > 1
            && letters().all(char::is_uppercase)
    }
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

/// How sure it is that the word `form`, which is no syllable, is raw Telex; `None` if it
/// must not be taken for that.
fn telex_certainty(form: &str, read: &Keystrokes) -> Option<Certainty> {
    let n_letters = form.chars().count();
    let is_known = is_attested(&read.syllable);
    // tw, ww: a w is ư only in a longer word with a tone, such as thws.
    if !read.has_vowel && (n_letters < 3 || !is_known) {
        return None;
    }
    if FOREIGN.contains(form) {
        return is_known.then_some(Certainty::Rare);
    }
    let is_doubtful = n_letters < 3 || !read.has_vowel || read.is_uneven;
    Some(match (is_known, is_doubtful) {
        (true, false) => Certainty::Certain,
        (true, true) => Certainty::Open,
        (false, _) if read.n_marks > 1 => Certainty::Open,
        (false, _) => Certainty::Rare,
    })
}

static FOREIGN: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let rows = include_str!("../../lexicon/foreign.tsv").lines();
    rows.filter(|row| !row.starts_with('#') && !row.is_empty()).collect()
});

#[cfg(test)]
mod tests {
    use super::*;
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
    fn decomposed_text_is_composed_without_a_report() {
        let typed: String = "Nghị quyết".nfd().collect();
        assert_eq!(
            repair(&typed),
            Repaired { text: "Nghị quyết".to_owned(), corrections: vec![] }
        );
    }

    proptest! {
        #[test]
        fn repair_never_fails_and_its_spans_fit(text in "\\PC{0,60}|[a-zA-Z0-9 /đạệÐ\u{301}-]{0,60}") {
            for correction in repair(&text).corrections {
                prop_assert_eq!(text.get(correction.span.start..correction.span.end), Some(&*correction.from));
                prop_assert_ne!(correction.from, correction.to);
            }
        }

        #[test]
        fn what_was_repaired_stays(text in "[a-z0-9 ]{0,60}") {
            let once = repair(&text).text;
            prop_assert_eq!(repair(&once).text, once);
        }
    }
}
