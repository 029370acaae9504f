//! Symbols as people type them into a search box: `62/NQ-TU`, `62 NQ TU`, `04-da/tu`,
//! `NQ 62`, `46/2015/ND-CP`, `35`. Every part is optional; what is known is said, and
//! where missing marks leave several codes, all of them are listed.

use super::date::YEARS;
use super::date_reader::find_dates;
use super::document_type::{codes_without_marks, read_code};
use super::issuer_code::{self, IssuerCode, Side};
use super::symbol::{
    Family, MAX_CODE_CHARS, MAX_ISSUERS, Symbol, is_assembly_code, significant,
    split_number, year_of,
};
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::syllable::{folded, is_letter, is_letter_or_digit, normal};

/// Most symbols read in one text; a query names a handful.
const MAX_SYMBOLS: usize = 32;

/// A symbol, or some parts of one, in a typed text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LooseSymbol {
    /// Its place in the typed text, a type code in front included (`NQ 62`).
    pub span: Span,
    /// The number without leading zeros.
    pub number: Option<String>,
    /// The year inside the symbol.
    pub year: Option<u16>,
    /// Type codes that the typed one can be; empty where none was typed.
    pub type_codes: Vec<&'static str>,
    /// Codes of issuers and units, in order, each with the codes that it can be; a code
    /// that is not in the table stands for itself, in whatever capitals.
    pub issuers: Vec<Vec<String>>,
    /// The family that the typed separators draw; `None` where they are missing or do not
    /// fit any.
    pub family: Option<Family>,
    /// Whether marks were missing, so that codes were matched without them.
    pub folded: bool,
}

impl LooseSymbol {
    /// Whether all parts that were typed fit a symbol.
    pub fn fits(&self, symbol: &Symbol) -> bool {
        let number = self.number.as_deref().is_none_or(|number| number == symbol.number);
        let year = self.year.is_none_or(|year| symbol.year == Some(year));
        let type_code = self.type_codes.is_empty()
            || self.type_codes.contains(&symbol.type_code.as_str());
        number && year && type_code && self.issuers_fit(symbol)
    }

    /// Whether the typed issuer codes stand in the symbol, in this order, perhaps with
    /// others between.
    fn issuers_fit(&self, symbol: &Symbol) -> bool {
        let mut codes = symbol.issuers.iter();
        let is_one = |candidates: &Vec<String>, code: &String| {
            let code = issuer_code::comparable(code);
            candidates.iter().any(|candidate| issuer_code::comparable(candidate) == code)
        };
        self.issuers.iter().all(|candidates| codes.any(|code| is_one(candidates, code)))
    }

    /// The year that it is, where it is a number alone.
    pub fn bare_year(&self) -> Option<i16> {
        let is_bare =
            self.type_codes.is_empty() && self.issuers.is_empty() && self.year.is_none();
        let year = self.number.as_ref().filter(|_| is_bare)?.parse().ok();
        year.filter(|year| YEARS.contains(year))
    }

    /// Whether it has all parts of a symbol: number and issuer, and type or year.
    pub fn is_full(&self) -> bool {
        let has_kind = !self.type_codes.is_empty() || self.year.is_some();
        self.number.is_some() && !self.issuers.is_empty() && has_kind
    }

    /// The symbols it can be when it has all parts, in the order of the tables: one, or
    /// several where marks are missing. The family comes from the codes, because people
    /// mix up the separators: `62/NQ-TU` is 62-NQ/TU. At most 16.
    pub fn symbols(&self) -> Vec<Symbol> {
        let Some(number) = self.number.as_ref().filter(|_| self.is_full()) else {
            return Vec::new();
        };
        let no_type = [""];
        let types =
            if self.type_codes.is_empty() { &no_type } else { &self.type_codes[..] };
        let mut symbols = Vec::new();
        for type_code in types {
            for issuers in combinations(&self.issuers) {
                symbols.push(Symbol {
                    family: self.family_of(type_code, &issuers),
                    number: number.clone(),
                    year: self.year,
                    type_code: (*type_code).to_owned(),
                    issuers,
                });
            }
        }
        symbols.truncate(16);
        let on_its_side =
            |symbol: &Symbol| !symbol.type_code.is_empty() && !symbol.types().is_empty();
        if symbols.iter().any(on_its_side) {
            symbols.retain(on_its_side);
        }
        symbols
    }

    fn family_of(&self, type_code: &str, issuers: &[String]) -> Family {
        if type_code.is_empty() {
            let assembly = issuers.first().is_some_and(|code| is_assembly_code(code));
            return if assembly { Family::Assembly } else { Family::OfficialLetter };
        }
        if self.year.is_some() {
            return Family::StateNormative;
        }
        let side =
            issuers.first().and_then(|code| issuer_code::find(code)).map(|c| c.side);
        match (side, self.family) {
            (Some(Side::Party), _) => Family::Party,
            (Some(Side::State), _) => Family::StateAdministrative,
            (_, Some(family)) => family,
            _ => Family::StateAdministrative,
        }
    }
}

