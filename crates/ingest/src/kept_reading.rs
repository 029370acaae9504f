//! What was read from one file as it is kept in the store: JSON, compressed, with a checksum
//! (zlib, RFC 1950). What does not decode any more counts as not read.
//!
//! Assignments are a third of a reading, and nothing but the entries of their document is made of
//! them: they stay packed until these are written.

use std::io::{Read as _, Write as _};

use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::frames::{add_frame, next_frame};
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
    /// Checksum of the assignments (CRC-32) as they are packed.
    checksum: u32,
    #[serde(skip)]
    assignments: PackedAssignments,
}

/// The assignments of a document, packed.
#[derive(Clone, Default)]
pub(super) struct PackedAssignments(Vec<u8>);

/// Why there is none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct KeptFailure {
    pub(super) reason: UnreadFileReason,
    pub(super) message: String,
}

impl KeptReading {
    /// `None` where they have no such form.
    pub(super) fn new(reading: Reading, assignments: &[Assignment]) -> Option<Self> {
        let Reading { document, citations, relations, .. } = reading;
        let assignments = PackedAssignments(pack(&assignments)?);
        let checksum = assignments.checksum();
        Some(Self { document, citations, relations, checksum, assignments })
    }

    /// The document itself.
    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    /// The reading in an office, and the assignments.
    pub(super) fn restore(self, office: &Locality) -> (Reading, PackedAssignments) {
        let Self { document, citations, relations, assignments, .. } = self;
        (Reading::restore(document, citations, relations, office), assignments)
    }

    pub(super) const fn assignments(&self) -> &PackedAssignments {
        &self.assignments
    }

    /// A copy of the reading in an office.
    pub(super) fn reading(&self, office: &Locality) -> Reading {
        let Self { document, citations, relations, .. } = self;
        Reading::restore(document.clone(), citations.clone(), relations.clone(), office)
    }
}

impl PackedAssignments {
    /// In the order of the text.
    pub(super) fn unpack(&self) -> Vec<Assignment> {
        // Its checksum was compared when it was taken from the store.
        unpack(&self.0).unwrap_or_default()
    }

    fn checksum(&self) -> u32 {
        let mut checksum = Crc::new();
        checksum.update(&self.0);
        checksum.sum()
    }
}

fn pack(value: &impl Serialize) -> Option<Vec<u8>> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&serde_json::to_vec(value).ok()?).ok()?;
    packed.finish().ok()
}

fn unpack<T: DeserializeOwned>(packed: &[u8]) -> Option<T> {
    let mut json = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut json).ok()?;
    serde_json::from_slice(&json).ok()
}

/// The parts of a file as bytes, behind them the assignments of each, all with their lengths;
/// `None` where they have no such form.
pub(super) fn encode(parts: &[KeptPart]) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    add_frame(&mut all, &pack(&parts)?)?;
    for kept in parts.iter().filter_map(|part| part.content.as_ref().ok()) {
        add_frame(&mut all, &kept.assignments.0)?;
    }
    Some(all)
}

/// The parts of a file; `None` where the bytes are damaged, or of another form.
pub(super) fn decode(bytes: &[u8]) -> Option<Vec<KeptPart>> {
    let mut rest = bytes;
    let mut parts: Vec<KeptPart> = unpack(next_frame(&mut rest)?)?;
    for kept in parts.iter_mut().filter_map(|part| part.content.as_mut().ok()) {
        kept.assignments = PackedAssignments(next_frame(&mut rest)?.to_vec());
        if kept.assignments.checksum() != kept.checksum {
            return None;
        }
    }
    Some(parts)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use tracuu_legal::document::document::Document;

    /// A plan with all that is read from one: head, provisions, citations, a table of duties.
    const PLAN: &str = "TỈNH ỦY SÔNG KHÊ\n*\nSố 73-KH/TU\n\nSông Khê, ngày 14 tháng 5 năm \
        2024\n\nKẾ HOẠCH\nthực hiện Nghị quyết số 28-NQ/TW ngày 04/11/2013\n\nI- NHIỆM VỤ\n\n\
        1. Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với Ban Tuyên giáo huyện ủy Lạc Sơn rà soát \
        vùng nuôi, hoàn thành trước ngày 30/6/2024. Kế hoạch này thay thế Kế hoạch số 5-KH/TU \
        và khoản 2 Điều 5 Luật Thủy sản.\n\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Văn Mẫu\n";

    pub(crate) fn parts() -> Vec<KeptPart> {
        let manuscript = tracuu_extract::read_text(PLAN);
        let reading = Reading::new(Document::read(manuscript), &Locality::default());
        let assignments = reading.assignments();
        assert!(!assignments.is_empty() && reading.citations.len() > 2);
        let content = Ok(KeptReading::new(reading, &assignments).unwrap());
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
            let (reading, assignments) = reading.restore(&Locality::default());
            format!("{reading:?} {:?}", assignments.unpack())
        };
        assert_eq!(restored(back), restored(parts));
    }

    #[test]
    fn damaged_bytes_are_no_reading() {
        let whole = encode(&parts()).unwrap();
        for place in [0, whole.len() / 2, whole.len() - 1] {
            let mut bytes = whole.clone();
            bytes[place] ^= 0x55;
            assert!(decode(&bytes).is_none(), "{place}");
        }
        assert!(decode(b"").is_none());
    }
}
