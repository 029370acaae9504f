//! The text of a paragraph that is being read: pieces of one style and one font, line and
//! page breaks between them. Its words decide how its letters are stored.

use crate::legacy::font::{FontLetters, has_unicode_letters};
use crate::legacy::{LegacyEncoding, recognise_in_font, recognise_text};
use crate::raw::BreakKind;
use tracuu_text::origin::{self, Origin};
use tracuu_text::span::Span;
use tracuu_text::styled::{Style, StyledText};

/// How a run is set, and where it stands in the source.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct RunSetting {
    pub(crate) style: Style,
    /// How its font stores letters.
    pub(crate) letters: FontLetters,
    /// Place in the part of the text, where the reader keeps places.
    pub(crate) source: Option<Span>,
}

/// The text of a paragraph as its source has it.
#[derive(Default)]
pub(crate) struct ParagraphPieces {
    pieces: Vec<Piece>,
}

enum Piece {
    Text {
        text: String,
        origins: Vec<Origin>,
        style: Style,
        letters: FontLetters,
    },
    /// The line ends, or the page does.
    Break(BreakKind),
    /// What comes next stands on this page of the source.
    Page(u32),
}

impl ParagraphPieces {
    /// Adds text of a run.
    pub(crate) fn push(&mut self, added: &str, run: RunSetting) {
        let has_place = matches!(self.pieces.last(), Some(Piece::Text { style, letters, .. })
            if (*style, *letters) == (run.style, run.letters));
        if !has_place {
            let (text, origins) = (String::new(), Vec::new());
            let RunSetting { style, letters, .. } = run;
            self.pieces.push(Piece::Text { text, origins, style, letters });
        }
        if let Some(Piece::Text { text, origins, .. }) = self.pieces.last_mut() {
            let span = Span::new(text.len(), text.len() + added.len());
            text.push_str(added);
            if let Some(source) = run.source {
                let is_exact = span.len() == source.len();
                origin::push(origins, Origin { span, source, is_exact });
            }
        }
    }

    /// Ends the line, or with [`BreakKind::PageEnd`] the page.
    pub(crate) fn break_line(&mut self, break_kind: BreakKind) {
        self.pieces.push(Piece::Break(break_kind));
    }

    /// Says on which page of the source the text to come stands.
    pub(crate) fn begin_page(&mut self, number: u32) {
        self.pieces.push(Piece::Page(number));
    }

    /// Puts other pieces before its own.
    pub(crate) fn prepend(&mut self, before: Self) {
        let own = std::mem::replace(&mut self.pieces, before.pieces);
        self.pieces.extend(own);
    }

    /// Its lines with what stands before each.
    pub(crate) fn lines(&mut self) -> Vec<(BreakKind, StyledText)> {
        self.settle_letters();
        let mut lines = vec![(BreakKind::Nothing, StyledText::default())];
        let mut page = None;
        for piece in self.pieces.drain(..) {
            match piece {
                Piece::Break(break_kind) => {
                    let mut line = StyledText::default();
                    if let Some(number) = page {
                        line.begin_page(number);
                    }
                    lines.push((break_kind, line));
                }
                Piece::Page(number) => {
                    page = Some(number);
                    if let Some((_, line)) = lines.last_mut() {
                        line.begin_page(number);
                    }
                }
                Piece::Text { text, origins, style, letters } => {
                    let (text, origins) = clean(&text, &origins, letters);
                    if let Some((_, line)) = lines.last_mut() {
                        line.push_traced(&text, style, &origins);
                    }
                }
            }
        }
        lines
    }

    /// Settles how the letters of the paragraph are stored: what its fonts say, where its
    /// words agree.
    fn settle_letters(&mut self) {
        for named in [Some(LegacyEncoding::Tcvn3), Some(LegacyEncoding::Vni), None] {
            if self.is_settled(named) {
                continue;
            }
            let text = self.text_named(named);
            let encoding = match named {
                Some(named) => recognise_in_font(named, &text),
                None => recognise_text(&text),
            };
            if encoding == named {
                continue;
            }
            for piece in &mut self.pieces {
                if let Piece::Text { letters, .. } = piece
                    && letters.encoding() == named
                {
                    *letters = letters.in_encoding(encoding);
                }
            }
        }
        join_marks(&mut self.pieces);
    }

