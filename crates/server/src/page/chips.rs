//! How a question was read, part by part, and what it can be narrowed by.

use super::search_params::SearchParams;
use crate::words;
use tracuu_print::messages::spoken;
use tracuu_query::facet::{Facet, FacetValue};
use tracuu_query::parsed::part::{PartRole, QueryPart};
use tracuu_text::capitals;

/// Values of a facet that are shown at once; the others behind a click.
const N_OPEN: usize = 6;

/// A part of the question that can be taken back.
pub(super) struct Chip {
    /// What it is: `Cơ quan`, `Không có cụm từ`.
    pub(super) label: String,
    /// What it asks for; empty where the label says all.
    pub(super) name: String,
    /// The page of the document that it names.
    pub(super) page: Option<String>,
    /// The search without it; `None` for a word that everything else depends on.
    pub(super) remove: Option<String>,
    /// The searches that take it in another way.
    pub(super) readings: Vec<ChipReading>,
}

/// Another way to take a part of a question.
pub(super) struct ChipReading {
    /// What it is then.
    pub(super) label: String,
    /// The search.
    pub(super) url: String,
}

/// A field with its values over all hits.
pub(super) struct Narrowing {
    /// What the field is called.
    pub(super) label: String,
    /// The most frequent values.
    pub(super) open: Vec<Choice>,
    /// The others.
    pub(super) more: Vec<Choice>,
}

/// A value that the search can be narrowed to.
pub(super) struct Choice {
    /// The value as staff read it.
    pub(super) label: String,
    /// Number of hits that have it.
    pub(super) count: usize,
    /// The search narrowed to it.
    pub(super) url: String,
}

/// The parts of a question.
pub(super) fn chips(parts: &[QueryPart], asked: &SearchParams) -> Vec<Chip> {
    let chip = |part: &QueryPart| {
        let readings = part.readings.iter().map(|reading| ChipReading {
            label: label(reading.role, reading.excluded),
            url: asked.question(&reading.question),
        });
        Chip {
            label: label(part.role, part.excluded),
            readings: readings.collect(),
            name: part.name.clone(),
            page: part.document.as_ref().map(|id| format!("/documents/{id}")),
            remove: (part.without != asked.text).then(|| asked.question(&part.without)),
        }
    };
    parts.iter().map(chip).collect()
}

fn label(role: PartRole, is_excluded: bool) -> String {
    let label = words::role_label(role);
    if is_excluded {
        spoken().search_excluded(capitals::uncapitalised(label))
    } else {
        label.to_owned()
    }
}

/// What a search can be narrowed by: fields of which the hits have several values.
pub(super) fn narrowings(facets: Vec<Facet>, asked: &SearchParams) -> Vec<Narrowing> {
    let several = facets.into_iter().filter(|facet| facet.values.len() > 1);
    let narrowing = |facet: Facet| {
        let choice = |value: FacetValue| Choice {
            url: asked.narrowed(&value.asks),
            label: value.label,
            count: value.count,
        };
        let mut open: Vec<Choice> = facet.values.into_iter().map(choice).collect();
        // One more is shorter than the line that hides it.
        let n_open = if open.len() == N_OPEN + 1 { open.len() } else { N_OPEN };
        let more = open.split_off(n_open.min(open.len()));
        Narrowing { label: words::facet_label(facet.field).to_owned(), open, more }
    };
    several.map(narrowing).collect()
}