/// All symbols and parts of symbols in a typed text, in order. Dates are left out, and so
/// are numbers inside words. Never fails.
pub fn parse_loose(text: &str) -> Vec<LooseSymbol> {
    let dates = find_dates(text);
    let marks_are_missing = text.is_ascii();
    let mut found: Vec<LooseSymbol> = Vec::new();
    let mut cursor = Cursor::new(text, 0);
    let mut previous = Span::default();
    while let Some(next) = cursor.peek().filter(|_| found.len() < MAX_SYMBOLS) {
        let at = cursor.at();
        if let Some((_, date)) = dates.iter().find(|(_, date)| date.start == at) {
            cursor.move_to(date.end);
        } else if next.is_ascii_digit() {
            let is_glued = !previous.is_empty() && previous.end == at;
            let mut reading =
                Reading { cursor, marks_are_missing, is_glued, hyphens: Vec::new() };
            match reading.symbol(text, previous) {
                Some(symbol) => {
                    cursor.move_to(symbol.span.end.max(at + 1));
                    found.push(symbol);
                }
                None => drop(cursor.eat_while(is_letter_or_digit)),
            }
        } else if is_letter(next) {
            let mut ahead = cursor;
            let letters = ahead.eat_while(is_letter);
            // "NĐ15/2020": a code and its number without a blank between.
            let is_code = ahead.peek().is_some_and(|next| next.is_ascii_digit())
                && !codes_without_marks(letters).is_empty();
            let word = if is_code {
                cursor = ahead;
                letters
            } else {
                cursor.eat_while(is_letter_or_digit)
            };
            if !matches!(folded(word).as_str(), "so") || previous.is_empty() {
                previous = Span::new(at, cursor.at());
            }
        } else {
            cursor.bump();
        }
    }
    found
}

/// One reading from a number on.
struct Reading<'t> {
    cursor: Cursor<'t>,
    marks_are_missing: bool,
    /// Whether a code stands right before the number: then one may stand right behind it.
    is_glued: bool,
    /// For each part after the number, whether a hyphen (true) or a slash stood before it.
    hyphens: Vec<bool>,
}

/// What joins two parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Hyphen,
    Slash,
    Blank,
    None,
}

