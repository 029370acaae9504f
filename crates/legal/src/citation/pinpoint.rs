//! Pinpoints (dẫn điều khoản): `điểm b khoản 2 Điều 5`, `các điểm a, b và c khoản 1`, `từ
//! Điều 5 đến Điều 9`, `mục II` in front of a document.
//!
//! Follows reference grammar 5.6. The words before a mention are read backwards as far as
//! they can belong to a pinpoint, within a window, and then forwards.

use super::mention::{Citation, Pinpoint};
use super::pinpoint_words::{Here, Token, Unit, places, word_token};
use super::surroundings;
use super::vocabulary::{Class, read};
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;

/// How far before a mention a pinpoint can start, in bytes.
const WINDOW_BYTES: usize = 320;

/// Adds to each mention the provisions named right before it, else right behind it. The
/// mentions stand in the order of the text.
pub(super) fn link(text: &str, found: &mut [Citation]) {
    let mut floor = 0;
    for citation in found.iter_mut() {
        let start = citation.span.start;
        set(citation, before(text, start, floor.min(start)));
        floor = start.max(citation.type_span.map_or(0, |word| word.end));
    }
    let mut limit = text.len();
    for citation in found.iter_mut().rev().filter(|it| it.nested_in.is_none()) {
        let start = citation.pinpoint_span.unwrap_or(citation.span).start;
        let start = start.min(citation.span.start);
        if citation.pinpoint.is_empty() {
            let end = surroundings::end_of(citation);
            set(citation, behind(text, end, limit.max(end)));
        }
        limit = start;
    }
}

fn set(citation: &mut Citation, found: Option<(Vec<Pinpoint>, Span)>) {
    if let Some((places, span)) = found {
        citation.pinpoint = places;
        citation.pinpoint_span = Some(span);
    }
}

/// The places named right before a mention that starts at `end`, and the span of the
/// words; `floor` is where the mention before it ends.
fn before(text: &str, end: usize, floor: usize) -> Option<(Vec<Pinpoint>, Span)> {
    let mut tokens = tokens_before(text, end, floor);
    tokens.reverse();
    // Words that only link the pinpoint to the document are not part of it.
    let links = |token: &Token| {
        matches!(token, Token::Link | Token::Comma | Token::And | Token::Several)
    };
    while tokens.last().is_some_and(|(token, _)| links(token)) {
        tokens.pop();
    }
    let first = tokens.iter().position(|(token, _)| {
        matches!(token, Token::Unit(_) | Token::Several | Token::From)
    })?;
    let tokens = tokens.get(first..)?;
    let places = places(text, tokens, &Here::default());
    let span = tokens.first()?.1.cover(tokens.last()?.1);
    let is_label = tokens.len() == 2 && is_line(text, span);
    (!places.is_empty() && !is_label).then_some((places, span))
}

/// Whether words are a line of their own: the label of a provision.
fn is_line(text: &str, words: Span) -> bool {
    let before = text.get(..words.start).unwrap_or_default();
    let is_mark = |letter: char| matches!(letter, ' ' | '\t' | '*' | '#' | '“' | '"');
    let before = before.trim_end_matches(is_mark);
    let behind = text.get(words.end..).unwrap_or_default();
    (before.is_empty() || before.ends_with('\n'))
        && behind.trim_start_matches(is_mark).starts_with('\n')
}

/// The places named right behind a mention that ends at `from`, in brackets, behind a
/// comma or behind `tại`, and the span of the words; `limit` is where the next mention
/// begins with its own places.
pub fn behind(text: &str, from: usize, limit: usize) -> Option<(Vec<Pinpoint>, Span)> {
    let rest = text.get(from..limit)?;
    let opened = rest.trim_start();
    let at = limit - opened.len();
    let is_bracket = opened.starts_with('(');
    let start = match opened.chars().next()? {
        mark @ ('(' | ',') => {
            let behind = Cursor::new(text, at + mark.len_utf8());
            read(Class::PinOpen, behind).unwrap_or(behind).at()
        }
        _ => read(Class::PinOpen, Cursor::new(text, at))?.at(),
    };
    if start > limit {
        return None;
    }
    let (end, has_link) = run_end(text, Span::new(start, limit), is_bracket);
    let next = text.get(end..)?.trim_start().chars().next();
    // "…, mục 3 Phần II Kế hoạch" is a place of what follows.
    let is_open_end = has_link || next.is_some_and(char::is_uppercase);
    let is_closed = if is_bracket { next == Some(')') } else { !is_open_end };
    let (places, span) = before(text, end, start).filter(|_| is_closed)?;
    let is_whole = Span::new(start, span.start).of(text).trim().is_empty();
    is_whole.then_some((places, span))
}

