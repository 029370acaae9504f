//! Read: one file becomes a document with its citations and assignments.

use super::sources::InputFile;
use crate::corpus::checksum::Checksum;
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
    /// Reads a file; the message of a failure is for the report.
    pub(super) fn read(
        file: &InputFile<'_>,
        reader: &FileReader,
        office: &Locality,
        allow_secret: bool,
    ) -> Result<Self, String> {
        let bytes = file.read()?;
        let manuscript = reader.read(&bytes, Some(&file.path));
        let manuscript = manuscript.map_err(|failure| failure.message)?;
        let sha256 = Checksum::compute(&bytes);
        drop(bytes);
        let document = Document::read(manuscript);
        if let Some(mark) = document.header.secrecy.as_ref().filter(|_| !allow_secret) {
            return Err(format!(
                "carries the secrecy mark {}\nhint: such documents are not taken in",
                mark.value
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
