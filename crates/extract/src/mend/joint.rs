//! How two halves of a torn text are put together.

use tracuu_text::styled::{Style, StyledText};
use tracuu_text::syllable::is_letter_or_digit;

/// What goes between two halves: a space, or nothing where the tear went through a symbol
/// (`94-` / `KH/TU`, `số 94` / `-KH/TU`, `2021-` / `2025`). Vietnamese never hyphenates at
/// a line end, so a hyphen there belongs to the text.
pub(super) fn separator(above: &str, below: &str) -> &'static str {
    let mut before = above.chars().rev();
    let last = before.next();
    let is_cut_after = matches!(last, Some('-' | '/' | '–'))
        && before.next().is_some_and(is_letter_or_digit)
        && below.starts_with(is_letter_or_digit);
    let token = below.split_whitespace().next().unwrap_or_default();
    let is_cut_before = last.is_some_and(|letter| letter.is_ascii_digit())
        && token.starts_with(['-', '/'])
        && token
            .chars()
            .nth(1)
            .is_some_and(|letter| letter.is_uppercase() || letter.is_numeric())
        && (token.starts_with('/') || token.contains('/'));
    if is_cut_after || is_cut_before { "" } else { " " }
}

/// Adds the second half of a torn text to the first.
pub(crate) fn append(above: &mut StyledText, below: &StyledText, is_page_end: bool) {
    above.trim_end();
    let below = below.trimmed();
    let between = separator(above.text(), below.text());
    let style = seam_style(above, &below);
    above.push(between, style);
    if is_page_end {
        above.mark_page_break();
    }
    above.append(&below);
}

/// The style of the space between two halves: what both have at the seam.
fn seam_style(above: &StyledText, below: &StyledText) -> Style {
    let last = above.runs().last().filter(|run| run.span.end == above.text().len());
    let first = below.runs().first().filter(|run| run.span.start == 0);
    match (last, first) {
        (Some(last), Some(first)) => Style::of(last).common(Style::of(first)),
        _ => Style::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_joined_without_a_space() {
        for (above, below, expected) in [
            ("Kế hoạch số 94-", "KH/TU ngày", ""),
            ("Quyết định số 12/", "QĐ-UBND", ""),
            ("số 94", "-KH/TU ngày", ""),
            ("giai đoạn 2021-", "2025", ""),
            ("dịch Covid-", "19", ""),
            ("kinh tế -", "xã hội", " "),
            ("kinh tế", "- xã hội", " "),
            ("số 94", "- KH", " "),
            ("các biện", "pháp", " "),
        ] {
            assert_eq!(separator(above, below), expected, "{above}⏎{below}");
        }
    }
}
