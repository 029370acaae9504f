//! The names of bodies in a letterhead: which of its lines make one name, and which bodies
//! stand above which.
//!
//! A line that begins like the name of a body begins one; any other goes on with the name
//! of the line before (`BỘ VĂN HÓA, THỂ THAO` + `VÀ DU LỊCH`). Rulers, page marks and banners
//! above the first name are left out.

use super::header::{Confidence, Fact};
use super::letterhead_mark::{is_number_line, is_stamp_text};
use super::line::is_open;
use super::words::{self, Role};
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter, normal_words};

/// A line, or a column's part of one, that can be of a body's name.
#[derive(Clone, Debug)]
pub(super) struct BodyLine {
    /// Its place.
    pub span: Span,
    /// Its text on one line.
    pub text: String,
    /// Its words in normal form.
    pub words: String,
}

impl BodyLine {
    fn begins_body(&self) -> bool {
        begins_body(&self.words)
    }
}

/// Whether words in normal form begin like the name of a body.
pub(super) fn begins_body(words: &str) -> bool {
    words::opens_with(words, Role::Place)
        || words::opens_with(words, Role::Collective)
        || words::opens_with(words, Role::Body)
}

/// The bodies that the lines name, in order.
pub(super) fn names(lines: &[BodyLine]) -> Vec<Fact<String>> {
    let is_any_known = lines.iter().any(BodyLine::begins_body);
    let mut found: Vec<Fact<String>> = Vec::new();
    let from_first = lines.iter().skip_while(|line| is_any_known && !line.begins_body());
    for line in from_first {
        match found.last_mut() {
            Some(last) if goes_on(&last.value, line) => {
                last.value = format!("{} {}", last.value, line.text);
                last.span = last.span.cover(line.span);
            }
            _ => found.push(Fact::new(line.text.clone(), line.span, Confidence::Sure)),
        }
    }
    found.retain(|body| is_name(&body.value));
    found
}

/// Whether a line completes the name of the lines before.
fn goes_on(name: &str, line: &BodyLine) -> bool {
    let normal = normal_words(name);
    let needs_more = || {
        words::opening(&normal, Role::NeedsName) == Some(normal.as_str())
            && words::opening(&line.words, Role::Collective) != Some(line.words.as_str())
    };
    is_open(name) || !line.begins_body() || needs_more()
}

/// Whether a text can be a body's name: words, most of its letters, no number, not cut off.
pub(super) fn is_name(text: &str) -> bool {
    let n_letters = text.chars().filter(|letter| is_letter(*letter)).count();
    let n_others =
        text.chars().filter(|it| !is_letter(*it) && !it.is_whitespace()).count();
    let words = normal_words(text);
    n_letters >= 4
        && n_letters > 2 * n_others
        && text.split_whitespace().count() > 1
        && !is_stamp_text(&words)
        && !is_number_line(&words)
        && !is_open(text)
}

/// Who issues, and the organisation of the letterhead.
#[derive(Clone, Debug, Default)]
pub(super) struct Issuing {
    pub issuer: Option<Fact<String>>,
    pub organisation: Option<Fact<String>>,
}

/// Parts the bodies of a letterhead: a collective body without a name of its own issues in
/// the name of the organisation that stands with it; else the last body issues.
pub(super) fn issuing(bodies: &[Fact<String>]) -> Issuing {
    let is_bare = |body: &&Fact<String>| is_collective(&body.value);
    let collective = bodies.iter().find(is_bare);
    let organisations: Vec<&Fact<String>> =
        bodies.iter().filter(|body| !is_bare(body)).collect();
    let (first, last) = (organisations.first().copied(), organisations.last().copied());
    match collective {
        Some(collective) => Issuing {
            issuer: Some(last.map_or_else(
                || collective.clone(),
                |organisation| in_name_of(collective, organisation),
            )),
            organisation: last.cloned(),
        },
        None => Issuing { issuer: last.cloned(), organisation: first.cloned() },
    }
}

/// Whether a name is that of a collective body and nothing else: `BAN THƯỜNG VỤ`.
pub(super) fn is_collective(name: &str) -> bool {
    let words = normal_words(name);
    words::opening(&words, Role::Collective) == Some(words.as_str())
}

