//! What scans, keyboards and layouts do to a symbol: letters of other scripts that look
//! like Latin ones, letters read for digits, a head that ran into its neighbour.
//!
//! A repair is a guess with a reason: every one is reported (`lookalike`, `ocr`, `run-on`,
//! `code-typo`: `docs/citations.md`), and the ones that touch number or type lower the
//! confidence of the mention.

use super::document_type::DocumentType;
use super::issuer_code;

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
    LOOKALIKES.iter().find_map(|(foreign, latin)| {
        let place = foreign.chars().position(|other| other == letter)?;
        latin.chars().nth(place)
    })
}

/// The digits of a number in which letters were read for some (`4O`, `l2`); digits stay.
/// `None` for a text that holds anything else, is longer than a number, or is empty.
pub fn digits(written: &str) -> Option<String> {
    let digit = |letter: char| match letter {
        '0'..='9' => Some(letter),
        'O' | 'o' => Some('0'),
        'I' | 'l' | '|' => Some('1'),
        _ => None,
    };
    let digits: String = written.chars().map(digit).collect::<Option<_>>()?;
    (1..=MAX_DIGITS).contains(&digits.len()).then_some(digits)
}

/// Whether a word is "số" as scans give it.
pub fn is_number_word(word: &str) -> bool {
    NUMBER_WORDS.contains(&word)
}

/// The issuer code at the head of letters that ran into a motto: `TUĐẢNG` of "TUĐẢNG CỘNG
/// SẢN VIỆT NAM".
pub(super) fn before_motto(written: &str) -> Option<&str> {
    let code = MOTTOES.iter().find_map(|motto| written.strip_suffix(motto))?;
    issuer_code::find(code).map(|known| known.code)
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
        assert_eq!(before_motto("TUĐẢNG"), Some("TU"));
        assert_eq!(before_motto("UBNDCỘNG"), Some("UBND"));
        assert_eq!(before_motto("XYĐẢNG"), None);
        assert_eq!(before_motto("TU"), None);
    }
}
