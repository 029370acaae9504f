//! Document symbols (số, ký hiệu): their families, parts, and the canonical print.
//!
//! Where the separators stand decides the family: a hyphen right after the number is
//! party style (36-HD/VPTW), a slash is state style (30/2020/NĐ-CP Annex I II.3). Reading
//! is strict here ([`FromStr`]); `symbol_reader` reads what documents really print and
//! `loose_symbol` what people type.

use std::fmt;
use std::str::FromStr;
use tracuu_text::syllable::{is_letter, is_letter_or_digit};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::date::YEARS;
use super::document_type::{CodeFit, DocumentType, read_code};
use super::issuer_code;

/// Longest code accepted, in characters: the longest of the gazette has 15
/// (`ĐCTUBTWMTTQVN` and its like); the rest is room for local bodies.
pub const MAX_CODE_CHARS: usize = 24;

/// Most codes of issuers and units in one symbol; thirteen bodies have signed together
/// (a joint circular of 2025).
pub const MAX_ISSUERS: usize = 20;

/// A document's symbol taken apart, such as `62-NQ/TU` or `30/2020/NĐ-CP`.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Symbol {
    /// How the parts are put together.
    pub family: Family,
    /// The number without leading zeros, with its letter or decimal if it has one: `6`,
    /// `15a`, `66.20`.
    pub number: String,
    /// The year inside the symbol.
    pub year: Option<u16>,
    /// The type code in canonical letters (`NQ`, `QĐ`); empty in assembly symbols,
    /// official letters and old state symbols.
    pub type_code: String,
    /// Issuer codes, and units, in order: `TU`; `BCA`, `BQP`; `QH15`; `SGDĐT`, `VP`.
    pub issuers: Vec<String>,
}

/// The families of symbols (`docs/citations.md`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Family {
    /// `62-NQ/TU`; without an issuer `03-HD`.
    Party,
    /// `30/2020/NĐ-CP`
    StateNormative,
    /// `15/QĐ-UBND`
    StateAdministrative,
    /// `125/SGDĐT-VP`: an official letter, no type code.
    OfficialLetter,
    /// `45/2019/QH14`
    Assembly,
    /// `12-CP`: state bodies up to 1996, no type code.
    StateOld,
}

/// Why a text is no symbol in canonical form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum SymbolError {
    /// It does not start with a number of one to five digits.
    #[error("symbol does not start with a number, hint: write it like 62-NQ/TU")]
    Number,
    /// No hyphen or slash follows the number.
    #[error("no separator after the number, hint: write it like 62-NQ/TU or 15/QĐ-UBND")]
    Separator,
    /// A code is empty, too long, or not in capitals.
    #[error("code is not in canonical letters, hint: write it like NQ, TTg, QH15")]
    Code,
}

impl Symbol {
    /// Whether both name the same work by their symbols alone: leading zeros of the
    /// number are no difference. Symbols repeat over terms, years and provinces, so this
    /// is necessary, not sufficient.
    pub fn same_work(&self, other: &Self) -> bool {
        self.family == other.family
            && self.number.trim_start_matches('0') == other.number.trim_start_matches('0')
            && self.year == other.year
            && self.type_code == other.type_code
            && self.issuers == other.issuers
    }

    /// The types that its codes allow: `QĐ` of a party body is Quyết định or Quy định; an
    /// assembly symbol is a law, a resolution or an ordinance. Empty where the symbol says
    /// nothing.
    pub fn types(&self) -> Vec<DocumentType> {
        match self.family {
            Family::Party => DocumentType::by_party_code(&self.type_code).to_vec(),
            Family::StateNormative | Family::StateAdministrative => self.state_types(),
            Family::OfficialLetter | Family::StateOld => Vec::new(),
            Family::Assembly => {
                let code = self.issuers.first().map_or("", String::as_str);
                let is_standing = code.starts_with('U');
                let code = if is_standing { "UBTVQH" } else { "QH" };
                DocumentType::of_assembly(code).collect()
            }
        }
    }

