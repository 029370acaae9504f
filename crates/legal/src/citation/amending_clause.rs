//! The clauses that change provisions of another document: "1. Sửa đổi khoản 3 Điều 14 như
//! sau: “…”", "Khoản 2 Điều 9 được bãi bỏ".
//!
//! The document that is changed is the one that the line names, else the one that its
//! article names, else the only one that the title of the amending document names. Inside
//! the quoted new text "Điều này" and "Nghị định này" are said of it.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::mention::{Citation, CitationKind};
use super::own::OwnFacts;
use super::pinpoint_words::opens_unit;
use super::surroundings::without_label;
use super::vocabulary::{Class, holds, joint_table, read};
use tracuu_text::cursor::Cursor;
use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter, is_letter_or_digit};
use tracuu_text::words::words_in;

/// Longest heading of a clause that is looked at, in bytes.
const MAX_HEADING_BYTES: usize = 1_200;

/// Most words between the provision and the passive verb ("Khoản 2 Điều 9 … được sửa đổi").
const MAX_PASSIVE_WORDS: usize = 40;

/// What a clause does to a provision.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AmendingAction {
    /// Its words change (sửa đổi, bổ sung).
    Amend,
    /// It is new (bổ sung).
    Add,
    /// A new one takes its place (thay thế).
    Replace,
    /// It ends (bãi bỏ).
    Repeal,
}

/// The verbs, with what each does.
const VERBS: [(Class, AmendingAction); 4] = [
    (Class::VerbAmend, AmendingAction::Amend),
    (Class::VerbAdd, AmendingAction::Add),
    (Class::VerbReplace, AmendingAction::Replace),
    (Class::VerbRepeal, AmendingAction::Repeal),
];

/// The same as one table.
static VERB_PHRASES: LazyLock<PhraseTable<AmendingAction>> =
    LazyLock::new(|| joint_table(&VERBS));

/// One clause.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct AmendingClause {
    /// From its verb, or from its provision in the passive, to the end of its line or to
    /// the new text.
    pub(super) heading: Span,
    /// The verb that stands behind the provisions; `None` in the active.
    pub(super) passive: Option<AmendingAction>,
    /// The new text in quotation marks.
    pub(super) quoted: Option<Span>,
    /// Index of the mention of the document that is changed.
    pub(super) document: usize,
    /// The clause above it, under which a letter stands ("a) Sửa đổi khoản 2"), by its index
    /// among the clauses.
    pub(super) above: Option<usize>,
}

/// The clauses of a text, in order. Linear in its length and in the number of mentions.
pub(super) fn find(
    text: &str,
    own: &OwnFacts,
    citations: &[Citation],
) -> Vec<AmendingClause> {
    let titled = titled(text, own, citations);
    let mut reader = ClauseReader {
        text,
        citations,
        titled,
        in_article: None,
        quotes: None,
        above: [None; 2],
        found: Vec::new(),
    };
    let mut at = own.title_span.map_or(0, |title| title.end);
    while at < text.len() {
        at = reader.line(at);
    }
    reader.found
}

/// Makes "Nghị định này" in the quoted new text of a clause a reference to the document that
/// is changed.
pub(super) fn link_quoted(text: &str, own: &OwnFacts, found: &mut [Citation]) {
    for clause in find(text, own, found) {
        let Some(quoted) = clause.quoted else { continue };
        let first = found.partition_point(|it| it.span.start < quoted.start);
        let inside = found.iter_mut().skip(first);
        for citation in inside.take_while(|it| it.span.start < quoted.end) {
            if citation.is_self_reference() {
                citation.kind = CitationKind::BackReference;
                citation.antecedent = Some(clause.document);
            }
        }
    }
}

/// The only document that the title of an amending document names.
fn titled(text: &str, own: &OwnFacts, citations: &[Citation]) -> Option<usize> {
    let title = own.title_span?;
    verb_at(text, title.start)?;
    let first = citations.partition_point(|it| it.span.start < title.start);
    let inside = citations.get(first..)?.iter().enumerate();
    let mut named = inside
        .take_while(|(_, it)| it.span.start < title.end)
        .filter(|(_, it)| is_document(it));
    let (at, _) = named.next()?;
    named.next().is_none().then_some(first + at)
}

/// Whether a mention is of a document beside the own one, and stands in no title.
fn is_document(citation: &Citation) -> bool {
    citation.kind != CitationKind::SelfReference && citation.nested_in.is_none()
}

/// The level of the label in front of a clause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Article,
    Number,
    Letter,
}

