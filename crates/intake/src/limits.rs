//! How much one file may cost.

use std::time::Duration;

/// How much one file may cost its worker.
#[derive(Clone, Copy, Debug)]
pub struct WorkerLimits {
    /// Address space in bytes. More than a file takes by far: the largest that is read takes
    /// half a gigabyte, and the allocator reserves more than it uses.
    pub memory_bytes: u64,
    /// Seconds of CPU for one file.
    pub cpu_s: u64,
    /// Time for one file, waiting included, after which the worker is killed.
    pub wall: Duration,
    /// Most pages of one file that are recognised (OCR); a page takes two seconds.
    pub recognised_pages: usize,
}

impl Default for WorkerLimits {
    fn default() -> Self {
        Self {
            memory_bytes: 2 << 30,
            cpu_s: 60,
            wall: Duration::from_mins(2),
            recognised_pages: 300,
        }
    }
}
