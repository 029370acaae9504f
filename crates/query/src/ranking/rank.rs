//! The two stages: candidates by a union of terms, then a close look in blocks.

use std::cmp::Ordering;

use rustc_hash::FxHashSet;

use super::definition::is_explained;
use super::features::FeatureReader;
use super::score::Features;
use super::term_statistics::TermStatistics;
use super::terms::RankingTerms;
use super::weight::is_subject;
use tracuu_index::address::Address;
use tracuu_index::entry::Record;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Clauses, Field, Plan};
use tracuu_index::reader::{Collection, Page};
use tracuu_index::total::Total;

/// Candidates that are looked at closely together. Of the judged questions 99 % have their
/// answer among the first 200 (of the hardest set 92 %); more cost time and gain nothing.
const BLOCK: usize = 200;

/// Deepest candidate of a ranked search: ten blocks. Who reads further wants a filter or
/// another order.
const MAX_CANDIDATES: usize = 2_000;

/// Weight of syllables beside words when candidates are looked for.
const SYLLABLE_WEIGHT: f32 = 0.5;
/// Weight of document symbols: they are what is looked for, wherever they stand.
const SYMBOL_WEIGHT: f32 = 2.0;

/// Share of a short query's syllables that an entry must have: one word of several is no
/// answer.
const MINIMUM_SHARE: f32 = 0.6;
/// The same for a question in whole sentences, which carries words that no text has; more
/// costs a tenth of the answers on the judged sets.
const MINIMUM_SHARE_LONG: f32 = 0.25;
/// Syllables from which a query is a question in whole sentences.
pub(super) const LONG_QUERY: usize = 7;

/// Most entries whose text is read to see whether they explain a term.
const MAX_READ: usize = 20;
/// What is left for a definition of a longer term, which may help.
const INSIDE_ANOTHER: f32 = 0.3;

/// One page of a ranking.
#[derive(Debug, Default)]
pub(crate) struct RankedPage {
    /// The entries of the page, the best first.
    pub(crate) items: Vec<RankedEntry>,
    /// Entries found in all.
    pub(crate) total: Total,
    /// Words of the query that stand nowhere, where others alone have found the entries.
    pub(crate) missing: Vec<String>,
    /// Whether no entry has enough of the query, and these have most of it.
    pub(crate) is_partial: bool,
    /// Words that stand somewhere, but in no entry together, where nothing was found.
    pub(crate) apart: Vec<String>,
}

/// One entry and why it stands where it does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RankedEntry {
    /// The entry.
    pub(crate) entry: Address,
    /// Its score.
    pub(crate) score: f32,
    /// What speaks for it.
    pub(crate) features: Features,
}

impl RankedEntry {
    /// The best first; of equal ones the first in the collection.
    fn order(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then(self.entry.cmp(&other.entry))
    }
}

/// What is ranked, and in what.
pub(crate) struct RankedSearch<'s> {
    pub(crate) collection: &'s Collection,
    /// Adds to a plan what else must hold.
    pub(crate) narrowed: &'s dyn Fn(Plan) -> Plan,
    /// Entries that stand before all others.
    pub(crate) preferred: Option<&'s Plan>,
}

/// How much of a query an entry must have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Least {
    /// A share of its syllables.
    Share,
    /// So many syllables in whole words.
    InWords(usize),
}

