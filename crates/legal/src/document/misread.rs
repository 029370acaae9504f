//! What scans, keyboards and layouts do to a symbol: letters of other scripts that look
//! like Latin ones, letters read for digits, a head that ran into its neighbour.
//!
//! A repair is a guess with a reason: every one is reported (`lookalike`, `ocr`, `run-on`,
//! `code-typo`: `docs/citations.md`), and the ones that touch number or type lower the
//! confidence of the mention.

use super::document_type::DocumentType;
use super::issuer_code;
use super::symbol::is_type_code;
use super::words::{self, Role};
use tracuu_text::syllable::{is_letter, lower};

/// Most digits of a number; a repaired one has no more.
const MAX_DIGITS: usize = 5;

/// Fewest letters of a type code that is told by all but one of them: two of the shorter
/// codes differ in one letter (`NQ`, `QC`; `CTr`, `TTr`).
const MIN_TYPO_CHARS: usize = 4;

/// Capitals of other scripts and the Latin letter that each looks like.
const LOOKALIKES: [(&str, &str); 3] = [
    ("АВСЕНІКМОРЅТХУ", "ABCEHIKMOPSTXY"),
    ("ΑΒΕΗΙΚΜΝΟΡΤΥΧ", "ABEHIKMNOPTYX"),
    ("\u{d0}\u{189}\u{f0}", "ĐĐđ"),
];

/// First words of the two mottoes, which stand beside the symbol in a head of two columns.
const MOTTOES: [&str; 2] = ["ĐẢNG", "CỘNG"];

/// "Số" as scans give it.
const NUMBER_WORDS: [&str; 18] = [
    "s", "S", "S6", "s6", "S0", "s0", "So", "so", "SO", "Sô", "sô", "SÔ", "Sổ", "sổ",
    "Só", "só", "Sồ", "sồ",
];

/// The Latin letter that a letter looks like; `None` for one that is what it seems.
pub(super) fn latin(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return None;
    }
    LOOKALIKES.iter().find_map(|(foreign, latin)| {
        let place = foreign.chars().position(|other| other == letter)?;
        latin.chars().nth(place)
    })
}

/// The digits of a number in which letters were read for some (`4O`, `l2`, `S6`); digits
/// stay. `None` for a text that holds anything else, is longer than a number, or is empty.
pub fn digits(written: &str) -> Option<String> {
    // Behind a digit these end a number of their own (`30B/2008`).
    let is_before_digit =
        |at: usize| written.chars().nth(at + 1).is_some_and(|next| next.is_ascii_digit());
    let digit = |(at, letter): (usize, char)| match letter {
        '0'..='9' => Some(letter),
        'O' | 'o' => Some('0'),
        'I' | 'l' | '|' => Some('1'),
        'S' if is_before_digit(at) => Some('5'),
        'B' if is_before_digit(at) => Some('8'),
        _ => None,
    };
    let read = written.chars().take(MAX_DIGITS + 1).enumerate().map(digit);
    let digits: String = read.collect::<Option<_>>()?;
    (1..=MAX_DIGITS).contains(&digits.len()).then_some(digits)
}

/// Whether a word is "số" as scans give it.
pub fn is_number_word(word: &str) -> bool {
    NUMBER_WORDS.contains(&word)
}

/// The issuer code at the head of letters that ran into the next word: into a motto
/// (`TUĐẢNG` of "TUĐẢNG CỘNG SẢN VIỆT NAM"), or into the words of the sentence (`TUngày`).
/// A code that is not listed is cut only before a word that often stands there.
pub(super) fn before_next_word(written: &str) -> Option<&str> {
    let motto = MOTTOES.iter().find_map(|motto| written.strip_suffix(motto));
    if let Some(known) = motto.and_then(issuer_code::find) {
        return Some(known.code);
    }
    cuts(written).find_map(|(code, next)| {
        let is_word = is_small_word(next) && issuer_code::find(code).is_some();
        let is_code =
            || code.chars().count() >= 2 && code.chars().all(char::is_uppercase);
        let is_listed = || words::opens_with(&lower(next), Role::RunOn) && is_code();
        (is_word || is_listed()).then_some(code)
    })
}

/// Whether letters are a word of a sentence, not the end of a code: small behind the first,
/// three or more, or with a mark of Vietnamese.
fn is_small_word(letters: &str) -> bool {
    let n_letters = letters.chars().count();
    n_letters >= 2
        && (n_letters >= 3 || !letters.is_ascii())
        && letters.chars().skip(1).all(char::is_lowercase)
        && letters.chars().next().is_some_and(is_letter)
}

/// The type code and the issuer code that make up letters between which the separator was
/// lost: `NQHĐND`. `None` where the letters are a code of their own.
pub(super) fn joined_codes(written: &str) -> Option<(&str, &str)> {
    if issuer_code::find(written).is_some() {
        return None;
    }
    cuts(written).find(|(type_code, issuer)| {
        is_type_code(type_code) && issuer_code::find(issuer).is_some()
    })
}

/// The two parts of letters, cut before each but the first; the last cut comes first.
fn cuts(written: &str) -> impl Iterator<Item = (&str, &str)> {
    let cuts = written.char_indices().rev();
    let cuts = cuts.filter_map(|(at, _)| written.split_at_checked(at));
    cuts.filter(|(head, _)| !head.is_empty())
}

