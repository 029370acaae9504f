//! A plan as a query of tantivy.

use std::ops::Bound;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery,
    Occur, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use super::any_term::AnyTerm;
use super::at_least::AtLeast;
use super::error::ReadError;
use super::join::TermsOfColumn;
use super::plan::{Clauses, Field, Join, Plan};
use super::recent_joins::RecentJoins;
use super::schema::Fields;

/// Most terms of a union; more are a set.
const MAX_UNION: usize = 64;

/// Turns plans into the engine's queries.
#[derive(Clone, Copy)]
pub(super) struct Compiler<'i> {
    /// Runs the inner plans of joins.
    pub(super) searcher: &'i Searcher,
    /// The fields of the schema.
    pub(super) fields: &'i Fields,
    /// Joins that were run lately.
    pub(super) joins: &'i RecentJoins,
}

impl Compiler<'_> {
    /// The engine's query for a plan; its joins have then been run.
    ///
    /// # Errors
    /// Where a join cannot read the index.
    pub(super) fn compile(self, plan: &Plan) -> Result<Box<dyn Query>, ReadError> {
        Ok(match plan {
            Plan::All => Box::new(AllQuery),
            Plan::Nothing => Box::new(EmptyQuery),
            Plan::Term(field, value) => self.single(*field, value),
            Plan::AnyOf(field, values) => self.any_of(*field, values),
            Plan::Phrase(field, words) => self.phrase(*field, words),
            Plan::Join(join) => self.join(join)?,
            Plan::Range(field, low, high) => {
                let field = self.fields.of(*field);
                let bound = |value| Bound::Included(Term::from_field_u64(field, value));
                Box::new(RangeQuery::new(bound(*low), bound(*high)))
            }
            Plan::Bool(clauses) => self.boolean(clauses)?,
            Plan::Boost(inner, factor) => {
                Box::new(BoostQuery::new(self.compile(inner)?, *factor))
            }
            Plan::Const(inner, score) => {
                Box::new(ConstScoreQuery::new(self.compile(inner)?, *score))
            }
            Plan::DisMax(plans, tie) => {
                let queries = plans.iter().map(|inner| self.compile(inner));
                let queries = queries.collect::<Result<_, _>>()?;
                Box::new(DisjunctionMaxQuery::with_tie_breaker(queries, *tie))
            }
            Plan::AtLeast(plans, least) => {
                let clauses = plans.iter().map(|(one, n)| Ok((self.compile(one)?, *n)));
                let clauses = clauses.collect::<Result<_, ReadError>>()?;
                Box::new(AtLeast::new(clauses, *least))
            }
        })
    }

    fn term(self, field: Field, value: &str) -> Term {
        Term::from_field_text(self.fields.of(field), value)
    }

    fn single(self, field: Field, value: &str) -> Box<dyn Query> {
        let option = IndexRecordOption::WithFreqs;
        Box::new(TermQuery::new(self.term(field, value), option))
    }

    /// A phrase of one word is a term: the engine's phrase query wants two.
    fn phrase(self, field: Field, words: &[(usize, String)]) -> Box<dyn Query> {
        match words {
            [] => Box::new(EmptyQuery),
            [(_, only)] => self.single(field, only),
            _ => {
                let terms = words
                    .iter()
                    .map(|(offset, word)| (*offset, self.term(field, word)))
                    .collect();
                Box::new(PhraseQuery::new_with_offset(terms))
            }
        }
    }

    fn join(self, join: &Join) -> Result<Box<dyn Query>, ReadError> {
        if let Some(known) = self.joins.get(join) {
            return Ok(known);
        }
        let inner = self.compile(&join.plan)?;
        let terms = self.searcher.search(&*inner, &TermsOfColumn(join.column))?;
        let found = self.any_of(join.field, &terms);
        self.joins.keep(join, &*found);
        Ok(found)
    }

    /// Entries with any of some terms, all scored alike. A few terms are a union, which
    /// reads no more of the lists than its neighbours ask for; of many all lists are read.
    fn any_of(self, field: Field, values: &[String]) -> Box<dyn Query> {
        let terms = values.iter().map(|value| self.term(field, value));
        if values.len() > MAX_UNION {
            return Box::new(AnyTerm::new(self.fields.of(field), terms));
        }
        let queries = terms.map(|term| -> Box<dyn Query> {
            Box::new(TermQuery::new(term, IndexRecordOption::Basic))
        });
        let union = BooleanQuery::union(queries.collect());
        Box::new(ConstScoreQuery::new(Box::new(union), 1.0))
    }

    fn boolean(self, clauses: &Clauses) -> Result<Box<dyn Query>, ReadError> {
        let mut compiled = Vec::new();
        for (occur, plans) in
            [(Occur::Must, &clauses.must), (Occur::Should, &clauses.should)]
        {
            for plan in plans {
                compiled.push((occur, self.compile(plan)?));
            }
        }
        for plan in &clauses.must_not {
            compiled.push((Occur::MustNot, self.excluded(plan)?));
        }
        let minimum = clauses.minimum_should;
        Ok(Box::new(BooleanQuery::with_minimum_required_clauses(compiled, minimum)))
    }

    /// A plan whose entries are left out. tantivy 0.27 asks what it leaves out for entries
    /// that it may have passed, which phrases and conjunctions take for a fault (an
    /// assertion in debug builds, `PhraseScorer::seek_danger`); a union of two passes over
    /// that.
    fn excluded(self, plan: &Plan) -> Result<Box<dyn Query>, ReadError> {
        let query = self.compile(plan)?;
        Ok(match plan {
            Plan::Term(..)
            | Plan::AnyOf(..)
            | Plan::Join(_)
            | Plan::Range(..)
            | Plan::Nothing => query,
            _ => Box::new(BooleanQuery::union(vec![query.box_clone(), query])),
        })
    }
}
