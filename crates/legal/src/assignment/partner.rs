//! Who takes part in a task: "phối hợp với Y", "Y phối hợp", "cùng Y".

use super::clause::{MAX_GAP, SentenceReader};
use super::discourse::Discourse;
use super::duty::Duty;
use super::subject::MAX_RUN;
use super::task::without_marks;
use super::words::Cue;
use tracuu_text::span::Span;

/// Longest unknown name in capitals, in words.
const MAX_CAPITALS: usize = 8;
/// Longest class of bodies that is not listed, and longest words that tell bodies apart.
const MAX_CLASS: usize = 12;
const MAX_QUALIFIER: usize = 5;

impl SentenceReader<'_, '_> {
    /// "phối hợp với Y", "Y phối hợp"; the word behind.
    pub(super) fn coordinate(&mut self, at: usize, n_words: usize) -> Option<usize> {
        if self.is_done(at) {
            return Some(at + n_words);
        }
        if !self.may_count() {
            return None;
        }
        let mut next = at + n_words;
        while let Some(with) = self.cues_at(next).first().filter(|c| c.value == Cue::With)
        {
            next = with.end;
        }
        let partners = self.partners_from(next);
        let before = self.adjacent(at).or_else(|| self.names_behind_mark(at));
        let before = before.filter(|chain| Some(*chain) != self.draft.subject);
        let subject = self.subject_of(at, MAX_GAP);
        let is_led = self.draft.above.is_some();
        let subject =
            subject.filter(|own| is_led || partners.is_some() || self.is_body(*own));
        if !self.counts(subject, at) || (subject.is_none() && !self.kind.gives_tasks) {
            return None;
        }
        if partners.is_some() && before.is_none() {
            self.part_at_semicolon(at);
        }
        let has_duty = self.draft.duty.is_some();
        if let (None, Some(before), true) = (partners, before, has_duty) {
            // "…; Sở B phối hợp": part of the task before.
            self.draft.parties.push((Duty::Coordinate, before));
            let between = Span::new(self.draft.tail, before.start.max(self.draft.tail));
            if without_marks(self.discourse.text, between).is_empty() {
                return Some(self.accept(at + n_words));
            }
            return Some(at + n_words);
        }
        let follows_task =
            !has_duty && self.draft.subject == subject && self.has_task(at);
        if let (false, Some(subject)) = (has_duty, subject) {
            // "A phối hợp với B": A does it.
            let has_partner = partners.is_some() || next > at + n_words;
            let own = if has_partner { Duty::Implement } else { Duty::Coordinate };
            self.begin(subject, own);
        }
        let partners =
            partners.filter(|_| self.draft.duty.is_some() || self.kind.gives_tasks)?;
        self.draft.duty.get_or_insert(Duty::Coordinate);
        self.draft.parties.push((Duty::Coordinate, partners));
        let word = self.word_at(partners.end);
        if follows_task {
            self.draft.word = word;
            return Some(word);
        }
        Some(self.accept(word))
    }

    /// Ends the task before "…; phối hợp với B …": what follows is another of the same body.
    fn part_at_semicolon(&mut self, at: usize) {
        let start = self.gap_start(at);
        let is_parted = start > self.draft.word + 1 && self.is_mark(start - 1, ";");
        let own = self.draft.subject.filter(|_| is_parted && self.draft.duty.is_some());
        if let (Some(own), Some(word)) = (own, self.words.get(start)) {
            let start = word.span.start;
            self.close(start);
            self.draft.start = start;
            self.draft.subject = Some(own);
            self.draft.word = self.word_at(start);
        }
    }

    /// Whether a task stands between the subject and a word, behind a mark: "A sửa cầu; phối
    /// hợp với B …".
    fn has_task(&self, at: usize) -> bool {
        let end = self.gap_start(at);
        let is_parted = end
            .checked_sub(1)
            .is_some_and(|at| self.is_mark(at, ",") || self.is_mark(at, ";"));
        let first = self.draft.word;
        let is_word = self.words.get(first).is_some_and(|word| !word.is_mark());
        let is_other = |cue| matches!(cue, Cue::Clause | Cue::Done | Cue::NotPredicate);
        is_parted && is_word && first + 1 < end && self.cue_at(first, is_other).is_none()
    }

    /// "…, có sự tham gia của Y": Y takes part.
    pub(super) fn joined_by(&mut self, at: usize, n_words: usize) -> Option<usize> {
        self.draft.subject?;
        let partners = self.partners_from(at + n_words)?;
        self.draft.parties.push((Duty::Coordinate, partners));
        Some(self.word_at(partners.end))
    }

    /// "X chủ trì, cùng Y …": Y takes part.
    pub(super) fn along_with(&mut self, at: usize, n_words: usize) -> Option<usize> {
        let behind_comma = self.is_mark(at.checked_sub(1)?, ",");
        let follows = self.draft.word + usize::from(behind_comma) == at;
        if self.draft.duty != Some(Duty::Lead) || !follows {
            return None;
        }
        let partners = self.partners_from(at + n_words)?;
        self.draft.parties.push((Duty::Coordinate, partners));
        let word = self.word_at(partners.end);
        Some(self.accept(word))
    }

