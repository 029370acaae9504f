//! What of a labelled line is its heading and what is already text.
//!
//! A unit is either headed (`1. Công tác tuyên truyền`, with its text below) or is its own
//! text (`1. Giao Sở Tài chính bố trí kinh phí.`); the latter has an empty title. The final
//! punctuation, the length and what follows decide. Bold type is asked only where these say
//! nothing: a clause that is one short sentence, or a heading that runs into its text.

use super::line::{Line, Shape, is_open, n_words};
use super::numbering::{Label, Scheme};
use super::words::{self, Role};
use tracuu_text::capitals::is_capitals;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::sentence::is_complete;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal_words;

/// Most lines of a heading; the longest seen has six.
const MAX_LINES: usize = 8;

/// Longest heading without a final mark, in words; a longer line is text that lost it.
const MAX_WORDS: usize = 150;

/// Longest heading that ends with a colon, in words.
const MAX_LEAD_IN_WORDS: usize = 40;

/// Longest heading of parts and chapters that ends with a full stop, in words.
const MAX_GRAND_WORDS: usize = 40;

/// Longest title of an article that ends with a full stop, in words.
const MAX_ARTICLE_WORDS: usize = 25;

/// Longest heading of a clause that ends with a full stop, in words.
const MAX_CLAUSE_WORDS: usize = 12;

/// The heading of a unit.
pub(super) struct Heading {
    /// Its words, without the mark at the end; empty where there are none.
    pub title: Span,
    /// The text on the heading's own lines, where there is some.
    pub paragraph: Option<Span>,
    /// Lines taken, at least 1.
    pub n_lines: usize,
}

/// Where a heading is looked for.
pub(super) struct At<'a> {
    /// Place of the labelled line.
    pub line: usize,
    /// Its label.
    pub label: &'a Label,
    /// The label with which the line at a place begins.
    pub reading: &'a dyn Fn(usize) -> Option<Label>,
}

