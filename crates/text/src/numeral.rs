//! Numerals of provision labels and congress terms: Roman, Arabic, Vietnamese ordinals.

/// Largest Roman numeral accepted; parts, chapters and congress terms stay far below.
const MAX_ROMAN: u32 = 399;

/// Reads a Roman numeral in canonical form (`XIV`, any case); `None` for anything else,
/// also for non-canonical forms such as `IIII`.
pub fn roman(text: &str) -> Option<u32> {
    let mut total = 0;
    let mut largest_so_far = 0;
    for letter in text.bytes().rev() {
        let value = match letter.to_ascii_uppercase() {
            b'I' => 1,
            b'V' => 5,
            b'X' => 10,
            b'L' => 50,
            b'C' => 100,
            _ => return None,
        };
        if value < largest_so_far {
            total = u32::checked_sub(total, value)?;
        } else {
            total += value;
            largest_so_far = value;
        }
    }
    let canonical =
        total > 0 && total <= MAX_ROMAN && to_roman(total).eq_ignore_ascii_case(text);
    canonical.then_some(total)
}

/// Reads a Roman numeral in capitals, as congresses, sections and regions are numbered.
pub fn roman_in_capitals(text: &str) -> Option<u32> {
    roman(text).filter(|_| text.chars().all(char::is_uppercase))
}

/// Writes a number as a Roman numeral in capitals; empty for zero.
pub fn to_roman(number: u32) -> String {
    const STEPS: [(u32, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number.min(MAX_ROMAN);
    let mut written = String::new();
    for (value, letters) in STEPS {
        while rest >= value {
            written.push_str(letters);
            rest -= value;
        }
    }
    written
}

/// Reads the Vietnamese ordinal after "thứ" (`nhất`, `hai`, `ba`, `tư` …, one to ten) in
/// normal form (see [`super::syllable::normal`]).
pub fn ordinal(word: &str) -> Option<u32> {
    const WORDS: [&str; 10] =
        ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];
    let place = WORDS.iter().position(|known| *known == word)?;
    u32::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_read_back() {
        for number in 1..=MAX_ROMAN {
            assert_eq!(roman(&to_roman(number)), Some(number));
        }
    }

    #[test]
    fn what_is_no_roman_numeral_is_none() {
        for text in ["", "IIII", "VX", "CD", "II.", "bảy", "IC"] {
            assert_eq!(roman(text), None, "{text}");
        }
    }
}
