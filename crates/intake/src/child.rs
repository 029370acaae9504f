//! Programs of others, run on bytes: with a time after which they are killed, and no shell.

use std::io::{self, Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use tracuu_text::cancellation::is_cancelled;

/// Address space of a program of others, in bytes: a page of a scan at 300 dpi takes 100 MB.
const MEMORY_BYTES: u64 = 3 << 30;

/// Most bytes that a program may write: a page at 300 dpi of four times the usual size has
/// 35 MB.
const MAX_RESULT_BYTES: u64 = 64 << 20;

/// How often those that wait for another process look whether anybody waits for them: no
/// process that nobody needs goes on for longer.
pub(super) const LOOK: Duration = Duration::from_millis(50);

/// Why a program gave no result.
#[derive(Debug, thiserror::Error)]
pub(super) enum ChildError {
    /// It cannot be started or talked to.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It took too long and was killed.
    #[error("took too long")]
    TimedOut,
    /// It ended with this status, if it has one.
    #[error("failed")]
    Failed(Option<i32>),
}

/// What a program wrote.
pub(super) struct Written {
    pub(super) results: Vec<u8>,
    /// May quote the document.
    pub(super) messages: Vec<u8>,
}

/// What a program works on.
pub(super) enum ChildInput<'b> {
    /// Bytes that it reads once.
    Pipe(&'b [u8]),
    /// A file in memory, for several programs that look about in it.
    #[cfg(target_os = "linux")]
    Memory(std::fs::File),
}

impl<'b> ChildInput<'b> {
    /// Bytes for several programs: copied once where the system has files without a place on
    /// a disk.
    pub(super) fn shared(bytes: &'b [u8]) -> Self {
        #[cfg(target_os = "linux")]
        if let Ok(file) = in_memory(bytes) {
            return Self::Memory(file);
        }
        Self::Pipe(bytes)
    }

    /// How a program is told to read it.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Pipe(_) => "-",
            #[cfg(target_os = "linux")]
            Self::Memory(_) => "/dev/stdin",
        }
    }

    fn stdin(&self) -> io::Result<Stdio> {
        match self {
            Self::Pipe(_) => Ok(Stdio::piped()),
            #[cfg(target_os = "linux")]
            Self::Memory(file) => Ok(file.try_clone()?.into()),
        }
    }

    const fn bytes(&self) -> &'b [u8] {
        match self {
            Self::Pipe(bytes) => bytes,
            #[cfg(target_os = "linux")]
            Self::Memory(_) => &[],
        }
    }
}

#[cfg(target_os = "linux")]
fn in_memory(bytes: &[u8]) -> io::Result<std::fs::File> {
    use rustix::fs::{MemfdFlags, memfd_create};
    let mut file = std::fs::File::from(memfd_create("pages", MemfdFlags::CLOEXEC)?);
    file.write_all(bytes)?;
    Ok(file)
}

/// Runs a program on `input` and returns what it writes.
pub(super) fn run(
    command: &mut Command,
    input: &ChildInput<'_>,
    wall: Duration,
) -> Result<Written, ChildError> {
    command.stdin(input.stdin()?).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        command.process_group(0);
    }
    let mut child = command.spawn()?;
    // Where it cannot be limited any more it has ended.
    #[cfg(windows)]
    let _job = super::job::confine(&child, MEMORY_BYTES);
    #[cfg(target_os = "linux")]
    limit(&child);
    let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (stdin, Some(mut stdout), Some(mut stderr)) = pipes else {
        return Err(io::Error::from(io::ErrorKind::BrokenPipe).into());
    };
    let (sender, receiver) = mpsc::channel();
    let (results, messages) = thread::scope(|scope| {
        let input = input.bytes();
        scope.spawn(move || {
            // A program that has read enough closes its end.
            let _ = stdin.map(|mut stdin| stdin.write_all(input));
        });
        let messages = scope.spawn(move || {
            let mut messages = Vec::new();
            // What cannot be read is no message.
            let _ = stderr.read_to_end(&mut messages);
            messages
        });
        scope.spawn(move || {
            let mut results = Vec::new();
            let read = (&mut stdout).take(MAX_RESULT_BYTES).read_to_end(&mut results);
            // One that writes more is ended by that.
            drop(stdout);
            // Nobody waits any more after the time is over.
            let _ = sender.send(read.map(|_| results));
        });
        let results = wait(&receiver, wall);
        if results.is_err() {
            kill(&mut child);
        }
        (results, messages.join().unwrap_or_default())
    });
    let status = child.wait()?;
    match results {
        Err(_) => Err(ChildError::TimedOut),
        Ok(results) if status.success() => Ok(Written { results: results?, messages }),
        Ok(_) => Err(ChildError::Failed(status.code())),
    }
}

/// Waits for an answer until the time is over, or the work of this thread is cancelled.
pub(super) fn wait<T>(
    answer: &Receiver<T>,
    wall: Duration,
) -> Result<T, RecvTimeoutError> {
    let deadline = Instant::now() + wall;
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match answer.recv_timeout(left.min(LOOK)) {
            Err(RecvTimeoutError::Timeout) if !left.is_zero() && !is_cancelled() => {}
            other => return other,
        }
    }
}

/// Kills a program and whatever it started; one that is dead already is left.
pub(super) fn kill(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
    let _ = child.kill();
}

/// Limits the memory of a program that has just been started.
#[cfg(target_os = "linux")]
fn limit(child: &Child) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limit = Rlimit { current: Some(MEMORY_BYTES), maximum: Some(MEMORY_BYTES) };
    // A program that has ended already needs no limit.
    let _ = prlimit(Some(Pid::from_child(child)), Resource::As, limit);
}
