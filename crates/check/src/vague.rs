//! References to a group of documents of which none can be told: "các nghị định của Chính
//! phủ", "thông tư hướng dẫn của Bộ".

use super::context::{CheckContext, Findings, clause_before};
use super::finding::Finding;
use super::rule::Rule;
use super::words::{self, Role};
use tracuu_legal::document::document_type::DocumentType;
use tracuu_print::messages::spoken;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words as text_words};

/// Most words of a group of types and what follows.
const MAX_WORDS: usize = 24;

/// Longest name of an owner that is looked for, in bytes.
const MAX_OWNER_BYTES: usize = 400;

/// Looks for groups of documents.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) {
    let words = &context.text_words;
    let mut at = 0;
    let mut cited =
        context.draft.citations.iter().map(|citation| citation.span).peekable();
    while at < words.len() {
        let Some(span) = group(context.text, words, at) else {
            at += 1;
            continue;
        };
        while cited.peek().is_some_and(|cited| cited.end <= span.start) {
            cited.next();
        }
        if !cited.peek().is_some_and(|cited| cited.overlaps(span)) {
            let message = spoken().check_vague(context.words(span));
            out.push(Finding::new(Rule::DraftVague, span, message));
        }
        at = words.partition_point(|word| word.span.start < span.end).max(at + 1);
    }
}

/// The group of documents that starts at a word.
fn group(text: &str, words: &[Word<'_>], at: usize) -> Option<Span> {
    let first = words.get(at)?;
    let is_plural = words::len_at(words, at, Role::Plural) > 0;
    let mut next = if is_plural { at + 1 } else { at };
    let mut n_types = 0;
    // What a document is based on must be named; elsewhere papers of a body are no fault.
    let any = words::len_at(words, next, Role::AnyPaper);
    if is_plural && any > 0 && is_basis(text, first.span.start) {
        n_types = 1;
        next += any;
    }
    while let Some(len) = type_at(words, next) {
        n_types += 1;
        next += len;
        if !is_joined(text, words, next) {
            break;
        }
        next += words::len_at(words, next, Role::And);
    }
    let is_guidance = n_types == 1 && words::len_at(words, next, Role::Guidance) > 0;
    if n_types == 0 || !is_plural && !is_guidance {
        return None;
    }
    // Up to the word that says whose they are; what is between describes them.
    let end = (next..words.len().min(at + MAX_WORDS))
        .find(|index| words::len_at(words, *index, Role::Whose) > 0)?;
    let clause = Span::new(first.span.start, words.get(end)?.span.start);
    if clause.of(text).contains(['.', ';', ':', '\n', '(', '“', '"']) {
        return None;
    }
    // "Các quy định của pháp luật" is the law as a whole, and no documents.
    let owner = end + words::len_at(words, end, Role::Whose);
    let is_rule = n_types == 1 && words::ends_before(words, next, Role::AtLargeType)
        || words::ends_before(words, end, Role::AtLargeType);
    if is_rule && words::len_at(words, owner, Role::LawAtLarge) > 0 {
        return None;
    }
    let whose_end = words.get(owner.checked_sub(1)?)?.span.end;
    Some(Span::new(first.span.start, owner_end(text, whose_end)))
}

/// Whether a place stands in a line of the basis.
fn is_basis(text: &str, at: usize) -> bool {
    words::opens(clause_before(text, at), Role::BasisFirst)
}

/// The end of the clause that names the owner.
fn owner_end(text: &str, from: usize) -> usize {
    let end = text.floor_char_boundary((from + MAX_OWNER_BYTES).min(text.len()));
    let rest = text.get(from..end).unwrap_or_default();
    let clause = rest.find([';', '.', '\n', ')', '(']).unwrap_or(rest.len());
    let clause = rest.get(..clause).unwrap_or_default();
    let comma = clause.find(", ").filter(|at| {
        // "Bộ, ngành" and its like go on behind the comma.
        !clause.get(at + 2..).is_some_and(|next| words::opens(next, Role::OwnerGoesOn))
    });
    let end = comma.unwrap_or(clause.len());
    let words = clause.get(..end).unwrap_or_default();
    let about = text_words(words).find(|word| words::is(&word.normal, Role::About));
    let about = about.map_or(words.len(), |word| word.span.start);
    let words = words.get(..about).unwrap_or_default();
    let limit =
        words.split_inclusive(' ').take(MAX_WORDS / 2).map(str::len).sum::<usize>();
    from + words.get(..limit).unwrap_or(words).trim_end().len()
}

/// How many words the type name at a place has.
fn type_at(words: &[Word<'_>], at: usize) -> Option<usize> {
    let len = DocumentType::named_at(words, at)?.n_words();
    // A project is seldom a document; "báo cáo viên" and "hướng dẫn viên" are people.
    let is_type = words::len_at(words, at, Role::NoGroup) < len
        && words::len_at(words, at + len, Role::PersonsOf) == 0;
    is_type.then_some(len)
}

/// Whether another type follows: behind a comma or "và".
fn is_joined(text: &str, words: &[Word<'_>], next: usize) -> bool {
    let Some((before, word)) =
        next.checked_sub(1).and_then(|b| words.get(b)).zip(words.get(next))
    else {
        return false;
    };
    let between = Span::new(before.span.end, word.span.start).of(text);
    let and = words::len_at(words, next, Role::And);
    (between.trim() == "," || and > 0) && type_at(words, next + and).is_some()
}
