//! An element of the body that is open while marks are put, and what it is for marks.

use tracuu_text::span::Span;

/// What an element is for marks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ElementRole {
    /// Around paragraphs.
    Outside,
    Paragraph,
    /// A wrapper inside a paragraph.
    Wrapper,
    Run,
    /// Text of a run.
    Text,
    /// Marked as a whole.
    Whole,
    /// Inside what is marked as a whole.
    Inside,
}

/// An element that is open.
pub(super) struct ElementFrame {
    pub(super) role: ElementRole,
    pub(super) tag: Span,
    /// Properties of a run.
    pub(super) properties: Span,
    /// Whether anything but properties has been inside.
    pub(super) has_content: bool,
    /// Whether it is the first content of its run.
    pub(super) is_first: bool,
    /// Whether a text keeps the white space at its ends.
    pub(super) keeps_space: bool,
    /// Where a text was parted last.
    pub(super) parted_at: Option<usize>,
    /// Marks at the end of what has been read, which part a run or text if more follows.
    pub(super) pending: Option<(usize, String)>,
    /// Marks at the beginning of a paragraph.
    pub(super) opening: String,
    /// Marks behind it; of a paragraph those at its end.
    pub(super) after: String,
}

impl ElementFrame {
    pub(super) const fn new(role: ElementRole, tag: Span) -> Self {
        Self {
            role,
            tag,
            properties: Span::new(0, 0),
            has_content: false,
            is_first: false,
            keeps_space: false,
            parted_at: None,
            pending: None,
            opening: String::new(),
            after: String::new(),
        }
    }
}
