//! Pages whose text stands on its side become upright: drawings and wide tables that were turned
//! without telling so.

use super::page::{Glyph, Page, Rule};

/// Which way the text of a glyph runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Direction {
    /// To the right.
    Right,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
    /// To the left.
    Left,
    /// None of these.
    Askew,
}

impl Direction {
    /// The direction of a step in places of the page, y down.
    pub(crate) fn from_step(x: f64, y: f64) -> Self {
        let (across, along) = (x.abs(), y.abs());
        match () {
            () if along <= across * 0.02 && x >= 0.0 => Self::Right,
            () if along <= across * 0.02 => Self::Left,
            () if across <= along * 0.02 && y < 0.0 => Self::Up,
            () if across <= along * 0.02 => Self::Down,
            () => Self::Askew,
        }
    }
}

/// Turns a page so that most of its text runs to the right, and tells the glyphs that then do.
pub(crate) fn turn(page: &mut Page, directions: &[Direction]) {
    let count = |wanted| directions.iter().filter(|found| **found == wanted).count();
    let ways = [Direction::Right, Direction::Up, Direction::Down, Direction::Left];
    // `max_by_key` takes the last of equals; `Right` should win.
    let main = ways.into_iter().rev().max_by_key(|way| count(*way));
    let main = main.unwrap_or(Direction::Right);
    for (glyph, direction) in page.glyphs.iter_mut().zip(directions) {
        glyph.is_upright = *direction == main;
    }
    let (width, height) = (page.width, page.height);
    let turned = |x: f64, y: f64| match main {
        Direction::Up => (height - y, x),
        Direction::Down => (y, width - x),
        Direction::Left => (width - x, height - y),
        Direction::Right | Direction::Askew => (x, y),
    };
    if main == Direction::Right {
        return;
    }
    for Glyph { x, y, .. } in &mut page.glyphs {
        (*x, *y) = turned(*x, *y);
    }
    for rule in &mut page.rules {
        let (one, other) = match *rule {
            Rule::Horizontal { y, left, right } => (turned(left, y), turned(right, y)),
            Rule::Vertical { x, top, bottom } => (turned(x, top), turned(x, bottom)),
        };
        let is_horizontal = (one.0 - other.0).abs() > (one.1 - other.1).abs();
        *rule = if is_horizontal {
            Rule::Horizontal {
                y: one.1,
                left: one.0.min(other.0),
                right: one.0.max(other.0),
            }
        } else {
            Rule::Vertical {
                x: one.0,
                top: one.1.min(other.1),
                bottom: one.1.max(other.1),
            }
        };
    }
    if main != Direction::Left {
        (page.width, page.height) = (height, width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::MadeFace;

    #[test]
    fn a_page_on_its_side_is_turned() {
        let glyph = Glyph {
            letter: 'a',
            x: 90.0,
            y: 180.0,
            width: 5.0,
            size: 10.0,
            font: 0,
            is_upright: false,
            is_invisible: false,
            is_doubtful: false,
            made: MadeFace::default(),
        };
        let mut page = Page {
            width: 100.0,
            height: 200.0,
            glyphs: vec![glyph],
            rules: vec![Rule::Vertical { x: 95.0, top: 100.0, bottom: 180.0 }],
            ..Page::default()
        };
        turn(&mut page, &[Direction::from_step(0.0, -1.0)]);
        assert_eq!((page.width, page.height), (200.0, 100.0));
        assert_eq!((page.glyphs[0].x, page.glyphs[0].y), (20.0, 90.0));
        assert!(page.glyphs[0].is_upright);
        let rule = Rule::Horizontal { y: 95.0, left: 20.0, right: 100.0 };
        assert_eq!(page.rules, [rule]);
    }
}
