//! The content of a page (ISO 32000-1, 8 and 9) as far as text, rules and pictures go.

use std::time::Instant;

use hayro_font::hayro_cmap::BfString;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::dict::keys::{FORM, IMAGE, MATRIX, RESOURCES, SUBTYPE};
use hayro_syntax::object::{
    Array, Dict, Name, Number, Object, Stream, String as PdfString,
};
use hayro_syntax::page::Resources;

use super::error::PdfError;
use super::font::{Fonts, UsedFont, describe};
use super::inflate;
use super::matrix::Matrix;
use super::page::{Glyph, MadeFace, Page};
use super::path::Path;
use super::upright::Direction;

/// Longest time for one page, in milliseconds; what has been read by then counts.
const MAX_PAGE_MS: u128 = 2_000;

/// Operations between two looks at the clock.
const OPERATIONS_PER_LOOK: usize = 1 << 12;

/// Most forms inside each other, and most states that are kept at a time.
const MAX_DEPTH: usize = 16;
const MAX_STATES: usize = 512;

/// Render modes of text (ISO 32000-1, table 106): filled and stroked, not shown.
const STROKED: i64 = 2;
const INVISIBLE: i64 = 3;

/// How far a glyph of an em leans that is italic, in ems.
const MIN_SLANT: f64 = 0.1;

/// Steps of `TJ` are thousandths of an em.
const STEPS_PER_EM: f64 = 1_000.0;

/// What `q` keeps.
#[derive(Clone)]
struct State<'a> {
    /// From the space of the content to the page.
    matrix: Matrix,
    line_width: f64,
    font: Option<UsedFont<'a>>,
    size: f64,
    letter_spacing: f64,
    word_spacing: f64,
    /// Share of the usual width.
    stretch: f64,
    leading: f64,
    rise: f64,
    render_mode: i64,
}

/// Reads the content of one page.
pub(crate) struct ContentReader<'a, 'f> {
    fonts: &'f Fonts<'a>,
    page: Page,
    directions: Vec<Direction>,
    state: State<'a>,
    kept: Vec<State<'a>>,
    text: Matrix,
    line: Matrix,
    path: Path,
    /// The same font is asked for hundreds of times on a page.
    used: Vec<(Dict<'a>, Option<UsedFont<'a>>)>,
    started: Instant,
    n_operations: usize,
    area: f64,
}

impl<'a, 'f> ContentReader<'a, 'f> {
    /// A reader for a page without content yet, and how its space is set on the page.
    pub(crate) fn new(page: Page, matrix: Matrix, fonts: &'f Fonts<'a>) -> Self {
        let state = State {
            matrix,
            line_width: 1.0,
            font: None,
            size: 0.0,
            letter_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            render_mode: 0,
        };
        Self {
            area: (page.width * page.height).max(1.0),
            fonts,
            page,
            directions: Vec::new(),
            state,
            kept: Vec::new(),
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            path: Path::default(),
            used: Vec::new(),
            started: Instant::now(),
            n_operations: 0,
        }
    }

    /// The page, and the direction of each of its glyphs.
    pub(crate) fn finish(self) -> (Page, Vec<Direction>) {
        (self.page, self.directions)
    }

    /// Reads content.
    ///
    /// # Errors
    ///
    /// A form that unpacks to too much.
    pub(crate) fn read(
        &mut self,
        mut content: TypedIter<'_>,
        resources: &Resources<'a>,
        depth: usize,
    ) -> Result<(), PdfError> {
        while let Some(operation) = content.next() {
            self.n_operations += 1;
            if self.n_operations.is_multiple_of(OPERATIONS_PER_LOOK)
                && self.started.elapsed().as_millis() > MAX_PAGE_MS
            {
                break;
            }
            match operation {
                Op::TextFont(font) => self.set_font(font.0, font.1, resources),
                Op::XObject(object) => {
                    if let Some(stream) = resources.get_x_object(object.0) {
                        self.draw(&stream, resources, depth)?;
                    }
                }
                Op::SetGraphicsState(name) => {
                    self.set_graphics(resources.get_ext_g_state(name.0));
                }
                operation => self.operate(&operation),
            }
        }
        Ok(())
    }

