//! Words in quotation marks against the provision that they are quoted from.
//!
//! A quotation stands behind words that lead one in, or beside a citation of a document
//! whose text is held. What has no such source is given back as not checked. Names and
//! slogans in quotation marks are no quotations.

use super::context::{CheckContext, Findings};
use super::facts::DocumentFacts;
use super::finding::Finding;
use super::held_text::{self, Passage};
use super::rule::{Rule, Severity};
use super::title::{Likeness, TitleWords};
use super::words::{self, Role};
use tracuu_index::error::ReadError;
use tracuu_legal::citation::legal_status::LegalStatus;
use tracuu_legal::citation::mention::Citation;
use tracuu_print::messages::spoken;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words as text_words};

/// Fewest words of a quotation; fewer are a name or a term.
const MIN_WORDS: usize = 5;

/// Most words of a quotation, and of a provision, that are compared: the table of the
/// comparison has as many cells as their product.
const MAX_QUOTED_WORDS: usize = 200;
const MAX_HELD_WORDS: usize = 4_000;

/// Most quotations of a draft that are compared word by word.
const MAX_ALIGNED: usize = 40;

/// How far in front of a quotation its source may stand, in bytes, and how far behind.
const SOURCE_BEFORE_BYTES: usize = 400;
const SOURCE_BEHIND_BYTES: usize = 40;

/// Compares the quotations of a draft; gives those that were not compared.
///
/// # Errors
/// Where the index cannot be read.
pub(super) fn check(
    context: &CheckContext<'_>,
    out: &mut Findings,
) -> Result<Vec<Span>, ReadError> {
    let mut reader = QuotationReader { context, n_aligned: 0 };
    let mut unchecked = Vec::new();
    for quoted in quotations(context) {
        if !reader.compare(&quoted, out)? && quoted.is_led {
            unchecked.push(quoted.span);
        }
    }
    Ok(unchecked)
}

/// Words in quotation marks.
struct Quotation {
    /// The words, without the marks.
    span: Span,
    /// Whether words that lead a quotation in, or a colon, stand in front.
    is_led: bool,
}

/// What is quoted in the running text of a draft, in order.
fn quotations(context: &CheckContext<'_>) -> Vec<Quotation> {
    let text = context.text;
    let changes = |kind: &tracuu_legal::citation::relation::Relation| kind.kind.changes();
    let amends = context.draft.relations.iter().flatten().any(changes);
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let mut at = 0;
        while let Some((open, close)) = pair(line, at) {
            at = close;
            let span = Span::new(line_start + open, line_start + close);
            let before = line.get(..open).unwrap_or_default().trim_end_matches('“');
            // In a draft that amends, a paragraph in quotation marks is the new text.
            let is_new_text = amends && before.trim().is_empty();
            if !is_new_text
                && context.is_running_text(span.start)
                && is_free(context, span)
            {
                found.push(Quotation { span, is_led: is_led(before) });
            }
        }
        line_start += line.len();
    }
    found
}

/// The words of the next quotation of a line, from its first word to its last.
fn pair(line: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let open = at + line.get(at..)?.find('“')? + '“'.len_utf8();
        let close = open + line.get(open..)?.find('”')?;
        let inside = line.get(open..close)?;
        let words: Vec<Word<'_>> = text_words(inside).collect();
        if let ([first, ..], Some(last), true) =
            (&words[..], words.last(), words.len() >= MIN_WORDS)
        {
            return Some((open + first.span.start, open + last.span.end));
        }
        at = close;
    }
}

/// Whether a place is no name or title of a cited document.
fn is_free(context: &CheckContext<'_>, span: Span) -> bool {
    let citations = &context.draft.citations;
    let end = citations.partition_point(|citation| citation.span.start < span.end);
    let near = citations.get(end.saturating_sub(8)..end).unwrap_or_default();
    near.iter().all(|citation| {
        let parts = [Some(citation.span), citation.title, citation.alias];
        parts.into_iter().flatten().all(|part| !part.overlaps(span))
    })
}

/// Whether the words in front of a quotation lead it in.
fn is_led(before: &str) -> bool {
    let before = before.trim_end();
    if before.ends_with(':') {
        return true;
    }
    let words: Vec<Word<'_>> = text_words(before).collect();
    words::ends_before(&words, words.len(), Role::LeadsQuotation)
}