impl RankedSearch<'_> {
    /// The entries that `terms` find, ranked; those that are preferred first.
    pub(super) fn page(
        &self,
        terms: &RankingTerms,
        least: Least,
        page: Page,
    ) -> Result<RankedPage, ReadError> {
        let all = (self.narrowed)(candidates(terms));
        let Some(preferred) = self.preferred else {
            return self.part(terms, &all, least, page);
        };
        let those = Plan::Const(Box::new(preferred.clone()), 0.0);
        let first = Plan::all([all.clone(), those]);
        let first = self.part(terms, &first, least, page)?;
        // Where these alone are more than was counted, the others stand on later pages.
        if first.items.len() >= page.limit && !first.total.is_exact() {
            return Ok(first);
        }
        let behind = Page {
            offset: page.offset.saturating_sub(first.total.value()),
            limit: page.limit.saturating_sub(first.items.len()),
        };
        let rest = self.part(terms, &all.but_not(preferred.clone()), least, behind)?;
        let is_exact = first.total.is_exact() && rest.total.is_exact();
        let n_found = first.total.value() + rest.total.value();
        let items = [first.items, rest.items].concat();
        let total = Total::new(n_found, is_exact);
        Ok(RankedPage { items, total, ..RankedPage::default() })
    }

    /// Pages are stable: what stands in a block, and in which order, does not depend on how
    /// far one reads. So each block is what its own depth finds and no lesser depth has
    /// found: of entries that are alike the engine may choose others at another depth.
    fn part(
        &self,
        terms: &RankingTerms,
        plan: &Plan,
        least: Least,
        page: Page,
    ) -> Result<RankedPage, ReadError> {
        let end = page.offset.saturating_add(page.limit);
        let mut is_exact = false;
        let mut all = Vec::new();
        let mut seen = FxHashSet::default();
        for depth in (BLOCK..=MAX_CANDIDATES).step_by(BLOCK) {
            let found = self.collection.candidates(plan, depth)?;
            is_exact = found.len() < depth;
            let entries = found.into_iter().map(|(_, entry)| entry);
            let block: Vec<Address> =
                entries.filter(|entry| seen.insert(*entry)).collect();
            all.extend(looked_at(self.collection, terms, &block, least)?);
            // Some candidates fall away, so that a page may need more of them; one beyond
            // the page tells that there is a next one.
            if is_exact || all.len() > end {
                break;
            }
        }
        let total = Total::new(all.len(), is_exact);
        let items = all.into_iter().skip(page.offset).take(page.limit).collect();
        Ok(RankedPage { items, total, ..RankedPage::default() })
    }

    /// How many syllables in whole words the best of the first candidates has.
    pub(super) fn most_in_words(&self, terms: &RankingTerms) -> Result<usize, ReadError> {
        let plan = (self.narrowed)(candidates(terms));
        let found = self.collection.candidates(&plan, BLOCK)?;
        let entries: Vec<Address> = found.into_iter().map(|(_, entry)| entry).collect();
        let evidence = TermStatistics::read(self.collection, terms, &entries)?;
        let reader = FeatureReader::new(terms, &evidence);
        let most = (0..entries.len()).map(|index| reader.n_in_words(index)).max();
        Ok(most.unwrap_or(0))
    }
}

/// All entries that `terms` find, unranked: for other orders, and for counting.
pub(crate) fn matching(terms: &RankingTerms) -> Plan {
    let words = if terms.syllables.len() >= LONG_QUERY {
        let subject = terms.full().filter_map(|index| terms.syllables.get(index));
        subject.map(|one| (Plan::term(Field::Folded, one.folded.clone()), 1)).collect()
    } else {
        required_words(terms)
    };
    let least = u32::try_from(least_subject(terms)).unwrap_or(u32::MAX);
    let by_words = Plan::at_least(least.max(1), words);
    let symbols = Plan::any_of(Field::Symbol, terms.symbols.iter().cloned());
    Plan::some([by_words, symbols])
}

/// The words of which an entry must have a share, each with its number of syllables.
fn required_words(terms: &RankingTerms) -> Vec<(Plan, u32)> {
    let plans = terms.required.iter().map(|word| {
        let syllables = word.syllables.iter();
        let syllables = syllables.filter_map(|index| terms.syllables.get(*index));
        let folded: Vec<String> = syllables.map(|one| one.folded.clone()).collect();
        let n_syllables = u32::try_from(folded.len()).unwrap_or(u32::MAX);
        let plan = match folded.as_slice() {
            [only] => Plan::term(Field::Folded, only.clone()),
            _ => Plan::Phrase(Field::Folded, folded.into_iter().enumerate().collect()),
        };
        (plan, n_syllables)
    });
    plans.collect()
}

