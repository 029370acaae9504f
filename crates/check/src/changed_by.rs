//! What changed a cited document, from the words of the documents that did it: whether the
//! very clause that is cited was changed, and what stands in the place of a replaced one.

use super::context::{CheckContext, Findings};
use super::finding::{Finding, Statement};
use super::held_text::HeldText;
use super::mention_body::bare_body;
use super::rule::{Rule, Severity};
use tracuu_index::error::ReadError;
use tracuu_index::record::PinpointRecord;
use tracuu_legal::citation::amending_clause::AmendingAction;
use tracuu_legal::citation::mention::{Citation, Pinpoint};
use tracuu_legal::citation::relation::RelationKind;
use tracuu_print::messages::VIETNAMESE;
use tracuu_text::capitals::uncapitalised;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words as text_words};

/// Most words that lead into a title: "về việc ban hành".
const MAX_LEAD_WORDS: usize = 4;

/// Completes the findings on changed documents.
///
/// # Errors
/// Where the index cannot be read.
pub(super) fn complete(
    context: &CheckContext<'_>,
    out: &mut Findings,
) -> Result<(), ReadError> {
    for finding in out.iter_mut() {
        let Some(index) = finding.citation else { continue };
        match finding.rule {
            Rule::CiteAmended => {
                if let Some(message) = changed_place(context, index, finding)? {
                    finding.message = message;
                }
            }
            Rule::CiteReplaced if finding.severity != Severity::Info => {
                let later = later_document(context, index, finding)?;
                if let Some((span, words)) = later {
                    finding.span = span;
                    finding.replacements.push(words);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The documents that did it, as the collection names them.
fn changing(finding: &Finding) -> Vec<&str> {
    let events = finding.evidence.iter().filter_map(|shown| match &shown.statement {
        Statement::Event(event) => event.by.as_deref(),
        Statement::Fact(_) => None,
    });
    events.collect()
}

/// The message with the cited place that was changed, where the draft cites one.
fn changed_place(
    context: &CheckContext<'_>,
    index: usize,
    finding: &Finding,
) -> Result<Option<String>, ReadError> {
    let Some(facts) = context.facts(index) else { return Ok(None) };
    let work = context.work_of(index);
    let cited = context.citations().filter(|(other, citation)| {
        !citation.pinpoint.is_empty() && context.work_of(*other) == work
    });
    let cited: Vec<&Citation> = cited.map(|(_, citation)| citation).take(64).collect();
    if cited.is_empty() {
        return Ok(None);
    }
    for by in changing(finding) {
        let held = context.held_text(by)?;
        for (places, is_repealed) in changed_places(&held, facts.id()) {
            let is_it = |citation: &&&Citation| {
                let mut pins = citation.pinpoint.iter();
                pins.any(|pin| places.iter().any(|place| touches(place, pin)))
            };
            let Some(citation) = cited.iter().find(is_it) else { continue };
            let Some(place) = citation.pinpoint_span else { continue };
            let (place, by) = (context.words(place), context.directory.name(by));
            return Ok(Some(if is_repealed {
                VIETNAMESE.check_repealed_place(&finding.message, by, place)
            } else {
                VIETNAMESE.check_amended_place(&finding.message, by, place)
            }));
        }
    }
    Ok(None)
}

/// The provisions of a document that another one changes, with whether it repeals them.
fn changed_places<'h>(
    held: &'h HeldText,
    document: &'h str,
) -> impl Iterator<Item = (&'h [PinpointRecord], bool)> {
    held.units.iter().flat_map(move |unit| {
        let alone = unit.provisions.iter().filter_map(move |named| {
            let action = named.action?;
            (named.document.as_deref() == Some(document))
                .then_some((&named.pinpoint[..], action == AmendingAction::Repeal))
        });
        let beside = unit.citations.iter().filter_map(move |citation| {
            let kind = citation.relation.as_ref()?.kind;
            (kind.changes() && citation.document.as_deref() == Some(document))
                .then_some((&citation.pinpoint[..], kind == RelationKind::Repeals))
        });
        alone.chain(beside)
    })
}

/// Whether a changed place is the cited one, lies in it, or holds it.
fn touches(changed: &PinpointRecord, cited: &Pinpoint) -> bool {
    let agrees = |one: &Option<String>, other: &Option<String>| match (one, other) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        _ => true,
    };
    changed.article.is_some()
        && changed.article == cited.article
        && agrees(&changed.clause, &cited.clause)
        && agrees(&changed.point, &cited.point)
}

/// The document that took the place of a titled one, as it should be cited, and the words of
/// the old one with its title.
fn later_document(
    context: &CheckContext<'_>,
    index: usize,
    finding: &Finding,
) -> Result<Option<(Span, String)>, ReadError> {
    let changing = changing(finding);
    let (Some(citation), Some(facts), [by]) =
        (context.citation(index), context.facts(index), &changing[..])
    else {
        return Ok(None);
    };
    let is_whole = finding.replacements.is_empty() && citation.pinpoint.is_empty();
    let title = citation.title.zip(facts.title()).filter(|_| is_whole);
    let Some((title, known)) = title else { return Ok(None) };
    let Some(end) = title_end(title.of(context.text), known) else { return Ok(None) };
    let Some(collection) = context.collection else { return Ok(None) };
    let Some(later) = collection.document(by)? else { return Ok(None) };
    let day = context.directory.day(by);
    let Some(new_title) = later.title.as_deref().filter(|_| day.is_some()) else {
        return Ok(None);
    };
    let name = context.directory.dated_name(by);
    let written = citation.issuer.map(|issuer| context.words(issuer));
    let body = written.or_else(|| later.issuer.as_deref().map(bare_body));
    let name = match body {
        Some(body) => VIETNAMESE.check_with_body(name, body),
        None => name,
    };
    let span = citation.span.cover(Span::new(title.start, title.start + end));
    let words = format!("{name} {}", uncapitalised(&one_line(new_title)));
    Ok(Some((span, words)))
}

/// Where the known title ends in the written one, which may go on with its sentence; `None`
/// where the written one has other words.
fn title_end(written: &str, known: &str) -> Option<usize> {
    let written: Vec<Word<'_>> = text_words(written).collect();
    let known: Vec<Word<'_>> = text_words(known).collect();
    (0..MAX_LEAD_WORDS).find_map(|lead| {
        let known = known.get(lead..).filter(|rest| rest.len() > 2)?;
        (0..MAX_LEAD_WORDS).find_map(|skipped| {
            let stretch = written.get(skipped..skipped + known.len())?;
            let is_it = stretch.iter().zip(known).all(|(a, b)| a.normal == b.normal);
            stretch.last().filter(|_| is_it).map(|last| last.span.end)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_ends_where_the_known_one_does() {
        let written = "về quản lý chợ, các xã rà soát";
        let end = title_end(written, "Về việc quản lý chợ");
        assert_eq!(end, written.find(','));
        assert_eq!(title_end("về quản lý đê điều", "Quản lý chợ đêm"), None);
    }
}
