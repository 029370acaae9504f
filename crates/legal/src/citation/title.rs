//! The reading of a title, from its first word to its end, with the mentions inside.
//!
//! A title holds citations, and a citation holds a title: the grammar is recursive, so this
//! file and [`find`](super::find) know each other. It is the one circle of files here.

use super::clause::{self, Opening};
use super::find::{Event, Finder, Place, What};
use super::mention::CitationKind;
use super::named::{self, Naming};
use super::vocabulary::{Class, holds, read};
use crate::document::date_reader::read_date;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal;

/// Longest title, in bytes; the longest of the gazette has some 900. A longer clause is no
/// title, and what it holds stands for itself.
const MAX_TITLE_BYTES: usize = 2_000;

/// Deepest nesting of titles; the deepest seen has three levels. A mention that stands
/// deeper counts as independent.
const MAX_NESTING: usize = 8;

/// The reading of one title.
pub(super) struct Title<'f, 't> {
    pub(super) finder: &'f mut Finder<'t>,
    pub(super) opening: Opening,
    pub(super) inside: Place,
    pub(super) is_law: bool,
}

/// What a step of the reading found.
enum Step {
    /// Go on from here.
    On(usize),
    /// The title ends here.
    End(usize),
}

impl Title<'_, '_> {
    /// Reads to the end of the title and takes the mentions inside.
    pub(super) fn read(mut self) -> usize {
        let mut at = self.opening.words;
        let mut segment = at;
        let mut sheltered = at;
        let mut last_nested: Option<Span> = None;
        loop {
            if self.opening.limit.is_some_and(|limit| at >= limit) {
                return self.opening.limit.unwrap_or(at).max(at);
            }
            let event = self.finder.next_event(at).filter(|event| event.start == at);
            let nested = event.and_then(|event| self.nested(event, at));
            if let Some(end) = nested.filter(|end| *end > at) {
                last_nested = Some(Span::new(at, end));
                at = end;
                continue;
            }
            if at - self.opening.words > MAX_TITLE_BYTES {
                return at;
            }
            let free = self.opening.limit.is_none() && at >= sheltered;
            let Some(next) = Cursor::new(self.finder.text, at).peek() else { return at };
            if next.is_alphanumeric() {
                match self.word(at, free, last_nested) {
                    Step::On(to) => at = to,
                    Step::End(end) => return end,
                }
                continue;
            }
            if next == '\n' {
                return at;
            }
            if free {
                if self.mark_ends(next, at, Span::new(segment, at), last_nested) {
                    return at;
                }
                sheltered = self.shelter(next, at).unwrap_or(sheltered);
                if next == ',' {
                    segment = at + 1;
                }
            }
            at += next.len_utf8();
        }
    }

    /// Takes a mention inside the title.
    fn nested(&mut self, event: Event, at: usize) -> Option<usize> {
        if self.inside.depth >= MAX_NESTING {
            return None;
        }
        let limit = self.opening.limit;
        let starts_capital_verb = self.opening.start == at;
        if starts_capital_verb && matches!(event.what, What::Word(_)) {
            return None;
        }
        let first = self.finder.found.len();
        let end = self.finder.take(event, self.inside)?;
        if let Some(limit) = limit.filter(|limit| end > *limit) {
            for citation in self.finder.found.iter_mut().skip(first) {
                citation.title =
                    citation.title.map(|t| Span::new(t.start, t.end.min(limit)));
            }
            return Some(limit);
        }
        Some(end)
    }

