//! One file, read: its document with citations and assignments.

use super::sources::File;
use crate::corpus::checksum::Checksum;
use tracuu_extract::read;
use tracuu_legal::assignment::duty::Assignment;
use tracuu_legal::citation::identity::Locality;
use tracuu_legal::citation::mention::Citation;
use tracuu_legal::citation::relation::Relation;
use tracuu_legal::document::document::Document;
use tracuu_legal::reading::Reading;

/// A document that was read.
pub(super) struct Held {
    /// The file.
    pub(super) source: String,
    /// Id of the file.
    pub(super) source_id: String,
    /// Checksum of its bytes.
    pub(super) sha256: Checksum,
    /// Text, head and provisions.
    pub(super) document: Document,
    /// The mentions in it, in order.
    pub(super) citations: Vec<Citation>,
    /// The relation that each stands in.
    pub(super) relations: Vec<Option<Relation>>,
    /// Who does what.
    pub(super) assignments: Vec<Assignment>,
    /// Where it was written.
    pub(super) home: Locality,
}

impl Held {
    /// Reads a file; the message of a failure is for the report.
    pub(super) fn read(
        file: &File<'_>,
        office: &Locality,
        allow_secret: bool,
    ) -> Result<Self, String> {
        let bytes = file.bytes()?;
        let manuscript =
            read::read(&bytes, Some(&file.path)).map_err(|error| error.to_string())?;
        let sha256 = Checksum::of(&bytes);
        drop(bytes);
        let document = Document::read(manuscript);
        if let Some(mark) = document.header.secrecy.as_ref().filter(|_| !allow_secret) {
            return Err(format!(
                "carries the secrecy mark {}\nhint: such documents are not taken in",
                mark.value
            ));
        }
        let reading = Reading::new(document, office);
        let assignments = reading.assignments();
        let Reading { document, citations, relations, home } = reading;
        Ok(Self {
            source: file.path.clone(),
            source_id: file.id.clone(),
            sha256,
            document,
            citations,
            relations,
            assignments,
            home,
        })
    }

    /// The canonical text.
    pub(super) fn text(&self) -> &str {
        self.document.manuscript.text()
    }
}
