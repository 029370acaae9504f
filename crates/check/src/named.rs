//! Documents that the draft calls by a name only.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::context::{CheckContext, Findings};
use super::finding::Finding;
use super::group::grouped;
use super::horizon;
use super::named_told::{is_itself, is_told};
use super::rule::{Rule, Severity};
use super::title::{Comparison, Likeness, TitleWords};
use super::words::{self, Role};
use tracuu_legal::citation::known_name;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::resolve::Resolution;
use tracuu_legal::document::date::vietnamese_day;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::fact_field::FactField;
use tracuu_print::messages::{VIETNAMESE, spoken};
use tracuu_text::span::Span;
use tracuu_text::syllable::normal_words;

/// Most different names with one beginning that are compared with each other, word by
/// word.
const MAX_ALIKE: usize = 24;

/// Looks at every document without a number.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) {
    unresolvable(context, out);
    two_names(context, out);
    near_names(context, out);
    own_title(context, out);
    back_references(context, out);
    horizon::check(context, out);
}

/// Documents without number and date, each once.
fn unresolvable(context: &CheckContext<'_>, out: &mut Findings) {
    let untold = context.citations().filter(|(index, citation)| {
        citation.kind == CitationKind::Named && !is_told(context, *index, citation)
    });
    let by_name = untold.map(|(index, citation)| (name_key(context, citation), index));
    for indexes in grouped(by_name) {
        one_unresolvable(context, &indexes, out);
    }
}

/// A name as a key; several names of one plenum are one.
fn name_key(context: &CheckContext<'_>, citation: &Citation) -> String {
    listed_key(context, citation)
        .unwrap_or_else(|| context.title_words(citation.span).key())
}

/// What the table of names knows of a name, as a key; `None` for a name that it has not.
fn listed_key(context: &CheckContext<'_>, citation: &Citation) -> Option<String> {
    let meanings = known_name::meanings(context.text, citation, context.day);
    let symbols = meanings.all.iter().map(|meaning| meaning.symbol.to_string());
    let key = symbols.collect::<Vec<_>>().join(" ");
    (!key.is_empty()).then_some(key)
}

fn one_unresolvable(context: &CheckContext<'_>, indexes: &[usize], out: &mut Findings) {
    let Some(first) = indexes.first().copied() else { return };
    let Some(citation) = context.citation(first) else { return };
    let name = context.words(citation.span);
    let mut message = spoken().check_unresolvable(name);
    let mut finding = Finding::new(Rule::DraftUnresolvable, citation.span, String::new());
    let meanings = known_name::meanings(context.text, citation, context.day);
    let dated = meanings.all.iter().map(|meaning| {
        VIETNAMESE.check_with_day(&meaning.symbol, vietnamese_day(meaning.issued))
    });
    message = match &dated.collect::<Vec<_>>()[..] {
        [] => message,
        [only] => spoken().check_unresolvable_but_one(message, only),
        several => spoken().check_unresolvable_but_several(message, several.join("; ")),
    };
    if let Some(facts) = context.facts(first) {
        if let Some(symbol) = facts.symbol() {
            let kind = facts
                .document_type()
                .map_or(VIETNAMESE.name_document(), DocumentType::name);
            let mut known = VIETNAMESE.name_numbered(kind, symbol);
            if let Some(date) = facts.dates().first() {
                known = VIETNAMESE.check_with_day(known, date.vietnamese());
            }
            message = spoken().check_unresolvable_but_known(message, &known);
            if facts.document_type() == citation.document_type
                && let Some(rest) = behind_type(context, citation)
            {
                finding = finding.with_replacement(format!("{known} {rest}"));
            }
        }
        finding = finding.with_evidence(facts.evidence_for(FactField::Title));
    }
    finding.message = message;
    let is_mild = indexes.iter().all(|index| {
        context.citation(*index).is_some_and(|citation| is_mild(context, citation))
    });
    if is_mild {
        finding = finding.with_severity(Severity::Info);
    }
    let others = indexes.iter().skip(1).filter_map(|index| context.citation(*index));
    out.push(finding.for_citation(first).with_places(others.map(|other| other.span)));
}

/// The words of a named mention behind its type word.
fn behind_type(context: &CheckContext<'_>, citation: &Citation) -> Option<String> {
    let start = citation.type_span?.end;
    Some(context.words(Span::new(start, citation.span.end)))
}

/// Whether a name without number is no more than information: in the title of another
/// document, of a congress, printed in a caption, of a document that is looked back on, or
/// of one that its body has once.
fn is_mild(context: &CheckContext<'_>, citation: &Citation) -> bool {
    let is_congress = citation
        .issuer
        .is_some_and(|issuer| words::opens(issuer.of(context.text), Role::Congress));
    citation.nested_in.is_some()
        || is_congress
        || words::opens(citation.span.of(context.text), Role::OneOfItsKind)
        || context.is_caption(citation.span)
        || horizon::looks_back(context, citation.span.start)
}

/// One document under two names, where the table of names knows that they mean the same.
fn two_names(context: &CheckContext<'_>, out: &mut Findings) {
    let mut seen: FxHashMap<String, (Span, String)> = FxHashMap::default();
    for (index, citation, key) in names_apart(context) {
        let name = context.words(citation.span);
        match seen.get(&key) {
            None => {
                seen.insert(key, (citation.span, name));
            }
            Some((first, known)) if normal_words(known) != normal_words(&name) => {
                let message = spoken().check_two_names(&name, known);
                let finding = Finding::new(Rule::DraftTwoNames, citation.span, message);
                out.push(
                    finding
                        .for_citation(index)
                        .with_places([*first])
                        .with_replacement(known.clone()),
                );
            }
            Some(_) => {}
        }
    }
}

