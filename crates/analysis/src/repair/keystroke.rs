//! Keystrokes of the two Vietnamese input methods, read as the letters they stand for.
//!
//! Telex: `aa ee oo aw ow uw w dd` for â ê ô ă ơ ư ư đ, `s f r x j` for the tones. VNI: `6`
//! circumflex, `7` horn, `8` breve, `9` đ, `1`-`5` tones. Keys may stand at once or at the
//! end of the syllable. A key struck twice to undo it is not read.

use tracuu_text::grammar::{spell, without_tone};

/// What a typed word reads as.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Keystrokes {
    /// The syllable in normal form; it is one of the Vietnamese grammar.
    pub(super) syllable: String,
    /// How many keys put a mark on a letter.
    pub(super) n_marks: usize,
    /// Whether one of them is a tone.
    pub(super) has_tone: bool,
    /// Whether a vowel letter other than `w` was typed.
    pub(super) has_vowel: bool,
    /// Whether it could as well be a slip of the finger: some letters have marks already,
    /// or a vowel follows the key of the tone.
    pub(super) is_uneven: bool,
}

/// Reads a word in small letters as Telex; letters may have marks already. `None` if no key
/// puts a mark, or the result is no Vietnamese syllable.
pub(super) fn telex(word: &str) -> Option<Keystrokes> {
    telex_keys(word)?.finish()
}

/// Reads a word that may be typed in part, as Telex: its letters, toneless, and its tone.
/// `None` if no key puts a mark.
pub(super) fn telex_beginning(word: &str) -> Option<(String, Option<char>)> {
    telex_keys(word)?.beginning()
}

fn telex_keys(word: &str) -> Option<StruckKeys> {
    let mut keys = StruckKeys::default();
    let mut last = None;
    for letter in word.chars() {
        match letter {
            's' | 'f' | 'r' | 'x' | 'j' if keys.has_any_vowel() => {
                keys.put_tone(TELEX_TONES.iter().find(|(key, _)| *key == letter)?.1)?;
            }
            'w' => keys.put_horn_or_breve(),
            'a' | 'e' | 'o' if keys.takes_circumflex(letter, last) => {
                keys.put_circumflex(letter)?;
            }
            'd' if keys.takes_stroke(last) => keys.put_stroke()?,
            'z' => return None,
            other => keys.push(other)?,
        }
        last = Some(letter);
    }
    Some(keys)
}

/// Reads a word of small letters and digits as VNI; see [`telex`].
pub(super) fn vni(word: &str) -> Option<Keystrokes> {
    vni_keys(word)?.finish()
}

/// Reads a word that may be typed in part, as VNI; see [`telex_beginning`].
pub(super) fn vni_beginning(word: &str) -> Option<(String, Option<char>)> {
    vni_keys(word)?.beginning()
}

fn vni_keys(word: &str) -> Option<StruckKeys> {
    let mut keys = StruckKeys::default();
    for letter in word.chars() {
        match letter {
            '1'..='5' if keys.has_any_vowel() => {
                keys.put_tone(VNI_TONES.iter().find(|(key, _)| *key == letter)?.1)?;
            }
            '6' => keys.put_circumflex(keys.last_plain(&['a', 'e', 'o'])?)?,
            '7' => keys.put_horn()?,
            '8' => keys.put_breve()?,
            '9' => keys.put_stroke()?,
            '0'..='9' => return None,
            other => keys.push(other)?,
        }
    }
    Some(keys)
}

const TELEX_TONES: [(char, char); 5] = [
    ('s', '\u{301}'),
    ('f', '\u{300}'),
    ('r', '\u{309}'),
    ('x', '\u{303}'),
    ('j', '\u{323}'),
];

const VNI_TONES: [(char, char); 5] = [
    ('1', '\u{301}'),
    ('2', '\u{300}'),
    ('3', '\u{309}'),
    ('4', '\u{303}'),
    ('5', '\u{323}'),
];

/// The letters typed so far, toneless, and what the keys made of them.
#[derive(Default)]
struct StruckKeys {
    letters: Vec<char>,
    tone: Option<char>,
    n_marks: usize,
    has_tone_key: bool,
    has_typed_vowel: bool,
    is_uneven: bool,
}

