//! Numbered mentions: each symbol of a text with what belongs to it on both sides.
//!
//! Slashes are the bytes to look for, because every full symbol has one; a symbol that
//! has none (`03-HD`, `Nghị quyết 57`) is looked for behind its type word.

use memchr::memchr3_iter;

use super::body;
use super::mention::{Citation, CitationKind};
use super::type_word::{Letters, TypeWord};
use super::vocabulary::{Class, holds};
use crate::document::date::{self, DateText};
use crate::document::issuer_code;
use crate::document::kind::{DocumentType, Weight, read_code};
use crate::document::symbol::{Family, is_type_code, significant, split_number, year_of};
use crate::document::symbol_reader::{self, Patience, ReadSymbol};
use crate::text::cursor::Cursor;
use crate::text::span::Span;
use crate::text::syllable::normal;

/// Longest distance from a slash back to the number of its symbol, in bytes.
const MAX_BACK_BYTES: usize = 40;

/// Longest text between a type word and "số", in bytes; a law's name may stand there.
const MAX_GAP_BYTES: usize = 240;

/// Most words between a type word and "số" that are not a law's name ("tạm thời").
const MAX_GAP_WORDS: usize = 5;

/// A numbered mention without its title, which needs its neighbours.
#[derive(Clone, Debug)]
pub(super) struct Numbered {
    pub(super) citation: Citation,
}

/// All numbered mentions in order, without overlap.
pub(super) fn find(text: &str, words: &[TypeWord]) -> Vec<Numbered> {
    let mut finder =
        Finder { text, words, found: Vec::new(), used: vec![false; words.len()] };
    finder.symbols();
    finder.bare_numbers();
    finder.found.sort_by_key(|numbered| numbered.citation.span.start);
    finder.found
}

struct Finder<'t> {
    text: &'t str,
    words: &'t [TypeWord],
    found: Vec<Numbered>,
    used: Vec<bool>,
}

/// What stands before a symbol.
struct Lead {
    start: usize,
    type_word: Option<usize>,
    /// A type code written instead of the type word: `NQ số 11/NQ-CP`.
    code_word: Option<Span>,
    /// A law's name between type word and "số".
    name: Option<Span>,
    has_number_word: bool,
}