/// Where the words that can belong to a pinpoint end, read forwards, and whether the last
/// of them links it to something behind. In brackets a semicolon may part them.
fn run_end(text: &str, stretch: Span, is_bracket: bool) -> (usize, bool) {
    let Span { start, end: limit } = stretch;
    let far = text.floor_char_boundary(start.saturating_add(WINDOW_BYTES)).min(limit);
    let (mut end, mut has_link) = (start, false);
    while let Some(rest) = text.get(end..far) {
        let word = rest.trim_start();
        let from = far - word.len();
        if word.starts_with(',') || is_bracket && word.starts_with(';') {
            end = from + 1;
            continue;
        }
        let is_new_line = Span::new(end, from).of(text).contains('\n');
        let inside = |letter: char| letter.is_alphanumeric() || letter == '.';
        let len = word.len() - word.trim_start_matches(inside).len();
        let written = word.get(..len).unwrap_or_default().trim_end_matches('.');
        // A number with a full stop at the beginning of a line is a label.
        let is_label = is_new_line && written.len() < len;
        let token = word_token(written).filter(|_| !written.is_empty() && !is_label);
        let Some(token) = token else { break };
        has_link = token == Token::Link;
        end = from + written.len();
        if written.len() < len {
            break;
        }
    }
    (end, has_link)
}

/// Tokens read backwards from `end`, the last first, as long as they can belong to a
/// pinpoint.
fn tokens_before(text: &str, end: usize, floor: usize) -> Vec<(Token, Span)> {
    let floor = text.floor_char_boundary(end.saturating_sub(WINDOW_BYTES)).max(floor);
    let mut tokens = Vec::new();
    let mut at = without_attached(text, Span::new(floor, end));
    while at > floor {
        let Some(head) = text.get(floor..at) else { break };
        let head = head.trim_end_matches(|letter: char| letter.is_whitespace());
        if head.is_empty() {
            break;
        }
        let stop = floor + head.len();
        let is_list = head.ends_with(';') && text.get(stop..).is_some_and(on_line);
        if head.ends_with(',') || is_list {
            tokens.push((Token::Comma, Span::new(stop - 1, stop)));
            at = stop - 1;
            continue;
        }
        let inside = |letter: char| letter.is_alphanumeric() || letter == '.';
        let start = floor + head.trim_end_matches(inside).len();
        let span = Span::new(start, stop);
        // "Điều 4. Quyết định này" opens with a label.
        let is_label = head.ends_with('.');
        let token = token(text, span, tokens.last()).filter(|_| !is_label);
        let Some(token) = token else { break };
        tokens.push((token, span));
        at = start;
    }
    tokens
}

/// Whether a text goes on with a blank and no new line.
fn on_line(text: &str) -> bool {
    text.starts_with(' ') && !text.trim_start_matches([' ', '\t']).starts_with('\n')
}

/// Where the words in front of a document end, without those that say that they come with
/// it: "Phụ lục II ban hành kèm theo Nghị định số …".
fn without_attached(text: &str, stretch: Span) -> usize {
    let head = stretch.of(text).trim_end();
    let words = head.rsplit(' ').take(4).filter(|word| !word.is_empty());
    let starts = words.map(|word| word.as_ptr().addr() - head.as_ptr().addr());
    let attached = starts.filter(|start| {
        let phrase = Cursor::new(head, *start);
        read(Class::Attached, phrase).is_some_and(|end| end.rest().is_empty())
    });
    attached.last().map_or(stretch.end, |start| stretch.start + start)
}

