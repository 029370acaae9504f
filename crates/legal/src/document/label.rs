//! Labels of provisions (số thứ tự của phần, chương, mục, điều, khoản, điểm) at the start
//! of a line.
//!
//! A label is read here by its form alone; whether it counts is decided by the sequence in
//! which it stands. Follows 30/2020/NĐ-CP Annex I II.5 and, for party documents, 36-HD/VPTW
//! (`I-`, `1-`, `1.1-`, `a)`), with the punctuation that is seen in use.

use super::numbering::{Label, Number, Scheme, letter_place};
use tracuu_text::capitals::{begins_firmly, is_capitals};
use tracuu_text::numeral::{ordinal, roman};
use tracuu_text::sentence::is_complete;
use tracuu_text::syllable::{is_letter, is_letter_or_digit, lower_char, normal};

/// Most digits of one part; no sequence of provisions reaches ten thousand.
const MAX_DIGITS: usize = 4;

/// Most digits of a number without a mark; larger ones are counts.
const MAX_WEAK_DIGITS: usize = 2;

/// Marks of list items that may stand in front of a label.
const BULLETS: [char; 6] = ['-', '–', '+', '•', '*', '·'];

/// Marks that may close a label.
const CLOSERS: [char; 7] = ['.', '-', '–', '—', '/', ')', ':'];

/// The readings of the label with which `text` begins; the likelier first. Most lines
/// have none. `text` has no white space at its start.
pub(super) fn read(text: &str) -> [Option<Label>; 2] {
    let Some(first) = text.chars().next() else {
        return [None, None];
    };
    if first.is_ascii_digit() {
        return [arabic(text), None];
    }
    if first == '(' {
        return [bracketed(text), None];
    }
    if let Some(label) = named(text) {
        return [Some(label), None];
    }
    if first.is_uppercase() { capital(text) } else { small_letter(text) }
}

/// Whether a text begins with a label of any reading.
pub(super) fn is_labelled(text: &str) -> bool {
    read(text).iter().any(Option::is_some)
}

/// The label of a line that has none by its form: one behind a bullet (`- a) Tại tỉnh`), or
/// one that lacks its mark (`1 Đổi mới …`, `II NHIỆM VỤ`, `Điều 2 Phạm vi`). It counts only
/// where its neighbours in the sequence say so.
pub(super) fn read_weak(text: &str) -> Option<Label> {
    let bare = text.trim_start_matches(BULLETS).trim_start();
    let start = text.len() - bare.len();
    if start > 0 {
        let is_parted = text.get(..start)?.ends_with(char::is_whitespace);
        let label =
            read(bare).into_iter().flatten().find(|label| !label.scheme.is_named());
        return label.filter(|_| is_parted).map(|label| Label {
            start,
            printed: label.printed + start,
            end: label.end + start,
            is_weak: true,
            ..label
        });
    }
    let word = text.split_whitespace().next()?;
    let words = text.get(word.len()..)?.trim_start();
    let end = text.len() - words.len();
    let is_firm = words.starts_with(char::is_uppercase);
    let weak = |scheme, number, printed, end| Label {
        is_weak: true,
        ..Label::new(scheme, number, printed, end)
    };
    if word.len() <= MAX_WEAK_DIGITS && word.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = Number::single(word.parse().ok()?)?;
        return is_firm.then(|| weak(Scheme::Arabic, number, word.len(), end));
    }
    if let Some(value) = roman(word) {
        let number = Number::single(value)?;
        let is_heading = is_capitals(words) && words.contains(' ');
        return is_heading.then(|| weak(Scheme::Roman, number, word.len(), end));
    }
    weak_article(text)
        .map(|(number, printed, end)| weak(Scheme::Article, number, printed, end))
}

/// `Điều 2 Phạm vi`: number, bytes to its end, and where the title starts. A line that goes
/// on with a document refers to its article.
fn weak_article(text: &str) -> Option<(Number, usize, usize)> {
    let mut words = Words { text, end: 0 };
    if normal(words.next()?) != "điều" {
        return None;
    }
    let (number, printed) = named_number(&mut words, Scheme::Article)?;
    let title = text.get(printed..)?;
    let rest = title.strip_prefix(' ')?.trim_start();
    let is_title = rest.starts_with(char::is_uppercase)
        && !is_complete(rest)
        && super::type_name::type_at(rest).is_none();
    is_title.then_some((number, printed, text.len() - rest.len()))
}

