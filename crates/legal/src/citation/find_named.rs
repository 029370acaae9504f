//! Takes the documents that are known by a name: laws, documents of plenums, and any other
//! title behind a type word.

use super::find::{Finder, Nesting};
use super::issue;
use super::issue_before;
use super::law_name::{self, LawName};
use super::meeting_list::{self, ListedMeeting};
use super::mention::{Citation, CitationKind};
use super::named::{self, Name, TitleKind};
use super::title_end::{self, TitleEnd};
use super::title_opening::{self, Opening};
use super::type_word::TypeWord;
use crate::document::date::DateText;
use crate::document::document_type::DocumentType;
use tracuu_text::span::Span;

impl Finder<'_> {
    /// Takes a document with a name; undone where the name turns out to be too weak.
    pub(super) fn take_named(
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
        } else if let Some(citation) = self.found.get_mut(index) {
            issue_before::read_before(self.text, citation);
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
    pub(super) fn take_law(
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

    /// Takes the laws that are amended, inside the name between type word and number.
    pub(super) fn take_name(&mut self, index: usize, name: Span, nesting: Nesting) {
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
}
