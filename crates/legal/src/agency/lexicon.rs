//! The words of agency names as symbols, and the trie of their phrases.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::body::Agency;
use super::rows::{
    AREAS, AreaForm, AreaRow, FIELDS, FieldRow, Flag, HEADS, HeadRow, WORDS, WordRole,
};
use super::tokens::{Kind, Mode, Tokens};
use tracuu_text::syllable::{folded, lower, normal};

/// A word, an abbreviation or a mark that occurs in a listed phrase.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Symbol(u32);

impl Symbol {
    const COMMA: Self = Self(0);
    const DASH: Self = Self(2);
    /// Và; also written `&`.
    pub(super) const AND: Self = Self(4);

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
    fn new() -> Self {
        let mut vocabulary = Self {
            words: FxHashMap::default(),
            written: FxHashMap::default(),
            codes: FxHashMap::default(),
            folded_words: FxHashMap::default(),
            folded_codes: FxHashMap::default(),
            n_symbols: 2,
        };
        vocabulary.word("và");
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
    fn phrase(&mut self, phrase: &str) -> Vec<Symbol> {
        let blank = Self::new();
        let tokens = Tokens::cut(phrase, 0, usize::MAX, (&blank, Mode::Document));
        (0..tokens.len())
            .filter_map(|index| tokens.get(index))
            .filter_map(|token| match token.kind {
                Kind::Word if token.span.of(phrase) == "&" => Some(Symbol::AND),
                Kind::Word => Some(self.word(token.span.of(phrase))),
                Kind::Comma => Some(Symbol::COMMA),
                Kind::Dash => Some(Symbol::DASH),
                Kind::Break => None,
            })
            .collect()
    }

    /// What a token of a document can stand for.
    pub(super) fn symbols(&self, raw: &str, kind: Kind, out: &mut Vec<Symbol>) {
        match kind {
            Kind::Comma => out.push(Symbol::COMMA),
            Kind::Dash => out.push(Symbol::DASH),
            Kind::Break => {}
            Kind::Word if raw == "&" => out.push(Symbol::AND),
            Kind::Word => {
                let word = self.written.get(raw).copied().or_else(|| {
                    is_oddly_written(raw)
                        .then(|| self.words.get(&normal(raw)).copied())
                        .flatten()
                });
                out.extend(word);
                if is_code(raw) {
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
        kind: Kind,
        after_code: bool,
        out: &mut Vec<Symbol>,
    ) {
        if kind != Kind::Word || raw == "&" {
            return self.symbols(raw, kind, out);
        }
        let form = folded(raw);
        if form == lower(raw) {
            out.extend(self.folded_words.get(&form).into_iter().flatten());
        } else {
            out.extend(self.words.get(&normal(raw)));
        }
        let is_long = form.chars().count() >= MIN_TYPED_CODE;
        let is_no_syllable = !form.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        if is_long || is_no_syllable || after_code || is_code(raw) {
            match self.codes.get(&raw.to_uppercase()) {
                Some(exact) => out.push(*exact),
                None => out.extend(self.folded_codes.get(&form).into_iter().flatten()),
            }
        }
    }
}

/// Whether a word is an abbreviation: two capitals or more.
fn is_code(raw: &str) -> bool {
    let may_be_upper =
        |letter: &char| !letter.is_ascii_lowercase() && letter.is_uppercase();
    raw.chars().filter(may_be_upper).nth(1).is_some()
}

/// Whether a word may be a known one in an unforeseen spelling: capitals inside, or marks
/// that are not composed.
fn is_oddly_written(raw: &str) -> bool {
    raw.chars().skip(1).any(|letter| {
        letter.is_uppercase() || unicode_normalization::char::is_combining_mark(letter)
    }) || raw.contains('Ð')
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

/// What a listed phrase means.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry {
    /// A head.
    Head(&'static HeadRow),
    /// An area, its committee or its youth union.
    Area(&'static AreaRow, AreaForm),
    /// A field, after a head that takes it.
    Field(&'static FieldRow),
    /// A ministry by its code.
    Ministry(&'static FieldRow),
    /// An organ of a committee in one code: BTCTU.
    Coded(&'static HeadRow, &'static AreaRow),
    /// A word of the grammar.
    Word(WordRole),
    /// An agency learnt from the collection, by index.
    Known(usize),
}

impl Entry {
    /// Whether a name can start with the phrase.
    fn start(self) -> Start {
        let starts_name = match self {
            Self::Word(role) => {
                matches!(role, WordRole::Determiner | WordRole::Single | WordRole::Block)
            }
            Self::Area(area, form) => form != AreaForm::Area || area.id == "trung-uong",
            Self::Field(_) => false,
            Self::Head(_) | Self::Ministry(_) | Self::Coded(..) | Self::Known(_) => true,
        };
        if starts_name { Start::Names } else { Start::Words }
    }
}

/// The listed phrases as a trie over symbols.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// The words.
    pub(super) vocabulary: Vocabulary,
    edges: FxHashMap<(u32, Symbol), u32>,
    entries: Vec<Vec<Entry>>,
    /// By the number of a symbol: what can start with it.
    starts: Vec<Start>,
}

/// What can start with a symbol.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Start {
    /// No phrase.
    Nothing,
    /// Phrases of which none starts a name.
    Words,
    /// Names, or words that are longer than a name.
    Names,
}

impl Lexicon {
    /// The lexicon of the listed rows.
    pub(super) fn listed() -> Self {
        let mut lexicon = Self {
            vocabulary: Vocabulary::new(),
            edges: FxHashMap::default(),
            entries: vec![Vec::new()],
            starts: Vec::new(),
        };
        for (role, phrase) in WORDS.iter() {
            lexicon.add(phrase, Entry::Word(*role));
        }
        for row in HEADS.iter() {
            lexicon.add_head(row);
        }
        for row in AREAS.iter() {
            lexicon.add_area(row);
        }
        for row in FIELDS.iter() {
            lexicon.add_field(row);
        }
        lexicon
    }

    /// Adds an agency that was learnt.
    pub(super) fn learn(&mut self, agency: &Agency, index: usize) {
        self.add(agency.name(), Entry::Known(index));
    }

    fn add(&mut self, phrase: &str, entry: Entry) {
        let symbols = self.vocabulary.phrase(phrase);
        if symbols.is_empty() {
            return;
        }
        self.note_start(symbols.first().copied(), entry);
        let mut node = 0;
        for symbol in symbols {
            let fresh = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
            node = *self.edges.entry((node, symbol)).or_insert(fresh);
            if node == fresh {
                self.entries.push(Vec::new());
            }
        }
        if let Some(entries) = self.entries.get_mut(node as usize) {
            entries.push(entry);
        }
    }

    fn note_start(&mut self, first: Option<Symbol>, entry: Entry) {
        let Some(place) = first.map(|symbol| symbol.0 as usize) else { return };
        if self.starts.len() <= place {
            self.starts.resize(place + 1, Start::Nothing);
        }
        if let Some(start) = self.starts.get_mut(place) {
            *start = (*start).max(entry.start());
        }
    }

    fn start(&self, tokens: &Tokens, at: usize) -> Start {
        let of = |symbol: &Symbol| self.starts.get(symbol.0 as usize).copied();
        tokens.symbols(at).iter().filter_map(of).max().unwrap_or(Start::Nothing)
    }

    fn add_head(&mut self, row: &'static HeadRow) {
        for name in std::iter::once(&row.name).chain(&row.variants) {
            self.add(name, Entry::Head(row));
        }
        if !row.is(Flag::Party) {
            return;
        }
        for code in
            row.variants.iter().filter(|name| is_code(name) && !name.contains(' '))
        {
            for area in AREAS.iter() {
                for tail in &area.codes {
                    self.add(&format!("{code}{tail}"), Entry::Coded(row, area));
                }
            }
        }
    }

    fn add_area(&mut self, row: &'static AreaRow) {
        for word in &row.words {
            self.add(word, Entry::Area(row, AreaForm::Area));
        }
        for word in row.committee.iter().chain(&row.codes) {
            self.add(word, Entry::Area(row, AreaForm::Committee));
        }
        for word in &row.youth {
            self.add(word, Entry::Area(row, AreaForm::Youth));
        }
    }

    fn add_field(&mut self, row: &'static FieldRow) {
        for name in std::iter::once(&row.name).chain(&row.variants) {
            self.add(name, Entry::Field(row));
        }
        for code in &row.codes {
            self.add(code, Entry::Ministry(row));
        }
    }

    /// Whether no phrase starts with the token at `start`.
    pub(super) fn is_dead(&self, tokens: &Tokens, start: usize) -> bool {
        self.start(tokens, start) == Start::Nothing
    }

    /// Whether no name starts with the token at `start`, nor a word that is longer than
    /// one.
    pub(super) fn starts_no_name(&self, tokens: &Tokens, start: usize) -> bool {
        self.start(tokens, start) < Start::Names
    }

    /// Every listed phrase that starts at a token, with the token after its end; the
    /// longest first. Cost: the longest listed phrase.
    pub(super) fn phrases(&self, tokens: &Tokens, start: usize) -> Vec<(usize, Entry)> {
        let mut found = Vec::new();
        if self.is_dead(tokens, start) {
            return found;
        }
        let mut nodes = vec![0_u32];
        let mut end = start;
        while !nodes.is_empty() {
            let mut next = Vec::new();
            for node in nodes {
                for symbol in tokens.symbols(end) {
                    next.extend(self.edges.get(&(node, *symbol)).copied());
                }
            }
            end += 1;
            for node in &next {
                let entries = self.entries.get(*node as usize);
                found.extend(entries.into_iter().flatten().map(|entry| (end, *entry)));
            }
            nodes = next;
        }
        found.sort_by_key(|(end, _)| std::cmp::Reverse(*end));
        found
    }
}