/// The only issuer code from which the written one lacks one letter: `Tg` gives `TTg`. For
/// letters that are no code as they stand.
pub(super) fn near_issuer_code(written: &str) -> Option<&'static str> {
    let lacks_one = |code: &str| {
        code.char_indices().any(|(at, letter)| {
            let left = code.get(..at).zip(code.get(at + letter.len_utf8()..));
            left.is_some_and(|(head, tail)| written.strip_prefix(head) == Some(tail))
        })
    };
    let mut near = issuer_code::all().iter().filter(|known| lacks_one(known.code));
    let only = near.next()?;
    near.next().is_none().then_some(only.code)
}

/// The only long type code that differs from the written one in one letter: `VBHB` gives
/// VBHN. `None` where several do, or the written one is short.
pub(super) fn near_type_code(written: &str) -> Option<&'static str> {
    if written.chars().count() < MIN_TYPO_CHARS || issuer_code::find(written).is_some() {
        return None;
    }
    let codes = DocumentType::all()
        .flat_map(|found| found.row().state_codes.iter().chain(&found.row().party_codes));
    let mut near = codes.copied().filter(|code| is_one_letter_off(written, code));
    let first = near.next()?;
    near.all(|other| other == first).then_some(first)
}

/// Whether one letter is wrong, missing or too many; codes of fewer letters than
/// [`MIN_TYPO_CHARS`] are never near.
fn is_one_letter_off(written: &str, code: &str) -> bool {
    let one: Vec<char> = written.chars().collect();
    let other: Vec<char> = code.chars().collect();
    let same = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let behind = |letters: &[char], at: usize| letters.get(at..).map(<[char]>::to_vec);
    let (one_rest, other_rest) = match one.len().cmp(&other.len()) {
        std::cmp::Ordering::Equal => (same + 1, same + 1),
        std::cmp::Ordering::Greater => (same + 1, same),
        std::cmp::Ordering::Less => (same, same + 1),
    };
    other.len() >= MIN_TYPO_CHARS
        && one.len().abs_diff(other.len()) <= 1
        && one != other
        && behind(&one, one_rest) == behind(&other, other_rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_are_paired_letter_by_letter() {
        for (foreign, latin) in LOOKALIKES {
            assert_eq!(foreign.chars().count(), latin.chars().count());
        }
        assert_eq!(latin('Т'), Some('T'), "Cyrillic");
        assert_eq!(latin('T'), None, "Latin");
        assert_eq!(latin('\u{d0}'), Some('Đ'));
    }

    #[test]
    fn letters_read_for_digits_are_repaired() {
        assert_eq!(digits("4O").as_deref(), Some("40"));
        assert_eq!(digits("l2").as_deref(), Some("12"));
        assert_eq!(digits("140").as_deref(), Some("140"));
        assert_eq!(digits("S6").as_deref(), Some("56"));
        assert_eq!(digits("1B5").as_deref(), Some("185"));
        assert_eq!(digits("30B"), None);
        for text in ["", "15a", "NQ", "123456"] {
            assert_eq!(digits(text), None, "{text}");
        }
    }

    #[test]
    fn only_a_long_code_is_told_by_all_but_one_letter() {
        assert_eq!(near_type_code("VBHB"), Some("VBHN"));
        assert_eq!(near_type_code("TTLLT"), Some("TTLT"));
        for written in ["VBHN", "NQQ", "UBND", "VPQH", "VBXX"] {
            assert_eq!(near_type_code(written), None, "{written}");
        }
    }

    #[test]
    fn a_code_is_cut_before_the_motto() {
        assert_eq!(before_next_word("TUĐẢNG"), Some("TU"));
        assert_eq!(before_next_word("UBNDCỘNG"), Some("UBND"));
        assert_eq!(before_next_word("XYĐẢNG"), None);
        assert_eq!(before_next_word("TU"), None);
    }

    #[test]
    fn a_code_is_cut_before_a_word_of_the_sentence() {
        for (written, code) in [
            ("BTCtừ", Some("BTC")),
            ("HĐNDvề", Some("HĐND")),
            ("TTgphê", Some("TTg")),
            ("QH15của", Some("QH15")),
            ("TWNgày", Some("TW")),
            ("XYZngày", Some("XYZ")),
            ("XYZthu", None),
            ("UBNDK", None),
            ("TTg", None),
        ] {
            assert_eq!(before_next_word(written), code, "{written}");
        }
    }

    #[test]
    fn codes_that_ran_together_are_parted() {
        assert_eq!(joined_codes("NĐCP"), Some(("NĐ", "CP")));
        assert_eq!(joined_codes("TTLTBYT"), Some(("TTLT", "BYT")));
        for written in ["UBND", "CTUBND", "NQXYZ", "TU"] {
            assert_eq!(joined_codes(written), None, "{written}");
        }
    }

    #[test]
    fn an_issuer_that_lacks_a_letter_is_told_where_only_one_can_be_meant() {
        assert_eq!(near_issuer_code("Tg"), Some("TTg"));
        assert_eq!(near_issuer_code("Xg"), None);
    }
}