    /// Types of a state symbol. Party kinds that the state has no code for (CV, QH) are
    /// allowed too, because local bodies use them.
    fn state_types(&self) -> Vec<DocumentType> {
        let types = DocumentType::by_state_code(&self.type_code);
        let types = if types.is_empty() {
            DocumentType::by_party_code(&self.type_code)
        } else {
            types
        };
        types.to_vec()
    }

    /// The number as printed: with a zero in front below ten.
    pub fn printed_number(&self) -> String {
        let digits = self.number.bytes().take_while(u8::is_ascii_digit).count();
        let zero = if digits == 1 { "0" } else { "" };
        format!("{zero}{}", self.number)
    }

    /// What stands behind the number: `-KH/HU`, `/2026/NĐ-CP`.
    pub fn tail(&self) -> String {
        let whole = self.to_string();
        whole.strip_prefix(&self.printed_number()).unwrap_or_default().to_owned()
    }

    /// Whether every code is one of the tables.
    pub fn is_known(&self) -> bool {
        let knows_type = self.type_code.is_empty() || is_type_code(&self.type_code);
        knows_type && self.issuers.iter().all(|code| issuer_code::find(code).is_some())
    }
}

/// Canonical form: no spaces, U+002D and U+002F, number of at least two digits.
impl fmt::Display for Symbol {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = self.issuers.join("-");
        let separator = match self.family {
            Family::Party | Family::StateOld => '-',
            _ => '/',
        };
        write!(out, "{}{separator}", self.printed_number())?;
        if let Some(year) = self.year {
            write!(out, "{year}/")?;
        }
        let between = match self.family {
            _ if self.type_code.is_empty() || joined.is_empty() => "",
            Family::Party => "/",
            _ => "-",
        };
        write!(out, "{}{between}{joined}", self.type_code)
    }
}

/// Reads the canonical form only; a number may lack its zero or have more of them.
impl FromStr for Symbol {
    type Err = SymbolError;

    fn from_str(text: &str) -> Result<Self, SymbolError> {
        let (number, rest) = split_number(text).ok_or(SymbolError::Number)?;
        let number = significant(number);
        if let Some(rest) = rest.strip_prefix('-') {
            return party_or_old(number, rest);
        }
        let rest = rest.strip_prefix('/').ok_or(SymbolError::Separator)?;
        let (year, rest) = split_year(rest);
        state(number, year, rest)
    }
}

/// What follows the hyphen of a party symbol, or of an old state symbol.
fn party_or_old(number: String, rest: &str) -> Result<Symbol, SymbolError> {
    let Some((type_code, issuers)) = rest.split_once('/') else {
        let is_type = !DocumentType::by_party_code(rest).is_empty();
        let code = code(rest)?;
        let (family, type_code, issuers) = if is_type {
            (Family::Party, code, Vec::new())
        } else {
            (Family::StateOld, String::new(), vec![code])
        };
        return Ok(Symbol { family, number, year: None, type_code, issuers });
    };
    Ok(Symbol {
        family: Family::Party,
        number,
        year: None,
        type_code: code(type_code)?,
        issuers: codes(issuers)?,
    })
}

/// What follows the slash after number or year of a state symbol.
fn state(number: String, year: Option<u16>, rest: &str) -> Result<Symbol, SymbolError> {
    let mut issuers = codes(rest)?;
    let symbol =
        |family, type_code, issuers| Symbol { family, number, year, type_code, issuers };
    if year.is_some() && issuers.len() == 1 && is_assembly_code(rest) {
        return Ok(symbol(Family::Assembly, String::new(), issuers));
    }
    if !is_type_code(&issuers[0]) {
        return Ok(symbol(Family::OfficialLetter, String::new(), issuers));
    }
    let type_code = issuers.remove(0);
    let family =
        if year.is_some() { Family::StateNormative } else { Family::StateAdministrative };
    Ok(symbol(family, type_code, issuers))
}

