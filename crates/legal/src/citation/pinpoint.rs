//! Pinpoints (dẫn điều khoản): `điểm b khoản 2 Điều 5`, `các điểm a, b và c khoản 1`, `từ
//! Điều 5 đến Điều 9`, `mục II` in front of a document.
//!
//! Follows reference grammar 5.6. The words before a mention are read backwards as far as
//! they can belong to a pinpoint, within a window, and then forwards.

use super::mention::{Citation, Pinpoint};
use super::surroundings;
use super::vocabulary::{Class, holds};
use tracuu_text::numeral;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal;

/// How far before a mention a pinpoint can start, in bytes.
const WINDOW_BYTES: usize = 320;

/// Most places that one pinpoint lists; ranges are written out up to here.
const MAX_PLACES: usize = 64;

/// Units from small to large.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Unit {
    Point,
    Clause,
    Article,
    Container,
}

/// One word or mark before the mention.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Token {
    /// `điểm`, `khoản`, `Điều`, `Mục` …
    Unit(Unit),
    /// The word in front of that of a container: it is a sign of several only there.
    Head,
    /// `5`, `b`, `II`, `1.3`
    Value,
    /// `,`
    Comma,
    /// `và`
    And,
    /// `từ`
    From,
    /// `đến`
    To,
    /// `các`
    Several,
    /// `của`, `tại`, `thứ`
    Link,
}

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
    let places = places(text, tokens);
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
fn behind(text: &str, from: usize, limit: usize) -> Option<(Vec<Pinpoint>, Span)> {
    let rest = text.get(from..limit)?;
    let opened = rest.trim_start();
    let at = limit - opened.len();
    let is_bracket = opened.starts_with('(');
    let start = match opened.chars().next()? {
        mark @ ('(' | ',') => at + mark.len_utf8(),
        _ => at + leading_link(opened)?,
    };
    let (end, has_link) = run_end(text, start, limit);
    let next = text.get(end..)?.trim_start().chars().next();
    // "…, mục 3 Phần II Kế hoạch" is a place of what follows.
    let is_open_end = has_link || next.is_some_and(char::is_uppercase);
    let is_closed = if is_bracket { next == Some(')') } else { !is_open_end };
    let (places, span) = before(text, end, start).filter(|_| is_closed)?;
    let is_whole = Span::new(start, span.start).of(text).trim().is_empty();
    is_whole.then_some((places, span))
}

/// The length of the word that links a document to its place: `tại`.
fn leading_link(text: &str) -> Option<usize> {
    let len = text.find(|letter: char| !letter.is_alphanumeric())?;
    holds(Class::PinLink, text.get(..len)?).then_some(len)
}

