//! Faults: words that may need repair, and how sure that is.

use strum::{IntoStaticStr, VariantArray};

/// Why a word was repaired: the step of the pipeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Reason {
    /// Letters that only look like those of a Vietnamese word: Ð (U+00D0), Cyrillic а.
    #[strum(serialize = "unicode")]
    LookAlike,
    /// The tone mark stood on the wrong vowel: cuả → của.
    TonePlace,
    /// Raw Telex keystrokes: nghij → nghị.
    Telex,
    /// Raw VNI keystrokes: nghi5 → nghị.
    Vni,
    /// Words run together: chuyểnđổi → chuyển đổi.
    Joined,
    /// A slip of the finger: nhgị → nghị.
    Typo,
}

impl Reason {
    /// Stable code for the outside: `unicode`, `tone_place`, `telex`, `vni`, `joined`,
    /// `typo`.
    pub fn code(self) -> &'static str {
        self.into()
    }
}

/// What a word should be.
#[derive(Clone, Debug)]
pub(super) struct WordFault {
    pub(super) to: String,
    pub(super) reason: Reason,
    pub(super) certainty: Certainty,
}

impl WordFault {
    pub(super) fn certain(to: String, reason: Reason) -> Self {
        Self { to, reason, certainty: Certainty::Certain }
    }
}

/// How certain it is that a word is mistyped, judged by the word alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Certainty {
    /// A foreign word, or a syllable that the lexicon does not know: needs a text that is
    /// keystrokes for the most part.
    Rare,
    /// Could be something else: needs one certain word in the text.
    Open,
    /// Nothing else.
    Certain,
}
