//! What a listed phrase of the lexicon means.

use super::rows::{AreaForm, AreaRow, FieldRow, HeadRow, WordRole};

/// What a listed phrase means.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry {
    /// A head.
    Head(&'static HeadRow),
    /// An area, its committee or its youth union.
    Area(&'static AreaRow, AreaForm),
    /// A field, after a head that takes it.
    Field(&'static FieldRow),
    /// A ministry by its code.
    Ministry(&'static FieldRow),
    /// An organ of a committee in one code: BTCTU.
    Coded(&'static HeadRow, &'static AreaRow),
    /// A word of the grammar.
    Word(WordRole),
    /// An agency learnt from the collection, by index.
    Known(usize),
}
