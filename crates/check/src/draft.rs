//! A text that is not in the collection, read as ingest reads documents.

use tracuu_legal::reading::Reading;

/// A text that is checked against the collection.
pub type Draft = Reading;
