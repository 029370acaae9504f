//! Where the pages find their stylesheet.

use super::asset;

/// The address of the stylesheet, for the pages.
pub(in crate::http) fn address() -> String {
    asset::STYLE.address()
}
