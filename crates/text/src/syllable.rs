//! Syllables: letter case, the place of the tone mark, and the forms that are compared.
//!
//! *Normal form* is lower case, NFC, with the tone mark on its old-style place
//! (uỷ → ủy, hoà → hòa, never after q); Ð (U+00D0) is read as đ, and i/y is not folded.
//! Invisible characters inside a word (see [`is_invisible`]) belong to neither form.
//! *Folded form* has no marks at all, đ → d. See `docs/analysis.md`.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The five tone marks as combining characters: grave, acute, tilde, hook above, dot below.
pub const TONE_MARKS: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Whether a character is invisible inside a word and no part of it: soft hyphen, zero
/// width space and joiners, word joiner, byte order mark.
pub const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Lower case of one letter, with the look-alikes Ð (U+00D0) and Ɖ (U+0189) read as đ.
/// A letter whose lower case is more than one character is left as it is.
pub fn lower_char(letter: char) -> char {
    match letter {
        '\0'..='\x7f' => letter.to_ascii_lowercase(),
        'Đ' | '\u{d0}' | '\u{f0}' | '\u{189}' | '\u{256}' => 'đ',
        // Small and capital letters alternate here: Ạ ạ Ả ả.
        'Ă' | 'ă' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | '\u{1ea0}'..='\u{1eff}' => {
            char::from_u32(u32::from(letter) | 1).unwrap_or(letter)
        }
        'À'..='Ö' | 'Ø'..='Þ' => {
            char::from_u32(u32::from(letter) + 0x20).unwrap_or(letter)
        }
        'ß'..='ÿ' | 'ơ' | 'ư' | '\u{1100}'..='\u{11ff}' => letter,
        'Ơ' => 'ơ',
        'Ư' => 'ư',
        other => {
            let mut lowered = other.to_lowercase();
            match (lowered.next(), lowered.next()) {
                (Some(one), None) => one,
                _ => other,
            }
        }
    }
}

/// Whether a character is part of a word: a letter, a digit, or a combining mark.
#[inline]
pub fn is_word_char(letter: char) -> bool {
    // Composed letters of Vietnamese need no general table.
    match letter_kind(letter) {
        0 => is_letter_or_digit(letter) || is_combining_mark(letter),
        _ => !letter.is_ascii() || letter.is_ascii_alphanumeric(),
    }
}

/// Whether a character is a letter; as `char::is_alphabetic`, whose general table costs
/// many times more on Vietnamese letters, dashes and quotation marks.
pub fn is_letter(letter: char) -> bool {
    match letter {
        '\0'..='\x7f' => letter.is_ascii_alphabetic(),
        '\u{2000}'..='\u{2070}' => false,
        // Latin, and scripts whose syllables or words fill whole blocks.
        'À'..='Ö'
        | 'Ø'..='ö'
        | 'ø'..='\u{24f}'
        | '\u{1100}'..='\u{1248}'
        | '\u{1e00}'..='\u{1eff}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => true,
        _ => letter.is_alphabetic(),
    }
}

/// Whether a character is a letter or a digit; as `char::is_alphanumeric`, see [`is_letter`].
#[inline]
pub fn is_letter_or_digit(letter: char) -> bool {
    match letter {
        '\0'..='\x7f' => letter.is_ascii_alphanumeric(),
        '\u{2000}'..='\u{206f}' => false,
        _ => is_letter(letter) || letter.is_numeric(),
    }
}

/// Lower case of a text, letter by letter; see [`lower_char`].
pub fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    out.extend(text.chars().map(lower_char));
    out
}

/// Whether `text` can stand for itself in normal and folded form: ASCII without capitals.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

/// The normal form of one syllable. For a text of several words use [`normal_words`].
pub fn normal(syllable: &str) -> String {
    let mut out = String::with_capacity(syllable.len());
    normal_into(syllable, &mut out);
    out
}

/// A small syllable in normal form with its tone mark on the new-style place, which differs
/// in final oa, oe and uy: `hòa` → `hoà`, `ủy` → `uỷ`.
pub fn new_style(syllable: &str) -> String {
    let mut letters: Vec<char> = syllable.nfd().collect();
    if let [.., first, tone, last] = letters.as_mut_slice()
        && matches!((*first, *last), ('o', 'a' | 'e') | ('u', 'y'))
        && TONE_MARKS.contains(tone)
    {
        std::mem::swap(tone, last);
    }
    letters.into_iter().nfc().collect()
}

