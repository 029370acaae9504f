//! What the fonts of a page say: bold, italic, and how their letters are stored.

use tracuu_pdf::page::{Glyph, Page};
use tracuu_text::styled::Style;

use crate::docx::symbol;
use crate::flow::pieces::RunSetting;
use crate::legacy::font::FontLetters;
use crate::legacy::recognise_text;

/// Codes of symbol fonts stand here in the private area of Unicode.
const SYMBOL_AREA: u32 = 0xf000;

/// One font as it is read.
struct Face {
    style: Style,
    letters: FontLetters,
    /// The name of a font of signs.
    signs: Option<String>,
}

/// The fonts of a page.
pub(super) struct Faces {
    faces: Vec<Face>,
}

impl Faces {
    /// Fonts without a telling name are read by all the words of the page that are set in
    /// them.
    pub(super) fn new(page: &Page) -> Self {
        let mut faces: Vec<Face> = page
            .fonts
            .iter()
            .map(|font| {
                let name =
                    font.name.split_once('+').map_or(&*font.name, |(_, name)| name);
                let face = name.to_ascii_lowercase();
                let is_symbol =
                    face.starts_with("symbol") || face.starts_with("wingdings");
                Face {
                    style: Style {
                        bold: font.is_bold,
                        italic: font.is_italic,
                        ..Style::default()
                    },
                    letters: FontLetters::from_font_name(name),
                    signs: is_symbol.then(|| sign_font(&face)),
                }
            })
            .collect();
        let is_open = |glyph: &&Glyph| {
            faces.get(glyph.font).is_some_and(|face| face.letters == FontLetters::Unicode)
        };
        let mut words = String::new();
        let mut height = f64::NAN;
        for glyph in page.glyphs.iter().filter(is_open) {
            if (glyph.y - height).abs() > glyph.size {
                words.push(' ');
            }
            height = glyph.y;
            words.push(low_letter(glyph.letter));
        }
        if let Some(encoding) = recognise_text(&words) {
            for face in faces.iter_mut().filter(|face| face.signs.is_none()) {
                if face.letters == FontLetters::Unicode {
                    face.letters = FontLetters::Legacy(encoding);
                }
            }
        }
        Self { faces }
    }

    /// How a glyph is set.
    pub(super) fn setting(&self, glyph: &Glyph) -> RunSetting {
        let Some(face) = self.faces.get(glyph.font) else { return RunSetting::default() };
        let bold = face.style.bold || glyph.made.is_bold;
        let italic = face.style.italic || glyph.made.is_italic;
        let style = Style { bold, italic, doubtful: glyph.is_doubtful };
        RunSetting { style, letters: face.letters, source: None }
    }

    /// The letter of a glyph as fonts of its kind store it.
    pub(super) fn letter(&self, glyph: &Glyph) -> char {
        let face = self.faces.get(glyph.font);
        if let Some(font) = face.and_then(|face| face.signs.as_deref()) {
            let code = format!("{:x}", u32::from(glyph.letter));
            let is_code = u32::from(glyph.letter) >= SYMBOL_AREA;
            return symbol::sign(font, &code).filter(|_| is_code).unwrap_or(glyph.letter);
        }
        let is_legacy = face.is_some_and(|face| face.letters != FontLetters::Unicode);
        match low_letter(glyph.letter) {
            // Programs that print take the soft hyphen for a minus, and the middle dot for the
            // operator that looks like it: in TCVN3 they are ư and ã.
            '\u{2212}' if is_legacy => '\u{ad}',
            '\u{2219}' if is_legacy => '\u{b7}',
            letter => letter,
        }
    }
}

/// A letter that stands in the area of symbol fonts as the code that it is.
fn low_letter(letter: char) -> char {
    match u32::from(letter).checked_sub(SYMBOL_AREA) {
        Some(code @ 0x20..=0xff) => char::from_u32(code).unwrap_or(letter),
        _ => letter,
    }
}

/// The name by which the signs of a font are known: `wingdings-regular` is `wingdings`.
fn sign_font(face: &str) -> String {
    let name = if face.starts_with("symbol") { "symbol" } else { "wingdings" };
    let is_second = face.starts_with("wingdings2") || face.starts_with("wingdings 2");
    if is_second { "wingdings 2".to_owned() } else { name.to_owned() }
}
