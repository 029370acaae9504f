//! The facts of the documents of one file as they are kept in the store, beside the whole reading:
//! a checksum (CRC-32), the documents in JSON, and what their mentions say, each value once, in JSON.
//! What does not decode any more counts as not read.

use flate2::Crc;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::document_facts::{DocumentFacts, FormId, MentionForms};
use super::frames::{add_frame, next_frame};
use super::kept_reading::{KeptFailure, KeptPart};
use tracuu_legal::citation::identity::Locality;

/// The facts of a file, or of one of the files inside it.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct FactsPart {
    /// The names inside the file, as they stand behind its path and its id; empty for the file
    /// itself.
    pub(super) inside: String,
    pub(super) content: Result<DocumentFacts, KeptFailure>,
}

/// The facts of the parts of a file as bytes; `None` where they have no such form.
pub(super) fn encode(parts: &[KeptPart]) -> Option<Vec<u8>> {
    let mut forms: Vec<Vec<u8>> = Vec::new();
    let mut known: FxHashMap<Vec<u8>, FormId> = FxHashMap::default();
    let mut all: Vec<FactsPart> = Vec::new();
    for KeptPart { inside, content } in parts {
        let content = match content {
            Err(failure) => Err(failure.clone()),
            Ok(kept) => {
                // What depends on the office is no fact of the document.
                let reading = kept.reading(&Locality::default());
                Ok(DocumentFacts::new(&reading, |form| {
                    let json = serde_json::to_vec(&form).ok()?;
                    let new = FormId(u32::try_from(forms.len()).ok()?);
                    let id = *known.entry(json).or_insert_with_key(|json| {
                        forms.push(json.clone());
                        new
                    });
                    Some(id)
                })?)
            }
        };
        all.push(FactsPart { inside: inside.clone(), content });
    }
    let mut bytes = vec![0; size_of::<u32>()];
    add_frame(&mut bytes, &serde_json::to_vec(&all).ok()?)?;
    for form in &forms {
        add_frame(&mut bytes, form)?;
    }
    let checksum = checksum(bytes.get(size_of::<u32>()..)?);
    bytes.get_mut(..size_of::<u32>())?.copy_from_slice(&checksum.to_le_bytes());
    Some(bytes)
}

/// The facts of the parts of a file, with the ids that their forms have among all; `None` where
/// the bytes are damaged, or of another form.
pub(super) fn decode(bytes: &[u8], forms: &mut MentionForms) -> Option<Vec<FactsPart>> {
    let (sum, mut rest) = bytes.split_first_chunk()?;
    if checksum(rest) != u32::from_le_bytes(*sum) {
        return None;
    }
    let mut parts: Vec<FactsPart> =
        serde_json::from_slice(next_frame(&mut rest)?).ok()?;
    let mut ids = Vec::new();
    while let Some(form) = next_frame(&mut rest) {
        ids.push(forms.read(form)?);
    }
    for facts in parts.iter_mut().filter_map(|part| part.content.as_mut().ok()) {
        facts.renumber(&ids)?;
    }
    Some(parts)
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut checksum = Crc::new();
    checksum.update(bytes);
    checksum.sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kept_reading::tests::parts;

    #[test]
    fn facts_come_back_as_they_were() {
        let bytes = encode(&parts()).unwrap();
        let mut forms = MentionForms::default();
        let first = decode(&bytes, &mut forms).unwrap().remove(0).content.unwrap();
        let second = decode(&bytes, &mut forms).unwrap().remove(0).content.unwrap();
        assert_eq!(first, second);
        assert!(first.n_mentions() > 2 && !first.force.is_empty());
        let symbols = first.forms().iter().map(|form| forms.get(*form).words());
        assert!(symbols.into_iter().any(|symbol| symbol == "28-NQ/TW"));
    }

    #[test]
    fn damaged_bytes_are_no_facts() {
        let whole = encode(&parts()).unwrap();
        for place in [0, whole.len() / 2, whole.len() - 1] {
            let mut bytes = whole.clone();
            bytes[place] ^= 0x55;
            assert!(decode(&bytes, &mut MentionForms::default()).is_none(), "{place}");
        }
        assert!(decode(b"", &mut MentionForms::default()).is_none());
    }
}
