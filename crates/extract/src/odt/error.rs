//! Why an `OpenDocument` text cannot be read.

use crate::package::error::PackageError;

/// Why an `OpenDocument` text gives no manuscript.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OdtError {
    /// Its container or one of its parts cannot be read.
    #[error("the OpenDocument text (odt) {0}")]
    Package(PackageError),
    /// The container holds no text.
    #[error(
        "the OpenDocument text (odt) holds no text part\n\
         hint: the file is damaged or made by another program; save it anew"
    )]
    NoDocument,
}

// Without `#[from]`, which would show the package's words once more as the source.
impl From<PackageError> for OdtError {
    fn from(error: PackageError) -> Self {
        Self::Package(error)
    }
}
