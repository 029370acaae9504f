//! Numbered mentions: each symbol of a text with what belongs to it on both sides.
//!
//! Slashes are the bytes to look for, because every full symbol has one; a symbol that
//! has none (`03-HD`, `Nghị quyết 57`) is looked for behind its type word.

use memchr::memchr3_iter;
use rustc_hash::FxHashSet;

use super::damaged;
use super::issue;
use super::issue_before;
use super::lead::{Lead, Words, is_letterhead, trim_blanks};
use super::mention::{Citation, CitationKind};
use super::number_list;
use super::number_only::NumberOnly;
use super::type_word::TypeWord;
use super::vocabulary::{Class, holds};
use crate::document::deviation::Deviation;
use crate::document::document_type::DocumentType;
use crate::document::issuer_code;
use crate::document::leniency::Leniency;
use crate::document::symbol::{Family, Symbol, is_type_code};
use crate::document::symbol_parts::is_hyphen;
use crate::document::symbol_reader::{self, ReadSymbol};
use crate::document::type_row::MentionWeight;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter, is_letter_or_digit};
use tracuu_text::words::{split_last_word, word_before};

/// Longest distance from a slash back to the number of its symbol, in bytes.
const MAX_BACK_BYTES: usize = 40;

/// All numbered mentions in order, without overlap and without their titles, which need
/// their neighbours.
pub(super) fn find(text: &str, words: &[TypeWord]) -> Vec<Citation> {
    let mut finder = NumberedFinder {
        text,
        words,
        found: Vec::new(),
        used: vec![false; words.len()],
        stated: FxHashSet::default(),
    };
    finder.symbols();
    finder.stated = finder.found.iter().filter_map(type_and_number).collect();
    finder.bare_numbers();
    finder.found.sort_by_key(|citation| citation.span.start);
    finder.coded_numbers();
    finder.found.sort_by_key(|citation| citation.span.start);
    finder.without_issuer();
    finder.found.sort_by_key(|citation| citation.span.start);
    share_issuers(text, &mut finder.found);
    finder.found
}

/// Gives the body behind the last symbol of a list with one type word to all of them: "Nghị
/// quyết số 57-NQ/TW, 59-NQ/TW và 66-NQ/TW của Bộ Chính trị".
fn share_issuers(text: &str, found: &mut [Citation]) {
    let mut issuer = None;
    for index in (1..found.len()).rev() {
        let Some([before, last]) = found.get_mut(index - 1..=index) else { return };
        issuer = last.issuer.or(issuer);
        let between = text.get(before.span.end..last.span.start).unwrap_or_default();
        let symbols = before.symbol.as_ref().zip(last.symbol.as_ref());
        let is_list = last.type_span.is_none()
            && joins_list(between.trim())
            && before.document_type == last.document_type
            && symbols.is_some_and(|(one, other)| one.issuers == other.issuers);
        if !is_list || before.issuer.is_some() {
            issuer = None;
        } else {
            before.issuer = issuer;
        }
    }
}

/// Whether a comma, "và" or both are all that stands between two symbols.
fn joins_list(between: &str) -> bool {
    let joint = between.strip_prefix(',').unwrap_or(between).trim_start();
    between == "," || holds(Class::And, joint)
}

fn type_and_number(citation: &Citation) -> Option<(DocumentType, String)> {
    Some((citation.document_type?, citation.number.clone()?))
}

pub(super) struct NumberedFinder<'t> {
    pub(super) text: &'t str,
    pub(super) words: &'t [TypeWord],
    pub(super) found: Vec<Citation>,
    pub(super) used: Vec<bool>,
    /// Types and numbers of the symbols in the text.
    pub(super) stated: FxHashSet<(DocumentType, String)>,
}

