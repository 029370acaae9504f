//! The sample documents of `tests/documents/`: what the program finds in them against what
//! was read by hand.

use std::collections::BTreeSet;

use serde_json::Value;
use tracuu_legal::assignment;
use tracuu_legal::assignment::duty::{Assignment, AssignmentSource, Party};
use tracuu_legal::citation::amending_clause::AmendingAction;
use tracuu_legal::citation::find;
use tracuu_legal::citation::mention::{
    Citation, CitationKind, Pinpoint, PinpointContainer,
};
use tracuu_legal::citation::provision_mention::{self, ProvisionHolder};
use tracuu_legal::document::document::Document;
use tracuu_legal::document::header::{Fact, Header};
use tracuu_legal::document::level::ProvisionLevel;
use tracuu_text::layout::BlockKind;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

use crate::expected::{
    Expected, ExpectedAssignment, ExpectedCitation, ExpectedPinpoint, Sample, samples,
    squeezed,
};

/// Differences that are known and not yet mended, one a line. Each is an error of the
/// program, and the reading by hand stands: a line goes when its difference does.
const OPEN: &str = include_str!("../documents/open.txt");

/// Fails with every difference of every sample, not with the first, and with every line of
/// the open list that is no longer one.
fn check(area: &str, differences: impl Fn(&Sample, &Document) -> Vec<String>) {
    let mut found = BTreeSet::new();
    for sample in samples() {
        let document = read(&sample);
        for line in differences(&sample, &document) {
            found.insert(format!("{area}: {}: {}", sample.name, squeezed(&line)));
        }
    }
    let of_area = |line: &&str| line.split_once(':').is_some_and(|(it, _)| it == area);
    let open: BTreeSet<String> =
        OPEN.lines().filter(of_area).map(str::to_owned).collect();
    let new: Vec<&String> = found.difference(&open).collect();
    let mended: Vec<&String> = open.difference(&found).collect();
    assert!(
        new.is_empty() && mended.is_empty(),
        "\nnew: {new:#?}\nmended: {mended:#?}\n\
         help: the text decides, see tests/documents/README.md; a mended line goes out of \
         tests/documents/open.txt\n"
    );
}

fn read(sample: &Sample) -> Document {
    let bytes = std::fs::read(&sample.path).unwrap();
    let name = sample.path.to_str();
    Document::read(tracuu_extract::read::read(&bytes, name).unwrap())
}

/// Whether two texts are the same but for white space.
fn same(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String { text.split_whitespace().collect() };
    letters(one) == letters(other)
}

#[test]
fn expectations_quote_their_texts() {
    check("quotes", |sample, document| {
        let manuscript = &document.manuscript;
        let expected = &sample.expected;
        assert!(!expected.about.is_empty());
        let text: String = squeezed(manuscript.text());
        let bare: String = text.split_whitespace().collect();
        let quotes = expected.citations.iter().map(|citation| &citation.text);
        let quotes = quotes.chain(&expected.near_misses).chain(&expected.not_assignments);
        let quotes = quotes.chain(expected.assignments.iter().filter_map(|assignment| {
            assignment.quote.as_ref().or(assignment.task.as_ref())
        }));
        quotes
            .filter(|quote| !bare.contains(&quote.split_whitespace().collect::<String>()))
            .map(|quote| format!("not in the canonical text: {quote}"))
            .collect()
    });
}

#[test]
fn broken_paragraphs_are_joined() {
    check("joins", |sample, document| {
        let manuscript = &document.manuscript;
        let lines: Vec<String> = manuscript.text().lines().map(squeezed).collect();
        let joins = sample.expected.joins.iter();
        let torn = joins.filter(|join| !lines.iter().any(|line| line.contains(*join)));
        let mut differences: Vec<String> =
            torn.map(|join| format!("not on one line: {join}")).collect();
        let is_body = |kind: &BlockKind| !matches!(kind, BlockKind::Furniture);
        let n_blocks =
            manuscript.blocks().iter().filter(|block| is_body(&block.kind)).count();
        if sample.expected.blocks.is_some_and(|expected| expected != n_blocks) {
            differences.push(format!("{n_blocks} blocks"));
        }
        differences
    });
}

