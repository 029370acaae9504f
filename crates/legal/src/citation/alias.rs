//! Short forms that a text defines: "(sau đây viết tắt là Kết luận số 22-KL/TW)".

use super::title_end;
use super::vocabulary::{Class, read};
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;

/// How far behind the mention the bracket may open, in bytes: the end of a long title that
/// holds a semicolon stands between.
const MAX_REACH_BYTES: usize = 600;

/// The definition behind a mention that ends at `end`, before the next mention at `next`:
/// where its bracket or comma stands, and the short form. A definition belongs to the
/// mention right before it, so only the rest of a title may stand between.
pub(super) fn behind(text: &str, end: usize, next: usize) -> Option<(usize, Span)> {
    let (mark, start) = opening(text, end, next)?;
    let mut cursor = Cursor::new(text, start);
    cursor = read(Class::Alias, cursor)?;
    cursor.eat(|mark| mark == ':');
    cursor.skip_blanks();
    let start = cursor.at();
    let end = if text.get(mark..)?.starts_with('(') {
        title_end::close_of_bracket(text, mark)? - 1
    } else {
        start + cursor.rest().find([',', ';', '.', '\n', ')'])?
    };
    let alias = without_quotes(text, Span::new(start, end));
    (!alias.is_empty()).then_some((mark, alias))
}

/// Where "(" or "," stands in front of the defining words, and where these start.
fn opening(text: &str, end: usize, next: usize) -> Option<(usize, usize)> {
    let mut cursor = Cursor::new(text, end);
    cursor.skip_blanks();
    let mark = cursor.at();
    if cursor.eat(|mark| matches!(mark, '(' | ',')).is_some()
        && read(Class::Alias, cursor).is_some()
    {
        return Some((mark, cursor.at()));
    }
    let limit = text.floor_char_boundary(next.min(end.saturating_add(MAX_REACH_BYTES)));
    let between = text.get(end..limit)?;
    if !between.starts_with(';') {
        return None;
    }
    let bracket = between.find(['(', '\n'])?;
    let sentence_ends = between.get(..bracket)?.contains(". ");
    let start = end + bracket + 1;
    (!sentence_ends && read(Class::Alias, Cursor::new(text, start)).is_some())
        .then_some((end + bracket, start))
}

/// A span without quotation marks and blanks at its ends.
fn without_quotes(text: &str, span: Span) -> Span {
    let is_mark = |letter: char| letter.is_whitespace() || "“”\"'‘’«»".contains(letter);
    let words = span.of(text);
    let head = words.len() - words.trim_start_matches(is_mark).len();
    Span::new(span.start + head, span.start + words.trim_end_matches(is_mark).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_alias(text: &str, expected: Option<&str>) {
        let alias = behind(text, 0, text.len()).map(|(_, alias)| alias.of(text));
        assert_eq!(alias, expected, "{text}");
    }

    #[test]
    fn the_short_form_is_read() {
        check_alias(
            " (sau đây viết tắt là Kết luận số 5-KL/TW)",
            Some("Kết luận số 5-KL/TW"),
        );
        check_alias(" (sau đây gọi tắt là “Đề án”);", Some("Đề án"));
        check_alias(" (gọi tắt là: Nghị định 30)", Some("Nghị định 30"));
        check_alias(", sau đây gọi là Quy chế, và", Some("Quy chế"));
        check_alias("; kiên quyết ngăn chặn (sau đây viết tắt là X)", Some("X"));
    }

    #[test]
    fn other_brackets_define_nothing() {
        check_alias(" (khóa XII)", None);
        check_alias("; xong. Rồi (sau đây viết tắt là X)", None);
        check_alias(" và sau đây là X", None);
        check_alias(" (sau đây viết tắt là )", None);
    }
}
