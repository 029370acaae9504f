//! One sentence: who has which duty in it, and what is to be done.

use super::discourse::Discourse;
use super::duty::Duty;
use super::words::{CUES, Cue};
use tracuu_text::phrase_table::PhraseMatch;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words_and_marks_in};

/// Words that may stand between an agency and a duty further on: "căn cứ chức năng,
/// nhiệm vụ được giao," has 9 with its commas.
pub(super) const MAX_GAP: usize = 12;
/// The same before a verb that is no sure sign of a duty ("theo dõi").
const MAX_WEAK_GAP: usize = 8;

/// What a sentence says so far of one task.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) subject: Option<Span>,
    pub(super) duty: Option<Duty>,
    pub(super) parties: Vec<(Duty, Span)>,
    /// Where the words about the duty end and the task begins.
    pub(super) tail: usize,
    /// Start of the draft.
    pub(super) start: usize,
    /// Word behind the last that belongs to the duty.
    pub(super) word: usize,
    /// First word that can be of the subject's name.
    pub(super) first: usize,
    /// Whether the subject is charged ("giao X").
    pub(super) is_charged: bool,
    /// Who leads the subject: A in "A chỉ đạo B chủ trì".
    pub(super) above: Option<Span>,
    /// Whether it is told as done: "đã chủ trì".
    pub(super) is_done: bool,
}

pub(super) struct SentenceReader<'r, 't> {
    pub(super) discourse: &'r mut Discourse<'t>,
    pub(super) span: Span,
    pub(super) words: Vec<Word<'t>>,
    /// The cues of the sentence, by their first word, the longest first.
    pub(super) cues: Vec<PhraseMatch<Cue>>,
    /// Whether it stands where tasks are given.
    pub(super) gives_tasks: bool,
    /// Whether its line is labelled.
    is_item: bool,
    pub(super) draft: Draft,
}

impl<'r, 't> SentenceReader<'r, 't> {
    pub(super) fn new(
        discourse: &'r mut Discourse<'t>,
        span: Span,
        gives_tasks: bool,
        is_item: bool,
    ) -> Self {
        let words: Vec<_> = words_and_marks_in(discourse.text, span).collect();
        let mut cues = CUES.all(&words);
        // "Giao Ban Tổ chức" is no "giao ban": a word behind begins a name.
        let is_small = |cue: &PhraseMatch<Cue>| {
            let words = words.get(cue.start + 1..cue.end).unwrap_or_default();
            let text = discourse.text;
            !words.iter().any(|word| word.span.of(text).starts_with(char::is_uppercase))
        };
        let blocks = cues.iter().filter(|cue| cue.value == Cue::Block);
        let blocks: Vec<_> = blocks.filter(|cue| is_small(cue)).copied().collect();
        let is_inside = |cue: &PhraseMatch<Cue>| {
            let last = blocks.partition_point(|block| block.start <= cue.start);
            let block = last.checked_sub(1).and_then(|at| blocks.get(at));
            block.is_some_and(|block| {
                block.end >= cue.end && block.n_words() > cue.n_words()
            })
        };
        cues.retain(|cue| !is_inside(cue));
        let draft = Draft { start: span.start, tail: span.start, ..Draft::default() };
        Self { discourse, span, words, cues, gives_tasks, is_item, draft }
    }

    pub(super) fn read(mut self) {
        if self.is_told() {
            return;
        }
        let mut at = self.open();
        while let Some(cue) = self.cues.get(self.cues.partition_point(|c| c.start < at)) {
            at = cue.start;
            at += self.step(at).max(1);
        }
        let subject = self.draft.subject;
        self.close(self.span.end);
        self.discourse.subject = subject.or(self.discourse.subject);
    }

