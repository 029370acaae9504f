//! Mentions by a number that stands for its symbol, without a slash: "Nghị quyết 57", "Hướng
//! dẫn 03-HD", "QĐ số 31/2024".

use super::issue;
use super::lead::{Lead, number_word_behind};
use super::mention::{Citation, CitationKind};
use super::named;
use super::number_list;
use super::number_only::{CodedNumber, NumberOnly, number_only};
use super::numbered::NumberedFinder;
use super::type_word::{Letters, TypeWord};
use super::vocabulary::{Class, eat};
use crate::document::deviation::Deviation;
use crate::document::leniency::Leniency;
use crate::document::symbol_reader;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;

impl NumberedFinder<'_> {
    /// Mentions without a slash, behind type words that no symbol uses.
    pub(super) fn bare_numbers(&mut self) {
        for index in 0..self.words.len() {
            let used = self.used.get(index).copied().unwrap_or(true);
            if let Some(word) = self.words.get(index).filter(|_| !used) {
                self.bare_number(index, *word);
            }
        }
    }

    /// Whether the text states the symbol of a document with this type and number, which
    /// the number alone then stands for: "Kế hoạch 78" beside "Kế hoạch số 78/KH-UBND".
    fn states_in_full(&self, word: &TypeWord, number: &NumberOnly) -> bool {
        let key = (word.document_type, number.number.clone());
        word.letters == Letters::Capital
            && number.year.is_none()
            && self.stated.contains(&key)
    }

    /// Whether more numbers follow, which are then no counts: "Quy định 80, 114 và 142".
    fn opens_list(&self, word: &TypeWord, number: &NumberOnly) -> bool {
        word.letters == Letters::Capital
            && !word.is_generic
            && !number.is_year(self.text)
            && !number_list::behind(self.text, number.span.end).is_empty()
    }

    /// Whether a capital type word in mid-sentence has the number, behind which nothing is
    /// counted: "theo Quy định 80 (Điều 17)".
    fn stands_alone(&self, word: &TypeWord, number: &NumberOnly) -> bool {
        let mut behind = Cursor::new(self.text, number.span.end);
        let is_joined = eat(Class::And, &mut behind)
            || behind.eat(|mark| ",;.():|\n".contains(mark)).is_some();
        behind.skip_blanks();
        let is_end = behind.peek().is_none();
        let counts = behind.peek().is_some_and(|next| next.is_ascii_digit());
        word.letters == Letters::Capital
            && !word.is_generic
            && word.document_type.row().traits.is_known_before_mark
            && !number.is_year(self.text)
            && (is_joined || is_end)
            && !counts
            && !named::starts_sentence(self.text, word.span.start)
    }

    /// `Hướng dẫn 03-HD`, `Nghị định số 12-CP`, `Nghị quyết 57`, `Nghị định 30/2020`.
    fn bare_number(&mut self, index: usize, word: TypeWord) {
        let numbered = number_word_behind(self.text, word.span.end);
        let has_number_word = numbered.is_some();
        let mut cursor = numbered.unwrap_or(Cursor::new(self.text, word.span.end));
        if cursor.skip_blanks().count == 0 && !has_number_word {
            return;
        }
        let at = cursor.at();
        // A number at the start of the next line counts rows or points.
        let is_apart =
            !has_number_word && Span::new(word.span.end, at).of(self.text).contains('\n');
        if !cursor.peek().is_some_and(|next| next.is_ascii_digit()) {
            return;
        }
        let read = symbol_reader::read(self.text, at, Leniency::Capitals);
        if let Some(read) = read {
            let (start, type_word) = (word.span.start, Some(index));
            let lead = Lead { start, type_word, has_number_word, ..Lead::default() };
            self.push(read, &lead);
        } else if let Some(number) = number_only(self.text, at).filter(|_| !is_apart)
            && (number.is_of(&word, has_number_word, self.text)
                || self.states_in_full(&word, &number)
                || self.opens_list(&word, &number)
                || self.stands_alone(&word, &number))
        {
            let mut citation =
                Citation::new(CitationKind::Numbered, word.span.cover(number.span));
            citation.type_span = Some(word.span);
            citation.document_type =
                Some(word.document_type).filter(|_| !word.is_generic);
            let behind = number_list::behind(self.text, number.span.end);
            self.push_number(citation, number, Some(index));
            self.push_behind(&behind);
        }
    }

    /// Takes a number that stands for its symbol.
    fn push_number(
        &mut self,
        mut citation: Citation,
        number: NumberOnly,
        word: Option<usize>,
    ) {
        citation.number = Some(number.number);
        citation.number_year = number.year;
        citation.symbol_span = Some(number.span);
        citation.deviations.push(Deviation::SymbolMissing);
        self.finish(citation, word);
    }

    /// Takes the other numbers of a list, which share what stands behind the last: "Nghị quyết
    /// 57, 59 và 66 của Bộ Chính trị".
    fn push_behind(&mut self, numbers: &[NumberOnly]) {
        let (Some(last), Some(first)) = (numbers.last(), self.found.last()) else {
            return;
        };
        let mut whole = Citation {
            span: Span::new(first.span.start, last.span.end),
            type_span: None,
            ..first.clone()
        };
        issue::read(self.text, &mut whole);
        let n_before = self.found.len() - 1;
        self.found.extend(numbers.iter().map(|number| Citation {
            span: number.span,
            symbol_span: Some(number.span),
            number: Some(number.number.clone()),
            number_year: number.year,
            ..whole.clone()
        }));
        if let Some(first) = self.found.get_mut(n_before) {
            (first.date, first.date_span) = (whole.date, whole.date_span);
            first.issuer = whole.issuer;
        }
        if let Some(last) = self.found.last_mut() {
            last.span.end = whole.span.end;
        }
    }

    /// Numbers behind a type code: `NQ 36`, `QĐ số 31/2024`.
    pub(super) fn coded_numbers(&mut self) {
        let n_found = self.found.len();
        for blank in memchr::memchr_iter(b' ', self.text.as_bytes()) {
            let Some(coded) = CodedNumber::read(self.text, blank + 1) else { continue };
            if !self.is_found(n_found, coded.number.span.start) {
                let span = coded.code.cover(coded.number.span);
                let mut citation = Citation::new(CitationKind::Numbered, span);
                citation.type_span = Some(coded.code);
                citation.document_type = coded.document_type;
                self.push_number(citation, coded.number, None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::citation::find;

    #[test]
    fn a_plain_type_word_in_mid_sentence_has_the_number_before_a_mark() {
        for (text, expected) in [
            (
                "Thực hiện Quy định 80 (Điều 17), theo Hướng dẫn 19 và Thông báo 215.",
                &["Quy định 80", "Hướng dẫn 19", "Thông báo 215"][..],
            ),
            (
                "Quy định 5, 6 mức chi; việc quy định 3, 4 mức; Quy định 7 nhóm; Dự án 3;",
                &[],
            ),
            ("nêu trong Báo cáo 2024; các Quy định 2 năm một lần", &[]),
        ] {
            let found = find::in_text(text);
            let found: Vec<&str> = found.iter().map(|one| one.span.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
