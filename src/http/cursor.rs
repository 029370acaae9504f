//! Cursors of lists: where the next page begins, bound to one generation of the index, so
//! that a page never continues a list that has changed. Opaque to callers.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::problem::{Problem, ProblemKind};

/// The cursor of the item at `offset` in a list of the index with this fingerprint.
pub(super) fn written(fingerprint: &str, offset: usize) -> String {
    format!("{}-{offset:x}", generation(fingerprint))
}

/// The offset that a cursor stands for; 0 without one. Err on a cursor that this index
/// did not give out.
pub(super) fn read(fingerprint: &str, cursor: Option<&str>) -> Result<usize, Problem> {
    let Some(cursor) = cursor else { return Ok(0) };
    let offset = cursor
        .split_once('-')
        .filter(|(found, _)| *found == generation(fingerprint))
        .and_then(|(_, offset)| usize::from_str_radix(offset, 16).ok());
    offset.ok_or_else(|| Problem::plain(ProblemKind::InvalidCursor).about("cursor"))
}

/// A short name of a generation: its fingerprint may hold any text, a header and an
/// address may not. Not secret, and only compared with names that this program made.
pub(super) fn generation(fingerprint: &str) -> String {
    let mut hasher = DefaultHasher::new();
    fingerprint.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_in_its_own_generation_only() {
        let cursor = written("c0ffee0123456789", 40);
        assert_eq!(read("c0ffee0123456789", Some(&cursor)), Ok(40));
        assert_eq!(read("c0ffee0123456789", None), Ok(0));
        let name = generation("c0ffee0123456789");
        for (fingerprint, cursor) in [
            ("deadbeef01234567", cursor.as_str()),
            ("c0ffee0123456789", &name),
            ("c0ffee0123456789", &format!("{name}-")),
            ("c0ffee0123456789", &format!("{name}-fffffffffffffffffffff")),
            ("c0ffee0123456789", "-"),
            ("c0ffee0123456789", ""),
        ] {
            let problem = read(fingerprint, Some(cursor)).expect_err(cursor);
            assert_eq!(problem.kind(), ProblemKind::InvalidCursor);
        }
    }
}
