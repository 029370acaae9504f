//! Why a file cannot be read.

use super::doc::error::DocError;
use super::docx::error::DocxError;
use super::format::Format;
use super::html::error::HtmlError;
use super::odt::error::OdtError;
use super::pdf::error::PdfTextError;
use super::rtf::error::RtfError;
use super::sheet::error::SheetError;

/// Why bytes give no manuscript.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ExtractError {
    /// No bytes, or nothing but white space.
    #[error(
        "the file is empty\nhint: it holds no text; check that it was saved or copied whole"
    )]
    Empty,
    /// More bytes than [`MAX_SOURCE_BYTES`](super::read::MAX_SOURCE_BYTES).
    #[error(
        "the file has {size_bytes} bytes, more than the {limit_bytes} that are read\n\
         hint: part it into its documents"
    )]
    TooLarge {
        /// Size of the file.
        size_bytes: usize,
        /// Largest size that is read.
        limit_bytes: usize,
    },
    /// More lines and cells than [`MAX_PARTS`](super::read::MAX_PARTS).
    #[error(
        "the file has {n_parts} lines and cells, more than the {limit_parts} that are read\n\
         hint: part it into its documents"
    )]
    TooManyParts {
        /// Lines and cells of the file.
        n_parts: usize,
        /// Most that are read.
        limit_parts: usize,
    },
    /// A Word document that cannot be read.
    #[error(transparent)]
    Docx(#[from] DocxError),
    /// A document of Word 97 to 2003 that cannot be read.
    #[error(transparent)]
    Doc(#[from] DocError),
    /// A page of HTML that cannot be read.
    #[error(transparent)]
    Html(#[from] HtmlError),
    /// An `OpenDocument` text that cannot be read.
    #[error(transparent)]
    Odt(#[from] OdtError),
    /// A PDF file that cannot be read.
    #[error(transparent)]
    Pdf(#[from] PdfTextError),
    /// A Rich Text file that cannot be read.
    #[error(transparent)]
    Rtf(#[from] RtfError),
    /// A workbook that cannot be read.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// A known format for which there is no reader.
    #[error(
        "{format} is not yet read\nhint: save it as a Word document (docx) or plain text (UTF-8)"
    )]
    NotYetRead {
        /// The format, as its content shows.
        format: Format,
    },
    /// Not text at all.
    #[error(
        "the file is binary, byte {offset_bytes} belongs to no text\n\
         hint: open it in the program that wrote it and save it as a Word document (docx)"
    )]
    Binary {
        /// Place of the first byte that no text has.
        offset_bytes: usize,
    },
    /// Neither Unicode nor Vietnamese in an encoding from before it.
    #[error(
        "not valid UTF-8 at byte {offset_bytes}, line {line}\n\
         hint: save the file as UTF-8; nothing was guessed"
    )]
    InvalidUtf8 {
        /// Place of the first byte that is wrong.
        offset_bytes: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// A byte order mark of UTF-16, but half a character or half a surrogate pair.
    #[error("not valid UTF-16 at byte {offset_bytes}\nhint: save the file as UTF-8")]
    InvalidUtf16 {
        /// Place of the first byte that is wrong.
        offset_bytes: usize,
    },
}