impl StruckKeys {
    /// Adds a letter; `None` if it brings a second tone.
    fn push(&mut self, letter: char) -> Option<()> {
        let (base, tone) = without_tone(letter.encode_utf8(&mut [0; 4]));
        if tone.is_some() && self.tone.is_some() {
            return None;
        }
        self.tone = self.tone.or(tone);
        self.letters.extend(base.chars());
        let has_vowel = base.chars().any(is_vowel);
        self.has_typed_vowel |= has_vowel;
        self.is_uneven |= !letter.is_ascii() || (has_vowel && self.has_tone_key);
        Some(())
    }

    fn has_any_vowel(&self) -> bool {
        self.letters.iter().copied().any(is_vowel)
    }

    /// Place of the last of `wanted` letters, which have no mark yet.
    fn place_of(&self, wanted: &[char]) -> Option<usize> {
        self.letters.iter().rposition(|letter| wanted.contains(letter))
    }

    fn last_plain(&self, wanted: &[char]) -> Option<char> {
        self.letters.get(self.place_of(wanted)?).copied()
    }

    fn replace(&mut self, wanted: &[char], by: char) -> Option<()> {
        let place = self.place_of(wanted)?;
        *self.letters.get_mut(place)? = by;
        self.n_marks += 1;
        Some(())
    }

    fn put_tone(&mut self, tone: char) -> Option<()> {
        if self.tone.is_some() {
            return None;
        }
        self.tone = Some(tone);
        self.has_tone_key = true;
        self.n_marks += 1;
        Some(())
    }

    /// Whether a second a, e or o makes a circumflex: right after the first, or after the
    /// consonants behind it (`nhana`).
    fn takes_circumflex(&self, letter: char, last: Option<char>) -> bool {
        let Some(place) = self.place_of(&[letter]) else { return false };
        let behind = self.letters.get(place + 1..).unwrap_or_default();
        let is_closed = !behind.is_empty() && !behind.iter().copied().any(is_vowel);
        is_closed || (behind.is_empty() && last == Some(letter))
    }

    fn put_circumflex(&mut self, letter: char) -> Option<()> {
        let by = match letter {
            'a' => 'â',
            'e' => 'ê',
            _ => 'ô',
        };
        self.replace(&[letter], by)
    }

    /// Whether a d makes đ: right after the first, or at the end of the syllable.
    fn takes_stroke(&self, last: Option<char>) -> bool {
        match self.letters.as_slice() {
            ['d'] => last == Some('d'),
            ['d', ..] => self.has_any_vowel(),
            _ => false,
        }
    }

    fn put_stroke(&mut self) -> Option<()> {
        let first = self.letters.first_mut().filter(|first| **first == 'd')?;
        *first = 'đ';
        self.n_marks += 1;
        Some(())
    }

    fn put_breve(&mut self) -> Option<()> {
        self.replace(&['a'], 'ă')
    }

    fn put_horn(&mut self) -> Option<()> {
        if let Some(place) = self.letters.windows(2).position(|pair| pair == ['u', 'o']) {
            *self.letters.get_mut(place)? = 'ư';
            *self.letters.get_mut(place + 1)? = 'ơ';
            self.n_marks += 1;
            return Some(());
        }
        self.replace(
            &['u', 'o'],
            if self.last_plain(&['u', 'o'])? == 'u' { 'ư' } else { 'ơ' },
        )
    }

    /// What `w` does: a breve on a (not in ua, unless after q), else a horn, else ư itself.
    fn put_horn_or_breve(&mut self) {
        let is_ua =
            self.letters.ends_with(&['u', 'a']) && !self.letters.starts_with(&['q']);
        let done = match self.last_plain(&['a', 'o', 'u']) {
            Some('a') if !is_ua => self.put_breve(),
            Some('a') => self.replace(&['u'], 'ư'),
            Some(_) => self.put_horn(),
            None => None,
        };
        if done.is_none() {
            self.letters.push('ư');
            self.n_marks += 1;
        }
    }

