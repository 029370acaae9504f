//! What is shown of a short query of which nothing has enough: words that stand nowhere are
//! left out, and of words that stand in no one place together the places that have most.

use super::rank::{LONG_QUERY, Least, RankedPage, RankedSearch};
use super::terms::{RankingTerms, RequiredWord};
use tracuu_analysis::term::joined;
use tracuu_index::error::ReadError;
use tracuu_index::plan::Field;
use tracuu_index::reader::Page;

/// Syllables that the nearest places must have in whole words: a single one is no match.
const LEAST_NEAR: usize = 2;

/// Share of all entries, as one in so many, that a syllable typed without marks may have and
/// still be searched alone: "tu" is "tư", "từ" and "tử".
const COMMON: u64 = 8;

/// One page of what `terms` find, the best first.
pub(crate) fn ranked(
    search: &RankedSearch<'_>,
    terms: &RankingTerms,
    page: Page,
) -> Result<RankedPage, ReadError> {
    let found = search.page(terms, Least::Share, page)?;
    if found.total.value() > 0 || terms.syllables.len() >= LONG_QUERY {
        return Ok(found);
    }
    let mut known = terms.clone();
    let mut missing = Vec::new();
    known.required.clear();
    for word in &terms.required {
        if is_anywhere(search, terms, word)? {
            known.required.push(word.clone());
        } else {
            missing.push(word.text.clone());
        }
    }
    if known.required.is_empty() || (!missing.is_empty() && is_common(search, &known)?) {
        return Ok(RankedPage { missing, ..found });
    }
    if !missing.is_empty() {
        let left = search.page(&known, Least::Share, page)?;
        if left.total.value() > 0 {
            return Ok(RankedPage { missing, ..left });
        }
    }
    let most = search.most_in_words(&known)?;
    if most < LEAST_NEAR {
        let apart = known.required.into_iter().map(|word| word.text).collect();
        return Ok(RankedPage { missing, apart, ..found });
    }
    let nearest = search.page(&known, Least::InWords(most), page)?;
    Ok(RankedPage { missing, is_partial: true, ..nearest })
}

/// Whether a word stands in any entry.
fn is_anywhere(
    search: &RankedSearch<'_>,
    terms: &RankingTerms,
    word: &RequiredWord,
) -> Result<bool, ReadError> {
    let syllables = word.syllables.iter().filter_map(|index| terms.syllables.get(*index));
    let folded: Vec<&str> = syllables.map(|one| one.folded.as_str()).collect();
    let (field, term) = match folded.as_slice() {
        [only] => (Field::Folded, (*only).to_owned()),
        many => (Field::Word, joined(many.iter().copied())),
    };
    Ok(search.collection.n_with_term(field, &term)? > 0)
}

/// Whether nothing is left but one syllable, typed without marks, that stands everywhere.
fn is_common(search: &RankedSearch<'_>, left: &RankingTerms) -> Result<bool, ReadError> {
    let [only] = left.required.as_slice() else { return Ok(false) };
    let [syllable] = only.syllables.as_slice() else { return Ok(false) };
    let Some(one) = left.syllables.get(*syllable) else { return Ok(false) };
    let n_with = search.collection.n_with_term(Field::Folded, &one.folded)?;
    let is_frequent = n_with.saturating_mul(COMMON) > search.collection.n_entries();
    Ok(one.exact.is_none() && !one.is_number() && is_frequent)
}
