//! Bytes → text: UTF-8 with or without byte order mark, UTF-16 likewise, and the encodings
//! from before Unicode where the bytes read as Vietnamese in one of them.

use super::error::ExtractError;
use super::legacy::{recognise_bytes, recognise_text};

/// How many control characters in a thousand a text may have. Some converters leave a
/// few; data of any other kind has more.
const MAX_CONTROLS_PER_MILLE: usize = 20;

/// The text of a file, not yet in NFC.
///
/// # Errors
///
/// Binary data, invalid UTF-8 or UTF-16 that reads as Vietnamese in no old encoding either.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ExtractError> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, u16::from_be_bytes);
    }
    if let Some(offset_bytes) = memchr::memchr(0, bytes) {
        return match unmarked_utf16(bytes) {
            Some(unit) => utf16(bytes, unit),
            None => Err(ExtractError::Binary { offset_bytes }),
        };
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return old(bytes, error.valid_up_to()),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let controls = || text.bytes().enumerate().filter(|(_, byte)| is_control(*byte));
    if controls().count() * 1000 > text.len() * MAX_CONTROLS_PER_MILLE {
        let offset_bytes = controls().next().map_or(0, |(place, _)| place);
        return Err(ExtractError::Binary { offset_bytes });
    }
    // A file in an old encoding that was taken for Windows-1252 and saved as UTF-8.
    Ok(match recognise_text(text) {
        Some(encoding) => encoding.decode_text(text),
        None => text.to_owned(),
    })
}

/// Control characters that no text has: all but tab, line ends, form feed.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, 0x09..=0x0d)
}

/// Reads bytes that are no UTF-8 from this place on.
fn old(bytes: &[u8], offset_bytes: usize) -> Result<String, ExtractError> {
    if let Some(encoding) = recognise_bytes(bytes) {
        return Ok(encoding.decode_bytes(bytes));
    }
    let before = bytes.get(..offset_bytes).unwrap_or_default();
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    Err(ExtractError::InvalidUtf8 { offset_bytes, line })
}

/// How two bytes make a unit of UTF-16.
type UnitReader = fn([u8; 2]) -> u16;

/// Pairs of bytes by which UTF-16 without a byte order mark is told.
const SAMPLE_PAIRS: usize = 2048;

/// Fewest pairs by which it is told.
const MIN_PAIRS: usize = 8;

/// Whether a unit of UTF-16 is a sign that Vietnamese text has.
const fn is_usual(unit: u16) -> bool {
    matches!(unit, 0x09..=0x0d | 0x20..=0x7e | 0xa0..=0x1b0 | 0x300..=0x323)
        || matches!(unit, 0x1ea0..=0x1ef9 | 0x2010..=0x2030)
}

/// How UTF-16 without a byte order mark is read: spaces, digits and half of the letters of
/// Vietnamese have a zero byte, always on the same side, the other side has hardly any, and
/// nearly all units are signs of a text.
fn unmarked_utf16(bytes: &[u8]) -> Option<UnitReader> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let sample = pairs.get(..SAMPLE_PAIRS.min(pairs.len())).unwrap_or_default();
    let n_zeros = |side: usize| sample.iter().filter(|pair| pair[side] == 0).count();
    let (first, second) = (n_zeros(0), n_zeros(1));
    let is_text = |high: usize, low: usize| {
        sample.len() >= MIN_PAIRS
            && rest.is_empty()
            && high * 10 > sample.len() * 3
            && low * 20 < sample.len()
    };
    let unit: UnitReader = if is_text(second, first) {
        u16::from_le_bytes
    } else if is_text(first, second) {
        u16::from_be_bytes
    } else {
        return None;
    };
    let n_usual = sample.iter().filter(|pair| is_usual(unit(**pair))).count();
    (n_usual * 20 >= sample.len() * 19).then_some(unit)
}

fn utf16(bytes: &[u8], unit: UnitReader) -> Result<String, ExtractError> {
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
    use unicode_normalization::UnicodeNormalization;

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
            with_mark(b"", u16::to_le_bytes),
            with_mark(b"", u16::to_be_bytes),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok("Kế hoạch"));
        }
    }

    #[test]
    fn old_encodings_are_read_where_they_read_as_vietnamese() {
        for bytes in [
            &b"Ngh\xde quy\xd5t c\xf1a T\xd8nh \xf1y"[..],
            b"Ngh\xf2 quye\xe1t cu\xfba T\xe6nh u\xfby",
            b"Ngh\xb8 quy\xaat c\xfca T\xefnh \xfcy",
            b"Nghi\xf2 quy\xea\xect cu\xd2a Ti\xd2nh u\xd2y",
            "NghÞ quyÕt cña TØnh ñy".as_bytes(),
        ] {
            let text: String = decode(bytes).expect("Vietnamese").nfc().collect();
            assert_eq!(text, "Nghị quyết của Tỉnh ủy");
        }
        let french = "une idée très différente à la carte, où l'été dure";
        assert_eq!(decode(french.as_bytes()).as_deref(), Ok(french));
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
