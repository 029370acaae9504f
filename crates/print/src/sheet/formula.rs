//! Texts that a spreadsheet could run as a formula.

use tracuu_text::invisible::is_invisible;

/// Whether a spreadsheet could take a text for a formula: by its first sign, also of full
/// width, whatever white space or invisible mark stands before it.
pub(super) fn is_formula(text: &str) -> bool {
    let first =
        text.chars().find(|letter| !(letter.is_whitespace() || is_invisible(*letter)));
    let begins = first.is_some_and(|sign| "=+-@＝＋－＠".contains(sign));
    begins || text.starts_with(['\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_of_a_formula_comes_first() {
        for text in ["=1", "+1", "-1", "@A1", "\t=1", " =1", "\u{202e}=1", "\n1", "＝1"]
        {
            assert!(is_formula(text), "{text:?}");
        }
        for text in ["", "1=1", "Điều 5", "(+)", "\u{202e}a"] {
            assert!(!is_formula(text), "{text:?}");
        }
    }
}
