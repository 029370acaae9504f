//! Short forms that the draft defines ("sau đây viết tắt là …"): used, shorter, and used
//! throughout.

use super::context::{CheckContext, Findings};
use super::finding::Finding;
use super::rule::{Rule, Severity};
use tracuu_legal::citation::mention::Citation;
use tracuu_print::messages::spoken;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter_or_digit, normal_words};

/// Most short forms of one draft that are looked at: each is searched for in the rest of
/// the text. The fullest draft seen has 5.
const MAX_ALIASES: usize = 64;

/// Looks at every short form.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) {
    let defined = context
        .citations()
        .filter_map(|(index, citation)| Some((index, citation, citation.alias?)));
    for (index, citation, alias) in defined.take(MAX_ALIASES) {
        let alias = Alias { index, citation, span: alias };
        equals_symbol(context, &alias, out);
        let later = later_mentions(context, index);
        if !is_used(context.text, alias.span) {
            let message = spoken().check_alias_unused(context.words(alias.span));
            out.push(
                Finding::new(Rule::AliasUnused, alias.span, message).for_citation(index),
            );
        }
        for (later, mention) in later {
            out.extend(
                then_long(context, &alias, mention)
                    .map(|found| found.for_citation(later)),
            );
        }
    }
}

/// A short form with the citation that defines it.
struct Alias<'a> {
    index: usize,
    citation: &'a Citation,
    span: Span,
}

/// The later mentions of the document of a citation.
fn later_mentions<'a>(
    context: &CheckContext<'a>,
    index: usize,
) -> Vec<(usize, &'a Citation)> {
    if let Some(work) = context.document_of.get(index).copied().flatten() {
        let Some(work) = context.documents.get(work) else { return Vec::new() };
        return context.mentions(work).filter(|(later, _)| *later > index).collect();
    }
    let name = |citation: &Citation| normal_words(citation.span.of(context.text));
    let Some(own) = context.citation(index).map(name) else { return Vec::new() };
    context
        .citations()
        .filter(|(later, citation)| *later > index && name(citation) == own)
        .collect()
}

/// Whether a short form stands behind its definition, and not as the head of a symbol.
fn is_used(text: &str, alias: Span) -> bool {
    let words = alias.of(text);
    let behind = text.get(alias.end..).unwrap_or_default();
    let mut found = behind.match_indices(words);
    !words.is_empty()
        && found.any(|(at, _)| {
            let next = behind.get(at + words.len()..).unwrap_or_default();
            !next
                .starts_with(|sign: char| "-/".contains(sign) || is_letter_or_digit(sign))
        })
}

const fn is_short(mention: &Citation) -> bool {
    mention.date.is_none() && mention.issuer.is_none()
}

fn equals_symbol(context: &CheckContext<'_>, alias: &Alias<'_>, out: &mut Findings) {
    let Some(short) = context.short_form(alias.citation) else { return };
    let words = context.words(alias.span);
    if normal_words(&words) != normal_words(&short) {
        return;
    }
    let message = spoken().check_alias_equals_symbol(words);
    let finding = Finding::new(Rule::AliasEqualsSymbol, alias.span, message);
    out.push(finding.for_citation(alias.index));
}

fn then_long(
    context: &CheckContext<'_>,
    alias: &Alias<'_>,
    mention: &Citation,
) -> Option<Finding> {
    if is_short(mention) || context.is_caption(mention.span) {
        return None;
    }
    let words = context.words(alias.span);
    let message = spoken().check_alias_then_long(&words, context.words(mention.span));
    let mut finding =
        Finding::new(Rule::AliasThenLong, mention.span, message).with_replacement(words);
    if mention.date.is_none() {
        finding = finding.with_severity(Severity::Info);
    }
    Some(finding.with_places([alias.citation.span, alias.span]))
}
