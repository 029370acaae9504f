//! Which encoding from before Unicode a text is in: each is tried, and the one that reads as
//! Vietnamese is taken. What reads as Vietnamese in none is left as it is.

use strum::VariantArray;

use super::encoding::LegacyEncoding;
use super::font::has_unicode_letters;
use super::score::{VietnameseScore, rate};

/// Bytes that are looked at: some pages.
const SAMPLE_BYTES: usize = 65_536;

/// Least share of syllables among the marked words, and least score, of a reading that is
/// taken. At these, none of 27,000 samples of six other languages of 120 characters and more
/// was taken for Vietnamese, and of 6,300 samples in old encodings two got a wrong table.
const MIN_SYLLABLE_SHARE: f64 = 0.80;
const MIN_SCORE: f64 = 0.45;

/// By how much a reading must beat the text as it stands.
const MIN_GAIN: f64 = 0.2;

/// Fewest marked words by which the bytes of a file, or a text in a document, are read in an
/// old encoding.
const MIN_MARKED_IN_BYTES: usize = 2;
const MIN_MARKED_IN_TEXT: usize = 3;

/// The encoding of bytes that are no UTF-8; `None` in doubt.
pub(crate) fn recognise_bytes(bytes: &[u8]) -> Option<LegacyEncoding> {
    let sample = bytes.get(..SAMPLE_BYTES.min(bytes.len())).unwrap_or_default();
    let rated = LegacyEncoding::VARIANTS
        .iter()
        .map(|encoding| (rate(&encoding.decode_bytes(sample)), *encoding));
    best(rated)
        .filter(|(score, _)| score.n_marked >= MIN_MARKED_IN_BYTES)
        .map(|(_, one)| one)
}

/// The encoding of a text that was read as if it were in Windows-1252; `None` for one that
/// stands as it should, or in doubt.
pub(crate) fn recognise_text(text: &str) -> Option<LegacyEncoding> {
    if !text.chars().any(|letter| letter >= '\u{80}') || has_unicode_letters(text) {
        return None;
    }
    let as_it_stands = rate(text).score;
    let encodings = [LegacyEncoding::Tcvn3, LegacyEncoding::Vni, LegacyEncoding::Viscii];
    let rated = encodings
        .into_iter()
        .map(|encoding| (rate(&encoding.decode_text(text)), encoding));
    let (score, encoding) = best(rated)?;
    let is_taken =
        score.n_marked >= MIN_MARKED_IN_TEXT && score.score > as_it_stands + MIN_GAIN;
    is_taken.then_some(encoding)
}

/// The encoding of a text in a font that stores letters as `named` says, where the text
/// agrees; the one that it reads in otherwise.
pub(crate) fn recognise_in_font(
    named: LegacyEncoding,
    text: &str,
) -> Option<LegacyEncoding> {
    if has_unicode_letters(text) {
        return None;
    }
    let by_name = rate(&named.decode_text(text));
    let is_telling = by_name.n_marked >= MIN_MARKED_IN_TEXT;
    if !is_telling || by_name.syllable_share >= MIN_SYLLABLE_SHARE {
        return Some(named);
    }
    let others = [LegacyEncoding::Tcvn3, LegacyEncoding::Vni].into_iter();
    let rated = others.map(|encoding| (rate(&encoding.decode_text(text)), encoding));
    let better = best(rated).filter(|(score, _)| score.score > by_name.score + MIN_GAIN);
    Some(better.map_or(named, |(_, encoding)| encoding))
}

/// The best of some readings, where it reads as Vietnamese.
fn best(
    rated: impl Iterator<Item = (VietnameseScore, LegacyEncoding)>,
) -> Option<(VietnameseScore, LegacyEncoding)> {
    let best = rated.max_by(|(one, _), (other, _)| one.score.total_cmp(&other.score))?;
    let (score, _) = best;
    let reads = score.syllable_share >= MIN_SYLLABLE_SHARE && score.score >= MIN_SCORE;
    reads.then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_that_reads_as_vietnamese_is_told() {
        for (bytes, expected) in [
            (&b"Ngh\xde quy\xd5t c\xf1a T\xd8nh \xf1y"[..], LegacyEncoding::Tcvn3),
            (b"Ngh\xf2 quye\xe1t cu\xfba T\xe6nh u\xfby", LegacyEncoding::Vni),
            (b"Ngh\xb8 quy\xaat c\xfca T\xefnh \xfcy", LegacyEncoding::Viscii),
            (
                b"Nghi\xf2 quy\xea\xect cu\xd2a Ti\xd2nh u\xd2y",
                LegacyEncoding::Windows1258,
            ),
        ] {
            assert_eq!(recognise_bytes(bytes), Some(expected));
        }
        let mistaken = "NghÞ quyÕt cña TØnh ñy";
        assert_eq!(recognise_text(mistaken), Some(LegacyEncoding::Tcvn3));
        let french = "une idée très différente à la carte, où l'été dure";
        assert_eq!(recognise_text(french), None);
    }

    #[test]
    fn the_words_decide_where_the_font_says_otherwise() {
        let (tcvn3, vni) = (LegacyEncoding::Tcvn3, LegacyEncoding::Vni);
        for (named, text, expected) in [
            (tcvn3, "NghÞ quyÕt cña TØnh ñy", Some(tcvn3)),
            (tcvn3, "Nghò quyeát cuûa Tænh uûy", Some(vni)),
            (tcvn3, "sè", Some(tcvn3)),
            (vni, "Nghị quyết", None),
        ] {
            assert_eq!(recognise_in_font(named, text), expected, "{text}");
        }
    }
}
