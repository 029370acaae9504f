//! Whether the provisions that a citation names exist, where the full text is held.

use super::context::{CheckContext, Findings, clause_before};
use super::facts::DocumentFacts;
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::rule::Rule;
use super::words::{self, Role};
use tracuu_index::record::OutlineEntry;
use tracuu_legal::citation::mention::{Citation, Pinpoint};
use tracuu_legal::citation::pinpoint;
use tracuu_legal::document::level::ProvisionKind;
use tracuu_print::messages::spoken;
use tracuu_text::numeral;
use tracuu_text::span::Span;
use tracuu_text::syllable::is_letter;
use tracuu_text::words::words as text_words;

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
            .with_note(spoken().check_no_full_text());
    };
    let outline = if is_of_enclosure(context, span, citation) {
        &enclosure(outline)
    } else {
        outline
    };
    if outline.is_empty() {
        return field(Verdict::CannotCheck).with_stated(stated);
    }
    let adds_provisions = context.is_amended_with_provisions(index);
    let mut missing = Vec::new();
    let counted = counted_clause(context, span);
    let places = citation.pinpoint.iter().map(|pin| Pinpoint {
        clause: pin
            .clause
            .clone()
            .or_else(|| counted.clone().filter(|_| !pin.is_inside())),
        ..pin.clone()
    });
    for pin in &places.collect::<Vec<_>>() {
        match find(outline, pin) {
            PinpointLookup::Yes => {}
            PinpointLookup::CannotTell => {
                return field(Verdict::CannotCheck)
                    .with_stated(stated)
                    .with_note(spoken().check_no_outline());
            }
            // An amendment may have added it; its text is not merged into this one.
            PinpointLookup::No(_) if adds_provisions && is_inserted(pin) => {
                return field(Verdict::CannotCheck)
                    .with_stated(stated)
                    .with_note(spoken().check_may_be_added());
            }
            PinpointLookup::No(why) => missing.push(why),
        }
    }
    further(context, index, citation, outline, out);
    missing.dedup();
    if missing.is_empty() {
        return field(Verdict::Match).with_stated(stated);
    }
    let missing = missing.join("; ");
    out.push(finding(context, citation, span, &missing).for_citation(index));
    field(Verdict::Mismatch).with_stated(stated).with_note(missing)
}

/// The number that Party documents give a task in front of its section: "nhiệm vụ 5, mục
/// III".
fn counted_clause(context: &CheckContext<'_>, place: Span) -> Option<String> {
    let before = clause_before(context.text, place.start);
    let found: Vec<_> = text_words(before).collect();
    let (number, rest) = found.split_last()?;
    let is_number = number.normal.chars().all(|sign| sign.is_ascii_digit());
    (is_number && words::ends_before(&found, rest.len(), Role::CountedTask))
        .then(|| number.normal.to_string())
}

/// A finding on places that a cited document does not have.
pub(super) fn finding(
    context: &CheckContext<'_>,
    citation: &Citation,
    span: Span,
    missing: &str,
) -> Finding {
    let message = spoken().check_no_provision(context.name(citation), missing);
    Finding::new(Rule::CitePin, span, message)
}

/// Which of several places a provision tree lacks; `None` where it lacks none for sure.
pub(super) fn missing(outline: &[OutlineEntry], places: &[Pinpoint]) -> Option<String> {
    let missing = places.iter().filter_map(|pin| match find(outline, pin) {
        PinpointLookup::No(why) => Some(why),
        PinpointLookup::Yes | PinpointLookup::CannotTell => None,
    });
    let missing = missing.collect::<Vec<_>>().join("; ");
    (!missing.is_empty()).then_some(missing)
}

/// Whether the number of a place has a letter, as those have that an amendment put in:
/// "Điều 3a", "khoản 2b".
fn is_inserted(pin: &Pinpoint) -> bool {
    let has_letter = |number: &Option<String>| {
        number.as_deref().is_some_and(|number| {
            number.starts_with(|sign: char| sign.is_ascii_digit())
                && number.ends_with(is_letter)
        })
    };
    has_letter(&pin.article) || has_letter(&pin.clause)
}

