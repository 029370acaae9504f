//! Whether the text of a page is one at all. A wrong map of a font, or recognition without
//! Vietnamese letters, gives a layer of characters that no one can search.

use tracuu_text::grammar::is_syllable;
use tracuu_text::syllable::normal;

/// Fewest words by which a page is judged.
const MIN_WORDS: usize = 12;

/// Of a hundred words of a page without sense, at least so many are broken: signs or capitals
/// inside, letters that the file gives no meaning.
const MIN_BROKEN_PERCENT: usize = 12;

/// Of a hundred marked words of Vietnamese, at least so many are syllables.
const MIN_SYLLABLE_PERCENT: usize = 60;

/// Of a hundred words of Vietnamese, at least so many are marked.
const MIN_MARKED_PERCENT: usize = 12;

/// Of a hundred words without marks, at least so many could be Vietnamese where a picture of
/// the page lies behind them: what recognition without its letters leaves.
const MIN_BARE_PERCENT: usize = 55;

/// Words of a text, counted.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "all of them are counts")]
pub(super) struct WordCounts {
    n_words: usize,
    /// With a letter outside ASCII.
    n_marked: usize,
    /// Of these, syllables.
    n_syllables: usize,
    /// Without such a letter, and syllables all the same.
    n_bare: usize,
    /// That no language has.
    n_broken: usize,
}

impl WordCounts {
    /// Counts the words of a line.
    pub(super) fn add(&mut self, text: &str) {
        for word in text.split_whitespace() {
            let word = word.trim_matches(|letter: char| {
                letter.is_ascii_punctuation()
                    || matches!(letter, '“' | '”' | '‘' | '’' | '–' | '…' | '•')
            });
            if word.is_empty() || is_symbol(word) {
                continue;
            }
            self.n_words += 1;
            if is_broken(word) {
                self.n_broken += 1;
            }
            let is_vietnamese = || word.split('-').all(|part| is_syllable(&normal(part)));
            if word.is_ascii() {
                self.n_bare += usize::from(is_vietnamese());
            } else {
                self.n_marked += 1;
                self.n_syllables += usize::from(is_vietnamese());
            }
        }
    }

    /// Whether no one can have meant the text so. A text in another language is one.
    pub(super) fn is_garbled(&self, has_picture: bool) -> bool {
        if self.n_words < MIN_WORDS {
            return false;
        }
        let is_marked = self.n_marked * 100 >= self.n_words * MIN_MARKED_PERCENT;
        let is_vietnamese =
            is_marked && self.n_syllables * 100 >= self.n_marked * MIN_SYLLABLE_PERCENT;
        let n_plain = self.n_words - self.n_marked;
        let is_bare =
            has_picture && !is_marked && self.n_bare * 100 >= n_plain * MIN_BARE_PERCENT;
        let is_broken = self.n_broken * 100 >= self.n_words * MIN_BROKEN_PERCENT;
        !is_vietnamese && (is_bare || is_broken)
    }
}

/// Whether a word is a number, a date or a symbol, which are broken by nature.
fn is_symbol(word: &str) -> bool {
    let n_letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_upper = !word.chars().any(char::is_lowercase);
    let is_replaced = word.contains(char::REPLACEMENT_CHARACTER);
    !is_replaced
        && (n_letters == 0
            || (is_upper && word.is_ascii())
            || word.contains(['/', '@', '.']))
}

/// Whether a word has signs, digits or capitals inside, or characters without meaning.
fn is_broken(word: &str) -> bool {
    let is_nothing = |letter: char| {
        letter == char::REPLACEMENT_CHARACTER
            || letter.is_control()
            || matches!(letter, '\u{e000}'..='\u{f8ff}')
    };
    if word.chars().any(is_nothing) {
        return true;
    }
    let letters: Vec<char> = word.chars().collect();
    letters.windows(3).any(|around| match around {
        [before, inside, after] => {
            let is_between = before.is_alphabetic() && after.is_alphabetic();
            let is_sign = !inside.is_alphabetic()
                && !matches!(
                    inside,
                    '-' | '–' | '\'' | '’' | '&' | '_' | '(' | ')' | ',' | ';'
                );
            is_between && is_sign
                || before.is_lowercase() && inside.is_uppercase() && after.is_lowercase()
        }
        _ => false,
    }) || letters.first().zip(letters.last()).is_some_and(|(first, last)| {
        let is_odd = |letter: char| matches!(letter, '\u{a1}'..='\u{bf}' | '×' | '÷');
        letters.len() > 1
            && (is_odd(*first) && *first != '«' || is_odd(*last) && *last != '»')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_garbled(text: &str, has_picture: bool) -> bool {
        let mut counts = WordCounts::default();
        counts.add(text);
        counts.is_garbled(has_picture)
    }

    #[test]
    fn only_what_no_one_can_have_meant_is_garbled() {
        let plain = "Ủy ban nhân dân tỉnh giao các sở, ban, ngành triển khai thực hiện kế hoạch \
                     số 12/KH-UBND ngày 05/3/2021 trước ngày 30/6";
        let english = "The provincial committee shall report on the implementation of this plan \
                       before the end of each year to the Government";
        let french = "Le comité de la province présentera chaque année un rapport très détaillé \
                      à la préfecture où siège la commission";
        for text in [plain, english, french] {
            assert!(!is_garbled(text, false) && !is_garbled(text, true), "{text}");
        }
        let wrong_map = "GiÊo d¸c vª ®µo t¹o cñ\u{fffd} tØnh ph¶i ®¸p øng yªu cÇu ph¸t triÓn kinh \
                         tÕ x· héi trong giai ®o¹n míi";
        assert!(is_garbled(wrong_map, false));
        let unknown = "\u{fffd}\u{fffd}\u{fffd} ban \u{fffd} \u{fffd}\u{fffd} ".repeat(8);
        assert!(is_garbled(&unknown, false));
        let bare = "Uy ban nhan dan tinh giao cac so ban nganh trien khai thuc hien ke hoach nay";
        assert!(is_garbled(bare, true) && !is_garbled(bare, false));
        let misread = "UY BAN NHAN DAN tinh c6ng b6 quyét dinh v€ vi~c phé duy~t k~ ho~ch d~u tu \
                       c6ng trung h~n cua d~a phuong";
        assert!(is_garbled(misread, true));
    }
}
