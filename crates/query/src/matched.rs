//! What of a suggestion's text was typed, as pieces.

use super::answer::SnippetFragment;
use tracuu_index::suggest::word::{TypedWord, words};
use tracuu_text::span::Span;
use tracuu_text::syllable::{folded, is_invisible};

/// The word of a symbol that need not be typed.
const NUMBER_WORD: &str = "so";

/// A word of the text, folded.
struct Word {
    span: Span,
    folded: String,
}

/// The text in pieces that concatenate to it; those that were typed are marked: the words
/// one after the other where they stand so, else each where it stands first.
pub(crate) fn pieces(text: &str, typed: &[TypedWord]) -> Vec<SnippetFragment> {
    let words: Vec<Word> =
        words(text).filter_map(|span| Word::from_span(text, span)).collect();
    let typed = folded_typed(typed);
    let in_order = (0..words.len()).find_map(|start| sequence(&words, start, &typed));
    let mut places = in_order.unwrap_or_else(|| scattered(&words, &typed));
    places.sort_unstable();
    let marks = places
        .into_iter()
        .filter_map(|(at, which)| Some(mark(text, words.get(at)?, typed.get(which)?)));
    cut(text, marks)
}

impl Word {
    /// The word under a span; `None` where it has no letter.
    fn from_span(text: &str, span: Span) -> Option<Self> {
        let folded = folded(span.of(text));
        (!folded.is_empty()).then_some(Self { span, folded })
    }
}

fn folded_typed(typed: &[TypedWord]) -> Vec<(String, bool)> {
    typed.iter().map(|word| (word.folded(), word.is_whole())).collect()
}

/// Every place of the text where the typed words stand one after the other with the marks
/// that were typed, in order; places do not overlap.
pub(crate) fn places(text: &str, typed: &[TypedWord]) -> Vec<Span> {
    let asked = folded_typed(typed);
    let Some((first, _)) = asked.first() else { return Vec::new() };
    let spans: Vec<Span> = words(text).collect();
    // "số" may stand before each of them.
    let n_around = 2 * asked.len();
    let mut found: Vec<Span> = Vec::new();
    for (at, span) in spans.iter().enumerate() {
        let is_behind = found.last().is_none_or(|last| last.end <= span.start);
        if !is_behind || !may_begin(span.of(text), first) {
            continue;
        }
        let around = spans.iter().skip(at).take(n_around);
        let words: Vec<Word> =
            around.filter_map(|span| Word::from_span(text, *span)).collect();
        let pairs = sequence(&words, 0, &asked).unwrap_or_default();
        let agrees = |(at, which): &(usize, usize)| {
            let word = words.get(*at).map(|word| word.span.of(text));
            let typed = typed.get(*which);
            word.zip(typed).is_some_and(|(word, typed)| typed.has_its_marks(word))
        };
        let last = pairs.last().filter(|_| pairs.iter().all(agrees));
        let last = last.and_then(|(at, _)| words.get(*at));
        found.extend(last.map(|last| span.cover(last.span)));
    }
    found
}

/// Whether a word can fit one that was typed, by its first letter; most cannot, and need
/// not be folded.
fn may_begin(word: &str, asked: &str) -> bool {
    let Some(letter) = word.chars().find(|letter| !is_invisible(*letter)) else {
        return false;
    };
    let first = if letter.is_ascii() {
        Some(letter.to_ascii_lowercase())
    } else {
        folded(letter.encode_utf8(&mut [0; 4])).chars().next()
    };
    // The zero in front of a number need not be typed.
    letter == '0' || first == asked.chars().next()
}

/// The words from `start` on that are the typed ones, "số" skipped: pairs of a word of the
/// text and a typed one.
fn sequence(
    words: &[Word],
    start: usize,
    typed: &[(String, bool)],
) -> Option<Vec<(usize, usize)>> {
    let mut places = Vec::with_capacity(typed.len());
    let mut at = start;
    for (which, asked) in typed.iter().enumerate() {
        let skips = words.get(at).is_some_and(|word| word.folded == NUMBER_WORD);
        if which > 0 && skips && !fits(words.get(at)?, asked) {
            at += 1;
        }
        if !fits(words.get(at)?, asked) {
            return None;
        }
        places.push((at, which));
        at += 1;
    }
    Some(places)
}

