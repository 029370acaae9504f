//! Assignments from sentences: "X chủ trì, phối hợp với Y tham mưu Z …", "giao X …", "X
//! theo dõi, tổng hợp", and sentences whose subject stands before them.

use super::cell::Names;
use super::clause::SentenceReader;
use super::discourse::Discourse;
use super::duty::Assignment;
use super::labelled;
use super::lines::{ARTICLE, Heads, Line, UNLABELLED, lines};
use super::standing::Standings;
use super::words::{CUES, Cue, DutySign, duty_sign};
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
        lead_ins: Vec::new(),
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
    /// The lines above that end in a colon and reach to the line that is read.
    lead_ins: Vec<LeadIn>,
}

impl LineReader<'_> {
    /// Reads a line under the bodies that head it; the bodies that it names for what
    /// stands under it.
    fn line(&mut self, line: &Line, above: Option<Span>) -> Option<Span> {
        let text = self.discourse.text;
        self.discourse.heading = above;
        self.discourse.subject = None;
        let gives_tasks =
            self.are_tasks_led_in(line) || self.standings.gives_tasks(line.provision);
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
            let given = gives_tasks.then_some(DutySign::Sure);
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

    /// Whether a sentence without a sure sign gives no task, told without cutting it into
    /// words: no body is spoken of, and none opens it.
    fn is_idle(&self, sentence: Span, sign: DutySign, is_item: bool) -> bool {
        let least = if is_item { DutySign::Joint } else { DutySign::Sure };
        let Discourse { names, text, .. } = &self.discourse;
        sign < least
            && self.discourse.unsaid_subject().is_none()
            && !names.registry.may_name_at(text, sentence.start)
    }

    /// Notes what a line says of the lines behind it.
    fn note_colon(&mut self, line: &Line) {
        let body = line.body.of(self.discourse.text);
        let is_lead_in = |cue| matches!(cue, Cue::Context | Cue::Charge | Cue::Ask);
        if body.ends_with(':') {
            let limit = (line.rank != UNLABELLED).then_some(line.rank);
            self.lead_ins.push(LeadIn { limit, gives_tasks: says(body, is_lead_in) });
        }
    }

    /// Whether the innermost line with a colon that reaches to a line says that tasks follow.
    fn are_tasks_led_in(&mut self, line: &Line) -> bool {
        if let Some(last) = self.lead_ins.last_mut() {
            let items = if line.rank == UNLABELLED {
                ARTICLE
            } else {
                line.rank.saturating_sub(1)
            };
            last.limit.get_or_insert(items);
        }
        while let Some(last) = self.lead_ins.last()
            && last.limit.is_some_and(|limit| line.rank <= limit)
        {
            self.lead_ins.pop();
        }
        self.lead_ins.last().is_some_and(|last| last.gives_tasks)
    }
}

/// A line that ends in a colon.
struct LeadIn {
    /// Rank of the lines that end what it leads in: its own, without a label one less than
    /// that of its first item. `None` until that is seen.
    limit: Option<u8>,
    gives_tasks: bool,
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
