//! Suggestions per keystroke: a typed beginning → what the collection has that goes on so.
//!
//! The words before the last must stand whole, one after the other; the last may be typed in
//! part. Readings are tried in turn: the text as it stands with the marks that were typed,
//! then with any marks, then its keys read as Telex and VNI; each fills what the one before
//! left free, so that no reading hides what was typed.

use std::time::Instant;

use rustc_hash::FxHashSet;
use strum::VariantArray;

use super::answer::SnippetFragment;
use super::matched::pieces;
use super::typed::{Reading, readings};
use tracuu_index::entry::EntryKind;
use tracuu_index::suggest::record::{SuggestionDetail, SuggestionKind};
use tracuu_index::suggest::table::Suggestions;
use tracuu_index::suggest::word::Agreement;

/// Longest text that has suggestions, in bytes: longer than any suggestion.
pub const MAX_TYPED_BYTES: usize = 1024;

/// Most suggestions in one answer; a list that a person looks through has ten.
pub const MAX_LIMIT: usize = 100;

/// Matches looked at for each suggestion wanted: a text in which the typed word stands
/// several times matches several times.
const MATCHES_PER_SUGGESTION: usize = 4;

/// Most matches of a kind that are looked at for those of one folder: the records of so
/// many are read in some milliseconds. The most used come first.
const MAX_LOOKED_AT: usize = 4000;

/// Which suggestions are wanted; a member that is `None` asks for nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct SuggestOptions<'w> {
    /// Those that lead to hits of this kind.
    pub hits: Option<EntryKind>,
    /// Those of documents in this folder of the corpus. Agencies and phrases lie in none.
    pub folder: Option<&'w str>,
}

impl SuggestOptions<'_> {
    fn has(&self, kind: SuggestionKind) -> bool {
        let is_of_file = !matches!(kind, SuggestionKind::Agency | SuggestionKind::Phrase);
        let leads_there = match kind {
            SuggestionKind::Symbol | SuggestionKind::Document => {
                &[EntryKind::Document][..]
            }
            SuggestionKind::Agency => &[EntryKind::Assignment],
            SuggestionKind::Measure => &[EntryKind::Measure],
            SuggestionKind::Phrase => &[EntryKind::Measure, EntryKind::Provision],
        };
        self.hits.is_none_or(|hits| leads_there.contains(&hits))
            && (is_of_file || self.folder.is_none())
    }
}

/// What is suggested for a typed text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SuggestAnswer {
    /// As typed.
    pub text: String,
    /// By kind: first those with the best matches.
    pub groups: Vec<SuggestionGroup>,
    /// Time taken, in milliseconds.
    pub took_ms: f64,
}

/// Suggestions of one kind, the most used first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestionGroup {
    /// The kind.
    pub kind: SuggestionKind,
    /// At least one.
    pub suggestions: Vec<Suggestion>,
}

/// One suggestion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestion {
    /// The suggested text, which is also the query to run.
    pub text: String,
    /// The facts of a second line; may be empty.
    pub details: Vec<SuggestionDetail>,
    /// Address on this service, where it has a page.
    pub url: Option<String>,
    /// The text in pieces; what was typed is marked.
    pub pieces: Vec<SnippetFragment>,
}

/// How well a suggestion matches; the least is the best.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Closeness {
    /// Number of the attempt that found it.
    attempt: usize,
    is_inside: bool,
}

/// A suggestion that was found, not yet read.
struct Candidate {
    item: u32,
    closeness: Closeness,
}

/// At most `limit` suggestions for a typed text, spread evenly over their kinds. Any text
/// is welcome; one without words has no suggestions.
pub fn suggest(table: &Suggestions, text: &str, limit: usize) -> SuggestAnswer {
    suggest_with(table, text, &SuggestOptions::default(), limit)
}