struct QuotationReader<'c, 'a> {
    context: &'c CheckContext<'a>,
    n_aligned: usize,
}

impl QuotationReader<'_, '_> {
    /// Compares a quotation with its source; `false` where there is none that is held.
    fn compare(
        &mut self,
        quoted: &Quotation,
        out: &mut Findings,
    ) -> Result<bool, ReadError> {
        let context = self.context;
        let Some((index, citation)) = source(context, quoted) else {
            return Ok(false);
        };
        let Some(facts) = context.facts(index) else { return Ok(false) };
        let Some(outline) = facts.outline() else { return Ok(false) };
        let held = context.held_text(facts.id())?;
        let pin = match &citation.pinpoint[..] {
            [only] => held_text::entry(outline, only),
            _ => None,
        };
        let place = pin.map(|entry| held.between(entry.start, entry.end));
        let text = context.text;
        let place_text = place.as_ref().unwrap_or_else(|| held.whole());
        let parts = parts(text, quoted.span).into_iter();
        let lacking = parts
            .map(|part| (part, context.words_in(part)))
            .find(|(_, words)| !place_text.holds(words));
        let Some((part, words)) = lacking else { return Ok(true) };
        if is_title(quoted.span.of(text), facts) {
            return Ok(true);
        }
        if self.n_aligned >= MAX_ALIGNED {
            return Ok(false);
        }
        self.n_aligned += 1;
        let source = Source { context, index, citation };
        if place.is_some() && held.whole().holds(words) {
            out.push(source.elsewhere(part));
            return Ok(true);
        }
        match nearest(place_text, words) {
            Some(words) => out.push(source.differs(part, &words)),
            None if quoted.is_led => out.push(source.lacks(part)),
            None => {}
        }
        Ok(true)
    }
}

/// The mention that a quotation is taken from: one right behind words that lead to it ("…”
/// theo khoản 2 Điều 3 của …"), the last one before it in its sentence, else one in brackets
/// right behind.
fn source<'a>(
    context: &CheckContext<'a>,
    quoted: &Quotation,
) -> Option<(usize, &'a Citation)> {
    let (text, is_led) = (context.text, quoted.is_led);
    let quoted = quoted.span;
    let citations = &context.draft.citations;
    let end = citations.partition_point(|citation| citation.span.start < quoted.start);
    let near = (end.saturating_sub(8)..end).rev();
    let before = near.filter_map(|index| Some((index, citations.get(index)?)));
    let mut before = before.filter(|(_, citation)| {
        let between = Span::new(citation.span.end.min(quoted.start), quoted.start);
        let words = between.of(text);
        citation.nested_in.is_none()
            && words.len() <= SOURCE_BEFORE_BYTES
            && !words.contains(['\n', ';', '”'])
            && !words.contains(". ")
    });
    let next = citations.get(end).and_then(|next| {
        let start = next.pinpoint_span.map_or(next.span.start, |pin| pin.start);
        let between = text.get(quoted.end..start.min(next.span.start))?;
        (between.len() <= SOURCE_BEHIND_BYTES).then_some((next, between))
    });
    let is_from = |(_, between): &(&Citation, &str)| {
        let words: Vec<Word<'_>> = text_words(between).collect();
        let n_leading = words::len_at(&words, 0, Role::QuotedFrom);
        n_leading > 0 && n_leading == words.len()
    };
    if let Some((next, _)) = next.filter(|next| !is_led && is_from(next)) {
        return Some((end, next));
    }
    before.next().or_else(|| {
        let (next, _) = next.filter(|(_, between)| between.contains('('))?;
        Some((end, next))
    })
}

/// Where a quotation comes from.
struct Source<'c, 'a> {
    context: &'c CheckContext<'a>,
    index: usize,
    citation: &'c Citation,
}

impl Source<'_, '_> {
    fn name(&self) -> String {
        let name = self.context.name(self.citation);
        match self.citation.pinpoint_span {
            Some(pin) => spoken().check_place_of(self.context.words(pin), name),
            None => name,
        }
    }

    /// Other words than those of the provision.
    fn differs(&self, span: Span, known: &str) -> Finding {
        let message = spoken().check_quotation_differs(self.name(), known);
        self.finding(span, message).with_replacement(known)
    }

    /// Words that stand in another provision.
    fn elsewhere(&self, span: Span) -> Finding {
        let message = spoken().check_quotation_elsewhere(self.name());
        self.finding(span, message).with_severity(Severity::Warning)
    }

