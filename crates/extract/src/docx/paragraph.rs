//! A paragraph of Word that is being read.

use super::properties::{ParagraphProperties, RunProperties};
use crate::flow::FlowParagraph;
use crate::flow::pieces::RunSetting;
use tracuu_text::span::Span;
use tracuu_text::styled::Style;

/// A paragraph that is being read.
#[derive(Default)]
pub(super) struct ParagraphDraft {
    pub(super) properties: ParagraphProperties,
    /// Whether its properties have been read and its label counted.
    pub(super) is_counted: bool,
    /// How the current run is set.
    pub(super) run: RunProperties,
    /// What becomes a block.
    pub(super) inside: FlowParagraph,
}

impl ParagraphDraft {
    /// An empty one that begins at a place of the part of the text; `None` in other parts.
    pub(super) fn new(source: Option<Span>) -> Self {
        let inside = FlowParagraph { source, ..FlowParagraph::default() };
        Self { inside, ..Self::default() }
    }

    /// Adds text as the current run is set, with its place in the part of the text.
    pub(super) fn push(&mut self, added: &str, source: Option<Span>) {
        let style = Style {
            bold: self.run.bold == Some(true),
            italic: self.run.italic == Some(true),
            ..Style::default()
        };
        let letters = self.run.letters.unwrap_or_default();
        self.inside.pieces.push(added, RunSetting { style, letters, source });
    }

    /// The paragraph with what its properties say.
    pub(super) fn finish(mut self) -> FlowParagraph {
        self.inside.begins_page = self.properties.begins_page;
        self.inside.ends_section = self.properties.ends_section;
        self.inside.goes_on = self.properties.mark.is_deleted;
        self.inside
    }
}
