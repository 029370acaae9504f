//! How far a slip of the finger is from a syllable.
//!
//! Weighted edit distance over the parts of a syllable: its letters, the marks on them and
//! its tone are compared apart, so that a wrong tone or mark costs less than a wrong letter.
//! Costs are hundredths of a wrong letter; they order the kinds of slips, and were set on
//! them, not on texts.

use tracuu_text::grammar::without_tone;
use tracuu_text::syllable::folded;

/// Any other letter.
const LETTER: u32 = 100;
/// The letter beside it on the keyboard.
const NEIGHBOUR: u32 = 60;
/// Two letters in the wrong order.
const SWAPPED: u32 = 60;
/// A letter left out.
const MISSING: u32 = 80;
/// A letter struck twice.
const DOUBLED: u32 = 50;
/// A letter too many whose key lies beside that of the letter before or behind it.
const BRUSHED: u32 = 70;
/// A letter too many from anywhere: no slip of the finger.
const STRAY: u32 = 120;
/// Sounds that many speakers do not distinguish: s and x, final n and ng.
const SAME_SOUND: u32 = 50;
/// The mark on a letter, đ for d included.
const MARK: u32 = 35;
/// Any other tone.
const TONE: u32 = 30;
/// Hỏi and ngã, which many speakers do not distinguish.
const SAME_TONE: u32 = 15;
/// i for y.
const SAME_VOWEL: u32 = 20;

/// Most letters compared; the longest syllable, `nghiêng`, has seven.
const MAX_LETTERS: usize = 12;

/// Onsets that are mistaken for each other, by sound or by the rule of what vowel follows.
const ONSETS: [[&str; 2]; 18] = [
    ["ch", "tr"],
    ["d", "gi"],
    ["gi", "r"],
    ["d", "r"],
    ["s", "x"],
    ["l", "n"],
    ["ng", "ngh"],
    ["g", "gh"],
    ["c", "k"],
    ["c", "qu"],
    ["k", "q"],
    ["d", "v"],
    ["q", "qu"],
    ["f", "ph"],
    ["j", "gi"],
    ["z", "d"],
    ["z", "gi"],
    ["w", "qu"],
];

/// Final consonants that are mistaken for each other.
const FINALS: [[char; 2]; 1] = [['c', 't']];

/// Each key and those around it.
const KEYS: [(char, &str); 26] = [
    ('a', "qwsz"),
    ('b', "vghn"),
    ('c', "xdfv"),
    ('d', "serfcx"),
    ('e', "wsdr"),
    ('f', "drtgvc"),
    ('g', "ftyhbv"),
    ('h', "gyujnb"),
    ('i', "ujko"),
    ('j', "huikmn"),
    ('k', "jiolm"),
    ('l', "kop"),
    ('m', "njk"),
    ('n', "bhjm"),
    ('o', "iklp"),
    ('p', "ol"),
    ('q', "wa"),
    ('r', "edft"),
    ('s', "awedxz"),
    ('t', "rfgy"),
    ('u', "yhji"),
    ('v', "cfgb"),
    ('w', "qase"),
    ('x', "zsdc"),
    ('y', "tghu"),
    ('z', "asx"),
];

/// The letters of a word, and its tone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct SyllableLetters {
    /// Without tone; ă â ê ô ơ ư đ are letters of their own.
    shaped: Box<[char]>,
    /// The same without any mark.
    plain: Box<[char]>,
    tone: Option<char>,
}

impl SyllableLetters {
    /// The letters of `normal`; `None` if they are too many to be a syllable.
    pub(super) fn new(normal: &str) -> Option<Self> {
        let (base, tone) = without_tone(normal);
        let shaped: Box<[char]> = base.chars().collect();
        let plain: Box<[char]> = folded(&base).chars().collect();
        let is_fit = shaped.len() == plain.len() && shaped.len() <= MAX_LETTERS;
        is_fit.then_some(Self { shaped, plain, tone })
    }
}