impl Finder<'_> {
    /// Mentions with a slash in their symbol.
    fn symbols(&mut self) {
        let bytes = self.text.as_bytes();
        let mut read_to = 0;
        for slash in memchr3_iter(b'/', 0xe2, 0xef, bytes) {
            if slash < read_to || !is_slash(bytes, slash) {
                continue;
            }
            let Some(at) = number_before(self.text, slash) else { continue };
            if at < read_to {
                continue;
            }
            let lead = self.lead(at);
            let patient = lead.has_number_word || lead.type_word.is_some();
            let patience = if patient { Patience::AnyCase } else { Patience::Capitals };
            let Some(symbol) = symbol_reader::read(self.text, at, patience) else {
                continue;
            };
            if symbol.span.end > slash && self.is_mention(&symbol, &lead) {
                read_to = symbol.span.end;
                self.push(symbol, lead);
            }
        }
    }

    /// What stands before a number, back to the type word.
    fn lead(&self, at: usize) -> Lead {
        let (before, has_number_word) = skip_number_word(self.text, at);
        let mut lead = Lead {
            start: if has_number_word { before.len() } else { at },
            type_word: None,
            code_word: None,
            name: None,
            has_number_word,
        };
        let head = trim_blanks(before);
        let last = self.words.partition_point(|word| word.span.end <= head.len());
        if let Some((index, name)) = self.type_word_before(last, head, has_number_word) {
            lead.start = self.words.get(index).map_or(lead.start, |word| word.span.start);
            lead.type_word = Some(index);
            lead.name = name;
        } else if let Some(code) = code_word_before(head) {
            lead.start = code.start;
            lead.code_word = Some(code);
        }
        lead
    }

    /// The type word that ends at the end of `head`, or some words earlier when "số"
    /// follows; with the law's name between.
    fn type_word_before(
        &self,
        last: usize,
        head: &str,
        has_number_word: bool,
    ) -> Option<(usize, Option<Span>)> {
        let index = last.checked_sub(1)?;
        let word = self.words.get(index)?;
        if *self.used.get(index)? {
            return None;
        }
        let gap = Span::new(word.span.end, head.len()).trimmed(self.text);
        if gap.is_empty() {
            return Some((self.outer_type_word(index), None));
        }
        if !has_number_word || gap.len() > MAX_GAP_BYTES {
            return None;
        }
        if is_law(word.document_type) && is_law_name(gap.of(self.text)) {
            return Some((index, Some(gap)));
        }
        is_modifier(gap.of(self.text), word.letters).then_some((index, None))
    }

    /// "Thông báo kết luận số …": a capital type word right before a small one is the type.
    fn outer_type_word(&self, index: usize) -> usize {
        let outer = index.checked_sub(1).and_then(|outer| self.words.get(outer));
        let (Some(outer), Some(inner)) = (outer, self.words.get(index)) else {
            return index;
        };
        let between = Span::new(outer.span.end, inner.span.start).of(self.text);
        let is_outer =
            outer.letters == Letters::Capital && inner.letters == Letters::Small;
        if is_outer && between.trim().is_empty() { index - 1 } else { index }
    }

    /// Whether a symbol is one in this place: behind a type word always, elsewhere only
    /// with codes of the tables.
    fn is_mention(&self, symbol: &ReadSymbol, lead: &Lead) -> bool {
        if lead.type_word.is_some() || lead.code_word.is_some() {
            return true;
        }
        if lead.has_number_word && is_letterhead(self.text, lead.start) {
            return false;
        }
        let codes = &symbol.symbol.issuers;
        let known = codes.first().is_some_and(|code| issuer_code::find(code).is_some());
        let has_type = is_type_code(&symbol.symbol.type_code);
        match symbol.symbol.family {
            Family::Assembly => true,
            Family::OfficialLetter => known && (lead.has_number_word || codes.len() > 1),
            Family::StateOld => false,
            Family::Party | Family::StateNormative => has_type,
            Family::StateAdministrative => has_type && (known || lead.has_number_word),
        }
    }

    /// Takes a symbol with its lead, date and issuer.
    fn push(&mut self, read: ReadSymbol, lead: Lead) {
        let span = Span::new(lead.start, read.span.end);
        let mut citation = Citation::new(CitationKind::Numbered, span);
        citation.symbol_span = Some(read.span);
        let stated = lead.type_word.and_then(|index| self.words.get(index));
        citation.type_span = stated.map(|word| word.span).or(lead.code_word);
        citation.document_type = stated.map(|word| word.document_type);
        citation.title = lead.name;
        citation.deviations = read.deviations;
        let mut symbol = read.symbol;
        if let Some(document_type) = citation.document_type {
            let fits = |code: &&&str| {
                DocumentType::by_party_code(code).contains(&document_type)
                    || DocumentType::by_state_code(code).contains(&document_type)
            };
            if let Some(code) = read.type_codes.iter().find(fits) {
                symbol.type_code = (*code).to_owned();
            }
        } else if let [only] = symbol.types()[..] {
            citation.document_type = Some(only);
        } else {
            citation.document_type = self.type_of_list(span.start, &symbol.types());
        }
        citation.number = Some(symbol.number.clone());
        citation.symbol = Some(symbol);
        self.finish(citation, lead.type_word);
    }

    /// The type that a list states once: "Quyết định số 217-QĐ/TW, số 218-QĐ/TW".
    fn type_of_list(&self, start: usize, types: &[DocumentType]) -> Option<DocumentType> {
        let last = &self.found.last()?.citation;
        let between = self.text.get(last.span.end..start)?.trim();
        let is_list = matches!(between, "," | ";" | "và" | ", và");
        last.document_type.filter(|stated| is_list && types.contains(stated))
    }

    /// Adds date and issuer, marks the type word as used, and keeps the citation.
    fn finish(&mut self, mut citation: Citation, type_word: Option<usize>) {
        date_and_issuer(self.text, &mut citation);
        if let Some(used) = type_word.and_then(|index| self.used.get_mut(index)) {
            *used = true;
        }
        self.found.push(Numbered { citation });
    }

    /// Mentions without a slash, behind type words that no symbol uses.
    fn bare_numbers(&mut self) {
        for index in 0..self.words.len() {
            let used = self.used.get(index).copied().unwrap_or(true);
            if !used && let Some(word) = self.words.get(index) {
                self.bare_number(index, *word);
            }
        }
    }

    /// `Hướng dẫn 03-HD`, `Nghị định số 12-CP`, `Nghị quyết 57`, `Nghị định 30/2020`.
    fn bare_number(&mut self, index: usize, word: TypeWord) {
        let mut cursor = Cursor::new(self.text, word.span.end);
        let has_number_word = eat_number_word(&mut cursor);
        if cursor.skip_blanks().count == 0 && !has_number_word {
            return;
        }
        let at = cursor.at();
        if !cursor.peek().is_some_and(|next| next.is_ascii_digit()) {
            return;
        }
        let read = symbol_reader::read(self.text, at, Patience::Capitals);
        if let Some(read) = read.filter(|read| read.symbol.number.len() <= 5) {
            let start = word.span.start;
            let lead = Lead {
                start,
                type_word: Some(index),
                code_word: None,
                name: None,
                has_number_word,
            };
            self.push(read, lead);
        } else if let Some((number, year, span)) = number_only(self.text, at) {
            if is_number_of(&word, has_number_word, year, self.text, span) {
                let cover = word.span.cover(span);
                let mut citation = Citation::new(CitationKind::Numbered, cover);
                citation.type_span = Some(word.span);
                citation.document_type = Some(word.document_type);
                citation.number = Some(number);
                citation.number_year = year;
                citation.symbol_span = Some(span);
                citation.deviations.push("symbol-missing");
                self.finish(citation, Some(index));
            }
        }
    }
}

