//! What elements of Word have in common: a vocabulary, and properties in attributes.

use std::borrow::Cow;

use crate::package::xml::{Namespace, XmlReader};

impl XmlReader<'_> {
    /// Whether the element that has just begun is the one of Word with this name.
    pub(in crate::docx) fn is(&self, name: &str) -> bool {
        self.name() == (Namespace::Word, name)
    }

    /// The attribute `val` of Word, which most of its properties have.
    pub(in crate::docx) fn value(&self) -> Option<Cow<'_, str>> {
        self.attribute(Namespace::Word, "val")
    }

    /// A number of Word; `None` where there is none.
    pub(in crate::docx) fn number(&self, name: &str) -> Option<i64> {
        self.attribute(Namespace::Word, name)?.trim().parse().ok()
    }

    /// A switch of Word: on unless it says otherwise.
    pub(in crate::docx) fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}
