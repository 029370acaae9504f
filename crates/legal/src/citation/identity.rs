//! Which work a numbered mention names: organisation, type, number and series, as a
//! readable id.
//!
//! `dang.tw.nghi-quyet.28.2013`: side, organisation, type, number, year; all parts are
//! slugs of listed data, nothing is made by dropping marks. A part that is not known is
//! `khong-ro` (không rõ). An issuer code that is not listed is spelled out after `x-`,
//! marked letters with a tilde, so that two codes never get one slug. `TU` names no
//! province: it is the citing organisation's own, given by the caller (reference grammar
//! 5.2 and 5.10).

use std::fmt::{self, Write as _};

use serde::{Deserialize, Serialize};

use super::mention::Citation;
use super::stated::StatedMention;
use super::vocabulary::{Class, holds};
use crate::document::document_type::DocumentType;
use crate::document::issuer_code::{self, IssuerCode, Level, Side};
use crate::document::symbol::{Family, Symbol};
use tracuu_text::syllable::{folded, is_letter, lower_char, normal_words};

/// The part of an id that is not known.
pub const UNKNOWN: &str = "khong-ro";

/// Most words of the name of a province.
const MAX_PLACE_WORDS: usize = 4;

/// Where a citing document was written: what "tỉnh", "TU" and "UBND" mean in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Locality {
    /// Id of the place for document ids, such as `lac-hong`; lower case ASCII, chosen by
    /// people, not derived. `None` where it is not known.
    pub slug: Option<String>,
    /// The place's name as printed, such as `Lạc Hồng`, so that "tỉnh Lạc Hồng" is it.
    pub name: Option<String>,
}

impl Locality {
    /// The home of a place known by its printed name only; two names never share a slug.
    pub fn from_place_name(name: &str) -> Self {
        Self { slug: Some(place_slug(name)), name: Some(name.to_owned()) }
    }
}

/// What a mention says on the identity of its document.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Identity {
    /// The symbol in canonical form.
    pub symbol: Symbol,
    /// Type; `None` where the mention leaves it open.
    pub document_type: Option<DocumentType>,
    /// Who issued it.
    pub organisation: Organisation,
}

/// Who issued a document, as far as its symbol and the place of its citer tell.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Organisation {
    /// Slugs of the side and of the codes in the symbol: `dang.tu`, `nn.cp`.
    pub codes: String,
    /// Where it sits.
    pub territory: Territory,
}

/// Of which province, district or commune a body is.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Territory {
    /// Its code names one body of the whole country.
    Country,
    /// Its code is that of every province, and nobody says which.
    Unknown,
    /// Slug of the place: `lac-hong`.
    Place(String),
}

impl Organisation {
    /// Whether both can be one body: an unknown place can be any, and a name that a line
    /// end has cut can be the whole one.
    pub fn fits(&self, other: &Self) -> bool {
        self.codes == other.codes && self.territory.fits(&other.territory)
    }
}

impl Territory {
    fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Place(one), Self::Place(other)) => {
                let begins = |whole: &str, part: &str| {
                    whole.strip_prefix(part).is_some_and(|rest| rest.starts_with('-'))
                };
                one == other || begins(one, other) || begins(other, one)
            }
            (Self::Unknown, _) | (_, Self::Unknown) => true,
            (Self::Country, _) | (_, Self::Country) => self == other,
        }
    }

    /// Takes over what another one that fits says more exactly.
    pub(super) fn make_exact(&mut self, other: &Self) {
        let is_exact = match (&*self, other) {
            (Self::Place(own), Self::Place(other)) => own.len() >= other.len(),
            (_, Self::Place(_)) => false,
            _ => true,
        };
        if !is_exact {
            self.clone_from(other);
        }
    }
}

/// The beginning of an id: `dang.tw`, `dang.tu.lac-hong`.
impl fmt::Display for Organisation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.codes)?;
        match &self.territory {
            Territory::Country => Ok(()),
            Territory::Unknown => write!(out, ".{UNKNOWN}"),
            Territory::Place(place) => write!(out, ".{place}"),
        }
    }
}

