//! A plan as a query of tantivy.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery,
    Occur, PhraseQuery, Query, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::IndexRecordOption;

use super::plan::{Clauses, Field, Plan};
use super::schema::Fields;

/// The engine's query for a plan.
pub(super) fn compile(plan: &Plan, fields: &Fields) -> Box<dyn Query> {
    match plan {
        Plan::All => Box::new(AllQuery),
        Plan::Nothing => Box::new(EmptyQuery),
        Plan::Term(field, value) => {
            let option = IndexRecordOption::WithFreqs;
            Box::new(TermQuery::new(term(fields, *field, value), option))
        }
        Plan::AnyOf(field, values) => {
            let terms = values.iter().map(|value| term(fields, *field, value));
            Box::new(TermSetQuery::new(terms))
        }
        Plan::Phrase(field, words) => phrase(fields, *field, words),
        Plan::Range(field, low, high) => {
            let bound =
                |value| Bound::Included(Term::from_field_u64(fields.of(*field), value));
            Box::new(RangeQuery::new(bound(*low), bound(*high)))
        }
        Plan::Bool(clauses) => boolean(clauses, fields),
        Plan::Boost(inner, factor) => {
            Box::new(BoostQuery::new(compile(inner, fields), *factor))
        }
        Plan::Const(inner, score) => {
            Box::new(ConstScoreQuery::new(compile(inner, fields), *score))
        }
        Plan::DisMax(plans, tie) => {
            let queries = plans.iter().map(|inner| compile(inner, fields)).collect();
            Box::new(DisjunctionMaxQuery::with_tie_breaker(queries, *tie))
        }
    }
}

fn term(fields: &Fields, field: Field, value: &str) -> Term {
    Term::from_field_text(fields.of(field), value)
}

/// A phrase of one word is a term: the engine's phrase query wants two.
fn phrase(fields: &Fields, field: Field, words: &[(usize, String)]) -> Box<dyn Query> {
    match words {
        [] => Box::new(EmptyQuery),
        [(_, only)] => compile(&Plan::Term(field, only.clone()), fields),
        _ => {
            let terms = words
                .iter()
                .map(|(offset, word)| (*offset, term(fields, field, word)))
                .collect();
            Box::new(PhraseQuery::new_with_offset(terms))
        }
    }
}

fn boolean(clauses: &Clauses, fields: &Fields) -> Box<dyn Query> {
    let parts = [
        (Occur::Must, &clauses.must),
        (Occur::Should, &clauses.should),
        (Occur::MustNot, &clauses.must_not),
    ];
    let compiled: Vec<(Occur, Box<dyn Query>)> = parts
        .into_iter()
        .flat_map(|(occur, plans)| {
            plans.iter().map(move |plan| (occur, compile(plan, fields)))
        })
        .collect();
    Box::new(BooleanQuery::with_minimum_required_clauses(
        compiled,
        clauses.minimum_should,
    ))
}
