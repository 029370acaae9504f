//! The text by which a draft cites a document of the collection.

use tracuu_index::record::DocumentRecord;
use tracuu_legal::citation::style::{self, CitableFacts, CitationStyle, PrintedCitation};
use tracuu_legal::document::document_type::DocumentType;

/// The citation of a document in a style. Facts on which sources differ count as missing.
pub fn cite_document(document: &DocumentRecord, style: CitationStyle) -> PrintedCitation {
    let facts = CitableFacts {
        document_type: document.type_id.as_deref().and_then(DocumentType::from_id),
        symbol: document.symbol.as_deref(),
        date: document.date.as_deref().and_then(|date| date.parse().ok()),
        issuer: document.issuer.as_deref(),
        title: document.title.as_deref(),
    };
    style::cite(&facts, style)
}
