//! Entries that have enough of some clauses.

use tantivy::postings::SegmentPostings;
use tantivy::query::{
    EmptyScorer, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::found_entries;
use super::membership::Membership;

/// Entries that are looked at together. Their points take 8 KB, which stay in the nearest cache,
/// and are some sixty blocks of a list that half of them have.
const WINDOW: u16 = 1 << 13;

/// Entries that have clauses of so many points together, all scored alike. The cheapest
/// clauses of which an entry must have one are gone through; the others, which are the common
/// syllables and the phrases of them, are only asked about what these have found. The engine's
/// own union with a minimum goes through all of them, with a heap for every entry.
///
/// Some thousand entries are looked at together, and only when they are asked for: who wants a
/// part of the entries pays for that part.
#[derive(Debug)]
pub(super) struct AtLeast {
    clauses: Vec<(Box<dyn Query>, u32)>,
    least: u32,
}

impl AtLeast {
    /// `least` is at least 1.
    pub(super) fn new(clauses: Vec<(Box<dyn Query>, u32)>, least: u32) -> Self {
        Self { clauses, least: least.max(1) }
    }
}

impl Clone for AtLeast {
    fn clone(&self) -> Self {
        let clauses = self.clauses.iter();
        let clauses = clauses.map(|(query, points)| (query.box_clone(), *points));
        Self { clauses: clauses.collect(), least: self.least }
    }
}

impl Query for AtLeast {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let unscored = EnableScoring::disabled_from_schema(scoring.schema());
        let mut clauses = Vec::with_capacity(self.clauses.len());
        for (query, worth) in &self.clauses {
            let found = match query.downcast_ref::<TermQuery>() {
                Some(query) => Found::Term(query.term().clone()),
                None => Found::Other(query.weight(unscored)?),
            };
            clauses.push((found, *worth));
        }
        Ok(Box::new(AtLeastWeight { clauses, least: self.least }))
    }
}

/// What a clause finds.
enum Found {
    Term(Term),
    Other(Box<dyn Weight>),
}

struct AtLeastWeight {
    clauses: Vec<(Found, u32)>,
    least: u32,
}

impl Weight for AtLeastWeight {
    fn scorer(
        &self,
        segment: &SegmentReader,
        boost: Score,
    ) -> tantivy::Result<Box<dyn Scorer>> {
        let mut clauses = Vec::with_capacity(self.clauses.len());
        for (found, worth) in &self.clauses {
            let entries = match found {
                Found::Term(term) => Entries::of_term(segment, term)?,
                Found::Other(weight) => {
                    Some(Entries::Other(weight.scorer(segment, 1.0)?))
                }
            };
            clauses.extend(entries.map(|entries| Clause { entries, worth: *worth }));
        }
        Ok(Box::new(AtLeastScorer::new(clauses, self.least, boost)))
    }

    fn explain(
        &self,
        segment: &SegmentReader,
        entry: DocId,
    ) -> tantivy::Result<Explanation> {
        found_entries::explain(
            self.scorer(segment, 1.0)?,
            entry,
            "enough of some clauses",
        )
    }
}

/// A clause in a segment.
struct Clause {
    entries: Entries,
    worth: u32,
}

/// The entries of a clause.
enum Entries {
    Term(Box<SegmentPostings>),
    Other(Box<dyn Scorer>),
    /// Only asked whether it has an entry.
    Asked(Membership, u64),
}

impl Entries {
    /// `None` where no entry has the term.
    fn of_term(segment: &SegmentReader, term: &Term) -> tantivy::Result<Option<Self>> {
        let lists = segment.inverted_index(term.field())?;
        let list = lists.read_postings(term, IndexRecordOption::Basic)?;
        Ok(list.map(|list| Self::Term(Box::new(list))))
    }

