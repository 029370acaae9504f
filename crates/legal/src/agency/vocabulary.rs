//! The words and abbreviations of the listed phrases, as symbols.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::rows::{WordRole, written};
use super::token::{self, Token, TokenKind};
use tracuu_text::syllable::{folded, is_capital, lower, normal};

/// A word, an abbreviation or a mark that occurs in a listed phrase.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Symbol(u32);

impl Symbol {
    const COMMA: Self = Self(0);
    const DASH: Self = Self(2);
    /// Và; also written `&`.
    pub(super) const AND: Self = Self(4);

    /// Its number, small and dense.
    pub(super) const fn place(self) -> usize {
        self.0 as usize
    }

    /// Whether it is an abbreviation. Those have odd numbers.
    pub(super) const fn is_code(self) -> bool {
        self.0 % 2 == 1
    }
}

/// Codes of one or two small letters ("tu", "hu") are syllables too often; they are taken
/// only after another code. Those without a vowel ("vp") are no syllables.
const MIN_TYPED_CODE: usize = 3;

/// Every word and abbreviation of the listed phrases.
#[derive(Debug)]
pub(super) struct Vocabulary {
    words: FxHashMap<String, Symbol>,
    written: FxHashMap<String, Symbol>,
    codes: FxHashMap<String, Symbol>,
    folded_words: FxHashMap<String, Vec<Symbol>>,
    folded_codes: FxHashMap<String, Vec<Symbol>>,
    n_symbols: u32,
}

impl Vocabulary {
    /// The marks and "và".
    pub(super) fn new() -> Self {
        let mut vocabulary = Self {
            words: FxHashMap::default(),
            written: FxHashMap::default(),
            codes: FxHashMap::default(),
            folded_words: FxHashMap::default(),
            folded_codes: FxHashMap::default(),
            n_symbols: 2,
        };
        vocabulary.word(written(WordRole::Joint));
        vocabulary
    }

    /// Adds a word of a listed phrase.
    fn word(&mut self, raw: &str) -> Symbol {
        if is_code(raw) {
            let fresh = Symbol(self.n_symbols * 2 + 1);
            if let Some(known) = self.codes.get(raw) {
                return *known;
            }
            self.n_symbols += 1;
            self.codes.insert(raw.to_owned(), fresh);
            self.folded_codes.entry(folded(raw)).or_default().push(fresh);
            return fresh;
        }
        let form = normal(raw);
        if let Some(known) = self.words.get(&form) {
            return *known;
        }
        let fresh = Symbol(self.n_symbols * 2);
        self.n_symbols += 1;
        for written in spellings(&form) {
            self.written.insert(written, fresh);
        }
        self.folded_words.entry(folded(&form)).or_default().push(fresh);
        self.words.insert(form, fresh);
        fresh
    }

    /// The symbols of a phrase, adding what is new.
    pub(super) fn phrase(&mut self, phrase: &str) -> Vec<Symbol> {
        token::cut(phrase, 0)
            .filter_map(|token| match token.kind {
                TokenKind::Word if token.span.of(phrase) == "&" => Some(Symbol::AND),
                TokenKind::Word => Some(self.word(token.span.of(phrase))),
                TokenKind::Comma => Some(Symbol::COMMA),
                TokenKind::Dash => Some(Symbol::DASH),
                TokenKind::Break => None,
            })
            .collect()
    }

    /// What a token of a document can stand for.
    pub(super) fn symbols(&self, raw: &str, token: Token, out: &mut Vec<Symbol>) {
        match token.kind {
            TokenKind::Comma => out.push(Symbol::COMMA),
            TokenKind::Dash => out.push(Symbol::DASH),
            TokenKind::Break => {}
            TokenKind::Word if raw == "&" => out.push(Symbol::AND),
            TokenKind::Word => {
                let word = self.written.get(raw).copied().or_else(|| {
                    token
                        .is_oddly_written
                        .then(|| self.words.get(&normal(raw)).copied())
                        .flatten()
                });
                out.extend(word);
                if token.is_code {
                    out.extend(self.codes.get(raw));
                }
            }
        }
    }

    /// What a typed token can stand for. A word with marks stands for itself, one without
    /// for all that fold to it, and in any case for the abbreviations of its letters.
    pub(super) fn typed_symbols(
        &self,
        raw: &str,
        token: Token,
        after_code: bool,
        out: &mut Vec<Symbol>,
    ) {
        if token.kind != TokenKind::Word || raw == "&" {
            return self.symbols(raw, token, out);
        }
        let form = folded(raw);
        if form == lower(raw) {
            out.extend(self.folded_words.get(&form).into_iter().flatten());
        } else {
            out.extend(self.words.get(&normal(raw)));
        }
        let is_long = form.chars().count() >= MIN_TYPED_CODE;
        let is_no_syllable = !form.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        if is_long || is_no_syllable || after_code || token.is_code {
            match self.codes.get(&raw.to_uppercase()) {
                Some(exact) => out.push(*exact),
                None => out.extend(self.folded_codes.get(&form).into_iter().flatten()),
            }
        }
    }
}

/// Whether a word is an abbreviation: two capitals or more.
pub(super) fn is_code(raw: &str) -> bool {
    raw.chars().filter(|letter| is_capital(*letter)).nth(1).is_some()
}

/// The spellings of a word that documents use: both places of the tone mark, in small
/// letters, with a capital, in capitals.
fn spellings(form: &str) -> Vec<String> {
    let mut all = Vec::with_capacity(6);
    for word in [Some(form.to_owned()), new_style(form)].into_iter().flatten() {
        let mut letters = word.chars();
        let capital: String = letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .chain(letters)
            .collect();
        all.push(word.to_uppercase());
        all.push(capital);
        all.push(word);
    }
    all
}

/// The spelling with the tone mark on the last vowel (ủy → uỷ), where that is the same
/// word.
fn new_style(form: &str) -> Option<String> {
    let mut letters: Vec<char> = form.nfd().collect();
    let mark = letters
        .iter()
        .position(|letter| tracuu_text::syllable::TONE_MARKS.contains(letter))?;
    let tone = letters.remove(mark);
    letters.push(tone);
    let moved: String = letters.into_iter().nfc().collect();
    (moved != form && normal(&moved) == form).then_some(moved)
}