/// Places that the sentence goes on to name behind the first: "Nghị định … tại khoản 2
/// Điều 5 …; tại Điều 7 …".
fn further(
    context: &CheckContext<'_>,
    index: usize,
    citation: &Citation,
    outline: &[OutlineEntry],
    out: &mut Findings,
) {
    let Some(first) = citation.pinpoint_span.filter(|at| at.start >= citation.span.end)
    else {
        return;
    };
    let next = context.citation(index + 1).map(|next| {
        next.pinpoint_span.map_or(next.span.start, |at| at.start.min(next.span.start))
    });
    let sentence = context.sentence_behind(first.end);
    let limit = next.unwrap_or(sentence.end).min(sentence.end).max(first.end);
    let behind = Span::new(first.end, limit).of(context.text);
    for mark in text_words(behind) {
        let at = first.end + mark.span.start;
        if !words::is(&mark.normal, Role::PinLink) {
            continue;
        }
        let Some((pins, span)) = pinpoint::behind(context.text, at, limit) else {
            continue;
        };
        if let Some(missing) = missing(outline, &pins) {
            out.push(finding(context, citation, span, &missing).for_citation(index));
        }
    }
}

/// Whether a place was found.
enum PinpointLookup {
    Yes,
    /// It is not there; what is there instead.
    No(String),
    CannotTell,
}

/// Looks a place up in a provision tree.
fn find(outline: &[OutlineEntry], pin: &Pinpoint) -> PinpointLookup {
    let Some(article) = &pin.article else { return find_container(outline, pin) };
    let articles: Vec<&OutlineEntry> =
        outline.iter().filter(|entry| entry.level == ProvisionKind::Article).collect();
    if articles.is_empty() {
        return PinpointLookup::CannotTell;
    }
    let wanted = format!("dieu-{}", article.to_ascii_lowercase());
    let is_it = |entry: &&&OutlineEntry| last_step(&entry.path) == wanted;
    let Some(found) = articles.iter().find(is_it) else {
        let name = spoken().path_article(article);
        let range = range(&articles, |number| spoken().path_article(number));
        return PinpointLookup::No(spoken().check_no_step(name, range));
    };
    let clause: NamedStep = |number| spoken().path_clause(number);
    let point: NamedStep = |letter| spoken().path_point(letter);
    // Where the clauses of other articles were read, one without has none.
    let has_clauses = articles.iter().any(|entry| has_children(outline, &entry.path));
    if let Some(number) = pin.clause.as_deref()
        && has_clauses
        && !has_children(outline, &found.path)
    {
        let missing = spoken().check_no_step(clause(number), "");
        let missing = missing.trim_end();
        return PinpointLookup::No(
            spoken().check_no_step_in(spoken().path_article(article), missing),
        );
    }
    let steps = [(clause, pin.clause.as_deref()), (point, pin.point.as_deref())];
    match below(outline, &found.path, &steps) {
        PinpointLookup::No(missing) => PinpointLookup::No(
            spoken().check_no_step_in(spoken().path_article(article), missing),
        ),
        found => found,
    }
}