    /// Reads "giao" and the subject at the start of the sentence; the word behind.
    fn open(&mut self) -> usize {
        let charge =
            self.cue_at(0, |cue| matches!(cue, Cue::Charge | Cue::Ask | Cue::Opening));
        let first = charge.map_or(0, |charge| charge.end);
        self.draft.first = first;
        self.draft.is_charged = charge.is_some();
        let start = self.words.get(first).map(|word| word.span.start);
        let Some(chain) = start.and_then(|start| self.discourse.chain_from(start)) else {
            return 0;
        };
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

    /// Makes a chain the subject of the draft; the word behind it.
    fn take_subject(&mut self, chain: Span) -> usize {
        self.draft.subject = Some(chain);
        self.draft.tail = chain.end;
        self.draft.word = self.word_at(chain.end);
        self.draft.word
    }

    /// Index of the first word at or behind a byte.
    pub(super) fn word_at(&self, offset: usize) -> usize {
        self.words.partition_point(|word| word.span.start < offset)
    }

    /// The cues that begin at a word, the longest first.
    pub(super) fn cues_at(&self, at: usize) -> &[PhraseMatch<Cue>] {
        let first = self.cues.partition_point(|cue| cue.start < at);
        let after = self.cues.partition_point(|cue| cue.start <= at);
        self.cues.get(first..after).unwrap_or_default()
    }

    /// The longest wanted phrase that begins at a word.
    pub(super) fn cue_at(
        &self,
        at: usize,
        is_wanted: impl Fn(Cue) -> bool,
    ) -> Option<PhraseMatch<Cue>> {
        self.cues_at(at).iter().find(|found| is_wanted(found.value)).copied()
    }

    pub(super) fn is_mark(&self, at: usize, mark: &str) -> bool {
        self.words.get(at).is_some_and(|word| word.normal == mark)
    }

    /// Reads the phrase at a word, if one stands there; how many words were read.
    fn step(&mut self, at: usize) -> usize {
        for phrase in self.cues_at(at).to_vec() {
            let n_words = phrase.n_words();
            let taken = match phrase.value {
                Cue::Lead | Cue::Contact => {
                    self.lead(at, n_words, phrase.value == Cue::Lead)
                }
                Cue::Coordinate => self.coordinate(at, n_words),
                Cue::Advise => self.advise(at, n_words),
                Cue::Monitor => self.weak(at, n_words, Duty::Monitor),
                Cue::Answer => self.weak(at, n_words, Duty::Answer),
                Cue::Guide => self.guide(at, n_words),
                Cue::With => self.along_with(at, n_words),
                Cue::Charge if at > 0 => self.charge(at, n_words),
                Cue::Ask if at > 0 && self.gives_tasks => self.charge(at, n_words),
                _ => None,
            };
            if let Some(next) = taken {
                return next - at;
            }
        }
        1
    }

    /// "X chủ trì", "Chủ trì" of an unsaid subject; the word behind. A body of unknown form
    /// leads only by a sure word, where tasks are given.
    fn lead(&mut self, at: usize, n_words: usize, is_sure: bool) -> Option<usize> {
        if self.is_mark(at + n_words, ":")
            || self.is_spoken_of(at)
            || self.is_meeting(at + n_words)
        {
            return Some(at + n_words);
        }
        if self.is_done(at) {
            return Some(at + n_words);
        }
        let may_be_unknown = is_sure && (self.gives_tasks || self.draft.is_charged);
        let subject = self.subject_of(at, MAX_GAP);
        let subject = subject.filter(|own| may_be_unknown || self.is_body(*own))?;
        let has_duty = self.draft.duty.is_some();
        let is_other = self.draft.subject.is_some_and(|own| !own.overlaps(subject));
        if is_other && self.draft.above.is_none() {
            // "Các xã gửi hồ sơ về Sở A để chủ trì …": a task of its own stands before.
            self.close(subject.start);
            self.draft.start = subject.start;
        } else if has_duty && self.draft.subject != Some(subject) {
            self.close(subject.start);
            self.draft.start = subject.start;
        } else if has_duty && self.draft.duty == Some(Duty::Lead) {
            return Some(at + n_words);
        }
        self.begin(subject, Duty::Lead);
        Some(self.accept(at + n_words))
    }

    /// Gives the subject a duty, behind the body that leads it.
    pub(super) fn begin(&mut self, subject: Span, duty: Duty) {
        if let Some(above) = self.draft.above.take() {
            self.draft.parties.push((Duty::Implement, above));
        }
        self.draft.subject = Some(subject);
        self.draft.tail = self.draft.tail.max(subject.end.min(self.span.end));
        self.draft.duty = Some(duty);
        self.draft.parties.push((duty, subject));
    }

    /// Ends the words of duty before a word.
    pub(super) fn accept(&mut self, word: usize) -> usize {
        let end = word.checked_sub(1).and_then(|last| self.words.get(last));
        self.draft.tail = end.map_or(self.draft.tail, |word| word.span.end);
        self.draft.word = word;
        word
    }

    /// Whether "chủ trì" is only spoken of: "vai trò chủ trì".
    fn is_spoken_of(&self, at: usize) -> bool {
        (1..=2).any(|n_words| {
            let Some(start) = at.checked_sub(n_words) else { return false };
            // "Văn phòng Sở làm đầu mối": a name; a sentence begins large anyhow.
            let is_small = self.words.get(start).is_some_and(|word| {
                word.span.of(self.discourse.text).starts_with(char::is_lowercase)
            });
            (is_small || start == 0)
                && self
                    .cues_at(start)
                    .iter()
                    .any(|found| found.value == Cue::Noun && found.n_words() == n_words)
        })
    }

    fn is_meeting(&self, at: usize) -> bool {
        self.cue_at(at, |cue| cue == Cue::Preside).is_some()
    }

    /// Whether the duty at a word is told as done: "đã chủ trì". The rest of the draft is
    /// told too.
    pub(super) fn is_done(&mut self, at: usize) -> bool {
        let n_before = self.gap_start(at);
        let told = self.cues.iter().filter(|cue| cue.value == Cue::Done);
        let is_told = told.into_iter().any(|cue| cue.end == n_before || cue.end == at);
        self.draft.is_done |= is_told;
        self.draft.is_done
    }

    /// Whether a word of duty that is no sure sign counts: where tasks are given, to whom a
    /// task is given already, under a heading, and of whom a labelled line opens with.
    pub(super) fn counts(&self, subject: Option<Span>, at: usize) -> bool {
        let is_unsaid = subject.is_some() && subject == self.discourse.unsaid_subject();
        let opens = self.is_item
            && subject.is_some_and(|subject| {
                self.word_at(subject.start) == self.draft.first
                    && self.gap_start(at) == self.word_at(subject.end)
            });
        self.gives_tasks
            || self.draft.is_charged
            || self.draft.duty.is_some()
            || is_unsaid
            || opens
    }

    /// Whether [`Self::counts`] can hold for anybody, told without looking for bodies.
    pub(super) fn may_count(&self) -> bool {
        self.gives_tasks
            || self.is_item
            || self.draft.is_charged
            || self.draft.duty.is_some()
            || self.discourse.unsaid_subject().is_some()
    }

    /// "tham mưu Z": the subject advises, Z is advised; the word behind.
    fn advise(&mut self, at: usize, n_words: usize) -> Option<usize> {
        let next = self.weak(at, n_words, Duty::Advise)?;
        let start = self.words.get(next).map(|word| word.span.start);
        if let Some(advised) = start.and_then(|start| self.discourse.chain_from(start)) {
            self.draft.parties.push((Duty::Advised, advised));
            self.draft.word = self.word_at(advised.end);
            return Some(self.draft.word);
        }
        Some(next)
    }

    /// A verb that is a duty only right behind its subject: "theo dõi".
    fn weak(&mut self, at: usize, n_words: usize, duty: Duty) -> Option<usize> {
        if self.is_done(at) || !self.may_count() {
            return None;
        }
        let subject = self.subject_of(at, MAX_WEAK_GAP)?;
        if !self.is_body(subject) {
            return None;
        }
        let is_near = at - self.draft.word.min(at) <= MAX_WEAK_GAP;
        let is_other = self.draft.subject.is_some_and(|own| !own.overlaps(subject));
        if !self.counts(Some(subject), at) || !is_near || is_other {
            return None;
        }
        if self.draft.duty.is_none() {
            self.begin(subject, duty);
        } else {
            self.draft.parties.push((duty, self.draft.subject.unwrap_or(subject)));
        }
        self.draft.word = at + n_words;
        Some(at + n_words)
    }

    /// "A lãnh đạo, chỉ đạo B …": B is the subject from here on, under A.
    fn guide(&mut self, at: usize, n_words: usize) -> Option<usize> {
        let own = self.draft.subject.filter(|_| self.draft.duty.is_none())?;
        if self.gap_start(at) != self.draft.word {
            return None;
        }
        let led = self.led_from(at + n_words)?;
        self.draft.above.get_or_insert(own);
        self.draft.subject = Some(led);
        self.draft.first = at + n_words;
        self.draft.word = self.word_at(led.end);
        Some(self.draft.word)
    }

    /// "… giao X …" in mid-sentence: X is the subject from here on.
    fn charge(&mut self, at: usize, n_words: usize) -> Option<usize> {
        let start = self.words.get(at + n_words)?.span.start;
        let chain = self.discourse.chain_from(start)?;
        if self.draft.is_charged && self.draft.duty.is_none() {
            // "Giao A giao B …": the task is A's first.
            return self.guide(at, n_words);
        }
        let begins = self.words.get(at)?.span.start;
        self.close(begins);
        self.draft.start = begins;
        self.draft.is_charged = true;
        self.draft.first = at + n_words;
        Some(self.take_subject(chain))
    }
}
