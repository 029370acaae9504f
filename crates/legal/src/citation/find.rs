//! Finds the citations of a text.
//!
//! One pass: type words and slashes are found by byte search, each symbol is read outwards
//! from its slash, and the mentions are then walked from left to right, each taking its
//! title; a mention inside a title is nested in it. No backtracking: a byte of a title is
//! read once, by the innermost mention that it belongs to.

use super::alias;
use super::antecedent;
use super::back;
use super::invisible::VisibleText;
use super::issue;
use super::law_name::{self, LawName};
use super::meeting_list::{self, ListedMeeting};
use super::mention::{Citation, CitationKind};
use super::named::{self, Name, Naming, TitleKind};
use super::numbered;
use super::own::OwnFacts;
use super::pinpoint;
use super::status;
use super::surroundings;
use super::title::Title;
use super::title_end::{self, TitleEnd};
use super::title_opening::{self, Opening};
use super::type_word::{self, Letters, TypeWord};
use crate::document::date::DateText;
use crate::document::document_type::DocumentType;
use crate::document::header::Header;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::run::Run;
use tracuu_text::span::Span;

/// The citations of a plain text, in order; nested ones behind the one they stand in.
/// Never fails. Linear in the length of the text.
pub fn in_text(text: &str) -> Vec<Citation> {
    search(text, &[], OwnFacts::default())
}

/// The citations of a manuscript, whose italics tell where titles end.
pub fn in_manuscript(manuscript: &Manuscript) -> Vec<Citation> {
    search(manuscript.text(), manuscript.runs(), OwnFacts::default())
}

/// The citations of a document whose own head is known, with the mentions of itself.
pub fn in_document(manuscript: &Manuscript, header: &Header) -> Vec<Citation> {
    search(manuscript.text(), manuscript.runs(), OwnFacts::from(header))
}

/// The citations of a text, which is searched without the signs in it that nobody sees.
fn search(text: &str, runs: &[Run], own: OwnFacts) -> Vec<Citation> {
    let Some(visible) = VisibleText::new(text) else {
        return Finder::new(text, runs, own).run();
    };
    let place = |span| visible.visible(span);
    let runs: Vec<_> =
        runs.iter().map(|run| Run { span: place(run.span), ..*run }).collect();
    let own = OwnFacts {
        type_span: own.type_span.map(place),
        symbol_span: own.symbol_span.map(place),
        ..own
    };
    let mut found = Finder::new(visible.text(), &runs, own).run();
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
    own: OwnFacts,
    pub(super) words: Vec<TypeWord>,
    pub(super) numbered: Vec<Citation>,
    events: Vec<Event>,
    pub(super) found: Vec<Citation>,
}

impl<'t> Finder<'t> {
    fn new(text: &'t str, runs: &'t [Run], own: OwnFacts) -> Self {
        let words = type_word::find(text);
        let numbered = numbered::find(text, &words);
        let events = events(&words, &numbered);
        Self { text, runs, own, words, numbered, events, found: Vec::new() }
    }

