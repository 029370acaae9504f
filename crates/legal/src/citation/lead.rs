//! What stands before the number of a symbol: "số", the type word, and between the two
//! perhaps words that modify the type ("Quy định tạm thời số") or the name of a law.

use super::body;
use super::law_name::LawName;
use super::type_word::{Letters, TypeWord};
use super::vocabulary::{Class, eat_number_word, holds, read};
use crate::document::document_type::{CodeFit, read_code};
use crate::document::misread;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter, is_letter_or_digit};
use tracuu_text::words::split_last_word;

/// Longest text between a type word and "số", in bytes; a law's name may stand there.
const MAX_GAP_BYTES: usize = 240;

/// How much of a symbol is looked at to tell a law, in bytes.
const MAX_SYMBOL_BYTES: usize = 24;

/// Most words between a type word and "số" that are not a law's name ("tạm thời").
const MAX_GAP_WORDS: usize = 5;

/// What stands before a symbol.
#[derive(Default)]
pub(super) struct Lead {
    /// Where the mention starts.
    pub(super) start: usize,
    /// Index of its type word.
    pub(super) type_word: Option<usize>,
    /// A type code written instead of the type word: `NQ số 13/NQ-CP`.
    pub(super) code_word: Option<Span>,
    /// A law's name between type word and "số".
    pub(super) name: Option<Span>,
    /// The body between type word and "số": "Nghị định của Chính phủ số …".
    pub(super) issuer: Option<Span>,
    /// Whether a bracket opens between the name and the number.
    pub(super) opens_bracket: bool,
    /// Whether "số" stands there.
    pub(super) has_number_word: bool,
    /// Whether it stands there as a scan misread it: `s`, `S6`.
    pub(super) is_misread: bool,
}

/// The beginning of a symbol.
struct SymbolStart<'t> {
    text: &'t str,
    has_number_word: bool,
}

impl<'t> SymbolStart<'t> {
    fn new(text: &'t str, at: usize, has_number_word: bool) -> Self {
        let end = text.floor_char_boundary(at.saturating_add(MAX_SYMBOL_BYTES));
        Self { text: text.get(at..end).unwrap_or_default(), has_number_word }
    }

    /// Whether it has the form of the numbers of laws: `58/2024/QH15`.
    fn is_of_assembly(&self, word: &TypeWord) -> bool {
        let issuer = self.text.split('/').nth(2).unwrap_or_default();
        let mut codes = word.document_type.row().assembly_codes.iter();
        codes.any(|code| issuer.starts_with(code))
    }
}

/// The type words of a text that may stand before a symbol.
#[derive(Clone, Copy)]
pub(super) struct Words<'t> {
    pub(super) text: &'t str,
    pub(super) all: &'t [TypeWord],
    /// Which of them belong to a mention already.
    pub(super) used: &'t [bool],
}

