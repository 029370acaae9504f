//! The basis of a draft (phần căn cứ): the form of its lines, their order, and higher
//! documents that are left out.
//!
//! Form: a line each, a semicolon behind each, a full stop behind the last (30/2020/NĐ-CP
//! Annex I II.6). Order: laws before decrees before circulars; of other types nothing is
//! asked, because their rank depends on who issued them.

use rustc_hash::FxHashSet;

use super::context::{CheckContext, Findings};
use super::finding::Finding;
use super::rule::Rule;
use super::words::{self, Role};
use tracuu_legal::citation::relation::RelationKind;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::level::ProvisionLevel;
use tracuu_print::messages::spoken;
use tracuu_text::layout::BlockKind;
use tracuu_text::span::Span;

/// Looks at the basis.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) {
    let lines = lines(context);
    if let Some((last, others)) =
        lines.split_last().filter(|(_, others)| !others.is_empty())
    {
        for line in others {
            ending(context, *line, ';', out);
        }
        ending(context, *last, '.', out);
        order(context, &lines, out);
    }
    higher(context, out);
}

/// The lines of the basis: paragraphs in a row before the first numbered unit that open as
/// such.
fn lines(context: &CheckContext<'_>) -> Vec<Span> {
    let mut lines: Vec<Span> = Vec::new();
    let mut has_ended = false;
    for block in context.draft.document.manuscript.blocks() {
        if !is_before_body(context, block.span) {
            break;
        }
        let is_text = matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Note
        );
        let words = block.span.of(context.text);
        let opening = match lines.is_empty() {
            true => Role::BasisFirst,
            false if has_ended => Role::Basis,
            false => Role::BasisPossible,
        };
        has_ended = words.trim_end().ends_with('.');
        if is_text && words::opens(words, opening) {
            lines.push(block.span);
        } else if lines.len() > 1 {
            break;
        } else {
            lines.clear();
        }
    }
    lines
}

fn is_before_body(context: &CheckContext<'_>, span: Span) -> bool {
    let outline = &context.draft.document.outline;
    let unit = outline.at(span.start).and_then(|at| outline.provisions.get(at));
    unit.is_none_or(|unit| {
        matches!(unit.level, ProvisionLevel::Header | ProvisionLevel::Preamble)
    })
}

/// The mark at the end of a line.
fn ending(context: &CheckContext<'_>, line: Span, mark: char, out: &mut Findings) {
    let line = line.trimmed(context.text);
    let words = line.of(context.text);
    let last = words.chars().next_back();
    // Of the last line a comma leads on to "quyết định" and its like.
    if last == Some(mark) || mark == '.' && matches!(last, Some(',' | ':' | ';')) {
        return;
    }
    let last_word = |(at, blank): (usize, char)| at + blank.len_utf8();
    let blank = words.char_indices().rfind(|(_, letter)| letter.is_whitespace());
    let start = blank.map_or(0, last_word);
    let span = Span::new(line.start + start, line.end);
    let word = span.of(context.text).trim_end_matches(['.', ',', ';', ':']);
    let name = match mark {
        ';' => spoken().check_semicolon(),
        _ => spoken().check_full_stop(),
    };
    let message = spoken().check_basis_ending(name);
    let finding = Finding::new(Rule::CiteBasisForm, span, message);
    out.push(finding.with_replacement(format!("{word}{mark}")));
}

/// A higher document behind a lower one.
fn order(context: &CheckContext<'_>, lines: &[Span], out: &mut Findings) {
    let mut lowest: Option<(u8, DocumentType)> = None;
    let mut citations = context.citations().peekable();
    for line in lines {
        while citations.peek().is_some_and(|(_, c)| c.span.start < line.start) {
            citations.next();
        }
        let Some((index, first)) =
            citations.peek().copied().filter(|(_, c)| line.contains(c.span))
        else {
            continue;
        };
        let Some((rank, kind)) =
            first.document_type.and_then(|kind| Some((kind.rank()?, kind)))
        else {
            continue;
        };
        match lowest {
            Some((low, other)) if rank < low => {
                let message = spoken().check_basis_order(kind.name(), other.name());
                let finding = Finding::new(Rule::CiteBasisForm, first.span, message);
                out.push(finding.for_citation(index));
            }
            _ => lowest = Some((rank, kind)),
        }
    }
}

/// Documents that a document of the basis carries out, and that the draft does not name.
fn higher(context: &CheckContext<'_>, out: &mut Findings) {
    let mut told: FxHashSet<&str> = FxHashSet::default();
    let is_own = |id: &str| context.own.iter().any(|own| own == id);
    for (index, citation) in context.citations() {
        let relation = context.draft.relations.get(index).and_then(Option::as_ref);
        let is_basis = relation.is_some_and(|one| one.kind == RelationKind::Basis);
        let Some(facts) = context.facts(index).filter(|_| is_basis) else { continue };
        for target in facts.carried_out() {
            if is_own(target)
                || context.cited_ids.contains_key(target)
                || !told.insert(target)
            {
                continue;
            }
            let message = spoken().check_higher(
                context.words(citation.span),
                context.directory.dated_name(target),
            );
            let finding = Finding::new(Rule::CiteHigher, citation.span, message);
            out.push(finding.for_citation(index));
        }
    }
}