    /// Whether nothing is to be settled for this encoding: no font names it, or there is none
    /// to name and letters of Unicode stand in the text.
    fn is_settled(&self, encoding: Option<LegacyEncoding>) -> bool {
        let mut texts = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text { text, letters, .. } if letters.encoding() == encoding => {
                Some(text)
            }
            _ => None,
        });
        match encoding {
            Some(_) => texts.next().is_none(),
            None => texts.any(|text| has_unicode_letters(text)),
        }
    }

    /// The words in fonts that name this encoding, or none.
    fn text_named(&self, encoding: Option<LegacyEncoding>) -> String {
        let mut joined = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text { text, letters, .. } if letters.encoding() == encoding => {
                    joined.push_str(text);
                }
                Piece::Page(_) => {}
                _ => joined.push(' '),
            }
        }
        joined
    }
}

/// A text whose runs of white space show as one space, and as none behind another or at the
/// start of a line, which `is_after_space` remembers (ISO/IEC 26300-1, 6.1.2; CSS 2, 16.6.1).
pub(crate) fn collapse_spaces(text: &str, is_after_space: &mut bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        let is_space = matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        if !is_space {
            // LibreOffice writes the hyphen that breaks no line as a letter.
            shown.push(if letter == '\u{2011}' { '-' } else { letter });
        } else if !*is_after_space {
            shown.push(' ');
        }
        *is_after_space = is_space;
    }
    shown
}

/// Moves a mark that begins a run to the letter before it, which ends the run before: VNI
/// stores the two apart, and they can be set differently.
fn join_marks(pieces: &mut [Piece]) {
    for place in 1..pieces.len() {
        let (before, after) = pieces.split_at_mut(place);
        let (
            Some(Piece::Text { text: head, origins: traced, letters: stored, .. }),
            Some(tail),
        ) = (before.last_mut(), after.first_mut())
        else {
            continue;
        };
        let Piece::Text { text, origins, letters, .. } = tail else { continue };
        let encoding = letters.encoding().filter(|one| stored.encoding() == Some(*one));
        let mark = text.chars().next().filter(|mark| {
            let letter = head.chars().next_back();
            encoding
                .zip(letter)
                .is_some_and(|(one, letter)| one.is_mark_of(letter, *mark))
        });
        let Some(mark) = mark else { continue };
        let n_bytes = mark.len_utf8();
        let moved = origins.iter().filter_map(|one| one.inside(Span::new(0, n_bytes)));
        moved.for_each(|one| origin::push(traced, one.moved(0, head.len())));
        head.push(mark);
        let kept = Span::new(n_bytes, text.len());
        let kept = origins.iter().filter_map(|one| one.inside(kept));
        *origins = kept.map(|one| one.moved(n_bytes, 0)).collect();
        text.drain(..n_bytes);
    }
}

/// A text as it is read: in Unicode, without soft hyphens (they show only where a line
/// ends), tabs and line ends inside a run as spaces, a run of them as one.
fn clean(text: &str, origins: &[Origin], letters: FontLetters) -> (String, Vec<Origin>) {
    let mut clean = String::with_capacity(text.len());
    let mut changes: Vec<(Span, Span)> = Vec::new();
    let mut read = 0;
    letters.decode_signs(text, |n_bytes, letters| {
        let (old, new) = (read, clean.len());
        read += n_bytes;
        for letter in letters.chars() {
            match letter {
                '\t' | '\n' | '\r' if clean.ends_with(' ') => {}
                '\t' | '\n' | '\r' => clean.push(' '),
                '\u{ad}' => {}
                letter if letter.is_control() => {}
                letter => clean.push(letter),
            }
        }
        let (old, new) = (Span::new(old, read), Span::new(new, clean.len()));
        match changes.last_mut() {
            Some((of, to)) if of.len() == to.len() && old.len() == new.len() => {
                (of.end, to.end) = (old.end, new.end);
            }
            _ => changes.push((old, new)),
        }
    });
    let origins = origin::retraced(origins, changes.into_iter());
    (clean, origins)
}
