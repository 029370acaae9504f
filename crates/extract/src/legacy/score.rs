//! How Vietnamese a text reads: the share of its marked words that are syllables.
//!
//! In Vietnamese a third of all words and more have a mark, and nearly all of those are
//! well-formed syllables; in a wrong reading they are not. Measured over the plan and
//! 428,000 words of government texts, the grammar covers .99 of the marked words.

use tracuu_text::grammar::is_syllable;
use tracuu_text::syllable::{is_word_char, normal};

/// Share of marked words of which a text of Vietnamese has at least as many.
const USUAL_MARKED_SHARE: f64 = 0.35;

/// How a text reads as Vietnamese.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct VietnameseScore {
    /// Words that have a letter outside ASCII.
    pub(super) n_marked: usize,
    /// Share of them that are syllables, 0 to 1.
    pub(super) syllable_share: f64,
    /// The share weighed by how many words are marked, less that of signs which no text
    /// has; at most 1.
    pub(super) score: f64,
}

/// Rates a text; one linear pass.
pub(super) fn rate(text: &str) -> VietnameseScore {
    let words =
        text.split(|letter: char| !is_word_char(letter) || letter.is_ascii_digit());
    let (mut n_words, mut n_marked, mut n_syllables) = (0_usize, 0_usize, 0_usize);
    for word in words.filter(|word| word.len() > 1) {
        n_words += 1;
        if !word.is_ascii() {
            n_marked += 1;
            n_syllables += usize::from(is_syllable(&normal(word)));
        }
    }
    if n_marked == 0 {
        return VietnameseScore::default();
    }
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count().max(1);
    let junk = text.chars().filter(|letter| is_junk(*letter)).count();
    let syllable_share = share(n_syllables, n_marked);
    let weight = (share(n_marked, n_words) / USUAL_MARKED_SHARE).min(1.0);
    let score = syllable_share * weight - share(junk, letters);
    VietnameseScore { n_marked, syllable_share, score }
}

#[expect(clippy::cast_precision_loss, reason = "counts of words in one file")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// Signs that a text in the wrong encoding is full of and a right one hardly has: controls
/// and signs of Windows-1252 beside its letters, and letters of other languages there.
fn is_junk(letter: char) -> bool {
    matches!(
        letter,
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{80}'..='\u{9f}' | '¡'..='¯' | '±'
            ..='¿' | '×' | '÷'
    ) || "ÞþÐðßÆæØøÅåÄäÖöÜüÑñÇçËëÏïÎîÛû".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_reading_is_vietnamese() {
        let right = rate("Nghị quyết của Ban Chấp hành về công tác cán bộ");
        let wrong = rate("NghÞ quyÕt cña Ban ChÊp hµnh vÒ c«ng t¸c c¸n bé");
        assert!(right.syllable_share > 0.99 && right.score > 0.9, "{right:?}");
        assert!(wrong.score < 0.3, "{wrong:?}");
        assert_eq!(rate("plain words, 5 + 6").n_marked, 0);
        assert!(rate("une idée très différente à la carte").score < 0.5);
    }
}