#[test]
fn heads_are_read() {
    check("heads", |sample, document| {
        let expected = sample.expected.header.iter();
        let fault = |(name, value): (&String, &Value)| {
            header_fault(&document.header, name, value)
        };
        expected.filter_map(fault).collect()
    });
}

fn header_fault(header: &Header, name: &str, expected: &Value) -> Option<String> {
    if name == "recipients" {
        let n_found = header.recipients.len();
        let is_right = expected.as_u64() == u64::try_from(n_found).ok();
        return (!is_right).then(|| format!("{n_found} recipients, not {expected}"));
    }
    let text = |fact: &Option<Fact<String>>| fact.as_ref().map(|it| it.value.clone());
    let found = match name {
        "type" => header.document_type.as_ref().map(|it| it.value.name().to_owned()),
        "symbol" => header.symbol.as_ref().map(|it| it.value.to_string()),
        "date" => header.date.as_ref().map(|it| it.value.to_string()),
        "organisation" => text(&header.organisation),
        "issuer" => text(&header.issuer),
        "place" => text(&header.place),
        "title" => text(&header.title),
        "signer" => text(&header.signer),
        "secrecy" => text(&header.secrecy),
        "urgency" => text(&header.urgency),
        _ => panic!("no fact of a head: {name}"),
    };
    let is_right = match (expected.as_str(), &found) {
        (Some(expected), Some(found)) => same(expected, found),
        (None, None) => true,
        _ => false,
    };
    (!is_right).then(|| format!("{name} is {found:?}, not {expected}"))
}

#[test]
fn provisions_are_read() {
    check("provisions", |sample, document| {
        let manuscript = &document.manuscript;
        let Some(expected) = &sample.expected.provisions else { return Vec::new() };
        let outline = &document.outline;
        let shape = |level: &str, label: &str| format!("{level} {label}");
        let found: Vec<String> = outline
            .provisions
            .iter()
            .map(|it| shape(&level_name(it.level), &it.label))
            .collect();
        // Only numbered units print a label.
        let wanted: Vec<String> = expected
            .iter()
            .map(|it| shape(&it.level, it.label.as_deref().unwrap_or_default()))
            .collect();
        let mut differences = Vec::new();
        for (want, have) in aligned(&wanted, &found) {
            match (want, have) {
                (Some(want), Some(have)) => {
                    let (want, have) = (&expected[want], &outline.provisions[have]);
                    let mut differ = |what: &str, found: &str| {
                        let place = shape(&want.level, &have.path);
                        differences.push(format!("{place}: {what} is {found:?}"));
                    };
                    let title = manuscript.slice(have.title);
                    if want.path.as_ref().is_some_and(|path| *path != have.path) {
                        differ("path", &have.path);
                    }
                    if want.title.as_ref().is_some_and(|want| !same(want, title)) {
                        differ("title", title);
                    }
                    if want.measure != have.is_measure {
                        differ("measure", &have.is_measure.to_string());
                    }
                }
                (Some(want), None) => {
                    differences.push(format!("missing: {}", wanted[want]));
                }
                (None, Some(have)) => {
                    let path = &outline.provisions[have].path;
                    differences.push(format!("too many: {} ({path})", found[have]));
                }
                (None, None) => {}
            }
        }
        differences
    });
}

fn level_name(level: ProvisionLevel) -> String {
    format!("{level:?}").to_ascii_lowercase()
}

