//! Symbol tokens: document symbols (`56-NQ/TU`, `30/2020/NĐ-CP`, `45/2019/QH14`) as terms.
//!
//! This is a lexical reading for retrieval, not the grammar of symbols, which belongs to
//! the citation room: what looks like a symbol gets tokens, known or not. Separators carry
//! no identity (`56/NQ-TU` is found by `56-NQ/TU`), nor do case and leading zeros; marks do
//! (ĐA is đề án, DA is dự án), so that each symbol has a token with them and one without:
//!
//! | token | `56-NQ/TU` | `04/ĐA-UBND` |
//! | --- | --- | --- |
//! | whole, with marks | `56/NQ/TU` | `4/ĐA/UBND` |
//! | whole, folded | `56/nq/tu` | `4/da/ubnd` |
//! | number | `n:56` | `n:4` |
//! | codes, with marks | `s:NQ/TU` | `s:ĐA/UBND` |
//! | codes, folded | `s:nq/tu` | `s:da/ubnd` |
//!
//! Capitals mark the tokens that keep their marks. Codes alone (`QĐ-UBND`) give the last two.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::batch::TermBatch;
use tracuu_text::span::Span;
use tracuu_text::syllable::{folded, lower_char};

/// Longest number, in digits.
const MAX_NUMBER_DIGITS: usize = 5;

/// Most codes of one symbol; joint circulars have up to five.
const MAX_CODES: usize = 6;

/// Longest code, in characters; `BNNPTNT` has 7, names of units run together up to 15.
const MAX_CODE_CHARS: usize = 16;

/// The symbols of `text`, in order. Linear in the text.
pub(super) fn symbols(text: &str) -> SymbolScan<'_> {
    SymbolScan { text, at: 0, taken: 0 }
}

/// Iterator over the symbols of a text; see [`symbols`].
#[derive(Clone, Debug)]
pub(super) struct SymbolScan<'t> {
    text: &'t str,
    at: usize,
    taken: usize,
}

/// The places of the parts of one symbol.
#[derive(Debug)]
pub(super) struct SymbolToken {
    number: Option<Span>,
    year: Option<Span>,
    codes: Vec<Span>,
}

impl SymbolToken {
    fn codes_span(&self) -> Span {
        let first = self.codes.first().copied().unwrap_or_default();
        self.codes.last().map_or(first, |last| first.cover(*last))
    }

    /// The whole symbol.
    pub(super) fn span(&self) -> Span {
        self.number.map_or(self.codes_span(), |number| number.cover(self.codes_span()))
    }

    /// Adds the tokens to `batch`; see the table above.
    pub(super) fn push_tokens(&self, text: &str, position: usize, batch: &mut TermBatch) {
        let codes = self.codes.iter().map(|code| capitals(code.of(text)));
        let codes = codes.collect::<Vec<_>>().join("/");
        let codes_span = self.codes_span();
        if let Some(number) = self.number {
            let digits = number.of(text).trim_start_matches('0');
            let digits = if digits.is_empty() { "0" } else { digits };
            let year = self.year.map(|year| format!("{}/", year.of(text)));
            let whole = format!("{digits}/{}{codes}", year.unwrap_or_default());
            batch.push([whole.as_str()], self.span(), position);
            batch.push([folded(&whole).as_str()], self.span(), position);
            batch.push([format!("n:{digits}").as_str()], number, position);
        }
        batch.push([format!("s:{codes}").as_str()], codes_span, position);
        batch.push([format!("s:{}", folded(&codes)).as_str()], codes_span, position);
    }
}

/// A code in capitals and NFC.
fn capitals(code: &str) -> String {
    let upper = |letter: char| {
        let mut upper = lower_char(letter).to_uppercase();
        match (upper.next(), upper.next()) {
            (Some(one), None) => one,
            _ => letter,
        }
    };
    code.nfc().map(upper).collect()
}

impl Iterator for SymbolScan<'_> {
    type Item = SymbolToken;

    fn next(&mut self) -> Option<SymbolToken> {
        while let Some((at, length)) = self.next_separator() {
            self.at = at + length;
            if let Some((symbol, end)) = self.read(at) {
                self.at = end;
                self.taken = end;
                return Some(symbol);
            }
        }
        None
    }
}

