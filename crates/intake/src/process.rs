//! One worker as the service sees it: started, asked, killed.

use std::io::{self, Read as _};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use super::child::{kill, wait};
use super::frame::{self, Frame};
use super::limits::WorkerLimits;
use super::request::{Answer, Request};
use super::worker::WORKER_ARGUMENT;
use tracuu_text::read_failure::{ReadFailure, ReadFailureKind};

/// What the allocator says before it ends a process (`std::alloc::handle_alloc_error`).
const OUT_OF_MEMORY: &[u8] = b"memory allocation of";

/// Most bytes looked at of what a worker says when it dies. It may quote the document, and
/// is shown to nobody.
const MAX_LAST_WORDS: u64 = 16 << 10;

/// A worker that waits for a file.
#[derive(Debug)]
pub(super) struct WorkerProcess {
    child: Child,
    requests: ChildStdin,
    answers: ChildStdout,
    errors: ChildStderr,
    limits: WorkerLimits,
    /// Files that it was given.
    pub(super) n_files: usize,
    /// Ends with this value, and the process with it.
    #[cfg(windows)]
    _job: win32job::Job,
}

impl WorkerProcess {
    /// Starts a worker in a process group of its own.
    ///
    /// # Errors
    /// Where the system refuses.
    pub(super) fn start(program: &Path, limits: WorkerLimits) -> io::Result<Self> {
        let mut command = Command::new(program);
        command
            .arg(WORKER_ARGUMENT)
            .args([limits.memory_bytes.to_string(), limits.cpu_s.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt as _;
            command.process_group(0).env_clear().current_dir("/");
        }
        let mut child = command.spawn()?;
        #[cfg(windows)]
        let job = super::job::confine(&child, limits.memory_bytes)?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(requests), Some(answers), Some(errors)) = pipes else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Self {
            child,
            requests,
            answers,
            errors,
            limits,
            n_files: 0,
            #[cfg(windows)]
            _job: job,
        })
    }

    /// Asks for one file and waits for the answer. After an error the worker is dead.
    ///
    /// # Errors
    /// Where it dies, takes too long, or nobody waits for the answer any more.
    pub(super) fn ask(
        &mut self,
        request: &Request,
        bytes: &[u8],
    ) -> Result<Frame<Answer>, ReadFailure> {
        self.n_files += 1;
        let (child, wall) = (&mut self.child, self.limits.wall);
        let (requests, answers) = (&mut self.requests, &mut self.answers);
        let (sender, receiver) = mpsc::channel();
        // The pipes are used on a thread that a kill lets go on: a worker that hangs reads
        // no request either.
        let exchange = move || {
            let answer = frame::write(requests, request, bytes)
                .and_then(|()| frame::read(answers));
            // Nobody waits any more after the time is over.
            let _ = sender.send(answer);
        };
        let answer = thread::scope(|scope| {
            if let Err(error) = thread::Builder::new().spawn_scoped(scope, exchange) {
                return Ok(Err(error));
            }
            let answer = wait(&receiver, wall);
            if !matches!(answer, Ok(Ok(Some(_)))) {
                kill(child);
            }
            answer
        });
        match answer {
            Ok(Ok(Some(answer))) => Ok(answer),
            Ok(_) => Err(self.failure()),
            Err(_) => Err(timed_out()),
        }
    }

    /// Why the worker died, from its last words and its exit status.
    fn failure(&mut self) -> ReadFailure {
        let mut words = Vec::new();
        // What cannot be read tells nothing more than the status does.
        let _ = (&mut self.errors).take(MAX_LAST_WORDS).read_to_end(&mut words);
        let status = self.child.wait();
        if words.windows(OUT_OF_MEMORY.len()).any(|words| words == OUT_OF_MEMORY) {
            return ReadFailure::new(
                ReadFailureKind::OutOfMemory,
                "reading the file took more memory than a file may take\n\
                 hint: part it into its documents, or save it anew as docx",
            );
        }
        if status.is_ok_and(was_out_of_time) {
            return timed_out();
        }
        ReadFailure::new(
            ReadFailureKind::Crashed,
            "the reader ended while it read the file; the other files are not affected\n\
             hint: save the file anew in the program that wrote it, and report it",
        )
    }
}

impl Drop for WorkerProcess {
    fn drop(&mut self) {
        kill(&mut self.child);
        // Takes the entry of the process off the table of the system.
        let _ = self.child.wait();
    }
}

fn timed_out() -> ReadFailure {
    ReadFailure::new(
        ReadFailureKind::TimedOut,
        "reading the file took longer than a file may take\n\
         hint: part it into its documents, or save it anew as docx",
    )
}

/// Whether the system ended the process because its seconds of CPU were used up.
#[cfg(unix)]
fn was_out_of_time(status: std::process::ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
fn was_out_of_time(_: std::process::ExitStatus) -> bool {
    false
}