/// What stands after the number of a label.
struct Closer {
    /// The first mark, if there is one.
    mark: Option<char>,
    /// Whether white space stands before the mark.
    is_apart: bool,
    /// Bytes of `text` before the words.
    end: usize,
    /// Whether the words follow without white space.
    is_tight: bool,
}

/// Reads the marks that close a label, from byte `from` on: `.`, ` - `, `.-`, `/`, `)`.
fn closer(text: &str, from: usize) -> Closer {
    let rest = text.get(from..).unwrap_or_default();
    let after_space = rest.trim_start();
    let mark = after_space.chars().next().filter(|mark| CLOSERS.contains(mark));
    let tail = match mark {
        Some('.') => after_space.trim_start_matches(['.', '-', '–']),
        Some(mark) => after_space.strip_prefix(mark).unwrap_or(after_space),
        None => rest,
    };
    let words = tail.trim_start();
    Closer {
        mark,
        is_apart: after_space.len() < rest.len(),
        end: text.len() - words.len(),
        is_tight: words.len() == tail.len() && !words.is_empty(),
    }
}

impl Closer {
    /// Whether the words after the label are set off from it as they should be. A mark
    /// that stands apart or a number that runs into its words needs firm words.
    fn is_fair(&self, text: &str) -> bool {
        let words = text.get(self.end..).unwrap_or_default();
        if self.mark.is_none() {
            return false;
        }
        if self.is_tight {
            let is_symbol = self.mark != Some('.') && is_symbol_code(words);
            return words
                .starts_with(|letter: char| is_letter(letter) || is_quote(letter))
                && begins_firmly(words)
                && !is_symbol;
        }
        !self.is_apart || begins_firmly(words)
    }
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '“' | '"' | '‘')
}

/// Whether words begin like the type code of a symbol: `NQ/TW`, `QĐ-UBND`.
fn is_symbol_code(words: &str) -> bool {
    let code_end = words.find(|letter: char| !is_letter(letter));
    code_end.is_some_and(|end| {
        let (code, rest) = words.split_at(end);
        is_capitals(code) && rest.starts_with(['/', '-'])
    })
}

/// `1.`, `1-`, `1/`, `1)`, `1.1.`, `1.1`
fn arabic(text: &str) -> Option<Label> {
    let (number, printed) = dotted_number(text)?;
    let closer = closer(text, printed);
    let words = text.get(closer.end..).unwrap_or_default();
    if number.prefix().is_empty() {
        let scheme =
            if closer.mark == Some(')') { Scheme::Bracket } else { Scheme::Arabic };
        let is_fair = closer.is_fair(text);
        return is_fair.then_some(Label::new(scheme, number, printed, closer.end));
    }
    let is_fair = match closer.mark {
        Some(_) => closer.is_fair(text),
        None => !closer.is_tight && !words.is_empty() && begins_firmly(words),
    };
    is_fair.then_some(Label::new(Scheme::Dotted, number, printed, closer.end))
}

/// Digits with single dots between; a dot that no digit follows is not taken.
fn dotted_number(text: &str) -> Option<(Number, usize)> {
    let mut number = Number::default();
    let mut end = 0;
    loop {
        let digits = digits_at(text, end);
        if digits.is_empty()
            || digits.len() > MAX_DIGITS
            || !number.push(digits.parse().ok()?)
        {
            return None;
        }
        end += digits.len();
        let rest = text.get(end..).unwrap_or_default();
        match rest.strip_prefix('.') {
            Some(more) if more.starts_with(|next: char| next.is_ascii_digit()) => {
                end += 1;
            }
            _ => return Some((number, end)),
        }
    }
}