impl Reading<'_> {
    /// A symbol whose number stands at the cursor; `word_before` may be its type code.
    fn symbol(&mut self, text: &str, word_before: Span) -> Option<LooseSymbol> {
        let start = self.cursor.at();
        let (number, rest) = split_number(self.cursor.rest())?;
        if rest.starts_with('%') || number.contains('.') && !rest.starts_with('/') {
            return None;
        }
        self.cursor.move_to(start + number.len());
        let mut symbol = LooseSymbol {
            span: Span::new(start, self.cursor.at()),
            number: Some(significant(number)),
            year: None,
            type_codes: Vec::new(),
            issuers: Vec::new(),
            family: None,
            folded: false,
        };
        while symbol.issuers.len() < MAX_ISSUERS && self.part(&mut symbol) {}
        if symbol.type_codes.is_empty() {
            self.code_before(text, word_before, &mut symbol);
        }
        symbol.family = self.family(&symbol);
        Some(symbol)
    }

    /// Reads one more part; false where the symbol ends.
    fn part(&mut self, symbol: &mut LooseSymbol) -> bool {
        let mut ahead = self.cursor;
        let joint = joint(&mut ahead);
        let has_codes = !symbol.type_codes.is_empty() || !symbol.issuers.is_empty();
        if symbol.year.is_none()
            && !has_codes
            && matches!(joint, Joint::Slash | Joint::Hyphen)
        {
            let mut year_ahead = ahead;
            if let Some(year) = year_ahead.digits(4).and_then(year_of) {
                symbol.year = Some(year);
                self.take(year_ahead, joint, symbol);
                return true;
            }
        }
        let word = ahead.eat_while(|letter| is_letter_or_digit(letter) || letter == '&');
        let starts_right = word.chars().next().is_some_and(is_letter);
        if !starts_right || word.chars().count() > MAX_CODE_CHARS {
            return false;
        }
        let read = self.code(word, joint, symbol, &ahead);
        if read {
            self.take(ahead, joint, symbol);
        }
        read
    }

    /// Reads a word as type code or issuer code into the symbol.
    fn code(
        &self,
        word: &str,
        joint: Joint,
        symbol: &mut LooseSymbol,
        after: &Cursor<'_>,
    ) -> bool {
        let types = self.type_codes(word);
        let issuers = issuer_codes(word);
        let joined = matches!(joint, Joint::Hyphen | Joint::Slash);
        let typed_as_code = word.chars().any(char::is_uppercase);
        if symbol.type_codes.is_empty() && symbol.issuers.is_empty() && !types.is_empty()
        {
            let issuer_follows = || Self::issuer_follows(*after);
            if joined || typed_as_code || issuer_follows() {
                symbol.folded |= is_folded(word, &types);
                symbol.type_codes = types;
                return true;
            }
            return false;
        }
        let after_code =
            !symbol.type_codes.is_empty() || !symbol.issuers.is_empty() || self.is_glued;
        let known = !issuers.is_empty();
        let is_apart = joint != Joint::None || (self.is_glued && known);
        if !is_apart || !(joined || known && (typed_as_code || after_code)) {
            return false;
        }
        if known {
            let codes: Vec<_> = issuers.iter().map(|found| found.code).collect();
            symbol.folded |= is_folded(word, &codes);
        }
        symbol.issuers.push(code_names(word, &issuers));
        true
    }

    /// Whether a known issuer code comes next.
    fn issuer_follows(mut after: Cursor<'_>) -> bool {
        let joint = joint(&mut after);
        let word = after.eat_while(is_letter_or_digit);
        joint != Joint::None && !issuer_codes(word).is_empty()
    }

    /// Reads `NQ` of `NQ 62` and `NQ số 56`.
    fn code_before(&self, text: &str, word: Span, symbol: &mut LooseSymbol) {
        let between = text.get(word.end..symbol.span.start).unwrap_or_default();
        let between = folded(between.trim_matches([' ', '.', ':', '-']));
        let types = self.type_codes(word.of(text));
        // "da" alone is more often the word "đã" than a code.
        let is_word = word.of(text) == "da" && symbol.span.end < text.trim_end().len();
        if word.is_empty() || !matches!(between.as_str(), "" | "so") || is_word {
            return;
        }
        if !types.is_empty() {
            symbol.folded |= is_folded(word.of(text), &types);
            symbol.type_codes = types;
            symbol.span = symbol.span.cover(word);
        }
    }

    fn take(&mut self, ahead: Cursor<'_>, joint: Joint, symbol: &mut LooseSymbol) {
        if matches!(joint, Joint::Hyphen | Joint::Slash) {
            self.hyphens.push(joint == Joint::Hyphen);
        }
        self.cursor.move_to(ahead.at());
        symbol.span.end = self.cursor.at();
    }

    fn type_codes(&self, word: &str) -> Vec<&'static str> {
        if self.marks_are_missing {
            return codes_without_marks(word).to_vec();
        }
        read_code(word).map(|reading| reading.codes).unwrap_or_default()
    }

    /// The family that the separators draw.
    fn family(&self, symbol: &LooseSymbol) -> Option<Family> {
        let has_type = !symbol.type_codes.is_empty();
        match (self.hyphens.as_slice(), has_type, symbol.year.is_some()) {
            ([true, false, ..], true, false) => Some(Family::Party),
            ([false, false, true, ..], true, true) => Some(Family::StateNormative),
            ([false, true, ..], true, false) => Some(Family::StateAdministrative),
            ([false, ..], false, false) if !symbol.issuers.is_empty() => {
                Some(Family::OfficialLetter)
            }
            ([false, false], false, true) => Some(Family::Assembly),
            _ => None,
        }
    }
}

/// Known issuer codes that a typed word can be.
fn issuer_codes(word: &str) -> Vec<&'static IssuerCode> {
    issuer_code::read(word).0
}

/// Whether a typed word lacks marks that one of the codes has.
fn is_folded(word: &str, codes: &[&str]) -> bool {
    word.is_ascii() && codes.iter().any(|code| normal(code) != normal(word))
}

/// Reads what joins two parts.
fn joint(cursor: &mut Cursor<'_>) -> Joint {
    let blanks = cursor.skip_blanks().count;
    let mark =
        cursor.eat(|mark| matches!(mark, '-' | '/' | '–' | '—' | '\u{2011}' | '.' | '_'));
    match mark {
        Some('/') => {
            cursor.skip_blanks();
            Joint::Slash
        }
        // "2. Thẻ": a list, no symbol.
        Some('.') if cursor.peek().is_some_and(char::is_whitespace) => Joint::None,
        Some(_) => {
            cursor.skip_blanks();
            Joint::Hyphen
        }
        None if blanks > 0 => Joint::Blank,
        None => Joint::None,
    }
}

