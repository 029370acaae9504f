//! Whom a word of duty belongs to.

use super::clause::SentenceReader;
use super::words::Cue;
use tracuu_text::span::Span;

/// Longest name or list of names that runs to a word of duty, in words.
pub(super) const MAX_RUN: usize = 40;
/// Places at which such a run may begin.
const MAX_STARTS: usize = 4;

impl SentenceReader<'_, '_> {
    /// Who a duty at a word belongs to: the agencies right before it, else the subject of
    /// the sentence if it is near, else who is meant by a sentence that begins with it.
    pub(super) fn subject_of(&self, at: usize, max_gap: usize) -> Option<Span> {
        let is_partner = |chain: &Span| {
            self.draft.parties.iter().rev().take(MAX_STARTS).any(|(duty, span)| {
                *duty == super::duty::Duty::Coordinate
                    && span == chain
                    && self.draft.subject.is_some()
            })
        };
        let adjacent = self.adjacent(at);
        if adjacent.is_none_or(|chain| !is_partner(&chain))
            && let Some(named) = self.run_to(at).or(adjacent)
        {
            return Some(named);
        }
        if let Some(subject) = self.draft.subject {
            let behind_mark = self.is_mark(at.wrapping_sub(1), ",")
                || self.is_mark(at.wrapping_sub(1), ";");
            let is_near = at - self.draft.word.min(at) <= max_gap;
            return Some(subject).filter(|_| is_near || behind_mark);
        }
        if let Some(subject) = self.behind_clause(at, max_gap) {
            return Some(subject);
        }
        let opens = at == 0 || (self.draft.duty.is_none() && self.opens_clause(at));
        self.discourse.unsaid_subject().filter(|_| opens)
    }

    /// The bodies between a clause that opens the sentence and words set off by commas: "Trên
    /// cơ sở …, Sở A, trong quý I, chủ trì".
    fn behind_clause(&self, at: usize, max_gap: usize) -> Option<Span> {
        let end = self.gap_start(at);
        let opens = self.cue_at(self.draft.first, |cue| cue == Cue::Clause).is_some();
        let bodies = self.discourse.chain_before(self.words.get(end)?.span.start)?;
        let (start, behind) = (self.word_at(bodies.start), self.word_at(bodies.end));
        let is_set_off = self.is_mark(start.checked_sub(1)?, ",")
            && self.is_mark(behind, ",")
            && self.is_mark(end.checked_sub(1)?, ",");
        let is_near = behind + 1 < end && end - behind <= max_gap;
        (opens && is_set_off && is_near && bodies.start >= self.span.start)
            .then_some(bodies)
    }

    /// Whether only a lead-in or a clause stands before a word, without a subject.
    fn opens_clause(&self, at: usize) -> bool {
        let start = self.gap_start(at);
        let behind_mark = start
            .checked_sub(1)
            .is_some_and(|last| self.is_mark(last, ",") || self.is_mark(last, ";"));
        let is_first = start <= 2 && !(0..start).any(|at| self.is_mark(at, ","));
        is_first || behind_mark
    }

    /// The first of the words before `at` that only lead from a body to its duty: "được
    /// giao", "có trách nhiệm".
    pub(super) fn gap_start(&self, at: usize) -> usize {
        let mut start = at;
        loop {
            let longest = (1..=MAX_STARTS).rev().find_map(|n_words| {
                let before = start.checked_sub(n_words)?;
                let is_gap = self
                    .cue_at(before, |cue| cue == Cue::Gap)
                    .is_some_and(|gap| gap.end == start);
                is_gap.then_some(before)
            });
            let Some(before) = longest else { return start };
            start = before;
            // "có trách nhiệm, trực tiếp chủ trì"
            if let Some(comma) = start.checked_sub(1).filter(|at| self.is_mark(*at, ","))
                && self.gap_start(comma) < comma
            {
                start = comma;
            }
        }
    }

