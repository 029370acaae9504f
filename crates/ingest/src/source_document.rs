//! Read: one file becomes a document with its citations and assignments, or several where it is
//! an archive or a mail.

use super::kept_reading::{
    KeptFailure, KeptPart, KeptReading, PackedAssignments, decode, encode,
};
use super::sources::InputFile;
use crate::corpus::checksum::Checksum;
use crate::corpus::file_kind::{begins_as_document, other_than_document};
use crate::corpus::original::INSIDE;
use tracuu_index::unread_file::{Refusal, UnreadFile, UnreadFileReason};
use tracuu_intake::contents::Contents;
use tracuu_intake::inner_file::InnerFile;
use tracuu_intake::reader::FileReader;
use tracuu_legal::citation::identity::Locality;
use tracuu_legal::document::document::Document;
use tracuu_legal::document::header::Header;
use tracuu_legal::reading::Reading;
use tracuu_store::file::ContentHash;
use tracuu_store::reading::ReadingKey;
use tracuu_store::store::Store;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::read_failure::{ReadFailure, ReadFailureKind};

/// A document that was read from a file.
pub(super) struct SourceDocument {
    /// The file, as found, and its place in it where it is an archive.
    pub(super) path: String,
    /// Id of the file, and its place in it.
    pub(super) file_id: String,
    /// Its id in the manifest, where it is listed there.
    pub(super) listed_id: Option<String>,
    /// Checksum of the file.
    pub(super) sha256: Checksum,
    /// Tells which reading this is: two with the same one are the same, but for the office.
    pub(super) reading_id: String,
    pub(super) reading: Reading,
    pub(super) assignments: PackedAssignments,
}

/// How deep archives and mails inside each other are opened: a mail with an archive.
const MAX_DEPTH: usize = 2;

/// Reads files into documents.
pub(super) struct DocumentReader<'j> {
    pub(super) reader: &'j FileReader,
    pub(super) office: &'j Locality,
    pub(super) allow_secret: bool,
    /// Version of the reader, and of its settings.
    pub(super) version: &'j str,
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

/// The parts of a file, and what of them is to be kept in the store.
struct Content {
    parts: Vec<KeptPart>,
    was_read: bool,
    new_reading: Option<(ReadingKey, Vec<u8>)>,
}

/// What became of a file.
pub(super) struct ReadFile {
    /// Its documents, and what of it is none.
    pub(super) parts: Vec<Result<SourceDocument, UnreadFile>>,
    /// The content that stands in the collection from now on: an earlier one where the file
    /// cannot be read as it is now.
    pub(super) held: Option<ContentHash>,
    /// Whether its bytes were read.
    pub(super) was_read: bool,
    /// What is to be kept in the store.
    pub(super) new_reading: Option<(ReadingKey, Vec<u8>)>,
}

