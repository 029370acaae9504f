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
    /// Time after which no other page of the file is recognised.
    pub recognition: Duration,
}

impl WorkerLimits {
    /// For a file that somebody waits for, who is answered within `answer`: what cannot be
    /// read by then is given up, so that it is said in time.
    pub fn within(answer: Duration) -> Self {
        let wall = answer.mul_f64(0.8).max(Duration::from_secs(1));
        Self {
            cpu_s: answer.as_secs().max(1),
            wall,
            // The worker reads the file once before, and puts the pages together behind.
            recognition: answer.mul_f64(0.5),
            ..Self::default()
        }
    }
}

impl Default for WorkerLimits {
    fn default() -> Self {
        Self {
            memory_bytes: 2 << 30,
            cpu_s: 60,
            wall: Duration::from_mins(2),
            recognised_pages: 300,
            recognition: Duration::from_mins(20),
        }
    }
}