/// The words that `folded` is if its onset was mistaken for another.
pub(super) fn with_other_onsets(folded: &str) -> impl Iterator<Item = String> {
    ONSETS.iter().flat_map(|[one, other]| [(one, other), (other, one)]).filter_map(
        move |(typed, meant)| {
            let rest = folded.strip_prefix(*typed)?;
            Some(format!("{meant}{rest}"))
        },
    )
}

/// How far `typed` is from `meant`, in hundredths of a wrong letter.
pub(super) fn distance(typed: &SyllableLetters, meant: &SyllableLetters) -> u32 {
    let tone = tone_cost(typed.tone, meant.tone);
    let whole = letters_cost(typed.view(0), meant.view(0));
    let by_onset = ONSETS
        .iter()
        .flat_map(|[one, other]| [(one, other), (other, one)])
        .filter(|(one, other)| typed.begins(one) && meant.begins(other))
        .map(|(one, other)| {
            SAME_SOUND + letters_cost(typed.view(one.len()), meant.view(other.len()))
        })
        .min();
    tone + by_onset.map_or(whole, |by_onset| by_onset.min(whole))
}

fn tone_cost(typed: Option<char>, meant: Option<char>) -> u32 {
    let is_hook_or_tilde = |tone| matches!(tone, Some('\u{303}' | '\u{309}'));
    match (typed, meant) {
        (typed, meant) if typed == meant => 0,
        (typed, meant) if is_hook_or_tilde(typed) && is_hook_or_tilde(meant) => SAME_TONE,
        _ => TONE,
    }
}

/// Letters from a place on, with and without their marks.
#[derive(Clone, Copy)]
struct LettersView<'l> {
    shaped: &'l [char],
    plain: &'l [char],
}

impl SyllableLetters {
    fn view(&self, from: usize) -> LettersView<'_> {
        LettersView {
            shaped: self.shaped.get(from..).unwrap_or_default(),
            plain: self.plain.get(from..).unwrap_or_default(),
        }
    }

    /// Whether the letters begin with an onset; đ is no d.
    fn begins(&self, onset: &str) -> bool {
        onset.chars().count() <= self.shaped.len()
            && onset.chars().zip(&self.shaped).all(|(one, other)| one == *other)
    }
}

impl LettersView<'_> {
    fn plain(&self, at: usize) -> Option<char> {
        self.plain.get(at).copied()
    }
}

/// Optimal string alignment: each pair of neighbours is swapped at most once.
fn letters_cost(typed: LettersView<'_>, meant: LettersView<'_>) -> u32 {
    let mut rows = [[0_u32; MAX_LETTERS + 1]; MAX_LETTERS + 1];
    let mut best = 0;
    for at in 0..=typed.plain.len() {
        for to in 0..=meant.plain.len() {
            let before = |rows: &[[u32; MAX_LETTERS + 1]], up: usize, left: usize| {
                let row = rows.get(at.checked_sub(up)?)?;
                row.get(to.checked_sub(left)?).copied()
            };
            best = [
                (at == 0 && to == 0).then_some(0),
                before(&rows, 1, 0).map(|cost| cost + extra_cost(typed, at - 1)),
                before(&rows, 0, 1).map(|cost| cost + missing_cost(meant, to - 1)),
                before(&rows, 1, 1)
                    .map(|cost| cost + other_cost(typed, at - 1, meant, to - 1)),
                before(&rows, 2, 2)
                    .filter(|_| is_swapped(typed, at - 2, meant, to - 2))
                    .map(|cost| cost + SWAPPED),
            ]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(0);
            if let Some(cell) = rows.get_mut(at).and_then(|row| row.get_mut(to)) {
                *cell = best;
            }
        }
    }
    best
}

fn extra_cost(typed: LettersView<'_>, at: usize) -> u32 {
    let this = typed.plain(at);
    let before = at.checked_sub(1).and_then(|before| typed.plain(before));
    let behind = typed.plain(at + 1);
    if this == before {
        DOUBLED
    } else if are_neighbours(this, before) || are_neighbours(this, behind) {
        BRUSHED
    } else {
        STRAY
    }
}

