//! Assignments from sentences: "X chủ trì, phối hợp với Y tham mưu Z …", "giao X …", "X
//! theo dõi, tổng hợp", and sentences whose subject stands before them.

use super::cell::Names;
use super::clause::SentenceReader;
use super::discourse::Discourse;
use super::duty::Assignment;
use super::labelled;
use super::lines::{Heads, Line, lines};
use super::standing::Standings;
use super::words::{CUES, Cue, has_duty_word};
use crate::document::block_label::LabelStyle;
use crate::document::outline::Outline;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

/// Longest heading that lists bodies, in bytes.
const MAX_HEADING: usize = 600;

/// Reads the assignments of the sentences outside of tables.
pub(super) fn read(
    names: Names<'_>,
    manuscript: &Manuscript,
    outline: &Outline,
    year: Option<i16>,
) -> Vec<Assignment> {
    let standings = Standings::new(manuscript, outline);
    let lines = lines(manuscript, outline, &standings);
    let mut reader = LineReader {
        discourse: Discourse::new(names, manuscript.text(), year),
        standings: &standings,
        headings: Vec::with_capacity(lines.len()),
        is_after_colon: false,
    };
    for line in &lines {
        let above = line.parent.and_then(|at| reader.headings.get(at).copied().flatten());
        let own = reader.line(line, above);
        reader.headings.push(own.or(above));
    }
    reader.discourse.read
}

/// Reads the lines of a text one after another.
struct LineReader<'t> {
    discourse: Discourse<'t>,
    standings: &'t Standings,
    /// By line: the bodies that head it and what stands under it.
    headings: Vec<Option<Span>>,
    /// Whether the line before ends in a colon and says that tasks follow.
    is_after_colon: bool,
}

impl LineReader<'_> {
    /// Reads a line under the bodies that head it; the bodies that it names for what
    /// stands under it.
    fn line(&mut self, line: &Line, above: Option<Span>) -> Option<Span> {
        let text = self.discourse.text;
        self.discourse.heading = above;
        self.discourse.subject = None;
        let gives_tasks =
            self.is_after_colon || self.standings.gives_tasks(line.provision);
        if line.heads > Heads::Nothing && line.body.len() <= MAX_HEADING {
            self.discourse.enter(line.body);
            if let Some(bodies) = self.discourse.heading_bodies(line) {
                return Some(bodies);
            }
        }
        let n_before = self.discourse.read.len();
        let is_item = line.style.is_some();
        let mut before: Option<Span> = None;
        let is_sentence = !labelled::is_labelled(text, line.body);
        let read = if is_sentence && (gives_tasks || line.has_duty_word) {
            sentences(text, line.body)
        } else {
            Vec::new()
        };
        for (index, sentence) in read.into_iter().enumerate() {
            if !gives_tasks && !has_duty_word(sentence.of(text)) {
                before = Some(sentence);
                continue;
            }
            if let Some(before) = before.take() {
                self.discourse.note_subject(before);
            }
            self.discourse.is_task_of_heading = index == 0 && gives_tasks && is_item;
            self.discourse.enter(sentence);
            SentenceReader::new(&mut self.discourse, sentence, gives_tasks, is_item)
                .read();
            self.discourse.add_deadline(n_before, sentence);
        }
        self.note_colon(line);
        let ends_open = line.body.of(text).ends_with(':');
        self.discourse.subject.filter(|_| ends_open)
    }

    /// Notes what a line says of the lines behind it.
    fn note_colon(&mut self, line: &Line) {
        let body = line.body.of(self.discourse.text);
        let is_lead_in = |cue| matches!(cue, Cue::Context | Cue::Charge | Cue::Ask);
        if body.ends_with(':') {
            self.is_after_colon = says(body, is_lead_in);
        } else if line.style == Some(LabelStyle::Roman) {
            self.is_after_colon = false;
        }
    }
}

/// Whether a cue stands anywhere in a text.
fn says(text: &str, is_wanted: impl Fn(Cue) -> bool) -> bool {
    let found = CUES.all(&CUES.words(text));
    found.into_iter().any(|found| is_wanted(found.value))
}

/// The sentences of a paragraph: parted by a full stop before a capital. A stop inside a
/// number, symbol or abbreviation, and three dots in mid-sentence, part nothing.
fn sentences(text: &str, body: Span) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut start = body.start;
    let mut letters = body.of(text).char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if !matches!(letter, '.' | '!' | '?' | '…') {
            continue;
        }
        let Some((_, ' ')) = letters.peek().copied() else { continue };
        let rest = body.of(text).get(at + letter.len_utf8()..).unwrap_or_default();
        if rest.trim_start().chars().next().is_some_and(char::is_uppercase) {
            let end = body.start + at + letter.len_utf8();
            sentences.push(Span::new(start, end).trimmed(text));
            start = end;
        }
    }
    sentences.push(Span::new(start, body.end).trimmed(text));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

#[cfg(test)]
#[path = "sentence_tests.rs"]
mod tests;