/// The codes that a typed issuer can be. An unknown one is itself, as typed where there are
/// capitals in it, else in capitals. The number of an assembly's term is kept.
fn code_names(word: &str, known: &[&'static IssuerCode]) -> Vec<String> {
    if known.is_empty() {
        let is_cased = word.contains(char::is_uppercase);
        return vec![if is_cased { word.to_owned() } else { word.to_uppercase() }];
    }
    known.iter().map(|found| found.code.to_owned()).collect()
}

/// Every way to take one candidate of each.
fn combinations(candidates: &[Vec<String>]) -> Vec<Vec<String>> {
    let mut ways: Vec<Vec<String>> = vec![Vec::new()];
    for choices in candidates {
        let longer = ways.iter().flat_map(|way| {
            choices.iter().map(move |choice| {
                let mut way = way.clone();
                way.push(choice.clone());
                way
            })
        });
        ways = longer.take(16).collect();
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn ok_loose(text: &str, expected: &[&str]) {
        let read: Vec<_> = parse_loose(text)
            .iter()
            .flat_map(|symbol| {
                let full = symbol.symbols();
                if full.is_empty() { vec![partial(symbol)] } else { print(&full) }
            })
            .collect();
        assert_eq!(read, expected, "{text}");
    }

    fn print(symbols: &[Symbol]) -> Vec<String> {
        symbols.iter().map(ToString::to_string).collect()
    }

    fn partial(symbol: &LooseSymbol) -> String {
        let issuers: Vec<_> =
            symbol.issuers.iter().map(|codes| codes.join("|")).collect();
        format!(
            "n={} y={} t={} i={}",
            symbol.number.clone().unwrap_or_default(),
            symbol.year.map(|year| year.to_string()).unwrap_or_default(),
            symbol.type_codes.join("|"),
            issuers.join("+"),
        )
    }

    #[test]
    fn full_symbols_are_read_in_any_spelling() {
        for text in [
            "62-NQ/TU",
            "62/NQ-TU",
            "62 NQ TU",
            "62-nq/tu",
            "62 nq tu",
            "nghi quyet 62-nq/tu",
            "NQ 062-NQ/TU",
            "62 - NQ / TU",
        ] {
            ok_loose(text, &["62-NQ/TU"]);
        }
        ok_loose("46/2015/ND-CP", &["46/2015/NĐ-CP"]);
        ok_loose("17/2021/nq-hdnd", &["17/2021/NQ-HĐND"]);
        ok_loose("47/2022/qh15", &["47/2022/QH15"]);
        ok_loose("79/qd-ttg", &["79/QĐ-TTg"]);
        ok_loose("26-hd/btctw", &["26-HD/BTCTW"]);
        ok_loose("12/ĐA-BCA", &["12/ĐA-BCA"]);
    }

    #[test]
    fn missing_marks_list_every_type() {
        ok_loose("04-da/tu", &["04-ĐA/TU", "04-DA/TU"]);
        assert!(parse_loose("04-da/tu")[0].folded);
        ok_loose("đề án 04-DA/TU", &["04-DA/TU"]);
        assert!(!parse_loose("62-nq/tu")[0].folded);
    }

    #[test]
    fn parts_of_symbols_are_kept_as_parts() {
        ok_loose("35", &["n=35 y= t= i="]);
        ok_loose("văn bản số 035", &["n=35 y= t= i="]);
        ok_loose("NQ 62", &["n=62 y= t=NQ i="]);
        ok_loose("nq số 62", &["n=62 y= t=NQ i="]);
        ok_loose("hướng dẫn 03-HD", &["n=3 y= t=HD i="]);
        ok_loose("03-HD", &["n=3 y= t=HD|HĐ i="]);
        ok_loose("30/2020", &["n=30 y=2020 t= i="]);
        ok_loose("nghị định 30", &["n=30 y= t= i="]);
    }

    #[test]
    fn dates_and_shares_are_no_symbols() {
        ok_loose("ngày 05/3/2020", &[]);
        ok_loose("nghị quyết năm 2022", &[]);
        ok_loose("đạt 35%", &[]);
        ok_loose("62-NQ/TU ngày 29/12/2021", &["62-NQ/TU"]);
    }

    #[test]
    fn a_loose_symbol_fits_what_it_does_not_contradict() {
        let symbol: Symbol = "62-NQ/TU".parse().unwrap();
        for typed in ["62", "NQ 62", "62/NQ-TU", "62-nq"] {
            assert!(parse_loose(typed)[0].fits(&symbol), "{typed}");
        }
        // A code in no list, in any capitals.
        let unlisted: Symbol = "7/KL-TTr".parse().unwrap();
        for typed in ["7/KL-TTr", "7/kl-ttr", "7/KL-TTR"] {
            assert!(parse_loose(typed)[0].fits(&unlisted), "{typed}");
        }
        for typed in ["57", "CT 62", "62-NQ/TW", "62/2020"] {
            assert!(!parse_loose(typed)[0].fits(&symbol), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_with_spans_on_boundaries(text in "\\PC{0,40}") {
            for symbol in parse_loose(&text) {
                prop_assert!(text.get(symbol.span.start..symbol.span.end).is_some());
            }
        }
    }
}
