//! Ends of sentences.

/// Whether a text ends like a sentence or a clause (`.` `;` `:` `!` `?` `…`), closing
/// quotation marks, brackets, asterisks and white space aside.
pub fn is_complete(text: &str) -> bool {
    without_closing(text).ends_with(['.', ';', ':', '!', '?', '…'])
}

/// The text without the quotation marks, brackets, asterisks and white space that close it.
pub fn without_closing(text: &str) -> &str {
    text.trim_end_matches(|letter: char| {
        letter.is_whitespace()
            || matches!(letter, '”' | '"' | '»' | '’' | ')' | ']' | '*')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_marks_hide_no_end() {
        for text in ["thực hiện dự án.", "xây dựng Đảng...*)", "như sau: ", "“Nơi nhận.”"]
        {
            assert!(is_complete(text), "{text}");
        }
        for text in ["của Tỉnh ủy)", "xây dựng,", ""] {
            assert!(!is_complete(text), "{text}");
        }
    }
}
