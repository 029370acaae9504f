//! The fonts of a document ([MS-DOC] 2.9.286, 2.9.80).

use super::bytes::{text_at, u16_at};
use crate::legacy::font::FontLetters;

/// Where the name stands in a font, and what the list begins with.
const NAME_AT: usize = 40;
const LIST_HEAD_BYTES: usize = 4;

/// Longest name, in letters.
const MAX_NAME: usize = 64;

/// How each font stores letters, and its name.
#[derive(Default)]
pub(super) struct DocFonts {
    fonts: Vec<(FontLetters, String)>,
}

impl DocFonts {
    /// Reads the list; it ends where it is damaged.
    pub(super) fn read(part: &[u8]) -> Self {
        let n_fonts = u16_at(part, 0).map_or(0, usize::from);
        let mut at = LIST_HEAD_BYTES;
        let mut fonts = Vec::new();
        for _ in 0..n_fonts {
            let Some(length) = part.get(at).copied().map(usize::from) else { break };
            let end = (at + 1 + length).min(part.len());
            let n_units = end.saturating_sub(at + NAME_AT) / 2;
            let name = text_at(part, at + NAME_AT, n_units.min(MAX_NAME));
            let name = name.unwrap_or_default();
            let name = name.split('\0').next().unwrap_or_default();
            fonts.push((FontLetters::from_font_name(name), name.to_owned()));
            at = end;
        }
        Self { fonts }
    }

    /// How a font stores letters.
    pub(super) fn letters(&self, number: usize) -> FontLetters {
        self.fonts.get(number).map_or(FontLetters::Unicode, |(letters, _)| *letters)
    }

    /// Its name.
    pub(super) fn name(&self, number: usize) -> &str {
        self.fonts.get(number).map_or("", |(_, name)| name)
    }
}