    /// The partners from a word on: known ones, and names in capitals joined to them.
    pub(super) fn partners_from(&self, start: usize) -> Option<Span> {
        let mut partners: Option<Span> = None;
        let mut at = start;
        loop {
            let offset = self.words.get(at)?.span.start;
            let next =
                self.discourse.chain_from(offset).or_else(|| self.capitals_from(at));
            let next = next.or_else(|| {
                let may_be_class = partners.is_some() || self.begins_class(at);
                may_be_class.then(|| self.class_from(at))?
            });
            let next =
                next.map(|next| self.discourse.with_announced(next, self.span.end));
            let Some(next) = next else { return partners };
            partners = Some(partners.map_or(next, |known| known.cover(next)));
            at = self.word_at(next.end);
            let behind = self.separator_end(at).or_else(|| self.behind_qualifier(next));
            let Some(behind) = behind.filter(|behind| *behind < self.words.len()) else {
                return partners;
            };
            at = behind;
        }
    }

    /// A name of which nothing but its capitals is known: two words or more.
    fn capitals_from(&self, start: usize) -> Option<Span> {
        let is_capital = |at: &usize| {
            self.words.get(*at).is_some_and(|word| {
                word.span.of(self.discourse.text).starts_with(char::is_uppercase)
            })
        };
        let end = start + (start..start + MAX_CAPITALS).take_while(is_capital).count();
        self.span_of(start, end).filter(|_| end >= start + 2)
    }

    /// A class of bodies that is not listed, up to the verb behind it or to the next body of
    /// a list: "các trạm cấp nước".
    pub(super) fn class_from(&self, start: usize) -> Option<Span> {
        let text = self.discourse.text;
        let rest = self.words.get(start..)?.iter().take(MAX_CLASS);
        let n_words = rest.take_while(|word| !word.is_mark()).count();
        let limit = start + n_words;
        let joint = (start + 1..=limit).find(|at| self.next_begins(*at));
        let words = self.span_of(start, joint.unwrap_or(limit))?;
        let end =
            words.start + self.discourse.names.registry.names_end(words.of(text))?;
        let class = Span::new(words.start, end);
        let is_class = class.of(text).starts_with(char::is_lowercase)
            && class.of(text).contains(' ')
            && (end < words.end || joint.is_some());
        is_class.then_some(class)
    }

    /// Whether a joint stands at a word, and a body or a class behind it.
    fn next_begins(&self, at: usize) -> bool {
        self.separator_end(at).is_some_and(|behind| {
            let start = self.words.get(behind).map(|word| word.span.start);
            start.is_some_and(|start| self.discourse.chain_from(start).is_some())
                || self.begins_class(behind)
        })
    }

    /// Whether a word says that many bodies follow: "các".
    fn begins_class(&self, at: usize) -> bool {
        let Discourse { names, text, .. } = &*self.discourse;
        let start = self.words.get(at).map(|word| word.span.start);
        start.is_some_and(|start| names.registry.is_determiner_at(text, start))
    }

    /// Behind words in small letters that tell bodies apart and the joint behind them, where
    /// a body follows: "Ủy ban nhân dân các xã giữ rừng và Hạt Kiểm lâm".
    fn behind_qualifier(&self, named: Span) -> Option<usize> {
        let at = self.word_at(named.end);
        let is_small = |at: &usize| {
            self.words.get(*at).is_some_and(|word| {
                word.span.of(self.discourse.text).starts_with(char::is_lowercase)
            }) && self.separator_end(*at).is_none()
                && self.cues_at(*at).is_empty()
        };
        let end = at + (at..at + MAX_QUALIFIER).take_while(is_small).count();
        let is_list = end > at && !self.is_mark(end, ";");
        let behind = self.separator_end(end).filter(|_| is_list)?;
        let start = self.words.get(behind)?.span.start;
        let Discourse { names, text, .. } = &*self.discourse;
        let is_many = || {
            let named = names.list(text, named, Duty::Coordinate);
            named.last().is_some_and(|party| party.agency.is_class())
        };
        (self.discourse.chain_from(start).is_some() && is_many()).then_some(behind)
    }

    /// The word behind a comma, "và" or both.
    fn separator_end(&self, at: usize) -> Option<usize> {
        let comma = usize::from(self.is_mark(at, ",") || self.is_mark(at, ";"));
        let and = self.cue_at(at + comma, |cue| cue == Cue::And);
        let end = and.map_or(at + comma, |and| and.end);
        (end > at).then_some(end)
    }

    /// The names between the last semicolon, bracket or comma and a word.
    fn names_behind_mark(&self, at: usize) -> Option<Span> {
        let end = self.gap_start(at);
        let start = self.draft.first.max(end.saturating_sub(MAX_RUN));
        let behind_last = |marks: &[&str]| {
            let mark = (start..end).rev().find(|at| {
                self.words.get(*at).is_some_and(|word| marks.contains(&&*word.normal))
            })?;
            let names = self.span_of(mark + 1, end)?;
            let registry = self.discourse.names.registry;
            registry.reads_as_names(names.of(self.discourse.text)).then_some(names)
        };
        // "(Sở A chủ trì; các xã, phường phối hợp)": a comma may stand inside of them.
        behind_last(&[";", "("]).or_else(|| behind_last(&[","]))
    }
}