impl NumberedFinder<'_> {
    fn words(&self) -> Words<'_> {
        Words { text: self.text, all: self.words, used: &self.used }
    }

    /// Mentions with a slash in their symbol.
    fn symbols(&mut self) {
        let bytes = self.text.as_bytes();
        let mut read_to = 0;
        for slash in memchr3_iter(b'/', 0xe2, 0xef, bytes) {
            if slash < read_to || !is_slash(bytes, slash) {
                continue;
            }
            if let Some((symbol, lead)) = self.damaged(slash, read_to) {
                read_to = symbol.span.end;
                self.push(symbol, &lead);
                continue;
            }
            let Some(at) = number_before(self.text, slash) else { continue };
            if at < read_to {
                continue;
            }
            let lead = self.words().lead(at);
            let patient = lead.has_number_word || lead.type_word.is_some();
            let leniency = if patient { Leniency::AnyCase } else { Leniency::Capitals };
            let Some(symbol) = symbol_reader::read(self.text, at, leniency) else {
                continue;
            };
            if symbol.span.end <= slash {
                continue;
            }
            if let Some(end) = self.push_list(&symbol, &lead, read_to) {
                read_to = end;
            } else if self.is_mention(&symbol, &lead) {
                read_to = symbol.span.end;
                self.push(symbol, &lead);
            }
        }
    }

    /// A symbol whose number a scan damaged (`4O-NQ/TW`, `I 40/2025/NĐ-CP`), behind "số" or
    /// a strong type word. Read before the undamaged reading, which would take a part of
    /// the number for the number of another document.
    fn damaged(&self, slash: usize, read_to: usize) -> Option<(ReadSymbol, Lead)> {
        let number = damaged::number_before(self.text, slash)?;
        if number.span.start < read_to {
            return None;
        }
        let lead = self.words().lead(number.span.start);
        let is_strong = lead
            .type_word
            .and_then(|index| self.words.get(index))
            .is_some_and(|word| word.document_type.row().weight == MentionWeight::Strong);
        if !lead.has_number_word && !is_strong {
            return None;
        }
        let leniency = Leniency::AnyCase;
        let (place, digits) = (number.span, number.digits.as_str());
        let mut symbol =
            symbol_reader::read_with_number(self.text, place, digits, leniency)?;
        symbol.note(Deviation::Ocr);
        (symbol.span.end > slash && self.is_mention(&symbol, &lead))
            .then_some((symbol, lead))
    }

    /// Whether a symbol is one in this place: behind a type word always, elsewhere only
    /// with codes of the tables.
    fn is_mention(&self, symbol: &ReadSymbol, lead: &Lead) -> bool {
        if lead.type_word.is_some() || lead.code_word.is_some() {
            return true;
        }
        // A number that a blank parts from the codes can count anything.
        let is_parted = symbol.deviations.contains(&Deviation::HyphenMissing)
            && symbol.deviations.contains(&Deviation::Space);
        if is_parted && !lead.has_number_word {
            return false;
        }
        if lead.has_number_word && is_letterhead(self.text, lead.start) {
            return false;
        }
        let family = symbol.symbol.family;
        let is_law = matches!(family, Family::Assembly | Family::StateNormative);
        if !is_law && is_form(self.text, lead.start) {
            return false;
        }
        let codes = &symbol.symbol.issuers;
        let known = codes.first().is_some_and(|code| issuer_code::find(code).is_some());
        let has_type = is_type_code(&symbol.symbol.type_code);
        match family {
            Family::Assembly => true,
            Family::OfficialLetter => known && (lead.has_number_word || codes.len() > 1),
            Family::StateOld => false,
            Family::Party | Family::StateNormative => has_type,
            Family::StateAdministrative => has_type && (known || lead.has_number_word),
        }
    }

    /// Takes a symbol with its lead, date and issuer.
    pub(super) fn push(&mut self, mut read: ReadSymbol, lead: &Lead) {
        if lead.is_misread {
            read.note(Deviation::Ocr);
        }
        let behind = self.text.get(read.span.end..).unwrap_or_default();
        let close = usize::from(lead.opens_bracket && behind.starts_with(')'));
        let span = Span::new(lead.start, read.span.end + close);
        let mut citation = Citation::new(CitationKind::Numbered, span);
        citation.symbol_span = Some(read.span);
        let type_word = lead.type_word.map(|index| self.outer_word(index, &read.symbol));
        let stated = type_word.and_then(|index| self.words.get(index));
        if type_word != lead.type_word {
            citation.span.start = stated.map_or(span.start, |word| word.span.start);
        }
        citation.type_span = stated.and_then(TypeWord::typed).or(lead.code_word);
        citation.document_type =
            stated.filter(|word| !word.is_generic).map(|word| word.document_type);
        citation.title = lead.name;
        citation.issuer = lead.issuer;
        citation.deviations = read.deviations;
        let mut symbol = read.symbol;
        if let Some(document_type) = citation.document_type {
            let fits = |code: &&&str| {
                DocumentType::by_party_code(code).contains(&document_type)
                    || DocumentType::by_state_code(code).contains(&document_type)
            };
            if let Some(code) = read.type_codes.iter().find(fits) {
                symbol.type_code = String::from(*code);
            }
        } else if let [only] = symbol.types()[..] {
            citation.document_type = Some(only);
        } else {
            citation.document_type = self
                .type_of_list(span.start, &symbol)
                .or_else(|| self.type_of_heading(span.start, &symbol));
        }
        // Only official letters have no type code (30/2020/NĐ-CP Annex I II.3).
        if symbol.family == Family::OfficialLetter && citation.document_type.is_none() {
            citation.document_type = DocumentType::official_letter();
        }
        citation.number = Some(symbol.number.clone());
        citation.symbol = Some(symbol);
        self.finish(citation, type_word);
    }

    /// "thông báo kết luận số 112-TB/TU": of two type words right behind each other the one
    /// that the code means.
    fn outer_word(&self, index: usize, symbol: &Symbol) -> usize {
        let types = symbol.types();
        let fits = |at: usize| {
            self.words.get(at).is_some_and(|word| types.contains(&word.document_type))
        };
        let Some(before) = index.checked_sub(1).filter(|at| !fits(index) && fits(*at))
        else {
            return index;
        };
        let words = self.words.get(before).zip(self.words.get(index));
        let between =
            words.and_then(|(one, other)| self.text.get(one.span.end..other.span.start));
        if between == Some(" ") { before } else { index }
    }

    /// Takes a list that states its symbol once, if this one stands in such a list; gives
    /// the place behind its last number.
    fn push_list(
        &mut self,
        symbol: &ReadSymbol,
        lead: &Lead,
        floor: usize,
    ) -> Option<usize> {
        let at = symbol.span.start;
        let mut before = number_list::before(self.text, at, floor);
        let head = before.first().map(|first| self.words().lead(first.span.start));
        let head = head.filter(|head| head.type_word.is_some() && head.name.is_none());
        if head.is_none() {
            before.clear();
        }
        let lead = match &head {
            Some(head) => {
                &Lead { start: at, type_word: head.type_word, ..Lead::default() }
            }
            None => lead,
        };
        let behind = number_list::behind(self.text, symbol.span.end);
        if before.is_empty() && behind.is_empty() || !self.is_mention(symbol, lead) {
            return None;
        }
        self.push(symbol.clone(), lead);
        let mut whole = self.found.pop()?;
        if head.is_some() {
            whole.span.start = at;
        }
        let end = behind.last().map_or(symbol.span.end, |last| last.span.end);
        let mut issued = Citation { span: Span::new(at, end), ..whole.clone() };
        if !behind.is_empty() {
            issue::read(self.text, &mut issued);
        }
        (whole.date, whole.date_span) = (issued.date, issued.date_span);
        whole.issuer = issued.issuer;
        let member = |number: &NumberOnly| member(&whole, number);
        self.found.extend(before.iter().map(member));
        let n_before = self.found.len();
        self.found.extend(behind.iter().map(member));
        if let Some(head) = head {
            let first = self.found.len() - behind.len() - before.len();
            if let Some(first) = self.found.get_mut(first) {
                first.type_span = whole.type_span.take();
                let word = first.type_span.map_or(head.start, |word| word.start);
                first.span.start = head.start.min(word);
            }
        }
        if !behind.is_empty()
            && let Some(last) = self.found.last_mut()
        {
            last.span.end = issued.span.end;
        }
        self.found.insert(n_before, whole);
        Some(end)
    }

    /// The type that a list states once: "Quyết định số 215-QĐ/TW, số 219-QĐ/TW".
    fn type_of_list(&self, start: usize, symbol: &Symbol) -> Option<DocumentType> {
        let last = self.found.last()?;
        let between = self.text.get(last.span.end..start)?.trim();
        let is_list = between == ";" || joins_list(between);
        let is_alike = last.symbol.as_ref().is_some_and(|s| s.family == symbol.family);
        let goes_on = is_list && (is_alike || !is_letter_form(symbol));
        last.document_type.filter(|stated| goes_on && can_have(*stated, symbol))
    }

    /// The type that heads a list: "các Quy định: 37-QĐ/TW, 41-QĐ/TW".
    fn type_of_heading(&self, start: usize, symbol: &Symbol) -> Option<DocumentType> {
        let head = trim_blanks(self.text.get(..start)?).strip_suffix(':')?;
        let behind = self.words.partition_point(|word| word.span.end <= head.len());
        let word = self.words.get(behind.checked_sub(1)?)?;
        let is_head = word.span.end == head.trim_end().len() && !word.is_generic;
        Some(word.document_type).filter(|found| is_head && can_have(*found, symbol))
    }

    /// Adds date and issuer, marks the type word as used, and keeps the citation.
    pub(super) fn finish(&mut self, mut citation: Citation, type_word: Option<usize>) {
        issue::read(self.text, &mut citation);
        issue_before::read_before(self.text, &mut citation);
        self.share_day(&citation);
        if let Some(used) = type_word.and_then(|index| self.used.get_mut(index)) {
            *used = true;
        }
        self.found.push(citation);
    }

    /// Gives the day and the body of the last of a list to all of it, where it says so: "Kế
    /// hoạch số 14/KH-UBND và 15/KH-UBND cùng ngày …".
    fn share_day(&mut self, last: &Citation) {
        let day = last
            .date_span
            .filter(|day| holds(Class::SameDay, word_before(self.text, day.start)));
        if day.is_none() {
            return;
        }
        let mut start = last.span.start;
        for before in self.found.iter_mut().rev() {
            let between =
                self.text.get(before.span.end..start).unwrap_or_default().trim();
            let is_joined = between == "," || holds(Class::And, between);
            if !is_joined || before.date_span.is_some() {
                return;
            }
            (before.date, before.date_span) = (last.date, day);
            before.issuer = before.issuer.or(last.issuer);
            start = before.span.start;
        }
    }

    /// Whether one of the first mentions, which are in order, holds a place.
    pub(super) fn is_found(&self, n_found: usize, at: usize) -> bool {
        let known = self.found.get(..n_found).unwrap_or_default();
        let next = known.partition_point(|citation| citation.span.end <= at);
        known.get(next).is_some_and(|citation| citation.span.start <= at)
    }

    /// Party symbols without issuer that no type word leads: `03-HD`. The number has two
    /// digits as printed symbols have, so that points and rooms are none.
    fn without_issuer(&mut self) {
        let n_found = self.found.len();
        for hyphen in memchr::memchr_iter(b'-', self.text.as_bytes()) {
            let Some(at) = two_digits_before(self.text, hyphen) else { continue };
            if self.is_found(n_found, at) {
                continue;
            }
            let lead = self.words().lead(at);
            let Some(read) = symbol_reader::read(self.text, at, Leniency::Capitals)
            else {
                continue;
            };
            let is_other = read.deviations == [Deviation::Separator]
                && read.symbol.is_known()
                || read.deviations == [Deviation::IssuerMissing];
            let is_short = is_other
                && is_type_code(&read.symbol.type_code)
                && !self
                    .text
                    .get(read.span.end..)
                    .unwrap_or_default()
                    .starts_with(['/', '-'])
                && !is_form(self.text, lead.start)
                && !(lead.has_number_word && is_letterhead(self.text, lead.start));
            if is_short {
                self.push(read, &lead);
            }
        }
    }
}

