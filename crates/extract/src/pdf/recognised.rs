//! Pages of a scan as a recogniser of characters (OCR) read them: words and their places.

use tracuu_pdf::page::{Font, Glyph, MadeFace, Page};

/// Share of the height of a line, its marks and tails included, that the size of its font is.
const SIZE_OF_LINE: f64 = 0.85;

/// How high the baseline stands above the foot of a line, in heights of the line.
const BASELINE: f64 = 0.22;

/// Widest gap between two words of a line that a blank fills, in sizes of the font; beyond
/// it begins another column.
const MAX_BLANK: f64 = 1.5;

/// A page that was recognised. Places are in points, y down from the top.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RecognisedPage {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// From top to bottom.
    pub lines: Vec<RecognisedLine>,
}

/// A line of a page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RecognisedLine {
    /// Its upper edge.
    pub top: f64,
    /// Its height.
    pub height: f64,
    /// From left to right.
    pub words: Vec<RecognisedWord>,
}

/// A word of a line.
#[derive(Clone, PartialEq, Debug)]
pub struct RecognisedWord {
    /// Its characters.
    pub text: String,
    /// Its left edge.
    pub left: f64,
    /// Its width.
    pub width: f64,
    /// Whether the recogniser was not sure of it.
    pub is_doubtful: bool,
}

impl RecognisedPage {
    /// The page as if a program had set it: of one size, since heights of lines tell only
    /// which letters are in them.
    pub(super) fn as_page(&self) -> Page {
        let mut heights: Vec<f64> = self.lines.iter().map(|line| line.height).collect();
        heights.sort_by(f64::total_cmp);
        let median = heights.get(heights.len() / 2).copied().unwrap_or_default();
        let size = median * SIZE_OF_LINE;
        let mut glyphs = Vec::new();
        for line in &self.lines {
            let foot = line.top + line.height - BASELINE * line.height.min(2.0 * median);
            line.draw(foot, size, &mut glyphs);
        }
        Page {
            number: self.number,
            width: self.width,
            height: self.height,
            glyphs,
            fonts: vec![Font::default()],
            ..Page::default()
        }
    }
}

impl RecognisedLine {
    fn draw(&self, y: f64, size: f64, glyphs: &mut Vec<Glyph>) {
        let mut draw = |letter, x, width, is_doubtful| {
            glyphs.push(Glyph {
                letter,
                x,
                y,
                width,
                size,
                font: 0,
                is_upright: true,
                is_invisible: false,
                is_doubtful,
                made: MadeFace::default(),
            });
        };
        let mut end: Option<f64> = None;
        for word in &self.words {
            if let Some(end) = end
                && word.left - end < MAX_BLANK * size
            {
                draw(' ', end, (word.left - end).max(0.0), false);
            }
            let n_letters = word.text.chars().count().max(1);
            #[expect(clippy::cast_precision_loss, reason = "letters of a word")]
            let width = word.width / n_letters as f64;
            let mut x = word.left;
            for letter in word.text.chars() {
                draw(letter, x, width, word.is_doubtful);
                x += width;
            }
            end = Some(word.left + word.width);
        }
    }
}
