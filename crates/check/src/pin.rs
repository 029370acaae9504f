//! Whether the provisions that a citation names exist, where the full text is held.

use super::context::{CheckContext, Findings};
use super::facts::DocumentFacts;
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::rule::Rule;
use tracuu_index::record::OutlineEntry;
use tracuu_legal::citation::mention::{Citation, Pinpoint};
use tracuu_legal::document::level::ProvisionKind;
use tracuu_print::messages::VIETNAMESE;

/// Compares the provisions that a citation names with the provision tree.
pub(super) fn check(
    context: &CheckContext<'_>,
    index: usize,
    citation: &Citation,
    out: &mut Findings,
) -> FieldCheck {
    let field = |verdict| FieldCheck::new(Field::Pinpoint, verdict);
    let Some(span) = citation.pinpoint_span.filter(|_| !citation.pinpoint.is_empty())
    else {
        return field(Verdict::NotStated);
    };
    let stated = context.words(span);
    let Some(outline) = context.facts(index).and_then(DocumentFacts::outline) else {
        return field(Verdict::CannotCheck)
            .with_stated(stated)
            .with_note(VIETNAMESE.check_no_full_text());
    };
    let mut missing = Vec::new();
    for pin in &citation.pinpoint {
        match find(outline, pin) {
            PinpointLookup::Yes => {}
            PinpointLookup::CannotTell => {
                return field(Verdict::CannotCheck)
                    .with_stated(stated)
                    .with_note(VIETNAMESE.check_no_outline());
            }
            PinpointLookup::No(why) => missing.push(why),
        }
    }
    missing.dedup();
    if missing.is_empty() {
        return field(Verdict::Match).with_stated(stated);
    }
    let name =
        context.short_form(citation).unwrap_or_else(|| context.words(citation.span));
    let missing = missing.join("; ");
    let message = VIETNAMESE.check_no_provision(name, &missing);
    out.push(Finding::new(Rule::CitePin, span, message).for_citation(index));
    field(Verdict::Mismatch).with_stated(stated).with_note(missing)
}

/// Whether a place was found.
enum PinpointLookup {
    Yes,
    /// It is not there; what is there instead.
    No(String),
    CannotTell,
}

fn find(outline: &[OutlineEntry], pin: &Pinpoint) -> PinpointLookup {
    let Some(article) = &pin.article else { return PinpointLookup::CannotTell };
    let articles: Vec<&OutlineEntry> =
        outline.iter().filter(|entry| entry.level == ProvisionKind::Article).collect();
    if articles.is_empty() {
        return PinpointLookup::CannotTell;
    }
    let wanted = format!("dieu-{}", article.to_ascii_lowercase());
    let is_it = |entry: &&&OutlineEntry| last_step(&entry.path) == wanted;
    let Some(found) = articles.iter().find(is_it) else {
        let name = VIETNAMESE.path_article(article);
        let range = range(&articles, |number| VIETNAMESE.path_article(number));
        return PinpointLookup::No(VIETNAMESE.check_no_step(name, range));
    };
    let clause: NamedStep = |number| VIETNAMESE.path_clause(number);
    let point: NamedStep = |letter| VIETNAMESE.path_point(letter);
    let steps = [(clause, pin.clause.as_deref()), (point, pin.point.as_deref())];
    match below(outline, &found.path, &steps) {
        PinpointLookup::No(missing) => PinpointLookup::No(
            VIETNAMESE.check_no_step_in(VIETNAMESE.path_article(article), missing),
        ),
        found => found,
    }
}

/// A step of a path in words: "khoản 2".
type NamedStep = fn(&str) -> String;

/// Walks down from a provision; steps that are not stated are left out.
fn below(
    outline: &[OutlineEntry],
    path: &str,
    steps: &[(NamedStep, Option<&str>)],
) -> PinpointLookup {
    let Some(((named, wanted), rest)) = steps.split_first() else {
        return PinpointLookup::Yes;
    };
    let Some(wanted) = wanted else { return below(outline, path, rest) };
    let children: Vec<&OutlineEntry> = outline
        .iter()
        .filter(|entry| {
            let rest = entry.path.strip_prefix(path).and_then(|r| r.strip_prefix('.'));
            rest.is_some_and(|rest| !rest.contains('.'))
        })
        .collect();
    if children.is_empty() {
        return PinpointLookup::CannotTell;
    }
    if let Some(found) = children.iter().find(|entry| last_step(&entry.path) == *wanted) {
        return below(outline, &found.path, rest);
    }
    PinpointLookup::No(VIETNAMESE.check_no_step(named(wanted), range(&children, *named)))
}

fn last_step(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// From the first to the last of the provisions that are there.
fn range(entries: &[&OutlineEntry], named: NamedStep) -> String {
    let label = |entry: &OutlineEntry| {
        named(&entry.label.replace("Điều ", "").replace("điều ", ""))
    };
    match (entries.first(), entries.last()) {
        (Some(first), Some(last)) if first.path != last.path => {
            VIETNAMESE.check_range(label(first), label(last))
        }
        (Some(only), _) => VIETNAMESE.check_range_only(label(only)),
        _ => String::new(),
    }
}