/// Reads the heading of the unit whose label stands at `at`.
pub(super) fn read(manuscript: &Manuscript, lines: &[Line<'_>], at: &At<'_>) -> Heading {
    let Some(line) = lines.get(at.line) else {
        return Heading { title: Span::default(), paragraph: None, n_lines: 1 };
    };
    let words = Span::new(line.span.start + at.label.end, line.span.end);
    let is_alone = words.is_empty();
    let n_lines = if is_alone {
        1 + n_title_lines(lines, at)
    } else {
        1 + n_further_lines(manuscript.slice(words), lines, at)
    };
    let end = lines.get(at.line + n_lines - 1).map_or(words.end, |last| last.span.end);
    let start = match lines.get(at.line + 1) {
        Some(next) if is_alone && n_lines > 1 => next.span.start,
        _ => words.start,
    };
    let whole = Span::new(start, end);
    let title =
        |span| Heading { title: bare(manuscript, span), paragraph: None, n_lines };
    let is_heading = is_heading(
        manuscript.slice(whole),
        at.label.scheme,
        manuscript.is_bold(whole),
        has_body(lines, at, at.line + n_lines),
    );
    if is_alone || is_heading {
        return title(whole);
    }
    if let Some(head) = run_in(manuscript, line, whole) {
        let rest = Span::new(head.end, whole.end).trimmed(manuscript.text());
        return Heading { title: bare(manuscript, head), paragraph: Some(rest), n_lines };
    }
    let title = Span::new(whole.start, whole.start);
    Heading { title, paragraph: Some(whole), n_lines }
}

/// Whether text, or a label of a unit that can stand inside, is on the line at `next`.
fn has_body(lines: &[Line<'_>], at: &At<'_>, next: usize) -> bool {
    match (at.reading)(next) {
        Some(label) => !label.scheme.is_named() && label.scheme != at.label.scheme,
        None => lines.get(next).is_some_and(|line| line.shape != Shape::Rule),
    }
}

/// Lines of the title below a label that stands alone.
fn n_title_lines(lines: &[Line<'_>], at: &At<'_>) -> usize {
    let is_title = |place: usize, line: &Line<'_>| {
        line.is_plain()
            && (at.reading)(place).is_none()
            && !line.text.starts_with(['-', '+', '•'])
    };
    let below = || lines.iter().enumerate().skip(at.line + 1).take(MAX_LINES);
    let n_capitals = below()
        .take_while(|(place, line)| is_title(*place, line) && line.is_capitals())
        .count();
    if n_capitals > 0 {
        return n_capitals;
    }
    let Some((place, first)) = below().next() else { return 0 };
    let is_short = first.n_words() <= MAX_ARTICLE_WORDS;
    if !is_title(place, first) || first.is_complete() || !is_short || first.is_open() {
        return 0;
    }
    1 + below()
        .skip(1)
        .take_while(|(place, line)| is_title(*place, line) && continues(line))
        .count()
}

/// Lines below that continue the words after a label: capitals after capitals, or a line
/// in small letters after one that is not finished.
fn n_further_lines(words: &str, lines: &[Line<'_>], at: &At<'_>) -> usize {
    let mut is_finished = is_complete(words);
    let mut are_capitals = is_capitals(words);
    let mut n = 0;
    for (place, line) in lines.iter().enumerate().skip(at.line + 1).take(MAX_LINES) {
        let goes_on = are_capitals && line.is_capitals() || continues(line);
        if is_finished || !line.is_plain() || (at.reading)(place).is_some() || !goes_on {
            break;
        }
        is_finished = line.is_complete();
        are_capitals = are_capitals && line.is_capitals();
        n += 1;
    }
    n
}

/// Whether a line begins in small letters, as the middle of a sentence does.
fn continues(line: &Line<'_>) -> bool {
    line.text.starts_with(char::is_lowercase)
}

/// Whether the words after a label are a heading; `is_bold` where all of them are in bold,
/// `has_body` where text or a unit of another kind follows below.
fn is_heading(words: &str, scheme: Scheme, is_bold: bool, has_body: bool) -> bool {
    let n_words = n_words(words);
    if !is_complete(words) {
        return n_words <= MAX_WORDS && !is_open(words);
    }
    let is_single = !has_sentence_inside(words);
    if words.ends_with(':') {
        return is_single && n_words <= MAX_LEAD_IN_WORDS;
    }
    if !words.ends_with('.') || words.ends_with("/.") || !is_single {
        return false;
    }
    match scheme {
        Scheme::Article => {
            let is_sentence = words::says(&normal_words(words), Role::Sentence);
            n_words <= MAX_ARTICLE_WORDS && has_body && !is_sentence
        }
        Scheme::Arabic | Scheme::Dotted | Scheme::Letter | Scheme::Bracket => {
            n_words <= MAX_CLAUSE_WORDS && has_body && is_bold
        }
        _ => n_words <= MAX_GRAND_WORDS,
    }
}

/// Whether a full stop inside is followed by a new sentence.
fn has_sentence_inside(words: &str) -> bool {
    words.match_indices(". ").any(|(at, _)| {
        let rest = words.get(at + 2..).unwrap_or_default();
        rest.trim_start().starts_with(char::is_uppercase)
    })
}

/// A heading that runs into its text: from the label on in bold or italics, the rest not,
/// parted by a full stop or a colon.
fn run_in(manuscript: &Manuscript, line: &Line<'_>, words: Span) -> Option<Span> {
    let runs = manuscript.runs();
    let first = runs.partition_point(|run| run.span.end <= words.start);
    let run = runs.get(first).filter(|run| run.span.start <= words.start)?;
    let is_inside = run.span.end < line.span.end && run.span.start >= line.span.start;
    let head = Span::new(words.start, run.span.end).trimmed(manuscript.text());
    let text = manuscript.slice(head);
    let rest = Span::new(head.end, words.end).of(manuscript.text()).trim_start();
    let is_parted = text.ends_with(['.', ':']) || rest.starts_with(['.', ':']);
    let is_head = is_inside && is_parted && n_words(text) > 1 && !rest.is_empty();
    let end = head.end + usize::from(!text.ends_with(['.', ':']));
    is_head.then_some(Span::new(head.start, end))
}

/// A heading without the mark at its end.
fn bare(manuscript: &Manuscript, span: Span) -> Span {
    let text = manuscript.slice(span);
    let kept = match text.trim_end() {
        text if text.ends_with("...") => text,
        text => text.trim_end_matches(['.', ':', ';', ' ']),
    };
    Span::new(span.start, span.start + kept.len())
}
