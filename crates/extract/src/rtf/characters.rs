//! The bytes of a text → its letters: code pages of the file and of its fonts, fonts from
//! before Unicode.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252, WINDOWS_1258};
use rustc_hash::FxHashMap;

use crate::legacy::font::FontLetters;

/// Character set of Vietnamese (`\fcharset`, RTF 1.9.1, "Font table").
const VIETNAMESE_CHARSET: i32 = 163;

/// Most fonts of a file.
const MAX_FONTS: usize = 10_000;

/// A font of the file.
#[derive(Clone, Copy)]
pub(super) struct RtfFont {
    pub(super) letters: FontLetters,
    /// Code page of its character set, where that is not the file's.
    page: Option<&'static Encoding>,
}

/// The fonts and the code page of a file.
pub(super) struct RtfFonts {
    by_number: FxHashMap<i32, RtfFont>,
    /// Code page of the file (`\ansicpg`).
    page: &'static Encoding,
    /// The font of text that names none (`\deff`).
    pub(super) default: i32,
}

impl Default for RtfFonts {
    fn default() -> Self {
        Self { by_number: FxHashMap::default(), page: WINDOWS_1252, default: 0 }
    }
}

impl RtfFonts {
    /// Sets the code page of the file.
    pub(super) fn set_page(&mut self, number: i32) {
        self.page = match number {
            65001 => UTF_8,
            _ => Encoding::for_label(format!("windows-{number}").as_bytes())
                .unwrap_or(WINDOWS_1252),
        };
    }

    /// Adds a font with its name and character set.
    pub(super) fn add(&mut self, number: i32, name: &str, charset: i32) {
        if self.by_number.len() >= MAX_FONTS {
            return;
        }
        let name = name.trim().trim_end_matches(';');
        let page = (charset == VIETNAMESE_CHARSET).then_some(WINDOWS_1258);
        let letters = FontLetters::from_font_name(name);
        // Letters of an old font are bytes of the Western page, whatever the file says.
        let page = letters.encoding().map(|_| WINDOWS_1252).or(page);
        self.by_number.insert(number, RtfFont { letters, page });
    }

    /// How a font stores letters.
    pub(super) fn letters(&self, number: i32) -> FontLetters {
        self.by_number.get(&number).map_or(FontLetters::Unicode, |font| font.letters)
    }

    /// The text of bytes in a font.
    pub(super) fn decode(&self, bytes: &[u8], font: i32) -> String {
        let font = self.by_number.get(&font);
        let page = font.and_then(|font| font.page).unwrap_or(self.page);
        page.decode_without_bom_handling(bytes).0.into_owned()
    }
}
