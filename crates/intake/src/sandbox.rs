//! The limits that a worker sets for itself before it reads anything.

#[cfg(unix)]
pub(super) use unix::{confine, renew_cpu};

#[cfg(not(unix))]
pub(super) use other::{confine, renew_cpu};

#[cfg(unix)]
mod unix {
    use std::io;

    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};

    /// Takes away what reading a file never needs: memory beyond `memory_bytes`, files to
    /// write, processes to start, a core to leave the text of a document in.
    ///
    /// # Errors
    /// Where the system refuses a limit.
    pub(in super::super) fn confine(memory_bytes: u64) -> io::Result<()> {
        for (resource, limit) in [
            (Resource::As, memory_bytes),
            (Resource::Fsize, 0),
            (Resource::Core, 0),
            (Resource::Nproc, 0),
        ] {
            // Above what the process was started with no limit can be set.
            let limit = getrlimit(resource).maximum.map_or(limit, |most| limit.min(most));
            setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) })?;
        }
        Ok(())
    }

    /// Gives the next file its seconds of CPU; the system kills the process beyond.
    ///
    /// # Errors
    /// Where the system refuses the limit.
    pub(in super::super) fn renew_cpu(cpu_s: u64) -> io::Result<()> {
        let used = clock_gettime(ClockId::ProcessCPUTime);
        let used_s = u64::try_from(used.tv_sec).unwrap_or_default();
        let maximum = getrlimit(Resource::Cpu).maximum;
        // The limit counts whole seconds.
        let limit = used_s + 1 + cpu_s;
        let current = Some(maximum.map_or(limit, |most| limit.min(most)));
        setrlimit(Resource::Cpu, Rlimit { current, maximum })?;
        Ok(())
    }
}

#[cfg(not(unix))]
mod other {
    use std::io;

    /// Elsewhere time and memory are limited by whoever asks.
    pub(in super::super) fn confine(_memory_bytes: u64) -> io::Result<()> {
        Ok(())
    }

    pub(in super::super) fn renew_cpu(_cpu_s: u64) -> io::Result<()> {
        Ok(())
    }
}
