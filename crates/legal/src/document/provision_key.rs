//! Which provision of which document.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A provision of a document, as statements name their place.
#[derive(
    Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub struct ProvisionKey {
    /// Id of the document.
    pub document: String,
    /// Path in its outline, such as `II.15.1`; empty where no provision is known.
    pub path: String,
}

impl ProvisionKey {
    /// The provision with a path in the document with an id.
    pub fn new(document: impl Into<String>, path: impl Into<String>) -> Self {
        Self { document: document.into(), path: path.into() }
    }
}

/// `document#path`: for people and programs, never read back.
impl fmt::Display for ProvisionKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}#{}", self.document, self.path)
    }
}