fn digits_at(text: &str, from: usize) -> &str {
    let rest = text.get(from..).unwrap_or_default();
    let end = rest.find(|next: char| !next.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

/// `(1)`, `(a)`
fn bracketed(text: &str) -> Option<Label> {
    let inside = text.strip_prefix('(')?;
    let close = inside.find(')').filter(|close| *close <= MAX_DIGITS)?;
    let (name, rest) = inside.split_at(close);
    let words = rest.strip_prefix(')')?.trim_start();
    let (scheme, value) = match (name.parse::<u32>(), single_letter(name)) {
        (Ok(value), _) if !name.starts_with('+') => (Scheme::Bracket, value),
        (_, Some(letter)) if !letter.is_uppercase() => {
            (Scheme::Letter, letter_place(letter)?)
        }
        _ => return None,
    };
    let printed = close + 2;
    let number = Number::single(value)?;
    Some(Label::new(scheme, number, printed, text.len() - words.len()))
}

fn single_letter(text: &str) -> Option<char> {
    let mut letters = text.chars();
    let first = letters.next()?;
    (letters.next().is_none() && is_letter(first)).then_some(first)
}

/// `I-`, `II.`, `A.`; a letter that is a Roman numeral too has both readings.
fn capital(text: &str) -> [Option<Label>; 2] {
    let run_end = text.find(|letter: char| !is_letter(letter)).unwrap_or(text.len());
    let name = text.get(..run_end).unwrap_or_default();
    let closer = closer(text, run_end);
    if name.len() > 8 || !closer.is_fair(text) {
        return [None, None];
    }
    let label = |scheme, value| {
        Some(Label::new(scheme, Number::single(value)?, run_end, closer.end))
    };
    let is_roman = name.bytes().all(|letter| letter.is_ascii_uppercase());
    let numeral = if is_roman { roman(name) } else { None };
    let letter = single_letter(name).and_then(letter_place);
    [
        numeral.and_then(|value| label(Scheme::Roman, value)),
        letter.and_then(|value| label(Scheme::Capital, value)),
    ]
}

/// `a)`, `a.`, `a-`; with a mark that stands apart also a capital that lost its size.
fn small_letter(text: &str) -> [Option<Label>; 2] {
    let run_end = text.find(|letter: char| !is_letter(letter)).unwrap_or(text.len());
    let name = text.get(..run_end).unwrap_or_default();
    let Some(value) = single_letter(name).and_then(letter_place) else {
        return [None, None];
    };
    let closer = closer(text, run_end);
    let is_fair = match closer.mark {
        Some(')') => !closer.is_apart,
        Some(_) => closer.is_fair(text),
        None => false,
    };
    let Some(number) = Number::single(value).filter(|_| is_fair) else {
        return [None, None];
    };
    let label = |scheme| Label::new(scheme, number, run_end, closer.end);
    let capital = closer.is_apart.then(|| label(Scheme::Capital));
    [Some(label(Scheme::Letter)), capital]
}

/// `Phần thứ nhất`, `Chương I`, `Mục 1.`, `Tiểu mục 2`, `Điều 12a.`
fn named(text: &str) -> Option<Label> {
    let mut words = Words { text, end: 0 };
    let scheme = match normal(words.next()?).as_str() {
        "phần" => Scheme::Part,
        "chương" => Scheme::Chapter,
        "mục" => Scheme::Section,
        "điều" => Scheme::Article,
        "tiểu" if normal(words.next()?) == "mục" => Scheme::Subsection,
        _ => return None,
    };
    let (number, printed) = named_number(&mut words, scheme)?;
    let closer = closer(text, printed);
    let rest = text.get(closer.end..).unwrap_or_default();
    let is_fair = match closer.mark {
        _ if rest.is_empty() => true,
        Some(_) => {
            !closer.is_tight || rest.starts_with(|letter: char| !letter.is_ascii_digit())
        }
        None => scheme != Scheme::Article && !closer.is_tight && is_capitals(rest),
    };
    is_fair.then_some(Label::new(scheme, number, printed, closer.end))
}

/// Words of a text by white space, with the byte after the last.
struct Words<'t> {
    text: &'t str,
    end: usize,
}

impl<'t> Words<'t> {
    fn next(&mut self) -> Option<&'t str> {
        let rest = self.text.get(self.end..)?;
        let word = rest.split_whitespace().next()?;
        let start = rest.find(word)?;
        self.end += start + word.len();
        Some(word)
    }
}

