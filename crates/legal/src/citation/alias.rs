//! Short forms that a text defines: "(sau đây viết tắt là Kết luận số 22-KL/TW)". One that
//! is a bare type word ("sau đây gọi là Nghị định") makes a mention of each later one.

use rustc_hash::FxHashMap;
use tracuu_text::words::word_before;

use super::named::{self, Name, Naming};
use super::title_end;
use super::type_word::{Letters, TypeWord};
use super::vocabulary::{Class, holds, read};
use crate::document::document_type::DocumentType;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;

/// How far behind the mention the bracket may open, in bytes: the end of a long title that
/// holds a semicolon stands between.
const MAX_REACH_BYTES: usize = 600;

/// The definition behind a mention that ends at `end`, before the next mention at `next`:
/// where its bracket or comma stands, and the short form. A definition belongs to the
/// mention right before it, so only the rest of a title may stand between.
pub(super) fn behind(text: &str, end: usize, next: usize) -> Option<(usize, Span)> {
    let (mark, start) = opening(text, end, next)?;
    let mut cursor = Cursor::new(text, start);
    cursor = read(Class::Alias, cursor)?;
    cursor.eat(|mark| mark == ':');
    cursor.skip_blanks();
    let start = cursor.at();
    let end = if text.get(mark..)?.starts_with('(') {
        title_end::close_of_bracket(text, mark)? - 1
    } else {
        start + cursor.rest().find([',', ';', '.', '\n', ')'])?
    };
    let alias = without_quotes(text, Span::new(start, end));
    (!alias.is_empty()).then_some((mark, alias))
}

/// The type words that stand for one document of a text, since it says so.
#[derive(Default)]
pub(super) struct BareAliases(FxHashMap<DocumentType, BareAlias>);

/// One of them.
#[derive(Clone, Copy)]
struct BareAlias {
    /// Where it is defined.
    definition: Span,
    /// Index of the mention that it stands for.
    mention: usize,
}

impl BareAliases {
    /// Notes a short form that is no more than a type word.
    pub(super) fn add(&mut self, definition: Span, words: &[TypeWord], mention: usize) {
        let at = words.partition_point(|word| word.span.start < definition.start);
        if let Some(word) = words.get(at).filter(|word| word.span == definition) {
            self.0.insert(word.document_type, BareAlias { definition, mention });
        }
    }

    /// The mention that a type word stands for; `naming` is what the word is by itself.
    pub(super) fn meant(
        &self,
        text: &str,
        word: &TypeWord,
        naming: Option<&Naming>,
    ) -> Option<usize> {
        let alias = self.0.get(&word.document_type)?;
        let names_other = match naming {
            Some(Naming::This(_)) => true,
            Some(Naming::Titled(name)) => is_name(text, word, name),
            Some(Naming::Bare) | None => false,
        };
        let is_meant = word.letters == Letters::Capital
            && !names_other
            && !alias.definition.overlaps(word.span)
            && !named::is_held(text, word.span.start)
            && stands_alone(text, word);
        is_meant.then_some(alias.mention)
    }

    /// Whether a type word is part of such a definition.
    pub(super) fn defines(&self, word: &TypeWord) -> bool {
        let alias = self.0.get(&word.document_type);
        alias.is_some_and(|alias| alias.definition == word.span)
    }
}

/// Whether what stands behind a type word names another document: words that open a title,
/// a body, a day, or a capital. Small words can belong to the sentence.
fn is_name(text: &str, word: &TypeWord, name: &Name) -> bool {
    let Some(title) = name.title else { return true };
    let rest = text.get(word.span.end..).unwrap_or_default().trim_start();
    let is_led = title.words > title.start;
    let is_stated = name.issuer.is_some() || name.date.is_some() || name.needs_period;
    is_stated || is_led || !rest.starts_with(char::is_lowercase)
}

/// Whether a type word is one document: not several ("các Nghị định"), no number behind it,
/// and at the beginning of a sentence, where a verb has a capital too, with a word that
/// goes on behind a noun.
fn stands_alone(text: &str, word: &TypeWord) -> bool {
    let last = word_before(text, word.span.start);
    let is_plural = holds(Class::Plural, last);
    let behind = Cursor::new(text, word.span.end);
    let rest = behind.rest().trim_start();
    let is_noun = || read(Class::Bare, behind).is_some();
    !is_plural
        && !rest.starts_with(|next: char| next.is_ascii_digit())
        && (!named::starts_sentence(text, word.span.start) || is_noun())
}

