//! The words around a citation: the rest of its sentence, and who issued it by them.

use super::context::{CheckContext, REACH_BYTES, clause_before};
use super::words::{self, Role};
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::citation::mention::Citation;
use tracuu_legal::citation::relation::RelationKind;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter, is_letter_or_digit};
use tracuu_text::words::{Word, words as text_words};

/// Most words between the verb that issues a document and the document.
const MAX_VERB_REACH: usize = 8;

/// Most words behind a document in which the body that passed it is named.
const MAX_PASSED_WORDS: usize = 16;

/// Most words that say of a document that another one amended it.
const MAX_AMENDING_WORDS: usize = 8;

impl<'a> CheckContext<'a> {
    /// Whether the draft ends, changes or reviews the document of a mention.
    pub(super) fn is_acted_on(&self, citation: usize) -> bool {
        let relation = self.draft.relations.get(citation).and_then(Option::as_ref);
        relation.is_some_and(|relation| {
            relation.kind.changes()
                || matches!(
                    relation.kind,
                    RelationKind::Consolidates | RelationKind::Reviews
                )
        })
    }

    /// The rest of the sentence behind a place, as far as is looked at.
    pub(super) fn sentence_behind(&self, at: usize) -> Span {
        let behind = self.reach_behind(at);
        Span::new(at, at + behind.find(['.', '\n']).unwrap_or(behind.len()))
    }

    /// Whether a clause ends at a place.
    pub(super) fn ends_clause(&self, at: usize) -> bool {
        let behind = self.text.get(at..).unwrap_or_default();
        let behind = behind.trim_start_matches([' ', '”', '"']);
        behind.is_empty() || behind.starts_with(['.', ';', '\n', ')'])
    }

    /// The words behind a place up to the end of the clause.
    pub(super) fn clause_behind(&self, at: usize) -> &'a str {
        self.reach_behind(at).split([';', '\n']).next().unwrap_or_default()
    }

    /// The text behind a place, as far as it is looked at.
    fn reach_behind(&self, at: usize) -> &'a str {
        let end = self.text.ceil_char_boundary((at + REACH_BYTES).min(self.text.len()));
        self.text.get(at..end).unwrap_or_default()
    }

    /// The body that stands with a word of the role right in front of a mention: "Bộ Nội vụ
    /// đã ban hành …".
    pub(super) fn body_before(&self, citation: &Citation, role: Role) -> Option<Span> {
        let start = citation.span.start;
        let clause = clause_before(self.text, start);
        if !ends_in_letters(clause) {
            return None;
        }
        let words = self.clause_words_before(start);
        let n_words = words::len_before(words, words.len(), role);
        let verb = words.get(words.len() - n_words).filter(|_| n_words > 0)?;
        let from = start - clause.len();
        self.body_ending_at(from, verb.span.start, "")
    }

    /// Whether the sentence names who issued a document around it, with more words between:
    /// "Tỉnh ủy đã ban hành, chỉ đạo triển khai …", "…, được Hội đồng nhân dân tỉnh thông
    /// qua".
    pub(super) fn issuing_body_near(&self, citation: &Citation) -> bool {
        let start = citation.span.start;
        let words = self.clause_words_before(start);
        let verb = (0..words.len()).rev().take(MAX_VERB_REACH).find_map(|at| {
            let n_words = words::len_at(words, at, Role::Issues);
            (n_words > 1).then(|| words.get(at)).flatten()
        });
        let from = start - clause_before(self.text, start).len();
        let body =
            verb.and_then(|verb| self.body_ending_at(from, verb.span.start, " đã"));
        body.is_some() || self.is_passed_behind(citation)
    }

    /// The body whose name ends at a place, blanks and `aside` aside; the stretch from `from`
    /// on is read.
    fn body_ending_at(&self, from: usize, end: usize, aside: &str) -> Option<Span> {
        let subject = self.text.get(from..end)?.trim_end();
        let subject = subject.strip_suffix(aside).unwrap_or(subject).trim_end();
        let body = Registry::built_in().mentions(subject).last()?.span;
        (body.end == subject.len()).then(|| Span::new(from + body.start, from + body.end))
    }

    /// Whether a body stands behind a document as the one that passed it.
    fn is_passed_behind(&self, citation: &Citation) -> bool {
        let behind = self.clause_behind(citation.span.end);
        let behind = behind.trim_start_matches([',', ' ', '(']);
        let words: Vec<_> = text_words(behind).take(MAX_PASSED_WORDS).collect();
        let is_passive =
            words.first().is_some_and(|word| matches!(&*word.normal, "được" | "do"));
        let end = words.last().map_or(0, |word| word.span.end);
        let near = behind.get(..end).unwrap_or_default();
        is_passive
            && Registry::built_in().mentions(near).first().is_some_and(|body| {
                let next = words.partition_point(|word| word.span.start < body.span.end);
                words::len_at(&words, next, Role::Passes) > 0
            })
    }

    /// Whether a day stands right behind a mention that states none: one that could not be
    /// read.
    pub(super) fn opens_date(&self, citation: &Citation) -> bool {
        let behind = self.clause_behind(citation.span.end);
        let words: Vec<_> = text_words(behind).take(2).collect();
        let starts = |word: &Word<'_>| word.span.start <= 2 && word.normal == "ngày";
        words.first().is_some_and(starts)
            && words.get(1).is_some_and(|word| {
                word.normal.starts_with(|sign: char| sign.is_ascii_digit())
            })
    }

    /// Whether a mention stands right behind "được sửa đổi, bổ sung bởi".
    pub(super) fn is_said_to_amend(&self, citation: &Citation) -> bool {
        let words = self.clause_words_before(citation.span.start);
        let from = words.len().saturating_sub(MAX_AMENDING_WORDS);
        (from..words.len()).any(|at| words::len_at(words, at, Role::AmendedSince) > 0)
    }
}

/// Whether the last word of a text is of letters alone: a verb, no symbol or number.
fn ends_in_letters(text: &str) -> bool {
    let text = text.trim_end_matches(|mark: char| !is_letter_or_digit(mark));
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    !last.is_empty() && last.chars().all(is_letter)
}
