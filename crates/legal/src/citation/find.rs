//! Finds the citations of a text.
//!
//! One pass: type words and slashes are found by byte search, each symbol is read outwards
//! from its slash, and the mentions are then walked from left to right, each taking its
//! title; a mention inside a title is nested in it. No backtracking: a byte of a title is
//! read once, by the innermost mention that it belongs to.

use super::alias::{self, BareAliases};
use super::amending_clause;
use super::antecedent;
use super::back;
use super::invisible::VisibleText;
use super::issue;
use super::list_body;
use super::mention::{Citation, CitationKind};
use super::named::{self, Naming, TitleKind};
use super::numbered;
use super::own::OwnFacts;
use super::pinpoint;
use super::status;
use super::surroundings;
use super::table_row;
use super::title::Title;
use super::title_opening::{self, Opening};
use super::type_word::{self, Letters, TypeWord};
use super::vocabulary::{Class, holds};
use crate::document::document_type::DocumentType;
use crate::document::header::Header;
use tracuu_text::cancellation::checkpoint;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::run::Run;
use tracuu_text::span::Span;
use tracuu_text::words::word_before;

/// The citations of a plain text, in order; nested ones behind the one they stand in.
/// Never fails. Linear in the length of the text.
pub fn in_text(text: &str) -> Vec<Citation> {
    search(text, &[], OwnFacts::default())
}

/// The citations of a document whose own head is known, with the mentions of itself.
pub fn in_document(manuscript: &Manuscript, header: &Header) -> Vec<Citation> {
    with_words(manuscript, header).0
}

/// The citations of a document, and the type words of its text, where they were looked for
/// in the very text.
pub(crate) fn with_words(
    manuscript: &Manuscript,
    header: &Header,
) -> (Vec<Citation>, Option<Vec<TypeWord>>) {
    let (text, runs) = (manuscript.text(), manuscript.runs());
    let own = OwnFacts::from(header);
    let (mut found, words) = match VisibleText::new(text) {
        None => {
            let (found, words) = Finder::new(text, runs, own).run();
            (found, Some(words))
        }
        Some(visible) => (in_visible(&visible, runs, own), None),
    };
    table_row::link(manuscript, &mut found);
    (found, words)
}

/// The citations of a text, which is searched without the signs in it that nobody sees.
pub(super) fn search(text: &str, runs: &[Run], own: OwnFacts) -> Vec<Citation> {
    match VisibleText::new(text) {
        None => Finder::new(text, runs, own).run().0,
        Some(visible) => in_visible(&visible, runs, own),
    }
}

/// The citations of a text that has signs which nobody sees, with their places in it.
fn in_visible(visible: &VisibleText, runs: &[Run], own: OwnFacts) -> Vec<Citation> {
    let place = |span| visible.visible(span);
    let runs: Vec<_> =
        runs.iter().map(|run| Run { span: place(run.span), ..*run }).collect();
    let own = OwnFacts {
        type_span: own.type_span.map(place),
        title_span: own.title_span.map(place),
        symbol_span: own.symbol_span.map(place),
        ..own
    };
    let (mut found, _) = Finder::new(visible.text(), &runs, own).run();
    for citation in &mut found {
        visible.restore(citation);
    }
    found
}

/// A place where a mention may start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    pub(super) start: usize,
    pub(super) what: What,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// Index of a numbered mention.
    Numbered(usize),
    /// Index of a type word without a number.
    Word(usize),
}

/// The mention that a new one is nested in, and how deep.
#[derive(Clone, Copy, Default)]
pub(super) struct Nesting {
    pub(super) parent: Option<usize>,
    pub(super) depth: usize,
}

pub(super) struct Finder<'t> {
    pub(super) text: &'t str,
    pub(super) runs: &'t [Run],
    pub(super) own: OwnFacts,
    pub(super) words: Vec<TypeWord>,
    pub(super) numbered: Vec<Citation>,
    events: Vec<Event>,
    pub(super) found: Vec<Citation>,
    aliases: BareAliases,
}

impl<'t> Finder<'t> {
    fn new(text: &'t str, runs: &'t [Run], own: OwnFacts) -> Self {
        let words = type_word::find(text);
        let numbered = numbered::find(text, &words);
        let events = events(&words, &numbered);
        let (found, aliases) = (Vec::new(), BareAliases::default());
        Self { text, runs, own, words, numbered, events, found, aliases }
    }

