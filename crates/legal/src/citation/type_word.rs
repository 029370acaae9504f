//! Type words (từ chỉ loại văn bản) of a text: every name of a document type, found in
//! one pass of an automaton over the bytes.

use std::sync::LazyLock;
use tracuu_text::words::word_before;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::body;
use super::law_name::{self, LawName};
use super::vocabulary::{Class, holds, phrases, written};
use crate::document::document_type::DocumentType;
use tracuu_text::capitals::capitalised;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter_or_digit, new_style, normal_words};

/// A name of a document type where it stands in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct TypeWord {
    /// Empty before a name of a list that has its type word once.
    pub(super) span: Span,
    pub(super) document_type: DocumentType,
    pub(super) letters: Letters,
    /// Whether it is "văn bản", which names no type; its type is then of no account.
    pub(super) is_generic: bool,
    /// The listed name of a law behind it.
    pub(super) law: Option<LawName>,
    /// Index of the type word of the law that amends this one: "Luật sửa đổi, bổ sung một
    /// số điều của Luật Đất đai".
    pub(super) amended_by: Option<usize>,
}

impl TypeWord {
    /// What a pattern means, wherever it stands.
    fn new(document_type: DocumentType, letters: Letters, is_generic: bool) -> Self {
        let (span, law, amended_by) = (Span::default(), None, None);
        Self { span, document_type, letters, is_generic, law, amended_by }
    }

    /// Where it stands; `None` where the words of a list before it say the type.
    pub(super) fn typed(&self) -> Option<Span> {
        (!self.span.is_empty()).then_some(self.span)
    }
}

/// Longest list of laws behind the words that amend them, in bytes.
const MAX_AMENDED_BYTES: usize = 900;

/// How a type word is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Letters {
    /// `nghị quyết`
    Small,
    /// `Nghị quyết`, `Nghị Quyết`
    Capital,
    /// `NGHỊ QUYẾT`
    Capitals,
}

/// All type words of a text, in order, the longest name at each place; none inside the
/// listed name of a law.
pub(super) fn find(text: &str) -> Vec<TypeWord> {
    let Some(names) = &*NAMES else { return Vec::new() };
    let mut found: Vec<TypeWord> = Vec::new();
    let mut read_to = 0;
    let mut amending: Option<Amending> = None;
    for hit in names.automaton.find_iter(text) {
        let span = Span::new(hit.start(), hit.end());
        let Some(Some(meaning)) = names.meanings.get(hit.pattern().as_usize()) else {
            continue;
        };
        let is_whole = || {
            if names.is_code(hit.pattern().as_usize()) {
                begins_word(text, span) && body::read_meeting(text, span.end).is_some()
            } else {
                is_whole_word(text, span)
            }
        };
        if span.start < read_to || !is_whole() {
            continue;
        }
        let mut word = TypeWord { span, ..*meaning };
        if word.document_type.is_cited_by_name() {
            word.law = LawName::read(text, span).filter(|law| is_law(text, &word, law));
            read_to = word.law.map_or(read_to, |law| law.end);
            word.amended_by = amending.as_mut().and_then(|one| one.go_on(text, &word));
            if word.amended_by.is_none() {
                let opens = law_name::amends(text, span.end);
                let opening =
                    Amending { word: found.len(), start: span.end, end: span.end };
                amending = opens.then_some(opening);
            }
        }
        found.push(word);
        if word.document_type.is_cited_by_name() {
            let listed = LawName::read_list(text, span, word.law);
            read_to = listed.last().map_or(read_to, |law| law.end);
            found.extend(listed.into_iter().map(|law| {
                let span = Span::new(law.title.start, law.title.start);
                TypeWord { span, law: Some(law), ..word }
            }));
        }
    }
    found
}

/// Whether a small type word with a listed name is a law: not a subject that is taught
/// ("ngành luật dân sự"), and not an everyday word ("luật giá").
fn is_law(text: &str, word: &TypeWord, law: &LawName) -> bool {
    if word.letters != Letters::Small {
        return true;
    }
    let last = word_before(text, word.span.start);
    let is_subject = holds(Class::Subject, last);
    let is_long = law.title.of(text).contains(' ');
    let has_year = || law_name::year_behind(text, law.end).is_some();
    !is_subject && (is_long || has_year())
}

/// A law that amends others, while their list is read.
struct Amending {
    word: usize,
    start: usize,
    end: usize,
}

impl Amending {
    /// Whether a type word is of the next law in the list; the index of the amending one.
    fn go_on(&mut self, text: &str, word: &TypeWord) -> Option<usize> {
        let between = text.get(self.end..word.span.start)?;
        let goes_on = word.span.start - self.start <= MAX_AMENDED_BYTES
            && !between.contains(['.', ';', ':', '\n', '(', '|', '/']);
        self.end = word.law.map_or(word.span.end, |law| law.end);
        goes_on.then_some(self.word)
    }
}

