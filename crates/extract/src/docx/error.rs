//! Why a Word document cannot be read.

use std::fmt;

/// A part of the container, by what it holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The text itself.
    Body,
    /// Which part belongs to which.
    Relations,
    /// Styles of paragraphs and characters.
    Styles,
    /// Formats of automatic numbers.
    Numbering,
    /// Footnotes or endnotes.
    Notes,
    /// A head or foot of the pages.
    Margin,
    /// Comments.
    Comments,
    /// Which part is of which type.
    Types,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Body => "text",
            Self::Relations => "list of parts",
            Self::Styles => "styles",
            Self::Numbering => "numbering",
            Self::Notes => "notes",
            Self::Margin => "page heads",
            Self::Comments => "comments",
            Self::Types => "list of types",
        })
    }
}

/// Why a Word document gives no manuscript.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DocxError {
    /// The container has no readable table of contents: cut off, or overwritten.
    #[error(
        "the Word document (docx) is damaged: its container cannot be opened\n\
         hint: it may have been copied in part; get it again, or save it anew in Word"
    )]
    Container,
    /// The container holds no text of Word.
    #[error(
        "the Word document (docx) holds no text part\n\
         hint: the file is damaged or made by another program; save it anew in Word"
    )]
    NoDocument,
    /// A part is encrypted.
    #[error("the Word document (docx) is under a password\nhint: save it without one")]
    Encrypted,
    /// A name in the container leads out of it.
    #[error(
        "the Word document (docx) holds a name that leads out of it, as attacks do\n\
         hint: do not open it; ask the sender where it comes from"
    )]
    UnsafeName,
    /// More files in the container than are looked at.
    #[error(
        "the Word document (docx) holds {n_entries} files, more than the {limit_entries} \
         that are read\nhint: save it anew in Word"
    )]
    TooManyEntries {
        /// Files in the container.
        n_entries: usize,
        /// Most that are read.
        limit_entries: usize,
    },
    /// A part unpacks to more than is read.
    #[error(
        "the Word document (docx) unpacks to more than {limit_bytes} bytes: {part}\n\
         hint: part it into its documents; a small file that unpacks so far is an attack"
    )]
    TooLarge {
        /// The part.
        part: Part,
        /// Most bytes that are unpacked.
        limit_bytes: u64,
    },
    /// More paragraphs, cells or text than are read.
    #[error(
        "the Word document (docx) holds more paragraphs, cells or text than are read: \
         {part}\nhint: part it into its documents"
    )]
    TooMuch {
        /// The part.
        part: Part,
    },
    /// Elements inside each other deeper than any document has.
    #[error(
        "the Word document (docx) is nested more than {limit} deep: {part}\n\
         hint: no document is; do not open it, or save it anew in Word"
    )]
    TooDeep {
        /// The part.
        part: Part,
        /// Deepest nesting that is read.
        limit: usize,
    },
    /// A part declares a document type or uses entities of its own.
    #[error(
        "the Word document (docx) declares entities, as attacks do: {part}\n\
         hint: Word never writes them; do not open it"
    )]
    Entities {
        /// The part.
        part: Part,
    },
    /// A part is no well-formed XML, or its packed bytes are damaged.
    #[error(
        "the Word document (docx) is damaged: {part}, byte {offset_bytes}\n\
         hint: get it again, or open and save it anew in Word"
    )]
    Damaged {
        /// The part.
        part: Part,
        /// Place in the unpacked part.
        offset_bytes: u64,
    },
}