    fn operate(&mut self, operation: &Op<'_, '_>) {
        match operation {
            Op::SaveState(_) if self.kept.len() < MAX_STATES => {
                self.kept.push(self.state.clone());
            }
            Op::RestoreState(_) => {
                if let Some(state) = self.kept.pop() {
                    self.state = state;
                }
            }
            Op::Transform(by) => {
                let by = Matrix::from_numbers([by.0, by.1, by.2, by.3, by.4, by.5]);
                self.state.matrix = by.then(self.state.matrix);
            }
            Op::LineWidth(width) => self.state.line_width = width.0.as_f64(),
            Op::InlineImage(_) => self.picture(),
            Op::MoveTo(to) => self.path.move_to(self.point(to.0, to.1)),
            Op::LineTo(to) => self.path.line_to(self.point(to.0, to.1)),
            Op::CubicTo(to) => self.path.curve_to(self.point(to.4, to.5)),
            Op::CubicStartTo(to) => self.path.curve_to(self.point(to.2, to.3)),
            Op::CubicEndTo(to) => self.path.curve_to(self.point(to.2, to.3)),
            Op::ClosePath(_) => self.path.close(),
            Op::RectPath(box_) => {
                let box_ = [box_.0, box_.1, box_.2, box_.3].map(|side| side.as_f64());
                self.path.rectangle(box_, self.state.matrix);
            }
            Op::FillPathNonZero(_)
            | Op::FillPathNonZeroCompatibility(_)
            | Op::FillPathEvenOdd(_) => self.paint(true, false),
            Op::StrokePath(_) => self.paint(false, true),
            Op::CloseAndStrokePath(_) => {
                self.path.close();
                self.paint(false, true);
            }
            Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => {
                self.paint(true, true);
            }
            Op::CloseFillAndStrokeNonZero(_) | Op::CloseFillAndStrokeEvenOdd(_) => {
                self.path.close();
                self.paint(true, true);
            }
            Op::EndPath(_) => self.path.clear(),
            operation => self.operate_on_text(operation),
        }
    }

