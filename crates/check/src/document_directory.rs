//! The documents of a collection as the check asks for them: by number and by title.
//!
//! Read once for each generation of the index; what is stated of a single document is
//! fetched when a draft cites it.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::fact_cache::FactCache;
use super::title::TitleWords;
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::reader::{Collection, MAX_DEPTH, MAX_PAGE, Page, of_kind};
use tracuu_index::record::DocumentRecord;
use tracuu_legal::citation::identity::Identity;
use tracuu_legal::citation::resolve::{Catalogue, KnownDocument};
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::fact_field::FactField;
use tracuu_legal::document::symbol::Symbol;
use tracuu_print::messages::VIETNAMESE;

/// The known documents of one generation of an index.
#[derive(Debug, Default)]
pub struct DocumentDirectory {
    catalogue: Catalogue,
    by_title: FxHashMap<String, Vec<String>>,
    names: FxHashMap<String, Name>,
    /// What a collection of these documents states of single ones.
    pub(super) facts: FactCache,
    /// Documents held in full.
    pub n_held: usize,
    /// Documents in all, those known only by citation included.
    pub n_documents: usize,
}

/// The collection that a draft is compared with.
#[derive(Clone, Copy)]
pub struct ReferenceCollection<'a> {
    /// Its documents by number and title.
    pub directory: &'a DocumentDirectory,
    /// Itself; `None` where there is none.
    pub collection: Option<&'a Collection>,
}

/// What a document is called.
#[derive(Clone, Debug)]
struct Name {
    /// Type and symbol, else its title.
    name: String,
    /// Date of issue.
    date: Option<DateText>,
}

impl DocumentDirectory {
    /// The documents of a collection, ready to be asked. Reads every record of a document.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn read(collection: &Collection) -> Result<Self, ReadError> {
        let plan = of_kind(EntryKind::Document);
        let mut directory = Self::default();
        let mut documents = Vec::new();
        let mut offset = 0;
        loop {
            let page = Page { offset, limit: MAX_PAGE };
            let listing = collection.documents(&plan, page)?;
            for record in &listing.items {
                directory.add(record);
            }
            documents.extend(listing.items.iter().filter_map(known_document));
            offset += listing.items.len();
            if listing.items.is_empty() || offset >= listing.total.min(MAX_DEPTH) {
                directory.catalogue = Catalogue::new(documents);
                return Ok(directory);
            }
        }
    }

    /// What a document is called: type and symbol, else its title; the id where the
    /// collection does not know it.
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.names.get(id).map_or(id, |known| &known.name)
    }

    /// The same with the date of issue.
    pub(super) fn dated_name(&self, id: &str) -> String {
        let date = self.names.get(id).and_then(|known| known.date);
        match date {
            Some(date) => format!("{} {}", self.name(id), date.vietnamese_phrase()),
            None => self.name(id).to_owned(),
        }
    }

    /// The documents with a symbol, ready to be resolved against.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Ids of the documents that somebody calls by this title, lead-in words aside.
    pub(super) fn ids_by_title(&self, title: &TitleWords) -> &[String] {
        self.by_title.get(&title.key()).map_or(&[], Vec::as_slice)
    }

    /// The day of issue of a document, where it is known.
    pub(super) fn day(&self, id: &str) -> Option<Date> {
        self.names.get(id)?.date?.day()
    }

    fn add(&mut self, record: &DocumentRecord) {
        self.n_documents += 1;
        self.n_held += usize::from(record.held);
        let name = VIETNAMESE.document_name(
            record.type_name.as_deref(),
            record.symbol.as_deref(),
            record.title.as_deref(),
            &record.id,
        );
        let issued = record.date.as_deref().and_then(|iso| iso.parse().ok());
        self.names.insert(record.id.clone(), Name { name, date: issued });
        let stated = record.facts.iter().filter(|fact| fact.field == FactField::Title);
        for title in stated.filter_map(|fact| fact.value.as_text()) {
            let key = TitleWords::read(title).key();
            let ids = self.by_title.entry(key).or_default();
            if !ids.contains(&record.id) {
                ids.push(record.id.clone());
            }
        }
    }
}

fn known_document(record: &DocumentRecord) -> Option<KnownDocument> {
    let symbol = record.symbol.as_deref()?.parse::<Symbol>().ok()?;
    let organisation = record.organisation.clone()?;
    let document_type = record.type_id.as_deref().and_then(DocumentType::from_id);
    let stated = record.facts.iter().filter(|fact| fact.field == FactField::Date);
    let dates =
        stated.filter_map(|fact| fact.value.as_text()).chain(record.date.as_deref());
    let titles = record.facts.iter().filter(|fact| fact.field == FactField::Title);
    Some(KnownDocument {
        id: record.id.clone(),
        titles: titles
            .filter_map(|fact| fact.value.as_text().map(str::to_owned))
            .collect(),
        identity: Identity { symbol, document_type, organisation },
        dates: distinct(dates.filter_map(|iso| iso.parse().ok())),
    })
}

fn distinct(dates: impl Iterator<Item = DateText>) -> Vec<DateText> {
    let mut distinct = Vec::new();
    for date in dates {
        if !distinct.contains(&date) {
            distinct.push(date);
        }
    }
    distinct
}
