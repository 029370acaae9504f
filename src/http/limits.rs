//! What the service takes on at once, in one place. The caps on a query itself (length,
//! clauses, page depth) belong to the query room.

use std::time::Duration;

/// What the service takes on at once.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Answers worked on at the same time; the next request hears 503.
    pub concurrent: usize,
    /// Time for one answer.
    pub answer: Duration,
    /// Largest request body in bytes. Every route only reads, none needs a body.
    pub body_bytes: usize,
}

impl Default for Limits {
    /// 64 answers at once: a question takes about 2 ms, so that two cores clear the whole
    /// queue within 100 ms. 10 s per answer: a thousand times the slowest question
    /// measured, there for a disk that has gone away.
    fn default() -> Self {
        Self { concurrent: 64, answer: Duration::from_secs(10), body_bytes: 16 * 1024 }
    }
}

/// Items on one page of a list where the caller names no `limit`.
pub const DEFAULT_LIMIT: usize = 20;

/// Most items on one page of a list.
pub const MAX_LIMIT: usize = 100;