impl Words<'_> {
    /// What stands before a number, back to the type word.
    pub(super) fn lead(&self, at: usize) -> Lead {
        let (before, has_number_word) = skip_number_word(self.text, at);
        if !has_number_word && let Some(lead) = self.misread_lead(before) {
            return lead;
        }
        let mut lead = Lead {
            start: if has_number_word { before.len() } else { at },
            has_number_word,
            ..Lead::default()
        };
        let head = trim_blanks(before);
        let last = self.all.partition_point(|word| word.span.end <= head.len());
        let number = SymbolStart::new(self.text, at, has_number_word);
        let found = self
            .law_before(last, head, &number)
            .or_else(|| {
                let law = self.law_before_bracket(last, head, &number);
                lead.opens_bracket = law.is_some();
                law
            })
            .or_else(|| self.type_word_before(last, head, has_number_word));
        if let Some((index, name)) = found {
            lead.start = self.all.get(index).map_or(lead.start, |word| word.span.start);
            lead.type_word = Some(index);
            lead.name = name;
            lead.issuer = self.issuer_before(index, head);
        } else if let Some(code) = code_word_before(head) {
            lead.start = code.start;
            lead.code_word = Some(code);
        }
        lead
    }

    /// The body that fills all between a type word and the end of `head`, behind "của".
    fn issuer_before(&self, index: usize, head: &str) -> Option<Span> {
        let start = self.all.get(index)?.span.end;
        let is_short =
            head.len().checked_sub(start).is_some_and(|gap| gap <= MAX_GAP_BYTES);
        let behind = Cursor::new(self.text, start);
        let behind = read(Class::NumberTail, behind).unwrap_or(behind);
        let of = read(Class::Of, behind).filter(|_| is_short)?;
        let name = body::read_name(self.text, of.at())?;
        let is_whole = Span::new(name.end, head.len().max(name.end)).of(self.text);
        (name.end <= head.len() && is_whole.trim().is_empty()).then_some(name)
    }

    /// A type word and "số" as a scan misread it: "Công văn s 279-CV/BNCTU".
    fn misread_lead(&self, before: &str) -> Option<Lead> {
        let head = trim_blanks(before);
        let head = trim_blanks(head.strip_suffix([':', '.']).unwrap_or(head));
        let start = head.trim_end_matches(is_letter_or_digit).len();
        let type_end = trim_blanks(head.get(..start)?).len();
        if !misread::is_number_word(head.get(start..)?) {
            return None;
        }
        let last = self.all.partition_point(|word| word.span.end < type_end);
        let word = self.all.get(last).filter(|word| word.span.end == type_end)?;
        (!*self.used.get(last)?).then_some(Lead {
            start: word.span.start,
            type_word: Some(last),
            has_number_word: true,
            is_misread: true,
            ..Lead::default()
        })
    }

    /// The law whose listed name, or list of laws that it amends, ends at the end of `head`.
    /// The number behind is that of the amending law, unless it is known to be that of the
    /// law amended.
    fn law_before(
        &self,
        last: usize,
        head: &str,
        number: &SymbolStart<'_>,
    ) -> Option<(usize, Option<Span>)> {
        let index = last.checked_sub(1)?;
        let inner = self.all.get(index).filter(|word| word.span.end < head.len())?;
        let ends = |law: &LawName| law.ends_before(self.text, head.len());
        let law = inner.law.filter(ends);
        let is_led = number.has_number_word || number.is_of_assembly(inner);
        let gap = Span::new(inner.span.end, head.len()).trimmed(self.text);
        let is_unlisted = || {
            inner.law.is_none()
                && gap.len() <= MAX_GAP_BYTES
                && is_law_name(gap.of(self.text), inner.letters)
        };
        if !is_led {
            return None;
        }
        let is_own = law.is_some_and(|law| law.is_numbered(number.text));
        if let Some(outer) = inner.amended_by.filter(|_| !is_own)
            && (law.is_some() || is_unlisted())
        {
            let start = self.all.get(outer)?.span.end;
            let name = Span::new(start, head.len()).trimmed(self.text);
            return (!*self.used.get(outer)?).then_some((outer, Some(name)));
        }
        let is_free = !*self.used.get(index)?;
        law.filter(|_| is_free).map(|law| (index, Some(law.title)))
    }

    /// The listed law whose number stands in a bracket behind its name: "Bộ luật Lao động
    /// (Luật số 45/2019/QH14)".
    fn law_before_bracket(
        &self,
        last: usize,
        head: &str,
        number: &SymbolStart<'_>,
    ) -> Option<(usize, Option<Span>)> {
        let index = last.checked_sub(1)?;
        let inside = self.all.get(index).filter(|word| {
            word.span.end == head.len() && word.document_type.is_cited_by_name()
        });
        let bracket = head.get(..inside.map_or(head.len(), |word| word.span.start))?;
        let outside = trim_blanks(trim_blanks(bracket).strip_suffix('(')?);
        let index = if inside.is_some() { index.checked_sub(1)? } else { index };
        let law = self.all.get(index)?.law?;
        let is_its_own =
            law.ends_before(self.text, outside.len()) && law.is_numbered(number.text);
        (is_its_own && !*self.used.get(index)?).then_some((index, Some(law.title)))
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
        let word = self.all.get(index)?;
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
        if word.document_type.is_cited_by_name()
            && is_law_name(gap.of(self.text), word.letters)
        {
            return Some((index, Some(gap)));
        }
        let is_led = || is_modifier(gap.of(self.text), word.letters);
        (self.issuer_before(index, head).is_some() || is_led()).then_some((index, None))
    }

    /// "Thông báo kết luận số …": a capital type word right before a small one is the type.
    fn outer_type_word(&self, index: usize) -> usize {
        let outer = index.checked_sub(1).and_then(|outer| self.all.get(outer));
        let (Some(outer), Some(inner)) = (outer, self.all.get(index)) else {
            return index;
        };
        let between = Span::new(outer.span.end, inner.span.start).of(self.text);
        let is_outer =
            outer.letters == Letters::Capital && inner.letters == Letters::Small;
        if is_outer && between.trim().is_empty() { index - 1 } else { index }
    }
}