/// Whether no letter or digit touches the span.
fn is_whole_word(text: &str, span: Span) -> bool {
    let after = text.get(span.end..).and_then(|text| text.chars().next());
    begins_word(text, span) && !after.is_some_and(is_letter_or_digit)
}

/// Whether no letter or digit touches the span from the left.
fn begins_word(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|text| text.chars().next_back());
    !before.is_some_and(is_letter_or_digit)
}

/// The automaton, and for each of its patterns what it means.
struct Names {
    automaton: AhoCorasick,
    /// `None` for words that hold a type word and are none ("pháp luật").
    meanings: Vec<Option<TypeWord>>,
    /// The first pattern that is a code, which is a type word in front of a meeting only: "NQ
    /// TW 6 khóa XII", "NQTW 6".
    first_code: usize,
}

impl Names {
    fn is_code(&self, pattern: usize) -> bool {
        pattern >= self.first_code
    }
}

/// `None` only if the automaton were too large, which the test of this file excludes.
static NAMES: LazyLock<Option<Names>> = LazyLock::new(|| {
    let mut patterns: Vec<String> = Vec::new();
    let mut meanings = Vec::new();
    let names = DocumentType::all()
        .flat_map(|found| names_of(found).map(move |name| (found, name, false)));
    let letter = DocumentType::official_letter();
    let generic = letter.map(|letter| (letter, written(Class::AnyDocument), true));
    for (document_type, name, is_generic) in names.chain(generic) {
        for (spelling, letters) in spellings_of(name) {
            if !patterns.contains(&spelling) {
                patterns.push(spelling);
                meanings.push(Some(TypeWord::new(document_type, letters, is_generic)));
            }
        }
    }
    for (spelling, _) in phrases(Class::NoType).flat_map(spellings_of) {
        patterns.push(spelling);
        meanings.push(None);
    }
    let first_code = patterns.len();
    for document_type in DocumentType::all() {
        let code = document_type.row().party_codes.first();
        let only = |code: &&&str| DocumentType::by_party_code(code) == [document_type];
        if let Some(code) = code.filter(only) {
            patterns.push(String::from(*code));
            meanings.push(Some(TypeWord::new(document_type, Letters::Capital, false)));
        }
    }
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        .build(&patterns)
        .ok()?;
    Some(Names { automaton, meanings, first_code })
});

/// All names of a type.
fn names_of(document_type: DocumentType) -> impl Iterator<Item = &'static str> {
    let row = document_type.row();
    std::iter::once(row.name).chain(row.other_names.iter().copied())
}

/// Every spelling of a name: small, capital, title case and capitals; with either place of
/// the tone mark; with Ð (U+00D0) for Đ.
fn spellings_of(name: &str) -> Vec<(String, Letters)> {
    let mut spellings = Vec::new();
    let old_style = normal_words(name);
    let new_style: Vec<_> = old_style.split(' ').map(new_style).collect();
    for small in [old_style.clone(), new_style.join(" ")] {
        let first_capital = capitalised(&small);
        let title_case: Vec<_> = small.split(' ').map(capitalised).collect();
        spellings.push((small.to_uppercase(), Letters::Capitals));
        spellings.push((first_capital, Letters::Capital));
        spellings.push((title_case.join(" "), Letters::Capital));
        spellings.push((small, Letters::Small));
    }
    let with_eth: Vec<_> = spellings
        .iter()
        .filter(|(spelling, _)| spelling.contains('Đ'))
        .map(|(spelling, letters)| (spelling.replace('Đ', "\u{d0}"), *letters))
        .collect();
    spellings.extend(with_eth);
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_words(text: &str, expected: &[(&str, &str)]) {
        let found: Vec<_> = find(text)
            .iter()
            .map(|word| (word.span.of(text), word.document_type.id()))
            .collect();
        assert_eq!(found, expected, "help: names stand in data/document-types.tsv");
    }

    #[test]
    fn the_longest_whole_name_is_found_in_every_spelling() {
        check_words(
            "NGHỊ QUYẾT LIÊN TỊCH, Thông Tư, nghị định thư, Bản thoả thuận, \u{d0}ề án",
            &[
                ("NGHỊ QUYẾT LIÊN TỊCH", "nghi-quyet-lien-tich"),
                ("Thông Tư", "thong-tu"),
                ("nghị định thư", "nghi-dinh-thu"),
                ("Bản thoả thuận", "ban-thoa-thuan"),
                ("\u{d0}ề án", "de-an"),
            ],
        );
        check_words("Luậtx xLuật Bộ luật", &[("Bộ luật", "bo-luat")]);
    }
}
