//! What a file is before it is put into the folder: whether it may be there, and which document
//! it is. Nothing of it is kept.

use super::file_reader::DocumentReader;
use super::kept_reading::{KeptFailure, KeptPart};
use crate::corpus::file_kind::{begins_as_document, other_than_document};
use tracuu_index::unread_file::{Refusal, UnreadFileReason};
use tracuu_intake::reader::FileReader;
use tracuu_legal::citation::identity::Locality;
use tracuu_text::read_failure::ReadFailureKind;

/// A file that may be put into the folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inspection {
    /// The symbol of the document, where it is one and states it.
    pub symbol: Option<String>,
}

/// Looks into a file as an ingest would.
///
/// # Errors
/// Why an ingest would not take it in: of an archive or mail nothing, or where one of the files
/// in it may not be there. What was not read for want of time or memory may be.
pub fn inspect(
    reader: &FileReader,
    (name, bytes): (&str, &[u8]),
    allow_secret: bool,
) -> Result<Inspection, UnreadFileReason> {
    if let Some(kind) = other_than_document(name, || begins_as_document(bytes)) {
        return Err(UnreadFileReason::NoDocument(kind));
    }
    let office = Locality::default();
    let documents = DocumentReader {
        reader,
        lenders: &[],
        office: &office,
        allow_secret,
        version: "",
    };
    let parts = documents.parts(name, bytes);
    let failures = || parts.iter().filter_map(|part| part.content.as_ref().err());
    let secret = UnreadFileReason::Refused(Refusal::Secret);
    if failures().any(|failure| failure.reason == secret) {
        return Err(secret);
    }
    let is_read = parts.iter().any(|part| part.content.is_ok());
    match failures().next().filter(|_| !is_read) {
        Some(failure) if !may_go_later(failure) => Err(failure.reason),
        _ => Ok(Inspection { symbol: symbol(&parts) }),
    }
}

/// Whether an ingest, which has more time, may read what a request has not.
fn may_go_later(failure: &KeptFailure) -> bool {
    use ReadFailureKind::{OutOfMemory, RecognitionTooLong, TimedOut};
    let passing = [TimedOut, OutOfMemory, RecognitionTooLong];
    passing.iter().any(|kind| failure.reason == UnreadFileReason::Reading(*kind))
}

fn symbol(parts: &[KeptPart]) -> Option<String> {
    let [KeptPart { content: Ok(reading), .. }] = parts else { return None };
    let symbol = reading.document().header.symbol.as_ref()?;
    Some(symbol.value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inspected(name: &str, text: &str) -> Result<Inspection, UnreadFileReason> {
        inspect(&FileReader::InProcess, (name, text.as_bytes()), false)
    }

    #[test]
    fn what_an_ingest_would_refuse_is_known_before() {
        let notice = "TỈNH ỦY AN SƠN\n\nSố 45-TB/TU\n\n# THÔNG BÁO\n\nNội dung.\n";
        let found = inspected("a.md", notice).unwrap();
        assert_eq!(found.symbol.as_deref(), Some("45-TB/TU"));
        let secret = notice.replace("Số 45", "MẬT\n\nSố 45");
        let refused = UnreadFileReason::Refused(Refusal::Secret);
        assert_eq!(inspected("a.md", &secret), Err(refused));
        assert!(inspected("anh.jpg", "x").is_err());
        assert!(inspected("a.docx", "PK\u{3}\u{4}x").is_err());
    }
}