    fn cost(&self) -> u64 {
        match self {
            Self::Term(list) => u64::from(list.doc_freq()),
            Self::Other(scorer) => scorer.cost(),
            Self::Asked(_, cost) => *cost,
        }
    }

    /// The first entry that is not before `target`, of one that is gone through.
    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Term(list) if list.doc() < target => list.seek(target),
            Self::Term(list) => list.doc(),
            Self::Other(scorer) if scorer.doc() < target => scorer.seek(target),
            Self::Other(scorer) => scorer.doc(),
            Self::Asked(..) => TERMINATED,
        }
    }
}

/// Goes through the entries, window by window.
struct AtLeastScorer {
    /// The cheapest first.
    clauses: Vec<Clause>,
    /// How many of them are gone through: none of the entries that these do not have has
    /// enough of the others.
    n_gone_through: usize,
    /// Points of the others together.
    n_asked_points: u32,
    least: u32,
    points: Points,
    /// The entries of the window that have enough, and the place among them.
    found: Vec<DocId>,
    at: usize,
    /// Where the next window begins at the earliest.
    next: DocId,
    score: Score,
}

impl AtLeastScorer {
    fn new(mut clauses: Vec<Clause>, least: u32, score: Score) -> Self {
        clauses.sort_by_key(|clause| clause.entries.cost());
        let mut left: u32 = clauses.iter().map(|clause| clause.worth).sum();
        let is_possible = left >= least;
        let mut n_gone_through = 0;
        for clause in &clauses {
            if left < least {
                break;
            }
            left -= clause.worth;
            n_gone_through += 1;
        }
        for clause in clauses.iter_mut().skip(n_gone_through) {
            let cost = clause.entries.cost();
            if let Entries::Other(scorer) = &mut clause.entries {
                let scorer = std::mem::replace(scorer, Box::new(EmptyScorer));
                clause.entries = Entries::Asked(Membership::new(scorer), cost);
            }
        }
        let mut scorer = Self {
            clauses,
            n_gone_through,
            n_asked_points: left,
            least,
            points: Points::default(),
            found: Vec::new(),
            at: 0,
            next: if is_possible { 0 } else { TERMINATED },
            score,
        };
        scorer.look(0);
        scorer
    }

    /// Goes to the first entry that is not before `from`, which is behind all that was found.
    fn look(&mut self, from: DocId) -> DocId {
        let mut from = from.max(self.next);
        loop {
            self.found.clear();
            self.at = 0;
            let (gone_through, asked) = self.clauses.split_at_mut(self.n_gone_through);
            let first =
                gone_through.iter_mut().map(|clause| clause.entries.seek(from)).min();
            let Some(start) =
                first.filter(|start| *start < TERMINATED && from < TERMINATED)
            else {
                self.next = TERMINATED;
                return TERMINATED;
            };
            self.points.begin(start);
            for clause in gone_through {
                self.points.add(clause);
            }
            self.points.give_list(self.least - self.n_asked_points, &mut self.found);
            let mut left = self.n_asked_points;
            for clause in asked {
                if self.found.is_empty() {
                    break;
                }
                left -= clause.worth;
                self.points.ask(clause, self.least, &self.found);
                let (points, least) = (&self.points, self.least);
                self.found.retain(|entry| points.of(*entry) + left >= least);
            }
            from = self.points.end();
            self.next = from;
            if let Some(entry) = self.found.first() {
                return *entry;
            }
        }
    }
}

impl DocSet for AtLeastScorer {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        match self.found.get(self.at) {
            Some(entry) => *entry,
            None => self.look(self.next),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        while let Some(entry) = self.found.get(self.at) {
            if *entry >= target {
                return *entry;
            }
            self.at += 1;
        }
        self.look(target)
    }

