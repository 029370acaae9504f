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
    /// The words behind those that tell what is done, in order.
    done_ends: Vec<usize>,
    pub(super) kind: SentenceKind,
    pub(super) draft: Draft,
}

/// Where a sentence stands.
#[derive(Clone, Copy)]
pub(super) struct SentenceKind {
    /// Whether it stands where tasks are given.
    pub(super) gives_tasks: bool,
    /// Whether its line is labelled.
    pub(super) is_item: bool,
    /// Whether it ends in a colon and says that tasks follow.
    pub(super) leads_in: bool,
}

impl<'r, 't> SentenceReader<'r, 't> {
    pub(super) fn new(
        discourse: &'r mut Discourse<'t>,
        span: Span,
        kind: SentenceKind,
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
        let told = cues.iter().filter(|cue| cue.value == Cue::Done);
        let mut done_ends: Vec<usize> = told.map(|cue| cue.end).collect();
        done_ends.sort_unstable();
        Self { discourse, span, words, cues, done_ends, kind, draft }
    }

    pub(super) fn read(mut self) {
        if self.is_told() {
            return;
        }
        let mut at = self.open();
        if let Some(word) = self.doers_in_bracket() {
            at = word;
        }
        while let Some(cue) = self.cues.get(self.cues.partition_point(|c| c.start < at)) {
            at = cue.start;
            at += self.step(at).max(1);
        }
        // "Bộ A yêu cầu:" gives Bộ A nothing.
        let is_given =
            !self.kind.leads_in || self.draft.is_charged || self.draft.duty.is_some();
        let subject = self.draft.subject.filter(|_| is_given);
        self.close(self.span.end);
        self.discourse.subject = subject.or(self.discourse.subject);
    }

    /// Makes a chain the subject of the draft; the word behind it.
    pub(super) fn take_subject(&mut self, chain: Span) -> usize {
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
                Cue::Specify => self.weak(at, n_words, Duty::Implement),
                Cue::Guide => self.guide(at, n_words),
                Cue::With => self.along_with(at, n_words),
                Cue::Joined => self.joined_by(at, n_words),
                Cue::Closing => self.closing(at, n_words),
                Cue::Charge if at > 0 => self.charge(at, n_words),
                Cue::Ask if at > 0 && (self.kind.gives_tasks || self.kind.leads_in) => {
                    self.charge(at, n_words)
                }
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
        // "Sở A là cơ quan thường trực của Ban Chỉ đạo" says what it is.
        let is_status = self.is_mark(at, "là") && self.is_mark(at + n_words, "của");
        if is_status && self.draft.subject.is_some() {
            self.draft.is_charged = true;
            self.draft.word = at + n_words;
            return Some(at + n_words);
        }
        if self.is_mark(at + n_words, ":")
            || self.is_spoken_of(at)
            || self.is_meeting(at + n_words)
        {
            return Some(at + n_words);
        }
        if self.is_done(at) {
            return Some(at + n_words);
        }
        let may_be_unknown = is_sure && (self.kind.gives_tasks || self.draft.is_charged);
        let subject = self.subject_of(at, MAX_GAP);
        let subject = subject.filter(|own| may_be_unknown || self.is_body(*own))?;
        let has_duty = self.draft.duty.is_some();
        let is_other = self.draft.subject.is_some_and(|own| !own.overlaps(subject));
        let stands_alone = is_other && self.draft.above.is_none();
        if stands_alone || has_duty && self.draft.subject != Some(subject) {
            // "Các xã gửi hồ sơ về Sở A để chủ trì …"
            self.close_before(subject);
        } else if has_duty && self.draft.duty == Some(Duty::Lead) {
            return Some(at + n_words);
        }
        self.begin(subject, Duty::Lead);
        let behind = self.partners_before_colon(at, n_words);
        Some(self.accept(behind.unwrap_or(at + n_words)))
    }

