//! The words of a pinpoint and the provisions that they name: `các điểm a, b và c khoản 1`,
//! `từ Điều 5 đến Điều 9`, `mục II`.

use super::mention::Pinpoint;
use super::vocabulary::{Class, holds};
use tracuu_text::numeral;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal;

/// Most places that one pinpoint lists; ranges are written out up to here.
const MAX_PLACES: usize = 64;

/// Units from small to large.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Unit {
    Point,
    Clause,
    Article,
    Container,
}

/// One word or mark before the mention.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token {
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
    /// `này` behind a unit: the one that the words stand in
    This,
}

/// The provision that words stand in, as far as known: what "Điều này" is.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Here<'t> {
    pub(super) article: Option<&'t str>,
    pub(super) clause: Option<&'t str>,
    pub(super) point: Option<&'t str>,
}

impl Here<'_> {
    /// The number of the unit; empty where it is not known.
    fn number(&self, unit: Unit) -> String {
        let number = match unit {
            Unit::Point => self.point,
            Unit::Clause => self.clause,
            Unit::Article => self.article,
            Unit::Container => None,
        };
        number.unwrap_or_default().to_owned()
    }
}
/// What a word can be by itself.
pub(super) fn word_token(written: &str) -> Option<Token> {
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
pub(super) const UNITS: [(Class, Unit); 4] = [
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
    let is_section = word.split_once('.').is_some_and(|(part, number)| {
        numeral::roman(part).is_some() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    let one_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let roman = word.chars().all(char::is_uppercase) && numeral::roman(word).is_some();
    numeric
        || one_letter
        || roman
        || is_section
        || numeral::ordinal(&normal(word)).is_some()
}

/// A run of values under one unit.
struct Group {
    unit: Unit,
    values: Vec<String>,
    /// Whether "và" stands before it.
    is_joined: bool,
    /// Whether nothing stands between it and the values before it: "khoản 2 Điều 5".
    is_bound: bool,
}

/// The places that the tokens name; `here` is where they stand.
pub(super) fn places(
    text: &str,
    tokens: &[(Token, Span)],
    here: &Here<'_>,
) -> Vec<Pinpoint> {
    let groups = groups(text, tokens, here);
    let mut descending = is_descending(&groups);
    let mut places: Vec<Pinpoint> = Vec::new();
    let mut open: Vec<Pinpoint> = Vec::new();
    let mut last_unit = None;
    for (at, group) in groups.iter().enumerate() {
        if group.is_joined {
            descending = is_descending(groups.get(at..).unwrap_or_default());
        }
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
    inherit_from_head(&mut places);
    if tokens.iter().any(|(token, _)| *token == Token::This) {
        for place in &mut places {
            place.article = place.article.take().or(here.article.map(str::to_owned));
        }
    }
    places.truncate(MAX_PLACES);
    places
}

/// Whether a stretch up to the next "và" goes from large to small: "Điều 5, khoản 2". "Điều
/// 3, khoản 1 Điều 5" does not.
fn is_descending(groups: &[Group]) -> bool {
    let joined = groups.iter().skip(1).position(|group| group.is_joined);
    let stretch = groups.get(..joined.map_or(groups.len(), |at| at + 1));
    let pairs = stretch.unwrap_or_default().windows(2);
    let ascends = |pair: &[Group]| matches!(pair, [one, other] if other.is_bound && one.unit < other.unit);
    let first_falls = matches!(groups, [one, other, ..] if one.unit > other.unit);
    first_falls && !pairs.into_iter().any(ascends)
}

/// Groups of values, each under its unit; ranges are written out.
fn groups(text: &str, tokens: &[(Token, Span)], here: &Here<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut range = false;
    let mut is_joined = false;
    let mut is_bound = false;
    for (token, span) in tokens {
        match token {
            Token::Unit(unit) => {
                let goes_on =
                    range && groups.last().is_some_and(|group| group.unit == *unit);
                if !goes_on {
                    groups.push(Group {
                        unit: *unit,
                        values: Vec::new(),
                        is_joined,
                        is_bound,
                    });
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
                is_bound = true;
            }
            Token::This => {
                if let Some(group) = groups.last_mut() {
                    let number = here.number(group.unit);
                    group.values.extend((!number.is_empty()).then_some(number));
                }
                is_bound = true;
            }
            Token::To => range = true,
            Token::And => (is_joined, is_bound) = (true, false),
            Token::Comma => is_bound = false,
            Token::From | Token::Several | Token::Head | Token::Link => {}
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
pub(super) const POINT_LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

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
    // The clause of the points behind: "điểm a, điểm b khoản 1".
    let mut clause = None;
    for place in places.iter_mut().rev() {
        let is_inside =
            place.article.is_some() || place.clause.is_some() || place.point.is_some();
        if !is_inside {
            container = None;
            continue;
        }
        if place.clause.is_none() && place.point.is_some() && place.article.is_none() {
            place.clause.clone_from(&clause);
        }
        clause = place.clause.clone().filter(|_| place.point.is_some());
        article = place.article.clone().or(article);
        container = place.container.clone().or(container);
        place.article.clone_from(&article);
        place.container.clone_from(&container);
    }
}

/// Gives places without an article the one in front of them, which then is no place of its
/// own: "Điều 30, điểm b khoản 9".
fn inherit_from_head(places: &mut Vec<Pinpoint>) {
    let is_inside = |place: &Pinpoint| place.clause.is_some() || place.point.is_some();
    let [head, rest @ ..] = places.as_mut_slice() else { return };
    let lacks = |place: &Pinpoint| place.article.is_none() && is_inside(place);
    if head.article.is_none()
        || is_inside(head)
        || rest.is_empty()
        || !rest.iter().all(lacks)
    {
        return;
    }
    for place in rest {
        place.article.clone_from(&head.article);
        place.container.clone_from(&head.container);
    }
    places.remove(0);
}
