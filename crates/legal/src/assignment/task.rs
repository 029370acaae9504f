//! The task of a sentence: who has it where no word of duty says so, and where it stands.

use rustc_hash::FxHashSet;

use super::clause::{Draft, SentenceReader};
use super::deadline_text::{deadline, is_date_word};
use super::duty::{Assignment, AssignmentSource, Duty, Party};
use super::lines::ends_open;
use super::words::{CUES, Column, Cue, HEADS};
use tracuu_text::span::Span;
use tracuu_text::syllable::is_letter;
use tracuu_text::words::Word;

/// Longest clause before a task whose subject is unsaid, in words.
const MAX_CLAUSE: usize = 24;
/// Most words between the words of duty and a deadline behind which no task stands: "hoàn
/// thành xong".
const MAX_BEFORE_DEADLINE: usize = 2;

/// Least words of a task.
const MIN_TASK: usize = 3;

impl SentenceReader<'_, '_> {
    /// Ends the draft before a byte, and keeps it if it gives someone a duty.
    pub(super) fn close(&mut self, end: usize) {
        while let Some(next) = self.next_doer(end) {
            let is_charged = self.draft.is_charged;
            self.close_one(next.start);
            self.draft.is_charged = is_charged;
            self.take_subject(next);
        }
        self.close_one(end);
    }

    /// Who has a task of their own behind the first one, without a word of duty: "Giao Sở A
    /// lập hồ sơ, Sở B bố trí vốn", "Sở A cân đối kinh phí; các xã bố trí đất".
    fn next_doer(&self, end: usize) -> Option<Span> {
        let (draft, end) = (&self.draft, self.word_at(end));
        let subject = draft.subject.filter(|_| draft.above.is_none())?;
        let is_charged = draft.is_charged && draft.duty.is_none();
        let opens = self.kind.gives_tasks && self.word_at(subject.start) == draft.first;
        if !is_charged && !opens {
            return None;
        }
        (draft.word + MIN_TASK..end).find_map(|at| {
            let is_parted =
                self.is_mark(at - 1, ";") || is_charged && self.is_mark(at - 1, ",");
            let start = self.words.get(at).filter(|_| is_parted)?.span.start;
            let chain = self.discourse.chain_from(start)?;
            let behind = self.word_at(chain.end);
            let next = self.words.get(behind).filter(|_| behind < end)?;
            let text = self.discourse.text;
            let is_small = next.span.of(text).starts_with(char::is_lowercase);
            let is_other = |cue: Cue| {
                let is_duty = !is_charged && (cue.is_duty() || cue == Cue::Gap);
                let is_joint = matches!(cue, Cue::And | Cue::With | Cue::Clause);
                cue.ends_task() || is_joint || is_duty
            };
            let verb = self.cues_at(behind).first();
            let is_verb = verb.is_none_or(|cue| !is_other(cue.value));
            (is_small && is_verb).then_some(chain)
        })
    }

