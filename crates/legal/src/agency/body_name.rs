//! The name of a body as a text writes it, read once to be compared with many.

use std::sync::OnceLock;

use super::body::Agency;
use super::registry::Registry;
use tracuu_text::syllable::normal_words;

/// A written name of a body. The body itself is looked up at the first comparison that the
/// words do not decide.
#[derive(Clone, Debug)]
pub struct BodyName {
    written: String,
    /// In normal form.
    words: String,
    agency: OnceLock<Option<Agency>>,
}

impl BodyName {
    /// A name as it is written.
    pub fn new(written: impl Into<String>) -> Self {
        let written = written.into();
        let words = normal_words(&written);
        Self { written, words, agency: OnceLock::new() }
    }

    /// The name as it is written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The name in normal form.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Whether two names can be one body: one is short for the other, or an older name.
    pub fn is_same(&self, other: &Self) -> bool {
        if self.words.starts_with(&other.words) || other.words.starts_with(&self.words) {
            return true;
        }
        match (self.agency(), other.agency()) {
            (Some(one), Some(other)) => {
                one.closeness(other).is_some() || other.closeness(one).is_some()
            }
            _ => false,
        }
    }

    fn agency(&self) -> Option<&Agency> {
        let read = || Registry::built_in().read_opening(&self.written);
        self.agency.get_or_init(read).as_ref()
    }
}