/// A text without the blanks at its end, of which one may be a line end.
pub(super) fn trim_blanks(text: &str) -> &str {
    let mut line_ends = 0;
    text.trim_end_matches(|letter: char| {
        line_ends += usize::from(letter == '\n');
        letter.is_whitespace() && line_ends < 2
    })
}

/// A text without the word of a class at its end, and the blanks before it.
pub(super) fn without_word(head: &str, class: Class) -> Option<&str> {
    let (rest, word) = split_last_word(head);
    (!word.is_empty() && holds(class, word)).then(|| trim_blanks(rest))
}

/// The text before "số" and its colon, if they stand before this place.
fn skip_number_word(text: &str, at: usize) -> (&str, bool) {
    let before = text.get(..at).unwrap_or_default();
    let head = trim_blanks(before);
    let head = trim_blanks(head.strip_suffix([':', '.']).unwrap_or(head));
    let (rest, word) = head.split_at(head.trim_end_matches(is_letter_or_digit).len());
    if holds(Class::Number, word) { (rest, true) } else { (before, false) }
}

/// A type code in front of a number, and whether "số" stands between them: `QĐ số 31`.
pub(super) fn code_before(text: &str, at: usize) -> Option<(Span, bool)> {
    let (head, has_number_word) = skip_number_word(text, at);
    let code = code_word_before(head.trim_end_matches(' '))?;
    let is_one_line = !Span::new(code.end, at).of(text).contains('\n');
    is_one_line.then_some((code, has_number_word))
}

/// The number word behind a type word and a word of its kind: "Kết luận thanh tra số".
pub(super) fn number_word_behind(text: &str, type_end: usize) -> Option<Cursor<'_>> {
    let behind = Cursor::new(text, type_end);
    let mut cursor = read(Class::NumberTail, behind).unwrap_or(behind);
    eat_number_word(&mut cursor).then_some(cursor)
}

/// A type code that stands for the type word: `NQ`, `CV`.
fn code_word_before(head: &str) -> Option<Span> {
    let (rest, code) = split_last_word(head);
    let touches = rest.ends_with(|c: char| is_letter_or_digit(c) || "-/".contains(c));
    let fits = code.len() >= 2
        && code.len() <= 8
        && read_code(code).is_some_and(|r| r.fit == CodeFit::Exact);
    (fits && !touches).then_some(Span::new(rest.len(), head.len()))
}

/// Whether small words between type word and "số" only modify the type: "tạm thời", "phối
/// hợp", "hành động".
fn is_modifier(gap: &str, letters: Letters) -> bool {
    let right_case =
        |word: &str| letters == Letters::Capitals || word.starts_with(char::is_lowercase);
    let is_word = |word: &str| {
        word.chars().all(is_letter) && right_case(word) && !holds(Class::Unsaid, word)
    };
    let n_words = gap.split_whitespace().count();
    n_words <= MAX_GAP_WORDS && !gap.contains('\n') && gap.split_whitespace().all(is_word)
}

/// Whether the words between "Luật" and "số" are its name.
fn is_law_name(gap: &str, letters: Letters) -> bool {
    let capital = gap.starts_with(char::is_uppercase);
    let amends = read(Class::Amend, Cursor::new(gap, 0)).is_some();
    // Older texts write the name small: "Luật các tổ chức tín dụng số …".
    let small =
        letters == Letters::Capital && read(Class::Bare, Cursor::new(gap, 0)).is_none();
    (capital || amends || small) && !gap.contains(['.', ';', ':', '\n', '(', '|', '/'])
}

/// Whether "Số …" opens a block: the document's own number in its letterhead.
pub(super) fn is_letterhead(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', '|'])
}
