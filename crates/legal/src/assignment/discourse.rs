//! What the text has said before a sentence: the agencies that it names, and of whom it
//! speaks.

use std::cell::OnceCell;

use super::cell::Names;
use super::deadline_text::deadline;
use super::duty::Assignment;
use super::lines::{Heads, Line};
use super::words::{CUES, Cue};
use tracuu_text::span::Span;
use tracuu_text::words::words_and_marks_in;

/// The agencies of a line, and of whom the text speaks where it is being read.
pub(super) struct Discourse<'t> {
    pub(super) names: Names<'t>,
    pub(super) text: &'t str,
    /// The year in which the document was issued, where it is known.
    pub(super) year: Option<i16>,
    /// The line or sentence that is being read.
    place: Span,
    /// Runs of agencies of the place joined by commas and "và", in order. They are looked
    /// for when a word of duty asks for them first: most sentences do not.
    chains: OnceCell<Vec<Span>>,
    /// The agency that heads the line: "3- Ban Chỉ huy Quân sự huyện".
    pub(super) heading: Option<Span>,
    /// Whether a sentence that names nobody is a task of the heading's.
    pub(super) is_task_of_heading: bool,
    /// Who the sentence before speaks of, in the same line.
    pub(super) subject: Option<Span>,
    /// The assignments read so far.
    pub(super) read: Vec<Assignment>,
}

impl<'t> Discourse<'t> {
    pub(super) fn new(names: Names<'t>, text: &'t str, year: Option<i16>) -> Self {
        Self {
            names,
            text,
            year,
            place: Span::default(),
            chains: OnceCell::new(),
            heading: None,
            is_task_of_heading: false,
            subject: None,
            read: Vec::new(),
        }
    }

    /// Begins to read a line or sentence.
    pub(super) fn enter(&mut self, place: Span) {
        self.place = place;
        self.chains.take();
    }

    fn chains(&self) -> &[Span] {
        self.chains.get_or_init(|| {
            let mut chains: Vec<Span> = Vec::new();
            for body in self.names.registry.body_spans(self.place.of(self.text)) {
                let mut span = body.shifted(self.place.start);
                let before = chains.last().map_or(span.start, |chain| chain.end);
                let is_led = Span::new(before, span.start).of(self.text) == " ";
                if let Some(led) = self.led_body(span).filter(|_| is_led) {
                    span = led;
                }
                let joined = chains.last_mut().filter(|chain| {
                    joins(Span::new(chain.end, span.start).of(self.text))
                });
                match joined {
                    Some(chain) => chain.end = span.end,
                    None => chains.push(span),
                }
            }
            chains
        })
    }

    /// The body whose name a verb of leading opens, where another body stands right before:
    /// in "Đảng ủy A lãnh đạo Sở B …" it names no persons.
    fn led_body(&self, named: Span) -> Option<Span> {
        let words: Vec<_> = words_and_marks_in(self.text, named).collect();
        let verb = CUES.starting_at(&words, 0).into_iter();
        let verb =
            verb.filter(|cue| cue.value == Cue::Guide).max_by_key(|cue| cue.end)?;
        let start = words.get(verb.end)?.span.start;
        Some(Span::new(start, named.end))
    }

    /// Notes of whom a sentence speaks that gives nobody a duty.
    pub(super) fn note_subject(&mut self, sentence: Span) {
        let named = self.names.registry.name_at(self.text, sentence.start);
        self.subject = named.map(|mention| mention.span).or(self.subject);
    }

    /// The chain that starts at a byte.
    pub(super) fn chain_from(&self, start: usize) -> Option<Span> {
        if !self.names.registry.may_name_at(self.text, start) {
            return None;
        }
        let chains = self.chains();
        let at = chains.partition_point(|chain| chain.start < start);
        chains.get(at).copied().filter(|chain| chain.start == start)
    }

    /// The last chain that ends at or before a byte.
    pub(super) fn chain_before(&self, end: usize) -> Option<Span> {
        let n_before = self.chains().partition_point(|chain| chain.end <= end);
        self.chains().get(n_before.checked_sub(1)?).copied()
    }

    /// Who is meant by a sentence without a subject: whom the sentence before speaks of,
    /// else the heading above.
    pub(super) fn unsaid_subject(&self) -> Option<Span> {
        self.subject.or(self.heading)
    }

    /// The bodies that a line names and nothing else; unknown ones only where duties of
    /// nobody stand under it.
    pub(super) fn heading_bodies(&self, line: &Line) -> Option<Span> {
        let words: Vec<_> = words_and_marks_in(self.text, line.body).collect();
        let opening = CUES
            .starting_at(&words, 0)
            .into_iter()
            .find(|found| found.value == Cue::HeadingStart || found.value.opens());
        let start = opening.map(|found| found.end);
        // "Nhiệm vụ của X": a body, whatever X is.
        let is_owner = opening.is_some_and(|found| found.value == Cue::HeadingStart)
            && start
                .and_then(|start| words.get(start.checked_sub(1)?))
                .is_some_and(|word| word.normal == "của");
        let mut end = words.len();
        while let Some(last) = end.checked_sub(1).and_then(|at| words.get(at))
            && last.is_mark()
        {
            end -= 1;
        }
        let behind = CUES.ending_at(&words, end).into_iter();
        let behind = behind.filter(|found| found.value == Cue::HeadingEnd);
        end = behind.map(|found| found.start).min().unwrap_or(end);
        let named =
            words.get(start.unwrap_or(0)..end).filter(|words| !words.is_empty())?;
        let bodies = Span::new(named.first()?.span.start, named.last()?.span.end);
        let chain = self.chain_from(bodies.start);
        let chain = chain.map(|chain| self.with_announced(chain, bodies.end));
        let is_listed = chain.is_some_and(|chain| {
            Span::new(chain.end, bodies.end)
                .of(self.text)
                .trim_matches([' ', ')'])
                .is_empty()
        });
        if is_listed {
            return Some(bodies);
        }
        let is_body = line.may_be_heading
            && (line.heads == Heads::Duties || is_owner)
            && !line.body.of(self.text).ends_with('.')
            && !CUES.all(named).iter().any(|found| {
                found.value.is_duty() || (found.value == Cue::Topic && found.start == 0)
            })
            && self.names.registry.reads_as_names(bodies.of(self.text));
        is_body.then_some(bodies)
    }

    /// "các Bộ: A, B": the names behind the colon too, up to `limit`.
    pub(super) fn with_announced(&self, class: Span, limit: usize) -> Span {
        let behind = Span::new(class.end, limit.max(class.end)).of(self.text);
        if !behind.trim_start().starts_with(':') {
            return class;
        }
        let rest = Span::new(class.start, limit).of(self.text);
        let end = self.names.registry.announced_end(rest);
        end.map_or(class, |end| Span::new(class.start, class.start + end))
    }

    /// Gives the last assignment of a line the deadline that a sentence behind it states.
    pub(super) fn add_deadline(&mut self, n_before: usize, sentence: Span) {
        let text = self.text;
        let own = self.read.get_mut(n_before..).and_then(<[Assignment]>::last_mut);
        if let Some(last) = own
            && last.deadline.is_none()
            && last.span.end <= sentence.start
        {
            let words: Vec<_> = words_and_marks_in(text, sentence).collect();
            last.deadline = deadline(text, &words);
        }
    }
}

/// Whether only separators of a list stand in a text.
fn joins(between: &str) -> bool {
    let word = between.trim_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | ';' | '/' | '&')
    });
    !between.is_empty() && matches!(word, "" | "và" | "cùng") && !between.contains('\n')
}
