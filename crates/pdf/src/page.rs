//! What a page shows. All places are in points (1/72 inch), x to the right and y DOWN from the
//! upper left corner of the page as it is read.

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// In the order in which the file draws them, which need not be that of reading.
    pub glyphs: Vec<Glyph>,
    /// Fonts of the glyphs.
    pub fonts: Vec<Font>,
    /// Thin lines, in no order.
    pub rules: Vec<Rule>,
    /// Share of the page that its largest picture covers, 0 to 1.
    pub picture_share: f64,
}

/// One character as it is drawn. What stands for several characters comes as several, its width
/// shared among them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// The character that the file says it is; U+FFFD where it says nothing.
    pub letter: char,
    /// Where its baseline begins.
    pub x: f64,
    /// The height of its baseline.
    pub y: f64,
    /// How far the next glyph of a word stands to the right.
    pub width: f64,
    /// Size of the font.
    pub size: f64,
    /// Its font, as an index into [`Page::fonts`].
    pub font: usize,
    /// Whether it is drawn along the lines of the page; text of watermarks and stamps may stand
    /// askew.
    pub is_upright: bool,
    /// Whether it is only there to be copied: the text that a scanner recognised.
    pub is_invisible: bool,
    /// Whether a recogniser of characters (OCR) was not sure of it.
    pub is_doubtful: bool,
    /// What the program made of the font, where it lacks the face.
    pub made: MadeFace,
}

/// A face that a program makes of a regular font.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MadeFace {
    /// Its outlines are drawn, too.
    pub is_bold: bool,
    /// It leans to the right.
    pub is_italic: bool,
}

/// A font, as far as its name and its description tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Font {
    /// Its name, that of a subset with six letters and a plus sign before it.
    pub name: String,
    /// Whether it is bold.
    pub is_bold: bool,
    /// Whether it is italic.
    pub is_italic: bool,
}

/// A thin line along the page, drawn as such or as a narrow box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// From left to right.
    Horizontal {
        /// Its height.
        y: f64,
        /// Its left end.
        left: f64,
        /// Its right end.
        right: f64,
    },
    /// From top to bottom.
    Vertical {
        /// Its place.
        x: f64,
        /// Its upper end.
        top: f64,
        /// Its lower end.
        bottom: f64,
    },
}