    /// The agencies right before a word, but for "được giao" and the like.
    pub(super) fn adjacent(&self, at: usize) -> Option<Span> {
        let start = self.words.get(at)?.span.start;
        let chain = self.discourse.chain_before(start)?;
        let is_adjacent = self.word_at(chain.end) == self.gap_start(at);
        (chain.start >= self.span.start && is_adjacent).then_some(chain)
    }

    /// The names that run from the start of the sentence, of the draft or of a part behind
    /// a comma to a word, known or not: all that stands there must read as names.
    fn run_to(&self, at: usize) -> Option<Span> {
        let end = self.gap_start(at);
        if self
            .words
            .get(end.checked_sub(1)?)
            .is_none_or(tracuu_text::words::Word::is_mark)
        {
            return None;
        }
        let first = self.draft.first.max(end.saturating_sub(MAX_RUN));
        // "Lập quy hoạch (Sở A chủ trì)", "…; Sở A chủ trì": what stands in brackets, or
        // behind what is no body, is read by itself.
        let bracket = (first..end).rev().find(|at| {
            self.is_mark(*at, "(")
                || self.is_mark(*at, ";") && !self.has_listed_head(first, *at)
        });
        let first = bracket.map_or(first, |bracket| bracket + 1);
        let opens_with_clause = bracket.is_none()
            && self.cue_at(self.draft.first, |cue| cue == Cue::Clause).is_some();
        let behind_comma = (first..end)
            .filter(|at| opens_with_clause && self.is_mark(*at, ","))
            .map(|at| at + 1);
        let is_whole = first == self.draft.first || bracket.is_some();
        let own = (is_whole && !opens_with_clause).then_some(first);
        own.into_iter().chain(behind_comma).take(MAX_STARTS).find_map(|start| {
            let bodies = self.span_of(start, end)?;
            let is_no_body = self.cue_at(start, |cue| {
                cue.is_duty()
                    || matches!(cue, Cue::Topic | Cue::Clause | Cue::Charge | Cue::Ask)
            });
            let has_duty = (start..end).any(|at| {
                self.cue_at(at, Cue::is_duty).is_some_and(|duty| duty.end <= end)
            });
            let registry = self.discourse.names.registry;
            (is_no_body.is_none()
                && !has_duty
                && registry.reads_as_names(bodies.of(self.discourse.text)))
            .then_some(bodies)
        })
    }

    /// Whether a subject has the form of a body's name, or is a heading that is one.
    pub(super) fn is_body(&self, subject: Span) -> bool {
        let name = subject.of(self.discourse.text);
        Some(subject) == self.discourse.unsaid_subject()
            || self.discourse.names.registry.has_listed_head(name)
    }

    fn has_listed_head(&self, start: usize, end: usize) -> bool {
        let words = self.span_of(start, end);
        words.is_some_and(|words| {
            self.discourse.names.registry.has_listed_head(words.of(self.discourse.text))
        })
    }

    /// The place of some words.
    pub(super) fn span_of(&self, start: usize, end: usize) -> Option<Span> {
        let words = self.words.get(start..end).filter(|words| !words.is_empty())?;
        Some(Span::new(words.first()?.span.start, words.last()?.span.end))
    }

    /// The bodies that are led, from a word on: a chain, or names up to a word of duty.
    pub(super) fn led_from(&self, start: usize) -> Option<Span> {
        let offset = self.words.get(start)?.span.start;
        if let Some(chain) = self.discourse.chain_from(offset) {
            return Some(chain);
        }
        // "lãnh đạo Ủy ban nhân dân xã" are also persons: there the name begins before.
        if let Some(name) =
            self.discourse.names.registry.name_at(self.discourse.text, offset)
            && name.span.of(self.discourse.text).starts_with(char::is_uppercase)
        {
            return Some(name.span);
        }
        let limit = self.words.len().min(start + MAX_RUN);
        let duty = (start..limit).find(|at| self.cue_at(*at, Cue::is_duty).is_some())?;
        let bodies = self.span_of(start, self.gap_start(duty))?;
        let registry = self.discourse.names.registry;
        registry.reads_as_names(bodies.of(self.discourse.text)).then_some(bodies)
    }
}
