//! What a file holds: one document, or files of their own (an archive, a mail).

use tracuu_extract::format::recognise;
use tracuu_extract::read::read;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::read_failure::{ReadFailure, ReadFailureKind};

use super::inner_file::InnerFile;
use super::{archive, mail};

/// What a file holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Contents {
    /// One document.
    Document(Manuscript),
    /// Files, in the order in which they are listed; not empty.
    Files(Vec<InnerFile>),
}

impl Contents {
    /// Opens a file by its content; `name` decides between plain text and Markdown.
    ///
    /// # Errors
    /// Where it gives neither text nor files.
    pub(super) fn open(bytes: &[u8], name: Option<&str>) -> Result<Self, ReadFailure> {
        if archive::is_archive(bytes) {
            return files(archive::unpack(bytes)?);
        }
        if recognise(bytes).is_none() && mail::is_mail(bytes) {
            return match mail::open(bytes)? {
                mail::Mail::Page(page) => Ok(Self::Document(read(&page, None)?)),
                mail::Mail::Letter(parts) => files(parts),
            };
        }
        Ok(Self::Document(read(bytes, name)?))
    }

    /// The document.
    ///
    /// # Errors
    /// Where there are files in its place.
    pub(super) fn into_document(self) -> Result<Manuscript, ReadFailure> {
        match self {
            Self::Document(manuscript) => Ok(manuscript),
            Self::Files(_) => Err(ReadFailure {
                kind: ReadFailureKind::NotYetRead,
                message: "an archive or a mail holds documents of its own\n\
                          hint: give one of them, or `tracuu ingest` the whole"
                    .to_owned(),
            }),
        }
    }
}

fn files(files: Vec<InnerFile>) -> Result<Contents, ReadFailure> {
    if files.is_empty() {
        let message =
            "the file holds no other files\nhint: check that it was saved whole";
        return Err(ReadFailure {
            kind: ReadFailureKind::Empty,
            message: message.to_owned(),
        });
    }
    Ok(Contents::Files(files))
}
