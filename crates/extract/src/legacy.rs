//! Which encoding from before Unicode a text seems to be written in.
//!
//! Recognised by the letter đ: it opens more Vietnamese words than any other letter outside
//! ASCII, and the old encodings write it with different bytes. The tables are those of
//! TCVN 5712:1993 (TCVN3, `.VnTime`), VNI, VISCII (RFC 1456) and Windows code page 1258.
//! The result only names the encoding in a message; the text is not converted.

use std::fmt;

/// An encoding from before Unicode.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LegacyEncoding {
    /// TCVN 5712:1993, the fonts whose names begin with `.Vn`.
    Tcvn3,
    /// The fonts whose names begin with `VNI-`.
    Vni,
    /// RFC 1456.
    Viscii,
    /// Windows code page 1258.
    Windows1258,
}

impl fmt::Display for LegacyEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tcvn3 => "TCVN3 (ABC, .VnTime)",
            Self::Vni => "VNI",
            Self::Viscii => "VISCII",
            Self::Windows1258 => "Windows-1258",
        })
    }
}

/// Bytes that are looked at: some pages.
const SAMPLE_BYTES: usize = 65_536;

/// Fewest words that đ must open, and its least share, in percent, of the words opened by
/// a letter outside ASCII.
const MIN_WORDS: usize = 3;
const MIN_PERCENT: usize = 25;

/// đ in TCVN3, in VNI, and in both VISCII and Windows-1258.
const D_TCVN3: u8 = 0xae;
const D_VNI: u8 = 0xf1;
const D_WESTERN: u8 = 0xf0;

/// Combining tone marks of Windows-1258, which stand after their vowel.
const TONES_1258: [u8; 5] = [0xcc, 0xd2, 0xde, 0xec, 0xf2];

/// The encoding that bytes which are no UTF-8 seem to be written in; `None` in doubt.
pub(super) fn recognise(bytes: &[u8]) -> Option<LegacyEncoding> {
    let sample = bytes.get(..SAMPLE_BYTES.min(bytes.len())).unwrap_or_default();
    let mut openers = [0_usize; 256];
    let mut n_tones = 0;
    let mut n_high = 0;
    let mut before = b' ';
    for byte in sample {
        n_high += usize::from(*byte >= 0x80);
        if *byte >= 0x80 && is_gap(before) {
            openers[usize::from(*byte)] += 1;
        }
        n_tones += usize::from(TONES_1258.contains(byte) && is_vowel(before));
        before = *byte;
    }
    let n_opened: usize = openers.iter().sum();
    let count = |letter: u8| openers[usize::from(letter)];
    let letter =
        [D_TCVN3, D_VNI, D_WESTERN].into_iter().max_by_key(|letter| count(*letter))?;
    let n_words = count(letter);
    if n_words < MIN_WORDS || n_words * 100 < n_opened * MIN_PERCENT {
        return None;
    }
    Some(match letter {
        D_TCVN3 => LegacyEncoding::Tcvn3,
        D_VNI => LegacyEncoding::Vni,
        _ if n_tones * 4 >= n_high => LegacyEncoding::Windows1258,
        _ => LegacyEncoding::Viscii,
    })
}

fn is_gap(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'(' | b'"' | b'-' | b'/')
}

/// ASCII vowels and ă â ê ô ơ ư of Windows-1258.
fn is_vowel(byte: u8) -> bool {
    matches!(byte | 0x20, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
        || matches!(byte, 0xe2 | 0xe3 | 0xea | 0xf4 | 0xf5 | 0xfd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_d_with_stroke_tells_the_encoding() {
        for (bytes, expected) in [
            (&b"\xae\xb6ng \xae\xd2 \xae\xee \xae\xd5n"[..], Some(LegacyEncoding::Tcvn3)),
            (b"\xf1a\xfbng \xf1e \xf1oa \xf1en", Some(LegacyEncoding::Vni)),
            (
                b"\xf0a\xd2ng \xf0e\xcc \xf0o\xf2 \xf0e\xecn",
                Some(LegacyEncoding::Windows1258),
            ),
            (b"\xf0\xe4ng \xf0\xaa \xf0\xf6 \xf0\xaan", Some(LegacyEncoding::Viscii)),
            (b"caf\xe9 \xe0 la carte", None),
            (b"", None),
        ] {
            assert_eq!(recognise(bytes), expected);
        }
    }
}
