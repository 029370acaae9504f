//! All assignments of a document.

use super::cell::Names;
use super::duty::Assignment;
use super::measure::Measures;
use super::{labelled, sentence, table};
use crate::agency::registry::Registry;
use crate::agency::tier::Tier;
use crate::document::outline::Outline;
use tracuu_text::layout::BlockKind;
use tracuu_text::manuscript::Manuscript;

/// What is known of the document whose assignments are read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Issue {
    /// The tier of the issuing body: a body named without its area is taken to stand on it.
    pub home: Option<Tier>,
    /// The year in which it was issued: what the years before it saw is told, not given.
    pub year: Option<i16>,
}

/// Reads who does what in a document: from its tables and its sentences, in the order of
/// the text. Linear in the text.
pub fn read(manuscript: &Manuscript, outline: &Outline, issue: Issue) -> Vec<Assignment> {
    let names = Names { registry: Registry::built_in(), home: issue.home };
    let text = manuscript.text();
    let measures = Measures::new(text, outline);
    let mut found: Vec<Assignment> = Vec::new();
    for block in manuscript.blocks() {
        if let BlockKind::Table(table) = &block.kind {
            found.extend(table::read(names, text, table));
        }
    }
    for assignment in &mut found {
        assignment.measures = measures.about(text, &assignment.items, assignment.task);
    }
    found.extend(sentence::read(names, manuscript, outline, issue.year));
    found.extend(labelled::read(names, manuscript, outline));
    found.sort_by_key(|assignment| assignment.span.start);
    for assignment in &mut found {
        place(assignment, outline);
    }
    found
}

/// Notes the provision of an assignment, and its measure where it is a sentence of one.
fn place(assignment: &mut Assignment, outline: &Outline) {
    let Some(innermost) = outline.at(assignment.span.start) else { return };
    for at in std::iter::once(innermost).chain(outline.ancestors(innermost)) {
        let Some(provision) = outline.provisions.get(at) else { continue };
        if at == innermost {
            assignment.provision = Some(provision.path.clone());
        }
        if provision.is_measure && assignment.measures.is_empty() {
            assignment.measures.push(provision.path.clone());
        }
    }
}