impl DocumentReader<'_> {
    /// Reads a file: one document, or those of an archive or a mail, and what of it is none.
    /// What an earlier run read of the same content is taken from the store; a file that cannot
    /// be read now keeps what was last read of it.
    /// `anew` reads also what is known; what cannot be read is kept nevertheless.
    pub(super) fn read(
        &self,
        file: &InputFile<'_>,
        store: Option<&Store>,
        anew: bool,
    ) -> ReadFile {
        let known = store.filter(|_| !anew);
        let Content { parts, was_read, new_reading } =
            match self.read_content(file, known) {
                Ok(content) => content,
                Err(unread) => return self.kept(file, store, vec![Err(unread)]),
            };
        let held = file.sha256();
        let has_document = parts.iter().any(|part| part.content.is_ok());
        let is_refused = parts.iter().any(|part| {
            let failure = part.content.as_ref().err();
            failure.is_some_and(|one| matches!(one.reason, UnreadFileReason::Refused(_)))
        });
        let parts: Vec<_> = parts
            .into_iter()
            .map(|part| self.restore(file, held, self.version, part))
            .collect();
        if has_document || is_refused {
            let held = held.filter(|_| has_document);
            return ReadFile { parts, held, was_read, new_reading };
        }
        ReadFile { was_read, new_reading, ..self.kept(file, store, parts) }
    }

    /// The parts of a file as it is now, from the store or from its bytes.
    fn read_content(
        &self,
        file: &InputFile<'_>,
        store: Option<&Store>,
    ) -> Result<Content, UnreadFile> {
        let key = file.sha256().map(|sha256| self.key(file, sha256));
        if let Some(parts) = key.as_ref().and_then(|key| known(key, store)) {
            return Ok(Content { parts, was_read: false, new_reading: None });
        }
        let bytes = file.read()?;
        let mut parts = Vec::new();
        let found = FoundFile {
            path: &file.path,
            inside: String::new(),
            bytes: &bytes,
            depth: 0,
        };
        self.open(found, &mut parts);
        let is_final = parts.iter().all(|part| !is_passing(part));
        let content = if is_final { encode(&parts) } else { None };
        Ok(Content { parts, was_read: true, new_reading: key.zip(content) })
    }

    fn key(&self, file: &InputFile<'_>, sha256: ContentHash) -> ReadingKey {
        ReadingKey { sha256, form: file.form(), reader: self.version.to_owned() }
    }

    /// What an earlier version of the program read of a content, with the same rule for secret
    /// documents, and a name for that version.
    fn known_before(
        &self,
        key: &ReadingKey,
        store: Option<&Store>,
    ) -> Option<(String, Vec<KeptPart>)> {
        let like = format!("%-{}-%", self.allow_secret);
        let earlier = store?.earlier_readings(key, &like).ok()?;
        earlier.iter().find_map(|content| {
            let version = Checksum::compute(content).to_string();
            Some((version, decode(content)?))
        })
    }

    /// The documents that were last read of a file, behind what cannot be read of it now.
    fn kept(
        &self,
        file: &InputFile<'_>,
        store: Option<&Store>,
        mut parts: Vec<Result<SourceDocument, UnreadFile>>,
    ) -> ReadFile {
        let held = file.held();
        let key = held.map(|held| self.key(file, held));
        let known = key.and_then(|key| {
            let now = known(&key, store).map(|parts| (self.version.to_owned(), parts));
            now.or_else(|| self.known_before(&key, store))
        });
        // What is behind a folder that cannot be looked into is reported with the folder.
        if file.sha256().is_none() && known.is_some() {
            parts.clear();
        }
        let held = held.filter(|_| known.is_some());
        let (version, known) = known.unwrap_or_default();
        for part in known {
            let restored = self.restore(file, held, &version, part);
            parts.extend(restored.ok().map(Ok));
        }
        ReadFile { parts, held, was_read: false, new_reading: None }
    }

    /// A part as what the collection holds of it, read by a version of the reader.
    fn restore(
        &self,
        file: &InputFile<'_>,
        sha256: Option<ContentHash>,
        version: &str,
        part: KeptPart,
    ) -> Result<SourceDocument, UnreadFile> {
        let KeptPart { inside, content } = part;
        let path = format!("{}{inside}", file.path);
        match content {
            Err(KeptFailure { reason, message }) => {
                Err(UnreadFile { path, reason, message })
            }
            Ok(kept) => {
                let (reading, assignments) = kept.restore(self.office);
                let sha256: Checksum = sha256.unwrap_or_default().into();
                let reading_id = format!("{sha256}{inside} {} {version}", file.form());
                Ok(SourceDocument {
                    path,
                    file_id: format!("{}{inside}", file.id),
                    listed_id: file.listed_id().filter(|_| inside.is_empty()),
                    sha256,
                    reading_id,
                    reading,
                    assignments,
                })
            }
        }
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

/// What an earlier run read of a content.
fn known(key: &ReadingKey, store: Option<&Store>) -> Option<Vec<KeptPart>> {
    // A reading that is not got from the store is made again.
    decode(&store?.reading(key).ok()??)
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

impl SourceDocument {
    /// The canonical text.
    pub(super) fn text(&self) -> &str {
        self.reading.text()
    }

    pub(super) fn header(&self) -> &Header {
        &self.reading.document.header
    }
}
