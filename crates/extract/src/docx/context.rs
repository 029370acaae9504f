//! What the walks through all parts of a document share: styles, lists, notes, and what
//! has been read so far.

use rustc_hash::FxHashMap;

use super::styles::DocxStyles;
use crate::flow::counter::ListCounter;
use crate::flow::numbering::Numbering;
use crate::flow::page_counter::PageCounter;
use crate::flow::tally::ReadTally;
use crate::package::error::{PackageError, PackagePart};
use tracuu_text::span::Span;
use tracuu_text::styled::StyledText;

/// What paragraphs are read with.
#[derive(Default)]
pub(super) struct DocxContext {
    pub(super) styles: DocxStyles,
    pub(super) numbering: Numbering,
    pub(super) counter: ListCounter,
    /// Counts while the body is read; notes, heads and feet have no pages.
    pub(super) pages: PageCounter,
    /// Ids of the parts with heads and feet of pages, in the order of the sections.
    pub(super) margins: Vec<String>,
    /// Notes that no text has referred to yet.
    notes: FxHashMap<(NoteKind, i64), StyledText>,
    tally: ReadTally,
}

/// Where a note stands on paper.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum NoteKind {
    Foot,
    End,
}

impl DocxContext {
    /// Counts paragraphs, cells, runs and breaks.
    ///
    /// # Errors
    ///
    /// More of them, or more text, than is read.
    pub(super) fn count(
        &mut self,
        n_parts: usize,
        part: PackagePart,
    ) -> Result<(), PackageError> {
        self.tally.add(n_parts, 0);
        if self.tally.is_too_much() {
            return Err(PackageError::TooMuch { part });
        }
        Ok(())
    }

    /// Counts text; [`Self::count`] judges it.
    pub(super) const fn add_text(&mut self, n_bytes: usize) {
        self.tally.add(0, n_bytes);
    }

    /// Keeps a note for the place that refers to it.
    pub(super) fn keep_note(&mut self, kind: NoteKind, id: i64, text: StyledText) {
        self.notes.insert((kind, id), text);
    }

    /// A note for the first place that refers to it, numbered. It stands for the sign that
    /// refers to it.
    pub(super) fn note(
        &mut self,
        kind: NoteKind,
        id: i64,
        source: Option<Span>,
    ) -> Option<StyledText> {
        let text = self.notes.remove(&(kind, id))?;
        let mut note = self.tally.number_note(&text);
        if let Some(source) = source {
            note.set_origin(source);
        }
        Some(note)
    }
}