/// The normal form of one syllable, without a copy where it stands in that form already.
pub fn normal_form(syllable: &str) -> Cow<'_, str> {
    normal_form_of(syllable, settled(syllable))
}

/// The normal form of a syllable whose letters were looked at.
pub(crate) fn normal_form_of(syllable: &str, letters: Option<Settled>) -> Cow<'_, str> {
    match letters {
        Some(Settled { has_capital: false }) => Cow::Borrowed(syllable),
        Some(Settled { has_capital: true }) => Cow::Owned(lower(syllable)),
        None => Cow::Owned(normal(syllable)),
    }
}

/// Appends the normal form of one syllable to `out`.
fn normal_into(syllable: &str, out: &mut String) {
    match settled(syllable) {
        Some(Settled { has_capital: false }) => return out.push_str(syllable),
        Some(Settled { has_capital: true }) => {
            return out.extend(syllable.chars().map(lower_char));
        }
        None => {}
    }
    let mut letters: Vec<char> = Vec::with_capacity(syllable.len());
    let mut tone = None;
    for letter in syllable.nfd() {
        if TONE_MARKS.contains(&letter) {
            tone.get_or_insert((letter, letters.len()));
        } else if !is_invisible(letter) {
            letters.push(lower_char(letter));
        }
    }
    if let Some((mark, written_at)) = tone {
        // A tone on an earlier letter belongs to another vowel.
        let place = tone_place(&letters).filter(|place| written_at >= *place);
        let place = place.unwrap_or(written_at);
        letters.insert(place, mark);
    }
    out.extend(letters.into_iter().nfc());
}

/// A syllable that differs from its normal form in its case at most.
#[derive(Clone, Copy)]
pub(crate) struct Settled {
    has_capital: bool,
}

/// How a letter counts for [`settled`] and [`is_capital`].
const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
/// Added to both for a letter with a tone mark.
const TONED: u8 = 4;

/// By code point, up to U+01B0: the letters of Vietnamese, and all of ASCII; 0 for others.
const LETTER_KINDS: [u8; 0x1b1] = {
    let mut kinds = [0; 0x1b1];
    let mut ascii: u8 = 0;
    while ascii < 0x80 {
        kinds[ascii as usize] = if ascii.is_ascii_uppercase() { CAPITAL } else { SMALL };
        ascii += 1;
    }
    let plain = ['ă', 'â', 'ê', 'ô', 'đ', 'ơ', 'ư', 'Ă', 'Â', 'Ê', 'Ô', 'Đ', 'Ơ', 'Ư'];
    let mut at = 0;
    while at < plain.len() {
        kinds[plain[at] as usize] = if at < plain.len() / 2 { SMALL } else { CAPITAL };
        at += 1;
    }
    let toned = [
        'à', 'á', 'ã', 'è', 'é', 'ì', 'í', 'ò', 'ó', 'õ', 'ù', 'ú', 'ý', 'ĩ', 'ũ', 'À',
        'Á', 'Ã', 'È', 'É', 'Ì', 'Í', 'Ò', 'Ó', 'Õ', 'Ù', 'Ú', 'Ý', 'Ĩ', 'Ũ',
    ];
    let mut at = 0;
    while at < toned.len() {
        let case = if at < toned.len() / 2 { SMALL } else { CAPITAL };
        kinds[toned[at] as usize] = case | TONED;
        at += 1;
    }
    kinds
};

/// How a letter counts; 0 for one that is no composed letter of Vietnamese.
#[inline]
fn letter_kind(letter: char) -> u8 {
    let code = letter as usize;
    match code {
        0x1ea0..=0x1ef9 if code % 2 == 1 => SMALL | TONED,
        0x1ea0..=0x1ef9 => CAPITAL | TONED,
        _ => LETTER_KINDS.get(code).copied().unwrap_or_default(),
    }
}

/// The letters of a syllable as they come, by which [`Settled`] is told.
#[derive(Default)]
pub(crate) struct SyllableLetters {
    before_last: char,
    last: char,
    /// Of the last letter.
    kind: u8,
    n_toned: u8,
    has_capital: bool,
    has_other: bool,
}

