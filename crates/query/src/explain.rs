//! Why the hits of a text search stand in their order.

use super::ranking::feature::ScorePart;
use super::ranking::rank::RankedSearch;
use super::ranking::relaxed::ranked;
use super::ranking::terms::RankingTerms;
use super::search::{SearchError, Searcher};
use super::text::ranking_text;
use crate::read::parse::parse_query;
use tracuu_index::entry::Record;
use tracuu_index::reader::Page;

/// One hit and what speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// Id of the hit.
    pub id: String,
    /// Its score: the sum of the products below.
    pub score: f32,
    /// Every feature, also those that the hit has not.
    pub features: Vec<ScorePart>,
}

impl Searcher {
    /// The first hits of a query taken as free words, each with its features. What the
    /// query names beside (documents, agencies, operators) does not narrow them here.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn explain(
        &self,
        text: &str,
        limit: usize,
    ) -> Result<Vec<Explained>, SearchError> {
        let asked = parse_query(text, &self.directory, self.collection().vocabulary());
        let terms = RankingTerms::new(&ranking_text(&asked));
        let page = Page { offset: 0, limit };
        let collection = self.collection();
        let narrowed = &|plan| plan;
        let search = RankedSearch { collection, narrowed, preferred: None };
        let found = ranked(&search, &terms, page)?;
        let explained = found.items.iter().map(|ranking| {
            Ok(Explained {
                id: id_of(self.collection().record_at(ranking.entry)?),
                score: ranking.score,
                features: ranking.features.parts().to_vec(),
            })
        });
        explained.collect()
    }
}

fn id_of(record: Record) -> String {
    match record {
        Record::Document(document) => document.id,
        Record::Unit(unit) => unit.id,
        Record::Assignment(assignment) => assignment.id,
        Record::Agency(agency) => agency.id,
    }
}