impl Identity {
    /// The identity that a numbered mention states; `None` for a mention without a whole
    /// symbol.
    pub fn from_mention(
        text: &str,
        citation: &Citation,
        home: &Locality,
    ) -> Option<Self> {
        let issuer = citation.issuer.map(|span| span.of(text)).unwrap_or_default();
        let symbol = citation.symbol.clone()?;
        Some(Self::new(symbol, citation.document_type, issuer, home))
    }

    /// The same of what a mention states.
    pub(super) fn from_stated(stated: &StatedMention, home: &Locality) -> Option<Self> {
        let issuer = stated.issuer.as_deref().unwrap_or_default();
        let symbol = stated.symbol.clone()?;
        Some(Self::new(symbol, stated.document_type, issuer, home))
    }

    fn new(
        symbol: Symbol,
        stated_type: Option<DocumentType>,
        issuer: &str,
        home: &Locality,
    ) -> Self {
        let organisation = organisation(&symbol, issuer, home);
        // One code for one type decides; else the word in front of the symbol.
        let document_type = match symbol.types()[..] {
            [only] => Some(only),
            _ => stated_type.map(DocumentType::broad),
        };
        Self { symbol, document_type, organisation }
    }

    /// Whether both can be one work, series aside: the same symbol, organisations that
    /// can be one, and types that do not differ.
    pub fn fits(&self, other: &Self) -> bool {
        let one_series = self.symbol.family == Family::Assembly;
        let types = match (self.document_type, other.document_type) {
            (Some(one), Some(other)) => one == other || one_series,
            _ => true,
        };
        types
            && self.organisation.fits(&other.organisation)
            && self.symbol.same_work(&other.symbol)
    }

    /// The readable, URL-safe id; the year is that of the symbol, else the given one.
    pub fn id(&self, year: Option<i16>) -> String {
        let document_type = self.document_type.map_or(UNKNOWN, DocumentType::id);
        let year = self.symbol.year.map(i32::from).or(year.map(i32::from));
        let year = year.map_or_else(|| UNKNOWN.to_owned(), |year| year.to_string());
        let number = spelled(&self.symbol.number.replace('.', "-"));
        format!("{}.{document_type}.{number}.{year}", self.organisation)
    }
}

/// Who issued a document with this symbol.
fn organisation(symbol: &Symbol, issuer: &str, home: &Locality) -> Organisation {
    let side = if symbol.family == Family::Party { "dang" } else { "nn" };
    let slugs: Vec<_> = symbol.issuers.iter().map(|code| code_slug(code)).collect();
    let codes = if slugs.is_empty() { UNKNOWN.to_owned() } else { slugs.join("-") };
    let local = symbol.issuers.first().and_then(|code| issuer_code::find(code));
    let is_local = local.is_some_and(needs_place);
    let territory = if is_local { place(issuer, home) } else { Territory::Country };
    Organisation { codes: format!("{side}.{codes}"), territory }
}

/// Whether a code leaves open of which province, district or commune it is.
fn needs_place(code: &IssuerCode) -> bool {
    match code.level {
        Level::Central | Level::Ministry => false,
        Level::Agency => code.side != Side::Both,
        Level::Province
        | Level::District
        | Level::Commune
        | Level::Cell
        | Level::Local => true,
    }
}

/// The slug of one code; the term of the Assembly is left to the number's year.
fn code_slug(code: &str) -> String {
    match issuer_code::find(code) {
        Some(known) => known.slug.to_owned(),
        None => format!("x-{}", spelled(code)),
    }
}

/// The place of a local body: home, unless the issuer's name states another.
fn place(issuer: &str, home: &Locality) -> Territory {
    let at_home = || home.slug.clone().map_or(Territory::Unknown, Territory::Place);
    let Some(stated) = stated_place(issuer) else { return at_home() };
    let is_home = home.name.as_deref().is_some_and(|name| normal_words(name) == stated);
    if is_home { at_home() } else { Territory::Place(place_slug(&stated)) }
}

/// The slug of a place known by its printed name only.
fn place_slug(name: &str) -> String {
    format!("x-{}", spelled(&normal_words(name)))
}