/// Whether the byte at this place is a slash, or starts one of its look-alikes.
fn is_slash(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b'/')
        || matches!(
            bytes.get(at..at + 3),
            Some([0xe2, 0x81, 0x84] | [0xe2, 0x88, 0x95] | [0xef, 0xbc, 0x8f])
        )
}

/// Where the number of the symbol starts whose first slash stands here.
fn number_before(text: &str, slash: usize) -> Option<usize> {
    let floor = text.floor_char_boundary(slash.saturating_sub(MAX_BACK_BYTES));
    let before = text.get(floor..slash)?;
    let head = trim_blanks(before);
    let without_letter = head.strip_suffix(char::is_lowercase).unwrap_or(head);
    let digits =
        without_letter.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    if digits.len() < without_letter.len() {
        return is_number_start(digits).then_some(floor + digits.len());
    }
    let code = head.trim_end_matches(char::is_alphanumeric);
    let letters = head.get(code.len()..)?;
    // The hyphen may be missing: "858CV".
    let own_digits = letters.bytes().take_while(u8::is_ascii_digit).count();
    if own_digits > 0 {
        return is_number_start(code).then_some(floor + code.len());
    }
    let hyphen = trim_blanks(code);
    let number = hyphen.strip_suffix(|mark: char| {
        matches!(mark, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
    })?;
    let number = trim_blanks(number);
    let without_letter = number.strip_suffix(char::is_lowercase).unwrap_or(number);
    let head = without_letter.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    (head.len() < without_letter.len() && is_number_start(head))
        .then_some(floor + head.len())
}

/// Whether a number of a symbol may start behind this text: not inside a word, a date, a
/// fraction, a decimal or a standard (`QCVN 02:2019/…`).
fn is_number_start(before: &str) -> bool {
    let mut letters = before.chars().rev();
    match letters.next() {
        Some('/' | '-' | '.' | ',' | ':') => {
            !letters.next().is_some_and(|before| before.is_ascii_digit())
        }
        Some(letter) => !letter.is_alphanumeric(),
        None => true,
    }
}

/// A text without the blanks at its end, of which one may be a line end.
fn trim_blanks(text: &str) -> &str {
    let mut line_ends = 0;
    text.trim_end_matches(|letter: char| {
        line_ends += usize::from(letter == '\n');
        letter.is_whitespace() && line_ends < 2
    })
}

/// The text before "số" and its colon, if they stand before this place.
fn skip_number_word(text: &str, at: usize) -> (&str, bool) {
    let before = text.get(..at).unwrap_or_default();
    let head = trim_blanks(before);
    let head = trim_blanks(head.strip_suffix([':', '.']).unwrap_or(head));
    for word in ["số", "Số", "SỐ"] {
        if let Some(rest) = head.strip_suffix(word)
            && !rest.chars().next_back().is_some_and(char::is_alphanumeric)
        {
            return (rest, true);
        }
    }
    (before, false)
}

/// Reads "số" and its colon.
fn eat_number_word(cursor: &mut Cursor<'_>) -> bool {
    let found = cursor.eat_word(&["số"]);
    if found {
        cursor.eat(|mark| mark == ':');
    }
    found
}

/// A type code that stands for the type word: `NQ`, `CV`.
fn code_word_before(head: &str) -> Option<Span> {
    let start = head.trim_end_matches(char::is_alphabetic).len();
    let code = head.get(start..)?;
    let touches =
        head.get(..start)?.ends_with(|c: char| c.is_alphanumeric() || "-/".contains(c));
    let fits = code.len() >= 2
        && code.len() <= 8
        && read_code(code)
            .is_some_and(|r| r.fit <= crate::document::kind::CodeFit::Exact);
    (fits && !touches).then_some(Span::new(start, head.len()))
}

/// Whether small words between type word and "số" only modify the type: "tạm thời", "phối
/// hợp", "hành động".
fn is_modifier(gap: &str, letters: Letters) -> bool {
    let right_case =
        |word: &str| letters == Letters::Capitals || word.starts_with(char::is_lowercase);
    let is_word = |word: &str| {
        word.chars().all(char::is_alphabetic)
            && right_case(word)
            && !holds(Class::Unsaid, word)
    };
    let n_words = gap.split_whitespace().count();
    n_words <= MAX_GAP_WORDS && !gap.contains('\n') && gap.split_whitespace().all(is_word)
}

/// Whether the type is named by its title: laws and ordinances.
pub(super) fn is_law(document_type: DocumentType) -> bool {
    matches!(document_type.id(), "luat" | "bo-luat" | "phap-lenh" | "hien-phap")
}

/// Whether the words between "Luật" and "số" are its name.
fn is_law_name(gap: &str) -> bool {
    let starts_right =
        gap.starts_with(char::is_uppercase) || normal(gap).starts_with("sửa đổi");
    starts_right && !gap.contains(['.', ';', ':', '\n', '(', '|', '/'])
}

/// Whether "Số …" opens a block: the document's own number in its letterhead.
fn is_letterhead(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', '|'])
}

/// A number alone, or with a year: `57`, `30/2020`; with its span.
fn number_only(text: &str, at: usize) -> Option<(String, Option<u16>, Span)> {
    let mut cursor = Cursor::new(text, at);
    let (number, _) = split_number(cursor.rest())?;
    cursor.move_to(at + number.len());
    let mut with_year = cursor;
    let slash = with_year.eat(|mark| mark == '/').is_some();
    let year = with_year.digits(4).and_then(year_of).filter(|_| slash);
    if year.is_some() {
        cursor = with_year;
    }
    let joined =
        |next: char| next.is_alphanumeric() || matches!(next, '/' | '-' | '–' | '%');
    let mut behind = cursor;
    let decimal = behind.eat(|mark| matches!(mark, '.' | ',' | ':')).is_some()
        && behind.peek().is_some_and(|next| next.is_ascii_digit());
    let ends = !cursor.peek().is_some_and(joined) && !decimal && !number.contains('.');
    ends.then(|| (significant(number), year, Span::new(at, cursor.at())))
}

/// Whether a number alone is the document's: behind "số", or behind a capital type word
/// that is known by numbers, and not a count or a year.
fn is_number_of(
    word: &TypeWord,
    has_number_word: bool,
    year: Option<u16>,
    text: &str,
    span: Span,
) -> bool {
    let counts =
        ["năm", "tháng", "ngày", "triệu", "tỷ", "đồng", "người", "điểm", "trang", "bản"];
    let mut behind = Cursor::new(text, span.end);
    if behind.eat_word(&counts) && !has_number_word {
        return false;
    }
    let is_year = year.is_none() && year_of(span.of(text)).is_some();
    let known_by_number = word.letters == Letters::Capital
        && (word.document_type.row().weight == Weight::Strong
            || matches!(word.document_type.id(), "chuong-trinh" | "de-an"))
        && word.document_type.id() != "hien-phap";
    if has_number_word {
        return word.letters != Letters::Small
            || word.document_type.row().weight > Weight::Weak;
    }
    known_by_number && !is_year && !is_law(word.document_type)
}

/// Reads date and issuer behind the symbol, in either order.
pub(super) fn date_and_issuer(text: &str, citation: &mut Citation) {
    for _ in 0..2 {
        let at = citation.span.end;
        if citation.date.is_none()
            && let Some((date, span)) = date_after(text, at)
        {
            citation.date = Some(date);
            citation.date_span = Some(span);
            citation.span.end = span.end;
        } else if citation.issuer.is_none()
            && let Some(name) = issuer_after(text, at)
        {
            citation.issuer = Some(name);
            citation.span.end = name.end;
        }
    }
}

/// A date behind blanks and an optional comma; behind a comma only to the day.
fn date_after(text: &str, at: usize) -> Option<(DateText, Span)> {
    let mut cursor = Cursor::new(text, at);
    let comma = cursor.eat(|mark| mark == ',').is_some();
    let blanks = cursor.skip_blanks();
    if blanks.count == 0 {
        return None;
    }
    let issued = ["ban", "hành"];
    let mut behind = cursor;
    let start = cursor.at();
    if behind.eat_words(&issued) {
        behind.skip_blanks();
        cursor = behind;
    }
    let (date, span) = date::read(text, cursor.at())?;
    let precise = date.day().is_some();
    (precise || !comma && start == span.start)
        .then_some((date, Span::new(start, span.end)))
}

/// The name behind "của" and an optional comma.
fn issuer_after(text: &str, at: usize) -> Option<Span> {
    let mut cursor = Cursor::new(text, at);
    cursor.eat(|mark| mark == ',');
    if !cursor.eat_word(&["của"]) {
        return None;
    }
    body::read_name(text, cursor.at())
}
