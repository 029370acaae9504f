//! What the text has said before a sentence: the agencies that it names, and of whom it
//! speaks.

use super::cell::Names;
use super::duty::Assignment;
use tracuu_text::span::Span;

/// The agencies of a text, and of whom it speaks where it is being read.
pub(super) struct Discourse<'t> {
    pub(super) names: Names<'t>,
    pub(super) text: &'t str,
    /// Runs of agencies joined by commas and "và", in order.
    chains: Vec<Span>,
    /// The agency that heads the blocks here: "3- Ban Chỉ huy Quân sự huyện".
    pub(super) heading: Option<Span>,
    /// Who the sentence before speaks of, in the same block.
    pub(super) subject: Option<Span>,
    /// The assignments read so far.
    pub(super) read: Vec<Assignment>,
}

impl<'t> Discourse<'t> {
    pub(super) fn new(names: Names<'t>, text: &'t str) -> Self {
        let chains = find_chains(names, text);
        Self { names, text, chains, heading: None, subject: None, read: Vec::new() }
    }

    /// Whether a sentence can speak of an agency: it names one, or follows one.
    pub(super) fn may_speak_of_agency(&self, sentence: Span) -> bool {
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
        self.subject.or(self.heading)
    }
}

/// Runs of agencies joined by commas and "và".
fn find_chains(names: Names<'_>, text: &str) -> Vec<Span> {
    let mut chains: Vec<Span> = Vec::new();
    for mention in names.registry.mentions(text) {
        let joined = chains.last_mut().filter(|chain| {
            let between = Span::new(chain.end, mention.span.start).of(text);
            joins(between)
        });
        match joined {
            Some(chain) => chain.end = mention.span.end,
            None => chains.push(mention.span),
        }
    }
    chains
}

/// Whether only separators of a list stand in a text.
fn joins(between: &str) -> bool {
    let word = between.trim_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | ';' | '/' | '&')
    });
    !between.is_empty() && matches!(word, "" | "và" | "cùng") && !between.contains('\n')
}
