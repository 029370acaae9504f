//! Fonts of a file: what their codes stand for, how wide they are, and what they are called.

use std::sync::Arc;

use hayro_font::hayro_cmap::BfString;
use hayro_font::{
    CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, GlyphId,
    UNITS_PER_EM,
};
use hayro_syntax::object::dict::keys::{
    BASE_FONT, DESCENDANT_FONTS, FLAGS, FONT_DESC, FONT_NAME, FONT_WEIGHT, ITALIC_ANGLE,
};
use hayro_syntax::object::{Array, Dict, Name};

use super::page;

/// Bits of the flags of a font (ISO 32000-1, table 123).
const ITALIC_FLAG: u32 = 1 << 6;
const FORCE_BOLD_FLAG: u32 = 1 << 18;

/// Weight from which on a font is bold.
const BOLD_WEIGHT: f64 = 600.0;

/// All fonts of a file, each read once.
pub(crate) struct Fonts<'a> {
    cache: FontCache<'a>,
    find_font: FontResolverFn,
    find_cmap: CMapResolverFn,
}

impl Fonts<'_> {
    pub(crate) fn new() -> Self {
        Self {
            cache: FontCache::new(),
            // A font that is not in the file: only its widths count, which the file has, too.
            find_font: Arc::new(|query| {
                Some(match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(query) => {
                        query.pick_standard_font().get_font_data()
                    }
                })
            }),
            find_cmap: Arc::new(|_| None),
        }
    }
}

/// One font in use.
#[derive(Clone)]
pub(crate) struct UsedFont<'a> {
    font: Font<'a>,
    /// Its index in [`page::Page::fonts`].
    pub(crate) place: usize,
}

/// One code of a text.
pub(crate) struct Code {
    pub(crate) number: u32,
    /// Bytes that it takes.
    pub(crate) n_bytes: usize,
    /// Its width in ems.
    pub(crate) width: f64,
}

impl<'a> UsedFont<'a> {
    pub(crate) fn new(dict: &Dict<'a>, fonts: &Fonts<'a>, place: usize) -> Option<Self> {
        let font = fonts.cache.font(dict, &fonts.find_font, &fonts.find_cmap)?;
        Some(Self { font, place })
    }

    /// The code at a place of a text.
    pub(crate) fn read(&self, bytes: &[u8], at: usize) -> Code {
        let (number, n_bytes) = self.font.read_code(bytes, at);
        let width = self.font.code_advance(number).x / f64::from(UNITS_PER_EM);
        Code { number, n_bytes: n_bytes.max(1), width }
    }

    /// The characters that a code stands for.
    pub(crate) fn letters(&self, code: u32) -> Option<BfString> {
        match self.font.glyph(GlyphId::NOTDEF, code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        }
    }
}

/// What a font is called and how it looks.
pub(crate) fn describe(dict: &Dict<'_>) -> page::Font {
    let descendant = dict
        .get::<Array<'_>>(DESCENDANT_FONTS)
        .and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let described = descendant.as_ref().unwrap_or(dict);
    let descriptor = described.get::<Dict<'_>>(FONT_DESC).unwrap_or_default();
    let name = dict
        .get::<Name<'_>>(BASE_FONT)
        .or_else(|| descriptor.get::<Name<'_>>(FONT_NAME))
        .map(|name| String::from_utf8_lossy(&name).into_owned())
        .unwrap_or_default();
    let face = name.to_ascii_lowercase();
    let says = |words: [&str; 3]| words.iter().any(|word| face.contains(word));
    let flags = descriptor.get::<u32>(FLAGS).unwrap_or_default();
    let weight = descriptor.get::<f64>(FONT_WEIGHT).unwrap_or_default();
    let angle = descriptor.get::<f64>(ITALIC_ANGLE).unwrap_or_default();
    page::Font {
        is_bold: says(["bold", "black", "heavy"])
            || flags & FORCE_BOLD_FLAG != 0
            || weight >= BOLD_WEIGHT,
        is_italic: says(["italic", "oblique", "slanted"])
            || flags & ITALIC_FLAG != 0
            || angle.abs() > 1.0,
        name,
    }
}
