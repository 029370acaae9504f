//! What a replacement changes of the words it takes the place of, so that a tracked change
//! strikes out no more than it must.

use tracuu_text::span::Span;

/// Largest table of two word lists that is filled, in cells; longer texts are compared
/// from both ends only.
const MAX_CELLS: usize = 40_000;

/// Signs that stand at a word without belonging to it.
const EDGE_SIGNS: [char; 11] = [',', ';', ':', '.', '(', ')', '“', '”', '"', '‘', '’'];

/// Old words and what stands in their place; either may be empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct WordEdit {
    /// Bytes of the old text.
    pub(super) old: Span,
    pub(super) new: String,
}

/// The edits that make `new` of `old`, in order. A line end of the old text stands for any
/// white space.
pub(super) fn word_edits(old: &str, new: &str) -> Vec<WordEdit> {
    let (olds, news) = (tokens(old), tokens(new));
    let is_equal = |one: &Span, other: &Span| is_equal(one.of(old), other.of(new));
    let pairs = olds.iter().zip(&news);
    let n_before = pairs.take_while(|(one, other)| is_equal(one, other)).count();
    let (olds, news) = (&olds[n_before..], &news[n_before..]);
    let pairs = olds.iter().rev().zip(news.iter().rev());
    let n_behind = pairs.take_while(|(one, other)| is_equal(one, other)).count();
    let old_at = olds.first().map_or(old.len(), |token| token.start);
    let olds = &olds[..olds.len() - n_behind];
    let news = &news[..news.len() - n_behind];
    let mut edits = EditList { new, edits: Vec::new(), old_at };
    if olds.len().saturating_mul(news.len()) > MAX_CELLS {
        edits.add(covered(olds), covered(news));
        return edits.edits;
    }
    let common = CommonLengths::new(olds, news, is_equal);
    let (mut row, mut column) = (0, 0);
    loop {
        match (olds.get(row), news.get(column)) {
            (Some(one), Some(other)) if is_equal(one, other) => {
                edits.old_at = one.end;
                (row, column) = (row + 1, column + 1);
            }
            (Some(one), other)
                if other.is_none()
                    || common.at(row + 1, column) >= common.at(row, column + 1) =>
            {
                edits.add(Some(*one), None);
                row += 1;
            }
            (_, Some(other)) => {
                edits.add(None, Some(*other));
                column += 1;
            }
            (_, None) => return edits.edits,
        }
    }
}

/// How many tokens the rests of two texts share in order, from each pair of places on.
struct CommonLengths {
    width: usize,
    cells: Vec<u16>,
}

impl CommonLengths {
    fn new(
        olds: &[Span],
        news: &[Span],
        is_equal: impl Fn(&Span, &Span) -> bool,
    ) -> Self {
        let width = news.len() + 1;
        let mut cells = vec![0_u16; (olds.len() + 1) * width];
        for (row, one) in olds.iter().enumerate().rev() {
            for (column, other) in news.iter().enumerate().rev() {
                let at = row * width + column;
                cells[at] = if is_equal(one, other) {
                    cells[at + width + 1] + 1
                } else {
                    cells[at + width].max(cells[at + 1])
                };
            }
        }
        Self { width, cells }
    }

    fn at(&self, row: usize, column: usize) -> u16 {
        self.cells.get(row * self.width + column).copied().unwrap_or_default()
    }
}

fn is_equal(old: &str, new: &str) -> bool {
    old == new || (old.contains('\n') && new.trim().is_empty())
}

fn covered(tokens: &[Span]) -> Option<Span> {
    Some(tokens.first()?.cover(*tokens.last()?))
}

/// Words, stretches of white space, and the signs around words.
fn tokens(text: &str) -> Vec<Span> {
    let mut tokens: Vec<(Span, TokenKind)> = Vec::new();
    for (at, letter) in text.char_indices() {
        let kind = match letter {
            letter if letter.is_whitespace() => TokenKind::Space,
            letter if EDGE_SIGNS.contains(&letter) => TokenKind::Sign,
            _ => TokenKind::Word,
        };
        let end = at + letter.len_utf8();
        match tokens.last_mut() {
            Some((token, last)) if *last == kind && kind != TokenKind::Sign => {
                token.end = end;
            }
            _ => tokens.push((Span::new(at, end), kind)),
        }
    }
    tokens.into_iter().map(|(token, _)| token).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TokenKind {
    Word,
    Space,
    Sign,
}

/// Edits that are being collected; the last one grows while the texts go on differing.
struct EditList<'t> {
    new: &'t str,
    edits: Vec<WordEdit>,
    /// Where the old text has been compared to.
    old_at: usize,
}

impl EditList<'_> {
    fn add(&mut self, old: Option<Span>, new: Option<Span>) {
        let goes_on = self.edits.last().is_some_and(|edit| edit.old.end == self.old_at);
        if !goes_on {
            let old = Span::new(self.old_at, self.old_at);
            self.edits.push(WordEdit { old, new: String::new() });
        }
        let Some(edit) = self.edits.last_mut() else { return };
        if let Some(old) = old {
            edit.old.end = old.end;
            self.old_at = old.end;
        }
        if let Some(new) = new {
            edit.new.push_str(new.of(self.new));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(old: &str, new: &str) -> Vec<(String, String)> {
        let edits = word_edits(old, new).into_iter();
        edits.map(|edit| (edit.old.of(old).to_owned(), edit.new)).collect()
    }

    #[test]
    fn no_more_is_struck_out_than_differs() {
        for (old, new, expected) in [
            (
                "ngày 09/4/2020 của A",
                "ngày 08/4/2020 của A",
                &[("09/4/2020", "08/4/2020")][..],
            ),
            ("số 7-NQ/TU", "số 7-NQ/TU ngày 02/3/2020", &[("", " ngày 02/3/2020")]),
            ("a b c d", "x b c y", &[("a", "x"), ("d", "y")]),
            ("2020;", "2020.", &[(";", ".")]),
            ("một\nhai", "một hai", &[]),
            ("một  hai", "một hai", &[("  ", " ")]),
            ("", "a", &[("", "a")]),
            ("a", "", &[("a", "")]),
        ] {
            let wanted: Vec<_> = expected
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect();
            assert_eq!(shown(old, new), wanted, "{old} {new}");
        }
    }

    proptest! {
        #[test]
        fn edits_make_the_new_text(old in "[ab .;]{0,20}", new in "[ab .;]{0,20}") {
            let mut made = old.clone();
            for edit in word_edits(&old, &new).iter().rev() {
                made.replace_range(edit.old.start..edit.old.end, &edit.new);
            }
            prop_assert_eq!(made, new);
        }
    }
}
