//! Reading a symbol where it stands in a text, in the forms that documents really print:
//! blanks around separators, a line end inside, other dashes and slashes, Ð for Đ, small
//! letters. What departs from the canonical form is named by a deviation code of
//! `docs/citations.md`; nothing is guessed beyond the tables.

use super::deviation::Deviation;
use super::document_type::{DocumentType, read_code};
use super::issuer_code::{self, Side};
use super::leniency::Leniency;
use super::misread;
use super::symbol::{
    Family, Symbol, is_assembly_code, is_type_code, significant, split_number, year_of,
};
use super::symbol_parts::{Mark, Reader, Seen};
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;

/// Fewest letters of an issuer code that ran into its type code where no year stands in
/// front: `QĐUBND` is read, `CTCP` is a company.
const MIN_JOINED_CHARS: usize = 4;

/// A symbol as it stands in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadSymbol {
    /// The symbol in canonical letters.
    pub symbol: Symbol,
    /// From the first digit to the last letter.
    pub span: Span,
    /// Sorted, each once.
    pub deviations: Vec<Deviation>,
    /// All type codes that the written letters can be; more than one when marks are
    /// missing (`da` is ĐA or DA). The symbol carries the first.
    pub type_codes: Vec<&'static str>,
}

/// Reads a symbol whose number starts at this byte offset. A bare number (`56`,
/// `30/2020`) is none; `03-HD` and `12-CP` are.
pub fn read(text: &str, at: usize, leniency: Leniency) -> Option<ReadSymbol> {
    let (number, _) = split_number(Cursor::new(text, at).rest())?;
    let place = Span::new(at, at + number.len());
    let mut read = read_with_number(text, place, number, leniency)?;
    if number.ends_with(char::is_uppercase) {
        read.note(Deviation::Case);
    }
    Some(read)
}

/// Reads a symbol of which the number is known already and stands at `place`, perhaps
/// misread there.
pub fn read_with_number(
    text: &str,
    place: Span,
    number: &str,
    leniency: Leniency,
) -> Option<ReadSymbol> {
    let cursor = Cursor::new(text, place.end);
    let mut reader = Reader { cursor, leniency, seen: Seen::default(), ran_on: false };
    let number = significant(number);
    let symbol = match reader.separator() {
        Some(Mark::Hyphen) => reader.after_hyphen(number)?,
        Some(Mark::Slash) => reader.after_slash(number)?,
        None => reader.without_hyphen(number)?,
    };
    let ends_here = reader.ran_on || reader.cursor.ends_word();
    ends_here.then(|| reader.finish(symbol, place.start))
}

impl ReadSymbol {
    /// Adds a deviation.
    pub fn note(&mut self, deviation: Deviation) {
        if let Err(place) = self.deviations.binary_search(&deviation) {
            self.deviations.insert(place, deviation);
        }
    }
}