impl SyllableLetters {
    #[inline]
    pub(crate) fn read(&mut self, letter: char) {
        let kind = letter_kind(letter);
        self.has_other |= kind == 0;
        self.has_capital |= kind & CAPITAL != 0;
        self.n_toned = self.n_toned.saturating_add(u8::from(kind & TONED != 0));
        (self.before_last, self.last, self.kind) = (self.last, letter, kind);
    }

    /// Whether only the case of a syllable can differ from its normal form: composed
    /// Vietnamese letters, at most one with a tone, and no tone that has another place. So
    /// are almost all, and they need not be taken apart.
    #[inline]
    pub(crate) fn settled(&self) -> Option<Settled> {
        let may_move = self.kind & TONED != 0
            && matches!(self.before_last, 'o' | 'O' | 'u' | 'U')
            && !matches!(
                self.last,
                'Í' | 'í' | 'Ì' | 'ì' | 'Ĩ' | 'ĩ' | 'Ỉ' | 'ỉ' | 'Ị' | 'ị'
            );
        let is_settled = !self.has_other && self.n_toned <= 1 && !may_move;
        is_settled.then_some(Settled { has_capital: self.has_capital })
    }
}

/// See [`SyllableLetters::settled`].
fn settled(syllable: &str) -> Option<Settled> {
    let mut letters = SyllableLetters::default();
    syllable.chars().for_each(|letter| letters.read(letter));
    letters.settled()
}

/// Where the tone mark of a bare final oa, oe or uy goes in old style: right after the
/// first of the two vowels. `None` where the written place stands.
fn tone_place(letters: &[char]) -> Option<usize> {
    let (head, pair) = letters.split_at_checked(letters.len().checked_sub(2)?)?;
    let is_moved = matches!(pair, ['o', 'a' | 'e'] | ['u', 'y']);
    let after_q = head.last() == Some(&'q');
    (is_moved && !after_q).then(|| head.len() + 1)
}

