//! Why a Word document cannot be read.

use crate::package::error::PackageError;

/// Why a Word document gives no manuscript.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DocxError {
    /// Its container or one of its parts cannot be read.
    #[error("the Word document (docx) {0}")]
    Package(PackageError),
    /// The container holds no text of Word.
    #[error(
        "the Word document (docx) holds no text part\n\
         hint: the file is damaged or made by another program; save it anew in Word"
    )]
    NoDocument,
}

// Without `#[from]`, which would show the package's words once more as the source.
impl From<PackageError> for DocxError {
    fn from(error: PackageError) -> Self {
        Self::Package(error)
    }
}
