//! Assignments from sentences: "X chủ trì, phối hợp với Y tham mưu Z …", "giao X …", "X
//! theo dõi, tổng hợp", and sentences whose subject stands before them.

use super::cell::Names;
use super::clause::SentenceReader;
use super::duty::Assignment;
use super::read::{innermost, is_running_text};
use super::words::{CUES, Cue, words};
use crate::document::outline::{Outline, Provision};
use tracuu_text::layout::BlockKind;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

/// Reads the assignments of the sentences outside of tables.
pub(super) fn read(
    names: Names<'_>,
    manuscript: &Manuscript,
    outline: &Outline,
) -> Vec<Assignment> {
    let text = manuscript.text();
    let mut reader = Reader {
        names,
        text,
        outline,
        chains: chains(names, text),
        heading: None,
        is_after_colon: false,
        subject: None,
        read: Vec::new(),
    };
    for block in manuscript.blocks() {
        if !matches!(block.kind, BlockKind::Table(_) | BlockKind::Furniture) {
            reader.block(block.span);
        }
    }
    reader.read
}

/// Runs of agencies joined by commas and "và".
fn chains(names: Names<'_>, text: &str) -> Vec<Span> {
    let mut chains: Vec<Span> = Vec::new();
    for mention in names.registry.mentions(text) {
        let joined = chains.last_mut().filter(|chain| {
            let between = Span::new(chain.end, mention.span.start).of(text);
            is_joint(between)
        });
        match joined {
            Some(chain) => chain.end = mention.span.end,
            None => chains.push(mention.span),
        }
    }
    chains
}

/// Whether only separators of a list stand in a text.
fn is_joint(between: &str) -> bool {
    let word = between.trim_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | ';' | '/' | '&')
    });
    !between.is_empty() && matches!(word, "" | "và" | "cùng") && !between.contains('\n')
}

/// An agency that heads the blocks behind it: "3- Ban Chỉ huy Quân sự huyện".
#[derive(Clone, Copy, Debug)]
struct Heading {
    subject: Span,
    style: Option<LabelStyle>,
}

/// How a block is labelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LabelStyle {
    /// 3. 3- 3)
    Number,
    /// 3.1.
    Dotted,
    /// IV.
    Roman,
    /// a)
    Letter,
    /// - + •
    Bullet,
}

pub(super) struct Reader<'t> {
    pub(super) names: Names<'t>,
    pub(super) text: &'t str,
    outline: &'t Outline,
    chains: Vec<Span>,
    heading: Option<Heading>,
    /// Whether the block before ends in a colon and says that tasks follow.
    is_after_colon: bool,
    /// Who the sentence before speaks of, in the same block.
    pub(super) subject: Option<Span>,
    pub(super) read: Vec<Assignment>,
}