    fn doc(&self) -> DocId {
        self.found.get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// As many as the clauses that are gone through have; there are fewer.
    fn size_hint(&self) -> u32 {
        let gone_through = self.clauses.iter().take(self.n_gone_through);
        let most: u64 = gone_through.map(|clause| clause.entries.cost()).sum();
        u32::try_from(most).unwrap_or(u32::MAX)
    }

    /// Entries of all lists: those of the clauses that are asked are passed over at least.
    fn cost(&self) -> u64 {
        self.clauses.iter().map(|clause| clause.entries.cost()).sum()
    }
}

impl Scorer for AtLeastScorer {
    fn score(&mut self) -> Score {
        self.score
    }
}

/// The points of the entries of a window; more than 255 are as good as 255, since a query has
/// fewer syllables.
#[derive(Default)]
struct Points {
    start: DocId,
    of_entries: Vec<u8>,
}

impl Points {
    /// Begins a window; nothing has points.
    fn begin(&mut self, start: DocId) {
        self.start = start;
        self.of_entries.resize(WINDOW.into(), 0);
        self.of_entries.fill(0);
    }

    /// The first entry behind the window.
    fn end(&self) -> DocId {
        (self.start + DocId::from(WINDOW)).min(TERMINATED)
    }

    fn of(&self, entry: DocId) -> u32 {
        let at = entry.wrapping_sub(self.start) as usize;
        self.of_entries.get(at).copied().unwrap_or_default().into()
    }

    fn give(&mut self, entry: DocId, worth: u8) {
        let at = entry.wrapping_sub(self.start) as usize;
        if let Some(points) = self.of_entries.get_mut(at) {
            *points = points.saturating_add(worth);
        }
    }

    /// Gives every entry of a clause in the window its points.
    fn add(&mut self, clause: &mut Clause) {
        let worth = u8::try_from(clause.worth).unwrap_or(u8::MAX);
        clause.entries.seek(self.start);
        match &mut clause.entries {
            Entries::Term(list) => self.add_from(&mut **list, worth),
            Entries::Other(scorer) => self.add_from(&mut **scorer, worth),
            Entries::Asked(..) => {}
        }
    }

    /// Gives every entry of a list in the window its points, from where the list is.
    fn add_from<D: DocSet + ?Sized>(&mut self, list: &mut D, worth: u8) {
        let (end, mut entry) = (self.end(), list.doc());
        while entry < end {
            self.give(entry, worth);
            entry = list.advance();
        }
    }

    /// Gives those of some entries that a clause has its points, where they have not enough.
    fn ask(&mut self, clause: &mut Clause, least: u32, entries: &[DocId]) {
        /// A list is gone through faster than asked while one of so many of its entries is
        /// wanted.
        const PASSED: u64 = 4;
        let worth = u8::try_from(clause.worth).unwrap_or(u8::MAX);
        match &mut clause.entries {
            Entries::Asked(clause, _) => {
                for entry in entries {
                    if self.of(*entry) < least && clause.has(*entry) {
                        self.give(*entry, worth);
                    }
                }
            }
            Entries::Term(list) => {
                for entry in entries {
                    let mut here = list.doc();
                    for _ in 0..PASSED {
                        if here < *entry {
                            here = list.advance();
                        }
                    }
                    if here < *entry {
                        here = list.seek(*entry);
                    }
                    if here == *entry {
                        self.give(*entry, worth);
                    }
                }
            }
            Entries::Other(_) => {}
        }
    }

    /// The entries that have so many points.
    fn give_list(&self, least: u32, entries: &mut Vec<DocId>) {
        /// Most of a window has no points where the clauses are rare.
        const TOGETHER: usize = 8;
        let least = u8::try_from(least.max(1)).unwrap_or(u8::MAX);
        for (start, some) in
            (self.start..).step_by(TOGETHER).zip(self.of_entries.chunks(TOGETHER))
        {
            if some.iter().all(|points| *points < least) {
                continue;
            }
            let given = (start..).zip(some).filter(|(_, points)| **points >= least);
            entries.extend(given.map(|(entry, _)| entry));
        }
    }
}