/// Whether a code in exact letters is a type code of either side.
pub fn is_type_code(code: &str) -> bool {
    read_code(code).is_some_and(|reading| reading.fit == CodeFit::Exact)
}

/// Whether a code is the Assembly's, with the number of its term: `QH15`, `UBTVQH14`.
pub fn is_assembly_code(code: &str) -> bool {
    let stem = code.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let n_digits = code.len() - stem.len();
    issuer_code::is_assembly(stem) && (1..=2).contains(&n_digits)
}

/// Codes joined by hyphens; at least one.
fn codes(text: &str) -> Result<Vec<String>, SymbolError> {
    let codes: Vec<_> = text.split('-').map(code).collect::<Result<_, _>>()?;
    if codes.len() > MAX_ISSUERS { Err(SymbolError::Code) } else { Ok(codes) }
}

/// One code in canonical letters.
fn code(text: &str) -> Result<String, SymbolError> {
    let starts_right = text.chars().next().is_some_and(char::is_uppercase);
    let all_right = text.chars().all(|letter| is_code_char(letter) && letter != '\u{d0}');
    let fits = text.chars().count() <= MAX_CODE_CHARS && !text.ends_with('.');
    if starts_right && all_right && fits {
        Ok(text.to_owned())
    } else {
        Err(SymbolError::Code)
    }
}

/// Characters inside a code. The full stop parts units of official letters (`VP.TH`).
pub fn is_code_char(letter: char) -> bool {
    is_letter_or_digit(letter) || matches!(letter, '&' | '.')
}

/// Splits off the number: one to five digits, then `.` and one or two digits (`66.20`),
/// then one small letter (`15a`) or a capital up to E (`30C`), each if present.
pub fn split_number(text: &str) -> Option<(&str, &str)> {
    let n_digits = leading_digits(text);
    if !(1..=5).contains(&n_digits) {
        return None;
    }
    let mut end = n_digits;
    let after = text.get(end..)?;
    if let Some(decimals) = after.strip_prefix('.') {
        let n_decimals = leading_digits(decimals);
        if (1..=2).contains(&n_decimals) {
            end += 1 + n_decimals;
        }
    }
    let mut letters = text.get(end..)?.chars();
    let letter = letters.next().filter(|letter| is_letter(*letter));
    if let Some(letter) = letter.filter(|letter| letter.is_lowercase() || *letter <= 'E')
        && !letters.next().is_some_and(is_letter_or_digit)
    {
        end += letter.len_utf8();
    }
    text.split_at_checked(end)
}

/// How many digits a text starts with.
fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// A number without leading zeros, its letter small; zero keeps one digit.
pub fn significant(number: &str) -> String {
    let small = number.to_ascii_lowercase();
    let trimmed = small.trim_start_matches('0');
    let has_digit = trimmed.starts_with(|letter: char| letter.is_ascii_digit());
    if has_digit { trimmed.to_owned() } else { format!("0{trimmed}") }
}

/// Splits off a year and its slash, if they stand there.
fn split_year(text: &str) -> (Option<u16>, &str) {
    let year = text.split_once('/').and_then(|(year, rest)| Some((year_of(year)?, rest)));
    year.map_or((None, text), |(year, rest)| (Some(year), rest))
}

