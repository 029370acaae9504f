//! Assignments from sentences: "X chủ trì, phối hợp với Y tham mưu Z …", "giao X …", "X
//! theo dõi, tổng hợp", and sentences whose subject stands before them.

use super::cell::Names;
use super::clause::{SentenceKind, SentenceReader};
use super::discourse::Discourse;
use super::duty::{Assignment, Duty};
use super::labelled;
use super::lines::{Heads, Line, ends_open, lines};
use super::standing::Standings;
use super::words::{CUES, DutySign, duty_sign};
use crate::document::outline::Outline;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;
use tracuu_text::words::words_and_marks_in;

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
    };
    for line in &lines {
        let above = line.parent.and_then(|at| reader.headings.get(at).copied());
        let above = above.unwrap_or_default();
        let own = reader.line(line, above);
        let gives_tasks = match own {
            // "1. Sở A:" says no more than whose it is.
            Some(_) => above.gives_tasks || line.gives_tasks == Some(true),
            None => line.gives_tasks.unwrap_or(above.gives_tasks),
        };
        let (bodies, is_own) = (own.or(above.bodies), own.is_some());
        reader.headings.push(Heading { bodies, is_own, gives_tasks });
    }
    reader.discourse.read
}

/// Reads the lines of a text one after another.
struct LineReader<'t> {
    discourse: Discourse<'t>,
    standings: &'t Standings,
    /// By line: what it says of what stands under it.
    headings: Vec<Heading>,
}

/// What a line and those above it say of what stands under it.
#[derive(Clone, Copy, Default)]
struct Heading {
    /// The bodies that head it.
    bodies: Option<Span>,
    /// Whether the line itself names them.
    is_own: bool,
    /// Whether these are tasks.
    gives_tasks: bool,
}

impl LineReader<'_> {
    /// Reads a line under the bodies that head it; the bodies that it names for what
    /// stands under it.
    fn line(&mut self, line: &Line, above: Heading) -> Option<Span> {
        let text = self.discourse.text;
        self.discourse.heading = above.bodies;
        self.discourse.subject = None;
        let gives_tasks = above.gives_tasks || self.standings.gives_tasks(line.provision);
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
        let leads_in = line.leads_in_tasks(text);
        let read = if is_sentence && (gives_tasks || leads_in || line.has_duty_word) {
            sentences(text, line.body)
        } else {
            Vec::new()
        };
        for (index, sentence) in read.into_iter().enumerate() {
            let leads_in = leads_in && ends_open(text, sentence);
            let given = (gives_tasks || leads_in).then_some(DutySign::Sure);
            let Some(sign) = given.or_else(|| duty_sign(sentence.of(text))) else {
                before = Some(sentence);
                continue;
            };
            if let Some(before) = before.take() {
                self.discourse.note_subject(before);
            }
            if self.is_idle(sentence, sign, is_item) {
                self.discourse.add_deadline(n_before, sentence);
                continue;
            }
            self.discourse.is_task_of_heading =
                index == 0 && gives_tasks && (is_item || above.is_own);
            self.discourse.enter(sentence);
            if gives_tasks && self.parts(sentence) {
                self.discourse.heading = above.bodies;
                continue;
            }
            let kind = SentenceKind { gives_tasks, is_item, leads_in };
            SentenceReader::new(&mut self.discourse, sentence, kind).read();
            self.discourse.add_deadline(n_before, sentence);
        }
        self.discourse.subject.filter(|_| ends_open(text, line.body))
    }

    /// Reads "Sở A: (1) …; (2) …" as tasks of the bodies before the first label; false where
    /// the sentence has another form.
    fn parts(&mut self, sentence: Span) -> bool {
        let Discourse { names, text, .. } = self.discourse;
        let parts = labelled_parts(text, sentence);
        let Some((first, _)) = parts.split_first().filter(|_| parts.len() > 1) else {
            return false;
        };
        let lead = Span::new(sentence.start, first.start).of(text).trim_end();
        let start = sentence.start + opening_len(lead);
        let Some(bodies) = self.discourse.chain_from(start) else { return false };
        let behind = lead.get(bodies.end - sentence.start..);
        if behind.map(str::trim) != Some(":")
            || names.list(text, bodies, Duty::Lead).is_empty()
        {
            return false;
        }
        self.discourse.heading = Some(bodies);
        for part in &parts {
            self.discourse.subject = None;
            self.discourse.is_task_of_heading = true;
            self.discourse.enter(part.body);
            let kind = SentenceKind { gives_tasks: true, is_item: true, leads_in: false };
            SentenceReader::new(&mut self.discourse, part.body, kind).read();
        }
        self.discourse.subject = Some(bodies);
        true
    }

    /// Whether a sentence without a sure sign gives no task, told without cutting it into
    /// words: no body is spoken of, and none opens it.
    fn is_idle(&self, sentence: Span, sign: DutySign, is_item: bool) -> bool {
        let least = if is_item { DutySign::Joint } else { DutySign::Sure };
        let Discourse { names, text, .. } = &self.discourse;
        sign < least
            && self.discourse.unsaid_subject().is_none()
            && !names.registry.may_name_at(text, sentence.start)
    }
}

/// A part of a sentence behind a label of its own.
struct Part {
    /// Where the label begins.
    start: usize,
    /// The words behind it.
    body: Span,
}

/// The parts of a sentence that are counted: "(1) …; (2) …", "a) …; b) …". Linear.
fn labelled_parts(text: &str, sentence: Span) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let words = sentence.of(text);
    for (close, _) in words.match_indices(") ") {
        let label = words.get(..close).unwrap_or_default();
        let open = label.rfind([' ', '(']).map_or(0, |at| at + 1);
        let number = parts.len() + 1;
        let is_next = match label.get(open..).unwrap_or_default().as_bytes() {
            [letter @ b'a'..=b'z'] => usize::from(letter - b'a') + 1 == number,
            digits => {
                std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok())
                    == Some(number)
            }
        };
        if !is_next {
            continue;
        }
        let start = sentence.start
            + label.get(..open).unwrap_or_default().trim_end_matches('(').len();
        if let Some(last) = parts.last_mut() {
            last.body = Span::new(last.body.start, start).trimmed(text);
        }
        let body = Span::new(sentence.start + close + 1, sentence.end).trimmed(text);
        parts.push(Part { start, body });
    }
    parts
}

/// The length of the words that charge a body at the start of a sentence: "Giao ".
fn opening_len(sentence: &str) -> usize {
    let words: Vec<_> =
        words_and_marks_in(sentence, Span::new(0, sentence.len())).collect();
    let found = CUES.starting_at(&words, 0).into_iter().find(|found| found.value.opens());
    let behind = found.and_then(|found| words.get(found.end));
    behind.map_or(0, |word| word.span.start)
}

/// The sentences of a paragraph: parted by a full stop before a capital. A stop inside a
/// number, symbol or abbreviation, and three dots in mid-sentence, part nothing.
fn sentences(text: &str, body: Span) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut start = body.start;
    let words = body.of(text);
    for (blank, _) in words.match_indices(' ') {
        let (before, rest) = words.split_at_checked(blank).unwrap_or_default();
        let is_stop = before.ends_with(['.', '!', '?', '…']);
        if is_stop && rest.trim_start().starts_with(char::is_uppercase) {
            let end = body.start + blank;
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
