//! One sentence: who has which duty in it, and what is to be done.

use super::discourse::Discourse;
use super::duty::{Assignment, AssignmentSource, Duty, Party};
use super::words::{CUES, Cue};
use tracuu_text::phrase_table::PhraseMatch;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words_and_marks_in};

/// Words that may stand between an agency and a duty further on: "căn cứ chức năng,
/// nhiệm vụ được giao," has 9 with its commas.
const MAX_GAP: usize = 12;
/// The same before a verb that is no sure sign of a duty ("theo dõi").
const MAX_WEAK_GAP: usize = 8;

/// What a sentence says so far of one task.
#[derive(Debug, Default)]
struct Draft {
    subject: Option<Span>,
    duty: Option<Duty>,
    parties: Vec<(Duty, Span)>,
    /// Where the words about the duty end and the task begins.
    tail: usize,
    /// Start of the draft.
    start: usize,
    /// Word behind the last that belongs to the duty.
    word: usize,
    /// Whether the subject is charged ("giao X").
    is_charged: bool,
}

pub(super) struct SentenceReader<'r, 't> {
    discourse: &'r mut Discourse<'t>,
    span: Span,
    words: Vec<Word<'t>>,
    is_context: bool,
    draft: Draft,
}

impl<'r, 't> SentenceReader<'r, 't> {
    pub(super) fn new(
        discourse: &'r mut Discourse<'t>,
        span: Span,
        is_context: bool,
    ) -> Self {
        let words = words_and_marks_in(discourse.text, span).collect();
        let draft = Draft { start: span.start, tail: span.start, ..Draft::default() };
        Self { discourse, span, words, is_context, draft }
    }

    pub(super) fn read(mut self) {
        let mut at = self.open();
        while at < self.words.len() {
            let n_words = self.step(at);
            at += n_words.max(1);
        }
        let subject = self.draft.subject;
        self.close(self.span.end);
        self.discourse.subject = subject.or(self.discourse.subject);
    }

    /// Reads "giao" and the subject at the start of the sentence; the word behind.
    fn open(&mut self) -> usize {
        let charge = self.cue_at(0, |cue| matches!(cue, Cue::Charge | Cue::Opening));
        let first = charge.map_or(0, |charge| charge.end);
        let Some(start) = self.words.get(first).map(|word| word.span.start) else {
            return 0;
        };
        let Some(chain) = self.discourse.chain_from(start) else { return 0 };
        self.draft.is_charged = charge.is_some();
        self.take_subject(chain)
    }

    /// Makes a chain the subject of the draft; the word behind it.
    fn take_subject(&mut self, chain: Span) -> usize {
        self.draft.subject = Some(chain);
        self.draft.tail = chain.end;
        self.draft.word = self.word_at(chain.end);
        self.draft.word
    }

    /// Index of the first word at or behind a byte.
    fn word_at(&self, offset: usize) -> usize {
        self.words.partition_point(|word| word.span.start < offset)
    }

    /// Reads the phrase at a word, if one stands there; how many words were read.
    fn step(&mut self, at: usize) -> usize {
        for phrase in CUES.starting_at(&self.words, at) {
            let n_words = phrase.n_words();
            let taken = match phrase.value {
                Cue::Lead => self.lead(at, n_words),
                Cue::Coordinate => self.coordinate(at, n_words),
                Cue::Advise => self.advise(at, n_words),
                Cue::Monitor => self.weak(at, n_words, Duty::Monitor),
                Cue::Answer => self.weak(at, n_words, Duty::Answer),
                Cue::Charge if at > 0 => self.charge(at, n_words),
                _ => None,
            };
            if let Some(next) = taken {
                return next - at;
            }
        }
        1
    }

    /// "X chủ trì", "Chủ trì" of an unsaid subject; the word behind.
    fn lead(&mut self, at: usize, n_words: usize) -> Option<usize> {
        let is_label =
            self.words.get(at + n_words).is_some_and(|word| word.normal == ":");
        if is_label || self.is_spoken_of(at) || self.is_meeting(at + n_words) {
            return Some(at + n_words);
        }
        let subject = self.subject_of(at, MAX_GAP)?;
        let has_duty = self.draft.duty.is_some();
        if has_duty && self.draft.subject != Some(subject) {
            self.close(subject.start);
            self.draft.start = subject.start;
        } else if has_duty && self.draft.duty == Some(Duty::Lead) {
            return Some(at + n_words);
        }
        self.draft.subject = Some(subject);
        self.draft.duty = Some(Duty::Lead);
        self.draft.parties.push((Duty::Lead, subject));
        Some(self.accept(at + n_words))
    }

