//! What holds a process that was started on Windows: a job object, from which the process and
//! all that it starts are ended together.
//!
//! The limit is one of memory in use, not of memory asked for: the safe interface of job objects
//! has no other. Files and seconds of CPU are not limited there; the wall clock is.

use std::io;
use std::os::windows::io::AsRawHandle as _;
use std::process::Child;

use win32job::{ExtendedLimitInfo, Job};

/// Least memory in bytes that a process keeps in use: what the system gives by itself (200
/// pages of 4 KiB).
const MIN_MEMORY_BYTES: usize = 200 << 12;

/// Puts a process that has just been started into a job of its own, which ends it when it is
/// dropped.
///
/// # Errors
/// Where the system refuses, as it does for a process that has ended.
pub(super) fn confine(child: &Child, memory_bytes: u64) -> io::Result<Job> {
    let most = usize::try_from(memory_bytes).unwrap_or(usize::MAX);
    let mut limits = ExtendedLimitInfo::new();
    limits.limit_kill_on_job_close().limit_working_memory(MIN_MEMORY_BYTES, most);
    let job = Job::create_with_limit_info(&limits).map_err(io::Error::other)?;
    // The handle is a number to the system.
    job.assign_process(child.as_raw_handle() as isize).map_err(io::Error::other)?;
    Ok(job)
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn a_process_ends_with_its_job() {
        // It waits for a key that nobody presses.
        let waiting = ["/C", "pause"];
        let mut command = Command::new("cmd");
        command.args(waiting).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut child = command.spawn().unwrap();
        let job = confine(&child, 64 << 20).unwrap();
        assert!(child.try_wait().unwrap().is_none(), "it was started and waits");
        drop(job);
        child.wait().unwrap();
    }
}
