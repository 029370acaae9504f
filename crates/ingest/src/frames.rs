//! Stretches of bytes behind each other, each with its length in four bytes before it.

/// Adds a stretch; `None` where it is too long.
pub(super) fn add_frame(all: &mut Vec<u8>, bytes: &[u8]) -> Option<()> {
    all.extend_from_slice(&u32::try_from(bytes.len()).ok()?.to_le_bytes());
    all.extend_from_slice(bytes);
    Some(())
}

/// Takes the next stretch; `None` where there is none, or it is cut short.
pub(super) fn next_frame<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let (length, behind) = rest.split_first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (bytes, behind) = behind.split_at_checked(length)?;
    *rest = behind;
    Some(bytes)
}
