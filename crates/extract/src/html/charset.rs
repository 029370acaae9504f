//! The encoding of a page: what it declares, unless its bytes say otherwise.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use memchr::memmem;

use crate::encoding;
use crate::error::ExtractError;

/// How far the declaration may stand from the start (HTML, 4.2.5.4).
const DECLARATION_BYTES: usize = 1024;

/// The text of a page.
///
/// # Errors
///
/// Bytes that are no text in any encoding that is read.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ExtractError> {
    let declared = declared(bytes).filter(|encoding| *encoding != UTF_8);
    if let Some(encoding) = declared
        && std::str::from_utf8(bytes).is_err()
    {
        return Ok(encoding.decode_without_bom_handling(bytes).0);
    }
    encoding::decode(bytes).map(Cow::Owned)
}

/// The encoding that a page declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARATION_BYTES.min(bytes.len()))?.to_ascii_lowercase();
    let at = memmem::find(&head, b"charset=")? + b"charset=".len();
    let rest = head.get(at..)?;
    let rest = rest.trim_ascii_start();
    let rest =
        rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let length = rest.iter().take_while(|byte| is_part(byte)).count();
    Encoding::for_label(rest.get(..length)?)
}