impl Reader<'_> {
    fn block(&mut self, block: Span) {
        let provision = innermost(self.outline, block.start);
        if provision.is_some_and(|provision| !is_running_text(provision.level)) {
            return;
        }
        let (label_end, style) = label(block.of(self.text));
        let body = Span::new(block.start + label_end, block.end).trimmed(self.text);
        if style.is_some() && self.heading.is_some_and(|heading| heading.style == style) {
            self.heading = None;
        }
        self.subject = None;
        if let Some(subject) = self.whole_chain(body) {
            self.heading = Some(Heading { subject, style });
            return;
        }
        let is_context = self.is_after_colon || self.is_under_tasks(provision);
        for sentence in sentences(self.text, body) {
            if !self.may_speak_of_agency(sentence) {
                continue;
            }
            SentenceReader::new(self, sentence, is_context).read();
        }
        let ends_in_colon = body.of(self.text).ends_with(':');
        if ends_in_colon {
            let words = words(body.of(self.text));
            self.is_after_colon = (0..words.len()).any(|at| {
                CUES.at(&words, at).any(|(_, c)| matches!(c, Cue::Context | Cue::Charge))
            });
        } else if matches!(style, Some(LabelStyle::Roman)) {
            self.is_after_colon = false;
        }
    }

    /// The chain that is the whole of a block, but for a mark at its end.
    fn whole_chain(&self, body: Span) -> Option<Span> {
        let chain = self.chain_from(body.start)?;
        let rest = Span::new(chain.end, body.end).of(self.text);
        rest.trim_matches([':', '.', ';', ' ']).is_empty().then_some(chain)
    }

    /// Whether tasks are given out in a provision: a measure, or a part that says so.
    fn is_under_tasks(&self, provision: Option<&Provision>) -> bool {
        let mut above = provision;
        while let Some(provision) = above {
            if provision.is_measure || self.says_tasks_follow(provision.title) {
                return true;
            }
            above =
                provision.parent.and_then(|parent| self.outline.provisions.get(parent));
        }
        false
    }

    fn says_tasks_follow(&self, title: Span) -> bool {
        let words = words(title.of(self.text));
        (0..words.len()).any(|at| CUES.at(&words, at).any(|(_, cue)| cue == Cue::Context))
    }

    /// Whether a sentence can speak of an agency: it names one, or follows one.
    fn may_speak_of_agency(&self, sentence: Span) -> bool {
        let next = self.chains.partition_point(|chain| chain.end <= sentence.start);
        let names_one =
            self.chains.get(next).is_some_and(|chain| chain.start < sentence.end);
        names_one || self.unsaid_subject().is_some()
    }

    /// The chain that starts at a byte.
    pub(super) fn chain_from(&self, start: usize) -> Option<Span> {
        let at = self.chains.partition_point(|chain| chain.start < start);
        self.chains.get(at).copied().filter(|chain| chain.start == start)
    }

    /// The last chain that ends at or before a byte.
    pub(super) fn chain_before(&self, end: usize) -> Option<Span> {
        let n_before = self.chains.partition_point(|chain| chain.end <= end);
        self.chains.get(n_before.checked_sub(1)?).copied()
    }

    /// Who is meant by a sentence without a subject: whom the sentence before speaks of,
    /// else the heading above.
    pub(super) fn unsaid_subject(&self) -> Option<Span> {
        self.subject.or(self.heading.map(|heading| heading.subject))
    }
}

/// The length of a block's label with the space behind it, and its style.
pub(super) fn label(block: &str) -> (usize, Option<LabelStyle>) {
    let trimmed = block.trim_start_matches(['*', ' ']);
    let skipped = block.len() - trimmed.len();
    if let Some(rest) = trimmed.strip_prefix(['-', '+', '•', '–']) {
        return (block.len() - rest.len(), Some(LabelStyle::Bullet));
    }
    let end = trimmed.find([' ', '\t']).unwrap_or(trimmed.len());
    let word = trimmed.get(..end).unwrap_or_default();
    let inside = word.trim_end_matches(['.', ')', '-', '/', ':']);
    let is_marked = inside.len() < word.len();
    let style = match () {
        () if !is_marked || inside.is_empty() => None,
        () if inside.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(LabelStyle::Number)
        }
        () if inside.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => {
            Some(LabelStyle::Dotted)
        }
        () if tracuu_text::numeral::roman(inside).is_some() => Some(LabelStyle::Roman),
        () if inside.chars().count() == 1 => Some(LabelStyle::Letter),
        () => None,
    };
    (style.map_or(0, |_| skipped + end), style)
}

/// The sentences of a paragraph: parted by a full stop before a capital. A stop inside a
/// number, symbol or abbreviation, and three dots in mid-sentence, part nothing.
fn sentences(text: &str, body: Span) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut start = body.start;
    let mut letters = body.of(text).char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if !matches!(letter, '.' | '!' | '?' | '…') {
            continue;
        }
        let Some((_, ' ')) = letters.peek().copied() else { continue };
        let rest = body.of(text).get(at + letter.len_utf8()..).unwrap_or_default();
        if rest.trim_start().chars().next().is_some_and(char::is_uppercase) {
            let end = body.start + at + letter.len_utf8();
            sentences.push(Span::new(start, end).trimmed(text));
            start = end;
        }
    }
    sentences.push(Span::new(start, body.end).trimmed(text));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

#[cfg(test)]
#[path = "sentence_tests.rs"]
mod tests;
