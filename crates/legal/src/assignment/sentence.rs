//! Assignments from sentences: "X chủ trì, phối hợp với Y tham mưu Z …", "giao X …", "X
//! theo dõi, tổng hợp", and sentences whose subject stands before them.

use super::cell::Names;
use super::clause::SentenceReader;
use super::discourse::Discourse;
use super::duty::Assignment;
use super::words::{CUES, Cue};
use crate::document::block_label::{BlockLabel, LabelStyle};
use crate::document::outline::Outline;
use tracuu_text::layout::BlockKind;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

/// Reads the assignments of the sentences outside of tables.
pub(super) fn read(
    names: Names<'_>,
    manuscript: &Manuscript,
    outline: &Outline,
) -> Vec<Assignment> {
    let mut reader = BlockReader {
        discourse: Discourse::new(names, manuscript.text()),
        outline,
        heading_style: None,
        is_after_colon: false,
    };
    for block in manuscript.blocks() {
        if !matches!(block.kind, BlockKind::Table(_) | BlockKind::Furniture) {
            reader.block(block.span);
        }
    }
    reader.discourse.read
}

/// Reads the blocks of a text one after another.
struct BlockReader<'t> {
    discourse: Discourse<'t>,
    outline: &'t Outline,
    /// How the block of the heading agency is labelled; the next block with this label
    /// ends what it heads.
    heading_style: Option<LabelStyle>,
    /// Whether the block before ends in a colon and says that tasks follow.
    is_after_colon: bool,
}

impl BlockReader<'_> {
    fn block(&mut self, block: Span) {
        let text = self.discourse.text;
        let provision = self.outline.at(block.start);
        let level = provision.and_then(|at| self.outline.provisions.get(at));
        if level.is_some_and(|provision| !provision.level.is_running_text()) {
            return;
        }
        let label = BlockLabel::read(block.of(text));
        let style = label.map(|label| label.style);
        let label_end = label.map_or(0, |label| label.end);
        let body = Span::new(block.start + label_end, block.end).trimmed(text);
        if style.is_some() && self.heading_style == style {
            self.discourse.heading = None;
            self.heading_style = None;
        }
        self.discourse.subject = None;
        if let Some(subject) = self.whole_chain(body) {
            self.discourse.heading = Some(subject);
            self.heading_style = style;
            return;
        }
        let is_context = self.is_after_colon || self.is_under_tasks(provision);
        for sentence in sentences(text, body) {
            if self.discourse.may_speak_of_agency(sentence) {
                SentenceReader::new(&mut self.discourse, sentence, is_context).read();
            }
        }
        let is_lead_in = |cue| matches!(cue, Cue::Context | Cue::Charge);
        if body.of(text).ends_with(':') {
            self.is_after_colon = says(body.of(text), is_lead_in);
        } else if style == Some(LabelStyle::Roman) {
            self.is_after_colon = false;
        }
    }

    /// The chain that is the whole of a block, but for a mark at its end.
    fn whole_chain(&self, body: Span) -> Option<Span> {
        let chain = self.discourse.chain_from(body.start)?;
        let rest = Span::new(chain.end, body.end).of(self.discourse.text);
        rest.trim_matches([':', '.', ';', ' ']).is_empty().then_some(chain)
    }

    /// Whether tasks are given out in a provision: a measure, or a part that says so.
    fn is_under_tasks(&self, provision: Option<usize>) -> bool {
        let Some(innermost) = provision else { return false };
        let around = std::iter::once(innermost).chain(self.outline.ancestors(innermost));
        let mut around = around.filter_map(|at| self.outline.provisions.get(at));
        around.any(|provision| {
            let title = provision.title.of(self.discourse.text);
            provision.is_measure || says(title, |cue| cue == Cue::Context)
        })
    }
}

/// Whether a cue stands anywhere in a text.
fn says(text: &str, is_wanted: impl Fn(Cue) -> bool) -> bool {
    let found = CUES.all(&CUES.words(text));
    found.into_iter().any(|found| is_wanted(found.value))
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
