//! Numbers in a stream, lowest byte first; what lies outside is `None`.

/// Two bytes as a number.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

/// Four bytes as a number.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

/// Four bytes as a place in the stream.
pub(super) fn place_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// Text in UTF-16 of so many units.
pub(super) fn text_at(bytes: &[u8], at: usize, n_units: usize) -> Option<String> {
    let bytes = bytes.get(at..at.checked_add(n_units.checked_mul(2)?)?)?;
    let (pairs, _) = bytes.as_chunks::<2>();
    Some(String::from_utf16_lossy(
        &pairs.iter().copied().map(u16::from_le_bytes).collect::<Vec<_>>(),
    ))
}

/// A list of places with something of a fixed size for each ([MS-DOC] 2.2.2, "PLC"): `n + 1`
/// places of four bytes, then `n` items.
#[derive(Clone, Copy)]
pub(super) struct Plc<'b> {
    bytes: &'b [u8],
    item_bytes: usize,
}

impl<'b> Plc<'b> {
    pub(super) const fn new(bytes: &'b [u8], item_bytes: usize) -> Self {
        Self { bytes, item_bytes }
    }

    /// How many items it has.
    pub(super) const fn len(self) -> usize {
        self.bytes.len().saturating_sub(4) / (4 + self.item_bytes)
    }

    /// The place at which an item begins; that behind the last is where it ends.
    pub(super) fn place(self, index: usize) -> Option<usize> {
        (index <= self.len()).then(|| place_at(self.bytes, index * 4))?
    }

    /// An item.
    pub(super) fn item(self, index: usize) -> Option<&'b [u8]> {
        let start = (self.len() + 1) * 4 + index * self.item_bytes;
        self.bytes.get(start..start + self.item_bytes)
    }
}