    /// The citations, and the type words among which they were looked for.
    fn run(mut self) -> (Vec<Citation>, Vec<TypeWord>) {
        let mut read_to = 0;
        for index in 0..self.events.len() {
            checkpoint();
            let Some(event) = self.events.get(index).copied() else { break };
            if event.start >= read_to
                && let Some(end) = self.take(event, Nesting::default())
            {
                read_to = end;
            }
        }
        pinpoint::link(self.text, &mut self.found);
        antecedent::link(self.text, &mut self.found);
        amending_clause::link_quoted(self.text, &self.own, &mut self.found);
        list_body::share(self.text, &mut self.found);
        status::set(self.text, &self.own, &mut self.found);
        (self.found, self.words)
    }

    /// Takes the mention that starts at an event, with its title and all inside; gives the
    /// place behind. `None` where there is none.
    pub(super) fn take(&mut self, event: Event, nesting: Nesting) -> Option<usize> {
        match event.what {
            What::Numbered(index) => {
                let mut citation = self.numbered.get(index)?.clone();
                if self.own.is_own_number(&citation) {
                    // In the letterhead it is no mention; in the sentence that announces a
                    // reprint the document is named by its number.
                    if citation.type_span.is_none() {
                        return Some(citation.span.end);
                    }
                    if self.own.is_reprint {
                        citation.kind = CitationKind::SelfReference;
                    }
                }
                Some(self.take_numbered(citation, nesting))
            }
            What::Word(index) => {
                let word = *self.words.get(index)?;
                self.take_word(word, nesting)
            }
        }
    }

    fn take_numbered(&mut self, mut citation: Citation, nesting: Nesting) -> usize {
        citation.nested_in = nesting.parent;
        let end = citation.span.end;
        let name = citation.title;
        let index = self.found.len();
        self.found.push(citation);
        let opening = title_opening::open(self.text, self.runs, end);
        let end = match (name, opening) {
            (Some(name), _) => {
                self.take_name(index, name, nesting);
                end
            }
            (None, Some(opening)) => {
                self.take_title(index, opening, nesting, TitleKind::Clause)
            }
            (None, None) => end,
        };
        if nesting.depth == 0 { self.take_alias(index, end) } else { end }
    }

    /// Reads a title and the mentions inside; gives the place behind it.
    pub(super) fn take_title(
        &mut self,
        index: usize,
        opening: Opening,
        nesting: Nesting,
        kind: TitleKind,
    ) -> usize {
        let inside = Nesting { parent: Some(index), depth: nesting.depth + 1 };
        let (end, rule) = Title { finder: self, opening, inside, kind }.read();
        let title = Span::new(opening.start, end).trimmed(self.text);
        let read_to = title.end;
        let title = self.without_issue(index, title);
        if title.end > opening.words
            && let Some(citation) = self.found.get_mut(index)
        {
            citation.title = Some(title);
            citation.title_end = Some(rule);
        }
        read_to.max(opening.words)
    }

    /// A title without the date and body at its end, which are those of the document.
    fn without_issue(&mut self, index: usize, title: Span) -> Span {
        let holds_other = self.found.len() > index + 1;
        match self.found.get_mut(index).filter(|_| !holds_other) {
            Some(citation) if citation.kind == CitationKind::Numbered => {
                issue::read_in_title(self.text, citation, title)
            }
            _ => title,
        }
    }

    /// Reads the short form that is defined behind the mention, and gives the end of the
    /// mention: a title with a semicolon inside goes on up to the bracket.
    pub(super) fn take_alias(&mut self, index: usize, end: usize) -> usize {
        let next = self.next_event(end).map_or(self.text.len(), |event| event.start);
        let Some((bracket, alias)) = alias::behind(self.text, end, next) else {
            return end;
        };
        let bracket = self.text.get(..bracket).map_or(end, |head| head.trim_end().len());
        for citation in self.found.iter_mut().skip(index) {
            if let Some(title) = citation.title.as_mut().filter(|title| title.end == end)
            {
                title.end = bracket;
            }
        }
        self.aliases.add(alias, &self.words, self.defined(index, alias, end));
        if let Some(citation) = self.found.get_mut(index) {
            citation.alias = Some(alias);
        }
        bracket
    }

    /// The mention that a short form behind a mention stands for: a numbered one at the end
    /// of its title, where it has the type of the short form, else itself.
    fn defined(&self, index: usize, alias: Span, end: usize) -> usize {
        let typed = self.words.partition_point(|word| word.span.start < alias.start);
        let wanted = self.words.get(typed).map(|word| word.document_type);
        let inside = self.found.get(index + 1..).unwrap_or_default();
        let last = inside.iter().rposition(|citation| {
            citation.kind == CitationKind::Numbered
                && citation.document_type == wanted
                && surroundings::end_of(citation) == end
        });
        last.map_or(index, |last| index + 1 + last)
    }