    /// Ends the words of duty before a word.
    fn accept(&mut self, word: usize) -> usize {
        let end = word.checked_sub(1).and_then(|last| self.words.get(last));
        self.draft.tail = end.map_or(self.draft.tail, |word| word.span.end);
        self.draft.word = word;
        word
    }

    /// Whether "chủ trì" is only spoken of: "vai trò chủ trì".
    fn is_spoken_of(&self, at: usize) -> bool {
        (1..=2).any(|n_words| {
            let start = at.checked_sub(n_words);
            let nouns = start.map(|start| CUES.starting_at(&self.words, start));
            let is_noun = |found: PhraseMatch<Cue>| {
                found.value == Cue::Noun && found.n_words() == n_words
            };
            nouns.is_some_and(|found| found.into_iter().any(is_noun))
        })
    }

    fn is_meeting(&self, at: usize) -> bool {
        self.cue_at(at, |cue| cue == Cue::Preside).is_some()
    }

    /// The longest wanted phrase that begins at a word.
    fn cue_at(
        &self,
        at: usize,
        is_wanted: impl Fn(Cue) -> bool,
    ) -> Option<PhraseMatch<Cue>> {
        let found = CUES.starting_at(&self.words, at);
        found.into_iter().find(|found| is_wanted(found.value))
    }

    /// Who a duty at a word belongs to: the agencies right before it, else the subject of
    /// the sentence if it is near, else who is meant by a sentence that begins with it.
    fn subject_of(&self, at: usize, max_gap: usize) -> Option<Span> {
        let is_partner = |chain: &Span| {
            self.draft.parties.iter().any(|(duty, span)| {
                *duty == Duty::Coordinate && span == chain && self.draft.subject.is_some()
            })
        };
        if let Some(chain) = self.adjacent(at).filter(|chain| !is_partner(chain)) {
            return Some(chain);
        }
        if self.draft.subject.is_some() {
            return self
                .draft
                .subject
                .filter(|_| at - self.draft.word.min(at) <= max_gap);
        }
        let opens = at == 0 || (self.draft.duty.is_none() && self.opens_clause(at));
        self.discourse.unsaid_subject().filter(|_| opens)
    }

    /// Whether only a lead-in of a few words stands before a word, without a subject.
    fn opens_clause(&self, at: usize) -> bool {
        at <= 2 && !self.words.iter().take(at).any(|word| word.normal == ",")
    }

    /// The agencies right before a word, but for "được giao" and the like.
    fn adjacent(&self, at: usize) -> Option<Span> {
        let start = self.words.get(at)?.span.start;
        let chain = self.discourse.chain_before(start)?;
        let first = self.word_at(chain.end);
        let mut word = first;
        while word < at {
            let is_mark = self.words.get(word).is_some_and(|w| w.normal == ",");
            match self.cue_at(word, |cue| cue == Cue::Gap) {
                Some(gap) => word = gap.end,
                None if is_mark && word > first => word += 1,
                None => return None,
            }
        }
        (chain.start >= self.span.start && word == at).then_some(chain)
    }

