//! Hits as pages and files name them.

use crate::wire::answer::Hit;
use crate::words;
use tracuu_index::entry::EntryKind;
use tracuu_legal::citation::legal_status::LegalStatus;
use tracuu_print::messages::spoken;
use tracuu_query::answer::SnippetFragment;
use tracuu_text::capitals;

impl Hit {
    /// What it is.
    pub(crate) fn kind(&self) -> EntryKind {
        match self {
            Self::Document(_) => EntryKind::Document,
            Self::Measure(_) => EntryKind::Measure,
            Self::Provision(_) => EntryKind::Provision,
            Self::Assignment(_) => EntryKind::Assignment,
        }
    }

    /// The heading of the hit, without its place.
    pub(crate) fn name(&self) -> String {
        let core = self.core();
        match self {
            Self::Document(hit) => spoken().document_name(
                hit.r#type.as_deref(),
                hit.symbol.as_deref(),
                Some(&core.title),
                &core.document.id,
            ),
            Self::Measure(_) | Self::Provision(_) if core.title.is_empty() => {
                spoken().path_name(&core.label)
            }
            Self::Measure(_) | Self::Provision(_) => core.title.clone(),
            Self::Assignment(_) => capitals::capitalised(&core.title),
        }
    }

    /// What stands before its heading: the place of a provision with a title, the row of
    /// an assignment.
    pub(crate) fn place(&self) -> Option<String> {
        let core = self.core();
        match self {
            Self::Document(_) => None,
            Self::Measure(_) | Self::Provision(_) => {
                (!core.title.is_empty()).then(|| spoken().path_name(&core.label))
            }
            Self::Assignment(hit) => {
                hit.facts.row.as_ref().map(|row| spoken().agency_row(row))
            }
        }
    }

    /// How its document stands today, where that is known.
    pub(super) fn known_state(&self) -> Option<LegalStatus> {
        self.core().state.filter(|state| *state != LegalStatus::Unknown)
    }

    /// How its document has lost its force, where it has.
    pub(super) fn lost_force(&self) -> Option<LegalStatus> {
        self.core().state.filter(|state| state.is_over())
    }

    /// Whether its title says more than its heading and its snippets.
    pub(super) fn has_more_title(&self) -> bool {
        let core = self.core();
        let shows_title = |snippet: &Vec<SnippetFragment>| {
            let text: String = snippet.iter().map(|piece| piece.text.as_str()).collect();
            text == core.title
        };
        let is_shown = core.title == self.name() || core.snippets.iter().any(shows_title);
        !core.title.is_empty() && !is_shown
    }

    /// What its score is made of, the heaviest first: words and points.
    pub(super) fn points(&self) -> Vec<(&str, f32)> {
        let reasons = self.core().reasons.iter();
        let mut points: Vec<(&str, f32)> = reasons
            .map(|one| (words::feature_label(one.name), one.value * one.weight))
            .collect();
        points.sort_by(|one, other| other.1.total_cmp(&one.1));
        points
    }
}