    fn close_one(&mut self, end: usize) {
        let first = self.word_at(end);
        let fresh = Draft { start: end, tail: end, first, ..Draft::default() };
        let mut draft = std::mem::replace(&mut self.draft, fresh);
        if draft.is_done || self.goes_on_in_past(&draft) {
            return;
        }
        let mut led = None;
        if let (Some(above), None) = (draft.above, draft.duty) {
            led = draft.subject.replace(above);
            draft.word = self.word_at(above.end);
        }
        if draft.duty.is_none() {
            let task = without_marks(self.discourse.text, Span::new(draft.tail, end));
            let is_end = end == self.span.end;
            if self.says_only_to_do(task) || is_end && self.announces(task) {
                // "yêu cầu các sở thực hiện:" names no task.
                return;
            }
            let Some(subject) = self.doer(&mut draft, end) else { return };
            draft.duty = Some(Duty::Implement);
            let bodies = std::iter::once(subject).chain(led);
            draft.parties.extend(bodies.map(|body| (Duty::Implement, body)));
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
        let body = self.discourse.chain_from(self.span.start);
        let begins_with_body = body.is_some_and(|body| !self.is_verb_of_heading(body));
        if self.opens_with_clause() {
            return Some(heading).filter(|_| self.kind.gives_tasks && !begins_with_body);
        }
        // "Phân công một đồng chí …" is a task, "Phân công:" none.
        let longest = self.cue_at(0, |_| true).map(|cue| cue.end);
        let charge = self.cue_at(0, |cue| cue == Cue::Charge).map(|cue| cue.end);
        let gives = charge.is_some() && charge == longest;
        let is_topic = !gives && self.cue_at(0, |cue| cue == Cue::Topic).is_some();
        (!begins_with_body && !is_topic && self.has_predicate(draft, end))
            .then_some(heading)
    }

    /// "Trong thời hạn 10 ngày, gửi …": a clause, and words behind its comma.
    fn opens_with_clause(&self) -> bool {
        let comma = (1..MAX_CLAUSE).find(|at| self.is_mark(*at, ","));
        self.cue_at(0, |cue| cue == Cue::Clause).is_some()
            && comma.is_some_and(|comma| comma + 1 < self.words.len())
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
            .is_some_and(|word| word.normal.chars().all(is_letter));
        let is_denied = self.cue_at(first, Cue::ends_task);
        (self.kind.gives_tasks || draft.is_charged) && is_word && is_denied.is_none()
    }

    fn keep(&mut self, draft: &Draft, end: usize) {
        let text = self.discourse.text;
        let whole = Span::new(draft.start, end).trimmed(text);
        let task = self.task(draft, end);
        let listed = draft
            .parties
            .iter()
            .flat_map(|(duty, chain)| self.discourse.names.list(text, *chain, *duty));
        let mut known = FxHashSet::default();
        let parties: Vec<Party> =
            listed.filter(|party| known.insert((party.duty, party.span))).collect();
        // A subject named earlier in the same block is part of the evidence.
        let subject = draft.subject.filter(|_| self.discourse.subject == draft.subject);
        let span = subject.map_or(whole, |subject| whole.cover(subject));
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
            deadline: deadline(text, self.words_in(whole)),
            product: None,
            span,
            provision: None,
        });
    }

    /// The words of the task: behind those of duty, else before them, as in "Lập quy hoạch
    /// (Sở Xây dựng chủ trì)".
    fn task(&self, draft: &Draft, end: usize) -> Span {
        let text = self.discourse.text;
        let behind = without_marks(text, Span::new(draft.tail, end));
        let says_what = !self.says_only_to_do(behind) && !self.is_deadline(behind);
        if !behind.is_empty() && says_what {
            return behind;
        }
        let first = draft.parties.iter().map(|(_, body)| body.start).min();
        let first = first.filter(|first| *first > draft.start && !draft.is_charged);
        let before = first.map(|first| {
            let last = self.word_at(first).checked_sub(1);
            let by = last.filter(|at| self.cue_at(*at, |cue| cue == Cue::By).is_some());
            let end =
                by.and_then(|at| self.words.get(at)).map_or(first, |w| w.span.start);
            without_marks(text, Span::new(draft.start, end))
        });
        let is_task = |before: &Span| {
            before.of(text).contains(' ')
                && self
                    .cue_at(self.word_at(before.start), |cue| cue == Cue::Clause)
                    .is_none()
        };
        before.filter(is_task).unwrap_or(behind)
    }

    /// Whether words say no more than that something is to be done: "thực hiện".
    fn says_only_to_do(&self, words: Span) -> bool {
        let own = self.words_in(words);
        let found = HEADS.longest_at(own, 0);
        found.is_some_and(|found| {
            found.value == Column::Implementing && found.end == own.len()
        })
    }

    /// Whether words in a line with a colon say no more than that tasks follow: "triển khai
    /// một số nội dung sau".
    fn announces(&self, words: Span) -> bool {
        let own = self.words_in(words);
        ends_open(self.discourse.text, self.span)
            && CUES
                .ending_at(own, own.len())
                .iter()
                .any(|found| found.value == Cue::Follows)
    }

    fn words_in(&self, place: Span) -> &[Word<'_>] {
        let (first, end) = (self.word_at(place.start), self.word_at(place.end));
        self.words.get(first..end).unwrap_or_default()
    }

    /// Whether words say no more than when: "hoàn thành trong năm 2026".
    fn is_deadline(&self, words: Span) -> bool {
        let text = self.discourse.text;
        let inside = words.of(text).trim_end_matches([')', ' ', '.']);
        let words = Span::new(words.start, words.start + inside.len());
        let own = self.words_in(words);
        own.iter().all(|word| is_date_word(&word.normal))
            || deadline(text, own).is_some_and(|due| {
                let n_before =
                    self.word_at(due.start).saturating_sub(self.word_at(words.start));
                n_before <= MAX_BEFORE_DEADLINE && due.end >= words.end
            })
    }
}

/// A place without the marks at its ends.
pub(super) fn without_marks(text: &str, place: Span) -> Span {
    let inside = place.of(text);
    let from_start = inside.trim_start_matches([',', ':', ';', ' ', '\n', ')']);
    let start = place.end - from_start.len();
    let kept = from_start.trim_end_matches([' ', '.', ';', ',', ':', '/', '\n', '(']);
    Span::new(start, start + kept.len())
}
