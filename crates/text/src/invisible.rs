//! Characters that nobody sees, but that change what is seen: marks of zero width, and
//! marks that turn the direction of what follows (Unicode 17.0, UAX #9 §2).

/// Whether a character is a mark of zero width or of direction, or a control character;
/// white space is none.
pub fn is_invisible(letter: char) -> bool {
    let is_mark = matches!(
        letter,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    );
    is_mark || (letter.is_control() && !letter.is_whitespace())
}

/// A text without such characters: for titles of windows and names of files, which have no
/// way to keep them to themselves.
pub fn visible(text: &str) -> String {
    text.chars().filter(|letter| !is_invisible(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_a_line_around_is_left_out() {
        assert_eq!(visible("a\u{202e}b\u{2066}c\u{200f}\u{0} Điều\t5"), "abc Điều\t5");
    }
}
