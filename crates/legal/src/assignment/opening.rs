//! How a sentence opens: whom it charges or names before it says what is to be done.

use super::clause::SentenceReader;
use super::discourse::Discourse;
use super::duty::Duty;
use super::words::Cue;
use tracuu_text::span::Span;

/// Most words of the name of a person.
const MAX_PERSON: usize = 5;

/// Most words of a name before a colon.
const MAX_NAME: usize = 16;

impl SentenceReader<'_, '_> {
    /// Reads "giao" and the subject at the start of the sentence; the word behind.
    pub(super) fn open(&mut self) -> usize {
        let charge = self.cue_at(0, Cue::opens);
        let first = charge.map_or(0, |charge| charge.end);
        let first = self.behind_person(first).unwrap_or(first);
        self.draft.first = first;
        self.draft.is_charged = charge.is_some();
        let start = self.words.get(first).map(|word| word.span.start);
        let chain = start
            .and_then(|start| self.discourse.chain_from(start))
            .filter(|chain| !self.is_verb_of_heading(*chain))
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

    /// The word where a person's post begins: behind "đồng chí", and a name with a comma or dash.
    fn behind_person(&self, first: usize) -> Option<usize> {
        let post = |at: usize| {
            let start = self.words.get(at)?.span.start;
            self.discourse.chain_from(start).map(|_| at)
        };
        let behind = self.cue_at(first, |cue| cue == Cue::Person)?.end;
        let is_name = |at: &usize| {
            self.words.get(*at).is_some_and(|word| {
                word.span.of(self.discourse.text).starts_with(char::is_uppercase)
            })
        };
        let name_end = behind + (behind..behind + MAX_PERSON).take_while(is_name).count();
        let is_parted =
            [",", "-", "–"].into_iter().any(|mark| self.is_mark(name_end, mark));
        let with_name = is_parted.then_some(name_end + 1).and_then(post);
        with_name.or_else(|| post(behind))
    }

    /// Whether an item begins with no more of a name than the heading does, so that it says
    /// what the body does: "Thanh tra 03 xã" under "Thanh tra tỉnh".
    pub(super) fn is_verb_of_heading(&self, opening: Span) -> bool {
        let text = self.discourse.text;
        let Some(heading) = self.discourse.heading else { return false };
        let shared = heading.of(text).split(' ').zip(opening.of(text).split(' '));
        let n_shared = shared.take_while(|(one, other)| one == other).count();
        let next = opening.of(text).split(' ').nth(n_shared);
        let is_small = next.is_none_or(|word| !word.starts_with(char::is_uppercase));
        n_shared > 1 && is_small && heading.of(text).split(' ').nth(n_shared).is_some()
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
        if self.is_verb_of_heading(opening) {
            return None;
        }
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

    /// Reads the bodies of a bracket that ends an item, each with a plain verb: "Mở lớp tập
    /// huấn (Sở A chuẩn bị, Sở B thực hiện)"; the word behind the bracket.
    pub(super) fn doers_in_bracket(&mut self) -> Option<usize> {
        let is_asked = self.kind.gives_tasks && self.kind.is_item;
        let opens = self.draft.subject.is_none() && is_asked;
        let mut end = self.words.len();
        while end > 0 && (self.is_mark(end - 1, ".") || self.is_mark(end - 1, ";")) {
            end -= 1;
        }
        let close = end.checked_sub(1).filter(|at| opens && self.is_mark(*at, ")"))?;
        let open = (1..close).rev().find(|at| self.is_mark(*at, "("))?;
        let mut doers = Vec::new();
        let mut at = open + 1;
        while at < close {
            let start = self.words.get(at)?.span.start;
            let doer = self.discourse.chain_from(start)?;
            let verb = self.word_at(doer.end);
            let is_end = |at: &usize| self.is_mark(*at, ",") || self.is_mark(*at, ";");
            let part_end = (verb..close).find(is_end).unwrap_or(close);
            let is_small = self.words.get(verb).is_some_and(|word| {
                word.span.of(self.discourse.text).starts_with(char::is_lowercase)
            });
            let is_plain = is_small
                && self.cue_at(verb, Cue::ends_task).is_none()
                && !self.says_duty(verb, part_end);
            if verb >= part_end || !is_plain {
                return None;
            }
            doers.push(doer);
            at = part_end + 1;
        }
        self.draft.duty = Some(Duty::Implement);
        self.draft.parties.extend(doers.into_iter().map(|doer| (Duty::Implement, doer)));
        Some(self.accept(end))
    }

    /// Whether a word of duty stands among some words.
    fn says_duty(&self, first: usize, end: usize) -> bool {
        (first..end).any(|at| self.cue_at(at, Cue::is_duty).is_some())
    }
}