/// Where the words that can belong to a pinpoint end, read forwards, and whether the last
/// of them links it to something behind.
fn run_end(text: &str, start: usize, limit: usize) -> (usize, bool) {
    let far = text.floor_char_boundary(start.saturating_add(WINDOW_BYTES)).min(limit);
    let (mut end, mut has_link) = (start, false);
    while let Some(rest) = text.get(end..far) {
        let word = rest.trim_start();
        let from = far - word.len();
        if word.starts_with(',') {
            end = from + 1;
            continue;
        }
        let inside = |letter: char| letter.is_alphanumeric() || letter == '.';
        let len = word.len() - word.trim_start_matches(inside).len();
        let written = word.get(..len).unwrap_or_default().trim_end_matches('.');
        let Some(token) = word_token(written).filter(|_| !written.is_empty()) else {
            break;
        };
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
    let mut at = end;
    while at > floor {
        let Some(head) = text.get(floor..at) else { break };
        let head = head.trim_end_matches(|letter: char| letter.is_whitespace());
        if head.is_empty() {
            break;
        }
        let stop = floor + head.len();
        if head.ends_with(',') {
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

/// What a word can be by itself.
fn word_token(written: &str) -> Option<Token> {
    if let Some((_, unit)) = UNITS.iter().find(|(class, _)| holds(*class, written)) {
        return Some(Token::Unit(*unit));
    }
    if holds(Class::ContainerHead, written) {
        return Some(Token::Head);
    }
    match JOINTS.iter().find(|(class, _)| holds(*class, written)) {
        Some((_, joint)) => Some(*joint),
        None => is_value(written).then_some(Token::Value),
    }
}

/// The words for units.
const UNITS: [(Class, Unit); 4] = [
    (Class::Point, Unit::Point),
    (Class::Clause, Unit::Clause),
    (Class::Article, Unit::Article),
    (Class::Container, Unit::Container),
];

/// The words between units and values.
const JOINTS: [(Class, Token); 5] = [
    (Class::PinAnd, Token::And),
    (Class::From, Token::From),
    (Class::To, Token::To),
    (Class::Several, Token::Several),
    (Class::PinLink, Token::Link),
];

/// A number (`5`, `12a`, `1.3`), a letter of a point, a Roman numeral or an ordinal.
fn is_value(word: &str) -> bool {
    let digits = word.trim_end_matches(char::is_lowercase);
    let numeric = !digits.is_empty()
        && digits.starts_with(|letter: char| letter.is_ascii_digit())
        && digits.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
        && word.chars().count() <= 8
        && word.len() - digits.len() <= 2;
    let one_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let roman = word.chars().all(char::is_uppercase) && numeral::roman(word).is_some();
    numeric || one_letter || roman || numeral::ordinal(&normal(word)).is_some()
}

/// A run of values under one unit.
struct Group {
    unit: Unit,
    values: Vec<String>,
    /// Whether "và" stands before it.
    is_joined: bool,
}

/// The places that the tokens name.
fn places(text: &str, tokens: &[(Token, Span)]) -> Vec<Pinpoint> {
    let groups = groups(text, tokens);
    let descending =
        matches!(groups.as_slice(), [first, second, ..] if first.unit > second.unit);
    let mut places: Vec<Pinpoint> = Vec::new();
    let mut open: Vec<Pinpoint> = Vec::new();
    let mut last_unit = None;
    for group in &groups {
        // "khoản 4 Điều 12 và Chương IV" are two places.
        let restarts = last_unit.is_some_and(|last| {
            group.is_joined
                || if descending { group.unit >= last } else { group.unit <= last }
        });
        if restarts {
            places.append(&mut open);
        }
        open = with_group(&open, group);
        last_unit = Some(group.unit);
    }
    places.append(&mut open);
    inherit(&mut places);
    places.truncate(MAX_PLACES);
    places
}

/// Groups of values, each under its unit; ranges are written out.
fn groups(text: &str, tokens: &[(Token, Span)]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut range = false;
    let mut is_joined = false;
    for (token, span) in tokens {
        match token {
            Token::Unit(unit) => {
                let goes_on =
                    range && groups.last().is_some_and(|group| group.unit == *unit);
                if !goes_on {
                    groups.push(Group { unit: *unit, values: Vec::new(), is_joined });
                }
                is_joined = false;
            }
            Token::Value => {
                let written = value(text, *span, groups.last());
                if let Some(group) = groups.last_mut() {
                    add_value(group, written, range);
                    range = false;
                }
                is_joined = false;
            }
            Token::To => range = true,
            Token::And => is_joined = true,
            Token::Comma | Token::From | Token::Several | Token::Head | Token::Link => {}
        }
    }
    groups.retain(|group| !group.values.is_empty());
    groups
}

/// A value as printed; a container keeps its word: `mục II`, `phụ lục I`.
fn value(text: &str, span: Span, group: Option<&Group>) -> String {
    let written = span.of(text).trim_end_matches('.');
    if group.is_none_or(|group| group.unit != Unit::Container) {
        return written.to_owned();
    }
    let before = text.get(..span.start).unwrap_or_default();
    let bare = |word: &str| normal(word.trim_start_matches(['(', '“', '"']));
    let mut words = before.split_whitespace().rev().map(bare);
    let mut word = words.next().unwrap_or_default();
    if holds(Class::Ordinal, &word) {
        word = words.next().unwrap_or_default();
    }
    match words.next().filter(|head| holds(Class::ContainerHead, head)) {
        Some(head) => format!("{head} {word} {written}"),
        None => format!("{word} {written}"),
    }
}

/// Letters of points in their order (30/2020/NĐ-CP Annex I II.5 prints đ after d).
const POINT_LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

/// Adds a value; after "đến" also the numbers, letters or Roman numerals between.
fn add_value(group: &mut Group, value: String, range: bool) {
    if range && let Some(from) = group.values.last() {
        let between = between(from, &value);
        group.values.extend(between);
    }
    group.values.push(value);
}

/// What stands between the ends of a range; nothing where the ends do not say it.
fn between(from: &str, to: &str) -> Vec<String> {
    if let (Ok(from), Ok(to)) = (from.parse::<u32>(), to.parse::<u32>()) {
        let numbers = from.saturating_add(1)..to;
        return numbers.take(MAX_PLACES).map(|number| number.to_string()).collect();
    }
    let is_letter = |value: &str| value.chars().count() == 1;
    let place = |value: &str| POINT_LETTERS.find(value).filter(|_| is_letter(value));
    if let (Some(from), Some(to)) = (place(from), place(to)) {
        let letters = POINT_LETTERS.char_indices();
        let inside = letters.filter(|(at, _)| (from + 1..to).contains(at));
        return inside.map(|(_, letter)| letter.to_string()).collect();
    }
    let (Some((word, from)), Some((_, to))) =
        (from.rsplit_once(' '), to.rsplit_once(' '))
    else {
        return Vec::new();
    };
    let (Some(from), Some(to)) = (numeral::roman(from), numeral::roman(to)) else {
        return Vec::new();
    };
    let numbers = (from + 1..to).take(MAX_PLACES);
    numbers.map(|number| format!("{word} {}", numeral::to_roman(number))).collect()
}

/// Each open place with each value of a group.
fn with_group(open: &[Pinpoint], group: &Group) -> Vec<Pinpoint> {
    let nothing = [Pinpoint::default()];
    let open = if open.is_empty() { &nothing[..] } else { open };
    let mut places = Vec::new();
    for place in open {
        for value in group.values.iter().take(MAX_PLACES) {
            let mut place = place.clone();
            let member = match group.unit {
                Unit::Point => &mut place.point,
                Unit::Clause => &mut place.clause,
                Unit::Article => &mut place.article,
                Unit::Container => &mut place.container,
            };
            *member = Some(match member.take() {
                Some(inner) => format!("{inner} {value}"),
                None => value.clone(),
            });
            places.push(place);
        }
    }
    places.truncate(MAX_PLACES);
    places
}

/// Gives each place the larger units that only a later one states: in "điểm a khoản 1,
/// điểm b khoản 2 Điều 5" both stand in Điều 5. A chapter that is a place of its own holds
/// no other: "Điều 12 và Chương IV".
fn inherit(places: &mut [Pinpoint]) {
    let mut article = None;
    let mut container = None;
    for place in places.iter_mut().rev() {
        let is_inside =
            place.article.is_some() || place.clause.is_some() || place.point.is_some();
        if !is_inside {
            container = None;
            continue;
        }
        article = place.article.clone().or(article);
        container = place.container.clone().or(container);
        place.article.clone_from(&article);
        place.container.clone_from(&container);
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
        for text in ["Điều 4. ", "Điều 4.\n", "xong.\nĐiều 4\n", "**Điều 4**\n", "Mục II\n"] {
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
