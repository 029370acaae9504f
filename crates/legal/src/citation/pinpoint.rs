//! Pinpoints (dẫn điều khoản): `điểm b khoản 2 Điều 5`, `các điểm a, b và c khoản 1`, `từ
//! Điều 5 đến Điều 9`, `mục II` in front of a document.
//!
//! Follows reference grammar 5.6. The words before a mention are read backwards as far as
//! they can belong to a pinpoint, within a window, and then forwards.

use super::lead::without_word;
use super::mention::{Citation, Pinpoint};
use super::named::last_two_words;
use super::pinpoint_places::places;
use super::pinpoint_words::{Here, Token, opens_unit, word_token};
use super::surroundings;
use super::vocabulary::{Class, read};
use crate::document::document_type::DocumentType;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::syllable::is_letter_or_digit;

/// How far before a mention a pinpoint can start, in bytes.
const WINDOW_BYTES: usize = 320;

/// Longest title of a unit in a bracket, in bytes.
const MAX_TITLE_BYTES: usize = 120;

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
        matches!(token, Token::Unit(_) | Token::Several | Token::From | Token::Open)
    })?;
    let tokens =
        tokens.get(first..).filter(|it| !matches!(it, [(Token::Open, _), ..]))?;
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
/// comma, a colon or `tại`, and the span of the words; `limit` is where the next mention
/// begins with its own places.
pub fn behind(text: &str, from: usize, limit: usize) -> Option<(Vec<Pinpoint>, Span)> {
    let rest = text.get(from..limit)?;
    let opened = rest.trim_start();
    let at = limit - opened.len();
    let is_bracket = opened.starts_with('(');
    let start = match opened.chars().next()? {
        mark @ ('(' | ',' | ':') => {
            let behind = Cursor::new(text, at + mark.len_utf8());
            read(Class::PinOpen, behind).unwrap_or(behind).at()
        }
        _ => read(Class::PinOpen, Cursor::new(text, at))?.at(),
    };
    if start > limit {
        return None;
    }
    let (mut end, has_link) = run_end(text, Span::new(start, limit), is_bracket);
    let mut next = text.get(end..)?.trim_start().chars().next();
    if is_bracket && let Some(comma) = titled_unit(text, Span::new(start, end)) {
        (end, next) = (comma, Some(')'));
    }
    // "…, mục 3 Phần II Kế hoạch" is a place of what follows.
    let is_open_end = has_link || next.is_some_and(char::is_uppercase);
    let is_closed = if is_bracket { next == Some(')') } else { !is_open_end };
    let (places, span) = before(text, end, start).filter(|_| is_closed)?;
    let is_whole = Span::new(start, span.start).of(text).trim().is_empty();
    is_whole.then_some((places, span))
}