/// Pairs two lists along their longest common run of equal members; the others alone.
fn aligned(one: &[String], other: &[String]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut longest = vec![vec![0_usize; other.len() + 1]; one.len() + 1];
    for left in (0..one.len()).rev() {
        for right in (0..other.len()).rev() {
            longest[left][right] = if one[left] == other[right] {
                longest[left + 1][right + 1] + 1
            } else {
                longest[left + 1][right].max(longest[left][right + 1])
            };
        }
    }
    let (mut left, mut right) = (0, 0);
    let mut pairs = Vec::new();
    while left < one.len() || right < other.len() {
        if left < one.len() && right < other.len() && one[left] == other[right] {
            pairs.push((Some(left), Some(right)));
            (left, right) = (left + 1, right + 1);
        } else if right == other.len()
            || left < one.len() && longest[left + 1][right] >= longest[left][right + 1]
        {
            pairs.push((Some(left), None));
            left += 1;
        } else {
            pairs.push((None, Some(right)));
            right += 1;
        }
    }
    pairs
}

#[test]
fn citations_are_found() {
    check("citations", |sample, document| {
        let manuscript = &document.manuscript;
        let all = find::in_document(manuscript, &document.header);
        let in_body = |it: &&Citation| {
            it.kind == CitationKind::Numbered && manuscript.body().contains(it.span)
        };
        let found: Vec<&Citation> = all.iter().filter(in_body).collect();
        let symbols: Vec<String> =
            found.iter().map(|it| symbol(it).unwrap_or_default()).collect();
        let expected = &sample.expected.citations;
        let wanted: Vec<String> = expected.iter().map(|it| it.symbol.clone()).collect();
        let mut differences = near_misses(&sample.expected, manuscript, &found);
        for (want, have) in aligned(&wanted, &symbols) {
            match (want.map(|want| &expected[want]), have.map(|have| found[have])) {
                (Some(want), Some(have)) if !want.own_head => {
                    let outer = numbered_around(&all, have);
                    differences.extend(citation_faults(want, have, outer, manuscript));
                }
                (Some(want), None) if !want.own_head => {
                    differences.push(format!("missing: {}", want.text));
                }
                (None, Some(have)) => {
                    differences
                        .push(format!("too many: {}", manuscript.slice(have.span)));
                }
                _ => {}
            }
        }
        differences
    });
}

fn symbol(citation: &Citation) -> Option<String> {
    citation.symbol.as_ref().map(ToString::to_string)
}

/// The symbol of the nearest mention around another that has one: the name of a project
/// may stand between ("phê duyệt Đề án … theo Nghị quyết số …").
fn numbered_around(all: &[Citation], inner: &Citation) -> Option<String> {
    let parent = |inner: &Citation| inner.nested_in.and_then(|outer| all.get(outer));
    std::iter::successors(parent(inner), |outer| parent(outer)).find_map(symbol)
}

fn citation_faults(
    want: &ExpectedCitation,
    have: &Citation,
    outer: Option<String>,
    manuscript: &Manuscript,
) -> Vec<String> {
    let mut faults = Vec::new();
    let slice = |span: Option<Span>| span.map(|span| manuscript.slice(span).to_owned());
    let mut compare = |what: &str, want: Option<&str>, have: Option<String>| {
        let is_right = match (want, &have) {
            (Some(want), Some(have)) => same(want, have),
            (None, None) => true,
            _ => false,
        };
        if !is_right {
            faults.push(format!("{what} is {have:?}, not {want:?}"));
        }
    };
    compare("text", Some(&want.text), slice(Some(have.span)));
    compare(
        "type",
        want.r#type.as_deref(),
        have.document_type.map(|it| it.name().to_owned()),
    );
    compare("date", want.date.as_deref(), have.date.map(|it| it.to_string()));
    compare("issuer", want.issuer.as_deref(), slice(have.issuer));
    compare("alias", want.alias.as_deref(), slice(have.alias));
    if want.nested_in.as_deref() != Some("*") {
        compare("nested_in", want.nested_in.as_deref(), outer);
    }
    let pinpoint: Vec<ExpectedPinpoint> = have.pinpoint.iter().map(plain).collect();
    if pinpoint != want.pinpoint {
        faults.push(format!("pinpoint is {pinpoint:?}, not {:?}", want.pinpoint));
    }
    faults.iter().map(|fault| format!("{}: {fault}", want.text)).collect()
}

