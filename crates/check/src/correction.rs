//! One correction for each document of the draft: number, date, body and title together,
//! or the document that took its place.
//!
//! A correction is made of the edits that the findings of one mention offer and of what the
//! collection knows and the draft never states; words that no finding names stay.

use rustc_hash::FxHashMap;

use super::context::CheckContext;
use super::facts::DocumentFacts;
use super::finding::Finding;
use super::mention_body::bare_body;
use super::report::{Correction, Work};
use super::rule::Rule;
use tracuu_legal::citation::mention::Citation;
use tracuu_print::messages::VIETNAMESE;
use tracuu_text::capitals::uncapitalised;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;

/// Words of the draft that are to be replaced; an empty span is a place to write at.
struct Edit {
    span: Span,
    words: String,
}

/// The documents that findings are about: the numbered ones of the draft, then names.
pub(super) fn works(context: &CheckContext<'_>, findings: &[Finding]) -> Vec<Work> {
    let n_works = findings.iter().filter_map(|finding| finding.work).max();
    let n_works = n_works.map_or(0, |last| last + 1);
    let mut by_work: Vec<Vec<&Finding>> = vec![Vec::new(); n_works];
    for finding in findings {
        let work = finding.work.and_then(|work| by_work.get_mut(work));
        if let Some(work) = work {
            work.push(finding);
        }
    }
    by_work.iter().map(|findings| work(context, findings)).collect()
}

fn work(context: &CheckContext<'_>, findings: &[&Finding]) -> Work {
    let cited = findings.iter().find_map(|finding| {
        let index = finding.citation?;
        Some((index, context.citation(index)?))
    });
    let Some((index, citation)) = cited else {
        return Work { name: String::new(), correction: None };
    };
    Work {
        name: context.name(citation),
        correction: correction(context, findings, index, citation),
    }
}

/// The combined correction of the mention that the first finding is about.
fn correction(
    context: &CheckContext<'_>,
    findings: &[&Finding],
    index: usize,
    citation: &Citation,
) -> Option<Correction> {
    let own = || findings.iter().filter(|finding| finding.citation == Some(index));
    // What took its place stands for all of it.
    let later = own().find(|finding| finding.rule == Rule::CiteReplaced);
    if let Some((later, words)) =
        later.and_then(|it| Some((it, it.replacements.first()?)))
    {
        return Some(Correction { span: later.span, words: words.clone() });
    }
    let mut edits: Vec<Edit> = Vec::new();
    let span = citation.title.map_or(citation.span, |title| citation.span.cover(title));
    for finding in own() {
        let words = finding.replacements.first();
        let is_part = is_of_one_part(finding.rule) && span.contains(finding.span);
        let edit = words
            .filter(|_| is_part)
            .map(|words| Edit { span: finding.span, words: words.clone() });
        let is_free = edits.iter().all(|other| !other.span.overlaps(finding.span));
        edits.extend(edit.filter(|_| is_free));
    }
    if let Some(facts) = context.facts(index) {
        edits.extend(missing_parts(findings, facts, citation));
    }
    (!edits.is_empty())
        .then(|| Correction { span, words: apply(context.text, span, edits) })
}

/// Offers what a mention lacks in one: what asks for its day fills in its body and title,
/// too, as far as the collection knows them.
pub(super) fn fill_missing_parts(context: &CheckContext<'_>, findings: &mut [Finding]) {
    let mut lacking: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (place, finding) in findings.iter().enumerate() {
        if let Some(index) = finding.citation.filter(|_| finding.rule.is_missing_part()) {
            lacking.entry(index).or_default().push(place);
        }
    }
    for (index, places) in lacking {
        let cited = context.citation(index).zip(context.facts(index));
        let Some((citation, facts)) = cited.filter(|(it, _)| it.nested_in.is_none())
        else {
            continue;
        };
        let own = places.iter().filter_map(|place| findings.get(*place));
        let mut edits = missing_parts(&own.collect::<Vec<_>>(), facts, citation);
        edits.retain(|edit| edit.span.end <= citation.span.end);
        if edits.is_empty() {
            continue;
        }
        let words = apply(context.text, citation.span, edits);
        for place in places {
            let Some(finding) = findings.get_mut(place) else { continue };
            if finding.span == citation.span && !finding.replacements.contains(&words) {
                finding.replacements.insert(0, words.clone());
            }
        }
    }
}

/// Whether what a rule offers takes the place of one part of a mention.
const fn is_of_one_part(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::CiteType
            | Rule::CiteNumber
            | Rule::CiteDate
            | Rule::CiteBody
            | Rule::CiteTitle
            | Rule::CiteSymbolForm
            | Rule::StyleDateZero
    )
}

/// Date, body and title that the draft never states, behind the part before each.
fn missing_parts(
    findings: &[&Finding],
    facts: &DocumentFacts,
    citation: &Citation,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    let lacks = |rule: Rule| findings.iter().any(|finding| finding.rule == rule);
    let Some(symbol) = citation.symbol_span else { return edits };
    let write_at = |at: usize, words: String| Edit { span: Span::new(at, at), words };
    if let Some(day) = facts.dates().first().filter(|_| lacks(Rule::DraftNoDate)) {
        edits.push(write_at(symbol.end, VIETNAMESE.check_with_day("", day.vietnamese())));
    }
    let behind_date =
        citation.date_span.map_or(symbol.end, |date| date.end.max(symbol.end));
    // A mention that is made whole names the body, too, though its code may tell it.
    let is_whole = lacks(Rule::DraftNoTitle) && citation.issuer.is_none();
    let lacks_body = lacks(Rule::DraftNoBody) || is_whole;
    if let Some(body) = facts.issuer().filter(|_| lacks_body) {
        let words = VIETNAMESE.check_with_body("", bare_body(body));
        edits.push(write_at(behind_date, words));
    }
    if let Some(title) = facts.title().filter(|_| lacks(Rule::DraftNoTitle)) {
        let title = uncapitalised(&one_line(title));
        edits.push(write_at(citation.span.end, format!(" {title}")));
    }
    edits
}

/// The words of a span with edits in it, in the order of the text; at one place in the
/// order in which they come.
fn apply(text: &str, span: Span, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut words = String::new();
    let mut at = span.start;
    for edit in edits {
        words.push_str(Span::new(at, edit.span.start.max(at)).of(text));
        words.push_str(&edit.words);
        at = edit.span.end.max(at);
    }
    words.push_str(Span::new(at, span.end.max(at)).of(text));
    words
}