    fn operate_on_text(&mut self, operation: &Op<'_, '_>) {
        match operation {
            Op::BeginText(_) => {
                (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY);
            }
            Op::CharacterSpacing(by) => self.state.letter_spacing = by.0.as_f64(),
            Op::WordSpacing(by) => self.state.word_spacing = by.0.as_f64(),
            Op::HorizontalScaling(by) => self.state.stretch = by.0.as_f64() / 100.0,
            Op::TextLeading(by) => self.state.leading = by.0.as_f64(),
            Op::TextRise(by) => self.state.rise = by.0.as_f64(),
            Op::TextRenderingMode(mode) => self.state.render_mode = mode.0.as_i64(),
            Op::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                self.state.leading = -by.1.as_f64();
                self.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            Op::SetTextMatrix(to) => {
                self.line = Matrix::from_numbers([to.0, to.1, to.2, to.3, to.4, to.5]);
                self.text = self.line;
            }
            Op::ShowText(text) => self.show(text.0),
            Op::NextLineAndShowText(text) => {
                self.next_line(0.0, -self.state.leading);
                self.show(text.0);
            }
            Op::ShowTextWithParameters(text) => {
                self.state.word_spacing = text.0.as_f64();
                self.state.letter_spacing = text.1.as_f64();
                self.next_line(0.0, -self.state.leading);
                self.show(text.2);
            }
            Op::ShowTexts(texts) => {
                for piece in texts.0.iter::<Object<'_>>() {
                    match piece {
                        Object::String(text) => self.show(&text),
                        Object::Number(by) => {
                            let by = -by.as_f64() / STEPS_PER_EM * self.state.size;
                            self.advance(by * self.state.stretch);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn point(&self, x: Number, y: Number) -> (f64, f64) {
        self.state.matrix.apply(x.as_f64(), y.as_f64())
    }

    fn paint(&mut self, is_filled: bool, is_stroked: bool) {
        if is_filled {
            self.path.fill(&mut self.page.rules);
        }
        if is_stroked {
            let (across, along) = self.state.matrix.scale();
            let thickness = self.state.line_width * across.max(along);
            self.path.stroke(thickness, &mut self.page.rules);
        }
        self.path.clear();
    }

    fn set_graphics(&mut self, settings: Option<Dict<'a>>) {
        let width = settings.and_then(|settings| settings.get::<f64>(b"LW"));
        self.state.line_width = width.unwrap_or(self.state.line_width);
    }

    fn set_font(&mut self, name: &Name<'_>, size: Number, resources: &Resources<'a>) {
        self.state.size = size.as_f64();
        let Some(dict) = resources.get_font(name) else {
            self.state.font = None;
            return;
        };
        if let Some((_, font)) = self.used.iter().find(|(used, _)| *used == dict) {
            self.state.font.clone_from(font);
            return;
        }
        let font = UsedFont::new(&dict, self.fonts, self.page.fonts.len());
        self.page.fonts.push(describe(&dict));
        self.state.font.clone_from(&font);
        self.used.push((dict, font));
    }

    fn draw(
        &mut self,
        stream: &Stream<'a>,
        outer: &Resources<'a>,
        depth: usize,
    ) -> Result<(), PdfError> {
        let dict = stream.dict();
        match dict.get::<Name<'_>>(SUBTYPE).as_deref() {
            Some(IMAGE) => self.picture(),
            Some(FORM) if depth < MAX_DEPTH => {
                inflate::check_stream(stream)?;
                let Ok(content) = stream.decoded_data() else { return Ok(()) };
                let own = dict.get::<Dict<'a>>(RESOURCES).map(Resources::new);
                let matrix =
                    dict.get::<[f64; 6]>(MATRIX).map_or(Matrix::IDENTITY, Matrix);
                let (state, n_kept) = (self.state.clone(), self.kept.len());
                let (text, line) = (self.text, self.line);
                self.state.matrix = matrix.then(self.state.matrix);
                let resources = own.as_ref().unwrap_or(outer);
                self.read(TypedIter::new(&content), resources, depth + 1)?;
                self.kept.truncate(n_kept);
                (self.state, self.text, self.line) = (state, text, line);
            }
            _ => {}
        }
        Ok(())
    }

    fn picture(&mut self) {
        let share = (self.state.matrix.area() / self.area).min(1.0);
        self.page.picture_share = self.page.picture_share.max(share);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::from_shift(x, y).then(self.line);
        self.text = self.line;
    }

    fn advance(&mut self, by: f64) {
        self.text = Matrix::from_shift(by, 0.0).then(self.text);
    }

    fn show(&mut self, text: &PdfString<'_>) {
        let Some(font) = self.state.font.clone() else { return };
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let code = font.read(bytes, at);
            at += code.n_bytes;
            let letters = font.letters(code.number);
            let width = code.width * self.state.size * self.state.stretch;
            self.glyph(letters, width, font.place);
            let is_space = code.n_bytes == 1 && code.number == u32::from(b' ');
            let word = if is_space { self.state.word_spacing } else { 0.0 };
            let spacing = (self.state.letter_spacing + word) * self.state.stretch;
            self.advance(width + spacing);
        }
    }

    fn glyph(&mut self, letters: Option<BfString>, width: f64, font: usize) {
        let placed = Matrix::from_shift(0.0, self.state.rise).then(self.text);
        let placed = placed.then(self.state.matrix);
        let (across, along) = placed.scale();
        let sign = self.state.size.signum();
        let direction = Direction::from_step(placed.0[0] * sign, placed.0[1] * sign);
        let (x, y) = placed.apply(0.0, 0.0);
        let glyph = Glyph {
            letter: char::REPLACEMENT_CHARACTER,
            x,
            y,
            width: width.abs() * across,
            size: self.state.size.abs() * along,
            font,
            is_upright: direction == Direction::Right,
            is_invisible: self.state.render_mode == INVISIBLE,
            is_doubtful: false,
            made: MadeFace {
                is_bold: self.state.render_mode == STROKED,
                is_italic: self.text.0[2] > MIN_SLANT * self.text.0[3].abs(),
            },
        };
        match letters {
            None => self.push(glyph, direction),
            Some(BfString::Char(letter)) => {
                self.push(Glyph { letter, ..glyph }, direction);
            }
            Some(BfString::String(letters)) => {
                let n_letters =
                    u32::try_from(letters.chars().count().max(1)).unwrap_or(1);
                let width = glyph.width / f64::from(n_letters);
                for (letter, nth) in letters.chars().zip(0_u32..) {
                    let ahead = width * f64::from(nth) / across.max(f64::EPSILON);
                    let (x, y) = placed.apply(ahead, 0.0);
                    self.push(Glyph { letter, x, y, width, ..glyph }, direction);
                }
            }
        }
    }

    fn push(&mut self, glyph: Glyph, direction: Direction) {
        self.page.glyphs.push(glyph);
        self.directions.push(direction);
    }
}

/// Looks at the parts that hold the content of a page, before they are unpacked.
///
/// # Errors
///
/// One that unpacks to too much.
pub(crate) fn check_content(page: &Dict<'_>) -> Result<(), PdfError> {
    const CONTENTS: &[u8] = b"Contents";
    if let Some(stream) = page.get::<Stream<'_>>(CONTENTS) {
        return inflate::check_stream(&stream);
    }
    let parts = page.get::<Array<'_>>(CONTENTS).unwrap_or_default();
    parts.iter::<Stream<'_>>().try_for_each(|stream| inflate::check_stream(&stream))
}
