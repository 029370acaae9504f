//! A text that is not in the collection, read against it: which documents its citations
//! name.

use super::home;
use crate::agency::tier::Tier;
use crate::citation::find;
use crate::citation::identity::{Home, Identity};
use crate::citation::mention::Citation;
use crate::citation::relation::{OwnHead, Relation, relate};
use crate::citation::resolve::{Catalogue, Citing, KnownDocument, Resolution};
use crate::document::document::Document;
use crate::document::kind::DocumentType;
use crate::document::symbol::Symbol;
use crate::index::entry::EntryKind;
use crate::index::reader::{Collection, MAX_DEPTH, MAX_PAGE, Page, ReadError, of_kind};
use crate::index::record::DocumentRecord;
use crate::index::timeline::date;
use crate::text::manuscript::Manuscript;

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

/// The documents of a collection that have a symbol, ready to be asked.
///
/// # Errors
/// Where the index cannot be read.
pub fn known(collection: &Collection) -> Result<Catalogue, ReadError> {
    let plan = of_kind(EntryKind::Document);
    let mut documents = Vec::new();
    let mut offset = 0;
    loop {
        let page = Page { offset, limit: MAX_PAGE };
        let listing = collection.documents(&plan, page)?;
        documents.extend(listing.items.iter().filter_map(known_document));
        offset += listing.items.len();
        if listing.items.is_empty() || offset >= listing.total.min(MAX_DEPTH) {
            return Ok(Catalogue::new(documents));
        }
    }
}

fn known_document(record: &DocumentRecord) -> Option<KnownDocument> {
    let symbol = record.symbol.as_deref()?.parse::<Symbol>().ok()?;
    // An id is organisation, type, number and year; the organisation has parts of its own.
    let organisation = record.id.rsplitn(4, '.').nth(3)?.to_owned();
    let document_type = record.type_id.as_deref().and_then(DocumentType::from_id);
    let stated = record.facts.iter().filter(|fact| fact.field == "date");
    let dates = stated.map(|fact| fact.value.as_str()).chain(record.date.as_deref());
    Some(KnownDocument {
        id: record.id.clone(),
        identity: Identity { symbol, document_type, organisation },
        dates: dates.filter_map(date).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_organisation_of_an_id_is_all_before_type_number_and_year() {
        let record = DocumentRecord {
            id: "dang.tu.an-son.nghi-quyet.7.2022".to_owned(),
            symbol: Some("07-NQ/TU".to_owned()),
            type_id: Some("nghi-quyet".to_owned()),
            ..DocumentRecord::default()
        };
        let known = known_document(&record).unwrap();
        assert_eq!(known.identity.organisation, "dang.tu.an-son");
    }
}