    /// Words that the text has nowhere.
    fn lacks(&self, span: Span) -> Finding {
        let message = spoken().check_quotation_not_found(self.name());
        self.finding(span, message).with_severity(Severity::Warning)
    }

    fn finding(&self, span: Span, message: String) -> Finding {
        let finding = Finding::new(Rule::CiteQuotation, span, message);
        // The words may be those of an amendment, which is not merged into the text.
        let timeline = self.context.facts(self.index).map(DocumentFacts::timeline);
        let amended = timeline.zip(self.context.day).is_some_and(|(timeline, day)| {
            timeline.state_on(day).state == LegalStatus::Amended
        });
        let severity = if amended { Severity::Warning } else { finding.severity };
        finding.with_severity(severity).for_citation(self.index)
    }
}

fn is_title(quoted: &str, facts: &DocumentFacts) -> bool {
    let quoted = TitleWords::read(quoted);
    facts.titles().iter().any(|title| quoted.compare(title).likeness <= Likeness::Cut)
}

/// The stretches of a quotation between marks of omission, as places of the text.
fn parts(text: &str, quoted: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut at = quoted.start;
    for part in quoted.of(text).split_inclusive(['…', '[', ']']) {
        for piece in part.split_inclusive("...") {
            let words: Vec<Word<'_>> = text_words(piece).collect();
            if let Some((first, last)) = words.first().zip(words.last()) {
                parts.push(Span::new(at + first.span.start, at + last.span.end));
            }
            at += piece.len();
        }
    }
    parts
}

/// The words of a passage that are nearest to others; `None` where less than two thirds of
/// them agree.
fn nearest(passage: &Passage, words: &[Word<'_>]) -> Option<String> {
    let wanted = words.get(..MAX_QUOTED_WORDS).unwrap_or(words);
    let held = passage.words.get(..MAX_HELD_WORDS).unwrap_or(&passage.words);
    // For each place of the text the cost of ending there, and where the stretch begins.
    let mut row: Vec<(usize, usize)> = (0..=held.len()).map(|at| (0, at)).collect();
    for (n_read, one) in wanted.iter().enumerate() {
        let mut before = row.first().copied()?;
        if let Some(first) = row.first_mut() {
            *first = (n_read + 1, 0);
        }
        let mut left = (n_read + 1, 0);
        for (cell, other) in row.iter_mut().skip(1).zip(held) {
            let step = usize::from(one.normal != other.normal);
            let best =
                [(before.0 + step, before.1), (cell.0 + 1, cell.1), (left.0 + 1, left.1)];
            before = *cell;
            left = best.into_iter().min_by_key(|(cost, _)| *cost)?;
            *cell = left;
        }
    }
    let by_cost_and_length = |(end, (cost, start)): &(usize, &(usize, usize))| {
        (*cost, (end - start).abs_diff(wanted.len()))
    };
    let (end, (cost, start)) = row.iter().enumerate().min_by_key(by_cost_and_length)?;
    let stretch = held.get(*start..end)?;
    let (first, last) = stretch.first().zip(stretch.last())?;
    let words = passage.text.get(first.span.start..last.span.end)?;
    (*cost * 3 <= wanted.len()).then(|| one_line(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_words_are_those_that_differ_least() {
        let text =
            "1. Chợ có nơi gửi xe. 2. Chợ phải có mái che và lối thoát nạn, biển tên.";
        let passage = Passage::new(text.to_owned());
        let nearest = |words| nearest(&passage, &text_words(words).collect::<Vec<_>>());
        let near = nearest("chợ phải có mái che và lối ra");
        assert_eq!(near.as_deref(), Some("Chợ phải có mái che và lối thoát"));
        assert_eq!(nearest("hộ kinh doanh nộp phí hằng tháng"), None);
    }

    #[test]
    fn what_is_left_out_parts_a_quotation() {
        let text = "Chợ có … lối thoát nạn";
        let parts: Vec<_> = parts(text, Span::new(0, text.len()));
        let parts: Vec<_> = parts.iter().map(|part| part.of(text)).collect();
        assert_eq!(parts, ["Chợ có", "lối thoát nạn"]);
        let passage = Passage::new("Chợ có nơi gửi xe, lối thoát nạn.".to_owned());
        assert!(passage.holds(&text_words("lối thoát nạn").collect::<Vec<_>>()));
    }
}
