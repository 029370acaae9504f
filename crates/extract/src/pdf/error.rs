//! Why a PDF file gives no text.

pub use tracuu_pdf::error::PdfError;

/// Why a PDF file gives no text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PdfTextError {
    /// The file itself cannot be read.
    #[error(transparent)]
    File(#[from] PdfError),
    /// No page has text: all are pictures.
    #[error(
        "the {n_pages} pages of the PDF file are pictures without text\n\
         hint: they need recognition (OCR)"
    )]
    NoTextLayer {
        /// Pages of the file.
        n_pages: usize,
    },
    /// Its pages have text, but characters that no one can read: a wrong map of a font, or
    /// recognition without Vietnamese.
    #[error(
        "the text of the {n_pages} pages of the PDF file is garbled\n\
         hint: they need recognition (OCR)"
    )]
    GarbledTextLayer {
        /// Pages of the file.
        n_pages: usize,
    },
}
