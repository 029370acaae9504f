//! How a sentence opens: whom it charges or names before it says what is to be done.

use super::clause::SentenceReader;
use super::discourse::Discourse;
use super::words::Cue;
use tracuu_text::span::Span;

/// Most words of a name before a colon.
const MAX_NAME: usize = 16;

impl SentenceReader<'_, '_> {
    /// Reads "giao" and the subject at the start of the sentence; the word behind.
    pub(super) fn open(&mut self) -> usize {
        let charge =
            self.cue_at(0, |cue| matches!(cue, Cue::Charge | Cue::Ask | Cue::Opening));
        let first = charge.map_or(0, |charge| charge.end);
        self.draft.first = first;
        self.draft.is_charged = charge.is_some();
        let start = self.words.get(first).map(|word| word.span.start);
        let chain = start
            .and_then(|start| self.discourse.chain_from(start))
            .or_else(|| charge.and_then(|_| self.class_from(first)))
            .or_else(|| self.unlisted_opening(first));
        let Some(chain) = self.named_before_colon(first).or(chain) else { return 0 };
        let word = self.take_subject(self.partners_from(first).unwrap_or(chain));
        if charge.is_some_and(|charge| charge.value == Cue::Opening)
            && self.cue_at(0, |cue| cue == Cue::Guide).is_some()
            && self.discourse.is_task_of_heading
        {
            // "Chỉ đạo các xã …" under a heading: the heading leads who is named.
            self.draft.above = self.discourse.heading;
            self.draft.tail = self.draft.start;
        }
        word
    }

    /// A class of bodies that is not listed and opens an item, up to the verb behind it: "Các
    /// công đoàn cơ sở".
    fn unlisted_opening(&self, first: usize) -> Option<Span> {
        let Discourse { names, text, .. } = &*self.discourse;
        let is_asked = self.kind.gives_tasks && self.kind.is_item;
        let start = self.words.get(first).filter(|_| is_asked)?.span.start;
        let rest = Span::new(start, self.span.end).of(text);
        if !names.registry.has_listed_head(rest) {
            return None;
        }
        let end = start + names.registry.names_end(rest)?;
        let last = self.word_at(end);
        let opening = self.span_of(first, last).filter(|_| end < self.span.end)?;
        (last > first + 1 && !self.says_duty(first, last)).then_some(opening)
    }

    /// The names before a colon, in an item that opens with a body: "Ban Tuyên giáo - Nữ
    /// công: …".
    fn named_before_colon(&self, first: usize) -> Option<Span> {
        let limit = self.words.len().min(first + MAX_NAME);
        let colon = (first..limit).find(|at| self.is_mark(*at, ":"))?;
        let names = self.span_of(first, colon).filter(|_| self.kind.is_item)?;
        let registry = self.discourse.names.registry;
        let name = names.of(self.discourse.text);
        let is_name = registry.has_listed_head(name) && registry.reads_as_names(name);
        (is_name && !self.says_duty(first, colon)).then_some(names)
    }

    /// Whether a word of duty stands among some words.
    fn says_duty(&self, first: usize, end: usize) -> bool {
        (first..end).any(|at| self.cue_at(at, Cue::is_duty).is_some())
    }
}