impl Reader<'_> {
    /// After `56-`: a party symbol, with `03-HD` and `12-CP` as short forms.
    fn after_hyphen(&mut self, number: String) -> Option<Symbol> {
        let spaced = self.seen.deviations.contains(&Deviation::Space);
        let mut as_type = self.clone();
        if let Some(type_code) = as_type.type_code(spaced) {
            if let Some((with_issuer, issuers)) = as_type.party_issuers(&type_code) {
                *self = with_issuer;
                return Some(self.in_party_order(number, type_code, issuers));
            }
            if !DocumentType::by_party_code(&type_code).is_empty() {
                *self = as_type;
                self.seen.note(Deviation::IssuerMissing);
                return Some(party(number, type_code, Vec::new()));
            }
        }
        if let Some((type_code, issuers)) = self.joined_codes(Side::Party) {
            return Some(party(number, type_code, issuers));
        }
        self.old(number).filter(|_| !spaced)
    }

    /// The issuers behind the type code of a party symbol. Where another mark or a blank
    /// stands for the slash (`91-KL-TW`, `91-KL TW`) all codes must be known.
    fn party_issuers(&self, type_code: &str) -> Option<(Self, Vec<String>)> {
        let mut ahead = self.clone();
        let mark = ahead.separator().or_else(|| ahead.lost_hyphen())?;
        let issuers = ahead.issuers()?;
        let is_known = |code: &String| issuer_code::find(code).is_some();
        if mark == Mark::Hyphen {
            if !is_type_code(type_code) || !issuers.iter().all(is_known) {
                return None;
            }
            ahead.seen.note(Deviation::Separator);
        }
        Some((ahead, issuers))
    }

    /// A type code and an issuer that lost what stood between them: `NQHĐND`. A body of
    /// this name is preferred; a short tail could be anything without a year or a hyphen
    /// in front (`CTCP`, a company), so the caller says which side it must be on.
    fn joined_codes(&mut self, side: Side) -> Option<(String, Vec<String>)> {
        let mut ahead = self.clone();
        let written = ahead.letters()?;
        let (type_code, issuer) = misread::joined_codes(&written)?;
        if issuer_code::find(issuer).is_none_or(|found| found.side != side) {
            return None;
        }
        let (type_code, issuer) = (type_code.to_owned(), issuer.to_owned());
        let mut issuers = vec![issuer];
        let mut more = ahead.clone();
        if more.separator() == Some(Mark::Hyphen)
            && let Some(others) = more.issuers()
        {
            issuers.extend(others);
            ahead = more;
        }
        *self = ahead;
        self.seen.note(Deviation::HyphenMissing);
        Some((type_code, issuers))
    }

    /// After `12-`: an old state symbol, which has only the code of a state body, or of a
    /// type that has ended (`15-SL`).
    fn old(&mut self, number: String) -> Option<Symbol> {
        let code = self.code()?;
        let has_ended = |found: &DocumentType| found.row().until.is_some();
        let is_old_type = DocumentType::by_state_code(&code).iter().any(has_ended);
        let body = issuer_code::find(&code);
        let is_state = body.map_or(is_old_type, |body| body.side != Side::Party);
        let family = Family::StateOld;
        let symbol = Symbol {
            family,
            issuers: vec![code],
            ..party(number, String::new(), vec![])
        };
        is_state.then_some(symbol)
    }

    /// After `858` with no separator: a party symbol that lacks its hyphen, or has a blank
    /// for it (`73 TB/TU`).
    fn without_hyphen(&mut self, number: String) -> Option<Symbol> {
        let passed = self.cursor.skip_blanks();
        if passed.count > 0 {
            let is_code = self.cursor.peek().is_some_and(char::is_uppercase);
            if passed.line_ends > 0 || !is_code {
                return None;
            }
            self.seen.note(Deviation::Space);
        }
        let type_code = self.type_code(true)?;
        if self.separator() != Some(Mark::Slash) {
            return None;
        }
        let issuers = self.issuers()?;
        self.seen.note(Deviation::HyphenMissing);
        Some(party(number, type_code, issuers))
    }

    /// After `30/`: year or codes.
    fn after_slash(&mut self, number: String) -> Option<Symbol> {
        let mut with_year = self.clone();
        if let Some(year) = with_year.cursor.digits(4).and_then(year_of) {
            let mark = with_year.separator()?;
            let family = Family::StateNormative;
            let symbol = with_year.state(number, Some(year), family)?;
            if mark == Mark::Hyphen {
                with_year.seen.note(Deviation::Separator);
            }
            *self = with_year;
            return Some(symbol);
        }
        self.state(number, None, Family::StateAdministrative)
    }

    /// Codes of a state symbol.
    fn state(
        &mut self,
        number: String,
        year: Option<u16>,
        family: Family,
    ) -> Option<Symbol> {
        let mut with_type = self.clone();
        let type_code = with_type.type_code(true).or_else(|| with_type.misspelt_type());
        if let Some(type_code) = type_code {
            let mark = with_type.separator().or_else(|| with_type.lost_hyphen());
            let issuers = mark.and_then(|_| with_type.issuers());
            if let (Some(mark), Some(issuers)) = (mark, issuers) {
                *self = with_type;
                if mark == Mark::Slash {
                    self.seen.note(Deviation::Separator);
                }
                let state = Symbol { family, number, year, type_code, issuers };
                return Some(self.in_state_order(state));
            }
        }
        if let Some((type_code, issuers)) = self.joined_state_codes(year) {
            return Some(Symbol { family, number, year, type_code, issuers });
        }
        let mut issuers = self.issuers()?;
        let type_code = String::new();
        let is_assembly = year.is_some() && issuers.len() == 1;
        let is_assembly =
            is_assembly && issuers.first().is_some_and(|c| is_assembly_code(c));
        if !is_assembly && issuers.first().is_some_and(|code| is_type_code(code)) {
            let [only] = <[String; 1]>::try_from(issuers).ok()?;
            self.seen.note(Deviation::IssuerMissing);
            return Some(Symbol {
                family,
                number,
                year,
                type_code: only,
                issuers: vec![],
            });
        }
        let family = if is_assembly { Family::Assembly } else { Family::OfficialLetter };
        if let ([issuer], Family::OfficialLetter) = (&issuers[..], family)
            && issuer_code::find(issuer).is_some()
        {
            issuers.extend(self.lost_unit());
        }
        Some(Symbol { family, number, year, type_code, issuers })
    }

    /// `NQHĐND` behind a year; without one only in front of a long code.
    fn joined_state_codes(&mut self, year: Option<u16>) -> Option<(String, Vec<String>)> {
        let mut ahead = self.clone();
        let (type_code, issuers) = ahead.joined_codes(Side::State)?;
        let is_long = |code: &String| code.chars().count() >= MIN_JOINED_CHARS;
        let is_sure = year.is_some() || issuers.first().is_some_and(is_long);
        is_sure.then(|| {
            *self = ahead;
            (type_code, issuers)
        })
    }

    /// A symbol in party order; a state body that uses it is put right and noted.
    fn in_party_order(
        &mut self,
        number: String,
        type_code: String,
        issuers: Vec<String>,
    ) -> Symbol {
        if all_on(Side::State, &issuers) && is_type_code(&type_code) {
            self.seen.note(Deviation::Order);
            let family = Family::StateAdministrative;
            return Symbol { family, number, year: None, type_code, issuers };
        }
        party(number, type_code, issuers)
    }

    /// A symbol in state order; a party body that uses it is put right and noted.
    fn in_state_order(&mut self, state: Symbol) -> Symbol {
        let party_type = !DocumentType::by_party_code(&state.type_code).is_empty();
        if state.year.is_none() && party_type && all_on(Side::Party, &state.issuers) {
            self.seen.note(Deviation::Order);
            return party(state.number, state.type_code, state.issuers);
        }
        state
    }

    /// A type code. `known_only` where the place alone does not prove one.
    fn type_code(&mut self, known_only: bool) -> Option<String> {
        let mut ahead = self.clone();
        let written = ahead.letters()?;
        if let Some(reading) = read_code(&written) {
            self.cursor = ahead.cursor;
            self.seen = ahead.seen;
            self.note_fit(reading.fit);
            let first = (*reading.codes.first()?).to_owned();
            self.seen.type_codes = reading.codes;
            return Some(first);
        }
        let plausible = written.chars().count() <= 6
            && written.chars().all(char::is_uppercase)
            && self.cursor.peek().is_some_and(char::is_uppercase);
        if known_only || !plausible {
            return None;
        }
        *self = ahead;
        Some(written)
    }

    /// A long type code with one wrong letter, in front of a known issuer.
    fn misspelt_type(&mut self) -> Option<String> {
        let mut ahead = self.clone();
        let written = ahead.letters()?;
        let meant = misread::near_type_code(&written)?;
        let mut behind = ahead.clone();
        behind.separator()?;
        issuer_code::find(&behind.code()?)?;
        ahead.seen.note(Deviation::CodeTypo);
        ahead.seen.type_codes = vec![meant];
        *self = ahead;
        Some(meant.to_owned())
    }

    fn finish(mut self, symbol: Symbol, at: usize) -> ReadSymbol {
        self.seen.deviations.sort_unstable();
        ReadSymbol {
            symbol,
            span: Span::new(at, self.cursor.at()),
            deviations: self.seen.deviations,
            type_codes: self.seen.type_codes,
        }
    }
}

