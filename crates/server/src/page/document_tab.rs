//! The parts of a document's page, one shown at a time, each with an address of its own.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use tracuu_print::messages::spoken;

/// A part of the page, in the order in which they are offered.
// The serde names stand in addresses and are stable.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub(super) enum DocumentTab {
    /// The text, of a held document.
    Text,
    /// What is stated of the document, and by whom.
    Facts,
    /// What is said of its force, by day.
    Force,
    /// Its relations with other documents.
    Relations,
    /// The places that cite it.
    Citing,
    /// Its other texts.
    Versions,
}

tracuu_text::display_serde_names!(DocumentTab);

/// A tab as the page shows it.
pub(super) struct TabLink {
    pub(super) tab: DocumentTab,
    pub(super) label: String,
    pub(super) url: String,
}

/// How much a document has for the tabs that may be empty.
pub(super) struct TabContents {
    pub(super) has_text: bool,
    pub(super) has_force: bool,
    pub(super) has_relations: bool,
    pub(super) n_citing: usize,
    pub(super) n_versions: usize,
}

impl TabContents {
    /// The tabs that have something to show, the one that opens first in front.
    pub(super) fn links(&self, id: &str) -> Vec<TabLink> {
        let shown = DocumentTab::VARIANTS.iter().filter(|tab| self.has(**tab));
        let link = |(place, tab): (usize, &DocumentTab)| TabLink {
            tab: *tab,
            label: self.label(*tab),
            url: match place {
                0 => format!("/documents/{id}"),
                _ => format!("/documents/{id}?tab={tab}"),
            },
        };
        shown.enumerate().map(link).collect()
    }

    fn has(&self, tab: DocumentTab) -> bool {
        match tab {
            DocumentTab::Text => self.has_text,
            DocumentTab::Facts => true,
            DocumentTab::Force => self.has_force,
            DocumentTab::Relations => self.has_relations,
            DocumentTab::Citing => self.n_citing > 0,
            DocumentTab::Versions => self.n_versions > 0,
        }
    }

    fn label(&self, tab: DocumentTab) -> String {
        match tab {
            DocumentTab::Text => spoken().document_text().to_owned(),
            DocumentTab::Facts => spoken().document_facts().to_owned(),
            DocumentTab::Force => spoken().document_force().to_owned(),
            DocumentTab::Relations => spoken().document_relations().to_owned(),
            DocumentTab::Citing => spoken().document_cited_tab(self.n_citing),
            DocumentTab::Versions => spoken().document_versions().to_owned(),
        }
    }
}