/// The names that the table of names has, with their keys; none that holds another mention of
/// its document or stands in one: with the one in the place of the other a name would grow.
fn names_apart<'a>(
    context: &CheckContext<'a>,
) -> impl Iterator<Item = (usize, &'a Citation, String)> {
    let named = context.citations().filter(|(_, citation)| {
        citation.kind == CitationKind::Named
            && citation.issuer.is_some()
            && !context.is_caption(citation.span)
    });
    let keys: FxHashMap<usize, String> = named
        .filter_map(|(index, citation)| Some((index, listed_key(context, citation)?)))
        .collect();
    let mut tangled: FxHashSet<usize> = FxHashSet::default();
    for (index, key) in &keys {
        let mut outer = context.citation(*index).and_then(|citation| citation.nested_in);
        while let Some(around) = outer {
            if keys.get(&around) == Some(key) {
                tangled.extend([*index, around]);
            }
            outer = context.citation(around).and_then(|citation| citation.nested_in);
        }
    }
    let mut apart: Vec<_> =
        keys.into_iter().filter(|(index, _)| !tangled.contains(index)).collect();
    apart.sort_unstable();
    let citations = &context.draft.citations;
    apart.into_iter().filter_map(|(index, key)| Some((index, citations.get(index)?, key)))
}

/// A name or title of the draft, to be compared with the others.
struct TitledMention {
    index: usize,
    span: Span,
    title: Rc<TitleWords>,
    is_named: bool,
}

/// Words with which two names begin that are compared.
const COMMON_WORDS: usize = 3;

/// Fewest words of a name that is compared.
const MIN_NAME_WORDS: usize = 5;

/// Names that nearly are another name or title of the draft.
fn near_names(context: &CheckContext<'_>, out: &mut Findings) {
    let mut by_start: FxHashMap<String, Vec<TitledMention>> = FxHashMap::default();
    let titled = context.citations().filter_map(|(i, c)| titled_mention(context, i, c));
    for one in titled {
        let known = by_start.entry(one.title.beginning(COMMON_WORDS)).or_default();
        if known.len() == MAX_ALIKE || known.iter().any(|other| other.title == one.title)
        {
            continue;
        }
        let twin = known.iter().find_map(|other| Some((other, near(&one, other)?)));
        if let Some((other, compared)) = twin {
            let (words, known) = (context.words(one.span), context.words(other.span));
            let message = spoken().check_near_names(words, known, compared.shown());
            let finding = Finding::new(Rule::DraftTwoTitles, one.span, message)
                .for_citation(one.index);
            out.push(finding.with_severity(Severity::Info).with_places([other.span]));
        }
        known.push(one);
    }
}

fn titled_mention(
    context: &CheckContext<'_>,
    index: usize,
    citation: &Citation,
) -> Option<TitledMention> {
    let is_named = citation.kind == CitationKind::Named;
    let span = if is_named { citation.span } else { citation.title? };
    if is_named && citation.title.is_none() {
        return None;
    }
    let title = context.title_words(span);
    let is_long = title.n_words() >= MIN_NAME_WORDS;
    is_long.then_some(TitledMention { index, span, title, is_named })
}

/// How two names differ that differ in few words, where one at least is of a document
/// without a number: numbered ones are told apart by their symbols.
fn near(one: &TitledMention, other: &TitledMention) -> Option<Comparison> {
    if !one.is_named && !other.is_named {
        return None;
    }
    let compared = one.title.compare(&other.title);
    let n_words = one.title.n_words().min(other.title.n_words());
    let runs = compared.lost.iter().chain(&compared.gained);
    let n_other: usize = runs.map(|run| run.split(' ').count()).sum();
    (compared.likeness != Likeness::Same && n_other * 2 <= n_words).then_some(compared)
}

/// The draft under a shorter title than its own.
fn own_title(context: &CheckContext<'_>, out: &mut Findings) {
    let head = context.draft.document.header.title.as_ref();
    let Some((own, known)) = head.zip(context.own_title.as_ref()) else { return };
    let kind =
        context.draft.document.header.document_type.as_ref().map(|fact| fact.value);
    let known = known.without_type(kind);
    for (index, citation) in context.citations() {
        let Some(stated) = citation.title else { continue };
        if citation.kind != CitationKind::SelfReference {
            continue;
        }
        let compared = context.title_words(stated).without_type(kind).compare(&known);
        if compared.likeness == Likeness::Same {
            continue;
        }
        let message = spoken().check_own_title(compared.shown());
        let finding = Finding::new(Rule::DraftOwnTitle, citation.span, message);
        out.push(finding.for_citation(index).with_places([own.span]));
    }
}

/// References back that take up no single document.
fn back_references(context: &CheckContext<'_>, out: &mut Findings) {
    for (index, citation) in context.citations() {
        let is_open = citation.kind == CitationKind::BackReference
            && citation.antecedent.is_none()
            && context
                .resolved
                .get(index)
                .is_some_and(|l| l.resolution == Resolution::Absent);
        // "Quy chế này" in the annex of a decision is the annex.
        if is_open && !is_itself(context, citation) {
            let message = spoken().check_back_reference(context.words(citation.span));
            out.push(
                Finding::new(Rule::DraftBackReference, citation.span, message)
                    .for_citation(index),
            );
        }
    }
}
