//! What was read from one file as it is kept in the store: JSON, compressed, with a checksum
//! (zlib, RFC 1950). What does not decode any more counts as not read.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::{Deserialize, Serialize};

use tracuu_index::unread_file::UnreadFileReason;
use tracuu_legal::assignment::duty::Assignment;
use tracuu_legal::citation::identity::Locality;
use tracuu_legal::citation::mention::Citation;
use tracuu_legal::citation::relation::Relation;
use tracuu_legal::document::document::Document;
use tracuu_legal::reading::Reading;

/// Changes with everything that reads files (`build.rs`).
pub(super) const READER: &str = env!("TRACUU_READER_HASH");

/// What was read from a file, or from one of the files inside it.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptPart {
    /// The names inside the file, as they stand behind its path and its id; empty for the file
    /// itself.
    pub(super) inside: String,
    pub(super) content: Result<KeptReading, KeptFailure>,
}

/// A document as it was read.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptReading {
    document: Document,
    citations: Vec<Citation>,
    relations: Vec<Option<Relation>>,
    assignments: Vec<Assignment>,
}

/// Why there is none.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct KeptFailure {
    pub(super) reason: UnreadFileReason,
    pub(super) message: String,
}

impl KeptReading {
    pub(super) fn new(reading: Reading, assignments: Vec<Assignment>) -> Self {
        let Reading { document, citations, relations, .. } = reading;
        Self { document, citations, relations, assignments }
    }

    /// The reading in an office, and the assignments.
    pub(super) fn restore(self, office: &Locality) -> (Reading, Vec<Assignment>) {
        let Self { document, citations, relations, assignments } = self;
        (Reading::restore(document, citations, relations, office), assignments)
    }
}

/// The parts of a file as bytes; `None` where they have no such form.
pub(super) fn encode(parts: &[KeptPart]) -> Option<Vec<u8>> {
    let json = serde_json::to_vec(parts).ok()?;
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&json).ok()?;
    packed.finish().ok()
}

/// The parts of a file; `None` where the bytes are damaged, or of another form.
pub(super) fn decode(bytes: &[u8]) -> Option<Vec<KeptPart>> {
    let mut json = Vec::new();
    ZlibDecoder::new(bytes).read_to_end(&mut json).ok()?;
    serde_json::from_slice(&json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_legal::document::document::Document;

    /// A plan with all that is read from one: head, provisions, citations, a table of duties.
    const PLAN: &str = "TỈNH ỦY SÔNG KHÊ\n*\nSố 73-KH/TU\n\nSông Khê, ngày 14 tháng 5 năm \
        2024\n\nKẾ HOẠCH\nthực hiện Nghị quyết số 28-NQ/TW ngày 04/11/2013\n\nI- NHIỆM VỤ\n\n\
        1. Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với Ban Tuyên giáo huyện ủy Lạc Sơn rà soát \
        vùng nuôi, hoàn thành trước ngày 30/6/2024. Kế hoạch này thay thế Kế hoạch số 5-KH/TU \
        và khoản 2 Điều 5 Luật Thủy sản.\n\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Văn Mẫu\n";

    fn parts() -> Vec<KeptPart> {
        let manuscript = tracuu_extract::read_text(PLAN);
        let reading = Reading::new(Document::read(manuscript), &Locality::default());
        let assignments = reading.assignments();
        assert!(!assignments.is_empty() && reading.citations.len() > 2);
        let content = Ok(KeptReading::new(reading, assignments));
        vec![KeptPart { inside: String::new(), content }]
    }

    #[test]
    fn what_was_read_comes_back_as_it_was() {
        let parts = parts();
        let back = decode(&encode(&parts).unwrap()).unwrap();
        let json = |parts: &[KeptPart]| serde_json::to_value(parts).unwrap();
        assert_eq!(json(&back), json(&parts));
        let restored = |mut parts: Vec<KeptPart>| {
            let reading = parts.remove(0).content.map_err(|_| ()).unwrap();
            format!("{:?}", reading.restore(&Locality::default()))
        };
        assert_eq!(restored(back), restored(parts));
    }

    #[test]
    fn damaged_bytes_are_no_reading() {
        let mut bytes = encode(&parts()).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x55;
        assert!(decode(&bytes).is_none());
        assert!(decode(b"").is_none());
    }
}
