//! The task of a sentence: who has it where no word of duty says so, and where it stands.

use super::clause::{Draft, SentenceReader};
use super::deadline_text::deadline;
use super::duty::{Assignment, AssignmentSource, Duty, Party};
use super::words::Cue;
use tracuu_text::span::Span;

impl SentenceReader<'_, '_> {
    /// Ends the draft before a byte, and keeps it if it gives someone a duty.
    pub(super) fn close(&mut self, end: usize) {
        let first = self.word_at(end);
        let fresh = Draft { start: end, tail: end, first, ..Draft::default() };
        let mut draft = std::mem::replace(&mut self.draft, fresh);
        if draft.is_done {
            return;
        }
        if let (Some(above), None) = (draft.above, draft.duty) {
            draft.subject = Some(above);
            draft.word = self.word_at(above.end);
        }
        if draft.duty.is_none() {
            let Some(subject) = self.doer(&mut draft, end) else { return };
            draft.duty = Some(Duty::Implement);
            draft.parties.push((Duty::Implement, subject));
        }
        self.keep(&draft, end);
    }

    /// Who has the task of a draft without a word of duty: its subject, else the heading.
    fn doer(&self, draft: &mut Draft, end: usize) -> Option<Span> {
        if let Some(subject) = draft.subject {
            return Some(subject).filter(|_| self.has_predicate(draft, end));
        }
        let opens = draft.start == self.span.start && self.discourse.is_task_of_heading;
        let heading = self.discourse.heading.filter(|_| opens)?;
        let begins_with_body = self.discourse.chain_from(self.span.start).is_some();
        let is_topic = self.cue_at(0, |cue| matches!(cue, Cue::Topic)).is_some();
        (!begins_with_body && !is_topic && self.has_predicate(draft, end))
            .then_some(heading)
    }

    /// Whether a subject without a word of duty is given the task behind it.
    fn has_predicate(&self, draft: &Draft, end: usize) -> bool {
        let mut first = draft.word;
        let end = self.word_at(end);
        if self.is_mark(first, ":") {
            first += 1;
        }
        let is_word = self
            .words
            .get(first)
            .filter(|_| first < end)
            .is_some_and(|word| word.normal.chars().all(char::is_alphabetic));
        let is_denied =
            self.cue_at(first, |cue| matches!(cue, Cue::NotPredicate | Cue::Done));
        (self.gives_tasks || draft.is_charged) && is_word && is_denied.is_none()
    }

    fn keep(&mut self, draft: &Draft, end: usize) {
        let text = self.discourse.text;
        let task = Span::new(draft.tail, end).of(text);
        let lead_in =
            task.len() - task.trim_start_matches([',', ':', ';', ' ', '\n']).len();
        let whole = Span::new(draft.start, end).trimmed(text);
        let mut task = Span::new(draft.tail + lead_in, end);
        task.end -= task.of(text).len()
            - task.of(text).trim_end_matches([' ', '.', ';', ',', '/', '\n']).len();
        let mut parties: Vec<Party> = Vec::new();
        for (duty, chain) in &draft.parties {
            for party in self.discourse.names.list(text, *chain, *duty) {
                let is_same = |one: &Party| one.duty == *duty && one.span == party.span;
                if !parties.iter().any(is_same) {
                    parties.push(party);
                }
            }
        }
        // A subject named earlier in the same block is part of the evidence.
        let subject = draft.subject.filter(|_| self.discourse.subject == draft.subject);
        let span = subject.map_or(whole, |subject| whole.cover(subject));
        let words = self.word_at(whole.start)..self.word_at(whole.end);
        self.discourse.read.push(Assignment {
            source: AssignmentSource::Text,
            duty: draft.duty.unwrap_or(Duty::Implement),
            row: None,
            refines: None,
            group: None,
            task: if task.is_empty() { whole } else { task },
            items: Vec::new(),
            measures: Vec::new(),
            parties,
            deadline: deadline(text, self.words.get(words).unwrap_or_default()),
            product: None,
            span,
            provision: None,
        });
    }
}
