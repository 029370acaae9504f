//! The encodings from before Unicode and what their codes stand for.

use std::sync::LazyLock;

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1258};
use rustc_hash::FxHashMap;
use strum::VariantArray;

use tracuu_text::tsv::Table;

/// An encoding from before Unicode.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, VariantArray)]
pub(crate) enum LegacyEncoding {
    /// TCVN 5712:1993, the fonts whose names begin with `.Vn`. It has no capitals with tone
    /// marks: a text without fonts has small letters in their place.
    Tcvn3,
    /// The fonts whose names begin with `VNI-`.
    Vni,
    /// RFC 1456.
    Viscii,
    /// Windows code page 1258.
    Windows1258,
}

const TCVN3_TABLE: Table =
    Table::new("data/tcvn3.tsv", include_str!("../../../../data/tcvn3.tsv"));

const VNI_TABLE: Table =
    Table::new("data/vni.tsv", include_str!("../../../../data/vni.tsv"));

const VISCII_TABLE: Table =
    Table::new("data/viscii.tsv", include_str!("../../../../data/viscii.tsv"));

static TCVN3: LazyLock<FxHashMap<u8, char>> = LazyLock::new(|| by_byte(TCVN3_TABLE));

static VISCII: LazyLock<FxHashMap<u8, char>> = LazyLock::new(|| by_byte(VISCII_TABLE));

static VNI: LazyLock<FxHashMap<[char; 2], &'static str>> = LazyLock::new(|| {
    let rows = VNI_TABLE.load(|[written, letter]| {
        let mut signs = written.chars();
        Some(([signs.next()?, signs.next().unwrap_or(NO_MARK)], letter))
    });
    rows.into_iter().collect()
});

/// Stands in the place of the mark for letters of VNI that are one sign.
const NO_MARK: char = '\0';

/// Bytes from which on a code is no ASCII.
const FIRST_HIGH: u8 = 0x80;

fn by_byte(table: Table) -> FxHashMap<u8, char> {
    let rows = table.load(|[code, letter]| {
        Some((u8::from_str_radix(code, 16).ok()?, letter.parse().ok()?))
    });
    rows.into_iter().collect()
}

impl LegacyEncoding {
    /// A text file in this encoding, not yet in NFC.
    pub(crate) fn decode_bytes(self, bytes: &[u8]) -> String {
        match self {
            Self::Windows1258 => decode(WINDOWS_1258, bytes),
            Self::Viscii => {
                let letter = |byte: &u8| VISCII.get(byte).copied();
                bytes.iter().map(|byte| letter(byte).unwrap_or((*byte).into())).collect()
            }
            Self::Tcvn3 | Self::Vni => self.decode_text(&decode(WINDOWS_1252, bytes)),
        }
    }

    /// A text whose bytes were taken for Windows-1252, as in documents whose fonts are old.
    pub(crate) fn decode_text(self, text: &str) -> String {
        let mut decoded = String::with_capacity(text.len());
        self.decode_signs(text, |_, letter| decoded.push_str(letter));
        decoded
    }

    /// As [`Self::decode_text`], sign by sign: the bytes of the sign in the text, and what it
    /// stands for.
    pub(crate) fn decode_signs(self, text: &str, mut take: impl FnMut(usize, &str)) {
        let table: &FxHashMap<u8, char> = match self {
            Self::Vni => return decode_vni(text, take),
            Self::Tcvn3 => &TCVN3,
            Self::Viscii => &VISCII,
            // Its letters are those of Windows-1252 with combining marks behind them; as
            // text they are Unicode already.
            Self::Windows1258 => return take(text.len(), text),
        };
        let mut buffer = [0; 4];
        for sign in text.chars() {
            let letter = byte_of(sign).and_then(|byte| table.get(&byte)).copied();
            let letter = letter.unwrap_or(sign).encode_utf8(&mut buffer);
            take(sign.len_utf8(), letter);
        }
    }

    /// Whether `mark`, at the beginning of a run, belongs to the letter before it.
    pub(crate) fn is_mark_of(self, letter: char, mark: char) -> bool {
        self == Self::Vni && VNI.contains_key(&[letter, mark])
    }
}

/// The bytes as the Encoding Standard reads them; it knows no errors in these two.
fn decode(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The byte that a sign was before it was taken for Windows-1252; symbol fonts store it in
/// a private area. `None` for other signs.
fn byte_of(sign: char) -> Option<u8> {
    match sign {
        '\u{f020}'..='\u{f0ff}' => u8::try_from(u32::from(sign) - 0xf000).ok(),
        '\0'..='\u{ff}' => u8::try_from(u32::from(sign)).ok(),
        _ => {
            let mut buffer = [0; 4];
            let (bytes, _, has_errors) =
                WINDOWS_1252.encode(sign.encode_utf8(&mut buffer));
            let byte = bytes.first().copied().filter(|byte| *byte >= FIRST_HIGH);
            byte.filter(|_| !has_errors)
        }
    }
}

/// A mark stands after its vowel; the longest match counts.
fn decode_vni(text: &str, mut take: impl FnMut(usize, &str)) {
    let mut buffer = [0; 4];
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let marked = signs.peek().and_then(|mark| VNI.get(&[sign, *mark]));
        if let Some(letter) = marked {
            let mark = signs.next().map_or(0, char::len_utf8);
            take(sign.len_utf8() + mark, letter);
            continue;
        }
        let letter = VNI.get(&[sign, NO_MARK]).copied();
        let letter = letter.unwrap_or_else(|| sign.encode_utf8(&mut buffer));
        take(sign.len_utf8(), letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_parses() {
        assert!(TCVN3.len() > 50 && VNI.len() > 100);
        // RFC 1456: every letter of the language that ASCII lacks.
        assert_eq!(VISCII.len(), 134);
        assert!(VNI.values().all(|letter| letter.chars().count() == 1));
    }

    #[test]
    fn old_codes_become_letters() {
        for (encoding, bytes, expected) in [
            (
                LegacyEncoding::Tcvn3,
                &b"Ngh\xde quy\xd5t \x93\xad\x94"[..],
                "Nghị quyết “ư”",
            ),
            (LegacyEncoding::Vni, b"Ngh\xf2 quye\xe1t", "Nghị quyết"),
            (LegacyEncoding::Viscii, b"Ngh\xb8 quy\xaat", "Nghị quyết"),
            (
                LegacyEncoding::Windows1258,
                b"Nghi\xf2 quy\xea\xect",
                "Nghi\u{323} quyê\u{301}t",
            ),
        ] {
            assert_eq!(encoding.decode_bytes(bytes), expected);
        }
    }

    #[test]
    fn signs_of_symbol_fonts_and_of_windows_are_the_bytes_they_were() {
        assert_eq!(LegacyEncoding::Tcvn3.decode_text("Ngh\u{f0de}"), "Nghị");
        assert_eq!(LegacyEncoding::Viscii.decode_text("\u{2022}"), "Ớ");
    }
}
