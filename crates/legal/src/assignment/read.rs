//! All assignments of a document.

use super::cell::Names;
use super::duty::Assignment;
use super::measure::Measures;
use super::{labelled, sentence, table};
use crate::agency::registry::Registry;
use crate::agency::tier::Tier;
use crate::document::level::ProvisionLevel;
use crate::document::outline::{Outline, Provision};
use tracuu_text::layout::BlockKind;
use tracuu_text::manuscript::Manuscript;

/// Reads who does what in a document: from its tables and its sentences, in the order of
/// the text. `home` is the tier of the issuing body, where it is known: a body named
/// without its area is taken to stand on it. Linear in the text.
pub fn read(
    manuscript: &Manuscript,
    outline: &Outline,
    home: Option<Tier>,
) -> Vec<Assignment> {
    let names = Names { registry: Registry::built_in(), home };
    let text = manuscript.text();
    let measures = Measures::of(text, outline);
    let mut found: Vec<Assignment> = Vec::new();
    for block in manuscript.blocks() {
        if let BlockKind::Table(table) = &block.kind {
            found.extend(table::read(names, text, table));
        }
    }
    for assignment in &mut found {
        assignment.measures = measures.about(text, &assignment.items, assignment.task);
    }
    found.extend(sentence::read(names, manuscript, outline));
    found.extend(labelled::read(names, manuscript, outline));
    found.sort_by_key(|assignment| assignment.span.start);
    for assignment in &mut found {
        place(assignment, outline);
    }
    found
}

/// Notes the provision of an assignment, and its measure where it is a sentence of one.
fn place(assignment: &mut Assignment, outline: &Outline) {
    let Some(provision) = innermost(outline, assignment.span.start) else { return };
    assignment.provision = Some(provision.path.clone());
    let mut above = Some(provision);
    while let Some(provision) = above {
        if provision.is_measure && assignment.measures.is_empty() {
            assignment.measures.push(provision.path.clone());
        }
        above = provision.parent.and_then(|parent| outline.provisions.get(parent));
    }
}

/// The innermost provision at a byte: the last that starts before it and reaches it.
pub(super) fn innermost(outline: &Outline, at: usize) -> Option<&Provision> {
    let n_before =
        outline.provisions.partition_point(|provision| provision.span.start <= at);
    let mut provision = outline.provisions.get(n_before.checked_sub(1)?)?;
    while provision.span.end <= at {
        provision = outline.provisions.get(provision.parent?)?;
    }
    Some(provision)
}

/// Whether sentences of a provision of this level can assign tasks.
pub(super) fn is_running_text(level: ProvisionLevel) -> bool {
    !matches!(
        level,
        ProvisionLevel::Header | ProvisionLevel::Recipients | ProvisionLevel::Signature
    )
}