/// The number after the word of a named label, and the byte after it.
fn named_number(words: &mut Words<'_>, scheme: Scheme) -> Option<(Number, usize)> {
    let mut word = words.next()?;
    if normal(word) == "thứ" {
        word = words.next()?;
    }
    let word_start = words.end - word.len();
    let digits = digits_at(word, 0);
    if !digits.is_empty() {
        let mut number = Number::single(digits.parse().ok()?)?;
        let rest = word.get(digits.len()..).unwrap_or_default();
        let mut end = word_start + digits.len();
        if let Some(letter) = suffix(rest) {
            number.suffix = Some(lower_char(letter));
            end += letter.len_utf8();
        }
        return Some((number, end));
    }
    let run_end = word.find(|letter: char| !is_letter(letter)).unwrap_or(word.len());
    let name = word.get(..run_end).unwrap_or_default();
    if scheme == Scheme::Article {
        return None;
    }
    let spelled = || ordinal(&normal(name)).or_else(|| cardinal(&normal(name)));
    let letter = || single_letter(name).filter(|letter| letter.is_uppercase());
    let value = roman(name)
        .filter(|_| name.starts_with(char::is_uppercase))
        .or_else(spelled)
        .or_else(|| letter().and_then(letter_place))?;
    Some((Number::single(value)?, word_start + run_end))
}

/// Number words that [`ordinal`] does not know.
fn cardinal(word: &str) -> Option<u32> {
    match word {
        "một" => Some(1),
        "bốn" => Some(4),
        _ => None,
    }
}