struct ClauseReader<'t> {
    text: &'t str,
    citations: &'t [Citation],
    titled: Option<usize>,
    /// The document that the heading of the article names.
    in_article: Option<usize>,
    /// Made at the first clause.
    quotes: Option<Quotes>,
    /// The last clause of an article and under a number.
    above: [Option<usize>; 2],
    found: Vec<AmendingClause>,
}

impl ClauseReader<'_> {
    /// Reads a line that begins here; gives the beginning of the next one to read.
    fn line(&mut self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        let end = start + rest.find('\n').unwrap_or(rest.len());
        let (at, rank) = label(self.text, Span::new(start, end));
        if rank == Rank::Article {
            self.in_article = None;
            self.above = [None; 2];
        }
        let Some(clause) = self.clause(Span::new(at, end), rank) else {
            return end + 1;
        };
        let place = Some(self.found.len());
        match rank {
            Rank::Article => {
                self.in_article = Some(clause.document);
                self.above = [place, None];
            }
            Rank::Number => self.above[1] = place,
            Rank::Letter => {}
        }
        self.found.push(clause);
        clause.quoted.map_or(end + 1, |quoted| quoted.end.max(end + 1))
    }

    /// The clause in a line without its label.
    fn clause(&mut self, line: Span, rank: Rank) -> Option<AmendingClause> {
        let far = line.start.saturating_add(MAX_HEADING_BYTES);
        let line =
            Span::new(line.start, self.text.floor_char_boundary(far).min(line.end));
        // Most lines of most texts are about no other document.
        let document = self.named(line).or(self.in_article).or(self.titled)?;
        let passive = match verb_at(self.text, line.start) {
            Some(_) => None,
            None => Some(passive(self.text, line)?),
        };
        let text = self.text;
        let quotes = self.quotes.get_or_insert_with(|| Quotes::new(text));
        let quoted = quotes.behind(text, line);
        let end = quoted.map_or(line.end, |quoted| quoted.start.min(line.end));
        let above = match rank {
            Rank::Article => None,
            Rank::Number => self.above[0],
            Rank::Letter => self.above[1].or(self.above[0]),
        };
        let heading = Span::new(line.start, end);
        Some(AmendingClause { heading, passive, quoted, document, above })
    }

    /// The first document that a line names.
    fn named(&self, line: Span) -> Option<usize> {
        let first = self.citations.partition_point(|it| it.span.start < line.start);
        let inside = self.citations.get(first..)?.iter().enumerate();
        let mut inside = inside.take_while(|(_, it)| it.span.start < line.end);
        inside.find(|(_, it)| is_document(it)).map(|(at, _)| first + at)
    }
}

/// Where the words of a line begin behind its label, and the rank of that.
fn label(text: &str, line: Span) -> (usize, Rank) {
    let mut cursor = Cursor::new(text, line.start);
    cursor.eat_while(|mark| matches!(mark, ' ' | '\t' | '*' | '#'));
    let mut article = cursor;
    if holds(Class::Article, article.word()) {
        article.eat_while(|mark| mark == ' ');
        let is_numbered = !article.eat_while(is_letter_or_digit).is_empty();
        if is_numbered && article.eat(|mark| matches!(mark, '.' | ':')).is_some() {
            article.eat_while(|mark| matches!(mark, ' ' | '\t' | '*'));
            return (article.at().min(line.end), Rank::Article);
        }
    }
    let is_letter = cursor.peek().is_some_and(is_letter);
    let at = without_label(text, line.start).min(line.end);
    let mut words = Cursor::new(text, at);
    words.eat_while(|mark| matches!(mark, ' ' | '\t' | '*'));
    let is_labelled = at > cursor.at();
    // "1.1-" stands under "1-" as a letter does.
    let written = Span::new(cursor.at(), at.max(cursor.at())).of(text);
    let mut groups = written.split('.').skip(1);
    let is_lower =
        is_letter || groups.any(|group| group.starts_with(|c: char| c.is_ascii_digit()));
    let rank = if is_labelled && is_lower { Rank::Letter } else { Rank::Number };
    (words.at().min(line.end), rank)
}

/// The verb that stands at a place, and where it ends: of two that are joined ("sửa đổi, bổ
/// sung") their sum.
fn verb_at(text: &str, at: usize) -> Option<(AmendingAction, usize)> {
    let (first, behind) = one_verb(Cursor::new(text, at))?;
    let mut ahead = behind;
    ahead.skip_blanks();
    let is_joined = ahead.eat(|mark| mark == ',').is_some();
    let ahead = if is_joined { Some(ahead) } else { read(Class::And, behind) };
    Some(match ahead.and_then(one_verb) {
        Some((_, behind)) => (AmendingAction::Amend, behind.at()),
        None => (first, behind.at()),
    })
}

