//! What the documents that a page speaks of are called, each looked up once.

use std::collections::HashMap;

use crate::problem::Problem;
use tracuu_index::reader::Collection;
use tracuu_index::record::DocumentRecord;
use tracuu_print::date::shown_date;
use tracuu_print::messages::spoken;
use tracuu_query::resolver;
use tracuu_text::invisible::visible;

/// Looks up names.
pub(super) struct DocumentNames<'a> {
    collection: &'a Collection,
    known: HashMap<String, DocumentLabel>,
}

/// What a document is called.
#[derive(Clone, Debug)]
pub(crate) struct DocumentLabel {
    /// Its symbol, else its name.
    pub(crate) short: String,
    /// Type and symbol, else its title.
    pub(crate) full: String,
    /// Its title, where it is not the name.
    pub(crate) title: Option<String>,
    /// Its date of issue as printed.
    pub(crate) date: Option<String>,
    /// Whether the collection has it.
    pub(crate) is_known: bool,
}

impl<'a> DocumentNames<'a> {
    /// Names of the documents of `collection`.
    pub(super) fn new(collection: &'a Collection) -> Self {
        Self { collection, known: HashMap::new() }
    }

    /// What the document with an id is called; the id where there is none.
    pub(super) fn name(&mut self, id: &str) -> Result<DocumentLabel, Problem> {
        if let Some(name) = self.known.get(id) {
            return Ok(name.clone());
        }
        let name = match resolver::by_id(self.collection, id)? {
            Some(record) => DocumentLabel::from(&record),
            None => DocumentLabel {
                short: id.to_owned(),
                full: id.to_owned(),
                title: None,
                date: None,
                is_known: false,
            },
        };
        self.known.insert(id.to_owned(), name.clone());
        Ok(name)
    }

    /// The symbol of a document, else what it is called.
    pub(super) fn short(&mut self, id: &str) -> Result<String, Problem> {
        self.name(id).map(|name| name.short)
    }
}

impl From<&DocumentRecord> for DocumentLabel {
    fn from(record: &DocumentRecord) -> Self {
        let full = document_name(record);
        let title = record.title.as_deref().map(visible).filter(|title| *title != full);
        let short = record.symbol.clone().unwrap_or_else(|| full.clone());
        let date = record.date.as_deref().map(shown_date);
        Self { short, full, title, date, is_known: true }
    }
}

/// What a document is called.
pub(super) fn document_name(record: &DocumentRecord) -> String {
    spoken().document_name(
        record.type_name.as_deref(),
        record.symbol.as_deref(),
        record.title.as_deref(),
        &record.id,
    )
}
