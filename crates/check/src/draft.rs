//! A text that is not in the collection, read against it: which documents its citations
//! name.

use tracuu_legal::agency::tier::Tier;
use tracuu_legal::citation::find;
use tracuu_legal::citation::home;
use tracuu_legal::citation::identity::Home;
use tracuu_legal::citation::mention::Citation;
use tracuu_legal::citation::relation::{OwnHead, Relation, relate};
use tracuu_legal::citation::resolve::{Catalogue, Citing, Resolution};
use tracuu_legal::document::document::Document;
use tracuu_text::manuscript::Manuscript;

/// A text with its citations.
#[derive(Debug)]
pub struct Draft {
    /// Text, head and provisions.
    pub document: Document,
    /// The citations in it, in order.
    pub citations: Vec<Citation>,
    /// The relation that each stands in; `None` for mentions of the text itself.
    pub relations: Vec<Option<Relation>>,
    /// Where it was written.
    home: Home,
}

impl Draft {
    /// Reads a text. `province` is the office's own: what `TU` and "tỉnh" mean where the
    /// text leaves it open.
    pub fn read(manuscript: Manuscript, province: Option<&str>) -> Self {
        let document = Document::read(manuscript);
        let office = province.map(Home::of_place).unwrap_or_default();
        let citations = find::in_document(&document.manuscript, &document.header);
        let own = OwnHead::from(&document.header);
        let relations = relate(document.manuscript.text(), own, &citations);
        let home = home::home(&document.header, &office);
        Self { document, citations, relations, home }
    }

    /// Where it was written: what "tỉnh" and `TU` mean in it.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The canonical text.
    pub fn text(&self) -> &str {
        self.document.manuscript.text()
    }

    /// The tier of the issuing body, where the head tells it.
    pub fn tier(&self) -> Option<Tier> {
        home::tier(&self.document.header)
    }

    /// What a citation of the text names among the known documents.
    pub fn resolve(&self, citation: &Citation, known: &Catalogue) -> Resolution {
        let citing = Citing {
            text: self.document.manuscript.text(),
            citations: &self.citations,
            home: &self.home,
            own: None,
            written: self.document.header.date.as_ref().map(|fact| fact.value),
        };
        known.resolve_in(&citing, citation)
    }
}
