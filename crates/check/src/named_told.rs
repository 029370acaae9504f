//! Names that need no number, and why.

use super::context::CheckContext;
use super::words::{self, Role};
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::citation::mention::{Citation, MentionStatus};
use tracuu_legal::citation::relation::RelationKind;
use tracuu_text::span::Span;
use tracuu_text::words::words as text_words;

/// Whether a name needs no number: it is one by which such documents are cited, has its
/// day, is still to be made, is any document of its kind, the draft itself, or what another
/// document issues that is named by its number.
pub(super) fn is_told(
    context: &CheckContext<'_>,
    index: usize,
    citation: &Citation,
) -> bool {
    let by_name = citation
        .document_type
        .is_some_and(|kind| kind.is_cited_by_name() || kind.is_unnumbered());
    let is_open = matches!(citation.status, None | Some(MentionStatus::Issued));
    let is_dated = citation.date.is_some_and(|date| date.day().is_some())
        && (citation.issuer.is_some() || citation.title.is_some());
    let outer = citation.nested_in.and_then(|outer| context.citation(outer));
    by_name
        || is_dated
        || !is_open
        || outer.is_some_and(|outer| outer.symbol.is_some())
        || is_to_be_made(context, citation.span.start)
        || is_verb(context, citation)
        || is_title_of_earlier(context, index, citation)
        || is_issued_here(context, index, citation)
        || is_enclosed(context, index, citation)
}

/// Whether the type word is a verb: "Báo cáo Chủ tịch Ủy ban nhân dân tỉnh kết quả …".
fn is_verb(context: &CheckContext<'_>, citation: &Citation) -> bool {
    let Some(word) = citation.type_span else { return false };
    let behind = context.sentence_behind(word.end).of(context.text);
    let behind = behind.trim_start();
    let first = behind.split([',', ' ']).take(MAX_TOLD_WORDS);
    let told = first.map(str::len).sum::<usize>() + MAX_TOLD_WORDS;
    let told = behind.get(..behind.floor_char_boundary(told)).unwrap_or(behind);
    words::is(word.of(context.text), Role::VerbType)
        && (words::opens(behind, Role::HeadOf)
            || Registry::built_in()
                .mentions(told)
                .first()
                .is_some_and(|body| body.span.start == 0 && citation.issuer.is_none()))
}

/// Most words of the body that is told something.
const MAX_TOLD_WORDS: usize = 12;

/// How many numbered mentions back the document is looked for that issued a name.
const MAX_ISSUERS_BACK: usize = 48;

/// Whether a name is how an earlier document with a number calls what it issues: the
/// regulation of a decision that was cited above.
fn is_title_of_earlier(
    context: &CheckContext<'_>,
    index: usize,
    citation: &Citation,
) -> bool {
    let name = context.title_words(citation.span);
    let earlier = context.draft.citations.get(..index).unwrap_or_default();
    let titles = earlier.iter().rev().filter(|it| it.symbol.is_some());
    let mut titles = titles.take(MAX_ISSUERS_BACK).filter_map(|it| it.title);
    name.n_words() > 3
        && titles.any(|title| context.title_words(title).starts_with(&name))
}

/// Whether the draft itself issues the document, or means itself: the regulation of a
/// decision, "Chương trình hành động này".
fn is_issued_here(context: &CheckContext<'_>, index: usize, citation: &Citation) -> bool {
    let relation = context.draft.relations.get(index).and_then(Option::as_ref);
    let is_issued =
        relation.is_some_and(|relation| relation.kind == RelationKind::Encloses);
    let is_self = is_itself(context, citation);
    let own =
        context.draft.document.header.title.as_ref().zip(context.own_title.as_ref());
    let is_own_title = own.is_some_and(|(own, title)| {
        let head = &context.draft.document.header;
        let kind = head.document_type.as_ref().map(|fact| fact.value);
        let words = context.title_words(citation.span);
        let behind_type = words.without_type(kind);
        let is_own_type = kind.is_some() && citation.document_type == kind;
        own.span.contains(citation.span) && title.starts_with(&words)
            || *title == *words
            || is_own_type
                && behind_type.n_words() > 0
                && behind_type.starts_with(&title.without_type(kind))
    });
    let clause = context.clause_words_before(citation.span.start);
    let is_enclosed = words::is_among(clause, Role::Enclosing);
    is_issued || is_self || is_own_title || is_enclosed
}

/// Whether a mention ends with "này": it means the text in which it stands.
pub(super) fn is_itself(context: &CheckContext<'_>, citation: &Citation) -> bool {
    let words: Vec<_> = text_words(citation.span.of(context.text)).collect();
    words::ends_before(&words, words.len(), Role::Itself)
}

/// How far behind a name the document that issued it may stand, in bytes.
const ISSUER_REACH_BYTES: usize = 120;

/// Whether the document that issued this one is named right behind it: "Quy chế … ban hành
/// kèm theo Quyết định số …".
fn is_enclosed(context: &CheckContext<'_>, index: usize, citation: &Citation) -> bool {
    let next = context.citation(index + 1).filter(|next| next.symbol.is_some());
    next.is_some_and(|next| {
        let end = citation.title.map_or(citation.span.end, |title| title.end);
        let from = end.min(next.span.start);
        let is_near = next.span.start - from <= ISSUER_REACH_BYTES;
        let between = Span::new(citation.span.start, next.span.start).of(context.text);
        let words: Vec<_> = text_words(between).collect();
        let is_bracket = between.trim_end().ends_with('(');
        is_near && (words::ends_before(&words, words.len(), Role::IssuedBy) || is_bracket)
    }) || is_issued_before(context, index, citation)
}

/// Whether a document with a number stands right in front and issues this one: "Quyết định
/// số … phê duyệt Đề án …".
fn is_issued_before(
    context: &CheckContext<'_>,
    index: usize,
    citation: &Citation,
) -> bool {
    let before = index.checked_sub(1).and_then(|before| context.citation(before));
    before.filter(|before| before.symbol.is_some()).is_some_and(|before| {
        let from = before.span.end.min(citation.span.start);
        let between = Span::new(from, citation.span.start).of(context.text);
        let words: Vec<_> = text_words(between).collect();
        let n_issues = words::len_before(&words, words.len(), Role::TitleLead);
        n_issues > 0
            && between.len() <= ISSUER_REACH_BYTES
            && !between.contains(['.', ';', '\n'])
    })
}

/// How far in front of a name the verb stands, in words.
const VERB_REACH: usize = 8;

/// Whether the nearest verb in front of a name makes the document.
fn is_to_be_made(context: &CheckContext<'_>, at: usize) -> bool {
    let clause = context.clause_words_before(at);
    let nearest = (0..=clause.len()).rev().take(VERB_REACH).find_map(|end| {
        let carries_out = words::ends_before(clause, end, Role::CarriesOut);
        let makes = words::ends_before(clause, end, Role::Makes);
        (carries_out || makes).then_some(makes && !carries_out)
    });
    nearest.unwrap_or_default()
}
