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

/// Whether a unit and those under it are measures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mood {
    /// Not announced.
    Neutral,
    /// Announced as tasks.
    Tasks,
    /// Announced as something else; nothing below changes that.
    NoTasks,
}

/// Marks the measures. `types` holds the type of each enclosed document; `own` that of the
/// document itself, whose title is `title`.
pub(super) fn mark(
    outline: &mut Outline,
    manuscript: &Manuscript,
    types: &[Option<DocumentType>],
    own: Option<DocumentType>,
    title: &str,
) {
    let mut moods: Vec<(Mood, bool)> = Vec::with_capacity(outline.provisions.len());
    let has_plan = plans(own, title);
    let start =
        if lead_in(outline, manuscript, own) { Mood::Tasks } else { Mood::Neutral };
    for (place, unit) in outline.provisions.iter_mut().enumerate() {
        let above = unit.parent.and_then(|parent| moods.get(parent).copied());
        let (above, mut is_plan) = above.unwrap_or((start, has_plan));
        if let Some(enclosed) = types.get(place).copied().flatten() {
            is_plan = plans(Some(enclosed), manuscript.slice(unit.title));
        }
        let heading = normal_words(manuscript.slice(unit.title));
        let mood = mood(unit, &heading, above);
        unit.is_measure = is_plan
            && above == Mood::Tasks
            && mood != Mood::NoTasks
            && is_countable(unit, &heading);
        moods.push((mood, is_plan));
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

fn mood(unit: &Provision, heading: &str, above: Mood) -> Mood {
    let is_special = matches!(
        unit.level,
        ProvisionLevel::Header
            | ProvisionLevel::Preamble
            | ProvisionLevel::Recipients
            | ProvisionLevel::Signature
            | ProvisionLevel::Annex
    );
    if is_special || above == Mood::NoTasks {
        return Mood::NoTasks;
    }
    if above == Mood::Tasks {
        let is_aim = words::opens_with(heading, Role::Aim)
            && heading.split(' ').take(MAX_AIM_WORDS + 1).count() <= MAX_AIM_WORDS
            && !words::says(heading, Role::Task);
        return if is_aim { Mood::NoTasks } else { Mood::Tasks };
    }
    let says_task = words::says(heading, Role::Task);
    let names_aims = words::opens_with(heading, Role::Aim);
    if words::opens_with(heading, Role::NoTask) && !(names_aims && says_task) {
        return Mood::NoTasks;
    }
    if says_task { Mood::Tasks } else { above }
}

fn plans(document_type: Option<DocumentType>, title: &str) -> bool {
    document_type.is_some_and(|found| match found.row().measures {
        MeasureSource::Never => false,
        MeasureSource::Headings | MeasureSource::HeadingsAndLeadIn => true,
        MeasureSource::TitleOfPlan => words::says(&normal_words(title), Role::PlanWord),
    })
}

/// Whether the preamble of a directive ends with a lead-in to its tasks.
fn lead_in(
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
