//! Read: one file becomes a document with its citations and assignments.

use super::sources::InputFile;
use crate::corpus::checksum::Checksum;
use tracuu_index::unread_file::{Refusal, UnreadFile, UnreadFileReason};
use tracuu_intake::reader::FileReader;
use tracuu_legal::assignment::duty::Assignment;
use tracuu_legal::citation::identity::Locality;
use tracuu_legal::document::document::Document;
use tracuu_legal::document::header::Header;
use tracuu_legal::reading::Reading;

/// A document that was read from a file.
pub(super) struct SourceDocument {
    /// The file, as found.
    pub(super) path: String,
    /// Id of the file.
    pub(super) file_id: String,
    /// Checksum of the file.
    pub(super) sha256: Checksum,
    pub(super) reading: Reading,
    /// In the order of the text.
    pub(super) assignments: Vec<Assignment>,
}

impl SourceDocument {
    /// Reads a file.
    ///
    /// # Errors
    /// Where it gives no text, or may not be taken in.
    pub(super) fn read(
        file: &InputFile<'_>,
        reader: &FileReader,
        office: &Locality,
        allow_secret: bool,
    ) -> Result<Self, UnreadFile> {
        let bytes = file.read()?;
        let manuscript = reader.read(&bytes, Some(&file.path)).map_err(|failure| {
            file.unread(UnreadFileReason::Reading(failure.kind), failure.message)
        })?;
        let sha256 = Checksum::compute(&bytes);
        drop(bytes);
        let document = Document::read(manuscript);
        if document.header.secrecy.is_some() && !allow_secret {
            return Err(file.unread(
                UnreadFileReason::Refused(Refusal::Secret),
                "carries a secrecy mark\nhint: such documents are not taken in unless \
                 office.allow_secret is set (docs/configuration.md)"
                    .to_owned(),
            ));
        }
        let reading = Reading::new(document, office);
        Ok(Self {
            path: file.path.clone(),
            file_id: file.id.clone(),
            sha256,
            assignments: reading.assignments(),
            reading,
        })
    }

    /// The canonical text.
    pub(super) fn text(&self) -> &str {
        self.reading.text()
    }

    pub(super) fn header(&self) -> &Header {
        &self.reading.document.header
    }
}
