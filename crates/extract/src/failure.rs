//! What kind of reason an error is, for reports on files.

use super::doc::error::DocError;
use super::docx::error::DocxError;
use super::error::ExtractError;
use super::format::Format;
use super::html::error::HtmlError;
use super::odt::error::OdtError;
use super::package::error::PackageError;
use super::pdf::error::{PdfError, PdfTextError};
use super::rtf::error::RtfError;
use super::sheet::error::SheetError;
use tracuu_text::read_failure::{ReadFailure, ReadFailureKind};

impl From<ExtractError> for ReadFailure {
    fn from(error: ExtractError) -> Self {
        Self { kind: error.kind(), message: error.to_string() }
    }
}

impl ExtractError {
    /// What kind of reason it is.
    pub fn kind(self) -> ReadFailureKind {
        match self {
            Self::Empty => ReadFailureKind::Empty,
            Self::TooLarge { .. } => ReadFailureKind::TooLarge,
            Self::TooManyParts { .. }
            | Self::Doc(DocError::TooMuch)
            | Self::Html(HtmlError::TooDeep { .. } | HtmlError::TooMuch)
            | Self::Rtf(RtfError::TooDeep { .. } | RtfError::TooMuch)
            | Self::Sheet(SheetError::TooMuch { .. }) => ReadFailureKind::TooComplex,
            Self::Doc(DocError::Encrypted)
            | Self::NotYetRead { format: Format::EncryptedOffice } => {
                ReadFailureKind::Password
            }
            Self::Docx(DocxError::Package(error))
            | Self::Odt(OdtError::Package(error)) => of_package(error),
            Self::Docx(DocxError::NoDocument)
            | Self::Odt(OdtError::NoDocument)
            | Self::Doc(DocError::Damaged { .. })
            | Self::Rtf(RtfError::Cut { .. })
            | Self::Sheet(SheetError::Damaged { .. }) => ReadFailureKind::Damaged,
            Self::NotYetRead { .. } | Self::Doc(DocError::TooOld) => {
                ReadFailureKind::NotYetRead
            }
            Self::Pdf(error) => of_pdf(error),
            Self::Binary { .. } => ReadFailureKind::Binary,
            Self::InvalidUtf8 { .. } | Self::InvalidUtf16 { .. } => {
                ReadFailureKind::UnknownEncoding
            }
        }
    }
}

const fn of_pdf(error: PdfTextError) -> ReadFailureKind {
    match error {
        PdfTextError::NoTextLayer { .. } => ReadFailureKind::NoTextLayer,
        PdfTextError::GarbledTextLayer { .. } => ReadFailureKind::GarbledTextLayer,
        PdfTextError::File(PdfError::PasswordNeeded) => ReadFailureKind::Password,
        PdfTextError::File(PdfError::UnknownEncryption) => ReadFailureKind::NotYetRead,
        PdfTextError::File(PdfError::Damaged) => ReadFailureKind::Damaged,
        PdfTextError::File(
            PdfError::TooManyPages { .. }
            | PdfError::TooLarge { .. }
            | PdfError::TooManyParts { .. },
        ) => ReadFailureKind::TooComplex,
    }
}

const fn of_package(error: PackageError) -> ReadFailureKind {
    match error {
        PackageError::Container | PackageError::Damaged { .. } => {
            ReadFailureKind::Damaged
        }
        PackageError::Encrypted => ReadFailureKind::Password,
        PackageError::UnsafeName | PackageError::Entities { .. } => {
            ReadFailureKind::Unsafe
        }
        PackageError::TooManyEntries { .. }
        | PackageError::TooLarge { .. }
        | PackageError::TooMuch { .. }
        | PackageError::TooDeep { .. } => ReadFailureKind::TooComplex,
    }
}