/// A party symbol.
fn party(number: String, type_code: String, issuers: Vec<String>) -> Symbol {
    Symbol { family: Family::Party, number, year: None, type_code, issuers }
}

/// Whether all codes are known, and on one side.
fn all_on(side: Side, codes: &[String]) -> bool {
    codes
        .iter()
        .all(|code| issuer_code::find(code).is_some_and(|found| found.side == side))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn ok_read(text: &str, canonical: &str, deviations: &[Deviation]) {
        let read = read(text, 0, Leniency::AnyCase)
            .unwrap_or_else(|| panic!("help: {text:?} was not read as a symbol"));
        assert_eq!(read.symbol.to_string(), canonical, "{text:?}");
        assert_eq!(read.deviations, deviations, "{text:?}");
    }

    #[test]
    fn canonical_forms_have_no_deviation() {
        for text in [
            "62-NQ/TU",
            "08-QĐi/TW",
            "12-CP",
            "15-SL",
            "30/2020/NĐ-CP",
            "15/QĐ-UBND",
            "125/SGDĐT-VP",
            "678/BTL-CT",
            "164/HĐTVĐX",
            "45/2019/QH14",
            "01/2024/TTLT-BCA-BQP-TANDTC",
            "66.20/2026/NQ-CP",
            "12/UBND-VP.TH",
            "1580/HD-TLĐ",
        ] {
            ok_read(text, text, &[]);
        }
    }

    #[test]
    fn common_deviations_are_read_and_named() {
        ok_read("94- KH/BTGDVTW", "94-KH/BTGDVTW", &[Deviation::Space]);
        ok_read("367 - QĐ/TWĐTN-VP", "367-QĐ/TWĐTN-VP", &[Deviation::Space]);
        ok_read("94-\nKH/BTGDVTW", "94-KH/BTGDVTW", &[Deviation::LineBreak]);
        ok_read("62–NQ/TU", "62-NQ/TU", &[Deviation::Dash]);
        ok_read("18-\u{d0}A/TU", "18-ĐA/TU", &[Deviation::Lookalike]);
        ok_read("62-nq/tu", "62-NQ/TU", &[Deviation::Case]);
        ok_read("46/2015/nd-cp", "46/2015/NĐ-CP", &[Deviation::Case, Deviation::Folded]);
        ok_read("05-Ctr/ĐUK", "05-CTr/ĐUK", &[Deviation::Case]);
        ok_read("439/QĐ-TTG", "439/QĐ-TTg", &[Deviation::Case]);
        ok_read("01/NQ-ĐUK", "01-NQ/ĐUK", &[Deviation::Order]);
        ok_read("767-HD/BTL", "767/HD-BTL", &[Deviation::Order]);
        ok_read("858CV/ĐUK", "858-CV/ĐUK", &[Deviation::HyphenMissing]);
        let lost = [Deviation::HyphenMissing, Deviation::Space];
        ok_read("512/QĐ UBND", "512/QĐ-UBND", &lost);
        ok_read("512/UBND KTN", "512/UBND-KTN", &lost);
        for other in ["512/UBND TP Hoà An", "512/UBND XI", "512/UBND THAM", "512/UBND Kt"]
        {
            let read = read(other, 0, Leniency::Capitals).unwrap();
            assert_eq!(read.symbol.to_string(), "512/UBND", "{other}");
        }
        ok_read("73 TB/TU", "73-TB/TU", &lost);
        ok_read("38/2023/NQHĐND", "38/2023/NQ-HĐND", &[Deviation::HyphenMissing]);
        ok_read("91-KL-TW", "91-KL/TW", &[Deviation::Separator]);
        ok_read("604/CĐ-Tg", "604/CĐ-TTg", &[Deviation::CodeTypo]);
        ok_read("118-KH/TUngày 20/9", "118-KH/TU", &[Deviation::RunOn]);
        ok_read("2045/UBND-TH/VX", "2045/UBND-TH-VX", &[Deviation::Separator]);
        ok_read("512/QĐ và UBND", "512/QĐ", &[Deviation::IssuerMissing]);
        ok_read("03-HD", "03-HD", &[Deviation::IssuerMissing]);
        ok_read("06/2022-QH15", "06/2022/QH15", &[Deviation::Separator]);
        ok_read("236/QĐ-BCĐ138/CP", "236/QĐ-BCĐ138-CP", &[Deviation::Separator]);
        ok_read("01/VBHB-VPQH", "01/VBHN-VPQH", &[Deviation::CodeTypo]);
        ok_read("03-NQ/ĐUĐẢNG CỘNG SẢN", "03-NQ/ĐU", &[Deviation::RunOn]);
        ok_read("62-NQ/ТU", "62-NQ/TU", &[Deviation::Lookalike]);
        ok_read("30C/NQ-CP", "30c/NQ-CP", &[Deviation::Case]);
        ok_read(
            "72/2025/NQLT/UBTVQH15-CP",
            "72/2025/NQLT-UBTVQH15-CP",
            &[Deviation::Separator],
        );
    }

    #[test]
    fn missing_marks_keep_all_candidates() {
        let folded = read("04-da/tu", 0, Leniency::AnyCase).unwrap();
        assert_eq!(folded.type_codes, ["ĐA", "DA"]);
        assert_eq!(folded.deviations, [Deviation::Case, Deviation::Folded]);
        let exact = read("04-DA/TU", 0, Leniency::Capitals).unwrap();
        assert_eq!(exact.type_codes, ["DA"]);
    }

    #[test]
    fn what_is_no_symbol_is_not_read() {
        for text in [
            "4- Văn phòng",
            "05/3/2020",
            "28-4-2022",
            "1/2",
            "56",
            "30/2020",
            "2021-2025",
            "56-58 triệu",
            "24/24h",
            "5/Khu phố",
            "12 Nghị quyết",
            "3-Kế hoạch/Đề án",
        ] {
            assert_eq!(read(text, 0, Leniency::Capitals), None, "{text}");
        }
    }

    #[test]
    fn a_symbol_ends_before_the_sentence_goes_on() {
        for (text, symbol) in [
            ("15/QĐ-UBND - Về việc", "15/QĐ-UBND"),
            ("15/QĐ-UBND. Căn cứ", "15/QĐ-UBND"),
            ("62-NQ/TU-BTV", "62-NQ/TU-BTV"),
            ("62-NQ/TU, ngày", "62-NQ/TU"),
            ("01/2012/NQLT/CP- BCHTWĐTN ban", "01/2012/NQLT/CP- BCHTWĐTN"),
        ] {
            let read = read(text, 0, Leniency::Capitals).unwrap();
            assert_eq!(read.span.of(text), symbol);
        }
    }
}