/// One number of a list, with all that the list states for it.
fn member(whole: &Citation, number: &NumberOnly) -> Citation {
    let symbol = whole.symbol.clone().map(|symbol| Symbol {
        number: number.number.clone(),
        year: number.year.or(symbol.year),
        ..symbol
    });
    Citation {
        span: number.span,
        type_span: None,
        symbol,
        symbol_span: Some(number.span),
        number: Some(number.number.clone()),
        title: None,
        deviations: Vec::new(),
        ..whole.clone()
    }
}

/// Whether a document of a type can have a symbol: its code is one of the type's, or it has
/// none, as letters and older decisions (`1613/BYT-QĐ`).
fn can_have(document_type: DocumentType, symbol: &Symbol) -> bool {
    is_letter_form(symbol) || symbol.types().contains(&document_type)
}

fn is_letter_form(symbol: &Symbol) -> bool {
    symbol.family == Family::OfficialLetter
}

/// Whether the word before this place makes what follows a form or a place.
fn is_form(text: &str, at: usize) -> bool {
    let head = trim_blanks(text.get(..at).unwrap_or_default());
    holds(Class::Form, split_last_word(head).1)
}

/// Where two to five digits start that end at this hyphen, in front of a capital.
fn two_digits_before(text: &str, hyphen: usize) -> Option<usize> {
    let behind = text.get(hyphen + 1..)?.chars().next()?;
    let before = text.get(..hyphen)?;
    let n_digits = before.bytes().rev().take(6).take_while(u8::is_ascii_digit).count();
    let at = hyphen - n_digits;
    let starts = is_number_start(text.get(..at)?);
    ((2..=5).contains(&n_digits) && behind.is_uppercase() && starts).then_some(at)
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
    let without_letter = head.strip_suffix(is_letter).unwrap_or(head);
    let digits =
        without_letter.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    if digits.len() < without_letter.len() {
        return is_number_start(digits).then_some(floor + digits.len());
    }
    let code = head.trim_end_matches(is_letter_or_digit);
    let letters = head.get(code.len()..)?;
    // The hyphen may be missing: "858CV".
    let own_digits = letters.bytes().take_while(u8::is_ascii_digit).count();
    if own_digits > 0 {
        return is_number_start(code).then_some(floor + code.len());
    }
    let hyphen = trim_blanks(code);
    let before_hyphen = hyphen.strip_suffix(is_hyphen);
    // A blank may stand for the hyphen: "73 TB".
    let is_lost = hyphen.len() < code.len() && letters.starts_with(char::is_uppercase);
    let number = trim_blanks(before_hyphen.or_else(|| is_lost.then_some(hyphen))?);
    let without_letter = number.strip_suffix(is_letter).unwrap_or(number);
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
        Some(letter) => !is_letter_or_digit(letter),
        None => true,
    }
}