    /// Takes a type word without a number.
    fn take_word(&mut self, word: TypeWord, nesting: Nesting) -> Option<usize> {
        if let Some(end) = back::read(self.text, &word) {
            let index = self.push(CitationKind::BackReference, word, end, nesting);
            if word.is_generic {
                self.found.get_mut(index)?.document_type = None;
            }
            return Some(end);
        }
        let is_own = nesting.depth == 0
            && self.own.type_span.is_some_and(|own| own.overlaps(word.span));
        if let Some(law) = word.law.filter(|_| !is_own) {
            return self.take_law(word, law, nesting);
        }
        if word.letters == Letters::Small {
            return self.take_small(word, nesting);
        }
        if is_own {
            self.push(CitationKind::SelfReference, word, word.span.end, nesting);
            return Some(word.span.end);
        }
        let naming = named::read_naming(self.text, self.runs, &word);
        if let Some(meant) = self.aliases.meant(self.text, &word, naming.as_ref()) {
            let end = word.span.end;
            let index = self.push(CitationKind::BackReference, word, end, nesting);
            self.found.get_mut(index)?.antecedent = Some(meant);
            return Some(end);
        }
        match naming? {
            Naming::This(end) => {
                // "Nghị quyết này" in a plan takes up a resolution named before.
                let kind = if self.own.is_this(word.document_type) {
                    CitationKind::SelfReference
                } else {
                    CitationKind::BackReference
                };
                self.push(kind, word, end, nesting);
                Some(end)
            }
            Naming::Bare => {
                let before = word_before(self.text, word.span.start);
                let is_own = self.own.document_type == Some(word.document_type)
                    && !holds(Class::Plural, before);
                if !is_own || self.aliases.defines(&word) {
                    return None;
                }
                self.push(CitationKind::SelfReference, word, word.span.end, nesting);
                Some(word.span.end)
            }
            Naming::Titled(name) => self.take_named(word, name, nesting),
        }
    }

    /// Takes a small type word where a title or a numbered document proves it.
    fn take_small(&mut self, word: TypeWord, nesting: Nesting) -> Option<usize> {
        let next = self.next_event(word.span.end);
        let carried = next
            .filter(|next| matches!(next.what, What::Numbered(_)))
            .and_then(|next| named::carries_out(self.text, &word, next.start));
        let issued =
            nesting.parent.and_then(|_| named::issued_in_title(self.text, &word));
        let start = carried.or(issued)?;
        let index = self.push(CitationKind::Named, word, word.span.end, nesting);
        let opening = Opening { start, words: start, limit: None };
        let end = self.take_title(index, opening, nesting, TitleKind::Clause);
        self.found.get_mut(index)?.span.end = end;
        Some(end)
    }

    pub(super) fn push(
        &mut self,
        kind: CitationKind,
        word: TypeWord,
        end: usize,
        nesting: Nesting,
    ) -> usize {
        let mut citation = Citation::new(kind, Span::new(word.span.start, end));
        citation.document_type = Some(word.document_type);
        citation.type_span = word.typed();
        citation.nested_in = nesting.parent;
        self.found.push(citation);
        self.found.len() - 1
    }

    /// The type of the mention that starts here.
    pub(super) fn type_at(&self, start: usize) -> Option<DocumentType> {
        let at = |citation: &&Citation| citation.span.start == start;
        self.found
            .iter()
            .rev()
            .take(64)
            .find(at)
            .and_then(|citation| citation.document_type)
    }

    /// Whether a numbered mention without words in front starts at a place where nesting
    /// was refused.
    pub(super) fn is_independent_here(&self, at: usize) -> bool {
        self.next_event(at).is_some_and(|event| {
            event.start == at && matches!(event.what, What::Numbered(_))
        })
    }

    /// The first event at or behind a place.
    pub(super) fn next_event(&self, at: usize) -> Option<Event> {
        let index = self.events.partition_point(|event| event.start < at);
        self.events.get(index).copied()
    }
}

/// All places where mentions may start, in order. Type words that a number uses, or that
/// stand inside a numbered mention, are no places of their own.
fn events(words: &[TypeWord], numbered: &[Citation]) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::with_capacity(numbered.len() + words.len());
    let mut inside = 0;
    for (index, word) in words.iter().enumerate() {
        while numbered.get(inside).is_some_and(|n| n.span.end <= word.span.start) {
            inside += 1;
        }
        let held = numbered.get(inside).filter(|n| n.span.contains(word.span));
        let is_amended = |n: &Citation| {
            n.span.start < word.span.start
                && n.title.is_some_and(|title| title.contains(word.span))
        };
        if held.is_none_or(is_amended) {
            events.push(Event { start: word.span.start, what: What::Word(index) });
        }
    }
    for (index, numbered) in numbered.iter().enumerate() {
        let start = numbered.span.start;
        events.push(Event { start, what: What::Numbered(index) });
    }
    events.sort_by_key(|event| event.start);
    events
}