/// The letter of `12a`, when nothing but marks or the end follows.
fn suffix(rest: &str) -> Option<char> {
    let mut letters = rest.chars();
    let letter = letters.next().filter(|letter| is_letter(*letter))?;
    letters.next().is_none_or(|next| !is_letter_or_digit(next)).then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::numbering::component;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(Scheme, &str, &str)>) {
        let wanted = expected.map(|(scheme, ..)| scheme);
        let readings = read(text).into_iter().flatten();
        let label = readings.clone().find(|label| Some(label.scheme) == wanted);
        let found = label.or(readings.clone().next()).map(|label| {
            (label.scheme, component(&label, false), text.get(label.end..).unwrap())
        });
        let found =
            found.as_ref().map(|(scheme, path, rest)| (*scheme, path.as_str(), *rest));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn labels_are_read_in_every_style() {
        for (text, scheme, path, rest) in [
            ("I- MỤC ĐÍCH", Scheme::Roman, "I", "MỤC ĐÍCH"),
            ("II. Nhiệm vụ", Scheme::Roman, "II", "Nhiệm vụ"),
            ("IV/ Tổ chức", Scheme::Roman, "IV", "Tổ chức"),
            ("I - Đối tượng", Scheme::Roman, "I", "Đối tượng"),
            ("I.MỤC ĐÍCH", Scheme::Roman, "I", "MỤC ĐÍCH"),
            ("B - Căn cứ", Scheme::Capital, "B", "Căn cứ"),
            ("Đ. KIẾN NGHỊ", Scheme::Capital, "Đ", "KIẾN NGHỊ"),
            ("4- Văn phòng", Scheme::Arabic, "4", "Văn phòng"),
            ("1. Tập trung", Scheme::Arabic, "1", "Tập trung"),
            ("01. Tập trung", Scheme::Arabic, "1", "Tập trung"),
            ("1.Công tác", Scheme::Arabic, "1", "Công tác"),
            ("3/ Sở Tài chính", Scheme::Arabic, "3", "Sở Tài chính"),
            ("1.1. Việc", Scheme::Dotted, "1.1", "Việc"),
            ("15.1- Việc", Scheme::Dotted, "15.1", "Việc"),
            ("1.2 Việc", Scheme::Dotted, "1.2", "Việc"),
            ("1.2.3. Việc", Scheme::Dotted, "1.2.3", "Việc"),
            ("a) một", Scheme::Letter, "a", "một"),
            ("đ) các", Scheme::Letter, "đ", "các"),
            ("b. Hai", Scheme::Letter, "b", "Hai"),
            ("(2) hai", Scheme::Bracket, "2", "hai"),
            ("1) Một", Scheme::Bracket, "1", "Một"),
            ("Phần thứ nhất", Scheme::Part, "phan-1", ""),
            ("PHẦN THỨ HAI", Scheme::Part, "phan-2", ""),
            ("PHẦN MỘT", Scheme::Part, "phan-1", ""),
            ("Phần II. NHIỆM VỤ", Scheme::Part, "phan-2", "NHIỆM VỤ"),
            ("Chương I", Scheme::Chapter, "chuong-I", ""),
            ("CHƯƠNG 3: TỔ CHỨC", Scheme::Chapter, "chuong-III", "TỔ CHỨC"),
            ("Mục 1 TRÁCH NHIỆM CHUNG", Scheme::Section, "muc-1", "TRÁCH NHIỆM CHUNG"),
            ("Tiểu mục 2. Hồ sơ", Scheme::Subsection, "tieu-muc-2", "Hồ sơ"),
            ("Điều 5. Phạm vi", Scheme::Article, "dieu-5", "Phạm vi"),
            ("Điều 12a. Phạm vi", Scheme::Article, "dieu-12a", "Phạm vi"),
            ("Ðiều 1 . Phạm vi", Scheme::Article, "dieu-1", "Phạm vi"),
            ("Điều 2: Hiệu lực", Scheme::Article, "dieu-2", "Hiệu lực"),
            ("Điều 25.", Scheme::Article, "dieu-25", ""),
        ] {
            check(text, Some((scheme, path, rest)));
        }
    }

    #[test]
    fn what_only_looks_like_a_label_is_none() {
        for text in [
            "05 dự thảo văn bản",
            "1.000 đồng",
            "3.5 triệu tấn",
            "12/5/2020",
            "19-NQ/TW và các nghị định",
            "18-NQ/TW",
            "24/7 phục vụ",
            "Điều 5 Nghị định số 44",
            "Điều kiện 1. Một",
            "Mục 1 Chương II của Luật",
            "Phần mềm 2.",
            "II của Luật",
            "và 3. Điều",
            "- Một",
            "TW. Hai",
            "12345. Số",
            "(1234567) x",
            "",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_capital_that_is_a_numeral_too_has_both_readings() {
        let [first, second] = read("I. Một");
        assert_eq!(first.map(|label| label.scheme), Some(Scheme::Roman));
        assert_eq!(second.map(|label| label.scheme), Some(Scheme::Capital));
        let [first, second] = read("c - Đăng ký");
        assert_eq!(first.map(|label| label.scheme), Some(Scheme::Letter));
        assert_eq!(second.map(|label| label.scheme), Some(Scheme::Capital));
    }

    #[test]
    fn labels_without_a_mark_or_behind_a_bullet_are_weak() {
        for (text, expected) in [
            ("2 Mở rộng chợ", Some((Scheme::Arabic, "2", "Mở rộng chợ"))),
            ("III CHỢ", None),
            ("III TỔ CHỨC THỰC HIỆN", Some((Scheme::Roman, "III", "TỔ CHỨC THỰC HIỆN"))),
            ("- b) Tại xã", Some((Scheme::Letter, "b", "Tại xã"))),
            ("*   2. Tiêm", Some((Scheme::Arabic, "2", "Tiêm"))),
            ("Điều 4 Kinh phí", Some((Scheme::Article, "dieu-4", "Kinh phí"))),
            ("Điều 4 Nghị định số 5/2020/NĐ-CP", None),
            ("12 xã đã có trạm", None),
            ("150 Hộ dân", None),
            ("- Điều 4. Kinh phí", None),
            ("Chợ xã", None),
        ] {
            let label = read_weak(text);
            let found = label.map(|label| {
                (label.scheme, component(&label, false), text.get(label.end..).unwrap())
            });
            let found = found
                .as_ref()
                .map(|(scheme, path, rest)| (*scheme, path.as_str(), *rest));
            assert_eq!(found, expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn labels_end_on_character_boundaries(text in "\\PC{0,24}") {
            for label in read(&text).into_iter().flatten() {
                prop_assert!(text.get(..label.printed).is_some());
                prop_assert!(text.get(label.end..).is_some());
            }
        }

        #[test]
        fn nothing_panics_on_near_labels(text in "(Điều|Phần|I|1|a|\\(|\\.|-| |đ|9|thứ){0,9}") {
            let _ = read(&text);
        }
    }
}
