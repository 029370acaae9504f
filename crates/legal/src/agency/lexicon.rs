//! What the listed phrases mean, as a trie over symbols.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::body::Agency;
use super::entry::Entry;
use super::rows::{
    AREAS, AreaForm, AreaRow, FIELDS, FieldRow, Flag, HEADS, HeadRow, WORDS, WordRole,
};
use super::tokens::Tokens;
use super::vocabulary::{Symbol, Vocabulary, is_code};

/// Whether a name can start with a phrase.
fn start_of(entry: Entry) -> Start {
    let starts_name = match entry {
        Entry::Word(role) => {
            matches!(role, WordRole::Determiner | WordRole::Single | WordRole::Block)
        }
        Entry::Area(area, form) => form != AreaForm::Area || area.id == "trung-uong",
        Entry::Field(_) => false,
        Entry::Head(_) | Entry::Ministry(_) | Entry::Coded(..) | Entry::Known(_) => true,
    };
    if starts_name { Start::Names } else { Start::Words }
}

/// The day on which bodies of a phrase ended, where data list one.
fn end_of(entry: Entry) -> Option<Date> {
    match entry {
        Entry::Head(row) => row.until,
        Entry::Field(field) | Entry::Ministry(field) => field.until,
        Entry::Area(area, _) => area.until,
        Entry::Coded(row, area) => row.until.into_iter().chain(area.until).min(),
        // What became of a learnt body is not known before it is asked.
        Entry::Known(_) => Some(Date::MIN),
        Entry::Word(_) => None,
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
    /// By the number of a symbol: the first day on which bodies ended of whose phrases it is
    /// the first symbol.
    ends: Vec<Option<Date>>,
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
            ends: Vec::new(),
        };
        let words = WORDS.iter().filter(|(role, _)| *role != WordRole::Joint);
        for (role, phrase) in words {
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
        let Some(place) = first.map(Symbol::place) else { return };
        if self.starts.len() <= place {
            self.starts.resize(place + 1, Start::Nothing);
            self.ends.resize(place + 1, None);
        }
        if let Some(end) = self.ends.get_mut(place) {
            *end = end.iter().copied().chain(end_of(entry)).min();
        }
        if let Some(start) = self.starts.get_mut(place) {
            *start = (*start).max(start_of(entry));
        }
    }

    /// Whether a phrase starts with a token of which bodies ended before a day: `false` is
    /// sure.
    pub(super) fn may_start_ended(
        &self,
        tokens: &Tokens,
        at: usize,
        before: Date,
    ) -> bool {
        let end = |symbol: &Symbol| *self.ends.get(symbol.place())?;
        tokens.symbols(at).iter().filter_map(end).any(|end| end < before)
    }

    fn start(&self, tokens: &Tokens, at: usize) -> Start {
        let of = |symbol: &Symbol| self.starts.get(symbol.place()).copied();
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
    /// longest first. Cost: the longest listed phrase at the first call for a token.
    pub(super) fn phrases<'t>(
        &self,
        tokens: &'t Tokens,
        start: usize,
    ) -> &'t [(usize, Entry)] {
        tokens.phrases(start, || {
            if self.is_dead(tokens, start) {
                return Vec::new();
            }
            self.read_phrases(tokens, start)
        })
    }

    fn read_phrases(&self, tokens: &Tokens, start: usize) -> Vec<(usize, Entry)> {
        let mut found = Vec::new();
        let mut nodes = vec![0_u32];
        let mut next = Vec::new();
        let mut end = start;
        while !nodes.is_empty() {
            next.clear();
            for node in &nodes {
                for symbol in tokens.symbols(end) {
                    next.extend(self.edges.get(&(*node, *symbol)).copied());
                }
            }
            end += 1;
            for node in &next {
                let entries = self.entries.get(*node as usize);
                found.extend(entries.into_iter().flatten().map(|entry| (end, *entry)));
            }
            std::mem::swap(&mut nodes, &mut next);
        }
        found.sort_by_key(|(end, _)| std::cmp::Reverse(*end));
        found
    }
}
