//! Marks for text typed without them: `bao hiem y te` → `bảo hiểm y tế`.
//!
//! For suggestions and the reading of questions only. Search does not depend on the guess: it
//! uses the folded fields.

use crate::atom::{Atom, AtomKind, atoms};
use crate::forms::SurfaceForms;
use crate::segment::{MAX_RUN_SYLLABLES, SyllableScript, WordSegmenter};
use crate::symbol_token::symbols;
use tracuu_text::grammar::is_unmarked_syllable;
use tracuu_text::span::Span;
use tracuu_text::syllable::in_case_of;

/// Letters of the shortest word in capitals that is not taken for an abbreviation.
const MIN_STRESSED_LETTERS: usize = 4;

/// Share of the words that carry a mark, from 0 to 1; đ counts as one. Document symbols,
/// abbreviations and numbers are no words. Vietnamese text has about 0.83. 0 for a text
/// without words.
pub fn share_of_marked_syllables(text: &str) -> f64 {
    let (mut n_words, mut n_marked) = (0_u32, 0_u32);
    for (span, _) in pieces(text).filter(|(_, is_word)| *is_word) {
        n_words += 1;
        n_marked += u32::from(SurfaceForms::from_surface(span.of(text)).is_marked());
    }
    f64::from(n_marked) / f64::from(n_words.max(1))
}

/// `text` with the most probable marks on the syllables that have none. Syllables with
/// marks, words that fit none of the lexicon's, abbreviations in capitals and document
/// symbols stay as they are. Linear in the text.
pub fn restore(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    let mut segmenter = WordSegmenter::default();
    let mut run = Vec::new();
    let mut written = 0;
    let mut flush = |run: &mut Vec<Span>| {
        for (span, form) in restore_run(text, run, &mut segmenter) {
            out.push_str(Span::new(written, span.start).of(text));
            out.push_str(&in_case_of(form, span.of(text)));
            written = span.end;
        }
        run.clear();
    };
    for (span, is_word) in pieces(text) {
        if is_word {
            run.push(span);
        }
        if !is_word || run.len() == MAX_RUN_SYLLABLES {
            flush(&mut run);
        }
    }
    flush(&mut run);
    out.push_str(text.get(written..).unwrap_or_default());
    out
}

/// The atoms of a text, and which of them are words: syllables, but no part of a symbol and
/// no abbreviation.
fn pieces(text: &str) -> impl Iterator<Item = (Span, bool)> {
    let has_small_letters = text.contains(char::is_lowercase);
    let mut symbols = symbols(text).map(|symbol| symbol.span()).peekable();
    atoms(text).map(move |Atom { span, kind }| {
        while symbols.next_if(|symbol| symbol.end <= span.start).is_some() {}
        let is_symbol = symbols.peek().is_some_and(|symbol| symbol.overlaps(span));
        let is_abbreviation = has_small_letters && is_abbreviation(span.of(text));
        (span, kind == AtomKind::Syllable && !is_symbol && !is_abbreviation)
    })
}

/// Whether a word in a text with small letters is an abbreviation: two capitals at least,
/// and no syllable that could be meant to stand out (`KHONG`).
fn is_abbreviation(word: &str) -> bool {
    let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
    let n_letters = letters.clone().count();
    let stands_out = n_letters >= MIN_STRESSED_LETTERS
        && is_unmarked_syllable(&word.to_ascii_lowercase());
    n_letters > 1 && letters.all(char::is_uppercase) && !stands_out
}

/// The syllables of a run that gain marks.
fn restore_run(
    text: &str,
    run: &[Span],
    segmenter: &mut WordSegmenter,
) -> Vec<(Span, &'static str)> {
    let forms: Vec<SurfaceForms> =
        run.iter().map(|span| SurfaceForms::from_surface(span.of(text))).collect();
    let codes: String = forms.iter().map(|forms| forms.folded_code).collect();
    let mut words = Vec::new();
    segmenter.cut(&codes, SyllableScript::Folded, &mut words);
    let mut gains = Vec::new();
    for word in words {
        let Some(printed) = word.dictionary_form(SyllableScript::Folded) else {
            continue;
        };
        let range = word.start..word.end;
        let (Some(spans), Some(typed)) = (run.get(range.clone()), forms.get(range))
        else {
            continue;
        };
        let agrees = |(forms, form): (&SurfaceForms, &str)| {
            !forms.is_marked() || *forms.normal == *form
        };
        if typed.iter().zip(printed.split(' ')).all(agrees) {
            let unmarked = spans.iter().zip(typed).zip(printed.split(' '));
            gains.extend(
                unmarked
                    .filter(|((_, forms), form)| *forms.normal != **form)
                    .map(|((span, _), form)| (*span, form)),
            );
        }
    }
    gains
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_most_probable_marks_are_put_on() {
        for (typed, expected) in [
            ("bao hiem y te", "bảo hiểm y tế"),
            ("Nghi quyet so 5", "Nghị quyết số 5"),
            ("UY BAN NHAN DAN", "ỦY BAN NHÂN DÂN"),
            ("nghị quyet", "nghị quyết"),
            ("van ban cua TU", "văn bản của TU"),
            ("UBND tinh KHONG dong y", "UBND tỉnh KHÔNG đồng ý"),
            ("nq 5/nq-tu ve van hoa", "nq 5/nq-tu về văn hóa"),
            ("", ""),
            ("xyzzy 56-NQ/TU", "xyzzy 56-NQ/TU"),
        ] {
            assert_eq!(restore(typed), expected);
        }
    }

    #[test]
    fn marks_that_were_typed_stay() {
        assert_eq!(restore("kiểm trá"), "kiểm trá");
    }

    #[test]
    fn the_share_of_marks_is_counted_over_words() {
        for (text, share) in [
            ("bảo hiểm y tế 2025", 0.75),
            ("bao hiem", 0.0),
            ("12, 5", 0.0),
            ("Nghị quyết 56-NQ/TU của TW", 1.0),
        ] {
            assert!((share_of_marked_syllables(text) - share).abs() < 1e-9, "{text}");
        }
    }

    proptest! {
        #[test]
        fn restoring_changes_marks_only(text in "[a-z ,.5-]{0,60}") {
            prop_assert_eq!(tracuu_text::syllable::folded(&restore(&text)), text);
        }
    }
}
