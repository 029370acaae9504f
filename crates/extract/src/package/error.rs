//! Why a package cannot be read, in the words that all formats share.

use std::fmt;

/// A part of the container, by what it holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PackagePart {
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

impl fmt::Display for PackagePart {
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

/// Why a package cannot be read. A reader puts the name of its format before the text: "the
/// Word document (docx) is damaged: …".
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PackageError {
    /// The container has no readable table of contents: cut off, or overwritten.
    #[error(
        "is damaged: its container cannot be opened\n\
         hint: it may have been copied in part; get it again, or save it anew"
    )]
    Container,
    /// A part is encrypted.
    #[error("is under a password\nhint: save it without one")]
    Encrypted,
    /// A name in the container leads out of it.
    #[error(
        "holds a name that leads out of it, as attacks do\n\
         hint: do not open it; ask the sender where it comes from"
    )]
    UnsafeName,
    /// More files in the container than are looked at.
    #[error(
        "holds {n_entries} files, more than the {limit_entries} \
         that are read\nhint: save it anew"
    )]
    TooManyEntries {
        /// Files in the container.
        n_entries: usize,
        /// Most that are read.
        limit_entries: usize,
    },
    /// A part unpacks to more than is read.
    #[error(
        "unpacks to more than {limit_bytes} bytes: {part}\n\
         hint: part it into its documents; a small file that unpacks so far is an attack"
    )]
    TooLarge {
        /// The part.
        part: PackagePart,
        /// Most bytes that are unpacked.
        limit_bytes: u64,
    },
    /// More paragraphs, cells or text than are read.
    #[error(
        "holds more paragraphs, cells or text than are read: \
         {part}\nhint: part it into its documents"
    )]
    TooMuch {
        /// The part.
        part: PackagePart,
    },
    /// Elements inside each other deeper than any document has.
    #[error(
        "is nested more than {limit} deep: {part}\n\
         hint: no document is; do not open it, or save it anew"
    )]
    TooDeep {
        /// The part.
        part: PackagePart,
        /// Deepest nesting that is read.
        limit: usize,
    },
    /// A part declares a document type or uses entities of its own.
    #[error(
        "declares entities, as attacks do: {part}\n\
         hint: no word processor writes them; do not open it"
    )]
    Entities {
        /// The part.
        part: PackagePart,
    },
    /// A part is no well-formed XML, or its packed bytes are damaged.
    #[error(
        "is damaged: {part}, byte {offset_bytes}\n\
         hint: get it again, or open and save it anew"
    )]
    Damaged {
        /// The part.
        part: PackagePart,
        /// Place in the unpacked part.
        offset_bytes: u64,
    },
}
