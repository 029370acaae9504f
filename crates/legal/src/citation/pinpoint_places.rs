//! The provisions that the words of a pinpoint name: `các điểm a, b và c khoản 1`, `từ Điều 5
//! đến Điều 9`, `Điều 8 (khoản 1, 2)`, `mục II`.

use super::mention::{Pinpoint, PinpointContainer};
use super::pinpoint_words::{Here, POINT_LETTERS, Token, Unit};
use super::vocabulary::{Class, holds};
use tracuu_text::numeral;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter, normal};
use tracuu_text::words::word_before;

/// Most places that one pinpoint lists; ranges are written out up to here.
const MAX_PLACES: usize = 64;

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
    // The first group of the bracket that is open.
    let mut opened = 0;
    for (token, span) in tokens {
        match token {
            Token::Unit(unit) => {
                let unit = unit_at(text, *unit, *span);
                let goes_on =
                    range && groups.last().is_some_and(|group| group.unit == unit);
                if !goes_on {
                    groups.push(Group { unit, values: Vec::new(), is_joined, is_bound });
                }
                is_joined = false;
            }
            Token::Value => {
                let unit = groups.last().map(|group| group.unit);
                let written = value(text, *span, unit);
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
            Token::Open => opened = groups.len(),
            Token::Close => set_before_host(&mut groups, opened),
            Token::From | Token::Several | Token::Head | Token::Link => {}
        }
    }
    groups.retain(|group| !group.values.is_empty());
    groups
}

/// Moves the groups of a bracket, which begin at `opened`, in front of the one that they
/// are parts of: "Điều 8 (khoản 1, 2)" is "khoản 1, 2 Điều 8".
fn set_before_host(groups: &mut [Group], opened: usize) {
    let host = opened.checked_sub(1);
    let Some(stretch) = host.and_then(|host| groups.get_mut(host..)) else { return };
    let is_smaller = matches!(stretch, [host, part, ..] if part.unit < host.unit);
    if is_smaller {
        stretch.rotate_left(1);
        if let [first, .., host] = stretch {
            std::mem::swap(&mut first.is_joined, &mut host.is_joined);
            host.is_bound = true;
        }
    }
}

/// A value as printed; the number of a container in words as a number.
fn value(text: &str, span: Span, unit: Option<Unit>) -> String {
    let written = span.of(text).trim_end_matches('.');
    let is_in_words =
        written.starts_with(is_letter) && unit.is_some_and(Unit::is_container);
    let number = numeral::ordinal(&normal(written)).filter(|_| is_in_words);
    number.map_or_else(|| written.to_owned(), |number| number.to_string())
}

/// The unit that a word is, told by the word in front of it: "tiểu mục".
fn unit_at(text: &str, unit: Unit, word: Span) -> Unit {
    let head = word_before(text, word.start);
    let is_headed = holds(Class::ContainerHead, head);
    if unit == Unit::Section && is_headed { Unit::Subsection } else { unit }
}

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
    let (Some(from), Some(to)) = (numeral::roman(from), numeral::roman(to)) else {
        return Vec::new();
    };
    let numbers = (from + 1..to).take(MAX_PLACES);
    numbers.map(numeral::to_roman).collect()
}

/// Each open place with each value of a group.
fn with_group(open: &[Pinpoint], group: &Group) -> Vec<Pinpoint> {
    let nothing = [Pinpoint::default()];
    let open = if open.is_empty() { &nothing[..] } else { open };
    let mut places = Vec::new();
    for place in open {
        for value in group.values.iter().take(MAX_PLACES) {
            let mut place = place.clone();
            *member(&mut place, group.unit) = Some(value.clone());
            places.push(place);
        }
    }
    places.truncate(MAX_PLACES);
    places
}

fn member(place: &mut Pinpoint, unit: Unit) -> &mut Option<String> {
    let container = &mut place.container;
    match unit {
        Unit::Point => &mut place.point,
        Unit::Clause => &mut place.clause,
        Unit::Article => &mut place.article,
        Unit::Subsection => &mut container.subsection,
        Unit::Section => &mut container.section,
        Unit::Chapter => &mut container.chapter,
        Unit::Part => &mut container.part,
        Unit::Annex => &mut container.annex,
    }
}

/// Gives each place the larger units that only a later one states: in "điểm a khoản 1,
/// điểm b khoản 2 Điều 5" both stand in Điều 5. A chapter that is a place of its own holds
/// no other: "Điều 12 và Chương IV".
fn inherit(places: &mut [Pinpoint]) {
    let mut article = None;
    let mut container = PinpointContainer::default();
    // The container behind that is a place of its own.
    let mut next = PinpointContainer::default();
    // The clause of the points behind: "điểm a, điểm b khoản 1".
    let mut clause = None;
    for place in places.iter_mut().rev() {
        if !place.is_inside() {
            inherit_container(&mut place.container, &next);
            next.clone_from(&place.container);
            container = PinpointContainer::default();
            continue;
        }
        next = PinpointContainer::default();
        if place.clause.is_none() && place.point.is_some() && place.article.is_none() {
            place.clause.clone_from(&clause);
        }
        clause = place.clause.clone().filter(|_| place.point.is_some());
        article = place.article.clone().or(article);
        place.article.clone_from(&article);
        if place.container.is_empty() {
            place.container.clone_from(&container);
        }
        container.clone_from(&place.container);
    }
}

/// Gives a container the larger ones that only the next one of its kind states: "mục 1 và
/// mục 2 Phần II".
fn inherit_container(place: &mut PinpointContainer, next: &PinpointContainer) {
    let smallest = |it: &PinpointContainer| {
        let units = [&it.subsection, &it.section, &it.chapter, &it.part, &it.annex];
        units.iter().position(|unit| unit.is_some())
    };
    if smallest(place) == smallest(next) {
        let given = std::mem::replace(place, next.clone());
        let keep = |given: Option<String>, slot: &mut Option<String>| {
            if given.is_some() {
                *slot = given;
            }
        };
        keep(given.subsection, &mut place.subsection);
        keep(given.section, &mut place.section);
        keep(given.chapter, &mut place.chapter);
        keep(given.part, &mut place.part);
        keep(given.annex, &mut place.annex);
    }
}

/// Gives places without an article the one in front of them, which then is no place of its
/// own: "Điều 30, điểm b khoản 9".
fn inherit_from_head(places: &mut Vec<Pinpoint>) {
    let is_part = |place: &Pinpoint| place.clause.is_some() || place.point.is_some();
    let [head, rest @ ..] = places.as_mut_slice() else { return };
    let lacks = |place: &Pinpoint| place.article.is_none() && is_part(place);
    if head.article.is_none()
        || is_part(head)
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
