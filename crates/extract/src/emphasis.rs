//! Emphasis: which runs of `*` and `_` open and close bold and italic text.

use super::inline_token::{EmphasisRun, InlineToken};

/// Decides which runs of marks are emphasis.
pub(super) fn pair_marks(tokens: &mut [InlineToken<'_>]) -> OpenMarks {
    let mut open = OpenMarks::default();
    for place in 0..tokens.len() {
        let at_line_end = tokens
            .get(place + 1)
            .is_none_or(|next| matches!(next, InlineToken::LineEnd(_)));
        let at_line_start = place
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .is_none_or(|before| matches!(before, InlineToken::LineEnd(_)));
        let Some(InlineToken::EmphasisRun(marks)) = tokens.get(place) else { continue };
        let marks = marks.clone();
        if has_bold(&marks) {
            open.bold(tokens, place, &marks, at_line_start || at_line_end);
        }
        if has_italic(&marks) {
            open.italic(tokens, place, &marks);
        }
    }
    open
}

fn has_bold(marks: &EmphasisRun) -> bool {
    matches!(marks.length, 2 | 3) || (marks.length == 4 && marks.letter == '*')
}

fn has_italic(marks: &EmphasisRun) -> bool {
    matches!(marks.length, 1 | 3)
}

/// Runs that are open.
#[derive(Default)]
pub(super) struct OpenMarks {
    /// The run that opened bold text, for `*` and `_`.
    bold: [Option<usize>; 2],
    /// Runs that may have opened italic text, for `*` and `_`.
    italic: [Vec<usize>; 2],
    /// Runs that would close something, but nothing was open.
    unopened: Vec<usize>,
}

impl OpenMarks {
    fn bold(
        &mut self,
        tokens: &mut [InlineToken<'_>],
        place: usize,
        marks: &EmphasisRun,
        edge: bool,
    ) {
        let is_star = marks.letter == '*';
        let slot = &mut self.bold[usize::from(!is_star)];
        if marks.length == 4 {
            if slot.is_some() {
                set(tokens, place, |found| found.bold = Some(true));
            }
            return;
        }
        let touches = marks.opens || marks.closes || (is_star && edge);
        let may_close = marks.closes || (is_star && touches);
        let may_open = marks.opens || (is_star && edge);
        match *slot {
            Some(start) if may_close => {
                *slot = None;
                set(tokens, start, |found| found.bold = Some(true));
                set(tokens, place, |found| found.bold = Some(false));
            }
            None if may_open => *slot = Some(place),
            None if marks.closes && !marks.after_digit => self.unopened.push(place),
            _ => {}
        }
    }

    fn italic(
        &mut self,
        tokens: &mut [InlineToken<'_>],
        place: usize,
        marks: &EmphasisRun,
    ) {
        let stack = &mut self.italic[usize::from(marks.letter != '*')];
        if marks.closes
            && let Some(start) = stack.pop()
        {
            set(tokens, start, |found| found.italic = Some(true));
            set(tokens, place, |found| found.italic = Some(false));
        } else if marks.opens {
            stack.push(place);
        } else if marks.closes && !marks.after_digit {
            self.unopened.push(place);
        }
    }

    /// Emphasis torn by a page end: a paragraph that does not end opens it for good, one
    /// that goes on in lower case closes what an earlier page opened.
    pub(super) fn close_torn(self, tokens: &mut [InlineToken<'_>], source: &str) {
        let text = source.trim_end_matches(|c: char| c.is_whitespace() || c == '*');
        if !text.ends_with(['.', ';', ':', '!', '?', '…']) {
            if let Some(place) = self.bold[0] {
                set(tokens, place, |found| found.bold = Some(true));
            }
            if let Some(place) = self.italic[0].last() {
                set(tokens, *place, |found| found.italic = Some(true));
            }
        }
        let goes_on = source.trim_start().starts_with(char::is_lowercase);
        let is_first = |place: usize| {
            let before = tokens.iter().take(place);
            !before.into_iter().any(|token| matches!(token, InlineToken::EmphasisRun(_)))
        };
        if let Some(place) = self.unopened.first()
            && goes_on
            && is_first(*place)
        {
            set(tokens, *place, |found| {
                found.bold = has_bold(found).then_some(false);
                found.italic = has_italic(found).then_some(false);
            });
        }
    }
}

fn set(tokens: &mut [InlineToken<'_>], place: usize, change: impl Fn(&mut EmphasisRun)) {
    if let Some(InlineToken::EmphasisRun(marks)) = tokens.get_mut(place) {
        change(marks);
    }
}
