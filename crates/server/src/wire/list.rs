//! A page of a collection.

use serde::Serialize;
use utoipa::ToSchema;

/// A page of a collection, with what is needed to read on.
#[derive(Debug, Serialize, ToSchema)]
pub struct List<T: ToSchema> {
    /// The items of this page, in the order that the route documents.
    pub items: Vec<T>,
    /// About the whole collection.
    pub meta: Meta,
}

/// About the whole collection that a page is part of.
#[derive(Debug, Serialize, ToSchema)]
pub struct Meta {
    /// Number of items on all pages.
    pub total: usize,
    /// Cursor of the next page; null on the last.
    pub next: Option<String>,
}

impl<T: ToSchema> List<T> {
    /// A collection that fits one page.
    pub fn whole(items: Vec<T>) -> Self {
        let total = items.len();
        Self { items, meta: Meta { total, next: None } }
    }
}