/// The same of some suggestions only.
pub fn suggest_with(
    table: &Suggestions,
    text: &str,
    options: &SuggestOptions<'_>,
    limit: usize,
) -> SuggestAnswer {
    let start = Instant::now();
    let readings = if text.len() > MAX_TYPED_BYTES { Vec::new() } else { readings(text) };
    let attempts = attempts(&readings);
    let limit = limit.min(MAX_LIMIT);
    let mut kinds: Vec<(SuggestionKind, Vec<Candidate>)> = SuggestionKind::VARIANTS
        .iter()
        .copied()
        .filter(|kind| options.has(*kind))
        .map(|kind| (kind, candidates(table, kind, options.folder, &attempts, limit)))
        .filter(|(_, candidates)| !candidates.is_empty())
        .collect();
    kinds.sort_by_key(|(_, found)| found.first().map(|best| best.closeness));
    let mut groups: Vec<SuggestionGroup> = kinds
        .iter()
        .map(|(kind, _)| SuggestionGroup { kind: *kind, suggestions: Vec::new() })
        .collect();
    Choice { table, attempts: &attempts, limit, urls: FxHashSet::default() }
        .fill(&kinds, &mut groups);
    groups.retain(|group| !group.suggestions.is_empty());
    let took_ms = start.elapsed().as_secs_f64() * 1e3;
    SuggestAnswer { text: text.to_owned(), groups, took_ms }
}

/// A reading, and how exactly the marks must agree.
type Attempt<'r> = (&'r Reading, Agreement);

/// What is tried, in turn.
fn attempts(readings: &[Reading]) -> Vec<Attempt<'_>> {
    let mut attempts = Vec::new();
    for reading in readings {
        if reading.is_marked() {
            attempts.push((reading, Agreement::Exact));
            attempts.push((reading, Agreement::Marks));
        }
        if !reading.is_of_keys {
            attempts.push((reading, Agreement::Letters));
        }
    }
    attempts
}

/// The best suggestions of a kind, each once.
fn candidates(
    table: &Suggestions,
    kind: SuggestionKind,
    folder: Option<&str>,
    attempts: &[Attempt<'_>],
    limit: usize,
) -> Vec<Candidate> {
    let is_inside = |item| match folder {
        None => true,
        Some(folder) => {
            table.record(kind, item).is_some_and(|record| record.folder == folder)
        }
    };
    let n_looked_at = match folder {
        None => limit.saturating_mul(MATCHES_PER_SUGGESTION),
        Some(_) => MAX_LOOKED_AT / attempts.len().max(1),
    };
    let mut found: Vec<Candidate> = Vec::new();
    let mut known = FxHashSet::default();
    for (number, (reading, agreement)) in attempts.iter().enumerate() {
        let matches = table.find(kind, &reading.words, *agreement);
        for one in matches.take(n_looked_at) {
            if found.len() >= limit {
                return found;
            }
            if known.insert(one.item) && is_inside(one.item) {
                let closeness =
                    Closeness { attempt: number, is_inside: !one.is_beginning };
                found.push(Candidate { item: one.item, closeness });
            }
        }
    }
    found
}

/// Choosing among the candidates of all kinds.
struct Choice<'c> {
    table: &'c Suggestions,
    attempts: &'c [Attempt<'c>],
    limit: usize,
    /// Pages that are suggested already: a document is not shown by symbol and by title.
    urls: FxHashSet<String>,
}

impl Choice<'_> {
    /// Gives each kind one place after the other until all are taken.
    fn fill(
        mut self,
        kinds: &[(SuggestionKind, Vec<Candidate>)],
        groups: &mut [SuggestionGroup],
    ) {
        let mut n_chosen = 0;
        for round in 0..self.limit {
            for ((kind, candidates), group) in kinds.iter().zip(groups.iter_mut()) {
                if n_chosen == self.limit {
                    return;
                }
                let candidate = candidates.get(round);
                let chosen = candidate.and_then(|one| self.read(*kind, one));
                n_chosen += usize::from(chosen.is_some());
                group.suggestions.extend(chosen);
            }
        }
    }

    /// The suggestion of a candidate, unless its page is suggested already.
    fn read(
        &mut self,
        kind: SuggestionKind,
        candidate: &Candidate,
    ) -> Option<Suggestion> {
        let record = self.table.record(kind, candidate.item)?;
        let url = Some(record.url).filter(|url| !url.is_empty());
        if url.as_ref().is_some_and(|url| !self.urls.insert(url.clone())) {
            return None;
        }
        let (reading, _) = self.attempts.get(candidate.closeness.attempt)?;
        let pieces = pieces(&record.text, &reading.words);
        Some(Suggestion { text: record.text, details: record.details, url, pieces })
    }
}