/// The folded form of one syllable or text: lower case, no marks, đ → d.
pub fn folded(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded form of `text` to `out`; see [`folded`].
pub fn fold_into(text: &str, out: &mut String) {
    for letter in text.nfd() {
        if letter.is_ascii() {
            out.push(letter.to_ascii_lowercase());
        } else if !is_combining_mark(letter) && !is_invisible(letter) {
            match lower_char(letter) {
                'đ' => out.push('d'),
                other => out.push(other),
            }
        }
    }
}

/// `form` in the letter case of `surface`: capitals throughout where it has nothing but
/// capitals (and more than one letter), a capital first where it begins with one.
pub fn in_case_of(form: &str, surface: &str) -> String {
    let mut letters = surface.chars().filter(|letter| is_letter(*letter));
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    let n_more = letters.clone().count();
    if is_capital && n_more > 0 && letters.all(char::is_uppercase) {
        return form.to_uppercase();
    }
    let mut rest = form.chars();
    match rest.next() {
        Some(first) if is_capital => first.to_uppercase().chain(rest).collect(),
        _ => form.to_owned(),
    }
}

/// Whether a character is a capital; as `char::is_uppercase`, see [`is_letter`].
#[inline]
pub fn is_capital(letter: char) -> bool {
    match letter_kind(letter) {
        0 => letter.is_uppercase(),
        kind => kind & CAPITAL != 0,
    }
}

/// The normal form of a text: each run of letters in normal form, white space runs as one
/// space, everything else as it is. Used to compare names, never stored.
pub fn normal_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word_start = 0;
    for (at, letter) in text.char_indices() {
        if is_letter(letter) || is_combining_mark(letter) || is_invisible(letter) {
            continue;
        }
        normal_into(text.get(word_start..at).unwrap_or_default(), &mut out);
        word_start = at + letter.len_utf8();
        if !letter.is_whitespace() {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    normal_into(text.get(word_start..).unwrap_or_default(), &mut out);
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_syllable_that_is_not_taken_apart_has_the_same_form(
            syllable in "[a-zđĐàÁãếỆơƯìĨÝýỷoOuUyqạẢñäÐ\u{301}]{0,5}",
        ) {
            // Taken apart before, no syllable with a mark is settled.
            let apart: String = syllable.nfd().collect();
            prop_assert_eq!(normal(&syllable), normal(&apart));
        }
    }

    #[test]
    fn letters_agree_with_the_general_tables() {
        for letter in '\0'..=char::MAX {
            assert_eq!(is_letter(letter), letter.is_alphabetic(), "{letter:?}");
            assert_eq!(is_capital(letter), letter.is_uppercase(), "{letter:?}");
            assert_eq!(
                is_letter_or_digit(letter),
                letter.is_alphanumeric(),
                "{letter:?}"
            );
            let word = letter.is_alphanumeric() || is_combining_mark(letter);
            assert_eq!(is_word_char(letter), word, "{letter:?}");
            let mut lowered = letter.to_lowercase();
            let (first, more) = (lowered.next(), lowered.next());
            let expected = match letter {
                'Ð' | 'ð' | '\u{189}' | '\u{256}' => 'đ',
                // Capital sharp s, and the letters that alternate although they are small.
                '\u{1e9e}' | '\u{1ea0}'..='\u{1eff}' => lower_char(letter),
                _ if more.is_none() => first.unwrap_or(letter),
                _ => letter,
            };
            assert_eq!(lower_char(letter), expected, "{letter:?}");
        }
    }

    #[test]
    fn the_new_style_is_the_other_place_of_the_tone_mark() {
        for (old, new) in [
            ("hòa", "hoà"),
            ("khỏe", "khoẻ"),
            ("ủy", "uỷ"),
            ("quý", "quý"),
            ("họa", "hoạ"),
        ] {
            assert_eq!(new_style(old), new);
            assert_eq!(normal(new), old);
        }
        assert_eq!(new_style("nghị"), "nghị");
    }

    #[test]
    fn tone_marks_move_to_the_old_place() {
        for (written, expected) in [
            ("uỷ", "ủy"),
            ("Uỷ", "ủy"),
            ("hoà", "hòa"),
            ("khoẻ", "khỏe"),
            ("quý", "quý"),
            ("quỳ", "quỳ"),
            ("hoàn", "hoàn"),
            ("KHÓA", "khóa"),
            ("khoá", "khóa"),
            ("thuỷ", "thủy"),
            ("Ðảng", "đảng"),
            ("huyện", "huyện"),
            // Another vowel has the tone: no spelling of old or new style.
            ("ảoa", "ảoa"),
            ("ng\u{ad}hị", "nghị"),
            ("\u{feff}quy\u{200b}ết", "quyết"),
        ] {
            assert_eq!(normal(written), expected);
        }
    }

    #[test]
    fn letter_case_is_carried_over() {
        for (surface, expected) in
            [("nghij", "nghị"), ("Nghij", "Nghị"), ("NGHIJ", "NGHỊ"), ("nGHIJ", "nghị")]
        {
            assert_eq!(in_case_of("nghị", surface), expected);
        }
        assert_eq!(in_case_of("ý", "Y"), "Ý");
    }

    #[test]
    fn word_characters_agree_with_the_general_table() {
        for letter in ('\0'..='\u{2fff}').chain('\u{fb00}'..='\u{ffff}') {
            let expected = letter.is_alphanumeric() || is_combining_mark(letter);
            assert_eq!(is_word_char(letter), expected, "{letter:?}");
        }
    }

    #[test]
    fn folding_drops_every_mark() {
        assert_eq!(folded("Ủy ban Kiểm tra ĐẢNG UỶ Ð"), "uy ban kiem tra dang uy d");
    }

    #[test]
    fn words_keep_their_punctuation() {
        assert_eq!(normal_words("  Uỷ ban,\n NHÂN  dân "), "ủy ban, nhân dân");
    }

    proptest! {
        #[test]
        fn forms_are_idempotent(text in "\\PC{0,12}") {
            let normal_form = normal(&text);
            prop_assert_eq!(normal(&normal_form), normal_form);
            let folded_form = folded(&text);
            prop_assert_eq!(folded(&folded_form), folded_form);
        }

        #[test]
        fn nfc_and_nfd_give_the_same_forms(text in "[a-zA-Zàáảãạăằâấêếôồơờưừđ]{0,8}") {
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(normal(&decomposed), normal(&text));
            prop_assert_eq!(folded(&decomposed), folded(&text));
        }
    }
}