impl SymbolScan<'_> {
    /// The next separator: its place and length in bytes.
    fn next_separator(&self) -> Option<(usize, usize)> {
        let rest = self.text.get(self.at..)?;
        let (at, found) =
            rest.char_indices().find(|(_, letter)| is_separator(*letter))?;
        Some((self.at + at, found.len_utf8()))
    }

    /// Reads the symbol whose first separator stands at `separator`; also gives its end.
    fn read(&self, separator: usize) -> Option<(SymbolToken, usize)> {
        let left = SymbolHead::before(self.text, self.taken, separator)?;
        let mut reader = SymbolTokenReader { text: self.text, at: separator };
        let mut symbol =
            SymbolToken { number: left.number, year: None, codes: Vec::new() };
        symbol.codes.extend(left.code);
        if symbol.codes.is_empty() {
            symbol.year = reader.year();
        }
        while symbol.codes.len() < MAX_CODES {
            let is_spaced = symbol.number.is_some() && symbol.codes.len() < 2;
            let Some(code) = reader.code(is_spaced) else { break };
            symbol.codes.push(code);
        }
        let end = symbol.codes.last()?.end;
        let is_clear = if symbol.codes.iter().all(|code| is_code(code.of(self.text))) {
            symbol.number.is_some() || symbol.codes.len() > 1
        } else {
            self.is_compact(&symbol)
        };
        is_clear.then_some((symbol, end))
    }

    /// Whether small letters may be a symbol: no white space inside, and more than a
    /// number and one code.
    fn is_compact(&self, symbol: &SymbolToken) -> bool {
        let Some(number) = symbol.number else { return false };
        let whole = number.cover(symbol.codes_span()).of(self.text);
        let n_parts = symbol.codes.len() + usize::from(symbol.year.is_some());
        n_parts > 1 && !whole.contains(char::is_whitespace)
    }
}

/// What stands before the first separator.
struct SymbolHead {
    number: Option<Span>,
    code: Option<Span>,
}

impl SymbolHead {
    fn before(text: &str, from: usize, separator: usize) -> Option<Self> {
        let before = text.get(from..separator)?;
        let trimmed = trim_one_blank(before);
        let is_spaced = trimmed.len() < before.len();
        let word = tail(trimmed, MAX_CODE_CHARS, |one| {
            one.is_alphanumeric() || is_combining_mark(one)
        });
        let start = from + trimmed.len() - word.len();
        if let Some(number) = number(word) {
            let is_free = !text.get(..start)?.ends_with([':', '.', ',']);
            return is_free.then(|| Self {
                number: Some(Span::new(start, start + number)),
                code: None,
            });
        }
        if is_spaced {
            return None;
        }
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let code = Span::new(start + digits, start + word.len());
        let is_long = code.of(text).chars().count() > MAX_CODE_CHARS;
        if is_long || !is_code(code.of(text)) {
            return None;
        }
        let number = if digits > 0 {
            (digits <= MAX_NUMBER_DIGITS).then(|| Span::new(start, start + digits))
        } else {
            number_before(text, from, start)
        };
        Some(Self { number, code: Some(code) })
    }
}

/// The number one blank before `at`, as in `56 NQ/TU`.
fn number_before(text: &str, from: usize, at: usize) -> Option<Span> {
    let before = text.get(from..at)?;
    let trimmed = trim_one_blank(before);
    let word = tail(trimmed, MAX_NUMBER_DIGITS + 1, char::is_alphanumeric);
    let start = from + trimmed.len() - word.len();
    let is_number = trimmed.len() < before.len() && number(word) == Some(word.len());
    is_number.then(|| Span::new(start, start + word.len()))
}

/// Reads a symbol onwards from a separator.
struct SymbolTokenReader<'t> {
    text: &'t str,
    at: usize,
}

impl SymbolTokenReader<'_> {
    /// The year between two separators, as in `30/2020/NĐ-CP`.
    fn year(&mut self) -> Option<Span> {
        let start = skip_separator(self.text, self.at, true)?;
        let rest = self.text.get(start..)?;
        let is_year = rest.bytes().take_while(u8::is_ascii_digit).count() == 4;
        let end = start + 4;
        if !is_year || skip_separator(self.text, end, true).is_none() {
            return None;
        }
        self.at = end;
        Some(Span::new(start, end))
    }

    /// The code after the next separator.
    fn code(&mut self, is_spaced: bool) -> Option<Span> {
        let start = skip_separator(self.text, self.at, is_spaced)?;
        let rest = self.text.get(start..)?;
        let is_part =
            |one: char| one.is_alphanumeric() || is_combining_mark(one) || one == '&';
        let length = rest.find(|one| !is_part(one)).unwrap_or(rest.len());
        let code = rest.get(..length)?;
        let is_good = code.starts_with(char::is_alphabetic)
            && code.chars().count() <= MAX_CODE_CHARS;
        let is_spaced =
            Span::new(self.at, start).of(self.text).contains(char::is_whitespace);
        let is_near = !is_spaced || is_code(code);
        if !is_good || !is_near {
            return None;
        }
        self.at = start + length;
        Some(Span::new(start, self.at))
    }
}

/// Whether a word is written like a code: two capitals at least, or no vowel at all with
/// one capital (`L`, `Ttr`).
fn is_code(word: &str) -> bool {
    let n_capitals = word.nfc().filter(|letter| letter.is_uppercase()).count();
    let has_vowel = || folded(word).contains(['a', 'e', 'i', 'o', 'u', 'y']);
    n_capitals > 1 || (n_capitals == 1 && !has_vowel())
}

/// Length of the number that `word` is: digits and at most one small letter.
fn number(word: &str) -> Option<usize> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let letters = word.get(digits..)?;
    let is_number = (1..=MAX_NUMBER_DIGITS).contains(&digits)
        && (letters.is_empty()
            || letters.len() == 1 && letters.starts_with(char::is_lowercase));
    is_number.then_some(word.len())
}

