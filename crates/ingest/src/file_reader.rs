//! Read: the bytes of one file become a document with its citations and assignments, or several
//! where it is an archive or a mail.

use std::path::PathBuf;

use super::kept_facts;
use super::kept_reading::{KeptFailure, KeptPart, KeptReading, decode, encode};
use super::sources::InputFile;
use crate::corpus::file_kind::{begins_as_document, other_than_document};
use crate::corpus::original::INSIDE;
use tracuu_index::unread_file::{Refusal, UnreadFile, UnreadFileReason};
use tracuu_intake::contents::Contents;
use tracuu_intake::inner_file::InnerFile;
use tracuu_intake::reader::FileReader;
use tracuu_legal::citation::identity::Locality;
use tracuu_legal::document::document::Document;
use tracuu_legal::reading::Reading;
use tracuu_store::file::ContentHash;
use tracuu_store::reading::{NewReading, ReadingKey};
use tracuu_store::store::Store;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::read_failure::{ReadFailure, ReadFailureKind};

/// How deep archives and mails inside each other are opened: a mail with an archive.
const MAX_DEPTH: usize = 2;

/// Reads files into documents.
pub(super) struct DocumentReader<'j> {
    pub(super) reader: &'j FileReader,
    /// Folders of other stores.
    pub(super) lenders: &'j [PathBuf],
    pub(super) office: &'j Locality,
    pub(super) allow_secret: bool,
    /// Version of the reader, and of its settings.
    pub(super) version: &'j str,
}

/// What a file gave.
pub(super) struct NewContent {
    /// As the store keeps it, its facts among it.
    pub(super) reading: NewReading,
    /// Whether the bytes of the file were read; else the store had the reading without its facts,
    /// or another one had it.
    pub(super) was_read: bool,
    /// Where something may go better the next time: the parts, which are not kept then.
    pub(super) unkept: Option<Vec<KeptPart>>,
}

/// Bytes that are to be read, and where they are from.
struct FoundFile<'f> {
    /// The path of the file, as it is shown.
    path: &'f str,
    /// The names inside it.
    inside: String,
    bytes: &'f [u8],
    /// Archives and mails around it.
    depth: usize,
}

impl DocumentReader<'_> {
    /// Reads a file: one document, or those of an archive or a mail, and what of it is none. One of the
    /// stores may have its reading.
    pub(super) fn read(
        &self,
        file: &InputFile<'_>,
        stores: &[Store],
    ) -> Result<NewContent, UnreadFile> {
        let key = file.sha256().map(|sha256| self.key(file, sha256));
        if let Some(key) = &key
            && let Some(content) =
                stores.iter().find_map(|store| store.reading(key).ok()?)
            && let Some(facts) =
                decode(&content).and_then(|parts| kept_facts::encode(&parts))
        {
            let reading = NewReading { key: key.clone(), content, facts };
            return Ok(NewContent { reading, was_read: false, unkept: None });
        }
        let parts = self.parts(&file.path, &file.read()?);
        // A file whose bytes are there has a checksum.
        let content = key.zip(encode(&parts)).zip(kept_facts::encode(&parts));
        let Some(((key, content), facts)) = content else {
            let reason = UnreadFileReason::Reading(ReadFailureKind::TooComplex);
            return Err(file.unread(reason, "cannot be kept".to_owned()));
        };
        let is_final = parts.iter().all(|part| !is_passing(part));
        let reading = NewReading { key, content, facts };
        Ok(NewContent { reading, was_read: true, unkept: (!is_final).then_some(parts) })
    }

    /// Reads the bytes of a file at a path.
    pub(super) fn parts(&self, path: &str, bytes: &[u8]) -> Vec<KeptPart> {
        let mut parts = Vec::new();
        let found = FoundFile { path, inside: String::new(), bytes, depth: 0 };
        self.open(found, &mut parts);
        parts
    }

    /// The stores that may have readings: this one, and those that lend.
    pub(super) fn stores(&self, own: &Store) -> Vec<Store> {
        let lenders = self.lenders.iter().filter_map(|dir| Store::open_for_reading(dir));
        own.reader().into_iter().chain(lenders).collect()
    }

    /// Under which key the reading of a content of a file is kept.
    pub(super) fn key(&self, file: &InputFile<'_>, sha256: ContentHash) -> ReadingKey {
        ReadingKey { sha256, form: file.form(), reader: self.version.to_owned() }
    }

    fn open(&self, found: FoundFile<'_>, parts: &mut Vec<KeptPart>) {
        let name = format!("{}{}", found.path, found.inside);
        let files = match self.reader.open(found.bytes, Some(&name)) {
            Err(failure) => return parts.push(found.failed(failure)),
            Ok(Contents::Document(manuscript)) => {
                return parts.push(self.document(found, manuscript));
            }
            Ok(Contents::Files(files)) => files,
        };
        if found.depth == MAX_DEPTH {
            let message =
                "lies in archives inside each other\nhint: unpack the outer one";
            let failure = ReadFailure::new(ReadFailureKind::TooComplex, message);
            return parts.push(found.failed(failure));
        }
        for InnerFile { name, bytes } in files {
            let inner = FoundFile {
                path: found.path,
                inside: format!("{}{INSIDE}{name}", found.inside),
                bytes: bytes.as_deref().unwrap_or_default(),
                depth: found.depth + 1,
            };
            let last = name.rsplit('/').next().unwrap_or(&name);
            let other = other_than_document(last, || begins_as_document(inner.bytes));
            match (other, &bytes) {
                (Some(other), _) => {
                    let reason = UnreadFileReason::NoDocument(other);
                    parts.push(inner.unread(reason, String::new()));
                }
                (None, Err(failure)) => parts.push(inner.failed(failure.clone())),
                (None, Ok(_)) => self.open(inner, parts),
            }
        }
    }

    fn document(&self, found: FoundFile<'_>, manuscript: Manuscript) -> KeptPart {
        let document = Document::read(manuscript);
        if document.header.secrecy.is_some() && !self.allow_secret {
            return found.unread(
                UnreadFileReason::Refused(Refusal::Secret),
                "carries a secrecy mark\nhint: such documents are not taken in unless \
                 office.allow_secret is set (docs/configuration.md)"
                    .to_owned(),
            );
        }
        let reading = Reading::new(document, self.office);
        let assignments = reading.assignments();
        let kept = KeptReading::new(reading, &assignments);
        found.part(kept.ok_or_else(|| KeptFailure {
            reason: UnreadFileReason::Reading(ReadFailureKind::TooComplex),
            message: "cannot be kept".to_owned(),
        }))
    }
}

/// Whether a part is none for a reason that may have gone the next time.
fn is_passing(part: &KeptPart) -> bool {
    let Err(failure) = &part.content else { return false };
    matches!(
        failure.reason,
        UnreadFileReason::Folder(_)
            | UnreadFileReason::Reading(
                ReadFailureKind::TimedOut
                    | ReadFailureKind::OutOfMemory
                    | ReadFailureKind::Crashed
                    | ReadFailureKind::NoWorker
            )
    )
}

impl FoundFile<'_> {
    fn failed(self, failure: ReadFailure) -> KeptPart {
        self.unread(UnreadFileReason::Reading(failure.kind), failure.message)
    }

    fn unread(self, reason: UnreadFileReason, message: String) -> KeptPart {
        self.part(Err(KeptFailure { reason, message }))
    }

    fn part(self, content: Result<KeptReading, KeptFailure>) -> KeptPart {
        KeptPart { inside: self.inside, content }
    }
}
