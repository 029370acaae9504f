//! What changed a cited document, from the words of the documents that did it: whether the
//! very clause that is cited was changed, and what stands in the place of a replaced one.

use super::context::{CheckContext, Findings};
use super::facts::DocumentFacts;
use super::finding::{Finding, Statement};
use super::held_text::HeldText;
use super::mention_body::bare_body;
use super::rule::{Rule, Severity};
use tracuu_index::error::ReadError;
use tracuu_index::record::PinpointRecord;
use tracuu_legal::citation::amending_clause::AmendingAction;
use tracuu_legal::citation::mention::{Citation, Pinpoint};
use tracuu_legal::citation::relation::RelationKind;
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::fact_field::FactField;
use tracuu_legal::document::issuer_code;
use tracuu_legal::document::symbol::Symbol;
use tracuu_print::messages::{VIETNAMESE, spoken};
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
                offer_later(context, index, finding)?;
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
    let mut changing: Vec<&str> = Vec::new();
    for by in events {
        if !changing.contains(&by) {
            changing.push(by);
        }
    }
    changing
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
                spoken().check_repealed_place(&finding.message, by, place)
            } else {
                spoken().check_amended_place(&finding.message, by, place)
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

/// The document that took the place of another, as it should be cited.
struct LaterDocument {
    /// Type, number and day.
    name: String,
    body: Option<String>,
    title: Option<String>,
}

/// Offers the document that took the place of the cited one.
fn offer_later(
    context: &CheckContext<'_>,
    index: usize,
    finding: &mut Finding,
) -> Result<(), ReadError> {
    let by = match changing(finding)[..] {
        [by] => by.to_owned(),
        _ => return Ok(()),
    };
    let cited = context.citation(index).zip(context.facts(index));
    let Some((citation, facts)) = cited else { return Ok(()) };
    if !finding.replacements.is_empty() || !citation.pinpoint.is_empty() {
        return Ok(());
    }
    let held = held_later(context, citation, &by)?;
    let later = held.or_else(|| listed_later(citation, facts, &by));
    let Some(LaterDocument { name, body, title }) = later else { return Ok(()) };
    let mut words = match body {
        Some(body) => VIETNAMESE.check_with_body(name, body),
        None => name,
    };
    if let Some(old) = citation.title {
        // Words that are not those of the old title may be the rest of the sentence.
        let end = facts.title().and_then(|known| title_end(old.of(context.text), known));
        let note = match (end, title) {
            (None, Some(_)) => return Ok(()),
            (None, None) => Some(spoken().check_old_title_stays()),
            (Some(end), title) => {
                let old = Span::new(old.start, old.start + end);
                finding.span = citation.span.cover(old);
                let note = title.is_none().then(|| spoken().check_new_title_unknown());
                words.extend(title.into_iter().flat_map(|title| [" ".to_owned(), title]));
                note
            }
        };
        finding.message.extend(note.into_iter().flat_map(|note| [" ", note]));
    }
    finding.replacements.push(words);
    Ok(())
}

/// The later document, where the collection has a record of it with its day, and with its
/// title where the old one is cited with its own.
fn held_later(
    context: &CheckContext<'_>,
    citation: &Citation,
    by: &str,
) -> Result<Option<LaterDocument>, ReadError> {
    let record = context.collection.map(|collection| collection.document(by));
    let record = record.transpose()?.flatten();
    let Some(later) = record.filter(|_| context.directory.day(by).is_some()) else {
        return Ok(None);
    };
    let title = later.title.as_deref().map(|title| uncapitalised(&one_line(title)));
    let written = citation.issuer.map(|issuer| context.words(issuer));
    Ok(Some(LaterDocument {
        name: context.directory.dated_name(by),
        body: written.or_else(|| later.issuer.as_deref().map(bare_body)),
        title,
    }))
}

/// The later document, where the catalogue names it by its symbol alone. Its body is told
/// where one body only signs with the code.
fn listed_later(
    citation: &Citation,
    facts: &DocumentFacts,
    by: &str,
) -> Option<LaterDocument> {
    let symbol: Symbol = by.parse().ok()?;
    let types = symbol.types();
    let same = citation.document_type.filter(|kind| types.contains(kind));
    let only = types.first().copied().filter(|_| types.len() == 1);
    let name = VIETNAMESE.name_numbered(same.or(only)?.name(), &symbol);
    // The catalogue has the day of issue behind the symbol.
    let stated = facts.all(FactField::ReplacedBy);
    let mut days = stated.iter().filter_map(|fact| {
        let day = fact.value.as_text()?.strip_prefix(by)?;
        day.trim_matches([' ', '(', ')']).parse::<DateText>().ok()
    });
    let name = match days.next() {
        Some(day) => VIETNAMESE.check_with_day(name, day.vietnamese()),
        None => name,
    };
    let code = symbol.issuers.first().and_then(|code| issuer_code::find(code));
    let body = match code.map(|code| &code.bodies[..]) {
        Some([only]) => Some(only.written().to_owned()),
        _ => None,
    };
    Some(LaterDocument { name, body, title: None })
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
