//! Single changes of properties (`sprm`, [MS-DOC] 2.2.5): a code of two bytes, then the value,
//! whose size the code tells.

use super::bytes::{u16_at, u32_at};

/// The changes that the text depends on.
pub(super) const BOLD: u16 = 0x0835;
pub(super) const ITALIC: u16 = 0x0836;
pub(super) const HIDDEN: u16 = 0x083c;
pub(super) const DELETED: u16 = 0x0800;
pub(super) const FONT: u16 = 0x4a4f;
pub(super) const CHARACTER_STYLE: u16 = 0x4a30;
pub(super) const SYMBOL: u16 = 0x6a09;
pub(super) const IN_TABLE: u16 = 0x2416;
pub(super) const ENDS_ROW: u16 = 0x2417;
pub(super) const BEGINS_PAGE: u16 = 0x2407;
pub(super) const OUTLINE: u16 = 0x2640;
pub(super) const LIST_LEVEL: u16 = 0x260a;
pub(super) const LIST: u16 = 0x460b;
pub(super) const ROW_CELLS: u16 = 0xd608;
pub(super) const ROW_IS_HEAD: u16 = 0x3404;

/// One whose value states its size in another way: tab stops.
const TABS: u16 = 0xc615;

/// A change and its value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sprm<'b> {
    pub(super) code: u16,
    /// Without the size.
    pub(super) value: &'b [u8],
}

impl Sprm<'_> {
    /// The value as a number.
    pub(super) fn number(self) -> u32 {
        let short = || u16_at(self.value, 0).map(u32::from);
        let byte = || self.value.first().copied().map(u32::from);
        u32_at(self.value, 0).or_else(short).or_else(byte).unwrap_or_default()
    }

    /// The value as a switch over what a style says: on, off, as the style, the other.
    pub(super) fn switch(self, styled: bool) -> bool {
        match self.value.first().copied().unwrap_or_default() {
            0x80 => styled,
            0x81 => !styled,
            value => value != 0,
        }
    }
}

/// The changes of a list; it ends where it is damaged.
pub(super) fn sprms(bytes: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let code = u16_at(bytes, at)?;
        let (size_bytes, length) = value_size(code, bytes.get(at + 2..)?)?;
        let start = at + 2 + size_bytes;
        at = start.checked_add(length)?;
        Some(Sprm { code, value: bytes.get(start..at)? })
    })
}

/// Bytes that state the size of a value, and its size.
fn value_size(code: u16, rest: &[u8]) -> Option<(usize, usize)> {
    let fixed = match code >> 13 {
        0 | 1 => 1,
        2 | 4 | 5 => 2,
        3 => 4,
        7 => 3,
        _ if code == ROW_CELLS => {
            // The size counts one byte more than there are.
            let length = usize::from(u16_at(rest, 0)?);
            return Some((2, length.saturating_sub(1)));
        }
        _ => {
            let length = usize::from(*rest.first()?);
            // Past 254 the tab stops are counted instead ([MS-DOC] 2.9.182).
            if code == TABS && length == 255 {
                let n_deleted = usize::from(*rest.get(1)?);
                let n_added = usize::from(*rest.get(2 + 4 * n_deleted)?);
                return Some((1, 2 + 4 * n_deleted + 3 * n_added));
            }
            return Some((1, length));
        }
    };
    Some((0, fixed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_tells_the_size_of_the_value() {
        let bytes =
            b"\x35\x08\x01\x4f\x4a\x05\x00\x15\xc6\x02ab\x08\xd6\x03\x00xy\x36\x08\x81\x35";
        let found: Vec<_> = sprms(bytes).map(|one| (one.code, one.value)).collect();
        assert_eq!(
            found,
            [
                (BOLD, &b"\x01"[..]),
                (FONT, b"\x05\x00"),
                (TABS, b"ab"),
                (ROW_CELLS, b"xy"),
                (ITALIC, b"\x81"),
            ]
        );
        assert!(found.len() == 5 && Sprm { code: BOLD, value: b"\x81" }.switch(false));
    }
}
