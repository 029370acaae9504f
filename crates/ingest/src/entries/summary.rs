//! What the index knows of a document without its entry: enough to name it, to order it among others,
//! and for what stands in it.

use serde::{Deserialize, Serialize};

use super::inherited::InheritedTerms;

/// What others have to know of a document.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct DocumentSummary {
    pub(crate) symbol: Option<String>,
    pub(crate) title: Option<String>,
    /// But for its places among others.
    pub(crate) inherited: InheritedTerms,
}
