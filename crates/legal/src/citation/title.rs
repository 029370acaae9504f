//! The reading of a title, from its first word to its end, with the mentions inside.
//!
//! A title holds citations, and a citation holds a title: the grammar is recursive, so this
//! file and [`find`](super::find) know each other. It is the one circle of files here.

use super::find::{Event, Finder, Nesting, What};
use super::mention::CitationKind;
use super::named::{self, Naming, TitleKind};
use super::title_end::{self, TitleEnd};
use super::title_opening::Opening;
use super::vocabulary::{Class, eat, holds};
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::syllable::is_letter_or_digit;

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
    pub(super) inside: Nesting,
    pub(super) kind: TitleKind,
}

impl Title<'_, '_> {
    /// Reads to the end of the title and takes the mentions inside; gives the place of the
    /// end, and what ended it.
    pub(super) fn read(mut self) -> (usize, TitleEnd) {
        let mut at = self.opening.words;
        let mut segment = at;
        let mut sheltered = at;
        let mut last_nested: Option<Span> = None;
        loop {
            if let Some(limit) = self.opening.limit.filter(|limit| at >= *limit) {
                return (limit.max(at), TitleEnd::SetOff);
            }
            let event = self.finder.next_event(at).filter(|event| event.start == at);
            let nested = event.and_then(|event| self.nested(event, at));
            if let Some(end) = nested.filter(|end| *end > at) {
                last_nested = Some(Span::new(at, end));
                at = end;
                continue;
            }
            if at - self.opening.words > MAX_TITLE_BYTES {
                return (at, TitleEnd::Length);
            }
            let free = self.opening.limit.is_none() && at >= sheltered;
            let Some(next) = Cursor::new(self.finder.text, at).peek() else {
                return (at, TitleEnd::Text);
            };
            if next == '\n' {
                return (at, TitleEnd::Line);
            }
            let (len, end) = if is_letter_or_digit(next) {
                let mut behind = Cursor::new(self.finder.text, at);
                let word = behind.eat_while(is_letter_or_digit);
                (word.len(), free.then(|| self.end_at_word(at, word, last_nested)))
            } else {
                let segment = Span::new(segment, at);
                let end = || self.end_at_mark(next, at, segment, last_nested);
                (next.len_utf8(), free.then(end))
            };
            if let Some(rule) = end.flatten() {
                return (at, rule);
            }
            if free && !is_letter_or_digit(next) {
                sheltered = self.shelter(next, at).unwrap_or(sheltered);
                if next == ',' {
                    segment = at + 1;
                }
            }
            at += len;
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

    /// The rule by which the title ends before a word, if it does.
    fn end_at_word(
        &self,
        at: usize,
        word: &str,
        last_nested: Option<Span>,
    ) -> Option<TitleEnd> {
        let text = self.finder.text;
        if self.finder.is_independent_here(at) {
            return Some(TitleEnd::Mention);
        }
        let named = self.inside.parent.and_then(|index| self.finder.found.get(index));
        let is_name = named.is_some_and(|parent| parent.kind == CitationKind::Named);
        if title_end::word_ends(Cursor::new(text, at), is_name) {
            return Some(TitleEnd::Word);
        }
        let behind = at + word.len();
        if holds(Class::Joint, word) && self.joins_other(behind, at, last_nested) {
            return Some(TitleEnd::Mention);
        }
        if holds(Class::And, word) && last_nested.is_none() && self.joins_paper(behind) {
            return Some(TitleEnd::Mention);
        }
        let joins_clause = at > self.opening.words && holds(Class::And, word);
        if joins_clause && title_end::clause_begins(text, behind) {
            return Some(TitleEnd::Word);
        }
        let is_first = at == self.opening.words && !holds(Class::And, word);
        let ends_law = match self.kind {
            TitleKind::Clause => false,
            TitleKind::LawName => title_end::word_ends_law(text, at, word),
            TitleKind::BasisLawName => title_end::word_ends_basis_law(text, at, word),
            TitleKind::AmendingLaw => title_end::is_dated(text, at, word),
        };
        (ends_law && !is_first).then_some(TitleEnd::LawName)
    }

    /// The rule by which the title ends before a mark, if it does.
    fn end_at_mark(
        &self,
        mark: char,
        at: usize,
        segment: Span,
        last_nested: Option<Span>,
    ) -> Option<TitleEnd> {
        let text = self.finder.text;
        match mark {
            _ if title_end::mark_ends(mark) => Some(TitleEnd::Mark),
            '.' if title_end::stop_ends(text, at) => Some(TitleEnd::Sentence),
            '(' if title_end::bracket_ends(text, at) => Some(TitleEnd::Bracket),
            ',' if self.kind == TitleKind::LawName => {
                title_end::comma_ends_law(text, at).then_some(TitleEnd::LawName)
            }
            ',' if self.joins_other(at + 1, at, last_nested) => Some(TitleEnd::Mention),
            ',' if title_end::comma_ends(text, at, segment) => Some(TitleEnd::Comma),
            _ => None,
        }
    }

    /// Up to where marks do not count, for a bracket or quotation that opens here.
    fn shelter(&self, mark: char, at: usize) -> Option<usize> {
        let text = self.finder.text;
        match mark {
            '(' => title_end::close_of_bracket(text, at),
            _ => title_end::close_of_quote(text, at),
        }
    }

    /// Whether "và" joins the title to a document of a body that has no name of its own.
    fn joins_paper(&self, behind: usize) -> bool {
        let finder = &self.finder;
        let mut cursor = Cursor::new(finder.text, behind);
        cursor.skip_blanks();
        let next = finder.words.partition_point(|word| word.span.start < cursor.at());
        let word = finder.words.get(next).filter(|word| word.span.start == cursor.at());
        word.is_some_and(|word| title_end::is_of_body(finder.text, word.span.end))
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
        eat(Class::Plural, &mut cursor);
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::find;

    #[track_caller]
    fn check_end(text: &str, title: &str, rule: TitleEnd) {
        let found = find::in_text(text);
        let first = found.first().expect("help: no citation was found");
        assert_eq!(first.title.map(|span| span.of(text)), Some(title), "{text}");
        assert_eq!(first.title_end, Some(rule), "{text}");
    }

    #[test]
    fn a_title_says_which_rule_ended_it() {
        let head = "Nghị quyết số 57-NQ/TW ngày 22/12/2024";
        let title = "về phát triển khoa học";
        for (behind, rule) in [
            ("", TitleEnd::Text),
            ("\ncăn cứ", TitleEnd::Line),
            ("; căn cứ", TitleEnd::Mark),
            (". Căn cứ", TitleEnd::Sentence),
            (" (sau đây gọi là Nghị quyết)", TitleEnd::Bracket),
            (" và Kế hoạch số 94-KH/TU", TitleEnd::Mention),
            (" và hướng dẫn của Ban Tổ chức Tỉnh ủy", TitleEnd::Mention),
            (" được các xã thực hiện tốt", TitleEnd::Word),
            (", xã đề nghị tỉnh cấp vốn", TitleEnd::Comma),
            (" (Tỉnh ủy ký ngày 05/3/2025)", TitleEnd::Bracket),
        ] {
            check_end(&format!("{head} {title}{behind}"), title, rule);
        }
        let quoted = "“về khoa học; công nghệ”";
        check_end(&format!("{head} {quoted}. Căn cứ"), quoted, TitleEnd::SetOff);
        let law = "Luật Nhà ở ngày 27/11/2023";
        check_end(law, "Nhà ở", TitleEnd::LawName);
    }
}