fn plain(pinpoint: &Pinpoint) -> ExpectedPinpoint {
    let Pinpoint { article, clause, point, container } = pinpoint.clone();
    let PinpointContainer { subsection, section, chapter, part, annex } = container;
    ExpectedPinpoint { article, clause, point, subsection, section, chapter, part, annex }
}

#[test]
fn named_provisions_are_read() {
    check("pinpoints", |sample, document| {
        let Some(expected) = &sample.expected.pinpoints else { return Vec::new() };
        let citations = find::in_document(&document.manuscript, &document.header);
        let wanted: Vec<String> = expected
            .iter()
            .map(|it| shown(&it.text, &it.places, &it.of, it.action))
            .collect();
        let found = all_provisions(document, &citations);
        let pairs = aligned(&wanted, &found).into_iter();
        pairs
            .filter_map(|pair| match pair {
                (Some(want), None) => Some(format!("missing: {}", wanted[want])),
                (None, Some(have)) => Some(format!("too many: {}", found[have])),
                _ => None,
            })
            .collect()
    });
}

/// The provisions that a document names, in order: those of its citations and the others.
fn all_provisions(document: &Document, citations: &[Citation]) -> Vec<String> {
    let slice = |span: Span| squeezed(document.manuscript.slice(span));
    let name = |it: &Citation| symbol(it).unwrap_or_else(|| slice(it.span));
    let places = |all: &[Pinpoint]| all.iter().map(plain).collect::<Vec<_>>();
    let of_citations = citations.iter().filter_map(|it| {
        let span = it.pinpoint_span?;
        Some((span, shown(&slice(span), &places(&it.pinpoint), &name(it), None)))
    });
    let others = provision_mention::find(document, citations);
    let others = others.iter().map(|it| {
        let of = match it.holder {
            ProvisionHolder::Own => "own".to_owned(),
            ProvisionHolder::Unstated => "unstated".to_owned(),
            ProvisionHolder::Mention(at) => name(&citations[at]),
        };
        (it.span, shown(&slice(it.span), &places(&it.places), &of, it.action))
    });
    let mut all: Vec<(Span, String)> = of_citations.chain(others).collect();
    all.sort_unstable();
    all.into_iter().map(|(_, line)| line).collect()
}

fn shown(
    text: &str,
    places: &[ExpectedPinpoint],
    of: &str,
    action: Option<AmendingAction>,
) -> String {
    let places: Vec<String> = places.iter().map(ToString::to_string).collect();
    let action = action.map(|action| format!(" {action:?}")).unwrap_or_default();
    format!("{text} = {} of {of}{action}", places.join("; "))
}

/// Citations that touch what is none.
fn near_misses(
    expected: &Expected,
    manuscript: &Manuscript,
    found: &[&Citation],
) -> Vec<String> {
    let mut faults = Vec::new();
    for near_miss in &expected.near_misses {
        for (start, _) in manuscript.text().match_indices(near_miss) {
            let place = Span::new(start, start + near_miss.len());
            let taken = found.iter().find(|citation| citation.span.overlaps(place));
            faults.extend(taken.map(|citation| {
                format!("{near_miss}: taken by {}", manuscript.slice(citation.span))
            }));
        }
    }
    faults
}