    /// "phối hợp với Y", "Y phối hợp"; the word behind.
    fn coordinate(&mut self, at: usize, n_words: usize) -> Option<usize> {
        let mut next = at + n_words;
        while let Some(with) = CUES.longest_at(&self.words, next)
            && with.value == Cue::With
        {
            next = with.end;
        }
        let start = self.words.get(next).map(|word| word.span.start);
        let partners = start.and_then(|start| self.discourse.chain_from(start));
        let before = self.adjacent(at).filter(|chain| Some(*chain) != self.draft.subject);
        let counts =
            self.is_context || self.draft.is_charged || self.draft.duty.is_some();
        if !counts {
            return None;
        }
        if let (None, Some(before)) = (partners, before) {
            // "…; Sở B phối hợp": part of the task before.
            self.draft.parties.push((Duty::Coordinate, before));
            self.draft.duty.get_or_insert(Duty::Coordinate);
            return Some(at + n_words);
        }
        let subject = self.subject_of(at, MAX_GAP);
        if let (None, Some(subject)) = (self.draft.duty, subject) {
            self.draft.subject = Some(subject);
            self.draft.duty = Some(Duty::Coordinate);
            self.draft.parties.push((Duty::Coordinate, subject));
        }
        let partners =
            partners.filter(|_| self.draft.duty.is_some() || self.is_context)?;
        self.draft.duty.get_or_insert(Duty::Coordinate);
        self.draft.parties.push((Duty::Coordinate, partners));
        let word = self.word_at(partners.end);
        Some(self.accept(word))
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
        let subject = self.subject_of(at, MAX_WEAK_GAP)?;
        let counts =
            self.is_context || self.draft.is_charged || self.draft.duty.is_some();
        let is_near = at - self.draft.word.min(at) <= MAX_WEAK_GAP;
        if !counts || !is_near || self.draft.subject.is_some_and(|own| own != subject) {
            return None;
        }
        self.draft.subject = Some(subject);
        self.draft.duty.get_or_insert(duty);
        self.draft.parties.push((duty, subject));
        self.draft.word = at + n_words;
        Some(at + n_words)
    }

    /// "… giao X …" in mid-sentence: X is the subject from here on.
    fn charge(&mut self, at: usize, n_words: usize) -> Option<usize> {
        let start = self.words.get(at + n_words)?.span.start;
        let chain = self.discourse.chain_from(start)?;
        let begins = self.words.get(at)?.span.start;
        self.close(begins);
        self.draft.start = begins;
        self.draft.is_charged = true;
        Some(self.take_subject(chain))
    }

    /// Ends the draft before a byte, and keeps it if it gives someone a duty.
    fn close(&mut self, end: usize) {
        let fresh = Draft { start: end, tail: end, ..Draft::default() };
        let mut draft = std::mem::replace(&mut self.draft, fresh);
        if draft.duty.is_none() {
            let Some(subject) = draft.subject.filter(|_| self.has_predicate(&draft, end))
            else {
                return;
            };
            draft.duty = Some(Duty::Implement);
            draft.parties.push((Duty::Implement, subject));
        }
        self.keep(&draft, end);
    }

    /// Whether a subject without a word of duty is given the task behind it.
    fn has_predicate(&self, draft: &Draft, end: usize) -> bool {
        let words = self.words.get(draft.word..self.word_at(end)).unwrap_or_default();
        let words = match words.split_first() {
            Some((colon, rest)) if colon.normal == ":" => rest,
            _ => words,
        };
        let first =
            words.first().filter(|word| word.normal.chars().all(char::is_alphabetic));
        let opening = CUES.starting_at(words, 0);
        let is_denied = opening.iter().any(|found| found.value == Cue::NotPredicate);
        (self.is_context || draft.is_charged) && first.is_some() && !is_denied
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
            deadline: self.deadline(whole),
            product: None,
            span,
            provision: None,
        });
    }

    /// "trước ngày 15/3/2024", "trong quý II/2024": the first in a place.
    fn deadline(&self, place: Span) -> Option<Span> {
        let (first, last) = (self.word_at(place.start), self.word_at(place.end));
        (first..last).find_map(|at| {
            let lead_in = self.cue_at(at, |cue| cue == Cue::Deadline)?;
            let date = self.words.iter().take(last).skip(lead_in.end);
            let end = date.take_while(|word| is_date_word(&word.normal)).last()?.span.end;
            let span = Span::new(self.words.get(at)?.span.start, end);
            let trimmed =
                span.of(self.discourse.text).trim_end_matches(['.', '-', '/', ',']);
            Some(Span::new(span.start, span.start + trimmed.len()))
        })
    }
}

fn is_date_word(form: &str) -> bool {
    form.bytes().all(|byte| byte.is_ascii_digit())
        || matches!(
            form,
            "/" | "-" | "." | "tháng" | "năm" | "quý" | "i" | "ii" | "iii" | "iv"
        )
}
