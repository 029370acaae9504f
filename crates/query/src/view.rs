//! Which part of an answer is shown.

use jiff::civil::Date;

use super::order::Sort;
use tracuu_index::reader::Page;

/// Which hits are shown, and what beside them.
#[derive(Clone, Copy)]
pub(crate) struct HitView {
    /// The page.
    pub(crate) page: Page,
    /// The order.
    pub(crate) sort: Sort,
    /// Whether facets are counted.
    pub(crate) facets: bool,
    /// Whether scores are explained.
    pub(crate) explain: bool,
    /// The day of the question.
    pub(crate) today: Date,
}