    fn beginning(self) -> Option<(String, Option<char>)> {
        (self.n_marks > 0).then(|| (self.letters.iter().collect(), self.tone))
    }

    fn finish(mut self) -> Option<Keystrokes> {
        if self.n_marks == 0 {
            return None;
        }
        // One w is enough for ươ: nuwocs.
        if let Some(place) = self.letters.windows(2).position(|pair| pair == ['ư', 'o'])
        {
            *self.letters.get_mut(place + 1)? = 'ơ';
        }
        let base: String = self.letters.iter().collect();
        // uow is ươ, but uơ where nothing follows: thuowr is thuở.
        let syllable = spell(&base, self.tone)
            .or_else(|| spell(&base.replace("ươ", "uơ"), self.tone))?;
        Some(Keystrokes {
            syllable,
            n_marks: self.n_marks,
            has_tone: self.has_tone_key,
            has_vowel: self.has_typed_vowel,
            is_uneven: self.is_uneven,
        })
    }
}

fn is_vowel(letter: char) -> bool {
    "aăâeêioôơuưy".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(found: Option<Keystrokes>) -> Option<String> {
        found.map(|keystrokes| keystrokes.syllable)
    }

    #[test]
    fn telex_is_read_wherever_its_keys_stand() {
        for (typed, syllable) in [
            ("nghij", "nghị"),
            ("quyeets", "quyết"),
            ("quyeest", "quyết"),
            ("veef", "về"),
            ("vawn", "văn"),
            ("hoas", "hóa"),
            ("ddieeuf", "điều"),
            ("dieeufd", "điều"),
            ("nuwowcs", "nước"),
            ("nuowcs", "nước"),
            ("nuwocs", "nước"),
            ("nuocws", "nước"),
            ("thuowr", "thuở"),
            ("chuwa", "chưa"),
            ("chuaw", "chưa"),
            ("chwa", "chưa"),
            ("hoawcj", "hoặc"),
            ("quawng", "quăng"),
            ("nhana", "nhân"),
            ("coong", "công"),
            ("thws", "thứ"),
            ("giaf", "già"),
            ("gif", "gì"),
            ("uyr", "ủy"),
            ("đaij", "đại"),
        ] {
            assert_eq!(read(telex(typed)).as_deref(), Some(syllable), "{typed}");
        }
    }

    #[test]
    fn a_word_may_be_typed_in_part() {
        for (typed, letters, tone) in [
            ("quyee", "quyê", None),
            ("quyees", "quyê", Some('\u{301}')),
            ("quyets", "quyet", Some('\u{301}')),
            ("dd", "đ", None),
            ("nghij", "nghi", Some('\u{323}')),
            ("nuow", "nươ", None),
        ] {
            let read = telex_beginning(typed);
            assert_eq!(read, Some((letters.to_owned(), tone)), "{typed}");
        }
        assert_eq!(vni_beginning("quye6"), Some(("quyê".to_owned(), None)));
        assert_eq!(telex_beginning("quy"), None);
        assert_eq!(vni_beginning("56"), None);
    }

    #[test]
    fn what_is_no_telex_is_not_read() {
        for typed in
            ["nghi", "ban", "nq", "web", "virus", "laser", "class", "text", "ubnd", ""]
        {
            assert_eq!(read(telex(typed)), None, "{typed}");
        }
    }

    #[test]
    fn vni_is_read_wherever_its_keys_stand() {
        for (typed, syllable) in [
            ("nghi5", "nghị"),
            ("quye61t", "quyết"),
            ("quyet61", "quyết"),
            ("d9a3ng", "đảng"),
            ("dang93", "đảng"),
            ("nu7o71c", "nước"),
            ("nuo71c", "nước"),
            ("va8n", "văn"),
        ] {
            assert_eq!(read(vni(typed)).as_deref(), Some(syllable), "{typed}");
        }
        for typed in ["h2o", "qh14", "b52", "win10", "q1", "19", "mp3"] {
            assert_eq!(read(vni(typed)), None, "{typed}");
        }
    }
}
