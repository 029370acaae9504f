//! `Manuscript → Reading`: everything that is read from one document.
//!
//! The one way from a text to its document, citations, relations and assignments, shared by
//! ingest, the draft check and the command line. Bytes become a manuscript in
//! `tracuu-extract`.

use crate::agency::tier::Tier;
use crate::assignment::duty::Assignment;
use crate::assignment::read as assignments;
use crate::citation::find;
use crate::citation::home;
use crate::citation::identity::Locality;
use crate::citation::mention::Citation;
use crate::citation::provision_mention::{self, ProvisionMention};
use crate::citation::relate::relate;
use crate::citation::relation::{OwnHead, Relation};
use crate::citation::resolve::{Catalogue, Citing, Resolution};
use crate::citation::symbol_dates::SymbolDates;
use crate::citation::table_caption;
use crate::citation::type_word::TypeWord;
use crate::citation::unread;
use crate::document::deviation::Deviation;
use crate::document::document::Document;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

/// A document with what it cites and where it was written.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Text, head and provisions.
    pub document: Document,
    /// The citations in it, in order.
    pub citations: Vec<Citation>,
    /// For each citation the relation that it stands in; `None` for mentions of the
    /// document itself.
    pub relations: Vec<Option<Relation>>,
    /// Where it was written: what "tỉnh" and `TU` mean in it.
    pub home: Locality,
    /// The dates that it states for the symbols in it.
    pub dates: SymbolDates,
    /// The type words of the text, where it was just read.
    type_words: Option<Vec<TypeWord>>,
}

impl Reading {
    /// Reads a manuscript. `province` is the office's own: what `TU` and "tỉnh" mean where
    /// the text leaves it open. Never fails; linear in the length of the text.
    pub fn read(manuscript: Manuscript, province: Option<&str>) -> Self {
        let office = province.map(Locality::from_place_name).unwrap_or_default();
        Self::new(Document::read(manuscript), &office)
    }

    /// Reads on where head and provisions are read already.
    pub fn new(document: Document, office: &Locality) -> Self {
        let (mut citations, type_words) =
            find::with_words(&document.manuscript, &document.header);
        note_doubt(&document.manuscript, &mut citations);
        let own = OwnHead::from(&document.header);
        let mut relations = relate(document.manuscript.text(), own, &citations);
        table_caption::relate(&document.manuscript, &citations, &mut relations);
        let reading = Self::restore(document, citations, relations, office);
        Self { type_words, ..reading }
    }

    /// Puts together what was read before: what depends on the office, and what is quick to
    /// gather, is not stored.
    pub fn restore(
        document: Document,
        citations: Vec<Citation>,
        relations: Vec<Option<Relation>>,
        office: &Locality,
    ) -> Self {
        let home = home::home(&document.header, office);
        let dates = SymbolDates::new(&citations);
        Self { document, citations, relations, home, dates, type_words: None }
    }

    /// The canonical text.
    pub fn text(&self) -> &str {
        self.document.manuscript.text()
    }

    /// The tier of the issuing body, where the head tells it.
    pub fn tier(&self) -> Option<Tier> {
        home::tier(&self.document.header)
    }

    /// Who does what in it, in the order of the text; read anew at each call, because a
    /// draft is checked without.
    pub fn assignments(&self) -> Vec<Assignment> {
        let date = self.document.header.date.as_ref();
        let year = date.map(|fact| fact.value.year());
        let issue = assignments::Issue { home: self.tier(), year };
        assignments::read(&self.document.manuscript, &self.document.outline, issue)
    }

    /// What looks like a citation and could not be read, in the order of the text.
    pub fn unread(&self) -> Vec<Span> {
        match &self.type_words {
            Some(words) => unread::among(self.text(), words, &self.citations),
            None => unread::find(self.text(), &self.citations),
        }
    }

    /// The provisions that it names beside those of its citations, in the order of the text;
    /// read anew at each call.
    pub fn provisions(&self) -> Vec<ProvisionMention> {
        provision_mention::find(&self.document, &self.citations)
    }

    /// What resolving one of its citations asks of it. `own` is its id, where it has one.
    pub fn citing<'r>(&'r self, own: Option<&'r str>) -> Citing<'r> {
        Citing {
            text: self.text(),
            citations: &self.citations,
            home: &self.home,
            own,
            written: self.document.header.date.as_ref().map(|fact| fact.value),
            dates: &self.dates,
        }
    }

    /// What one of its citations names among the known documents.
    pub fn resolve(&self, citation: &Citation, known: &Catalogue) -> Resolution {
        known.resolve_in(&self.citing(None), citation)
    }
}

/// Notes which symbols a recogniser of characters was not sure of.
fn note_doubt(manuscript: &Manuscript, citations: &mut [Citation]) {
    for citation in citations {
        let is_doubtful = |span| manuscript.is_doubtful(span);
        if citation.symbol_span.is_some_and(is_doubtful) {
            citation.note(Deviation::Doubtful);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::builder::ManuscriptBuilder;
    use tracuu_text::styled::{Style, StyledText};

    #[test]
    fn a_symbol_of_a_scan_keeps_the_doubt_of_its_recogniser() {
        let mut text = StyledText::plain("Theo Kế hoạch số ");
        text.push("12-KH/TU", Style { doubtful: true, ..Style::default() });
        text.append(&StyledText::plain(" và Quyết định số 7-QĐ/TU."));
        let mut builder = ManuscriptBuilder::default();
        builder.paragraph(&text);
        let mut manuscript = builder.finish();
        manuscript.set_recognised_pages(vec![1]);
        let reading = Reading::read(manuscript, None);
        let [unsure, sure] = reading.citations.as_slice() else {
            panic!("two citations")
        };
        assert_eq!(unsure.deviations, [Deviation::Doubtful]);
        assert!(sure.deviations.is_empty());
    }
}
