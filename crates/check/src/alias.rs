//! Short forms that the draft defines ("sau đây viết tắt là …"): used, shorter, and used
//! throughout.

use super::case::{Case, Findings, line};
use super::finding::Finding;
use super::rule::{Rule, Severity};
use tracuu_legal::citation::mention::Citation;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal_words;

/// Most short forms of one draft that are looked at: each is searched for in the rest of
/// the text. The fullest draft seen has 5.
const MAX_ALIASES: usize = 64;

/// Looks at every short form.
pub(super) fn check(case: &Case<'_>, out: &mut Findings) {
    let defined = case
        .citations()
        .filter_map(|(index, citation)| Some((index, citation, citation.alias?)));
    for (index, citation, alias) in defined.take(MAX_ALIASES) {
        equals_symbol(case, (index, citation, alias), out);
        let later = later_mentions(case, index);
        let is_used = is_used(case, alias, &later);
        if !is_used {
            let message = format!(
                "Tên viết tắt “{}” không được dùng ở phía sau.",
                case.words(alias)
            );
            out.push(Finding::new(Rule::AliasUnused, alias, message).of(index));
        }
        for (later, mention) in later {
            then_long(case, (index, alias), (later, mention), out);
        }
    }
}

/// The later mentions of the document of a citation.
fn later_mentions<'a>(case: &Case<'a>, index: usize) -> Vec<(usize, &'a Citation)> {
    if let Some(work) = case.work_of.get(index).copied().flatten() {
        let Some(work) = case.works.get(work) else { return Vec::new() };
        return case.mentions(work).filter(|(later, _)| *later > index).collect();
    }
    let name = |citation: &Citation| normal_words(citation.span.of(case.text));
    let Some(own) = case.citation(index).map(name) else { return Vec::new() };
    case.citations()
        .filter(|(later, citation)| *later > index && name(citation) == own)
        .collect()
}

fn is_used(case: &Case<'_>, alias: Span, later: &[(usize, &Citation)]) -> bool {
    let words = alias.of(case.text);
    let in_mention = later.iter().any(|(_, mention)| {
        is_short(mention)
            && normal_words(mention.span.of(case.text)) == normal_words(words)
    });
    let is_symbol = later.iter().any(|(_, mention)| mention.symbol.is_some());
    let behind = case.text.get(alias.end..).unwrap_or_default();
    // A short form that is the symbol stands at the head of every long form.
    in_mention || !is_symbol && behind.contains(words)
}

const fn is_short(mention: &Citation) -> bool {
    mention.date.is_none() && mention.issuer.is_none()
}

fn equals_symbol(
    case: &Case<'_>,
    (index, citation, alias): (usize, &Citation, Span),
    out: &mut Findings,
) {
    let Some(short) = case.short_form(citation) else { return };
    let words = line(alias.of(case.text));
    if normal_words(&words) != normal_words(&short) {
        return;
    }
    let message = format!(
        "Tên viết tắt “{words}” chính là loại và số, ký hiệu, không ngắn hơn cách dẫn thông \
         thường từ lần thứ hai."
    );
    out.push(Finding::new(Rule::AliasEqualsSymbol, alias, message).of(index));
}

fn then_long(
    case: &Case<'_>,
    (index, alias): (usize, Span),
    (later, mention): (usize, &Citation),
    out: &mut Findings,
) {
    if is_short(mention) || case.is_caption(mention.span) {
        return;
    }
    let words = case.words(alias);
    let message = format!(
        "Đã quy ước viết tắt là “{words}”, ở đây lại viết “{}”.",
        case.words(mention.span)
    );
    let mut finding =
        Finding::new(Rule::AliasThenLong, mention.span, message).of(later).instead(words);
    if mention.date.is_none() {
        finding = finding.with_severity(Severity::Info);
    }
    let defined = case.citation(index).map_or(alias, |citation| citation.span);
    out.push(finding.with([defined, alias]));
}
