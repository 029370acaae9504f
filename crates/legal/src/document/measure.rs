//! Which units are measures (nhiệm vụ, giải pháp): numbered tasks under a heading that
//! announces them.
//!
//! A measure is a clause, a sub-clause or a part inside such a part, of a plan, programme,
//! scheme, resolution, directive or the like; points are not counted one by one. Parts
//! about aims, findings or organisation hold no measures, whatever their sub-headings say.

use super::document_type::DocumentType;
use super::level::ProvisionLevel;
use super::outline::{Outline, Provision};
use super::type_row::MeasureSource;
use super::words::{self, Role};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal_words;

/// Longest heading among tasks that may be one about aims, in words; a longer one is a
/// task that happens to begin so.
const MAX_AIM_WORDS: usize = 8;

/// Bytes at the end of a lead-in that may announce tasks.
const LEAD_IN_BYTES: usize = 240;

/// What the headings around a unit announce.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Announcement {
    /// Nothing.
    None,
    Tasks,
    /// Something else; nothing below changes that.
    NoTasks,
}

/// What a unit passes on to those below it.
#[derive(Clone, Copy)]
struct UnitContext {
    announced: Announcement,
    /// Whether the document that it stands in is one that has measures.
    is_in_plan: bool,
}

/// Marks the measures. `enclosed` holds for each provision the type of the document that
/// it encloses; `own` is the type of the document itself, whose title is `title`.
pub(super) fn mark_measures(
    outline: &mut Outline,
    manuscript: &Manuscript,
    enclosed: &[Option<DocumentType>],
    own: Option<DocumentType>,
    title: &str,
) {
    let announced = if announces_tasks(outline, manuscript, own) {
        Announcement::Tasks
    } else {
        Announcement::None
    };
    let document = UnitContext { announced, is_in_plan: has_measures(own, title) };
    let mut contexts: Vec<UnitContext> = Vec::with_capacity(outline.provisions.len());
    for (unit, enclosed) in outline.provisions.iter_mut().zip(enclosed) {
        let above = unit.parent.map_or(document, |parent| contexts[parent]);
        let title = manuscript.slice(unit.title);
        let is_in_plan = match *enclosed {
            Some(document_type) => has_measures(Some(document_type), title),
            None => above.is_in_plan,
        };
        let heading = normal_words(title);
        let announced = announcement(unit, &heading, above.announced);
        unit.is_measure = is_in_plan
            && above.announced == Announcement::Tasks
            && announced != Announcement::NoTasks
            && is_countable(unit, &heading);
        contexts.push(UnitContext { announced, is_in_plan });
    }
}

/// Whether a unit is counted: a part that merely announces tasks again is not.
fn is_countable(unit: &Provision, heading: &str) -> bool {
    match unit.level {
        ProvisionLevel::Part => !words::says(heading, Role::Task),
        ProvisionLevel::Clause | ProvisionLevel::Subclause => true,
        _ => false,
    }
}

fn announcement(unit: &Provision, heading: &str, above: Announcement) -> Announcement {
    let is_special = matches!(
        unit.level,
        ProvisionLevel::Header
            | ProvisionLevel::Preamble
            | ProvisionLevel::Recipients
            | ProvisionLevel::Signature
            | ProvisionLevel::Annex
    );
    if is_special || above == Announcement::NoTasks {
        return Announcement::NoTasks;
    }
    if above == Announcement::Tasks {
        let is_aim = words::opens_with(heading, Role::Aim)
            && heading.split(' ').take(MAX_AIM_WORDS + 1).count() <= MAX_AIM_WORDS
            && !words::says(heading, Role::Task);
        return if is_aim { Announcement::NoTasks } else { Announcement::Tasks };
    }
    let says_task = words::says(heading, Role::Task);
    let names_aims = words::opens_with(heading, Role::Aim);
    if words::opens_with(heading, Role::NoTask) && !(names_aims && says_task) {
        return Announcement::NoTasks;
    }
    if says_task { Announcement::Tasks } else { above }
}

fn has_measures(document_type: Option<DocumentType>, title: &str) -> bool {
    document_type.is_some_and(|found| match found.row().measures {
        MeasureSource::Never => false,
        MeasureSource::Headings | MeasureSource::HeadingsAndLeadIn => true,
        MeasureSource::TitleOfPlan => words::says(&normal_words(title), Role::PlanWord),
    })
}

/// Whether the preamble of a directive ends with a lead-in to its tasks.
fn announces_tasks(
    outline: &Outline,
    manuscript: &Manuscript,
    own: Option<DocumentType>,
) -> bool {
    let is_directive =
        own.is_some_and(|own| own.row().measures == MeasureSource::HeadingsAndLeadIn);
    let preamble =
        outline.provisions.iter().find(|unit| unit.level == ProvisionLevel::Preamble);
    let Some(last) = preamble.and_then(|unit| unit.paragraphs.last()) else {
        return false;
    };
    let text = manuscript.slice(*last);
    let mut from = text.len().saturating_sub(LEAD_IN_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let end = Span::new(last.start + from, last.end);
    is_directive
        && text.ends_with(':')
        && words::says(&normal_words(manuscript.slice(end)), Role::TaskLead)
}
