//! Labels of lists as text: how numbers and signs are written.

use tracuu_text::numeral::to_roman;

/// Largest number written in Roman digits; no document counts so far in them.
const MAX_ROMAN: u32 = 399;

/// Largest number written in letters: after `z` comes `aa`, after `zz` `aaa`. A larger one
/// is no list.
const MAX_LETTERS: u32 = 26 * 10;

/// The label of a paragraph in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ListLabel {
    /// With the white space after it.
    pub(crate) text: String,
    /// A sign, the same for all paragraphs.
    pub(crate) is_bullet: bool,
}

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Digits {
    Decimal,
    /// With a zero before one digit.
    Padded,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    /// A sign, the same for all.
    Bullet,
    /// Nothing.
    None,
}

/// The sign of a list as text: the signs of symbol fonts stand in a private area.
pub(crate) fn bullet(pattern: &str) -> String {
    let is_private = |letter: char| matches!(letter, '\u{e000}'..='\u{f8ff}');
    pattern
        .chars()
        .map(|letter| match letter {
            '\u{f02d}' => '-',
            '\u{f02b}' => '+',
            '·' => '•',
            'o' => '○',
            '§' => '▪',
            letter if is_private(letter) => '•',
            letter => letter,
        })
        .collect()
}

pub(crate) fn write_number(number: u32, digits: Digits, is_legal: bool) -> String {
    match digits {
        Digits::Bullet | Digits::None => String::new(),
        _ if is_legal => number.to_string(),
        Digits::Padded if number < 10 => format!("0{number}"),
        Digits::UpperRoman if (1..=MAX_ROMAN).contains(&number) => to_roman(number),
        Digits::LowerRoman if (1..=MAX_ROMAN).contains(&number) => {
            to_roman(number).to_ascii_lowercase()
        }
        Digits::UpperLetter => write_letters(number, b'A'),
        Digits::LowerLetter => write_letters(number, b'a'),
        _ => number.to_string(),
    }
}

/// `a` to `z`, `aa` to `zz`: Word has no `đ`, whatever the language of the text.
fn write_letters(number: u32, first: u8) -> String {
    let Some(place) = number.checked_sub(1).filter(|_| number <= MAX_LETTERS) else {
        return number.to_string();
    };
    let offset = u8::try_from(place % 26).unwrap_or_default();
    String::from(char::from(first + offset)).repeat(place as usize / 26 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (number, digits, expected) in [
            (4, Digits::Decimal, "4"),
            (4, Digits::Padded, "04"),
            (14, Digits::Padded, "14"),
            (14, Digits::UpperRoman, "XIV"),
            (4, Digits::LowerRoman, "iv"),
            (5, Digits::LowerLetter, "e"),
            (28, Digits::UpperLetter, "BB"),
            (0, Digits::LowerLetter, "0"),
            (0, Digits::UpperRoman, "0"),
            (u32::MAX, Digits::LowerLetter, "4294967295"),
            (u32::MAX, Digits::UpperRoman, "4294967295"),
            (3, Digits::None, ""),
        ] {
            assert_eq!(write_number(number, digits, false), expected);
        }
        assert_eq!(write_number(14, Digits::UpperRoman, true), "14");
    }

    #[test]
    fn signs_of_symbol_fonts_become_signs_of_text() {
        assert_eq!(bullet("\u{f0b7}"), "•");
        assert_eq!(bullet("-"), "-");
        assert_eq!(bullet("\u{f02d}"), "-");
    }
}
