//! What has been read of a document so far: the limits and the numbers of notes that the
//! readers of all formats share.

use super::{Flow, one_line};
use tracuu_text::styled::StyledText;

/// Most paragraphs, cells, runs and breaks of a document: one takes some 200 bytes while
/// it is read.
const MAX_PARTS: usize = 400_000;

/// Most text of a document, labels included, in bytes: 16 MiB, some 5,000 pages.
const MAX_TEXT_BYTES: usize = 16 << 20;

/// What has been read.
#[derive(Default)]
#[expect(clippy::struct_field_names, reason = "all of them are counts")]
pub(crate) struct ReadTally {
    n_parts: usize,
    n_text_bytes: usize,
    n_notes: usize,
}

impl ReadTally {
    /// Counts paragraphs, cells, runs and breaks, and text.
    pub(crate) const fn add(&mut self, n_parts: usize, n_text_bytes: usize) {
        self.n_parts += n_parts;
        self.n_text_bytes += n_text_bytes;
    }

    /// Whether that is more than is read.
    pub(crate) const fn is_too_much(&self) -> bool {
        self.n_parts > MAX_PARTS || self.n_text_bytes > MAX_TEXT_BYTES
    }

    /// A note with the next running number in brackets: no label of a unit looks like it,
    /// and no other line of the document begins so.
    pub(crate) fn number_note(&mut self, text: &StyledText) -> StyledText {
        self.n_notes += 1;
        let mut note = StyledText::plain(format!("[{}] ", self.n_notes));
        note.append(text);
        note
    }

    /// The note that a flow holds, numbered; `None` where it shows nothing.
    pub(crate) fn note_of(&mut self, inside: Flow) -> Option<StyledText> {
        let text = one_line(&inside.into_texts());
        (!text.is_blank()).then(|| self.number_note(&text))
    }
}