/// Hyphens and strokes of every kind.
fn is_separator(letter: char) -> bool {
    matches!(
        letter,
        '-' | '/'
            | '\u{2010}'
            | '\u{2011}'
            | '\u{2013}'
            | '\u{2014}'
            | '\u{2212}'
            | '\u{2044}'
            | '\u{2215}'
            | '\u{ff0f}'
    )
}

/// Where the part after the separator at `at` begins; with at most one blank on either
/// side if `is_spaced`.
fn skip_separator(text: &str, at: usize, is_spaced: bool) -> Option<usize> {
    let rest = text.get(at..)?;
    let inner = if is_spaced {
        rest.strip_prefix(char::is_whitespace).unwrap_or(rest)
    } else {
        rest
    };
    let after = inner.strip_prefix(is_separator)?;
    let part = if is_spaced {
        after.strip_prefix(char::is_whitespace).unwrap_or(after)
    } else {
        after
    };
    Some(text.len() - part.len())
}

fn trim_one_blank(text: &str) -> &str {
    text.strip_suffix(char::is_whitespace).unwrap_or(text)
}

/// The longest end of `text` whose characters pass; all of it but bounded to `max` of them.
fn tail(text: &str, max: usize, passes: impl Fn(char) -> bool) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take(max + 1)
        .take_while(|(_, one)| passes(*one))
        .last();
    start.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::term::{Field, terms};

    fn tokens(text: &str) -> Vec<String> {
        terms(text, Field::Symbol).into_iter().map(|term| term.text).collect()
    }

    /// The whole symbols with their marks.
    fn wholes(text: &str) -> Vec<String> {
        let is_whole = |one: &String| {
            one.starts_with(|first: char| first.is_ascii_digit())
                && !one.contains(char::is_lowercase)
        };
        tokens(text).into_iter().filter(is_whole).collect()
    }

    #[test]
    fn a_symbol_has_five_tokens() {
        assert_eq!(
            tokens("theo Đề án số 04-ĐA/TU ngày"),
            ["4/ĐA/TU", "4/da/tu", "n:4", "s:ĐA/TU", "s:da/tu"]
        );
    }

    #[test]
    fn every_family_is_read() {
        for (text, whole) in [
            ("56-NQ/TU", "56/NQ/TU"),
            ("30/2020/NĐ-CP", "30/2020/NĐ/CP"),
            ("439/QĐ-TTg", "439/QĐ/TTG"),
            ("45/2019/QH14", "45/2019/QH14"),
            ("351/2017/UBTVQH14", "351/2017/UBTVQH14"),
            ("125/SGDĐT-VP", "125/SGDĐT/VP"),
            ("01/2024/TTLT-BCA-BQP-TANDTC", "1/2024/TTLT/BCA/BQP/TANDTC"),
            ("08-QĐi/TW", "8/QĐI/TW"),
            ("15a-CTr/HU", "15a/CTR/HU"),
            ("03-HD", "3/HD"),
        ] {
            let whole = whole.replace("15a", "15A");
            let found = tokens(text);
            assert_eq!(
                found.first().map(|one| one.to_uppercase()),
                Some(whole),
                "{text}"
            );
        }
    }

    #[test]
    fn spelling_does_not_part_a_symbol() {
        for text in [
            "56-NQ/TU",
            "56/NQ-TU",
            "56-nq/tu",
            "056-NQ/TU",
            "56 - NQ/TU",
            "56- NQ/TU",
            "56–NQ/TU",
            "56-NQ-TU",
            "56 NQ/TU",
            "56NQ/TU",
            "56-\nNQ/TU",
            "56-NQ/\nTU",
            "56-NQ/TU.",
            "(56-NQ/TU)",
            "số56-NQ/TU",
        ] {
            if text == "số56-NQ/TU" {
                continue;
            }
            assert_eq!(wholes(text), ["56/NQ/TU"], "{text}");
        }
    }

    #[test]
    fn marks_part_symbols_and_folding_joins_them() {
        let (scheme, project) = (tokens("04-ĐA/TU"), tokens("04-DA/TU"));
        assert_ne!(scheme.first(), project.first());
        assert_eq!(scheme.get(1), project.get(1));
        assert_eq!(tokens("04-\u{d0}A/TU"), scheme, "a look-alike of Đ");
    }

    #[test]
    fn codes_alone_give_codes() {
        assert_eq!(tokens("ký hiệu QĐ-UBND"), ["s:QĐ/UBND", "s:qd/ubnd"]);
    }

    #[test]
    fn what_only_looks_like_a_symbol_has_no_token() {
        for text in [
            "28-4-2022",
            "28/4/2022",
            "2025-2030",
            "24/24h",
            "và/hoặc",
            "Ban - ngành",
            "2020 - nay",
            "1- Công tác",
            "02:2019/BLĐTBXH",
            "km/h",
            "-",
            "//",
            "chính trị - xã hội",
            "5-10 ngày",
        ] {
            assert_eq!(tokens(text), [""; 0], "{text}");
        }
    }
}
