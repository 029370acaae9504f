//! What a group of a Rich Text file holds, and how its text is set. A group inherits from
//! the one around it, and its end brings that back.

use tracuu_text::styled::Style;

/// Where the text of a group goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum RtfDestination {
    /// The text of the document, or of the note or text box around it.
    #[default]
    Text,
    /// Names of fonts.
    Fonts,
    /// The number of a list before a paragraph, as it shows.
    Label,
    /// What a field computes.
    FieldCode,
    /// Nowhere.
    Nowhere,
}

/// What the end of a group ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum RtfEnd {
    #[default]
    Nothing,
    /// A footnote or endnote.
    Note,
    /// A head or foot of pages.
    Margin,
    /// A text box.
    Box,
    /// A field.
    Field,
}

/// The state of a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct RtfGroup {
    pub(super) destination: RtfDestination,
    pub(super) end: RtfEnd,
    /// Whether its next word names a destination that readers may pass over (`\*`).
    pub(super) is_optional: bool,
    pub(super) style: Style,
    pub(super) is_hidden: bool,
    pub(super) is_deleted: bool,
    pub(super) font: i32,
    /// Letters after `\u` that stand for the same sign in older readers.
    pub(super) n_fallback: usize,
}

impl RtfGroup {
    /// The outermost one.
    pub(super) fn new() -> Self {
        Self {
            destination: RtfDestination::Text,
            end: RtfEnd::Nothing,
            is_optional: false,
            style: Style::default(),
            is_hidden: false,
            is_deleted: false,
            font: 0,
            // RTF 1.9.1, "Unicode RTF": one unless `\uc` says otherwise.
            n_fallback: 1,
        }
    }

    /// One inside it.
    pub(super) const fn inner(self) -> Self {
        Self { end: RtfEnd::Nothing, is_optional: false, ..self }
    }

    /// Sets letters back to how the document begins (`\plain`).
    pub(super) fn set_plain(&mut self, font: i32) {
        self.style = Style::default();
        (self.is_hidden, self.is_deleted, self.font) = (false, false, font);
    }

    /// Whether its text is shown.
    pub(super) const fn is_shown(self) -> bool {
        !self.is_hidden && !self.is_deleted
    }
}
