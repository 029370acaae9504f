//! Whether a file is the one that an earlier run looked at, without reading it.

use std::fs::Metadata;
use std::time::{SystemTime, UNIX_EPOCH};

use tracuu_store::file::{FileStamp, KnownFile};

/// How long a file must have rested when it was looked at, so that its times tell a change:
/// they count in steps, of two seconds on the coarsest file systems.
const REST_NS: i64 = 2_000_000_000;

/// What the file system says of a file.
pub(super) fn stamp(metadata: &Metadata) -> FileStamp {
    let modified = metadata.modified().map(nanoseconds).unwrap_or_default();
    let (changed_ns, inode) = changed_and_inode(metadata);
    FileStamp { n_bytes: metadata.len(), modified_ns: modified, changed_ns, inode }
}

/// Whether a file with this stamp has the content that is known of it.
pub(super) fn is_same(known: &KnownFile, stamp: FileStamp) -> bool {
    let last = stamp.modified_ns.max(stamp.changed_ns);
    known.stamp == stamp && last.saturating_add(REST_NS) <= known.checked_ns
}

/// The time, in nanoseconds since 1970; 0 where the clock stands before.
pub fn now_ns() -> i64 {
    nanoseconds(SystemTime::now())
}

fn nanoseconds(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
}

#[cfg(unix)]
fn changed_and_inode(metadata: &Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt as _;

    let seconds = metadata.ctime().saturating_mul(1_000_000_000);
    (seconds.saturating_add(metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn changed_and_inode(_: &Metadata) -> (i64, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_written_just_before_is_read_again() {
        let stamp = FileStamp { n_bytes: 1, modified_ns: 10, ..FileStamp::default() };
        let known = |checked_ns| KnownFile { stamp, checked_ns, ..KnownFile::default() };
        assert!(is_same(&known(10 + REST_NS), stamp));
        assert!(!is_same(&known(9 + REST_NS), stamp));
        let touched = FileStamp { modified_ns: 11, ..stamp };
        assert!(!is_same(&known(i64::MAX), touched));
    }
}