/// Where "(" or "," stands in front of the defining words, and where these start.
fn opening(text: &str, end: usize, next: usize) -> Option<(usize, usize)> {
    let mut cursor = Cursor::new(text, end);
    cursor.skip_blanks();
    let mark = cursor.at();
    if cursor.eat(|mark| matches!(mark, '(' | ',')).is_some()
        && read(Class::Alias, cursor).is_some()
    {
        return Some((mark, cursor.at()));
    }
    let limit = text.floor_char_boundary(next.min(end.saturating_add(MAX_REACH_BYTES)));
    let between = text.get(end..limit)?;
    if !between.starts_with(';') {
        return None;
    }
    let bracket = between.find(['(', '\n'])?;
    let sentence_ends = between.get(..bracket)?.contains(". ");
    let start = end + bracket + 1;
    (!sentence_ends && read(Class::Alias, Cursor::new(text, start)).is_some())
        .then_some((end + bracket, start))
}

/// A span without quotation marks and blanks at its ends.
fn without_quotes(text: &str, span: Span) -> Span {
    let is_mark = |letter: char| letter.is_whitespace() || "“”\"'‘’«»".contains(letter);
    let words = span.of(text);
    let head = words.len() - words.trim_start_matches(is_mark).len();
    Span::new(span.start + head, span.start + words.trim_end_matches(is_mark).len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::find;
    use crate::citation::own::OwnFacts;

    #[track_caller]
    fn check_alias(text: &str, expected: Option<&str>) {
        let alias = behind(text, 0, text.len()).map(|(_, alias)| alias.of(text));
        assert_eq!(alias, expected, "{text}");
    }

    #[test]
    fn the_short_form_is_read() {
        check_alias(
            " (sau đây viết tắt là Kết luận số 5-KL/TW)",
            Some("Kết luận số 5-KL/TW"),
        );
        check_alias(" (sau đây gọi tắt là “Đề án”);", Some("Đề án"));
        check_alias(" (gọi tắt là: Nghị định 30)", Some("Nghị định 30"));
        check_alias(", sau đây gọi là Quy chế, và", Some("Quy chế"));
        check_alias("; kiên quyết ngăn chặn (sau đây viết tắt là X)", Some("X"));
    }

    /// What stands for the first mention of a text.
    #[track_caller]
    fn check_meant(text: &str, expected: &[&str]) {
        let found = find::in_text(text);
        let meant = found.iter().filter(|it| it.antecedent == Some(0));
        let meant: Vec<_> = meant.map(|it| it.span.of(text)).collect();
        assert_eq!(meant, expected, "{text}");
    }

    const DEFINED: &str =
        "Nghị định số 12/2021/NĐ-CP (sau đây gọi là Nghị định) được áp dụng.";

    #[test]
    fn a_type_word_stands_for_the_document_that_a_text_says() {
        check_meant(&format!("{DEFINED} Theo Nghị định, xã lập hồ sơ."), &["Nghị định"]);
        check_meant(&format!("{DEFINED} Xã nộp hồ sơ theo Nghị định."), &["Nghị định"]);
        // Small words behind it are those of the sentence.
        check_meant(
            &format!("{DEFINED} Mức thu trong Nghị định giai đoạn 2021-2025 giữ nguyên."),
            &[],
        );
        check_meant(
            &format!("{DEFINED} Mức thu mà Nghị định phí đường thủy đặt ra giữ nguyên."),
            &["Nghị định"],
        );
    }

    #[test]
    fn what_has_a_name_of_its_own_is_another_document() {
        for other in [
            "theo Nghị định về phí đường thủy",
            "theo Nghị định của Chính phủ về phí",
            "theo Nghị định ngày 05/3/2020 của Chính phủ",
            "theo các Nghị định khác",
            "theo Nghị định “Phí đường thủy”",
        ] {
            check_meant(&format!("{DEFINED} Xã nộp {other}."), &[]);
        }
    }

    #[test]
    fn the_definition_is_no_mention_of_the_text_itself() {
        let n_own = |text: &str| {
            let document_type = DocumentType::from_name("Nghị định");
            let own = OwnFacts { document_type, ..OwnFacts::default() };
            let found = find::search(text, &[], own);
            found.iter().filter(|it| it.is_self_reference()).count()
        };
        assert_eq!(n_own(DEFINED), 0);
        assert_eq!(n_own("Xã nộp hồ sơ theo Nghị định, tỉnh cấp phép."), 1);
    }

    #[test]
    fn other_brackets_define_nothing() {
        check_alias(" (khóa XII)", None);
        check_alias("; xong. Rồi (sau đây viết tắt là X)", None);
        check_alias(" và sau đây là X", None);
        check_alias(" (sau đây viết tắt là )", None);
    }
}