    /// Reads one word of the title.
    fn word(&mut self, at: usize, free: bool, last_nested: Option<Span>) -> Step {
        let text = self.finder.text;
        let mut behind = Cursor::new(text, at);
        let word = behind.eat_while(char::is_alphanumeric);
        let here = Cursor::new(text, at);
        if !free {
            return Step::On(behind.at());
        }
        if self.finder.is_independent_here(at) {
            return Step::End(at);
        }
        let is_name = self.inside.parent.and_then(|index| self.finder.found.get(index));
        let is_name = is_name.is_some_and(|parent| parent.kind == CitationKind::Named);
        if read(Class::Stop, here).is_some()
            || is_name && read(Class::NameStop, here).is_some()
        {
            return Step::End(at);
        }
        let is_and = holds(Class::Joint, word);
        if is_and && self.joins_other(behind.at(), at, last_nested) {
            return Step::End(at);
        }
        if self.is_law && self.ends_law(at, word, &behind) {
            return Step::End(at);
        }
        Step::On(behind.at())
    }

    /// Whether a mark ends the title.
    fn mark_ends(
        &self,
        mark: char,
        at: usize,
        segment: Span,
        last_nested: Option<Span>,
    ) -> bool {
        let text = self.finder.text;
        match mark {
            ';' | ':' | '!' | '?' | '…' | ')' | ']' | '|' | '\t' => true,
            '.' => clause::stop_ends(text, at),
            '(' => {
                clause::is_foreign_bracket(text, at)
                    || clause::close_of_bracket(text, at).is_none()
            }
            ',' if self.is_law => {
                read(Class::LawComma, Cursor::new(text, at + 1)).is_none()
            }
            ',' => {
                self.joins_other(at + 1, at, last_nested)
                    || clause::comma_ends(text, at, segment)
            }
            _ => false,
        }
    }

    /// Up to where marks do not count, for a bracket or quotation that opens here.
    fn shelter(&self, mark: char, at: usize) -> Option<usize> {
        let text = self.finder.text;
        match mark {
            '(' => clause::close_of_bracket(text, at),
            _ => clause::close_of_quote(text, at),
        }
    }

    /// Whether a comma or "và" joins the title to another document, not one document
    /// inside the title to the next.
    fn joins_other(
        &self,
        behind: usize,
        separator: usize,
        last_nested: Option<Span>,
    ) -> bool {
        let finder = &self.finder;
        let mut cursor = Cursor::new(finder.text, behind);
        cursor.eat_word(&["các", "những"]);
        cursor.skip_blanks();
        let Some(event) =
            finder.next_event(cursor.at()).filter(|e| e.start == cursor.at())
        else {
            return false;
        };
        let text = finder.text;
        let adjacent = last_nested.is_some_and(|nested| {
            Span::new(nested.end, separator).of(text).trim().is_empty()
        });
        match event.what {
            What::Numbered(index) => {
                let next = finder.numbered.get(index).and_then(|n| n.document_type);
                let last = last_nested.and_then(|nested| finder.type_at(nested.start));
                !(adjacent && next.is_some() && next == last)
            }
            What::Word(index) => {
                let word = finder.words.get(index).copied();
                let names = word
                    .and_then(|word| named::read_naming(text, finder.runs, &word))
                    .is_some_and(|naming| matches!(naming, Naming::Titled(_)));
                names && !adjacent
            }
        }
    }

    /// Whether the name of a law ends before this word.
    fn ends_law(&self, at: usize, word: &str, behind: &Cursor<'_>) -> bool {
        let text = self.finder.text;
        if normal(word) == "và" {
            let mut next = *behind;
            next.skip_blanks();
            let capital = next.peek().is_some_and(char::is_uppercase);
            return !capital && read(Class::LawComma, *behind).is_none();
        }
        let small = word.starts_with(char::is_lowercase);
        let dated = matches!(normal(word).as_str(), "ngày" | "năm" | "tháng" | "số")
            && (read_date(text, at).is_some() || normal(word) == "số");
        let here = Cursor::new(text, at);
        let goes_on = here.clone().eat_word(&["của"]);
        let stops =
            read(Class::BodyStop, here).is_some() || read(Class::Bare, here).is_some();
        let first = at == self.opening.words;
        !first && (dated || small && stops && !goes_on && !holds(Class::LawOn, word))
    }
}