    /// "A (chủ trì), B, C: …": those behind the bracket take part; the word behind.
    fn partners_before_colon(&mut self, at: usize, n_words: usize) -> Option<usize> {
        let close = at + n_words;
        let is_listed = self.is_mark(at.checked_sub(1)?, "(")
            && self.is_mark(close, ")")
            && self.is_mark(close + 1, ",");
        let partners = self.partners_from(close + 2).filter(|_| is_listed)?;
        let behind = self.word_at(partners.end);
        self.is_mark(behind, ":").then(|| {
            self.draft.parties.push((Duty::Coordinate, partners));
            behind
        })
    }

    /// Ends the draft before a body, which begins a task of its own.
    fn close_before(&mut self, subject: Span) {
        self.close(subject.start);
        self.draft.start = subject.start;
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

    /// "A, B và các cơ quan có tên tại Điều 1 chịu trách nhiệm thi hành …": all that stands
    /// before, where the sentence opens with a body.
    fn closing(&mut self, at: usize, n_words: usize) -> Option<usize> {
        let opens = self.draft.subject.is_some_and(|own| {
            self.draft.duty.is_none() && self.word_at(own.start) == self.draft.first
        });
        let all = self.span_of(self.draft.first, self.gap_start(at)).filter(|_| opens)?;
        self.draft.tail = all.end;
        self.begin(all, Duty::Answer);
        let answer = self.cue_at(at, |cue| cue == Cue::Answer);
        Some(self.accept(answer.map_or(at + n_words, |answer| answer.end)))
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
        let is_told = |end: usize| self.done_ends.binary_search(&end).is_ok();
        self.draft.is_done |= is_told(n_before) || is_told(at);
        self.draft.is_done
    }

    /// Whether a word of duty that is no sure sign counts: where tasks are given, to whom a
    /// task is given already, under a heading, and of whom a labelled line opens with.
    pub(super) fn counts(&self, subject: Option<Span>, at: usize) -> bool {
        let is_unsaid = subject.is_some() && subject == self.discourse.unsaid_subject();
        let opens = self.kind.is_item
            && subject.is_some_and(|subject| {
                self.word_at(subject.start) == self.draft.first
                    && self.gap_start(at) == self.word_at(subject.end)
            });
        self.kind.gives_tasks
            || self.draft.is_charged
            || self.draft.duty.is_some()
            || is_unsaid
            || opens
    }

    /// Whether [`Self::counts`] can hold for anybody, told without looking for bodies.
    pub(super) fn may_count(&self) -> bool {
        self.kind.gives_tasks
            || self.kind.is_item
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
        let is_other = self.draft.subject.is_some_and(|own| !own.overlaps(subject));
        let mark = self.word_at(subject.start).wrapping_sub(1);
        if is_other
            && self.kind.gives_tasks
            && !self.draft.is_charged
            && self.is_mark(mark, ";")
            && self.is_body(subject)
        {
            // "Các xã niêm yết danh sách; Sở A tổng hợp"
            self.close_before(subject);
            self.begin(subject, duty);
            self.draft.word = at + n_words;
            return Some(at + n_words);
        }
        // "Sơ kết công tác năm: Ban A tham mưu", "… (Ban A tham mưu)".
        let is_set_off = self.draft.subject.is_none()
            && (self.is_mark(mark, ":") || self.is_mark(mark, "("));
        let is_near = is_set_off || at - self.draft.word.min(at) <= MAX_WEAK_GAP;
        if !is_near
            || is_other
            || !self.counts(Some(subject), at)
            || !self.is_body(subject)
        {
            return None;
        }
        if self.draft.duty.is_none() {
            self.begin(subject, duty);
        } else {
            self.draft.parties.push((duty, self.draft.subject.unwrap_or(subject)));
        }
        if is_set_off {
            // The task stands before the body.
            return Some(self.accept(at + n_words));
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
        let chain = self
            .discourse
            .chain_from(start)
            .or_else(|| self.kind.leads_in.then(|| self.class_from(at + n_words))?)?;
        let is_led = self.draft.is_charged || self.draft.above.is_some();
        if is_led && self.draft.duty.is_none() {
            // "Giao A giao B …", "A chỉ đạo B giao C …": the task is A's first.
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