/// What a word can be in a pinpoint; `None` for any other word.
fn token(text: &str, span: Span, next: Option<&(Token, Span)>) -> Option<Token> {
    let next = next.map(|(token, _)| *token);
    match word_token(span.of(text))? {
        unit @ Token::Unit(_) => {
            let has_value = matches!(next, Some(Token::Value | Token::Link));
            has_value.then_some(unit)
        }
        Token::Head => {
            (next == Some(Token::Unit(Unit::Container))).then_some(Token::Several)
        }
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_pin(text: &str, words: &str, expected: &[&str]) {
        let found = before(text, text.len(), 0);
        let printed: Vec<_> = found
            .as_ref()
            .map(|(places, _)| places.iter().map(print).collect())
            .unwrap_or_default();
        assert_eq!(printed, expected, "{text}");
        assert_eq!(found.map(|(_, span)| span.of(text)), Some(words), "{text}");
    }

    fn print(place: &Pinpoint) -> String {
        let parts = [&place.container, &place.article, &place.clause, &place.point];
        let parts = parts.map(|part| part.as_deref().unwrap_or("-"));
        parts.join(" ")
    }

    #[test]
    fn places_are_read_from_small_to_large() {
        let gold = "theo quy định tại Điểm b, Khoản 2, Điều 5 ";
        check_pin(gold, "Điểm b, Khoản 2, Điều 5", &["- 5 2 b"]);
        check_pin("khoản 2 Điều 5 của ", "khoản 2 Điều 5", &["- 5 2 -"]);
        check_pin("điểm đ khoản 2 Điều 103 ", "điểm đ khoản 2 Điều 103", &["- 103 2 đ"]);
        check_pin(
            "tại các điểm a, b và c khoản 1 Điều 3 ",
            "các điểm a, b và c khoản 1 Điều 3",
            &["- 3 1 a", "- 3 1 b", "- 3 1 c"],
        );
        check_pin("Điều 12a ", "Điều 12a", &["- 12a - -"]);
        check_pin("Điều 5, Điều 6 ", "Điều 5, Điều 6", &["- 5 - -", "- 6 - -"]);
        check_pin(
            "từ Điều 5 đến Điều 8 ",
            "từ Điều 5 đến Điều 8",
            &["- 5 - -", "- 6 - -", "- 7 - -", "- 8 - -"],
        );
        check_pin(
            "từ điểm c đến điểm e khoản 1 Điều 3 ",
            "từ điểm c đến điểm e khoản 1 Điều 3",
            &["- 3 1 c", "- 3 1 d", "- 3 1 đ", "- 3 1 e"],
        );
        check_pin(
            "từ Chương I đến Chương III ",
            "từ Chương I đến Chương III",
            &["chương I - - -", "chương II - - -", "chương III - - -"],
        );
        check_pin(
            "điểm a khoản 1, điểm b khoản 2 Điều 5 ",
            "điểm a khoản 1, điểm b khoản 2 Điều 5",
            &["- 5 1 a", "- 5 2 b"],
        );
    }

    #[test]
    fn points_share_the_clause_behind_them() {
        check_pin(
            "điểm a, điểm c và điểm đ khoản 2 Điều 9 ",
            "điểm a, điểm c và điểm đ khoản 2 Điều 9",
            &["- 9 2 a", "- 9 2 c", "- 9 2 đ"],
        );
        check_pin(
            "điểm a, điểm c khoản 1 và điểm b khoản 4 Điều 3 ",
            "điểm a, điểm c khoản 1 và điểm b khoản 4 Điều 3",
            &["- 3 1 a", "- 3 1 c", "- 3 4 b"],
        );
    }

    #[test]
    fn what_and_joins_are_two_places() {
        check_pin(
            "Bãi bỏ khoản 4 Điều 12 và Chương IV ",
            "khoản 4 Điều 12 và Chương IV",
            &["- 12 4 -", "chương IV - - -"],
        );
        check_pin(
            "điểm a và khoản 2 Điều 5 ",
            "điểm a và khoản 2 Điều 5",
            &["- 5 - a", "- 5 2 -"],
        );
        check_pin(
            "khoản 2 Điều 5 và Điều 7 Chương II ",
            "khoản 2 Điều 5 và Điều 7 Chương II",
            &["chương II 5 2 -", "chương II 7 - -"],
        );
        check_pin(
            "mục I và mục II ",
            "mục I và mục II",
            &["mục I - - -", "mục II - - -"],
        );
    }

    #[test]
    fn party_style_has_sections() {
        check_pin("theo mục II ", "mục II", &["mục II - - -"]);
        check_pin(
            "điểm 1.3 khoản 1 mục II ",
            "điểm 1.3 khoản 1 mục II",
            &["mục II - 1 1.3"],
        );
        check_pin("tại Phụ lục I ", "Phụ lục I", &["phụ lục I - - -"]);
        check_pin("Điều 5 Chương II ", "Điều 5 Chương II", &["chương II 5 - -"]);
    }

    #[track_caller]
    fn check_behind(text: &str, expected: &[&str]) {
        let found = behind(text, 0, text.len());
        let printed: Vec<_> =
            found.iter().flat_map(|(places, _)| places.iter().map(print)).collect();
        assert_eq!(printed, expected, "{text}");
    }

    #[test]
    fn places_stand_behind_a_document_too() {
        check_behind(" (điểm c khoản 4 Điều 21).", &["- 21 4 c"]);
        check_behind(" (Điều 3, 4 và 6)", &["- 3 - -", "- 4 - -", "- 6 - -"]);
        check_behind(" tại Điều 17 đã nêu", &["- 17 - -"]);
        check_behind(", Điều 6, khoản 2 giao cho cấp xã", &["- 6 2 -"]);
        check_behind(" (mục IV)", &["mục IV - - -"]);
    }

    #[test]
    fn what_opens_a_place_behind_and_what_parts_places() {
        check_behind(", tại khoản 3 Điều 12, đã bỏ", &["- 12 3 -"]);
        check_behind(
            ", trong đó Điều 2 và khoản 4 Điều 6 giao xã",
            &["- 2 - -", "- 6 4 -"],
        );
        check_behind(" (khoản 1 Điều 3; Điều 8)", &["- 3 1 -", "- 8 - -"]);
        check_behind(" (Điều 14, điểm c khoản 2)", &["- 14 2 c"]);
        check_behind(" tại mục II.3", &["mục II.3 - - -"]);
        check_behind(", khoản 5\n20. theo mẫu", &["- - 5 -"]);
    }

    #[test]
    fn a_list_before_a_document_may_hold_several_levels() {
        check_pin(
            "điểm a, c khoản 1; điểm b khoản 3 Điều 7 ",
            "điểm a, c khoản 1; điểm b khoản 3 Điều 7",
            &["- 7 1 a", "- 7 1 c", "- 7 3 b"],
        );
        check_pin(
            "các Điều 2, 4 và khoản 3 Điều 5 của ",
            "các Điều 2, 4 và khoản 3 Điều 5",
            &["- 2 - -", "- 4 - -", "- 5 3 -"],
        );
        check_pin(
            "Điều 2, khoản 3 Điều 5 ",
            "Điều 2, khoản 3 Điều 5",
            &["- 2 - -", "- 5 3 -"],
        );
        check_pin("Điều 2, khoản 3, điểm a ", "Điều 2, khoản 3, điểm a", &["- 2 3 a"]);
        check_pin("Phụ lục II ban hành kèm theo ", "Phụ lục II", &["phụ lục II - - -"]);
    }

    #[test]
    fn places_of_what_follows_are_left_to_it() {
        for text in [
            " Điều 5",
            ", Điều 5 của quy chế nội bộ",
            ", mục 3 phần II Kế hoạch",
            " (Điều 5 là điều mới)",
            ", khoản này",
            ", các xã",
            " (khoản chi)",
            "",
        ] {
            check_behind(text, &[]);
        }
    }

    #[test]
    fn labels_of_provisions_are_no_pinpoint() {
        for text in
            ["Điều 4. ", "Điều 4.\n", "xong.\nĐiều 4\n", "**Điều 4**\n", "Mục II\n"]
        {
            assert_eq!(before(text, text.len(), 0), None, "{text}");
        }
        check_pin("theo\nĐiều 4 của\nbản ", "Điều 4", &["- 4 - -"]);
        check_pin("trái với Điều 4\n", "Điều 4", &["- 4 - -"]);
    }

    #[test]
    fn other_words_are_no_pinpoint() {
        for text in ["thực hiện ", "hai điểm của ", "khoản chi ", "5 và ", "", "các "]
        {
            assert_eq!(before(text, text.len(), 0), None, "{text}");
        }
    }
}
