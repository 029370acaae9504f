//! Why a PDF file cannot be read.

/// Why a file gives no pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PdfError {
    /// It opens with a password only.
    #[error(
        "a password is needed to open the PDF file\nhint: save it without a password"
    )]
    PasswordNeeded,
    /// It is encrypted in a way that is not known.
    #[error(
        "the PDF file is encrypted in a way that is not known\nhint: save it without encryption"
    )]
    UnknownEncryption,
    /// Too damaged to find its pages, or the reader failed on it.
    #[error(
        "the PDF file is damaged\nhint: open it in the program that wrote it and save it again"
    )]
    Damaged,
    /// More pages than are read.
    #[error(
        "the PDF file has {n_pages} pages, more than the {limit_pages} that are read\n\
         hint: part it into its documents"
    )]
    TooManyPages {
        /// Pages of the file.
        n_pages: usize,
        /// Most that are read.
        limit_pages: usize,
    },
    /// A part that unpacks to more than any page has.
    #[error(
        "a part of the PDF file unpacks to more than {limit_bytes} bytes\n\
         hint: print it into a new PDF file"
    )]
    TooLarge {
        /// Most bytes of a part that are unpacked.
        limit_bytes: usize,
    },
    /// More glyphs and rules than are read.
    #[error(
        "the PDF file has more than {limit_parts} glyphs and lines\n\
         hint: part it into its documents"
    )]
    TooManyParts {
        /// Most that are read.
        limit_parts: usize,
    },
}
