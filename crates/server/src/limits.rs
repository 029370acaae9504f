//! What the service takes on at once, in one place. The caps on a query itself (length,
//! clauses, page depth) belong to the query room.

use std::num::NonZero;
use std::thread;
use std::time::Duration;

/// What the service takes on at once.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Answers worked on at the same time, drafts aside; the next requests wait.
    pub concurrent: usize,
    /// Drafts worked on at the same time.
    pub drafts: usize,
    /// How long a request waits for its turn before it is answered with 503.
    pub patience: Duration,
    /// Time for one answer, from when a draft or a file has arrived.
    pub answer: Duration,
    /// Time in which a draft or a file arrives.
    pub body: Duration,
    /// Longest query in bytes.
    pub query_bytes: usize,
    /// Most items on one page.
    pub page_items: usize,
    /// Largest request body in bytes, drafts aside. The largest that is needed has 100
    /// texts of 160 bytes (`POST /api/v1/mentions`).
    pub body_bytes: usize,
    /// Largest draft in bytes that is checked.
    pub draft_bytes: usize,
    /// Most connections at the same time.
    pub connections: usize,
    /// Time for the head of a request, and for the pause before it.
    pub head: Duration,
    /// Time in which a reader takes nothing of its answer.
    pub stalled: Duration,
    /// Time for the answers under way when the service stops.
    pub grace: Duration,
}

impl Default for Limits {
    /// The defaults of the settings (`docs/configuration.md` gives the reasons), 16 KiB of body, and
    /// a minute for the largest file over 10 Mbit/s, as a line between two offices has.
    fn default() -> Self {
        Self {
            concurrent: default_concurrent(),
            drafts: default_drafts(),
            patience: Duration::from_secs(2),
            answer: Duration::from_secs(10),
            body: Duration::from_mins(1),
            query_bytes: 4096,
            page_items: 100,
            body_bytes: 16 * 1024,
            draft_bytes: 8 * 1024 * 1024,
            connections: 512,
            head: Duration::from_secs(10),
            stalled: Duration::from_secs(30),
            grace: Duration::from_secs(10),
        }
    }
}

/// Answers worked on at the same time where nothing else is said: two for each processor, so
/// that none is idle while another answer waits for the disk, and four at least.
pub fn default_concurrent() -> usize {
    (2 * n_processors()).max(4)
}

/// Drafts worked on at the same time where nothing else is said: half of the processors.
pub fn default_drafts() -> usize {
    n_processors().div_ceil(2)
}

fn n_processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Items on one page where the caller names no `limit`.
const DEFAULT_ITEMS: usize = 20;

impl Limits {
    /// Items on one page where the caller names no `limit`.
    pub fn default_items(&self) -> usize {
        DEFAULT_ITEMS.min(self.page_items)
    }
}