/// A union of terms that finds every entry worth a look. Flat, so that the engine can skip
/// what cannot be among the best.
fn candidates(terms: &RankingTerms) -> Plan {
    let mut should = Vec::new();
    let mut add = |field, term: &str, weight: f32| {
        should.push(Plan::term(field, term).boosted(weight));
    };
    // In a long question words and what stands beside them are enough; in a short one the
    // marks must count, too, or an entry that has them could be missed among those that
    // have others.
    let is_long = terms.syllables.len() >= LONG_QUERY;
    for word in terms.words.iter().filter(|word| is_subject(word.weight)) {
        // A syllable that makes no word here may be a part of one in the text, and is
        // where a slip of the finger has broken one.
        let field = if is_long && word.is_single { Field::Folded } else { Field::Word };
        add(field, &word.term, word.weight);
    }
    let syllables = terms.syllables.iter().filter(|one| !is_long || one.is_number());
    for syllable in syllables.filter(|one| is_subject(one.weight)) {
        let (field, term) = match &syllable.exact {
            Some(exact) => (Field::Exact, exact),
            None => (Field::Folded, &syllable.folded),
        };
        add(field, term, SYLLABLE_WEIGHT * syllable.weight);
    }
    for symbol in &terms.symbols {
        add(Field::Symbol, symbol, SYMBOL_WEIGHT);
    }
    Plan::Bool(Clauses { should, minimum_should: 1, ..Clauses::default() })
}

/// Looks at a block of candidates; those with too little of the query fall away.
fn looked_at(
    collection: &Collection,
    terms: &RankingTerms,
    entries: &[Address],
    least: Least,
) -> Result<Vec<RankedEntry>, ReadError> {
    let evidence = TermStatistics::read(collection, terms, entries)?;
    let reader = FeatureReader::new(terms, &evidence);
    let is_long = terms.syllables.len() >= LONG_QUERY;
    let (by_words, least) = match least {
        Least::Share => (!is_long, least_subject(terms)),
        Least::InWords(least) => (true, least),
    };
    let mut kept: Vec<RankedEntry> = entries
        .iter()
        .enumerate()
        .filter(|(index, _)| {
            let n_found =
                if by_words { reader.n_in_words(*index) } else { reader.n_full(*index) };
            reader.has_symbol(*index) || n_found >= least
        })
        .map(|(index, entry)| {
            let features = reader.features(index);
            RankedEntry { entry: *entry, score: features.score(), features }
        })
        .collect();
    kept.sort_by(RankedEntry::order);
    if !terms.definition.is_empty() {
        check_definitions(collection, terms, &mut kept)?;
    }
    Ok(kept)
}

/// Takes back what was given to entries that have the words of a definition inside another
/// ("thẩm định an ninh mạng là …"): looks into the text of the first ones.
fn check_definitions(
    collection: &Collection,
    terms: &RankingTerms,
    kept: &mut [RankedEntry],
) -> Result<(), ReadError> {
    let syllables =
        terms.definition.iter().filter_map(|index| terms.syllables.get(*index));
    let term: Vec<&str> = syllables.map(|one| one.folded.as_str()).collect();
    let claimed = kept.iter_mut().filter(|one| one.features.definition > 0.0);
    for ranking in claimed.take(MAX_READ) {
        let is_explained = match collection.record_at(ranking.entry)? {
            Record::Unit(unit) => is_explained(&unit.text, &term),
            _ => true,
        };
        if !is_explained {
            ranking.features.definition = INSIDE_ANOTHER;
            ranking.score = ranking.features.score();
        }
    }
    kept.sort_by(RankedEntry::order);
    Ok(())
}

/// How many syllables of the subject an entry must have.
fn least_subject(terms: &RankingTerms) -> usize {
    let is_long = terms.syllables.len() >= LONG_QUERY;
    let n_full = if is_long {
        terms.full().count()
    } else {
        terms.required.iter().map(|word| word.syllables.len()).sum()
    };
    let share = if is_long { MINIMUM_SHARE_LONG } else { MINIMUM_SHARE };
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a query has at most MAX_SYLLABLES"
    )]
    let least = (n_full as f32 * share).ceil() as usize;
    least
}
