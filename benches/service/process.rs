//! What a process has taken of the machine, as the system tells it (Linux; 0 elsewhere).

use std::fs;

/// The unit of processor time in `/proc/PID/stat`, in milliseconds.
const TICK_MS: f64 = 10.0;

/// Processor time of all threads of a process that still run, in milliseconds, to the
/// nanosecond.
pub(crate) fn worked_ms(process: u32) -> f64 {
    let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else { return 0.0 };
    let of_thread = |thread: fs::DirEntry| {
        let stat = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        stat.split_whitespace().next()?.parse::<f64>().ok()
    };
    threads.flatten().filter_map(of_thread).sum::<f64>() / 1e6
}

/// Processor time of all processes that were waited for, in seconds.
pub(crate) fn waited_for_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in brackets: the 14th and 15th field are those of children (proc(5)).
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks = fields.skip(13).take(2).filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() * TICK_MS / 1e3
}

/// A figure of `/proc/PID/status` in megabytes.
pub(crate) fn megabytes(process: u32, name: &str) -> f64 {
    let status =
        fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes =
        line.and_then(|line| line.trim_start_matches(':').split_whitespace().next());
    kilobytes.and_then(|one| one.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