/// `BAN CHẤP HÀNH` of `ĐẢNG BỘ TỈNH …`, `BAN THƯỜNG VỤ` of `TỈNH ỦY …`. The committee as a
/// whole (Ban Chấp hành) is named with its organisation, not with itself.
pub(super) fn in_name_of(
    collective: &Fact<String>,
    organisation: &Fact<String>,
) -> Fact<String> {
    let is_whole = words::opens_with(&normal_words(&collective.value), Role::Whole);
    let owner = if is_whole { committee_owner(&organisation.value) } else { None };
    let owner = owner.unwrap_or_else(|| organisation.value.clone());
    Fact::new(
        format!("{} {}", collective.value, owner),
        collective.span.cover(organisation.span),
        Confidence::Likely,
    )
}

/// `ĐẢNG BỘ TỈNH …` for `TỈNH ỦY …`, in the same case.
fn committee_owner(committee: &str) -> Option<String> {
    let mut words = committee.split_whitespace();
    let head: Vec<&str> = words.by_ref().take(2).collect();
    let organisation = words::meaning(&normal_words(&head.join(" ")), Role::Committee)?;
    let is_capitals = tracuu_text::capitals::is_capitals(committee);
    let organisation = if is_capitals {
        organisation.to_uppercase()
    } else {
        tracuu_text::capitals::capitalised(organisation)
    };
    let rest = one_line(&words.collect::<Vec<_>>().join(" "));
    Some(format!("{organisation} {rest}").trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &[&str], expected: &[&str]) {
        let lines: Vec<BodyLine> = lines
            .iter()
            .map(|text| BodyLine {
                span: Span::default(),
                text: (*text).to_owned(),
                words: normal_words(text),
            })
            .collect();
        let found: Vec<String> = names(&lines).into_iter().map(|it| it.value).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_name_goes_on_to_the_next_body() {
        check(
            &["BỘ GIÁO DỤC", "VÀ ĐÀO TẠO", "CỤC CÔNG NGHỆ", "THÔNG TIN"],
            &["BỘ GIÁO DỤC VÀ ĐÀO TẠO", "CỤC CÔNG NGHỆ THÔNG TIN"],
        );
        check(&["HUYỆN ỦY PHÚ LÂM", "VĂN PHÒNG"], &["HUYỆN ỦY PHÚ LÂM", "VĂN PHÒNG"]);
        check(&["VĂN PHÒNG", "TỈNH ỦY PHÚ LÂM"], &["VĂN PHÒNG TỈNH ỦY PHÚ LÂM"]);
        check(
            &["UBND TỈNH PHÚ LÂM", "BAN CHỈ HUY", "PHÒNG, CHỐNG THIÊN TAI"],
            &["UBND TỈNH PHÚ LÂM", "BAN CHỈ HUY PHÒNG, CHỐNG THIÊN TAI"],
        );
        check(&["BỘ TÀI CHÍNH -", "BỘ NỘI VỤ"], &["BỘ TÀI CHÍNH - BỘ NỘI VỤ"]);
    }

    #[test]
    fn rulers_numbers_and_banners_are_no_bodies() {
        check(&["CÔNG BÁO/SỐ 12", "SỞ CÔNG THƯƠNG"], &["SỞ CÔNG THƯƠNG"]);
        check(&["2026", "12"], &[]);
    }

    #[test]
    fn a_collective_body_issues_in_the_name_of_its_organisation() {
        let fact =
            |text: &str| Fact::new(text.to_owned(), Span::default(), Confidence::Sure);
        let read = |bodies: &[&str]| {
            let bodies: Vec<_> = bodies.iter().map(|it| fact(it)).collect();
            let found = issuing(&bodies);
            (
                found.issuer.map(|it| it.value).unwrap_or_default(),
                found.organisation.map(|it| it.value).unwrap_or_default(),
            )
        };
        let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        assert_eq!(
            read(&["BAN CHẤP HÀNH", "ĐẢNG BỘ XÃ HÒA AN"]),
            pair("BAN CHẤP HÀNH ĐẢNG BỘ XÃ HÒA AN", "ĐẢNG BỘ XÃ HÒA AN")
        );
        assert_eq!(
            read(&["TỈNH ỦY PHÚ LÂM", "BAN CHẤP HÀNH"]),
            pair("BAN CHẤP HÀNH ĐẢNG BỘ TỈNH PHÚ LÂM", "TỈNH ỦY PHÚ LÂM")
        );
        assert_eq!(
            read(&["BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN DÂN VẬN"]),
            pair("BAN DÂN VẬN", "BAN CHẤP HÀNH TRUNG ƯƠNG")
        );
    }
}