/// Phần, chương and mục, by which Party documents are cited: a Roman number, and the
/// numbers below it.
fn find_container(outline: &[OutlineEntry], pin: &Pinpoint) -> PinpointLookup {
    let container = &pin.container;
    if let Some(chapter) = container.chapter.as_deref() {
        return find_chapter(outline, chapter, container.section.as_deref());
    }
    let part: NamedStep = |number| spoken().path_part(number);
    let section: NamedStep = |number| spoken().path_section(number);
    let units = [(part, &container.part), (section, &container.section)];
    let mut named =
        units.into_iter().filter_map(|(unit, number)| Some((unit, number.as_deref()?)));
    let Some((top, number)) = named.next().filter(|_| container.annex.is_none()) else {
        return PinpointLookup::CannotTell;
    };
    if numeral::roman(number).is_none() {
        return PinpointLookup::CannotTell;
    }
    let tops: Vec<&OutlineEntry> = outline
        .iter()
        .filter(|entry| entry.level == ProvisionKind::Part && !entry.path.contains('.'))
        .collect();
    if tops.is_empty() {
        return PinpointLookup::CannotTell;
    }
    let Some(found) = tops.iter().find(|entry| entry.path == number) else {
        let range = range(&tops, ToOwned::to_owned);
        return PinpointLookup::No(spoken().check_no_step(top(number), range));
    };
    let clause: NamedStep = |number| spoken().path_clause(number);
    let point: NamedStep = |number| spoken().path_point(number);
    let inner = named.next().map(|(unit, number)| (unit, Some(number)));
    // "điểm 1.2" is no step of its own.
    let last = pin.point.as_deref().filter(|point| !point.contains('.'));
    let steps: Vec<_> = inner
        .into_iter()
        .chain([(clause, pin.clause.as_deref()), (point, last)])
        .collect();
    below(outline, &found.path, &steps)
}

/// A chapter, and a section in it.
fn find_chapter(
    outline: &[OutlineEntry],
    chapter: &str,
    section: Option<&str>,
) -> PinpointLookup {
    let chapters: Vec<&OutlineEntry> =
        outline.iter().filter(|entry| entry.level == ProvisionKind::Chapter).collect();
    let value = chapter.parse().ok().or_else(|| numeral::roman(chapter));
    let Some(value) = value.filter(|_| !chapters.is_empty()) else {
        return PinpointLookup::CannotTell;
    };
    let wanted = format!("chuong-{}", numeral::to_roman(value));
    let is_it = |entry: &&&OutlineEntry| last_step(&entry.path) == wanted;
    let Some(found) = chapters.iter().find(is_it) else {
        let name = spoken().path_chapter(chapter);
        let range = range(&chapters, ToOwned::to_owned);
        return PinpointLookup::No(spoken().check_no_step(name, range));
    };
    let sections = outline.iter().filter(|entry| {
        entry.level == ProvisionKind::Section
            && entry.path.strip_prefix(&found.path).is_some_and(|p| p.starts_with('.'))
    });
    let sections: Vec<&OutlineEntry> = sections.collect();
    let Some(section) = section else { return PinpointLookup::Yes };
    if sections.is_empty() {
        return PinpointLookup::CannotTell;
    }
    let wanted = format!("muc-{section}");
    if sections.iter().any(|entry| last_step(&entry.path) == wanted) {
        return PinpointLookup::Yes;
    }
    let range = range(&sections, ToOwned::to_owned);
    PinpointLookup::No(spoken().check_no_step(spoken().path_section(section), range))
}

fn has_children(outline: &[OutlineEntry], path: &str) -> bool {
    outline.iter().any(|entry| {
        entry.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'))
    })
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
    PinpointLookup::No(spoken().check_no_step(named(wanted), range(&children, *named)))
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
            spoken().check_range(label(first), label(last))
        }
        (Some(only), _) => spoken().check_range_only(label(only)),
        _ => String::new(),
    }
}

/// Whether a provision is one of the enclosure of the document behind it: "Điều 4 Quy chế
/// ban hành kèm theo Quyết định số …".
pub(super) fn is_of_enclosure(
    context: &CheckContext<'_>,
    place: Span,
    citation: &Citation,
) -> bool {
    let between = context.text.get(place.end..citation.span.start).unwrap_or_default();
    let between: Vec<_> = text_words(between).collect();
    words::ends_before(&between, between.len(), Role::IssuedBy)
}

/// The lines of what a document issues with itself.
pub(super) fn enclosure(outline: &[OutlineEntry]) -> Vec<OutlineEntry> {
    let units = outline.iter().filter(|entry| entry.level == ProvisionKind::Enclosure);
    let places: Vec<(usize, usize)> = units.map(|unit| (unit.start, unit.end)).collect();
    let is_inside = |entry: &&OutlineEntry| {
        places.iter().any(|(start, end)| *start < entry.start && entry.end <= *end)
    };
    outline.iter().filter(is_inside).cloned().collect()
}
