//! A document of the collection: what linking needs of it, and where its whole reading is.

use std::rc::Rc;

use super::document_facts::DocumentFacts;
use super::error::LostReading;
use super::kept_reading::{KeptReading, PackedAssignments, decode};
use crate::corpus::checksum::Checksum;
use tracuu_legal::citation::identity::Locality;
use tracuu_legal::reading::Reading;
use tracuu_store::reading::ReadingKey;
use tracuu_store::store::Store;

/// A document that was read from a file.
pub(super) struct SourceDocument {
    /// The file, as found, and its place in it where it is an archive.
    pub(super) path: String,
    /// Id of the file, and its place in it.
    pub(super) file_id: String,
    /// Its id in the manifest, where it is listed there.
    pub(super) listed_id: Option<String>,
    /// Where it was written.
    pub(super) home: Rc<Locality>,
    pub(super) facts: DocumentFacts,
    pub(super) whole: WholePlace,
}

/// Where the whole reading of a document is.
pub(super) struct WholePlace {
    /// In the store.
    pub(super) key: ReadingKey,
    /// Which of the parts of its file it is.
    pub(super) part: usize,
    /// Here, where the store does not keep it.
    pub(super) here: Option<Box<KeptReading>>,
}

/// The whole reading of a document.
pub(super) struct WholeReading {
    pub(super) reading: Reading,
    pub(super) assignments: PackedAssignments,
}

impl SourceDocument {
    /// Checksum of the file.
    pub(super) fn sha256(&self) -> Checksum {
        self.whole.key.sha256.into()
    }

    /// Tells which reading this is: two with the same one are the same, but for the office.
    pub(super) fn reading_id(&self) -> String {
        let ReadingKey { form, reader, .. } = &self.whole.key;
        format!("{}/{} {form} {reader}", self.sha256(), self.whole.part)
    }

    /// Fetches the whole reading.
    ///
    /// # Errors
    /// Where the store does not have it, or not undamaged.
    pub(super) fn fetch(&self, store: &Store) -> Result<WholeReading, LostReading> {
        let WholePlace { key, part, here } = &self.whole;
        if let Some(here) = here {
            let reading = here.reading(&self.home);
            let assignments = here.assignments().clone();
            return Ok(WholeReading { reading, assignments });
        }
        let content = store.reading(key).ok().flatten();
        let parts = content.and_then(|content| decode(&content));
        let kept = parts.and_then(|parts| parts.into_iter().nth(*part)?.content.ok());
        let lost = || LostReading { path: self.path.clone(), key: key.clone() };
        let (reading, assignments) = kept.ok_or_else(lost)?.restore(&self.home);
        Ok(WholeReading { reading, assignments })
    }
}