    fn run(mut self) -> Vec<Citation> {
        let mut read_to = 0;
        for index in 0..self.events.len() {
            let Some(event) = self.events.get(index).copied() else { break };
            if event.start >= read_to
                && let Some(end) = self.take(event, Nesting::default())
            {
                read_to = end;
            }
        }
        self.pinpoints();
        antecedent::link(self.text, &mut self.found);
        status::set(self.text, &self.own, &mut self.found);
        self.found
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

    /// Takes the laws that are amended, inside the name between type word and number.
    fn take_name(&mut self, index: usize, name: Span, nesting: Nesting) {
        if !law_name::amends(self.text, name.start) {
            return;
        }
        let (start, limit) = (name.start, Some(name.end));
        let opening = Opening { start, words: start, limit };
        self.take_title(index, opening, nesting, TitleKind::AmendingLaw);
        if let Some(citation) = self.found.get_mut(index) {
            (citation.title, citation.title_end) = (Some(name), None);
        }
    }

    /// Reads a title and the mentions inside; gives the place behind it.
    fn take_title(
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
    fn take_alias(&mut self, index: usize, end: usize) -> usize {
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
        if let Some(citation) = self.found.get_mut(index) {
            citation.alias = Some(alias);
        }
        bracket
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
        match named::read_naming(self.text, self.runs, &word)? {
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
                if self.own.document_type != Some(word.document_type) {
                    return None;
                }
                self.push(CitationKind::SelfReference, word, word.span.end, nesting);
                Some(word.span.end)
            }
            Naming::Titled(name) => self.take_named(word, name, nesting),
        }
    }

    /// Takes a document with a name; undone where the name turns out to be too weak.
    fn take_named(
        &mut self,
        word: TypeWord,
        name: Name,
        nesting: Nesting,
    ) -> Option<usize> {
        let meetings = match name.issuer {
            Some(issuer) if name.date.is_none() => meeting_list::read(self.text, issuer),
            _ => Vec::new(),
        };
        if !meetings.is_empty() {
            return Some(self.take_meetings(word, meetings, nesting));
        }
        let index = self.push(CitationKind::Named, word, word.span.end, nesting);
        let mut end = word.span.end;
        if let Some(citation) = self.found.get_mut(index) {
            citation.issuer = name.issuer;
            citation.date = name.date.map(|(date, _)| date);
            citation.date_span = name.date.map(|(_, span)| span);
            let parts = [name.issuer, citation.date_span].into_iter().flatten();
            end = parts.map(|part| part.end).fold(end, usize::max);
        }
        if let Some(opening) = name.title {
            end = self.take_title(index, opening, nesting, name.kind).max(end);
            let words = Span::new(opening.words, end).of(self.text);
            let is_law = name.kind.is_law();
            let too_short = words.split_whitespace().count() < 2 && !is_law;
            let unproven = name.needs_period && !title_end::has_period(words);
            if too_short && name.issuer.is_none() || unproven {
                self.found.truncate(index);
                return None;
            }
        }
        if name.kind.is_law() && name.title.is_some_and(|title| title.limit.is_some()) {
            // The quotation marks around the name belong to the mention.
            end += self.text.get(end..)?.chars().next().map_or(0, char::len_utf8);
        }
        self.found.get_mut(index)?.span.end = end;
        if name.kind.is_law() {
            self.take_issue(index, nesting, |date| date.day().is_none());
        }
        self.end_named(index, nesting)
    }

    /// Takes the documents of several plenums, with the title that they share.
    fn take_meetings(
        &mut self,
        word: TypeWord,
        meetings: Vec<ListedMeeting>,
        nesting: Nesting,
    ) -> usize {
        let first = self.found.len();
        let mut end = word.span.end;
        for meeting in meetings {
            end = meeting.span.end;
            let index = self.push(CitationKind::Named, word, end, nesting);
            if let Some(citation) = self.found.get_mut(index) {
                citation.issuer = Some(meeting.span);
                citation.meeting = Some(meeting.name);
                if index > first {
                    (citation.span, citation.type_span) = (meeting.span, None);
                }
            }
        }
        let last = self.found.len() - 1;
        let Some(opening) = title_opening::open(self.text, self.runs, end) else {
            return end;
        };
        let end = self.take_title(last, opening, nesting, TitleKind::Clause);
        let title = self.found.get(last).and_then(|citation| citation.title);
        for citation in self.found.iter_mut().take(last).skip(first) {
            citation.title = title;
        }
        end
    }

    /// Takes a law with a listed name.
    fn take_law(
        &mut self,
        word: TypeWord,
        law: LawName,
        nesting: Nesting,
    ) -> Option<usize> {
        if named::is_held(self.text, word.span.start) {
            return None;
        }
        let index = self.push(CitationKind::Named, word, law.end, nesting);
        let citation = self.found.get_mut(index)?;
        (citation.title, citation.title_end) = (Some(law.title), Some(TitleEnd::LawName));
        self.take_issue(index, nesting, |date| law.was_passed(date));
        self.end_named(index, nesting)
    }

    /// Takes date and issuer behind the name of a law. In the title of the law that amends
    /// it they belong to that one, unless the date is known to be its own (`is_own`).
    fn take_issue(
        &mut self,
        index: usize,
        nesting: Nesting,
        is_own: impl Fn(DateText) -> bool,
    ) {
        let text = self.text;
        let opens_amending = |parent: &Citation| {
            let title = parent.type_span.map_or(parent.span.start, |word| word.end);
            parent.document_type.is_some_and(DocumentType::is_cited_by_name)
                && law_name::amends(text, title)
        };
        let parent = nesting.parent.and_then(|parent| self.found.get(parent));
        let is_amended = parent.is_some_and(opens_amending);
        let Some(citation) = self.found.get_mut(index) else { return };
        let mut issued = citation.clone();
        if let Some((date, span)) = law_name::year_behind(text, issued.span.end) {
            issued.span.end = span.end;
            (issued.date, issued.date_span) = (Some(date), Some(span));
        }
        issue::read(text, &mut issued);
        if !is_amended || issued.date.is_some_and(is_own) {
            *citation = issued;
        }
    }

    /// Ends a document with a name: the document itself, or one with a short form.
    fn end_named(&mut self, index: usize, nesting: Nesting) -> Option<usize> {
        let citation = self.found.get_mut(index)?;
        let title = citation.title.unwrap_or_default().of(self.text);
        let kind = citation.document_type;
        if kind.is_some_and(|kind| self.own.is_own_title(kind, title)) {
            citation.kind = CitationKind::SelfReference;
        }
        let end = citation.span.end;
        Some(if nesting.depth == 0 { self.take_alias(index, end) } else { end })
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

    fn push(
        &mut self,
        kind: CitationKind,
        word: TypeWord,
        end: usize,
        nesting: Nesting,
    ) -> usize {
        let mut citation = Citation::new(kind, Span::new(word.span.start, end));
        citation.document_type = Some(word.document_type);
        citation.type_span = Some(word.span);
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

    /// Adds to each mention the provisions named right before it, else right behind it.
    fn pinpoints(&mut self) {
        let mut floor = 0;
        for citation in &mut self.found {
            if let Some((places, span)) = pinpoint::before(
                self.text,
                citation.span.start,
                floor.min(citation.span.start),
            ) {
                citation.pinpoint = places;
                citation.pinpoint_span = Some(span);
            }
            floor =
                citation.span.start.max(citation.type_span.map_or(0, |word| word.end));
        }
        self.pinpoints_behind();
    }

    fn pinpoints_behind(&mut self) {
        let mut limit = self.text.len();
        for citation in self.found.iter_mut().rev() {
            let start = citation.pinpoint_span.unwrap_or(citation.span).start;
            let start = start.min(citation.span.start);
            let end = surroundings::end_of(citation);
            if citation.pinpoint.is_empty()
                && citation.nested_in.is_none()
                && let Some((places, span)) =
                    pinpoint::behind(self.text, end, limit.max(end))
            {
                citation.pinpoint = places;
                citation.pinpoint_span = Some(span);
            }
            if citation.nested_in.is_none() {
                limit = start;
            }
        }
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
        let is_amended = |n: &Citation| n.title.is_some_and(|t| t.contains(word.span));
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