/// The first word of the text for each typed one; each word is taken once.
fn scattered(words: &[Word], typed: &[(String, bool)]) -> Vec<(usize, usize)> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (which, asked) in typed.iter().enumerate() {
        let free = |at: &usize| places.iter().all(|(taken, _)| taken != at);
        let fitting = (0..words.len())
            .filter(free)
            .find(|at| words.get(*at).is_some_and(|word| fits(word, asked)));
        if let Some(at) = fitting {
            places.push((at, which));
        }
    }
    places
}

/// Whether a word of the text is the typed one, or begins with it where it is still open.
/// The zero in front of a number need not be typed.
fn fits(word: &Word, (asked, is_whole): &(String, bool)) -> bool {
    let number = word.folded.trim_start_matches('0');
    let of = |form: &str| {
        if *is_whole { form == asked } else { form.starts_with(asked.as_str()) }
    };
    of(&word.folded) || (!number.is_empty() && of(number))
}

/// The part of a word that was typed: all of it, or as many letters.
fn mark(text: &str, word: &Word, (asked, is_whole): &(String, bool)) -> Span {
    if *is_whole || word.folded == *asked {
        return word.span;
    }
    let n_skipped = if word.folded.starts_with(asked.as_str()) {
        0
    } else {
        word.folded.len() - word.folded.trim_start_matches('0').len()
    };
    let n_letters = n_skipped + asked.chars().count();
    let mut n_seen = 0;
    let written = word.span.of(text);
    for (at, letter) in written.char_indices() {
        let mut utf8 = [0; 4];
        let is_letter = !folded(letter.encode_utf8(&mut utf8)).is_empty();
        if is_letter && n_seen == n_letters {
            return Span::new(word.span.start, word.span.start + at);
        }
        n_seen += usize::from(is_letter);
    }
    word.span
}

/// The text cut at the marks, which are ascending; marks with nothing but a space or a
/// separator between stay apart, so that each is a word.
fn cut(text: &str, marks: impl Iterator<Item = Span>) -> Vec<SnippetFragment> {
    let mut pieces = Vec::new();
    let mut add = |span: Span, hit: bool| {
        if !span.is_empty() {
            pieces.push(SnippetFragment { text: span.of(text).to_owned(), hit });
        }
    };
    let mut done = 0;
    for mark in marks {
        add(Span::new(done, mark.start), false);
        add(mark, true);
        done = mark.end;
    }
    add(Span::new(done, text.len()), false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::readings;

    fn shown(text: &str, typed: &str) -> String {
        let reading = readings(typed).remove(0);
        let show = |piece: SnippetFragment| {
            if piece.hit { format!("[{}]", piece.text) } else { piece.text }
        };
        pieces(text, &reading.words).into_iter().map(show).collect()
    }

    #[test]
    fn typed_words_are_marked_in_their_order() {
        for (typed, expected) in [
            ("nghi quy", "[Nghị] [quy]ết số 07-NQ/TU"),
            ("nghi quyet 07", "[Nghị] [quyết] số [07]-NQ/TU"),
            ("nghi quyet 7", "[Nghị] [quyết] số [07]-NQ/TU"),
            ("nghi quyet so 0", "[Nghị] [quyết] [số] [0]7-NQ/TU"),
            ("7-nq", "Nghị quyết số [07]-[NQ]/TU"),
            ("nq 7 t", "Nghị quyết số [07]-[NQ]/[T]U"),
            ("xyz", "Nghị quyết số 07-NQ/TU"),
        ] {
            assert_eq!(shown("Nghị quyết số 07-NQ/TU", typed), expected, "{typed}");
        }
    }

    #[test]
    fn letters_are_counted_without_their_marks() {
        let text = "quye\u{302}\u{301}t định";
        assert_eq!(shown(text, "quye"), "[quye\u{302}\u{301}]t định");
    }
}
