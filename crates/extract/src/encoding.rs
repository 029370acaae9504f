//! Bytes → text: UTF-8 with or without byte order mark, UTF-16 with one.

use super::error::ExtractError;
use super::legacy;

/// How many control characters in a thousand a text may have. Some converters leave a
/// few; data of any other kind has more.
const MAX_CONTROLS_PER_MILLE: usize = 20;

/// Reads the bytes of a text file.
///
/// # Errors
///
/// Binary data, invalid UTF-8 or UTF-16, an encoding from before Unicode.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ExtractError> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, u16::from_be_bytes);
    }
    if let Some(offset_bytes) = memchr::memchr(0, bytes) {
        return Err(ExtractError::Binary { offset_bytes });
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(bytes, error.valid_up_to())),
    };
    let controls = || text.bytes().enumerate().filter(|(_, byte)| is_control(*byte));
    if controls().count() * 1000 > text.len() * MAX_CONTROLS_PER_MILLE {
        let offset_bytes = controls().next().map_or(0, |(place, _)| place);
        return Err(ExtractError::Binary { offset_bytes });
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
}

/// Control characters that no text has: all but tab, line ends, form feed.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, 0x09..=0x0d)
}

fn not_utf8(bytes: &[u8], offset_bytes: usize) -> ExtractError {
    if let Some(encoding) = legacy::recognise(bytes) {
        return ExtractError::LegacyEncoding { encoding };
    }
    let before = bytes.get(..offset_bytes).unwrap_or_default();
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    ExtractError::InvalidUtf8 { offset_bytes, line }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ExtractError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(ExtractError::InvalidUtf16 { offset_bytes: bytes.len() + 1 });
    }
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut offset_bytes = 2;
    for letter in char::decode_utf16(pairs.iter().copied().map(unit)) {
        let letter = letter.map_err(|_| ExtractError::InvalidUtf16 { offset_bytes })?;
        if letter == '\0' {
            return Err(ExtractError::Binary { offset_bytes });
        }
        offset_bytes += letter.len_utf16() * 2;
        text.push(letter);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unicode_encoding_is_read() {
        let with_mark = |mark: &[u8], unit: fn(u16) -> [u8; 2]| {
            let units = "Kế hoạch".encode_utf16().flat_map(unit);
            mark.iter().copied().chain(units).collect::<Vec<u8>>()
        };
        for bytes in [
            "Kế hoạch".as_bytes().to_vec(),
            "\u{feff}Kế hoạch".as_bytes().to_vec(),
            with_mark(b"\xff\xfe", u16::to_le_bytes),
            with_mark(b"\xfe\xff", u16::to_be_bytes),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok("Kế hoạch"));
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        for (bytes, expected) in [
            (&b"ab\0c"[..], ExtractError::Binary { offset_bytes: 2 }),
            (b"\x01\x02\x03abc", ExtractError::Binary { offset_bytes: 0 }),
            (b"ab\ncd\xff", ExtractError::InvalidUtf8 { offset_bytes: 5, line: 2 }),
            (b"\xff\xfea", ExtractError::InvalidUtf16 { offset_bytes: 2 }),
            (b"\xff\xfe\x00\xd8a\x00", ExtractError::InvalidUtf16 { offset_bytes: 2 }),
        ] {
            assert_eq!(decode(bytes), Err(expected));
        }
    }
}