/// A year of four digits, as symbols carry it.
pub fn year_of(digits: &str) -> Option<u16> {
    let year: u16 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    YEARS.contains(&i16::try_from(year).ok()?).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn ok_symbol(text: &str, family: Family, parts: &str) {
        let symbol: Symbol =
            text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        let year = symbol.year.map(|year| year.to_string()).unwrap_or_default();
        let read = format!(
            "{} {} {} {}",
            symbol.number,
            year,
            symbol.type_code,
            symbol.issuers.join("+")
        );
        assert_eq!((symbol.family, read.as_str()), (family, parts), "{text}");
        assert_eq!(symbol.to_string(), text);
    }

    #[test]
    fn every_family_is_read_and_printed() {
        ok_symbol("62-NQ/TU", Family::Party, "62  NQ TU");
        ok_symbol("08-QĐi/TW", Family::Party, "8  QĐi TW");
        ok_symbol("367-QĐ/TWĐTN-VP", Family::Party, "367  QĐ TWĐTN+VP");
        ok_symbol("03-HD", Family::Party, "3  HD ");
        ok_symbol("30/2020/NĐ-CP", Family::StateNormative, "30 2020 NĐ CP");
        ok_symbol("66.20/2026/NQ-CP", Family::StateNormative, "66.20 2026 NQ CP");
        ok_symbol("15a/QĐ-UBND", Family::StateAdministrative, "15a  QĐ UBND");
        ok_symbol("439/QĐ-TTg", Family::StateAdministrative, "439  QĐ TTg");
        ok_symbol("125/SGDĐT-VP", Family::OfficialLetter, "125   SGDĐT+VP");
        ok_symbol("45/2019/QH14", Family::Assembly, "45 2019  QH14");
        ok_symbol("351/2017/UBTVQH14", Family::Assembly, "351 2017  UBTVQH14");
        ok_symbol("12-CP", Family::StateOld, "12   CP");
        ok_symbol(
            "01/2024/TTLT-BCA-BQP-TANDTC",
            Family::StateNormative,
            "1 2024 TTLT BCA+BQP+TANDTC",
        );
    }

    #[test]
    fn only_the_canonical_form_is_read() {
        for text in [
            "",
            "56",
            "NQ/TU",
            "62-nq/tu",
            "62 -NQ/TU",
            "62–NQ/TU",
            "62-NQ/",
            "56-/TU",
            "123462-NQ/TU",
            "30/2020/NĐ-CP ",
            "30/2020/N\u{d0}-CP",
            "05/3/2020",
            "1/2",
        ] {
            assert!(text.parse::<Symbol>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn leading_zeros_are_no_difference() {
        let read = |text: &str| text.parse::<Symbol>().unwrap();
        assert!(read("8-NQ/TW").same_work(&read("008-NQ/TW")));
        assert_eq!(read("008-NQ/TW").to_string(), "08-NQ/TW");
        assert!(!read("08-NQ/TW").same_work(&read("06-NQ/TU")));
        assert!(!read("18-ĐA/TU").same_work(&read("18-DA/TU")));
    }

    #[test]
    fn codes_give_candidate_types() {
        let types = |text: &str| -> Vec<_> {
            let symbol: Symbol = text.parse().unwrap();
            symbol.types().into_iter().map(DocumentType::id).collect()
        };
        assert_eq!(types("66-QĐ/TW"), ["quyet-dinh", "quy-dinh"]);
        assert_eq!(types("08-QĐi/TW"), ["quy-dinh"]);
        assert_eq!(types("66/QĐ-TTg"), ["quyet-dinh"]);
        assert_eq!(types("59/2016/TT-BQP"), ["thong-tu"]);
        assert_eq!(types("351/2017/UBTVQH14"), ["nghi-quyet", "phap-lenh"]);
        assert_eq!(types("125/SGDĐT-VP"), [""; 0]);
    }

    proptest! {
        #[test]
        fn reading_any_text_does_not_panic(text in "\\PC{0,20}") {
            let _ = text.parse::<Symbol>();
        }

        #[test]
        fn printing_reads_back(
            text in "[0-9]{1,3}[a-z]?(-(NQ|QĐ|XX|CTr)/|/(20[0-9]{2}/)?(NQ|QĐ|XX)-)(TU|QH15|UBND-A81)",
        ) {
            let symbol: Symbol = text.parse().unwrap();
            prop_assert_eq!(symbol.to_string().parse::<Symbol>(), Ok(symbol));
        }
    }
}
