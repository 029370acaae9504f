//! How many entries have a term, without those that were removed: the engine counts these until
//! their segment is merged, and an index that grew file by file must score as one that was built
//! at once.

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field as EngineField, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Searcher, Term};

use super::group::TokenCounts;

/// What the scores of an open index rest on.
pub(super) struct Statistics {
    searcher: Searcher,
    /// Terms of each field in the entries that are there.
    tokens: TokenCounts,
    /// The removed entries of each segment, ascending.
    removed: Vec<Vec<DocId>>,
}

impl Statistics {
    pub(super) fn new(searcher: &Searcher, tokens: TokenCounts) -> Self {
        let removed = searcher.segment_readers().iter().map(|segment| {
            let all = 0..segment.max_doc();
            let n_removed = segment.num_deleted_docs() as usize;
            all.filter(|entry| segment.is_deleted(*entry)).take(n_removed).collect()
        });
        let removed = removed.collect();
        Self { searcher: searcher.clone(), tokens, removed }
    }

    /// Number of entries that have a term.
    pub(super) fn n_with(&self, term: &Term) -> tantivy::Result<u64> {
        let mut n_with = 0;
        for (segment, removed) in
            self.searcher.segment_readers().iter().zip(&self.removed)
        {
            let index = segment.inverted_index(term.field())?;
            if let Some(info) = index.get_term_info(term)? {
                n_with += n_left(&index, &info, removed)?;
            }
        }
        Ok(n_with)
    }

    /// Each segment's terms of a field are gone through with the entries that have them.
    pub(super) fn each_term(
        &self,
        field: EngineField,
        mut see: impl FnMut(&[u8], u64),
    ) -> tantivy::Result<()> {
        for (segment, removed) in
            self.searcher.segment_readers().iter().zip(&self.removed)
        {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().stream()?;
            while terms.advance() {
                let n_left = n_left(&index, terms.value(), removed)?;
                if n_left > 0 {
                    see(terms.key(), n_left);
                }
            }
        }
        Ok(())
    }

    /// Terms of a field in all entries.
    pub(super) fn n_tokens(&self, field: EngineField) -> u64 {
        self.tokens.in_field(field)
    }

    pub(super) fn n_entries(&self) -> u64 {
        self.searcher.num_docs()
    }
}

/// How many of the entries of a segment that have a term are not removed.
fn n_left(
    index: &InvertedIndexReader,
    info: &tantivy::postings::TermInfo,
    removed: &[DocId],
) -> tantivy::Result<u64> {
    let n_all = u64::from(info.doc_freq);
    if removed.is_empty() {
        return Ok(n_all);
    }
    let mut postings =
        index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
    let mut n_removed = 0;
    for entry in removed {
        if postings.doc() < *entry {
            postings.seek(*entry);
        }
        n_removed += u64::from(postings.doc() == *entry);
    }
    Ok(n_all.saturating_sub(n_removed))
}

impl Bm25StatisticsProvider for Statistics {
    fn total_num_tokens(&self, field: EngineField) -> tantivy::Result<u64> {
        Ok(self.n_tokens(field))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.n_entries())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.n_with(term)
    }
}
