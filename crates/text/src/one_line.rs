//! A text on one line, for names, titles and messages.

/// The text with every run of white space as one blank, and none at its ends.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_one_blank() {
        assert_eq!(one_line("  Ủy ban\n\t nhân\u{a0}dân "), "Ủy ban nhân dân");
        assert_eq!(one_line(" \n"), "");
    }
}
