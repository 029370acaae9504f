//! Cursors: where the next page of a list begins. Opaque to callers.
//!
//! A cursor is bound to the list that gave it out: to the generation of the index, the
//! question and its order. Within one generation a list never changes, so that its place
//! alone is enough for pages that neither repeat nor skip; any other list refuses it.

use std::fmt;

/// What a list is made from, as a checksum.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListName(u64);

/// A cursor that the list did not give out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the cursor is not of this list\nhint: take `next` of an earlier page")]
pub struct ForeignCursor;

impl fmt::Display for ListName {
    /// Sixteen hexadecimal digits.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl ListName {
    /// The name of the list that these texts describe, in this order: the fingerprint of
    /// the index, the route, the question, the filters.
    pub fn new<'p>(parts: impl IntoIterator<Item = &'p str>) -> Self {
        Self(parts.into_iter().fold(OFFSET_BASIS, |hash, part| {
            let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
            fnv(fnv(hash, &length.to_le_bytes()), part.as_bytes())
        }))
    }

    /// The cursor of the item at `offset`.
    pub fn cursor(self, offset: usize) -> String {
        format!("{offset:x}-{:016x}", self.seal(offset))
    }

    /// The offset that a cursor stands for; 0 without one.
    ///
    /// # Errors
    /// On a cursor that this list did not give out.
    pub fn offset(self, cursor: Option<&str>) -> Result<usize, ForeignCursor> {
        let Some(cursor) = cursor else { return Ok(0) };
        let offset = cursor
            .split_once('-')
            .and_then(|(offset, _)| usize::from_str_radix(offset, 16).ok());
        offset.filter(|offset| self.cursor(*offset) == cursor).ok_or(ForeignCursor)
    }

    fn seal(self, offset: usize) -> u64 {
        fnv(self.0, &u64::try_from(offset).unwrap_or(u64::MAX).to_le_bytes())
    }
}

/// FNV-1a of 64 bits (Fowler, Noll, Vo): small, and the same on every machine. It guards
/// against mistakes, not against forgery, which would gain nothing.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

/// Where FNV-1a of 64 bits starts.
const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_in_its_own_list_only() {
        let list = ListName::new(["c0ffee", "search", "kiểm tra"]);
        let cursor = list.cursor(40);
        assert_eq!(list.offset(Some(&cursor)), Ok(40));
        assert_eq!(list.offset(None), Ok(0));
        for other in [
            ["c0ffef", "search", "kiểm tra"],
            ["c0ffee", "search", "giám sát"],
            ["c0ffee", "searchkiểm ", "tra"],
        ] {
            assert_eq!(ListName::new(other).offset(Some(&cursor)), Err(ForeignCursor));
        }
        let forged = cursor.replacen("28-", "29-", 1);
        let long = format!("fffffffffffffffffffff-{cursor}");
        for cursor in ["", "-", "28", "p0", "28-", &forged, &long] {
            assert_eq!(list.offset(Some(cursor)), Err(ForeignCursor), "{cursor}");
        }
    }
}
