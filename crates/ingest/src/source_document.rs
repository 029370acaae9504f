//! Read: one file becomes a document with its citations and assignments, or several where it is
//! an archive or a mail.

use super::sources::InputFile;
use crate::corpus::checksum::Checksum;
use crate::corpus::file_kind::{begins_as_document, other_than_document};
use crate::corpus::original::INSIDE;
use tracuu_index::unread_file::{Refusal, UnreadFile, UnreadFileReason};
use tracuu_intake::contents::Contents;
use tracuu_intake::inner_file::InnerFile;
use tracuu_intake::reader::FileReader;
use tracuu_legal::assignment::duty::Assignment;
use tracuu_legal::citation::identity::Locality;
use tracuu_legal::document::document::Document;
use tracuu_legal::document::header::Header;
use tracuu_legal::reading::Reading;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::read_failure::{ReadFailure, ReadFailureKind};

/// A document that was read from a file.
pub(super) struct SourceDocument {
    /// The file, as found, and its place in it where it is an archive.
    pub(super) path: String,
    /// Id of the file, and its place in it.
    pub(super) file_id: String,
    /// Checksum of the file.
    pub(super) sha256: Checksum,
    pub(super) reading: Reading,
    /// In the order of the text.
    pub(super) assignments: Vec<Assignment>,
}

/// How deep archives and mails inside each other are opened: a mail with an archive.
const MAX_DEPTH: usize = 2;

/// Reads files into documents.
pub(super) struct DocumentReader<'j> {
    pub(super) reader: &'j FileReader,
    pub(super) office: &'j Locality,
    pub(super) allow_secret: bool,
}

/// Bytes that are to be read, and where they are from.
struct FoundFile<'f> {
    /// Where they are found: the path of the file, and the names inside it.
    path: String,
    /// Id of the file, and the names inside it.
    id: String,
    /// Checksum of the file, which is what can be handed out.
    sha256: Checksum,
    bytes: &'f [u8],
    /// Archives and mails around it.
    depth: usize,
}

impl DocumentReader<'_> {
    /// Reads a file: one document, or those of an archive or a mail, and what of it is none.
    pub(super) fn read(
        &self,
        file: &InputFile<'_>,
    ) -> Vec<Result<SourceDocument, UnreadFile>> {
        let bytes = match file.read() {
            Ok(bytes) => bytes,
            Err(unread) => return vec![Err(unread)],
        };
        let found = FoundFile {
            path: file.path.clone(),
            id: file.id.clone(),
            sha256: Checksum::compute(&bytes),
            bytes: &bytes,
            depth: 0,
        };
        let mut read = Vec::new();
        self.open(found, &mut read);
        read
    }

    fn open(
        &self,
        found: FoundFile<'_>,
        read: &mut Vec<Result<SourceDocument, UnreadFile>>,
    ) {
        let files = match self.reader.open(found.bytes, Some(&found.path)) {
            Err(failure) => return read.push(Err(found.failed(failure))),
            Ok(Contents::Document(manuscript)) => {
                return read.push(self.document(found, manuscript));
            }
            Ok(Contents::Files(files)) => files,
        };
        if found.depth == MAX_DEPTH {
            let reason = UnreadFileReason::Reading(ReadFailureKind::TooComplex);
            let message =
                "lies in archives inside each other\nhint: unpack the outer one";
            return read.push(Err(found.unread(reason, message.to_owned())));
        }
        for InnerFile { name, bytes } in files {
            let inner = FoundFile {
                path: format!("{}{INSIDE}{name}", found.path),
                id: format!("{}{INSIDE}{name}", found.id),
                sha256: found.sha256,
                bytes: bytes.as_deref().unwrap_or_default(),
                depth: found.depth + 1,
            };
            let last = name.rsplit('/').next().unwrap_or(&name);
            let other = other_than_document(last, || begins_as_document(inner.bytes));
            match (other, &bytes) {
                (Some(other), _) => {
                    let reason = UnreadFileReason::NoDocument(other);
                    read.push(Err(inner.unread(reason, String::new())));
                }
                (None, Err(failure)) => read.push(Err(inner.failed(failure.clone()))),
                (None, Ok(_)) => self.open(inner, read),
            }
        }
    }

    fn document(
        &self,
        found: FoundFile<'_>,
        manuscript: Manuscript,
    ) -> Result<SourceDocument, UnreadFile> {
        let document = Document::read(manuscript);
        if document.header.secrecy.is_some() && !self.allow_secret {
            return Err(found.unread(
                UnreadFileReason::Refused(Refusal::Secret),
                "carries a secrecy mark\nhint: such documents are not taken in unless \
                 office.allow_secret is set (docs/configuration.md)"
                    .to_owned(),
            ));
        }
        let reading = Reading::new(document, self.office);
        Ok(SourceDocument {
            path: found.path,
            file_id: found.id,
            sha256: found.sha256,
            assignments: reading.assignments(),
            reading,
        })
    }
}

impl FoundFile<'_> {
    fn failed(&self, failure: ReadFailure) -> UnreadFile {
        self.unread(UnreadFileReason::Reading(failure.kind), failure.message)
    }

    fn unread(&self, reason: UnreadFileReason, message: String) -> UnreadFile {
        UnreadFile { path: self.path.clone(), reason, message }
    }
}

impl SourceDocument {
    /// The canonical text.
    pub(super) fn text(&self) -> &str {
        self.reading.text()
    }

    pub(super) fn header(&self) -> &Header {
        &self.reading.document.header
    }
}