/// The comma in front of a unit that is named by its title, at the end of a bracket: "(mục
/// III, phần nhiệm vụ)".
fn titled_unit(text: &str, run: Span) -> Option<usize> {
    let (places, unit) = run.of(text).rsplit_once(',')?;
    // The bracket may be open to the end of the text.
    let far = text.floor_char_boundary(run.end.saturating_add(MAX_TITLE_BYTES + 1));
    let title = text.get(run.end..far)?.split([')', '\n']).next()?;
    let is_title = title.len() <= MAX_TITLE_BYTES
        && !title.contains(['(', ',', ';'])
        && !title.contains(|letter: char| letter.is_ascii_digit());
    let is_closed = text.get(run.end + title.len()..)?.starts_with(')');
    (opens_unit(unit.trim()) && is_title && is_closed).then_some(run.start + places.len())
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
        if let Some(close) = inner_bracket(text, Span::new(from, far))
            && !is_bracket
            && end > start
        {
            end = close;
            continue;
        }
        let is_new_line = Span::new(end, from).of(text).contains('\n');
        let inside = |letter: char| is_letter_or_digit(letter) || letter == '.';
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

/// The end of a bracket with places that opens a stretch.
fn inner_bracket(text: &str, stretch: Span) -> Option<usize> {
    let inside = stretch.of(text).strip_prefix('(')?;
    let (end, _) =
        run_end(text, Span::new(stretch.end - inside.len(), stretch.end), true);
    let behind = text.get(end..stretch.end)?.trim_start();
    behind.starts_with(')').then(|| stretch.end - behind.len() + 1)
}

/// Tokens read backwards from `end`, the last first, as long as they can belong to a
/// pinpoint.
fn tokens_before(text: &str, end: usize, floor: usize) -> Vec<(Token, Span)> {
    let floor = text.floor_char_boundary(end.saturating_sub(WINDOW_BYTES)).max(floor);
    let mut tokens = Vec::new();
    // The closing bracket whose opening one, with a place before it, is still to come.
    let mut closed = None;
    let mut at = without_attached(text, Span::new(floor, end));
    while at > floor {
        let Some(head) = text.get(floor..at) else { break };
        let head = head.trim_end_matches(|letter: char| letter.is_whitespace());
        if head.is_empty() {
            break;
        }
        let stop = floor + head.len();
        let behind = text.get(stop..).unwrap_or_default();
        if let Some(mark) = mark_token(head, behind, closed.is_some()) {
            if mark == Token::Close {
                closed = Some(tokens.len());
            }
            tokens.push((mark, Span::new(stop - 1, stop)));
            at = stop - 1;
            continue;
        }
        let inside = |letter: char| is_letter_or_digit(letter) || letter == '.';
        let start = floor + head.trim_end_matches(inside).len();
        let span = Span::new(start, stop);
        // "Điều 4. Quyết định này" opens with a label.
        let is_label = head.ends_with('.');
        let token = token(text, span, tokens.last()).filter(|_| !is_label);
        let Some(token) = token else { break };
        if matches!(tokens.last(), Some((Token::Open, _))) {
            if token != Token::Value {
                break;
            }
            closed = None;
        }
        tokens.push((token, span));
        at = start;
    }
    tokens.truncate(closed.unwrap_or(tokens.len()));
    tokens
}

/// The mark that ends a text, where it can stand among places; `is_inside` says that a
/// bracket is open, read backwards.
fn mark_token(head: &str, behind: &str, is_inside: bool) -> Option<Token> {
    match head.chars().next_back()? {
        ',' => Some(Token::Comma),
        ';' if is_inside || on_line(behind) => Some(Token::Comma),
        ')' if !is_inside => Some(Token::Close),
        '(' if is_inside => Some(Token::Open),
        _ => None,
    }
}

/// Whether a text goes on with a blank and no new line.
fn on_line(text: &str) -> bool {
    text.starts_with(' ') && !text.trim_start_matches([' ', '\t']).starts_with('\n')
}

/// Where the words in front of a document end, without those that say that they come with
/// it: "Phụ lục II ban hành kèm theo Nghị định số …", "Điều 4 Quy định kèm theo …".
fn without_attached(text: &str, stretch: Span) -> usize {
    let head = stretch.of(text).trim_end();
    let words = head.rsplit(' ').take(4).filter(|word| !word.is_empty());
    let starts = words.map(|word| word.as_ptr().addr() - head.as_ptr().addr());
    let attached = starts.filter(|start| {
        let phrase = Cursor::new(head, *start);
        read(Class::Attached, phrase).is_some_and(|end| end.rest().is_empty())
    });
    let Some(start) = attached.last() else { return stretch.end };
    let places = head.get(..start).unwrap_or_default().trim_end();
    stretch.start + without_enclosure(places).len()
}

/// Words in front of "kèm theo" without the type of the text that comes with a document: it
/// has no number of its own.
fn without_enclosure(words: &str) -> &str {
    let (two_words, _) = last_two_words(words);
    let kind = two_words.rest().trim();
    if DocumentType::from_name(kind).is_none() {
        return words;
    }
    let before = words.get(..words.len() - kind.len()).unwrap_or_default().trim_end();
    without_word(before, Class::Of).unwrap_or(before)
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
            let is_headed =
                matches!(next, Some(Token::Unit(unit)) if unit.is_container());
            is_headed.then_some(Token::Several)
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
        let parts = [&place.article, &place.clause, &place.point];
        let parts = parts.map(|part| part.as_deref().unwrap_or("-"));
        let container = Some(place.container.to_string()).filter(|it| !it.is_empty());
        format!("{} {}", container.as_deref().unwrap_or("-"), parts.join(" "))
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
            &["chapter I - - -", "chapter II - - -", "chapter III - - -"],
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
            &["- 12 4 -", "chapter IV - - -"],
        );
        check_pin(
            "điểm a và khoản 2 Điều 5 ",
            "điểm a và khoản 2 Điều 5",
            &["- 5 - a", "- 5 2 -"],
        );
        check_pin(
            "khoản 2 Điều 5 và Điều 7 Chương II ",
            "khoản 2 Điều 5 và Điều 7 Chương II",
            &["chapter II 5 2 -", "chapter II 7 - -"],
        );
        check_pin(
            "mục I và mục II ",
            "mục I và mục II",
            &["section I - - -", "section II - - -"],
        );
    }

    #[test]
    fn party_style_has_sections() {
        check_pin("theo mục II ", "mục II", &["section II - - -"]);
        check_pin(
            "điểm 1.3 khoản 1 mục II ",
            "điểm 1.3 khoản 1 mục II",
            &["section II - 1 1.3"],
        );
        check_pin("tại Phụ lục I ", "Phụ lục I", &["annex I - - -"]);
        check_pin("Điều 5 Chương II ", "Điều 5 Chương II", &["chapter II 5 - -"]);
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
        check_behind(" (mục IV)", &["section IV - - -"]);
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
        check_behind(" tại mục II.3", &["section II.3 - - -"]);
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
        check_pin("Phụ lục II ban hành kèm theo ", "Phụ lục II", &["annex II - - -"]);
    }

    #[test]
    fn a_bracket_holds_parts_of_what_stands_before_it() {
        check_pin(
            "Khoản 3 (điểm a, c) Điều 7 ",
            "Khoản 3 (điểm a, c) Điều 7",
            &["- 7 3 a", "- 7 3 c"],
        );
        check_pin(
            "Điều 4 (khoản 2; điểm d khoản 5) ",
            "Điều 4 (khoản 2; điểm d khoản 5)",
            &["- 4 2 -", "- 4 5 d"],
        );
        check_pin("điểm 3.1 (mục V) ", "điểm 3.1 (mục V)", &["section V - - 3.1"]);
        check_pin(
            "Điều 4 (khoản 2), Điều 9 (khoản 1) và Điều 10 ",
            "Điều 4 (khoản 2), Điều 9 (khoản 1) và Điều 10",
            &["- 4 2 -", "- 9 1 -", "- 10 - -"],
        );
        check_behind(", Điều 6 (khoản 1, 3) giao xã", &["- 6 1 -", "- 6 3 -"]);
        for text in ["Điều 4 (đã bỏ) ", "năm 2024 (Điều 5) ", "(khoản 1) ", "khoản 1) "]
        {
            assert_eq!(before(text, text.len(), 0), None, "{text}");
        }
    }

    #[test]
    fn containers_lie_in_larger_ones() {
        check_pin(
            "mục 3 và mục 4 phần B ",
            "mục 3 và mục 4 phần B",
            &["section 3 part B - - -", "section 4 part B - - -"],
        );
        check_pin(
            "Điều 9 Tiểu mục 2 Mục 1 Chương IV ",
            "Điều 9 Tiểu mục 2 Mục 1 Chương IV",
            &["subsection 2 section 1 chapter IV 9 - -"],
        );
        check_pin("Phần thứ ba ", "Phần thứ ba", &["part 3 - - -"]);
        check_pin("tại Phụ lục số 04 ", "Phụ lục số 04", &["annex 04 - - -"]);
        check_behind(" (mục V, phần giải pháp)", &["section V - - -"]);
        check_behind(" (mục V, phần này là mới", &[]);
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