#[test]
fn assignments_are_read() {
    check("assignments", |sample, document| {
        let manuscript = &document.manuscript;
        let found = assignment::read::read(
            manuscript,
            &document.outline,
            assignment::read::Issue::default(),
        );
        let mut differences = Vec::new();
        let rows: Vec<&Assignment> =
            found.iter().filter(|it| it.source == AssignmentSource::Table).collect();
        let expected = &sample.expected.assignments;
        let wanted: Vec<&ExpectedAssignment> =
            expected.iter().filter(|it| it.source == "table").collect();
        let row = |it: Option<&String>| it.cloned().unwrap_or_default();
        let have: Vec<String> = rows.iter().map(|it| row(it.row.as_ref())).collect();
        let want: Vec<String> = wanted.iter().map(|it| row(it.row.as_ref())).collect();
        for pair in aligned(&want, &have) {
            match pair {
                (Some(want), Some(have)) => differences.extend(assignment_faults(
                    wanted[want],
                    rows[have],
                    manuscript,
                )),
                (Some(want), None) => differences.push(format!("no row {}", want + 1)),
                (None, Some(have)) => {
                    let text = squeezed(manuscript.slice(rows[have].span));
                    differences.push(format!("a row too many: {text}"));
                }
                (None, None) => {}
            }
        }
        let sentences: Vec<&Assignment> =
            found.iter().filter(|it| it.source == AssignmentSource::Text).collect();
        differences.extend(sentence_faults(&sample.expected, &sentences, manuscript));
        differences
    });
}

fn sentence_faults(
    expected: &Expected,
    found: &[&Assignment],
    manuscript: &Manuscript,
) -> Vec<String> {
    let mut faults = Vec::new();
    let of = |quote: &str| {
        let holds = |it: &&&Assignment| {
            let text = squeezed(manuscript.slice(it.span));
            text.contains(quote) || quote.contains(&text)
        };
        // Where several stand in one sentence, the one with a lead is meant.
        let mut all: Vec<&Assignment> = found.iter().filter(holds).copied().collect();
        all.sort_by_key(|it| it.lead().count() == 0);
        all.first().copied()
    };
    for want in expected.assignments.iter().filter(|it| it.source == "text") {
        let quote = want.quote.as_deref().unwrap_or_default();
        match of(quote) {
            _ if want.optional => {}
            Some(have) => faults.extend(assignment_faults(want, have, manuscript)),
            None => faults.push(format!("not found: {quote}")),
        }
    }
    for quote in &expected.not_assignments {
        for (start, _) in manuscript.text().match_indices(quote) {
            let place = Span::new(start, start + quote.len());
            let parties = found.iter().flat_map(|it| &it.parties);
            let taken = parties.filter(|party| party.span.overlaps(place));
            faults.extend(taken.map(|_| format!("assigns nothing: {quote}")));
        }
    }
    faults
}

fn assignment_faults(
    want: &ExpectedAssignment,
    have: &Assignment,
    manuscript: &Manuscript,
) -> Vec<String> {
    let place = want.row.as_ref().or(want.quote.as_ref()).cloned().unwrap_or_default();
    let mut faults = Vec::new();
    let names = |parties: &mut dyn Iterator<Item = &Party>| -> Vec<String> {
        parties.map(|party| squeezed(manuscript.slice(party.span))).collect()
    };
    for (what, want, have) in [
        ("lead", &want.lead, names(&mut have.lead())),
        ("coordinating", &want.coordinating, names(&mut have.coordinating())),
    ] {
        if *want != have {
            faults.push(format!("{what} is {have:?}, not {want:?}"));
        }
    }
    let task = squeezed(manuscript.slice(have.task));
    if want.task.as_ref().is_some_and(|want| !task.starts_with(want.as_str())) {
        faults.push(format!("task is {task:?}"));
    }
    for (what, want, have) in [
        ("deadline", &want.deadline, have.deadline),
        ("product", &want.product, have.product),
    ] {
        let have = have.map(|span| squeezed(manuscript.slice(span)));
        // Sentences state no product; a deadline of theirs is compared where it was read.
        if *want != have && (want.is_some() || have.is_some() && place.len() < 3) {
            faults.push(format!("{what} is {have:?}, not {want:?}"));
        }
    }
    faults.iter().map(|fault| format!("{place}: {fault}")).collect()
}
