//! Bodies that were renamed, merged or dissolved before the draft's date.

use rustc_hash::FxHashMap;

use super::context::{CheckContext, Findings};
use super::finding::Finding;
use super::rule::Rule;
use tracuu_legal::agency::body::Agency;
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::document::date::vietnamese_day;
use tracuu_print::messages::VIETNAMESE;
use tracuu_text::span::Span;

/// Looks at every body that the draft names, each once; bodies that issued a document
/// while they were there, and words of a title, are left aside.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) {
    let Some(day) = context.day else { return };
    let mut ended: FxHashMap<String, (Agency, Vec<Span>)> = FxHashMap::default();
    let mut order: Vec<String> = Vec::new();
    let mut covered = citation_spans(context).into_iter().peekable();
    for mention in Registry::built_in().mentions(context.text) {
        while covered.peek().is_some_and(|span| span.end <= mention.span.start) {
            covered.next();
        }
        if covered.peek().is_some_and(|span| span.overlaps(mention.span)) {
            continue;
        }
        let Some((end, _)) = mention.agency.succeeded() else { continue };
        if end >= day || mention.agency.is_persons() {
            continue;
        }
        let id = mention.agency.id().to_owned();
        let known = ended.entry(id.clone()).or_insert_with(|| {
            order.push(id);
            (mention.agency.clone(), Vec::new())
        });
        known.1.push(mention.span);
    }
    for id in order {
        if let Some((agency, places)) = ended.get(&id) {
            one(context, agency, places, out);
        }
    }
}

/// The stretches in which a body of its time is named: citations with their titles.
fn citation_spans(context: &CheckContext<'_>) -> Vec<Span> {
    let top = context.citations().filter(|(_, citation)| citation.nested_in.is_none());
    let mut spans: Vec<Span> = top
        .map(|(_, citation)| {
            citation.title.map_or(citation.span, |t| citation.span.cover(t))
        })
        .collect();
    spans.sort_unstable();
    // A span that reaches further than the next one must not hide behind it.
    let mut end = 0;
    for span in &mut spans {
        end = end.max(span.end);
        span.end = end;
    }
    spans
}

fn one(context: &CheckContext<'_>, agency: &Agency, places: &[Span], out: &mut Findings) {
    let Some(first) = places.first().copied() else { return };
    let Some((end, successor)) = agency.succeeded() else { return };
    let words = context.words(first);
    let end = vietnamese_day(end);
    let message = match &successor {
        Some(successor) => VIETNAMESE.check_renamed_body_to(words, end, successor.name()),
        None => VIETNAMESE.check_renamed_body(words, end),
    };
    let mut finding = Finding::new(Rule::CiteRenamedBody, first, message);
    if let Some(successor) = successor {
        finding = finding.with_replacement(successor.name());
    }
    out.push(finding.with_places(places.iter().skip(1).copied()));
}