fn one_verb(mut at: Cursor<'_>) -> Option<(AmendingAction, Cursor<'_>)> {
    let action = at.eat_phrase(&VERB_PHRASES)?;
    Some((action, at))
}

/// What the words of a heading say up to a place: read on from run to run.
#[derive(Default)]
pub(super) struct HeadingVerbs {
    read_to: usize,
    /// The last verb.
    pub(super) verb: Option<AmendingAction>,
    /// Whether a part of the provision only is meant ("cụm từ").
    pub(super) is_phrase: bool,
    /// Whether a quotation is open.
    pub(super) is_quoted: bool,
}

impl HeadingVerbs {
    /// Reads on up to a place, from the beginning in a new heading.
    pub(super) fn read(&mut self, text: &str, heading: Span, to: usize) {
        if self.read_to < heading.start {
            *self = Self { read_to: heading.start, ..Self::default() };
        }
        let words = Span::new(self.read_to, to.max(self.read_to));
        let mut verb_end = words.start;
        for word in words_in(text, words) {
            let at = word.span.start;
            if verb_end <= at
                && let Some((action, end)) = verb_at(text, at)
            {
                (self.verb, verb_end) = (Some(action), end);
            }
            let is_phrase = || read(Class::Phrase, Cursor::new(text, at)).is_some();
            self.is_phrase = self.is_phrase || is_phrase();
        }
        for mark in words.of(text).chars() {
            self.is_quoted = match mark {
                '“' => true,
                '”' => false,
                '"' => !self.is_quoted,
                _ => self.is_quoted,
            };
        }
        self.read_to = words.end;
    }
}

/// The verb of "Khoản 2 Điều 9 được sửa đổi, bổ sung như sau".
fn passive(text: &str, line: Span) -> Option<AmendingAction> {
    let mut words = words_in(text, line).take(MAX_PASSIVE_WORDS);
    let opening = words.next().filter(|word| opens_unit(&word.normal))?;
    let is_capital = opening.span.of(text).starts_with(char::is_uppercase);
    let verb = words.find(|word| holds(Class::Passive, &word.normal))?;
    verb_at(text, verb.span.end).map(|(action, _)| action).filter(|_| is_capital)
}

/// Where the quotations of a text end.
struct Quotes {
    /// Each opening mark `“` with the end of its quotation, in order.
    curly: Vec<(usize, usize)>,
    /// The straight marks at which a line ends.
    straight: Vec<usize>,
}

impl Quotes {
    fn new(text: &str) -> Self {
        let mut open: Vec<usize> = Vec::new();
        let mut curly = Vec::new();
        let mut straight = Vec::new();
        for (at, mark) in text.char_indices() {
            match mark {
                '“' => open.push(at),
                '”' => {
                    curly.extend(open.pop().map(|start| (start, at + mark.len_utf8())));
                }
                '"' => {
                    let behind = text.get(at + 1..).unwrap_or_default();
                    let behind = behind.trim_start_matches(['.', ';', ',', ' ']);
                    let ends = behind.is_empty() || behind.starts_with('\n');
                    straight.extend(ends.then_some(at + 1));
                }
                _ => {}
            }
        }
        curly.sort_unstable();
        Self { curly, straight }
    }

    /// The new text of a clause: it begins on the line, at its end, or on the next lines,
    /// and may be several quotations with nothing between.
    fn behind(&self, text: &str, line: Span) -> Option<Span> {
        let words = line.of(text);
        let colon = words.find(':').map_or(line.end, |at| line.start + at + 1);
        let mut quoted: Option<Span> = None;
        let mut at = colon;
        while let Some(next) = self.starting_at(text, at) {
            quoted = Some(quoted.map_or(next, |first| first.cover(next)));
            at = next.end;
        }
        quoted
    }

    /// The quotation that begins behind blanks and marks.
    fn starting_at(&self, text: &str, at: usize) -> Option<Span> {
        let rest = text.get(at..)?;
        let words = rest.trim_start_matches(|mark: char| {
            mark.is_whitespace() || matches!(mark, '.' | ';' | ',')
        });
        let start = text.len() - words.len();
        if words.starts_with('"') {
            let place = self.straight.partition_point(|end| *end <= start + 1);
            return self.straight.get(place).map(|end| Span::new(start, *end));
        }
        let place = self.curly.binary_search_by_key(&start, |(open, _)| *open).ok()?;
        self.curly.get(place).map(|(_, end)| Span::new(start, *end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::vocabulary::check_meanings;

    #[test]
    fn every_verb_does_what_its_class_says() {
        check_meanings(&VERBS, |verb| {
            let (action, end) = verb_at(verb, 0)?;
            (end == verb.len()).then_some(action)
        });
    }
}
