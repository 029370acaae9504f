//! What the service takes on at once, in one place. The caps on a query itself (length,
//! clauses, page depth) belong to the query room.

use std::time::Duration;

/// What the service takes on at once.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Answers worked on at the same time; the next request is answered with 503.
    pub concurrent: usize,
    /// Time for one answer.
    pub answer: Duration,
    /// Longest query in bytes.
    pub query_bytes: usize,
    /// Most items on one page.
    pub page_items: usize,
    /// Largest request body in bytes, drafts aside. The largest that is needed has 100
    /// texts of 160 bytes (`POST /api/v1/mentions`).
    pub body_bytes: usize,
    /// Largest draft in bytes that is checked.
    pub draft_bytes: usize,
}

impl Default for Limits {
    /// The defaults of the settings (`docs/configuration.md` gives the reasons), and
    /// 16 KiB of body.
    fn default() -> Self {
        Self {
            concurrent: 64,
            answer: Duration::from_secs(10),
            query_bytes: 4096,
            page_items: 100,
            body_bytes: 16 * 1024,
            draft_bytes: 8 * 1024 * 1024,
        }
    }
}

/// Items on one page where the caller names no `limit`.
const DEFAULT_ITEMS: usize = 20;

impl Limits {
    /// Items on one page where the caller names no `limit`.
    pub fn default_items(&self) -> usize {
        DEFAULT_ITEMS.min(self.page_items)
    }
}