fn missing_cost(meant: LettersView<'_>, at: usize) -> u32 {
    // n for ng, nh: the last letter after an n.
    let is_final = at + 1 == meant.plain.len();
    let after_n = at.checked_sub(1).and_then(|before| meant.plain(before)) == Some('n');
    if is_final && after_n { SAME_SOUND } else { MISSING }
}

fn other_cost(
    typed: LettersView<'_>,
    at: usize,
    meant: LettersView<'_>,
    to: usize,
) -> u32 {
    if typed.shaped.get(at) == meant.shaped.get(to) {
        return 0;
    }
    let (Some(this), Some(other)) = (typed.plain(at), meant.plain(to)) else {
        return LETTER;
    };
    let is_last = at + 1 == typed.plain.len() && to + 1 == meant.plain.len();
    let pair = |one: char, two: char| {
        (this == one && other == two) || (this == two && other == one)
    };
    if this == other {
        MARK
    } else if pair('i', 'y') {
        SAME_VOWEL
    } else if is_last && FINALS.iter().any(|[one, two]| pair(*one, *two)) {
        SAME_SOUND
    } else if are_neighbours(Some(this), Some(other)) {
        NEIGHBOUR
    } else {
        LETTER
    }
}

fn is_swapped(
    typed: LettersView<'_>,
    at: usize,
    meant: LettersView<'_>,
    to: usize,
) -> bool {
    typed.plain(at) == meant.plain(to + 1)
        && typed.plain(at + 1) == meant.plain(to)
        && typed.plain(at) != typed.plain(at + 1)
}

fn are_neighbours(one: Option<char>, other: Option<char>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    KEYS.iter().any(|(key, around)| *key == one && around.contains(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn between(typed: &str, meant: &str) -> u32 {
        let letters = |word: &str| SyllableLetters::new(word).expect("short");
        distance(&letters(typed), &letters(meant))
    }

    #[test]
    fn slips_cost_by_their_kind() {
        for (typed, meant, cost) in [
            ("nghị", "nghị", 0),
            ("nghĩ", "nghị", TONE),
            ("nghỉ", "nghĩ", SAME_TONE),
            ("quyêt", "quyết", TONE),
            ("quyét", "quyết", MARK),
            ("dảng", "đảng", MARK),
            ("nhgị", "nghị", SWAPPED),
            ("nhị", "nghị", MISSING),
            ("tjời", "thời", NEIGHBOUR),
            ("kỷy", "kỷ", DOUBLED),
            ("trủ", "chủ", SAME_SOUND),
            ("xử", "sử", SAME_SOUND),
            ("fải", "phải", SAME_SOUND),
            ("giương", "dương", SAME_SOUND),
            ("côn", "công", SAME_SOUND),
            ("kĩ", "kỹ", SAME_VOWEL),
            ("biếc", "biết", SAME_SOUND),
            ("bán", "bít", LETTER + LETTER),
            ("ôtô", "tô", STRAY),
        ] {
            assert_eq!(between(typed, meant), cost, "{typed} {meant}");
        }
    }

    #[test]
    fn neighbours_on_the_keyboard_are_mutual() {
        for (key, around) in KEYS {
            for other in around.chars() {
                assert!(are_neighbours(Some(other), Some(key)), "{key} {other}");
            }
        }
    }

    proptest! {
        #[test]
        fn only_the_same_word_has_no_distance(one in "[a-zăâêôơưđáạ]{0,8}", other in "[a-zăâêôơưđáạ]{0,8}") {
            let (Some(first), Some(second)) = (SyllableLetters::new(&one), SyllableLetters::new(&other)) else { return Ok(()) };
            prop_assert_eq!(distance(&first, &first), 0);
            prop_assert_eq!(distance(&first, &second) == 0, first == second);
        }
    }
}