/// The name of the place in the name of a body printed in capitals: "TỈNH ỦY LẠC HỒNG".
pub(super) fn place_in_capitals(body: &str) -> Option<&str> {
    let last = body.split_whitespace().rfind(is_area)?;
    let (_, name) = body.rsplit_once(last)?;
    let name = name.trim();
    let n_words = name.split_whitespace().count();
    let is_name = (1..=MAX_PLACE_WORDS).contains(&n_words)
        && issuer_is_capitals(name)
        && name.chars().all(|letter| is_letter(letter) || letter == ' ');
    is_name.then_some(name)
}

/// The proper name behind "tỉnh", "thành phố", "huyện", "Tỉnh ủy" …, in normal form.
fn stated_place(issuer: &str) -> Option<String> {
    let words: Vec<&str> = issuer.split_whitespace().collect();
    let last = words.iter().rposition(is_area)?;
    let name: Vec<&str> = words
        .get(last + 1..)?
        .iter()
        .take_while(|word| {
            word.starts_with(char::is_uppercase) && !issuer_is_capitals(issuer)
        })
        .copied()
        .collect();
    (!name.is_empty()).then(|| normal_words(&name.join(" ")))
}

/// Whether a word names a kind of area, or the committee of one.
fn is_area(word: &&str) -> bool {
    holds(Class::Area, word)
}

/// Whether a name is printed in capitals, so that capitals say nothing.
fn issuer_is_capitals(issuer: &str) -> bool {
    !issuer.chars().any(char::is_lowercase)
}

/// Small ASCII letters for any text, two texts never alike: a marked letter is its base
/// letter, a tilde and the two lowest bytes of its code point.
fn spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().map(lower_char) {
        match letter {
            'đ' => out.push_str("d~"),
            'a'..='z' | '0'..='9' | '-' => out.push(letter),
            ' ' => out.push('-'),
            other => {
                let base = folded(&other.to_string());
                let base = base.chars().filter(char::is_ascii_alphanumeric);
                out.extend(base);
                // Writing to a string cannot fail.
                let _ = write!(out, "~{:04x}", u32::from(other) & 0xffff);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::find;

    #[track_caller]
    fn check_id(text: &str, home: &Locality, expected: &str) {
        let citations = find::in_text(text);
        let first = citations.first().expect("help: no citation was found");
        let identity = Identity::from_mention(text, first, home).unwrap();
        assert_eq!(
            identity.id(first.date.map(crate::document::date::DateText::year)),
            expected,
            "{text}"
        );
    }

    #[test]
    fn ids_are_readable_and_say_what_is_unknown() {
        let home =
            Locality { slug: Some("lac-hong".into()), name: Some("Lạc Hồng".into()) };
        for (text, id) in [
            ("Nghị quyết số 28-NQ/TW ngày 04/11/2013", "dang.tw.nghi-quyet.28.2013"),
            ("Nghị quyết số 20-NQ/TW", "dang.tw.nghi-quyet.20.khong-ro"),
            ("Kế hoạch số 05-KH/TU ngày 01/02/2022", "dang.tu.lac-hong.ke-hoach.5.2022"),
            ("Quy định số 24-QĐ/TW ngày 28/7/2021", "dang.tw.quy-dinh.24.2021"),
            ("theo 24-QĐ/TW ngày 28/7/2021", "dang.tw.khong-ro.24.2021"),
            ("Nghị định số 30/2020/NĐ-CP", "nn.cp.nghi-dinh.30.2020"),
            ("Nghị quyết số 47/2022/QH15", "nn.qh.nghi-quyet.47.2022"),
            (
                "Nghị quyết số 5/2019/NQ-HĐND của Hội đồng nhân dân tỉnh Lạc Hồng",
                "nn.hdnd.lac-hong.nghi-quyet.5.2019",
            ),
            (
                "Nghị quyết số 5/2019/NQ-HĐND của Hội đồng nhân dân tỉnh Hoa Lư",
                "nn.hdnd.x-hoa-lu~01b0.nghi-quyet.5.2019",
            ),
            ("Kế hoạch số 7/KH-BCĐĐP", "nn.x-bcd~d~p.ke-hoach.7.khong-ro"),
        ] {
            check_id(text, &home, id);
        }
        check_id(
            "Kế hoạch số 05-KH/TU",
            &Locality::default(),
            "dang.tu.khong-ro.ke-hoach.5.khong-ro",
        );
    }
}
